//! Everything the screen shows, and what keys and answers change about it.
//!
//! Pure: knows no terminal, no socket, no clock. The main type is [`Screen`].

use std::time::Duration;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::field::Field;
use super::latency::Latencies;
use crate::rpc::protocol::{ModelInfo, SuggestResult, WhyResult, Word};

/// Words on offer, each with a key.
pub const WORDS: usize = 3;

/// The state of the connection to the daemon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Being connected to, or started.
    Connecting,
    Connected,
    /// Gone, with the reason; it is being started again.
    Lost(String),
}

/// What the caller has to do after a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Nothing,
    /// The text changed: ask for suggestions.
    Ask,
    /// The same, and tell the daemon first that this text was taken from what was on offer, in place of so many characters.
    Took(u32, String),
    /// Ask why these words are offered; the text is the same.
    Explain,
    Quit,
}

/// The screen: the text, what is on offer for it, and the figures of the sitting.
#[derive(Debug)]
pub struct Screen {
    pub field: Field,
    pub link: Link,
    pub model: ModelInfo,
    pub latencies: Latencies,
    /// Phrases less probable than this are not shown (0 to 1).
    pub show_probability: f32,
    /// Whether colours may be used.
    pub colour: bool,
    keys: u64,
    /// Rises with each change of the text: the number of the question that the text is.
    question: u64,
    answer: Option<SuggestResult>,
    /// Whether reasons are shown instead of the next characters, and those of the present text.
    explains: bool,
    reasons: Option<WhyResult>,
}

impl Screen {
    /// A screen for text that is there already, before anything was asked.
    pub fn new(text: &str, show_probability: f32, colour: bool) -> Screen {
        Screen {
            field: Field::new(text),
            link: Link::Connecting,
            model: ModelInfo::default(),
            latencies: Latencies::default(),
            show_probability,
            colour,
            keys: 0,
            question: 0,
            answer: None,
            explains: false,
            reasons: None,
        }
    }

    /// Number of the question that the present text is.
    pub fn question(&self) -> u64 {
        self.question
    }

    /// Keys pressed to write.
    pub fn keys(&self) -> u64 {
        self.keys
    }

    /// Keystrokes saved, in per cent of the characters that stand; negative when keys were wasted. None at first.
    pub fn saved_percent(&self) -> Option<f64> {
        let characters = self.field.characters();
        (characters > 0).then(|| 100.0 * (1.0 - self.keys as f64 / characters as f64))
    }

    /// The same as a text in whole per cent, as in `-3 %`; zero has no sign.
    pub fn saved(&self) -> Option<String> {
        self.saved_percent().map(|percent| format!("{:.0} %", percent.round() + 0.0))
    }

    /// The answer to the present text, if it is there.
    pub fn answer(&self) -> Option<&SuggestResult> {
        self.answer.as_ref()
    }

    /// Whether reasons are shown instead of the next characters.
    pub fn explains(&self) -> bool {
        self.explains
    }

    /// Why the words are offered, if that is shown and has been answered.
    pub fn reasons(&self) -> Option<&WhyResult> {
        self.reasons.as_ref().filter(|_| self.explains)
    }

    /// The words on offer, at most [`WORDS`].
    pub fn words(&self) -> &[Word] {
        let words = self.answer.as_ref().map_or(&[][..], |answer| &answer.words);
        words.get(..WORDS).unwrap_or(words)
    }

    /// The phrase shown after the cursor; empty when there is none worth showing.
    pub fn ghost(&self) -> &str {
        let phrase = self.answer.as_ref().and_then(|answer| answer.phrase.as_ref());
        phrase.filter(|phrase| phrase.probability >= self.show_probability).map_or("", |phrase| &phrase.text)
    }

    /// Takes an answer. An answer to an older text is dropped, and its time is not counted.
    pub fn on_answer(&mut self, question: u64, answer: SuggestResult, took: Duration) {
        if question == self.question {
            self.answer = Some(answer);
            self.latencies.record(took);
        }
    }

    /// Takes the reasons for the words on offer. Reasons for an older text are dropped.
    pub fn on_reasons(&mut self, question: u64, reasons: WhyResult) {
        if question == self.question {
            self.reasons = Some(reasons);
        }
    }

