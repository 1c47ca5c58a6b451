//! Blending: still distributions, whatever the vocabulary and the index; letters are foreseen in the case that the
//! network foresees.

use super::*;

const OPEN: Weight = Weight { times: 1.0, private: false };

fn index_of(text: &str) -> Vec<u8> {
    let mut builder = Builder::new(Alphabet::build([text], 1));
    builder.add(text.lines(), OPEN);
    let contexts = Contexts::new(vec![3, 5], 3).unwrap();
    builder.build("some", &Shape { contexts, bytes: 1 << 14, least_bits: 0.5 }, &mut |_, _| {})
}

fn memory(text: &str, vocab: &Vocab) -> BaseMemory {
    BaseMemory::new(Cow::Owned(index_of(text)), BaseMixingWeights::untrained(), vocab).unwrap()
}

fn flat(vocab: &Vocab) -> Vec<f32> {
    vec![-(vocab.len() as f32).ln(); vocab.len()]
}

const TEXT: &str = "thank you very much\nThank you so much\nthank you very much é\nsee you soon\n";

#[test]
fn blended_probabilities_add_up_and_learning_agrees_with_blending() {
    // The second has symbols that the index lacks, and lacks one that it has.
    for vocab in [Vocab::build(["é"], 1).unwrap(), Vocab::build(["ßœ"], 1).unwrap()] {
        let memory = memory(TEXT, &vocab);
        let mut evidence = Evidence::default();
        for text in ["\nthank you v", "\nTHANK YOU ", "\nsee yo", "", "\n", "much é", "xyz", "\nthank you 漢 very "] {
            let tail = Tail::new(&vocab.encode(text));
            let mut blended = flat(&vocab);
            memory.blend(&tail, &mut evidence, &mut blended);
            let sum: f32 = blended.iter().map(|lp| lp.exp()).sum();
            assert!((sum - 1.0).abs() < 1e-4, "{text:?}: {sum}");
            let symbol = vocab.id('e').unwrap();
            let mut mixing = memory.mixing.clone();
            let learned = memory.learn(&mut mixing, &tail, &mut evidence, &flat(&vocab), symbol);
            assert!((learned - blended[symbol as usize]).abs() < 1e-4, "{text:?}: {learned}");
        }
    }
}

#[test]
fn what_followed_is_foreseen_in_the_case_of_the_network() {
    let vocab = Vocab::build([""], 1).unwrap();
    let memory = memory(TEXT, &vocab);
    let mut network = flat(&vocab);
    let (small, capital) = (vocab.id('v').unwrap() as usize, vocab.id('V').unwrap() as usize);
    network[capital] += 3f32.ln();
    let before = network.clone();
    memory.blend(&Tail::new(&vocab.encode("\nThank You ")), &mut Evidence::default(), &mut network);
    assert!(network[small] > before[small] + 1.0 && network[capital] > before[capital] + 1.0);
    assert!((network[capital] - network[small] - 3f32.ln()).abs() < 0.01);
}

#[test]
fn gates_learn_whom_to_believe() {
    let vocab = Vocab::build([""], 1).unwrap();
    let memory = memory(TEXT, &vocab);
    let tail = Tail::new(&vocab.encode("\nsee you "));
    let learned = |c: char| {
        let (mut mixing, mut evidence) = (BaseMixingWeights::untrained(), Evidence::default());
        let symbol = vocab.id(c).unwrap();
        let nats: Vec<f32> =
            (0..40).map(|_| memory.learn(&mut mixing, &tail, &mut evidence, &flat(&vocab), symbol)).collect();
        (nats[0], nats[39])
    };
    let (first, last) = learned('s');
    assert!(last > first + 0.3, "{first} {last}");
    let (first, last) = learned('x');
    assert!(last > first + 0.1, "{first} {last}");
}

#[test]
fn gates_come_back_and_damage_is_refused() {
    let mixing = BaseMixingWeights::untrained();
    let bytes = mixing.to_bytes();
    assert_eq!(bytes.len(), BASE_MIXING_BYTES);
    assert!(BaseMixingWeights::from_bytes(&bytes).unwrap() == mixing);
    assert!(BaseMixingWeights::from_bytes(&bytes[4..]).is_err());
    assert!(BaseMixingWeights::from_bytes(&vec![0xff; BASE_MIXING_BYTES]).is_err());
    assert!(BaseMixingWeights::default() != mixing, "those that ship are trained");
}

#[test]
fn the_one_that_ships_belongs_to_its_model() {
    let vocab = Vocab::build([""], 1).unwrap();
    for (name, expected) in [("english", true), ("english, yours", true), ("englishy", false), ("", false)] {
        assert_eq!(BaseMemory::embedded(name, &vocab).is_some(), expected, "{name}");
    }
    let memory = BaseMemory::embedded("english", &vocab).unwrap();
    let network = include_bytes!("../../../models/english.safetensors").len();
    assert!(network <= 24_000_000 && network + memory.bytes() <= 48_000_000, "{network}, {}", memory.bytes());
}
