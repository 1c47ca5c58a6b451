//! The dialogue with one client: its frames in, its answers out.
//!
//! The daemon reads only as fast as answers find a place in the queue; a timer runs only while a frame is half read.
//! Main function: [`serve`].

use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use tokio::io::AsyncReadExt;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::time::{Instant, timeout_at};

use super::connection::Connection;
use super::events::Event;
use super::handlers;
use super::reply::{Reply, rpc_error};
use super::serving::ConnectionId;
use super::state::{Daemon, stopped};
use super::writer::{self, Unsent};
use crate::rpc::codec::{self, Decoder, Message};
use crate::rpc::limits::{HALF_FRAME_TIMEOUT, MAX_IN_FLIGHT};
use crate::rpc::protocol::{ERROR_NOTIFICATION, Empty, RpcError, code, event};
use crate::rpc::transport::Stream;

/// Bytes asked of the socket at once.
const READ_BYTES: usize = 8 << 10;

/// Serves a client until it leaves, breaks the rules, or the daemon stops. Everything is answered and written by
/// then, as far as the client takes it; the stream comes back so that the caller chooses when it closes.
pub async fn serve(daemon: Arc<Daemon>, id: ConnectionId, stream: Stream) -> Arc<Stream> {
    let stream = Arc::new(stream);
    let unsent = Arc::<Unsent>::default();
    let (queue, writing) = writer::start(stream.clone(), unsent.clone());
    let mut connection = Connection {
        connected: daemon.connected(),
        daemon,
        id,
        sessions: HashMap::new(),
        own_session: None,
        last_used: None,
        subscribed: Vec::new(),
        in_flight: Arc::default(),
        unsent,
        queue,
    };
    connection.converse(&stream).await;
    // The writer ends once the last request in flight has given its place up; until then the sessions must live.
    let Connection { queue, sessions, connected: _connected, .. } = connection;
    drop(queue);
    // An error would be a panic of the writer; the connection ends all the same.
    let _ = writing.await;
    drop(sessions);
    stream
}

impl Connection {
    async fn converse(&mut self, stream: &Stream) {
        let mut decoder = Decoder::default();
        let mut stopping = self.daemon.stopping.subscribe();
        let mut events = self.daemon.events.subscribe();
        let mut progress = Instant::now();
        while self.take_frames(&mut decoder).await.is_continue() {
            let deadline = decoder.has_partial().then(|| progress + HALF_FRAME_TIMEOUT);
            let subscribed = !self.subscribed.is_empty();
            tokio::select! {
                biased;
                () = stopped(&mut stopping) => return self.stop(decoder).await,
                () = self.queue.closed() => return,
                event = next_event(&mut events), if subscribed => self.tell(event).await,
                read = read(stream, &mut decoder, deadline) => match read {
                    Ok(1..) => progress = Instant::now(),
                    Err(error) if error.kind() == ErrorKind::TimedOut => {
                        let message = "a frame was begun and not finished in time";
                        return self.refuse(&rpc_error(code::INVALID_REQUEST, message)).await;
                    }
                    Ok(0) | Err(_) => return,
                },
            }
        }
    }

    /// Handles every complete frame.
    async fn take_frames(&mut self, decoder: &mut Decoder) -> ControlFlow<()> {
        loop {
            // A client that does not read its answers is not read from either.
            tokio::select! {
                () = self.unsent.are_few() => {}
                () = self.queue.closed() => return ControlFlow::Break(()),
            }
            match decoder.next_message() {
                Ok(Some(message)) => {
                    self.take(message).await?;
                    self.bound_texts();
                }
                Ok(None) => return ControlFlow::Continue(()),
                Err(error) => {
                    log::warn!("closed a connection: {error}");
                    self.refuse(&error.to_rpc()).await;
                    return ControlFlow::Break(());
                }
            }
        }
    }

    async fn take(&mut self, message: Message) -> ControlFlow<()> {
        match message {
            Message::Request { id, method, params } => {
                let reply = self.reply(id).await?;
                // The count includes this request.
                if self.in_flight.load(Relaxed) > MAX_IN_FLIGHT {
                    let message = format!("{MAX_IN_FLIGHT} requests are waiting for their answer");
                    reply.error(&rpc_error(code::LIMIT_EXCEEDED, message));
                } else {
                    handlers::request(self, reply, &method, &params);
                }
            }
            Message::InvalidRequest { id, reason } => {
                self.reply(id).await?.error(&rpc_error(code::INVALID_REQUEST, reason));
            }
            Message::Notification { method, params } => {
                handlers::notification(self, &method, &params);
                // A notification has no answer that slows its client down, so that this yields to other clients.
                tokio::task::consume_budget().await;
            }
            // The daemon sends no requests, so that a response belongs to none.
            Message::Response { .. } => tokio::task::consume_budget().await,
        }
        ControlFlow::Continue(())
    }

    /// Waits for a place in the queue for an answer, while nothing is read. Returns the reply that fills the place.
    async fn reply(&self, id: u32) -> ControlFlow<(), Reply> {
        match self.queue.clone().reserve_owned().await {
            Ok(place) => {
                let stats = self.daemon.stats.clone();
                ControlFlow::Continue(Reply::new(id, place, stats, self.unsent.clone(), &self.in_flight))
            }
            Err(_) => ControlFlow::Break(()),
        }
    }

    /// Tells the client why the connection is about to be closed.
    async fn refuse(&self, error: &RpcError) {
        self.send(codec::notification(ERROR_NOTIFICATION, error)).await;
    }

    async fn tell(&self, event: Option<Event>) {
        if let Some(event) = event.filter(|e| self.subscribed.iter().any(|name| name == e.name)) {
            self.send(Ok(event.frame)).await;
        }
    }

    async fn send(&self, frame: Result<Vec<u8>, codec::EncodeError>) {
        match frame {
            // An error means that the writer is gone; the reader will notice.
            Ok(frame) => {
                self.unsent.add(frame.len());
                drop(self.queue.send(frame).await);
            }
            Err(error) => log::error!("a notification could not be written: {error}"),
        }
    }

    /// Ends the dialogue when the daemon stops: requests that have arrived and were not begun are refused, and a
    /// subscribed client is told.
    async fn stop(&mut self, mut decoder: Decoder) {
        while let Ok(Some(message)) = decoder.next_message() {
            if let Message::Request { id, .. } = message {
                let ControlFlow::Continue(reply) = self.reply(id).await else {
                    return;
                };
                reply.error(&rpc_error(code::SHUTTING_DOWN, "the daemon is stopping"));
            }
        }
        if self.subscribed.iter().any(|name| name == event::SHUTTING_DOWN) {
            self.send(codec::notification(event::SHUTTING_DOWN, &Empty {})).await;
        }
    }
}

async fn next_event(events: &mut Receiver<Event>) -> Option<Event> {
    match events.recv().await {
        Ok(event) => Some(event),
        // Events that were missed are skipped; newer ones follow.
        Err(RecvError::Lagged(_)) => None,
        Err(RecvError::Closed) => std::future::pending().await,
    }
}

async fn read(mut stream: &Stream, decoder: &mut Decoder, deadline: Option<Instant>) -> io::Result<usize> {
    let buffer = decoder.buffer_mut();
    buffer.reserve(READ_BYTES);
    let reading = stream.read_buf(buffer);
    match deadline {
        Some(deadline) => timeout_at(deadline, reading).await.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into())),
        None => reading.await,
    }
}
