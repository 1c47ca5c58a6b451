//! [`Own`]: what the owner has taught, ready for every suggestion: built from the history when it opens, kept up to date
//! with every message, built anew when something is forgotten.
//!
//! Hears of messages on the history's thread; suggestions read it on compute threads. Reading never waits for learning:
//! the network's steps are made beside it, changes take microseconds, and whoever changes something waits until nobody
//! reads instead of standing in front of those who want to. Many messages are learned one by one ([`Lesson`]), between
//! which the history's thread does what else is asked of it.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{
    Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError,
};
use std::time::{Duration, Instant};

use super::generations::Gone;
use super::learner::Handle;
use super::lexicon;
use crate::daemon::listener::Listener;
use crate::daemon::served::Served;
use crate::history::{Erased, HistoryError, LexiconWord, Message, Preview, RemovedWords, Store, pieces};
use crate::memory::{Gates, Memory};
use crate::predict::{Context, Habits, Outcome, Personal, Predictor, Worker};
use crate::text::{Vocab, newest_within};

/// Where the blending weights and the habits are kept in the history; forgetting removes whatever begins so.
const GATES: &str = "learned.gates";
const HABITS: &str = "learned.habits";
/// A number of messages up to which a run has learned, whatever came of it.
const TRIED_THROUGH: &str = "tried_through";
/// Characters of a conversation that are read before its next message.
const CONTEXT_CHARS: usize = 400;
/// Conversations remembered.
const CONVERSATIONS: usize = 256;
/// Of many messages at once, the newest of so many characters train the gates, a network step each.
const GATE_CHARS: usize = 20_000;
/// Messages at once that are more than anybody types: an import, of which not every batch trains the gates.
const MANY_MESSAGES: usize = 200;
/// Own characters at once that are learned before anything else is done; of more, each message is a lesson.
const AT_ONCE_CHARS: usize = 400;
/// Lessons are learned for so long, or one of them, before others have their turn.
const SLICE: Duration = Duration::from_millis(2);
/// Messages that are read at once to be learned anew.
const MESSAGES_AT_ONCE: u32 = 32;
/// Words without sentences that are learned before somebody may read.
const WORDS_AT_ONCE: usize = 16;
/// How long a change waits for a moment in which nobody reads before it insists.
const INSIST_AFTER: Duration = Duration::from_millis(30);
/// Pause between two attempts.
const ATTEMPT: Duration = Duration::from_micros(100);
/// Outcomes that wait at most; those beyond were so fast that nobody looked.
const MOST_OUTCOMES: usize = 1000;
/// Changes after which gates and habits are written.
const SAVE_AFTER: usize = 32;

/// The owner's part of every prediction.
pub struct Own {
    served: Arc<Served>,
    learner: OnceLock<Handle>,
    personal: RwLock<Taught>,
    /// What compute threads saw of how offers fared, until somebody may write it down.
    outcomes: Mutex<Vec<Outcome>>,
    /// Words with which the person stayed, not noted yet.
    declined: Mutex<Vec<String>>,
    /// Changes since gates and habits were written.
    unsaved: AtomicUsize,
    /// Belongs to the history's thread.
    reading: Mutex<Reading>,
}

/// What is taught anew from the history, a few messages at a time.
struct Anew {
    taught: Taught,
    learn: lexicon::Learn,
    conversations: HashMap<Place, String>,
    /// The place in time after which the next message is read, and the last one that is.
    after: (i64, i64),
    through: i64,
    /// Messages and words that were learned at once meanwhile, and are to be learned again.
    since: Vec<Message>,
    words: Vec<LexiconWord>,
    number: u64,
}

/// What was taught, and the vocabulary it is written in.
pub struct Taught {
    pub personal: Personal,
    pub removed: RemovedWords,
    vocab: Vocab,
}

impl Taught {
    /// Whether it can be blended into predictions of this model, which speaks in the same symbols.
    pub fn fits(&self, predictor: &Predictor) -> bool {
        predictor.vocab().chars() == self.vocab.chars()
    }
}

#[derive(Default)]
struct Reading {
    worker: Worker,
    context: Context,
    /// The end of every conversation, by application and name.
    conversations: HashMap<Place, String>,
    lessons: VecDeque<Lesson>,
    anew: Option<Box<Anew>>,
    /// Lessons so far: those that were put off, and those of them that are done.
    put_off: u64,
    done: u64,
    /// Own symbols in the memory when an import last trained the gates.
    trained_at: usize,
}

