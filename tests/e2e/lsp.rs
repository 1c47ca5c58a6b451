//! `foretype lsp` as an editor sees it: a scripted client over its stdin and stdout.
#![cfg(unix)]

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;

use crate::support::daemon::Daemon;
use crate::support::fake::{Fake, Suggest};
use crate::support::{PATIENCE, ended, poll};
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_foretype");

/// An editor with the server as its child.
struct Editor {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: mpsc::Receiver<Value>,
    notes: VecDeque<Value>,
    next_id: i64,
    introduced: Value,
}

impl Editor {
    fn start(mut command: Command, initialize: Value) -> Editor {
        let mut child =
            command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = mpsc::channel();
        std::thread::spawn(move || read_all(stdout, &sender));
        let mut editor = Editor { child, stdin, messages, notes: VecDeque::new(), next_id: 0, introduced: Value::Null };
        editor.introduced = editor.ask("initialize", initialize).unwrap();
        editor.tell("initialized", json!({}));
        editor
    }

    /// With the real daemon.
    fn with(daemon: &Daemon, encodings: &[&str]) -> Editor {
        let capabilities = json!({ "general": { "positionEncodings": encodings } });
        let client = json!({ "name": "test" });
        Editor::start(
            daemon.client_command(Path::new(PROGRAM)),
            json!({ "capabilities": capabilities, "clientInfo": client }),
        )
    }

