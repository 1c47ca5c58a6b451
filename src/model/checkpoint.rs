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
mod tests {
    use super::*;
    use crate::model::{Cell, NgramContext, NgramTable, Ngrams};

    fn small() -> Checkpoint {
        let architecture = Architecture { dropout: 0.1, ..Architecture::plain(Cell::Gru, 2, 3, 4) };
        let mut small = Checkpoint::untrained(architecture, Vocab::build(["é"], 1).unwrap(), 7);
        small.card.name = "small".into();
        small
    }

    /// The same over tables, whose rows are not zero.
    fn over_tables() -> Checkpoint {
        let plain = small();
        let tables = [NgramContext::Chars2, NgramContext::Word].map(|context| NgramTable { context, rows: 5 }).to_vec();
        let architecture =
            Architecture { ngrams: Some(Ngrams { width: 6, dropout: 0.1, tables }), ..plain.architecture.clone() };
        let mut over = Checkpoint { card: plain.card, ..Checkpoint::untrained(architecture, plain.vocab, 7) };
        over.weights.rows = Rows::F32((0..60).map(|at| (at as f32).sin()).collect());
        over
    }

    /// A valid checkpoint, damaged by `damage`, is refused with an error that says `expected`.
    #[track_caller]
    fn check_refused(damage: impl FnOnce(&mut Checkpoint), expected: &str) {
        let mut checkpoint = small();
        damage(&mut checkpoint);
        let error = Checkpoint::from_bytes(checkpoint.to_bytes().unwrap()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn comes_back_as_it_went() {
        check_comes_back(small());
        check_comes_back(over_tables());
    }

    #[track_caller]
    fn check_comes_back(saved: Checkpoint) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.safetensors");
        saved.save(&path).unwrap();
        let loaded = Checkpoint::load(&path).unwrap();
        assert_eq!(loaded.weights, saved.weights);
        assert_eq!(loaded.vocab, saved.vocab);
        assert_eq!(loaded.architecture, saved.architecture);
        assert_eq!(loaded.card, saved.card);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        check_refused(|c| c.vocab = Vocab::build(["éü"], 1).unwrap(), "embedding.weight");
        check_refused(|c| c.architecture.hidden = 5, "weight_ih_l0");
        check_refused(|c| c.architecture.layers = 3, "rnn.weight_ih_l2");
        check_refused(|c| c.architecture.layers = 99, "layers is 99");
        check_refused(|c| c.weights.data[0] = f32::NAN, "not finite");
        let tables = |rows| {
            let table = NgramTable { context: NgramContext::Chars2, rows };
            Some(Ngrams { width: 1000, dropout: 0.0, tables: vec![table; 2] })
        };
        // Billions of numbers that the file does not hold are refused before there is room for them.
        check_refused(|c| c.architecture.ngrams = tables(8 << 20), "ngrams.projection.weight");
        check_refused(|c| c.architecture.ngrams = tables(16 << 20), "rows of all ngrams.tables");
        check_refused(|c| c.architecture.ngrams = tables(0), "ngrams.tables.rows is 0");
    }

    #[test]
    fn rounded_weights_come_back_as_they_went() {
        let fours = |model: Checkpoint| Checkpoint { weights: model.weights.with_rows_of(RowBits::Four), ..model };
        for (precision, whole) in [Precision::Bf16, Precision::Int8]
            .into_iter()
            .flat_map(|p| [(p, small()), (p, over_tables()), (p, fours(over_tables()))])
        {
            let mut saved = whole.clone();
            saved.weights = saved.weights.at_precision(precision);
            let bytes = saved.to_bytes().unwrap();
            assert!(bytes.len() < whole.to_bytes().unwrap().len());
            let loaded = Checkpoint::from_bytes(bytes.clone()).unwrap();
            assert_eq!(loaded.weights.layout.precision(), precision);
            assert_eq!(loaded.weights.layout, saved.weights.layout);
            assert_eq!(loaded.weights.rows, saved.weights.rows);
            assert_eq!(loaded.fingerprint(), loaded.clone().fingerprint());
            for (found, expected) in loaded.weights.data.iter().zip(&saved.weights.data) {
                assert!((found - expected).abs() <= 1e-6 * expected.abs(), "{precision}: {found} {expected}");
            }
            assert_eq!(loaded.to_bytes().unwrap(), bytes, "a second way through changes nothing");
        }
    }

    /// As [`Stored`].
    type Owned = (String, Dtype, Vec<usize>, Vec<u8>);

    /// A file of int8 matrices with one tensor changed.
    fn int8_with(change: impl Fn(&mut Owned)) -> Result<Checkpoint, CheckpointError> {
        let mut checkpoint = over_tables();
        checkpoint.weights = checkpoint.weights.at_precision(Precision::Int8);
        let bytes = checkpoint.to_bytes().unwrap();
        let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
        let tensors = SafeTensors::deserialize(&bytes).unwrap();
        let mut stored: Vec<_> =
            tensors.tensors().into_iter().map(|(n, t)| (n, t.dtype(), t.shape().to_vec(), t.data().to_vec())).collect();
        stored.iter_mut().for_each(change);
        let views = stored.iter().map(|(n, d, s, b)| (n.as_str(), TensorView::new(*d, s.clone(), b).unwrap()));
        Checkpoint::from_bytes(safetensors::serialize(views, header.metadata().clone()).unwrap())
    }

    #[test]
    fn one_changed_byte_of_a_table_is_another_model() {
        let mut model = over_tables();
        model.weights = model.weights.at_precision(Precision::Int8);
        let mut names = vec![model.fingerprint()];
        let Rows::Rounded { bits, numbers, scales } = model.weights.rows.clone() else { panic!("not rounded") };
        for at in [0, 31, 32, numbers.len() - 1] {
            let mut changed = numbers.to_vec();
            changed[at] ^= 1;
            model.weights.rows = Rows::Rounded { bits, numbers: changed.into(), scales: scales.clone() };
            names.push(model.fingerprint());
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 5);
    }

    #[test]
    fn damaged_int8_is_refused() {
        assert!(int8_with(|_| {}).is_ok());
        let scale = "rnn.weight_hh_l0.scale";
        let named = |name: &'static str, change: fn(&mut Owned)| {
            int8_with(move |t| {
                if t.0 == name {
                    change(t)
                }
            })
            .unwrap_err()
            .to_string()
        };
        let error = named(scale, |t| t.0.push('s'));
        assert!(error.contains("rnn.weight_hh_l0.scale` is missing"), "{error}");
        let error = named(scale, |t| (t.2, t.3) = (vec![11], t.3[..44].to_vec()));
        assert!(error.contains("shape [11]"), "{error}");
        let error = named(scale, |t| t.3[..4].copy_from_slice(&f32::INFINITY.to_le_bytes()));
        assert!(error.contains("not finite"), "{error}");
        let error = named(scale, |t| t.3[..4].copy_from_slice(&f32::MAX.to_le_bytes()));
        assert!(error.contains("not finite"), "{error}");
        let error = named("rnn.bias_hh_l0", |t| (t.1, t.3) = (Dtype::I8, vec![0; 12]));
        assert!(error.contains("rnn.bias_hh_l0"), "{error}");
        let error = named(ROW_SCALES, |t| t.0.push('s'));
        assert!(error.contains("ngrams.rows.weight.scale` is missing"), "{error}");
        let error = named(ROW_SCALES, |t| t.3[..2].copy_from_slice(&half::bf16::NAN.to_le_bytes()));
        assert!(error.contains("not finite"), "{error}");
        let error = named(ROW_SCALES, |t| (t.1, t.3) = (Dtype::F16, vec![0; 20]));
        assert!(error.contains("type F16"), "{error}");
        let error = named(ROWS, |t| (t.2, t.3) = (vec![9, 6], t.3[..54].to_vec()));
        assert!(error.contains("shape [9, 6]"), "{error}");
        let error = named(ROWS, |t| t.0.push('s'));
        assert!(error.contains("ngrams.rows.weight` is missing"), "{error}");
        // The one value that is never written is read, and rounded to what the kernels take.
        let odd = int8_with(|t| {
            if t.0 == "rnn.weight_hh_l0" {
                t.3.fill(0x80)
            }
        })
        .unwrap();
        assert!(odd.to_bytes().is_ok());
    }

    #[test]
    fn another_vocabulary_of_the_same_size_is_refused() {
        let bytes = small().to_bytes().unwrap();
        let at = bytes.windows(2).position(|pair| pair == "é".as_bytes()).unwrap();
        let mut other = bytes.clone();
        other[at..at + 2].copy_from_slice("ü".as_bytes());
        let error = Checkpoint::from_bytes(other).unwrap_err().to_string();
        assert!(error.contains("hash"), "{error}");
    }

    #[test]
    fn damaged_files_are_errors_not_panics() {
        let bytes = small().to_bytes().unwrap();
        for cut in [0, 1, 8, 9, 100, bytes.len() / 2, bytes.len() - 1] {
            assert!(Checkpoint::from_bytes(bytes[..cut].to_vec()).is_err(), "cut at {cut}");
        }
        for at in 0..600.min(bytes.len()) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x41;
            let _ = Checkpoint::from_bytes(damaged);
        }
    }
}
