//! [`Network`]: the reference forward pass on candle tensors, with autograd, on any device candle knows.
//!
//! Each cell is a function here, in PyTorch's variants. The network is slow on a CPU and serves as the reference: the
//! packed engine and the fused trainer, which share [`crate::kernels::cells`], are checked against it. It shares no
//! arithmetic with them.

use candle_core::{D, Device, Result, Tensor, Var};
use candle_nn::ops::sigmoid;

use super::architecture::Architecture;
use super::cell::Cell;
use super::weights::Weights;

/// Variables of a model on a device.
pub struct Network {
    arch: Architecture,
    vars: Vec<(String, Var)>,
    device: Device,
}

/// Optional inputs of a forward pass beside symbols and state.
#[derive(Default)]
pub struct Beside<'a> {
    /// One mask `(B, T, H)` a layer, already scaled by 1/(1 − p): multiplied onto the layer's output.
    pub masks: &'a [Tensor],
    /// `(B, T)`: 0 where the state is reset before the step, else 1.
    pub keep: Option<&'a Tensor>,
    /// `(B, T, D)`: the sums of the n-gram tables' rows at each position; needed by a model with tables.
    pub sums: Option<&'a Tensor>,
}

impl Network {
    /// Copies weights onto a device.
    ///
    /// # Errors
    /// When the device refuses.
    pub fn new(arch: &Architecture, weights: &Weights, device: &Device) -> Result<Self> {
        let vars = weights
            .layout
            .parameters()
            .iter()
            .map(|p| {
                let tensor = Tensor::from_slice(&weights.data[p.range.clone()], p.shape.as_slice(), device)?;
                Ok((p.name.clone(), Var::from_tensor(&tensor)?))
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Network { arch: arch.clone(), vars, device: device.clone() })
    }

    /// Every variable with its name, in the layout's order.
    #[must_use]
    pub fn vars(&self) -> &[(String, Var)] {
        &self.vars
    }

    /// The device that the variables live on.
    #[must_use]
    pub fn device(&self) -> &Device {
        &self.device
    }

    fn var(&self, name: &str) -> Result<&Tensor> {
        let found = self.vars.iter().find(|(own, _)| own == name);
        found.map(|(_, var)| var.as_tensor()).ok_or_else(|| candle_core::Error::CannotFindTensor { path: name.into() })
    }

    /// A state from which every session starts: zeros `(B, S)`, S = [`Architecture::cells_len`].
    ///
    /// # Errors
    /// When the device refuses.
    pub fn zero_state(&self, batch: usize) -> Result<Tensor> {
        Tensor::zeros((batch, self.arch.cells_len()), candle_core::DType::F32, &self.device)
    }

    /// Symbols `(B, T)` of `u32` and a state `(B, S)` to logits `(B, T, V)` and the state after the last symbol.
    ///
    /// # Errors
    /// When shapes do not fit or a symbol is out of range.
    pub fn forward(&self, symbols: &Tensor, state: &Tensor, beside: &Beside) -> Result<(Tensor, Tensor)> {
        let (batch, steps) = symbols.dims2()?;
        let embedding = self.var("embedding.weight")?;
        let vectors = embedding.index_select(&symbols.flatten_all()?, 0)?; // (B·T, E)
        let mut x = vectors.reshape((batch, steps, self.arch.embedding))?;
        if let Some(ngrams) = &self.arch.ngrams {
            let missing = || candle_core::Error::Msg("a model with n-gram tables needs their sums".into());
            let sums = beside.sums.ok_or_else(missing)?.reshape((batch * steps, ngrams.width))?;
            let projected = sums.matmul(&self.var("ngrams.projection.weight")?.t()?)?; // (B·T, E)
            x = (x + projected.reshape((batch, steps, self.arch.embedding))?)?;
        }
        let state = if self.arch.cell == Cell::Unrolled {
            let (hidden, state) = self.unrolled(symbols, state, beside)?;
            x = hidden;
            state
        } else {
            let mut states = Vec::with_capacity(self.arch.layers);
            let width = self.arch.layer_state_len();
            for layer in 0..self.arch.layers {
                let layer_state = state.narrow(1, layer * width, width)?;
                let (output, last) = self.layer(layer, &x, &layer_state, beside.keep)?;
                x = match beside.masks.get(layer) {
                    Some(mask) => (output * mask)?,
                    None => output,
                };
                states.push(last);
            }
            Tensor::cat(&states, 1)?
        };
        let decoder = if self.arch.tied { embedding } else { self.var("decoder.weight")? };
        let hidden = x.reshape((batch * steps, self.arch.hidden))?;
        let logits = hidden.matmul(&decoder.t()?)?.broadcast_add(self.var("decoder.bias")?)?; // (B·T, V)
        Ok((logits.reshape((batch, steps, ()))?, state))
    }

    /// One recurrent layer: `(B, T, I)` and `(B, S_layer)` to `(B, T, H)` and `(B, S_layer)`.
    fn layer(&self, layer: usize, x: &Tensor, state: &Tensor, keep: Option<&Tensor>) -> Result<(Tensor, Tensor)> {
        let (batch, steps, input) = x.dims3()?;
        let hidden = self.arch.hidden;
        let w_ih = self.var(&format!("rnn.weight_ih_l{layer}"))?;
        let w_hh = self.var(&format!("rnn.weight_hh_l{layer}"))?.t()?;
        let b_ih = self.var(&format!("rnn.bias_ih_l{layer}"))?;
        let b_hh = self.var(&format!("rnn.bias_hh_l{layer}"))?;
        let projected = x.reshape((batch * steps, input))?.matmul(&w_ih.t()?)?.broadcast_add(b_ih)?;
        let projected = projected.reshape((batch, steps, ()))?; // (B, T, G·H)
        let mut h = state.narrow(1, 0, hidden)?;
        let mut c = if self.arch.cell == Cell::Lstm { Some(state.narrow(1, hidden, hidden)?) } else { None };
        let mut outputs = Vec::with_capacity(steps);
        for t in 0..steps {
            if let Some(keep) = keep {
                let keep = keep.narrow(1, t, 1)?; // (B, 1)
                h = h.broadcast_mul(&keep)?;
                c = c.map(|c| c.broadcast_mul(&keep)).transpose()?;
            }
            let from_input = projected.narrow(1, t, 1)?.squeeze(1)?; // (B, G·H)
            let from_hidden = h.contiguous()?.matmul(&w_hh)?.broadcast_add(b_hh)?;
            h = match (self.arch.cell, &c) {
                (Cell::Gru, _) => gru(&from_input, &from_hidden, &h)?,
                (Cell::Lstm, Some(cell)) => {
                    let (next_h, next_c) = lstm(&(from_input + from_hidden)?, cell)?;
                    c = Some(next_c);
                    next_h
                }
                (Cell::RnnRelu, _) => (from_input + from_hidden)?.relu()?,
                (Cell::RnnTanh, _) => (from_input + from_hidden)?.tanh()?,
                (Cell::Lstm, None) | (Cell::Unrolled, _) => candle_core::bail!("not a layer of a recurrent network"),
            };
            outputs.push(h.clone());
        }
        let state = match c {
            Some(c) => Tensor::cat(&[&h, &c], 1)?,
            None => h,
        };
        Ok((Tensor::stack(&outputs, 1)?, state))
    }

    /// The last `context` characters through shared dense layers: `h₁ = in(x₁)`, `hₖ = in(xₖ) + hid(hₖ₋₁)`, both ReLU.
    ///
    /// The state `(B, context − 1)` holds the symbols before the window, 0 (a newline) where there were none.
    fn unrolled(&self, symbols: &Tensor, state: &Tensor, beside: &Beside) -> Result<(Tensor, Tensor)> {
        let (batch, steps) = symbols.dims2()?;
        let back = self.arch.context - 1;
        let all = Tensor::cat(&[&state.to_dtype(symbols.dtype())?, symbols], 1)?; // (B, back + T)
        let vectors = self.var("embedding.weight")?.index_select(&all.flatten_all()?, 0)?;
        let input = vectors.matmul(&self.var("input.weight")?.t()?)?.broadcast_add(self.var("input.bias")?)?.relu()?;
        let input = input.reshape((batch, back + steps, self.arch.hidden))?;
        let weight = self.var("hidden.weight")?.t()?;
        let mut hidden = input.narrow(1, 0, steps)?;
        for k in 1..=back {
            let flat = hidden.contiguous()?.reshape((batch * steps, self.arch.hidden))?;
            let through = flat.matmul(&weight)?.broadcast_add(self.var("hidden.bias")?)?.relu()?;
            hidden = (input.narrow(1, k, steps)? + through.reshape((batch, steps, self.arch.hidden))?)?;
        }
        if let Some(mask) = beside.masks.first() {
            hidden = (hidden * mask)?;
        }
        let state = all.narrow(1, steps, back)?.to_dtype(candle_core::DType::F32)?;
        Ok((hidden, state))
    }
}

/// Gates r, z, n; the reset gate acts on the hidden product, as in PyTorch.
fn gru(from_input: &Tensor, from_hidden: &Tensor, h: &Tensor) -> Result<Tensor> {
    let x = from_input.chunk(3, D::Minus1)?;
    let u = from_hidden.chunk(3, D::Minus1)?;
    let r = sigmoid(&(&x[0] + &u[0])?)?;
    let z = sigmoid(&(&x[1] + &u[1])?)?;
    let n = (&x[2] + (r * &u[2])?)?.tanh()?;
    // (1 − z)·n + z·h
    &n + (z * (h - &n)?)?
}

/// Gates i, f, g, o.
fn lstm(gates: &Tensor, c: &Tensor) -> Result<(Tensor, Tensor)> {
    let gates = gates.chunk(4, D::Minus1)?;
    let (i, f) = (sigmoid(&gates[0])?, sigmoid(&gates[1])?);
    let (g, o) = (gates[2].tanh()?, sigmoid(&gates[3])?);
    let c = ((f * c)? + (i * g)?)?;
    let h = (o * c.tanh()?)?;
    Ok((h, c))
}
