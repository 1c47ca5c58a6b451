//! [`Generations`]: the personal models on disk, which one is served, and what every run came to.
//!
//! One folder, closed to others and ours alone: a manifest with checksums, a copy of it, and one checkpoint a generation.
//! Everything is written whole or not at all (a temporary file, synced, renamed, the folder synced), the checkpoint
//! before the manifest that names it, so that a power cut at any moment leaves either the old state or the new one.
//!
//! The manifest says what each generation has seen ([`Provenance`]), written before it can be served: what cannot be
//! proved not to have seen a text that is forgotten goes. Nothing is removed but files of the names that are given here.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::record::{KeptModel, RunRecord};
use crate::history::{Provenance, place};
use crate::model::{Checkpoint, CheckpointError, write_private};
use crate::text::hex;

const MANIFEST: &str = "manifest.json";
/// The same once more, should a bit of the first be lost.
const COPY: &str = "manifest.copy.json";
/// A manifest that could not be read, and neither could its copy.
const DAMAGED: &str = "manifest.damaged.json";
/// The run on its way, see [`super::saved`].
const RUN: &str = "run.safetensors";
const FORMAT: u32 = 1;
/// A checkpoint's name: this, its number, and what its format is called.
const CHECKPOINT: &str = "generation-";
const SAFETENSORS: &str = ".safetensors";
/// Runs that are remembered.
const MAX_RUNS: usize = 200;
/// No manifest of ours is larger.
const MAX_MANIFEST_BYTES: u64 = 1 << 20;

/// Why personal models cannot be kept or used.
#[derive(Debug, thiserror::Error)]
pub enum GenerationsError {
    /// A file or folder of the personal models cannot be read or written.
    #[error("cannot use {}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file cannot be understood.
    #[error("{} is damaged: {message}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A personal model cannot be read or written.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// No personal model with this number is kept.
    #[error("there is no personal model {0}; `foretype learning` lists those there are")]
    Unknown(u64),
    /// The base is in use, before which there is no model.
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
    runs: Vec<RunRecord>,
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
    /// What it was trained on; none of models of an older version, which may have seen anything.
    seen: Option<Provenance>,
}

/// Something is being forgotten.
#[derive(Clone, Debug)]
pub struct Gone {
    /// The history as it is without it.
    pub now: Provenance,
    /// The lowest number of the messages that went or changed.
    pub oldest: Option<i64>,
}

impl Kept {
    /// Whether nothing was forgotten since it was trained.
    fn is_up_to_date(&self, now: &Provenance) -> bool {
        let same = |seen: &Provenance| seen.history == now.history && seen.forgettings == now.forgettings;
        self.seen.as_ref().is_some_and(same)
    }

    /// Whether it is proved that it has seen nothing of what is being forgotten.
    fn is_free_of(&self, gone: &Gone) -> bool {
        let before = Provenance { forgettings: gone.now.forgettings - 1, ..gone.now.clone() };
        let later = |seen: &Provenance| gone.oldest.is_none_or(|oldest| seen.through < oldest);
        self.is_up_to_date(&before) && self.seen.as_ref().is_some_and(later)
    }
}

/// The folder and its manifest.
pub struct Generations {
    folder: PathBuf,
    manifest: Manifest,
}

impl Generations {
    /// Opens the folder for a base (SHA-256 of its content), making it if need be. Generations of another base are
    /// removed: they cannot be compared with this one. A damaged manifest is set aside, and what it named stays until
    /// something is forgotten.
    ///
    /// # Errors
    /// When the folder cannot be made or read, or holds other programs' files; then nothing was touched.
    pub fn open(folder: &Path, base: &str) -> Result<Generations, GenerationsError> {
        let io = |source| GenerationsError::Io { path: folder.to_owned(), source };
        place::claim(folder, |folder| read_manifest(&folder.join(MANIFEST)).is_ok_and(|found| found.is_some()))
            .map_err(io)?;
        let mut generations = Generations { folder: folder.to_owned(), manifest: Manifest::default() };
        match generations.read_either() {
            Ok(manifest) => generations.manifest = manifest,
            Err(error @ GenerationsError::Damaged { .. }) => {
                log::error!("{error}: serving the base model");
                let _ = fs::rename(folder.join(MANIFEST), folder.join(DAMAGED));
                generations.manifest.last = generations.highest();
                generations.manifest.base = base.to_owned();
                return Ok(generations);
            }
            Err(error) => return Err(error),
        }
        if generations.manifest.base != base {
            generations.rebase(base)?;
        }
        generations.sweep();
        Ok(generations)
    }

