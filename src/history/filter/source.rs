//! Values of source code that hold no secret: calls, variables, look-ups in the environment, placeholders, keywords. Main
//! function: [`is_code`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern;

/// Most bytes behind a value that are looked at.
const NEAR: usize = 48;

/// Words that stand for no value, or before an expression.
const KEYWORDS: [&str; 41] = [
    "null",
    "none",
    "nil",
    "undefined",
    "true",
    "false",
    "void",
    "string",
    "str",
    "int",
    "integer",
    "bool",
    "boolean",
    "bytes",
    "char",
    "text",
    "varchar",
    "number",
    "any",
    "required",
    "optional",
    "await",
    "new",
    "async",
    "function",
    "lambda",
    "return",
    "yield",
    "not",
    "typeof",
    "require",
    "import",
    "self",
    "this",
    "option<string>",
    "secretstr",
    "charfield",
    "&str",
    "in",
    "is",
    "pass",
];

/// Those that are a value, or stand before an expression, where more follows.
const EMPTY: [&str; 6] = ["null", "none", "nil", "await", "new", "not"];

/// An expression: a call, an index, a member of what programs keep their settings in, a variable of a shell or of a template.
static EXPRESSION: LazyLock<Regex> = LazyLock::new(|| {
    pattern::compile(concat!(
        r"(?i)^(?:\$\{|\$\(|(?-i:\$[A-Z_][A-Z0-9_]*$)|\{\{|<%|%\(|%s|%[a-z_]+%|\{[a-z_.]*\}|<[a-z_/]",
        r"|[a-z_][a-z0-9_]*(?:(?:\.|::|->)[a-z_][a-z0-9_]*)*[(\[]",
        r"|(?:os|process|config|cfg|settings|self|this|args|env|req|request|data|params|options|opts|props|user|ctx|form|body|input|secrets|",
        r"vault|system|environment|deno|event|payload|state|row|res|response|session|import|app|django)(?:\.|::|->)[a-z_]",
        r"|(?-i:[a-z]+(?:\.[a-z]+)*\.[a-z]+(?:_[a-z]+)+$))",
    ))
});

/// A placeholder: brackets, stars, "your password".
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern::compile(
        r"(?i)^(?:<[^>\n]{1,40}>|\[[a-z _-]{1,40}\]|[*x.\-_#?]{3,}|\.\.\.|(?:your|my|the|some|enter|insert|example)[_-][a-z_-]+|redacted|tbd|\?|!vault|string|(?-i:\$[A-Z_][A-Z0-9_]*))$",
    )
});

/// Whether a span that stands for a secret is an expression, a placeholder or a keyword of a program.
pub fn is_code(text: &str, span: &Range<usize>) -> bool {
    let near = text.floor_char_boundary(span.end + NEAR);
    let line = text[span.start..near].split('\n').next().unwrap_or_default();
    let value = &text[span.clone()];
    // A comparison is no assignment.
    let compared = value.starts_with('=') && text[..span.start].ends_with(['=', '!']);
    if compared && value.trim_start_matches('=').is_empty() {
        return true;
    }
    // A block of settings begins here: its name may be that of a secret, but it holds none itself.
    if matches!(value, "{" | "[" | "|" | ">" | "|-" | ">-" | "{}" | "[]" | "&" | "*") {
        return true;
    }
    let within = text[..span.start].ends_with('<') && text[span.end..].starts_with('>');
    let quoted = value.starts_with(['"', '\'', '`']);
    let bare = value.trim_matches(['"', '\'', '`', ',', ';', ')']);
    let inner = line.trim_start_matches(['"', '\'', '`']);
    if within || PLACEHOLDER.is_match(bare) || inner.starts_with('<') && inner.contains('>') {
        return true;
    }
    if inner.starts_with("${") || inner.starts_with("{{") || inner.starts_with("$(") || inner.starts_with("<%") {
        return true;
    }
    let path =
        bare.starts_with("~/") || bare.starts_with("./") || bare.starts_with("/etc/") || bare.starts_with("/home/");
    // The name of a setting may go on behind the announcing word: `PASSWORD_MIN_LENGTH=12`.
    let goes_on = if text[..span.start].ends_with('_') { value.find(['=', ':']) } else { None };
    let name_end = span.start + goes_on.map_or(0, |sign| sign + 1);
    if path || is_name_of_other(&text[..name_end]) {
        return true;
    }
    let assigned = text[..span.start].trim_end().ends_with(['=', ':']);
    let (first, rest) = bare.split_once(' ').unwrap_or((bare, ""));
    let first = first.to_lowercase();
    let keyword = KEYWORDS.contains(&first.as_str()) && (rest.is_empty() || EMPTY.contains(&first.as_str()));
    !quoted && (is_null(text, span) || assigned && (keyword || EXPRESSION.is_match(inner) || is_own_name(text, span)))
}

/// Whether a text ends with the name of a setting that holds something about a secret, not the secret: `token_file: `.
fn is_name_of_other(text: &str) -> bool {
    const ENDINGS: [&str; 33] = [
        "_path",
        "_file",
        "_dir",
        "_name",
        "_url",
        "_type",
        "_length",
        "_field",
        "_id",
        "_age",
        "_ttl",
        "_lifetime",
        "_minutes",
        "_seconds",
        "_days",
        "_hours",
        "_count",
        "_size",
        "_limit",
        "_attempts",
        "_retries",
        "_timeout",
        "_expiry",
        "_expires",
        "_policy",
        "_rounds",
        "_version",
        "_enabled",
        "_required",
        "_min",
        "_max",
        "_bits",
        "_digits",
    ];
    let name = text.trim_end_matches([' ', '=', ':', '"', '\'']);
    let whole = name.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_lowercase();
    if name.len() < text.len() && ["max_", "min_", "num_", "n_", "total_"].iter().any(|start| whole.starts_with(start))
    {
        return true;
    }
    let tail = name[name.ceil_char_boundary(name.len().saturating_sub(NEAR))..].to_lowercase();
    // The same in names of the other kind: `secretName: `.
    const CAPITALS: [&str; 20] = [
        "Name", "Path", "File", "Dir", "Url", "URL", "Ref", "Type", "Id", "ID", "Length", "Count", "Field", "Policy",
        "TTL", "Timeout", "Expiry", "Enabled", "Required", "Provider",
    ];
    if name.len() < text.len()
        && CAPITALS.iter().any(|ending| {
            name.strip_suffix(ending).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_lowercase()))
        })
    {
        return true;
    }
    name.len() < text.len() && ENDINGS.iter().any(|ending| tail.ends_with(ending))
}

/// Whether a value is a keyword of SQL behind `IS`.
fn is_null(text: &str, span: &Range<usize>) -> bool {
    let value = text[span.clone()].to_lowercase();
    let null = ["null", "not null"]
        .iter()
        .any(|start| value.strip_prefix(start).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())));
    null && text[..span.start].trim_end().to_lowercase().ends_with("is")
}

/// Returns whether a value is a name of a password itself, as programs pass them on: `token=accessToken`.
fn is_own_name(text: &str, span: &Range<usize>) -> bool {
    const NAMES: [&str; 7] = ["password", "passwd", "token", "secret", "api_key", "apikey", "credentials"];
    let value = text[span.clone()].trim_end_matches([';', ',', ')']);
    let lower = value.to_lowercase();
    let named = NAMES.iter().any(|name| lower.ends_with(name));
    let word = value.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_-".contains(&byte));
    let within = value.contains(['_', '-']) || value.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    let same = text[..span.start].trim_end_matches(['=', ':', ' ']).to_lowercase().ends_with(&lower);
    named && word && (same || within)
}
