//! `foretype service`: hands the daemon to the system's service manager, or takes it back.
//!
//! It writes only files of this user and needs no special rights. The files' content is made in [`units`].

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::{Args, Subcommand};

use self::units::{Manager, Service};
use super::Global;
use super::error::CliError;
use crate::client::launch;
use crate::config::{Config, Paths};

mod units;

const EXAMPLES: &str = "\
Examples:
  foretype service install --dry-run        show the files and commands, do nothing
  foretype service install
  foretype service status
  foretype service uninstall";

/// Let the system start the daemon when it is needed
///
/// On Linux a socket unit of systemd listens for this user and starts the daemon, shut off from network and files, at
/// the first connection. On macOS a launchd agent starts it at login. The files are this user's own; no rights are
/// needed.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ServiceArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write the service files and start listening
    ///
    /// The files name this very program by its real path, and the settings file and socket where they are not in the
    /// usual places; install again after moving it. A daemon that runs is stopped first: the next client gets one
    /// from the system. Where systemctl does not work the commands to run later are printed. Doing it twice does no
    /// harm.
    #[command(
        after_long_help = "Examples:\n  foretype service install --dry-run\n  foretype --socket /run/user/1000/my.sock service install"
    )]
    Install(DryRun),
    /// Stop the service and remove its files
    ///
    /// Clients then start the daemon by themselves again. Doing it twice does no harm.
    #[command(after_long_help = "Example:\n  foretype service uninstall")]
    Uninstall(DryRun),
    /// Tell whether the service is installed, up to date and active
    ///
    /// The exit code is 1 when it is not installed.
    #[command(after_long_help = "Example:\n  foretype service status")]
    Status,
}

