//! The settings file and the model's file, changed by hand under a running daemon: taken in, or refused with a reason.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::support::daemon::{Daemon, PATIENCE};
use crate::support::raw::Connection;
use foretype::model::{Alphabet, Architecture, Cell, Checkpoint, Init, ModelCard, Weights};
use foretype::text::Vocab;
use serde_json::{Value, json};

fn call(client: &mut Connection, method: &str, params: Value) -> Value {
    client.call(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
}

/// Asks for the status until it is as it should be.
#[track_caller]
fn wait(daemon: &Daemon, client: &mut Connection, reached: impl Fn(&Value) -> bool) -> Value {
    let start = Instant::now();
    loop {
        let status = call(client, "status", json!({}));
        if reached(&status) {
            return status;
        }
        assert!(start.elapsed() < PATIENCE, "{status}; the log:\n{}", daemon.log());
    }
}

fn problem(status: &Value) -> &str {
    status["settings_problem"].as_str().unwrap_or_default()
}

/// As most editors save.
fn rename_over(file: &Path, content: &[u8]) {
    let new = file.with_extension("new~");
    fs::write(&new, content).unwrap();
    fs::rename(new, file).unwrap();
}

fn characters(client: &mut Connection) -> usize {
    let answer = call(client, "suggest", json!({ "left_context": "How are yo", "kinds": ["chars"] }));
    answer["chars"].as_array().unwrap().len()
}

#[test]
fn settings_are_taken_in_or_refused_with_line_and_field() {
    let daemon = Daemon::with_config("[suggest]\nn = 4\n");
    let file = daemon.home().join("config.toml");
    let mut client = daemon.connect();
    assert_eq!(characters(&mut client), 4);

    fs::write(&file, "[suggest]\n\nn = 99\n").unwrap();
    let status = wait(&daemon, &mut client, |status| problem(status).contains("line 3"));
    assert!(problem(&status).contains("config.toml") && problem(&status).contains("suggest.n"), "{status}");
    assert_eq!(characters(&mut client), 4, "the old settings hold");
    assert!(daemon.log().contains("line 3"), "{}", daemon.log());

    let new =
        "[suggest]\nn = 7\n[privacy]\ndeny_apps = [\"vault\"]\n[learning]\nenabled = false\n[daemon]\nthreads = 7\n";
    rename_over(&file, new.as_bytes());
    wait(&daemon, &mut client, |status| problem(status).is_empty());
    let start = Instant::now();
    while characters(&mut client) != 7 {
        assert!(start.elapsed() < PATIENCE, "{}", daemon.log());
    }
    assert_eq!(call(&mut client, "learning", json!({}))["enabled"], false);
    let dropped = call(&mut client, "learn", json!({ "text": "Hello", "app": "vault" }))["dropped"].clone();
    assert_eq!(dropped, json!({ "denied_app": 1 }));
    assert!(daemon.log().contains("daemon.threads"), "what waits for a start is named: {}", daemon.log());

    fs::remove_file(&file).unwrap();
    wait(&daemon, &mut client, |status| problem(status).contains("config.toml"));
    assert_eq!(characters(&mut client), 7);
    rename_over(&file, b"[suggest]\nn = 2\n");
    wait(&daemon, &mut client, |status| problem(status).is_empty());
    let start = Instant::now();
    while characters(&mut client) != 2 {
        assert!(start.elapsed() < PATIENCE, "{}", daemon.log());
    }
}

fn model(name: &str, seed: u64) -> Vec<u8> {
    let architecture = Architecture {
        cell: Cell::Gru,
        layers: 1,
        embedding: 3,
        hidden: 4,
        dropout: 0.0,
        tied: false,
        context: 0,
        ngrams: None,
    };
    let vocab = Vocab::build(["é"], 1).unwrap();
    let weights = Weights::init(&architecture, &Alphabet::of(&vocab), Init::Uniform, seed);
    let card = ModelCard { name: name.into(), ..ModelCard::default() };
    Checkpoint { architecture, vocab, weights, card }.to_bytes().unwrap()
}

#[test]
fn a_model_is_taken_in_or_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("model.safetensors");
    fs::write(&file, model("one", 1)).unwrap();
    let daemon = Daemon::with_config(&format!("[model]\npath = {file:?}\n"));
    let mut client = daemon.connect();
    let named = |name: &'static str| move |status: &Value| status["model"]["name"] == name;
    wait(&daemon, &mut client, named("one"));

    rename_over(&file, &model("two", 2));
    wait(&daemon, &mut client, named("two"));
    fs::write(&file, "no model at all").unwrap();
    let status = wait(&daemon, &mut client, |status| problem(status).contains("model.safetensors"));
    assert_eq!(status["model"]["name"], "two", "the old model is still served");
    assert!(!call(&mut client, "suggest", json!({ "left_context": "a" }))["words"].is_null());
    fs::write(&file, model("three", 3)).unwrap();
    wait(&daemon, &mut client, |status| status["model"]["name"] == "three" && problem(status).is_empty());
}
