//! [`Predictor`]: a checkpoint ready to answer queries.

use super::casual::Manner;
use super::context::Context;
use super::explored::Explored;
use super::foreign::{Languages, foreign, named};
use super::lexicon::Lexicon;
use super::owner::Owner;
use super::query::{Cancelled, Query, Suggestions, WordKind};
use super::search::Classes;
use super::shouted;
use super::style::Style;
use super::verbatim::is_verbatim;
use super::writer::{Writer, Writing};
use crate::engine::{Engine, Scratch};
use crate::memory::{BaseMemory, Evidence, MixingWeights, Tail};
use crate::model::{self, Architecture, Checkpoint, CheckpointError, ModelCard, english};
use crate::text::fold::without_blank_lines;
use crate::text::{SymbolId, Vocab, normalize};

/// A model ready to predict, shared by threads in an `Arc`. What it answers never changes; it keeps what it has read lately.
pub struct Predictor {
    engine: Engine,
    vocab: Vocab,
    classes: Classes,
    base: Option<BaseMemory>,
    mixing: MixingWeights,
    lexicon: Option<Lexicon>,
    architecture: Architecture,
    card: ModelCard,
    parameters: u64,
    explored: Explored,
}

/// Buffers that one thread needs to work with a predictor; they grow to the sizes that they have met.
#[derive(Default)]
pub struct Worker {
    pub(super) scratch: Scratch,
    pub(super) log_probs: Vec<f32>,
    pub(super) evidence: Evidence,
}

impl Predictor {
    /// Packs a checkpoint for prediction, with the base memory inside the program if that belongs to it.
    #[must_use]
    pub fn new(checkpoint: &Checkpoint) -> Self {
        Predictor {
            engine: Engine::new(&checkpoint.architecture, &checkpoint.weights),
            vocab: checkpoint.vocab.clone(),
            classes: Classes::new(&checkpoint.vocab),
            base: BaseMemory::embedded(&checkpoint.card.name, &checkpoint.vocab),
            mixing: MixingWeights::default(),
            lexicon: Lexicon::embedded(&checkpoint.card.name),
            architecture: checkpoint.architecture.clone(),
            card: checkpoint.card.clone(),
            parameters: checkpoint.weights.count() as u64,
            explored: Explored::default(),
        }
    }

    /// Loads a checkpoint (`safetensors` bytes).
    ///
    /// # Errors
    /// When the bytes are not a checkpoint that this build can run.
    pub fn from_bytes(bytes: impl Into<bytes::Bytes>) -> Result<Self, CheckpointError> {
        Ok(Self::new(&Checkpoint::from_bytes(bytes)?))
    }

    /// The model that is compiled into the program.
    ///
    /// # Errors
    /// Never with the model that ships.
    pub fn embedded() -> Result<Self, CheckpointError> {
        Self::from_bytes(english())
    }

    /// Returns the predictor with another base memory, or with none.
    #[must_use]
    pub fn with_base_memory(self, base: Option<BaseMemory>) -> Self {
        Predictor { base, explored: Explored::default(), ..self }
    }

    /// Returns the predictor with other mixing weights for persons of whom nothing is known: see
    /// [`super::Personal::beginning`].
    #[must_use]
    pub fn with_mixing(self, mixing: MixingWeights) -> Self {
        Predictor { mixing, ..self }
    }

    /// The mixing weights with which a person's memory begins.
    #[must_use]
    pub fn mixing(&self) -> &MixingWeights {
        &self.mixing
    }

    /// The memory of the training text that is blended into what the network says.
    #[must_use]
    pub fn base_memory(&self) -> Option<&BaseMemory> {
        self.base.as_ref()
    }

