//! The settings file and the model's file, changed by hand under a running daemon: taken in, or refused with a reason.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;

use crate::support::daemon::Daemon;
use crate::support::poll;
use crate::support::raw::Connection;
use foretype::model::{Architecture, Cell, Checkpoint};
use foretype::text::Vocab;
use serde_json::{Value, json};

fn call(client: &mut Connection, method: &str, params: Value) -> Value {
    client.call(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
}

/// Why the file is not taken in, as the daemon tells those who have subscribed.
#[track_caller]
fn refused(told: &mut Connection) -> String {
    let event = told.event("settings_changed", |event| !event["problem"].is_null());
    event["problem"].as_str().unwrap().to_owned()
}

#[track_caller]
fn taken_in(told: &mut Connection) {
    told.event("settings_changed", |event| event["problem"].is_null());
}

fn status(client: &mut Connection) -> Value {
    call(client, "status", json!({}))
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

    let mut told = daemon.connect();
    call(&mut told, "subscribe", json!({ "events": ["settings_changed"] }));

    fs::write(&file, "[suggest]\n\nn = 99\n").unwrap();
    let why = refused(&mut told);
    assert!(["config.toml", "line 3", "suggest.n"].iter().all(|part| why.contains(part)), "{why}");
    assert_eq!(problem(&status(&mut client)), why);
    assert_eq!(characters(&mut client), 4, "the old settings hold");
    assert!(daemon.log().contains("line 3"), "{}", daemon.log());
    // What was wrong is told to be right again also where nothing has changed in the end.
    fs::write(&file, "[suggest]\nn = 4\n").unwrap();
    taken_in(&mut told);
    assert_eq!(problem(&status(&mut client)), "");

    let new =
        "[suggest]\nn = 7\n[privacy]\ndeny_apps = [\"vault\"]\n[learning]\nenabled = false\n[daemon]\nthreads = 7\n";
    rename_over(&file, new.as_bytes());
    taken_in(&mut told);
    assert_eq!(characters(&mut client), 7);
    assert_eq!(call(&mut client, "learning", json!({}))["enabled"], false);
    let dropped = call(&mut client, "learn", json!({ "text": "Hello", "app": "vault" }))["dropped"].clone();
    assert_eq!(dropped, json!({ "denied_app": 1 }));
    assert!(daemon.log().contains("daemon.threads"), "what waits for a start is named: {}", daemon.log());

    fs::remove_file(&file).unwrap();
    assert!(refused(&mut told).contains("config.toml"));
    assert_eq!(characters(&mut client), 7);
    rename_over(&file, b"[suggest]\nn = 2\n");
    taken_in(&mut told);
    assert_eq!(characters(&mut client), 2);
}

/// The first settings are written while the daemon runs, into a folder that nobody had made.
#[test]
fn the_first_settings_are_taken_in() {
    let daemon = Daemon::with_limit("unset FORETYPE_CONFIG");
    let file = daemon.home().join("config/foretype/config.toml");
    let mut told = daemon.connect();
    call(&mut told, "subscribe", json!({ "events": ["settings_changed"] }));
    rename_over(&file, b"[suggest]\nn = 2\n");
    taken_in(&mut told);
    assert_eq!(characters(&mut daemon.connect()), 2);
}

fn model(name: &str, seed: u64) -> Vec<u8> {
    let vocab = Vocab::build(["é"], 1).unwrap();
    let mut model = Checkpoint::untrained(Architecture::plain(Cell::Gru, 1, 3, 4), vocab, seed);
    model.card.name = name.into();
    model.to_bytes().unwrap()
}

#[test]
fn a_model_is_taken_in_or_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("model.safetensors");
    fs::write(&file, model("one", 1)).unwrap();
    let daemon = Daemon::with_config(&format!("[model]\npath = {file:?}\n"));
    let mut client = daemon.connect();
    let mut told = daemon.connect();
    call(&mut told, "subscribe", json!({ "events": ["model_changed"] }));
    assert_eq!(status(&mut client)["model"]["name"], "one");

    rename_over(&file, &model("two", 2));
    told.event("model_changed", |event| event["model"]["name"] == "two");
    assert_eq!(status(&mut client)["model"]["name"], "two");
    // A refused model changes nothing, of which no event tells.
    fs::write(&file, "no model at all").unwrap();
    let refused = |status: &Value| problem(status).contains("model.safetensors");
    let status_then = poll("the refusal", || Some(status(&mut client)).filter(refused));
    assert_eq!(status_then["model"]["name"], "two", "the old model is still served");
    assert!(!call(&mut client, "suggest", json!({ "left_context": "a" }))["words"].is_null());
    fs::write(&file, model("three", 3)).unwrap();
    told.event("model_changed", |event| event["model"]["name"] == "three");
    poll("the end of the problem", || Some(status(&mut client)).filter(|status| problem(status).is_empty()));
}
