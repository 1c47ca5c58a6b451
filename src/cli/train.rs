//! `foretype train`: a recipe and text in, a model and its curves out.

use std::fs::{self, File, OpenOptions};
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::error::{CliError, Context};
use super::{interrupt, plot, threads};
use crate::model::{Cell, Checkpoint, Device, DeviceChoice, Precision};
use crate::train::{Corpus, RECIPES, Recipe, Step, Trainer, backend_at, bf16_is_faster, load_run, save_run};

/// Train a character model on text
///
/// Reads text files (or every file of a folder, or standard input with `-`), builds a vocabulary, and trains the
/// model that the recipe describes. The output folder receives
///
///   model.safetensors   the weights that did best on the held-out text, with their vocabulary
///   run.safetensors     everything that `--resume` needs
///   metrics.jsonl       one JSON object per measurement
///   curves.svg          bits per character over characters read
///   recipe.toml         the recipe as it was used
///
/// Ctrl-C saves and stops; the same command with `--resume` goes on as if it had never stopped.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  foretype train --recipe nietzsche-gru-small nietzsche.txt --out runs/nietzsche
  foretype train --recipe nietzsche-gru-small nietzsche.txt --out runs/nietzsche --resume
  foretype train --recipe english-finish --from runs/english/model.safetensors finish.txt --out runs/finish
  cat letters/*.txt | foretype train --recipe my-recipe.toml - --out runs/letters --epochs 3
  foretype train --list")]
pub struct TrainArgs {
    /// Text files and folders (searched for *.txt); `-` reads standard input
    #[arg(required_unless_present_any = ["list", "show"])]
    corpus: Vec<PathBuf>,
    /// A recipe that comes with foretype, or a TOML file
    #[arg(long, short, default_value = "nietzsche-gru-small")]
    recipe: String,
    /// Folder for the results; made if missing
    #[arg(long, short, required_unless_present_any = ["list", "show"])]
    out: Option<PathBuf>,
    /// Go on with the run that is in the output folder
    #[arg(long)]
    resume: bool,
    /// Begin with the weights and the vocabulary of this model instead of random ones; only its tables may grow
    #[arg(long, value_name = "MODEL")]
    from: Option<PathBuf>,
    /// cpu; cuda, cuda:N or metal: a GPU, by way of candle, in a build that has it. auto is the fastest, the CPU
    #[arg(long, default_value = "auto")]
    device: DeviceChoice,
    /// Threads of the fused trainer; all cores when absent. One thread makes a run repeatable to the bit
    #[arg(long, short = 'j')]
    threads: Option<usize>,
    /// On the CPU, use candle's autograd instead of the fused trainer (slower; the reference)
    #[arg(long)]
    reference: bool,
    /// Override the recipe's epochs
    #[arg(long)]
    epochs: Option<usize>,
    /// Override the recipe's batch
    #[arg(long)]
    batch: Option<usize>,
    /// Override the recipe's learning rate
    #[arg(long)]
    learning_rate: Option<f32>,
    /// Override the recipe's hidden width
    #[arg(long)]
    hidden: Option<usize>,
    /// Override the recipe's number of layers
    #[arg(long)]
    layers: Option<usize>,
    /// Override what matrix products multiply: f32, or bf16, which is faster on processors with instructions for it.
    /// Sums, weights and the optimiser stay f32
    #[arg(long, value_name = "PRECISION")]
    precision: Option<TrainingPrecision>,
    /// Override the recipe's seed
    #[arg(long)]
    seed: Option<u64>,
    /// Override the minutes between checkpoints
    #[arg(long, value_name = "MINUTES")]
    checkpoint_minutes: Option<f64>,
    /// List the recipes that come with foretype
    #[arg(long)]
    list: bool,
    /// Print the recipe and stop: a start for a recipe of your own
    #[arg(long)]
    show: bool,
}

/// `--precision`.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum TrainingPrecision {
    F32,
    Bf16,
}

/// A line of `metrics.jsonl`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Metric {
    pub chars: u64,
    pub epoch: u64,
    pub step: u64,
    pub seconds: f64,
    /// Mean over the windows since the last line.
    pub train_bits_per_char: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_out_bits_per_char: Option<f64>,
    pub learning_rate: f32,
    pub gradient_norm: f64,
    pub chars_per_second: f64,
}

/// Finds a recipe by name or path.
pub fn find_recipe(name: &str) -> Result<(String, Recipe), CliError> {
    let text = match RECIPES.iter().find(|(own, _)| *own == name) {
        Some((_, text)) => (*text).to_owned(),
        None => fs::read_to_string(name).map_err(|error| {
            CliError::failure(format!("recipe `{name}`: {error}"))
                .hint("`foretype train --list` names the recipes that come with foretype")
        })?,
    };
    let recipe = Recipe::parse(&text).map_err(|error| CliError::failure(format!("recipe `{name}`: {error}")))?;
    Ok((text, recipe))
}

pub fn run(args: &TrainArgs) -> Result<(), CliError> {
    if args.list {
        for (name, text) in RECIPES {
            let about = text.lines().next().unwrap_or_default().trim_start_matches("# ");
            println!("{name:<26}{about}");
        }
        return Ok(());
    }
    let (text, mut recipe) = find_recipe(&args.recipe)?;
    if args.show {
        print!("{text}");
        return Ok(());
    }
    apply_overrides(args, &mut recipe);
    recipe.validate().map_err(|error| CliError::failure(error.to_string()))?;
    let out = args.out.as_deref().unwrap_or(Path::new("."));
    let device = args.device.open().map_err(|error| CliError::failure(error.to_string()))?;
    settle_precision(args, &device, &mut recipe)?;
    let from = args.from.as_deref().map(load_start).transpose()?;
    let corpus = read_corpus(&args.corpus, &recipe, from.as_ref())?;
    let fingerprint = corpus.fingerprint();
    let backend: Box<dyn crate::train::Backend> = if args.reference {
        Box::new(crate::train::Reference::new(&recipe.model, &device))
    } else {
        backend_at(&recipe.model, &device, threads(args.threads), recipe.training.precision)
    };
    let mut trainer = Trainer::new(recipe, &corpus, backend).map_err(|error| CliError::failure(error.to_string()))?;

    if let Some(model) = &from {
        trainer
            .start_from(model)
            .map_err(|error| CliError::failure(format!("cannot go on from that model: {error}")))?;
    }

    begin_or_resume(args, out, &mut trainer, &fingerprint, text)?;
    eprintln!(
        "{}: {} parameters, vocabulary {}, {:.1} M characters to read, {}",
        trainer.recipe.model,
        trainer.weights.count(),
        corpus.vocab.len(),
        trainer.total_chars() as f64 / 1e6,
        trainer.backend_name(),
    );
    let mut session = Session::start(&mut trainer, out, &fingerprint)?;
    session.run()
}

/// Refuses bf16 where it was asked for and cannot be had, and leaves it out where only the recipe asks for it and it is
/// no faster.
fn settle_precision(args: &TrainArgs, device: &Device, recipe: &mut Recipe) -> Result<(), CliError> {
    if recipe.training.precision != Precision::Bf16 {
        return Ok(());
    }
    let possible = !args.reference && device.is_cpu() && recipe.model.cell != Cell::Unrolled;
    if args.precision.is_some() {
        let refused = "bf16 is for the fused trainer: recurrent cells on the CPU, without --reference";
        return if possible { Ok(()) } else { Err(CliError::usage(refused).hint("leave out --precision bf16")) };
    }
    // A recipe asks for bf16 because it is faster; where it is not, f32 is better in every way.
    if !(possible && bf16_is_faster()) {
        let why = if possible { "that would be no faster here" } else { "candle computes in f32 alone" };
        eprintln!("products in f32, not in bf16 as in the recipe: {why}");
        recipe.training.precision = Precision::F32;
    }
    Ok(())
}

/// Begins a run in its folder, which gets the recipe (`text`, if it cannot be written anew), or goes on with the one there.
fn begin_or_resume(
    args: &TrainArgs,
    out: &Path,
    trainer: &mut Trainer,
    fingerprint: &str,
    text: String,
) -> Result<(), CliError> {
    let saved = out.join("run.safetensors");
    if args.resume {
        return load_run(trainer, fingerprint, &saved)
            .map_err(|error| CliError::failure(format!("cannot resume {}: {error}", out.display())));
    }
    if saved.exists() {
        return Err(CliError::failure(format!("{} holds a run already", out.display()))
            .hint("give --resume to go on with it, or another --out"));
    }
    fs::create_dir_all(out).context(|| format!("cannot make the folder {}", out.display()))?;
    let used = toml::to_string(&trainer.recipe).unwrap_or(text);
    fs::write(out.join("recipe.toml"), used).context(|| format!("cannot write into {}", out.display()))
}

fn apply_overrides(args: &TrainArgs, recipe: &mut Recipe) {
    let training = &mut recipe.training;
    training.epochs = args.epochs.unwrap_or(training.epochs);
    training.batch = args.batch.unwrap_or(training.batch);
    training.learning_rate = args.learning_rate.unwrap_or(training.learning_rate);
    training.seed = args.seed.unwrap_or(training.seed);
    training.precision = match args.precision {
        Some(TrainingPrecision::F32) => Precision::F32,
        Some(TrainingPrecision::Bf16) => Precision::Bf16,
        None => training.precision,
    };
    training.checkpoint_minutes = args.checkpoint_minutes.unwrap_or(training.checkpoint_minutes);
    recipe.model.hidden = args.hidden.unwrap_or(recipe.model.hidden);
    recipe.model.layers = args.layers.unwrap_or(recipe.model.layers);
}

/// A run in progress: the trainer and everything that is shown or written about it.
struct Session<'t, 'c> {
    trainer: &'t mut Trainer<'c>,
    out: &'t Path,
    fingerprint: &'t str,
    bar: ProgressBar,
    metrics: File,
    since: Since,
    last_save: Instant,
    started: Instant,
    /// Of earlier sittings.
    seconds_before: f64,
    chars_before: u64,
}

/// Sums since the last line of metrics.
#[derive(Default)]
struct Since {
    bits: f64,
    chars: u64,
    seconds_at: f64,
}

impl<'t, 'c> Session<'t, 'c> {
    fn start(trainer: &'t mut Trainer<'c>, out: &'t Path, fingerprint: &'t str) -> Result<Self, CliError> {
        let path = out.join("metrics.jsonl");
        keep_metrics_until(&path, trainer.progress.chars)?;
        let metrics = OpenOptions::new().create(true).append(true).open(&path);
        let metrics = metrics.context(|| format!("cannot write {}", path.display()))?;
        let bar = ProgressBar::new(trainer.total_chars());
        let style = "{bar:30} {percent:>3} %  {prefix}  {msg}  {eta} left";
        bar.set_style(ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar()));
        bar.set_position(trainer.progress.chars);
        bar.reset_eta();
        let (seconds_before, chars_before) = (trainer.progress.seconds, trainer.progress.chars);
        let since = Since { seconds_at: seconds_before, ..Since::default() };
        Ok(Session {
            trainer,
            out,
            fingerprint,
            bar,
            metrics,
            since,
            last_save: Instant::now(),
            started: Instant::now(),
            seconds_before,
            chars_before,
        })
    }

    fn run(&mut self) -> Result<(), CliError> {
        let stop = interrupt::watch();
        let every = Duration::from_secs_f64(self.trainer.recipe.training.checkpoint_minutes.max(0.01) * 60.0);
        let report_every = (self.trainer.total_chars() / 400).max(1);
        let mut smooth = None;
        while !self.trainer.progress.finished {
            let step = self.trainer.step().map_err(|error| CliError::failure(error.to_string()))?;
            if !step.bits_per_char.is_finite() {
                self.save()?;
                return Err(CliError::failure("the loss is no longer a number")
                    .hint("lower --learning-rate, or set a smaller training.clip_norm"));
            }
            let seconds = self.seconds_before + self.started.elapsed().as_secs_f64();
            self.trainer.progress.seconds = seconds;
            self.since.bits += step.bits_per_char * step.chars as f64;
            self.since.chars += step.chars;
            let shown = smooth.map_or(step.bits_per_char, |s: f64| 0.98 * s + 0.02 * step.bits_per_char);
            smooth = Some(shown);
            self.bar.set_position(self.trainer.progress.chars.min(self.trainer.total_chars()));
            let here = (self.trainer.progress.chars - self.chars_before) as f64;
            let speed = here / (seconds - self.seconds_before).max(1e-9);
            self.bar.set_prefix(format!("{shown:.3} bits/char"));
            self.bar.set_message(format!("{:.1} k chars/s", speed / 1000.0));
            if self.trainer.evaluation_is_due() {
                let bits = self.trainer.evaluate().map_err(|error| CliError::failure(error.to_string()))?;
                self.report(&step, Some(bits))?;
                self.save()?;
            } else if self.since.chars >= report_every {
                self.report(&step, None)?;
            }
            if self.last_save.elapsed() >= every {
                self.save()?;
            }
            if stop.requested() && !self.trainer.progress.finished {
                self.save()?;
                self.bar.abandon();
                eprintln!("stopped; the same command with --resume goes on from here");
                return Err(CliError::interrupted());
            }
        }
        self.save()?;
        self.bar.finish();
        let best = self.trainer.progress.best;
        let figure = if best.is_finite() { format!(", {best:.4} bits per character held out") } else { String::new() };
        eprintln!("{}{figure}", self.out.join("model.safetensors").display());
        Ok(())
    }

    fn report(&mut self, step: &Step, held_out: Option<f64>) -> Result<(), CliError> {
        let p = &self.trainer.progress;
        let metric = Metric {
            chars: p.chars,
            epoch: p.epoch,
            step: self.trainer.stepper.step,
            seconds: p.seconds,
            train_bits_per_char: self.since.bits / self.since.chars.max(1) as f64,
            held_out_bits_per_char: held_out,
            learning_rate: step.learning_rate,
            gradient_norm: step.gradient_norm,
            chars_per_second: self.since.chars as f64 / (p.seconds - self.since.seconds_at).max(1e-9),
        };
        self.since = Since { seconds_at: p.seconds, ..Since::default() };
        let line = serde_json::to_string(&metric).unwrap_or_default();
        writeln!(self.metrics, "{line}").context(|| "cannot write metrics.jsonl".into())?;
        if let (Some(bits), false) = (held_out, std::io::stderr().is_terminal()) {
            eprintln!(
                "{:>6.2} M characters  {:.4} bits/char training  {bits:.4} held out  {:.1} k chars/s",
                p.chars as f64 / 1e6,
                metric.train_bits_per_char,
                metric.chars_per_second / 1000.0
            );
        }
        Ok(())
    }

    fn save(&mut self) -> Result<(), CliError> {
        let failed = |error: &dyn std::fmt::Display| CliError::failure(format!("cannot save: {error}"));
        save_run(self.trainer, self.fingerprint, &self.out.join("run.safetensors")).map_err(|e| failed(&e))?;
        self.trainer.checkpoint().save(&self.out.join("model.safetensors")).map_err(|e| failed(&e))?;
        plot::curves(&self.out.join("metrics.jsonl"), &self.out.join("curves.svg"), &self.trainer.recipe.name)?;
        self.last_save = Instant::now();
        Ok(())
    }
}

/// A resumed run goes on at its last save: what was measured after that is measured again.
fn keep_metrics_until(path: &Path, chars: u64) -> Result<(), CliError> {
    let Ok(text) = fs::read_to_string(path) else {
        return Ok(());
    };
    let kept: String = text
        .lines()
        .filter(|line| {
            let value: Option<serde_json::Value> = serde_json::from_str(line).ok();
            value.is_some_and(|v| v["chars"].as_u64().is_some_and(|at| at <= chars))
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    fs::write(path, kept).context(|| format!("cannot write {}", path.display()))
}

fn load_start(path: &Path) -> Result<Checkpoint, CliError> {
    Checkpoint::load(path).map_err(|error| {
        CliError::failure(format!("cannot use {} as a model", path.display()))
            .source(error)
            .hint("--from takes a .safetensors file that `foretype train` or `foretype quantize` wrote")
    })
}

fn read_corpus(paths: &[PathBuf], recipe: &Recipe, from: Option<&Checkpoint>) -> Result<Corpus, CliError> {
    let mut texts = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).context(|| "cannot read standard input".into())?;
            texts.push(as_text(bytes, path)?);
            continue;
        }
        for file in files_of(path)? {
            let bytes = fs::read(&file).context(|| format!("cannot read {}", file.display()))?;
            texts.push(as_text(bytes, &file)?);
        }
    }
    let vocab = from.map(|model| model.vocab.clone());
    Corpus::new(texts, vocab, &recipe.text, recipe.training.seed).map_err(|error| CliError::failure(error.to_string()))
}

fn as_text(bytes: Vec<u8>, path: &Path) -> Result<String, CliError> {
    String::from_utf8(bytes).map_err(|error| {
        CliError::failure(format!("{} is not UTF-8 (byte {})", path.display(), error.utf8_error().valid_up_to()))
            .hint("convert it first, for example with `iconv -f latin1 -t utf-8`")
    })
}

/// The file itself, or the folder's *.txt files in order of their names, folders within included.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, CliError> {
    let missing = || format!("cannot read {}", path.display());
    if !fs::metadata(path).context(missing)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = fs::read_dir(path)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .context(missing)?
        .into_iter()
        .map(|entry| entry.path())
        .collect::<Vec<_>>();
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            files.extend(files_of(&entry)?);
        } else if entry.extension().is_some_and(|ext| ext == "txt") {
            files.push(entry);
        }
    }
    Ok(files)
}
