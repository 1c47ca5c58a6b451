//! The turns of connections, the bounds of what waits, and the end.

use std::sync::mpsc::{Sender, channel};

use super::*;
use crate::daemon::history::{Origin, Outcome};
use crate::history::NewMessage;

fn queue() -> (HistoryQueue, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.history.path = folder.path().join("history");
    (HistoryQueue::start(&config, Vec::new()).unwrap(), folder)
}

/// Keeps the history's thread busy until the sender is dropped.
fn hold(queue: &HistoryQueue) -> Sender<()> {
    let (release, held) = channel::<()>();
    let (begun, begins) = channel();
    let work = move |_: &mut HistoryService| {
        begun.send(()).unwrap();
        let _ = held.recv();
        Ok::<(), Refusal>(())
    };
    queue.submit(DAEMON, 0, work, |_| ());
    begins.recv().unwrap();
    release
}

#[test]
fn connections_take_turns() {
    let (queue, _folder) = queue();
    let held = hold(&queue);
    let (ran, order) = channel();
    for (connection, name) in [(1, "a1"), (1, "a2"), (1, "a3"), (2, "b1"), (3, "c1"), (2, "b2")] {
        let ran = ran.clone();
        queue.submit(connection, 0, move |_| Ok::<(), Refusal>(()), move |_| ran.send(name).unwrap());
    }
    drop((held, ran));
    assert_eq!(order.iter().collect::<Vec<_>>(), ["a1", "b1", "c1", "a2", "b2", "a3"]);
}

/// A secret that is all of a message and announced by the one before, of the same conversation and client, soon before.
#[test]
fn a_message_announces_the_secret_of_the_next() {
    let (queue, _folder) = queue();
    let (answered, answers) = channel();
    let held = hold(&queue);
    // The connection, the source, then each message's author, conversation, minute and text.
    type Row<'t> = (Option<&'t str>, &'t str, i64, &'t str);
    let keep = |connection, source: &str, messages: &[Row<'_>]| {
        let message = |&(author, conversation, minute, text): &Row<'_>| NewMessage {
            text: text.into(),
            author: author.map(str::to_owned),
            conversation: Some(conversation.into()),
            time: Some(minute * 60_000),
            ..NewMessage::default()
        };
        let messages: Vec<NewMessage> = messages.iter().map(message).collect();
        let origin = Origin { source: source.into(), connection, ..Origin::default() };
        let answered = answered.clone();
        let work = move |history: &mut HistoryService| history.keep(&origin, messages);
        queue.submit(connection, 0, work, move |result: Result<Outcome, Refusal>| {
            answered.send((connection, result.unwrap().dropped)).unwrap();
        });
    };
    let (anna, me) = (Some("anna"), None);
    keep(1, "import:x", &[(anna, "a", 1, "what's the wifi password?"), (me, "b", 1, "fine"), (me, "a", 2, "hunter2x")]);
    keep(1, "import:x", &[(me, "a", 3, "the pin is"), (me, "b", 3, "4490"), (anna, "a", 20, "4491")]);
    keep(1, "import:x", &[(me, "a", 30, "so the pin is:")]);
    keep(2, "import:x", &[(me, "a", 30, "4492")]);
    keep(1, "import:y", &[(me, "a", 30, "4493")]);
    keep(1, "import:x", &[(me, "a", 31, "4494"), (me, "a", 31, "4495")]);
    drop((held, answered));
    let mut dropped: Vec<(ConnectionId, String)> = Vec::new();
    for (connection, counts) in answers {
        dropped.extend(counts.into_iter().map(|(reason, count)| (connection, format!("{count} {reason}"))));
    }
    assert_eq!(dropped, [(1, "1 password".to_owned()), (1, "1 one_time_code".to_owned())]);
}

/// A secret that was kept is forgotten when the next message says what it was.
#[test]
fn a_message_takes_the_secret_before_it_back() {
    let (queue, _folder) = queue();
    let (answered, answers) = channel();
    let keep = |texts: &[&str]| {
        let message = |text: &&str| NewMessage { text: (*text).into(), ..NewMessage::default() };
        let messages: Vec<NewMessage> = texts.iter().map(message).collect();
        let origin = Origin { source: "typed".into(), ..Origin::default() };
        let answered = answered.clone();
        let work = move |history: &mut HistoryService| {
            history.keep(&origin, messages)?;
            Ok::<_, Refusal>(history.page(None, 10)?.0)
        };
        queue.submit(1, 0, work, move |result| answered.send(result.unwrap()).unwrap());
        answers.recv().unwrap().into_iter().map(|message| message.text).collect::<Vec<_>>()
    };
    assert_eq!(keep(&["hello"]), ["hello"]);
    assert_eq!(keep(&["6613"]), ["6613", "hello"]);
    assert_eq!(keep(&["that's the door code"]), ["that's the door code", "hello"]);
    assert_eq!(keep(&["7714", "thats for the gate"]), ["thats for the gate", "that's the door code", "hello"]);
    assert_eq!(keep(&["ok", "6613"]).len(), 5);
    assert_eq!(keep(&["that's not the pin"]).len(), 6);
}

#[test]
fn one_connection_fills_its_own_line_only() {
    let (queue, _folder) = queue();
    let held = hold(&queue);
    let (answered, answers) = channel();
    for (connection, bytes) in [(1, CONNECTION_BYTES), (1, 1), (1, 1), (2, 1)] {
        let answered = answered.clone();
        let code = move |result: Result<(), Refusal>| answered.send((connection, result));
        queue.submit(connection, bytes, |_| Ok::<(), Refusal>(()), move |result| code(result).unwrap());
    }
    let full = || Err(Refusal::Full);
    assert_eq!([answers.recv().unwrap(), answers.recv().unwrap()], [(1, full()), (1, full())]);
    drop((held, answered));
    assert_eq!(answers.iter().collect::<Vec<_>>(), [(1, Ok(())), (2, Ok(()))]);
}

#[test]
fn what_waits_too_long_when_the_daemon_stops_is_refused() {
    let (queue, _folder) = queue();
    let held = hold(&queue);
    let (answered, answers) = channel();
    for _ in 0..2 {
        let answered = answered.clone();
        queue.submit(1, 0, |_| Ok::<(), Refusal>(()), move |result| answered.send(result).unwrap());
    }
    queue.shared.close(None);
    queue.shared.lock().closing.as_mut().unwrap().0 = Instant::now();
    let late = answered.clone();
    queue.submit(2, 0, |_| Ok::<(), Refusal>(()), move |result| late.send(result).unwrap());
    drop((held, answered, queue));
    assert_eq!(answers.iter().collect::<Vec<_>>(), vec![Err(Refusal::Stopping); 3]);
}
