//! [`Generations`]: the personal models on disk, which one is served, and what every run came to.
//!
//! One folder, closed to others: a manifest with checksums and one checkpoint a generation. Everything is written whole
//! or not at all (a temporary file, synced, renamed, the folder synced), the checkpoint before the manifest that names
//! it, so that a power cut at any moment leaves either the old state or the new one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::{Checkpoint, CheckpointError, write_private};
use crate::rpc::protocol::{Generation, LearningRun};
use crate::text::hex;

const MANIFEST: &str = "manifest.json";
/// The run on its way, see [`super::saved`].
const RUN: &str = "run.safetensors";
const FORMAT: u32 = 1;
/// Runs that are remembered.
const MAX_RUNS: usize = 200;
/// No manifest of ours is larger.
const MAX_MANIFEST_BYTES: u64 = 1 << 20;

/// Why personal models cannot be kept or used.
#[derive(Debug, thiserror::Error)]
pub enum GenerationsError {
    #[error("cannot use {}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{} is damaged: {message}", path.display())]
    Damaged { path: PathBuf, message: String },
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error("there is no personal model {0}; `foretype learning` lists those there are")]
    Unknown(u64),
    #[error("there is no earlier model to go back to")]
    NothingBefore,
}

/// What the manifest says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Manifest {
    format: u32,
    /// SHA-256 of the base that the generations were made from.
    base: String,
    /// The generation that is served; none for the base.
    current: Option<u64>,
    /// The highest number ever given.
    last: u64,
    kept: Vec<Kept>,
    runs: Vec<LearningRun>,
    /// Day of the last work (days since 1970) and its seconds.
    day: i64,
    seconds: f64,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Kept {
    number: u64,
    made: i64,
    bytes: u64,
    sha256: String,
}

/// The folder and its manifest.
pub struct Generations {
    folder: PathBuf,
    manifest: Manifest,
}

