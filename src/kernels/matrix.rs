//! [`PackedMatrix`]: the right-hand side of a product, laid out in the order in which the kernel reads it.
//!
//! `C (M, N) = A (M, K) · B (K, N)`. B is cut into panels of a few registers' width, each stored row after row, so
//! that the kernel streams through it; A is read where it lies, or through a small packed block when it is
//! transposed. The register-blocked kernel is that of Goto and van de Geijn, "Anatomy of High-Performance Matrix
//! Multiplication" (TOMS 2008), section 5.

use super::level::Level;
#[cfg(target_arch = "x86_64")]
use super::simd::{Avx2, Avx512};
use super::simd::{Portable, Simd};

/// Rows of C that one kernel call makes at most.
const MAX_ROWS: usize = 8;
/// Rows of B that a transposed A is packed for at a time: the block stays in the first-level cache.
const BLOCK_K: usize = 512;

/// Whether a product replaces what is in C or is added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accumulate {
    Replace,
    Add,
}

/// The left-hand side of a product: `A (M, K)`.
#[derive(Clone, Copy, Debug)]
pub enum Lhs<'a> {
    /// Element `(i, k)` at `data[i · stride + k]`.
    Rows { data: &'a [f32], stride: usize },
    /// Element `(i, k)` at `data[k · stride + i]`.
    Columns { data: &'a [f32], stride: usize },
}

/// A matrix `(K, N)` packed for products.
#[derive(Clone, Debug)]
pub struct PackedMatrix {
    level: Level,
    k: usize,
    n: usize,
    /// Panels of `panel_width` columns, the last padded with zeros; each `(K, panel_width)` row by row.
    data: Vec<f32>,
}

impl PackedMatrix {
    /// Room for a matrix `(k, n)`, all zeros.
    #[must_use]
    pub fn zeros(level: Level, k: usize, n: usize) -> Self {
        let width = panel_width(level);
        PackedMatrix { level, k, n, data: vec![0.0; k.max(1) * n.div_ceil(width) * width] }
    }

    /// Rows and columns.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        (self.k, self.n)
    }

    /// Takes in a matrix `(K, N)` stored row by row, rows `stride` apart.
    ///
    /// # Panics
    /// When `source` is too short: lengths are the caller's own, never input.
    pub fn pack(&mut self, source: &[f32], stride: usize) {
        let (k, n, width) = (self.k, self.n, panel_width(self.level));
        assert!(k == 0 || source.len() >= (k - 1) * stride + n, "source holds the matrix");
        for (panel, first) in self.data.chunks_exact_mut(k.max(1) * width).zip((0..n).step_by(width)) {
            let columns = width.min(n - first);
            for (row, target) in panel.chunks_exact_mut(width).enumerate() {
                target[..columns].copy_from_slice(&source[row * stride + first..][..columns]);
            }
        }
    }

    /// Takes in the transpose of a matrix `(N, K)` stored row by row, rows `stride` apart: a layer's weight.
    ///
    /// # Panics
    /// When `source` is too short: lengths are the caller's own, never input.
    pub fn pack_transposed(&mut self, source: &[f32], stride: usize) {
        let (k, n, width) = (self.k, self.n, panel_width(self.level));
        assert!(n == 0 || source.len() >= (n - 1) * stride + k, "source holds the matrix");
        for (panel, first) in self.data.chunks_exact_mut(k.max(1) * width).zip((0..n).step_by(width)) {
            let columns = width.min(n - first);
            // In blocks, so that the lines written to stay in cache while the source's rows are read.
            for block in (0..k).step_by(16) {
                let end = k.min(block + 16);
                for column in 0..columns {
                    let row = &source[(first + column) * stride..][..k];
                    for at in block..end {
                        panel[at * width + column] = row[at];
                    }
                }
            }
        }
    }

    /// `C (m, N) = A (m, K) · self`, or added to C; rows of C are `c_stride` apart.
    ///
    /// # Panics
    /// When A or C are too short: lengths are the caller's own, never input.
    pub fn multiply(&self, m: usize, a: Lhs, c: &mut [f32], c_stride: usize, accumulate: Accumulate) {
        if m == 0 || self.n == 0 {
            return;
        }
        let (length, needed) = match a {
            Lhs::Rows { data, stride } => (data.len(), (m - 1) * stride + self.k),
            Lhs::Columns { data, stride } => (data.len(), self.k.saturating_sub(1) * stride + m),
        };
        assert!(length >= needed, "A holds the matrix");
        assert!(c.len() >= (m - 1) * c_stride + self.n && c_stride >= self.n, "C holds the product");
        match self.level {
            // SAFETY: every processor has the portable instructions.
            Level::Portable => unsafe { product::<Portable, 4, 2>(self, m, a, c, c_stride, accumulate) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a level other than portable comes from `Level::available`, which has found it here.
            Level::Avx2 => unsafe { product_avx2(self, m, a, c, c_stride, accumulate) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Level::Avx512 => unsafe { product_avx512(self, m, a, c, c_stride, accumulate) },
        }
    }
}

/// Columns of a panel: as many as fill the registers together with the kernel's rows.
fn panel_width(level: Level) -> usize {
    match level {
        Level::Portable => 2 * Portable::LANES,
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => 3 * Avx2::LANES,
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => 3 * Avx512::LANES,
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn product_avx2(b: &PackedMatrix, m: usize, a: Lhs, c: &mut [f32], c_stride: usize, accumulate: Accumulate) {
    // SAFETY: this function's own features are the instructions.
    unsafe { product::<Avx2, 4, 3>(b, m, a, c, c_stride, accumulate) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn product_avx512(b: &PackedMatrix, m: usize, a: Lhs, c: &mut [f32], c_stride: usize, accumulate: Accumulate) {
    // SAFETY: this function's own features are the instructions.
    unsafe { product::<Avx512, 8, 3>(b, m, a, c, c_stride, accumulate) }
}

/// The whole product in blocks of `R` rows by `P` registers.
///
/// # Safety
/// The processor has the instructions of `S`. Lengths were checked by [`PackedMatrix::multiply`].
#[inline(always)]
unsafe fn product<S: Simd, const R: usize, const P: usize>(
    b: &PackedMatrix,
    m: usize,
    a: Lhs,
    c: &mut [f32],
    c_stride: usize,
    accumulate: Accumulate,
) {
    let width = P * S::LANES;
    let mut packed = [0.0; MAX_ROWS * BLOCK_K];
    let block = if matches!(a, Lhs::Columns { .. }) { BLOCK_K } else { b.k.max(1) };
    for from_k in (0..b.k.max(1)).step_by(block) {
        let depth = block.min(b.k - from_k);
        let add = accumulate == Accumulate::Add || from_k > 0;
        for row in (0..m).step_by(R) {
            let rows = R.min(m - row);
            let (a_at, row_step, k_step) = match a {
                Lhs::Rows { data, stride } => (data[row * stride + from_k..].as_ptr(), stride, 1),
                Lhs::Columns { data, stride } => {
                    for k in 0..depth {
                        let source = &data[(from_k + k) * stride + row..][..rows];
                        packed[k * R..k * R + rows].copy_from_slice(source);
                    }
                    (packed.as_ptr(), 1, R)
                }
            };
            for (panel, first) in b.data.chunks_exact(b.k.max(1) * width).zip((0..b.n).step_by(width)) {
                let columns = width.min(b.n - first);
                let at = row * c_stride + first;
                let target = &mut c[at..at + (rows - 1) * c_stride + columns];
                let panel = &panel[from_k * width..][..depth * width];
                let tile = Tile { depth, a: a_at, row_step, k_step, panel, c_stride, columns, add };
                // SAFETY: A holds `rows` rows and `depth` columns at these steps, the panel `depth` rows of `width`,
                // the target `rows` rows of `columns`.
                unsafe {
                    match rows {
                        8 if R >= 8 => tile.kernel::<S, 8, P>(target),
                        7 if R >= 8 => tile.kernel::<S, 7, P>(target),
                        6 if R >= 8 => tile.kernel::<S, 6, P>(target),
                        5 if R >= 8 => tile.kernel::<S, 5, P>(target),
                        4 => tile.kernel::<S, 4, P>(target),
                        3 => tile.kernel::<S, 3, P>(target),
                        2 => tile.kernel::<S, 2, P>(target),
                        _ => tile.kernel::<S, 1, P>(target),
                    }
                }
            }
        }
    }
}

/// One call of the kernel: `depth` steps over a panel.
struct Tile<'a> {
    depth: usize,
    a: *const f32,
    row_step: usize,
    k_step: usize,
    panel: &'a [f32],
    c_stride: usize,
    columns: usize,
    add: bool,
}

impl Tile<'_> {
    /// `ROWS × (P registers)` of C, held in registers from the first step to the last.
    ///
    /// # Safety
    /// The processor has the instructions of `S`; `a` is valid for `ROWS` rows and `depth` columns at its steps, the
    /// panel for `depth` rows of `P` registers, the target for `ROWS` rows of `columns` numbers.
    #[inline(always)]
    // Counted loops over constants unroll, and the arrays become registers.
    #[allow(clippy::needless_range_loop)]
    unsafe fn kernel<S: Simd, const ROWS: usize, const P: usize>(&self, target: &mut [f32]) {
        // SAFETY: the accesses are those named above.
        unsafe {
            let whole = self.columns == P * S::LANES;
            let mut sums = [[S::zero(); P]; ROWS];
            if whole && self.add {
                for row in 0..ROWS {
                    for p in 0..P {
                        sums[row][p] = S::load(target.as_ptr().add(row * self.c_stride + p * S::LANES));
                    }
                }
            }
            let (mut a, mut b) = (self.a, self.panel.as_ptr());
            for _ in 0..self.depth {
                let mut right = [S::zero(); P];
                for p in 0..P {
                    right[p] = S::load(b.add(p * S::LANES));
                }
                for row in 0..ROWS {
                    let left = S::splat(a.add(row * self.row_step));
                    for p in 0..P {
                        sums[row][p] = S::multiply_add(left, right[p], sums[row][p]);
                    }
                }
                a = a.add(self.k_step);
                b = b.add(P * S::LANES);
            }
            let mut line = [0.0f32; 64];
            for row in 0..ROWS {
                if whole {
                    for p in 0..P {
                        S::store(target.as_mut_ptr().add(row * self.c_stride + p * S::LANES), sums[row][p]);
                    }
                    continue;
                }
                for p in 0..P {
                    S::store(line.as_mut_ptr().add(p * S::LANES), sums[row][p]);
                }
                let out = &mut target[row * self.c_stride..][..self.columns];
                if self.add {
                    out.iter_mut().zip(&line).for_each(|(out, sum)| *out += sum);
                } else {
                    out.copy_from_slice(&line[..self.columns]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::random::SplitMix64;

    fn numbers(random: &mut SplitMix64, count: usize) -> Vec<f32> {
        (0..count).map(|_| random.unit() * 2.0 - 1.0).collect()
    }

    /// Every level against the definition, in double precision: within 1e-6 of the sum of magnitudes.
    fn check(m: usize, k: usize, n: usize, pad: usize) {
        let mut random = SplitMix64::new((m * 1_000_003 + k * 1009 + n) as u64);
        let rows = numbers(&mut random, m * (k + pad));
        let columns: Vec<f32> = (0..k * (m + pad))
            .map(|at| if at % (m + pad) < m { rows[(at % (m + pad)) * (k + pad) + at / (m + pad)] } else { 9.0 })
            .collect();
        let right = numbers(&mut random, k * n);
        let transposed: Vec<f32> = (0..n * k).map(|at| right[(at % k) * n + at / k]).collect();
        let start = numbers(&mut random, m * (n + pad));
        for level in Level::available() {
            let mut packed = PackedMatrix::zeros(level, k, n);
            packed.pack(&right, n);
            let mut packed_transposed = PackedMatrix::zeros(level, k, n);
            packed_transposed.pack_transposed(&transposed, k);
            for (accumulate, b) in [(Accumulate::Replace, &packed), (Accumulate::Add, &packed_transposed)] {
                let by_rows = Lhs::Rows { data: &rows, stride: k + pad };
                let by_columns = Lhs::Columns { data: &columns, stride: m + pad };
                for a in [by_rows, by_columns] {
                    let mut c = start.clone();
                    b.multiply(m, a, &mut c, n + pad, accumulate);
                    for i in 0..m {
                        for j in 0..n + pad {
                            let at = i * (n + pad) + j;
                            let before = f64::from(start[at]);
                            if j >= n {
                                assert_eq!(c[at], start[at], "nothing is written beside C");
                                continue;
                            }
                            let terms =
                                (0..k).map(|x| f64::from(rows[i * (k + pad) + x]) * f64::from(right[x * n + j]));
                            let sum: f64 = terms.clone().sum();
                            let size: f64 = terms.map(f64::abs).sum::<f64>() + 1.0;
                            let expected = if accumulate == Accumulate::Add { before + sum } else { sum };
                            let error = (f64::from(c[at]) - expected).abs();
                            assert!(error < 1e-6 * size, "{level:?} {m}×{k}×{n} at ({i}, {j}): off by {error}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn every_level_multiplies() {
        for m in 1..=9 {
            check(m, 7, 50, 3);
        }
        check(17, 64, 48, 0);
        check(3, 1, 1, 0);
        check(5, 600, 97, 2);
        check(1, 513, 1536, 0);
    }

    #[test]
    fn an_empty_sum_is_zero() {
        for level in Level::available() {
            let packed = PackedMatrix::zeros(level, 0, 3);
            let mut c = [1.0; 6];
            packed.multiply(2, Lhs::Rows { data: &[], stride: 0 }, &mut c, 3, Accumulate::Replace);
            assert_eq!(c, [0.0; 6]);
        }
    }
}
