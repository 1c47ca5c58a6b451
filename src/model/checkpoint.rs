//! [`Checkpoint`]: architecture, vocabulary and weights as one safetensors file.
//!
//! The tensors carry PyTorch's names; the header's metadata entry `foretype` is JSON with the rest. A matrix in int8 has
//! its row scales beside it, as `NAME.scale`. Every byte of a file is checked before it is believed: sizes before
//! allocation, shapes, the vocabulary's hash, finite numbers.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

use bytes::Bytes;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use sha2::{Digest, Sha256};

use super::architecture::Architecture;
use super::error::CheckpointError;
use super::files::{append_f32, finite, little_endian, write_tensors};
use super::metadata::{FORMAT, MAX_FILE_BYTES, METADATA_KEY, Metadata, ModelCard};
use super::ngrams::Alphabet;
use super::precision::{Precision, round_to_int8};
use super::rows::{RowBits, Rows};
use super::weights::{Init, Layout, Parameter, Weights};
use crate::text::{Vocab, hex};

/// A model as it is stored.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    /// The shape of the network.
    pub architecture: Architecture,
    /// The characters that the network knows.
    pub vocab: Vocab,
    /// All weights, tables included.
    pub weights: Weights,
    /// Origin and quality.
    pub card: ModelCard,
}

impl Checkpoint {
    /// A model that has learned nothing: random weights, which the seed decides, and no name.
    #[must_use]
    pub fn untrained(architecture: Architecture, vocab: Vocab, seed: u64) -> Self {
        let weights = Weights::init(&architecture, &Alphabet::of(&vocab), Init::Uniform, seed);
        Checkpoint { architecture, vocab, weights, card: ModelCard::default() }
    }

    /// Reads a checkpoint file.
    ///
    /// # Errors
    /// When it cannot be read, or its content does not fit together.
    pub fn load(path: &Path) -> Result<Self, CheckpointError> {
        let io = |source| CheckpointError::Io { path: path.display().to_string(), source };
        let length = fs::metadata(path).map_err(io)?.len();
        if length > MAX_FILE_BYTES {
            return Err(CheckpointError::TooLarge(length));
        }
        Self::from_bytes(fs::read(path).map_err(io)?)
    }

    /// Reads a checkpoint from the bytes of a file. Tables of eight bits stay where they are in them.
    ///
    /// # Errors
    /// When its content does not fit together.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Result<Self, CheckpointError> {
        let bytes = bytes.into();
        let (_, header) = SafeTensors::read_metadata(&bytes)?;
        let entry = header.metadata().as_ref().and_then(|map| map.get(METADATA_KEY));
        let metadata: Metadata = serde_json::from_str(entry.ok_or(CheckpointError::NoMetadata)?)?;
        if metadata.format != FORMAT {
            return Err(CheckpointError::Version(metadata.format));
        }
        metadata.architecture.validate()?;
        let vocab = Vocab::from_chars(metadata.vocab.chars().collect())?;
        let actual = vocab.hash();
        if actual != metadata.vocab_hash {
            return Err(CheckpointError::VocabHash { stated: metadata.vocab_hash, actual });
        }
        let layout = Layout::new(&metadata.architecture, vocab.len());
        let tensors = SafeTensors::deserialize(&bytes)?;
        // First every shape, so that nothing is allocated that the file does not hold.
        for parameter in layout.parameters() {
            let tensor = expect(&tensors, &parameter.name, &parameter.shape)?;
            if tensor.dtype() == Dtype::I8 {
                expect(&tensors, &scale_name(parameter), &parameter.shape[..1])?;
            }
        }
        let rows = read_rows(&metadata.architecture, &bytes, &tensors)?;
        let mut data = Vec::with_capacity(layout.total());
        let mut precision = None;
        for parameter in layout.parameters() {
            let tensor = tensors.tensor(&parameter.name)?;
            if tensor.dtype() == Dtype::I8 {
                append_int8(parameter, &tensor, &tensors.tensor(&scale_name(parameter))?, &mut data)?;
            } else {
                append_f32(&parameter.name, &tensor, &mut data)?;
            }
            if parameter.shape.len() == 2 {
                // Where tensors differ, the most exact precision is taken, so that nothing is lost.
                let own = stored_precision(tensor.dtype());
                precision = if precision.is_none_or(|so_far| so_far == own) { Some(own) } else { Some(Precision::F32) };
            }
        }
        let alphabet = Alphabet::of(&vocab);
        let weights = Weights { layout, data, alphabet, rows }.at_precision(precision.unwrap_or_default());
        Ok(Checkpoint { architecture: metadata.architecture, vocab, weights, card: metadata.card })
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When the serialiser refuses (sizes that do not fit its header).
    pub fn to_bytes(&self) -> Result<Vec<u8>, CheckpointError> {
        let tensors = self.tensors();
        Ok(safetensors::serialize(views(&tensors)?, Some(self.header()?))?)
    }

