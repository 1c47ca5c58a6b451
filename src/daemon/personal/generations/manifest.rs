//! [`Manifest`]: the list of the personal models on disk, with what each of them has seen.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::GenerationsError;
use super::files::{COPY, MANIFEST};
use crate::daemon::personal::record::RunRecord;
use crate::files::{read_plain, write_private};
use crate::history::Provenance;

const FORMAT: u32 = 1;
/// Most runs that are remembered.
const MAX_RUNS: usize = 200;
/// Most bytes of a manifest.
const MAX_MANIFEST_BYTES: u64 = 1 << 20;

/// The content of the manifest.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Manifest {
    pub format: u32,
    /// SHA-256 of the base that the generations were made from.
    pub base: String,
    /// The generation that is served; none for the base.
    pub current: Option<u64>,
    /// The highest number ever given.
    pub last: u64,
    pub kept: Vec<Kept>,
    pub runs: Vec<RunRecord>,
    /// Day of the last work (days since 1970) and its seconds.
    pub day: i64,
    pub seconds: f64,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pub number: u64,
    pub made: i64,
    pub bytes: u64,
    pub sha256: String,
    /// The messages that it was trained on; `None` for models of an older version, which may have seen anything.
    pub seen: Option<Provenance>,
}

/// A forgetting.
#[derive(Clone, Debug)]
pub struct Gone {
    /// The history after the forgetting.
    pub now: Provenance,
    /// The lowest number of the messages that went or changed.
    pub oldest: Option<i64>,
}

impl Kept {
    /// Returns whether nothing was forgotten since it was trained.
    pub fn is_up_to_date(&self, now: &Provenance) -> bool {
        let same = |seen: &Provenance| seen.history == now.history && seen.forgettings == now.forgettings;
        self.seen.as_ref().is_some_and(same)
    }

    /// Returns whether it is proved to have seen nothing of a text that is being forgotten.
    pub fn is_free_of(&self, gone: &Gone) -> bool {
        let before = Provenance { forgettings: gone.now.forgettings - 1, ..gone.now.clone() };
        let later = |seen: &Provenance| gone.oldest.is_none_or(|oldest| seen.through < oldest);
        self.is_up_to_date(&before) && self.seen.as_ref().is_some_and(later)
    }
}

impl Manifest {
    /// Reads the manifest of a folder, or its copy where the manifest is damaged or missing; an empty one where there
    /// is none.
    ///
    /// # Errors
    /// When neither can be read.
    pub fn read_either(folder: &Path) -> Result<Manifest, GenerationsError> {
        match Self::read(&folder.join(MANIFEST)) {
            Ok(Some(manifest)) => Ok(manifest),
            other => match Self::read(&folder.join(COPY)) {
                Ok(Some(manifest)) => Ok(manifest),
                _ => other.map(Option::unwrap_or_default),
            },
        }
    }

    /// Reads a manifest; `None` where there is none.
    pub fn read(path: &Path) -> Result<Option<Manifest>, GenerationsError> {
        let damaged = |message: String| GenerationsError::Damaged { path: path.to_owned(), message };
        let bytes = match read_plain(path, MAX_MANIFEST_BYTES) {
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

    /// Writes manifest and copy.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&mut self, folder: &Path) -> Result<(), GenerationsError> {
        self.format = FORMAT;
        let excess = self.runs.len().saturating_sub(MAX_RUNS);
        self.runs.drain(..excess);
        let path = folder.join(MANIFEST);
        let bytes = serde_json::to_vec_pretty(self)
            .map_err(|e| GenerationsError::Damaged { path: path.clone(), message: e.to_string() })?;
        // The copy comes first: a file that it names and the manifest does not is on the disk already, or is found
        // missing.
        for path in [folder.join(COPY), path] {
            write_private(&path, &bytes).map_err(|source| GenerationsError::Io { path, source })?;
        }
        Ok(())
    }
}
