//! [`Rnn`]: the simple recurrent network (Elman 1990), with tanh or with ReLU.

use super::cell::{GateGroup, RecurrentCell};
use crate::kernels::fuse::Fuse;
use crate::kernels::math::tanh;

/// No gates: the hidden value is the activation of the sum of both products.
pub struct Rnn<const RELU: bool>;

/// Elman network with tanh.
pub type RnnTanh = Rnn<false>;
/// Elman network with ReLU.
pub type RnnRelu = Rnn<true>;

impl<const RELU: bool> RecurrentCell for Rnn<RELU> {
    type Gates = [f32; 1];
    type Carried = [f32; 0];
    /// The hidden value, then the gradient of the sum.
    type Saved = [f32; 1];

    const INPUT_GRADIENTS: &'static [GateGroup] = &[GateGroup { saved: 0, gate: 0, count: 1 }];

    #[inline(always)]
    fn forward<F: Fuse>([x]: [f32; 1], [u]: [f32; 1], _: f32, _: [f32; 0]) -> (f32, [f32; 0], [f32; 1]) {
        let sum = x + u;
        let out = if !RELU {
            tanh::<F>(sum)
        } else if sum > 0.0 {
            sum
        } else {
            0.0
        };
        (out, [], [out])
    }

    #[inline(always)]
    fn backward<F: Fuse>(
        [out]: [f32; 1],
        _: f32,
        _: [f32; 0],
        _: [f32; 0],
        d_out: f32,
        _: [f32; 0],
    ) -> ([f32; 1], f32, [f32; 0]) {
        let d_sum = if !RELU {
            d_out * (1.0 - out * out)
        } else if out > 0.0 {
            d_out
        } else {
            0.0
        };
        ([d_sum], 0.0, [])
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn backward_is_the_derivative() {
        super::super::tests::check::<super::RnnTanh>();
        super::super::tests::check::<super::RnnRelu>();
    }
}
