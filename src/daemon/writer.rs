//! The writing side of a connection: a bounded queue of frames and the task that empties it.

use std::sync::Arc;

use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::rpc::limits::{MAX_OUTGOING, WRITE_STALL_TIMEOUT};
use crate::rpc::transport::Stream;

/// Starts the task. It ends when every sender and reserved place is gone and all is written, when the connection
/// breaks, or when the client takes nothing for [`WRITE_STALL_TIMEOUT`]; the queue is closed from then on.
pub fn start(stream: Arc<Stream>) -> (mpsc::Sender<Vec<u8>>, JoinHandle<()>) {
    let (queue, frames) = mpsc::channel(MAX_OUTGOING);
    (queue, tokio::spawn(write(stream, frames)))
}

async fn write(stream: Arc<Stream>, mut frames: mpsc::Receiver<Vec<u8>>) {
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
    }
}