    /// The checkpoint of the generation that is served beside this history, for a program that only looks while the
    /// daemon may be writing; none for the base. Nothing is made, repaired or removed.
    ///
    /// # Errors
    /// When the manifest or the checkpoint cannot be read.
    pub fn read_current(folder: &Path, now: &Provenance) -> Result<Option<Checkpoint>, GenerationsError> {
        let mut generations = Generations { folder: folder.to_owned(), manifest: Manifest::default() };
        generations.manifest = generations.read_either()?;
        if generations.are_up_to_date(now) { generations.load_current() } else { Ok(None) }
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

    /// The manifest, or its copy where the manifest is damaged or missing.
    fn read_either(&self) -> Result<Manifest, GenerationsError> {
        let first = read_manifest(&self.folder.join(MANIFEST));
        match first {
            Ok(Some(manifest)) => Ok(manifest),
            other => match read_manifest(&self.folder.join(COPY)) {
                Ok(Some(manifest)) => Ok(manifest),
                _ => other.map(Option::unwrap_or_default),
            },
        }
    }

    fn write_manifest(&mut self) -> Result<(), GenerationsError> {
        self.manifest.format = FORMAT;
        let excess = self.manifest.runs.len().saturating_sub(MAX_RUNS);
        self.manifest.runs.drain(..excess);
        let path = self.folder.join(MANIFEST);
        let bytes = serde_json::to_vec_pretty(&self.manifest)
            .map_err(|e| GenerationsError::Damaged { path: path.clone(), message: e.to_string() })?;
        // The copy first: whatever it names besides is on the disk already, or is found missing.
        for path in [self.folder.join(COPY), path] {
            write_private(&path, &bytes).map_err(|source| GenerationsError::Io { path, source })?;
        }
        Ok(())
    }

    /// Names in the folder that are given here, a process's unfinished files included, but for the manifest's own.
    fn ours(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        files.map(|entry| entry.path()).filter(|path| is_ours(path)).collect()
    }

    /// The highest number of a checkpoint that lies here.
    fn highest(&self) -> u64 {
        self.ours().iter().filter_map(|path| number_of(path)).max().unwrap_or(0)
    }

    /// Removes checkpoints that no manifest names, and what was never finished.
    fn sweep(&self) {
        let named: Vec<PathBuf> = self.manifest.kept.iter().map(|kept| self.path(kept.number)).collect();
        for path in self.ours() {
            if !named.contains(&path) && path != self.run_file() {
                // What stays is swept the next time.
                let _ = fs::remove_file(path);
            }
        }
    }

    fn path(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{CHECKPOINT}{number}{SAFETENSORS}"))
    }

    /// Whether a file is named as one of this folder.
    #[must_use]
    pub fn has_own_name(file: &Path) -> bool {
        let manifest = |name| [MANIFEST, COPY, DAMAGED].contains(&name);
        is_ours(file) || file.file_name().and_then(|name| name.to_str()).is_some_and(manifest)
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
    pub fn list(&self) -> Vec<KeptModel> {
        let generation = |kept: &Kept| KeptModel { number: kept.number, made: kept.made, bytes: kept.bytes };
        self.manifest.kept.iter().map(generation).collect()
    }

    /// The newest fine-tuning runs, the oldest of them first.
    pub fn runs(&self) -> &[RunRecord] {
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
        let bytes =
            read_file(&path, kept.bytes).map_err(|source| GenerationsError::Io { path: path.clone(), source })?;
        if sum(&bytes) != kept.sha256 {
            return Err(GenerationsError::Damaged { path, message: "its checksum is another one".into() });
        }
        Ok(Checkpoint::from_bytes(bytes)?)
    }

    /// Keeps a candidate that passed the gate, with what it has seen, as the next generation, which is served from now
    /// on, and drops the oldest ones beyond `keep`.
    ///
    /// # Errors
    /// When the disk refuses: everything is as before.
    pub fn promote(
        &mut self,
        candidate: &Checkpoint,
        seen: Provenance,
        mut run: RunRecord,
        keep: usize,
    ) -> Result<u64, GenerationsError> {
        let number = self.manifest.last + 1;
        let bytes = candidate.to_bytes()?;
        let path = self.path(number);
        write_private(&path, &bytes).map_err(|source| GenerationsError::Io { path: path.clone(), source })?;
        let before = self.manifest.clone();
        let (length, sha256) = (bytes.len() as u64, sum(&bytes));
        self.manifest.kept.push(Kept { number, made: run.time, bytes: length, sha256, seen: Some(seen) });
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
    pub fn refuse(&mut self, run: RunRecord) -> Result<(), GenerationsError> {
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

    /// Whether nothing was forgotten that some generation may have seen, so that it may be served.
    pub fn are_up_to_date(&self, now: &Provenance) -> bool {
        self.manifest.kept.iter().all(|kept| kept.is_up_to_date(now))
    }

    /// Whether some generation may have seen what is being forgotten, or cannot prove that it has not.
    pub fn may_have_seen(&self, gone: &Gone) -> bool {
        // Without a manifest nothing is known of the models that lie here.
        let unnamed = self.manifest.kept.is_empty() && self.ours().iter().any(|path| number_of(path).is_some());
        unnamed || self.manifest.kept.iter().any(|kept| !kept.is_free_of(gone))
    }

    /// Forgets: what may have seen it goes, all together; what has not keeps its proof. Whether they went. The run on its
    /// way goes in any case.
    ///
    /// # Errors
    /// When the disk refuses; what could not be removed is not up to date any more.
    pub fn forget(&mut self, gone: &Gone) -> Result<bool, GenerationsError> {
        if self.may_have_seen(gone) {
            return self.clear().map(|()| true);
        }
        let dropped = self.drop_run();
        for seen in self.manifest.kept.iter_mut().filter_map(|kept| kept.seen.as_mut()) {
            seen.forgettings = gone.now.forgettings;
        }
        if !self.manifest.kept.is_empty() {
            self.write_manifest()?;
        }
        dropped.map(|()| false)
    }

    /// Removes every personal model and the run on its way; what the runs came to stays. Also a disk without room lets
    /// files be removed.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn clear(&mut self) -> Result<(), GenerationsError> {
        self.manifest.kept.clear();
        self.manifest.current = None;
        let written = self.write_manifest();
        if written.is_err() {
            // Better no list of runs than a list of models that must not be served.
            for name in [MANIFEST, COPY] {
                let _ = fs::remove_file(self.folder.join(name));
            }
        }
        for path in self.ours().into_iter().chain([self.folder.join(DAMAGED)]) {
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(GenerationsError::Io { path, source });
                }
                _ => {}
            }
        }
        written
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

/// Whether a file has a name that is given here, but for a manifest's.
fn is_ours(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let finished = unfinished(name).unwrap_or(name);
    let manifest = [MANIFEST, COPY].contains(&finished);
    number_of(Path::new(finished)).is_some() || finished == RUN || (manifest && finished != name)
}

/// The name that a file would have got, had the process that wrote it not died.
fn unfinished(name: &str) -> Option<&str> {
    let (finished, process) = name.strip_suffix(".tmp")?.rsplit_once('.')?;
    process.bytes().all(|byte| byte.is_ascii_digit()).then_some(finished)
}

/// The number of a checkpoint, by its name.
fn number_of(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.strip_prefix(CHECKPOINT)?.strip_suffix(SAFETENSORS)?.parse().ok()
}

/// None where there is no manifest.
fn read_manifest(path: &Path) -> Result<Option<Manifest>, GenerationsError> {
    let damaged = |message: String| GenerationsError::Damaged { path: path.to_owned(), message };
    let bytes = match read_file(path, MAX_MANIFEST_BYTES) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(damaged(error.to_string())),
        Err(source) => return Err(GenerationsError::Io { path: path.to_owned(), source }),
    };
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))?;
    if manifest.format != FORMAT {
        return Err(damaged(format!("its format is {}, this program writes {FORMAT}", manifest.format)));
    }
    Ok(Some(manifest))
}

