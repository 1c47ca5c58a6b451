//! `foretype backup` and `foretype restore`: everything personal in one file, encrypted with a passphrase.
//!
//! The file is one of the format age (<https://age-encryption.org/v1>) with a tar archive in it: `history.db` as it is
//! at one moment, the other files of the data folder under `data/`, and `config.toml`. Restoring unpacks beside the
//! data folder, checks, and only then takes its place by renaming.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Component, Path, PathBuf};

use clap::Args;

use super::envelope::{EnvelopeError, Opener, Sealer};
use super::error::{CliError, Context};
use super::{Global, ask};
use crate::client::launch::{self, LaunchError};
use crate::config::{Config, Paths};
use crate::daemon::Generations;
use crate::daemon::watch::Watches;
use crate::history::Store;
use crate::rpc::ClientError;

/// Names in the archive.
const HISTORY: &str = "history.db";
const CONFIG: &str = "config.toml";
const DATA: &str = "data";

const BACKUP_EXAMPLES: &str = "\
Examples:
  foretype backup ~/foretype.age
  FORETYPE_PASSPHRASE=… foretype backup --force /mnt/usb/foretype.age
  age --decrypt ~/foretype.age | tar tv          look into it with the program age";

const RESTORE_EXAMPLES: &str = "\
Examples:
  foretype restore ~/foretype.age
  foretype daemon stop && foretype restore --force ~/foretype.age";

/// Write everything personal into one encrypted file
///
/// Takes the history, the personal model and the settings. The daemon may go on meanwhile. The passphrase is asked for
/// on the terminal, or taken from --passphrase-file or FORETYPE_PASSPHRASE; without it nobody can read the file.
#[derive(Debug, Args)]
#[command(after_long_help = BACKUP_EXAMPLES)]
pub struct BackupArgs {
    /// The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Take the passphrase from the first line of FILE
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Replace the file if there is one
    #[arg(long)]
    force: bool,
}

/// Take back what a backup holds
///
/// Puts history, personal model and settings where they belong on this computer. The daemon must not run. What is
/// there already is replaced with --force only; nothing is changed before the whole file was read and checked.
#[derive(Debug, Args)]
#[command(after_long_help = RESTORE_EXAMPLES)]
pub struct RestoreArgs {
    /// The file that `foretype backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Take the passphrase from the first line of FILE
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Replace the history, personal model and settings that are there
    #[arg(long)]
    force: bool,
}

/// Where this computer keeps what a backup holds.
struct Places {
    data: PathBuf,
    history: PathBuf,
    config: PathBuf,
}

impl Places {
    fn find(config: &Config, global: &Global) -> Result<Places, CliError> {
        let data = Paths::find()?.data_dir;
        Ok(Places { data, history: config.history.path.clone(), config: global.settings_file()? })
    }

    /// Files of the data folder that are not the history.
    fn other_files(&self) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let mut folders = vec![self.data.clone()];
        while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
            for entry in fs::read_dir(folder)? {
                let (path, kind) = entry.map(|entry| (entry.path(), entry.file_type()))?;
                if path == self.history {
                    continue;
                }
                match kind? {
                    kind if kind.is_dir() => folders.push(path),
                    kind if kind.is_file() => files.push(path),
                    _ => {}
                }
            }
        }
        files.sort();
        Ok(files)
    }
}

/// Writes a backup: beside its place first, so that a file that is there is whole.
///
/// # Errors
/// When there is a file already, something cannot be read, or the disk is full.
pub fn run(args: &BackupArgs, global: &Global) -> Result<(), CliError> {
    let places = Places::find(&global.load()?, global)?;
    if args.file.exists() && !args.force {
        return Err(CliError::failure(format!("{} is there already", args.file.display()))
            .hint("take another name, or replace it with --force"));
    }
    let history = match Store::database(&places.history).exists() {
        true => Some(Store::open_reading(&places.history).and_then(|mut store| store.snapshot()))
            .transpose()
            .context(|| format!("cannot read the history in {}", places.history.display()))?,
        false => None,
    };
    let passphrase = ask::passphrase(args.passphrase_file.as_deref(), true)?;
    let part = beside(&args.file, "part");
    let written = write(&part, &passphrase, &places, history.as_deref())
        .and_then(|count| fs::rename(&part, &args.file).map(|()| count));
    if written.is_err() {
        // It may never have been made.
        let _ = fs::remove_file(&part);
    }
    let files = written.context(|| format!("cannot write {}", args.file.display()))?;
    let history = if history.is_some() { "the history and " } else { "" };
    global.note(&format!("{history}{files} other files are in {}", args.file.display()));
    Ok(())
}

