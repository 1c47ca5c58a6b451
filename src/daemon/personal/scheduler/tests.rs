//! Promotion, forgetting, death and damage in any order, with a tiny model and a history on the disk: never is a model
//! served that saw what was forgotten. Nothing here looks at a clock, and a seed says what happens.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::*;
use crate::adapt::Message;
use crate::daemon::history::Observer;
use crate::daemon::personal::Profile;
use crate::daemon::personal::RunRecord;
use crate::daemon::serving::Served;
use crate::history::{Condition, NewMessage, Search, Store};
use crate::model::{Architecture, Cell, Checkpoint};
use crate::predict::Predictor;
use crate::text::Vocab;
use crate::text::random::SplitMix64;

fn model(seed: u64) -> Checkpoint {
    Checkpoint::untrained(Architecture::plain(Cell::Gru, 1, 2, 2), Vocab::build(["é"], 1).unwrap(), seed)
}

/// Bits by which a model is known again.
fn key(model: &Checkpoint) -> Vec<u32> {
    model.weights.data.iter().take(8).map(|weight| weight.to_bits()).collect()
}

/// The rest of the daemon: what is served.
#[derive(Clone, Default)]
struct Stage(Arc<Mutex<Option<Vec<u32>>>>);

impl Host for Stage {
    fn messages(&self, _: usize) -> Option<(Vec<Message>, Provenance)> {
        None
    }
    fn base(&self) -> Option<Checkpoint> {
        None
    }
    fn serve(&self, model: Option<&Checkpoint>) {
        *self.0.lock().unwrap() = model.map(key);
    }
    fn ended(&self, _: i64) {}
    fn is_paused(&self) -> bool {
        false
    }
}

/// A run that has read its text.
struct Run {
    permit: Permit,
    seen: Provenance,
    texts: BTreeSet<u64>,
}

/// A daemon's history and learner, and what is known of them from outside.
struct Play {
    folder: tempfile::TempDir,
    random: SplitMix64,
    predictor: Arc<Predictor>,
    stage: Stage,
    store: Store,
    own: Profile,
    handle: Handle,
    run: Option<Run>,
    /// Texts so far, those that are forgotten, and what each model has seen.
    texts: u64,
    forgotten: BTreeSet<u64>,
    saw: HashMap<Vec<u32>, BTreeSet<u64>>,
    /// What happened, for the message of a failure.
    told: Vec<String>,
}

fn open(folder: &Path, predictor: &Arc<Predictor>, stage: &Stage) -> (Store, Profile, Handle) {
    let generations = Generations::open(&folder.join("models"), "base").unwrap();
    let shared = Shared::new(generations, config::Learning::default(), Box::new(stage.clone()));
    let (handle, own) = (Handle(Arc::new(shared)), Profile::new(Arc::new(Served::new(predictor.clone()))));
    own.attach(handle.clone());
    let store = Store::open(&folder.join("history")).unwrap().store;
    store.trust_the_power();
    own.opened(&store);
    (store, own, handle)
}

impl Play {
    fn new(seed: u64, predictor: &Arc<Predictor>) -> Play {
        // Memory where the system has a folder in it: a thousand histories are written.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        let stage = Stage::default();
        let (store, own, handle) = open(folder.path(), predictor, &stage);
        let random = SplitMix64::new(seed);
        let (saw, told) = (HashMap::new(), Vec::new());
        let (predictor, forgotten) = (predictor.clone(), BTreeSet::new());
        Play { folder, random, predictor, stage, store, own, handle, run: None, texts: 0, forgotten, saw, told }
    }

    fn keep(&mut self) {
        let text = format!("canary {} sings", self.texts);
        self.texts += 1;
        let time = i64::try_from(self.random.below(50)).unwrap();
        let new = NewMessage { time: Some(time), source: "typed".into(), text, ..NewMessage::default() };
        let kept = self.store.add([new]).unwrap().kept;
        self.own.learned(&self.store, &kept);
    }

    fn begin_run(&mut self) {
        let mut texts = BTreeSet::new();
        self.store.for_each(|message| texts.extend(number(&message.text))).unwrap();
        let epoch = self.handle.0.lock().epoch;
        let config = config::Learning { generations: 2, ..config::Learning::default() };
        let permit = Permit { epoch, request: Request::Run, config, started: Instant::now() };
        self.run = Some(Run { permit, seen: self.store.provenance().unwrap(), texts });
    }

