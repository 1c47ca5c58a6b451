//! Whether a verb is due behind the end of an English text, where no noun or name can stand. Main function: [`is_verb_due`].

use crate::text::words::word_spans;

/// Words right behind which a verb or an adverb comes.
const BEFORE_VERBS: [&str; 29] = [
    "i",
    "we",
    "they",
    "he",
    "she",
    "can't",
    "won't",
    "couldn't",
    "wouldn't",
    "shouldn't",
    "don't",
    "didn't",
    "doesn't",
    "should",
    "must",
    "i'll",
    "we'll",
    "they'll",
    "he'll",
    "she'll",
    "you'll",
    "i'd",
    "we'd",
    "they'd",
    "i've",
    "we've",
    "they've",
    "you've",
    "cannot",
];
/// Words with "to" behind them and then a verb.
const BEFORE_TO: [&str; 40] = [
    "need", "needs", "needed", "want", "wants", "wanted", "have", "has", "had", "having", "going", "got", "like",
    "love", "hate", "try", "tries", "tried", "trying", "plan", "planning", "hope", "hoping", "forgot", "forget",
    "remember", "decided", "used", "able", "ready", "happy", "glad", "supposed", "about", "managed", "how", "where",
    "what", "me", "time",
];

/// Whether a verb is due at the end of a text, which ends with a space.
pub(in crate::predict) fn is_verb_due(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let spans = word_spans(line);
    let word = |back: usize| {
        let span = spans.len().checked_sub(back).and_then(|at| spans.get(at))?;
        Some(line[span.clone()].replace('’', "'").to_lowercase())
    };
    let apart = spans.last().is_some_and(|last| line[last.end..].chars().all(|c| c == ' ') && last.end < line.len());
    let is = |back: usize, words: &[&str]| word(back).is_some_and(|word| words.contains(&word.as_str()));
    apart && (is(1, &BEFORE_VERBS) || is(1, &["to"]) && is(2, &BEFORE_TO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs() {
        for (before, due) in [
            ("I ", true),
            ("Then we ", true),
            ("I need to ", true),
            ("she told me to ", true),
            ("I don’t ", true),
            ("talk to ", false),
            ("to ", false),
            ("Is ", false),
            ("I, ", false),
            ("I\n", false),
            ("I", false),
            ("", false),
        ] {
            assert_eq!(is_verb_due(before), due, "{before:?}");
        }
    }
}
