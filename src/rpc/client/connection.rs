//! [`Connection`]: a client's side of a connection, namely one task that reads, one that writes, and the calls that wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::error::ClientError;
use super::notification::Notification;
use crate::rpc::codec::{Decoder, Message};
use crate::rpc::params;
use crate::rpc::shapes::{ERROR_NOTIFICATION, RpcError, code};
use crate::rpc::transport::Stream;

/// Notifications kept for a receiver that does not look.
const NOTIFICATIONS_KEPT: usize = 64;
/// Frames waiting for the socket.
const FRAMES_AHEAD: usize = 64;
/// Bytes asked of the socket at once.
const READ_BYTES: usize = 8 << 10;

#[derive(Clone, Debug)]
pub(super) struct Connection(Arc<Ends>);

#[derive(Debug)]
struct Ends {
    outgoing: mpsc::Sender<Vec<u8>>,
    calls: Arc<Mutex<Calls>>,
    closed: watch::Receiver<bool>,
    reader: JoinHandle<()>,
}

impl Drop for Ends {
    fn drop(&mut self) {
        // The writer ends by itself once everything is written.
        self.reader.abort();
    }
}

/// The calls under way.
#[derive(Debug)]
enum Calls {
    Open {
        last_id: u32,
        waiting: HashMap<u32, oneshot::Sender<Result<Bytes, RpcError>>>,
        events: broadcast::Sender<Notification>,
    },
    Closed(Farewell),
}

/// Why the connection ended.
#[derive(Clone, Debug)]
enum Farewell {
    Silent,
    /// The daemon said why.
    Rpc(RpcError),
    /// The daemon said something that is not the protocol.
    Protocol(String),
}

impl From<Farewell> for ClientError {
    fn from(farewell: Farewell) -> Self {
        match farewell {
            Farewell::Silent => ClientError::Closed,
            Farewell::Rpc(error) => ClientError::Rpc(error),
            Farewell::Protocol(message) => ClientError::Protocol(message),
        }
    }
}

impl Connection {
    /// Over a stream; its tasks end with the last clone.
    pub fn new(stream: Stream) -> Connection {
        let stream = Arc::new(stream);
        let (outgoing, frames) = mpsc::channel(FRAMES_AHEAD);
        let (closing, closed) = watch::channel(false);
        let calls = Arc::new(Mutex::new(Calls::Open {
            last_id: 0,
            waiting: HashMap::new(),
            events: broadcast::channel(NOTIFICATIONS_KEPT).0,
        }));
        tokio::spawn(write(stream.clone(), frames));
        let reader = tokio::spawn({
            let calls = calls.clone();
            async move {
                let farewell = read(&stream, &calls).await;
                *lock(&calls) = Calls::Closed(farewell);
                // The caller may have given up waiting.
                let _ = closing.send(true);
            }
        });
        Connection(Arc::new(Ends { outgoing, calls, closed, reader }))
    }

    /// Sends the request that `encode` writes for its id, and waits for the answer.
    pub async fn call(&self, encode: impl FnOnce(u32) -> Result<Vec<u8>, ClientError>) -> Result<Bytes, ClientError> {
        let (id, answer) = self.register()?;
        let _waiting = Waiting { calls: &self.0.calls, id };
        self.send(encode(id)?).await?;
        match answer.await {
            Ok(answer) => answer.map_err(ClientError::Rpc),
            Err(_) => Err(self.farewell()),
        }
    }

    /// Sends a frame that has no answer.
    pub async fn send(&self, frame: Vec<u8>) -> Result<(), ClientError> {
        if let Calls::Closed(farewell) = &*lock(&self.0.calls) {
            return Err(farewell.clone().into());
        }
        self.0.outgoing.send(frame).await.map_err(|_| self.farewell())
    }

    /// What the daemon says unasked, from now on.
    pub fn notifications(&self) -> broadcast::Receiver<Notification> {
        match &*lock(&self.0.calls) {
            Calls::Open { events, .. } => events.subscribe(),
            Calls::Closed(_) => broadcast::channel(1).1,
        }
    }

    /// Waits until the connection is closed.
    pub async fn closed(&self) {
        // An error means that the reader is gone, which is the same.
        let _ = self.0.closed.clone().wait_for(|closed| *closed).await;
    }

    fn register(&self) -> Result<(u32, Answer), ClientError> {
        match &mut *lock(&self.0.calls) {
            Calls::Closed(farewell) => Err(farewell.clone().into()),
            Calls::Open { last_id, waiting, .. } => {
                // Ids are used again after 2^32 calls; the id of a call that still waits is skipped.
                *last_id = last_id.wrapping_add(1);
                while waiting.contains_key(last_id) {
                    *last_id = last_id.wrapping_add(1);
                }
                let (sender, answer) = oneshot::channel();
                waiting.insert(*last_id, sender);
                Ok((*last_id, answer))
            }
        }
    }

    fn farewell(&self) -> ClientError {
        match &*lock(&self.0.calls) {
            Calls::Closed(farewell) => farewell.clone().into(),
            Calls::Open { .. } => ClientError::Closed,
        }
    }
}

type Answer = oneshot::Receiver<Result<Bytes, RpcError>>;

/// Forgets a call that is over, also when its future is dropped half way.
struct Waiting<'a> {
    calls: &'a Mutex<Calls>,
    id: u32,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Calls::Open { waiting, .. } = &mut *lock(self.calls) {
            waiting.remove(&self.id);
        }
    }
}

fn lock(calls: &Mutex<Calls>) -> MutexGuard<'_, Calls> {
    calls.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn write(stream: Arc<Stream>, mut frames: mpsc::Receiver<Vec<u8>>) {
    while let Some(frame) = frames.recv().await {
        if (&*stream).write_all(&frame).await.is_err() {
            // The reading task gets the same error from the stream and reports it.
            break;
        }
    }
}

async fn read(stream: &Stream, calls: &Mutex<Calls>) -> Farewell {
    let mut decoder = Decoder::default();
    let mut said = Farewell::Silent;
    loop {
        loop {
            match decoder.next_message() {
                Ok(Some(message)) => deliver(message, calls, &mut said),
                Ok(None) => break,
                Err(error) => return Farewell::Protocol(error.to_string()),
            }
        }
        let buffer = decoder.buffer_mut();
        buffer.reserve(READ_BYTES);
        let mut reader = stream;
        match reader.read_buf(buffer).await {
            Ok(0) | Err(_) => return said,
            Ok(_) => {}
        }
    }
}

fn deliver(message: Message, calls: &Mutex<Calls>, said: &mut Farewell) {
    let mut calls = lock(calls);
    let Calls::Open { waiting, events, .. } = &mut *calls else {
        return;
    };
    match message {
        Message::Response { id, error, result } => {
            if let Some(caller) = waiting.remove(&id) {
                let answer = error.map_or(Ok(result), |error| Err(rpc_error(&error)));
                // The caller may have given up.
                let _ = caller.send(answer);
            }
        }
        Message::Notification { method, params } => {
            if method == ERROR_NOTIFICATION
                && let Ok(error) = params::decode(&params)
            {
                *said = Farewell::Rpc(error);
            }
            // There may be no subscriber.
            let _ = events.send(Notification { method, params });
        }
        // The daemon sends no requests.
        Message::Request { .. } | Message::InvalidRequest { .. } => {}
    }
}

fn rpc_error(error: &[u8]) -> RpcError {
    params::decode_value(error).unwrap_or_else(|_| RpcError {
        code: code::INTERNAL.into(),
        message: "the daemon refused without saying why".into(),
        field: None,
    })
}
