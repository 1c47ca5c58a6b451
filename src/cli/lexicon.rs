//! `foretype lexicon`: makes the lexicon of a language, for its models.

use std::fs;
use std::path::{Path, PathBuf};

use super::Global;
use super::error::{CliError, Context};
use crate::predict::LexiconBuilder;

/// Make the lexicon of a language from counted words and text
///
/// A word is one that a dictionary has, or that the list has and the text has three times, or that the text has often.
/// Misspellings are none, nor is a contraction without its apostrophe. How a word is written inside a sentence (`Monday`,
/// `TV`) comes from the text, and of a word that it hardly has from the dictionary. For builders of models:
/// `models/english.lexicon` is made with it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Example:
  foretype lexicon --words en_50k.txt --spelt words.txt --misspellings common_pairs.tsv --out models/english.lexicon corpora/*.txt")]
pub struct LexiconArgs {
    /// Text files, a message a line
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Words with their counts, one a line
    #[arg(long, value_name = "FILE")]
    words: PathBuf,
    /// Words of a dictionary, one a line, written as inside a sentence; more than once for several files
    #[arg(long, value_name = "FILE")]
    spelt: Vec<PathBuf>,
    /// Rare words of a dictionary, one a line: taken unless one slip makes one of a common word; more than once for several
    /// files
    #[arg(long, value_name = "FILE")]
    rare: Vec<PathBuf>,
    /// Misspellings, `wrong<TAB>right` a line
    #[arg(long, value_name = "FILE")]
    misspellings: Option<PathBuf>,
    /// A word that the text has so many times needs no list
    #[arg(long, value_name = "N", default_value_t = 60)]
    least: u32,
    /// Also write the words of hurried messages, one a line: what the lexicon lacks and the text has often
    #[arg(long, value_name = "FILE")]
    casual: Option<PathBuf>,
    /// A word of hurried messages stands in the text so many times
    #[arg(long, value_name = "N", default_value_t = 5, requires = "casual")]
    least_casual: u32,
    /// The lexicon to write
    #[arg(long, short)]
    out: PathBuf,
}

/// # Errors
/// When a file cannot be read or written.
pub fn run(args: &LexiconArgs, global: &Global) -> Result<(), CliError> {
    let mut builder = LexiconBuilder::default();
    for line in read(&args.words)?.lines() {
        let mut parts = line.split_whitespace();
        if let (Some(word), Some(Ok(count))) = (parts.next(), parts.next().map(str::parse)) {
            builder.count(word, count);
        }
    }
    for path in &args.spelt {
        read(path)?.lines().for_each(|word| builder.spelt(word.trim()));
    }
    for path in &args.rare {
        read(path)?.lines().for_each(|word| builder.rare(word.trim()));
    }
    if let Some(path) = &args.misspellings {
        let text = read(path)?;
        text.lines().filter_map(|line| line.split('\t').next()).for_each(|wrong| builder.misspelt(wrong));
    }
    for path in &args.files {
        builder.read(&read(path)?);
    }
    let bytes = builder.build(args.least).map_err(|error| CliError::failure("no lexicon can be made").source(error))?;
    if let Some(path) = &args.casual {
        let words = builder.casual(args.least, args.least_casual).join("\n") + "\n";
        fs::write(path, words).context(|| format!("cannot write {}", path.display()))?;
    }
    fs::write(&args.out, &bytes).context(|| format!("cannot write {}", args.out.display()))?;
    global.note(&format!("{}: {} KB", args.out.display(), bytes.len() / 1000));
    Ok(())
}

fn read(path: &Path) -> Result<String, CliError> {
    let bytes = fs::read(path).context(|| format!("cannot read {}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
