//! [`clean`]: the part of a message that its author typed as prose, without quotes, fenced code, commands, reactions and
//! pasted logs.
//!
//! It applies to every format; what only one format has is handled there.

use std::borrow::Cow;

use super::message::{MAX_MESSAGE_BYTES, Skip};
use super::reactions;

/// The prose of a message, trimmed.
///
/// # Errors
/// The reason why nothing of the message is learned.
pub fn clean(text: &str) -> Result<Cow<'_, str>, Skip> {
    let text = trim(text);
    if text.is_empty() {
        return Err(Skip::Empty);
    }
    if text.len() > MAX_MESSAGE_BYTES {
        return Err(Skip::TooLong);
    }
    if reactions::of_phone(text) {
        return Err(Skip::Reaction);
    }
    if is_command(text) {
        return Err(Skip::Command);
    }
    if is_copied(text) {
        return Err(Skip::Quoted);
    }
    let signs = Signs::of(text);
    if !signs.parts && !is_code_line(text, signs.code) {
        return Ok(without_marks(text));
    }
    let unfenced = without_fences(text);
    let prose = trim(&unfenced);
    if prose.is_empty() {
        return Err(Skip::Code);
    }
    let unquoted = without_quotes(prose);
    let own = trim(&unquoted);
    if own.is_empty() {
        return Err(Skip::Quoted);
    }
    if is_code(own) {
        return Err(Skip::Code);
    }
    Ok(if own.len() == text.len() { without_marks(text) } else { Cow::Owned(without_marks(own).into_owned()) })
}

fn without_marks(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() && text.contains(is_mark) {
        return Cow::Owned(text.chars().filter(|c| !is_mark(*c)).collect());
    }
    Cow::Borrowed(text)
}

/// The signs of a text that have a meaning here, found in one pass: nearly all messages are one line with few of them.
struct Signs {
    /// Those that code is full of.
    code: usize,
    /// Several lines, fences or quotes.
    parts: bool,
}

/// By byte: 1 for signs that code is full of, 2 for those that part a text.
static SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let (code, parts) = (b"{}[]()<>=;|&$#\\_`*/~^+", b"\n`>");
    let mut at = 0;
    while at < code.len() {
        signs[code[at] as usize] |= 1;
        at += 1;
    }
    at = 0;
    while at < parts.len() {
        signs[parts[at] as usize] |= 2;
        at += 1;
    }
    signs
};

impl Signs {
    fn of(text: &str) -> Signs {
        let (mut code, mut any) = (0, 0);
        for byte in text.bytes() {
            let sign = SIGNS[usize::from(byte)];
            code += usize::from(sign & 1);
            any |= sign;
        }
        Signs { code, parts: any & 2 != 0 }
    }
}

/// `[14/11, 22:13] Ann: hello`, as WhatsApp copies several messages.
fn is_copied(text: &str) -> bool {
    let Some((stamp, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once("] ")) else { return false };
    let is_stamp = stamp.len() < 32
        && stamp.bytes().filter(u8::is_ascii_digit).count() >= 6
        && stamp.contains(':')
        && stamp.contains(['/', '.', '-'])
        && stamp.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "/.-:,APMapm".contains(c));
    let name = rest.split_once(": ").map_or("", |(name, _)| name);
    is_stamp && (1..=60).contains(&name.len()) && !name.contains('\n')
}

/// A text without white space and direction marks at its ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_mark(c))
}

/// Characters that only steer the direction of text or mark its beginning.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// `/start`, `!play song`: a sign, a word, and not a path or an exclamation.
fn is_command(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['/', '!', '?', '$', '%']) else { return false };
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    word.len() >= 2
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'@' | b':'))
}

/// A text without fenced code (between ``` and ```).
fn without_fences(text: &str) -> Cow<'_, str> {
    if !text.contains("```") {
        return Cow::Borrowed(text);
    }
    let outside: Vec<&str> = text.split("```").step_by(2).map(str::trim).filter(|part| !part.is_empty()).collect();
    Cow::Owned(outside.join("\n"))
}

/// A text without quoted lines, which begin with `>`; `>:(` and `>_<` are faces.
fn without_quotes(text: &str) -> Cow<'_, str> {
    let quoted = |line: &str| {
        let rest = line.trim_start().trim_start_matches('>');
        rest.len() < line.trim_start().len() && !rest.starts_with([':', ';', '_', '.', '=', '<'])
    };
    if !text.contains('>') || !text.lines().any(quoted) {
        return Cow::Borrowed(text);
    }
    if text.trim_start().starts_with(">>> ") {
        return Cow::Borrowed("");
    }
    let kept: Vec<&str> = text.lines().filter(|line| !quoted(line)).collect();
    Cow::Owned(kept.join("\n"))
}

/// Whether a text is code, a log or a listing rather than prose: most of its lines look so.
fn is_code(text: &str) -> bool {
    let mut lines = 0usize;
    let mut odd = 0usize;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines += 1;
        odd += usize::from(is_code_line(line, Signs::of(line).code));
    }
    match lines {
        0 => false,
        1 => odd == 1 && (text.len() >= 20 || is_log_line(text)),
        _ => odd >= 2 && odd * 2 >= lines,
    }
}

/// `signs`: how many there are of those that code is full of.
fn is_code_line(line: &str, signs: usize) -> bool {
    // Links are full of signs and no code.
    let symbols = match signs > 0 && line.contains("://") {
        true => line.split(' ').filter(|word| !word.contains("://")).map(|word| Signs::of(word).code).sum(),
        false => signs,
    };
    let dense = symbols >= 6 && symbols * 5 >= line.len();
    dense || (symbols > 0 && ends_as_code(line)) || begins_as_code(line, signs > 0) || is_log_line(line)
}

