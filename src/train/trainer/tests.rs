use super::*;
use crate::model::{Cell, NgramContext, NgramTable, Ngrams, Precision};
use crate::train::{Fused, Reference, TextOptions, TrainingOptions, load_run, save_run};

fn recipe(cell: Cell) -> Recipe {
    Recipe {
        name: "test".into(),
        data: Vec::new(),
        model: Architecture {
            cell,
            layers: 2,
            embedding: 5,
            hidden: 9,
            dropout: 0.3,
            tied: false,
            context: 0,
            ngrams: None,
        },
        text: TextOptions { min_count: 1, document_chars: 40, held_out: 0.2, ..TextOptions::default() },
        training: TrainingOptions {
            batch: 3,
            sequence: 7,
            epochs: 3,
            reset_message: 0.5,
            reset_anywhere: 0.1,
            evaluate_every_chars: 100,
            weight_decay: 0.01,
            warmup_steps: 3,
            ..TrainingOptions::default()
        },
        corpus: Default::default(),
    }
}

/// With tables small enough that contexts share rows, and some rows dropped.
fn over_tables(mut recipe: Recipe) -> Recipe {
    let table = |context| NgramTable { context, rows: 37 };
    let tables = [NgramContext::Chars2, NgramContext::Chars5, NgramContext::WordAfterOne].map(table).to_vec();
    recipe.model.ngrams = Some(Ngrams { width: 4, dropout: 0.2, tables });
    recipe
}

fn rows(weights: &Weights) -> &[f32] {
    match &weights.rows {
        Rows::F32(numbers) => numbers,
        Rows::Rounded { .. } => &[],
    }
}

fn corpus(recipe: &Recipe) -> Corpus {
    let lines = 40 * recipe.training.batch / 3 * recipe.training.sequence / 7;
    let text: String = (0..lines).map(|i| format!("line {} of ü\n", i * i)).collect();
    Corpus::new(vec![text], None, &recipe.text, 1).unwrap()
}

fn train(trainer: &mut Trainer, steps: u64) {
    while !trainer.progress.finished && trainer.stepper.step < steps {
        trainer.step().unwrap();
        if trainer.evaluation_is_due() {
            trainer.evaluate().unwrap();
        }
    }
}

/// All cells on windows of fewer characters than there are symbols, and of more (then the first layer's products are
/// made by symbol); and two over tables.
fn recipes() -> Vec<(Recipe, (usize, usize))> {
    let cells = Cell::RECURRENT.map(recipe);
    let all = cells.into_iter().chain([Cell::Gru, Cell::Lstm].map(|cell| over_tables(recipe(cell))));
    all.flat_map(|recipe| [(3, 7), (6, 80)].map(|size| (recipe.clone(), size))).collect()
}

/// Dropout, resets and several layers: the fused backend follows candle's autograd step by step.
#[test]
fn fused_follows_the_reference() {
    for (recipe, (batch, sequence)) in recipes() {
        let cell = recipe.model.to_string();
        let mut recipe = recipe;
        (recipe.training.batch, recipe.training.sequence) = (batch, sequence);
        let corpus = corpus(&recipe);
        let reference = Reference::new(&recipe.model, &candle_core::Device::Cpu);
        let mut slow = Trainer::new(recipe.clone(), &corpus, Box::new(reference)).unwrap();
        let fused = Fused::new(&recipe.model, 2);
        let mut fast = Trainer::new(recipe, &corpus, Box::new(fused)).unwrap();
        for step in 0..12 {
            let (expected, found) = (slow.step().unwrap(), fast.step().unwrap());
            let off = (expected.bits_per_char - found.bits_per_char).abs();
            assert!(off < 1e-4, "{cell} step {step}: {expected:?}, fused {found:?}");
            let largest = slow.gradient.dense.iter().fold(0f32, |a, g| a.max(g.abs()));
            for (expected, found) in slow.gradient.dense.iter().zip(&fast.gradient.dense) {
                assert!((expected - found).abs() < 2e-4 * largest, "{cell} step {step}: {expected} {found}");
            }
            for (expected, found) in rows(&slow.weights).iter().zip(rows(&fast.weights)) {
                assert!((expected - found).abs() < 2e-3, "{cell} step {step}: row {expected} {found}");
            }
            fast.weights.rows.clone_from(&slow.weights.rows);
            fast.stepper.rows.clone_from(&slow.stepper.rows);
            // The next step starts from the same place, so that differences do not grow.
            fast.weights.data.copy_from_slice(&slow.weights.data);
            fast.states.copy_from_slice(&slow.states);
        }
    }
}

