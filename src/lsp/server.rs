//! [`serve`]: the loop over the editor's messages, in order. Answers are computed in tasks beside it.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self as told, Notification as _};
use lsp_types::request::{self as asked, Request as _};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability, CompletionOptions,
    ExecuteCommandOptions, ExecuteCommandParams, InitializeParams, InitializeResult, MessageType, OneOf, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentPositionParams, TextDocumentSaveReason, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::backend::{Backend, SessionKey};
use super::document::{Document, SaveReason};
use super::error::LspError;
use super::offers::{self, Cursor};
use super::secrets::{self, Denied};
use super::settings::Settings;
use super::text::Encoding;
use super::voice::{Voice, done, said};
use crate::config::Config;
use crate::rpc::protocol::{Kind, Suggest};

/// The longest wait for messages that are being handed over when the editor ends.
const FAREWELL: Duration = Duration::from_secs(2);
/// The longest word that can be replaced, in bytes.
const WORD_BYTES: usize = 256;

/// Serves an editor until it says goodbye.
///
/// # Errors
/// When it goes without saying so, or says what is not the protocol.
pub fn serve(connection: Connection, config: Config) -> Result<(), LspError> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (mut server, remark) = Server::new(&params, connection.sender.clone(), config);
    connection.initialize_finish(id, serde_json::to_value(server.introduction())?)?;
    if let Some(remark) = remark {
        server.voice.say(MessageType::WARNING, remark);
    }
    // Its receiver blocks, which the loop must not. The thread ends when the editor closes its end.
    let (forward, messages) = mpsc::unbounded_channel();
    let receiver = connection.receiver;
    std::thread::spawn(move || receiver.into_iter().try_for_each(|message| forward.send(message)));
    runtime.block_on(server.run(messages))
}

struct Server {
    voice: Voice,
    encoding: Encoding,
    settings: Settings,
    denied: Denied,
    documents: HashMap<Uri, Document>,
    backend: Arc<Backend>,
    /// Messages that are being handed to the daemon.
    commits: JoinSet<()>,
    show_probability: f32,
    /// `show_probability` of the daemon's settings, for an editor that sets none.
    usual_probability: f32,
    /// Number of the newest question, of lists and of ghost text.
    newest: [Arc<AtomicU64>; 2],
}

impl Server {
    /// A server as the editor wants it, and what to tell the person about settings that are wrong.
    fn new(
        params: &InitializeParams,
        sender: crossbeam_channel::Sender<Message>,
        config: Config,
    ) -> (Server, Option<String>) {
        let read = Settings::read(params.initialization_options.as_ref().unwrap_or(&Value::Null));
        let (mut settings, mut remark) = match read {
            Ok(settings) => (settings, None),
            Err(error) => (Settings::default(), Some(format!("foretype: settings are not used: {error}"))),
        };
        let denied = Denied::new(&settings.deny).or_else(|error| {
            remark = Some(format!("foretype: `deny` is not used: {error}"));
            Denied::new(&[])
        });
        if settings.app.is_empty() {
            settings.app = params.client_info.as_ref().map_or_else(|| "lsp".to_owned(), |info| info.name.clone());
        }
        let offered = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let server = Server {
            voice: Voice::new(sender),
            encoding: Encoding::choose(offered.unwrap_or_default()),
            denied: denied.unwrap_or_default(),
            documents: HashMap::new(),
            show_probability: settings.show_probability.unwrap_or(config.client.show_probability),
            usual_probability: config.client.show_probability,
            backend: Arc::new(Backend::new(config, settings.app.clone(), settings.start_daemon)),
            commits: JoinSet::new(),
            newest: Default::default(),
            settings,
        };
        (server, remark)
    }

