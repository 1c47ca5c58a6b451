//! [`PackedMatrix`]: the right-hand side of a product, laid out in the order in which the kernel reads it.
//!
//! `C (M, N) = A (M, K) · B (K, N)`. B is cut into panels of a few registers' width, each stored row after row, so
//! that the kernel streams through it. In bf16 two rows of B lie side by side, one word a column.

use super::aligned::Aligned;
use super::bf16::{pair, pair_up};
use super::level::{Bf16Level, Format, Level};
#[cfg(target_arch = "x86_64")]
use super::simd::{Avx2, Avx512};
use super::simd::{Portable, Simd};

/// Rows of a tile of AMX, words of a row, columns of the sums.
#[cfg(target_arch = "x86_64")]
pub(super) const TILE_ROWS: usize = 16;
/// Columns of a panel for AMX: four tiles.
#[cfg(target_arch = "x86_64")]
pub(super) const TILES_WIDTH: usize = 4 * TILE_ROWS;

/// Whether a product replaces what is in C or is added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accumulate {
    /// C is overwritten.
    Replace,
    /// The product is added to C.
    Add,
}

/// The left-hand side of a product: `A (M, K)`.
#[derive(Clone, Copy, Debug)]
pub enum Lhs<'a> {
    /// Element `(i, k)` at `data[i · stride + k]`.
    Rows {
        /// The numbers of A, and what lies between its rows.
        data: &'a [f32],
        /// Numbers from one row to the next.
        stride: usize,
    },
    /// Element `(i, k)` at `data[k · stride + i]`.
    Columns {
        /// The numbers of the transpose of A.
        data: &'a [f32],
        /// Numbers from one column of A to the next.
        stride: usize,
    },
}

/// A matrix `(K, N)` packed for products.
#[derive(Clone, Debug)]
pub struct PackedMatrix {
    pub(super) format: Format,
    pub(super) k: usize,
    pub(super) n: usize,
    /// Rows of words: K, or half as many in bf16.
    pub(super) depth: usize,
    /// Rows of a panel: one at least, and zeros beyond `depth` where the level wants a multiple.
    pub(super) panel_rows: usize,
    /// Panels of `panel_width` columns, the last padded with zeros; each `(panel_rows, panel_width)` row by row. A word
    /// is a number, or the bits of two bf16, the lower first.
    pub(super) data: Aligned<f32>,
}

impl PackedMatrix {
    /// Room for a matrix `(k, n)`, all zeros.
    #[must_use]
    pub fn zeros(format: Format, k: usize, n: usize) -> Self {
        let (width, depth) = (panel_width(format), format.words(k));
        let panel_rows = depth.max(1).next_multiple_of(row_multiple(format));
        let data = Aligned::zeros(panel_rows * n.div_ceil(width) * width);
        PackedMatrix { format, k, n, depth, panel_rows, data }
    }

    /// Rows of a panel, and the words of all panels.
    #[cfg(target_arch = "x86_64")]
    pub(super) fn panels(&self) -> (usize, &[f32]) {
        (self.panel_rows, &self.data)
    }

    /// Rows and columns.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        (self.k, self.n)
    }

    /// Bytes that a product reads.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.data.len() * 4
    }

    /// Takes in a matrix `(K, N)` stored row by row, rows `stride` apart.
    ///
    /// # Panics
    /// When `source` is too short: lengths are the caller's own, never input.
    pub fn pack(&mut self, source: &[f32], stride: usize) {
        let (k, n, width) = (self.k, self.n, panel_width(self.format));
        assert!(k == 0 || source.len() >= (k - 1) * stride + n, "source holds the matrix");
        let per_word = self.format.per_word();
        for (panel, first) in self.data.chunks_exact_mut(self.panel_rows * width).zip((0..n).step_by(width)) {
            let columns = width.min(n - first);
            for (row, target) in panel.chunks_exact_mut(width).enumerate().take(self.depth) {
                let at = row * per_word * stride + first;
                let target = &mut target[..columns];
                if per_word == 1 {
                    target.copy_from_slice(&source[at..at + columns]);
                } else if row * 2 + 1 < k {
                    pair_up(&source[at..at + columns], &source[at + stride..][..columns], target);
                } else {
                    target.iter_mut().zip(&source[at..]).for_each(|(word, &low)| *word = pair(low, 0.0));
                }
            }
        }
    }

    /// Takes in the transpose of a matrix `(N, K)` stored row by row, rows `stride` apart: a layer's weight.
    ///
    /// # Panics
    /// When `source` is too short: lengths are the caller's own, never input.
    pub fn pack_transposed(&mut self, source: &[f32], stride: usize) {
        let (k, n, width) = (self.k, self.n, panel_width(self.format));
        assert!(n == 0 || source.len() >= (n - 1) * stride + k, "source holds the matrix");
        let per_word = self.format.per_word();
        for (panel, first) in self.data.chunks_exact_mut(self.panel_rows * width).zip((0..n).step_by(width)) {
            let columns = width.min(n - first);
            // In blocks, so that the lines written to stay in cache while the source's rows are read.
            for block in (0..self.depth).step_by(16) {
                let end = self.depth.min(block + 16);
                for column in 0..columns {
                    let row = &source[(first + column) * stride..][..k];
                    for at in block..end {
                        panel[at * width + column] = match per_word {
                            1 => row[at],
                            _ => pair(row[at * 2], row.get(at * 2 + 1).copied().unwrap_or(0.0)),
                        };
                    }
                }
            }
        }
    }
}

/// Columns of a panel: as many as fill the registers together with the kernel's rows.
fn panel_width(format: Format) -> usize {
    match format {
        Format::F32(Level::Portable) | Format::Bf16(Bf16Level::Portable) => 2 * Portable::LANES,
        #[cfg(target_arch = "x86_64")]
        Format::F32(Level::Avx2) => 2 * Avx2::LANES,
        #[cfg(target_arch = "x86_64")]
        Format::Bf16(Bf16Level::Avx2) => 2 * Avx2::LANES,
        #[cfg(target_arch = "x86_64")]
        Format::F32(Level::Avx512) | Format::Bf16(Bf16Level::Avx512Bf16) => 3 * Avx512::LANES,
        #[cfg(target_arch = "x86_64")]
        Format::Bf16(Bf16Level::Amx) => TILES_WIDTH,
    }
}

/// What the rows of a panel are a multiple of.
fn row_multiple(format: Format) -> usize {
    match format {
        #[cfg(target_arch = "x86_64")]
        Format::Bf16(Bf16Level::Amx) => TILE_ROWS,
        _ => 1,
    }
}
