//! `foretype hide`: words that are never offered, although they are known.

use std::io::Write;

use clap::Args;

use super::Global;
use super::error::CliError;
use super::shown::visible;
use crate::client::launch;
use crate::rpc::protocol::{Hide, HideResult};

const EXAMPLES: &str = "\
Examples:
  foretype hide                    the words that are hidden
  foretype hide ducking            never offer this word, in whatever case
  foretype hide --show ducking     offer it again
  foretype hide --json | jq -r '.words[]'";

/// Never offer a word
///
/// The words given are offered no more, in whatever case, whoever taught them; everything that was learned stays. They are
/// listed without a word. A word that is to leave the history, too, is for `foretype forget --word`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct HideArgs {
    /// The words; without any, those that are hidden are listed
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Offer them again
    #[arg(short, long, requires = "words")]
    show: bool,
    /// Print one line of JSON: `words`, all that are hidden then
    #[arg(short, long)]
    json: bool,
}

/// Hides, shows or lists.
///
/// # Errors
/// When the daemon cannot be reached or started, when something given is no word, or when it cannot be written down.
pub fn run(args: HideArgs, global: &Global) -> Result<(), CliError> {
    let config = global.load()?;
    let (asked, show) = (args.words, args.show);
    let hidden = super::runtime()?.block_on(async {
        let client = launch::ensure_running(&config).await?;
        let mut hidden = HideResult::default();
        let each = asked.iter().cloned().map(Some).chain(asked.is_empty().then_some(None));
        for word in each {
            hidden = client.hide(&Hide { word, shown: show }).await?;
        }
        Ok::<_, CliError>(hidden)
    })?;
    if args.json {
        return super::print_json(&hidden);
    }
    if !asked.is_empty() {
        global.note(&format!(
            "{} from now on: {}.",
            if show { "Offered again" } else { "Not offered" },
            asked.join(", ")
        ));
        return Ok(());
    }
    if hidden.words.is_empty() {
        global.note("No word is hidden.");
    }
    let mut out = anstream::stdout();
    hidden.words.iter().try_for_each(|word| writeln!(out, "{}", visible(word)))?;
    Ok(out.flush()?)
}
