//! [`comment_before`]: which part of source code is a comment, by a scan for the language's comments and strings.
//!
//! A scan is no parser: it knows the signs that open and close comments and strings, and is wrong where a language has
//! more rules than that.

/// The signs that open and close comments and strings.
#[derive(Debug)]
pub struct Syntax {
    line: &'static [&'static str],
    block: &'static [(&'static str, &'static str)],
    strings: &'static [&'static str],
    /// The sign of a line's comment counts only at a word's beginning, as in a shell's `$#`.
    spaced: bool,
}

const C: Syntax = Syntax { line: &["//"], block: &[("/*", "*/")], strings: &["\"", "'", "`"], spaced: false };
/// A single quote begins lifetimes and labels more often than characters.
const RUST: Syntax = Syntax { strings: &["\""], ..C };
const HASH: Syntax = Syntax { line: &["#"], block: &[], strings: &["\"\"\"", "'''", "\"", "'"], spaced: true };
const PHP: Syntax = Syntax { line: &["//", "#"], ..C };
const LUA: Syntax = Syntax { line: &["--"], block: &[("--[[", "]]")], strings: &["\"", "'"], spaced: false };
const DASH: Syntax = Syntax { line: &["--"], block: &[("{-", "-}"), ("/*", "*/")], strings: &["\""], spaced: false };
const SQL: Syntax = Syntax { line: &["--"], block: &[("/*", "*/")], strings: &["'", "\""], spaced: false };
const PASCAL: Syntax = Syntax { line: &["//"], block: &[("(*", "*)"), ("{", "}")], strings: &["'"], spaced: false };
const LISP: Syntax = Syntax { line: &[";"], block: &[("#|", "|#")], strings: &["\""], spaced: false };
const PERCENT: Syntax = Syntax { line: &["%"], block: &[], strings: &["\""], spaced: false };
const ML: Syntax = Syntax { line: &[], block: &[("(*", "*)")], strings: &["\""], spaced: false };
const MARKUP: Syntax = Syntax { line: &[], block: &[("<!--", "-->")], strings: &[], spaced: false };
const VIM: Syntax = Syntax { line: &["\""], block: &[], strings: &["'"], spaced: true };
const CSS: Syntax = Syntax { line: &[], block: &[("/*", "*/")], strings: &["\"", "'"], spaced: false };

/// The syntax of a language by the protocol's identifier; nothing for languages that are not known.
pub fn syntax(language: &str) -> Option<&'static Syntax> {
    Some(match language {
        "c" | "cpp" | "csharp" | "cuda-cpp" | "dart" | "go" | "groovy" | "java" | "javascript" | "javascriptreact"
        | "kotlin" | "objective-c" | "objective-cpp" | "scala" | "swift" | "typescript" | "typescriptreact"
        | "typescript.tsx" | "javascript.jsx" | "zig" | "jsonc" | "less" | "scss" | "proto" | "glsl" | "verilog" => &C,
        "rust" => &RUST,
        "php" => &PHP,
        "css" => &CSS,
        "bash" | "cmake" | "coffeescript" | "conf" | "dockerfile" | "elixir" | "fish" | "gdscript" | "julia"
        | "just" | "make" | "makefile" | "meson" | "nim" | "nix" | "perl" | "powershell" | "python" | "r" | "ruby"
        | "sh" | "shellscript" | "toml" | "yaml" | "zsh" => &HASH,
        "lua" | "luau" => &LUA,
        "ada" | "elm" | "haskell" | "purescript" | "vhdl" => &DASH,
        "sql" => &SQL,
        "clojure" | "commonlisp" | "emacs-lisp" | "lisp" | "racket" | "scheme" | "asm" => &LISP,
        "erlang" | "prolog" | "matlab" => &PERCENT,
        "fsharp" | "ocaml" => &ML,
        "pascal" => &PASCAL,
        "html" | "svelte" | "vue" | "xml" | "xsl" => &MARKUP,
        "vim" => &VIM,
        _ => return None,
    })
}

/// The language of a file by its name in small letters, or by the end of that; nothing for those that are not known. Data
/// that has no comments is `data`, which no syntax is for.
pub fn language_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "build" | "build.bazel" | "sconscript" | "sconstruct" | "snakefile" | "tiltfile" | "workspace" | "wscript" => {
            "python"
        }
        "cmakelists.txt" => "cmake",
        "containerfile" | "dockerfile" => "dockerfile",
        "constraints.txt" | "crontab" | "fstab" | "hosts" | "procfile" | "requirements.txt" | "robots.txt"
        | "sudoers" => "conf",
        "brewfile" | "capfile" | "fastfile" | "gemfile" | "guardfile" | "podfile" | "rakefile" | "vagrantfile" => {
            "ruby"
        }
        "gnumakefile" | "makefile" => "make",
        "justfile" => "just",
        "jenkinsfile" => "groovy",
        "apkbuild" | "configure" | "gradlew" | "pkgbuild" => "sh",
        "go.mod" | "go.sum" | "go.work" => "go",
        _ => return by_end(name),
    })
}

