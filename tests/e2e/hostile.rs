//! What no client should do, done to the real daemon: it answers with an error or closes the connection, stays alive
//! and small, and goes on serving a well-behaved client while it is attacked.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::daemon::Daemon;
use crate::support::raw::{Connection, answer, request};
use crate::support::{bytes, golden, poll};
use serde_json::{Value, json};

/// More than any of these attacks may make the daemon grow, in bytes.
const GROWTH: u64 = 64 << 20;

/// Runs an attack while another client is served, and looks at the daemon afterwards.
fn under_attack(attack: impl FnOnce(&Daemon)) {
    under_attack_with("", attack);
}

fn under_attack_with(config: &str, attack: impl FnOnce(&Daemon)) {
    let mut daemon = Daemon::with_config(config);
    let mut witness = daemon.connect();
    be_served(&mut witness, 0);
    let before = daemon.resident_bytes();
    let over = Arc::new(AtomicBool::new(false));
    let watching = over.clone();
    let witness = std::thread::spawn(move || {
        let mut rounds = 0;
        while !watching.load(Ordering::Relaxed) {
            rounds += 1;
            be_served(&mut witness, rounds);
        }
        be_served(&mut witness, rounds);
    });
    attack(&daemon);
    over.store(true, Ordering::Relaxed);
    witness.join().expect("the well-behaved client is served");
    daemon.assert_alive("the attack");
    let growth = daemon.resident_bytes().saturating_sub(before);
    assert!(growth < GROWTH, "the daemon grew by {growth} bytes");
    be_served(&mut daemon.connect(), 1);
}

/// One round of a well-behaved client, which knows the right answers.
fn be_served(client: &mut Connection, round: usize) {
    let text = "x".repeat(round % 50);
    let length = |answer: Result<Value, Value>| answer.unwrap()["length"].as_u64().unwrap();
    assert_eq!(length(client.call("set_context", json!({ "left_context": text }))), round as u64 % 50);
    assert_eq!(length(client.call("edit", json!({ "insert": "Hi " }))), round as u64 % 50 + 3);
    let suggested = client.call("suggest", json!({ "n": 2, "left_context": "How are yo" })).unwrap();
    let words = suggested["words"].as_array().unwrap();
    let probabilities: Vec<f64> = words.iter().map(|word| word["probability"].as_f64().unwrap()).collect();
    assert!(words.len() <= 2 && probabilities.iter().all(|p| (0.0..=1.0).contains(p)), "{words:?}");
    assert!(probabilities.is_sorted_by(|a, b| a >= b), "{probabilities:?}");
    assert_eq!(length(client.call("edit", json!({}))), 10);
}

/// The daemon sends the `error` notification with this code and closes.
fn closes_with(connection: &mut Connection, code: &str, what: &str) {
    let frame = connection.frame().unwrap_or_else(|| panic!("{what}: closed without an error"));
    assert_eq!((&frame[0], &frame[1], &frame[2][0]["code"]), (&json!(2), &json!("error"), &json!(code)), "{what}");
    assert!(frame[2][0]["message"].as_str().is_some_and(|words| !words.is_empty()), "{what}: {frame}");
    assert_eq!(connection.frame(), None, "{what}: not closed");
}

#[test]
fn every_broken_golden_frame() {
    under_attack(|daemon| {
        let mut shared = daemon.connect();
        for case in golden("malformed") {
            let name = case["name"].as_str().unwrap();
            if case["refused"].is_object() {
                // All on one connection: an answered error never ends it.
                is_refused(&mut shared, &case);
            } else if let Some(code) = case["closes"].as_str() {
                let mut connection = daemon.connect();
                connection.try_send(&bytes(&case));
                closes_with(&mut connection, code, name);
            } else {
                assert_eq!(case["incomplete"], true, "{name}: a case without an expectation");
                let mut connection = daemon.connect();
                connection.send(&bytes(&case));
                connection.finish_sending();
                assert_eq!(connection.frame(), None, "{name}: half a frame was answered");
            }
        }
        assert!(shared.call("status", json!({})).is_ok());
    });
}

