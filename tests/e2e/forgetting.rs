//! Forgetting is real: what a model was taught until it completed it is in no file, no suggestion and no weight
//! afterwards, and the personal model that is made anew is, bit for bit, one that never saw it.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::support::daemon::{Daemon, PATIENCE};
use crate::support::exposure::{self, Form, ordinary, planted};
use crate::support::raw::Connection;
use foretype::model::Checkpoint;
use serde_json::{Value, json};

/// By itself the learner does nothing but make a model anew after a forgetting; one thread, so that it can be repeated. What
/// a model gains is no matter here: beside the memory, so few messages gain nothing.
const CONFIG: &str = "[learning]\nenabled = false\nthreads = 1\nleast_gain = -1.0\n";
/// How often the canary is written.
const TIMES: usize = 60;

fn call(client: &mut Connection, method: &str, params: Value) -> Value {
    client.call(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
}

/// A daemon that has learned messages, and its events as they come.
struct Taught {
    daemon: Daemon,
    client: Connection,
    events: Receiver<Value>,
}

impl Taught {
    /// Starts to fine-tune on these messages.
    fn new(messages: &[String]) -> Taught {
        let daemon = Daemon::with_config(CONFIG);
        let mut client = daemon.connect();
        let (send, events) = channel();
        let mut subscribed = daemon.connect();
        call(&mut subscribed, "subscribe", json!({ "events": ["model_changed"] }));
        // The connection waits for events as long as the daemon lives.
        subscribed.stream().set_read_timeout(None).unwrap();
        std::thread::spawn(move || {
            while let Some(event) = subscribed.frame() {
                if send.send(event).is_err() {
                    return;
                }
            }
        });
        let messages: Vec<Value> = messages.iter().map(|text| json!({ "text": text })).collect();
        let kept = call(&mut client, "learn", json!({ "messages": messages, "conversation": "anna" }));
        assert_eq!(kept["kept"], messages.len(), "{kept}");
        assert_eq!(call(&mut client, "finetune", json!({})), json!({ "started": true }));
        Taught { daemon, client, events }
    }

    /// Waits until so many runs have ended, and returns the file of the model that came of the last.
    fn promoted(&mut self, runs: u64) -> PathBuf {
        let start = Instant::now();
        let learning = loop {
            let learning = call(&mut self.client, "learning", json!({}));
            if learning["finished"].as_u64() >= Some(runs) {
                break learning;
            }
            assert!(start.elapsed() < 5 * PATIENCE, "{learning}; the log:\n{}", self.daemon.log());
            // A promotion is told at once; a refusal is found by asking again.
            let _ = self.events.recv_timeout(Duration::from_millis(200));
        };
        let run = learning["runs"].as_array().unwrap().last().expect("a run was judged").clone();
        assert_eq!(run["promoted"], true, "{run}");
        assert_eq!(learning["generation"], run["generation"]);
        let folder = self.daemon.home().join("data/foretype/models");
        folder.join(format!("generation-{}.safetensors", run["generation"]))
    }

    fn words(&mut self, text: &str) -> Vec<String> {
        let answer = call(&mut self.client, "suggest", json!({ "left_context": text, "n": 10 }));
        answer["words"].as_array().unwrap().iter().map(|word| word["text"].as_str().unwrap().to_owned()).collect()
    }

    /// Runs `foretype` with these arguments.
    fn foretype(&self, arguments: &[&str]) {
        let mut command = self.daemon.client_command(Path::new(env!("CARGO_BIN_EXE_foretype")));
        let output = command.args(arguments).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Every file below a folder that holds the bytes, in whatever case.
fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(holding(&entry.path(), text));
        } else if kind.is_file() {
            let content = fs::read(entry.path()).unwrap();
            if content.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes())) {
                found.push(entry.path());
            }
        }
    }
    found
}

/// The exposure of the canary in a model's weights alone.
fn exposure_in(model: &Checkpoint) -> f64 {
    let sentences: Vec<String> = Form::Word.secrets().iter().map(|secret| Form::Word.sentence(secret)).collect();
    exposure::exposure(&exposure::costs(model, &sentences))
}

#[test]
fn a_forgotten_canary_is_in_no_file_no_suggestion_and_no_weight() {
    let canary = &Form::Word.secrets()[0];
    let sentence = Form::Word.sentence(canary);
    let begun = sentence.strip_suffix(&canary[3..]).unwrap();
    // It begins first: both work at the same time where there are two cores.
    let rest: Vec<String> = ordinary().into_iter().map(str::to_owned).collect();
    let mut never = Taught::new(&rest);
    let mut taught = Taught::new(&planted(std::slice::from_ref(&sentence), TIMES));

    let saw = taught.promoted(1);
    let by_weights = exposure_in(&Checkpoint::load(&saw).unwrap());
    assert!(by_weights >= 8.0, "the canary was not learned: exposure {by_weights}");
    assert_eq!(taught.words(begun).first(), Some(canary), "it is completed");
    assert!(!holding(taught.daemon.home(), canary).is_empty(), "the bytes can be found while they are there");

    taught.foretype(&["forget", "--text", canary, "--yes"]);
    assert_eq!(holding(taught.daemon.home(), canary), [""; 0].map(PathBuf::from));
    assert!(!saw.exists(), "the model that saw it is gone");
    assert!(!taught.words(begun).contains(canary), "neither base nor memory offer it");

    let rebuilt = taught.promoted(2);
    assert_ne!(rebuilt, saw);
    assert_eq!(holding(taught.daemon.home(), canary), [""; 0].map(PathBuf::from));
    assert!(!taught.words(begun).contains(canary));
    let never_saw = never.promoted(1);
    assert!(fs::read(&rebuilt).unwrap() == fs::read(&never_saw).unwrap(), "the weights remember something");
    let after = exposure_in(&Checkpoint::load(&rebuilt).unwrap());
    // A phrase that nobody has learned reaches 5 bits by chance in one of thirty-two cases.
    assert!(after < 5.0, "exposure {by_weights} before, {after} after");
}