/// A message that is to be learned.
struct Lesson {
    message: Message,
    through_network: bool,
}

type Place = (Option<String>, Option<String>);

impl Own {
    pub fn new(served: Arc<Served>) -> Own {
        let model = served.model().predictor;
        let personal = Personal::beginning(&model);
        let taught = Taught { personal, removed: RemovedWords::default(), vocab: model.vocab().clone() };
        Own {
            served,
            learner: OnceLock::new(),
            personal: RwLock::new(taught),
            outcomes: Mutex::default(),
            declined: Mutex::default(),
            unsaved: AtomicUsize::new(0),
            reading: Mutex::default(),
        }
    }

    /// Tells the learner of what is kept and forgotten from now on.
    pub fn attach(&self, learner: Handle) {
        // Attached once, when the daemon is made.
        let _ = self.learner.set(learner);
    }

    /// What was taught; as long as this is held, nothing is learned.
    pub fn read(&self) -> RwLockReadGuard<'_, Taught> {
        self.personal.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// To change what was taught. On the history's thread only. A lock that waits keeps new readers out until the readers
    /// that are there have gone, so this one tries instead, and waits only if there never is a moment.
    fn change(&self) -> RwLockWriteGuard<'_, Taught> {
        let began = Instant::now();
        while began.elapsed() < INSIST_AFTER {
            match self.personal.try_write() {
                Ok(taught) => return taught,
                Err(TryLockError::Poisoned(taught)) => return taught.into_inner(),
                Err(TryLockError::WouldBlock) => std::thread::sleep(ATTEMPT),
            }
        }
        self.personal.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Learns how words that were typed fared with what was offered; waits for nobody.
    pub fn observe(&self, outcomes: &[Outcome]) {
        let mut waiting = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.extend_from_slice(outcomes);
        let excess = waiting.len().saturating_sub(MOST_OUTCOMES);
        waiting.drain(..excess);
        drop(waiting);
        self.unsaved.fetch_add(outcomes.len(), Relaxed);
        if let Ok(mut taught) = self.personal.try_write() {
            self.note_outcomes(&mut taught);
        }
    }

    /// Remembers words whose corrections were not wanted; waits for nobody.
    pub fn decline(&self, words: &[String]) {
        let mut waiting = self.declined.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.extend_from_slice(words);
        let excess = waiting.len().saturating_sub(MOST_OUTCOMES);
        waiting.drain(..excess);
        drop(waiting);
        self.unsaved.fetch_add(words.len(), Relaxed);
        if let Ok(mut taught) = self.personal.try_write() {
            self.note_outcomes(&mut taught);
        }
    }

