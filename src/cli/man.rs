//! `foretype man`: the manual pages, made from the definition of the commands.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use super::completions::write;
use super::error::CliError;

/// Fixed, so that the same definition makes the same page on every day.
const DATE: &str = "2026-01-01";

const EXAMPLES: &str = "\
Examples:
  foretype man | man -l -                   read the page of foretype
  foretype man daemon start | man -l -      read the page of one command
  foretype man --out packaging/man          write the pages of all commands";

/// Print the manual page of foretype or of one of its commands
///
/// The page is in the language of man(1), on stdout. With --out the page, or without COMMAND every page, is written
/// into a folder, one file a command, as in `foretype-daemon-start.1`. Made from the same definition as --help.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ManArgs {
    /// The command, as on the command line; without it, foretype itself
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Write files into DIR instead of printing
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints or writes the pages.
///
/// # Errors
/// When there is no such command or a file cannot be written.
pub fn run(args: ManArgs) -> Result<(), CliError> {
    let pages = pages();
    let asked = ["foretype"].into_iter().chain(args.command.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    let page = pages.iter().find(|(name, _)| *name == asked).ok_or_else(|| {
        CliError::usage(format!("there is no command `{}`", args.command.join(" ")))
            .hint("`foretype --help` lists the commands")
    })?;
    match args.out {
        None => Ok(std::io::stdout().lock().write_all(&page.1)?),
        Some(folder) => {
            let all = args.command.is_empty();
            let chosen = pages.iter().filter(|(name, _)| all || *name == asked);
            chosen.into_iter().try_for_each(|(name, page)| write(&folder, &format!("{name}.1"), page))
        }
    }
}

/// Name and page of foretype and of every command under it.
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut definition = super::definition().disable_help_subcommand(true);
    definition.build();
    let mut pages = Vec::new();
    add(&definition, "foretype".to_owned(), &mut pages);
    pages
}

fn add(command: &Command, name: String, pages: &mut Vec<(String, Vec<u8>)>) {
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        add(sub, format!("{name}-{}", sub.get_name()), pages);
    }
    let source = format!("foretype {}", env!("CARGO_PKG_VERSION"));
    // The page is named after the whole way to the command, as `git-commit(1)` is.
    let named = command.clone().name(name.clone()).display_name(name.clone());
    let mut page = Vec::new();
    let man = Man::new(named).date(DATE).source(source).manual("foretype");
    // Writing into memory cannot fail.
    let _ = man.render(&mut page);
    pages.push((name, page));
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_command_has_a_page() {
        let pages = super::pages();
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["foretype", "foretype-try", "foretype-suggest", "foretype-daemon", "foretype-daemon-start"] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        assert!(!names.contains(&"foretype-help"));
        for (name, page) in &pages {
            let page = String::from_utf8_lossy(page);
            assert!(page.contains("Example"), "{name} has examples");
        }
    }
}
