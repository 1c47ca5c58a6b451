//! The command line: one file a command, each with its arguments (clap) and a `run`.
//!
//! The only place of the program that prints and exits. [`main`] turns every error into a message, a hint and an exit
//! code. A command may use parts of another one, as `setup` uses those of `import` and `finetune`.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use self::error::CliError;
use crate::config::{Config, Overrides};
use crate::rpc::protocol::PROTOCOL_VERSION;

macro_rules! print {
    ($($text:tt)*) => { $crate::cli::output::write(format_args!($($text)*)) };
}
macro_rules! println {
    () => { print!("\n") };
    ($($text:tt)*) => { $crate::cli::output::write(format_args!("{}\n", format_args!($($text)*))) };
}

mod ask;
mod backup;
mod bench;
mod completions;
mod config;
mod corpus;
mod daemon;
mod envelope;
mod error;
mod eval;
mod eval_lists;
mod eval_reliability;
mod eval_text;
mod eval_user;
#[cfg(target_os = "linux")]
mod fcitx5;
mod finetune;
mod forget;
mod generate;
mod hide;
mod history;
#[cfg(target_os = "linux")]
mod ibus;
mod import;
mod index;
mod interrupt;
mod learn;
mod learning;
mod lexicon;
mod lsp;
mod man;
mod messages;
mod mixing;
mod model;
mod output;
mod pause;
mod plot;
mod quantize;
mod screen;
mod service;
mod settings;
mod setup;
mod shown;
mod status;
mod suggest;
mod train;
mod watch;
mod when;
mod why;

/// The predictive keyboard for every computer that is not a phone
///
/// foretype predicts what you are about to type: the next characters, the next words, the phrase after them. A daemon
/// on this computer holds the model and answers programs over a local socket; it never opens a network connection.
/// Commands that need the daemon start it by themselves.
#[derive(Debug, Parser)]
#[command(name = "foretype", disable_version_flag = true, arg_required_else_help = true, max_term_width = 100)]
#[command(after_long_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    global: Global,
    /// Print the version of the program and of its protocol
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  foretype setup                            learn from the chats and logs on this computer
  foretype try                              type on a screen and watch what is offered
  foretype suggest \"I'll see you \"          print the words that may follow
  foretype status                           is the daemon there, and how fast does it answer
  foretype service install                  let the system start the daemon when it is needed

