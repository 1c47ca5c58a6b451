//! [`LspError`]: why the language server ended.

/// Why the language server ended.
#[derive(Debug, thiserror::Error)]
pub enum LspError {
    /// The handshake failed, or a message came in the wrong state.
    #[error("the editor and the language server do not understand each other: {0}")]
    Protocol(#[from] lsp_server::ProtocolError),
    /// A message cannot be read or written as JSON.
    #[error("the editor said something that is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The connection ended without the request `shutdown`.
    #[error("the editor went away without saying goodbye")]
    Vanished,
    /// The runtime or a thread could not be started, or a stream failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
