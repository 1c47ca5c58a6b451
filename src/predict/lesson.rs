//! [`Lesson`]: a message that network and memory have read and that is about to be learned.
//!
//! Reading is slow and changes nothing; what follows is quick, so that suggestions wait for microseconds only.

use super::context::Context;
use super::names::Names;
use super::personal::Personal;
use super::predictor::{Predictor, Worker};
use crate::memory::{Evidence, MixingWeights, Tail};
use crate::text::{SymbolId, Vocab};

/// When many messages are learned at once, only the newest, up to this many characters, train the mixing weights (a network
/// step a symbol); older ones go into the memory alone.
pub const MIXING_CHARS: usize = 20_000;

/// A message that was read and is about to be remembered.
pub struct Lesson {
    mixing: MixingWeights,
    before: Tail,
    own: Vec<SymbolId>,
    text: String,
    /// The bits by which network and memory foresaw the message, its line end (if it has one) included.
    pub bits: f64,
}

impl Personal {
    /// Returns a state in which nothing has been learned, with a predictor's mixing weights and lexicon.
    #[must_use]
    pub fn beginning(predictor: &Predictor) -> Self {
        let names = Names::beside(predictor.lexicon());
        Personal { mixing: predictor.mixing().clone(), names, ..Self::new(predictor.vocab()) }
    }

