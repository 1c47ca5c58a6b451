//! Accepting clients: each gets a task of its own, until the daemon is told to stop. Main type: [`Server`].

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep, timeout};

use super::dialogue;
use super::error::DaemonError;
use super::lost::Lost;
use super::reply::rpc_error;
use super::serving::Base;
use super::state::Daemon;
use super::watch::Follower;
use crate::config::Config;
use crate::rpc::codec;
use crate::rpc::protocol::{ERROR_NOTIFICATION, code};
use crate::rpc::transport::{AcceptError, Listener, Stream};

/// Time that clients have, once the daemon stops, to take their last answers.
const DRAIN_TIME: Duration = Duration::from_secs(2);
/// Pause after the system refused a connection, most likely for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Time limit for writing a refusal; the buffer of a new connection is empty, so that writing need not wait.
const REFUSAL_TIME: Duration = Duration::from_millis(100);

/// Time that a refused client has to read the error and to close its end.
const FAREWELL_TIME: Duration = Duration::from_secs(1);
/// Pause between two log lines about the same error.
const TELL_AGAIN: Duration = Duration::from_secs(60);

type Connections = JoinSet<Arc<Stream>>;

/// A daemon with its socket.
pub struct Server {
    listener: Listener,
    daemon: Arc<Daemon>,
}

/// Serves clients on a socket that is bound already, until `stop` is ready, a client asks for `shutdown`, or no client
/// was there for `idle_exit_minutes`. When it returns, the socket is gone and everything in flight has been answered.
///
/// # Errors
/// When the system gives no compute threads.
pub async fn serve(
    listener: Listener,
    model: impl Into<Base>,
    config: Config,
    stop: impl Future<Output = ()>,
) -> Result<(), DaemonError> {
    Server::new(listener, model, config)?.run(stop).await;
    Ok(())
}

impl Server {
    /// # Errors
    /// When the system gives no compute threads.
    pub fn new(listener: Listener, model: impl Into<Base>, config: Config) -> Result<Server, DaemonError> {
        let daemon = Daemon::new(model.into(), config, listener.address().to_owned())
            .map_err(|source| DaemonError::System { action: "start threads", source })?;
        Ok(Server { listener, daemon })
    }

    /// Returns the state that all connections share.
    pub fn daemon(&self) -> &Arc<Daemon> {
        &self.daemon
    }

    /// Serves clients as [`serve`] does.
    pub async fn run(mut self, stop: impl Future<Output = ()>) {
        let mut connections = Connections::new();
        // These streams stay open until the socket is free: a client that sees its connection closed may start the next
        // daemon.
        let mut finished = Vec::new();
        let follower = Follower::start(&self.daemon);
        let daemon = self.daemon.clone();
        let stopped = daemon.stopped();
        tokio::select! {
            () = stop => {}
            () = stopped => {}
            reason = Self::accept(&mut self.listener, &self.daemon, &mut connections, &mut finished) => log::info!("{reason}"),
        }
        log::info!("stopping");
        self.daemon.stop();
        let drained = timeout(DRAIN_TIME, async {
            while let Some(connection) = connections.join_next().await {
                finished.extend(ended(connection));
            }
        });
        if drained.await.is_err() {
            log::warn!("some clients did not take their last answers");
        }
        // The address is still taken here, so that the next daemon finds the history closed.
        let daemon = self.daemon.clone();
        if let Err(error) = tokio::task::spawn_blocking(move || daemon.finish()).await {
            log::error!("the history was not closed as it should be: {error}");
        }
        drop(follower);
        drop(self.listener);
    }

    /// Accepts clients until none has been there for `idle_exit_minutes`, or the address is gone for good; returns the
    /// reason in words. Connections that end because the daemon stops go to `finished`.
    async fn accept(
        listener: &mut Listener,
        daemon: &Arc<Daemon>,
        connections: &mut Connections,
        finished: &mut Vec<Arc<Stream>>,
    ) -> &'static str {
        let idle_minutes = daemon.config().daemon.idle_exit_minutes;
        let idle_time = Duration::from_secs(idle_minutes.saturating_mul(60));
        let mut lost = Lost::watch(listener.address());
        let mut refused = Refused::default();
        for id in 0.. {
            let idle = connections.is_empty() && idle_minutes > 0;
            tokio::select! {
                Some(connection) = connections.join_next() => {
                    let stream = ended(connection);
                    if *daemon.stopping.borrow() {
                        finished.extend(stream);
                    }
                }
                accepted = listener.accept() => match accepted {
                    Ok(stream) => admit(daemon, id, stream, connections).await,
                    Err(error @ AcceptError::Stranger) => log::warn!("{error}"),
                    Err(error @ AcceptError::Io(_)) => {
                        refused.tell(&error);
                        sleep(ACCEPT_PAUSE).await;
                    }
                },
                () = lost.happened() => if listener.is_lost() {
                    if let Err(error) = listener.renew() {
                        log::error!("the socket is gone and cannot be made anew: {error}");
                        return "nobody can come in any more";
                    }
                    log::warn!("the socket was removed and is made anew");
                    lost = Lost::watch(listener.address());
                },
                () = sleep(idle_time), if idle => return "no client for a while",
            }
        }
        "no number is left for a connection"
    }
}

/// Serves a client, or tells it that there is no room.
async fn admit(daemon: &Arc<Daemon>, id: u64, mut stream: Stream, connections: &mut Connections) {
    let limit = daemon.config().daemon.max_connections;
    if connections.len() < limit {
        connections.spawn(dialogue::serve(daemon.clone(), id, stream));
        return;
    }
    log::warn!("refused a client: {limit} are connected");
    let error = rpc_error(code::LIMIT_EXCEEDED, format!("{limit} clients are connected"));
    let Ok(frame) = codec::notification(ERROR_NOTIFICATION, &error) else { return };
    // A client that does not read the error is closed without it.
    if timeout(REFUSAL_TIME, stream.write_all(&frame)).await.is_ok_and(|written| written.is_ok()) {
        tokio::spawn(farewell(stream));
    }
}

/// Reads what a refused client has sent already: if the stream were closed before, the client would get an error
/// instead of the answer.
async fn farewell(mut stream: Stream) {
    let mut asked = [0; 1024];
    let drain = async { while matches!(stream.read(&mut asked).await, Ok(1..)) {} };
    // Nothing that it sends later is read.
    let _ = timeout(FAREWELL_TIME, drain).await;
}

/// Logs errors that keep connections from being accepted, the first at once and then at most one a minute: for want of
/// file descriptors they may come ten times a second.
#[derive(Default)]
struct Refused {
    told: Option<Instant>,
    untold: u64,
}

impl Refused {
    fn tell(&mut self, error: &AcceptError) {
        if self.told.is_some_and(|told| told.elapsed() < TELL_AGAIN) {
            self.untold += 1;
            return;
        }
        log::error!("{error} ({} times more since this was last said)", std::mem::take(&mut self.untold));
        self.told = Some(Instant::now());
    }
}

fn ended(connection: Result<Arc<Stream>, JoinError>) -> Option<Arc<Stream>> {
    connection.inspect_err(|error| log::error!("a connection failed, a bug: {error}")).ok()
}