/// The bytes of a plain file: pipes and devices may have no end. `InvalidData` for what is none, or longer than `most`.
fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    use std::io::Read;
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() > most {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is no plain file of the length that we write"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Alphabet, Architecture, Cell, Init, ModelCard, Weights};
    use crate::text::Vocab;

    fn model(seed: u64) -> Checkpoint {
        let architecture = Architecture {
            cell: Cell::Gru,
            layers: 1,
            embedding: 3,
            hidden: 4,
            dropout: 0.0,
            tied: false,
            context: 0,
            ngrams: None,
        };
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
            assert_eq!(kept.promote(&model(seed), Provenance::default(), RunRecord::default(), 3).unwrap(), seed);
        }
        let mut again = Generations::open(folder.path(), "a").unwrap();
        assert_eq!(again.list().iter().map(|g| g.number).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(weights(again.load_current().unwrap()), Some(model(5).weights.data));
        assert_eq!(weights(again.roll_back(None).unwrap()), Some(model(4).weights.data));
        assert_eq!(weights(again.roll_back(Some(5)).unwrap()), Some(model(5).weights.data));
        assert_eq!(weights(again.roll_back(Some(0)).unwrap()), None);
        assert!(matches!(again.roll_back(Some(1)), Err(GenerationsError::Unknown(1))));
        // A number is never given twice.
        assert_eq!(again.promote(&model(6), Provenance::default(), RunRecord::default(), 3).unwrap(), 6);
        assert_eq!(again.runs().len(), 6);
        // Files: the mark, the manifest and its copy, and three checkpoints.
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 6);
    }

    #[test]
    fn damage_and_other_bases_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Generations::open(folder.path(), "a").unwrap();
        kept.promote(&model(1), Provenance::default(), RunRecord::default(), 3).unwrap();
        let file = kept.path(1);
        let mut bytes = fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&file, &bytes).unwrap();
        assert!(matches!(kept.load_current(), Err(GenerationsError::Damaged { .. })));
        let other = Generations::open(folder.path(), "b").unwrap();
        assert_eq!(other.current(), None);
        assert!(!file.exists());
    }

    /// One damaged manifest costs nothing; of two the models are not served, and stay until something is forgotten.
    #[test]
    fn a_damaged_manifest_deletes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Generations::open(folder.path(), "a").unwrap();
        kept.promote(&model(1), Provenance::default(), RunRecord::default(), 3).unwrap();
        let file = kept.path(1);
        fs::write(folder.path().join(MANIFEST), "{").unwrap();
        assert_eq!(Generations::open(folder.path(), "a").unwrap().current(), Some(1), "by its copy");
        fs::write(folder.path().join(COPY), [0; 64]).unwrap();
        let mut again = Generations::open(folder.path(), "a").unwrap();
        assert_eq!((again.current(), file.exists()), (None, true));
        let gone = Gone { now: Provenance::default(), oldest: None };
        assert!(again.may_have_seen(&gone));
        assert_eq!(again.promote(&model(2), Provenance::default(), RunRecord::default(), 3).unwrap(), 2);
        fs::write(folder.path().join("generation-7.safetensors"), "left").unwrap();
        fs::write(folder.path().join(MANIFEST), "{").unwrap();
        fs::write(folder.path().join(COPY), "{").unwrap();
        let mut last = Generations::open(folder.path(), "a").unwrap();
        assert!(last.forget(&gone).unwrap());
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().contains("generation")), "{left:?}");
    }

    /// Where somebody keeps other models: nothing of it is closed, emptied or made ours.
    #[test]
    fn other_files_are_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["thesis.safetensors", "notes.txt", "generation-x.safetensors"] {
            fs::write(folder.path().join(name), "somebody's").unwrap();
        }
        assert!(matches!(Generations::open(folder.path(), "a"), Err(GenerationsError::Io { .. })));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
        // What somebody puts into a folder of ours stays there, too.
        let ours = folder.path().join("ours");
        Generations::open(&ours, "a").unwrap();
        fs::write(ours.join("thesis.safetensors"), "somebody's").unwrap();
        for old in ["generation-3.safetensors", "generation-3.safetensors.12.tmp", "manifest.json.7.tmp"] {
            fs::write(ours.join(old), "").unwrap();
        }
        let mut kept = Generations::open(&ours, "b").unwrap();
        kept.clear_all().unwrap();
        let mut left: Vec<_> = fs::read_dir(&ours).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".foretype", "manifest.copy.json", "manifest.json", "thesis.safetensors"]);
    }

    /// Seen through message 5 of history `h` after two forgettings; the third, of messages from `oldest` on.
    #[track_caller]
    fn check_seen(history: &str, forgettings: i64, oldest: Option<i64>, goes: bool) {
        let folder = tempfile::tempdir().unwrap();
        let seen = |history: &str, forgettings| Provenance { history: history.into(), forgettings, through: 5 };
        let mut kept = Generations::open(folder.path(), "a").unwrap();
        kept.promote(&model(1), seen("h", 2), RunRecord::default(), 3).unwrap();
        let gone = Gone { now: seen(history, forgettings), oldest };
        assert_eq!((kept.may_have_seen(&gone), kept.forget(&gone).unwrap()), (goes, goes));
        let again = Generations::open(folder.path(), "a").unwrap();
        assert_eq!(again.current(), Some(1).filter(|_| !goes));
        assert!(again.are_up_to_date(&gone.now), "what stays has proved it");
    }

    #[test]
    fn what_may_have_seen_it_goes() {
        check_seen("h", 3, Some(5), true);
        check_seen("h", 3, Some(6), false);
        check_seen("h", 3, None, false);
        check_seen("h", 4, Some(6), true);
        check_seen("h", 2, None, true);
        check_seen("other", 3, None, true);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_them() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("models");
        let mut kept = Generations::open(&inside, "a").unwrap();
        kept.promote(&model(1), Provenance::default(), RunRecord::default(), 3).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&inside), 0o700);
        for entry in fs::read_dir(&inside).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
    }
}
