//! [`Scratch`]: the buffers of a step.

use crate::kernels::RoundedRows;

/// Buffers that a step works in, one set for each thread; they grow to the largest batch they have seen, and a step
/// allocates nothing after that.
#[derive(Default)]
pub struct Scratch {
    pub(super) from_input: Vec<f32>,
    pub(super) from_hidden: Vec<f32>,
    pub(super) out: Vec<f32>,
    pub(super) probabilities: Vec<f32>,
    pub(super) rounded: RoundedRows,
    /// `(n, K)` and `(n, D)`: rows of the n-gram tables and their sums.
    pub(super) table_rows: Vec<u32>,
    pub(super) sums: Vec<f32>,
}
