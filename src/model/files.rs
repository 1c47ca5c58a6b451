//! Files of numbers, which are checked before they are used. Knows nothing of what the numbers mean.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use safetensors::SafeTensorError;
use safetensors::tensor::{Dtype, TensorView};

use super::error::CheckpointError;
use crate::files::put_in_place;

/// Little-endian bytes of numbers, as safetensors stores them; the numbers' own where the processor keeps them so.
#[must_use]
pub(super) fn little_endian(numbers: &[f32]) -> Cow<'_, [u8]> {
    if cfg!(target_endian = "little") {
        Cow::Borrowed(bytemuck::cast_slice(numbers))
    } else {
        Cow::Owned(numbers.iter().flat_map(|number| number.to_le_bytes()).collect())
    }
}

/// Writes tensors as one safetensors file, whole or not at all, also when the power goes. It goes to the disk tensor
/// by tensor, never held in memory, and nobody but its owner can read it.
pub(super) fn write_tensors(
    path: &Path,
    tensors: Vec<(&str, TensorView)>,
    header: HashMap<String, String>,
) -> Result<(), CheckpointError> {
    let io = |source| CheckpointError::Io { path: path.display().to_string(), source };
    // The library renames a temporary file of its own, which is for its owner only, but does not sync it.
    let write = |temporary: &Path| match safetensors::serialize_to_file(tensors, Some(header), temporary) {
        Ok(()) => File::open(temporary).and_then(|file| file.sync_all()).map_err(io),
        Err(SafeTensorError::IoError(source)) => Err(io(source)),
        Err(other) => Err(other.into()),
    };
    put_in_place(path, write, io)
}

/// As [`write_tensors`], for arrays of numbers without a shape, each under its name.
pub(crate) fn write_arrays<'a>(
    path: &Path,
    arrays: impl IntoIterator<Item = (&'a str, &'a [f32])>,
    header: HashMap<String, String>,
) -> Result<(), CheckpointError> {
    let arrays: Vec<_> =
        arrays.into_iter().map(|(name, numbers)| (name, numbers.len(), little_endian(numbers))).collect();
    let views =
        arrays.iter().map(|(name, count, bytes)| Ok((*name, TensorView::new(Dtype::F32, vec![*count], bytes)?)));
    write_tensors(path, views.collect::<Result<_, SafeTensorError>>()?, header)
}

/// Appends a tensor's numbers, whatever their width.
pub(crate) fn append_f32(name: &str, tensor: &TensorView, out: &mut Vec<f32>) -> Result<(), CheckpointError> {
    let from = out.len();
    let bytes = tensor.data();
    let pair = |b: &[u8]| [b[0], b[1]];
    match tensor.dtype() {
        Dtype::F32 => out.extend(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))),
        Dtype::F16 => out.extend(bytes.chunks_exact(2).map(|b| half::f16::from_le_bytes(pair(b)).to_f32())),
        Dtype::BF16 => out.extend(bytes.chunks_exact(2).map(|b| half::bf16::from_le_bytes(pair(b)).to_f32())),
        other => {
            return Err(CheckpointError::Dtype { name: name.to_owned(), dtype: format!("{other:?}") });
        }
    }
    finite(name, &out[from..])
}

/// Refuses numbers that are not finite.
pub(super) fn finite(name: &str, numbers: &[f32]) -> Result<(), CheckpointError> {
    if numbers.iter().all(|number| number.is_finite()) {
        Ok(())
    } else {
        Err(CheckpointError::NotFinite(name.to_owned()))
    }
}
