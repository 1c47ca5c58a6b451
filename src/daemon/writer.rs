//! The writing side of a connection: a bounded queue of frames, the task that empties it, and a count of what is in it.
//! Main type: [`Unsent`].

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use tokio::io::AsyncWriteExt;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::rpc::limits::{MAX_OUTGOING, MAX_OUTGOING_BYTES, WRITE_STALL_TIMEOUT};
use crate::rpc::transport::Stream;

/// Bytes of answers that the client has not taken yet.
#[derive(Default)]
pub struct Unsent {
    bytes: AtomicUsize,
    fewer: Notify,
}

impl Unsent {
    /// More wait.
    pub fn add(&self, bytes: usize) {
        self.bytes.fetch_add(bytes, Relaxed);
    }

    fn remove(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Relaxed);
        self.fewer.notify_waiters();
    }

    /// Whether more wait than a connection may have.
    pub fn are_many(&self) -> bool {
        self.bytes.load(Relaxed) > MAX_OUTGOING_BYTES
    }

    /// Waits until they are few enough.
    pub async fn are_few(&self) {
        loop {
            let fewer = self.fewer.notified();
            if !self.are_many() {
                return;
            }
            fewer.await;
        }
    }
}

/// Starts the task. It ends when every sender and reserved place is gone and all is written, when the connection
/// breaks, or when the client takes nothing for [`WRITE_STALL_TIMEOUT`]; the queue is closed from then on.
pub fn start(stream: Arc<Stream>, unsent: Arc<Unsent>) -> (mpsc::Sender<Vec<u8>>, JoinHandle<()>) {
    let (queue, frames) = mpsc::channel(MAX_OUTGOING);
    (queue, tokio::spawn(write(stream, frames, unsent)))
}

async fn write(stream: Arc<Stream>, mut frames: mpsc::Receiver<Vec<u8>>, unsent: Arc<Unsent>) {
    while let Some(frame) = frames.recv().await {
        let mut rest = frame.as_slice();
        while !rest.is_empty() {
            match timeout(WRITE_STALL_TIMEOUT, (&*stream).write(rest)).await {
                Ok(Ok(written @ 1..)) => rest = rest.get(written..).unwrap_or_default(),
                Ok(_) => return,
                Err(_) => {
                    log::warn!("closed a connection whose client reads nothing");
                    return;
                }
            }
        }
        unsent.remove(frame.len());
    }
}
