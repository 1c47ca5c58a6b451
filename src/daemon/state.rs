//! What all connections share. Main type: [`Daemon`].

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

use super::compute::Pool;
use super::contexts::Contexts;
use super::door::Door;
use super::stats::Stats;
use crate::config::Config;
use crate::predict::Predictor;
use crate::rpc::codec;
use crate::rpc::protocol::{ModelChanged, ModelInfo, event};

/// Events kept for a connection that is busy writing.
const EVENTS_KEPT: usize = 16;

/// What all connections share.
pub struct Daemon {
    pub config: Config,
    pub socket: PathBuf,
    pub started: Instant,
    pub stats: Arc<Stats>,
    pub contexts: Arc<Contexts>,
    pub pool: Pool,
    /// Where everything that is to be learned goes in.
    pub door: Door,
    pub connections: AtomicUsize,
    pub events: broadcast::Sender<Event>,
    /// True once the daemon is to stop.
    pub stopping: watch::Sender<bool>,
    model: RwLock<Model>,
}

/// What is being served; the number grows with every change.
#[derive(Clone)]
pub struct Model {
    pub predictor: Arc<Predictor>,
    pub number: u64,
}

/// Something that subscribers are told.
#[derive(Clone, Debug)]
pub struct Event {
    pub name: &'static str,
    pub frame: Vec<u8>,
}

impl Daemon {
    /// # Errors
    /// When the system gives no threads.
    pub fn new(predictor: Arc<Predictor>, config: Config, socket: PathBuf) -> io::Result<Daemon> {
        Ok(Daemon {
            socket,
            started: Instant::now(),
            stats: Arc::default(),
            contexts: Contexts::new(config.daemon.session_memory_mb.saturating_mul(1 << 20)),
            pool: Pool::new(config.daemon.threads)?,
            door: Door::start(&config, Vec::new())?,
            connections: AtomicUsize::new(0),
            events: broadcast::channel(EVENTS_KEPT).0,
            stopping: watch::channel(false).0,
            model: RwLock::new(Model { predictor, number: 0 }),
            config,
        })
    }

    /// The model that is served now.
    pub fn model(&self) -> Model {
        self.model.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What clients are told of it.
    pub fn model_info(&self) -> ModelInfo {
        let predictor = self.model().predictor;
        ModelInfo {
            name: predictor.name().to_owned(),
            architecture: predictor.architecture(),
            parameters: predictor.parameters(),
            vocab_hash: predictor.vocab_hash(),
        }
    }

    /// Serves another model from now on and tells those who subscribed; sessions rebuild what they need.
    pub fn swap_model(&self, predictor: Arc<Predictor>) {
        let mut model = self.model.write().unwrap_or_else(PoisonError::into_inner);
        *model = Model { predictor, number: model.number + 1 };
        drop(model);
        match codec::notification(event::MODEL_CHANGED, &ModelChanged { model: self.model_info() }) {
            // Nobody may have subscribed.
            Ok(frame) => drop(self.events.send(Event { name: event::MODEL_CHANGED, frame })),
            Err(error) => log::error!("an event could not be written: {error}"),
        }
    }

    /// Counts a connection while the guard lives.
    pub fn connected(self: &Arc<Self>) -> Connected {
        self.connections.fetch_add(1, Relaxed);
        Connected(self.clone())
    }

    /// Waits until the daemon is to stop.
    pub async fn stopped(&self) {
        stopped(&mut self.stopping.subscribe()).await;
    }

    /// Asks the daemon to stop.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }
}

/// As [`Daemon::stopped`], for those who wait again and again.
pub async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that the daemon is gone altogether.
    let _ = stopping.wait_for(|&stopping| stopping).await;
}

/// One connection, counted.
pub struct Connected(Arc<Daemon>);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Relaxed);
    }
}