    /// Name of the model, as in `english`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.card.name
    }

    /// Name of the architecture, as in `GRU 512`.
    #[must_use]
    pub fn architecture(&self) -> String {
        self.architecture.to_string()
    }

    /// Number of weights.
    #[must_use]
    pub fn parameters(&self) -> u64 {
        self.parameters
    }

    /// SHA-256 of the vocabulary, hexadecimal.
    #[must_use]
    pub fn vocab_hash(&self) -> String {
        self.vocab.hash()
    }

    /// The vocabulary.
    #[must_use]
    pub fn vocab(&self) -> &Vocab {
        &self.vocab
    }

    /// The packed network.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The places that were read lately.
    pub(super) fn explored(&self) -> &Explored {
        &self.explored
    }

    /// The classes of the vocabulary's symbols.
    pub(super) fn classes(&self) -> &Classes {
        &self.classes
    }

    /// Returns the languages in which a text may be if it is not in the model's language (0 for an unlisted one). The
    /// BCP 47 tag decides, or the text where the tag is missing or leaves the language open (`und`, `mul`). `None`
    /// where the text may be in the model's language, or that language is not known.
    fn foreign(&self, text: &str, tag: Option<&str>, bits: f32) -> Option<Languages> {
        let own = model::language(&self.card.name)?;
        let language = tag.and_then(|tag| tag.split('-').next()).unwrap_or("und");
        let is = |other: &str| language.eq_ignore_ascii_case(other);
        if is("und") || is("mul") {
            return foreign(text, self.lexicon()?, bits);
        }
        // BCP 47 forbids the three-letter code of ISO 639 where there is a shorter one, but clients send it all the
        // same.
        let is_own = is(own) || (own == "en" && is("eng"));
        (!is_own).then(|| named(language))
    }

    /// The words of the model's language, if they are known.
    #[must_use]
    pub fn lexicon(&self) -> Option<&Lexicon> {
        self.lexicon.as_ref()
    }

    /// Answers a query for the text before the cursor. CPU-bound (a millisecond or so): never call it on an async thread.
    ///
    /// Words that were shown and typed past count less. With an owner, the memory of that person's text is blended in.
    /// `cancelled` is asked between batches of the search.
    ///
    /// # Errors
    /// [`Cancelled`] as soon as `cancelled` says so; the context stays usable.
    pub fn suggest(
        &self,
        worker: &mut Worker,
        context: &mut Context,
        left_context: &str,
        query: &Query,
        owner: Option<Owner>,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Suggestions, Cancelled> {
        if let Some(small) = self.lexicon().and_then(|lexicon| shouted::in_small(left_context, lexicon)) {
            let question = shouted::question(query, &small);
            let answer = self.suggest(worker, context, &small, &question, owner, cancelled)?;
            return Ok(shouted::answer(answer, left_context));
        }
        let updated = context.update(&self.engine, &self.vocab, &mut worker.scratch, left_context, cancelled);
        let context_steps = updated.ok_or(Cancelled)?;
        let outcome = context.offer_log.begin(left_context);
        context.outcomes.extend(outcome);
        context.corrections.begin(left_context);
        let style = Style::of(left_context);
        let bits = context.bits_before(self.vocab.encode(&normalize(style.prefix)).len()).unwrap_or(0.0);
        let writing = if query.field.is_address() || is_verbatim(left_context, self.lexicon()) {
            Writing::Verbatim
        } else if let Some(languages) = self.foreign(left_context, query.language.as_deref(), bits) {
            Writing::Foreign(languages)
        } else {
            Writing::Prose
        };
        let lexicon = self.lexicon().filter(|_| writing == Writing::Prose);
        let manner = lexicon.map_or_else(Manner::default, |lexicon| Manner::of(left_context, lexicon));
        let writer = Writer { owner, text: left_context, style: &style, query, writing, manner };
        let mut answer = self.answer(worker, context, &writer, cancelled).ok_or(Cancelled)?;
        answer.context_steps = context_steps;
        // A word that may come next was not declined by typing on with the word under the cursor.
        let shown = answer.words.iter().filter(|word| match word.kind {
            WordKind::Completion => true,
            WordKind::NextWord => style.prefix.is_empty(),
            WordKind::Correction | WordKind::Emoji => false,
        });
        let shown = shown.map(|word| (word.text.as_str(), word.completion.as_str(), word.probability));
        context.offer_log.shown(left_context, shown);
        Ok(answer)
    }

    /// Reads a message after the text before it. For each symbol of the message, `tell` is given the text before the
    /// symbol, the natural-log probabilities `(V)` of network and base memory there, and the symbol. Returns the text
    /// before the message and the symbols of the message.
    ///
    /// Of a message longer than a context keeps, `tell` is given only the newest symbols.
    pub fn read(
        &self,
        worker: &mut Worker,
        context: &mut Context,
        before: &str,
        message: &str,
        tell: &mut dyn FnMut(&Tail, &[f32], SymbolId),
    ) -> (Tail, Vec<SymbolId>) {
        let Worker { scratch, log_probs, evidence } = worker;
        let message = if before.ends_with('\n') { message.trim_start_matches('\n') } else { message };
        let own = self.vocab.encode(&normalize(&without_blank_lines(message)));
        let text = [before, message].concat();
        if context.shrunk {
            // The message's own symbols may be among those that were dropped.
            context.clear();
        }
        // Never cancelled.
        let _ = context.update(&self.engine, &self.vocab, scratch, &text, &|| false);
        let (earlier, newest) = context.newest(&self.engine, own.len());
        let start = Tail::new(earlier);
        let mut tail = start.clone();
        for (symbol, state) in newest {
            if let Some((state, surprise)) = state {
                tail.set_surprise(surprise);
                self.engine.log_probs(scratch, state, log_probs);
                if let Some(base) = &self.base {
                    base.blend(&tail, evidence, log_probs);
                }
                tell(&tail, log_probs, symbol);
            }
            tail.push(symbol);
        }
        (start, own)
    }
}

#[cfg(test)]
mod tests;
