//! The engines' connection to the daemon, which is found or started when needed, and found again after a loss.
//!
//! [`start`] runs it as a task of its own, so that no key waits for it. The task handles messages in order, but of
//! waiting questions only the newest; answers come back as [`News`].

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

use super::tell::{Question, SessionKey, Tell};
use crate::client::{Reconnect, launch};
use crate::config::Config;
use crate::rpc::protocol::{
    Accept, Close, Commit, Forget, Kind, Open, Pause, SessionId, Suggest, SuggestResult, code, method,
};
use crate::rpc::{Client, ClientError};

/// Time after which an answer is no help any more.
const PATIENCE: Duration = Duration::from_secs(1);
/// Most messages that may wait for a slow daemon; further ones are dropped.
const MOST_WAITING: usize = 256;
/// Most sessions held open; there is one for each [`SessionKey`].
const MOST_SESSIONS: usize = 32;

/// A message from the relay to its owner.
#[derive(Debug)]
pub enum News {
    /// The answer to a question; `None` where there is no answer to be had.
    Answer(Question, Option<SuggestResult>),
    Away(bool),
    Status {
        paused: bool,
        messages: u64,
    },
}

/// Starts the task, which ends when the sender is dropped.
pub fn start(config: Config) -> (mpsc::Sender<Tell>, mpsc::UnboundedReceiver<News>) {
    let (tell, told) = mpsc::channel(MOST_WAITING);
    let (news, receiver) = mpsc::unbounded_channel();
    let (answered, answers) = mpsc::unbounded_channel();
    let relay = Relay { config, news, answered, connected: None, reconnect: Reconnect::default() };
    tokio::spawn(relay.run(told, answers));
    (tell, receiver)
}

/// A question that was sent, and its answer or error.
struct Answered {
    question: Question,
    place: SessionKey,
    connection: u64,
    result: Result<SuggestResult, ClientError>,
}

struct Relay {
    config: Config,
    news: mpsc::UnboundedSender<News>,
    answered: mpsc::UnboundedSender<Answered>,
    connected: Option<Connected>,
    /// Attempts to connect that failed, in a row.
    reconnect: Reconnect,
}

struct Connected {
    client: Client,
    sessions: HashMap<SessionKey, SessionId>,
    number: u64,
}

impl Relay {
    async fn run(mut self, mut told: mpsc::Receiver<Tell>, mut answers: mpsc::UnboundedReceiver<Answered>) {
        let mut connections = 0;
        loop {
            tokio::select! {
                biased;
                Some(answered) = answers.recv() => self.settle(answered),
                tell = told.recv() => {
                    let Some(tell) = tell else { return };
                    let mut all = vec![tell];
                    while let Ok(more) = told.try_recv() {
                        all.push(more);
                    }
                    let newest = all.iter().rposition(|tell| matches!(tell, Tell::Ask { .. }));
                    for (nth, tell) in all.into_iter().enumerate() {
                        if newest == Some(nth) || !matches!(tell, Tell::Ask { .. }) {
                            self.pass_on(tell, &mut connections).await;
                        }
                    }
                }
            }
        }
    }

    fn tell(&self, news: News) {
        // Without a receiver the news are dropped.
        let _ = self.news.send(news);
    }

    async fn pass_on(&mut self, tell: Tell, connections: &mut u64) {
        let question = match &tell {
            Tell::Ask { question, .. } => Some(*question),
            _ => None,
        };
        self.connect(connections).await;
        match self.try_pass_on(tell).await {
            Ok(()) => {}
            Err(error) => {
                if let Some(question) = question {
                    self.tell(News::Answer(question, None));
                }
                if let Some(error) = error {
                    self.lost(&error);
                }
            }
        }
    }