fn by_end(name: &str) -> Option<&'static str> {
    let (before, extension) = name.rsplit_once('.')?;
    match extension {
        _ if extension.ends_with("_history") => Some("data"),
        // Settings of a program, whatever its name: `.bashrc`.
        _ if before.is_empty() => Some("conf"),
        _ => by_extension(extension),
    }
}

fn by_extension(extension: &str) -> Option<&'static str> {
    let has = |(_, extensions): &&(&str, &str)| extensions.split(' ').any(|own| own == extension);
    EXTENSIONS.iter().find(has).map(|(language, _)| *language)
}

/// Languages by the protocol's identifiers, with the extensions of their files.
const EXTENSIONS: &[(&str, &str)] = &[
    ("c", "c h"),
    ("cpp", "cc cpp cxx hh hpp hxx cu"),
    ("csharp", "cs"),
    ("dart", "dart"),
    ("go", "go"),
    ("groovy", "groovy gradle"),
    ("java", "java"),
    ("javascript", "js cjs mjs"),
    ("javascriptreact", "jsx"),
    ("kotlin", "kt kts"),
    ("objective-c", "m mm"),
    ("scala", "scala sbt"),
    ("swift", "swift"),
    ("typescript", "ts cts mts"),
    ("typescriptreact", "tsx"),
    ("zig", "zig"),
    ("proto", "proto"),
    ("glsl", "glsl vert frag"),
    ("verilog", "v sv"),
    ("rust", "rs"),
    ("php", "php"),
    ("css", "css"),
    ("less", "less"),
    ("scss", "scss"),
    ("sh", "bash sh zsh fish bats"),
    ("cmake", "cmake"),
    ("coffeescript", "coffee"),
    ("conf", "cfg conf ini service"),
    ("elixir", "ex exs"),
    ("gdscript", "gd"),
    ("julia", "jl"),
    ("make", "mk"),
    ("nim", "nim"),
    ("nix", "nix"),
    ("perl", "pl pm"),
    ("powershell", "ps1 psm1"),
    ("python", "py pyi"),
    ("r", "r"),
    ("ruby", "rb"),
    ("toml", "toml"),
    ("yaml", "yaml yml"),
    ("lua", "lua"),
    ("ada", "adb ads"),
    ("elm", "elm"),
    ("haskell", "hs"),
    ("purescript", "purs"),
    ("sql", "sql"),
    ("vhdl", "vhd vhdl"),
    ("clojure", "clj cljs edn"),
    ("emacs-lisp", "el"),
    ("lisp", "lisp"),
    ("racket", "rkt"),
    ("scheme", "scm"),
    ("asm", "asm s"),
    ("erlang", "erl hrl"),
    ("fsharp", "fs fsx"),
    ("ocaml", "ml mli"),
    ("pascal", "pas"),
    ("html", "html htm"),
    ("svelte", "svelte"),
    ("vue", "vue"),
    ("xml", "xml svg xsl"),
    ("vim", "vim"),
    ("data", "astro csv diff ipynb json jsonl lock log patch tsv"),
    ("rust", "gleam"),
];

