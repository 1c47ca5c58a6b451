//! [`foreign`]: whether a text is evidently in another language than the lexicon's, so that words of the lexicon are of
//! no use in it.
//!
//! The newest whole words vote, the last of them most. A word that people of another language use all the time speaks for
//! that language, a common word of the lexicon against all others; what is common in both says nothing. Half of all running
//! words are among the hundred most frequent ones (`languages.txt`, for sixteen languages), and a text is taken for a
//! foreign one only where it is beyond doubt. Some hundred words more of each (`languages_more.txt`) speak half as loud;
//! they and words of other languages are never corrected to one of the lexicon.

use super::lexicon::{Form, Lexicon};
use crate::text::words::{is_apostrophe, word_spans};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Most words before the cursor that vote.
const VOTERS: usize = 12;
/// Bytes before the cursor in which these words are looked for.
const SPAN: usize = 240;
/// Factors on the weight of a vote for every word that follows it, and for every line begun since.
const FADE: f32 = 0.9;
const EARLIER_LINE: f32 = 0.5;
/// Least sum of votes for a foreign text: one word beyond doubt right before the cursor, or two that are hardly met
/// here.
const EVIDENT: f32 = 0.9;
/// The same where the network finds the letters strange: it takes 1.5 bits for a character of ordinary English, and 3 to 5 for
/// one of another language.
const SUSPECTED: f32 = 0.4;
const STRANGE: f32 = 3.3;
/// Least share of the votes for the likeliest language that another one has that may be meant as well.
const LIKELY: f32 = 0.75;
/// The vote of a listed foreign word that is short or seldom met in the lexicon's language, and of an unlisted word in small
/// letters with a letter beyond ASCII. Other votes are 1.
const HALF: f32 = 0.6;
/// Rarities in the lexicon (−ln of a share): a word rarer than `BY_CHANCE` is met by chance only, and a word more
/// common than `COMMON` speaks also against languages whose people do not use it all the time.
const BY_CHANCE: f32 = 11.0;
const COMMON: f32 = 9.5;
/// Most letters of a word that may be an abbreviation that people use in chats.
const SHORT: usize = 3;
/// Most letters of a word of another language that an English word becomes by one slip.
const CHANCE: usize = 5;

/// The words that people of other languages use most, each with its languages by bits.
static WORDS: LazyLock<HashMap<&str, Languages>> = LazyLock::new(|| by_word(include_str!("languages.txt")));

/// Other words of these languages, and of more, each with the languages that are listed above.
static MORE: LazyLock<HashMap<&str, Languages>> = LazyLock::new(|| by_word(include_str!("languages_more.txt")));

/// Returns the words of a list, a language a line after its code, each with its languages.
fn by_word(list: &str) -> HashMap<&str, Languages> {
    let mut words = HashMap::new();
    for (code, of_language) in list.lines().filter_map(|line| line.split_once(' ')) {
        let language = named(code);
        of_language.split(' ').for_each(|word| *words.entry(word).or_default() |= language);
    }
    words
}

/// Returns a word as the lists have it: in small letters, with the keyboard's apostrophe.
fn as_listed(word: &str) -> String {
    word.to_lowercase().replace(is_apostrophe, "'")
}

/// A set of languages: bit n stands for line n of `languages.txt`, counted from 0.
pub(super) type Languages = u32;

/// Returns a language by its code of ISO 639; 0 for a language that is not listed.
pub(super) fn named(code: &str) -> Languages {
    let lines = include_str!("languages.txt").lines();
    let at =
        lines.into_iter().position(|line| line.split(' ').next().is_some_and(|known| known.eq_ignore_ascii_case(code)));
    at.map_or(0, |bit| 1 << bit)
}

