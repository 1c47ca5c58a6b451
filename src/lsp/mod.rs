//! A language server: the words of the daemon in every editor that speaks LSP.
//!
//! A client of the daemon like any other: it draws nothing, keeps nothing and prints nothing. It knows documents and
//! positions (in all three encodings), which of their text is prose, and which files are nobody's business. The
//! main function is [`serve`].
//!
//! Messages are read and written by the crate lsp-server, which keeps them in order: `didChange` must take effect
//! before the `completion` after it. Answers are computed beside the loop, and a newer question makes an older moot.

mod changes;
mod comments;
mod document;
mod link;
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
    #[error("the editor and the language server do not understand each other: {0}")]
    Protocol(#[from] lsp_server::ProtocolError),
    #[error("the editor said something that is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the editor went away without saying goodbye")]
    Vanished,
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