    fn header(&self) -> Result<HashMap<String, String>, CheckpointError> {
        let metadata = Metadata {
            format: FORMAT,
            architecture: self.architecture.clone(),
            vocab: Cow::Owned(self.vocab.chars().iter().collect()),
            vocab_hash: self.vocab.hash(),
            card: self.card.clone(),
        };
        Ok(HashMap::from([(METADATA_KEY.to_owned(), serde_json::to_string(&metadata)?)]))
    }

    fn tensors(&self) -> Vec<Stored<'_>> {
        let parameters = self.weights.layout.parameters().iter().flat_map(|p| self.stored(p));
        parameters.chain(self.stored_rows()).collect()
    }

    /// The tables as tensors; none where there are none.
    fn stored_rows(&self) -> Vec<Stored<'_>> {
        let width = self.weights.row_width();
        if self.weights.rows.is_empty() {
            return Vec::new();
        }
        let count = self.weights.rows.len() / width.max(1);
        let tensor = |dtype, width, bytes| (ROWS.to_owned(), dtype, vec![count, width], bytes);
        match &self.weights.rows {
            Rows::F32(numbers) => vec![tensor(Dtype::F32, width, little_endian(numbers))],
            Rows::Rounded { bits, numbers, scales } => vec![
                tensor(row_dtype(*bits), bits.bytes(width), Cow::Borrowed(numbers)),
                (ROW_SCALES.to_owned(), Dtype::BF16, vec![count], Cow::Borrowed(scales)),
            ],
        }
    }

    /// SHA-256 of vocabulary, architecture and weights, hexadecimal: the same for the same model, however it is stored.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.vocab.hash());
        hash.update(format!("{:?}", self.architecture));
        hash.update(little_endian(&self.weights.data));
        match &self.weights.rows {
            Rows::F32(numbers) => hash.update(little_endian(numbers)),
            // Every start of the daemon computes this over millions of bytes: a fast hash makes 32 of them first.
            Rows::Rounded { numbers, scales, .. } => {
                hash.update(folded(numbers));
                hash.update(folded(scales));
            }
        }
        hex(&hash.finalize())
    }

    /// A parameter as tensors, at the weights' precision.
    fn stored(&self, parameter: &Parameter) -> Vec<Stored<'_>> {
        let numbers = &self.weights.data[parameter.range.clone()];
        let tensor = |dtype, bytes| vec![(parameter.name.clone(), dtype, parameter.shape.clone(), bytes)];
        let &[rows, columns] = parameter.shape.as_slice() else {
            return tensor(Dtype::F32, little_endian(numbers));
        };
        match self.weights.layout.precision() {
            Precision::F32 => tensor(Dtype::F32, little_endian(numbers)),
            Precision::Bf16 => {
                let halves = numbers.iter().flat_map(|&x| half::bf16::from_f32(x).to_le_bytes());
                tensor(Dtype::BF16, halves.collect::<Vec<u8>>().into())
            }
            Precision::Int8 => {
                let (mut bytes, mut scales, mut rounded) = (Vec::new(), Vec::new(), vec![0; columns]);
                for row in numbers.chunks_exact(columns.max(1)) {
                    scales.push(round_to_int8(row, &mut rounded));
                    bytes.extend(rounded.iter().map(|q| q.to_le_bytes()[0]));
                }
                let mut tensors = tensor(Dtype::I8, bytes.into());
                let scales = little_endian(&scales).into_owned().into();
                tensors.push((scale_name(parameter), Dtype::F32, vec![rows], scales));
                tensors
            }
        }
    }

    /// Writes the file whole or not at all: a temporary file beside it, synced, renamed, the folder synced.
    ///
    /// # Errors
    /// When the disk refuses; the file that was there stays as it was.
    pub fn save(&self, path: &Path) -> Result<(), CheckpointError> {
        let tensors = self.tensors();
        write_tensors(path, views(&tensors)?, self.header()?)
    }
}

/// Name, type, shape and bytes.
type Stored<'w> = (String, Dtype, Vec<usize>, Cow<'w, [u8]>);

fn views<'t>(tensors: &'t [Stored]) -> Result<Vec<(&'t str, TensorView<'t>)>, CheckpointError> {
    let view =
        |(name, dtype, shape, bytes): &'t Stored| Ok((name.as_str(), TensorView::new(*dtype, shape.clone(), bytes)?));
    tensors.iter().map(view).collect()
}

const ROWS: &str = "ngrams.rows.weight";
const ROW_SCALES: &str = "ngrams.rows.weight.scale";

