//! [`CheckpointError`]: why a checkpoint cannot be used.

use super::architecture::ArchitectureError;
use super::metadata::{FORMAT, MAX_FILE_BYTES, METADATA_KEY};
use crate::text::VocabError;

/// Why a checkpoint cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The file cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file has more bytes than any model.
    #[error("the file is {0} bytes long, no model is larger than {MAX_FILE_BYTES}")]
    TooLarge(u64),
    /// The bytes are no safetensors file.
    #[error("not a safetensors file: {0}")]
    Format(#[from] safetensors::SafeTensorError),
    /// The file's header says nothing of architecture and vocabulary.
    #[error(
        "the header has no `{METADATA_KEY}` entry: it was not written by foretype (see models/README.md for the entry that weights from elsewhere need)"
    )]
    NoMetadata,
    /// The header's entry is no JSON of the expected form.
    #[error("the header's `{METADATA_KEY}` entry is not understood: {0}")]
    Metadata(#[from] serde_json::Error),
    /// The file was written in another version of the format.
    #[error("the checkpoint has format {0}, this program reads {FORMAT}")]
    Version(u32),
    /// The architecture contradicts itself.
    #[error("architecture: {0}")]
    Architecture(#[from] ArchitectureError),
    /// The characters make no vocabulary.
    #[error("vocabulary: {0}")]
    Vocab(#[from] VocabError),
    /// The characters are not those that the weights were trained with.
    #[error("the vocabulary's hash is {actual}, the file says {stated}: weights and vocabulary do not belong together")]
    VocabHash {
        /// The hash in the file.
        stated: String,
        /// The hash of the file's characters.
        actual: String,
    },
    /// A parameter is missing.
    #[error("tensor `{0}` is missing")]
    MissingTensor(String),
    /// A parameter has another shape than the architecture says.
    #[error("tensor `{name}` has shape {found:?}, the architecture and vocabulary need {expected:?}")]
    Shape {
        /// The parameter.
        name: String,
        /// Its shape in the file.
        found: Vec<usize>,
        /// Its shape by architecture and vocabulary.
        expected: Vec<usize>,
    },
    /// A parameter has a type that is not read.
    #[error("tensor `{name}` has type {dtype}, known are F32, F16, BF16, and I8 for matrices")]
    Dtype {
        /// The parameter.
        name: String,
        /// Its type in the file.
        dtype: String,
    },
    /// A parameter holds NaN or infinity.
    #[error("tensor `{0}` holds numbers that are not finite")]
    NotFinite(String),
}
