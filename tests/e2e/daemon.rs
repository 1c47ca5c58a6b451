//! The daemon from end to end: on a socket bound by the test, and as the program itself.

#![cfg(unix)]

use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use foretype::config::Config;
use foretype::daemon;
use foretype::predict::Predictor;
use foretype::rpc::limits::MAX_CONTEXT_BYTES;
use foretype::rpc::protocol::*;
use foretype::rpc::transport::{Claim, TransportError};
use foretype::rpc::{Client, ClientError};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::in_time;

/// A daemon within the test.
struct Daemon {
    socket: PathBuf,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
    _folder: TempDir,
}

impl Daemon {
    fn start(change: impl FnOnce(&mut Config)) -> Daemon {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("run/s");
        let mut config = Config::default();
        change(&mut config);
        let listener = Claim::new(&socket).unwrap().bind().unwrap();
        let predictor = Arc::new(Predictor::embedded().unwrap());
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(async move {
            let stopped = async move { drop(stopped.await) };
            daemon::serve(listener, predictor, config, stopped).await.unwrap();
        });
        Daemon { socket, stop, running, _folder: folder }
    }

    async fn client(&self) -> Client {
        Client::connect(&self.socket).await.unwrap()
    }
}

fn suggest(left_context: &str) -> Suggest {
    Suggest { left_context: Some(left_context.into()), ..Suggest::default() }
}

