//! Slack's texts as a reader sees them: rich text in blocks, and marks within a text. Main functions: [`rich_text`],
//! [`unescaped`].

use serde_json::Value;

use super::reading::Beside;

/// What stands in blocks of rich text, with the marks that a text would have; quotes and code are left out.
pub fn rich_text(blocks: &Value) -> String {
    let mut text = String::new();
    add_rich(blocks, &mut text, 0);
    text.trim().to_owned()
}

fn add_rich(value: &Value, text: &mut String, depth: u32) {
    const MAX_DEPTH: u32 = 16;
    let part = |key: &str| value.get(key).and_then(Value::as_str);
    match value {
        _ if depth > MAX_DEPTH => {}
        Value::Array(items) => items.iter().for_each(|item| add_rich(item, text, depth + 1)),
        Value::Object(_) => {
            match part("type").unwrap_or_default() {
                "rich_text_quote" | "rich_text_preformatted" | "actions" | "context" | "image" => return,
                "text" if value.get("style").and_then(|style| style.get("code")) == Some(&Value::Bool(true)) => {}
                "text" => text.push_str(&part("text").unwrap_or_default().replace('&', "&amp;").replace('<', "&lt;")),
                "user" => text.push_str(&format!("<@{}>", part("user_id").unwrap_or_default())),
                "usergroup" | "broadcast" => text.push_str(&format!("@{}", part("range").unwrap_or("group"))),
                "channel" => text.push_str(&format!("<#{}>", part("channel_id").unwrap_or_default())),
                "link" => text.push_str(part("text").or(part("url")).unwrap_or_default()),
                "emoji" => text.push_str(&format!(":{}:", part("name").unwrap_or_default())),
                // Blocks of other kinds have texts of their own.
                "section" => {
                    if let Some(words) = value.get("text").and_then(|text| text.get("text")).and_then(Value::as_str) {
                        text.push_str(words);
                        text.push('\n');
                    }
                }
                _ => {}
            }
            if let Some(elements) = value.get("elements") {
                add_rich(elements, text, depth + 1);
                if part("type").is_some_and(|kind| kind.starts_with("rich_text_")) && !text.ends_with('\n') {
                    text.push('\n');
                }
            }
        }
        _ => {}
    }
}

/// Slack's marks as a reader sees them: `<@U1>` is a name, `<https://x|label>` its label, `&amp;` an ampersand.
pub fn unescaped(text: &str, beside: &Beside) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>') else { break };
        shown.push_str(&rest[..start]);
        mark(&rest[start + 1..start + end], beside, &mut shown);
        rest = &rest[start + end + 1..];
    }
    shown.push_str(rest);
    if shown.contains('&') {
        shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
    shown
}

fn mark(mark: &str, beside: &Beside, shown: &mut String) {
    let (target, label) = mark.split_once('|').map_or((mark, None), |(target, label)| (target, Some(label)));
    let name = |id: &str| label.or_else(|| beside.users.get(id).map(String::as_str)).unwrap_or(id).to_owned();
    if let Some(id) = target.strip_prefix('@') {
        shown.push('@');
        shown.push_str(&name(id));
    } else if let Some(id) = target.strip_prefix('#') {
        shown.push('#');
        let channel = beside.channels.get(id).map_or(id, String::as_str);
        shown.push_str(label.unwrap_or(channel));
    } else if let Some(word) = target.strip_prefix('!') {
        let word = word.split('^').next().unwrap_or(word);
        shown.push_str(label.unwrap_or_default());
        if label.is_none() {
            shown.push('@');
            shown.push_str(word);
        }
    } else {
        shown.push_str(label.unwrap_or(target.strip_prefix("mailto:").unwrap_or(target)));
    }
}
