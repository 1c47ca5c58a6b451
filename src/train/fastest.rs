//! [`backend_at`], [`backend_for`]: the fastest backend for a model on a device.

use candle_core::Device;

use super::backend::Backend;
use super::fused::Fused;
use super::reference::Reference;
use crate::kernels::Bf16Level;
use crate::model::{Architecture, Cell, Precision};

/// The fastest backend for an architecture on a device, in f32.
#[must_use]
pub fn backend_for(arch: &Architecture, device: &Device, threads: usize) -> Box<dyn Backend> {
    backend_at(arch, device, threads, Precision::F32)
}

/// Whether this processor multiplies bf16 faster than f32.
#[must_use]
pub fn bf16_is_faster() -> bool {
    Bf16Level::best().is_native()
}

/// The fastest backend for an architecture on a device. The fused trainer multiplies matrices at this precision; candle
/// always at f32.
#[must_use]
pub fn backend_at(arch: &Architecture, device: &Device, threads: usize, precision: Precision) -> Box<dyn Backend> {
    if device.is_cpu() && arch.cell != Cell::Unrolled {
        Box::new(Fused::with_precision(arch, threads, precision))
    } else {
        Box::new(Reference::new(arch, device))
    }
}