    fn promote(&mut self) {
        let Some(Run { permit, seen, texts }) = self.run.take() else { return };
        let candidate = model(1000 + self.saw.len() as u64);
        self.saw.insert(key(&candidate), texts);
        let record = RunRecord { promoted: true, ..RunRecord::default() };
        run::conclude(&self.handle.0, &permit, candidate, record, seen).unwrap();
    }

    /// Begins a forgetting, has something happen in between or not, and ends it or dies.
    fn forget(&mut self) {
        if self.texts == 0 {
            return;
        }
        let text = self.random.below(self.texts as usize) as u64;
        let search = Search { text: Some(format!("canary {text} ")), ..Search::default() };
        let erased = self.store.erase(&Condition { search, ..Condition::default() }).unwrap();
        match self.random.below(4) {
            0 => self.promote(),
            1 => return self.die_after(text),
            _ => {}
        }
        self.own.forgotten(&self.store, &erased);
        self.forgotten.insert(text);
    }

    fn die_after(&mut self, text: u64) {
        self.told.push("killed in between".into());
        self.die(false);
        self.forgotten.insert(text);
    }

    fn roll_back(&mut self) {
        // There may be nothing to go back to.
        let _ = self.handle.roll_back(None);
    }

    /// Killed, and started again; meanwhile a page of the history may have been damaged.
    fn die(&mut self, damaged: bool) {
        self.run = None;
        *self.stage.0.lock().unwrap() = None;
        let elsewhere = tempfile::tempdir_in(self.folder.path()).unwrap();
        // The files are closed first: one program has them at a time.
        self.store = Store::open(elsewhere.path()).unwrap().store;
        if damaged {
            let path = self.folder.path().join("history/history.db");
            let mut bytes = fs::read(&path).unwrap();
            let page = 1 + self.random.below(bytes.len() / 4096 - 1);
            bytes[page * 4096] ^= 4;
            fs::write(&path, bytes).unwrap();
        }
        (self.store, self.own, self.handle) = open(self.folder.path(), &self.predictor, &self.stage);
    }

    fn step(&mut self) {
        /// What may happen, under its name.
        type Step = (&'static str, fn(&mut Play));
        let steps: [Step; 9] = [
            ("keep", Play::keep),
            ("keep", Play::keep),
            ("begin a run", Play::begin_run),
            ("begin a run", Play::begin_run),
            ("promote", Play::promote),
            ("promote", Play::promote),
            ("forget", Play::forget),
            ("kill", |play| play.die(false)),
            ("damage", |play| play.die(true)),
        ];
        let (name, step) = match self.random.below(steps.len() + 1) {
            at if at < steps.len() => steps[at],
            _ => ("roll back", Play::roll_back as fn(&mut Play)),
        };
        self.told.push(format!("{name} ({} texts)", self.texts));
        step(self);
    }

    /// What is served has seen nothing that is forgotten. Whether a personal model is served.
    fn check(&self, seed: u64) -> bool {
        let served = self.stage.0.lock().unwrap().clone();
        let Some(served) = served else { return false };
        let remembered: Vec<_> = self.saw[&served].intersection(&self.forgotten).collect();
        assert!(remembered.is_empty(), "seed {seed}: {remembered:?} in the model served after {:?}", self.told);
        true
    }
}

/// The number in a text.
fn number(text: &str) -> Option<u64> {
    text.split(' ').nth(1)?.parse().ok()
}

#[test]
fn never_is_a_model_served_that_saw_what_was_forgotten() {
    let predictor = Arc::new(Predictor::new(&model(1)));
    let (mut served, mut survived) = (0, 0);
    for seed in 0..1000 {
        let mut play = Play::new(seed, &predictor);
        for _ in 0..12 {
            let before = play.check(seed);
            let forgotten = play.forgotten.len();
            play.step();
            let after = play.check(seed);
            served += usize::from(after);
            survived += usize::from(before && after && play.forgotten.len() > forgotten);
        }
    }
    // The checks above mean something only if personal models were served at all.
    assert!(served > 500 && survived > 10, "{served} times a personal model was served, {survived} survived");
}