    /// Trains the mixing weights on how well network and memory foresaw a message, then remembers the message as
    /// [`Personal::remember`] does. Returns the bits that it took to foresee the message.
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
        self.take(predictor.vocab(), lesson, app);
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
        let mut mixing = self.mixing.clone();
        let mut evidence = Evidence::default();
        let mut nats = 0.0;
        let (before, own) = predictor.read(worker, context, before, message, &mut |tail, log_probs, symbol| {
            evidence.gather(&self.memory, tail, number);
            nats -= f64::from(mixing.learn(&mut evidence, log_probs, symbol));
        });
        // Text that was pasted again is foreseen well, which says nothing about text that is typed later.
        let mixing = if self.known.has(message) { self.mixing.clone() } else { mixing };
        Lesson { mixing, before, own, text: message.to_owned(), bits: nats / std::f64::consts::LN_2 }
    }

    /// The quick half of [`Personal::learn`].
    pub fn take(&mut self, vocab: &Vocab, lesson: Lesson, app: Option<&str>) {
        self.mixing = lesson.mixing;
        self.insert(vocab, &lesson.before, &lesson.own, &lesson.text, app);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::{Owner, Query, Suggestions};

    /// A person who typed these messages, one after the other, in applications.
    fn taught(predictor: &Predictor, messages: &[(&str, Option<&str>)]) -> Personal {
        let mut personal = Personal::beginning(predictor);
        for (message, app) in messages {
            personal.remember(predictor.vocab(), "\n", &format!("{message}\n"), *app);
        }
        personal
    }

    fn ask(predictor: &Predictor, personal: &Personal, text: &str, app: Option<&str>) -> Suggestions {
        let owner = Owner { personal, app, removed: &|word: &str| word == "Removedword" };
        let (mut worker, mut context) = (Worker::default(), Context::default());
        predictor.suggest(&mut worker, &mut context, text, &Query::default(), Some(owner), &|| false).unwrap()
    }

    /// The words on offer after `text`, by someone who typed `messages`, hold `word`.
    #[track_caller]
    fn check(messages: &[(&str, Option<&str>)], text: &str, word: &str, expected: bool) {
        let predictor = Predictor::embedded().unwrap();
        let personal = taught(&predictor, messages);
        let words = ask(&predictor, &personal, text, None).words;
        assert_eq!(words.iter().any(|found| found.text == word), expected, "{text:?}: {words:?}");
    }

    #[test]
    fn a_name_typed_once_is_offered() {
        let once = [("yesterday I met Zebulonia Quackenbush at the pier", None)];
        check(&[], "I was talking to Z", "Zebulonia", false);
        check(&once, "I was talking to Ze", "Zebulonia", true);
        check(&once, "ask Quacken", "Quackenbush", true);
        check(&once, "did Zebulonia ", "Quackenbush", true);
        check(&[("my friend Removedword says", None)], "my friend Remo", "Removedword", false);
        // Letters that the network spells in bytes are two choices each.
        let cyrillic = [("встретимся у Мариинского театра", None); 3];
        check(&cyrillic, "у М", "Мариинского", true);
    }

    /// What was typed for a word by mistake is not offered; the word that was meant is.
    #[test]
    fn mistakes_are_not_taught() {
        let predictor = Predictor::embedded().unwrap();
        let personal = taught(&predictor, &[("did you recieve my letter", None); 2]);
        let words = ask(&predictor, &personal, "did you rec", None).words;
        assert!(words[0].text == "receive" && words[0].probability > 0.2, "{words:?}");
        assert!(words.iter().all(|word| word.text != "recieve"), "{words:?}");
    }

    /// Having learned these, so many symbols are remembered.
    #[track_caller]
    fn check_repeats(messages: &[&str], expected: &[&str]) {
        let predictor = Predictor::embedded().unwrap();
        let once = |messages: &[&str]| {
            let messages: Vec<(&str, Option<&str>)> = messages.iter().map(|&message| (message, None)).collect();
            taught(&predictor, &messages).memory.symbols()
        };
        assert_eq!(once(messages), once(expected), "{messages:?}");
    }

    #[test]
    fn long_messages_count_once() {
        let long = "please find the minutes of our last meeting below";
        check_repeats(&[long, "ok", long], &[long, "ok"]);
        check_repeats(&["see you later then", "see you later then"], &["see you later then"; 2]);
    }

    #[test]
    fn a_phrase_used_daily_is_offered_whole() {
        let predictor = Predictor::embedded().unwrap();
        let daily = [("the quarterly numbers look fine to me", None); 12];
        let personal = taught(&predictor, &daily);
        let phrase = ask(&predictor, &personal, "the quarterly ", None).phrase.unwrap();
        assert!(phrase.text.starts_with("numbers look fine to me"), "{phrase:?}");
    }

    #[test]
    fn newer_counts_more_than_older() {
        let predictor = Predictor::embedded().unwrap();
        let older = [("we live in Brackwater", None); 3];
        let newer = [("we live in Tolchester", None); 3];
        for (messages, expected) in [([older, newer].concat(), "Tolchester"), ([newer, older].concat(), "Brackwater")] {
            let personal = taught(&predictor, &messages);
            assert_eq!(ask(&predictor, &personal, "we live in ", None).words[0].text, expected);
        }
    }

    #[test]
    fn the_application_counts_where_it_differs() {
        let predictor = Predictor::embedded().unwrap();
        let mail = [("kind regards Winterbottom", Some("mail")); 3];
        let chat = [("kind regards Snookums", Some("chat")); 3];
        let personal = taught(&predictor, &[mail, chat].concat());
        for (app, expected) in [("mail", "Winterbottom"), ("chat", "Snookums")] {
            assert_eq!(ask(&predictor, &personal, "kind regards ", Some(app)).words[0].text, expected);
        }
    }

    /// Blending the memory in changes what is offered, not what the session costs or that it is a distribution.
    #[test]
    fn distributions_stay_distributions() {
        let predictor = Predictor::embedded().unwrap();
        let personal = taught(&predictor, &[("some words typed before, some of them twice", None); 2]);
        for text in ["", "some ", "some wor", "before, so", "👍 "] {
            let found = ask(&predictor, &personal, text, None);
            let sum: f32 = found.words.iter().map(|word| word.probability).sum();
            assert!(sum <= 1.001, "{text:?}: {sum}");
            assert!(found.chars.iter().map(|c| c.probability).sum::<f32>() <= 1.001, "{text:?}");
            assert!(found.words.windows(2).all(|pair| pair[0].probability >= pair[1].probability), "{text:?}");
        }
    }

    #[test]
    fn learning_through_the_network_remembers_the_same() {
        let predictor = Predictor::embedded().unwrap();
        let message = "meet me at Kettlewick station\n";
        let mut quick = Personal::beginning(&predictor);
        quick.remember(predictor.vocab(), "hello\n", message, None);
        let mut slow = Personal::beginning(&predictor);
        let (mut worker, mut context) = (Worker::default(), Context::default());
        let first = slow.learn(&predictor, &mut worker, &mut context, "hello\n", message, None);
        assert_eq!((quick.memory.symbols(), quick.memory.bytes()), (slow.memory.symbols(), slow.memory.bytes()));
        let again = slow.learn(&predictor, &mut worker, &mut context, "hello\n", message, None);
        assert!(again < 0.6 * first, "{first} bits, then {again}");
    }
}