fn is_refused(connection: &mut Connection, case: &Value) {
    let (name, expected) = (&case["name"], &case["refused"]);
    connection.send(&bytes(case));
    let frame = connection.frame().unwrap_or_else(|| panic!("{name}: closed"));
    let error = answer(&frame, expected["id"].as_u64().unwrap() as u32).expect_err(name.as_str().unwrap());
    assert_eq!(error["code"], expected["code"], "{name}: {error}");
    assert_eq!(error.get("field"), expected.get("field"), "{name}: {error}");
    assert!(error["message"].as_str().is_some_and(|words| !words.is_empty()), "{name}: {error}");
}

/// Well-formed frames in all their widths are each answered once, by their id.
#[test]
fn every_golden_request() {
    under_attack(|daemon| {
        for case in golden("requests").into_iter().chain(golden("widths")) {
            let (name, frame) = (&case["name"], &case["frame"]);
            if frame["method"] == "shutdown" {
                continue;
            }
            let mut connection = daemon.connect();
            connection.send(&bytes(&case));
            if frame["type"] == "request" {
                let found = connection.frame().unwrap_or_else(|| panic!("{name}: closed"));
                let result = answer(&found, frame["id"].as_u64().unwrap() as u32);
                // The sessions in these frames were never opened on this connection.
                let unopened = frame["params"].get("session").is_some();
                // There is no personal model from which to go back.
                let goes_back = frame["method"] == "rollback" && frame["params"].get("generation").is_none();
                // An example sets every field, so that some exclude each other or name sessions that do not exist.
                let example = name.as_str().is_some_and(|name| name.starts_with("example_"));
                match result {
                    Err(error) if example => assert_ne!(error["code"], "internal", "{name}"),
                    Ok(_) => assert!(!unopened && !goes_back, "{name}: {found}"),
                    Err(error) if goes_back => assert_eq!(error["code"], "model_unavailable", "{name}"),
                    Err(error) => assert_eq!((&error["code"], unopened), (&json!("unknown_session"), true), "{name}"),
                }
            }
            connection.finish_sending();
            assert_eq!(connection.frame(), None, "{name}: something is said unasked");
        }
    });
}

#[test]
fn frames_around_the_limit() {
    const MAX: usize = 1 << 20;
    under_attack(|daemon| {
        // Many pieces, none of which promises too much by itself.
        let frame = |total: usize| {
            let mut frame = b"\x94\x00\x01\xa6status\x91\x81\xa1x\xdc\x00\x20".to_vec();
            for left in (0..32).rev() {
                let rest = total - frame.len() - 5;
                let length = if left == 0 { rest } else { rest.min(1 << 15) };
                frame.push(0xdb);
                frame.extend((length as u32).to_be_bytes());
                frame.resize(frame.len() + length, b'a');
            }
            assert_eq!(frame.len(), total);
            frame
        };
        let mut connection = daemon.connect();
        for _ in 0..3 {
            connection.send(&frame(MAX));
            assert!(answer(&connection.frame().expect("answered"), 1).is_ok());
        }
        for total in [MAX + 1, MAX + 1000, 2 * MAX - 100] {
            let mut connection = daemon.connect();
            connection.try_send(&frame(total));
            closes_with(&mut connection, "limit_exceeded", "a frame over the limit");
        }
        // A text as long as a frame can hold: the newest of it is kept.
        let text = "é".repeat(500_000);
        let kept = daemon.connect().call("set_context", json!({ "left_context": text })).unwrap();
        assert!((16_000..=32_768).contains(&kept["length"].as_u64().unwrap()), "{kept}");
    });
}

#[test]
fn nesting() {
    under_attack(|daemon| {
        for (byte, what) in [(0x91, "arrays"), (0x81, "maps that are keys of maps")] {
            let mut connection = daemon.connect();
            connection.try_send(&vec![byte; 1_000_000]);
            closes_with(&mut connection, "limit_exceeded", what);
        }
    });
}

/// A big frame in single bytes is read like any other.
#[test]
fn one_byte_at_a_time() {
    under_attack(|daemon| {
        let mut connection = daemon.connect();
        let frame = request(1, "set_context", json!({ "left_context": "a".repeat(50_000), "x": vec![0; 50_000] }));
        for byte in frame {
            connection.send(&[byte]);
        }
        assert_eq!(answer(&connection.frame().unwrap(), 1).unwrap()["length"], 50_000);
    });
}

