//! The models that are compiled into the program.

/// The language of all of them (BCP 47).
const LANGUAGE: &str = "en";

/// Name and bytes of each, a [`Checkpoint`](super::Checkpoint). A constant would put the bytes into the program once for each use.
static EMBEDDED: [(&str, &[u8]); 2] = [
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
