//! Everything that runs against the real program, or against outside references, in one binary: it links the program once.
//!
//! `tests/run --test neovim` runs one module of it. What cannot run beside other tests, or has no need of the program,
//! has a binary of its own: `ibus` and `fcitx5` (a whole desktop each), `cli`, `layers`.

#[path = "../support/mod.rs"]
mod support;

mod codec_corpus;
mod daemon;
mod emacs;
mod everyday;
mod examples;
mod forgetting;
mod golden;
mod history;
mod hostile;
mod import;
mod lsp;
mod neovim;
mod nvim_plugin;
mod offers;
mod proto_docs;
mod python_client;
mod pytorch_cells;
mod pytorch_ngrams;
mod reload;
mod shells;
mod vscode;
mod watch;
