//! [`Events`]: the events that subscribers are told, and the description of a model for clients.

use serde::Serialize;
use tokio::sync::broadcast;

use crate::predict::Predictor;
use crate::rpc::codec;
use crate::rpc::protocol::{ModelChanged, ModelInfo, PauseResult, SettingsChanged, event};

/// Events kept for a connection that is busy writing.
const EVENTS_KEPT: usize = 16;

/// An event that subscribers are told: its name and its encoded frame.
#[derive(Clone, Debug)]
pub struct Event {
    pub name: &'static str,
    pub frame: Vec<u8>,
}

/// The channel on which events go out to all connections.
#[derive(Clone, Debug)]
pub struct Events(broadcast::Sender<Event>);

impl Default for Events {
    fn default() -> Self {
        Events(broadcast::channel(EVENTS_KEPT).0)
    }
}

impl Events {
    /// Receives every event from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }

    /// Tells subscribers that another model is served.
    pub fn model_changed(&self, model: &Predictor) {
        self.tell(event::MODEL_CHANGED, &ModelChanged { model: description(model) });
    }

    /// Tells subscribers that the settings' file was changed; `problem` says why it was not taken in.
    pub fn settings_changed(&self, problem: Option<String>) {
        self.tell(event::SETTINGS_CHANGED, &SettingsChanged { problem });
    }

    /// Tells subscribers that a pause of keeping began or ended.
    pub fn pause_changed(&self, now: &PauseResult) {
        self.tell(event::PAUSE_CHANGED, now);
    }

    fn tell(&self, name: &'static str, params: &impl Serialize) {
        match codec::notification(name, params) {
            // An error means that nobody has subscribed.
            Ok(frame) => drop(self.0.send(Event { name, frame })),
            Err(error) => log::error!("an event could not be written: {error}"),
        }
    }
}

/// Returns the description of a model for clients.
pub fn description(model: &Predictor) -> ModelInfo {
    ModelInfo {
        name: model.name().to_owned(),
        architecture: model.architecture(),
        parameters: model.parameters(),
        vocab_hash: model.vocab_hash(),
    }
}