fn rpc_error<T: std::fmt::Debug>(result: Result<T, ClientError>) -> RpcError {
    match result {
        Err(ClientError::Rpc(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_session_follows_what_is_typed() {
    let daemon = Daemon::start(|_| {});
    let client = daemon.client().await;
    let set = SetContext { left_context: "héllo".into(), ..SetContext::default() };
    let first = client.set_context(&set).await.unwrap();
    let edit = |delete, insert: &str| Edit { delete, insert: insert.into(), ..Edit::default() };
    for (delete, insert, length) in [(0, " you", 9), (3, "", 6), (1, "😀", 6), (u32::MAX, "a", 1), (1, "", 0)] {
        let result = client.edit(&edit(delete, insert)).await.unwrap();
        assert_eq!((result.session, result.length), (first.session, length), "-{delete} +{insert:?}");
    }
    let accepted = client.accept(&Accept { text: "tomorrow ".into(), ..Accept::default() }).await.unwrap();
    assert_eq!(accepted.length, 9);
    // A notification has its effect before the request that follows it.
    client.notify(method::EDIT, &edit(0, "at")).await.unwrap();
    assert_eq!(client.edit(&edit(0, "")).await.unwrap().length, 11);
    let long = SetContext { left_context: "x".repeat(MAX_CONTEXT_BYTES + 1), ..SetContext::default() };
    let kept = usize::try_from(client.set_context(&long).await.unwrap().length).unwrap();
    assert!((MAX_CONTEXT_BYTES / 2..=MAX_CONTEXT_BYTES).contains(&kept));
}

#[tokio::test]
async fn the_conversation_before_a_text_is_lines_before_it() {
    let daemon = Daemon::start(|_| {});
    let client = daemon.client().await;
    let message =
        |text: &str, author: Option<&str>| ContextMessage { text: text.into(), author: author.map(Into::into) };
    let messages = Some(vec![message("tomorrow?", Some("anna")), message("yes", None)]);
    let suggested = |session| Suggest { session: Some(session), ..Suggest::default() };
    // However it comes: with the session, later, or as text.
    let open = Open { messages: messages.clone(), left_context: Some("see y".into()), ..Open::default() };
    let opened = client.open(&open).await.unwrap().session;
    let set = SetContext { messages, left_context: "see y".into(), ..SetContext::default() };
    let set = client.set_context(&set).await.unwrap();
    let text =
        SetContext { session: Some(opened), left_context: "tomorrow?\nyes\nsee y".into(), ..SetContext::default() };
    assert_eq!(set.length, 19);
    let before = client.suggest(&suggested(opened)).await.unwrap();
    assert_eq!(client.set_context(&text).await.unwrap().length, 19);
    let [later, plain] = [client.suggest(&suggested(set.session)).await, client.suggest(&suggested(opened)).await];
    let [later, plain] = [later.unwrap(), plain.unwrap()];
    assert!(!plain.words.is_empty());
    assert_eq!((&before.words, &later.words), (&plain.words, &plain.words));
}

#[tokio::test]
async fn the_way_to_a_text_does_not_change_what_is_suggested() {
    let daemon = Daemon::start(|_| {});
    let whole = daemon.client().await.suggest(&suggest("I'll see you tom")).await.unwrap();
    let client = daemon.client().await;
    for part in ["I'll se", "e yoi", "u tom"] {
        let delete = u32::from(part.starts_with('u'));
        let edit = Edit { delete, insert: part.into(), ..Edit::default() };
        client.edit(&edit).await.unwrap();
        client.suggest(&Suggest::default()).await.unwrap();
    }
    let typed = client.suggest(&Suggest::default()).await.unwrap();
    assert!(!whole.words.is_empty());
    assert_eq!((typed.words, typed.chars), (whole.words, whole.chars));
}

#[tokio::test]
async fn sessions_belong_to_their_connection() {
    let daemon = Daemon::start(|_| {});
    let (mine, other) = (daemon.client().await, daemon.client().await);
    let session = mine.open(&Open { left_context: Some("a".into()), ..Open::default() }).await.unwrap().session;
    let edit = Edit { session: Some(session), insert: "b".into(), ..Edit::default() };
    let error = rpc_error(other.edit(&edit).await);
    assert_eq!((error.code.as_str(), error.field.as_deref()), (code::UNKNOWN_SESSION, Some("session")));
    assert_eq!(rpc_error(other.close(&Close { session }).await).code, code::UNKNOWN_SESSION);
    assert_eq!(mine.edit(&edit).await.unwrap().length, 2);
    // The implicit sessions of two connections are two.
    let set = SetContext { left_context: "abc".into(), ..SetContext::default() };
    let own = mine.set_context(&set).await.unwrap().session;
    let others = other.edit(&Edit::default()).await.unwrap();
    assert_eq!(others.length, 0);
    assert_ne!(others.session, own);
    assert_eq!(mine.status().await.unwrap().sessions, 3);
    drop(mine);
    // Gone with the connection, as soon as the daemon has noticed.
    let one_is_left = async { while other.status().await.unwrap().sessions != 1 {} };
    tokio::time::timeout(Duration::from_secs(60), one_is_left).await.expect("the other sessions go");
}

#[tokio::test]
async fn every_suggest_gets_one_answer_and_the_newest_a_result() {
    let daemon = Daemon::start(|_| {});
    let client = daemon.client().await;
    let mut calls = Vec::new();
    for n in 0..40 {
        let client = client.clone();
        let text = "one word after the other ".repeat(n % 3 + 1);
        calls.push(async move { client.suggest(&suggest(&text)).await });
    }
    let newest = calls.pop().unwrap();
    let older: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
    // Polled in order, so sent in order.
    tokio::task::yield_now().await;
    let newest = newest.await.unwrap();
    assert!(!newest.chars.is_empty());
    let mut superseded = 0;
    for call in older {
        match call.await.unwrap() {
            Ok(_) => {}
            result => {
                assert_eq!(rpc_error(result).code, code::SUPERSEDED);
                superseded += 1;
            }
        }
    }
    assert_eq!(client.status().await.unwrap().superseded, superseded);
}

#[tokio::test]
async fn wrong_values_name_their_field() {
    let daemon = Daemon::start(|_| {});
    let client = daemon.client().await;
    let with = |n, p| Suggest { n, min_probability: p, ..Suggest::default() };
    for (params, field) in [
        (with(Some(33), None), "n"),
        (with(Some(u32::MAX), None), "n"),
        (with(None, Some(-0.1)), "min_probability"),
        (with(None, Some(1.5)), "min_probability"),
        (with(None, Some(f32::NAN)), "min_probability"),
        (with(None, Some(f32::INFINITY)), "min_probability"),
    ] {
        let error = rpc_error(client.suggest(&params).await);
        assert_eq!((error.code.as_str(), error.field.as_deref()), (code::INVALID_PARAMS, Some(field)));
    }
    let most = client.suggest(&with(Some(32), Some(0.0))).await.unwrap();
    assert_eq!(most.chars.len(), 32);
    assert!(client.suggest(&with(Some(0), Some(1.0))).await.unwrap().chars.is_empty());
    let unknown: Result<Empty, _> = client.call("no_such_method", &Empty {}).await;
    assert_eq!(rpc_error(unknown).code, code::UNKNOWN_METHOD);
}

#[tokio::test]
async fn only_what_is_asked_for_is_answered() {
    let daemon = Daemon::start(|config| config.suggest.n = 5);
    let client = daemon.client().await;
    let mut params = suggest("How are ");
    let all = client.suggest(&params).await.unwrap();
    assert_eq!((all.words.len(), all.chars.len()), (5, 5));
    params.kinds = Some(vec![Kind::Chars]);
    let chars = client.suggest(&params).await.unwrap();
    assert_eq!((chars.words.len(), chars.phrase, chars.chars), (0, None, all.chars));
    params.kinds = Some(vec![]);
    let nothing = client.suggest(&params).await.unwrap();
    assert_eq!((nothing.words.len(), nothing.chars.len(), nothing.phrase), (0, 0, None));
}

#[tokio::test]
async fn hidden_states_stay_under_their_bound_and_come_back() {
    let daemon = Daemon::start(|config| config.daemon.session_memory_mb = 2);
    let client = daemon.client().await;
    let text = "It was the best of times, it was the worst of times, and there were many words of it. ".repeat(3);
    let mut sessions = Vec::new();
    let mut most = 0;
    for n in 0..60 {
        if n == 12 {
            // Cut down, but not dropped: nothing is read again.
            let (_, first): &(_, Suggest) = &sessions[0];
            assert_eq!(client.suggest(first).await.unwrap().context_steps, 0);
        }
        let left_context = Some(format!("{n} {text}"));
        let session = client.open(&Open { left_context, ..Open::default() }).await.unwrap().session;
        let ask = Suggest { session: Some(session), ..Suggest::default() };
        sessions.push((client.suggest(&ask).await.unwrap(), ask));
        most = most.max(client.status().await.unwrap().session_bytes);
    }
    assert!((1..=2 << 20).contains(&most), "{most} bytes");
    for (first, ask) in &sessions {
        let again = client.suggest(ask).await.unwrap();
        assert_eq!((&again.words, &again.chars), (&first.words, &first.chars));
    }
    // So many are more than can be cut down: the first was dropped, the newest is still there.
    let (_, newest) = sessions.last().unwrap();
    assert_eq!(client.suggest(newest).await.unwrap().context_steps, 0);
    let evicted = client.suggest(&sessions[0].1).await.unwrap();
    assert!(evicted.context_steps > 0);
    for (_, ask) in sessions {
        client.close(&Close { session: ask.session.unwrap() }).await.unwrap();
    }
    assert_eq!(client.status().await.unwrap().session_bytes, 0);
}

#[tokio::test]
async fn a_long_text_pasted_costs_a_bounded_number_of_steps() {
    let daemon = Daemon::start(|_| {});
    let client = daemon.client().await;
    client.suggest(&suggest("Dear all,")).await.unwrap();
    let insert = " and so on".repeat(6000);
    client.edit(&Edit { insert, ..Edit::default() }).await.unwrap();
    let pasted = client.suggest(&Suggest::default()).await.unwrap();
    assert!((1..2000).contains(&pasted.context_steps), "{} steps", pasted.context_steps);
    client.edit(&Edit { insert: "!".into(), ..Edit::default() }).await.unwrap();
    assert_eq!(client.suggest(&Suggest::default()).await.unwrap().context_steps, 1);
}

#[tokio::test]
async fn a_client_that_reads_nothing_blocks_nobody() {
    let daemon = Daemon::start(|config| config.daemon.threads = 1);
    let mut deaf = std::os::unix::net::UnixStream::connect(&daemon.socket).unwrap();
    deaf.set_nonblocking(true).unwrap();
    let frame = foretype::rpc::codec::request(1, method::STATUS, &Empty {}).unwrap();
    let client = daemon.client().await;
    // Until nothing more is taken from it, twice with an answer for the other in between.
    for _ in 0..2 {
        while std::io::Write::write(&mut deaf, &frame).is_ok() {}
        client.suggest(&suggest("How are ")).await.unwrap();
    }
}

#[tokio::test]
async fn stopping_tells_subscribers_and_frees_the_address() {
    let daemon = Daemon::start(|_| {});
    let (told, not_told) = (daemon.client().await, daemon.client().await);
    let mut notifications = told.notifications();
    let mut none = not_told.notifications();
    assert_eq!(told.subscribe(&Subscribe::default()).await.unwrap().events, event::ALL);
    not_told.status().await.unwrap();
    daemon.stop.send(()).unwrap();
    assert_eq!(in_time(notifications.recv()).await.unwrap().method, event::SHUTTING_DOWN);
    in_time(told.closed()).await;
    assert!(in_time(none.recv()).await.is_err(), "closed without a word");
    assert!(matches!(told.status().await, Err(ClientError::Closed)));
    in_time(daemon.running).await.unwrap();
    assert!(!daemon.socket.exists());
    assert!(matches!(Client::connect(&daemon.socket).await, Err(ClientError::NotRunning { .. })));
}

/// What [`Claim`] says about a socket path after `prepare` has been at its folder.
fn check_claim(prepare: impl FnOnce(&Path), expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("run/s");
    prepare(&socket);
    let error = Claim::new(&socket).and_then(Claim::bind).unwrap_err();
    let text = error.to_string().replace(&folder.path().display().to_string(), "");
    assert!(text.starts_with(expected), "{text}");
}

fn make_folder(socket: &Path, mode: u32) {
    let folder = socket.parent().unwrap();
    std::fs::create_dir(folder).unwrap();
    std::fs::set_permissions(folder, PermissionsExt::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn an_address_that_is_not_ours_alone_is_refused() {
    check_claim(|socket| make_folder(socket, 0o755), "/run is open to other users");
    check_claim(|socket| make_folder(socket, 0o710), "/run is open to other users");
    check_claim(|socket| std::fs::write(socket.parent().unwrap(), "").unwrap(), "cannot make the folder /run");
    check_claim(
        |socket| {
            let elsewhere = socket.parent().unwrap().with_extension("elsewhere");
            std::fs::create_dir(&elsewhere).unwrap();
            symlink(&elsewhere, socket.parent().unwrap()).unwrap();
        },
        "/run is a symbolic link",
    );
    check_claim(
        |socket| {
            make_folder(socket, 0o700);
            std::fs::write(socket, "precious").unwrap();
        },
        "/run/s is something other than a socket",
    );
    // A live listener that takes no part in the locking.
    let mut listener = None;
    check_claim(
        |socket| {
            make_folder(socket, 0o700);
            listener = Some(UnixListener::bind(socket).unwrap());
        },
        "another program listens on /run/s",
    );
    let long = PathBuf::from(format!("/{}", "x".repeat(120)));
    assert!(matches!(Claim::new(&long), Err(TransportError::BadPath { .. })));
    assert!(matches!(Claim::new(Path::new("relative/s")), Err(TransportError::BadPath { .. })));
}

/// What a client says of a socket somebody listens on, with these modes of its folder and itself.
async fn check_connect(folder_mode: u32, socket_mode: u32, expected: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("run/s");
    make_folder(&socket, folder_mode);
    let _listener = UnixListener::bind(&socket).unwrap();
    std::fs::set_permissions(&socket, PermissionsExt::from_mode(socket_mode)).unwrap();
    let said = Client::connect(&socket).await.err().map(|error| format!("{error:?}"));
    match expected {
        None => assert_eq!(said, None),
        Some(words) => assert!(said.as_ref().is_some_and(|said| said.contains(words)), "{said:?}"),
    }
    let link = folder.path().join("link");
    symlink(socket.parent().unwrap(), &link).unwrap();
    assert!(matches!(Client::connect(&link.join("s")).await, Err(ClientError::Io { .. })), "a folder by a link");
}

#[tokio::test]
async fn a_client_speaks_to_no_socket_that_others_could_have_made() {
    check_connect(0o700, 0o600, None).await;
    check_connect(0o755, 0o600, Some("run is open to other users")).await;
    check_connect(0o700, 0o666, Some("run/s is open to other users")).await;
    check_connect(0o755, 0o777, Some("run is open to other users")).await;
}

/// Where no runtime folder is known, the socket lies below the home: nobody else can make that folder first.
#[test]
fn without_a_runtime_folder_the_socket_is_in_the_home() {
    let check = |state: Option<&str>, expected: &str| {
        let home = tempfile::Builder::new().prefix("ft").tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretype"));
        command.arg("config").env_clear().env("HOME", home.path());
        if let Some(state) = state {
            command.env("XDG_STATE_HOME", home.path().join(state));
        }
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(&home.path().join(expected).display().to_string()), "{said}");
    };
    check(None, ".local/state/foretype/run/foretype.sock");
    check(Some("state"), "state/foretype/run/foretype.sock");
}

#[test]
fn a_lock_never_overwrites_another_programs_file() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("run/Cargo");
    make_folder(&socket, 0o700);
    std::fs::write(folder.path().join("run/Cargo.lock"), "version = 4\n").unwrap();
    assert!(matches!(Claim::new(&socket), Err(TransportError::BadPath { .. })));
    assert_eq!(std::fs::read_to_string(folder.path().join("run/Cargo.lock")).unwrap(), "version = 4\n");
}

#[tokio::test]
async fn one_claims_the_address_and_a_stale_socket_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("run/s");
    make_folder(&socket, 0o700);
    drop(UnixListener::bind(&socket).unwrap());
    assert!(socket.exists(), "left behind by a listener that is gone");
    let listener = Claim::new(&socket).unwrap().bind().unwrap();
    assert_eq!(std::fs::metadata(&socket).unwrap().mode() & 0o777, 0o600);
    let pid = std::process::id();
    match Claim::new(&socket) {
        Err(TransportError::AlreadyRunning { pid: Some(holder), .. }) => assert_eq!(holder, pid),
        other => panic!("{other:?}"),
    }
    assert!(socket.exists());
    drop(listener);
    assert!(!socket.exists());
    Claim::new(&socket).unwrap().bind().unwrap();
}

#[tokio::test]
async fn a_socket_that_took_the_place_of_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("run/s");
    let listener = Claim::new(&socket).unwrap().bind().unwrap();
    std::fs::remove_file(&socket).unwrap();
    let _other = UnixListener::bind(&socket).unwrap();
    drop(listener);
    assert!(socket.exists());
}

/// Waits until somebody answers there.
async fn answers(socket: &Path) -> Client {
    let start = std::time::Instant::now();
    loop {
        match Client::connect(socket).await {
            Ok(client) => return client,
            Err(error) => assert!(start.elapsed().as_secs() < 60, "{error}"),
        }
        tokio::task::yield_now().await;
    }
}

/// The socket, then the folder with its lock, are removed under a daemon; then what they lie in.
#[tokio::test]
async fn a_socket_that_was_removed_is_made_anew() {
    let daemon = Daemon::start(|_| {});
    daemon.client().await.status().await.unwrap();
    std::fs::remove_file(&daemon.socket).unwrap();
    answers(&daemon.socket).await.status().await.unwrap();
    std::fs::remove_dir_all(daemon.socket.parent().unwrap()).unwrap();
    answers(&daemon.socket).await.status().await.unwrap();
    assert!(matches!(Claim::new(&daemon.socket), Err(TransportError::AlreadyRunning { .. })), "the lock is held again");
    std::fs::remove_dir_all(daemon.socket.parent().unwrap().parent().unwrap()).unwrap();
    daemon.running.await.unwrap();
}

/// A client too many that asks at once hears why it gets no answer.
#[tokio::test]
async fn a_client_too_many_that_asks_at_once_is_answered() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let daemon = Daemon::start(|config| config.daemon.max_connections = 1);
    let first = daemon.client().await;
    first.status().await.unwrap();
    let mut stream = tokio::net::UnixStream::connect(&daemon.socket).await.unwrap();
    stream.write_all(&vec![0xc0; 4096]).await.unwrap();
    let mut said = Vec::new();
    stream.read_to_end(&mut said).await.expect("no reset");
    assert!(String::from_utf8_lossy(&said).contains("limit_exceeded"));
}

/// A home for the program itself, where nothing of the machine's settings is seen.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = tempfile::Builder::new().prefix("ft").tempdir().unwrap();
        std::fs::create_dir(home.path().join("run")).unwrap();
        Home(home)
    }

    fn socket(&self) -> PathBuf {
        self.0.path().join("run/foretype/foretype.sock")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let home = self.0.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretype"));
        command.args(arguments).env_clear().env("HOME", home).env("XDG_RUNTIME_DIR", home.join("run"));
        for (name, folder) in [("XDG_CONFIG_HOME", "c"), ("XDG_DATA_HOME", "d"), ("XDG_STATE_HOME", "st")] {
            command.env(name, home.join(folder));
        }
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    async fn status(&self) -> Status {
        Client::connect(&self.socket()).await.unwrap().status().await.unwrap()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // A daemon started in the background would outlive a test that fails.
        let _ = self.command(&["daemon", "stop"]).output();
    }
}

