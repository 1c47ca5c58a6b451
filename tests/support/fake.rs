//! A daemon that answers what it is told and writes down what it was asked.
//!
//! Main type: [`Fake`].

use std::io::{BufReader, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Instant;

use serde_json::{Value, json};

use super::daemon::PATIENCE;

/// What it does with a `suggest`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Suggest {
    /// Offers `world`.
    Answers,
    /// Offers `the` in the place of `teh`, and nothing else.
    Corrects,
    /// Never answers.
    Hangs,
    /// Sends bytes that are no frame.
    Babbles,
}

pub struct Fake {
    folder: tempfile::TempDir,
    asked: Arc<Asked>,
}

#[derive(Default)]
struct Asked {
    calls: Mutex<Vec<(String, Value)>>,
    more: Condvar,
}

impl Fake {
    /// A daemon with these methods beside `hello`, `open`, `suggest` and `accept`.
    pub fn start(methods: &[&str], suggest: Suggest) -> Fake {
        let folder = tempfile::Builder::new().prefix("ft").tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join("socket")).unwrap();
        // As the daemon's own are: clients speak to no other.
        for (path, mode) in [(folder.path().to_owned(), 0o700), (folder.path().join("socket"), 0o600)] {
            std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
        }
        let asked = Arc::new(Asked::default());
        let known: Vec<String> =
            ["hello", "open", "suggest", "accept", "status"].iter().chain(methods).map(|m| (*m).to_owned()).collect();
        // The thread ends with the process of the test.
        std::thread::spawn({
            let asked = asked.clone();
            move || {
                for stream in listener.incoming() {
                    let (stream, asked, known) = (stream.unwrap(), asked.clone(), known.clone());
                    std::thread::spawn(move || serve(stream, &asked, &known, suggest));
                }
            }
        });
        Fake { folder, asked }
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    /// A folder for what the test needs besides.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The parameters of every call of a method so far.
    pub fn asked(&self, method: &str) -> Vec<Value> {
        let calls = self.asked.calls.lock().unwrap();
        calls.iter().filter(|(name, _)| name == method).map(|(_, params)| params.clone()).collect()
    }

    /// Whether a method is called within a moment, or was.
    pub fn is_asked(&self, method: &str) -> bool {
        let until = Instant::now() + PATIENCE / 30;
        let mut calls = self.asked.calls.lock().unwrap();
        while !calls.iter().any(|(name, _)| name == method) && Instant::now() < until {
            calls = self.asked.more.wait_timeout(calls, PATIENCE / 100).unwrap().0;
        }
        calls.iter().any(|(name, _)| name == method)
    }

    /// Waits until a method was called so many times.
    pub fn wait(&self, method: &str, count: usize) -> Vec<Value> {
        let start = Instant::now();
        let mut calls = self.asked.calls.lock().unwrap();
        while calls.iter().filter(|(name, _)| name == method).count() < count {
            assert!(start.elapsed() < PATIENCE, "{method} was not called {count} times: {calls:?}");
            calls = self.asked.more.wait_timeout(calls, PATIENCE / 100).unwrap().0;
        }
        drop(calls);
        self.asked(method)
    }
}

fn serve(stream: UnixStream, asked: &Asked, known: &[String], suggest: Suggest) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    while let Ok(frame) = rmp_serde::from_read::<_, Value>(&mut reader) {
        // Notifications have no id.
        let told = frame[0] == 2;
        let at = if told { 1 } else { 2 };
        let (id, method) = (frame[1].clone(), frame[at].as_str().unwrap().to_owned());
        let params = frame[at + 1][0].clone();
        asked.calls.lock().unwrap().push((method.clone(), params.clone()));
        asked.more.notify_all();
        if told || (method == "suggest" && suggest == Suggest::Hangs) {
            continue;
        }
        if method == "suggest" && suggest == Suggest::Babbles {
            let _ = writer.write_all(&[0xc1; 9]);
            return;
        }
        let answer = match known.contains(&method) {
            true => json!([1, id, null, result(&method, &params, known, suggest)]),
            false => json!([1, id, { "code": "unknown_method", "message": "no such method" }, null]),
        };
        if writer.write_all(&rmp_serde::to_vec(&answer).unwrap()).is_err() {
            return;
        }
    }
}

fn result(method: &str, params: &Value, known: &[String], suggest: Suggest) -> Value {
    let word = json!({ "text": "world", "completion": "world", "delete": 0, "insert": "world", "probability": 0.9, "kind": "next_word" });
    match method {
        "hello" => json!({ "server": "foretype", "version": "9", "protocol": 2, "methods": known }),
        // 1: kept, 2: private.
        "open" => json!({ "session": 1 + i32::from(params["private"] == true) }),
        "suggest" if suggest == Suggest::Corrects => json!({ "words": corrections(params), "phrase": null }),
        "suggest" => json!({ "words": [word], "phrase": null }),
        "pause" => json!({ "paused": params["paused"] }),
        "forget" => json!({ "messages": 1, "changed": 2 }),
        _ => json!({}),
    }
}

/// The word that was just typed, and the same when a space has ended it.
fn corrections(params: &Value) -> Vec<Value> {
    let text = params["left_context"].as_str().unwrap_or_default();
    let meant = [("teh", "the"), ("teh ", "the ")].into_iter().find(|(typed, _)| text.ends_with(typed));
    let word = |(typed, meant): (&str, &str)| {
        json!({ "text": "the", "completion": "", "delete": typed.len(), "insert": meant, "probability": 0.9,
                "kind": "correction", "space_after": true })
    };
    meant.map(word).into_iter().collect()
}
