//! Where the names behind stamps end.

/// Bytes within which a name ends.
pub(super) const MAX_NAME_BYTES: usize = 120;

/// Name and words of what follows a stamp: a colon and a space between them, or the name and a colon alone.
pub(super) fn split_name(rest: &str) -> Option<(&str, &str)> {
    match colon_space(rest) {
        Some(at) => Some((rest.get(..at)?, rest.get(at + 2..)?)),
        None => Some((rest.strip_suffix(':')?, "")),
    }
}

/// Where the first `: ` stands.
pub(super) fn colon_space(text: &str) -> Option<usize> {
    memchr::memchr_iter(b':', text.as_bytes()).find(|at| text.as_bytes().get(at + 1) == Some(&b' '))
}

/// Of `Dr: Ann: hello` the parts `Dr`, `Dr: Ann` and `hello`.
pub(super) fn two_colons(rest: &str) -> Option<(&str, &str, &str)> {
    let head = rest.get(..rest.floor_char_boundary(MAX_NAME_BYTES))?;
    let first = colon_space(head)?;
    let second = first + 2 + colon_space(head.get(first + 2..)?)?;
    Some((rest.get(..first)?, rest.get(..second)?, rest.get(second + 2..)?))
}

/// Whether this may be a name: not too long, and no quotation marks in it.
pub(super) fn is_name(name: &str) -> bool {
    let quotes = || if name.is_ascii() { name.contains('"') } else { name.contains(['"', '“', '”']) };
    name.len() <= MAX_NAME_BYTES && !name.trim().is_empty() && !quotes()
}
