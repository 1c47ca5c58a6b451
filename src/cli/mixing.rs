//! `foretype mixing`: learns the mixing weights that ship, those of the personal memory and of the base memory.

use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::ProgressBar;

use super::error::{CliError, Context as _};
use super::model::load_predictor;
use super::{Global, interrupt};
use crate::memory::{BaseMemory, BaseMixingWeights, Evidence, Memory, Tail, Training};
use crate::predict::{Context, Personal, Predictor, Worker};
use crate::train::{Line, People, Ways};

/// Learn the weights with which memory and network are blended at first
///
/// Reads texts as if each stretch of them were typed by another person whose memory begins empty, one line a message, and
/// keeps the weights that come of it. They are where everyone starts; a person's own are learned from there. With --plain,
/// people also write sentences of other texts, which their memory must not spoil, and of friends with invented names. For
/// builders of models: `models/mixing.bin` is made with it.
///
/// With --base, the weights with which a base memory is blended into the network instead, from text that neither was made
/// of; every line stands alone. `models/english.base-mixing` is made so.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  foretype mixing --out models/mixing.bin --plain tatoeba.txt nietzsche.txt irc.txt common_voice_de.txt
  foretype mixing --base models/english.base --out models/english.base-mixing --chars 1000000 held-out.txt")]
pub struct MixingArgs {
    /// Text files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The file to write
    #[arg(short, long)]
    out: PathBuf,
    /// Characters read of each file
    #[arg(long, value_name = "N", default_value_t = 150_000)]
    chars: usize,
    /// Characters that one person types
    #[arg(long, value_name = "N", default_value_t = 50_000)]
    person: usize,
    /// Plain sentences that people write in other places; may be given several times
    #[arg(long, value_name = "FILE")]
    plain: Vec<PathBuf>,
    /// Chance of such a sentence after a line of one's own
    #[arg(long, value_name = "P", requires = "plain")]
    elsewhere: Option<f32>,
    /// Chance of a sentence with a friend's name after a line of one's own, which is remembered
    #[arg(long, value_name = "P", requires = "plain")]
    friends: Option<f32>,
    /// Chance that the friend is a new one
    #[arg(long, value_name = "P", requires = "plain")]
    new_friend: Option<f32>,
    /// Chance of saying again, word for word, what was said lately
    #[arg(long, value_name = "P")]
    again: Option<f32>,
    /// Learn the weights of this base memory
    #[arg(long, value_name = "FILE")]
    base: Option<PathBuf>,
    /// A checkpoint, or `tiny` or `english`, which are inside the program
    #[arg(long)]
    model: Option<PathBuf>,
}

/// Seed of the simulated people: every run has the same ones.
const SEED: u64 = 11;

/// Learns and writes them.
///
/// # Errors
/// When a file cannot be read or written.
pub fn run(args: &MixingArgs, global: &Global) -> Result<(), CliError> {
    let predictor = load_predictor(args.model.as_deref(), args.base.is_none())?;
    let texts = args.files.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    let plain = args.plain.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?.concat();
    let usual = Ways::default();
    let ways = Ways {
        elsewhere: args.elsewhere.unwrap_or(usual.elsewhere),
        friends: args.friends.unwrap_or(usual.friends),
        new_friend: args.new_friend.unwrap_or(usual.new_friend),
        again: args.again.unwrap_or(usual.again),
    };
    let People { lines: persons } = People::new(&texts, &plain, args.chars, args.person, ways, SEED);
    let lines = persons.iter().map(|lines| lines.len() as u64).sum();
    let bar = if global.quiet { ProgressBar::hidden() } else { ProgressBar::new(lines) };
    let bytes = match &args.base {
        Some(index) => {
            bar.set_length(lines * PASSES as u64);
            learn_base(&predictor, index, &persons, &bar)?
        }
        None => {
            bar.set_length(lines * 2);
            learn_all(&predictor, &persons, &bar)?
        }
    };
    bar.finish_and_clear();
    std::fs::write(&args.out, bytes).context(|| format!("cannot write {}", args.out.display()))
}

