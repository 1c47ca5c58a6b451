//! [`apostrophe_gain`]: words in their own right that are also contractions without their apostrophe (`ill`, `shed`), and how
//! readily each is taken for the contraction.

use super::word_at::WordAt;
use crate::predict::lexicon::Lexicon;

/// Words in their own right that may lack an apostrophe, and the words that they are with one, where the context says
/// so.
const REAL_WORDS: [(&str, &str); 10] = [
    ("ill", "i'll"),
    ("id", "i'd"),
    ("well", "we'll"),
    ("were", "we're"),
    ("hell", "he'll"),
    ("shed", "she'd"),
    ("shell", "she'll"),
    ("wed", "we'd"),
    ("its", "it's"),
    ("lets", "let's"),
];
/// One of them that is rarer by `RARER` than its form with an apostrophe (natural log) mostly stands for that form,
/// where both are likely, and gains `MOSTLY` to be taken for it.
const RARER: f32 = 1.7;
const MOSTLY: f32 = 3.0;
/// Words behind which a clause may begin, and so the subject that such a contraction holds.
const CLAUSE_OPENERS: [&str; 42] = [
    "actually", "after", "ah", "and", "as", "because", "before", "but", "coz", "cos", "cuz", "else", "haha", "hey",
    "hope", "how", "if", "know", "lol", "maybe", "no", "now", "oh", "ok", "okay", "or", "perhaps", "said", "since",
    "so", "sorry", "that", "then", "think", "until", "what", "when", "where", "whether", "while", "yeah", "yes",
];

/// Returns the gain (natural log) of taking a word for its form with an apostrophe; `None` for a word that is no homograph of
/// one. Only where a clause may begin is it more than what the context says.
pub fn apostrophe_gain(word: &WordAt, lexicon: &Lexicon) -> Option<f32> {
    let small = word.word.to_lowercase();
    let (bare, with) = REAL_WORDS.iter().find(|(bare, _)| *bare == small)?;
    let gains = lexicon.rarity_of(bare) > lexicon.rarity_of(with) + RARER && begins_clause(word);
    Some(if gains { MOSTLY } else { 0.0 })
}

/// Whether a clause may begin with a word: nothing stands before it but a mark, or a word that opens one.
fn begins_clause(word: &WordAt) -> bool {
    let opens = |before: WordAt| CLAUSE_OPENERS.contains(&before.word.to_lowercase().as_str());
    word.with_the_one_before().is_none_or(opens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homographs_of_contractions_gain_where_a_clause_may_begin() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check = |text: &str, expected: Option<f32>| {
            let word = WordAt::finished(text).unwrap();
            assert_eq!(apostrophe_gain(&word, &lexicon), expected, "{text:?}");
        };
        check("then ill ", Some(MOSTLY));
        check("Ill ", Some(MOSTLY));
        check("ok, lets ", Some(MOSTLY));
        check("she was ill ", Some(0.0));
        check("the bank lets ", Some(0.0));
        check("my id ", Some(0.0));
        check("all is well ", Some(0.0));
        check("in the shed ", Some(0.0));
        check("the garden ", None);
    }
}
