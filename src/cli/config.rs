//! `foretype config`: the settings in effect, the commented example, and where the file lies.

use std::io::Write;

use clap::Args;

use super::Global;
use super::error::CliError;
use crate::config::EXAMPLE;

const EXAMPLES: &str = "\
Examples:
  foretype config                                     every setting as it is now
  foretype config --path                              where the settings file is looked for
  foretype config --example > \"$(foretype config --path)\"     begin with the commented defaults";

/// Print the settings
///
/// Prints every setting in effect as TOML: from the settings file where it says something, from the environment
/// (FORETYPE_SOCKET, FORETYPE_MODEL) and the command line where they do, and the defaults else. A settings file with
/// a mistake is an error that names the line.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ConfigArgs {
    /// Print the commented example, which holds the defaults
    #[arg(long, conflicts_with = "path")]
    example: bool,
    /// Print the path of the settings file, whether it is there or not
    #[arg(long)]
    path: bool,
}

/// Prints what was asked for.
///
/// # Errors
/// When the settings file cannot be read or has a mistake, or the home folder is unknown.
pub fn run(args: ConfigArgs, global: &Global) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    if args.example {
        return Ok(out.write_all(EXAMPLE.as_bytes())?);
    }
    if args.path {
        return Ok(writeln!(out, "{}", global.settings_file()?.display())?);
    }
    let config = global.load()?;
    let settings = toml::to_string(&config)
        .map_err(|error| CliError::failure("cannot print the settings as TOML").source(error))?;
    match &config.source {
        Some(path) => writeln!(out, "# settings file: {}", path.display())?,
        None => writeln!(out, "# no settings file; `foretype config --path` says where it would be")?,
    }
    Ok(out.write_all(settings.as_bytes())?)
}
