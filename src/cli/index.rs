//! `foretype index`: makes the base memory of a model from its training text.

use std::fs;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::Global;
use super::error::{CliError, Context};
use crate::memory::base::{Alphabet, Builder, Contexts, Shape, Weight};
use crate::train::{BASE_RECIPES, BaseRecipe, BaseSource, Passages, Unwanted};

/// Make the base memory of a model from its training text
///
/// Counts what followed the last characters and words in the files that a recipe names, and writes an index of the
/// contexts that foresee most for their bytes. Lines with addresses, links, numbers of three digits or full names are
/// dropped, and of what private persons wrote nothing counts that stands in one document only. The same recipe and
/// files give the same index. Takes minutes and a gigabyte of memory. For builders of models: `models/english.base` is
/// made with it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  foretype index --recipe english --from corpora --out models/english.base --held-out held-out.txt
  foretype index --recipe english --from corpora --out models/english.base --without held-out.txt")]
pub struct IndexArgs {
    /// A recipe that comes with foretype, or a TOML file
    #[arg(long, short, default_value = "english")]
    recipe: String,
    /// The folder with the files that the recipe names
    #[arg(long)]
    from: PathBuf,
    /// The index to write
    #[arg(long, short)]
    out: PathBuf,
    /// Leave the lines of FILE out, also where their case or punctuation is another
    #[arg(long, value_name = "FILE")]
    without: Option<PathBuf>,
    /// Leave some documents out and write their lines to FILE
    #[arg(long, value_name = "FILE")]
    held_out: Option<PathBuf>,
}

pub fn run(args: &IndexArgs, global: &Global) -> Result<(), CliError> {
    let recipe = find_recipe(&args.recipe)?;
    let contexts = Contexts::new(recipe.orders.clone(), recipe.words).ok_or_else(|| {
        CliError::usage("the recipe's orders must rise, from 1 to 48, with words at most 14 together")
    })?;
    let texts =
        recipe.sources.keys().map(|name| read(&args.from.join(name))).collect::<Result<Vec<String>, CliError>>()?;
    let without = args.without.as_deref().map(read).transpose()?.unwrap_or_default();
    let bar = if global.quiet { ProgressBar::hidden() } else { ProgressBar::new(contexts.kinds() as u64 + 1) };
    let unwanted = Unwanted::new(texts.iter().map(String::as_str), &without);
    let sources: Vec<(&BaseSource, Passages)> = recipe
        .sources
        .values()
        .zip(&texts)
        .map(|(source, text)| (source, Passages::new(source, text, &unwanted, args.held_out.is_some())))
        .collect();
    drop((texts, unwanted));
    let builder = collect(&sources);
    let dropped: u64 = sources.iter().map(|(_, passages)| passages.dropped_lines).sum();
    let held_out: String =
        sources.into_iter().flat_map(|(_, passages)| passages.held_out).map(|line| line + "\n").collect();
    bar.inc(1);
    let shape = Shape { contexts, bytes: (recipe.megabytes * 1e6) as usize, least_bits: recipe.least_bits };
    let index = builder.build(&recipe.name, &shape, &mut |_, _| bar.inc(1));
    bar.finish_and_clear();
    write(&args.out, index.as_slice())?;
    if let Some(path) = &args.held_out {
        write(path, held_out.as_bytes())?;
    }
    global.note(&format!(
        "{}: {:.2} MB of {:.1} M characters, {dropped} lines dropped",
        args.out.display(),
        index.len() as f64 / 1e6,
        builder.chars() as f64 / 1e6
    ));
    Ok(())
}

/// A character that is rarer is left to the network.
const MIN_COUNT: u64 = 500;

fn collect(sources: &[(&BaseSource, Passages)]) -> Builder {
    let documents =
        || sources.iter().flat_map(|(source, passages)| passages.documents.iter().map(move |d| (source, d)));
    let lines = documents().flat_map(|(_, document)| document);
    let mut builder = Builder::new(Alphabet::build(lines.map(String::as_str), MIN_COUNT));
    for (source, document) in documents() {
        let weight = Weight { times: source.weight, private: source.private };
        builder.add(document.iter().map(String::as_str), weight);
    }
    builder
}

fn find_recipe(name: &str) -> Result<BaseRecipe, CliError> {
    let inside = BASE_RECIPES.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
    let text = inside.map_or_else(|| read(Path::new(name)), Ok)?;
    BaseRecipe::parse(&text).context(|| format!("the recipe `{name}` is not understood"))
}

fn read(path: &Path) -> Result<String, CliError> {
    let bytes = fs::read(path).context(|| format!("cannot read {}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    fs::write(path, bytes).context(|| format!("cannot write {}", path.display()))
}
