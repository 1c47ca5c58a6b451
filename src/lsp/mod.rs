//! A language server: the words of the daemon in every editor that speaks LSP.
//!
//! It is a client of the daemon; it draws nothing, keeps nothing and prints nothing. It knows documents and positions (in
//! all three encodings), which part of a document is prose, and which files hold secrets. The main function is [`serve`].
//!
//! The crate lsp-server reads and writes messages and keeps them in order: `didChange` must take effect before the
//! `completion` after it. Answers are computed in tasks beside the loop, and a newer question replaces an older one.

mod backend;
mod changes;
mod comments;
mod document;
mod offers;
mod prose;
mod secrets;
mod server;
mod settings;
mod text;

pub use server::serve;

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
