//! [`Backend`]: the computation of loss and gradient over one [`Window`] of text.

use super::gradient::Gradient;
use crate::model::Weights;
use crate::text::SymbolId;
use crate::text::random::SplitMix64;

/// A target that gives no loss.
pub const NO_TARGET: SymbolId = SymbolId::MAX;

/// A window of T steps over B streams, time-major: entry `(t, b)` at `t · B + b`.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// B.
    pub batch: usize,
    /// T.
    pub steps: usize,
    /// The symbols that are read.
    pub inputs: &'a [SymbolId],
    /// The symbol after each input, or [`NO_TARGET`].
    pub targets: &'a [SymbolId],
    /// Where the state is set to zero before the input is read.
    pub resets: &'a [bool],
    /// Which dropout masks are drawn; `None` outside training and for a model without dropout.
    pub dropout: Option<DropoutSeed>,
}

impl Window<'_> {
    /// Targets that count.
    #[must_use]
    pub fn scored(&self) -> usize {
        self.targets.iter().filter(|&&target| target != NO_TARGET).count()
    }
}

/// The seed of one training step's dropout masks, so that every backend draws the same ones on any number of threads.
#[derive(Clone, Copy, Debug)]
pub struct DropoutSeed {
    /// Seed of the run.
    pub seed: u64,
    /// Number of the training step.
    pub step: u64,
    /// Share of units dropped.
    pub rate: f32,
}

impl DropoutSeed {
    /// The mask of one layer's output at `(t, b)`: 0 or 1/(1 − rate).
    pub fn fill(&self, layer: usize, t: usize, b: usize, mask: &mut [f32]) {
        let mut random = SplitMix64::at(self.seed, &[self.step, layer as u64, t as u64, b as u64]);
        let threshold = (self.rate * 65_536.0) as u64;
        let kept = 65_536.0 / (65_536 - threshold) as f32;
        for four in mask.chunks_mut(4) {
            let mut bits = random.next();
            for value in four {
                *value = if bits & 0xffff < threshold { 0.0 } else { kept };
                bits >>= 16;
            }
        }
    }
}

/// Why a window could not be computed.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    /// candle or its device failed.
    #[error("tensor computation failed: {0}")]
    Tensor(#[from] candle_core::Error),
    /// [`super::Fused`] was made for an unrolled network; [`super::backend_for`] never does that.
    #[error("the fused trainer computes recurrent cells only")]
    Unrolled,
}

/// Computes loss and gradient of a window.
pub trait Backend {
    /// Returns the sum of −ln p over the window's targets. `states` `(B, S)` are those before the window and become those
    /// after it. Where `gradient` is given, it becomes that of the mean loss over the scored targets.
    ///
    /// # Errors
    /// When the device refuses.
    fn run(
        &mut self,
        weights: &Weights,
        window: &Window,
        states: &mut [f32],
        gradient: Option<&mut Gradient>,
    ) -> Result<f64, BackendError>;

    /// Threads that it computes with.
    fn threads(&self) -> usize {
        1
    }

    /// For people: as in `fused AVX-512, 2 threads` or `candle, cuda:0`.
    fn name(&self) -> String;
}
