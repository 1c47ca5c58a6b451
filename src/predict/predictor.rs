//! stub of the predictor (being written)
use super::{Cancelled, Query, Suggestions};

/// A model ready to predict; immutable, shared by threads in an `Arc`.
pub struct Predictor {}

/// What one session keeps: the hidden state of every character of its text.
#[derive(Default)]
pub struct Context {}

impl Predictor {
    /// Loads a checkpoint (`safetensors` bytes).
    ///
    /// # Errors
    /// When the bytes are not a checkpoint that this build can run.
    pub fn from_bytes(_bytes: &[u8]) -> Result<Self, LoadError> {
        Ok(Predictor {})
    }

    /// The model that is compiled into the program.
    ///
    /// # Errors
    /// Never with the model that ships.
    pub fn embedded() -> Result<Self, LoadError> {
        Ok(Predictor {})
    }

    /// Name of the model, as in `english`.
    pub fn name(&self) -> &str { "english" }
    /// As in `GRU 512`.
    pub fn architecture(&self) -> String { "GRU 512".into() }
    /// Number of weights.
    pub fn parameters(&self) -> u64 { 0 }
    /// SHA-256 of the vocabulary, hexadecimal.
    pub fn vocab_hash(&self) -> String { String::new() }

    /// Answers a query for the text before the cursor. CPU-bound (a millisecond or so): never call it on an async thread.
    ///
    /// `cancelled` is asked between batches of the search.
    ///
    /// # Errors
    /// [`Cancelled`] as soon as `cancelled` says so; the context stays usable.
    pub fn suggest(&self, _context: &mut Context, _left_context: &str, _query: &Query, _cancelled: &dyn Fn() -> bool) -> Result<Suggestions, Cancelled> {
        Ok(Suggestions::default())
    }
}

impl Context {
    /// Bytes of hidden states held.
    pub fn memory_bytes(&self) -> usize { 0 }
    /// Gives the memory back; the next query rebuilds what it needs.
    pub fn clear(&mut self) {}
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct LoadError(pub String);