/// What the end of a scanned text is part of.
#[derive(Clone, Copy, Debug)]
enum State {
    Code,
    /// What closes it.
    String(&'static str),
    /// Offset of its sign, and the sign.
    Line(usize, &'static str),
    /// Offset of what comes after its sign, and what closes it.
    Block(usize, &'static str),
}

/// The prose of the comment that a text of code ends in, without the signs of comments; nothing when it ends in code.
pub fn comment_before(syntax: &Syntax, code: &str) -> Option<String> {
    match scan(syntax, code) {
        State::Code | State::String(_) => None,
        State::Line(start, sign) => Some(line_comments(code, start, sign)),
        State::Block(start, _) => {
            Some(code[start..].lines().map(undecorated).collect::<Vec<_>>().join("\n") + ending(code))
        }
    }
}

/// `lines` swallows the end of the last line, which a cursor at the start of the next one needs.
fn ending(code: &str) -> &'static str {
    if code.ends_with('\n') { "\n" } else { "" }
}

fn scan(syntax: &Syntax, code: &str) -> State {
    let mut state = State::Code;
    let mut at = 0;
    while let Some(c) = code[at..].chars().next() {
        let rest = &code[at..];
        let (next, step) = match state {
            State::Code => open(syntax, code, at),
            State::Line(..) if c == '\n' => (State::Code, 1),
            State::Block(_, close) if rest.starts_with(close) => (State::Code, close.len()),
            State::String(_) if c == '\\' => (state, 1 + rest[1..].chars().next().map_or(0, char::len_utf8)),
            State::String(close) if rest.starts_with(close) => (State::Code, close.len()),
            // The end of the line ends a string that may not go over several lines.
            State::String(close) if c == '\n' && close.len() == 1 && close != "`" => (State::Code, 1),
            _ => (state, c.len_utf8()),
        };
        (state, at) = (next, at + step);
    }
    state
}

/// What begins at a place in code, and how many bytes its sign has.
fn open(syntax: &Syntax, code: &str, at: usize) -> (State, usize) {
    let rest = &code[at..];
    for (sign, close) in syntax.block {
        if rest.starts_with(sign) {
            return (State::Block(at + sign.len(), close), sign.len());
        }
    }
    let begins_word = code[..at].chars().next_back().is_none_or(char::is_whitespace);
    for sign in syntax.line {
        if rest.starts_with(sign) && (begins_word || !syntax.spaced) {
            return (State::Line(at, sign), sign.len());
        }
    }
    for quote in syntax.strings {
        if rest.starts_with(quote) {
            return (State::String(quote), quote.len());
        }
    }
    (State::Code, rest.chars().next().map_or(1, char::len_utf8))
}

/// A comment of lines: the last one, and those right above it that are nothing but comment.
fn line_comments(code: &str, start: usize, sign: &str) -> String {
    let last = without_sign(&code[start..], sign);
    let line_start = code[..start].rfind('\n').map_or(0, |end| end + 1);
    if !code[line_start..start].trim().is_empty() {
        return last.to_owned();
    }
    let above = code[..line_start].lines().rev().map_while(|line| {
        let line = line.trim_start();
        line.starts_with(sign).then(|| without_sign(line, sign))
    });
    let mut lines: Vec<&str> = std::iter::once(last).chain(above).collect();
    lines.reverse();
    lines.join("\n")
}

/// `/// text` and `#! text` are comments as well.
fn without_sign<'a>(line: &'a str, sign: &str) -> &'a str {
    let text = line.strip_prefix(sign).unwrap_or(line).trim_start_matches(['/', '!', '#', ';', '-', '%']);
    text.strip_prefix(' ').unwrap_or(text)
}

/// A line of a block without the stars at its side.
fn undecorated(line: &str) -> &str {
    let text = line.trim_start().trim_start_matches('*');
    text.strip_prefix(' ').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_code() {
        let check = |language: &str, code: &str, expected: Option<&str>| {
            let syntax = syntax(language).expect("a language");
            assert_eq!(comment_before(syntax, code).as_deref(), expected, "{language}: {code:?}");
        };
        check("rust", "let x = 1;", None);
        check("rust", "let x = 1; // one th", Some("one th"));
        check("rust", "/// One\n    /// two th", Some("One\ntwo th"));
        check("rust", "let a: &'static str = \"// no", None);
        check("rust", "\"\\\" // no\" // yes", Some("yes"));
        check("rust", "// a comment\nlet y", None);
        check("c", "/* One\n * two\n * thr", Some("One\ntwo\nthr"));
        check("c", "/* One */ int", None);
        check("c", "/* One\n", Some("One\n"));
        check("javascript", "`\n// no", None);
        check("c", "'unclosed\n// yes", Some("yes"));
        check("python", "x = '#no'  # ye", Some("ye"));
        check("python", "\"\"\"\n# in a string", None);
        check("sh", "echo $# no", None);
        check("sh", "# on\n\n# tw", Some("tw"));
        check("lua", "--[[ One\ntw", Some("One\ntw"));
        check("lua", "-- One\n-- tw", Some("One\ntw"));
        check("html", "<p>no</p><!-- ye", Some("ye"));
        check("sql", "select 'it''s -- no", None);
        check("sql", "select 'a' -- ye", Some("ye"));
        check("pascal", "Write('{ no", None);
        check("pascal", "{ One } x := 1; // tw", Some("tw"));
        check("haskell", "{- Zoë 👋", Some("Zoë 👋"));
        check("rust", "", None);
        check("rust", "//", Some(""));
        check("c", "\"ends with a backslash\\", None);
        assert!(super::syntax("no-such-language").is_none());
    }

    #[test]
    fn languages_by_names_of_files() {
        let code = "a.rs a.py a.c a.tsx a.html a.el a.sh a.toml makefile dockerfile cmakelists.txt justfile jenkinsfile gemfile \
                    requirements.txt .bashrc .gitconfig";
        for name in code.split_whitespace() {
            assert!(language_of(name).and_then(syntax).is_some(), "{name}");
        }
        for name in ["a.md", "a.txt", "a.tex", "a.org", "a.eml", "commit_editmsg", "letter", "makefile.txt", "a.", ""] {
            assert_eq!(language_of(name), None, "{name}");
        }
        for name in ["a.json", ".zsh_history", "x.python_history"] {
            assert!(language_of(name).is_some_and(|language| syntax(language).is_none()), "{name}");
        }
    }
}
