//! One network step for one and for eight contexts, and whole queries, in this process: `cargo bench --bench engine`.

use std::cell::RefCell;

use divan::{Bencher, black_box};
use foretype::engine::Scratch;
use foretype::predict::{Context, Predictor, Query, Worker};

fn main() {
    divan::main();
}

fn model() -> Predictor {
    Predictor::embedded().expect("the embedded model loads")
}

const TEXT: &str = include_str!("text.txt");

/// Time of one step; weights stay in the cache.
#[divan::bench(args = [1, 2, 4, 8, 16])]
fn step(bencher: Bencher, contexts: usize) {
    let model = model();
    let engine = model.engine();
    let symbols = vec![7; contexts];
    let state = RefCell::new((Scratch::default(), vec![0.0; contexts * engine.state_len()]));
    bencher.bench_local(|| {
        let (scratch, states) = &mut *state.borrow_mut();
        engine.step(scratch, black_box(&symbols), states);
    });
}

/// A step and the probabilities of what follows it.
#[divan::bench(args = [1, 8])]
fn step_and_distribution(bencher: Bencher, contexts: usize) {
    let model = model();
    let engine = model.engine();
    let symbols = vec![7; contexts];
    let state = RefCell::new((Scratch::default(), vec![0.0; contexts * engine.state_len()], Vec::new()));
    bencher.bench_local(|| {
        let (scratch, states, out) = &mut *state.borrow_mut();
        engine.step(scratch, black_box(&symbols), states);
        engine.log_probs(scratch, states, out);
    });
}

/// One keystroke: the text grows by a character and is asked about; averaged over a real text.
#[divan::bench(args = ["words", "chars", "phrase", "all"])]
fn keystroke(bencher: Bencher, kinds: &str) {
    let model = model();
    let wants = |kind| kinds == kind || kinds == "all";
    let query = Query { words: wants("words"), chars: wants("chars"), phrase: wants("phrase"), ..Query::default() };
    let mut typed = (0..TEXT.len()).cycle();
    let (mut worker, mut context) = (Worker::default(), Context::default());
    bencher.bench_local(|| {
        let end = typed.next().unwrap_or_default();
        model.suggest(&mut worker, &mut context, black_box(&TEXT[..end]), &query, None, &|| false)
    });
}
