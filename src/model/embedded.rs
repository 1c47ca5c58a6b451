//! The English model that is compiled into the program.

/// The bytes of `models/english.safetensors`, a [`Checkpoint`](super::Checkpoint).
#[must_use]
pub fn english() -> &'static [u8] {
    include_bytes!("../../models/english.safetensors")
}
