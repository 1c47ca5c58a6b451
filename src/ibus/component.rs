//! [`xml`]: the component file, by which ibus-daemon learns of the engine: the file of `packaging/` with the program's own
//! path in it.

use std::path::Path;

/// The file as packages install it, for a program in `/usr/bin`.
pub const PACKAGED: &str = include_str!("../../packaging/ibus/foretype.xml");
/// The name of the component, which its process takes on ibus-daemon's bus.
pub const BUS_NAME: &str = "org.freedesktop.IBus.Foretype";
/// The name of the engine.
pub const NAME: &str = "foretype";
/// What [`PACKAGED`] starts.
const COMMAND: &str = "/usr/bin/foretype ibus";

/// Why no file can be written for a path.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a component file cannot hold the program's path: it is not text or has control characters")]
pub struct OddPath;

/// Returns the component file for the program at this path.
///
/// # Errors
/// [`OddPath`] for a path that cannot be written in it.
pub fn xml(program: &Path) -> Result<String, OddPath> {
    let path = program.to_str().filter(|path| !path.chars().any(char::is_control)).ok_or(OddPath)?;
    Ok(PACKAGED.replace(COMMAND, &quick_xml::escape::escape(format!("{} ibus", shell_word(path)))))
}

/// ibus-daemon takes the command apart as a shell does.
fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%=,".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packaged_file_is_the_one_for_usr_bin() {
        assert_eq!(xml(Path::new("/usr/bin/foretype")).as_deref(), Ok(PACKAGED));
    }

    #[test]
    fn paths() {
        let check = |path: &str, expected: &str| {
            let xml = xml(Path::new(path)).unwrap();
            assert!(xml.contains(&format!("<exec>{expected} ibus</exec>")), "{xml}");
        };
        check("/home/ann/.cargo/bin/foretype", "/home/ann/.cargo/bin/foretype");
        check("/a b/foretype", "&apos;/a b/foretype&apos;");
        check("/a&b/foretype", "&apos;/a&amp;b/foretype&apos;");
        assert_eq!(xml(Path::new("/a\nb/foretype")), Err(OddPath));
    }

    #[test]
    fn names_are_those_of_the_file() {
        for (tag, name) in [("name", BUS_NAME), ("name", NAME), ("exec", COMMAND)] {
            assert!(PACKAGED.contains(&format!("<{tag}>{name}</{tag}>")), "{name}");
        }
    }
}
