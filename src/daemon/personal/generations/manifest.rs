//! [`Manifest`]: what is written down of the personal models, with what each of them has seen.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::GenerationsError;
use super::files::{COPY, MANIFEST, read_file};
use crate::daemon::personal::record::RunRecord;
use crate::history::Provenance;
use crate::model::write_private;

const FORMAT: u32 = 1;
/// Runs that are remembered.
const MAX_RUNS: usize = 200;
/// No manifest of ours is larger.
const MAX_MANIFEST_BYTES: u64 = 1 << 20;

/// What the manifest says.
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
    /// What it was trained on; none of models of an older version, which may have seen anything.
    pub seen: Option<Provenance>,
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
    pub fn is_up_to_date(&self, now: &Provenance) -> bool {
        let same = |seen: &Provenance| seen.history == now.history && seen.forgettings == now.forgettings;
        self.seen.as_ref().is_some_and(same)
    }

    /// Whether it is proved that it has seen nothing of what is being forgotten.
    pub fn is_free_of(&self, gone: &Gone) -> bool {
        let before = Provenance { forgettings: gone.now.forgettings - 1, ..gone.now.clone() };
        let later = |seen: &Provenance| gone.oldest.is_none_or(|oldest| seen.through < oldest);
        self.is_up_to_date(&before) && self.seen.as_ref().is_some_and(later)
    }
}

impl Manifest {
    /// That of a folder, or its copy where the manifest is damaged or missing; an empty one where there is none.
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

    /// None where there is no manifest.
    pub fn read(path: &Path) -> Result<Option<Manifest>, GenerationsError> {
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
        // The copy first: whatever it names besides is on the disk already, or is found missing.
        for path in [folder.join(COPY), path] {
            write_private(&path, &bytes).map_err(|source| GenerationsError::Io { path, source })?;
        }
        Ok(())
    }
}
