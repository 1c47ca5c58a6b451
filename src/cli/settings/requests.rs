//! [`run`]: the settings screen's connection to the daemon, which tells what is known and whether it is paused, and pauses,
//! hides and forgets.

use tokio::sync::mpsc;

use crate::client::launch::{self, LaunchError};
use crate::config::Config;
use crate::rpc::Client;
use crate::rpc::protocol::{Forget, Hide, History, HistoryResult, Pause, WordOrder};

/// Words that are shown.
const WORDS: u32 = 500;

#[derive(Clone, Debug)]
pub enum Request {
    Load,
    Pause(bool),
    Forget(String),
    Hide { word: String, shown: bool },
}

#[derive(Debug)]
pub enum Event {
    Known { known: Box<HistoryResult>, hidden: Vec<String>, paused: bool },
    Failed(String),
}

/// Serves the screen until it drops one of the channels' other ends; each request is answered with what is known then.
pub async fn run(config: Config, mut requests: mpsc::UnboundedReceiver<Request>, events: mpsc::UnboundedSender<Event>) {
    while let Some(request) = requests.recv().await {
        let event = answer(&config, request).await.unwrap_or_else(|error| Event::Failed(error.to_string()));
        if events.send(event).is_err() {
            return;
        }
    }
}

async fn answer(config: &Config, request: Request) -> Result<Event, LaunchError> {
    let client = launch::ensure_running(config).await?.with_timeout(crate::cli::forget::PATIENCE);
    match request {
        Request::Load => {}
        Request::Pause(paused) => {
            client.pause(&Pause { paused, minutes: None }).await?;
        }
        Request::Forget(word) => {
            client.forget(&Forget { word: Some(word), ..Forget::default() }).await?;
        }
        Request::Hide { word, shown } => {
            client.hide(&Hide { word: Some(word), shown }).await?;
        }
    }
    known(&client).await
}

async fn known(client: &Client) -> Result<Event, LaunchError> {
    let status = client.status().await?;
    let params = History { limit: Some(WORDS), words: Some(WordOrder::MostUsed), ..History::default() };
    let mut known = client.history(&params).await?;
    // Only words and sums are shown.
    known.messages.clear();
    let hidden = client.hide(&Hide::default()).await?.words;
    Ok(Event::Known { known: Box::new(known), hidden, paused: status.paused })
}
