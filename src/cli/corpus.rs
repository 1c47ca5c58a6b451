//! `foretype corpus`: mixes and cleans training text as a recipe says.

use std::fs;
use std::path::PathBuf;

use super::error::{CliError, Context};
use super::train::find_recipe;
use crate::train::{Corpus, prepare};

/// Mix and clean the training text of a recipe
///
/// Reads the files that the recipe's `[corpus]` section names from a folder, drops lines with e-mail addresses, links,
/// long numbers and key-like tokens, normalises the rest, and writes everything as one text: blocks of neighbouring
/// lines in random order, a blank line between blocks. The same recipe and files give the same text.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  foretype corpus --recipe english --from corpora --out english.txt")]
pub struct CorpusArgs {
    /// A recipe that comes with foretype, or a TOML file
    #[arg(long, short, default_value = "english")]
    recipe: String,
    /// The folder with the files that the recipe names
    #[arg(long)]
    from: PathBuf,
    /// The text to write
    #[arg(long, short)]
    out: PathBuf,
    /// Also write to FILE what a training on that text holds out
    #[arg(long, value_name = "FILE")]
    held_out: Option<PathBuf>,
}

pub fn run(args: &CorpusArgs) -> Result<(), CliError> {
    let (_, recipe) = find_recipe(&args.recipe)?;
    if recipe.corpus.is_empty() {
        return Err(CliError::failure(format!("recipe `{}` has no [corpus] section", args.recipe))
            .hint("give its text to `foretype train` as it is"));
    }
    let bar = indicatif::ProgressBar::new(recipe.corpus.len() as u64 + 1);
    let mut files = Vec::new();
    for (name, source) in &recipe.corpus {
        bar.set_message(name.clone());
        let path = args.from.join(name);
        let bytes = fs::read(&path).context(|| format!("cannot read {}", path.display()))?;
        files.push((source.clone(), String::from_utf8_lossy(&bytes).into_owned()));
        bar.inc(1);
    }
    let prepared = prepare(&files, recipe.training.seed);
    bar.finish_and_clear();
    fs::write(&args.out, &prepared.text).context(|| format!("cannot write {}", args.out.display()))?;
    if let Some(path) = &args.held_out {
        let corpus = Corpus::new(vec![prepared.text.clone()], None, &recipe.text, recipe.training.seed)
            .context(|| "cannot divide the text".to_owned())?;
        fs::write(path, corpus.held_out_text()).context(|| format!("cannot write {}", path.display()))?;
    }
    eprintln!(
        "{}: {:.1} M characters, {} lines kept, {} dropped",
        args.out.display(),
        prepared.text.chars().count() as f64 / 1e6,
        prepared.kept_lines,
        prepared.dropped_lines
    );
    Ok(())
}
