//! [`Document`]: a document that is open in the editor, its current text, and whether it may be asked about and learned
//! from.

use std::path::{Path, PathBuf};

use lsp_types::{Position, TextDocumentContentChangeEvent, TextDocumentItem, Uri};
use tokio::sync::watch;

use super::changes::Typed;
use super::comments;
use super::prose;
use super::secrets::Denied;
use super::settings::{self, Settings};
use super::text::{self, Encoding};

/// Why a document is saved, as far as the editor told before it saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaveReason {
    /// It tells no reasons: a person may have saved, or a timer in the middle of a sentence.
    #[default]
    Unknown,
    /// The person saved.
    Person,
    /// A timer of the editor saved.
    Timer,
}

#[derive(Debug)]
pub struct Document {
    text: String,
    language: String,
    /// Its path; `None` for a document that is no file.
    pub path: Option<PathBuf>,
    /// The path in its address, whatever the scheme: a new file called `.env` is one before it is saved.
    name: PathBuf,
    typed: Typed,
    /// The line in which the newest change began, and the one in which it ended.
    line: usize,
    end_line: usize,
    /// Whether its text is on the disk.
    pub is_saved: bool,
    /// What the editor said of why it saves the document the next time.
    pub reason: SaveReason,
    /// Whether git ignores it; nothing while this is not known yet.
    pub ignored: watch::Sender<Option<bool>>,
}

impl Document {
    pub fn new(item: TextDocumentItem) -> Document {
        let path = file_path(&item.uri);
        let name = path.clone().unwrap_or_else(|| address_path(&item.uri));
        Document {
            typed: Typed::new(&item.text),
            text: item.text,
            language: language(item.language_id, &name),
            name,
            ignored: watch::Sender::new(path.is_none().then_some(false)),
            path,
            line: 0,
            end_line: 0,
            is_saved: false,
            reason: SaveReason::default(),
        }
    }

    pub fn change(&mut self, change: &TextDocumentContentChangeEvent, encoding: Encoding) {
        self.is_saved = false;
        let Some(range) = change.range else {
            self.typed = Typed::new(&change.text);
            self.text.clone_from(&change.text);
            return;
        };
        let start = encoding.offset(&self.text, range.start);
        let end = encoding.offset(&self.text, range.end).max(start);
        self.line = text::line_ends(&self.text[..start]);
        self.end_line = self.line + text::line_ends(&change.text);
        self.typed.replaced(self.line, &self.text[start..end], &change.text);
        self.text.replace_range(start..end, &change.text);
    }

    /// What was offered was taken where the newest change was.
    pub fn took(&mut self, taken: &str) {
        self.typed.took(self.line, taken);
    }

    pub fn is_denied(&self, denied: &Denied) -> bool {
        denied.has(&self.name)
    }

    /// Whether git ignores it, as far as is known: it may be asked about, but nothing of it is kept.
    pub fn is_private(&self) -> bool {
        *self.ignored.borrow() != Some(false)
    }

    /// The text before a position.
    pub fn before(&self, position: Position, encoding: Encoding) -> &str {
        &self.text[..encoding.offset(&self.text, position)]
    }

    /// The text after a position.
    pub fn after(&self, position: Position, encoding: Encoding) -> &str {
        &self.text[encoding.offset(&self.text, position)..]
    }

    /// Where the word at a position ends.
    pub fn word_end(&self, position: Position, encoding: Encoding) -> Position {
        let rest = &self.text[encoding.offset(&self.text, position)..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).unwrap_or(rest.len());
        Position { character: position.character + encoding.length(&rest[..end]), ..position }
    }

    /// Whether a position is before the rest of a word.
    pub fn is_within_word(&self, position: Position, encoding: Encoding) -> bool {
        self.text[encoding.offset(&self.text, position)..].starts_with(char::is_alphanumeric)
    }

    /// The prose before a position; nothing where there is none.
    pub fn left_context(&self, settings: &Settings, position: Position, encoding: Encoding) -> Option<String> {
        prose::left_context(settings, &self.language, self.before(position, encoding))
    }

    /// The prose in the line of the newest change, if the person typed some of it.
    pub fn changed_line(&self, settings: &Settings) -> Option<String> {
        let line = text::lines(&self.text).nth(self.line).filter(|_| self.typed.is_own(self.line))?;
        let prose = prose::left_context(settings, &self.language, line).filter(|prose| !prose.trim().is_empty())?;
        (!self.is_code(settings)(self.line)).then_some(prose)
    }

    /// Tells of the number of a line whether that line is code within prose.
    fn is_code(&self, settings: &Settings) -> impl Fn(usize) -> bool + use<> {
        let code = match settings.is_prose(&self.language) {
            true => prose::code_lines(&self.language, &text::lines(&self.text).collect::<Vec<_>>()),
            false => Vec::new(),
        };
        move |number| code.get(number) == Some(&true)
    }

    /// What was typed since the last time, as messages. Where the person may be in the middle of a sentence (`unfinished`), the
    /// line in which the newest change ended is left for the next time, unless a mark ends it.
    pub fn take_typed(&mut self, settings: &Settings, unfinished: bool) -> Vec<String> {
        let line = text::lines(&self.text).nth(self.end_line).unwrap_or_default().trim_end();
        let held = Some(self.end_line).filter(|_| unfinished && line.ends_with(char::is_alphanumeric));
        let (language, is_code) = (&self.language, self.is_code(settings));
        let prose = |number, line: &str| prose::left_context(settings, language, line).filter(|_| !is_code(number));
        self.typed.take(&self.text, held, prose)
    }

