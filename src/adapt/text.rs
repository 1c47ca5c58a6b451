//! A person's messages as a stream of symbols: which are to be learned, and where the network starts anew.

use std::collections::HashSet;

use crate::text::random::SplitMix64;
use crate::text::words::is_long_message;
use crate::text::{GAP, SymbolId, Vocab, newest_within, normalize};

/// Characters that are read of what others wrote between two of the person's messages: the newest.
const CONTEXT_CHARS: usize = 240;
/// Most characters of the person's messages that are held out for the acceptance gate.
pub const MOST_HELD_OUT: usize = 20_000;
/// Share of message starts at which the state starts anew, as it does when a session is opened.
const RESET_SHARE: f32 = 0.1;

/// A message of a conversation, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The message without its line end.
    pub text: String,
    /// Whether the person wrote it whose model this is.
    pub own: bool,
    /// Whether it begins a conversation: the message before it belongs to another one.
    pub starts_anew: bool,
}

impl Message {
    /// Returns the characters of the message, its line's end included, or 0 if the person did not write it.
    #[must_use]
    pub fn own_chars(&self) -> usize {
        if self.own { self.text.chars().count() + 1 } else { 0 }
    }
}

/// Messages to train on, and the newest, to judge by.
#[derive(Clone, Debug, Default)]
pub struct Split<'m> {
    /// The older messages, to train on.
    pub training: &'m [Message],
    /// The newest messages, which only judge.
    pub held_out: &'m [Message],
}

/// Holds the newest tenth of the person's own messages out, by characters; at most `most_chars`.
#[must_use]
pub fn split(messages: &[Message], most_chars: usize) -> Split<'_> {
    let wanted = (messages.iter().map(Message::own_chars).sum::<usize>() / 10).min(most_chars);
    let mut at = messages.len();
    let mut chars = 0;
    while at > 0 && chars < wanted {
        at -= 1;
        chars += messages[at].own_chars();
    }
    let (training, held_out) = messages.split_at(at);
    Split { training, held_out }
}

/// The symbols of all messages in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stream {
    pub symbols: Vec<SymbolId>,
    /// Whether each symbol is to be learned.
    pub scored: Vec<bool>,
    /// Whether the state is set to zero before each symbol is read.
    pub resets: Vec<bool>,
}

impl Stream {
    pub(super) fn new(vocab: &Vocab, messages: &[Message], seed: u64) -> Stream {
        let newline = vocab.id('\n').unwrap_or_default();
        let mut stream = Stream::default();
        stream.push(newline, false, true);
        let mut between: Vec<&Message> = Vec::new();
        let mut learned: HashSet<&str> = HashSet::new();
        for (at, message) in messages.iter().enumerate() {
            let anew = message.starts_anew && at > 0;
            if anew {
                between.clear();
            }
            if !message.own {
                between.push(message);
                continue;
            }
            let random = SplitMix64::at(seed, &[at as u64]).unit();
            if anew || random < RESET_SHARE {
                stream.push(newline, false, true);
            }
            for other in newest_within(&between, CONTEXT_CHARS, |other| other.text.chars().count() + 1) {
                stream.message(vocab, &other.text, false, newline);
            }
            between.clear();
            // A message that was pasted, forwarded or imported twice gives loss once and is read as context otherwise.
            let again = is_long_message(&message.text) && !learned.insert(message.text.trim());
            stream.message(vocab, &message.text, !again, newline);
        }
        stream
    }

    /// Symbols that give loss.
    pub(super) fn scored(&self) -> usize {
        self.scored.iter().filter(|&&scored| scored).count()
    }

    fn message(&mut self, vocab: &Vocab, text: &str, own: bool, newline: SymbolId) {
        for (at, piece) in text.split(GAP).enumerate() {
            if at > 0 {
                self.push(newline, false, true);
            }
            for (place, symbol) in vocab.encode(&normalize(piece)).into_iter().enumerate() {
                // The symbol after a gap gives no loss, since the text before it is missing.
                self.push(symbol, own && (at == 0 || place > 0), false);
            }
        }
        self.push(newline, own, false);
    }

    fn push(&mut self, symbol: SymbolId, scored: bool, reset: bool) {
        self.symbols.push(symbol);
        self.scored.push(scored);
        self.resets.push(reset);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str, own: bool, starts_anew: bool) -> Message {
        Message { text: text.into(), own, starts_anew }
    }

    /// The stream as text: what is learned in capitals, `|` where the state starts anew.
    #[track_caller]
    fn check(messages: &[Message], expected: &str) {
        let vocab = Vocab::build(["é"], 1).unwrap();
        // A seed with which no state is reset at random.
        let seed = (0..).find(|&s| (0..8).all(|at| SplitMix64::at(s, &[at]).unit() >= RESET_SHARE)).unwrap();
        let stream = Stream::new(&vocab, messages, seed);
        let mut text = String::new();
        for ((&symbol, &scored), &reset) in stream.symbols.iter().zip(&stream.scored).zip(&stream.resets) {
            let c = vocab.char(symbol).map_or('?', |c| if c == '\n' { '_' } else { c });
            text.push_str(if reset { "|" } else { "" });
            text.push(if scored && c == '_' {
                '/'
            } else if scored {
                c.to_ascii_uppercase()
            } else {
                c
            });
        }
        assert_eq!(text, expected);
    }

    #[test]
    fn own_messages_are_learned_and_others_are_read() {
        check(&[message("hi", false, true), message("yes", true, false)], "|_hi_YES/");
        check(&[message("a", true, true), message("b", true, true)], "|_A/|_B/");
        check(&[message("a", true, true), message("x", false, true), message("b", true, true)], "|_A/|_B/");
        check(&[message("one\u{fffc} two", true, true)], "|_ONE|_ TWO/");
        check(&[message("only others", false, true)], "|_");
        let pasted = message("a b c d e f g h", true, false);
        check(&[pasted.clone(), message("b", true, false), pasted], "|_A B C D E F G H/B/a b c d e f g h_");
        check(&[message("b", true, false), message("b", true, false)], "|_B/B/");
        let long = "x".repeat(CONTEXT_CHARS);
        check(&[message(&long, false, true), message("b", true, false)], "|_B/");
    }

    #[test]
    fn the_newest_tenth_is_held_out() {
        let messages: Vec<Message> = (0..40).map(|i| message("123456789", i % 2 == 0, i == 0)).collect();
        let split = split(&messages, 1000);
        // 200 characters of their own, of which the newest 20: the messages 36 and 38.
        assert_eq!(split.held_out.iter().filter(|m| m.own).count(), 2);
        assert_eq!(split.training.len() + split.held_out.len(), 40);
        assert_eq!(super::split(&messages, 10).held_out.iter().filter(|m| m.own).count(), 1);
        assert!(super::split(&[], 10).held_out.is_empty());
    }
}
