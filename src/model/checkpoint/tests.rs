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
