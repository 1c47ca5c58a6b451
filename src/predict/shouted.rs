//! Text IN CAPITALS is asked for in small letters, in which models have read nearly everything, and answered in capitals.

use super::everyday;
use super::lexicon::{Entry, Form, Lexicon};
use super::name_list;
use super::query::{Query, Suggestions, WordKind};
use crate::text::words::{capitalised, last_line, split_last, word_spans};

/// Rarity (−ln of a share) below which a word is no abbreviation.
const USUAL: f32 = 11.0;
/// Characters before the cursor in which the two newest words are looked for.
const NEAR: usize = 160;

/// Returns a text whose line before the cursor is written in capitals with that line in small letters; `None` for other texts.
/// Its two newest words are in capitals, and one of them is none that always is (`BBC`).
pub fn in_small(text: &str, lexicon: &Lexicon) -> Option<String> {
    let line = last_line(text);
    let near = split_last(line, NEAR).1;
    let spans = word_spans(near);
    let newest = spans.get(spans.len().checked_sub(2)?..)?;
    let shouted = |word: &str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    let usual = |word: &str| {
        let small = |entry: Entry| entry.form == Form::Small && entry.rarity < USUAL;
        let known = lexicon.entry(word).is_some_and(small) || lexicon.with_apostrophe(word).is_some();
        word.chars().count() > 1 && known && !everyday::has(word)
    };
    let words = || newest.iter().map(|span| &near[span.clone()]);
    if !words().all(shouted) || !words().any(usual) {
        return None;
    }
    let small = line.to_lowercase();
    // What is replaced before the cursor is counted in characters.
    let as_long = small.chars().count() == line.chars().count();
    as_long.then(|| [&text[..text.len() - line.len()], &small].concat())
}

/// Returns the question about a text of [`in_small`]: names of people are no slips of small words.
pub fn question(query: &Query, small: &str) -> Query {
    let text = |text: &String| text.to_lowercase();
    let (after, letters) = (text(&query.after), text(&query.letters));
    let line = last_line(small);
    let words = word_spans(line).into_iter().map(|span| &line[span]);
    let names = words.filter(|word| name_list::has(&capitalised(word))).map(str::to_owned);
    let declined = query.declined.iter().map(text).chain(names).collect();
    Query { after, letters, declined, ..query.clone() }
}

/// Returns an answer about a text in capitals. What differs from it in capitals only is no correction.
pub fn answer(mut answer: Suggestions, text: &str) -> Suggestions {
    let raise = |text: &mut String| *text = text.to_uppercase();
    for word in answer.words.iter_mut().filter(|word| word.kind != WordKind::Emoji) {
        [&mut word.text, &mut word.completion, &mut word.insert].into_iter().for_each(raise);
    }
    answer.words.retain(|word| word.kind != WordKind::Correction || split_last(text, word.delete).1 != word.insert);
    answer.chars.iter_mut().for_each(|next| raise(&mut next.text));
    answer.phrase.iter_mut().for_each(|phrase| raise(&mut phrase.text));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_capitals() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(in_small(text, &lexicon).as_deref(), expected, "{text:?}");
        };
        check("WE WON THE GAME LAST ", Some("we won the game last "));
        check("Oh no!\nGOOD MOR", Some("Oh no!\ngood mor"));
        check("SORRY, I CANT ", Some("sorry, i cant "));
        check("SORRY I AM L", Some("sorry i am l"));
        check("we watched BBC TV ", None);
        check("the API K", None);
        check("STOP", None);
        check("we won THE g", None);
        check("İT WAS ", None);
        check("", None);
    }
}