    /// With one that writes everything down.
    fn with_fake(fake: &Fake, options: Value) -> Editor {
        let mut command = Command::new(PROGRAM);
        command.env("FORETYPE_SOCKET", fake.socket()).env("HOME", fake.folder()).env_remove("XDG_CONFIG_HOME");
        Editor::start(command, json!({ "capabilities": {}, "initializationOptions": options }))
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{text}", text.len());
        self.stdin.as_mut().unwrap().write_all(frame.as_bytes()).unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and does not wait.
    fn request(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    fn answer(&mut self, id: i64) -> Result<Value, Value> {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("an answer");
            if message["id"] == id {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].clone()),
                };
            }
            self.notes.push_back(message);
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.request(method, params);
        self.answer(id)
    }

    fn open(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Inserts at a place, as a keystroke does.
    fn insert(&mut self, uri: &str, line: u32, character: u32, text: &str) {
        let at = json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": at, "end": at }, "text": text });
        let document = json!({ "uri": uri, "version": 2 });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    /// Types letter by letter from a place on; `\n` goes to the next line.
    fn type_text(&mut self, uri: &str, mut line: u32, mut character: u32, text: &str) {
        for c in text.chars() {
            self.insert(uri, line, character, &c.to_string());
            (line, character) = if c == '\n' { (line + 1, 0) } else { (line, character + 1) };
        }
    }

    fn completion(&mut self, uri: &str, line: u32, character: u32) -> Value {
        self.ask("textDocument/completion", place(uri, line, character)).unwrap()
    }

    fn inline(&mut self, uri: &str, line: u32, character: u32) -> Value {
        let mut params = place(uri, line, character);
        params["context"] = json!({ "triggerKind": 2 });
        self.ask("textDocument/inlineCompletion", params).unwrap()
    }

    fn save(&mut self, uri: &str) {
        self.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    }

    /// Says goodbye as the protocol wants it, and returns the exit code.
    fn quit(mut self) -> Option<i32> {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.tell("exit", Value::Null);
        ended(&mut self.child).code()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn place(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn read_all(mut stdout: impl BufRead, sender: &mpsc::Sender<Value>) {
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if stdout.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        if stdout.read_exact(&mut body).is_err() || sender.send(serde_json::from_slice(&body).unwrap()).is_err() {
            return;
        }
    }
}

fn labels(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect()
}

const LETTER: &str = "file:///tmp/foretype-test/letter.md";

#[test]
fn words_take_the_place_of_what_was_typed_in_every_encoding() {
    let daemon = Daemon::start();
    // The units of `Zoë 👋 how are yo` before `yo`, and the encoding agreed on.
    for (offered, agreed, start) in [
        (vec![], "utf-16", 15),
        (vec!["utf-16"], "utf-16", 15),
        (vec!["utf-32"], "utf-32", 14),
        (vec!["utf-16", "utf-8"], "utf-8", 18),
    ] {
        let mut editor = Editor::with(&daemon, &offered);
        assert_eq!(editor.introduced["capabilities"]["positionEncoding"], agreed);
        assert_eq!(editor.introduced["capabilities"]["textDocumentSync"]["change"], 2, "incremental");
        editor.open(LETTER, "markdown", "Hi,\nZoë 👋 how are yo");
        let list = editor.completion(LETTER, 1, start + 2);
        assert_eq!(list["isIncomplete"], true);
        assert_eq!(labels(&list)[..2], ["you", "your"], "{agreed}");
        let first = &list["items"][0];
        let range = json!({ "start": { "line": 1, "character": start }, "end": { "line": 1, "character": start + 2 } });
        assert_eq!(first["textEdit"], json!({ "range": range, "newText": "you" }), "{agreed}");
        let ranks: Vec<&str> =
            list["items"].as_array().unwrap().iter().map(|item| item["sortText"].as_str().unwrap()).collect();
        assert!(ranks.is_sorted() && ranks.len() > 1, "{ranks:?}");
        assert_eq!(editor.quit(), Some(0));
    }
}

/// Where an editor marks the first item, Enter takes it: what was typed and is whole stays as it is.
#[test]
fn enter_replaces_no_finished_word() {
    let daemon = Daemon::start();
    let mut editor = Editor::with(&daemon, &["utf-8"]);
    editor.open(LETTER, "markdown", "");
    for (line, text) in ["I am not feeling well", "Dear Anna", "Thanks", "See you later"].iter().enumerate() {
        editor.type_text(LETTER, line as u32, 0, &format!("{text}\n"));
        let list = editor.completion(LETTER, line as u32, text.len() as u32);
        let word = text.rsplit(' ').next().unwrap();
        assert!(labels(&list).first().is_none_or(|first| *first == word), "{text}: {list}");
        assert!(list["items"].as_array().unwrap().iter().all(|item| item.get("preselect").is_none()), "{list}");
    }
    // Ghost text has what may come next.
    let ghost = editor.inline(LETTER, 2, 6);
    let next = ghost["items"][0]["insertText"].as_str();
    assert!(next.is_none_or(|text| !text.starts_with(char::is_alphabetic)), "{ghost}");
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn changes_several_documents_and_ghost_text() {
    let daemon = Daemon::start();
    let mut editor = Editor::with(&daemon, &[]);
    let other = "untitled:Untitled-1";
    editor.open(LETTER, "markdown", "");
    editor.open(other, "plaintext", "Thank y");
    editor.type_text(LETTER, 0, 0, "👋\nI don't kno");
    assert_eq!(labels(&editor.completion(LETTER, 1, 11))[0], "know");
    assert_eq!(labels(&editor.completion(other, 0, 7))[0], "you");
    let ghost = editor.inline(other, 0, 7);
    let text = ghost["items"][0]["insertText"].as_str().unwrap();
    assert!(text.starts_with("ou"), "{ghost}");
    let at = json!({ "line": 0, "character": 7 });
    assert_eq!(ghost["items"][0]["range"], json!({ "start": at, "end": at }));
    // Within a word there is no room for it.
    assert_eq!(editor.inline(other, 0, 6), Value::Null);
    // What is taken is told, and the list goes on from there.
    let command = ghost["items"][0]["command"].clone();
    editor.insert(other, 0, 7, text);
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    assert_eq!(editor.ask("workspace/executeCommand", params), Ok(Value::Null));
    // A replacement over two lines, and the whole text at once.
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 2 } });
    let changes = json!([{ "range": range, "text": "You " }]);
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": LETTER, "version": 3 }, "contentChanges": changes }),
    );
    assert_eq!(labels(&editor.completion(LETTER, 0, 13))[0], "know");
    let changes = json!([{ "text": "Good morni" }]);
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": LETTER, "version": 4 }, "contentChanges": changes }),
    );
    assert_eq!(labels(&editor.completion(LETTER, 0, 10))[0], "morning");
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": LETTER } }));
    assert_eq!(editor.completion(LETTER, 0, 10), Value::Null);
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn of_code_only_comments_are_asked_about() {
    let daemon = Daemon::start();
    let mut editor = Editor::with(&daemon, &["utf-8"]);
    let code = "file:///tmp/foretype-test/x.rs";
    editor.open(code, "rust", "// Thank y\nlet how_are_yo");
    assert_eq!(labels(&editor.completion(code, 0, 10))[0], "you");
    assert_eq!(editor.completion(code, 1, 14), Value::Null);
    assert_eq!(editor.inline(code, 1, 14), Value::Null);
    // Whatever the editor calls it.
    let other = "file:///tmp/foretype-test/x.py";
    editor.open(other, "markdown", "how_are_yo\n# Thank y");
    assert_eq!(editor.completion(other, 0, 10), Value::Null);
    assert_eq!(labels(&editor.completion(other, 1, 9))[0], "you");
    let unknown = "file:///tmp/foretype-test/x.json";
    editor.open(unknown, "json", "Thank y");
    assert_eq!(editor.completion(unknown, 0, 7), Value::Null);
    let settings = json!({ "foretype": { "comments": false, "proseLanguages": ["json"], "words": 2 } });
    editor.tell("workspace/didChangeConfiguration", json!({ "settings": settings }));
    assert_eq!(editor.completion(code, 0, 10), Value::Null);
    assert_eq!(labels(&editor.completion(unknown, 0, 7))[0], "you");
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn a_daemon_that_goes_is_replaced() {
    let mut daemon = Daemon::start();
    let mut editor = Editor::with(&daemon, &[]);
    editor.open(LETTER, "markdown", "How are yo");
    assert_eq!(labels(&editor.completion(LETTER, 0, 10))[0], "you");
    daemon.connect().call("shutdown", json!({})).unwrap();
    assert!(daemon.wait().success());
    // The server starts another one; while that takes its time the lists are empty.
    poll("words again", || (labels(&editor.completion(LETTER, 0, 10)).first() == Some(&"you")).then_some(()));
    assert_eq!(editor.quit(), Some(0));
    crate::support::python::check(daemon.client_command(Path::new(PROGRAM)).args(["daemon", "stop"]));
}

#[test]
fn without_a_daemon_nothing_is_offered_and_nothing_fails() {
    let fake = Fake::start(&[], Suggest::Answers);
    std::fs::remove_file(fake.socket()).unwrap();
    let mut editor = Editor::with_fake(&fake, json!({ "startDaemon": false }));
    editor.open(LETTER, "markdown", "hello ");
    assert_eq!(editor.completion(LETTER, 0, 6)["items"], json!([]));
    let status = json!({ "command": "foretype.status" });
    let said = editor.ask("workspace/executeCommand", status).unwrap();
    assert!(said["error"].as_str().unwrap().contains("not there"), "{said}");
    assert!(editor.notes.is_empty(), "{:?}", editor.notes);
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn what_was_typed_is_handed_over_when_it_is_saved() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut editor = Editor::with_fake(&fake, json!({ "app": "my-editor" }));
    let letter = format!("file://{}/letter.md", fake.folder().display());
    editor.open(&letter, "markdown", "was here\n");
    editor.type_text(&letter, 1, 0, "first line\nsecond\n\nhello ");
    let list = editor.completion(&letter, 4, 6);
    let item = &list["items"][0];
    let text = item["textEdit"]["newText"].as_str().unwrap().to_owned();
    editor.insert(&letter, 4, 6, &text);
    let params = json!({ "command": item["command"]["command"], "arguments": item["command"]["arguments"] });
    editor.ask("workspace/executeCommand", params).unwrap();
    assert_eq!(fake.asked("accept")[0]["text"], "world");
    assert_eq!(fake.asked("commit"), [Value::Null; 0]);
    editor.insert(&letter, 0, 0, "something long that a program put here ");
    editor.save(&letter);
    let told = fake.wait("commit", 2);
    let texts: Vec<&str> = told.iter().map(|params| params["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["first line\nsecond", "hello world"]);
    // As it stood while it was typed, so that the daemon knows what was typed during a pause.
    assert!(fake.asked("set_context").iter().any(|told| told["left_context"] == "hello world"));
    assert!(fake.asked("open").iter().all(|open| open["app"] == "my-editor"));
    // A comment is handed over without its signs, code not at all.
    let code = format!("file://{}/x.rs", fake.folder().display());
    editor.open(&code, "rust", "");
    editor.type_text(&code, 0, 0, "// a comment\nlet x = 1;\n");
    editor.save(&code);
    assert_eq!(fake.wait("commit", 3)[2]["text"], "a comment");
    assert_eq!(editor.quit(), Some(0));
    assert_eq!(fake.asked("commit").len(), 3);
}

#[test]
fn what_is_saved_by_itself_is_handed_over_at_the_end() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut editor = Editor::with_fake(&fake, Value::Null);
    let uri = |name: &str| format!("file://{}/{name}.md", fake.folder().display());
    let [closed, left, unsaved, quick] = ["closed", "left", "unsaved", "quick"].map(uri);
    for uri in [&closed, &left, &unsaved, &quick] {
        editor.open(uri, "markdown", "");
        editor.type_text(uri, 0, 0, "half a ");
    }
    let will_save = |uri: &str, reason: u32| json!({ "textDocument": { "uri": uri }, "reason": reason });
    for uri in [&closed, &left, &unsaved] {
        editor.tell("textDocument/willSave", will_save(uri, 2));
        editor.save(uri);
    }
    editor.type_text(&closed, 0, 7, "sentence");
    editor.tell("textDocument/willSave", will_save(&closed, 2));
    editor.save(&closed);
    editor.type_text(&unsaved, 0, 7, "sentence");
    for uri in [&closed, &unsaved] {
        editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }
    assert_eq!(fake.wait("commit", 1)[0]["text"], "half a sentence");
    // Saved by the person, and gone at once.
    editor.tell("textDocument/willSave", will_save(&quick, 1));
    editor.save(&quick);
    assert_eq!(editor.quit(), Some(0));
    let texts: Vec<Value> = fake.asked("commit").iter().map(|params| params["text"].clone()).collect();
    assert_eq!(texts, ["half a sentence", "half a ", "half a "]);
}

/// Editors that save when the hands rest, and do not tell so, save in the middle of a sentence.
#[test]
fn a_sentence_that_is_saved_in_its_middle_is_one_message() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut editor = Editor::with_fake(&fake, Value::Null);
    let uri = |name: &str| format!("file://{}/{name}.md", fake.folder().display());
    let [rests, twice] = ["rests", "twice"].map(uri);
    editor.open(&rests, "markdown", "");
    let mut at = 0;
    for piece in ["I am go", "ing to the ", "lake"] {
        editor.type_text(&rests, 0, at, piece);
        editor.save(&rests);
        at += piece.len() as u32;
    }
    editor.type_text(&rests, 0, at, ".");
    editor.save(&rests);
    assert_eq!(fake.wait("commit", 1)[0]["text"], "I am going to the lake.");
    // Saved twice without a change, and left.
    editor.open(&twice, "markdown", "");
    editor.type_text(&twice, 0, 0, "no full stop");
    editor.save(&twice);
    editor.save(&twice);
    assert_eq!(fake.wait("commit", 2)[1]["text"], "no full stop");
    // A line that was ended is whole.
    editor.type_text(&rests, 0, at + 1, "\na line\n");
    editor.save(&rests);
    assert_eq!(fake.wait("commit", 3)[2]["text"], "a line");
    editor.type_text(&rests, 2, 0, "and then");
    editor.save(&rests);
    assert_eq!(editor.quit(), Some(0));
    assert_eq!(fake.wait("commit", 4)[3]["text"], "and then");
    assert_eq!(fake.asked("commit").len(), 4);
}

#[test]
fn secrets_are_neither_asked_about_nor_kept() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let git = |arguments: &[&str]| Command::new("git").arg("-C").arg(fake.folder()).args(arguments).output().unwrap();
    assert!(git(&["init", "-q"]).status.success());
    std::fs::write(fake.folder().join(".gitignore"), "ignored.md\n").unwrap();
    let mut editor = Editor::with_fake(&fake, json!({ "deny": ["*.diary"] }));
    for name in [".env", "server.key", "id_rsa", "a.diary", ".password-store/mail.md", "untitled:.env"] {
        let uri = match name.strip_prefix("untitled:") {
            Some(name) => format!("untitled:{}/{name}", fake.folder().display()),
            None => format!("file://{}/{name}", fake.folder().display()),
        };
        editor.open(&uri, "markdown", "");
        editor.type_text(&uri, 0, 0, "secret ");
        assert_eq!(editor.completion(&uri, 0, 7), Value::Null, "{name}");
        assert_eq!(editor.inline(&uri, 0, 7), Value::Null, "{name}");
        editor.save(&uri);
    }
    // Asked about in a session of which nothing is kept, and not handed over.
    let ignored = format!("file://{}/ignored.md", fake.folder().display());
    editor.open(&ignored, "markdown", "");
    editor.type_text(&ignored, 0, 0, "ignored text ");
    assert_eq!(labels(&editor.completion(&ignored, 0, 13)), ["world"]);
    editor.save(&ignored);
    let open = format!("file://{}/open.md", fake.folder().display());
    editor.open(&open, "markdown", "");
    editor.type_text(&open, 0, 0, "open text. ");
    editor.save(&open);
    assert_eq!(fake.wait("commit", 1)[0]["text"], "open text. ");
    assert_eq!(editor.quit(), Some(0));
    for params in fake.asked("suggest") {
        let text = params["left_context"].as_str().unwrap();
        assert!(!text.contains("secret"), "{text}");
        assert!(!text.contains("ignored") || params["session"] == 2, "{params}");
    }
    assert_eq!(fake.asked("commit").len(), 1);
}

