//! Tests of the order of events: real sockets, held compute threads, and a clock that the test moves.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinHandle;

use super::events::description;
use super::server::Server;
use super::state::Daemon;
use crate::config::Config;
use crate::predict::Predictor;
use crate::rpc::client::{Client, ClientError};
use crate::rpc::codec::{self, Decoder, Message};
use crate::rpc::limits::{MAX_IN_FLIGHT, MAX_SESSIONS};
use crate::rpc::params;
use crate::rpc::protocol::*;
use crate::rpc::transport::{self, Claim, Stream};

/// A daemon with one compute thread, in a folder of its own.
struct Rig {
    daemon: Arc<Daemon>,
    running: JoinHandle<()>,
    _folder: TempDir,
}

impl Rig {
    fn start(change: impl FnOnce(&mut Config)) -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.daemon.threads = 1;
        config.history.path = folder.path().join("history");
        change(&mut config);
        let listener = Claim::new(&folder.path().join("run/s")).unwrap().bind().unwrap();
        let predictor = Arc::new(Predictor::embedded().unwrap());
        let server = Server::new(listener, predictor, config).unwrap();
        let daemon = server.daemon().clone();
        let running = tokio::spawn(server.run(std::future::pending()));
        Rig { daemon, running, _folder: folder }
    }

    async fn client(&self) -> Client {
        Client::connect(&self.daemon.socket).await.unwrap()
    }

    async fn wire(&self) -> Wire {
        let stream = transport::connect(&self.daemon.socket).await.unwrap();
        Wire { stream, decoder: Decoder::default() }
    }

    /// Keeps the compute thread busy until the sender is dropped.
    fn hold(&self) -> Sender<()> {
        let (release, held) = channel();
        let (begun, begins) = channel();
        self.daemon.pool.submit(u64::MAX, move || {
            begun.send(()).unwrap();
            let _ = held.recv();
        });
        begins.recv().unwrap();
        release
    }
}

/// A connection by hand.
struct Wire {
    stream: Stream,
    decoder: Decoder,
}

impl Wire {
    async fn send(&mut self, frames: &[Vec<u8>]) {
        self.stream.write_all(&frames.concat()).await.unwrap();
    }

    /// The next message; nothing when the daemon closes.
    async fn next(&mut self) -> Option<Message> {
        loop {
            if let Some(message) = self.decoder.next_message().unwrap() {
                return Some(message);
            }
            if self.stream.read_buf(self.decoder.buffer_mut()).await.ok()? == 0 {
                return None;
            }
        }
    }

    /// The next response: its id and the code of its error, if it is one.
    async fn answer(&mut self) -> (u32, Option<String>) {
        match self.next().await.expect("the daemon closed the connection") {
            Message::Response { id, error, .. } => {
                (id, error.map(|error| rmp_serde::from_slice::<RpcError>(&error).unwrap().code))
            }
            other => panic!("{other:?} is no response"),
        }
    }

    /// The next notification's name, and its code if it has one.
    async fn told(&mut self) -> (String, String) {
        match self.next().await.expect("the daemon closed the connection") {
            Message::Notification { method, params } => (method, params::decode::<RpcError>(&params).unwrap().code),
            other => panic!("{other:?} is no notification"),
        }
    }
}

fn suggest(id: u32, session: Option<SessionId>) -> Vec<u8> {
    codec::request(id, method::SUGGEST, &Suggest { session, ..Suggest::default() }).unwrap()
}

fn empty(id: u32, method: &str) -> Vec<u8> {
    codec::request(id, method, &Empty {}).unwrap()
}