    /// Offers a word no more, or again; it is written down when this returns. On the history's thread only.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn hide(&self, store: &Store, word: &str, shown: bool) -> Result<(), HistoryError> {
        self.change().personal.habits.hide(word, shown);
        let habits = rmp_serde::to_vec_named(&self.read().personal.habits).unwrap_or_default();
        store.set_meta(HABITS, Some(&habits))
    }

    fn note_outcomes(&self, taught: &mut Taught) {
        let waiting = std::mem::take(&mut *self.outcomes.lock().unwrap_or_else(PoisonError::into_inner));
        waiting.iter().for_each(|outcome| taught.personal.habits.observe(outcome));
        let declined = std::mem::take(&mut *self.declined.lock().unwrap_or_else(PoisonError::into_inner));
        declined.iter().for_each(|word| taught.personal.habits.decline(word));
    }

    /// Builds everything anew, for the vocabulary of the model that is served now.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn build(&self, store: &Store) -> Result<(), HistoryError> {
        self.begin(store)?;
        while self.continue_anew(store)? {}
        Ok(())
    }

    /// Begins to build everything anew; what goes on meanwhile knows nothing of what is built.
    fn begin(&self, store: &Store) -> Result<(), HistoryError> {
        // Whatever was being built may hold what has gone.
        self.reading().anew = None;
        let model = self.served.model().predictor;
        let vocab = model.vocab().clone();
        let mut personal = Personal::beginning(&model);
        if let Some(gates) = store.meta(GATES)?.and_then(|bytes| Gates::from_bytes(&bytes).ok()) {
            personal.gates = gates;
        }
        if let Some(bytes) = store.meta(HABITS)? {
            // Those of an older version are learned anew.
            personal.habits = rmp_serde::from_slice(&bytes).unwrap_or_default();
        }
        let learn = lexicon::Learn::new(&model);
        let mut words = Vec::new();
        store.for_each_word(|word| words.push(word))?;
        let (after, through) = (store.oldest_within(Memory::MOST_SYMBOLS as u64)?, store.newest_id()?);
        let taught = Taught { personal, removed: store.removed_words()?, vocab };
        let mut reading = self.reading();
        // Everything that waited to be learned is in the history, and so will be in the memory.
        reading.lessons.clear();
        reading.put_off += 1;
        let number = reading.put_off;
        let (conversations, since) = (HashMap::new(), Vec::new());
        // Words first, so that what was said in sentences is newer, and counts more.
        words.reverse();
        reading.anew = Some(Box::new(Anew { taught, learn, conversations, after, through, since, words, number }));
        Ok(())
    }

    /// Goes on with what is built anew for a few milliseconds; when it is done, it takes the place of what was taught.
    /// Whether there is more to do.
    fn continue_anew(&self, store: &Store) -> Result<bool, HistoryError> {
        let began = Instant::now();
        let mut reading = self.reading();
        let Some(anew) = &mut reading.anew else { return Ok(false) };
        let Anew { taught, learn, conversations, after, through, since, words, number } = &mut **anew;
        let Taught { personal, vocab, .. } = taught;
        while began.elapsed() < SLICE {
            if let Some(word) = words.pop() {
                learn.one(personal, vocab, &word);
                continue;
            }
            let messages = store.after(*after, *through, MESSAGES_AT_ONCE)?;
            if messages.is_empty() {
                let read = |message: Message| {
                    let before = take_before(conversations, &message);
                    if message.is_own() {
                        remember(personal, vocab, &before, &message);
                    }
                    put_after(conversations, before, &message);
                };
                since.drain(..).for_each(read);
                let number = *number;
                let Some(anew) = reading.anew.take() else { return Ok(false) };
                reading.conversations = anew.conversations;
                reading.done = number;
                *self.change() = anew.taught;
                return Ok(false);
            }
            for message in messages {
                *after = (message.time, message.id);
                let before = take_before(conversations, &message);
                if message.is_own() {
                    remember(personal, vocab, &before, &message);
                }
                put_after(conversations, before, &message);
            }
        }
        Ok(true)
    }

    /// Nothing taught, in the symbols of the model that is served.
    fn nothing(&self, removed: RemovedWords) -> Taught {
        let model = self.served.model().predictor;
        Taught { personal: Personal::beginning(&model), removed, vocab: model.vocab().clone() }
    }

    /// Writes gates and habits, if they have changed enough (or at all, at the end).
    pub fn save(&self, store: &Store, at_the_end: bool) {
        let unsaved = self.unsaved.load(Relaxed);
        if unsaved == 0 || (unsaved < SAVE_AFTER && !at_the_end) {
            return;
        }
        self.unsaved.store(0, Relaxed);
        self.note_outcomes(&mut self.change());
        let taught = self.read();
        let gates = taught.personal.gates.to_bytes();
        let habits = rmp_serde::to_vec_named(&taught.personal.habits).unwrap_or_default();
        drop(taught);
        let saved = store.set_meta(GATES, Some(&gates)).and_then(|()| store.set_meta(HABITS, Some(&habits)));
        if let Err(error) = saved {
            log::warn!("what was learned of habits could not be written: {error}");
        }
    }

    /// Notes up to which message a run has learned.
    pub fn tried(store: &Store, through: i64) -> Result<(), HistoryError> {
        store.set_number(TRIED_THROUGH, Some(through))
    }

    fn reading(&self) -> MutexGuard<'_, Reading> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Own characters that no run has seen.
    fn count_new(&self, store: &Store) -> Result<u64, HistoryError> {
        let seen = store.number(TRIED_THROUGH)?.unwrap_or(0);
        let mut chars = 0;
        store.for_each(|message| {
            if message.id > seen {
                chars += own_chars(&message) as u64;
            }
        })?;
        Ok(chars)
    }

    /// Learns a few characters at once and puts more off, in their order: the newest through the network as well, the
    /// others by memory alone. What was put off has a number.
    fn learn(&self, messages: &[Message]) -> Option<u64> {
        let symbols = self.read().personal.memory.symbols();
        let mut reading = self.reading();
        // Of an import a batch trains the gates whenever the memory has doubled, which is what they have to follow.
        let many = messages.len() > MANY_MESSAGES;
        let trains = !many || symbols >= 2 * reading.trained_at;
        if many && trains {
            reading.trained_at = symbols.max(1);
        }
        let most = if trains { GATE_CHARS } else { 0 };
        let through_network = messages.len() - newest_within(messages, most, own_chars).len();
        let lessons = messages
            .iter()
            .enumerate()
            .map(|(at, message)| Lesson { message: message.clone(), through_network: at >= through_network });
        if messages.iter().map(own_chars).sum::<usize>() <= AT_ONCE_CHARS {
            lessons.for_each(|lesson| self.study(&mut reading, &lesson));
            if let Some(anew) = &mut reading.anew {
                anew.since.extend_from_slice(messages);
            }
            return None;
        }
        reading.lessons.extend(lessons);
        reading.put_off += messages.len() as u64;
        Some(reading.put_off)
    }

    fn study(&self, reading: &mut Reading, Lesson { message, through_network }: &Lesson) {
        let Reading { worker, context, conversations, .. } = reading;
        let before = take_before(conversations, message);
        if message.is_own() {
            let model = self.served.model().predictor;
            let same_vocab = self.read().fits(&model);
            if *through_network && same_vocab {
                let mut earlier = before.as_str();
                for piece in lines(&message.text) {
                    let app = message.app.as_deref();
                    let lesson = self.read().personal.foresee(&model, worker, context, earlier, &piece, app);
                    self.change().personal.take(lesson, app);
                    earlier = "";
                }
            } else {
                let mut taught = self.change();
                let Taught { personal, vocab, .. } = &mut *taught;
                remember(personal, vocab, &before, message);
            }
            self.unsaved.fetch_add(1, Relaxed);
        }
        put_after(conversations, before, message);
    }
}

