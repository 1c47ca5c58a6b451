//! `foretype why`: takes the probability of each word on offer apart into what network, memories and habits add.

use std::io::Write;

use anstyle::Style;
use clap::Args;

use super::Global;
use super::error::CliError;
use super::shown::{columns, visible};
use crate::client::launch;
use crate::rpc::limits::MAX_CONTEXT_BYTES;
use crate::rpc::protocol::{Why, WhyResult, WordReason};

const EXAMPLES: &str = "\
Examples:
  foretype why \"I met Ze\"              why each word is offered after this text
  foretype why -n 9 \"See you \"         of the nine most probable ones
  foretype why --app slack \"kind reg\"  as in this application
  foretype why --json \"See you \" | jq '.words[0].memory'";

/// Print why words are offered
///
/// For each word that is offered after TEXT, in bits (twice as probable is one bit more): what the network alone gives it,
/// and what is added to that by the memory of the training text, by each kind of context in your own messages (the last
/// letters, the word so far, the words before; `newest` counts only the newest places), by the balance between network
/// and memory, by habits (words that you type past sink), and by all else: your own words that no list has are raised,
/// forms of a word are joined, corrections are weighed against what was typed. The numbers of a word add up to log2 of its
/// probability.
///
/// Nothing of TEXT is remembered. Starts the daemon if none runs.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct WhyArgs {
    /// The text before the cursor, exactly
    #[arg(value_name = "TEXT")]
    text: String,
    /// How many words (1 to 9); the settings say how many without it
    #[arg(short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=9))]
    n: Option<u32>,
    /// The language of the text, as in `de` or `pt-BR`
    #[arg(short, long, value_name = "TAG")]
    language: Option<String>,
    /// The application that the text is typed in
    #[arg(long, value_name = "NAME")]
    app: Option<String>,
    /// Print one JSON object
    #[arg(short, long)]
    json: bool,
}

/// Asks the daemon and prints a column for each word.
///
/// # Errors
/// When the daemon cannot be reached or started, or is too old to know.
pub fn run(args: WhyArgs, global: &Global) -> Result<(), CliError> {
    let config = global.load()?;
    let runtime = super::runtime()?;
    let start = args.text.ceil_char_boundary(args.text.len().saturating_sub(MAX_CONTEXT_BYTES));
    let left_context = args.text.get(start..).unwrap_or_default().to_owned();
    let params = Why { left_context, n: args.n, app: args.app, language: args.language };
    let answer = runtime.block_on(async {
        let client = launch::ensure_running(&config).await?;
        Ok::<_, CliError>(client.why(&params).await?)
    })?;
    if args.json {
        return super::print_json(&answer);
    }
    if answer.words.is_empty() {
        global.note("Nothing to offer.");
        return Ok(());
    }
    let mut out = anstream::stdout();
    write!(out, "{}", table(&answer))?;
    Ok(out.flush()?)
}

/// One row a part, one column a word.
pub struct Table {
    /// A part's name and a cell for each word.
    rows: Vec<(String, Vec<String>)>,
}

impl Table {
    /// The words in their order, the parts from the network on.
    pub fn of(answer: &WhyResult) -> Self {
        let mut parts: Vec<&str> = Vec::new();
        for part in answer.words.iter().flat_map(|word| &word.memory) {
            if !parts.contains(&part.name.as_str()) {
                parts.push(&part.name);
            }
        }
        // The balance comes last, whichever word has it.
        parts.sort_by_key(|name| *name == "balance");
        let memory =
            |name: &str, word: &WordReason| word.memory.iter().find(|part| part.name == name).map_or(0.0, |p| p.bits);
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        let mut row = |name: &str, cell: &dyn Fn(&WordReason) -> String| {
            rows.push((name.to_owned(), answer.words.iter().map(cell).collect()));
        };
        let bits = |bits: f32| if bits.abs() < 0.005 { "·".to_owned() } else { format!("{bits:+.2}") };
        row("", &|word| visible(&word.text));
        row("probability", &|word| format!("{:.1} %", word.probability * 100.0));
        row("network", &|word| format!("{:.2}", word.network));
        row("training text", &|word| bits(word.base));
        for name in parts {
            row(&format!("you: {name}"), &|word| bits(memory(name, word)));
        }
        row("habits", &|word| bits(word.habits));
        row("all else", &|word| format!("{}{}", bits(word.rest), if word.own { " (your word)" } else { "" }));
        Table { rows }
    }

    /// Lines in two parts: the name, filled up to the longest one, and the cells in columns.
    pub fn lines(&self) -> impl Iterator<Item = (String, String)> {
        let words = self.rows.first().map_or(0, |(_, cells)| cells.len());
        let widest = |at: usize| self.rows.iter().filter_map(|(_, cells)| cells.get(at)).map(|c| columns(c)).max();
        let widths: Vec<usize> = (0..words).map(|at| widest(at).unwrap_or(0)).collect();
        let first = self.rows.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
        self.rows.iter().map(move |(name, cells)| {
            let cell = |(cell, width): (&String, &usize)| format!("  {}{cell}", " ".repeat(width - columns(cell)));
            (format!("{name}{}", " ".repeat(first - columns(name))), cells.iter().zip(&widths).map(cell).collect())
        })
    }
}

/// The table for a terminal.
fn table(answer: &WhyResult) -> String {
    let dim = Style::new().dimmed();
    Table::of(answer).lines().map(|(name, cells)| format!("{dim}{name}{dim:#}{cells}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpc::protocol::Part;

    #[test]
    fn a_column_a_word() {
        let part = |name: &str, bits| Part { name: name.into(), bits };
        let word = |text: &str, memory, own| WordReason {
            text: text.into(),
            probability: 0.5,
            network: -3.0,
            base: 0.0,
            memory,
            habits: 0.0,
            own,
            rest: 0.5,
        };
        let words = vec![
            word("Zeb", vec![part("word", 2.0), part("balance", -0.5)], true),
            word("zebra", vec![part("2 words", 1.25)], false),
        ];
        let plain = anstream::adapter::strip_str(&table(&WhyResult { words })).to_string();
        let expected = "                             Zeb   zebra
probability               50.0 %  50.0 %
network                    -3.00   -3.00
training text                  ·       ·
you: word                  +2.00       ·
you: 2 words                   ·   +1.25
you: balance               -0.50       ·
habits                         ·       ·
all else       +0.50 (your word)   +0.50
";
        assert_eq!(plain, expected);
    }
}
