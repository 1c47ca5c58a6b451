//! [`Gru`]: gated recurrent unit (Cho et al. 2014) in PyTorch's variant, the reset gate applied after the hidden product.

use super::cell::{GateGroup, RecurrentCell};
use crate::kernels::fuse::Fuse;
use crate::kernels::math::{sigmoid, tanh};

/// Gates r (reset), z (update), n (new).
pub struct Gru;

impl RecurrentCell for Gru {
    type Gates = [f32; 3];
    type Carried = [f32; 0];
    /// r, z, n and the hidden product's n; then the gradients of r, z and n of the hidden product, and of n of the input
    /// product, since n has one gradient for each product.
    type Saved = [f32; 4];

    const INPUT_GRADIENTS: &'static [GateGroup] =
        &[GateGroup { saved: 0, gate: 0, count: 2 }, GateGroup { saved: 3, gate: 2, count: 1 }];

    #[inline(always)]
    fn forward<F: Fuse>(
        [xr, xz, xn]: [f32; 3],
        [ur, uz, un]: [f32; 3],
        h: f32,
        _: [f32; 0],
    ) -> (f32, [f32; 0], [f32; 4]) {
        let r = sigmoid::<F>(xr + ur);
        let z = sigmoid::<F>(xz + uz);
        let new = tanh::<F>(xn + r * un);
        (new + z * (h - new), [], [r, z, new, un])
    }

    #[inline(always)]
    fn backward<F: Fuse>(
        [r, z, new, un]: [f32; 4],
        h: f32,
        _: [f32; 0],
        _: [f32; 0],
        d_out: f32,
        _: [f32; 0],
    ) -> ([f32; 4], f32, [f32; 0]) {
        let d_new = d_out * (1.0 - z) * (1.0 - new * new);
        let d_z = d_out * (h - new) * z * (1.0 - z);
        let d_r = d_new * un * r * (1.0 - r);
        ([d_r, d_z, d_new * r, d_new], d_out * z, [])
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn backward_is_the_derivative() {
        super::super::tests::check::<super::Gru>();
    }
}
