//! [`Reference`]: candle's tensors and autograd as a [`Backend`]; what runs on a GPU.

use candle_core::{D, DType, Device, Tensor};

use super::backend::{Backend, BackendError, NO_TARGET, Window};
use crate::model::{Architecture, Dropped, Network, Weights};

/// Candle as a backend.
pub struct Reference {
    arch: Architecture,
    device: Device,
}

impl Reference {
    /// For models of this shape on this device.
    #[must_use]
    pub fn new(arch: &Architecture, device: &Device) -> Self {
        Reference { arch: arch.clone(), device: device.clone() }
    }

    /// `(T, B)` in memory to a tensor `(B, T)`.
    fn grid<T: candle_core::WithDType>(&self, window: &Window, values: &[T]) -> candle_core::Result<Tensor> {
        Tensor::from_slice(values, (window.steps, window.batch), &self.device)?.t()?.contiguous()
    }

    fn masks(&self, window: &Window) -> candle_core::Result<Vec<Tensor>> {
        let Some(dropout) = window.dropout else {
            return Ok(Vec::new());
        };
        let hidden = self.arch.hidden;
        (0..self.arch.layers)
            .map(|layer| {
                let mut mask = vec![0.0f32; window.batch * window.steps * hidden];
                for (row, values) in mask.chunks_exact_mut(hidden).enumerate() {
                    dropout.fill(layer, row % window.steps, row / window.steps, values);
                }
                Tensor::from_slice(&mask, (window.batch, window.steps, hidden), &self.device)
            })
            .collect()
    }
}

impl Backend for Reference {
    fn run(
        &mut self,
        weights: &Weights,
        window: &Window,
        states: &mut [f32],
        gradient: Option<&mut [f32]>,
    ) -> Result<f64, BackendError> {
        let network = Network::new(&self.arch, weights, &self.device)?;
        let symbols = self.grid(window, window.inputs)?;
        let state = Tensor::from_slice(states, (window.batch, self.arch.state_len()), &self.device)?;
        let kept: Vec<f32> = window.resets.iter().map(|&reset| if reset { 0.0 } else { 1.0 }).collect();
        let keep = if window.resets.contains(&true) { Some(self.grid(window, &kept)?) } else { None };
        let masks = self.masks(window)?;
        let (logits, after) = network.forward(&symbols, &state, &Dropped { masks: &masks, keep: keep.as_ref() })?;

        let safe: Vec<u32> = window.targets.iter().map(|&t| if t == NO_TARGET { 0 } else { t }).collect();
        let counted: Vec<f32> = window.targets.iter().map(|&t| if t == NO_TARGET { 0.0 } else { 1.0 }).collect();
        let targets = self.grid(window, &safe)?.unsqueeze(2)?;
        // log_softmax from operations that have gradients.
        let shifted = logits.broadcast_sub(&logits.max_keepdim(D::Minus1)?.detach())?;
        let log_sum = shifted.exp()?.sum_keepdim(D::Minus1)?.log()?;
        let nats = (log_sum - shifted.gather(&targets, 2)?)?.squeeze(2)?; // (B, T)
        let total = (nats * self.grid(window, &counted)?)?.sum_all()?;
        let loss = f64::from(total.to_dtype(DType::F32)?.to_scalar::<f32>()?);

        if let Some(gradient) = gradient {
            let mean = (total / window.scored().max(1) as f64)?;
            let grads = mean.backward()?;
            for ((_, var), parameter) in network.vars().iter().zip(weights.layout.parameters()) {
                let out = &mut gradient[parameter.range.clone()];
                match grads.get(var) {
                    Some(tensor) => out.copy_from_slice(&tensor.flatten_all()?.to_vec1::<f32>()?),
                    None => out.fill(0.0),
                }
            }
        }
        states.copy_from_slice(&after.detach().flatten_all()?.to_vec1::<f32>()?);
        Ok(loss)
    }

    fn name(&self) -> String {
        let device = match &self.device {
            Device::Cpu => "cpu",
            Device::Cuda(_) => "cuda",
            Device::Metal(_) => "metal",
        };
        format!("candle on {device}")
    }
}
