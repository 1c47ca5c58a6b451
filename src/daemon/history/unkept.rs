//! [`Unkept`]: the ends of texts that were typed while nothing may be kept, in memory only.
//!
//! A message may be begun during a pause, or in a private field, and be sent, saved or typed to its end when the pause is
//! over or the field is private no more. Then its client hands over the whole of it, and nothing in it tells when each
//! word was typed. So the daemon remembers the text before the cursor, and a message that contains such a text is not
//! kept. Each such text counts once: the same words typed again later are a message like any other.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use crate::daemon::serving::{ConnectionId, ContextId};
use crate::history::Reason;
use crate::text::words::split_last;

/// Most texts that are remembered; the oldest go first.
const TEXTS: usize = 256;
/// Most characters of a text that are remembered, from its end.
const CHARS: usize = 160;
/// Fewest characters of a text that counts anywhere; a shorter one counts only where a message of the same client
/// begins with it: `I ` stands in many.
const TELLING_CHARS: usize = 8;
/// Fewest characters of a single word that counts anywhere.
const TELLING_WORD: usize = 5;
/// Characters of the pieces in which texts are compared, so that words may be put between them, or into a word, later on.
const PIECE: usize = 6;
/// The scripts without spaces begin about here, with kana and Han; a single word of them is as much as a sentence.
const UNSPACED: char = '\u{3000}';
/// Characters of the pieces of texts in such scripts.
const UNSPACED_PIECE: usize = 4;

/// Texts that were typed and are not to be kept.
#[derive(Default)]
pub struct Unkept(Mutex<VecDeque<Text>>);

struct Text {
    connection: ConnectionId,
    session: ContextId,
    /// The end of a line, without space around it.
    text: String,
    /// [`plain`] of it.
    plain: Vec<char>,
    reason: Reason,
}

impl Unkept {
    /// Remembers what stands before the cursor of a session in which nothing is kept now, and why.
    pub fn note(&self, connection: ConnectionId, session: ContextId, before: &str, reason: Reason) {
        let line = before.trim_end().rsplit('\n').next().unwrap_or_default().trim();
        let (_, text) = split_last(line, CHARS);
        if text.is_empty() {
            return;
        }
        let mut texts = self.texts();
        // The person typed on, or deleted, in the same line.
        let same = |known: &&mut Text| {
            known.session == session && (text.starts_with(&known.text) || known.text.starts_with(text))
        };
        if let Some(known) = texts.iter_mut().rev().find(same) {
            if known.text.len() < text.len() {
                text.clone_into(&mut known.text);
                known.plain = plain(text);
            }
            return;
        }
        if texts.len() == TEXTS {
            texts.pop_front();
        }
        texts.push_back(Text { connection, session, text: text.to_owned(), plain: plain(text), reason });
    }

    /// Returns why a text is not kept, if it contains a text that was noted; such texts are not noted any more.
    pub fn take(&self, connection: Option<ConnectionId>, text: &str) -> Option<Reason> {
        let mut texts = self.texts();
        if texts.is_empty() {
            return None;
        }
        let (mut reason, plain) = (None, plain(text));
        let [pieces, unspaced] = [PIECE, UNSPACED_PIECE].map(|length| plain.windows(length).collect::<HashSet<_>>());
        texts.retain(|known| {
            let goes_on = connection == Some(known.connection) && text.trim_start().starts_with(&known.text);
            let holds = goes_on || known.is_among(&plain, &pieces, &unspaced);
            if holds {
                reason = Some(known.reason);
            }
            !holds
        });
        reason
    }

    fn texts(&self) -> std::sync::MutexGuard<'_, VecDeque<Text>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Text {
    /// Returns whether most of it stands in a text of these pieces, perhaps with some changed since: three of five
    /// characters are in pieces that the text has, too. A single word must stand there as a word, or as the beginning
    /// of one.
    fn is_among(&self, text: &[char], pieces: &HashSet<&[char]>, unspaced: &HashSet<&[char]>) -> bool {
        let is_word = !self.plain.contains(&' ');
        let (length, pieces) = if !is_word && self.plain.len() >= TELLING_CHARS {
            (PIECE, pieces)
        } else if self.plain.iter().any(|&c| c >= UNSPACED) {
            (UNSPACED_PIECE, unspaced)
        } else {
            let mut words = text.split(|&c| c == ' ');
            return is_word && self.plain.len() >= TELLING_WORD && words.any(|word| word.starts_with(&self.plain));
        };
        // `end` is where the last shared piece ends.
        let (mut shared, mut end) = (0, 0);
        for (at, piece) in self.plain.windows(length).enumerate().filter(|(_, piece)| pieces.contains(piece)) {
            shared += at + piece.len() - end.max(at);
            end = at + piece.len();
        }
        shared > 0 && shared * 5 >= self.plain.len() * 3
    }
}