impl Listener for Own {
    fn opened(&self, store: &Store) {
        if let Err(error) = self.build(store) {
            log::error!("what was kept cannot be learned from: {error}");
        }
        match self.count_new(store) {
            Ok(chars) => self.learner.get().into_iter().for_each(|learner| learner.kept(chars)),
            Err(error) => log::error!("what was kept cannot be counted: {error}"),
        }
        if let Some(learner) = self.learner.get() {
            learner.vouch(&store.provenance().unwrap_or_default());
        }
    }

    fn learned(&self, store: &Store, messages: &[Message]) -> Option<u64> {
        let put_off = self.learn(messages);
        match store.removed_words() {
            Ok(removed) => self.change().removed = removed,
            Err(error) => log::error!("the removed words cannot be read: {error}"),
        }
        self.save(store, false);
        let chars = messages.iter().map(|message| own_chars(message) as u64).sum();
        if let Some(learner) = self.learner.get() {
            learner.kept(chars);
        }
        put_off
    }

    fn learned_words(&self, words: &[LexiconWord]) {
        let learn = lexicon::Learn::new(&self.served.model().predictor);
        if let Some(anew) = &mut self.reading().anew {
            words.iter().for_each(|word| anew.learn.one(&mut anew.taught.personal, &anew.taught.vocab, word));
        }
        for words in words.chunks(WORDS_AT_ONCE) {
            let mut taught = self.change();
            let Taught { personal, vocab, .. } = &mut *taught;
            words.iter().for_each(|word| learn.one(personal, vocab, word));
        }
    }

    fn go_on(&self, store: &Store) {
        match self.continue_anew(store) {
            Ok(true) => return,
            Ok(false) => {}
            Err(error) => {
                log::error!("what is kept cannot be read to be learned, and the memory stays empty: {error}");
                let mut reading = self.reading();
                reading.anew = None;
                reading.done = reading.put_off;
            }
        }
        let began = Instant::now();
        let mut reading = self.reading();
        while let Some(lesson) = reading.lessons.pop_front() {
            self.study(&mut reading, &lesson);
            reading.done += 1;
            if began.elapsed() > SLICE {
                return;
            }
        }
        reading.lessons.shrink_to_fit();
        drop(reading);
        self.save(store, false);
    }

    fn done(&self) -> u64 {
        self.reading().done
    }

    fn promised(&self) -> u64 {
        self.reading().put_off
    }

    fn has_put_off(&self) -> bool {
        let reading = self.reading();
        reading.anew.is_some() || !reading.lessons.is_empty()
    }

    fn has_seen(&self, store: &Store, preview: &Preview) -> bool {
        let mut now = store.provenance().unwrap_or_default();
        now.forgettings += 1;
        self.learner.get().is_some_and(|learner| learner.may_have_seen(&Gone { now, oldest: preview.oldest }))
    }

