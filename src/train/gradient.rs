//! [`Gradient`] of one window: dense for matrices and biases, place by place for the rows of n-gram tables.

use crate::model::{Architecture, Weights};

/// Stands for a row that dropout left out of a sum.
pub const NO_ROW: u32 = u32::MAX;

/// The gradient of the mean loss over a window's scored targets.
#[derive(Clone, Debug, Default)]
pub struct Gradient {
    /// The gradient of matrices and biases, in the weights' layout.
    pub dense: Vec<f32>,
    /// The gradient of the n-gram tables; `None` where they are not trained.
    pub rows: Option<RowGradient>,
}

/// Gradients of rows as they come: one vector for each place, which all rows of the place share.
///
/// A row that was read at several places has several of them; [`super::Stepper`] adds them up.
#[derive(Clone, Debug, Default)]
pub struct RowGradient {
    /// `(N, K)`: the row of each of K tables at each of N places, or [`NO_ROW`].
    pub rows: Vec<u32>,
    /// `(N, D)`: the gradient of the sum of a place's rows.
    pub vectors: Vec<f32>,
}

impl Gradient {
    /// Room for the gradient of all weights, tables included where there are some.
    #[must_use]
    pub fn new(arch: &Architecture, weights: &Weights) -> Self {
        let rows = arch.ngrams.as_ref().map(|_| RowGradient::default());
        Gradient { dense: vec![0.0; weights.data.len()], rows }
    }

    /// Room for the gradient of all weights but the tables.
    #[must_use]
    pub fn dense(weights: &Weights) -> Self {
        Gradient { dense: vec![0.0; weights.data.len()], rows: None }
    }

    /// The table gradients as if they were dense, `(R, D)`: for tests and small models.
    #[must_use]
    pub fn dense_rows(&self, tables: usize, total_rows: usize, width: usize) -> Vec<f32> {
        let mut dense = vec![0.0; total_rows * width];
        let Some(own) = &self.rows else {
            return dense;
        };
        for (rows, vector) in own.rows.chunks_exact(tables.max(1)).zip(own.vectors.chunks_exact(width.max(1))) {
            for &row in rows.iter().filter(|&&row| row != NO_ROW) {
                crate::kernels::axpy(1.0, vector, &mut dense[row as usize * width..][..width]);
            }
        }
        dense
    }
}
