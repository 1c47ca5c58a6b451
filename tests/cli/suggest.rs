//! Commands and the daemon that they start.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::home::{Home, stderr, stdout};
use crate::words::check_error;

/// The fields of an answer, and that what they hold are words with probabilities in order.
fn check_answer(answer: &Value) {
    let probabilities = |field: &str| -> Vec<f64> {
        let items = answer[field].as_array().unwrap_or_else(|| panic!("{field} in {answer}"));
        items.iter().map(|item| item["probability"].as_f64().expect("a probability")).collect()
    };
    for field in ["words", "chars"] {
        let probabilities = probabilities(field);
        assert!(
            probabilities.is_sorted_by(|a, b| a >= b) && probabilities.iter().all(|p| (0.0..=1.0).contains(p)),
            "{answer}"
        );
    }
    for word in answer["words"].as_array().expect("words") {
        let (text, completion) =
            (word["text"].as_str().expect("text"), word["completion"].as_str().expect("completion"));
        assert!(text.ends_with(completion.trim_start()) && !completion.is_empty(), "{word}");
        assert!(["completion", "next_word"].contains(&word["kind"].as_str().expect("kind")));
    }
    assert!(answer["phrase"].is_null() || answer["phrase"]["text"].is_string());
    assert!(answer["confidence"].is_number() && answer["took_us"].is_u64());
    assert!(answer.get("session").is_none(), "sessions are none of a script's business");
}

#[test]
fn suggestions_from_a_daemon_that_starts_by_itself() {
    let home = Home::new();
    check_answer(&home.json(&["suggest", "--json", "I'll see you "]));
    check_answer(&home.json(&["suggest", "--json", "--no-start", "-n", "1", ""]));
    let chars = home.json(&["suggest", "--json", "--chars", "Hel"]);
    assert_eq!(chars["words"], Value::Array(Vec::new()));
    let status = home.json(&["status", "--json"]);
    assert_eq!(status["running"], true);
    assert_eq!(status["socket"].as_str(), home.path("run/foretype/foretype.sock").to_str());
    assert_eq!(status["latency"]["count"], 3);
}

/// Something that holds the socket and never answers.
#[cfg(unix)]
#[test]
fn a_daemon_that_hangs_is_waited_for_as_long_as_asked() {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    let home = Home::new();
    let socket = home.path("run/foretype/foretype.sock");
    fs::DirBuilder::new().recursive(true).mode(0o700).create(socket.parent().expect("a folder")).expect("its folder");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    fs::set_permissions(&socket, fs::Permissions::from_mode(0o600)).expect("closed to others");
    check_error(
        &home,
        &["suggest", "--within", "50", "a"],
        1,
        &["did not answer within 50 ms", "foretype daemon restart"],
    );
}

#[test]
fn each_line_of_stdin_is_a_text() {
    let home = Home::new();
    let json = |input: &[u8]| {
        let output = home.run_with_input(&["suggest", "--json"], input);
        assert!(output.status.success(), "{}", stderr(&output));
        let answers: Vec<Value> =
            stdout(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        answers.iter().for_each(check_answer);
        answers.len()
    };
    assert_eq!(json(b""), 0);
    assert_eq!(json(b"Hello \nThank you \r\n\nwithout an end"), 4);
    assert_eq!(json("日本語\n👩‍👩‍👧\n\\n\0\n".as_bytes()), 3);
    assert_eq!(json(&[&b"x".repeat(3 << 20)[..], b"\n"].concat()), 1, "a line of more than a frame");
    let output = home.run_with_input(&["suggest", "--json"], b"fine\n\xff\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("line 2 of stdin is not UTF-8"), "{}", stderr(&output));
    assert_eq!(stdout(&output).lines().count(), 1, "the line before is answered");
}

#[test]
fn answers_come_before_the_next_line_is_typed() {
    use std::io::{BufRead, BufReader};
    let home = Home::new();
    let mut command = home.command(&["suggest", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("its stdin");
    let mut answers = BufReader::new(child.stdout.take().expect("its stdout")).lines();
    for _ in 0..3 {
        stdin.write_all(b"Hello \n").expect("writing");
        let answer = answers.next().expect("an answer").expect("text");
        check_answer(&serde_json::from_str(&answer).expect("JSON"));
    }
    // The daemon is replaced between two lines.
    home.ok(&["daemon", "restart"]);
    stdin.write_all(b"Hello \n").expect("writing");
    assert!(answers.next().is_some());
    drop(stdin);
    assert!(child.wait().expect("the program ends").success());
}

#[test]
fn what_was_offered_for_a_line_says_nothing_of_the_next() {
    let home = Home::new();
    let mut command = home.command(&["suggest", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program runs");
    let lines = "their \ntheir going \ntheir going to \ntheir \ntheir going \n";
    child.stdin.take().expect("its stdin").write_all(lines.as_bytes()).expect("writing");
    let output = child.wait_with_output().expect("the program ends");
    let answers: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(answers[1]["words"], answers[4]["words"]);
}

#[test]
fn the_daemon_starts_stops_and_restarts() {
    let home = Home::new();
    let pid = || home.json(&["daemon", "status", "--json"])["pid"].as_u64().expect("a pid");
    assert_eq!(home.ok(&["daemon", "stop"]), "No daemon was running.\n");
    let said = home.ok(&["daemon", "start"]);
    let first = pid();
    assert_eq!(said, format!("The daemon runs (process {first}).\n"));
    assert_eq!(home.ok(&["daemon", "start"]), format!("The daemon runs already (process {first}).\n"));
    check_error(&home, &["daemon"], 1, &["running already", &first.to_string(), "foretype daemon restart"]);
    let said = home.ok(&["daemon", "restart"]);
    let second = pid();
    assert_ne!(first, second);
    assert_eq!(said, format!("The daemon runs again (process {second}).\n"));
    let status = home.ok(&["status"]);
    assert!(status.contains(&format!("process {second}")) && status.contains("latency"), "{status}");
    assert_eq!(home.ok(&["daemon", "stop"]), format!("The daemon has stopped (process {second}).\n"));
    let output = home.run(&["status", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let status: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(status["running"], false);
    assert!(!home.path("run/foretype/foretype.sock").exists());
}

#[test]
fn two_at_once_from_cold_end_with_one_daemon() {
    let home = Home::new();
    let start = || {
        home.command(&["suggest", "--json", "Hello "])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs")
    };
    let both = [start(), start(), start()];
    for child in both {
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let pid = home.json(&["status", "--json"])["pid"].clone();
    assert_eq!(home.json(&["status", "--json"])["pid"], pid);
    let log = fs::read_to_string(home.path("state/foretype/daemon.log")).expect("the daemon's log");
    assert_eq!(log.matches("listening on").count(), 1, "{log}");
}

#[test]
fn a_file_is_no_message() {
    let home = Home::new();
    std::fs::write(home.path("notes.txt"), "See you at the pier\n").expect("a file");
    let name = home.path("notes.txt").display().to_string();
    check_error(&home, &["learn", &name], 2, &["is a file's name, not a message", "foretype learn --file"]);
    check_error(&home, &["learn", "-"], 2, &["foretype learn --file -"]);
}