#[test]
fn many_frames_in_one_piece() {
    under_attack(|daemon| {
        let mut connection = daemon.connect();
        let frames: Vec<u8> = (1..=50).flat_map(|id| request(id, "edit", json!({ "insert": "a" }))).collect();
        connection.send(&frames);
        for id in 1..=50 {
            assert_eq!(answer(&connection.frame().unwrap(), id).unwrap()["length"], id);
        }
    });
}

/// Responses and unknown notifications are ignored; an id used twice is answered twice.
#[test]
fn odd_but_harmless() {
    under_attack(|daemon| {
        let mut connection = daemon.connect();
        for frame in
            [json!([1, 7, null, {}]), json!([1, 7, {"code": "x"}, null]), json!([2, "nvim_error_event", [0, "x"]])]
        {
            connection.send(&rmp_serde::to_vec(&frame).unwrap());
        }
        connection.send(&request(7, "edit", json!({ "insert": "a" })));
        connection.send(&request(7, "edit", json!({ "insert": "b" })));
        for length in [1, 2] {
            assert_eq!(answer(&connection.frame().unwrap(), 7).unwrap()["length"], length);
        }
    });
}

#[test]
fn a_frame_that_never_ends() {
    under_attack(|daemon| {
        let half = &request(1, "suggest", json!({ "left_context": "Hello " }))[..12];
        let mut connection = daemon.connect();
        connection.send(half);
        closes_with(&mut connection, "invalid_request", "a frame that never ends");
    });
}

#[test]
fn a_reader_that_never_reads() {
    under_attack(|daemon| {
        let mut connection = daemon.connect();
        let frames: Vec<u8> = (0..1000).flat_map(|id| request(id, "hello", json!({}))).collect();
        let mut sent = 0;
        // The daemon stops reading from it, and then closes it: nothing can be written any more.
        let error = loop {
            match connection.stream().write(&frames) {
                Ok(length) => sent += length,
                Err(error) => break error,
            }
            assert!(sent < 256 << 20, "the daemon goes on reading from a client that does not read");
        };
        let kind = error.kind();
        assert!(
            matches!(kind, std::io::ErrorKind::BrokenPipe | std::io::ErrorKind::ConnectionReset),
            "not closed: {error}"
        );
    });
}

#[test]
fn a_thousand_connections() {
    let room = raise_open_files();
    under_attack(|daemon| {
        let attackers = 1000.min(room as usize - 100);
        let mut connections: Vec<Connection> = (0..attackers).map(|_| daemon.connect()).collect();
        // The witness holds one of the 256 places.
        for (place, connection) in connections.iter_mut().enumerate() {
            if place < 255 {
                assert!(connection.call("hello", json!({})).is_ok(), "connection {place}");
            } else {
                closes_with(connection, "limit_exceeded", "one connection too many");
            }
        }
        drop(connections);
        poll("the places of closed connections", || is_let_in(&mut daemon.connect()).then_some(()));
    });
}

/// Whether there is room for a connection; the daemon may still be closing others.
fn is_let_in(connection: &mut Connection) -> bool {
    connection.try_send(&request(1, "hello", json!({})));
    connection.frame().is_some_and(|frame| frame[0] == 1)
}

/// As many files for this process as the system lets it open.
fn raise_open_files() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(4096).min(4096);
    setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum }).unwrap();
    wanted
}

/// Half-sent big frames on many connections at once take no more memory than was sent.
#[test]
fn many_half_frames() {
    under_attack(|daemon| {
        let mut half = b"\x94\x00\x01\xa4edit\x91\x81\xa6insert\xdb\x00\x0f\x00\x00".to_vec();
        half.resize(100_000, b'a');
        let mut connections: Vec<Connection> = (0..200).map(|_| daemon.connect()).collect();
        for connection in &mut connections {
            connection.send(&half);
        }
        be_served(&mut daemon.connect(), 5);
        for connection in &mut connections {
            connection.finish_sending();
            connection.read_to_end();
        }
    });
}