    /// Forgets what was counted as typed.
    pub fn forget_typed(&mut self) {
        self.typed = Typed::new(&self.text);
    }
}

/// The language of a document: by its file name where that is a language of code, else as the editor says. Some editors
/// have one name for several languages, or none.
fn language(told: String, name: &Path) -> String {
    let name = name.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
    match comments::language_of(&name).filter(|_| settings::is_usual_prose(&told)) {
        Some(named) => named.to_owned(),
        None => told,
    }
}

/// The path of a `file:` address; nothing for other schemes.
fn file_path(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme().is_some_and(|scheme| scheme.as_str().eq_ignore_ascii_case("file")) {
        return None;
    }
    Some(address_path(uri))
}

/// The path in an address.
fn address_path(uri: &Uri) -> PathBuf {
    let path = uri.path().as_estr().decode().into_string_lossy().into_owned();
    // On Windows a path follows the slash: /C:/x.
    #[cfg(windows)]
    let path = path.strip_prefix('/').map(str::to_owned).unwrap_or(path);
    path.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lsp_types::Range;

    fn document(uri: &str, text: &str) -> Document {
        let uri = uri.parse().expect("an address");
        Document::new(TextDocumentItem { uri, language_id: "markdown".into(), version: 1, text: text.into() })
    }

    #[test]
    fn changes_in_every_encoding() {
        let check = |encoding, start: (u32, u32), end: (u32, u32), text: &str, expected: &str| {
            let mut document = document("untitled:1", "Zoë 👋 hi\nthere\n");
            let position = |(line, character)| Position { line, character };
            let range = Some(Range { start: position(start), end: position(end) });
            document.change(&TextDocumentContentChangeEvent { range, range_length: None, text: text.into() }, encoding);
            assert_eq!(document.text, expected, "{encoding:?} {start:?} {end:?}");
        };
        check(Encoding::Utf8, (0, 10), (0, 12), "yo", "Zoë 👋 yo\nthere\n");
        check(Encoding::Utf16, (0, 7), (0, 9), "yo", "Zoë 👋 yo\nthere\n");
        check(Encoding::Utf32, (0, 6), (0, 8), "yo", "Zoë 👋 yo\nthere\n");
        check(Encoding::Utf16, (0, 99), (1, 2), "", "Zoë 👋 hiere\n");
        check(Encoding::Utf16, (9, 0), (9, 9), "end", "Zoë 👋 hi\nthere\nend");
        check(Encoding::Utf16, (1, 3), (0, 0), "x", "Zoë 👋 hi\nthexre\n");
    }

    #[test]
    fn paths_of_addresses() {
        let check = |uri: &str, expected: Option<&str>| {
            assert_eq!(document(uri, "").path.as_deref(), expected.map(std::path::Path::new), "{uri}");
        };
        check("untitled:Untitled-1", None);
        check("http://x/y", None);
        #[cfg(unix)]
        check("file:///a/b%20c/Zo%C3%AB.md", Some("/a/b c/Zoë.md"));
    }

    #[test]
    fn code_is_code_whatever_the_editor_calls_it() {
        let check = |uri: &str, told: &str, text: &str, expected: Option<&str>| {
            let item = TextDocumentItem {
                uri: uri.parse().expect("an address"),
                language_id: told.into(),
                version: 1,
                text: text.into(),
            };
            let end = Position { line: 0, character: 99 };
            let found = Document::new(item).left_context(&Settings::default(), end, Encoding::Utf16);
            assert_eq!(found.as_deref(), expected, "{uri} {told}");
        };
        for told in ["markdown", "text", "", "rust"] {
            check("file:///x/main.rs", told, "let how_are_yo", None);
            check("file:///x/main.rs", told, "// how are yo", Some("how are yo"));
        }
        check("file:///x/data.json", "markdown", "how are yo", None);
        check("file:///x/Makefile", "plaintext", "RUN make tha", None);
        check("file:///x/Dockerfile", "plaintext", "# how are yo", Some("how are yo"));
        check("file:///home/me/.bashrc", "plaintext", "export how are yo", None);
        check("file:///x/a.ts", "typescript", "// yo", Some("yo"));
        check("file:///x/letter.md", "markdown", "how are yo", Some("how are yo"));
        check("file:///x/letter", "text", "how are yo", Some("how are yo"));
        check("untitled:1", "", "how are yo", Some("how are yo"));
    }

    #[test]
    fn secrets_by_their_names_whatever_the_scheme() {
        let denied = Denied::new(&[]).expect("globs");
        let check = |uri: &str, expected| assert_eq!(document(uri, "").is_denied(&denied), expected, "{uri}");
        check("file:///x/%2Eenv", true);
        check("untitled:/x/.env", true);
        check("vscode-remote://ssh-remote+host/x/server.key", true);
        check("untitled:Untitled-1", false);
        check("vscode-scm:git/scm0/input?rootUri=file%3A%2F%2F%2Fx%2F.env", false);
    }
}