/// Returns the characters of a text in small letters, with one space between words.
fn plain(text: &str) -> Vec<char> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What clients typed while nothing was kept, then messages: which of them are not kept.
    #[track_caller]
    fn check(typed: &[(ConnectionId, &str)], messages: &[(Option<ConnectionId>, &str, bool)]) {
        let unkept = Unkept::default();
        typed.iter().for_each(|&(client, before)| unkept.note(client, client, before, Reason::Paused));
        for &(client, text, dropped) in messages {
            assert_eq!(unkept.take(client, text).is_some(), dropped, "{typed:?}, then {text}");
        }
    }

    #[test]
    fn what_goes_on_is_not_kept_and_what_is_said_again_is() {
        let begun = [(1, "the"), (1, "the fal"), (1, "the falcon came")];
        check(&begun, &[(None, "the falcon came home", true), (None, "the falcon came home", false)]);
        check(&begun, &[(Some(2), "I said\nthe falcon came\nhome", true)]);
        check(&begun, &[(Some(1), "another matter", false), (Some(1), "the falcon came", true)]);
        check(&[(1, "the falcon ca")], &[(None, "the falcon came", true)]);
        // Deleted and typed anew.
        check(&[(1, "the falcon came"), (1, "the falcon")], &[(None, "the falcon came", true)]);
        check(&[(1, "first line\nthe falcon ca")], &[(None, "first line", false), (None, "the falcon came", true)]);
    }

    #[test]
    fn a_few_letters_tell_of_their_own_client_only() {
        check(&[(1, "I ")], &[(None, "I see", false), (Some(2), "I see", false), (Some(1), "I see", true)]);
        check(&[(1, " ")], &[(Some(1), "I see", false)]);
    }

    #[test]
    fn most_of_it_is_enough() {
        let paused = "the falcon came home before the rain";
        check(&[(1, paused)], &[(None, "The falcon came home before a storm", true)]);
        check(&[(1, paused)], &[(None, "a falcon came home before the rain", true)]);
        check(&[(1, paused)], &[(None, "the falcon went home after the rain", true)]);
        check(&[(1, paused)], &[(None, "the cat came home after the storm", false)]);
        check(&[(1, "the giraffe walks slow")], &[(None, "the giraffe quite walks  on the grass", true)]);
        check(&[(1, "see you at")], &[(None, "did you see that", false), (None, "see you soon", true)]);
        // Words put between, and into a word.
        check(&[(1, "the giraffe walks slow")], &[(None, "the gir quite red affe walks slow", true)]);
        check(&[(1, "I don't know what to do about it")], &[(None, "I don't know what you mean", false)]);
        check(&[(1, "Tomorrow ")], &[(None, "see you tomorrow", true), (None, "see you tomorrow", false)]);
        check(&[(1, "Some")], &[(None, "tell me something", false), (Some(1), "Something else", true)]);
    }

    #[test]
    fn scripts_without_spaces() {
        check(&[(1, "我明天下午")], &[(None, "我明天下午三点到", true), (None, "我明天下午三点到", false)]);
        check(&[(1, "我明")], &[(None, "我明天下午三点到", false), (Some(1), "我明天下午三点到", true)]);
    }

    #[test]
    fn there_is_an_end_to_it() {
        let unkept = Unkept::default();
        (0..10_000).for_each(|n| unkept.note(n, n, &format!("a message with number {n:0500}"), Reason::Paused));
        let texts = unkept.texts();
        assert!(texts.len() == TEXTS && texts.iter().all(|known| known.text.chars().count() <= CHARS));
    }
}
