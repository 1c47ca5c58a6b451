//! Web pages as text, tag by tag: what chat programs and mail programs write as HTML. Main type: [`Tags`].
//!
//! No tree is built and nothing is looked up; a page of any size is read as a stream.

use std::io::{BufRead, BufReader, Read};

use super::error::Fault;

/// Bytes of one tag or of one text between tags.
const MAX_PIECE_BYTES: usize = 1 << 20;

/// What a page is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The name in small letters, and the attributes as they stand.
    Open(String, String),
    Close(String),
    /// Text with its entities resolved and its white space as it stands.
    Text(String),
}

/// Elements that have no end.
const VOID: [&str; 9] = ["br", "img", "hr", "meta", "link", "input", "wbr", "source", "col"];

impl Piece {
    /// Whether it opens something that is closed later.
    pub fn nests(&self) -> bool {
        matches!(self, Piece::Open(name, attributes) if !VOID.contains(&name.as_str()) && !attributes.ends_with('/'))
    }

    /// The value of an attribute of an opening tag.
    pub fn attribute(&self, wanted: &str) -> Option<String> {
        let Piece::Open(_, attributes) = self else { return None };
        let mut rest = attributes.as_str();
        while let Some(at) = rest.find('=') {
            let name = rest[..at].trim().rsplit(char::is_whitespace).next().unwrap_or_default();
            let value = rest[at + 1..].trim_start();
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(unescaped(value));
            }
            rest = after;
        }
        None
    }

    /// Whether an opening tag has this class.
    pub fn has_class(&self, wanted: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|class| class == wanted))
    }
}

/// The pieces of a page, one after the other.
pub struct Tags<R> {
    input: BufReader<R>,
    bytes: Vec<u8>,
    /// The tag whose inside is no text.
    raw: Option<&'static str>,
}

impl<R: Read> Tags<R> {
    pub fn new(input: R) -> Tags<R> {
        Tags { input: BufReader::with_capacity(64 << 10, input), bytes: Vec::new(), raw: None }
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// When reading fails.
    pub fn next(&mut self) -> Result<Option<Piece>, Fault> {
        loop {
            let in_tag = self.input.fill_buf()?.first() == Some(&b'<');
            self.bytes.clear();
            let any = if in_tag { self.until(b'>', true)? } else { self.until(b'<', false)? };
            if !any {
                return Ok(None);
            }
            let piece = String::from_utf8_lossy(&self.bytes).into_owned();
            // A sign within a program is no tag, but may stand before the end of it.
            if self.raw.is_some_and(|raw| piece.to_ascii_lowercase().ends_with(&format!("</{raw}>"))) {
                self.raw = None;
                continue;
            }
            let found = if in_tag { self.tag(&piece) } else { Some(Piece::Text(unescaped(&piece))) };
            match (found, self.raw) {
                (Some(Piece::Close(name)), Some(raw)) if name == raw => self.raw = None,
                (_, Some(_)) | (None, _) => {}
                (Some(piece), None) => return Ok(Some(piece)),
            }
        }
    }

    /// Reads up to a byte, which belongs to the piece or not.
    fn until(&mut self, end: u8, with: bool) -> Result<bool, Fault> {
        let mut any = false;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(any);
            }
            any = true;
            let found = memchr::memchr(end, buffer);
            let length = found.map_or(buffer.len(), |at| at + usize::from(with));
            let room = MAX_PIECE_BYTES.saturating_sub(self.bytes.len());
            self.bytes.extend_from_slice(&buffer[..length.min(room)]);
            self.input.consume(length);
            if found.is_some() {
                return Ok(true);
            }
        }
    }

    fn tag(&mut self, tag: &str) -> Option<Piece> {
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        if inner.starts_with(['!', '?']) {
            return None;
        }
        if let Some(name) = inner.strip_prefix('/') {
            return Some(Piece::Close(name.trim().to_ascii_lowercase()));
        }
        let end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
        let name = inner[..end].to_ascii_lowercase();
        if self.raw.is_none() {
            self.raw = ["script", "style", "title"].into_iter().find(|raw| *raw == name);
        }
        Some(Piece::Open(name, inner[end..].trim().to_owned()))
    }
}

/// Whether a tag begins a line of its own.
pub fn breaks(name: &str) -> bool {
    const BLOCKS: [&str; 16] =
        ["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "pre", "hr", "section", "article"];
    BLOCKS.contains(&name)
}

/// Appends text of a page: white space of any kind is one space.
pub fn push_text(into: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            into.push(c);
        } else if !into.is_empty() && !into.ends_with(char::is_whitespace) {
            into.push(' ');
        }
    }
}

/// Ends a line, if one has begun.
pub fn push_break(into: &mut String) {
    while into.ends_with(' ') {
        into.pop();
    }
    if !into.is_empty() && !into.ends_with("\n\n") {
        into.push('\n');
    }
}

/// A text with its entities resolved. Some programs write a character beyond the first plane as two, `&#55357;&#56842;`.
pub fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        shown.push_str(before);
        rest = after;
        match entity(rest) {
            Some((code, after)) => {
                rest = after;
                shown.push(character(code, &mut rest));
            }
            None => shown.push('&'),
        }
    }
    shown.push_str(rest);
    shown
}

