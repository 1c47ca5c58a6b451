//! [`Voice`]: what is said to the editor: answers that are computed beside the loop, and messages to the person.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lsp_server::{ErrorCode, Message, Notification, RequestId, Response};
use lsp_types::notification::{self as told, Notification as _};
use lsp_types::{MessageType, ShowMessageParams};
use serde_json::{Value, json};
use tokio::task::AbortHandle;

use super::backend::BackendError;

/// Sends messages to the editor, from the loop and from the tasks beside it.
#[derive(Clone)]
pub(super) struct Voice {
    sender: crossbeam_channel::Sender<Message>,
    /// Requests that are computed; whoever takes one out answers it.
    pending: Arc<Mutex<HashMap<RequestId, AbortHandle>>>,
}

impl Voice {
    pub fn new(sender: crossbeam_channel::Sender<Message>) -> Voice {
        Voice { sender, pending: Arc::default() }
    }

    pub fn send(&self, message: impl Into<Message>) {
        // Sending fails once the editor is gone; the loop ends by itself then.
        let _ = self.sender.send(message.into());
    }

    pub fn say(&self, kind: MessageType, message: String) {
        let params = ShowMessageParams { typ: kind, message };
        self.send(Notification::new(told::ShowMessage::METHOD.to_owned(), params));
    }

    fn pending(&self) -> std::sync::MutexGuard<'_, HashMap<RequestId, AbortHandle>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Computes an answer in a task beside the loop.
    pub fn later(&self, id: RequestId, answer: impl Future<Output = Response> + Send + 'static) {
        let voice = self.clone();
        let task = tokio::spawn({
            let id = id.clone();
            async move {
                let response = answer.await;
                if voice.pending().remove(&id).is_some() {
                    voice.send(response);
                }
            }
        });
        // The runtime has one thread, so the task has not run yet.
        self.pending().insert(id, task.abort_handle());
    }

    pub fn cancel(&self, id: RequestId) {
        let task = self.pending().remove(&id);
        if let Some(task) = task {
            task.abort();
            self.send(Response::new_err(id, ErrorCode::RequestCanceled as i32, "cancelled".into()));
        }
    }
}

/// The answer to a command; when it failed the person reads why.
pub(super) fn done(voice: &Voice, id: RequestId, result: Result<Value, BackendError>) -> Response {
    if let Err(error) = &result {
        voice.say(MessageType::ERROR, format!("foretype: {error}"));
    }
    Response::new_ok(id, said(result))
}

/// The result of a command as JSON, `{"error": …}` if it failed.
pub(super) fn said(result: Result<Value, BackendError>) -> Value {
    result.unwrap_or_else(|error| json!({ "error": error.to_string() }))
}