#[test]
fn a_resumed_run_is_the_same_run() {
    check_resumed(recipe(Cell::Gru));
    check_resumed(over_tables(recipe(Cell::Gru)));
}

#[track_caller]
fn check_resumed(recipe: Recipe) {
    let corpus = corpus(&recipe);
    let start =
        |recipe: &Recipe| Trainer::new(recipe.clone(), &corpus, Box::new(Fused::new(&recipe.model, 1))).unwrap();
    let mut whole = start(&recipe);
    train(&mut whole, u64::MAX);
    assert!(whole.progress.finished && whole.progress.best.is_finite());

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.safetensors");
    let mut first = start(&recipe);
    train(&mut first, 17);
    save_run(&first, "corpus", &path).unwrap();
    let mut second = start(&recipe);
    load_run(&mut second, "corpus", &path).unwrap();
    train(&mut second, u64::MAX);
    assert_eq!(second.weights, whole.weights);
    assert_eq!(second.best, whole.best);
    assert_eq!(second.states, whole.states);
    assert_eq!(second.stepper, whole.stepper);
    assert_eq!(second.progress, whole.progress);

    let mut other = start(&Recipe { training: TrainingOptions { seed: 2, ..recipe.training.clone() }, ..recipe });
    assert!(load_run(&mut other, "corpus", &path).unwrap_err().to_string().contains("recipe"));
    assert!(load_run(&mut second, "other", &path).unwrap_err().to_string().contains("corpus"));
}

#[test]
fn a_seed_determines_the_weights() {
    let recipe = recipe(Cell::Lstm);
    let corpus = corpus(&recipe);
    let run = |seed, precision| {
        let mut recipe = recipe.clone();
        recipe.training.seed = seed;
        let fused = Fused::with_precision(&recipe.model, 1, precision);
        let mut trainer = Trainer::new(recipe, &corpus, Box::new(fused)).unwrap();
        train(&mut trainer, 10);
        trainer.weights.data
    };
    for precision in [Precision::F32, Precision::Bf16] {
        assert_eq!(run(1, precision), run(1, precision));
        assert_ne!(run(1, precision), run(2, precision));
    }
    assert_ne!(run(1, Precision::F32), run(1, Precision::Bf16));
}

/// A second run begins where a rounded model is, and its card counts both.
#[test]
fn a_run_goes_on_from_a_model() {
    let recipe = over_tables(recipe(Cell::Gru));
    let corpus = corpus(&recipe);
    let start =
        |recipe: &Recipe| Trainer::new(recipe.clone(), &corpus, Box::new(Fused::new(&recipe.model, 1))).unwrap();
    let mut first = start(&recipe);
    train(&mut first, u64::MAX);
    let mut model = first.checkpoint();
    model.weights = model.weights.at_precision(Precision::Int8);
    let other = Recipe { name: "other".into(), data: vec!["more".into()], ..recipe.clone() };
    let mut second = start(&other);
    second.start_from(&model).unwrap();
    let bits = second.evaluate().unwrap();
    assert!((bits - first.progress.best).abs() < 0.05, "{bits} {}", first.progress.best);
    train(&mut second, 3);
    let card = second.checkpoint().card;
    assert_eq!((card.name.as_str(), card.data.len()), ("test", 1));
    assert_eq!(card.trained_chars, first.progress.chars + second.progress.chars);

    // Tables of twice as many rows, and one more that the model has no rows for, answer at first as before.
    let mut large = other.clone();
    let ngrams = large.model.ngrams.as_mut().unwrap();
    ngrams.tables.iter_mut().for_each(|table| table.rows *= 2);
    ngrams.tables.push(NgramTable { context: NgramContext::WordAfterSkipped, rows: 7 });
    let mut third = start(&large);
    third.start_from(&model).unwrap();
    assert_eq!(third.evaluate().unwrap(), bits);
    train(&mut third, 3);
    type Spoil = fn(&mut Ngrams);
    let spoils: [Spoil; 3] = [
        |ngrams| ngrams.tables[0].rows += 1,
        |ngrams| ngrams.width = 5,
        |ngrams| {
            ngrams.tables.remove(0);
        },
    ];
    for spoil in spoils {
        let mut other = large.clone();
        spoil(other.model.ngrams.as_mut().unwrap());
        assert!(matches!(start(&other).start_from(&model), Err(StartError::Shape { .. })));
    }

    type SpoilShape = fn(&mut Architecture);
    let spoils: [SpoilShape; 2] = [|model| model.hidden -= 1, |model| model.embedding += 1];
    for spoil in spoils {
        let mut other = recipe.clone();
        spoil(&mut other.model);
        assert!(matches!(start(&other).start_from(&model), Err(StartError::Shape { .. })));
    }
    model.vocab = crate::text::Vocab::build(["漢"], 1).unwrap();
    assert_eq!(second.start_from(&model), Err(StartError::Vocab));
}

