//! `foretype completions`: what a shell needs to complete foretype's commands, made from their definition.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use clap_complete::{Generator, Shell};

use super::error::CliError;

const EXAMPLES: &str = "\
Examples:
  foretype completions bash > ~/.local/share/bash-completion/completions/foretype
  foretype completions zsh > ~/.zfunc/_foretype              (with ~/.zfunc in $fpath)
  foretype completions fish > ~/.config/fish/completions/foretype.fish
  foretype completions powershell >> $PROFILE
  foretype completions elvish > ~/.config/elvish/lib/foretype.elv
  foretype completions --out packaging/completions           the files of all shells";

/// Print what a shell needs to complete foretype's commands
///
/// The script goes to stdout, or with --out to the file of its usual name in a folder. Made from the same definition
/// as --help.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct CompletionsArgs {
    /// For which shell; all of them with --out only
    #[arg(required_unless_present = "out")]
    shell: Option<Shell>,
    /// Write files into DIR instead of printing
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints or writes the scripts.
///
/// # Errors
/// When a file cannot be written.
pub fn run(args: CompletionsArgs) -> Result<(), CliError> {
    match (args.shell, args.out) {
        (Some(shell), None) => Ok(std::io::stdout().lock().write_all(&script(shell))?),
        (Some(shell), Some(folder)) => write(&folder, &shell.file_name("foretype"), &script(shell)),
        (None, Some(folder)) => Shell::value_variants()
            .iter()
            .try_for_each(|shell| write(&folder, &shell.file_name("foretype"), &script(*shell))),
        // The parser asks for one of them.
        (None, None) => Err(CliError::usage("name a shell, or a folder with --out")),
    }
}

fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut super::definition(), "foretype", &mut script);
    script
}

/// Writes one generated file, with the folder if it is not there.
pub fn write(folder: &Path, name: &str, content: &[u8]) -> Result<(), CliError> {
    let path = folder.join(name);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&path, content))
        .map_err(|error| CliError::failure(format!("cannot write {}", path.display())).source(error))
}
