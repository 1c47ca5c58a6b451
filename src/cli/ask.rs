//! Questions on the terminal: a line, yes or no, and a passphrase that is not shown.

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::Path;

use super::error::CliError;
use super::interrupt::while_asking;

/// Most bytes of a text that is piped in; no request has room for more.
const MOST_PIPED: u64 = 1 << 20;

/// Environment variable that holds the passphrase of a backup.
pub const ENV_PASSPHRASE: &str = "FORETYPE_PASSPHRASE";

/// Asks; anything but `y` and `yes` is a no.
///
/// # Errors
/// When nobody is there to answer.
pub fn yes(question: &str) -> Result<bool, CliError> {
    if !io::stdin().is_terminal() {
        return Err(CliError::failure("nobody is there to ask").hint("with --yes nothing is asked"));
    }
    anstream::eprint!("{question} [y/N] ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// Asks for a line, on stderr; without white space at its ends.
///
/// # Errors
/// When the terminal is closed.
pub fn line(question: &str) -> Result<String, CliError> {
    let mut answer = String::new();
    let read = while_asking(|| {
        let mut out = anstream::stderr();
        write!(out, "{question} ")?;
        out.flush()?;
        io::stdin().lock().read_line(&mut answer)
    })?;
    if read == 0 { Err(CliError::interrupted()) } else { Ok(answer.trim().to_owned()) }
}

/// What is typed in answer to a question, or all of what is piped in, without the ends of lines after it.
///
/// # Errors
/// When there is none.
pub fn text(question: &str) -> Result<String, CliError> {
    let text = match io::stdin().is_terminal() {
        true => line(question.trim_end())?,
        false => io::read_to_string(io::stdin().lock().take(MOST_PIPED))?.trim_end_matches(['\n', '\r']).to_owned(),
    };
    if text.is_empty() { Err(CliError::usage("nothing was typed or piped in")) } else { Ok(text) }
}

/// Asks a question that is answered with yes or no; yes when nothing is typed.
///
/// # Errors
/// When the terminal is closed.
pub fn confirm(question: &str) -> Result<bool, CliError> {
    let answer = line(&format!("{question} [Y/n]"))?.to_lowercase();
    Ok(answer.is_empty() || answer == "y" || answer == "yes")
}

/// The passphrase: the first line of a file, the environment variable, or what is typed, twice if it is a new one.
///
/// # Errors
/// When there is none, it is empty, or the two differ.
pub fn passphrase(file: Option<&Path>, new: bool) -> Result<String, CliError> {
    let passphrase = match (file, std::env::var(ENV_PASSPHRASE)) {
        (Some(file), _) => {
            let text = std::fs::read_to_string(file)
                .map_err(|error| CliError::failure(format!("cannot read {}", file.display())).source(error))?;
            text.lines().next().unwrap_or_default().to_owned()
        }
        (None, Ok(passphrase)) => passphrase,
        (None, Err(_)) => typed(new)?,
    };
    match passphrase.is_empty() {
        true => Err(CliError::failure("the passphrase is empty").hint("a backup is only as safe as its passphrase")),
        false => Ok(passphrase),
    }
}

fn typed(new: bool) -> Result<String, CliError> {
    if !io::stdin().is_terminal() {
        return Err(CliError::failure("nobody is there to type the passphrase")
            .hint(format!("set {ENV_PASSPHRASE}, or name a file with --passphrase-file")));
    }
    let ask = |prompt: &str| {
        rpassword::prompt_password(prompt)
            .map_err(|error| CliError::failure("cannot read the passphrase from the terminal").source(error))
    };
    let first = ask("Passphrase: ")?;
    if new && ask("The same again: ")? != first {
        return Err(CliError::failure("the two passphrases differ"));
    }
    Ok(first)
}
