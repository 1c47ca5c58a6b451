//! What a character, a word and a vocabulary are. Pure: no files, no clocks, no tensors.
//!
//! * [`fold`] brings text into the form the model reads: NFC, keyboard forms of quotes, dashes and spaces.
//! * [`Vocab`] maps characters to symbols and back, with bytes for what it does not hold.
//! * [`random`] draws numbers that are the same everywhere.
//! * [`words`] says where words begin and end.

pub mod fold;
pub mod random;
pub mod vocab;
pub mod words;

pub use fold::normalize;
pub use vocab::{SymbolId, Vocab, VocabError};
