//! [`CliError`]: the message of a command that fails: what failed, where, why, and what to do next. The library's typed
//! errors become one by `From`.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

use crate::client::launch::LaunchError;
use crate::config::ConfigError;
use crate::daemon::DaemonError;
use crate::rpc::ClientError;
use crate::rpc::transport::TransportError;

/// The kind of failure, which decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The reader of the output has gone: the command ends silently with success.
    NobodyReads,
    Failure,
    /// The command line was wrong in a way that its parser cannot know.
    Usage,
    /// A failure that the command has reported already.
    Said,
    /// Stopped by the person, and what there was is saved.
    Interrupted,
}

/// Has a panic of any thread reported by its place in the program alone: its message may quote text that was being read.
pub(super) fn report_panics_by_place() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // Standard error cannot be written, so that the error is lost.
        let _ = writeln!(anstream::stderr(), "foretype gave up on something at {place}; this is a bug");
    }));
}

/// A command's failure.
#[derive(Debug)]
pub struct CliError {
    kind: Kind,
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
    hint: Option<String>,
}

impl CliError {
    fn new(kind: Kind, message: impl Into<String>) -> CliError {
        CliError { kind, message: message.into(), source: None, hint: None }
    }

    /// Something could not be done: exit code 1.
    pub fn failure(message: impl Into<String>) -> CliError {
        CliError::new(Kind::Failure, message)
    }

    /// The command was called wrongly: exit code 2.
    pub fn usage(message: impl Into<String>) -> CliError {
        CliError::new(Kind::Usage, message)
    }

    /// Exit code 1 without a word: the command has told why, for instance as JSON.
    pub fn said() -> CliError {
        CliError::new(Kind::Said, String::new())
    }

    /// Exit code 130 without a word: the command has said how it stopped.
    pub fn interrupted() -> CliError {
        CliError::new(Kind::Interrupted, String::new())
    }

    /// Adds the error that caused this one.
    pub fn source(mut self, source: impl Error + Send + Sync + 'static) -> CliError {
        self.source = Some(Box::new(source));
        self
    }

    /// What to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> CliError {
        self.hint = Some(hint.into());
        self
    }

    /// Says it on stderr and returns the exit code.
    pub fn report(&self) -> ExitCode {
        if matches!(self.kind, Kind::Failure | Kind::Usage) {
            anstream::eprint!("{}", self.words());
        }
        ExitCode::from(match self.kind {
            Kind::NobodyReads => 0,
            Kind::Failure | Kind::Said => 1,
            Kind::Usage => 2,
            Kind::Interrupted => 130,
        })
    }

    fn words(&self) -> String {
        let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
        let cyan = Style::new().bold().fg_color(Some(AnsiColor::Cyan.into()));
        let mut words = format!("{red}error:{red:#} {}\n", self.message);
        let mut source = self.source.as_deref().map(|source| source as &dyn Error);
        while let Some(error) = source {
            words.push_str(&format!("  because: {error}\n"));
            source = error.source();
        }
        if let Some(hint) = &self.hint {
            words.push_str(&format!("{cyan}hint:{cyan:#} {hint}\n"));
        }
        words
    }
}

/// Says what was being done when something failed.
pub trait Context<T> {
    /// `what` as in `cannot read x.txt`.
    fn context(self, what: impl FnOnce() -> String) -> Result<T, CliError>;
}

impl<T, E: Error + Send + Sync + 'static> Context<T> for Result<T, E> {
    fn context(self, what: impl FnOnce() -> String) -> Result<T, CliError> {
        self.map_err(|error| CliError::failure(what()).source(error))
    }
}

/// Errors of our own output and of the system; name the file with [`CliError::failure`] where there is one.
impl From<io::Error> for CliError {
    fn from(error: io::Error) -> CliError {
        match error.kind() {
            io::ErrorKind::BrokenPipe => CliError::new(Kind::NobodyReads, String::new()),
            _ => CliError::failure(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> CliError {
        io::Error::from(error).into()
    }
}

impl From<ConfigError> for CliError {
    fn from(error: ConfigError) -> CliError {
        let hint = match &error {
            ConfigError::Read { .. } => {
                Some("`foretype config --example` prints a commented settings file to begin with")
            }
            ConfigError::Invalid { .. } => Some("`foretype config --example` lists every setting with its default"),
            ConfigError::NoHome => None,
        };
        CliError { hint: hint.map(str::to_owned), ..CliError::failure(error.to_string()) }
    }
}

impl From<ClientError> for CliError {
    fn from(error: ClientError) -> CliError {
        let hint = match &error {
            ClientError::NotRunning { .. } => Some("start it with: foretype daemon start"),
            ClientError::TimedOut(_) | ClientError::Closed | ClientError::Protocol(_) => {
                Some("`foretype status` tells how the daemon is; `foretype daemon restart` starts it afresh")
            }
            ClientError::Rpc(_) | ClientError::Io { .. } => None,
        };
        CliError { hint: hint.map(str::to_owned), ..CliError::failure(error.to_string()) }
    }
}

impl From<LaunchError> for CliError {
    fn from(error: LaunchError) -> CliError {
        match error {
            LaunchError::Client(error) => error.into(),
            LaunchError::Config(error) => error.into(),
            LaunchError::Died { .. } | LaunchError::NotReady { .. } => CliError::failure(error.to_string())
                .hint("run it in the foreground to see what it says: foretype daemon"),
            other => CliError::failure(other.to_string()),
        }
    }
}

impl From<DaemonError> for CliError {
    fn from(error: DaemonError) -> CliError {
        let hint = match &error {
            DaemonError::Transport(TransportError::AlreadyRunning { .. }) => {
                Some("stop it with `foretype daemon stop`, or replace it with `foretype daemon restart`")
            }
            DaemonError::Model { .. } | DaemonError::ReadModel { .. } => Some(
                "without --model, FORETYPE_MODEL and a `path` in the settings, the model inside the program is used",
            ),
            _ => None,
        };
        CliError { hint: hint.map(str::to_owned), ..CliError::failure(error.to_string()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_why_and_what_next() {
        let error = CliError::failure("cannot write x.1").source(io::Error::other("disk full")).hint("free some space");
        let plain = anstream::adapter::strip_str(&error.words()).to_string();
        assert_eq!(plain, "error: cannot write x.1\n  because: disk full\nhint: free some space\n");
    }

    #[test]
    fn a_broken_pipe_is_a_silent_success() {
        let error = CliError::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(error.kind, Kind::NobodyReads);
        let json = serde_json::Error::io(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(CliError::from(json).kind, Kind::NobodyReads);
    }
}