impl Generations {
    /// Opens the folder for a base (SHA-256 of its content), making it if need be. Generations of another base are removed: they cannot be
    /// compared with this one. A damaged manifest is set aside.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn open(folder: &Path, base: &str) -> Result<Generations, GenerationsError> {
        let io = |source| GenerationsError::Io { path: folder.to_owned(), source };
        make_private(folder).map_err(io)?;
        let mut generations = Generations { folder: folder.to_owned(), manifest: Manifest::default() };
        let read = generations.read_manifest();
        generations.manifest = match read {
            Ok(manifest) => manifest,
            Err(GenerationsError::Damaged { path, message }) => {
                log::error!("{} is damaged ({message}): serving the base model", path.display());
                Manifest::default()
            }
            Err(error) => return Err(error),
        };
        if generations.manifest.base != base {
            generations.rebase(base)?;
        }
        generations.sweep();
        Ok(generations)
    }

    /// The checkpoint of the generation that is served, for a program that only looks while the daemon may be writing;
    /// none for the base. Nothing is made, repaired or removed.
    ///
    /// # Errors
    /// When the manifest or the checkpoint cannot be read.
    pub fn read_current(folder: &Path) -> Result<Option<Checkpoint>, GenerationsError> {
        let mut generations = Generations { folder: folder.to_owned(), manifest: Manifest::default() };
        generations.manifest = generations.read_manifest()?;
        generations.load_current()
    }

    /// Another base from now on; what was made from the old one is removed.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn rebase(&mut self, base: &str) -> Result<(), GenerationsError> {
        if !self.manifest.kept.is_empty() {
            log::warn!("the base model is another one now; the personal models made from the old one are removed");
        }
        self.manifest.base = base.to_owned();
        self.clear()
    }

    fn read_manifest(&self) -> Result<Manifest, GenerationsError> {
        let path = self.folder.join(MANIFEST);
        let io = |source| GenerationsError::Io { path: path.clone(), source };
        let damaged = |message: String| GenerationsError::Damaged { path: path.clone(), message };
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Manifest::default()),
            Err(error) => return Err(io(error)),
            Ok(found) if found.len() > MAX_MANIFEST_BYTES => return Err(damaged("it is too large".into())),
            Ok(_) => {}
        }
        let manifest: Manifest =
            serde_json::from_slice(&fs::read(&path).map_err(io)?).map_err(|e| damaged(e.to_string()))?;
        if manifest.format != FORMAT {
            return Err(damaged(format!("its format is {}, this program writes {FORMAT}", manifest.format)));
        }
        Ok(manifest)
    }

    fn write_manifest(&mut self) -> Result<(), GenerationsError> {
        self.manifest.format = FORMAT;
        let excess = self.manifest.runs.len().saturating_sub(MAX_RUNS);
        self.manifest.runs.drain(..excess);
        let path = self.folder.join(MANIFEST);
        let bytes = serde_json::to_vec_pretty(&self.manifest)
            .map_err(|e| GenerationsError::Damaged { path: path.clone(), message: e.to_string() })?;
        write_private(&path, &bytes).map_err(|source| GenerationsError::Io { path, source })
    }

    /// Removes files that no manifest names.
    fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let named: Vec<PathBuf> = self.manifest.kept.iter().map(|kept| self.path(kept.number)).collect();
        for path in entries.flatten().map(|entry| entry.path()) {
            let ours = path.file_name().is_some_and(|name| name == MANIFEST || name == RUN);
            if !ours && !named.contains(&path) && path.is_file() {
                // What stays is swept the next time.
                let _ = fs::remove_file(path);
            }
        }
    }

    fn path(&self, number: u64) -> PathBuf {
        self.folder.join(format!("generation-{number}.safetensors"))
    }

    /// Where the run on its way is saved.
    pub fn run_file(&self) -> PathBuf {
        self.folder.join(RUN)
    }

    /// SHA-256 of the base's content.
    pub fn base(&self) -> &str {
        &self.manifest.base
    }

    /// The generation that is served.
    pub fn current(&self) -> Option<u64> {
        self.manifest.current
    }

    /// What clients are told.
    pub fn list(&self) -> Vec<Generation> {
        let generation = |kept: &Kept| Generation { number: kept.number, made: kept.made, bytes: kept.bytes };
        self.manifest.kept.iter().map(generation).collect()
    }

    pub fn runs(&self) -> &[LearningRun] {
        &self.manifest.runs
    }

    /// Seconds of work on a day (days since 1970).
    pub fn seconds_on(&self, day: i64) -> f64 {
        if self.manifest.day == day { self.manifest.seconds } else { 0.0 }
    }

    /// Adds seconds of work to a day; written with the next change.
    pub fn worked(&mut self, day: i64, seconds: f64) {
        self.manifest.seconds = self.seconds_on(day) + seconds;
        self.manifest.day = day;
    }

    /// The checkpoint of the generation that is served, checked against its sum; none for the base.
    ///
    /// # Errors
    /// When the file is missing or is not the one that was written.
    pub fn load_current(&self) -> Result<Option<Checkpoint>, GenerationsError> {
        self.manifest.current.map(|number| self.load(number)).transpose()
    }

    fn load(&self, number: u64) -> Result<Checkpoint, GenerationsError> {
        let kept = self.manifest.kept.iter().find(|kept| kept.number == number);
        let kept = kept.ok_or(GenerationsError::Unknown(number))?;
        let path = self.path(number);
        let bytes = fs::read(&path).map_err(|source| GenerationsError::Io { path: path.clone(), source })?;
        if sum(&bytes) != kept.sha256 {
            return Err(GenerationsError::Damaged { path, message: "its checksum is another one".into() });
        }
        Ok(Checkpoint::from_bytes(bytes)?)
    }

    /// Keeps a candidate that passed the gate as the next generation, which is served from now on, and drops the oldest
    /// ones beyond `keep`.
    ///
    /// # Errors
    /// When the disk refuses: everything is as before.
    pub fn promote(
        &mut self,
        candidate: &Checkpoint,
        mut run: LearningRun,
        keep: usize,
    ) -> Result<u64, GenerationsError> {
        let number = self.manifest.last + 1;
        let bytes = candidate.to_bytes()?;
        let path = self.path(number);
        write_private(&path, &bytes).map_err(|source| GenerationsError::Io { path: path.clone(), source })?;
        let before = self.manifest.clone();
        self.manifest.kept.push(Kept { number, made: run.time, bytes: bytes.len() as u64, sha256: sum(&bytes) });
        let excess = self.manifest.kept.len().saturating_sub(keep.max(1));
        self.manifest.kept.drain(..excess);
        self.manifest.last = number;
        self.manifest.current = Some(number);
        run.generation = Some(number);
        self.manifest.runs.push(run);
        if let Err(error) = self.write_manifest() {
            self.manifest = before;
            return Err(error);
        }
        self.sweep();
        Ok(number)
    }

    /// Notes a run whose candidate was refused.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn refuse(&mut self, run: LearningRun) -> Result<(), GenerationsError> {
        self.manifest.runs.push(run);
        self.write_manifest()
    }

    /// Serves an earlier model: the one of that number (0 for the base), or the one before the one in use. Returns its
    /// checkpoint, none for the base.
    ///
    /// # Errors
    /// When there is no such model or it is damaged.
    pub fn roll_back(&mut self, to: Option<u64>) -> Result<Option<Checkpoint>, GenerationsError> {
        let target = match (to, self.manifest.current) {
            (Some(0), _) => None,
            (Some(number), _) => Some(number),
            (None, None) => return Err(GenerationsError::NothingBefore),
            (None, Some(current)) => {
                self.manifest.kept.iter().map(|kept| kept.number).filter(|&number| number < current).max()
            }
        };
        let checkpoint = target.map(|number| self.load(number)).transpose()?;
        let before = std::mem::replace(&mut self.manifest.current, target);
        if let Err(error) = self.write_manifest() {
            self.manifest.current = before;
            return Err(error);
        }
        Ok(checkpoint)
    }

    /// Removes every personal model and the run on its way; what the runs came to stays.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn clear(&mut self) -> Result<(), GenerationsError> {
        self.manifest.kept.clear();
        self.manifest.current = None;
        self.write_manifest()?;
        self.drop_run()?;
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.file_name().is_some_and(|name| name != MANIFEST) && path.is_file() {
                fs::remove_file(&path).map_err(|source| GenerationsError::Io { path, source })?;
            }
        }
        Ok(())
    }

    /// As [`Generations::clear`], and what the runs came to as well.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn clear_all(&mut self) -> Result<(), GenerationsError> {
        self.manifest.runs.clear();
        self.clear()
    }

    /// Removes the run on its way.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn drop_run(&self) -> Result<(), GenerationsError> {
        let path = self.run_file();
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(GenerationsError::Io { path, source }),
            _ => Ok(()),
        }
    }
}