/// Returns the languages in one of which the text before the cursor is evidently written instead of the lexicon's, or 0
/// for an unlisted one; `None` where the text is not evidently foreign. The word under the cursor does not vote until
/// it is whole. `bits` is what the symbols before that word cost the network on average: letters of another language are
/// strange to it, and fewer votes are enough where they are.
pub(super) fn foreign(text: &str, lexicon: &Lexicon, bits: f32) -> Option<Languages> {
    let enough = if bits >= STRANGE { SUSPECTED } else { EVIDENT };
    let newest = &text[text.floor_char_boundary(text.len().saturating_sub(SPAN))..];
    let (mut sums, mut weight, mut end) = ([0.0_f32; Languages::BITS as usize], 1.0, newest.len());
    let whole = |span: &std::ops::Range<usize>| span.end < newest.len();
    let mut heard = Vec::with_capacity(VOTERS);
    for span in word_spans(newest).into_iter().filter(whole).rev().take(VOTERS) {
        let (word, lines) = (as_listed(&newest[span.clone()]), newest[span.end..end].matches('\n').count());
        weight *= EARLIER_LINE.powi(i32::try_from(lines).unwrap_or(i32::MAX));
        if !heard.contains(&word) {
            let (languages, vote) = vote(&newest[span.clone()], &word, lexicon);
            heard.push(word);
            let spoken_for = sums.iter_mut().enumerate().filter(|(bit, _)| languages >> bit & 1 == 1);
            spoken_for.for_each(|(_, sum)| *sum += weight * vote);
        }
        weight *= FADE;
        end = span.start;
    }
    let least = sums.iter().fold(enough, |least, &sum| least.max(LIKELY * sum));
    let evident = |(bit, sum): (usize, f32)| Languages::from(sum >= least) << bit;
    let languages = sums.into_iter().enumerate().map(evident).sum();
    (languages != 0).then_some(if languages == Languages::MAX { 0 } else { languages })
}

/// Whether the text before the cursor is evidently in the lexicon's language: two of the newest whole words of its line
/// are common there and in no other, and no newer one is a word of another language.
pub(super) fn is_evident(text: &str, lexicon: &Lexicon) -> bool {
    has_common(text, lexicon, Languages::MAX, 2)
}

/// Whether so many of the newest whole words of a line are common in the lexicon's language and in none of some others, and no
/// newer one is a word of another language.
fn has_common(text: &str, lexicon: &Lexicon, others: Languages, least: usize) -> bool {
    let newest = &text[text.floor_char_boundary(text.len().saturating_sub(SPAN))..];
    let line = newest.rfind('\n').map_or(newest, |at| &newest[at + 1..]);
    let mut common = 0;
    for span in word_spans(line).into_iter().filter(|span| span.end < line.len()).rev().take(VOTERS) {
        let word = &line[span];
        match vote(word, &as_listed(word), lexicon) {
            (_, for_another) if for_another > 0.0 => return false,
            (languages, against) if against < 0.0 && languages & others == others => common += 1,
            _ => {}
        }
        if common == least {
            return true;
        }
    }
    false
}

/// Whether a word is one that people of these languages use often.
pub(super) fn has(word: &str, languages: Languages) -> bool {
    let small = as_listed(word);
    [&WORDS, &MORE].into_iter().any(|words| words.get(small.as_str()).is_some_and(|of| of & languages != 0))
}

/// Whether a word behind a text is one of another language and no slip, so that it is not corrected. One slip makes words of
/// three to five letters of another language of many English ones (`weke`, `juust`): such a word is a slip behind one or two
/// common words of the lexicon's language.
pub(super) fn is_word(word: &str, before: &str, lexicon: &Lexicon) -> bool {
    let small = as_listed(word);
    let [used, known] = [&WORDS, &MORE].map(|words| words.get(small.as_str()).copied());
    let languages = used.unwrap_or_default() | known.unwrap_or_default();
    // Nothing is known of the words that people of an unlisted language use most.
    let others = if languages == 0 { Languages::MAX } else { languages };
    let letters = small.chars().count();
    let listed = if letters < SHORT { None } else { used.or(known.filter(|_| letters > SHORT)) };
    let slip = || letters <= CHANCE && has_common(before, lexicon, others, (letters - SHORT).max(1));
    listed.is_some() && !slip()
}