fn ends_as_code(line: &str) -> bool {
    const ENDS: [&str; 10] = [");", "{", "};", "},", "],", "*/", "/>", "})", "\";", "();"];
    let statement = line.ends_with(';') && line.contains(['=', '(']);
    statement || line == "}" || line == "]" || (line.len() > 3 && ENDS.iter().any(|end| line.ends_with(end)))
}

/// Beginnings without one of the signs.
const PLAIN_BEGINNINGS: [&str; 4] = ["sudo apt", "File \"", "diff --git", "@@ -"];

/// `signs`: whether there are any of those that code is full of.
fn begins_as_code(line: &str, signs: bool) -> bool {
    const BEGINNINGS: [&str; 16] = [
        "#include ",
        "#define ",
        "#!/",
        "<?php",
        "<?xml",
        "<!DOCTYPE",
        "<html",
        "</",
        "$ sudo ",
        "$ cd ",
        "$ ls",
        "Traceback (most recent",
        "+++ ",
        "--- a/",
        ">>> ",
        "//",
    ];
    const WORDS: [(&str, &str); 11] = [
        ("def ", "):"),
        ("fn ", "("),
        ("func ", "("),
        ("function ", "("),
        ("class ", "{"),
        ("public ", "("),
        ("private ", ";"),
        ("const ", "="),
        ("let ", ";"),
        ("var ", "="),
        ("return ", ";"),
    ];
    if PLAIN_BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
        || (line.starts_with("at ") && line.contains(".java:"))
    {
        return true;
    }
    // All others have a sign.
    if !signs {
        return false;
    }
    let json = (line.starts_with("{\"") || line.starts_with("[{\"")) && line.contains("\":");
    json || BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
        || WORDS.iter().any(|(first, then)| line.starts_with(first) && line.contains(then))
}

/// A time or a level at the beginning, as programs log.
fn is_log_line(line: &str) -> bool {
    const LEVELS: [&str; 10] =
        ["ERROR", "WARN", "INFO", "DEBUG", "TRACE", "FATAL", "[error]", "[warn", "[info]", "[debug]"];
    if !line.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '[') {
        return false;
    }
    let head = line.get(..line.floor_char_boundary(60)).unwrap_or(line);
    let digits = || head.bytes().take(9).filter(u8::is_ascii_digit).count();
    let stamped = head.starts_with(|c: char| c.is_ascii_digit() || c == '[') && digits() >= 6;
    let level = || LEVELS.iter().any(|level| head.contains(level));
    let begins =
        || LEVELS.iter().any(|level| head.strip_prefix(level).is_some_and(|rest| rest.starts_with([':', ' '])));
    (stamped && (level() || head.contains("kernel:") || head.starts_with("[   "))) || (begins() && line.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_stays() {
        let check = |text: &str| assert_eq!(clean(text).as_deref(), Ok(text.trim()), "{text}");
        check("see you at 5 :)");
        check(" on my way ");
        check(">:( why");
        check("!!! yes");
        check("/ or \\");
        check("50% off, $5 each");
        check("first line\nsecond line; and more\nthird");
        check("look at https://example.org/a_b?c=d&e=[f]#g_h");
        check("I liked “Dune” a lot");
        check("Loved it");
        check("ERROR is my middle name");
        check("12:30 or 13:00? INFO desk");
        check("... 😂😂😂");
        check("[ok] so: at 10:30");
    }

    #[test]
    fn parts_go() {
        let check = |text: &str, expected: &str| assert_eq!(clean(text).as_deref(), Ok(expected), "{text}");
        check("> are you there?\nyes", "yes");
        check("this fails:\n```\nlet x = 1;\n```\nwhy?", "this fails:\nwhy?");
        check("\u{200e}hello\u{200e}", "hello");
        check("ask @\u{2068}Ann\u{2069} first", "ask @Ann first");
    }

    #[test]
    fn the_rest_is_told_apart() {
        let check = |text: &str, skip| assert_eq!(clean(text), Err(skip), "{text}");
        check(" \u{200e} ", Skip::Empty);
        check(&"word ".repeat(4000), Skip::TooLong);
        check("Loved “see you at 5”", Skip::Reaction);
        check("Laughed at an image", Skip::Reaction);
        check("Reacted 😍 to your message", Skip::Reaction);
        check("Removed a heart from “ok”", Skip::Reaction);
        check("/start", Skip::Command);
        check("!play never gonna give you up", Skip::Command);
        check("> only a quote\n> of two lines", Skip::Quoted);
        check("[14/11, 22:13] Ann Lee: at six\n[14/11, 22:14] Bob: fine", Skip::Quoted);
        check("[10:13 PM, 11/14/2023] +44 7700 900123: at six", Skip::Quoted);
        check("```\nls -la\n```", Skip::Code);
        check("int main() {\n  return 0;\n}", Skip::Code);
        check("#include <stdio.h>\nint x = 0;", Skip::Code);
        check("{\"a\": [1, 2, {\"b\": \"c\"}], \"d\": null}", Skip::Code);
        check("2024-01-02 10:11:12 ERROR cannot open file\n2024-01-02 10:11:13 INFO retrying", Skip::Code);
        check("Traceback (most recent call last):\n  File \"a.py\", line 3\nValueError: bad", Skip::Code);
        check("[12345.678901] usb 1-1: new device kernel: x", Skip::Code);
        check("sudo apt install gnome-text-editor", Skip::Code);
        check("at org.example.Boat.row(Boat.java:12)", Skip::Code);
        check("let boats = rows.len() + 1;", Skip::Code);
        check("ERROR: the boat cannot be opened", Skip::Code);
    }
}