fn code_of<T: std::fmt::Debug>(result: Result<T, ClientError>) -> String {
    match result {
        Err(ClientError::Rpc(error)) => error.code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_newer_suggest_supersedes_a_waiting_one_at_once() {
    let rig = Rig::start(|_| {});
    let mut wire = rig.wire().await;
    let held = rig.hold();
    wire.send(&[suggest(1, None), suggest(2, None), suggest(3, None)]).await;
    assert_eq!(wire.answer().await, (1, Some(code::SUPERSEDED.into())));
    assert_eq!(wire.answer().await, (2, Some(code::SUPERSEDED.into())));
    drop(held);
    assert_eq!(wire.answer().await, (3, None));
    assert_eq!(rig.client().await.status().await.unwrap().superseded, 2);
}

#[tokio::test]
async fn a_question_is_superseded_only_by_one_that_asks_for_as_much() {
    let rig = Rig::start(|_| {});
    let mut wire = rig.wire().await;
    let ask = |id, kinds: &[Kind]| {
        let params = Suggest { kinds: Some(kinds.to_vec()), ..Suggest::default() };
        codec::request(id, method::SUGGEST, &params).unwrap()
    };
    let held = rig.hold();
    let questions = [ask(1, &[Kind::Words]), ask(2, &[Kind::Chars]), ask(3, &[Kind::Chars]), ask(4, &[Kind::Phrase])];
    wire.send(&questions).await;
    assert_eq!(wire.answer().await, (2, Some(code::SUPERSEDED.into())));
    wire.send(&[ask(5, &[Kind::Words, Kind::Chars])]).await;
    assert_eq!(wire.answer().await, (1, Some(code::SUPERSEDED.into())));
    assert_eq!(wire.answer().await, (3, Some(code::SUPERSEDED.into())));
    drop(held);
    assert_eq!((wire.answer().await, wire.answer().await), ((4, None), (5, None)));
}

#[tokio::test]
async fn a_pause_is_told_to_those_who_subscribed() {
    let rig = Rig::start(|_| {});
    let mut wire = rig.wire().await;
    let events = Some(vec![event::PAUSE_CHANGED.into()]);
    wire.send(&[codec::request(1, method::SUBSCRIBE, &Subscribe { events }).unwrap()]).await;
    assert_eq!(wire.answer().await, (1, None));
    for paused in [true, false] {
        rig.client().await.pause(&Pause { paused, minutes: None }).await.unwrap();
        let Some(Message::Notification { method, params }) = wire.next().await else { panic!("no notification") };
        let told: PauseResult = params::decode(&params).unwrap();
        assert_eq!((method.as_str(), told.paused), (event::PAUSE_CHANGED, paused));
    }
}

#[tokio::test]
async fn sessions_do_not_supersede_each_other() {
    let rig = Rig::start(|_| {});
    let mut wire = rig.wire().await;
    wire.send(&[codec::request(1, method::OPEN, &Open::default()).unwrap()]).await;
    let Some(Message::Response { result, .. }) = wire.next().await else { panic!() };
    let opened: OpenResult = rmp_serde::from_slice(&result).unwrap();
    let held = rig.hold();
    wire.send(&[suggest(2, None), suggest(3, Some(opened.session))]).await;
    // What needs no computation is answered meanwhile.
    wire.send(&[empty(4, method::STATUS), empty(5, method::EDIT)]).await;
    assert_eq!((wire.answer().await, wire.answer().await), ((4, None), (5, None)));
    drop(held);
    assert_eq!((wire.answer().await, wire.answer().await), ((2, None), (3, None)));
}

#[tokio::test]
async fn closing_a_session_answers_what_waits() {
    let rig = Rig::start(|_| {});
    let client = rig.client().await;
    let session = client.open(&Open::default()).await.unwrap().session;
    let held = rig.hold();
    let asking = Suggest { session: Some(session), ..Suggest::default() };
    let closing = Close { session };
    let (asked, closed) = tokio::join!(client.suggest(&asking), client.close(&closing));
    assert_eq!(code_of(asked), code::SUPERSEDED);
    closed.unwrap();
    drop(held);
    assert_eq!(code_of(client.suggest(&asking).await), code::UNKNOWN_SESSION);
}

#[tokio::test]
async fn more_requests_than_the_limit_are_refused_until_some_are_answered() {
    let rig = Rig::start(|_| {});
    let mut wire = rig.wire().await;
    let open = |id| codec::request(id, method::OPEN, &Open::default()).unwrap();
    let limit = u32::try_from(MAX_SESSIONS).unwrap();
    wire.send(&(0..=limit).map(open).collect::<Vec<_>>()).await;
    let mut sessions = Vec::new();
    for _ in 0..limit {
        let Some(Message::Response { error: None, result, .. }) = wire.next().await else { panic!() };
        sessions.push(rmp_serde::from_slice::<OpenResult>(&result).unwrap().session);
    }
    assert_eq!(wire.answer().await, (limit, Some(code::LIMIT_EXCEEDED.into())));

    let held = rig.hold();
    assert_eq!(MAX_IN_FLIGHT, sessions.len());
    let asked: Vec<_> = (0..).zip(&sessions).map(|(id, &s)| suggest(id, Some(s))).collect();
    wire.send(&asked).await;
    wire.send(&[empty(1000, method::STATUS)]).await;
    assert_eq!(wire.answer().await, (1000, Some(code::LIMIT_EXCEEDED.into())));
    drop(held);
    for id in 0..limit {
        assert_eq!(wire.answer().await, (id, None));
    }
    wire.send(&[empty(1001, method::STATUS)]).await;
    assert_eq!(wire.answer().await, (1001, None));
}

#[tokio::test]
async fn a_daemon_that_stops_answers_what_is_in_flight_and_frees_its_address_before_it_closes() {
    let rig = Rig::start(|_| {});
    let mut wire = rig.wire().await;
    let subscribe = codec::request(1, method::SUBSCRIBE, &Subscribe::default()).unwrap();
    wire.send(&[subscribe]).await;
    assert_eq!(wire.answer().await, (1, None));
    let held = rig.hold();
    wire.send(&[suggest(2, None)]).await;
    rig.client().await.shutdown().await.unwrap();
    assert_eq!(wire.told().await, (event::SHUTTING_DOWN.into(), String::new()));
    drop(held);
    assert_eq!(wire.answer().await, (2, None));
    assert_eq!(wire.next().await, None);
    assert!(!rig.daemon.socket.exists());
    Claim::new(&rig.daemon.socket).unwrap().bind().unwrap();
    rig.running.await.unwrap();
}

#[tokio::test]
async fn subscribers_hear_of_another_model_and_sessions_go_on() {
    let rig = Rig::start(|_| {});
    let (client, silent) = (rig.client().await, rig.client().await);
    let mut quiet = silent.notifications();
    let mut told = client.notifications();
    let events = Some(vec![event::MODEL_CHANGED.into(), "tomorrow".into()]);
    let subscribed = client.subscribe(&Subscribe { events }).await.unwrap();
    assert_eq!(subscribed.events, [event::MODEL_CHANGED]);
    let asking = Suggest { left_context: Some("How are ".into()), ..Suggest::default() };
    let before = client.suggest(&asking).await.unwrap();
    rig.daemon.models.serve(Arc::new(Predictor::embedded().unwrap()));
    let notification = told.recv().await.unwrap();
    assert_eq!(notification.method, event::MODEL_CHANGED);
    assert_eq!(notification.parse::<ModelChanged>().unwrap().model, description(&rig.daemon.model().predictor));
    let after = client.suggest(&asking).await.unwrap();
    assert_eq!((after.session, after.words), (before.session, before.words));
    silent.status().await.unwrap();
    assert!(quiet.try_recv().is_err());
}

#[tokio::test]
async fn a_connection_too_many_is_told_so() {
    let rig = Rig::start(|config| config.daemon.max_connections = 2);
    let (one, two) = (rig.client().await, rig.client().await);
    // Answered, so counted.
    one.status().await.unwrap();
    two.status().await.unwrap();
    let mut third = rig.wire().await;
    assert_eq!(third.told().await, (ERROR_NOTIFICATION.into(), code::LIMIT_EXCEEDED.into()));
    assert_eq!(third.next().await, None);
    let client = rig.client().await;
    client.closed().await;
    assert_eq!(code_of(client.status().await), code::LIMIT_EXCEEDED);
    one.status().await.unwrap();
}

#[tokio::test]
async fn a_client_that_says_no_more_still_gets_its_answers() {
    let rig = Rig::start(|_| {});
    let mut stream = std::os::unix::net::UnixStream::connect(&rig.daemon.socket).unwrap();
    let held = rig.hold();
    std::io::Write::write_all(&mut stream, &suggest(1, None)).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    stream.set_nonblocking(true).unwrap();
    let stream = Stream::from(interprocess::os::unix::uds_local_socket::tokio::Stream::from(
        tokio::net::UnixStream::from_std(stream).unwrap(),
    ));
    let mut wire = Wire { stream, decoder: Decoder::default() };
    drop(held);
    assert_eq!(wire.answer().await, (1, None));
    assert_eq!(wire.next().await, None);
}

// The clock of the tests below stands still and jumps to the next timer once nothing else can happen.

#[tokio::test(start_paused = true)]
async fn a_frame_that_is_never_finished_ends_its_connection_only() {
    let rig = Rig::start(|_| {});
    let mut half = rig.wire().await;
    let idle = rig.client().await;
    half.send(&[suggest(1, None)[..5].to_vec()]).await;
    assert_eq!(half.told().await, (ERROR_NOTIFICATION.into(), code::INVALID_REQUEST.into()));
    assert_eq!(half.next().await, None);
    idle.status().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_client_that_reads_nothing_is_not_read_from_and_then_closed() {
    let rig = Rig::start(|_| {});
    let mut deaf = rig.wire().await;
    let frames = empty(1, method::HELLO).repeat(100);
    // Would go on for ever if the daemon went on reading, and block for ever if it did not close.
    let mut sent = 0usize;
    while deaf.stream.write_all(&frames).await.is_ok() {
        sent += frames.len();
        assert!(sent < 64 << 20, "the daemon reads on and on");
    }
    rig.client().await.status().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_daemon_without_clients_stops_after_the_time_set() {
    let rig = Rig::start(|config| config.daemon.idle_exit_minutes = 1);
    rig.running.await.unwrap();
    assert!(!rig.daemon.socket.exists());
}
