//! [`Predictor`]: a checkpoint ready to answer queries.

use std::collections::HashSet;

use super::context::Context;
use super::correct::{Meant, SURELY_MEANT, Writer, capitalised, is_other, replacing};
use super::emoji;
use super::lexicon::{Form, Lexicon};
use super::names;
use super::search::{At, Blend, Classes, Ending, Found, Origin, Search, Seed, Start};
use super::spelling::WordAt;
use super::style::Style;
use super::unwanted::is_unwanted;
use super::{Cancelled, Owner, Phrase, Query, Suggestions, Word, WordKind};
use crate::engine::{Engine, Scratch};
use crate::memory::{BaseMemory, Evidence, Gates, Tail};
use crate::model::{Architecture, Checkpoint, CheckpointError, ModelCard, english};
use crate::text::words::open_word;
use crate::text::{SymbolId, Vocab, normalize};

/// Why nothing is shown although something was found.
const BELOW_MIN_PROBABILITY: &str = "below_min_probability";
/// Where the word before the cursor may be whole, a longer one must be so many times as probable as its end. Those that
/// are less are mostly no words (`Thanksu`, `Soundsly`), or wanted by nobody (`later's`).
const LONGER: f32 = 0.05;
/// A run of so many letters is no word that anybody wants to see.
const LONGEST_WORD: usize = 64;
/// What is in no lexicon is a word if its letters have this probability on average (natural log): a name that the text
/// knows, not what a network makes up behind a misspelling.
const CONFIDENT: f32 = -0.5;

/// A model ready to predict; immutable, shared by threads in an `Arc`.
pub struct Predictor {
    engine: Engine,
    vocab: Vocab,
    classes: Classes,
    base: Option<BaseMemory>,
    gates: Gates,
    lexicon: Option<Lexicon>,
    architecture: Architecture,
    card: ModelCard,
    parameters: u64,
}