/// Returns the languages for or against which a word speaks, and its vote (−1 to 1). `small` is the word as the
/// lists have it.
fn vote(word: &str, small: &str, lexicon: &Lexicon) -> (Languages, f32) {
    let entry = lexicon.entry(word);
    let rarity = entry.map_or(f32::INFINITY, |entry| entry.rarity);
    let is_latin = |c: char| !c.is_alphabetic() || c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c);
    let is_common = rarity < COMMON && entry.is_some_and(|entry| entry.form == Form::Small) || word == "I";
    if let Some(&languages) = WORDS.get(small) {
        match rarity {
            _ if is_common => (!languages, -1.0),
            _ if rarity < COMMON || small.len() == 1 => (languages, 0.0),
            _ if rarity < BY_CHANCE || word.chars().count() <= SHORT => (languages, HALF),
            _ => (languages, 1.0),
        }
    } else if let Some(&languages) = MORE.get(small).filter(|_| rarity >= BY_CHANCE && word.chars().count() > SHORT) {
        (languages, HALF)
    } else if !word.chars().all(is_latin) {
        (Languages::MAX, 1.0)
    } else if is_common {
        (Languages::MAX, -1.0)
    } else if rarity.is_infinite() && !word.is_ascii() && word.starts_with(char::is_lowercase) {
        (Languages::MAX, HALF)
    } else {
        (0, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_evidently_in_the_own_language() {
        let lexicon = Lexicon::embedded("english").unwrap();
        for (text, expected) in [
            ("Thank you for the gi", true),
            ("Let us me", true),
            ("me", false),
            ("Die Lampe ist in dem ", false),
            ("Ich habe das ", false),
            ("see you\nmor", false),
            ("Er war im Hotel am ", false),
            ("", false),
        ] {
            assert_eq!(is_evident(text, &lexicon), expected, "{text:?}");
        }
    }

    #[test]
    fn evidently_foreign_texts_are_told_from_english_ones() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check =
            |text: &str, expected: bool| assert_eq!(foreign(text, &lexicon, 0.0).is_some(), expected, "{text:?}");
        for text in [
            "Guten Mor",
            "Merci beau",
            "Muchas gra",
            "Ich habe ",
            "Wo ist mein Fah",
            "Je ne sais pas si ",
            "C’est la vie ",
            "Où est la ",
            "Non lo so, ma ",
            "Ik weet niet wat ",
            "Não sei o que ",
            "Jag vet inte ",
            "Jeg ved det ikke, men ",
            "Nie wiem, co ",
            "En tiedä, mutta ",
            "Привет, как ",
            "你好 ",
            "Thanks, see you\nVielen Dank und bis mor",
            "Wir sehen uns morgen\nBis ",
            "nos vemos ma",
        ] {
            check(text, true);
        }
        for text in [
            "",
            "Guten",
            "Good mor",
            "I said merci beau",
            "We had a siesta and ",
            "She is from São Paulo and ",
            "My name is José and ",
            "Dear Zoë, ",
            "wat u doin later ",
            "den wat time u meet me ",
            "la la la la ",
            "Die hard was on ",
            "I will die in a war ",
            "Hola! How are ",
            "Do you speak German? Ja, but ",
            "Bon voyage and see ",
            "our rendezvous in the café ",
            "Danke, und dir?\nI am fine, than",
            "The Los Angeles and San Diego ",
            "Vlad and Olga met Ivan ",
            "nissan motor co. 's ",
            "the u.s. and the e.u. ",
            "De de ",
            "I habe ",
            "C'est la vie, I ",
            "Ha ha. ",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn words_of_the_language_that_is_written() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check = |text: &str, word: &str, expected: bool| {
            let languages = foreign(text, &lexicon, 0.0).expect("another language");
            assert_eq!(has(word, languages), expected, "{word:?} after {text:?}");
        };
        for (word, expected) in [("of", false), ("I", false), ("In", true), ("nach", true)] {
            check("Ich komme heute später ", word, expected);
        }
        for (word, expected) in [("of", true), ("the", false), ("is", true)] {
            check("Ik weet niet wat ", word, expected);
        }
        check("今日は天気がいいですね。 ", "I", false);
    }

    #[test]
    fn words_of_other_languages() {
        let lexicon = Lexicon::embedded("english").unwrap();
        for (before, word, expected) in [
            ("", "laat", true),
            ("", "Wir", true),
            ("Não ", "sei", true),
            ("they are ", "wir", false),
            ("", "Dobra", true),
            ("", "machst", true),
            ("I know what ", "machst", true),
            ("Ik weet niet ", "laat", true),
            ("We are ", "faar", false),
            ("What's the ", "moest", false),
            ("the ", "moest", true),
            ("", "receive", false),
            ("", "teh", false),
        ] {
            assert_eq!(is_word(word, before, &lexicon), expected, "{before}{word}");
        }
    }

    #[test]
    fn every_language_has_its_line() {
        let lines: Vec<&str> = include_str!("languages.txt").lines().collect();
        assert!(lines.len() <= Languages::BITS as usize);
        for line in lines {
            let words: Vec<&str> = line.split(' ').collect();
            assert!(words[0].len() == 2 && words.len() > 60, "{line}");
            let more = include_str!("languages_more.txt").lines().find(|more| more.split(' ').next() == Some(words[0]));
            assert!(
                more.is_some_and(|more| more.split(' ').skip(1).all(|word| word.chars().count() > SHORT)),
                "{line}"
            );
            let is_word =
                |word: &&str| word.to_lowercase() == **word && word_spans(word).first() == Some(&(0..word.len()));
            assert_eq!(words.iter().find(|word| !is_word(word)), None);
        }
    }
}
