//! [`run`]: the screen's connection to the daemon. It sends the newest text and passes answers on as events, without
//! waiting for one answer before the next question; a daemon that is gone is started again.

use std::future::poll_fn;
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::state::{Link, WORDS};
use crate::client::{Reconnect, launch};
use crate::config::Config;
use crate::rpc::limits::MAX_CONTEXT_BYTES;
use crate::rpc::protocol::{Accept, ModelInfo, Status, Suggest, SuggestResult, Why, WhyResult, code, method};
use crate::rpc::{Client, ClientError};

/// Words and characters asked for: one answer feeds the words and the bars.
const OFFERED: u32 = 5;

/// The text to ask about; of several that wait only the newest is asked.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub number: u64,
    pub text: String,
    /// What was taken from the offer just before, in place of so many characters.
    pub took: Option<(u32, String)>,
    /// Ask for the reasons, too.
    pub why: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Event {
    Link(Link),
    Model(ModelInfo),
    Answer { question: u64, answer: SuggestResult, took: Duration },
    Reasons { question: u64, reasons: WhyResult },
}

/// Serves the screen until it drops one of the channels' other ends. `newest` is the text there is at first.
pub async fn run(
    config: Config,
    mut newest: Question,
    mut questions: mpsc::UnboundedReceiver<Question>,
    events: mpsc::UnboundedSender<Event>,
) {
    let mut reconnect = Reconnect::default();
    loop {
        let lost = match launch::ensure_running(&config).await {
            Ok(client) => {
                reconnect.succeeded();
                match converse(&client, &mut newest, &mut questions, &events).await {
                    Ok(()) => return,
                    Err(why) => why,
                }
            }
            Err(error) => error.to_string(),
        };
        if events.send(Event::Link(Link::Lost(lost))).is_err() {
            return;
        }
        tokio::time::sleep(reconnect.failed()).await;
    }
}

/// Asks and answers on one connection. Returns when the screen is gone; an error says how the daemon was lost.
async fn converse(
    client: &Client,
    newest: &mut Question,
    questions: &mut mpsc::UnboundedReceiver<Question>,
    events: &mpsc::UnboundedSender<Event>,
) -> Result<(), String> {
    let status: Status = client.status().await.map_err(|error| error.to_string())?;
    for event in [Event::Model(status.model), Event::Link(Link::Connected)] {
        if events.send(event).is_err() {
            return Ok(());
        }
    }
    let (failed, mut failures) = mpsc::unbounded_channel();
    let ask_newest = |newest: &Question| begin(ask(client.clone(), newest.clone(), events.clone(), failed.clone()));
    let explain_newest = |newest: &Question| {
        if newest.why {
            tokio::spawn(explain(client.clone(), newest.clone(), events.clone(), failed.clone()));
        }
    };
    ask_newest(newest).await;
    explain_newest(newest);
    loop {
        tokio::select! {
            next = questions.recv() => {
                let Some(mut next) = next else { return Ok(()) };
                // What is taken was on offer for the text asked about last, so the daemon's text is the right one.
                loop {
                    if let Some((delete, text)) = next.took.take() {
                        let accept = Accept { delete, text, ..Accept::default() };
                        client.notify(method::ACCEPT, &accept).await.map_err(|error| error.to_string())?;
                    }
                    *newest = next;
                    match questions.try_recv() {
                        Ok(newer) => next = newer,
                        Err(_) => break,
                    }
                }
                ask_newest(newest).await;
                explain_newest(newest);
            }
            () = client.closed() => return Err(ClientError::Closed.to_string()),
            Some(why) = failures.recv() => return Err(why),
        }
    }
}

/// Sends a question now and leaves the wait for its answer to a task: questions go out in the order in which they
/// came up, or an older one would supersede a newer.
async fn begin(asking: impl Future<Output = ()> + Send + 'static) {
    let mut asking = Box::pin(asking);
    let answered = poll_fn(|context| Poll::Ready(asking.as_mut().poll(context).is_ready())).await;
    if !answered {
        tokio::spawn(asking);
    }
}

/// One question; an answer that a newer question took the place of is no event.
async fn ask(
    client: Client,
    question: Question,
    events: mpsc::UnboundedSender<Event>,
    failed: mpsc::UnboundedSender<String>,
) {
    let params = Suggest { left_context: Some(question.text), n: Some(OFFERED), emoji: true, ..Suggest::default() };
    let asked = Instant::now();
    let sent = match client.suggest(&params).await {
        Ok(answer) => {
            events.send(Event::Answer { question: question.number, answer, took: asked.elapsed() }).map_err(|_| ()).ok()
        }
        Err(ClientError::Rpc(error)) if error.code == code::SUPERSEDED => None,
        Err(error) => failed.send(error.to_string()).ok(),
    };
    // A receiver that is gone means that the screen is closing.
    let _ = sent;
}

/// Why the words are offered. A daemon that does not know the method leaves the place empty.
async fn explain(
    client: Client,
    question: Question,
    events: mpsc::UnboundedSender<Event>,
    failed: mpsc::UnboundedSender<String>,
) {
    let start = question.text.ceil_char_boundary(question.text.len().saturating_sub(MAX_CONTEXT_BYTES));
    let left_context = question.text.get(start..).unwrap_or_default().to_owned();
    let sent = match client.why(&Why { left_context, n: Some(WORDS as u32), ..Why::default() }).await {
        Ok(reasons) => events.send(Event::Reasons { question: question.number, reasons }).map_err(|_| ()).ok(),
        Err(ClientError::Rpc(_)) => None,
        Err(error) => failed.send(error.to_string()).ok(),
    };
    // A receiver that is gone means that the screen is closing.
    let _ = sent;
}