/// The tables of a file, of the shape that the architecture has; rounded ones share the file's bytes.
fn read_rows(arch: &Architecture, bytes: &Bytes, tensors: &SafeTensors) -> Result<Rows, CheckpointError> {
    let Some(ngrams) = &arch.ngrams else {
        return Ok(Rows::default());
    };
    let count = ngrams.total_rows();
    let dtype = tensors.tensor(ROWS).map_err(|_| CheckpointError::MissingTensor(ROWS.to_owned()))?.dtype();
    let Some(bits) = [RowBits::Eight, RowBits::Four].into_iter().find(|&bits| row_dtype(bits) == dtype) else {
        let tensor = expect(tensors, ROWS, &[count, ngrams.width])?;
        let mut numbers = Vec::with_capacity(count * ngrams.width);
        append_f32(ROWS, &tensor, &mut numbers)?;
        return Ok(Rows::F32(numbers));
    };
    if bits == RowBits::Four && !ngrams.width.is_multiple_of(2) {
        let found = vec![count, ngrams.width];
        return Err(CheckpointError::Shape { name: ROWS.to_owned(), found, expected: vec![count, ngrams.width + 1] });
    }
    let tensor = expect(tensors, ROWS, &[count, bits.bytes(ngrams.width)])?;
    let scales = expect(tensors, ROW_SCALES, &[count])?;
    if scales.dtype() != Dtype::BF16 {
        return Err(CheckpointError::Dtype { name: ROW_SCALES.to_owned(), dtype: format!("{:?}", scales.dtype()) });
    }
    let finite = |scale: &[u8]| half::bf16::from_le_bytes([scale[0], scale[1]]).is_finite();
    if !scales.data().chunks_exact(2).all(finite) {
        return Err(CheckpointError::NotFinite(ROW_SCALES.to_owned()));
    }
    let (numbers, scales) = (bytes.slice_ref(tensor.data()), bytes.slice_ref(scales.data()));
    Ok(Rows::Rounded { bits, numbers, scales })
}

/// What rounded rows are stored as: two numbers of four bits make a byte.
fn row_dtype(bits: RowBits) -> Dtype {
    match bits {
        RowBits::Eight => Dtype::I8,
        RowBits::Four => Dtype::U8,
    }
}

/// A hash of bytes in four words. It is fast, and differs for any two inputs that differ in one word, since every step is
/// reversible; it does not protect against somebody who looks for two inputs with one hash.
fn folded(bytes: &[u8]) -> [u8; 32] {
    let mut lanes = [bytes.len() as u64, 1, 2, 3];
    let (words, rest) = bytes.as_chunks::<32>();
    let mut last = [0; 32];
    last[..rest.len()].copy_from_slice(rest);
    for block in words.iter().chain([&last]) {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        }
    }
    let mut out = [0; 32];
    out.as_chunks_mut::<8>().0.iter_mut().zip(lanes).for_each(|(out, lane)| *out = lane.to_le_bytes());
    out
}

fn scale_name(parameter: &Parameter) -> String {
    format!("{}.scale", parameter.name)
}

fn stored_precision(dtype: Dtype) -> Precision {
    match dtype {
        Dtype::I8 => Precision::Int8,
        Dtype::BF16 => Precision::Bf16,
        _ => Precision::F32,
    }
}

/// The tensor of this name, of this shape.
fn expect<'a>(tensors: &SafeTensors<'a>, name: &str, shape: &[usize]) -> Result<TensorView<'a>, CheckpointError> {
    let tensor = tensors.tensor(name).map_err(|_| CheckpointError::MissingTensor(name.to_owned()))?;
    if tensor.shape() == shape {
        return Ok(tensor);
    }
    let (found, expected) = (tensor.shape().to_vec(), shape.to_vec());
    Err(CheckpointError::Shape { name: name.to_owned(), found, expected })
}

/// Appends a matrix of eight bits, multiplied out; `shape` has been checked.
fn append_int8(
    parameter: &Parameter,
    tensor: &TensorView,
    scales: &TensorView,
    out: &mut Vec<f32>,
) -> Result<(), CheckpointError> {
    let &[_, columns] = parameter.shape.as_slice() else {
        return Err(CheckpointError::Dtype { name: parameter.name.clone(), dtype: format!("{:?}", tensor.dtype()) });
    };
    let mut factors = Vec::new();
    append_f32(&scale_name(parameter), scales, &mut factors)?;
    let from = out.len();
    for (row, scale) in tensor.data().chunks_exact(columns.max(1)).zip(factors) {
        out.extend(row.iter().map(|&byte| f32::from(i8::from_le_bytes([byte])) * scale));
    }
    finite(&parameter.name, &out[from..])
}

#[cfg(test)]
mod tests;