    fn introduction(&self) -> InitializeResult {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            // It tells why a document is saved.
            will_save: Some(true),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        };
        let commands = offers::COMMANDS.map(str::to_owned).to_vec();
        let capabilities = ServerCapabilities {
            position_encoding: Some(self.encoding.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            // Letters ask by themselves; a space begins the next word.
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(vec![" ".into()]),
                ..CompletionOptions::default()
            }),
            inline_completion_provider: Some(OneOf::Left(true)),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
                ..CodeActionOptions::default()
            })),
            execute_command_provider: Some(ExecuteCommandOptions { commands, ..ExecuteCommandOptions::default() }),
            ..ServerCapabilities::default()
        };
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        let server_info = Some(ServerInfo { name: "foretype".into(), version });
        InitializeResult { capabilities, server_info, ..InitializeResult::default() }
    }

    async fn run(&mut self, mut messages: mpsc::UnboundedReceiver<Message>) -> Result<(), LspError> {
        let mut shut_down = false;
        while let Some(message) = messages.recv().await {
            match message {
                Message::Request(request) if request.method == asked::Shutdown::METHOD => {
                    shut_down = true;
                    self.say_goodbye().await;
                    self.voice.send(Response::new_ok(request.id, ()));
                }
                Message::Request(request) if shut_down => {
                    let message = "shut down already".to_owned();
                    self.voice.send(Response::new_err(request.id, ErrorCode::InvalidRequest as i32, message));
                }
                Message::Request(request) => self.asked(request),
                Message::Notification(note) if note.method == told::Exit::METHOD => break,
                Message::Notification(note) => self.told(note),
                // Nothing is asked of the editor.
                Message::Response(_) => {}
            }
        }
        if shut_down {
            return Ok(());
        }
        // An editor that is killed right after it has saved says no goodbye.
        self.say_goodbye().await;
        Err(LspError::Vanished)
    }

    fn asked(&mut self, request: Request) {
        let Request { id, method, params } = request;
        match method.as_str() {
            asked::Completion::METHOD => self.offer(id, params, false),
            asked::InlineCompletionRequest::METHOD => self.offer(id, params, true),
            asked::CodeActionRequest::METHOD => self.fix(id, params),
            asked::ExecuteCommand::METHOD => self.execute(id, params),
            _ => {
                let message = format!("foretype has no method `{method}`");
                self.voice.send(Response::new_err(id, ErrorCode::MethodNotFound as i32, message));
            }
        }
    }

    fn told(&mut self, note: Notification) {
        match note.method.as_str() {
            told::DidOpenTextDocument::METHOD => {
                read::<told::DidOpenTextDocument>(note.params, |params| self.opened(params.text_document));
            }
            told::DidChangeTextDocument::METHOD => read::<told::DidChangeTextDocument>(note.params, |params| {
                if let Some(document) = self.documents.get_mut(&params.text_document.uri) {
                    params.content_changes.iter().for_each(|change| document.change(change, self.encoding));
                }
                self.tell(&params.text_document.uri);
            }),
            told::WillSaveTextDocument::METHOD => read::<told::WillSaveTextDocument>(note.params, |params| {
                if let Some(document) = self.documents.get_mut(&params.text_document.uri) {
                    document.reason = match params.reason {
                        TextDocumentSaveReason::AFTER_DELAY => SaveReason::Timer,
                        _ => SaveReason::Person,
                    };
                }
            }),
            told::DidSaveTextDocument::METHOD => {
                read::<told::DidSaveTextDocument>(note.params, |params| self.saved(&params.text_document.uri));
            }
            told::DidCloseTextDocument::METHOD => {
                read::<told::DidCloseTextDocument>(note.params, |params| self.closed(&params.text_document.uri));
            }
            told::DidChangeConfiguration::METHOD => {
                read::<told::DidChangeConfiguration>(note.params, |params| self.configured(&params.settings));
            }
            told::Cancel::METHOD => read::<told::Cancel>(note.params, |params| {
                self.voice.cancel(match params.id {
                    lsp_types::NumberOrString::Number(number) => number.into(),
                    lsp_types::NumberOrString::String(text) => text.into(),
                });
            }),
            _ => {}
        }
    }

    fn opened(&mut self, item: lsp_types::TextDocumentItem) {
        let uri = item.uri.clone();
        let document = Document::new(item);
        if let Some(path) = document.path.clone() {
            let ignored = document.ignored.clone();
            tokio::spawn(async move { ignored.send_replace(Some(secrets::git_ignores(&path).await)) });
        }
        self.documents.insert(uri, document);
    }

    fn saved(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        // A second save without a change between is taken for a save by the person.
        let again = std::mem::replace(&mut document.is_saved, true);
        // A save by a timer may come in the middle of a sentence: the text waits for the next save or the end.
        match std::mem::take(&mut document.reason) {
            SaveReason::Timer => {}
            SaveReason::Person => self.hand_over(uri, false),
            SaveReason::Unknown => self.hand_over(uri, !again),
        }
    }

    /// Handles the end of a document: saved text is handed over, unsaved text is dropped.
    fn closed(&mut self, uri: &Uri) {
        if self.documents.get(uri).is_some_and(|document| document.is_saved) {
            self.hand_over(uri, false);
        }
        self.documents.remove(uri);
    }

    /// Waits a moment for messages that are being handed over when the editor ends, perhaps right after it saved.
    async fn say_goodbye(&mut self) {
        let open: Vec<Uri> = self.documents.keys().cloned().collect();
        open.iter().for_each(|uri| self.closed(uri));
        self.await_commits().await;
    }

    async fn await_commits(&mut self) {
        let _ = timeout(FAREWELL, async { while self.commits.join_next().await.is_some() {} }).await;
    }

    /// Tells the line that has changed, if it will be handed over.
    fn tell(&self, uri: &Uri) {
        let Some(document) = self.documents.get(uri).filter(|_| self.settings.learn) else { return };
        if !document.is_private()
            && !document.is_denied(&self.denied)
            && let Some(line) = document.changed_line(&self.settings)
        {
            let backend = self.backend.clone();
            tokio::spawn(async move { backend.tell(line).await });
        }
    }

    /// Hands over what was typed in a document, perhaps without the line that is `unfinished`.
    fn hand_over(&mut self, uri: &Uri, unfinished: bool) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        let ignored = document.ignored.subscribe();
        if !self.settings.learn || *ignored.borrow() == Some(true) || document.is_denied(&self.denied) {
            return document.forget_typed();
        }
        let messages = document.take_typed(&self.settings, unfinished);
        let backend = self.backend.clone();
        while self.commits.try_join_next().is_some() {}
        self.commits.spawn(async move {
            if is_private(ignored).await {
                return;
            }
            for message in messages {
                if let Err(error) = backend.commit(message).await {
                    log::info!("what was typed is not handed over: {error}");
                    break;
                }
            }
        });
    }

    fn configured(&mut self, value: &Value) {
        // Editors send null, or their whole configuration, when something else has changed.
        let Some(section) = value.get("foretype") else { return };
        match Settings::read(section).map(|settings| (Denied::new(&settings.deny), settings)) {
            Ok((Ok(denied), settings)) => {
                let app = std::mem::take(&mut self.settings.app);
                self.denied = denied;
                self.show_probability = settings.show_probability.unwrap_or(self.usual_probability);
                self.settings = Settings { app, ..settings };
            }
            Ok((Err(error), _)) => {
                self.voice.say(MessageType::WARNING, format!("foretype: `deny` is not used: {error}"));
            }
            Err(error) => self.voice.say(MessageType::WARNING, format!("foretype: settings are not used: {error}")),
        }
    }

    /// Answers a question about a place with a list, or with ghost text.
    fn offer(&mut self, id: RequestId, params: Value, ghost: bool) {
        let at: TextDocumentPositionParams = match serde_json::from_value(params) {
            Ok(at) => at,
            Err(error) => {
                let message = error.to_string();
                return self.voice.send(Response::new_err(id, ErrorCode::InvalidParams as i32, message));
            }
        };
        let Some((place, ignored, text)) = self.question(&at, ghost) else {
            return self.voice.send(Response::new_ok(id, Value::Null));
        };
        let kinds = if ghost { vec![Kind::Words, Kind::Phrase] } else { vec![Kind::Words] };
        let n = if ghost { 1 } else { self.settings.words };
        let (left_context, after) = (Some(text), Some(self.after(&at)));
        let params = Suggest { left_context, n: Some(n), kinds: Some(kinds), after, ..Suggest::default() };
        let newest = self.newest[usize::from(ghost)].clone();
        let number = newest.fetch_add(1, Ordering::Relaxed) + 1;
        let (backend, show_probability) = (self.backend.clone(), self.show_probability);
        self.voice.later(id.clone(), async move {
            let wanted = || newest.load(Ordering::Relaxed) == number;
            let key = session(ghost, ignored).await;
            let answer = backend.suggest(key, params, wanted).await.unwrap_or_default();
            match ghost {
                true => Response::new_ok(id, offers::inline(&place, &answer, show_probability)),
                false => Response::new_ok(id, offers::completions(&place, &answer)),
            }
        });
    }

    /// Answers what may be done about the word at a place: what it was meant to be.
    fn fix(&mut self, id: RequestId, params: Value) {
        let at = match serde_json::from_value::<CodeActionParams>(params) {
            Ok(params) => {
                TextDocumentPositionParams { text_document: params.text_document, position: params.range.start }
            }
            Err(error) => {
                let message = error.to_string();
                return self.voice.send(Response::new_err(id, ErrorCode::InvalidParams as i32, message));
            }
        };
        let end = self.documents.get(&at.text_document.uri).map(|known| known.word_end(at.position, self.encoding));
        let at = TextDocumentPositionParams { position: end.unwrap_or(at.position), ..at };
        let Some((place, ignored, text)) = self.question(&at, false) else {
            return self.voice.send(Response::new_ok(id, Value::Null));
        };
        let (left_context, kinds) = (Some(text + " "), Some(vec![Kind::Words]));
        let params = Suggest { left_context, n: Some(1), kinds, ..Suggest::default() };
        let backend = self.backend.clone();
        self.voice.later(id.clone(), async move {
            let key = session(false, ignored).await;
            let answer = backend.suggest(key, params, || true).await.unwrap_or_default();
            Response::new_ok(id, offers::fix(&place, &answer).into_iter().collect::<Vec<_>>())
        });
    }

    /// The text after a position, as much as matters.
    fn after(&self, at: &TextDocumentPositionParams) -> String {
        let document = self.documents.get(&at.text_document.uri);
        let after = document.map(|known| known.after(at.position, self.encoding)).unwrap_or_default();
        after.chars().take(WORD_BYTES).collect()
    }

    /// The place and text of a question, and whether git ignores the document; `None` where nothing may be asked.
    fn question(&self, at: &TextDocumentPositionParams, ghost: bool) -> Option<(Cursor, Ignored, String)> {
        let document = self.documents.get(&at.text_document.uri).filter(|known| !known.is_denied(&self.denied))?;
        if ghost && document.is_within_word(at.position, self.encoding) {
            return None;
        }
        let text = document.left_context(&self.settings, at.position, self.encoding).filter(|text| !text.is_empty())?;
        let before = document.before(at.position, self.encoding);
        let start = before.ceil_char_boundary(before.len().saturating_sub(WORD_BYTES));
        let place = Cursor {
            uri: at.text_document.uri.clone(),
            position: at.position,
            before: before[start..].to_owned(),
            encoding: self.encoding,
        };
        Some((place, document.ignored.subscribe(), text))
    }

    fn execute(&mut self, id: RequestId, params: Value) {
        let params: ExecuteCommandParams = match serde_json::from_value(params) {
            Ok(params) => params,
            Err(error) => {
                let message = error.to_string();
                return self.voice.send(Response::new_err(id, ErrorCode::InvalidParams as i32, message));
            }
        };
        let argument = params.arguments.into_iter().next().unwrap_or_default();
        let (backend, voice) = (self.backend.clone(), self.voice.clone());
        // `{"word": "x"}` and plain `"x"`, so that it is easy to call by hand.
        let text = |name: &str| argument.get(name).unwrap_or(&argument).as_str().map(str::to_owned);
        match (params.command.as_str(), text("word")) {
            (offers::ACCEPT, _) => self.accept(id, &argument),
            (offers::FORGET, Some(word)) => {
                self.voice.later(id.clone(), async move { done(&voice, id, backend.forget(word).await) })
            }
            (offers::PAUSE, _) => {
                let paused = argument.get("paused").unwrap_or(&argument).as_bool().unwrap_or(true);
                self.voice.later(id.clone(), async move { done(&voice, id, backend.pause(paused).await) });
            }
            (offers::STATUS, _) => {
                // The answer goes to the caller alone: a message for each status request would disturb the person.
                self.voice.later(id.clone(), async move { Response::new_ok(id, said(backend.status().await)) });
            }
            (offers::FORGET, None) => {
                let message = "which word? {\"word\": \"…\"}".to_owned();
                self.voice.send(Response::new_err(id, ErrorCode::InvalidParams as i32, message));
            }
            (other, _) => {
                let message = format!("foretype has no command `{other}`");
                self.voice.send(Response::new_err(id, ErrorCode::InvalidParams as i32, message));
            }
        }
    }

    fn accept(&mut self, id: RequestId, argument: &Value) {
        let uri = argument.get("uri").and_then(|uri| serde_json::from_value::<Uri>(uri.clone()).ok());
        let text = argument.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
        let ghost = argument.get("ghost").and_then(Value::as_bool).unwrap_or_default();
        let Some(document) = uri.and_then(|uri| self.documents.get_mut(&uri)) else {
            let message = "foretype.accept is sent by items of completions".to_owned();
            return self.voice.send(Response::new_err(id, ErrorCode::InvalidParams as i32, message));
        };
        let delete = argument.get("delete").and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok());
        document.took(&text);
        let (backend, ignored) = (self.backend.clone(), document.ignored.subscribe());
        let denied = document.is_denied(&self.denied);
        self.voice.later(id.clone(), async move {
            let key = session(ghost, ignored).await;
            if !denied && let Err(error) = backend.accept(key, delete.unwrap_or_default(), text).await {
                log::info!("what was taken is not told: {error}");
            }
            Response::new_ok(id, Value::Null)
        });
    }
}

/// Whether git ignores a document; nothing while this is not known yet.
type Ignored = watch::Receiver<Option<bool>>;

/// Whether git ignores a document, which is found out when it is opened and may take a moment.
async fn is_private(mut ignored: Ignored) -> bool {
    !ignored.wait_for(Option::is_some).await.is_ok_and(|known| *known == Some(false))
}

/// The session in which a document is asked about.
async fn session(ghost: bool, ignored: Ignored) -> SessionKey {
    SessionKey { ghost, private: is_private(ignored).await, told: false }
}

/// Reads a notification's parameters; one that cannot be read is passed over, as the protocol has no answer for it.
fn read<N>(params: Value, then: impl FnOnce(N::Params))
where
    N: lsp_types::notification::Notification,
    N::Params: DeserializeOwned,
{
    match serde_json::from_value(params) {
        Ok(params) => then(params),
        Err(error) => log::warn!("a notification {} that cannot be read, of kind {:?}", N::METHOD, error.classify()),
    }
}
