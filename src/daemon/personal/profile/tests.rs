//! What a profile learns, forgets and keeps.

use super::*;
use crate::history::NewMessage;
use crate::predict::{Context, Outcome, Predictor, Worker};

struct Rig {
    profile: Profile,
    store: Store,
    _folder: tempfile::TempDir,
}

impl Rig {
    fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().store;
        let profile = Profile::new(Arc::new(Served::new(Arc::new(Predictor::embedded().unwrap()))));
        profile.opened(&store);
        Rig { profile, store, _folder: folder }
    }

    /// Keeps messages and hands them on, as the history service does.
    fn learn(&self, texts: &[String]) -> Option<u64> {
        let new = |text: &String| NewMessage { text: text.clone(), source: "import:x".into(), ..NewMessage::default() };
        let kept = self.store.add(texts.iter().map(new)).unwrap().kept;
        self.profile.learned(&self.store, &kept)
    }

    fn symbols(&self) -> usize {
        self.profile.read().personal.memory.symbols()
    }
}

fn texts(what: &str, count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{what} number {n}")).collect()
}

/// Words on offer after a text.
fn offered(rig: &Rig, text: &str) -> Vec<String> {
    let (model, taught) = (rig.profile.served.model().predictor, rig.profile.read());
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
    rig.profile.learned_words(&rig.store.add_words(words).unwrap());
    for again in [false, true] {
        for (text, expected) in texts {
            assert!(offered(&rig, text).iter().any(|word| word == expected), "{text}: {again}");
        }
        // One word does not follow another because a list has them in this order.
        assert!(!offered(&rig, "Kettlewick ").iter().any(|word| word == "Zebulonia"));
        rig.profile.build(&rig.store).unwrap();
    }
    rig.store.erase(&crate::history::Condition { word: Some("zebulonia".into()), ..Default::default() }).unwrap();
    rig.profile.build(&rig.store).unwrap();
    assert!(!offered(&rig, texts[1].0).iter().any(|word| word == "Zebulonia"));
}

/// A phone's dictionary is mostly words that everybody has.
#[test]
fn words_that_the_model_knows_are_not_remembered() {
    let rig = Rig::new();
    let before = offered(&rig, "we went to th");
    let words = ["the", "there", "these", "Thursday", "theatre", "thing", "house", "don't"].map(|text| word(text, 1));
    rig.profile.learned_words(&words);
    assert_eq!(rig.symbols(), 0);
    assert_eq!(offered(&rig, "we went to th"), before);
}

#[test]
fn habits_are_learned_of_what_was_kept() {
    let rig = Rig::new();
    let attention = || rig.profile.read().personal.habits.attention();
    let before = attention();
    let mut fared = Fared::default();
    fared.see(
        vec![Outcome { word: "boat".into(), taken: true, passed: 0, shown: vec![("boat".into(), 0.5)] }],
        Vec::new(),
    );
    rig.profile.observe(&fared, "another message");
    assert_eq!(attention(), before);
    rig.profile.observe(&fared, "we took the boat");
    assert!(attention() > before);
}

#[test]
fn much_at_once_is_learned_bit_by_bit() {
    let rig = Rig::new();
    assert_eq!(rig.learn(&texts("a short note", 3)), None, "at once");
    let (symbols, done) = (rig.symbols(), rig.profile.done());
    let number = rig.learn(&texts("a note of an import", 60)).unwrap();
    assert_eq!((rig.symbols(), rig.profile.done()), (symbols, done), "nothing yet");
    let mut slices = 0;
    while rig.profile.has_put_off() {
        rig.profile.go_on(&rig.store);
        slices += 1;
        // What somebody types meanwhile is learned before the rest.
        let symbols = rig.symbols();
        assert_eq!(rig.learn(&texts(&format!("typed {slices}"), 1)), None);
        assert!(rig.symbols() > symbols);
    }
    assert!(slices > 3, "{slices}");
    assert_eq!(rig.profile.done(), number);
    // A forgetting builds everything from the history, whatever was still to come.
    rig.learn(&texts("more of an import", 60)).unwrap();
    rig.profile.build(&rig.store).unwrap();
    assert!(!rig.profile.has_put_off());
}

/// An import trains the mixing weights when the memory has doubled, whoever types in between.
#[test]
fn typing_does_not_make_an_import_train_again() {
    let rig = Rig::new();
    let trained = |rig: &Rig| rig.profile.lessons().waiting.iter().filter(|lesson| lesson.through_network).count();
    let mut batches = Vec::new();
    for batch in 0..6 {
        rig.learn(&texts(&format!("batch {batch} of an import"), 250)).unwrap();
        batches.push(trained(&rig) > 0);
        // By memory alone, which is quick.
        rig.profile.lessons().waiting.iter_mut().for_each(|lesson| lesson.through_network = false);
        while rig.profile.has_put_off() {
            rig.profile.go_on(&rig.store);
        }
        assert_eq!(rig.learn(&texts(&format!("typed {batch}"), 1)), None);
    }
    let times = batches.iter().filter(|trained| **trained).count();
    assert!(batches[0] && times <= 4, "{batches:?}");
}

/// Somebody who asks reads after the change that is under way, however many changes wait.
#[test]
fn a_reader_goes_before_the_next_of_many_changes() {
    let rig = Rig::new();
    let profile = &rig.profile;
    let (changes, stop) = (AtomicUsize::new(0), std::sync::atomic::AtomicBool::new(false));
    let many = || {
        while !stop.load(Relaxed) {
            profile.change(|_| {
                let until = Instant::now() + Duration::from_micros(300);
                while Instant::now() < until {
                    std::hint::spin_loop();
                }
                changes.fetch_add(1, Relaxed);
            });
        }
    };
    let passed = std::thread::scope(|scope| {
        scope.spawn(many);
        while changes.load(Relaxed) < 5 {
            std::hint::spin_loop();
        }
        let passed = (0..50).map(|_| {
            let before = changes.load(Relaxed);
            drop(profile.read());
            changes.load(Relaxed) - before
        });
        let passed: Vec<usize> = passed.collect();
        stop.store(true, Relaxed);
        passed
    });
    // A reader that the machine does not let run sees many changes go by.
    let waited = passed.iter().filter(|&&changes| changes > 5).count();
    assert!(waited <= 10, "changes made while a reader waited: {passed:?}");
}
