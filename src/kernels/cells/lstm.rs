//! [`Lstm`]: long short-term memory (Hochreiter and Schmidhuber 1997) with forget gates (Gers et al. 2000).

use super::cell::{GateGroup, RecurrentCell};
use crate::kernels::fuse::Fuse;
use crate::kernels::math::{sigmoid, tanh};

/// Gates i (input), f (forget), g (candidate), o (output); carries the cell value c.
pub struct Lstm;

impl RecurrentCell for Lstm {
    type Gates = [f32; 4];
    type Carried = [f32; 1];
    /// i, f, g, o, then their gradients.
    type Saved = [f32; 4];

    const INPUT_GRADIENTS: &'static [GateGroup] = &[GateGroup { saved: 0, gate: 0, count: 4 }];

    #[inline(always)]
    fn forward<F: Fuse>(
        [xi, xf, xg, xo]: [f32; 4],
        [ui, uf, ug, uo]: [f32; 4],
        _: f32,
        [c]: [f32; 1],
    ) -> (f32, [f32; 1], [f32; 4]) {
        let i = sigmoid::<F>(xi + ui);
        let f = sigmoid::<F>(xf + uf);
        let g = tanh::<F>(xg + ug);
        let o = sigmoid::<F>(xo + uo);
        let cell = f * c + i * g;
        (o * tanh::<F>(cell), [cell], [i, f, g, o])
    }

    #[inline(always)]
    fn backward<F: Fuse>(
        [i, f, g, o]: [f32; 4],
        _: f32,
        [c]: [f32; 1],
        [c_out]: [f32; 1],
        d_out: f32,
        [d_c]: [f32; 1],
    ) -> ([f32; 4], f32, [f32; 1]) {
        let t = tanh::<F>(c_out);
        let d_cell = d_c + d_out * o * (1.0 - t * t);
        let d_i = d_cell * g * i * (1.0 - i);
        let d_f = d_cell * c * f * (1.0 - f);
        let d_g = d_cell * i * (1.0 - g * g);
        let d_o = d_out * t * o * (1.0 - o);
        ([d_i, d_f, d_g, d_o], 0.0, [d_cell * f])
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn backward_is_the_derivative() {
        super::super::tests::check::<super::Lstm>();
    }
}