    fn forgotten(&self, store: &Store, erased: &Erased) -> bool {
        // What blends and what was offered may have been shaped by what has gone.
        let habits = match erased.everything {
            true => Habits::default(),
            false => {
                let mut habits = self.read().personal.habits.clone();
                habits.forget_words();
                let removed = store.removed_words().unwrap_or_default();
                habits.show_again(&|word| removed.contains(word));
                habits
            }
        };
        self.outcomes.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let bytes = rmp_serde::to_vec_named(&habits).unwrap_or_default();
        let written = store.set_meta(HABITS, Some(&bytes));
        // At once, and then anew without what has gone, while others have their turns.
        *self.change() = self.nothing(store.removed_words().unwrap_or_default());
        if let Err(error) = written.and_then(|()| self.begin(store)) {
            log::error!("what is kept could not be taken into the memory, which is empty now: {error}");
            let mut reading = self.reading();
            reading.lessons.clear();
            reading.done = reading.put_off;
        }
        self.reading().context.clear();
        let Some(learner) = self.learner.get() else { return false };
        // A history that cannot say what it is proves nothing.
        let gone = Gone { now: store.provenance().unwrap_or_default(), oldest: erased.preview.oldest };
        let (seen, removed) = learner.forgotten(&gone, erased.everything);
        if let Err(error) = removed {
            log::error!("the personal models could not be removed: {error}");
        }
        seen
    }
}

/// Characters of a message, its line's end included, if the owner wrote it.
fn own_chars(message: &Message) -> usize {
    if message.is_own() { message.text.chars().count() + 1 } else { 0 }
}

/// The pieces of a message that are learned one by one; the last one with the line's end.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = pieces(text).map(str::to_owned).collect();
    if let Some(last) = lines.last_mut() {
        last.push('\n');
    }
    lines
}

fn remember(personal: &mut Personal, vocab: &Vocab, before: &str, message: &Message) {
    let mut earlier = before;
    for line in lines(&message.text) {
        personal.remember(vocab, earlier, &line, message.app.as_deref());
        earlier = "";
    }
}

fn take_before(conversations: &mut HashMap<Place, String>, message: &Message) -> String {
    let place = (message.app.clone(), message.conversation.clone());
    conversations.remove(&place).unwrap_or_default()
}