/// What one thread needs to work with a predictor; grows to what it has met.
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
            gates: Gates::default(),
            lexicon: Lexicon::embedded(&checkpoint.card.name),
            architecture: checkpoint.architecture.clone(),
            card: checkpoint.card.clone(),
            parameters: checkpoint.weights.count() as u64,
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

    /// With another base memory, or with none.
    #[must_use]
    pub fn with_base_memory(self, base: Option<BaseMemory>) -> Self {
        Predictor { base, ..self }
    }

    /// With other weights that a person's memory is blended with at first: see [`super::Personal::beginning`].
    #[must_use]
    pub fn with_gates(self, gates: Gates) -> Self {
        Predictor { gates, ..self }
    }

    /// The weights that a person's memory is blended with at first.
    #[must_use]
    pub fn gates(&self) -> &Gates {
        &self.gates
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

    /// As in `GRU 512`.
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

    /// The classes of the vocabulary's symbols.
    pub(super) fn classes(&self) -> &Classes {
        &self.classes
    }

    /// The words of the model's language, if they are known.
    #[must_use]
    pub fn lexicon(&self) -> Option<&Lexicon> {
        self.lexicon.as_ref()
    }

    /// Answers a query for the text before the cursor. CPU-bound (a millisecond or so): never call it on an async thread.
    ///
    /// With an owner, what that person taught is blended in, and what was shown and typed past counts less.
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
        let updated = context.update(&self.engine, &self.vocab, &mut worker.scratch, left_context, cancelled);
        let context_steps = updated.ok_or(Cancelled)?;
        let outcome = context.watch.begin(left_context);
        context.outcomes.extend(outcome);
        context.corrections.begin(left_context);
        let style = Style::of(left_context);
        let writer = Writer { owner, style: &style, query };
        let mut answer = self.answer(worker, context, left_context, &writer, cancelled).ok_or(Cancelled)?;
        answer.context_steps = context_steps;
        // The next word is none that this word was typed in place of.
        let shown = answer.words.iter().filter(|word| match word.kind {
            WordKind::Completion => true,
            WordKind::NextWord => style.prefix.is_empty(),
            WordKind::Correction | WordKind::Emoji => false,
        });
        let shown = shown.map(|word| (word.text.as_str(), word.completion.as_str(), word.probability));
        context.watch.shown(left_context, shown);
        Ok(answer)
    }

    /// Searches and ranks; nothing when cancelled.
    fn answer(
        &self,
        worker: &mut Worker,
        context: &mut Context,
        text: &str,
        writer: &Writer,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Suggestions> {
        let Worker { scratch, log_probs, evidence } = worker;
        let &Writer { owner, style, query } = writer;
        let blend = owner.map(|Owner { personal, app, .. }| Blend {
            memory: &personal.memory,
            gates: &personal.gates,
            app: personal.memory.app(app),
        });
        let (lexicon, typed) = (self.lexicon(), style.prefix);
        let (engine, vocab, classes, base) = (&self.engine, &self.vocab, &self.classes, self.base.as_ref());
        let mut search = Search {
            engine,
            vocab,
            classes,
            scratch,
            base,
            blend,
            evidence,
            judge: &|_| Some(1.0),
            lexicon,
            typed,
            cancelled,
        };
        let (tail, state) = (context.tail(), context.state(engine));
        search.next(state, &tail, log_probs);
        let at = At { state, tail: &tail, log_probs };
        let mut answer = Suggestions::default();
        if query.chars {
            answer.chars = search.chars(at, query.n)?;
        }
        let long = style.prefix.chars().nth(LONGEST_WORD).is_some();
        if long || (!query.words && !query.phrase) {
            answer.confidence = answer.chars.first().map_or(0.0, |c| c.probability);
            return Some(answer);
        }
        let begun = self.begun(&mut search, context, text, writer);
        let judge = |ending: &Ending| self.judge(ending, text, &begun, context, writer);
        search.judge = &judge;
        let later = |ending: &Ending| later_word(ending, owner, self.lexicon());
        let wanted = if query.words { query.n.max(1) } else { 1 };
        let mut start = start_of(text);
        if start == Start::InWord {
            answer.ends = classes.end_mass(at.log_probs).min(1.0);
        }
        if start == Start::InWord && query.next_after_whole {
            start = Start::MaybeWhole;
        }
        // A word that may come with and without a space before it, or a capital, is found twice, and longer words may go.
        let ways = if start == Start::BeforeWord { 1 } else { 2 };
        let seeds: Vec<Seed> = begun.meant.iter().map(Meant::seed).collect();
        let (mut found, mass) = search.meant(Some((at, start)), &seeds, wanted * ways)?;
        answer.ends /= mass.max(1.0);
        match start {
            Start::MaybeWhole => {
                let likely = |word: &Found| {
                    word.origin != Origin::Cursor
                        || word.extension.starts_with(' ')
                        || word.log_prob.exp() >= LONGER * answer.ends
                };
                found.retain(likely);
            }
            _ => merge_spellings(&mut found),
        }
        if let Some(owner) = owner.filter(|_| answer.ends > 0.0) {
            let own = owner.personal.names.begun(style.prefix, begun.spelt, wanted);
            let judged = own.into_iter().filter_map(|(name, chance)| {
                let factor = self.factor(name, text, context, owner)?;
                Some((&name[style.prefix.len()..], chance * factor))
            });
            names::raise(&mut found, judged, wanted * ways);
        }
        answer.confidence = found.first().map_or(0.0, |best| best.log_prob.exp());
        if query.words {
            self.place(&found, text, &begun, writer, &mut answer);
        }
        let best = found.first().filter(|best| best.origin == Origin::Cursor && !best.state.is_empty());
        if query.phrase && (best.is_some() || found.is_empty()) {
            (search.judge, search.typed) = (&later, "");
            let phrase = search.phrase(best)?;
            if !phrase.text.is_empty() && phrase.probability >= query.min_probability {
                let text = style.shown(&phrase.text);
                answer.phrase = Some(Phrase { text, probability: phrase.probability });
            }
        }
        if query.words && query.corrections && query.n > 0 && style.prefix.is_empty() {
            search.judge = &judge;
            if let Some(correction) = self.correction(&mut search, context, text, writer)? {
                answer.words.truncate(query.n - 1);
                answer.words.insert(0, correction);
            }
        }
        if query.words && query.emoji && self.lexicon.is_some() && style.prefix.is_empty() {
            emoji::offer(text, query.n, &mut answer.words);
        }
        if let Some(finished) = WordAt::finished(text).filter(|_| is_correction(answer.words.first())) {
            context.corrections.show(text.len() - finished.after.len(), finished.word);
        }
        context.places.settle(text.len() - style.prefix.len(), &mut answer.words);
        Some(answer)
    }

    /// What is known of the word under the cursor before the search.
    fn begun(&self, search: &mut Search, context: &Context, text: &str, writer: &Writer) -> Begun {
        let mut begun = Begun::default();
        let prefix = writer.style.prefix;
        if self.lexicon.is_none() || prefix.is_empty() {
            return begun;
        }
        if writer.query.corrections && writer.query.words {
            begun.meant = self.meant(search, context, text, writer);
        }
        let spelt = begun.meant.iter().find_map(Meant::word_spelt);
        begun.spelt = spelt.or_else(|| self.behind(search, context, prefix).map(|behind| behind.spelt)).unwrap_or(0.0);
        begun.known = WordAt::open(text).zip(self.lexicon()).is_some_and(|(word, lexicon)| word.is_right(lexicon));
        begun
    }

    /// What is left of a word's probability after what became of it before; nothing for what is no word.
    fn judge(&self, ending: &Ending, text: &str, begun: &Begun, context: &Context, writer: &Writer) -> Option<f32> {
        let &Writer { owner, style, .. } = writer;
        let corrects = ending.origin != Origin::Cursor;
        let word = if corrects { style.shown(ending.extension) } else { style.whole(ending.extension) };
        if !is_other(ending, style.prefix) || !self.is_word(&word, ending, begun, writer) {
            return None;
        }
        if writer.query.decent && self.lexicon.is_some() && self.hides(&word, ending, writer) {
            return None;
        }
        let Some(owner) = owner else { return Some(1.0) };
        Some(self.factor(&word, text, context, owner).unwrap_or(0.0))
    }

    /// What is left of a word's probability after what became of it when it was offered; nothing of a word that was removed.
    fn factor(&self, word: &str, text: &str, context: &Context, owner: Owner) -> Option<f32> {
        let habits = &owner.personal.habits;
        let left = || habits.factor(word) * context.watch.factor(text, word, habits.attention());
        (!(owner.removed)(word)).then(left)
    }

    /// Whether a word is one that this person would not want to see.
    fn hides(&self, word: &str, ending: &Ending, writer: &Writer) -> bool {
        let begun = !ending.extension.starts_with(' ');
        let typed = if begun { writer.style.prefix.chars().count() } else { 0 };
        is_unwanted(word, typed) && self.times_typed(writer.owner, ending.tail) == 0
    }

    /// Whether a text is a word: one of the lexicon, one of the person's own, or one that is spelt with confidence.
    fn is_word(&self, word: &str, ending: &Ending, begun: &Begun, writer: &Writer) -> bool {
        let Some(lexicon) = &self.lexicon else { return true };
        if word.split(' ').all(|part| lexicon.entry(part).is_some()) {
            return true;
        }
        let mistake = writer.owner.is_some_and(|owner| owner.personal.names.is_mistake(word));
        if mistake || self.times_typed(writer.owner, ending.tail) > 0 {
            return !mistake;
        }
        let begins = ending.extension.starts_with(' ') || ending.origin != Origin::Cursor;
        let spelt = if begins { ending.log_prob } else { ending.log_prob + begun.spelt };
        // Names, and what has a digit; of other letters that run on, most are words that lack their spaces and marks.
        let may_be = word.chars().next().is_some_and(char::is_uppercase) || word.chars().any(char::is_numeric);
        may_be && ending.origin == Origin::Cursor && spelt >= CONFIDENT * (word.chars().count() + 1) as f32
    }

    /// A name has its capital, where this person writes any.
    fn in_its_form(&self, word: Word, style: &Style) -> Word {
        let name = |lexicon: &Lexicon| lexicon.entry(&word.text).is_some_and(|entry| entry.form == Form::Capital);
        let small = word.text.chars().next().is_some_and(char::is_lowercase);
        if !small || !style.some_capitals || !self.lexicon().is_some_and(name) {
            return word;
        }
        let text = capitalised(&word.text);
        match word.kind {
            WordKind::Completion => Word { delete: style.prefix.chars().count(), insert: text.clone(), text, ..word },
            _ => {
                let capital = |own: &str| own.replacen(&word.text, &text, 1);
                Word { completion: capital(&word.completion), insert: capital(&word.insert), text, ..word }
            }
        }
    }

    /// The words found, each in one form and the person's own.
    fn place(&self, found: &[Found], text: &str, begun: &Begun, writer: &Writer, answer: &mut Suggestions) {
        let &Writer { style, query, .. } = writer;
        let mut forms = HashSet::new();
        let mut words = Vec::new();
        for found in found {
            let probability = found.log_prob.exp();
            let word = match WordAt::open(text).filter(|_| found.origin != Origin::Cursor) {
                Some(at) => replacing(found, &at, style, probability),
                None => going_on(found, style),
            };
            let word = self.in_its_form(word, style);
            if word.delete == 0 && word.insert.is_empty() {
                continue;
            }
            if forms.insert((word.kind == WordKind::NextWord, word.text.to_lowercase())) {
                words.push(word);
            }
        }
        let sure = |word: &Word| word.probability >= SURELY_MEANT;
        if begun.known && is_correction(words.first()) && !sure(&words[0]) {
            // What is a word is not made another one by whoever takes the first place unseen.
            let other = words.iter().position(|word| word.kind != WordKind::Correction);
            match other {
                Some(at) => words[..=at].rotate_right(1),
                None => words.clear(),
            }
        }
        let any = !words.is_empty();
        words.retain(|word| word.probability >= query.min_probability);
        words.truncate(query.n);
        if words.is_empty() && query.n > 0 && any {
            answer.suppressed = Some(BELOW_MIN_PROBABILITY);
        }
        answer.words = words;
    }

    /// Reads a message after the text before it, telling for each of its symbols the text before that, the natural-log
    /// probabilities `(V)` of network and base memory there, and the symbol. Returns the text before the message and its symbols.
    ///
    /// Of a message longer than what a context keeps, only the newest symbols are told.
    pub fn read(
        &self,
        worker: &mut Worker,
        context: &mut Context,
        before: &str,
        message: &str,
        tell: &mut dyn FnMut(&Tail, &[f32], SymbolId),
    ) -> (Tail, Vec<SymbolId>) {
        let Worker { scratch, log_probs, evidence } = worker;
        let own = self.vocab.encode(&normalize(message));
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

/// What is known of the word under the cursor.
#[derive(Default)]
struct Begun {
    /// What may be meant by it.
    meant: Vec<Meant>,
    /// Natural log of the probability of its letters.
    spelt: f32,
    /// It is a word as it stands.
    known: bool,
}

/// A word that goes on with what was typed, or is the next one.
fn going_on(found: &Found, style: &Style) -> Word {
    let completion = style.shown(&found.extension);
    let next = style.prefix.is_empty() || found.extension.starts_with(' ');
    let kind = if next { WordKind::NextWord } else { WordKind::Completion };
    let text = style.whole(&found.extension);
    Word { text, insert: completion.clone(), completion, delete: 0, probability: found.log_prob.exp(), kind }
}

fn is_correction(word: Option<&Word>) -> bool {
    word.is_some_and(|word| word.kind == WordKind::Correction)
}

/// As [`Predictor::judge`], for the words of a phrase after the first.
fn later_word(ending: &Ending, owner: Option<Owner>, lexicon: Option<&Lexicon>) -> Option<f32> {
    let word = ending.extension.trim();
    if lexicon.is_some_and(|lexicon| lexicon.entry(word).is_none()) && ending.log_prob < CONFIDENT * word.len() as f32 {
        return None;
    }
    match owner {
        Some(owner) if (owner.removed)(word) => Some(0.0),
        Some(owner) => Some(owner.personal.habits.factor(word)),
        None => Some(1.0),
    }
}

/// Joins what differs by a space before the word only: the more probable way is kept, probabilities add up.
fn merge_spellings(found: &mut Vec<Found>) {
    let mut merged: Vec<Found> = Vec::with_capacity(found.len());
    for word in found.drain(..) {
        let same =
            |own: &&mut Found| own.origin == word.origin && own.extension.trim_start() == word.extension.trim_start();
        match merged.iter_mut().find(same) {
            Some(own) => own.log_prob = (own.log_prob.exp() + word.log_prob.exp()).ln(),
            None => merged.push(word),
        }
    }
    merged.sort_by(|a, b| b.log_prob.total_cmp(&a.log_prob));
    *found = merged;
}

/// Whether a word has begun before the cursor, and what may come first if none has.
fn start_of(left_context: &str) -> Start {
    if !open_word(left_context).is_empty() {
        return Start::InWord;
    }
    match left_context.chars().next_back() {
        Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '…' | '%') => Start::MaybeSpace,
        _ => Start::BeforeWord,
    }
}

#[cfg(test)]
mod tests;