/// Gives the number of files beside the history.
fn write(file: &Path, passphrase: &str, places: &Places, history: Option<&[u8]>) -> io::Result<usize> {
    let out = BufWriter::new(own_file(file)?);
    let mut archive = tar::Builder::new(Sealer::new(out, passphrase)?);
    let mut files = 0;
    if let Some(history) = history {
        append(&mut archive, Path::new(HISTORY), history.len() as u64, history)?;
    }
    for path in places.other_files()? {
        let Ok(name) = path.strip_prefix(&places.data) else { continue };
        let content = fs::read(&path)?;
        append(&mut archive, &Path::new(DATA).join(name), content.len() as u64, &content[..])?;
        files += 1;
    }
    if places.config.exists() {
        let content = fs::read(&places.config)?;
        append(&mut archive, Path::new(CONFIG), content.len() as u64, &content[..])?;
        files += 1;
    }
    let out = archive.into_inner()?.finish()?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(files)
}

fn append<W: Write>(archive: &mut tar::Builder<W>, name: &Path, size: u64, content: impl Read) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    archive.append_data(&mut header, name, content)
}

/// Takes a backup's content back.
///
/// # Errors
/// When the daemon runs, there is something already, the passphrase is wrong, or the file is damaged; then nothing has
/// changed.
pub fn restore(args: &RestoreArgs, global: &Global) -> Result<(), CliError> {
    let config = global.load()?;
    let places = Places::find(&config, global)?;
    refuse_while_running(&config, &places)?;
    Store::check_place(&places.history).context(|| "the history cannot be restored".to_owned())?;
    if !args.force {
        refuse_to_replace(&places)?;
    }
    let file = File::open(&args.file).context(|| format!("cannot read {}", args.file.display()))?;
    let passphrase = ask::passphrase(args.passphrase_file.as_deref(), false)?;
    let staged = Staged::make(&places).context(|| format!("cannot write beside {}", places.data.display()))?;
    let config_file = staged.unpack(file, &passphrase, &args.file)?;
    staged.check(&args.file)?;
    staged.take_place(&places).context(|| "cannot put the files in their place".to_owned())?;
    if let Some(content) = config_file {
        write_config(&places.config, &content)
            .context(|| format!("the data is restored, but {} cannot be written", places.config.display()))?;
    }
    global.note(&format!("restored into {}", places.data.display()));
    Ok(())
}

fn refuse_while_running(config: &Config, places: &Places) -> Result<(), CliError> {
    let hint = "stop it with: foretype daemon stop";
    let connected = super::runtime()?.block_on(launch::connect(config));
    let runs = !matches!(connected, Err(LaunchError::Client(ClientError::NotRunning { .. })));
    match runs || Store::is_in_use(&places.history) {
        true => Err(CliError::failure("the daemon runs and uses what would be replaced").hint(hint)),
        false => Ok(()),
    }
}

fn refuse_to_replace(places: &Places) -> Result<(), CliError> {
    let data = places.other_files().context(|| format!("cannot read {}", places.data.display()))?;
    let there = [Some(&places.config).filter(|file| file.exists()), data.first()];
    let database = Store::database(&places.history);
    match there.into_iter().flatten().next().or(Some(&database).filter(|file| file.exists())) {
        Some(path) => Err(CliError::failure(format!("{} is there already", path.display()))
            .hint("--force replaces history, personal model and settings; `foretype backup` saves them first")),
        None => Ok(()),
    }
}

/// A data folder and a history being unpacked beside their places; removed unless they take them.
struct Staged {
    data: PathBuf,
    history: PathBuf,
}

impl Drop for Staged {
    fn drop(&mut self) {
        for folder in [&self.data, &self.history] {
            // The folder is gone when it has taken its place.
            let _ = fs::remove_dir_all(folder);
        }
    }
}

impl Staged {
    fn make(places: &Places) -> io::Result<Staged> {
        let staged = Staged { data: beside(&places.data, "new"), history: beside_data(&places.history, &places.data) };
        for folder in [&staged.data, &staged.history] {
            make_folder(folder)?;
        }
        Ok(staged)
    }

