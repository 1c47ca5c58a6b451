//! Numbers of base sixteen that are public: versions of Git, checksums, layers of images. The word before them tells, or a sign that
//! joins them to the name of their function. Main function: [`is_one`].

use std::ops::Range;

/// Lengths of such numbers: SHA-1, SHA-256, SHA-384, SHA-512, MD5, and versions of Git cut short.
const SHORTEST: usize = 7;
const LONGEST: usize = 128;
/// Most bytes before one that are read.
const NEAR: usize = 64;
/// Words before one. Where the word for a key stands nearer, it is a key.
const PUBLIC: [&str; 42] = [
    "git",
    "commit",
    "commits",
    "committed",
    "cherry-pick",
    "cherry",
    "pick",
    "revert",
    "reverted",
    "reverts",
    "rebase",
    "bisect",
    "checkout",
    "merge",
    "merged",
    "reset",
    "blame",
    "rev",
    "revision",
    "rev-parse",
    "changeset",
    "head",
    "tree",
    "blob",
    "submodule",
    "sha",
    "sha1",
    "sha-1",
    "sha256",
    "sha-256",
    "sha512",
    "sha-512",
    "md5",
    "md5sum",
    "sha256sum",
    "sha1sum",
    "checksum",
    "checksums",
    "digest",
    "fixes",
    "hash",
    "etag",
];
/// Words before a secret of the same shape.
const SECRET: [&str; 14] = [
    "key",
    "token",
    "secret",
    "password",
    "passwd",
    "pass",
    "apikey",
    "ntlm",
    "hmac",
    "salt",
    "credential",
    "session",
    "auth",
    "private",
];

/// Whether a token is such a number.
pub fn is_one(text: &str, token: &Range<usize>) -> bool {
    let shape = &text[token.clone()];
    let hexadecimal = shape.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
    if !hexadecimal || !(SHORTEST..=LONGEST).contains(&shape.len()) {
        return false;
    }
    let start = text.ceil_char_boundary(token.start.saturating_sub(NEAR));
    let line = text[start..token.start].rsplit('\n').next().unwrap_or_default().to_lowercase();
    let words = || line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    words().any(|word| PUBLIC.contains(&word)) && !words().any(|word| SECRET.contains(&word))
}