#[derive(Debug, Args)]
struct DryRun {
    /// Show the files and commands and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Installs, uninstalls or tells.
///
/// # Errors
/// When the system has no service manager that foretype knows, or a file cannot be written.
pub fn run(args: ServiceArgs, global: &Global) -> Result<(), CliError> {
    let config = global.load()?;
    let paths = Paths::find()?;
    let manager = Manager::here().ok_or_else(|| {
        CliError::failure("foretype knows no service manager of this system")
            .hint("nothing is lost: every client starts the daemon by itself")
    })?;
    let binary = std::env::current_exe()
        .and_then(fs::canonicalize)
        .map_err(|error| CliError::failure("cannot tell where this program lies").source(error))?;
    let service = Service {
        manager,
        binary,
        config: config.source.clone().filter(|path| *path != paths.config_file),
        socket: Some(config.daemon.socket.clone()).filter(|path| *path != paths.socket),
    };
    match args.action {
        Action::Install(args) => install(&service, &paths.service_dir, &config, args.dry_run),
        Action::Uninstall(args) => uninstall(&service, &paths.service_dir, args.dry_run),
        Action::Status => status(&service, &paths.service_dir),
    }
}

fn install(service: &Service, folder: &Path, config: &Config, dry_run: bool) -> Result<(), CliError> {
    let files = service.files().map_err(|error| CliError::failure(error.to_string()))?;
    let files: Vec<(PathBuf, String)> = files.into_iter().map(|(name, content)| (folder.join(name), content)).collect();
    let replaced = files.iter().any(|(path, content)| fs::read_to_string(path).is_ok_and(|old| old != *content));
    let commands = install_commands(service.manager, folder, replaced);
    if dry_run {
        for (path, content) in &files {
            say(&format!("# {}\n{content}", path.display()))?;
        }
        return say(&listed(&commands));
    }
    for (path, content) in &files {
        write(path, content)?;
        say(&format!("Wrote {}", path.display()))?;
    }
    // A daemon that holds the socket would be in the way of the system's own.
    super::runtime()?.block_on(launch::stop(config))?;
    carry_out(&commands, "The service is installed.")
}

fn uninstall(service: &Service, folder: &Path, dry_run: bool) -> Result<(), CliError> {
    let files: Vec<PathBuf> =
        service.names().iter().map(|name| folder.join(name)).filter(|path| path.exists()).collect();
    if files.is_empty() {
        return say("The service is not installed.");
    }
    let (before, after) = uninstall_commands(service.manager);
    if dry_run {
        say(&listed(&before))?;
        files.iter().try_for_each(|path| say(&format!("rm {}", shell_word(&path.display().to_string()))))?;
        return say(&listed(&after));
    }
    // Units that are not loaded cannot be stopped, and need not be.
    let _ = try_all(&before);
    for path in &files {
        remove(path)?;
        say(&format!("Removed {}", path.display()))?;
    }
    carry_out(&after, "The service is uninstalled.")
}

fn status(service: &Service, folder: &Path) -> Result<(), CliError> {
    let files = service.files().map_err(|error| CliError::failure(error.to_string()))?;
    let mut missing = false;
    for (name, content) in files {
        let path = folder.join(name);
        let state = match fs::read_to_string(&path) {
            Ok(there) if there == content => "installed",
            Ok(_) => "installed, differs from what `foretype service install` would write",
            Err(error) if error.kind() == ErrorKind::NotFound => {
                missing = true;
                "not installed"
            }
            Err(error) => return Err(CliError::failure(format!("cannot read {}", path.display())).source(error)),
        };
        say(&format!("{}: {state}", path.display()))?;
    }
    if service.manager == Manager::Systemd {
        for (question, unit) in
            [("is-enabled", "foretype.socket"), ("is-active", "foretype.socket"), ("is-active", "foretype.service")]
        {
            let output = Command::new("systemctl").args(["--user", question, unit]).stdin(Stdio::null()).output();
            let told =
                output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
            let told = if told.is_empty() { "systemctl does not tell" } else { &told };
            say(&format!("{unit} {question}: {}", super::shown::visible(told)))?;
        }
    }
    if missing { Err(CliError::said()) } else { Ok(()) }
}

type CommandLine = Vec<String>;

fn line(words: &[&str]) -> CommandLine {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn install_commands(manager: Manager, folder: &Path, replaced: bool) -> Vec<CommandLine> {
    match manager {
        Manager::Systemd => {
            let mut commands = vec![
                line(&["systemctl", "--user", "daemon-reload"]),
                line(&["systemctl", "--user", "enable", "--now", "foretype.socket"]),
            ];
            if replaced {
                commands.push(line(&["systemctl", "--user", "restart", "foretype.socket"]));
            }
            commands
        }
        Manager::Launchd => {
            let agent = folder.join("foretype.plist").display().to_string();
            let mut commands = vec![line(&["launchctl", "bootstrap", &launchd_domain(), &agent])];
            if replaced {
                commands.insert(0, line(&["launchctl", "bootout", &format!("{}/foretype", launchd_domain())]));
            }
            commands
        }
    }
}

fn uninstall_commands(manager: Manager) -> (Vec<CommandLine>, Vec<CommandLine>) {
    match manager {
        Manager::Systemd => (
            vec![line(&["systemctl", "--user", "disable", "--now", "foretype.socket", "foretype.service"])],
            vec![line(&["systemctl", "--user", "daemon-reload"])],
        ),
        Manager::Launchd => {
            (vec![line(&["launchctl", "bootout", &format!("{}/foretype", launchd_domain())])], Vec::new())
        }
    }
}

/// The session of this user in which agents run.
fn launchd_domain() -> String {
    #[cfg(unix)]
    return format!("gui/{}", rustix::process::getuid().as_raw());
    #[cfg(not(unix))]
    return String::from("gui");
}

/// Runs the commands, or prints them for later where the service manager does not answer.
fn carry_out(commands: &[CommandLine], done: &str) -> Result<(), CliError> {
    match try_all(commands) {
        Ok(()) => say(done),
        Err(why) => say(&format!("{why}\nOnce it works, run:\n{}", listed(commands))),
    }
}

/// Runs one after the other until one fails; the error tells which and why.
fn try_all(commands: &[CommandLine]) -> Result<(), String> {
    for command in commands {
        let Some((program, arguments)) = command.split_first() else { continue };
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
        let output = output.map_err(|error| format!("{program} cannot be run: {error}"))?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{} failed: {}", command.join(" "), super::shown::visible(why.trim())));
        }
    }
    Ok(())
}

fn listed(commands: &[CommandLine]) -> String {
    let lines: Vec<String> = commands
        .iter()
        .map(|command| command.iter().map(|word| shell_word(word)).collect::<Vec<_>>().join(" "))
        .collect();
    lines.join("\n")
}

pub(super) fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%=,".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn write(path: &Path, content: &str) -> Result<(), CliError> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| CliError::failure(format!("cannot write {}", path.display())).source(error))
}

fn remove(path: &Path) -> Result<(), CliError> {
    fs::remove_file(path).map_err(|error| CliError::failure(format!("cannot remove {}", path.display())).source(error))
}

fn say(words: &str) -> Result<(), CliError> {
    let words = words.trim_end_matches('\n');
    if !words.is_empty() {
        writeln!(anstream::stdout(), "{words}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_shell() {
        let check = |word: &str, expected: &str| assert_eq!(shell_word(word), expected);
        check("/usr/bin/foretype", "/usr/bin/foretype");
        check("a b", "'a b'");
        check("it's", "'it'\\''s'");
    }

    #[test]
    fn a_replaced_unit_is_taken_up() {
        let commands = listed(&install_commands(Manager::Systemd, Path::new("/x"), true));
        assert!(commands.ends_with("\nsystemctl --user restart foretype.socket"), "{commands}");
        let commands = listed(&install_commands(Manager::Launchd, Path::new("/my x"), false));
        assert!(commands.ends_with(" '/my x/foretype.plist'"), "{commands}");
    }
}