    /// Gives the settings file's content.
    fn unpack(&self, file: File, passphrase: &str, name: &Path) -> Result<Option<Vec<u8>>, CliError> {
        let shown = name.display();
        let no_backup = || CliError::failure(format!("{shown} is no backup of foretype"));
        let plain = Opener::new(BufReader::new(file), passphrase).map_err(|error| match error {
            EnvelopeError::Passphrase => CliError::failure(format!("the passphrase of {shown} is another one")),
            error => no_backup().source(error),
        })?;
        let damaged = |error: io::Error| {
            CliError::failure(format!("{shown} is damaged or not whole")).source(error).hint("nothing was changed")
        };
        let mut archive = tar::Archive::new(plain);
        let mut config = None;
        for entry in archive.entries().map_err(damaged)? {
            let mut entry = entry.map_err(damaged)?;
            let path = entry.path().map_err(damaged)?.into_owned();
            let plain = entry.header().entry_type().is_file()
                && path.components().all(|part| matches!(part, Component::Normal(_)));
            let target = match path.strip_prefix(DATA) {
                _ if !plain => return Err(no_backup().hint("it holds more than files; nothing was changed")),
                Ok(name) => self.data.join(name),
                Err(_) if path == Path::new(HISTORY) => Store::database(&self.history),
                Err(_) if path == Path::new(CONFIG) => {
                    let mut content = Vec::new();
                    entry.read_to_end(&mut content).map_err(damaged)?;
                    config = Some(content);
                    continue;
                }
                // An entry of a later version is passed over.
                Err(_) => continue,
            };
            let made = target.parent().map_or(Ok(()), make_folder).and_then(|()| own_file(&target));
            let mut out = made.context(|| format!("cannot write {}", target.display()))?;
            io::copy(&mut entry, &mut out).and_then(|_| out.sync_all()).map_err(damaged)?;
        }
        // The end of the archive comes before that of the file, whose last part proves that it is whole.
        io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(damaged)?;
        Ok(config)
    }

    /// Checks that the unpacked history can be used.
    fn check(&self, name: &Path) -> Result<(), CliError> {
        if !Store::database(&self.history).exists() {
            return Ok(());
        }
        let opened =
            Store::open(&self.history).context(|| format!("the history in {} cannot be used", name.display()))?;
        match opened.set_aside {
            Some(_) => {
                Err(CliError::failure(format!("the history in {} is damaged", name.display()))
                    .hint("nothing was changed"))
            }
            None => Ok(()),
        }
    }

    /// Puts the new folders in the place of the old ones, which are removed when both are in place.
    fn take_place(&self, places: &Places) -> io::Result<()> {
        let inside = places.history.strip_prefix(&places.data).ok();
        if let Some(inside) = inside {
            let target = self.data.join(inside);
            target.parent().map_or(Ok(()), make_folder)?;
            fs::rename(&self.history, target)?;
        }
        let old_data = replace(&places.data, &self.data)?;
        if inside.is_none() {
            match replace(&places.history, &self.history) {
                Ok(old) => old.map_or(Ok(()), |old| clear(&old, &places.history))?,
                Err(error) => {
                    fs::rename(&places.data, &self.data)?;
                    if let Some(old) = old_data {
                        fs::rename(old, &places.data)?;
                    }
                    return Err(error);
                }
            }
        }
        old_data.map_or(Ok(()), |old| clear(&old, &places.data))
    }
}

/// Puts a folder in the place of another, which it gives back under another name.
fn replace(place: &Path, new: &Path) -> io::Result<Option<PathBuf>> {
    let old = beside(place, "old");
    let had = place.exists();
    if had {
        fs::rename(place, &old)?;
    }
    if let Err(error) = fs::rename(new, place) {
        if had {
            fs::rename(&old, place)?;
        }
        return Err(error);
    }
    Ok(had.then_some(old))
}

/// Whether a file has a name that this program gives.
fn is_ours(file: &Path) -> bool {
    Store::has_own_name(file) || Generations::has_own_name(file) || Watches::has_own_name(file)
}

/// Removes a folder that was replaced: files of ours and those that the new one has. Whatever else somebody put there
/// moves into the new one.
fn clear(old: &Path, place: &Path) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let (from, to) = (entry.path(), place.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            clear(&from, &to)?;
        } else if to.symlink_metadata().is_ok() || is_ours(&from) {
            fs::remove_file(from)?;
        } else {
            make_folder(place)?;
            fs::rename(from, to)?;
        }
    }
    fs::remove_dir(old)
}

fn write_config(path: &Path, content: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), make_folder)?;
    let new = beside(path, "new");
    own_file(&new)?.write_all(content)?;
    fs::rename(new, path)
}

/// A name of this process in the same folder.
fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{what}-{}", std::process::id()));
    path.with_file_name(name)
}

/// Where the history is unpacked: outside the data folder, which is replaced as a whole.
fn beside_data(history: &Path, data: &Path) -> PathBuf {
    if history.starts_with(data) { beside(data, "new-history") } else { beside(history, "new") }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A new file that only its owner may read.
fn own_file(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
