//! Code within prose, marked as people mark it in Markdown and in chats: between fences and between backticks.

use super::words::last_line;

/// Sign of a line with which a block of code begins or ends.
const FENCE: &str = "```";

/// Whether a line opens or closes a block of code; three backticks around something in one line do not.
fn is_fence(line: &str) -> bool {
    line.trim_start().strip_prefix(FENCE).is_some_and(|rest| !rest.trim_start_matches('`').contains('`'))
}

/// Returns whether a text ends within code: in a block that is not closed, or after a backtick that is not closed on its
/// line. A backtick that a straight quotation mark closes, as in TeX, begins no code.
#[must_use]
pub fn ends_in_code(text: &str) -> bool {
    if !text.contains('`') {
        return false;
    }
    let line = last_line(text);
    let tick = line.rfind('`').filter(|_| line.matches('`').count() % 2 == 1);
    tick.is_some_and(|at| !line[at..].contains('\'')) || block_lines(text.split('\n')).last() == Some(true)
}

/// Returns, for each of the lines of a text, whether it belongs to a block of code, fences included.
pub fn block_lines<'t>(lines: impl Iterator<Item = &'t str>) -> impl Iterator<Item = bool> {
    let mut open = false;
    lines.map(move |line| {
        let fence = is_fence(line);
        open ^= fence;
        open || fence
    })
}

/// Returns a text without its blocks of code, and how many of its lines these had; `None` where it has none.
#[must_use]
pub fn without_blocks(text: &str) -> Option<(String, usize)> {
    if !text.contains(FENCE) {
        return None;
    }
    let left: Vec<&str> =
        text.lines().zip(block_lines(text.lines())).filter(|(_, code)| !code).map(|(line, _)| line).collect();
    let gone = text.lines().count() - left.len();
    (gone > 0).then(|| (left.join("\n"), gone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_code_is_open() {
        let check = |text: &str, expected: bool| assert_eq!(ends_in_code(text), expected, "{text:?}");
        check("Run this:\n```sh\nrm -rf the oth", true);
        check("```", true);
        check("```\nls\n", true);
        check("```\nls\n```\nAnd th", false);
        check("Use `git com", true);
        check("Use `git commit` to sa", false);
        check("Use ```git commit``` to sa", false);
        check("``Hello'' she sa", false);
        check("she said `hello' and we", false);
        check("a `b\nand th", false);
        check("no code he", false);
    }

    #[test]
    fn blocks_go() {
        let check = |text: &str, expected: Option<(&str, usize)>| {
            let found = without_blocks(text);
            assert_eq!(found.as_ref().map(|(left, gone)| (left.as_str(), *gone)), expected, "{text:?}");
        };
        check("Run this:\n```sh\nrm -rf x\n```\nThen wait.", Some(("Run this:\nThen wait.", 3)));
        check("Run this:\n  ```\nrm -rf x", Some(("Run this:", 2)));
        check("say ```ls``` and go", None);
        check("```ls``` and go", None);
        check("no code", None);
    }
}
