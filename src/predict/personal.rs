//! [`Personal`]: what has been learned of one person without touching the network: a memory of the text, how much it
//! is believed, and how this person deals with what is offered.

use super::habits::Habits;
use super::{Context, Predictor, Worker};
use crate::memory::{Evidence, Gates, Memory, Tail};
use crate::text::{SymbolId, Vocab, normalize};

/// What one person has taught. Bound to the vocabulary that it was made for.
#[derive(Clone)]
pub struct Personal {
    pub memory: Memory,
    pub gates: Gates,
    pub habits: Habits,
}

/// Whose prediction it is to be.
#[derive(Clone, Copy)]
pub struct Owner<'a> {
    pub personal: &'a Personal,
    /// Name of the application being typed in.
    pub app: Option<&'a str>,
    /// Whether a word must not be offered.
    pub removed: &'a dyn Fn(&str) -> bool,
}

/// A message that was read and is about to be remembered.
pub struct Lesson {
    gates: Gates,
    before: Tail,
    own: Vec<SymbolId>,
    /// What the message took, its line end (if it has one) included.
    pub bits: f64,
}

impl Personal {
    /// Nothing learned yet.
    #[must_use]
    pub fn new(vocab: &Vocab) -> Self {
        Personal { memory: Memory::new(vocab), gates: Gates::default(), habits: Habits::default() }
    }

    /// Remembers a message that the person wrote after `before`; costs microseconds. The gates learn nothing, see
    /// [`Personal::learn`].
    pub fn remember(&mut self, vocab: &Vocab, before: &str, message: &str, app: Option<&str>) {
        let own = vocab.encode(&normalize(message));
        let before = Tail::new(&vocab.encode(&normalize(near_end(before))));
        self.insert(&before, &own, app);
    }

    /// As [`Personal::remember`]; first, the gates learn from how well network and memory foresaw it. Returns the bits
    /// that the message took.
    pub fn learn(
        &mut self,
        predictor: &Predictor,
        worker: &mut Worker,
        context: &mut Context,
        before: &str,
        message: &str,
        app: Option<&str>,
    ) -> f64 {
        let lesson = self.foresee(predictor, worker, context, before, message, app);
        let bits = lesson.bits;
        self.take(lesson, app);
        bits
    }

    /// The slow half of [`Personal::learn`], which changes nothing yet: a network step for every symbol that `context`
    /// has not read.
    pub fn foresee(
        &self,
        predictor: &Predictor,
        worker: &mut Worker,
        context: &mut Context,
        before: &str,
        message: &str,
        app: Option<&str>,
    ) -> Lesson {
        let number = self.memory.app(app);
        let mut gates = self.gates.clone();
        let mut evidence = Evidence::default();
        let mut nats = 0.0;
        let (before, own) = predictor.read(worker, context, before, message, &mut |tail, log_probs, symbol| {
            evidence.gather(&self.memory, tail, number);
            nats -= f64::from(gates.learn(&evidence, log_probs, symbol));
        });
        Lesson { gates, before, own, bits: nats / std::f64::consts::LN_2 }
    }

    /// The quick half of [`Personal::learn`].
    pub fn take(&mut self, lesson: Lesson, app: Option<&str>) {
        self.gates = lesson.gates;
        self.insert(&lesson.before, &lesson.own, app);
    }

    fn insert(&mut self, before: &Tail, own: &[SymbolId], app: Option<&str>) {
        let app = self.memory.add_app(app);
        self.memory.learn(before, own, app);
    }
}

/// As much of the end of a text as the memory compares contexts over.
fn near_end(text: &str) -> &str {
    let start = text.char_indices().rev().nth(79).map_or(0, |(at, _)| at);
    &text[start..]
}
