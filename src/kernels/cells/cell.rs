//! [`RecurrentCell`]: what every cell says of itself, and its arithmetic.

use crate::kernels::fuse::Fuse;
use crate::kernels::per_unit::PerUnit;

/// The arithmetic of one hidden unit. The types say how many numbers a unit has of each kind: `[f32; G]`.
pub trait RecurrentCell {
    /// The gates, in PyTorch's order: one number each of the input product and of the hidden product.
    type Gates: PerUnit;
    /// What a unit carries from step to step beside its hidden value: the cell value of an LSTM.
    type Carried: PerUnit;
    /// The saved activations, which the backward pass turns into gradients of the gates. The first G become the gradients
    /// of the hidden product.
    type Saved: PerUnit;

    /// Where the gradients of the input product stand among the saved numbers.
    const INPUT_GRADIENTS: &'static [GateGroup];

    /// Rows of the layer's weights per hidden unit, G.
    const GATES: usize = <Self::Gates as PerUnit>::COUNT;
    /// Numbers carried per hidden unit beside the hidden value.
    const CARRIED: usize = <Self::Carried as PerUnit>::COUNT;
    /// Numbers saved per hidden unit.
    const SAVED: usize = <Self::Saved as PerUnit>::COUNT;

    /// One step from both products (biases included), the hidden value and what is carried: the next hidden value, what
    /// is carried on, and what is saved.
    fn forward<F: Fuse>(
        from_input: Self::Gates,
        from_hidden: Self::Gates,
        h: f32,
        carried: Self::Carried,
    ) -> (f32, Self::Carried, Self::Saved);

    /// The backward pass of a step from `carried` to `carried_out`: from the gradients of the new hidden value and
    /// of `carried_out`, the gradients of the gates, the part of the hidden value's that does not pass through the hidden
    /// product, and that of `carried`.
    fn backward<F: Fuse>(
        saved: Self::Saved,
        h: f32,
        carried: Self::Carried,
        carried_out: Self::Carried,
        d_out: f32,
        d_carried: Self::Carried,
    ) -> (Self::Saved, f32, Self::Carried);
}

/// Gates whose gradients of the input product lie side by side among the saved numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GateGroup {
    /// The first of the saved numbers.
    pub saved: usize,
    /// The first gate.
    pub gate: usize,
    /// How many gates.
    pub count: usize,
}
