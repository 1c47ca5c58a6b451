//! The tables of a window: which rows each place reads, their sums, and the sparse update of what was read.
//!
//! [`Places`] walks a window's streams the way the engine walks a text; [`RowMoments`] is Adam on the rows that a window
//! touched (the lazy variant, as `torch.optim.SparseAdam`: moments of other rows stay as they are). Knows no network.

use super::backend::{DropoutSeed, Window};
use super::gradient::{NO_ROW, RowGradient};
use crate::kernels;
use crate::model::{Alphabet, NgramWindow, Ngrams, Rows};
use crate::text::random::SplitMix64;

/// Rows and sums of the places of a window, time-major.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// `(T·B, K)`, [`NO_ROW`] where dropout left one out.
    pub rows: Vec<u32>,
    /// `(T·B, D)`: sums of the rows, scaled by 1/(1 − dropout) in training.
    pub sums: Vec<f32>,
    /// The factor on sums, which is that on their gradients as well: 1/(1 − dropout) in training.
    pub scale: f32,
}

/// Tells the random draws of row dropout from the other draws of a [`DropoutSeed`].
const ROW_DROPOUT: u64 = 0x726f_7773;

impl Places {
    /// Reads B streams of a window from their states on, and leaves the states' n-gram part as it is after the window.
    ///
    /// `states` are `(B, S)` with the n-gram part at the end of each; streams are `first..first + B` of the whole window.
    pub fn read(
        &mut self,
        shape: &Ngrams,
        alphabet: &Alphabet,
        table: &Rows,
        window: &Window,
        first: usize,
        states: &mut [f32],
    ) {
        let (batch, tables, tail) = (window.batch, shape.tables.len(), shape.state_len());
        let stride = states.len() / batch.max(1);
        self.rows.clear();
        self.rows.resize(window.steps * batch * tables, 0);
        for (b, state) in states.chunks_exact_mut(stride.max(1)).enumerate() {
            let numbers = &mut state[stride - tail..];
            let mut own = NgramWindow::load(shape, numbers);
            for t in 0..window.steps {
                let at = t * batch + b;
                if window.resets[at] {
                    own = NgramWindow::default();
                }
                own.push(alphabet, window.inputs[at]);
                own.rows(shape, &mut self.rows[at * tables..][..tables]);
            }
            own.store(shape, numbers);
        }
        let dropout = window.dropout.filter(|_| shape.dropout > 0.0);
        if let Some(seed) = dropout {
            self.drop_rows(shape, batch, first, seed);
        }
        self.scale = if dropout.is_some() { 1.0 / (1.0 - shape.dropout) } else { 1.0 };
        self.add_up(shape, table);
    }

    fn drop_rows(&mut self, shape: &Ngrams, batch: usize, first: usize, seed: DropoutSeed) {
        let threshold = (shape.dropout * 65_536.0) as u64;
        for (at, rows) in self.rows.chunks_exact_mut(shape.tables.len()).enumerate() {
            let place = [seed.step, ROW_DROPOUT, (at / batch) as u64, (first + at % batch) as u64];
            let mut random = SplitMix64::at(seed.seed, &place);
            for four in rows.chunks_mut(4) {
                let mut bits = random.next();
                for row in four {
                    *row = if bits & 0xffff < threshold { NO_ROW } else { *row };
                    bits >>= 16;
                }
            }
        }
    }

    fn add_up(&mut self, shape: &Ngrams, table: &Rows) {
        let (tables, width) = (shape.tables.len(), shape.width);
        self.sums.clear();
        self.sums.resize(self.rows.len() / tables * width, 0.0);
        for (rows, sum) in self.rows.chunks_exact(tables).zip(self.sums.chunks_exact_mut(width)) {
            let kept = rows.iter().filter(|&&row| row != NO_ROW);
            kept.for_each(|&row| table.row(row, width).add_to(self.scale, sum));
        }
    }
}

/// Moments of the rows, `(R, D)` each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowMoments {
    /// Rows of each table.
    tables: Vec<usize>,
    width: usize,
    /// First moments.
    pub first: Vec<f32>,
    /// Second moments.
    pub second: Vec<f32>,
}

impl RowMoments {
    /// Zero moments for tables of this shape; none for a model without tables.
    #[must_use]
    pub fn new(shape: Option<&Ngrams>) -> Self {
        let Some(shape) = shape else {
            return RowMoments::default();
        };
        let numbers = shape.total_rows() * shape.width;
        RowMoments {
            tables: shape.tables.iter().map(|table| table.rows as usize).collect(),
            width: shape.width,
            first: vec![0.0; numbers],
            second: vec![0.0; numbers],
        }
    }

    /// Moves the rows that `gradient` names; `rates` as [`kernels::adam`] takes them. Each table belongs to one thread, and a
    /// row's gradients are added up in the order of the places, so that the number of threads does not change the result.
    pub fn apply(&mut self, weights: &mut [f32], gradient: &RowGradient, rates: [f32; 7], threads: usize) {
        let (tables, width) = (self.tables.len(), self.width);
        let mut own = Vec::with_capacity(tables);
        let (mut first, mut weights) = (0, weights);
        let (mut moments, mut squares) = (self.first.as_mut_slice(), self.second.as_mut_slice());
        for (index, &rows) in self.tables.iter().enumerate() {
            let (table, rest);
            (table, rest) = std::mem::take(&mut weights).split_at_mut(rows * width);
            weights = rest;
            let (one, rest) = std::mem::take(&mut moments).split_at_mut(rows * width);
            moments = rest;
            let (two, rest) = std::mem::take(&mut squares).split_at_mut(rows * width);
            squares = rest;
            own.push(TableUpdate { index, tables, width, first, weights: table, moments: one, squares: two });
            first += rows;
        }
        let share = tables.div_ceil(threads.max(1)).max(1);
        std::thread::scope(|scope| {
            let mut groups = own.chunks_mut(share);
            let mine = groups.next();
            for group in groups {
                scope.spawn(move || group.iter_mut().for_each(|table| table.apply(gradient, rates)));
            }
            mine.into_iter().flatten().for_each(|table| table.apply(gradient, rates));
        });
    }
}

/// One table and its moments during an update.
struct TableUpdate<'t> {
    index: usize,
    tables: usize,
    width: usize,
    /// Its first row, counted over all tables.
    first: usize,
    weights: &'t mut [f32],
    moments: &'t mut [f32],
    squares: &'t mut [f32],
}

impl TableUpdate<'_> {
    fn apply(&mut self, gradient: &RowGradient, rates: [f32; 7]) {
        let width = self.width;
        let column = gradient.rows.iter().skip(self.index).step_by(self.tables);
        let mut places: Vec<u64> =
            column.zip(0u64..).filter(|&(&row, _)| row != NO_ROW).map(|(&row, at)| u64::from(row) << 32 | at).collect();
        // Sorted by row, and for one row by the order of the places.
        places.sort_unstable();
        let mut sum = vec![0.0; width];
        for same in places.chunk_by(|a, b| a >> 32 == b >> 32) {
            sum.fill(0.0);
            for place in same {
                let at = (place & 0xffff_ffff) as usize * width;
                kernels::axpy(1.0, &gradient.vectors[at..at + width], &mut sum);
            }
            let row = ((same[0] >> 32) as usize - self.first) * width;
            let (weights, moments) = (&mut self.weights[row..row + width], &mut self.moments[row..row + width]);
            kernels::adam(weights, &sum, moments, &mut self.squares[row..row + width], rates);
        }
    }
}