#[test]
fn commands_with_a_daemon_that_learns_and_one_that_does_not() {
    let run = |editor: &mut Editor, command: &str, argument: Value| {
        editor.ask("workspace/executeCommand", json!({ "command": command, "arguments": [argument] }))
    };
    let learns = Fake::start(&["forget", "pause"], Suggest::Answers);
    let mut editor = Editor::with_fake(&learns, Value::Null);
    assert_eq!(run(&mut editor, "foretype.forget", json!({ "word": "x" })), Ok(json!({ "messages": 1, "changed": 2 })));
    assert_eq!(run(&mut editor, "foretype.forget", json!("y")).map(|said| said["messages"].clone()), Ok(json!(1)));
    assert_eq!(learns.asked("forget")[1]["word"], "y");
    assert_eq!(run(&mut editor, "foretype.pause", json!({ "paused": false })), Ok(json!({ "paused": false })));
    assert_eq!(run(&mut editor, "foretype.forget", json!({})).unwrap_err()["code"], -32602);
    assert_eq!(run(&mut editor, "foretype.sing", json!({})).unwrap_err()["code"], -32602);
    assert_eq!(editor.quit(), Some(0));

    let older = Fake::start(&[], Suggest::Answers);
    let mut editor = Editor::with_fake(&older, Value::Null);
    let said = run(&mut editor, "foretype.forget", json!({ "word": "x" })).unwrap();
    assert!(said["error"].as_str().unwrap().contains("cannot forget"), "{said}");
    let note = editor.notes.iter().find(|note| note["method"] == "window/showMessage").unwrap();
    assert!(note["params"]["message"].as_str().unwrap().contains("cannot forget"));
    editor.open(LETTER, "markdown", "");
    editor.type_text(LETTER, 0, 0, "some words");
    editor.save(LETTER);
    assert_eq!(labels(&editor.completion(LETTER, 0, 10)), ["world"]);
    assert_eq!(editor.quit(), Some(0));
    assert_eq!(older.asked("commit").len(), 0);
}

