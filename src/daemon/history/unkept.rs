//! [`Unkept`]: the ends of what was typed while nothing may be kept, in memory only.
//!
//! A message may be begun during a pause, or in a private field, and be sent, saved or typed to its end when the pause is
//! over or the field is private no more. Then its client hands over the whole of it, and nothing in it tells when which word was
//! typed. So the daemon remembers what stood before the cursor, and a text with that in it is not kept. Such an end counts
//! once: the same words typed again later are a message like any other.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::daemon::serving::ContextId;
use crate::history::Reason;

/// Texts that are remembered; the oldest go first.
const TEXTS: usize = 256;
/// Characters of a text that are remembered.
const CHARS: usize = 160;
/// A shorter text says something of its own field only: `I ` stands in every message.
const TELLING_CHARS: usize = 8;
/// From so many characters on, a half of the text is enough: the other may have been changed since.
const HALVED_CHARS: usize = 24;

/// What was typed and is not to be kept.
#[derive(Default)]
pub struct Unkept(Mutex<VecDeque<Text>>);

struct Text {
    session: ContextId,
    /// The end of a line, without space around it.
    text: String,
    reason: Reason,
}

impl Unkept {
    /// Remembers what stands before the cursor of a session in which nothing is kept now, and why.
    pub fn note(&self, session: ContextId, before: &str, reason: Reason) {
        let line = before.trim_end().rsplit('\n').next().unwrap_or_default().trim();
        let start = line.char_indices().rev().nth(CHARS - 1).map_or(0, |(at, _)| at);
        let text = &line[start..];
        if text.is_empty() {
            return;
        }
        let mut texts = self.texts();
        // Typing on, or deleting, in the same line.
        let same = |known: &&mut Text| {
            known.session == session && (text.starts_with(&known.text) || known.text.starts_with(text))
        };
        if let Some(known) = texts.iter_mut().rev().find(same) {
            if known.text.len() < text.len() {
                text.clone_into(&mut known.text);
            }
            return;
        }
        if texts.len() == TEXTS {
            texts.pop_front();
        }
        texts.push_back(Text { session, text: text.to_owned(), reason });
    }

    /// Why a text is not kept, if it has something in it that was noted; that is not noted any more.
    pub fn take(&self, session: Option<ContextId>, text: &str) -> Option<Reason> {
        let mut reason = None;
        self.texts().retain(|known| {
            let holds = known.is_in(session, text);
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
    fn is_in(&self, session: Option<ContextId>, text: &str) -> bool {
        match self.text.chars().count() {
            0..TELLING_CHARS => session == Some(self.session) && text.trim_start().starts_with(&self.text),
            TELLING_CHARS..HALVED_CHARS => text.contains(&self.text),
            chars => {
                let half = self.text.char_indices().nth(chars / 2).map_or(0, |(at, _)| at);
                let (first, second) = self.text.split_at(half);
                text.contains(first) || text.contains(second)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was typed in sessions while nothing was kept, then messages: which of them are not kept.
    #[track_caller]
    fn check(typed: &[(ContextId, &str)], messages: &[(Option<ContextId>, &str, bool)]) {
        let unkept = Unkept::default();
        typed.iter().for_each(|&(session, before)| unkept.note(session, before, Reason::Paused));
        for &(session, text, dropped) in messages {
            assert_eq!(unkept.take(session, text).is_some(), dropped, "{typed:?}, then {text}");
        }
    }

    #[test]
    fn what_goes_on_is_not_kept_and_what_is_said_again_is() {
        let begun = [(1, "the"), (1, "the fal"), (1, "the falcon came")];
        check(&begun, &[(None, "the falcon came home", true), (None, "the falcon came home", false)]);
        check(&begun, &[(Some(2), "I said\nthe falcon came\nhome", true)]);
        check(&begun, &[(Some(1), "another matter", false), (Some(1), "the falcon came", true)]);
        // Deleted and typed anew.
        check(&[(1, "the falcon came"), (1, "the falcon")], &[(None, "the falcon came", true)]);
        check(&[(1, "first line\nthe falcon ca")], &[(None, "first line", false), (None, "the falcon came", true)]);
    }

    #[test]
    fn a_few_letters_tell_of_their_own_field_only() {
        check(&[(1, "I ")], &[(None, "I see", false), (Some(2), "I see", false), (Some(1), "I see", true)]);
        check(&[(1, " ")], &[(Some(1), "I see", false)]);
    }

    #[test]
    fn half_of_a_long_one_is_enough() {
        let long = "the falcon came home before the rain";
        check(&[(1, long)], &[(None, "the falcon came home before a storm", true)]);
        check(&[(1, long)], &[(None, "a falcon came home before the rain", true)]);
        check(&[(1, long)], &[(None, "a falcon came home after the rain", false)]);
    }

    #[test]
    fn there_is_an_end_to_it() {
        let unkept = Unkept::default();
        (0..10_000).for_each(|n| unkept.note(n, &format!("a message with number {n:0500}"), Reason::Paused));
        let texts = unkept.texts();
        assert!(texts.len() == TEXTS && texts.iter().all(|known| known.text.chars().count() <= CHARS));
    }
}
