//! [`Backend`]: the language server's connection to the daemon, which is found or started when needed, and found again after
//! a loss.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::client::Reconnect;
use crate::client::launch::{self, LaunchError};
use crate::config::Config;
use crate::rpc::protocol::{
    Accept, Commit, Forget, Hello, Open, Pause, SessionId, SetContext, Suggest, SuggestResult, code, method,
};
use crate::rpc::{Client, ClientError};

/// An answer that takes longer is no help any more.
const PATIENCE: Duration = Duration::from_secs(1);

/// Which of the connection's sessions: lists and ghost text ask at the same time and must not supersede each other,
/// nothing of a private document is ever kept, and what is only told must not take the place of what is asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SessionKey {
    pub ghost: bool,
    pub private: bool,
    pub told: bool,
}

/// Why something that a person asked for was not done.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    #[error("foretype's daemon is not there")]
    Away,
    #[error("this daemon cannot {0}; update foretype, then `foretype daemon restart`")]
    Older(&'static str),
    #[error(transparent)]
    Client(#[from] ClientError),
}

#[derive(Debug)]
pub struct Backend {
    config: Config,
    app: String,
    start: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    connected: Option<Connected>,
    reconnect: Reconnect,
}

#[derive(Debug)]
struct Connected {
    client: Client,
    methods: Vec<String>,
    sessions: HashMap<SessionKey, SessionId>,
}

impl Backend {
    /// A line for texts of the application `app`; `start` says whether to start a daemon where none runs.
    pub fn new(config: Config, app: String, start: bool) -> Backend {
        Backend { config, app, start, state: Mutex::default() }
    }

    /// Asks the daemon, unless `wanted` says by then that the answer is not needed any more. `None` where there is no answer:
    /// the daemon is away or busy, or a newer question took the place of this one.
    pub async fn suggest(
        self: &Arc<Self>,
        key: SessionKey,
        params: Suggest,
        wanted: impl Fn() -> bool,
    ) -> Option<SuggestResult> {
        // The second attempt is for a daemon that was replaced.
        for _ in 0..2 {
            // Beside this question: a daemon that takes its time to start is there for the next one.
            let finding = tokio::spawn({
                let backend = self.clone();
                async move { backend.session(key).await }
            });
            let (client, session) = timeout(PATIENCE, finding).await.ok()?.ok()??;
            if !wanted() {
                return None;
            }
            match client.suggest(&Suggest { session: Some(session), ..params.clone() }).await {
                Ok(answer) => return Some(answer),
                Err(error) if !self.recovers(key, &error).await => return None,
                Err(_) => {}
            }
        }
        None
    }

    /// Whether it is worth asking again after an error; forgets what the error says is gone.
    async fn recovers(&self, key: SessionKey, error: &ClientError) -> bool {
        let mut state = self.state.lock().await;
        match error {
            ClientError::Rpc(error) if error.code == code::UNKNOWN_SESSION => {
                if let Some(connected) = &mut state.connected {
                    connected.sessions.remove(&key);
                }
                true
            }
            ClientError::Rpc(error) => error.code == code::SHUTTING_DOWN && state.connected.take().is_some(),
            // The daemon hangs: a late answer is of no use, so the connection is given up.
            ClientError::TimedOut(_) => {
                state.connected = None;
                false
            }
            _ => {
                state.connected = None;
                true
            }
        }
    }

    async fn session(&self, key: SessionKey) -> Option<(Client, SessionId)> {
        let mut state = self.state.lock().await;
        let app = self.app.clone();
        let connected = self.connected(&mut state).await?;
        if let Some(session) = connected.sessions.get(&key) {
            return Some((connected.client.clone(), *session));
        }
        let open = Open { app: Some(app), private: key.private, ..Open::default() };
        match connected.client.open(&open).await {
            Ok(result) => {
                connected.sessions.insert(key, result.session);
                Some((connected.client.clone(), result.session))
            }
            Err(_) => {
                state.connected = None;
                None
            }
        }
    }

    /// The connection there is, or a new one. Nothing while a pause after a failure lasts.
    async fn connected<'a>(&self, state: &'a mut State) -> Option<&'a mut Connected> {
        if state.connected.is_none() {
            if !state.reconnect.is_due() {
                return None;
            }
            match self.connect().await {
                Ok(connected) => {
                    *state = State { connected: Some(connected), ..State::default() };
                }
                Err(error) => {
                    log::info!("no daemon: {error}");
                    state.reconnect.failed();
                }
            }
        }
        state.connected.as_mut()
    }

    async fn connect(&self) -> Result<Connected, LaunchError> {
        let client = match self.start {
            true => launch::ensure_running(&self.config).await?,
            false => launch::connect(&self.config).await?,
        };
        let hello = client.hello(&Hello { client: Some(self.app.clone()), protocol: None }).await?;
        Ok(Connected { client: client.with_timeout(PATIENCE), methods: hello.methods, sessions: HashMap::new() })
    }

    /// A client for a method that older daemons lack.
    async fn client_for(&self, method: &'static str) -> Result<Client, BackendError> {
        let mut state = self.state.lock().await;
        let connected = self.connected(&mut state).await.ok_or(BackendError::Away)?;
        match connected.methods.iter().any(|known| known == method) {
            true => Ok(connected.client.clone()),
            false => Err(BackendError::Older(method)),
        }
    }

    /// Tells what was taken.
    ///
    /// # Errors
    /// When there is no daemon to tell.
    pub async fn accept(&self, key: SessionKey, delete: u32, text: String) -> Result<(), BackendError> {
        let (client, session) = self.session(key).await.ok_or(BackendError::Away)?;
        client.accept(&Accept { session: Some(session), delete, text, back: false }).await?;
        Ok(())
    }

    /// Tells a line that is being typed, which an editor may never ask about: what is typed during a pause is not to be kept
    /// when it is handed over later.
    pub async fn tell(&self, line: String) {
        let key = SessionKey { told: true, ..SessionKey::default() };
        let Some((client, session)) = self.session(key).await else { return };
        let context = SetContext { session: Some(session), left_context: line, messages: None };
        if let Err(error) = client.set_context(&context).await {
            log::info!("what is typed is not told: {error}");
            self.recovers(key, &error).await;
        }
    }

    /// Hands over a message that the person wrote.
    ///
    /// # Errors
    /// When there is no daemon, or one that does not learn.
    pub async fn commit(&self, text: String) -> Result<(), BackendError> {
        let client = self.client_for("commit").await?;
        let (_, session) = self.session(SessionKey::default()).await.ok_or(BackendError::Away)?;
        let _: Value = client.call("commit", &Commit { session: Some(session), text: Some(text) }).await?;
        Ok(())
    }

    /// Has the daemon forget a word, and returns its answer.
    ///
    /// # Errors
    /// When there is no daemon, or one that cannot.
    pub async fn forget(&self, word: String) -> Result<Value, BackendError> {
        let client = self.client_for("forget").await?;
        Ok(client.call("forget", &Forget { word: Some(word), ..Forget::default() }).await?)
    }

    /// Has the daemon keep and learn nothing, or go on, and returns its answer.
    ///
    /// # Errors
    /// When there is no daemon, or one that cannot.
    pub async fn pause(&self, paused: bool) -> Result<Value, BackendError> {
        let client = self.client_for("pause").await?;
        Ok(client.call("pause", &Pause { paused, ..Pause::default() }).await?)
    }

    /// The daemon's `status`.
    ///
    /// # Errors
    /// When there is no daemon.
    pub async fn status(&self) -> Result<Value, BackendError> {
        let client = self.client_for(method::STATUS).await?;
        Ok(client.call(method::STATUS, &serde_json::json!({})).await?)
    }
}
