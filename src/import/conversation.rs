//! [`Excerpt`]: the part of a conversation that is handed on, namely the owner's messages, and the last messages of others
//! before each of them as context. Of a conversation in which the owner never writes nothing is handed on.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::message::ChatMessage;

/// Messages of others kept before one of the owner's.
const CONTEXT_MESSAGES: usize = 8;
/// Conversations followed at once.
const MAX_CONVERSATIONS: usize = 1024;

/// Holds back what others write until the owner answers.
#[derive(Debug, Default)]
pub struct Excerpt {
    waiting: HashMap<Option<Arc<str>>, VecDeque<ChatMessage>>,
}

impl Excerpt {
    /// Takes a message; hands on those before it that are its context, and itself, when it is the owner's.
    pub fn push(&mut self, message: ChatMessage, own: bool, mut hand_on: impl FnMut(ChatMessage)) {
        if own {
            if let Some(context) = self.waiting.get_mut(&message.conversation) {
                context.drain(..).for_each(&mut hand_on);
            }
            hand_on(message);
            return;
        }
        if self.waiting.len() >= MAX_CONVERSATIONS && !self.waiting.contains_key(&message.conversation) {
            self.waiting.clear();
        }
        let context = self.waiting.entry(message.conversation.clone()).or_default();
        if context.len() == CONTEXT_MESSAGES {
            context.pop_front();
        }
        context.push_back(message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_comes_with_what_it_is_context_of() {
        let mut excerpt = Excerpt::default();
        let mut sent = Vec::new();
        let mut push = |conversation: &str, text: String, own| {
            let message = ChatMessage { text, conversation: Some(conversation.into()), ..ChatMessage::default() };
            excerpt.push(message, own, |message| sent.push(message.text));
        };
        (0..20).for_each(|n| push("a", format!("a{n}"), false));
        push("b", "b0".into(), false);
        push("a", "mine".into(), true);
        push("a", "mine too".into(), true);
        push("b", "b1".into(), true);
        push("a", "unanswered".into(), false);
        let expected: Vec<String> = (12..20).map(|n| format!("a{n}")).collect();
        assert_eq!(sent[..8], expected[..]);
        assert_eq!(sent[8..], ["mine", "mine too", "b0", "b1"]);
    }
}
