//! The answer to one query: the query becomes the seeds of one search, the words found are ranked, and the finished
//! word before the cursor may be corrected.

use super::cached;
use super::context::Context;
use super::correct::{Behind, Meant};
use super::lexicon::Lexicon;
use super::names;
use super::owner::Owner;
use super::predictor::{Predictor, Worker};
use super::query::{Phrase, Query, Suggestions, Word, WordKind};
use super::rank::unwanted::is_unwanted;
use super::rank::{self, Begun};
use super::recent::Recent;
use super::search::{At, Blend, Ending, Found, MAX_STEPS, Origin, Search, Seed, Sought, Start};
use super::spacing;
use super::spelling::WordAt;
use super::writer::Writer;
use crate::engine::Scratch;
use crate::memory::Evidence;

/// Least ratio between the probability of a longer word and the probability that the word before the cursor ends there,
/// where that word may be whole. Less probable longer words are mostly no words (`Thanksu`, `Soundsly`), or wanted by
/// nobody (`later's`).
const LONGER: f32 = 0.05;
/// Number of likely next characters that are computed before the list is cut to those with which a word on offer goes
/// on.
const MANY_CHARS: usize = 64;
/// Most hypotheses that a search steps outside prose of the model's language, where only words known from the person or
/// the conversation are of use.
const FEW_STEPS: usize = 64;

