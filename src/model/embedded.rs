//! The models that are compiled into the program.

/// Name and bytes of each, a [`Checkpoint`](super::Checkpoint).
const EMBEDDED: [(&str, &[u8]); 2] = [
    ("english", include_bytes!("../../models/english.safetensors")),
    ("tiny", include_bytes!("../../models/tiny.safetensors")),
];

/// The bytes of `models/english.safetensors`.
#[must_use]
pub fn english() -> &'static [u8] {
    EMBEDDED[0].1
}

/// The bytes of the model of that name, if one is inside the program: `english`, or `tiny`, which needs a tenth of the
/// memory and offers less.
#[must_use]
pub fn embedded(name: &str) -> Option<&'static [u8]> {
    EMBEDDED.iter().find(|(own, _)| *own == name).map(|(_, bytes)| *bytes)
}
