//! The models that are compiled into the program.

/// The language of all of them (BCP 47).
const LANGUAGE: &str = "en";

/// The bytes of each model, a [`Checkpoint`](super::Checkpoint). They are arrays, which the program holds once; the
/// compiler may copy the target of a reference into each part of the crate that it compiles.
static ENGLISH: [u8; include_bytes!("../../models/english.safetensors").len()] =
    *include_bytes!("../../models/english.safetensors");
static TINY: [u8; include_bytes!("../../models/tiny.safetensors").len()] =
    *include_bytes!("../../models/tiny.safetensors");

/// The bytes of `models/english.safetensors`.
#[must_use]
pub fn english() -> &'static [u8] {
    &ENGLISH
}

/// The bytes of the model of that name, if one is inside the program: `english`, or `tiny`, which needs a tenth of the
/// memory and offers less.
#[must_use]
pub fn embedded(name: &str) -> Option<&'static [u8]> {
    match name {
        "english" => Some(&ENGLISH),
        "tiny" => Some(&TINY),
        _ => None,
    }
}

/// The language of the model of that name, where it is one inside the program or was fine-tuned from one: then its name goes
/// on after a comma.
#[must_use]
pub fn language(name: &str) -> Option<&'static str> {
    let base = name.split(',').next().unwrap_or_default();
    embedded(base).map(|_| LANGUAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_models() {
        for (name, expected) in [("english", Some("en")), ("tiny, tuned", Some("en")), ("mine", None), ("", None)] {
            assert_eq!(language(name), expected, "{name}");
        }
    }
}
