//! Breaking text into the rows of a terminal: wide characters take two columns, words stay whole where they fit.
//!
//! Pure. The main function is [`wrap`].

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::cli::shown::grapheme_columns;

/// One row: the bytes of the text on it (without its newline) and how many columns they take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedLine {
    pub bytes: Range<usize>,
    pub columns: usize,
}

/// Breaks `text` into rows of at most `width` columns, at newlines and else after the last space that fits.
///
/// There is always a last row for the cursor, and always room on it: a full last row is followed by an empty one.
/// `first` columns of the first row are taken already. A width under 2 is treated as 2, so that a wide character fits.
pub fn wrap(text: &str, width: usize, first: usize) -> Vec<WrappedLine> {
    let width = width.max(2);
    let mut rows = Vec::new();
    let (mut start, mut used) = (0, first.min(width));
    // Where the row could be broken after a space: byte, and the columns up to it.
    let mut space: Option<(usize, usize)> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        let end = at + grapheme.len();
        if grapheme.ends_with('\n') {
            rows.push(WrappedLine { bytes: start..at, columns: used });
            (start, used, space) = (end, 0, None);
            continue;
        }
        let wide = grapheme_columns(grapheme);
        while used > 0 && used + wide > width {
            let (cut, cut_columns) = space.take().unwrap_or((at, used));
            rows.push(WrappedLine { bytes: start..cut, columns: cut_columns });
            (start, used) = (cut, used - cut_columns);
        }
        used += wide;
        if grapheme == " " {
            space = Some((end, used));
        }
    }
    let full = used >= width;
    rows.push(WrappedLine { bytes: start..text.len(), columns: used });
    if full {
        rows.push(WrappedLine { bytes: text.len()..text.len(), columns: 0 });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::shown::columns;

    fn check(text: &str, width: usize, expected: &[&str]) {
        let rows = wrap(text, width, 0);
        let found: Vec<&str> = rows.iter().map(|row| &text[row.bytes.clone()]).collect();
        assert_eq!(found, expected, "{text:?} in {width} columns");
        for row in rows {
            assert_eq!(row.columns, columns(&text[row.bytes.clone()]));
            assert!(row.columns <= width.max(2));
        }
    }

    #[test]
    fn rows() {
        check("", 10, &[""]);
        check("one two", 10, &["one two"]);
        check("one two three", 10, &["one two ", "three"]);
        check("one\ntwo\n", 10, &["one", "two", ""]);
        check("\n\n", 10, &["", "", ""]);
        check("abcdefghij", 4, &["abcd", "efgh", "ij"]);
        check("ab abcdefgh", 4, &["ab ", "abcd", "efgh", ""]);
        check("abcd", 4, &["abcd", ""]);
        check("日本語", 4, &["日本", "語"]);
        check("a日本語", 4, &["a日", "本語", ""]);
        check("日本", 1, &["日", "本", ""]);
        check(" 日a日", 4, &[" ", "日a", "日"]);
        check("👩‍👩‍👧👩‍👩‍👧", 3, &["👩‍👩‍👧", "👩‍👩‍👧"]);
    }

    #[test]
    fn the_first_row_may_begin_later() {
        let rows = wrap("abc def", 6, 4);
        assert_eq!(rows[0], WrappedLine { bytes: 0..2, columns: 6 });
        assert_eq!(rows[1].bytes, 2..7);
        assert_eq!(wrap("abc", 6, 99)[0].bytes, 0..0);
    }
}