fn put_after(conversations: &mut HashMap<Place, String>, mut before: String, message: &Message) {
    before.push_str(&message.text);
    before.push('\n');
    if before.len() > 2 * CONTEXT_CHARS {
        let start = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
        before.drain(..start);
    }
    if conversations.len() >= CONVERSATIONS {
        conversations.clear();
    }
    conversations.insert((message.app.clone(), message.conversation.clone()), before);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::NewMessage;

    struct Rig {
        own: Own,
        store: Store,
        _folder: tempfile::TempDir,
    }

    impl Rig {
        fn new() -> Rig {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::open(folder.path()).unwrap().store;
            let own = Own::new(Arc::new(Served::new(Arc::new(Predictor::embedded().unwrap()))));
            own.opened(&store);
            Rig { own, store, _folder: folder }
        }

        /// Keeps messages and hands them on, as the door does.
        fn learn(&self, texts: &[String]) -> Option<u64> {
            let new =
                |text: &String| NewMessage { text: text.clone(), source: "import:x".into(), ..NewMessage::default() };
            let kept = self.store.add(&texts.iter().map(new).collect::<Vec<_>>()).unwrap().kept;
            self.own.learned(&self.store, &kept)
        }

        fn symbols(&self) -> usize {
            self.own.read().personal.memory.symbols()
        }
    }

    fn texts(what: &str, count: usize) -> Vec<String> {
        (0..count).map(|n| format!("{what} number {n}")).collect()
    }

    /// Words on offer after a text.
    fn offered(rig: &Rig, text: &str) -> Vec<String> {
        let (model, taught) = (rig.own.served.model().predictor, rig.own.read());
        let owner = crate::predict::Owner { personal: &taught.personal, app: None, removed: &|_| false };
        let (mut worker, mut context) = (Worker::default(), Context::default());
        let query = crate::predict::Query::default();
        let found = model.suggest(&mut worker, &mut context, text, &query, Some(owner), &|| false).unwrap();
        found.words.into_iter().map(|word| word.text).collect()
    }

    fn word(text: &str, count: u32) -> LexiconWord {
        LexiconWord { text: text.into(), count, source: "import:words".into(), time: 1 }
    }

    #[test]
    fn words_without_sentences_are_offered_after_their_first_letters() {
        let rig = Rig::new();
        let words = ["Kettlewick", "Zebulonia", "Quackenbush", "Øresundstog"].map(|text| word(text, 2));
        let texts = [("see you in Ket", "Kettlewick"), ("I was talking to Zeb", "Zebulonia"), ("Qu", "Quackenbush")];
        for (text, expected) in texts {
            assert!(!offered(&rig, text).iter().any(|word| word == expected), "{text}");
        }
        rig.own.learned_words(&rig.store.add_words(&words).unwrap());
        for again in [false, true] {
            for (text, expected) in texts {
                assert!(offered(&rig, text).iter().any(|word| word == expected), "{text}: {again}");
            }
            // One word does not follow another because a list has them in this order.
            assert!(!offered(&rig, "Kettlewick ").iter().any(|word| word == "Zebulonia"));
            rig.own.build(&rig.store).unwrap();
        }
        rig.store.erase(&crate::history::Condition { word: Some("zebulonia".into()), ..Default::default() }).unwrap();
        rig.own.build(&rig.store).unwrap();
        assert!(!offered(&rig, texts[1].0).iter().any(|word| word == "Zebulonia"));
    }

    /// A phone's dictionary is mostly words that everybody has.
    #[test]
    fn words_that_the_model_knows_are_not_remembered() {
        let rig = Rig::new();
        let before = offered(&rig, "we went to th");
        let words =
            ["the", "there", "these", "Thursday", "theatre", "thing", "house", "don't"].map(|text| word(text, 1));
        rig.own.learned_words(&words);
        assert_eq!(rig.symbols(), 0);
        assert_eq!(offered(&rig, "we went to th"), before);
    }

    /// With everything locked that learning locks: before, the suggestion would have waited for ever.
    #[test]
    fn a_suggestion_waits_for_no_lesson() {
        let rig = Rig::new();
        let outcome = Outcome { word: "boat".into(), taken: Some(true), shown: vec![("boat".into(), 0.5)] };
        let before = rig.own.read().personal.habits.attention();
        let (reading, taught) = (rig.own.reading(), rig.own.read());
        rig.own.observe(std::slice::from_ref(&outcome));
        drop((reading, taught));
        assert_eq!(rig.own.read().personal.habits.attention(), before, "somebody read");
        rig.own.observe(&[]);
        assert!(rig.own.read().personal.habits.attention() > before, "it was not lost");
    }

    #[test]
    fn much_at_once_is_learned_bit_by_bit() {
        let rig = Rig::new();
        assert_eq!(rig.learn(&texts("a short note", 3)), None, "at once");
        let (symbols, done) = (rig.symbols(), rig.own.done());
        let number = rig.learn(&texts("a note of an import", 60)).unwrap();
        assert_eq!((rig.symbols(), rig.own.done()), (symbols, done), "nothing yet");
        let mut slices = 0;
        while rig.own.has_put_off() {
            rig.own.go_on(&rig.store);
            slices += 1;
            // What somebody types meanwhile is learned before the rest.
            let symbols = rig.symbols();
            assert_eq!(rig.learn(&texts(&format!("typed {slices}"), 1)), None);
            assert!(rig.symbols() > symbols);
        }
        assert!(slices > 3, "{slices}");
        assert_eq!(rig.own.done(), number);
        // A forgetting builds everything from the history, whatever was still to come.
        rig.learn(&texts("more of an import", 60)).unwrap();
        rig.own.build(&rig.store).unwrap();
        assert!(!rig.own.has_put_off());
    }

    /// An import trains the gates when the memory has doubled, whoever types in between.
    #[test]
    fn typing_does_not_make_an_import_train_again() {
        let rig = Rig::new();
        let trained = |rig: &Rig| rig.own.reading().lessons.iter().filter(|lesson| lesson.through_network).count();
        let mut batches = Vec::new();
        for batch in 0..6 {
            rig.learn(&texts(&format!("batch {batch} of an import"), 250)).unwrap();
            batches.push(trained(&rig) > 0);
            // By memory alone, which is quick.
            rig.own.reading().lessons.iter_mut().for_each(|lesson| lesson.through_network = false);
            while rig.own.has_put_off() {
                rig.own.go_on(&rig.store);
            }
            assert_eq!(rig.learn(&texts(&format!("typed {batch}"), 1)), None);
        }
        let times = batches.iter().filter(|trained| **trained).count();
        assert!(batches[0] && times <= 4, "{batches:?}");
    }
}