/// Splits a text that goes on after `&` into the code of an entity and the text after it.
fn entity(text: &str) -> Option<(u32, &str)> {
    const LONGEST: usize = 10;
    let end = text.bytes().take(LONGEST + 1).position(|byte| byte == b';')?;
    Some((code(&text[..end])?, &text[end + 1..]))
}

/// Returns the code of a character, or of half of one, by the entity's name.
fn code(name: &str) -> Option<u32> {
    const NAMES: [(&str, char); 22] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("hellip", '…'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("szlig", 'ß'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("agrave", 'à'),
        ("ccedil", 'ç'),
        ("euro", '€'),
    ];
    if let Some((_, shown)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*shown).into());
    }
    let number = name.strip_prefix('#')?;
    match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    }
}

/// Returns the character of a code; the first half of one takes the second half from the beginning of `rest`.
fn character(code: u32, rest: &mut &str) -> char {
    let whole = match (code, rest.strip_prefix('&').and_then(entity)) {
        (0xd800..0xdc00, Some((low @ 0xdc00..0xe000, after))) => {
            *rest = after;
            0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        }
        _ => code,
    };
    char::from_u32(whole).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What the sender of a mail wrote of a page: without what is quoted, and with lines for its blocks.
pub fn own_text(page: &str) -> String {
    let mut tags = Tags::new(page.as_bytes());
    let mut text = String::new();
    // How many elements are open within one that is quoted.
    let mut quoted = 0u32;
    // Reading from memory does not fail.
    while let Ok(Some(piece)) = tags.next() {
        match &piece {
            _ if ends_own_words(&piece) => break,
            Piece::Open(..) if quoted > 0 => quoted += u32::from(piece.nests()),
            Piece::Close(name) if quoted > 0 => quoted -= u32::from(!VOID.contains(&name.as_str())),
            Piece::Open(name, _) if name == "blockquote" || name == "quote" || is_quote(&piece) => quoted = 1,
            Piece::Open(name, _) | Piece::Close(name) => {
                if breaks(name) {
                    push_break(&mut text);
                }
            }
            Piece::Text(words) if quoted == 0 => push_text(&mut text, words),
            Piece::Text(_) => {}
        }
    }
    text
}

/// What mail programs put around the mail that is answered, and around signatures.
fn is_quote(piece: &Piece) -> bool {
    const CLASSES: [&str; 13] = [
        "gmail_quote",
        "gmail_attr",
        "yahoo_quoted",
        "moz-cite-prefix",
        "protonmail_quote",
        "tutanota_quote",
        "zmail_extra",
        // Signatures, which nobody types again.
        "gmail_signature",
        "gmail_signature_prefix",
        "moz-signature",
        "protonmail_signature_block",
        "AppleMailSignature",
        "ms-outlook-mobile-signature",
    ];
    let id = piece.attribute("id");
    CLASSES.iter().any(|class| piece.has_class(class) || id.as_deref() == Some(class))
}

/// Where Outlook's answered mail begins; nothing closes it.
fn ends_own_words(piece: &Piece) -> bool {
    const IDS: [&str; 4] =
        ["divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION"];
    let id = piece.attribute("id");
    id.is_some_and(|id| IDS.iter().any(|known| id.ends_with(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_of_pages() {
        let check = |page: &str, expected: &str| assert_eq!(own_text(page).trim(), expected, "{page}");
        check(
            "<html><body><p>Only mine</p><blockquote type=\"cite\">old <b>words</b></blockquote></body>",
            "Only mine",
        );
        check(
            "<div>One<br>two &amp; three</div><div class=\"gmail_quote\"><div>On x wrote:</div>old</div>four",
            "One\ntwo & three\nfour",
        );
        check("mine<div id=\"divRplyFwdMsg\">From: x</div>old", "mine");
        check("<style>p {}</style><script>x < y</script>a\n b", "a b");
        check("1 &lt; 2 &#8364; &#x20ac; &unknown; & more", "1 < 2 € € &unknown; & more");
    }

    #[test]
    fn entities() {
        let check = |text: &str, expected: &str| assert_eq!(unescaped(text), expected);
        check("yes &amp; &quot;no&quot;", "yes & \"no\"");
        check("&#128522; &#x1F60A;", "😊 😊");
        check("&#55357;&#56842; &#xD83D;&#xDE0A; ok", "😊 😊 ok");
        check("&#55357; ok & so &on; &#10;", "\u{fffd} ok & so &on; \n");
        check("&#55357;&amp;&#56842;&#55357;", "\u{fffd}&\u{fffd}\u{fffd}");
        check("&#1114112; &#99999999999; &; &amp", "\u{fffd} &#99999999999; &; &amp");
    }

    #[test]
    fn attributes() {
        let piece = Piece::Open("div".into(), "class=\"a b\" title='x &amp; y' data=1".into());
        assert!(piece.has_class("b") && !piece.has_class("c"));
        assert_eq!(piece.attribute("title").as_deref(), Some("x & y"));
        assert_eq!(piece.attribute("data").as_deref(), Some("1"));
    }
}
