//! The character model: its shape, its weights, and its reference forward pass on candle tensors.
//!
//! * [`Architecture`] says which cell, how many layers, how wide.
//! * [`Weights`] holds the numbers, under PyTorch's parameter names, in one flat buffer.
//! * [`Checkpoint`] is both with the vocabulary, as one safetensors file.
//! * [`Ngrams`] are hashed tables of the last characters and words, beside the embedding.
//! * [`Network`] is the reference: candle tensors, autograd, any device candle knows.
//!
//! Knows no files but checkpoints, no sockets and no clock.

mod architecture;
mod cell;
mod checkpoint;
mod device;
mod embedded;
mod error;
mod files;
mod metadata;
mod network;
mod ngrams;
mod precision;
mod rows;
mod weights;
mod widen;

pub use architecture::{Architecture, ArchitectureError};
pub use candle_core::Device;
pub use cell::Cell;
pub(crate) use cell::with_cell;
pub use checkpoint::Checkpoint;
pub use device::{DeviceChoice, DeviceError};
pub use embedded::{embedded, english, language};
pub use error::CheckpointError;
pub(crate) use files::{append_f32, write_arrays};
pub use metadata::ModelCard;
pub use network::{Beside, Network};
pub use ngrams::{Alphabet, NgramContext, NgramTable, Ngrams, Window as NgramWindow};
pub use precision::{Precision, round_to_int8};
pub use rows::{Row, RowBits, Rows};
pub use weights::{Init, Layout, Parameter, Weights};
