//! The writing side of a connection: a bounded queue of frames, the task that empties it, and a count of its bytes.
//! Main type: [`Unsent`].

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use tokio::io::AsyncWriteExt;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::rpc::limits::{
    ALL_OUTGOING_BYTES, FEW_OUTGOING_BYTES, MAX_OUTGOING, MAX_OUTGOING_BYTES, WRITE_STALL_TIMEOUT,
};
use crate::rpc::transport::Stream;

/// Bytes of answers that no client of this process has taken yet.
static ALL: AtomicUsize = AtomicUsize::new(0);

/// Bytes of answers that the client has not taken yet.
#[derive(Default)]
pub struct Unsent {
    bytes: AtomicUsize,
    fewer: Notify,
}

impl Unsent {
    /// Counts bytes that wait.
    pub fn add(&self, bytes: usize) {
        self.bytes.fetch_add(bytes, Relaxed);
        ALL.fetch_add(bytes, Relaxed);
    }

    fn remove(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Relaxed);
        ALL.fetch_sub(bytes, Relaxed);
        self.fewer.notify_waiters();
    }

    /// Returns whether more bytes wait than a connection may have; the limit is lower where many wait in all
    /// connections.
    pub fn are_many(&self) -> bool {
        let most = if ALL.load(Relaxed) > ALL_OUTGOING_BYTES { FEW_OUTGOING_BYTES } else { MAX_OUTGOING_BYTES };
        self.bytes.load(Relaxed) > most
    }

    /// Waits until few enough bytes wait.
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

impl Drop for Unsent {
    /// Answers that a broken connection has not taken no longer count.
    fn drop(&mut self) {
        ALL.fetch_sub(*self.bytes.get_mut(), Relaxed);
    }
}

/// Starts the task that writes frames. It ends when every sender and reserved place is gone and all is written, when
/// the connection breaks, or when the client takes nothing for [`WRITE_STALL_TIMEOUT`]; the queue is closed from then
/// on.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers that nobody reads are bounded over all connections, and count no more when their connection is gone.
    #[test]
    fn unread_answers_are_bounded_together() {
        let one = Unsent::default();
        one.add(FEW_OUTGOING_BYTES + 1);
        assert!(!one.are_many());
        let others: Vec<Unsent> = (0..=ALL_OUTGOING_BYTES / MAX_OUTGOING_BYTES).map(|_| Unsent::default()).collect();
        others.iter().for_each(|other| other.add(MAX_OUTGOING_BYTES));
        assert!(one.are_many());
        drop(others);
        assert!(!one.are_many(), "it is given back");
    }
}
