//! [`Sample`]: the beginning of a file, by which formats recognise it.

use super::clean::is_mark;

/// Scores, so that formats agree on what is how sure.
pub(super) const SURE: u8 = 95;
pub(super) const LIKELY: u8 = 80;
/// The least share of lines that must speak for a format, in percent.
const LEAST_SHARE: usize = 10;
/// Lines looked at.
const LINES: usize = 2000;

/// The beginning of a file, and its name.
#[derive(Debug)]
pub(super) struct Sample<'a> {
    /// Its path below what was named, with `/`.
    pub name: &'a str,
    pub bytes: &'a [u8],
    pub text: &'a str,
    /// The text without space and marks before it.
    pub start: &'a str,
    /// The first line, if it is a JSON object.
    pub object: Option<serde_json::Map<String, serde_json::Value>>,
}

impl<'a> Sample<'a> {
    pub fn new(name: &'a str, bytes: &'a [u8], text: &'a str) -> Sample<'a> {
        let start = text.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
        let mut sample = Sample { name, bytes, text, start, object: None };
        if start.starts_with('{') {
            sample.object = serde_json::from_str(sample.first_line()).ok();
        }
        sample
    }

    /// The file's own name.
    pub fn file_name(&self) -> &'a str {
        self.name.rsplit('/').next().unwrap_or(self.name)
    }

    pub fn first_line(&self) -> &'a str {
        self.start.lines().next().unwrap_or_default()
    }

    pub fn is_json(&self) -> bool {
        match self.start.as_bytes().first() {
            Some(b'{') => true,
            // `[12:34]` and `[01/02/2003, …]` are no JSON.
            Some(b'[') => self.start[1..].trim_start().starts_with(['{', ']', '[']),
            _ => false,
        }
    }

    /// Whether there is such a key in it, at any depth.
    pub fn has(&self, key: &str) -> bool {
        self.is_json() && self.text.contains(&format!("\"{key}\""))
    }

    pub fn has_all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }

    /// Whether the first line is an object with this key.
    pub fn line_has(&self, key: &str) -> bool {
        self.object.as_ref().is_some_and(|line| line.contains_key(key))
    }

    /// Whether it is a web page.
    pub fn is_html(&self) -> bool {
        let head = self.start.get(..self.start.floor_char_boundary(2048)).unwrap_or(self.start).to_ascii_lowercase();
        head.starts_with("<!doctype html") || head.contains("<html") || head.contains("<head")
    }

    /// Whether it is the text of a film or of a meeting: a time, an arrow and a time above each line.
    pub fn is_subtitles(&self) -> bool {
        self.start.starts_with("WEBVTT") || self.lines().take(12).filter(|line| line.contains(" --> ")).count() >= 2
    }

    pub fn is_database(&self) -> bool {
        self.bytes.starts_with(b"SQLite format 3\0")
    }

    /// Lines that hold something.
    pub fn lines(&self) -> impl Iterator<Item = &'a str> {
        // The last one may be cut.
        let whole = self.start.rfind('\n').map_or(self.start, |end| &self.start[..end]);
        whole.lines().filter(|line| !line.trim().is_empty()).take(LINES)
    }

    /// A score from the share of lines of which `is` is true: `least` for the smallest share that counts.
    pub fn share(&self, least: u8, is: impl Fn(&str) -> bool) -> u8 {
        let (mut all, mut those) = (0usize, 0usize);
        for line in self.lines() {
            all += 1;
            those += usize::from(is(line));
        }
        match (those * 100).checked_div(all) {
            Some(share) if those > 0 && share >= LEAST_SHARE => {
                least.saturating_add(u8::try_from(share * 40 / 100).unwrap_or(40))
            }
            _ => 0,
        }
    }
}

/// `score` where something holds, else 0.
pub(super) fn when(holds: bool, score: u8) -> u8 {
    if holds { score } else { 0 }
}
