//! [`Predictor`]: a checkpoint ready to answer queries.

use super::context::Context;
use super::search::{At, Blend, Classes, Found, Search, Start};
use super::{Cancelled, Owner, Phrase, Query, Suggestions, Word, WordKind};
use crate::engine::{Engine, Scratch};
use crate::memory::{BaseMemory, Evidence, Gates, Tail};
use crate::model::{Architecture, Checkpoint, CheckpointError, ModelCard, english};
use crate::text::words::{is_apostrophe, is_word_char, open_word};
use crate::text::{SymbolId, Vocab, normalize};

/// Why nothing is shown although something was found.
const BELOW_MIN_PROBABILITY: &str = "below_min_probability";
/// Where the word before the cursor may be whole, a longer one must be so many times as probable as its end. Those that
/// are less are mostly no words (`Thanksu`, `Soundsly`), or wanted by nobody (`later's`).
const LONGER: f32 = 0.05;

/// A model ready to predict; immutable, shared by threads in an `Arc`.
pub struct Predictor {
    engine: Engine,
    vocab: Vocab,
    classes: Classes,
    base: Option<BaseMemory>,
    gates: Gates,
    architecture: Architecture,
    card: ModelCard,
    parameters: u64,
}

/// What one thread needs to work with a predictor; grows to what it has met.
#[derive(Default)]
pub struct Worker {
    scratch: Scratch,
    log_probs: Vec<f32>,
    evidence: Evidence,
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
        let Worker { scratch, log_probs, evidence } = worker;
        let updated = context.update(&self.engine, &self.vocab, scratch, left_context, cancelled);
        let context_steps = updated.ok_or(Cancelled)?;
        let outcome = context.watch.begin(left_context);
        context.outcomes.extend(outcome);
        let tail = context.tail();
        let state = context.state(&self.engine);
        let style = Style::of(left_context);
        let watch = &context.watch;
        let factor = |extension: &str| {
            let Some(Owner { personal, removed, .. }) = owner else { return 1.0 };
            let word = style.whole(extension);
            if removed(&word) {
                return 0.0;
            }
            let habits = &personal.habits;
            habits.factor(&word) * watch.factor(left_context, &word, habits.attention())
        };
        let blend = owner.map(|Owner { personal, app, .. }| Blend {
            memory: &personal.memory,
            gates: &personal.gates,
            app: personal.memory.app(app),
        });
        let later = |extension: &str| {
            let word = extension.trim();
            match owner {
                Some(owner) if (owner.removed)(word) => 0.0,
                Some(owner) => owner.personal.habits.factor(word),
                None => 1.0,
            }
        };
        let (engine, vocab, classes, factor) = (&self.engine, &self.vocab, &self.classes, &factor);
        let base = self.base.as_ref();
        let mut search = Search { engine, vocab, classes, scratch, base, blend, evidence, factor, cancelled };
        search.next(state, &tail, log_probs);
        let at = At { state, tail: &tail, log_probs };
        let mut answer = Suggestions { context_steps, ..Suggestions::default() };
        if query.chars {
            answer.chars = search.chars(at, query.n).ok_or(Cancelled)?;
        }
        if !query.words && !query.phrase {
            answer.confidence = answer.chars.first().map_or(0.0, |c| c.probability);
            return Ok(answer);
        }
        let wanted = if query.words { query.n.max(1) } else { 1 };
        let mut start = start_of(left_context);
        if start == Start::InWord {
            answer.ends = classes.end_mass(at.log_probs).min(1.0);
        }
        if start == Start::InWord && query.next_after_whole {
            start = Start::MaybeWhole;
        }
        // A word that may come with and without a space before it is found twice, and longer words may go.
        let ways = if start == Start::InWord || start == Start::BeforeWord { 1 } else { 2 };
        let mut found = search.words(at, start, wanted * ways).ok_or(Cancelled)?;
        match start {
            Start::MaybeWhole => {
                let likely =
                    |word: &Found| word.extension.starts_with(' ') || word.log_prob.exp() >= LONGER * answer.ends;
                found.retain(likely);
            }
            _ => merge_spellings(&mut found),
        }
        found.truncate(wanted);
        answer.confidence = found.first().map_or(0.0, |best| best.log_prob.exp());
        if query.words {
            let shown = found.iter().take(query.n).filter(|word| word.log_prob.exp() >= query.min_probability);
            answer.words = shown.map(|word| style.word(word)).collect();
            if answer.words.is_empty() && query.n > 0 && !found.is_empty() {
                answer.suppressed = Some(BELOW_MIN_PROBABILITY);
            }
        }
        if query.phrase {
            search.factor = &later;
            let phrase = search.phrase(found.first()).ok_or(Cancelled)?;
            if !phrase.text.is_empty() && phrase.probability >= query.min_probability {
                let text = style.apply(&phrase.text);
                answer.phrase = Some(Phrase { text, probability: phrase.probability });
            }
        }
        // The next word is none that this word was typed in place of.
        let shown = answer.words.iter().filter(|word| word.kind == WordKind::Completion || style.prefix.is_empty());
        let shown = shown.map(|word| (word.text.as_str(), word.completion.as_str(), word.probability));
        context.watch.shown(left_context, shown);
        Ok(answer)
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

/// Joins what differs by a space before the word only: the more probable way is kept, probabilities add up.
fn merge_spellings(found: &mut Vec<Found>) {
    let mut merged: Vec<Found> = Vec::with_capacity(found.len());
    for word in found.drain(..) {
        match merged.iter_mut().find(|own| own.extension.trim_start() == word.extension.trim_start()) {
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

/// How this person writes what the model knows in one form only.
struct Style<'t> {
    prefix: &'t str,
    /// The apostrophe used last, when it is not the keyboard's.
    apostrophe: Option<char>,
}

impl<'t> Style<'t> {
    fn of(left_context: &'t str) -> Self {
        // An apostrophe is one between letters; quotation marks say nothing.
        let mut later = None;
        let mut apostrophe = None;
        for c in left_context.chars().rev().take(1000) {
            if is_apostrophe(c) && later.is_none_or(is_word_char) {
                apostrophe = Some(c);
                break;
            }
            later = Some(c);
        }
        Style { prefix: open_word(left_context), apostrophe: apostrophe.filter(|&c| c != '\'') }
    }

    fn apply(&self, text: &str) -> String {
        match self.apostrophe {
            Some(own) => text.replace('\'', own.encode_utf8(&mut [0; 4])),
            None => text.to_owned(),
        }
    }

    /// What was typed of the word, and what is to follow.
    fn whole(&self, extension: &str) -> String {
        let prefix = if extension.starts_with(' ') { "" } else { self.prefix };
        format!("{prefix}{}", self.apply(extension).trim_start())
    }

    fn word(&self, found: &Found) -> Word {
        let completion = self.apply(&found.extension);
        let next = self.prefix.is_empty() || found.extension.starts_with(' ');
        let kind = if next { WordKind::NextWord } else { WordKind::Completion };
        let text = self.whole(&found.extension);
        Word { text, completion, probability: found.log_prob.exp(), kind }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::model::{Alphabet, Cell, Init, Weights};
    use crate::predict::NextChar;

    /// A model with random weights, sharpened so that its distributions are not flat.
    fn random_model(cell: Cell, seed: u64) -> Predictor {
        let unrolled = cell == Cell::Unrolled;
        let architecture = Architecture {
            cell,
            layers: 1,
            embedding: 12,
            hidden: 24,
            dropout: 0.0,
            tied: false,
            context: if unrolled { 3 } else { 0 },
            ngrams: None,
        };
        let vocab = Vocab::build(["é"], 1).unwrap();
        let mut weights = Weights::init(&architecture, &Alphabet::of(&vocab), Init::Uniform, seed);
        let decoder = weights.layout.decoder();
        weights.data[decoder].iter_mut().for_each(|w| *w *= 25.0);
        let card = ModelCard { name: "random".into(), ..ModelCard::default() };
        Predictor::new(&Checkpoint { architecture, vocab, weights, card })
    }

    fn ask(model: &Predictor, context: &mut Context, text: &str, query: &Query) -> Suggestions {
        model.suggest(&mut Worker::default(), context, text, query, None, &|| false).unwrap()
    }

    /// Natural-log probability of `continuation` after `text`, straight from the engine.
    fn log_prob(model: &Predictor, text: &str, continuation: &str) -> f32 {
        let mut scratch = Scratch::default();
        let mut state = vec![0.0; model.engine.state_len()];
        let mut row = Vec::new();
        let read = model.vocab.encode(&format!("\n{text}"));
        for &symbol in &read {
            model.engine.step(&mut scratch, &[symbol], &mut state);
        }
        let mut total = 0.0;
        for &symbol in &model.vocab.encode(continuation) {
            model.engine.log_probs(&mut scratch, &state, &mut row);
            total += row[symbol as usize];
            model.engine.step(&mut scratch, &[symbol], &mut state);
        }
        total
    }

    /// The words found are those of an exhaustive search over all words of at most three letters, wherever the search
    /// finds only such words; each probability is the sum over the ways to end the word.
    #[test]
    fn search_finds_the_best_words() {
        let mut compared = 0;
        for seed in 0..12 {
            let model = random_model(Cell::Gru, seed);
            let text = "so he said ";
            let query = Query { n: 3, chars: false, phrase: false, ..Query::default() };
            let found = ask(&model, &mut Context::default(), text, &query).words;
            let ends: Vec<String> = model.vocab.chars().iter().map(|c| c.to_string()).collect();
            for word in &found {
                let plain_ends = ends.iter().filter(|e| !e.chars().all(|c| is_word_char(c) || is_apostrophe(c)));
                let exact: f32 = plain_ends.map(|e| log_prob(&model, text, &format!("{}{e}", word.text)).exp()).sum();
                // An apostrophe that no letter follows ends the word too.
                assert!(word.probability >= exact * 0.999, "{word:?} {exact}");
                // So does a character spelt in bytes; nothing is counted that does not begin with the word.
                assert!(word.probability <= log_prob(&model, text, &word.text).exp() * 1.001 + 1e-3);
                compared += 1;
            }
            assert!(found.windows(2).all(|pair| pair[0].probability >= pair[1].probability));
            // No single letter that was left out is better than the last one found.
            let mut letters: HashMap<String, f32> = HashMap::new();
            for c in model.vocab.chars().iter().filter(|&&c| is_word_char(c)) {
                for e in ends.iter().filter(|e| !e.chars().all(|c| is_word_char(c) || is_apostrophe(c))) {
                    *letters.entry(c.to_string()).or_default() += log_prob(&model, text, &format!("{c}{e}")).exp();
                }
            }
            let worst = found.last().map_or(0.0, |word| word.probability);
            for (letter, probability) in letters {
                let offered = found.iter().any(|word| word.text == letter);
                assert!(offered || probability <= worst * 1.01, "{letter:?} {probability} was left out");
            }
        }
        assert!(compared >= 30, "{compared}");
    }

    #[test]
    fn characters_are_whole_and_sorted() {
        for seed in 0..6 {
            let model = random_model(Cell::Lstm, seed);
            let query = Query { n: 300, words: false, phrase: false, ..Query::default() };
            let chars = ask(&model, &mut Context::default(), "naïve 漢", &query).chars;
            assert!(chars.iter().all(|c| c.text.chars().count() == 1));
            assert!(chars.windows(2).all(|pair| pair[0].probability >= pair[1].probability * 0.999));
            let sum: f32 = chars.iter().map(|c: &NextChar| c.probability).sum();
            assert!(sum <= 1.0001, "{sum}");
            let best = &chars[0];
            let exact = log_prob(&model, "naïve 漢", &best.text).exp();
            assert!((best.probability - exact).abs() < 1e-4, "{best:?} {exact}");
        }
    }

    /// A session that has seen other texts answers as a fresh one does.
    #[test]
    fn history_of_a_session_changes_no_answer() {
        let texts = [
            "",
            "H",
            "He",
            "Hel",
            "He",
            "Hey the",
            "Hey the\u{301}",
            "Hey thé",
            "Héy thé",
            "Héy thé\n",
            "Héy thé\r\n",
            "x",
            "",
            "漢字漢",
            "漢字",
            "e\u{301}\u{302}",
            "e\u{301}",
            "e",
            "“quoted” ",
            "\"quoted\" ",
            "👍🏽 ok",
            "👍 ok",
        ];
        for cell in [Cell::Gru, Cell::Lstm, Cell::RnnTanh, Cell::Unrolled] {
            let model = random_model(cell, 5);
            let query = Query::default();
            let mut session = Context::default();
            for text in texts {
                let fresh = ask(&model, &mut Context::default(), text, &query);
                let kept = ask(&model, &mut session, text, &query);
                assert_eq!(kept.words, fresh.words, "{cell:?} {text:?}");
                assert_eq!(kept.chars, fresh.chars, "{cell:?} {text:?}");
                assert_eq!(kept.phrase, fresh.phrase, "{cell:?} {text:?}");
            }
        }
    }

    /// A session that made room for others goes on as if it had not, a keystroke and a backspace still cost what they
    /// did, and most of its memory is free.
    #[test]
    fn a_shrunk_session_answers_the_same() {
        let model = random_model(Cell::Gru, 5);
        let text: String = (0..60).map(|i| format!("wörd{i} ")).collect();
        let mut session = Context::default();
        let whole = ask(&model, &mut session, &text, &Query::default());
        let before = session.memory_bytes();
        for _ in 0..2 {
            session.shrink();
            assert!(session.memory_bytes() * 4 < before);
            assert_eq!(ask(&model, &mut session, &text, &Query::default()).words, whole.words);
        }
        let longer = format!("{text}a");
        for (text, steps) in [(longer.as_str(), 1), (&text, 0), (&text[..text.len() - 3], 0)] {
            let kept = ask(&model, &mut session, text, &Query::default());
            assert_eq!(kept.context_steps, steps);
            let fresh = ask(&model, &mut Context::default(), text, &Query::default());
            assert_eq!(kept.words.len(), fresh.words.len());
        }
        // What it reads to learn from is whole again.
        session.shrink();
        let mut told = 0;
        model.read(&mut Worker::default(), &mut session, "", &text[..100], &mut |_, _, _| told += 1);
        assert_eq!(told, model.vocab.encode(&text[..100]).len());
    }

    /// The base memory looks further back than the states that a shrunk session keeps.
    #[test]
    fn a_shrunk_session_remembers_what_memories_look_at() {
        let model = Predictor::embedded().unwrap();
        let text = "I was wondering if you could give me a hand with the boxes tomorrow, and thank you very ";
        let mut session = Context::default();
        let whole = ask(&model, &mut session, text, &Query::default());
        session.shrink();
        assert_eq!(ask(&model, &mut session, text, &Query::default()).words, whole.words);
        let longer = format!("{text}m");
        let fresh = ask(&model, &mut Context::default(), &longer, &Query::default());
        assert_eq!(ask(&model, &mut session, &longer, &Query::default()).words, fresh.words);
    }

    /// Forty symbols, fifteen of them read: as many numbers as forty narrower states would be.
    #[test]
    fn a_session_whose_query_was_cancelled_is_not_cut_amiss() {
        let model = random_model(Cell::Gru, 1);
        let text = "a text of thirty-nine letters, or so it";
        let mut session = Context::default();
        let cancelled = model.suggest(&mut Worker::default(), &mut session, text, &Query::default(), None, &|| true);
        assert_eq!(cancelled, Err(Cancelled));
        session.shrink();
        let fresh = ask(&model, &mut Context::default(), text, &Query::default());
        assert_eq!(ask(&model, &mut session, text, &Query::default()).chars, fresh.chars);
    }

    /// Steps that each text of a sequence costs in one session.
    #[track_caller]
    fn check_steps(texts: &[(&str, u32)]) {
        let model = random_model(Cell::Gru, 1);
        let mut session = Context::default();
        for &(text, steps) in texts {
            let answer = ask(&model, &mut session, text, &Query::default());
            assert_eq!(answer.context_steps, steps, "{text:?}");
        }
    }

    #[test]
    fn a_keystroke_is_one_step_and_a_backspace_none() {
        check_steps(&[("", 1), ("a", 1), ("ab", 1), ("a", 0), ("", 0), ("a", 1), ("ac", 1), ("ac", 0)]);
        check_steps(&[("the cat sat", 12), ("the dog sat", 7), ("the dog sat", 0), ("the dog", 0), ("the dog ", 1)]);
        check_steps(&[("abé", 4), ("ab", 0), ("abe", 1), ("abe\u{301}", 1)]);
        check_steps(&[("it’s", 5), ("it's", 0)]);
    }

    #[test]
    fn long_and_sliding_texts_stay_cheap() {
        let model = random_model(Cell::Gru, 1);
        let long: String = (0..900).map(|i| format!("word{i} ")).collect();
        let mut session = Context::default();
        let first = ask(&model, &mut session, &long, &Query::default());
        assert!(first.context_steps as usize <= super::super::COLD_CHARS + 1, "{}", first.context_steps);
        let mut text = long.clone();
        for _ in 0..3000 {
            text.push('x');
            let query = Query { n: 1, words: false, phrase: false, ..Query::default() };
            assert_eq!(ask(&model, &mut session, &text, &query).context_steps, 1);
        }
        assert!(session.memory_bytes() < 2 << 20);
        // A client that sends only the last 500 bytes before the cursor.
        let mut session = Context::default();
        ask(&model, &mut session, &long[..500], &Query::default());
        for end in 501..600 {
            let steps = ask(&model, &mut session, &long[end - 500..end], &Query::default()).context_steps;
            assert_eq!(steps, 1, "at {end}");
        }
    }

    #[test]
    fn a_cancelled_query_leaves_the_session_usable() {
        let model = random_model(Cell::Gru, 1);
        let text = "a text of some length, long enough to be interrupted twice";
        let mut session = Context::default();
        let cancelled = model.suggest(&mut Worker::default(), &mut session, text, &Query::default(), None, &|| true);
        assert_eq!(cancelled, Err(Cancelled));
        let fresh = ask(&model, &mut Context::default(), text, &Query::default());
        assert_eq!(ask(&model, &mut session, text, &Query::default()).words, fresh.words);
    }

    #[test]
    fn weak_suggestions_are_suppressed_and_it_is_said() {
        let model = random_model(Cell::Gru, 1);
        let query = Query { min_probability: 1.0, ..Query::default() };
        let answer = ask(&model, &mut Context::default(), "so ", &query);
        assert!(answer.words.is_empty() && answer.phrase.is_none());
        assert_eq!(answer.suppressed, Some("below_min_probability"));
        assert!(answer.confidence > 0.0);
    }

    #[test]
    fn no_word_is_offered_twice() {
        for seed in 0..6 {
            let model = random_model(Cell::Gru, seed);
            for text in ["so.", "so", "so ", "so, ", "(so)"] {
                let query = Query { n: 8, chars: false, phrase: false, ..Query::default() };
                let words = ask(&model, &mut Context::default(), text, &query).words;
                let distinct: std::collections::HashSet<&str> = words.iter().map(|word| word.text.as_str()).collect();
                assert_eq!(distinct.len(), words.len(), "{text:?}: {words:?}");
                assert!(words.windows(2).all(|pair| pair[0].probability >= pair[1].probability));
                assert!(words.iter().map(|word| word.probability).sum::<f32>() <= 1.0001);
            }
        }
    }

    #[test]
    fn nothing_asked_for_is_nothing_suppressed() {
        let query = Query { n: 0, ..Query::default() };
        let answer = ask(&random_model(Cell::Gru, 1), &mut Context::default(), "so ", &query);
        assert!(answer.words.is_empty() && answer.chars.is_empty());
        assert_eq!(answer.suppressed, None);
    }

    #[test]
    fn a_finished_word_offers_the_next_ones() {
        let model = Predictor::embedded().unwrap();
        let query = Query { min_probability: 0.005, next_after_whole: true, ..Query::default() };
        let check = |text: &str, never: &[&str], next: bool| {
            let found = ask(&model, &mut Context::default(), text, &query);
            let words: Vec<&str> = found.words.iter().map(|word| word.text.as_str()).collect();
            assert!(never.iter().all(|word| !words.contains(word)), "{text:?}: {words:?}");
            // Where no next word has half a per cent, there is none.
            let Some(first) = found.words.first() else { return assert!(next, "{text:?}: {found:?}") };
            assert_eq!((first.completion.starts_with(' '), found.ends > 0.5), (next, next), "{text:?}: {found:?}");
            assert_eq!(first.kind, if next { WordKind::NextWord } else { WordKind::Completion });
            assert!(found.words.iter().all(|word| word.probability >= 0.005));
        };
        check("Thanks", &["Thanksu", "Thanksy"], true);
        check("See you later", &["later's"], true);
        check("Sounds", &["Soundsly"], true);
        check("I am not feeling well", &["wells"], true);
        check("How are yo", &[], false);
        // A longer name may be first here, but no fragment of one is there.
        let found = ask(&model, &mut Context::default(), "Dear Anna", &query);
        assert!(found.ends > 0.5 && found.words.iter().all(|word| word.text != "Annak"), "{found:?}");
        // Without being asked for them there are none.
        let query = Query { next_after_whole: false, ..query };
        let found = ask(&model, &mut Context::default(), "Thanks", &query);
        assert!(found.words.iter().all(|word| word.kind == WordKind::Completion), "{found:?}");
    }

    #[test]
    fn the_persons_own_apostrophe_is_used() {
        assert_eq!(Style::of("I’m here, don").apply("'t"), "’t");
        assert_eq!(Style::of("I'm here, don").apply("'t"), "'t");
        assert_eq!(Style::of("‘quoted’ don").apply("'t"), "'t");
    }
}