fn sum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Alphabet, Architecture, Cell, Init, ModelCard, Weights};
    use crate::text::Vocab;

    fn model(seed: u64) -> Checkpoint {
        let architecture =
            Architecture { cell: Cell::Gru, layers: 1, embedding: 3, hidden: 4, dropout: 0.0, tied: false, context: 0, ngrams: None };
        let vocab = Vocab::build(["é"], 1).unwrap();
        let weights = Weights::init(&architecture, &Alphabet::of(&vocab), Init::Uniform, seed);
        Checkpoint { architecture, vocab, weights, card: ModelCard::default() }
    }

    fn weights(checkpoint: Option<Checkpoint>) -> Option<Vec<f32>> {
        checkpoint.map(|checkpoint| checkpoint.weights.data)
    }

    #[test]
    fn the_last_few_are_kept_and_can_be_served_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Generations::open(folder.path(), "a").unwrap();
        assert_eq!(weights(kept.load_current().unwrap()), None);
        assert!(matches!(kept.roll_back(None), Err(GenerationsError::NothingBefore)));
        for seed in 1..=5 {
            assert_eq!(kept.promote(&model(seed), LearningRun::default(), 3).unwrap(), seed);
        }
        let mut again = Generations::open(folder.path(), "a").unwrap();
        assert_eq!(again.list().iter().map(|g| g.number).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(weights(again.load_current().unwrap()), Some(model(5).weights.data));
        assert_eq!(weights(again.roll_back(None).unwrap()), Some(model(4).weights.data));
        assert_eq!(weights(again.roll_back(Some(5)).unwrap()), Some(model(5).weights.data));
        assert_eq!(weights(again.roll_back(Some(0)).unwrap()), None);
        assert!(matches!(again.roll_back(Some(1)), Err(GenerationsError::Unknown(1))));
        // A number is never given twice.
        assert_eq!(again.promote(&model(6), LearningRun::default(), 3).unwrap(), 6);
        assert_eq!(again.runs().len(), 6);
        // Files: the manifest and three checkpoints.
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }

    #[test]
    fn damage_and_other_bases_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Generations::open(folder.path(), "a").unwrap();
        kept.promote(&model(1), LearningRun::default(), 3).unwrap();
        let file = kept.path(1);
        let mut bytes = fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&file, &bytes).unwrap();
        assert!(matches!(kept.load_current(), Err(GenerationsError::Damaged { .. })));
        let other = Generations::open(folder.path(), "b").unwrap();
        assert_eq!(other.current(), None);
        assert!(!file.exists());
        fs::write(folder.path().join(MANIFEST), "{").unwrap();
        assert_eq!(Generations::open(folder.path(), "b").unwrap().current(), None);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_them() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("models");
        Generations::open(&inside, "a").unwrap().promote(&model(1), LearningRun::default(), 3).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&inside), 0o700);
        for entry in fs::read_dir(&inside).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
    }
}
