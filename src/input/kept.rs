//! [`is_prose`]: whether a message from an input method may be kept. A message that may hold a password, an address, a
//! path, a command or the name of a file may not.
//!
//! An input method sees only the keys of a field, so that such a message is not handed over at all, whatever the field.

use crate::text::programs::is_program;

/// Whether a message is prose, and may be kept. A single word is not prose: a password looks the same. Neither is a row of a
/// table.
pub fn is_prose(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() > 1 && !text.contains('\t') && !is_command(&words) && !words.iter().any(|word| is_name(word))
}

fn is_command(words: &[&str]) -> bool {
    let first = words.first().copied().unwrap_or_default();
    let of_editor = first.strip_prefix(':').is_some_and(|name| name.starts_with(char::is_lowercase));
    let of_database = matches!(first, "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "CREATE" | "ALTER" | "DROP");
    is_program(first) || of_editor || of_database || words.iter().any(|word| is_of_shell(word))
}

/// Returns whether a word is an option, a variable, or a sign that joins commands.
fn is_of_shell(word: &str) -> bool {
    let letters = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let option = word.strip_prefix("--").is_some_and(|name| letters(name.split('=').next().unwrap_or_default()))
        || word
            .strip_prefix('-')
            .is_some_and(|name| name.len() == 1 && name.starts_with(|c: char| c.is_ascii_alphabetic()));
    let variable =
        word.strip_prefix('$').is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic() || "{(".contains(c)));
    let assigned = word.split_once('=').is_some_and(|(name, value)| {
        !value.is_empty() && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    });
    option || variable || assigned || matches!(word, "|" | "||" | "&&" | ">>" | "2>&1")
}

/// Whether a word is an address, a path or the name of a file.
fn is_name(word: &str) -> bool {
    let word = word.trim_matches(|c: char| "\"'()[]{}<>,;:!?…“”‘’".contains(c)).trim_end_matches('.');
    let address = word.contains("://") || word.starts_with("www.") || word.starts_with("mailto:");
    // The part before a path or a port is the name of a machine.
    let machine = word.split(['/', ':']).next().unwrap_or_default();
    address || is_path(word) || is_dotted(word) || is_dotted(machine) || is_internet_address(machine) || has_port(word)
}

/// `192.168.1.10`; not a date.
fn is_internet_address(word: &str) -> bool {
    word.parse::<std::net::Ipv4Addr>().is_ok()
}

/// `localhost:8080`; not `10:30`, `Re:3`.
fn has_port(word: &str) -> bool {
    let port = |text: &str| (4..=5).contains(&text.len()) && text.parse::<u16>().is_ok();
    word.split_once(':').is_some_and(|(name, end)| {
        name.starts_with(char::is_alphabetic) && port(end.split('/').next().unwrap_or_default())
    })
}

fn is_path(word: &str) -> bool {
    let rooted = ["/", "~/", "./", "../", "\\\\"].iter().any(|root| {
        word.strip_prefix(root).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'))
    });
    let drive = word.get(1..3).is_some_and(|sign| sign == ":\\") && word.starts_with(|c: char| c.is_ascii_alphabetic());
    let parts = word.split('/').filter(|part| part.chars().any(char::is_alphabetic)).count();
    rooted || drive || parts > 2 || (word.contains('\\') && parts > 0)
}

/// `report.pdf`, `example.com`; not `e.g.`, `3.5kg`.
fn is_dotted(word: &str) -> bool {
    let Some((stem, end)) = word.rsplit_once('.') else { return false };
    let extension = (2..=5).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphanumeric());
    let named = end.starts_with(|c: char| c.is_ascii_alphabetic()) || end == "7z";
    let short = end.len() == 1 && matches!(end, "c" | "h" | "o" | "r" | "d") && stem.len() > 1;
    stem.ends_with(char::is_alphanumeric) && ((extension && named) || (short && !stem.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_and_what_is_none() {
        let check = |text: &str, expected| assert_eq!(is_prose(text), expected, "{text:?}");
        for prose in [
            "see you at 5",
            "I don't know, he/she and/or they",
            "it weighs 3.5kg, i.e. nothing - e.g. at 5 p.m.",
            "we go on -- as I said - to Rome",
            "nice :) and :D",
            "Thanks... see you",
            "it costs $5, no more",
            "on 10/11/2026 or 24/7",
            "node and python are words",
            "He said: \"go home.\" And so on",
            "дай мне знать",
            "on 10.11.2026 at 10:30, room B:12",
            "Select one of them, and/or update the list",
            "Yes/no?Tell me",
        ] {
            check(prose, true);
        }
        for other in [
            "",
            "hunter2",
            "letmein",
            "correcthorsebatterystaple",
            "look at https://example.com/x",
            "look at www.example.com, please",
            "it is on example.com",
            "the file (report.pdf) is there",
            "open main.c please",
            "it is in /etc/passwd",
            "it is in ~/notes",
            "it is in src/ibus/kept.rs",
            "it is in C:\\Users\\ann",
            "on \\\\server\\share I think",
            "sudo make me a sandwich",
            "git commit",
            "make -j install",
            "tar the thing --verbose",
            "echo $HOME there",
            "LANG=C make",
            "ls | wc",
            "/join #channel now",
            ":w all",
            "go to example.com/x for it",
            "192.168.1.10 is the server",
            "it is on 10.0.0.1:80 today",
            "localhost:8080 is up",
            "Name\tof the town",
            "SELECT name FROM users",
        ] {
            check(other, false);
        }
    }
}
