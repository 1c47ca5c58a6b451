//! Accepting: every client gets a task, until the daemon is told to stop. Main type: [`Server`].

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{sleep, timeout};

use super::DaemonError;
use super::connection;
use super::reply::rpc_error;
use super::state::{Base, Daemon};
use super::watch::Follower;
use crate::config::Config;
use crate::rpc::codec;
use crate::rpc::protocol::{ERROR_NOTIFICATION, code};
use crate::rpc::transport::{AcceptError, Listener, Stream};

/// How long clients have, once the daemon stops, to take their last answers.
const DRAIN_TIME: Duration = Duration::from_secs(2);
/// Pause after the system refused a connection, most likely for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Time to take the word that there is no room; a new connection's buffer is empty, so none is needed.
const REFUSAL_TIME: Duration = Duration::from_millis(100);

type Connections = JoinSet<Arc<Stream>>;

/// A daemon with its socket.
pub struct Server {
    listener: Listener,
    daemon: Arc<Daemon>,
}

/// Serves clients on a socket that is bound already, until `stop` is ready, a client asks for `shutdown`, or nobody
/// came for `idle_exit_minutes`. When it returns the socket is gone and everything in flight has been answered.
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

    /// What the connections share.
    pub fn daemon(&self) -> &Arc<Daemon> {
        &self.daemon
    }

    /// As [`serve`].
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut connections = Connections::new();
        // Kept open until the socket is free: a client that sees its connection closed may start the next daemon.
        let mut finished = Vec::new();
        let follower = Follower::start(&self.daemon);
        tokio::select! {
            () = stop => {}
            () = self.daemon.stopped() => {}
            () = self.accept(&mut connections, &mut finished) => log::info!("no client for a while"),
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
        // While the address is still taken: the next daemon finds the history closed.
        let daemon = self.daemon.clone();
        if let Err(error) = tokio::task::spawn_blocking(move || daemon.finish()).await {
            log::error!("the history was not closed as it should be: {error}");
        }
        drop(follower);
        drop(self.listener);
    }

    /// Accepts until nobody has been there for `idle_exit_minutes`. Connections that end because the daemon stops go
    /// to `finished`.
    async fn accept(&self, connections: &mut Connections, finished: &mut Vec<Arc<Stream>>) {
        let idle_minutes = self.daemon.config().daemon.idle_exit_minutes;
        let idle_time = Duration::from_secs(idle_minutes.saturating_mul(60));
        for id in 0.. {
            let idle = connections.is_empty() && idle_minutes > 0;
            tokio::select! {
                Some(connection) = connections.join_next() => {
                    let stream = ended(connection);
                    if *self.daemon.stopping.borrow() {
                        finished.extend(stream);
                    }
                }
                accepted = self.listener.accept() => match accepted {
                    Ok(stream) => self.admit(id, stream, connections).await,
                    Err(error @ AcceptError::Stranger) => log::warn!("{error}"),
                    Err(error @ AcceptError::Io(_)) => {
                        log::error!("{error}");
                        sleep(ACCEPT_PAUSE).await;
                    }
                },
                () = sleep(idle_time), if idle => return,
            }
        }
    }

    async fn admit(&self, id: u64, mut stream: Stream, connections: &mut Connections) {
        let limit = self.daemon.config().daemon.max_connections;
        if connections.len() < limit {
            connections.spawn(connection::serve(self.daemon.clone(), id, stream));
            return;
        }
        log::warn!("refused a client: {limit} are connected");
        let error = rpc_error(code::LIMIT_EXCEEDED, format!("{limit} clients are connected"));
        if let Ok(frame) = codec::notification(ERROR_NOTIFICATION, &error) {
            // A client that does not take it has only itself to blame.
            let _ = timeout(REFUSAL_TIME, stream.write_all(&frame)).await;
        }
    }
}

fn ended(connection: Result<Arc<Stream>, JoinError>) -> Option<Arc<Stream>> {
    connection.inspect_err(|error| log::error!("a connection failed, a bug: {error}")).ok()
}
