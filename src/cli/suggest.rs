//! `foretype suggest`: what follows a text, printed; or one answer after another for lines on stdin.

use std::io::{self, BufRead, IsTerminal, Write};
use std::time::Duration;

use anstyle::Style;
use clap::Args;
use serde::Serialize;
use tokio::time::timeout;

use super::Global;
use super::error::CliError;
use super::shown::{columns, visible};
use crate::client::launch;
use crate::rpc::limits::{MAX_CONTEXT_BYTES, MAX_SUGGESTIONS};
use crate::rpc::protocol::{self, Kind, NextChar, Phrase, SuggestResult, Word};
use crate::rpc::{Client, ClientError};

const EXAMPLES: &str = "\
Examples:
  foretype suggest \"I'll see you \"              words that may follow (the space says that a new word begins)
  foretype suggest \"See you tom\"                words that may be meant
  foretype suggest -n 8 --chars \"Hel\"           the eight most probable next characters
  foretype suggest --words --phrase \"Thank \"    words and the phrase that may follow
  foretype suggest --json \"I'll see you \" | jq -r '.words[].text'
  foretype suggest --language de \"Bis mor\"      your own words, in a language that the model does not know
  printf 'How are \\nThank you ' | foretype suggest --json     one JSON object a line";

/// Print what may be typed next
///
/// TEXT is the text before the cursor, exactly: spaces at its beginning and end count. Words are printed one to a
/// line, the most probable first, each with the probability that it is the one meant. Starts the daemon if none runs.
///
/// Without TEXT each line of stdin is a text of its own, without its line end, and is answered before the next one is
/// read. Nothing in a line is interpreted: `\n` stands for a backslash and an n. A blank line follows each answer;
/// with --json each answer is one line.
///
/// The JSON object has the fields `words` (`text`, `completion`: what is still to be inserted, `delete` and `insert`: how
/// many characters go and what comes, `probability`, `kind`: `completion`, `next_word` or `correction`), `chars` (`text`,
/// `probability`), `phrase` (`text`, `probability`; or null), `confidence` (the probability of the best word), `took_us`
/// (microseconds in the daemon) and, when something was left out for being weak, `suppressed`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct SuggestArgs {
    /// The text before the cursor; without it, lines on stdin
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// Offer words (the default)
    #[arg(short, long)]
    words: bool,
    /// Offer next characters; alone, no words
    #[arg(short, long)]
    chars: bool,
    /// Offer a phrase of several words; alone, no words
    #[arg(short, long)]
    phrase: bool,
    /// How many words and characters (1 to 32); the settings say how many without it
    #[arg(short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_SUGGESTIONS)))]
    n: Option<u32>,
    /// Leave out words and phrases less probable than P (0 to 1)
    #[arg(short, long, value_name = "P", value_parser = probability)]
    min_probability: Option<f32>,
    /// The language of the text, as in `de` or `pt-BR`; in one that the model does not know, only your own words are offered
    #[arg(short, long, value_name = "TAG")]
    language: Option<String>,
    /// Print JSON; with none of --words, --chars and --phrase, all three
    #[arg(short, long)]
    json: bool,
    /// Fail when no daemon runs instead of starting one
    #[arg(long)]
    no_start: bool,
    /// Fail when the daemon is not reached, or does not answer, within MS milliseconds; one that is starting goes on starting
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(1..=600_000))]
    within: Option<u64>,
}

fn probability(text: &str) -> Result<f32, String> {
    let value: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err("not between 0 and 1".to_owned()) }
}

/// Answers TEXT, or every line of stdin.
///
/// # Errors
/// When the daemon cannot be reached or started, does not answer in time, and when stdin is not UTF-8.
pub fn run(args: SuggestArgs, global: &Global) -> Result<(), CliError> {
    let config = global.load()?;
    let runtime = super::runtime()?;
    let connect = async || match args.no_start {
        true => launch::connect(&config).await,
        false => launch::ensure_running(&config).await,
    };
    let mut client = runtime.block_on(args.in_time(async { Ok(connect().await?) }))?;
    let mut ask = async |text: &str| -> Result<SuggestResult, CliError> {
        let params = args.request(text);
        match args.once(&client, params.clone()).await {
            // The daemon may have been replaced between two lines.
            Err(ClientError::Closed) => client = connect().await?,
            done => return Ok(done?),
        }
        Ok(args.once(&client, params).await?)
    };
    let mut answer = |text: &str| runtime.block_on(args.in_time(ask(text)));
    match &args.text {
        Some(text) => args.print(&answer(text)?, global),
        None => lines(&args, global, &mut answer),
    }
}

fn lines(
    args: &SuggestArgs,
    global: &Global,
    answer: &mut impl FnMut(&str) -> Result<SuggestResult, CliError>,
) -> Result<(), CliError> {
    if io::stdin().is_terminal() {
        global.note("Type the text before the cursor and press Enter; Ctrl-D ends.");
    }
    let mut stdin = io::stdin().lock();
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        let read =
            stdin.read_until(b'\n', &mut line).map_err(|error| CliError::failure("cannot read stdin").source(error))?;
        if read == 0 {
            break;
        }
        let text = str::from_utf8(&line).map_err(|_| {
            CliError::failure(format!("line {number} of stdin is not UTF-8"))
                .hint("convert it first, as in: iconv -f LATIN1 -t UTF-8 FILE | foretype suggest")
        })?;
        let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
        args.print(&answer(text)?, global)?;
        if !args.json {
            writeln!(anstream::stdout())?;
        }
    }
    Ok(())
}