fn assert_success(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn clients_that_start_the_daemon_at_once_share_one() {
    let home = Home::new();
    let starting: Vec<_> = (0..4)
        .map(|_| {
            let mut command = home.command(&["daemon", "start"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for client in starting {
        assert_success(&client.wait_with_output().unwrap());
    }
    let daemon = home.status().await;
    assert_success(&home.run(&["daemon", "start"]));
    assert_eq!(home.status().await.pid, daemon.pid);
    let log = home.0.path().join("st/foretype/daemon.log");
    assert_eq!(std::fs::metadata(&log).unwrap().mode() & 0o777, 0o600);
    assert_success(&home.run(&["daemon", "stop"]));
    assert!(!home.socket().exists());
}

#[tokio::test]
async fn a_killed_daemon_is_replaced_and_a_restarted_one_is_another() {
    let home = Home::new();
    assert_success(&home.run(&["daemon", "start"]));
    let client = Client::connect(&home.socket()).await.unwrap();
    let killed = client.status().await.unwrap().pid;
    signal(killed, rustix::process::Signal::KILL);
    in_time(client.closed()).await;
    assert!(home.socket().exists(), "nobody was left to remove it");
    assert_success(&home.run(&["daemon", "start"]));
    let replaced = home.status().await.pid;
    assert_ne!(replaced, killed);
    assert_success(&home.run(&["daemon", "restart"]));
    assert_ne!(home.status().await.pid, replaced);
}

fn signal(pid: u32, signal: rustix::process::Signal) {
    let pid = rustix::process::Pid::from_raw(pid.try_into().unwrap()).unwrap();
    rustix::process::kill_process(pid, signal).unwrap();
}

#[tokio::test]
async fn signals_reload_and_stop() {
    for last in [rustix::process::Signal::TERM, rustix::process::Signal::INT] {
        let home = Home::new();
        assert_success(&home.run(&["daemon", "start"]));
        let client = Client::connect(&home.socket()).await.unwrap();
        let mut told = client.notifications();
        client.subscribe(&Subscribe::default()).await.unwrap();
        let pid = client.status().await.unwrap().pid;
        signal(pid, rustix::process::Signal::HUP);
        assert_eq!(in_time(told.recv()).await.unwrap().method, event::MODEL_CHANGED);
        signal(pid, last);
        assert_eq!(in_time(told.recv()).await.unwrap().method, event::SHUTTING_DOWN);
        in_time(client.closed()).await;
        assert!(!home.socket().exists());
    }
}

#[test]
fn a_daemon_that_cannot_start_says_why() {
    let home = Home::new();
    let output = home.run(&["daemon", "start", "--model", "/nowhere/model.safetensors"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("/nowhere/model.safetensors"), "{said}");
    std::fs::write(home.0.path().join("bad"), "not a checkpoint").unwrap();
    let bad = home.0.path().join("bad");
    let output = home.run(&["daemon", "--model", bad.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("bad"));
}