/// A wider network answers at first as the narrow one does, and then learns with all of its units.
#[test]
fn layers_grow_wider() {
    for cell in Cell::RECURRENT {
        let narrow = over_tables(recipe(cell));
        let mut wide = narrow.clone();
        wide.model.hidden += 5;
        let corpus = corpus(&narrow);
        let start =
            |recipe: &Recipe| Trainer::new(recipe.clone(), &corpus, Box::new(Fused::new(&recipe.model, 1))).unwrap();
        let mut first = start(&narrow);
        train(&mut first, 5);
        let bits = first.evaluate().unwrap();
        let mut second = start(&wide);
        second.start_from(&first.checkpoint()).unwrap();
        let as_wide = second.evaluate().unwrap();
        assert!((as_wide - bits).abs() < 1e-5, "{cell:?}: {as_wide} {bits}");
        let columns = wide.model.hidden;
        let unread = |trainer: &Trainer| {
            let decoder = &trainer.weights.data[trainer.weights.layout.decoder()];
            decoder.chunks_exact(columns).all(|row| row[columns - 5..].iter().all(|&weight| weight == 0.0))
        };
        assert!(unread(&second));
        train(&mut second, 3);
        assert!(!unread(&second));
    }
}

/// The number of threads that update tables changes no bit of them.
#[test]
fn threads_share_the_tables() {
    let recipe = over_tables(recipe(Cell::Gru));
    let corpus = corpus(&recipe);
    let mut first = Trainer::new(recipe.clone(), &corpus, Box::new(Fused::new(&recipe.model, 1))).unwrap();
    let mut second = Trainer::new(recipe.clone(), &corpus, Box::new(Fused::new(&recipe.model, 1))).unwrap();
    second.stepper.threads = 3;
    train(&mut first, 10);
    train(&mut second, 10);
    assert_eq!(first.weights, second.weights);
    assert!(rows(&first.weights).iter().any(|&x| x != 0.0));
}

/// Products of bf16 numbers give gradients that differ from autograd's by what rounding to 8 bits takes.
#[test]
fn bf16_stays_near_the_reference() {
    // Windows of fewer characters than there are symbols, and of more: the first layer's products are made by symbol.
    for ((batch, sequence), cell) in
        [(3, 7), (6, 80)].into_iter().flat_map(|size| Cell::RECURRENT.map(|cell| (size, cell)))
    {
        let mut recipe = recipe(cell);
        (recipe.training.batch, recipe.training.sequence) = (batch, sequence);
        let corpus = corpus(&recipe);
        let reference = Reference::new(&recipe.model, &candle_core::Device::Cpu);
        let mut slow = Trainer::new(recipe.clone(), &corpus, Box::new(reference)).unwrap();
        let fused = Fused::with_precision(&recipe.model, 2, Precision::Bf16);
        let mut fast = Trainer::new(recipe, &corpus, Box::new(fused)).unwrap();
        for step in 0..6 {
            let (expected, found) = (slow.step().unwrap(), fast.step().unwrap());
            let off = (expected.bits_per_char - found.bits_per_char).abs();
            assert!(off < 0.02, "{cell:?} step {step}: {expected:?}, bf16 {found:?}");
            let pairs = slow.gradient.dense.iter().zip(&fast.gradient.dense);
            let off: f64 = pairs.clone().map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>().sqrt();
            let size: f64 = pairs.map(|(a, _)| f64::from(*a).powi(2)).sum::<f64>().sqrt();
            assert!(off < 0.03 * size, "{cell:?} step {step}: off by {off} of {size}");
            fast.weights.data.copy_from_slice(&slow.weights.data);
            fast.states.copy_from_slice(&slow.states);
        }
    }
}

#[test]
fn it_learns() {
    let mut recipe = recipe(Cell::Gru);
    recipe.model.dropout = 0.0;
    recipe.training.epochs = 40;
    recipe.training.learning_rate = 0.02;
    let corpus = corpus(&recipe);
    let mut trainer = Trainer::new(recipe.clone(), &corpus, Box::new(Fused::new(&recipe.model, 1))).unwrap();
    let before = trainer.evaluate().unwrap();
    train(&mut trainer, u64::MAX);
    assert!(trainer.progress.best < 0.6 * before, "{before} → {}", trainer.progress.best);
}
