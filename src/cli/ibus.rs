//! `foretype ibus`: the input method engine, and its installation. What the component file says is in `ibus::component`.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;

use super::Global;
use super::error::CliError;
use super::service::shell_word;
use crate::config::{ENV_IBUS_TURN, IbusPaths, IbusTurn as Turn};
use crate::ibus::component;

/// The variable with the folders in which ibus looks for component files.
const COMPONENT_PATH: &str = "IBUS_COMPONENT_PATH";
/// The variable that makes GTK 4 and other clients wait for the answer to a key: without it letters typed fast change
/// places, with any engine.
const SYNC_MODE: &str = "IBUS_ENABLE_SYNC_MODE=1";

const EXAMPLES: &str = "\
Examples:
  foretype ibus --install                   make ibus know the engine, for this user
  sudo foretype ibus --install --system     the same for all users
  ibus engine foretype                      type with it from now on
  foretype ibus --xml                       print the component file

plugins/ibus/README.md tells the rest; `[ibus]` in the settings has modes, keys and rules for applications.";

/// Serve every application as its input method, through IBus
///
/// ibus-daemon starts this by itself once the engine is installed and chosen. When you pause it offers words in a table
/// (Tab or Ctrl+Alt with a digit takes one, Ctrl+Shift with a digit forgets one) and what may follow as grey text
/// (Shift+Tab takes all of it). Nothing is asked, sent or kept in fields for passwords, PINs and other secrets, in
/// terminals, in programs that nobody knows the name of, and in applications that the settings switch off. It is a
/// client of the daemon, starts it when none runs, and passes keys on as they are while there is none.
///
/// ibus 1.5 reads component files in /usr/share/ibus/component and, in their stead, in the folders of the variable
/// IBUS_COMPONENT_PATH; ~/.local/share/ibus/component is no such folder by itself. `--install` therefore sets the
/// variable, too (in ~/.config/environment.d, which the next login reads), and IBUS_ENABLE_SYNC_MODE=1: without it
/// letters typed fast change places in GTK 4, with any engine.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct IbusArgs {
    /// Print the component file for this program
    #[arg(long, conflicts_with_all = ["install", "uninstall"])]
    xml: bool,
    /// Write the component file where ibus finds it
    #[arg(long, conflicts_with = "uninstall")]
    install: bool,
    /// Remove what --install wrote
    #[arg(long)]
    uninstall: bool,
    /// Install or uninstall for all users, in /usr/share/ibus/component
    #[arg(long)]
    system: bool,
}

/// Serves, prints, installs or uninstalls.
///
/// # Errors
/// When ibus-daemon cannot be reached, the settings are wrong, or a file cannot be written.
pub fn run(args: &IbusArgs, global: &Global) -> Result<(), CliError> {
    let paths = IbusPaths::find();
    if args.xml {
        return Ok(std::io::stdout().write_all(xml()?.as_bytes())?);
    }
    if args.install || args.uninstall {
        let places = Places::find(&paths, args.system)?;
        return if args.install { install(&places) } else { uninstall(&places) };
    }
    if args.system {
        return Err(CliError::usage("`--system` goes with `--install` or `--uninstall`"));
    }
    crate::daemon::forbid_dumps();
    let Some(turn) = paths.turn else { return guard() };
    let config = global.load()?;
    // ibus-daemon shows nobody what its engines say; what is said here is for those who start it by hand.
    crate::ibus::serve(config, &paths, turn == Turn::Again).map_err(|error| {
        CliError::failure(error.to_string())
            .hint("ibus-daemon starts the engine by itself; `foretype ibus --help` tells how to install it")
    })
}

/// Runs this command once more, as the one that serves, and again when that dies.
fn guard() -> Result<(), CliError> {
    let program = program()?;
    let status = crate::ibus::guard::watch_over(|again| {
        let mut command = Command::new(&program);
        let turn = if again { Turn::Again } else { Turn::First };
        command.args(std::env::args_os().skip(1)).env(ENV_IBUS_TURN, turn.name());
        command
    });
    match status {
        Ok(status) if status.success() => Ok(()),
        // It has said why.
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => Err(CliError::failure("cannot start the engine").source(error)),
    }
}

fn program() -> Result<PathBuf, CliError> {
    std::env::current_exe()
        .and_then(fs::canonicalize)
        .map_err(|error| CliError::failure("cannot tell where this program lies").source(error))
}

fn xml() -> Result<String, CliError> {
    component::xml(&program()?).map_err(|error| CliError::failure(error.to_string()))
}

/// Where the files go.
struct Places {
    component: PathBuf,
    /// The file with the variable, and what the variable is; not for all users.
    environment: Option<(PathBuf, String)>,
}

impl Places {
    fn find(paths: &IbusPaths, system: bool) -> Result<Places, CliError> {
        if system {
            let component = paths.system_components.join("foretype.xml");
            return Ok(Places { component, environment: None });
        }
        let (Some(own), Some(environment)) = (&paths.own_components, &paths.desktop.environment_dir) else {
            return Err(CliError::failure("cannot tell where your home folder is").hint("set HOME"));
        };
        let folders = format!("{}:{}", paths.system_components.display(), own.display());
        let file = environment.join("60-foretype-ibus.conf");
        Ok(Places { component: own.join("foretype.xml"), environment: Some((file, folders)) })
    }
}

fn install(places: &Places) -> Result<(), CliError> {
    write(&places.component, &xml()?)?;
    if let Some((file, folders)) = &places.environment {
        write(file, &format!("# Written by `foretype ibus --install`.\n{COMPONENT_PATH}={folders}\n{SYNC_MODE}\n"))?;
        say("It sets IBUS_ENABLE_SYNC_MODE=1, too: without it letters typed fast change places in GTK 4.")?;
    }
    renew_cache(places)?;
    match &places.environment {
        Some((_, folders)) => say(&format!(
            "Log out and in, then choose the engine in the settings of your desktop (English, foretype) or with\n  \
             ibus engine foretype\nTo have it now:\n  {COMPONENT_PATH}={} ibus-daemon -drx",
            shell_word(folders)
        )),
        None => say(
            "Run `ibus restart`, then choose the engine in the settings of your desktop or with\n  ibus engine foretype",
        ),
    }
}

fn uninstall(places: &Places) -> Result<(), CliError> {
    let files = [Some(&places.component), places.environment.as_ref().map(|(file, _)| file)];
    let mut removed = false;
    for file in files.into_iter().flatten() {
        match fs::remove_file(file) {
            Ok(()) => {
                removed = true;
                say(&format!("Removed {}", file.display()))?;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(CliError::failure(format!("cannot remove {}", file.display())).source(error)),
        }
    }
    if !removed {
        return say("The engine is not installed.");
    }
    renew_cache(&Places { environment: None, component: places.component.clone() })
}

/// ibus keeps what it read, and looks again only when the folders change that it knows of.
fn renew_cache(places: &Places) -> Result<(), CliError> {
    let mut command = Command::new("ibus");
    command.arg("write-cache").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some((_, folders)) = &places.environment {
        command.env(COMPONENT_PATH, folders);
    }
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) | Err(_) => say("`ibus write-cache` did not work; is ibus installed? Run it again when it is."),
    }
}

fn write(path: &Path, content: &str) -> Result<(), CliError> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| CliError::failure(format!("cannot write {}", path.display())).source(error))?;
    say(&format!("Wrote {}", path.display()))
}

fn say(words: &str) -> Result<(), CliError> {
    Ok(writeln!(anstream::stdout(), "{words}")?)
}