    /// Passes a message or a question on to the daemon. The error `None` means that there is no daemon.
    async fn try_pass_on(&mut self, tell: Tell) -> Result<(), Option<ClientError>> {
        let Some(connected) = &mut self.connected else { return Err(None) };
        match tell {
            Tell::Wake => self.ask_condition(),
            Tell::Ask { question, place, text, n } => {
                let session = connected.session(&place).await?;
                let (client, connection, answered) =
                    (connected.client.clone(), connected.number, self.answered.clone());
                let params = Suggest {
                    session: Some(session),
                    left_context: Some(text),
                    n: Some(n),
                    kinds: Some(vec![Kind::Words, Kind::Phrase]),
                    emoji: true,
                    ..Suggest::default()
                };
                tokio::spawn(async move {
                    let result = client.suggest(&params).await;
                    let _ = answered.send(Answered { question, place, connection, result });
                });
            }
            Tell::Accept { place, delete, text } => {
                let session = Some(connected.session(&place).await?);
                connected.client.notify(method::ACCEPT, &Accept { session, delete, text, back: false }).await?;
            }
            Tell::Learn { place, text } => {
                let session = Some(connected.session(&place).await?);
                connected.client.notify(method::COMMIT, &Commit { session, text: Some(text) }).await?;
            }
            Tell::Forget { word } => {
                connected.client.forget(&Forget { word: Some(word), ..Forget::default() }).await?;
            }
            Tell::Pause(paused) => {
                connected.client.pause(&Pause { paused, minutes: None }).await?;
                self.ask_condition();
            }
        }
        Ok(())
    }

    /// Asks the daemon for the numbers that the menu tells, without waiting for the answer.
    fn ask_condition(&self) {
        let Some(connected) = &self.connected else { return };
        let (client, news) = (connected.client.clone(), self.news.clone());
        tokio::spawn(async move {
            if let Ok(status) = client.status().await {
                let _ = news.send(News::Status { paused: status.paused, messages: status.messages_kept });
            }
        });
    }

    /// Handles the outcome of a question. After a daemon was replaced, the next question finds the new one.
    fn settle(&mut self, answered: Answered) {
        let Answered { question, place, connection, result } = answered;
        let error = match result {
            Ok(answer) => return self.tell(News::Answer(question, Some(answer))),
            Err(error) => error,
        };
        // A newer question is on its way.
        if matches!(&error, ClientError::Rpc(error) if error.code == code::SUPERSEDED) {
            return;
        }
        self.tell(News::Answer(question, None));
        if let Some(connected) = self.connected.as_mut().filter(|connected| connected.number == connection) {
            connected.sessions.remove(&place);
            self.lost(&error);
        }
    }

    /// Forgets a connection that is of no use any more.
    fn lost(&mut self, error: &ClientError) {
        let gone = match error {
            ClientError::Rpc(error) => error.code == code::SHUTTING_DOWN,
            _ => true,
        };
        if gone && self.connected.take().is_some() {
            log::info!("the daemon is gone: {error}");
            self.tell(News::Away(true));
        }
    }

    /// Makes a connection if there is none, unless a pause after a failure lasts.
    async fn connect(&mut self, connections: &mut u64) {
        if self.connected.is_some() || !self.reconnect.is_due() {
            return;
        }
        match launch::ensure_running(&self.config).await {
            Ok(client) => {
                *connections += 1;
                let client = client.with_timeout(PATIENCE);
                self.connected = Some(Connected { client, sessions: HashMap::new(), number: *connections });
                self.reconnect.succeeded();
                self.tell(News::Away(false));
            }
            Err(error) => {
                log::info!("no daemon: {error}");
                self.reconnect.failed();
            }
        }
    }
}

impl Connected {
    async fn session(&mut self, place: &SessionKey) -> Result<SessionId, ClientError> {
        if let Some(session) = self.sessions.get(place) {
            return Ok(*session);
        }
        if self.sessions.len() >= MOST_SESSIONS
            && let Some(other) = self.sessions.keys().next().cloned()
            && let Some(session) = self.sessions.remove(&other)
        {
            self.client.call::<_, serde_json::Value>(method::CLOSE, &Close { session }).await?;
        }
        let SessionKey { app, private, terminal } = place.clone();
        let open = Open { app, private, terminal, ..Open::default() };
        let session =
            timeout(PATIENCE, self.client.open(&open)).await.unwrap_or(Err(ClientError::TimedOut(PATIENCE)))?.session;
        self.sessions.insert(place.clone(), session);
        Ok(session)
    }
}