    /// Takes the new state of the connection; without a daemon nothing is on offer.
    pub fn on_link(&mut self, link: Link) {
        if link != Link::Connected {
            (self.answer, self.reasons) = (None, None);
        }
        self.link = link;
    }

    /// Text from the clipboard: as many keys as characters, so that pasting saves nothing.
    pub fn on_paste(&mut self, text: &str) -> Effect {
        let before = self.field.characters();
        self.field.paste(text);
        self.keys += self.field.characters() - before;
        self.asking(Effect::Ask)
    }

    /// Handles a key.
    pub fn on_key(&mut self, key: KeyEvent) -> Effect {
        if key.kind == KeyEventKind::Release {
            return Effect::Nothing;
        }
        let effect = match meaning(key) {
            Meaning::Quit => return Effect::Quit,
            Meaning::Nothing => return Effect::Nothing,
            Meaning::Explain => {
                self.explains = !self.explains;
                return if self.explains && self.reasons.is_none() { Effect::Explain } else { Effect::Nothing };
            }
            Meaning::Take(nth) => {
                let word = self.words().get(nth).cloned();
                word.map_or(Effect::Nothing, |word| self.take(word.delete, word.inserted(), &word))
            }
            Meaning::TakePhrase => {
                let ghost = self.ghost().to_owned();
                let word = self.words().first().cloned().unwrap_or_default();
                if ghost.is_empty() { Effect::Nothing } else { self.take(0, &ghost, &word) }
            }
            Meaning::Type(c) => {
                self.field.type_char(c);
                Effect::Ask
            }
            Meaning::EndMessage => {
                self.field.end_message();
                Effect::Ask
            }
            Meaning::Backspace => ask_if(self.field.backspace()),
            Meaning::DeleteWord => ask_if(self.field.delete_word()),
            Meaning::DeleteMessage => ask_if(self.field.delete_message()),
        };
        self.keys += 1;
        self.asking(effect)
    }

    /// Takes an offer: changes the text, and adds a space where the offered word wants one.
    fn take(&mut self, delete: u32, insert: &str, word: &Word) -> Effect {
        Effect::Took(delete, self.field.take(delete, insert, word.space_after, &word.eats_space_before))
    }

    /// A changed text is a new question; what was on offer was for the old one.
    fn asking(&mut self, effect: Effect) -> Effect {
        if effect != Effect::Nothing {
            self.question += 1;
            (self.answer, self.reasons) = (None, None);
        }
        effect
    }
}

fn ask_if(changed: bool) -> Effect {
    if changed { Effect::Ask } else { Effect::Nothing }
}

/// What a key stands for.
enum Meaning {
    Type(char),
    Take(usize),
    TakePhrase,
    EndMessage,
    Backspace,
    DeleteWord,
    DeleteMessage,
    Explain,
    Quit,
    Nothing,
}

fn meaning(key: KeyEvent) -> Meaning {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    match key.code {
        KeyCode::Esc => Meaning::Quit,
        KeyCode::Tab => Meaning::Take(0),
        KeyCode::F(nth @ 1..=3) => Meaning::Take(usize::from(nth) - 1),
        KeyCode::F(4) => Meaning::Explain,
        KeyCode::Right | KeyCode::End => Meaning::TakePhrase,
        KeyCode::Enter => Meaning::EndMessage,
        KeyCode::Backspace if control || alt => Meaning::DeleteWord,
        KeyCode::Backspace => Meaning::Backspace,
        // Ctrl and Alt together are AltGr, which types characters.
        KeyCode::Char(c) if control == alt => Meaning::Type(c),
        KeyCode::Char(c) if control => match c.to_ascii_lowercase() {
            'c' => Meaning::Quit,
            'w' => Meaning::DeleteWord,
            'u' => Meaning::DeleteMessage,
            'h' => Meaning::Backspace,
            'j' => Meaning::EndMessage,
            _ => Meaning::Nothing,
        },
        KeyCode::Char('1') => Meaning::Take(0),
        KeyCode::Char('2') => Meaning::Take(1),
        KeyCode::Char('3') => Meaning::Take(2),
        _ => Meaning::Nothing,
    }
}

#[cfg(test)]
mod tests;