impl Predictor {
    /// Searches, ranks and returns the suggestions; `None` when cancelled.
    pub(super) fn answer(
        &self,
        worker: &mut Worker,
        context: &mut Context,
        writer: &Writer,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Suggestions> {
        let query = writer.query;
        let mut answer = Suggestions::default();
        if !query.field.is_helped() {
            return Some(answer);
        }
        let Worker { scratch, log_probs, evidence } = worker;
        let mut search = self.search(scratch, evidence, writer, cancelled);
        let (tail, state) = (context.tail(), context.state(self.engine()));
        search.next(state, &tail, log_probs);
        let at = At { state, tail: &tail, log_probs };
        if query.chars {
            let n = if writer.has_chars_of_words() { MANY_CHARS } else { query.n_chars.unwrap_or(query.n) };
            answer.chars = search.chars(at, n)?;
        }
        if !writer.wants_words() {
            rank::leave_chars_of(&[], writer, &mut answer.chars);
            answer.confidence = answer.chars.first().map_or(0.0, |c| c.probability);
            return Some(answer);
        }
        let begun = self.begun(&mut search, context, writer);
        let judge = |ending: &Ending| self.judge(ending, &begun, context, writer);
        search.judge = &judge;
        search.whole = rank::passed_in(context, writer.style.prefix, writer);
        let mut found = self.find(&mut search, at, &begun, writer, &mut answer)?;
        self.raise_known(&mut found, &begun, context, writer);
        rank::leave_chars_of(&found, writer, &mut answer.chars);
        answer.confidence = found.first().map_or(0.0, |best| best.log_prob.exp());
        if query.words {
            self.place(&found, &begun, writer, &mut answer);
        }
        let mut correction = None;
        if query.words && query.corrections && writer.is_between_words() {
            correction = self.correction(&mut search, context, writer)?;
        }
        if query.words && query.corrections && !writer.style.prefix.is_empty() && !writer.is_mid_word() {
            let first = answer.words.first().map_or(0.0, |word| word.probability);
            correction = self.own_name_meant(writer).filter(|name| name.probability > first);
        }
        if query.phrase && !writer.is_verbatim() && !writer.is_mid_word() {
            answer.phrase = self.phrase(search, &found, writer)?;
        }
        if query.words && query.n > 0 {
            self.settle(context, writer, correction, &mut answer);
        }
        Some(answer)
    }

    /// Returns a search from the writer's cursor whose `judge` accepts every ending as a word with its full
    /// probability.
    fn search<'a>(
        &'a self,
        scratch: &'a mut Scratch,
        evidence: &'a mut Evidence,
        writer: &Writer<'a>,
        cancelled: &'a dyn Fn() -> bool,
    ) -> Search<'a> {
        let blend = writer.owner.map(|Owner { personal, app, .. }| Blend {
            memory: &personal.memory,
            mixing: &personal.mixing,
            app: personal.memory.app(app),
        });
        Search {
            engine: self.engine(),
            vocab: self.vocab(),
            classes: self.classes(),
            scratch,
            base: self.base_memory(),
            blend,
            evidence,
            explored: self.explored(),
            judge: &|_| Some(1.0),
            whole: 1.0,
            lexicon: self.words_of(writer),
            typed: writer.style.prefix,
            max_steps: if writer.is_prose() { MAX_STEPS } else { FEW_STEPS },
            letters: &writer.query.letters,
            cancelled,
        }
    }

    /// Returns the words of the model's language; `None` where the text is in a foreign language.
    pub(super) fn words_of(&self, writer: &Writer) -> Option<&Lexicon> {
        self.lexicon().filter(|_| !writer.is_foreign())
    }

    /// Returns what is known of the word under the cursor before the search.
    fn begun(&self, search: &mut Search, context: &Context, writer: &Writer) -> Begun {
        let mut begun = Begun::default();
        let prefix = writer.style.prefix;
        if self.lexicon().is_none() || prefix.is_empty() {
            return begun;
        }
        let Query { corrections, words, letters, .. } = writer.query;
        if *corrections && *words && letters.is_empty() && writer.is_prose() {
            begun.meant = self.meant(search, context, writer);
        }
        let of = |behind: &Behind| (behind.spelt, self.capital_mass(&behind.log_probs));
        let meant = begun.meant.iter().find_map(Meant::before_word).map(of);
        let place = meant.or_else(|| self.behind(search, context, prefix).as_ref().map(of));
        (begun.spelt, begun.capital) = place.unwrap_or_default();
        let open = WordAt::open(writer.text).zip(self.lexicon());
        begun.known = open.is_some_and(|(word, lexicon)| word.is_right(lexicon));
        begun
    }

    /// Returns the words found, best first, and sets `answer.ends`, the probability that the word before the cursor is
    /// whole. `None` when cancelled.
    fn find(
        &self,
        search: &mut Search,
        at: At,
        begun: &Begun,
        writer: &Writer,
        answer: &mut Suggestions,
    ) -> Option<Vec<Found>> {
        let start = writer.start();
        let many = writer.query.words || writer.has_chars_of_words();
        let wanted = if many { writer.query.n.max(1) } else { 1 };
        // A word that may come with and without a space before it, or a capital, is found twice, and longer words may go.
        // Where something else may be meant, more words are looked at than there are places.
        let seeds: Vec<Seed> = begun.meant.iter().map(Meant::seed).collect();
        let ways = match (start, seeds.is_empty()) {
            (Start::BeforeWord, _) => 1,
            (_, true) => 2,
            (_, false) => 4,
        };
        let mut sought = Sought { most: wanted * ways, ..Sought::exactly(wanted) };
        let ends = self.classes().end_mass(at.log_probs).min(1.0);
        let left = ends * search.whole;
        let ends = left / (1.0 - ends + left).max(f32::MIN_POSITIVE);
        if start == Start::MaybeWhole {
            sought.longer = (LONGER * ends).ln();
        }
        let (mut found, mass) = search.meant(Some((at, start)), &seeds, sought)?;
        if !writer.style.prefix.is_empty() {
            answer.ends = ends / mass.max(1.0);
        }
        if start != Start::MaybeWhole {
            rank::merge_spellings(&mut found);
        }
        Some(found)
    }

    /// Returns the probability that the next symbol is a capital.
    fn capital_mass(&self, log_probs: &[f32]) -> f32 {
        let is_capital = |symbol: u32| self.vocab().char(symbol).is_some_and(char::is_uppercase);
        (0..).zip(log_probs).filter(|&(symbol, _)| is_capital(symbol)).map(|(_, lp)| lp.exp()).sum()
    }

    /// Raises the owner's words that no lexicon knows, and words of the conversation, to at least the probability that
    /// their use gives them.
    fn raise_known(&self, found: &mut Vec<Found>, begun: &Begun, context: &Context, writer: &Writer) {
        let Writer { style, query, .. } = writer;
        let Some(owner) = writer.owner.filter(|_| !style.prefix.is_empty()) else { return };
        let most = if query.letters.is_empty() { query.n } else { usize::MAX };
        let opens = WordAt::open(writer.text).is_some_and(|at| at.begins_sentence());
        let capital = if style.some_capitals && !opens { begun.capital } else { 1.0 };
        let verb = names::is_verb_due(&writer.text[..writer.text.len() - style.prefix.len()]);
        let place = names::Place { prose: writer.is_prose(), evident: self.is_evident(writer), opens, capital, verb };
        let mut known = owner.personal.names.begun(style.prefix, begun.spelt, most, place);
        let talks = self.lexicon().is_some() && !writer.is_verbatim();
        let recent = || Recent::begun(writer.text, style.prefix, &query.people, self.words_of(writer));
        let recent = if talks { recent().given(begun.spelt) } else { Vec::new() };
        for (word, chance) in recent {
            match known.iter_mut().find(|(name, _)| **name == *word) {
                Some((_, own)) => *own = own.max(chance),
                None if query.decent && is_unwanted(&word) => {}
                None => known.push((word.into(), chance)),
            }
        }
        let judged = known.iter().filter_map(|(word, chance)| {
            let rest = &word[style.prefix.len()..];
            let fits = query.letters.is_empty() || rest.starts_with(|first| query.letters.contains(first));
            let factor = self.factor(word, owner, writer).filter(|_| fits)?;
            Some((rest, chance * factor * rank::passed_in(context, word, writer)))
        });
        cached::raise(found, judged, 2 * query.n.max(1));
    }

    /// Returns the phrase that begins with the best word, where that word goes on with the letters typed. The outer
    /// `None` says that the search was cancelled.
    fn phrase(&self, search: Search, found: &[Found], writer: &Writer) -> Option<Option<Phrase>> {
        // A word that a cache raised and the search did not find has no network state to go on from.
        let best = found.first().filter(|best| best.origin == Origin::Cursor && !best.state.is_empty());
        if best.is_none() && !found.is_empty() {
            return Some(None);
        }
        let later = |ending: &Ending| self.later_word(ending, writer);
        let mut search = Search { judge: &later, typed: "", letters: "", ..search };
        let phrase = search.phrase(best)?;
        let text = writer.style.shown(&phrase.text);
        let there = rank::stands_there(&text, &writer.query.after);
        let shown = !text.is_empty() && phrase.probability >= writer.query.min_probability && !there;
        Some(shown.then_some(Phrase { text, probability: phrase.probability }))
    }

    /// Completes the ranked words: adds the correction of the word before them and an emoji, fits them to the text
    /// after the cursor, keeps the first place steady, and sets probabilities and spaces.
    fn settle(&self, context: &mut Context, writer: &Writer, correction: Option<Word>, answer: &mut Suggestions) {
        let &Writer { text, style, query, .. } = writer;
        if let Some(correction) = correction {
            answer.words.truncate(query.n - 1);
            answer.words.insert(0, correction);
        }
        if query.emoji && self.lexicon().is_some() && writer.is_between_words() {
            rank::emoji::offer(text, query.n, &mut answer.words);
        }
        rank::fit(&mut answer.words, style.prefix, &query.after);
        if let Some(finished) = WordAt::finished(text).filter(|_| rank::is_correction(answer.words.first())) {
            context.corrections.show(text.len() - finished.after.len(), finished.word);
        }
        context.first_place.settle(text.len() - style.prefix.len(), style.prefix, &mut answer.words);
        answer.eats_space_before = spacing::eaten_by(text, writer.owner.map(|owner| &owner.personal.marks));
        // Raised words and corrections were weighed apart from the others, so that the sum may be more than 1.
        let of_the_word_before = |word: &Word| style.prefix.is_empty() && word.kind == WordKind::Correction;
        let words = answer.words.iter().filter(|word| !of_the_word_before(word));
        let sum: f32 = words.map(|word| word.probability).sum();
        for word in &mut answer.words {
            if !of_the_word_before(word) {
                word.probability /= sum.max(1.0);
            }
            word.space_after = !writer.is_verbatim() && spacing::is_due(&word.insert, &query.after);
        }
    }
}