#[test]
fn a_question_can_be_cancelled_and_a_newer_one_makes_it_moot() {
    let fake = Fake::start(&[], Suggest::Hangs);
    let mut editor = Editor::with_fake(&fake, Value::Null);
    editor.open(LETTER, "markdown", "hello ");
    let id = editor.request("textDocument/completion", place(LETTER, 0, 6));
    fake.wait("suggest", 1);
    editor.tell("$/cancelRequest", json!({ "id": id }));
    assert_eq!(editor.answer(id).unwrap_err()["code"], -32800);
    // A daemon that hangs is given up on, and the list is empty.
    assert_eq!(editor.completion(LETTER, 0, 6)["items"], json!([]));
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn nonsense_is_answered_or_passed_over() {
    let fake = Fake::start(&[], Suggest::Babbles);
    let mut editor = Editor::with_fake(&fake, json!({ "words": "many" }));
    editor.open(LETTER, "markdown", "hello ");
    assert_eq!(editor.completion(LETTER, 0, 6)["items"], json!([]), "a daemon that babbles");
    let note = editor.notes.iter().find(|note| note["method"] == "window/showMessage").unwrap();
    assert!(note["params"]["message"].as_str().unwrap().contains("settings are not used"));
    assert_eq!(editor.ask("textDocument/completion", json!({ "x": 1 })).unwrap_err()["code"], -32602);
    assert_eq!(editor.ask("textDocument/hover", json!({})).unwrap_err()["code"], -32601);
    assert_eq!(editor.ask("workspace/executeCommand", json!([])).unwrap_err()["code"], -32602);
    editor.tell("textDocument/didChange", json!({ "contentChanges": 7 }));
    editor.tell("textDocument/didOpen", json!(null));
    editor.tell("$/cancelRequest", json!({ "id": "nobody's" }));
    editor.insert("file:///not/open.md", 9, 9, "x");
    let range =
        json!({ "start": { "line": 99, "character": 4_000_000_000_u32 }, "end": { "line": 0, "character": 0 } });
    let changes = json!([{ "range": range, "text": "x" }]);
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": LETTER, "version": 2 }, "contentChanges": changes }),
    );
    assert_eq!(editor.completion(LETTER, 99, 99)["isIncomplete"], true);
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn an_editor_that_vanishes_is_a_failure_and_what_it_saved_is_handed_over() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut editor = Editor::with_fake(&fake, Value::Null);
    let letter = format!("file://{}/letter.md", fake.folder().display());
    editor.open(&letter, "markdown", "");
    editor.type_text(&letter, 0, 0, "typed and saved");
    editor.save(&letter);
    drop(editor.stdin.take());
    assert_eq!(ended(&mut editor.child).code(), Some(1));
    assert_eq!(fake.wait("commit", 1)[0]["text"], "typed and saved");
}
