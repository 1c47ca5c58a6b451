//! Prediction: the text before a cursor goes in, ranked next characters, words and a phrase come out.
//!
//! [`Predictor`] is immutable and shared by every thread; a [`Context`] belongs to one session and keeps the
//! hidden states of the newest characters of the session, so that a keystroke costs one network step.
//! This module knows no sockets, no files and no clock.

mod answer;
mod cached;
mod casual;
mod context;
mod correct;
mod declined;
mod everyday;
mod explored;
mod first_place;
mod foreign;
mod generate;
mod habits;
mod lesson;
mod lexicon;
mod marks;
mod name_list;
mod names;
mod owner;
mod personal;
mod predictor;
mod query;
mod rank;
mod recent;
mod search;
mod shouted;
mod spacing;
mod spelling;
mod style;
mod verbatim;
mod why;
mod writer;

pub use context::{COLD_CHARS, Context, KEPT_SYMBOLS};
pub use generate::{Generator, Sampling};
pub use habits::{Habits, Outcome};
pub use lesson::{Lesson, MIXING_CHARS};
pub use lexicon::{Builder as LexiconBuilder, Entry, Form, Lexicon};
pub use names::Names;
pub use owner::Owner;
pub use personal::Personal;
pub use predictor::{Predictor, Worker};
pub use query::{Cancelled, FieldKind, NextChar, Phrase, Query, Suggestions, Word, WordKind};
pub use why::Reason;
