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
mod foreign;
mod generate;
mod habits;
mod lexicon;
mod names;
mod personal;
mod predictor;
mod query;
mod rank;
mod recent;
mod search;
mod spelling;
mod verbatim;
mod why;

pub use context::{COLD_CHARS, Context, KEPT_SYMBOLS};
pub use generate::{Generator, Sampling};
pub use habits::{Habits, Outcome};
pub use lexicon::{Builder as LexiconBuilder, Entry, Form, Lexicon};
pub use names::Names;
pub use personal::{Lesson, MIXING_CHARS, Owner, Personal};
pub use predictor::{Predictor, Worker};
pub use query::{Cancelled, FieldKind, NextChar, Phrase, Query, Suggestions, Word, WordKind};
pub use why::Reason;
