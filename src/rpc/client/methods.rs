//! One function a method, so that callers need not know names and types. Errors are those of [`Client::call`].

use super::{Client, ClientError};
use crate::rpc::protocol::{
    Accept, Close, Commit, ContextResult, Edit, Empty, Forget, Forgotten, Hello, HelloResult, Hide, HideResult,
    History, HistoryResult, Learn, Learned, Open, OpenResult, Pause, PauseResult, SessionId, SetContext, Status,
    Subscribe, SubscribeResult, Suggest, SuggestResult, method,
};

#[expect(clippy::missing_errors_doc, reason = "the module's head says it once for all")]
impl Client {
    pub async fn hello(&self, params: &Hello) -> Result<HelloResult, ClientError> {
        self.call(method::HELLO, params).await
    }

    pub async fn open(&self, params: &Open) -> Result<OpenResult, ClientError> {
        self.call(method::OPEN, params).await
    }

    pub async fn close(&self, session: SessionId) -> Result<(), ClientError> {
        let _: Empty = self.call(method::CLOSE, &Close { session }).await?;
        Ok(())
    }

    pub async fn edit(&self, params: &Edit) -> Result<ContextResult, ClientError> {
        self.call(method::EDIT, params).await
    }

    pub async fn set_context(&self, params: &SetContext) -> Result<ContextResult, ClientError> {
        self.call(method::SET_CONTEXT, params).await
    }

    pub async fn suggest(&self, params: &Suggest) -> Result<SuggestResult, ClientError> {
        self.call(method::SUGGEST, params).await
    }

    pub async fn accept(&self, params: &Accept) -> Result<ContextResult, ClientError> {
        self.call(method::ACCEPT, params).await
    }

    pub async fn commit(&self, params: &Commit) -> Result<Learned, ClientError> {
        self.call(method::COMMIT, params).await
    }

    pub async fn learn(&self, params: &Learn) -> Result<Learned, ClientError> {
        self.call(method::LEARN, params).await
    }

    pub async fn forget(&self, params: &Forget) -> Result<Forgotten, ClientError> {
        self.call(method::FORGET, params).await
    }

    pub async fn history(&self, params: &History) -> Result<HistoryResult, ClientError> {
        self.call(method::HISTORY, params).await
    }

    pub async fn pause(&self, params: &Pause) -> Result<PauseResult, ClientError> {
        self.call(method::PAUSE, params).await
    }

    pub async fn hide(&self, params: &Hide) -> Result<HideResult, ClientError> {
        self.call(method::HIDE, params).await
    }

    pub async fn status(&self) -> Result<Status, ClientError> {
        self.call(method::STATUS, &Empty {}).await
    }

    pub async fn subscribe(&self, params: &Subscribe) -> Result<SubscribeResult, ClientError> {
        self.call(method::SUBSCRIBE, params).await
    }

    pub async fn shutdown(&self) -> Result<(), ClientError> {
        let _: Empty = self.call(method::SHUTDOWN, &Empty {}).await?;
        Ok(())
    }
}
