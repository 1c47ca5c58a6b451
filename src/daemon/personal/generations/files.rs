//! The files of the folder of personal models: their names and checksums.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::files::finished_name;
use crate::text::hex;

pub(super) const MANIFEST: &str = "manifest.json";
/// A copy of the manifest, in case a bit of the first is lost.
pub(super) const COPY: &str = "manifest.copy.json";
/// A manifest that could not be read, and neither could its copy.
pub(super) const DAMAGED: &str = "manifest.damaged.json";
/// The run on its way, see [`crate::daemon::personal::saved`].
pub(super) const RUN: &str = "run.safetensors";
/// A checkpoint's name consists of this, its number, and the ending of its format.
pub(super) const CHECKPOINT: &str = "generation-";
pub(super) const SAFETENSORS: &str = ".safetensors";

/// Returns whether a file has a name that is given here, except a finished manifest.
pub(super) fn is_ours(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let finished = finished_name(name).unwrap_or(name);
    let manifest = [MANIFEST, COPY].contains(&finished);
    number_of(Path::new(finished)).is_some() || finished == RUN || (manifest && finished != name)
}

/// The number of a checkpoint, by its name.
pub(super) fn number_of(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.strip_prefix(CHECKPOINT)?.strip_suffix(SAFETENSORS)?.parse().ok()
}

/// SHA-256 in hexadecimal digits.
pub(super) fn sum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
