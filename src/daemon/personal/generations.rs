//! [`Generations`]: the personal models on disk, the one of them that is served, and the results of all runs.
//!
//! They lie in one folder of their own, closed to others: a manifest with checksums, a copy of it, and one checkpoint a
//! generation. Everything is written whole or not at all (a temporary file, synced, renamed, the folder synced), the
//! checkpoint before the manifest that names it, so that a power cut at any moment leaves either the old state or the
//! new one.
//!
//! The manifest says what each generation has seen ([`Provenance`]), written before it can be served. When a text is
//! forgotten, all generations go if one of them cannot be proved not to have seen it. Only files are removed whose
//! names are given here.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::record::{KeptModel, RunRecord};
use crate::files::{read_plain, write_private};
use crate::history::{Provenance, place};
use crate::model::Checkpoint;
use files::{CHECKPOINT, COPY, DAMAGED, MANIFEST, RUN, SAFETENSORS, is_ours, number_of, sum};
use manifest::{Kept, Manifest};

mod error;
mod files;
mod manifest;

pub use error::GenerationsError;
pub use manifest::Gone;

/// The folder and its manifest.
pub struct Generations {
    folder: PathBuf,
    manifest: Manifest,
}

impl Generations {
    /// Opens the folder for a base (SHA-256 of its content), making it if need be. Generations of another base are
    /// removed, since they cannot be compared with this one. A damaged manifest is set aside, and the generations that
    /// it named stay until something is forgotten.
    ///
    /// # Errors
    /// When the folder cannot be made or read, or holds other programs' files; then nothing was touched.
    pub fn open(folder: &Path, base: &str) -> Result<Generations, GenerationsError> {
        let io = |source| GenerationsError::Io { path: folder.to_owned(), source };
        place::claim(folder, |folder| Manifest::read(&folder.join(MANIFEST)).is_ok_and(|found| found.is_some()))
            .map_err(io)?;
        let mut generations = Generations { folder: folder.to_owned(), manifest: Manifest::default() };
        match Manifest::read_either(folder) {
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
        generations.manifest = Manifest::read_either(folder)?;
        if generations.are_up_to_date(now) { generations.load_current() } else { Ok(None) }
    }

    /// Takes another base from now on; the generations made from the old one are removed.
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

    /// Returns the files in the folder whose names are given here, a process's unfinished files included, except the
    /// manifests.
    fn ours(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        files.map(|entry| entry.path()).filter(|path| is_ours(path)).collect()
    }

    /// Returns the highest number of a checkpoint in the folder.
    fn highest(&self) -> u64 {
        self.ours().iter().filter_map(|path| number_of(path)).max().unwrap_or(0)
    }

    /// Removes checkpoints that the manifest does not name, and unfinished files.
    fn sweep(&self) {
        let named: Vec<PathBuf> = self.manifest.kept.iter().map(|kept| self.path(kept.number)).collect();
        for path in self.ours() {
            if !named.contains(&path) && path != self.run_file() {
                // A file that stays is swept the next time.
                let _ = fs::remove_file(path);
            }
        }
    }

    fn path(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{CHECKPOINT}{number}{SAFETENSORS}"))
    }

    /// Returns whether a file has the name of a file of this folder.
    #[must_use]
    pub fn has_own_name(file: &Path) -> bool {
        let manifest = |name| [MANIFEST, COPY, DAMAGED].contains(&name);
        is_ours(file) || file.file_name().and_then(|name| name.to_str()).is_some_and(manifest)
    }

    /// Returns the file in which the run on its way is saved.
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

    /// Returns the generations kept, oldest first, as clients are told.
    pub fn list(&self) -> Vec<KeptModel> {
        let generation = |kept: &Kept| KeptModel { number: kept.number, made: kept.made, bytes: kept.bytes };
        self.manifest.kept.iter().map(generation).collect()
    }

    /// The newest fine-tuning runs, the oldest of them first.
    pub fn runs(&self) -> &[RunRecord] {
        &self.manifest.runs
    }

    /// Returns the seconds of work on a day (days since 1970).
    pub fn seconds_on(&self, day: i64) -> f64 {
        if self.manifest.day == day { self.manifest.seconds } else { 0.0 }
    }

    /// Adds seconds of work to a day; written with the next change.
    pub fn worked(&mut self, day: i64, seconds: f64) {
        self.manifest.seconds = self.seconds_on(day) + seconds;
        self.manifest.day = day;
    }

    /// Returns the checkpoint of the generation that is served, checked against its sum; `None` for the base.
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
            read_plain(&path, kept.bytes).map_err(|source| GenerationsError::Io { path: path.clone(), source })?;
        if sum(&bytes) != kept.sha256 {
            return Err(GenerationsError::Damaged { path, message: "its checksum is another one".into() });
        }
        Ok(Checkpoint::from_bytes(bytes)?)
    }

    /// Keeps a candidate that passed the gate as the next generation, with what it has seen, serves it from now on, and
    /// drops the oldest generations beyond `keep`.
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
        if let Err(error) = self.manifest.write(&self.folder) {
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
        self.manifest.write(&self.folder)
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
        if let Err(error) = self.manifest.write(&self.folder) {
            self.manifest.current = before;
            return Err(error);
        }
        Ok(checkpoint)
    }

    /// Returns whether nothing was forgotten that some generation may have seen, so that they may be served.
    pub fn are_up_to_date(&self, now: &Provenance) -> bool {
        self.manifest.kept.iter().all(|kept| kept.is_up_to_date(now))
    }

    /// Returns whether some generation may have seen a text that is being forgotten, or cannot prove that it has not.
    pub fn may_have_seen(&self, gone: &Gone) -> bool {
        // Without a manifest nothing is known of the models that lie here.
        let unnamed = self.manifest.kept.is_empty() && self.ours().iter().any(|path| number_of(path).is_some());
        unnamed || self.manifest.kept.iter().any(|kept| !kept.is_free_of(gone))
    }

    /// Forgets a text: if a generation may have seen it, all of them go, else each keeps its proof. The run on its way
    /// goes in any case. Returns whether the generations went.
    ///
    /// # Errors
    /// When the disk refuses; generations that could not be removed are not up to date any more.
    pub fn forget(&mut self, gone: &Gone) -> Result<bool, GenerationsError> {
        if self.may_have_seen(gone) {
            return self.clear().map(|()| true);
        }
        let dropped = self.drop_run();
        for seen in self.manifest.kept.iter_mut().filter_map(|kept| kept.seen.as_mut()) {
            seen.forgettings = gone.now.forgettings;
        }
        if !self.manifest.kept.is_empty() {
            self.manifest.write(&self.folder)?;
        }
        dropped.map(|()| false)
    }

    /// Removes every personal model and the run on its way; the results of the runs stay. This works on a full disk,
    /// too, since files can be removed there.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn clear(&mut self) -> Result<(), GenerationsError> {
        self.manifest.kept.clear();
        self.manifest.current = None;
        let written = self.manifest.write(&self.folder);
        if written.is_err() {
            // Without its manifest no model can be served; losing the list of runs is the smaller damage.
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

    /// Clears everything as [`Generations::clear`] does, and the results of the runs as well.
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

#[cfg(test)]
mod tests;
