//! `foretype generate`: text from a model, printed as it is made.

use std::io::Write;
use std::path::PathBuf;

use super::Global;
use super::error::CliError;
use super::interrupt;
use super::model::load_predictor;
use crate::predict::{Generator, Sampling};

/// Let a model write
///
/// Reads a prompt and continues it, character by character, as the model would. Needs no daemon. The same seed gives
/// the same text.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  foretype generate \"I was going to say \" --temperature 0.7
  foretype generate --greedy \"The \"
  foretype generate --model runs/nietzsche/model.safetensors -n 1000 --top-p 0.9 --seed 7 \"Supposing that \"")]
pub struct GenerateArgs {
    /// What the text begins with
    #[arg(default_value = "")]
    prompt: String,
    /// Characters to write
    #[arg(short = 'n', long, default_value_t = 400)]
    chars: usize,
    /// Take the most probable character every time
    #[arg(long, conflicts_with_all = ["temperature", "top_k", "top_p"])]
    greedy: bool,
    /// Below 1 safer, above 1 more surprising; 0 is greedy
    #[arg(short, long, default_value_t = 0.8)]
    temperature: f32,
    /// Choose among the K most probable characters only
    #[arg(long, value_name = "K", default_value_t = 0, hide_default_value = true)]
    top_k: usize,
    /// Choose among the most probable characters that together reach probability P
    #[arg(long, value_name = "P", default_value_t = 1.0, hide_default_value = true)]
    top_p: f32,
    /// Seed of the random choices
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Stop at the end of the first line
    #[arg(long)]
    line: bool,
    /// A checkpoint, or `tiny` or `english`, which are inside the program
    #[arg(long)]
    model: Option<PathBuf>,
}

pub fn run(args: &GenerateArgs, _global: &Global) -> Result<(), CliError> {
    if !(0.0..=100.0).contains(&args.temperature) {
        return Err(CliError::usage(format!("--temperature {} is not from 0 to 100", args.temperature)));
    }
    if !(0.0..=1.0).contains(&args.top_p) {
        return Err(CliError::usage(format!("--top-p {} is not from 0 to 1", args.top_p)));
    }
    let predictor = load_predictor(args.model.as_deref(), true)?;
    let sampling = Sampling {
        temperature: if args.greedy { 0.0 } else { args.temperature },
        top_k: args.top_k,
        top_p: args.top_p,
        seed: args.seed,
    };
    let stop = interrupt::watch();
    let mut out = std::io::stdout().lock();
    out.write_all(args.prompt.as_bytes())?;
    for c in Generator::new(&predictor, &args.prompt, sampling).take(args.chars) {
        if stop.requested() {
            writeln!(out)?;
            return Err(CliError::interrupted());
        }
        if args.line && c == '\n' {
            break;
        }
        write!(out, "{c}")?;
        out.flush()?;
    }
    writeln!(out)?;
    Ok(())
}
