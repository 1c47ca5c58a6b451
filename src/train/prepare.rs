//! [`prepare`]: mixes and cleans the files of a corpus, as `foretype corpus` does.
//!
//! Lines with addresses, links, long numbers or key-like tokens are dropped; what remains is normalised, cut into
//! blocks of neighbouring lines, some of which are retyped in a hurry, and the blocks of all files are put into one
//! random order. A blank line ends a block.

use super::recipe::Source;
use super::texting::{Writer, bare};
use crate::text::normalize;
use crate::text::random::SplitMix64;

/// A block ends at the first line end after so many characters.
const BLOCK_CHARS: usize = 2000;

/// A mixed corpus, and how much of it was dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prepared {
    /// The text, blocks with a blank line between them.
    pub text: String,
    /// Lines that are in the text.
    pub kept_lines: u64,
    /// Lines that were dropped as private, too long or unwanted.
    pub dropped_lines: u64,
}

/// Mixes files, given as `(source, content)`; the same seed gives the same text.
#[must_use]
pub fn prepare(files: &[(Source, String)], seed: u64) -> Prepared {
    let mut prepared = Prepared::default();
    let mut blocks = Vec::new();
    for (at, (source, content)) in files.iter().enumerate() {
        let mut random = SplitMix64::at(seed, &[at as u64]);
        let mut lines: Vec<String> = content.lines().map(clean_line).filter(|line| !line.is_empty()).collect();
        let before = lines.len();
        lines.retain(|line| !is_dropped(line, source));
        prepared.dropped_lines += (before - lines.len()) as u64;
        if source.shuffle_lines {
            random.shuffle(&mut lines);
        }
        let keep = source.keep.unwrap_or(1.0);
        let once = into_blocks(lines);
        for time in 0..source.repeat.unwrap_or(1) {
            for (number, block) in once.iter().enumerate() {
                if f64::from(random.unit()) < keep {
                    prepared.kept_lines += block.matches('\n').count() as u64;
                    let random = SplitMix64::at(seed, &[at as u64, number as u64, u64::from(time)]);
                    blocks.push(retyped(block, source, random));
                }
            }
        }
    }
    SplitMix64::at(seed, &[u64::MAX]).shuffle(&mut blocks);
    prepared.text = blocks.join("\n");
    prepared
}

pub(super) fn clean_line(line: &str) -> String {
    normalize(line).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn into_blocks(lines: Vec<String>) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    for line in lines {
        block.push_str(&line);
        block.push('\n');
        if block.len() >= BLOCK_CHARS {
            blocks.push(std::mem::take(&mut block));
        }
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// The block as it is, retyped in a hurry, or reduced to bare words, as the source's shares decide.
fn retyped(block: &str, source: &Source, mut random: SplitMix64) -> String {
    if random.unit() < source.typed {
        let mut writer = Writer::draw(random);
        block.lines().map(|line| writer.retype(line) + "\n").collect()
    } else if source.bare > 0.0 && random.unit() < source.bare {
        block.lines().map(bare).filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
    } else {
        block.to_owned()
    }
}

fn is_dropped(line: &str, source: &Source) -> bool {
    source.max_line_chars.is_some_and(|max| line.chars().count() > max)
        || source.drop_containing.iter().any(|text| line.contains(text.as_str()))
        || is_private(line)
}

/// A line with an address, a link, a long number or a key-like token.
pub(super) fn is_private(line: &str) -> bool {
    has_long_number(line) || line.split(' ').any(is_private_token)
}

/// Seven digits or more in a row, spaces, dots, dashes and brackets between them not counting: card, phone and
/// account numbers.
fn has_long_number(line: &str) -> bool {
    let mut digits = 0;
    for c in line.chars() {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '-' | '.' | '(' | ')' | '+' | '/' if digits > 0 => {}
            _ => digits = 0,
        }
        if digits >= 7 {
            return true;
        }
    }
    false
}

/// Addresses, links, and long tokens that mix letters and digits.
fn is_private_token(token: &str) -> bool {
    let lower = token.to_ascii_lowercase();
    let address = token.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let link = lower.contains("://") || lower.starts_with("www.");
    let mixed = token.chars().any(|c| c.is_ascii_digit()) && token.chars().any(|c| c.is_ascii_alphabetic());
    address || link || (mixed && token.len() >= 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_lines_are_dropped() {
        for (line, dropped) in [
            ("see you at 10:30 on 12/05", false),
            ("the years 1984 and 1985", false),
            ("write to jo@example.org please", true),
            ("look at https://example.org/x", true),
            ("www.example.org", true),
            ("call 555-0134 123", true),
            ("4111 1111 1111 1111", true),
            ("key AKIA1234567890ABCDEF here", true),
            ("meet me @ the park", false),
            ("internationalization", false),
        ] {
            assert_eq!(is_dropped(line, &Source::default()), dropped, "{line}");
        }
    }

    #[test]
    fn mixing_keeps_neighbours_and_repeats() {
        let chat: String = (0..400).map(|i| format!("line {i} of the chat\n")).collect();
        let single: String = (0..400).map(|i| format!("sentence {i} alone\n")).collect();
        let files = [(Source::default(), chat), (Source { shuffle_lines: true, ..Source::default() }, single)];
        let one = prepare(&files, 1);
        assert_eq!(one, prepare(&files, 1));
        assert_ne!(one, prepare(&files, 2));
        assert_eq!((one.kept_lines, one.dropped_lines), (800, 0));
        assert!(one.text.contains("line 7 of the chat\nline 8 of the chat\n"));
        assert!(!one.text.contains("sentence 7 alone\nsentence 8 alone\nsentence 9 alone\n"));
    }

    #[test]
    fn blocks_are_retyped_whole() {
        let text = "You and I know what they think.\n".repeat(2000);
        let share = |typed| {
            let prepared = prepare(&[(Source { typed, ..Source::default() }, text.clone())], 1);
            let blocks: Vec<&str> = prepared.text.split("\n\n").collect();
            let changed = blocks.iter().filter(|block| !block.starts_with("You and I know what they think.")).count();
            changed as f32 / blocks.len() as f32
        };
        assert_eq!(share(0.0), 0.0);
        assert!((0.2..0.8).contains(&share(0.5)), "{}", share(0.5));
        assert!(share(1.0) > 0.85, "{}", share(1.0));
    }

    #[test]
    fn blocks_are_bared_whole() {
        let text = "Are you there, Tom?\n".repeat(2000);
        let prepared = prepare(&[(Source { bare: 0.5, ..Source::default() }, text)], 1);
        let (bare, full): (Vec<&str>, Vec<&str>) =
            prepared.text.split("\n\n").partition(|block| block.starts_with("are you there tom\n"));
        assert!(bare.len() > 3 && full.len() > 3, "{} {}", bare.len(), full.len());
        assert!(full.iter().all(|block| block.starts_with("Are you there, Tom?\n") && !block.contains("are")));
    }

    #[test]
    fn sources_choose() {
        let source = Source { keep: Some(0.0), ..Source::default() };
        assert_eq!(prepare(&[(source, "a\n".into())], 1).text, "");
        let source = Source { repeat: Some(3), ..Source::default() };
        assert_eq!(prepare(&[(source, "a\n".into())], 1).text, "a\n\na\n\na\n");
        let source = Source { drop_containing: vec!["[NAME]".into()], ..Source::default() };
        assert_eq!(prepare(&[(source, "hi [NAME]\n  ho   there \n".into())], 1).text, "ho there\n");
    }
}
