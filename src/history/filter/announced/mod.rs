//! Secrets that words announce: "the password is …", "Ваш код: …", "暗証番号は…", "482913 is your code". The words come from
//! one table by language; what stands beside them is judged by its shape: a secret is one token that is no word of the
//! language. Main functions: [`find`],
//! [`find_after`].

mod answer;
mod anywhere;
mod around;
mod before;
mod candidates;
mod code;
mod following;
mod lists;
mod made_up;
mod password;
mod phrase;
mod shape;
mod slips;
mod table;
mod taken_back;
mod tokens;
mod turns;
mod typed_as;
mod ways;

use std::ops::Range;

use super::reason::{Found, Reason};
use crate::text::words::word_spans;
use around::Hit;
use table::{Kind, WORDS, announcing, folded};

pub use lists::is_ordinary;
pub use taken_back::is as takes_back;

/// Most colons behind which a recovery phrase may begin.
const COLONS: usize = 4;

/// Finds the secrets that words announce in a text.
pub fn find(text: &str, found: &mut Vec<Found>) {
    let folded = folded(text);
    let words = word_spans(&folded);
    let mut hits = Vec::new();
    let mut done = 0;
    for (span, number) in announcing(text, &folded) {
        let secret = if span.start < done { None } else { beside(text, span.clone(), &WORDS.names[number], number) };
        done = secret.as_ref().map_or(done, |secret| secret.span.end.max(done));
        hits.extend(anywhere::hit(text, span, number, secret.is_some()));
        found.extend(secret);
    }
    for (span, number) in slips::find(&folded, &words) {
        hits.extend(anywhere::hit(text, span.clone(), number, false));
        found.extend(beside(text, span, &WORDS.names[number], number));
    }
    hits.sort_by_key(|hit: &Hit| hit.span.start);
    anywhere::find(text, &hits, &[], found);
    made_up::find(text, found);
    let phrase = |from| phrase::find(text, from).map(|span| Found { span, reason: Reason::Password });
    if let Some(recovery) = hits.iter().find(|hit| hit.kind == Kind::Recovery) {
        found.extend(phrase(0).or_else(|| phrase(recovery.span.end)));
    }
    // "Write these down: …" tells of a phrase without a word for one.
    let colons = text.match_indices(": ").map(|(at, colon)| at + colon.len()).take(COLONS);
    for start in [0].into_iter().chain(colons) {
        if phrase::is_whole(&text[start..]) {
            found.extend(phrase(start));
        }
    }
    typed_as::find(text, found);
}

/// Returns the secret beside an announcing word, which is `name` in the table.
fn beside(text: &str, word: Range<usize>, name: &str, number: usize) -> Option<Found> {
    let (kind, language) = WORDS.kinds[number];
    let (span, reason) = match kind {
        Kind::Password => (password::find(text, word, name, language.copulas), Reason::Password),
        Kind::Question => (password::find(text, word, name, language.copulas), Reason::Password),
        Kind::Account | Kind::User | Kind::Login => (password::of_account(text, word.end), Reason::Password),
        Kind::Recovery | Kind::Way | Kind::Message | Kind::Arrival => (None, Reason::Password),
        Kind::Lock => {
            let end = word.end;
            (code::that_opens(text, end).or_else(|| code::typed_at(text, word)), Reason::Code)
        }
        Kind::Door | Kind::Pad => (code::typed_at(text, word), Reason::Code),
        Kind::Code => (code::find(text, word, true), Reason::Code),
        Kind::Vague => {
            let end = word.end;
            (code::find(text, word, false).or_else(|| code::that_opens(text, end)), Reason::Code)
        }
    };
    span.map(|span| Found { span, reason })
}

/// Finds the secret that a text is or holds, where `before` was said right before it and announces one.
pub fn find_after(before: &str, text: &str, found: &mut Vec<Found>) {
    following::find(before, text, found);
}
