//! `foretype fcitx5`: the process behind the addon of Fcitx 5, and the addon's installation.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;

use super::Global;
use super::error::CliError;
use crate::config::DesktopPaths;
use crate::fcitx::FcitxError;

/// The addon as it is built: names and contents.
const SOURCES: [(&str, &str); 4] = [
    ("CMakeLists.txt", include_str!("../../plugins/fcitx5/CMakeLists.txt")),
    ("foretype.cpp", include_str!("../../plugins/fcitx5/foretype.cpp")),
    ("addon.conf.in", include_str!("../../plugins/fcitx5/addon.conf.in")),
    ("inputmethod.conf", include_str!("../../plugins/fcitx5/inputmethod.conf")),
];
/// Makes GTK 4 and other clients wait for the answer to a key, so that letters typed fast keep their places.
const SYNC_MODE: &str = "FCITX_ENABLE_SYNC_MODE=1";

const EXAMPLES: &str = "\
Examples:
  foretype fcitx5 --install        build the addon and install it for this user
  foretype fcitx5 --uninstall      remove it

plugins/fcitx5/README.md tells the rest; `[ibus]` in the settings has modes, keys and rules for applications.";

/// Serve every application as its input method, through Fcitx 5
///
/// The addon in Fcitx 5 starts this by itself, hands it keys and fields, and shows what it answers. Keys, rules and what is
/// left alone are those of `foretype ibus`.
///
/// `--install` builds the addon, which takes CMake, a C++ compiler and Fcitx's headers (on Debian and Ubuntu: apt install
/// cmake g++ libfcitx5core-dev), and puts it where Fcitx finds it for this user: the library and its two descriptions
/// below ~/.local/share. It sets FCITX_ENABLE_SYNC_MODE=1 for the next login.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Fcitx5Args {
    /// Build the addon and install it for this user
    #[arg(long, conflicts_with = "uninstall")]
    install: bool,
    /// Remove what --install wrote
    #[arg(long)]
    uninstall: bool,
}

/// Serves, installs or uninstalls.
///
/// # Errors
/// When it was not started by the addon, when the settings are wrong, or when the addon cannot be built or written.
pub fn run(args: &Fcitx5Args, global: &Global) -> Result<(), CliError> {
    let paths = DesktopPaths::find();
    if args.install {
        return install(&paths, &Places::find(&paths)?);
    }
    if args.uninstall {
        return uninstall(&Places::find(&paths)?);
    }
    crate::daemon::forbid_dumps();
    crate::fcitx::serve(global.load()?, &paths).map_err(|error| match error {
        FcitxError::NoSocket => CliError::failure("nobody hands keys over")
            .hint("Fcitx starts this by itself; `foretype fcitx5 --install` installs its addon"),
        error => CliError::failure(error.to_string()),
    })
}

/// Where the files of one user go.
struct Places {
    library: PathBuf,
    data: PathBuf,
    environment: PathBuf,
}

impl Places {
    fn find(paths: &DesktopPaths) -> Result<Places, CliError> {
        let (Some(data), Some(environment)) = (&paths.data_dir, &paths.environment_dir) else {
            return Err(CliError::failure("cannot tell where your home folder is").hint("set HOME"));
        };
        Ok(Places {
            library: data.join("foretype/fcitx5"),
            data: data.join("fcitx5"),
            environment: environment.join("60-foretype-fcitx5.conf"),
        })
    }

    fn files(&self) -> [PathBuf; 4] {
        let description = |folder: &str| self.data.join(folder).join("foretype.conf");
        [
            self.library.join("libforetype.so"),
            description("addon"),
            description("inputmethod"),
            self.environment.clone(),
        ]
    }
}

fn install(paths: &DesktopPaths, places: &Places) -> Result<(), CliError> {
    let program = std::env::current_exe()
        .and_then(fs::canonicalize)
        .map_err(|error| CliError::failure("cannot tell where this program lies").source(error))?;
    let cache = paths.cache_dir.clone().unwrap_or_else(std::env::temp_dir);
    let folder = cache.join(format!("foretype/fcitx5-{}", std::process::id()));
    let built = build(&folder, &program, places);
    let _ = fs::remove_dir_all(&folder);
    built?;
    write(&places.environment, &format!("# Written by `foretype fcitx5 --install`.\n{SYNC_MODE}\n"))?;
    for file in places.files() {
        say(&format!("Wrote {}", file.display()))?;
    }
    say(
        "Log out and in, or start Fcitx anew with\n  fcitx5 -rd\nThen add English (foretype) in Fcitx's settings (fcitx5-configtool, or your desktop's), in the group that you \
         use, and choose it there or with\n  fcitx5-remote -s foretype",
    )
}

/// Configures, builds and installs with CMake.
fn build(folder: &Path, program: &Path, places: &Places) -> Result<(), CliError> {
    for (name, text) in SOURCES {
        write(&folder.join(name), text)?;
    }
    let define = |name: &str, value: &Path| match value.to_str().filter(|text| !text.contains(['"', '\\', ';', '$'])) {
        Some(text) => Ok(format!("-D{name}={text}")),
        None => Err(CliError::failure(format!("CMake cannot take the path {}", value.display()))),
    };
    let build = folder.join("build");
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(folder).arg("-B").arg(&build);
    configure.arg(define("FORETYPE_PROGRAM", program)?);
    configure.arg(define("FORETYPE_LIBRARY_DIR", &places.library)?);
    configure.arg(define("FORETYPE_DATA_DIR", &places.data)?);
    cmake(&mut configure)?;
    cmake(Command::new("cmake").arg("--build").arg(&build))?;
    cmake(Command::new("cmake").arg("--install").arg(&build))
}

fn cmake(command: &mut Command) -> Result<(), CliError> {
    let needs = "it takes CMake, a C++ compiler and Fcitx's headers; on Debian and Ubuntu: \
                 sudo apt install cmake g++ libfcitx5core-dev";
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(CliError::failure(format!("cannot build the addon:\n{said}")).hint(needs))
        }
        Err(error) => Err(CliError::failure("cannot run cmake").source(error).hint(needs)),
    }
}

fn uninstall(places: &Places) -> Result<(), CliError> {
    let mut removed = false;
    for file in places.files() {
        match fs::remove_file(&file) {
            Ok(()) => {
                removed = true;
                say(&format!("Removed {}", file.display()))?;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(CliError::failure(format!("cannot remove {}", file.display())).source(error)),
        }
    }
    if removed { say("Start Fcitx anew with\n  fcitx5 -rd") } else { say("The addon is not installed.") }
}

fn write(path: &Path, content: &str) -> Result<(), CliError> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| CliError::failure(format!("cannot write {}", path.display())).source(error))
}

fn say(words: &str) -> Result<(), CliError> {
    Ok(writeln!(anstream::stdout(), "{words}")?)
}
