//! [`Reference`]: candle's tensors and autograd as a [`Backend`], on a CPU or a GPU.

use candle_core::{D, DType, Device, DeviceLocation, Tensor, Var};

use super::backend::{Backend, BackendError, NO_TARGET, Window};
use super::gradient::Gradient;
use super::rows::Places;
use crate::model::{Architecture, Beside, Network, Weights};

/// Candle as a backend.
pub struct Reference {
    arch: Architecture,
    device: Device,
}

impl Reference {
    /// A backend for models of this shape on this device.
    #[must_use]
    pub fn new(arch: &Architecture, device: &Device) -> Self {
        Reference { arch: arch.clone(), device: device.clone() }
    }

    /// `(T, B)` in memory to a tensor `(B, T)`.
    fn grid<T: candle_core::WithDType>(&self, window: &Window, values: &[T]) -> candle_core::Result<Tensor> {
        Tensor::from_slice(values, (window.steps, window.batch), &self.device)?.t()?.contiguous()
    }

    /// Reads the n-gram tables at every place of a window, and makes the sums a variable `(B, T, D)` on the device: the
    /// tables stay in the machine's memory, and their gradient is that of the sums. Moves the n-gram part of the states.
    fn read_tables(
        &self,
        weights: &Weights,
        window: &Window,
        states: &mut [f32],
    ) -> candle_core::Result<(Places, Option<Var>)> {
        let mut places = Places::default();
        let Some(shape) = &self.arch.ngrams else {
            return Ok((places, None));
        };
        places.read(shape, &weights.alphabet, &weights.rows, window, 0, states);
        let sums = Tensor::from_slice(&places.sums, (window.steps, window.batch, shape.width), &self.device)?;
        let sums = Var::from_tensor(&sums.transpose(0, 1)?.contiguous()?)?;
        Ok((places, Some(sums)))
    }

    fn masks(&self, window: &Window) -> candle_core::Result<Vec<Tensor>> {
        let Some(dropout) = window.dropout.filter(|dropout| dropout.rate > 0.0) else {
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
        gradient: Option<&mut Gradient>,
    ) -> Result<f64, BackendError> {
        let network = Network::new(&self.arch, weights, &self.device)?;
        let symbols = self.grid(window, window.inputs)?;
        let state = Tensor::from_slice(states, (window.batch, self.arch.state_len()), &self.device)?;
        let state = state.narrow(1, 0, self.arch.cells_len())?.contiguous()?;
        let kept: Vec<f32> = window.resets.iter().map(|&reset| if reset { 0.0 } else { 1.0 }).collect();
        let keep = if window.resets.contains(&true) { Some(self.grid(window, &kept)?) } else { None };
        let masks = self.masks(window)?;
        let (places, sums) = self.read_tables(weights, window, states)?;
        let beside = Beside { masks: &masks, keep: keep.as_ref(), sums: sums.as_ref().map(Var::as_tensor) };
        let (logits, after) = network.forward(&symbols, &state, &beside)?;

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
                let out = &mut gradient.dense[parameter.range.clone()];
                match grads.get(var) {
                    Some(tensor) => out.copy_from_slice(&tensor.flatten_all()?.to_vec1::<f32>()?),
                    None => out.fill(0.0),
                }
            }
            if let (Some(own), Some(sums)) = (&mut gradient.rows, &sums) {
                // (B, T, D) on the device, time-major in memory.
                let d_sums = grads.get(sums).map(|d| d.transpose(0, 1)?.flatten_all()?.to_vec1::<f32>()).transpose()?;
                own.vectors = d_sums.unwrap_or_else(|| vec![0.0; places.sums.len()]);
                own.vectors.iter_mut().for_each(|x| *x *= places.scale);
                own.rows.clone_from(&places.rows);
            }
        }
        let after = after.detach().flatten_all()?.to_vec1::<f32>()?;
        let (own, cells) = (self.arch.state_len(), self.arch.cells_len());
        for (state, after) in states.chunks_exact_mut(own.max(1)).zip(after.chunks_exact(cells.max(1))) {
            state[..cells].copy_from_slice(after);
        }
        Ok(loss)
    }

    fn name(&self) -> String {
        match self.device.location() {
            DeviceLocation::Cpu => "candle, cpu".to_owned(),
            DeviceLocation::Cuda { gpu_id } => format!("candle, cuda:{gpu_id}"),
            DeviceLocation::Metal { gpu_id } => format!("candle, metal:{gpu_id}"),
        }
    }
}
