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
mod error;
mod offers;
mod prose;
mod secrets;
mod server;
mod settings;
mod text;
mod voice;

pub use error::LspError;
pub use server::serve;
