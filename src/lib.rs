//! foretype: a predictive keyboard as a library, a daemon and the clients that talk to it.
//!
//! ARCHITECTURE.md draws the order in which data passes the modules and says who may use whom. A program that only wants
//! predictions needs [`predict::Predictor`]; one that wants those of the daemon that runs on this machine needs [`rpc::Client`].
//!
//! ```
//! use foretype::predict::{Context, Predictor, Query, Worker};
//!
//! let model = Predictor::embedded()?;
//! let (mut worker, mut context) = (Worker::default(), Context::default());
//! let answer = model.suggest(&mut worker, &mut context, "How are yo", &Query::default(), None, &|| false)?;
//! assert_eq!(answer.words[0].text, "you");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod adapt;
pub mod cli;
pub mod client;
pub mod config;
pub mod daemon;
pub mod engine;
pub mod eval;
#[cfg(target_os = "linux")]
pub mod fcitx;
mod files;
pub mod history;
#[cfg(target_os = "linux")]
pub mod ibus;
pub mod import;
#[cfg(target_os = "linux")]
pub mod input;
pub mod kernels;
pub mod lsp;
pub mod measure;
pub mod memory;
pub mod model;
pub mod predict;
pub mod rpc;
pub mod text;
pub mod train;