impl SuggestArgs {
    /// Waits for something no longer than `--within` says.
    async fn in_time<T>(&self, done: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
        let Some(most) = self.within else { return done.await };
        timeout(Duration::from_millis(most), done).await.unwrap_or_else(|_| {
            Err(CliError::failure(format!("the daemon did not answer within {most} ms"))
                .hint("`foretype status` shows what it does; `foretype daemon restart` starts it anew"))
        })
    }

    /// Asks once; lines are asked each in a session of its own, since what was offered for one says nothing of the next.
    async fn once(&self, client: &Client, params: protocol::Suggest) -> Result<SuggestResult, ClientError> {
        if self.text.is_some() {
            return client.suggest(&params).await;
        }
        let session = client.open(&protocol::Open::default()).await?.session;
        let answer = client.suggest(&protocol::Suggest { session: Some(session), ..params }).await;
        client.close(&protocol::Close { session }).await?;
        answer
    }

    fn request(&self, text: &str) -> protocol::Suggest {
        let asked = [(self.words, Kind::Words), (self.chars, Kind::Chars), (self.phrase, Kind::Phrase)];
        let mut kinds: Vec<Kind> = asked.into_iter().filter(|(asked, _)| *asked).map(|(_, kind)| kind).collect();
        if kinds.is_empty() {
            kinds = if self.json { vec![Kind::Words, Kind::Chars, Kind::Phrase] } else { vec![Kind::Words] };
        }
        // The daemon keeps no more of a text than this; nor does it read frames without end.
        let start = text.ceil_char_boundary(text.len().saturating_sub(MAX_CONTEXT_BYTES));
        protocol::Suggest {
            session: None,
            left_context: text.get(start..).map(str::to_owned),
            n: self.n,
            kinds: Some(kinds),
            min_probability: self.min_probability,
            language: self.language.clone(),
            ..protocol::Suggest::default()
        }
    }

    fn print(&self, answer: &SuggestResult, global: &Global) -> Result<(), CliError> {
        if self.json {
            return super::print_json(&Printed::from(answer));
        }
        let mut out = anstream::stdout();
        let mark = |word: &Word| if word.kind == "correction" { "→ " } else { "" };
        let words =
            answer.words.iter().map(|word| (format!("{}{}", mark(word), visible(&word.text)), word.probability));
        let chars = answer.chars.iter().map(|next| (named(&next.text), next.probability));
        let phrase = answer.phrase.iter().map(|phrase| (visible(&phrase.text), phrase.probability));
        let rows: Vec<(String, f32)> = words.chain(chars).chain(phrase).collect();
        write!(out, "{}", table(&rows))?;
        if rows.is_empty() {
            global.note(match answer.suppressed {
                Some(_) => "Nothing is probable enough; --min-probability 0 shows all.",
                None => "Nothing to offer.",
            });
        }
        Ok(out.flush()?)
    }
}

/// What `--json` prints: the daemon's answer without what concerns the connection only.
#[derive(Serialize)]
struct Printed<'a> {
    words: &'a [Word],
    chars: &'a [NextChar],
    phrase: Option<&'a Phrase>,
    confidence: f32,
    took_us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<&'a str>,
}

impl<'a> From<&'a SuggestResult> for Printed<'a> {
    fn from(answer: &'a SuggestResult) -> Self {
        Printed {
            words: &answer.words,
            chars: &answer.chars,
            phrase: answer.phrase.as_ref(),
            confidence: answer.confidence,
            took_us: answer.took_us,
            suppressed: answer.suppressed.as_deref(),
        }
    }
}

/// A character as a reader can see it.
fn named(text: &str) -> String {
    if text == " " { "␣".to_owned() } else { visible(text) }
}

/// Rows with their probabilities under one another.
fn table(rows: &[(String, f32)]) -> String {
    let widest = rows.iter().map(|(text, _)| columns(text)).max().unwrap_or(0);
    let dim = Style::new().dimmed();
    let row = |(text, probability): &(String, f32)| {
        let gap = " ".repeat(widest - columns(text));
        format!("{text}{gap}  {dim}{:>5.1} %{dim:#}\n", probability * 100.0)
    };
    rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[(&str, f32)], expected: &str) {
        let rows: Vec<_> = rows.iter().map(|(text, probability)| ((*text).to_owned(), *probability)).collect();
        assert_eq!(anstream::adapter::strip_str(&table(&rows)).to_string(), expected);
    }

    #[test]
    fn tables() {
        check(&[], "");
        check(&[("tomorrow", 0.312), ("at", 0.0496)], "tomorrow   31.2 %\nat          5.0 %\n");
        check(&[("日本", 1.0), ("a", 0.0)], "日本  100.0 %\na       0.0 %\n");
    }

    #[test]
    fn characters_can_be_seen() {
        assert_eq!([" ", "\n", "x", "\u{1b}"].map(named), ["␣", "⏎", "x", "�"]);
    }
}
