//! Text as a terminal shows it: how wide it is, cut to fit, and without anything that could steer the terminal; bars.
//!
//! Pure; what a model says or a client sends is shown through [`visible`].

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes in a terminal.
pub fn columns(text: &str) -> usize {
    text.graphemes(true).map(grapheme_columns).sum()
}

/// Columns of one grapheme cluster; control characters are drawn as one visible character; see [`visible`].
pub fn grapheme_columns(grapheme: &str) -> usize {
    if is_control(grapheme) { 1 } else { grapheme.width() }
}

fn is_control(grapheme: &str) -> bool {
    // Marks that turn the direction of what comes after them are no text either.
    let turns =
        |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    grapheme.chars().any(|c| c.is_control() || turns(c))
}

/// `text` with a visible character for each control character, so that nothing a model says can steer the terminal.
pub fn visible(text: &str) -> String {
    let shown = |grapheme| match grapheme {
        "\n" | "\r\n" => "⏎",
        "\t" => "⇥",
        other if is_control(other) => "�",
        other => other,
    };
    text.graphemes(true).map(shown).collect()
}

/// The longest beginning of `text` that fits into `width` columns, with `…` at its end if it is not all of it.
pub fn shorten(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let Some(room) = width.checked_sub(1) else { return String::new() };
    let mut used = 0;
    let fits = |grapheme: &&str| {
        used += grapheme_columns(grapheme);
        used <= room
    };
    text.graphemes(true).take_while(fits).chain(["…"]).collect()
}

/// A bar of `width` columns, filled in eighths of a column.
pub fn bar(share: f32, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (f64::from(share.clamp(0.0, 1.0)) * (width * 8) as f64).round() as usize;
    let filled = format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8]);
    let blank = " ".repeat(width.saturating_sub(columns(&filled)));
    filled + &blank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars() {
        let check = |share, expected: &str| assert_eq!(bar(share, 4), expected, "{share}");
        check(0.0, "    ");
        check(0.5, "██  ");
        check(0.25 / 8.0, "▏   ");
        check(1.0, "████");
        check(9.0, "████");
        check(f32::NAN, "    ");
    }

    #[test]
    fn shortening_and_control_characters() {
        assert_eq!(shorten("tomorrow", 8), "tomorrow");
        assert_eq!(shorten("tomorrow", 5), "tomo…");
        assert_eq!(shorten("日本語", 4), "日…");
        assert_eq!(shorten("日本語", 0), "");
        assert_eq!(visible("a\u{1b}[2J\n\tb"), "a�[2J⏎⇥b");
        assert_eq!(visible("a\u{202e}b \u{1f468}\u{200d}\u{1f466}"), "a�b \u{1f468}\u{200d}\u{1f466}");
        assert_eq!(columns(&visible("\u{7}日")), 3);
    }
}