/// Collects what is known of every level and trains on it in several passes; then the balances of network and memory learn
/// from one person after the other.
fn learn_all(predictor: &Predictor, persons: &[Vec<Line>], bar: &ProgressBar) -> Result<Vec<u8>, CliError> {
    let interrupt = interrupt::watch();
    let mut training = Training::default();
    let mut evidence = Evidence::default();
    for person in persons {
        type_all(predictor, person, bar, &mut |memory, tail, log_probs, symbol| {
            evidence.gather(memory, tail, 0);
            training.add(&evidence, log_probs, symbol);
        });
        if interrupt.requested() {
            return Err(CliError::interrupted());
        }
    }
    let mut mixing = training.train(&mut |pass, of, bits| {
        bar.println(format!("pass {pass} of {of}: {bits:.4} bits a symbol over {} symbols", training.positions()));
    });
    drop(training);
    for person in persons {
        let mut nats = 0.0;
        let mut own = mixing.clone();
        type_all(predictor, person, bar, &mut |memory, tail, log_probs, symbol| {
            evidence.gather(memory, tail, 0);
            nats -= own.learn(&mut evidence, log_probs, symbol);
        });
        mixing = own.without_corrections();
        if interrupt.requested() {
            return Err(CliError::interrupted());
        }
    }
    Ok(mixing.to_file())
}

/// Passes over the text for the weights of a base memory.
const PASSES: usize = 3;

fn learn_base(
    predictor: &Predictor,
    index: &Path,
    persons: &[Vec<Line>],
    bar: &ProgressBar,
) -> Result<Vec<u8>, CliError> {
    let interrupt = interrupt::watch();
    let cannot = || format!("cannot use {} as a base memory", index.display());
    let bytes = std::fs::read(index).context(cannot)?;
    let mut mixing = BaseMixingWeights::untrained();
    let base = BaseMemory::new(bytes.into(), mixing.clone(), predictor.vocab()).context(cannot)?;
    let (mut worker, mut evidence) = (Worker::default(), Evidence::default());
    for line in std::iter::repeat_n(persons, PASSES).flatten().flatten() {
        predictor.read(
            &mut worker,
            &mut Context::default(),
            "",
            &format!("{}\n", line.text),
            &mut |tail, log_probs, symbol| {
                base.learn(&mut mixing, tail, &mut evidence, log_probs, symbol);
            },
        );
        bar.inc(1);
        if interrupt.requested() {
            return Err(CliError::interrupted());
        }
    }
    Ok(mixing.to_bytes())
}

fn read(file: &Path) -> Result<String, CliError> {
    std::fs::read_to_string(file).context(|| format!("cannot read {}", file.display()))
}

/// Is told the memory, the text before a symbol, the network's natural-log probabilities there, and the symbol.
type See<'s> = &'s mut dyn FnMut(&Memory, &Tail, &[f32], u32);

/// One person types lines, each of which is remembered when it is typed; `see` is told of every symbol what the memory was
/// before its line.
fn type_all(predictor: &Predictor, lines: &[Line], bar: &ProgressBar, see: See) {
    let mut personal = Personal::new(predictor.vocab());
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let mut before = String::new();
    for Line { text, alone, kept } in lines {
        let earlier = if *alone { "" } else { &before };
        let line = format!("{text}\n");
        predictor.read(&mut worker, &mut context, earlier, &line, &mut |tail, log_probs, symbol| {
            see(&personal.memory, tail, log_probs, symbol);
        });
        bar.inc(1);
        if *kept {
            personal.remember(predictor.vocab(), earlier, &line, None);
        }
        if *alone {
            continue;
        }
        before.push_str(&line);
        if before.len() > 4000 {
            before.drain(..before.ceil_char_boundary(2000));
        }
    }
}
