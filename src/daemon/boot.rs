//! Starting and stopping the daemon: everything that `foretype daemon` does.

use std::io;
use std::sync::Arc;

use super::error::DaemonError;
use super::events::description;
use super::reload;
use super::server::Server;
use super::serving::load_base;
use super::state::Daemon;
use crate::config::{Config, Overrides, Paths};
use crate::history::place;
use crate::rpc::transport::{Claim, Listener};

/// Threads that serve sockets; they compute nothing.
const SOCKET_THREADS: usize = 2;

/// Runs the daemon in the foreground until SIGTERM, SIGINT or `shutdown`; SIGHUP loads the model anew, and so
/// does a change of its file. `overrides` are those that the settings were read with; they apply again when the file of
/// the settings changes. Blocks, and must not be called within a tokio runtime.
///
/// Logs to standard error, never what was typed.
///
/// # Errors
/// When a daemon is running already, the socket's folder is not safe, or the model cannot be used.
pub fn run(config: &Config, overrides: Overrides) -> Result<(), DaemonError> {
    start_log();
    forbid_dumps();
    // This call reads and removes environment variables, so it comes before any thread.
    let passed = passed_socket()?;
    let claim = Claim::new(&config.daemon.socket)?;
    close_data_folder(config);
    let base = load_base(&config.model)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(SOCKET_THREADS)
        .enable_all()
        .build()
        .map_err(|source| DaemonError::System { action: "start threads", source })?;
    runtime.block_on(async {
        let listener = listen(claim, passed)?;
        log::info!("listening on {}", listener.address().display());
        let server = Server::new(listener, base, config.clone())?;
        let info = description(&server.daemon().model().predictor);
        log::info!("model {} ({}, {} weights)", info.name, info.architecture, info.parameters);
        let signals = Signals::new().map_err(|source| DaemonError::System { action: "watch for signals", source })?;
        let _watching = reload::watch(server.daemon(), overrides);
        tell_service_manager(State::Ready);
        let daemon = server.daemon().clone();
        let stopping = tokio::spawn({
            let daemon = daemon.clone();
            async move {
                daemon.stopped().await;
                tell_service_manager(State::Stopping);
            }
        });
        server.run(signals.obey(&daemon)).await;
        // This fails only if the task panicked; nothing is left to stop then.
        let _ = stopping.await;
        Ok::<(), DaemonError>(())
    })?;
    log::info!("stopped");
    Ok(())
}

/// Starts the log: lines with time and level on standard error; of other crates only warnings.
fn start_log() {
    // Starting fails only if the program has a logger already, which then serves as well.
    let _ = env_logger::Builder::new()
        .filter_level(log::LevelFilter::Warn)
        .filter_module("foretype", log::LevelFilter::Info)
        .format_target(false)
        .try_init();
}

/// Keeps text that was typed out of memory dumps: none are written, and other programs may not look into this one.
pub fn forbid_dumps() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        let forbidden = setrlimit(Resource::Core, none).and(set_dumpable_behavior(DumpableBehavior::NotDumpable));
        if let Err(error) = forbidden {
            log::warn!("memory dumps cannot be forbidden: {error}");
        }
    }
}

/// Closes the data folder, which is ours by its name, where an older version left it open.
fn close_data_folder(config: &Config) {
    let data = Paths::find().ok().map(|paths| paths.data_dir);
    if let Some(data) = data.filter(|data| config.history.path.starts_with(data) && data.is_dir())
        && let Err(error) = place::close(&data)
    {
        log::warn!("{} cannot be closed to others: {error}", data.display());
    }
}

#[cfg(unix)]
type PassedSocket = std::os::unix::net::UnixListener;
#[cfg(not(unix))]
type PassedSocket = std::convert::Infallible;

/// Returns the socket that systemd has bound for the daemon (`LISTEN_FDS`), if there is one.
#[cfg(unix)]
fn passed_socket() -> Result<Option<PassedSocket>, DaemonError> {
    listenfd::ListenFd::from_env().take_unix_listener(0).map_err(DaemonError::PassedSocket)
}

#[cfg(not(unix))]
fn passed_socket() -> Result<Option<PassedSocket>, DaemonError> {
    Ok(None)
}

#[cfg(unix)]
fn listen(claim: Claim, passed: Option<PassedSocket>) -> Result<Listener, DaemonError> {
    Ok(match passed {
        Some(socket) => claim.adopt(socket)?,
        None => claim.bind()?,
    })
}

#[cfg(not(unix))]
fn listen(claim: Claim, _: Option<PassedSocket>) -> Result<Listener, DaemonError> {
    Ok(claim.bind()?)
}

/// States of the daemon that a service manager is told.
enum State {
    Ready,
    Stopping,
}

/// Tells systemd the state of the daemon, if it asked for that (`NOTIFY_SOCKET`).
#[cfg(unix)]
fn tell_service_manager(state: State) {
    let state = match state {
        State::Ready => sd_notify::NotifyState::Ready,
        State::Stopping => sd_notify::NotifyState::Stopping,
    };
    if let Err(error) = sd_notify::notify(&[state]) {
        log::warn!("cannot tell the service manager: {error}");
    }
}

#[cfg(not(unix))]
fn tell_service_manager(_: State) {}

/// The signals a daemon obeys.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    hang_up: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// Waits for the signal to stop; loads the model anew with every SIGHUP.
    #[cfg(unix)]
    async fn obey(mut self, daemon: &Arc<Daemon>) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                _ = self.hang_up.recv() => reload(daemon.clone()).await,
            }
        }
    }

    #[cfg(not(unix))]
    fn new() -> io::Result<Signals> {
        Ok(Signals {})
    }

    #[cfg(not(unix))]
    async fn obey(self, _: &Arc<Daemon>) {
        if tokio::signal::ctrl_c().await.is_err() {
            // Only the method `shutdown` can stop the daemon then.
            std::future::pending().await
        }
    }
}

/// Serves the model as it is on disk now, or goes on with the old one if that cannot be used.
#[cfg(unix)]
async fn reload(daemon: Arc<Daemon>) {
    if let Err(error) = tokio::task::spawn_blocking(move || reload::take_model(&daemon, true)).await {
        log::error!("still serving the old model: {error}");
    }
}
