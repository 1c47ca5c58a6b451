//! The recurrent cells: one file a cell, each an implementation of [`RecurrentCell`] for a single hidden unit.
//!
//! [`step`], [`forward`] and [`backward`] run a cell over the H units of one context. They are compiled for each cell and
//! each level, so that nothing is looked up within a step. The products with the weights are made outside; a cell is only
//! what happens element by element after them. Allocates nothing, knows no weights and no names.

mod cell;
mod gru;
mod lstm;
mod rnn;

pub use cell::{GateGroup, RecurrentCell};
pub use gru::Gru;
pub use lstm::Lstm;
pub use rnn::{Rnn, RnnRelu, RnnTanh};

use super::fuse::Fuse;
use super::level::per_level;
use super::per_unit::PerUnit;

// One number indexes several rows.
#[allow(clippy::needless_range_loop)]
#[inline(always)]
fn step_body<C: RecurrentCell, F: Fuse>(from_input: &[f32], from_hidden: &[f32], h: &mut [f32], carried: &mut [f32]) {
    let n = h.len();
    let (x, u) = (C::Gates::rows(from_input, n), C::Gates::rows(from_hidden, n));
    let mut carried = C::Carried::rows_mut(carried, n);
    for j in 0..n {
        let before = C::Carried::load_mut(&carried, j);
        let (next, after, _) = C::forward::<F>(C::Gates::load(&x, j), C::Gates::load(&u, j), h[j], before);
        h[j] = next;
        after.store(&mut carried, j);
    }
}

#[inline(always)]
fn forward_body<C: RecurrentCell, F: Fuse>(
    from_input: &[f32],
    from_hidden: &[f32],
    h: &[f32],
    carried: &[f32],
    saved: &mut [f32],
    out: &mut [f32],
    carried_out: &mut [f32],
) {
    let n = out.len();
    let (x, u) = (C::Gates::rows(from_input, n), C::Gates::rows(from_hidden, n));
    let (h, carried) = (&h[..n], C::Carried::rows(carried, n));
    let (mut saved, mut carried_out) = (C::Saved::rows_mut(saved, n), C::Carried::rows_mut(carried_out, n));
    for j in 0..n {
        let before = C::Carried::load(&carried, j);
        let (next, after, kept) = C::forward::<F>(C::Gates::load(&x, j), C::Gates::load(&u, j), h[j], before);
        out[j] = next;
        after.store(&mut carried_out, j);
        kept.store(&mut saved, j);
    }
}

#[inline(always)]
fn backward_body<C: RecurrentCell, F: Fuse>(
    saved: &mut [f32],
    h: &[f32],
    carried: &[f32],
    carried_out: &[f32],
    d_out: &[f32],
    d_h: &mut [f32],
    d_carried: &mut [f32],
) {
    let n = d_out.len();
    let mut saved = C::Saved::rows_mut(saved, n);
    let (h, d_h) = (&h[..n], &mut d_h[..n]);
    let (carried, carried_out) = (C::Carried::rows(carried, n), C::Carried::rows(carried_out, n));
    let mut d_carried = C::Carried::rows_mut(d_carried, n);
    for j in 0..n {
        let (before, after) = (C::Carried::load(&carried, j), C::Carried::load(&carried_out, j));
        let d_after = C::Carried::load_mut(&d_carried, j);
        let kept = C::Saved::load_mut(&saved, j);
        let (d_gates, d_hidden, d_before) = C::backward::<F>(kept, h[j], before, after, d_out[j], d_after);
        d_gates.store(&mut saved, j);
        d_h[j] = d_hidden;
        d_before.store(&mut d_carried, j);
    }
}

per_level! {
    /// One step in place: `from_input`, `from_hidden` `(G·H)`, biases included; `h` `(H)` and `carried` `(CARRIED·H)` are
    /// read and overwritten.
    pub fn step<C: RecurrentCell>(from_input: &[f32], from_hidden: &[f32], h: &mut [f32], carried: &mut [f32])
        = step_body;
}
per_level! {
    /// One step that saves what [`backward`] needs: `h`, `out` `(H)`; `carried`, `carried_out` `(CARRIED·H)`; `saved`
    /// `(SAVED·H)`.
    pub fn forward<C: RecurrentCell>(
        from_input: &[f32],
        from_hidden: &[f32],
        h: &[f32],
        carried: &[f32],
        saved: &mut [f32],
        out: &mut [f32],
        carried_out: &mut [f32],
    ) = forward_body;
}
per_level! {
    /// The backward pass of a step: `saved` becomes the gates' gradients; `d_h` the part of the gradient of `h` that
    /// does not pass through the hidden product; `d_carried` that of `carried_out` on the way in, of `carried` on the way
    /// out.
    pub fn backward<C: RecurrentCell>(
        saved: &mut [f32],
        h: &[f32],
        carried: &[f32],
        carried_out: &[f32],
        d_out: &[f32],
        d_h: &mut [f32],
        d_carried: &mut [f32],
    ) = backward_body;
}

#[cfg(test)]
mod tests;
