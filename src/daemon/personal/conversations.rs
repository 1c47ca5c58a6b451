//! Conversations that go on side by side, told apart by application and name.
//!
//! [`Conversations`] puts stored messages in order for fine-tuning, each after what came before it in its own conversation;
//! [`Ends`] knows how every conversation ended, for a message that is learned at once.

use std::collections::HashMap;

use crate::adapt;
use crate::history::Message;
use crate::text::words::split_last;

/// Most characters of a conversation that are repeated, as context, when it goes on after another one.
const CONTEXT_CHARS: usize = 240;

/// Messages in the order in which the learner reads them.
#[derive(Default)]
pub struct Conversations {
    /// The messages, conversation by conversation.
    pub messages: Vec<adapt::Message>,
    /// The newest messages of every conversation, by application and name.
    recent: HashMap<Place, Vec<String>>,
    here: Option<Place>,
}

type Place = (Option<String>, Option<String>);

fn place(message: &Message) -> Place {
    (message.app.clone(), message.conversation.clone())
}

impl Conversations {
    /// Adds the next message in time.
    pub fn add(&mut self, message: Message) {
        let place = place(&message);
        let recent = self.recent.entry(place.clone()).or_default();
        let mut starts_anew = self.here.as_ref() != Some(&place);
        if starts_anew {
            for text in recent.iter() {
                self.messages.push(adapt::Message { text: text.clone(), own: false, starts_anew });
                starts_anew = false;
            }
            self.here = Some(place);
        }
        recent.push(message.text.clone());
        while recent.len() > 1 && recent.iter().map(|text| text.chars().count() + 1).sum::<usize>() > CONTEXT_CHARS {
            recent.remove(0);
        }
        let own = message.is_own();
        self.messages.push(adapt::Message { text: message.text, own, starts_anew });
    }
}

/// Characters of a conversation that are read before its next message.
const END_CHARS: usize = 400;
/// Most conversations whose ends are known.
const MOST_ENDS: usize = 256;

/// The newest text of every conversation.
#[derive(Default)]
pub struct Ends(HashMap<Place, String>);

impl Ends {
    /// Calls `learn` with the text before a message in its conversation, then adds the message to that text.
    pub fn pass(&mut self, message: &Message, learn: impl FnOnce(&str)) {
        let place = place(message);
        let mut text = self.0.remove(&place).unwrap_or_default();
        learn(&text);
        text.push_str(&message.text);
        text.push('\n');
        if text.len() > 2 * END_CHARS {
            text = split_last(&text, END_CHARS).1.to_owned();
        }
        if self.0.len() >= MOST_ENDS {
            self.0.clear();
        }
        self.0.insert(place, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages as `conversation`, `text` (own in capitals); expected: `|` where the state starts anew, `(…)` context.
    #[track_caller]
    fn check(messages: &[(&str, &str)], expected: &str) {
        let mut threads = Conversations::default();
        for (conversation, text) in messages {
            let own = text.chars().all(char::is_uppercase);
            threads.add(Message {
                conversation: Some((*conversation).into()),
                author: (!own).then(|| "x".into()),
                text: (*text).into(),
                ..Message::default()
            });
        }
        let shown = threads.messages.iter().map(|message| {
            let bar = if message.starts_anew { "|" } else { "" };
            let repeated = !message.own && message.text.chars().all(char::is_uppercase);
            if repeated { format!("{bar}({})", message.text) } else { format!("{bar}{}", message.text) }
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn conversations_go_on_where_they_were() {
        check(&[("a", "hi"), ("a", "YES")], "|hi YES");
        check(&[("a", "A"), ("b", "B"), ("a", "C")], "|A |B |(A) C");
        let long = "X".repeat(300);
        check(&[("a", "A"), ("a", &long), ("b", "B"), ("a", "C")], &format!("|A {long} |B |({long}) C"));
    }
}