Exit codes: 0 success, 1 failure, 2 wrong usage, 130 interrupted.";

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// Read the settings from FILE instead of the usual place (see `foretype config --path`)
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    config: Option<PathBuf>,
    /// Use the daemon that listens on PATH
    #[arg(long, global = true, value_name = "PATH", help_heading = "Global options")]
    socket: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Global options")]
    color: Color,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = "Global options")]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Try(screen::TryArgs),
    Suggest(suggest::SuggestArgs),
    Why(why::WhyArgs),
    Settings(settings::SettingsArgs),
    Status(status::StatusArgs),
    History(history::HistoryArgs),
    Forget(forget::ForgetArgs),
    Hide(hide::HideArgs),
    Learn(learn::LearnArgs),
    Pause(pause::PauseArgs),
    Resume(pause::ResumeArgs),
    Backup(backup::BackupArgs),
    Restore(backup::RestoreArgs),
    Daemon(daemon::DaemonArgs),
    Finetune(finetune::FinetuneArgs),
    Learning(learning::LearningArgs),
    Model(learning::ModelArgs),
    Lsp(lsp::LspArgs),
    #[cfg(target_os = "linux")]
    Ibus(ibus::IbusArgs),
    #[cfg(target_os = "linux")]
    Fcitx5(fcitx5::Fcitx5Args),
    Generate(generate::GenerateArgs),
    Setup(setup::SetupArgs),
    Import(import::ImportArgs),
    Watch(watch::WatchArgs),
    Eval(eval::EvalArgs),
    Train(train::TrainArgs),
    Corpus(corpus::CorpusArgs),
    Index(index::IndexArgs),
    #[command(alias = "gates")]
    Mixing(mixing::MixingArgs),
    #[command(hide = true)]
    Lexicon(lexicon::LexiconArgs),
    Quantize(quantize::QuantizeArgs),
    Bench(bench::BenchArgs),
    Service(service::ServiceArgs),
    Config(config::ConfigArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

impl Command {
    fn run(self, global: &Global) -> Result<(), CliError> {
        match self {
            Command::Try(args) => screen::run(args, global),
            Command::Suggest(args) => suggest::run(args, global),
            Command::Why(args) => why::run(args, global),
            Command::Settings(args) => settings::run(&args, global),
            Command::Status(args) => status::run(args, global),
            Command::History(args) => history::run(&args, global),
            Command::Forget(args) => forget::run(args, global),
            Command::Hide(args) => hide::run(args, global),
            Command::Learn(args) => learn::run(args, global),
            Command::Pause(args) => pause::run(&args, global),
            Command::Resume(args) => pause::resume(&args, global),
            Command::Backup(args) => backup::run(&args, global),
            Command::Restore(args) => backup::restore(&args, global),
            Command::Daemon(args) => daemon::run(args, global),
            Command::Finetune(args) => finetune::run(&args, global),
            Command::Learning(args) => learning::run(&args, global),
            Command::Model(args) => learning::run_model(args, global),
            Command::Watch(args) => watch::run(args, global),
            Command::Setup(args) => setup::run(&args, global),
            Command::Import(args) => import::run(&args, global),
            Command::Lsp(args) => lsp::run(args, global),
            #[cfg(target_os = "linux")]
            Command::Ibus(args) => ibus::run(&args, global),
            #[cfg(target_os = "linux")]
            Command::Fcitx5(args) => fcitx5::run(&args, global),
            Command::Generate(args) => generate::run(&args, global),
            Command::Eval(args) => eval::run(&args, global),
            Command::Train(args) => train::run(&args),
            Command::Mixing(args) => mixing::run(&args, global),
            Command::Lexicon(args) => lexicon::run(&args, global),
            Command::Corpus(args) => corpus::run(&args),
            Command::Index(args) => index::run(&args, global),
            Command::Quantize(args) => quantize::run(&args, global),
            Command::Bench(args) => bench::run(&args, global),
            Command::Service(args) => service::run(args, global),
            Command::Config(args) => config::run(args, global),
            Command::Completions(args) => completions::run(args),
            Command::Man(args) => man::run(args),
        }
    }
}

impl Global {
    /// The settings in effect.
    fn load(&self) -> Result<Config, CliError> {
        Ok(Config::load(&self.overrides()?)?)
    }

    /// What the command line says, with a model named there.
    fn with_model(&self, model: Option<PathBuf>) -> Result<Overrides, CliError> {
        Ok(Overrides { model: absolute(model)?, ..self.overrides()? })
    }

    /// The settings file, whether it is there or not.
    fn settings_file(&self) -> Result<PathBuf, CliError> {
        Ok(Config::file(&self.overrides()?)?)
    }

    fn overrides(&self) -> Result<Overrides, CliError> {
        Ok(Overrides { config: absolute(self.config.clone())?, socket: absolute(self.socket.clone())?, model: None })
    }

    /// A remark that is not the result; for people, so on stderr.
    fn note(&self, words: &str) {
        if !self.quiet {
            anstream::eprintln!("{words}");
        }
    }
}

/// A path that the daemon, which may run in another folder, understands as well.
fn absolute(path: Option<PathBuf>) -> Result<Option<PathBuf>, CliError> {
    let absolute = |path: PathBuf| {
        std::path::absolute(&path)
            .map_err(|error| CliError::usage(format!("`{}` is no path", path.display())).source(error))
    };
    path.map(absolute).transpose()
}

/// The threads that were asked for, or one a core.
fn threads(asked: Option<usize>) -> usize {
    asked.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// What `--version` says.
fn version() -> String {
    format!("{} (protocol {PROTOCOL_VERSION})", env!("CARGO_PKG_VERSION"))
}

/// The definition of all commands, from which help, completions and man pages are made.
fn definition() -> clap::Command {
    Cli::command().version(version())
}

/// A result for scripts: one line of JSON on stdout.
fn print_json(value: &impl serde::Serialize) -> Result<(), CliError> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    let mut out = std::io::stdout().lock();
    out.write_all(&line)?;
    Ok(out.flush()?)
}

/// A runtime for commands that are clients: little to do, so one thread beside the command's own.
fn runtime() -> Result<tokio::runtime::Runtime, CliError> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?)
}

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    error::report_panics_by_place();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let color = color_asked_for(&arguments);
    match color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    let clap_color = match color {
        Color::Auto => clap::ColorChoice::Auto,
        Color::Always => clap::ColorChoice::Always,
        Color::Never => clap::ColorChoice::Never,
    };
    let parsed = definition().color(clap_color).try_get_matches_from(arguments);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too. When nobody reads them, nothing is lost.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1));
        }
    };
    match cli.command.run(&cli.global).and_then(|()| output::outcome()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(),
    }
}

/// `--color` before anything is parsed: help and errors of parsing obey it as well.
fn color_asked_for(arguments: &[OsString]) -> Color {
    let mut asked = None;
    let mut words = arguments.iter().filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        if word == "--color" {
            asked = words.next();
        } else if let Some(value) = word.strip_prefix("--color=") {
            asked = Some(value);
        }
    }
    asked.and_then(|value| Color::from_str(value, false).ok()).unwrap_or(Color::Auto)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_holds() {
        definition().debug_assert();
    }

    #[test]
    fn color_is_known_before_parsing() {
        let check = |words: &[&str], expected| {
            let words: Vec<OsString> = words.iter().map(OsString::from).collect();
            assert_eq!(color_asked_for(&words), expected, "{words:?}");
        };
        check(&["foretype"], Color::Auto);
        check(&["foretype", "--color", "never", "--help"], Color::Never);
        check(&["foretype", "--color=always"], Color::Always);
        check(&["foretype", "--color"], Color::Auto);
        check(&["foretype", "--color=blue"], Color::Auto);
        check(&["foretype", "suggest", "--", "--color=always"], Color::Auto);
    }
}