/// More requests than may wait, read late: each gets one answer, and others are served meanwhile.
#[test]
fn a_flood_of_requests() {
    const REQUESTS: u32 = 20_000;
    under_attack(|daemon| {
        let mut connection = daemon.connect();
        let mut writer = connection.stream().try_clone().unwrap();
        let sender = std::thread::spawn(move || {
            for id in 0..REQUESTS {
                let text = format!("I will see you at {} o'clock", id % 24);
                writer.write_all(&request(id, "suggest", json!({ "left_context": text }))).unwrap();
            }
        });
        let mut answered = BTreeMap::new();
        for _ in 0..REQUESTS {
            let frame = connection.frame().expect("answered");
            let id = frame[1].as_u64().unwrap() as u32;
            let outcome = match answer(&frame, id) {
                Ok(_) => "result".to_owned(),
                Err(error) => error["code"].as_str().unwrap().to_owned(),
            };
            assert!(["result", "superseded", "limit_exceeded"].contains(&outcome.as_str()), "{frame}");
            assert!(answered.insert(id, outcome).is_none(), "request {id} was answered twice");
        }
        sender.join().unwrap();
        assert!(answered.values().any(|outcome| outcome == "result"));
    });
}

/// Sessions under a bound of 1 MiB: the states of old ones go, their text stays.
#[test]
fn sessions_full_of_text() {
    under_attack_with("[daemon]\nsession_memory_mb = 1\n", |daemon| {
        let mut connection = daemon.connect();
        let line = "This is a line of text that is not very long.\n".repeat(4);
        let sessions: Vec<Value> = (0..64)
            .map(|_| connection.call("open", json!({ "left_context": line })).unwrap()["session"].clone())
            .collect();
        assert_eq!(connection.call("open", json!({})).unwrap_err()["code"], "limit_exceeded");
        for session in &sessions {
            assert!(connection.call("suggest", json!({ "session": session, "n": 1 })).is_ok());
        }
        let held = connection.call("status", json!({})).unwrap()["session_bytes"].as_u64().unwrap();
        assert!(held <= 1 << 20, "sessions hold {held} bytes");
        for session in &sessions {
            let edited = connection.call("edit", json!({ "session": session })).unwrap();
            assert_eq!(edited["length"], line.len());
        }
    });
}

/// Random bytes, and golden frames with random bytes in them: the daemon survives whatever it makes of them.
#[test]
fn garbage() {
    under_attack(|daemon| {
        let frames: Vec<Vec<u8>> = ["requests", "widths", "malformed"]
            .into_iter()
            .flat_map(golden)
            .filter(|case| case["frame"]["method"] != "shutdown")
            .map(|case| bytes(&case))
            .collect();
        let mut random = Random(0x5eed_f07e_79fe);
        for round in 0..400 {
            let mut connection = daemon.connect();
            let mut sent = Vec::new();
            for _ in 0..1 + random.below(5) {
                if round % 4 == 0 {
                    sent.extend((0..random.below(2000)).map(|_| random.next() as u8));
                } else {
                    let mut frame = frames[random.below(frames.len())].clone();
                    for _ in 0..random.below(4).min(frame.len()) {
                        let place = random.below(frame.len());
                        frame[place] = random.next() as u8;
                    }
                    sent.extend(frame);
                }
            }
            connection.try_send(&sent);
            connection.finish_sending();
            connection.read_to_end();
        }
    });
}

/// Half of a burst of clients go away in the middle of everything.
#[test]
fn clients_that_vanish() {
    under_attack(|daemon| {
        for round in 0..300 {
            let mut connection = daemon.connect();
            connection.request("suggest", json!({ "left_context": "I was just about to say " }));
            if round % 2 == 0 {
                connection.request("subscribe", json!({}));
                connection.send(&request(9, "suggest", json!({ "left_context": "x" }))[..9]);
            }
        }
        let mut client = daemon.connect();
        // Of all connections two are left: the witness and this one.
        poll("connections of clients that went away to be closed", || {
            (client.call("status", json!({})).unwrap()["connections"] == 2).then_some(())
        });
    });
}

/// The same numbers on every run (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}
