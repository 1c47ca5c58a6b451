//! The product of a [`PackedMatrix`], `C (M, N) = A (M, K) · B (K, N)`.
//!
//! A is read where it lies, or through a small packed block when it is transposed or rounded. In bf16 A's words are
//! pairs as B's are: the same kernel runs over words of either kind; `amx` has one for tiles. The register-blocked kernel
//! is that of Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (TOMS 2008), section 5.

use std::mem::MaybeUninit;
use std::ops::Range;

#[cfg(target_arch = "x86_64")]
use super::amx;
use super::bf16::pair;
use super::level::{Bf16Level, Format, Level};
use super::packed::{Accumulate, Lhs, PackedMatrix};
#[cfg(target_arch = "x86_64")]
use super::simd::{Avx2, Avx512, Avx512Bf16};
use super::simd::{Portable, PortableBf16, Simd};

/// Rows of A that are multiplied with one panel while the panel is in the cache.
const CHUNK_ROWS: usize = 64;
/// Words of each of those rows that are packed at a time: what the second-level cache holds beside a panel.
const BLOCK_WORDS: usize = 512;
/// Rows of A from which on AMX is faster than AVX-512 BF16.
#[cfg(target_arch = "x86_64")]
const ROWS_FOR_TILES: usize = 3;

impl PackedMatrix {
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
            Lhs::Columns { data, stride } => (data.len(), if self.k == 0 { 0 } else { (self.k - 1) * stride + m }),
        };
        assert!(length >= needed, "A holds the matrix");
        assert!(c.len() >= (m - 1) * c_stride + self.n && c_stride >= self.n, "C holds the product");
        match self.format {
            // SAFETY (of all): every processor has the portable instructions; other levels come from `available`,
            // which has found them here.
            Format::F32(Level::Portable) => unsafe { product::<Portable, 4, 2>(self, m, a, c, c_stride, accumulate) },
            Format::Bf16(Bf16Level::Portable) => unsafe {
                product::<PortableBf16, 4, 2>(self, m, a, c, c_stride, accumulate)
            },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Format::F32(Level::Avx2) => unsafe { product_avx2(self, m, a, c, c_stride, accumulate) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Format::F32(Level::Avx512) => unsafe { product_avx512(self, m, a, c, c_stride, accumulate) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Format::Bf16(Bf16Level::Avx2) => unsafe { product_bf16_avx2(self, m, a, c, c_stride, accumulate) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Format::Bf16(Bf16Level::Avx512Bf16) => unsafe { product_avx512_bf16(self, m, a, c, c_stride, accumulate) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above; `available` has AVX-512 BF16 wherever it has AMX, and asks for the tiles.
            Format::Bf16(Bf16Level::Amx) => unsafe {
                if m < ROWS_FOR_TILES || self.k == 0 {
                    product_few_rows(self, m, a, c, c_stride, accumulate)
                } else {
                    amx::product(self, m, a, c, c_stride, accumulate)
                }
            },
        }
    }
}

/// Defines a function that runs the product with the instructions of a level.
macro_rules! product_with {
    ($name:ident, $features:literal, $simd:ty, $rows:literal, $registers:literal) => {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = $features)]
        fn $name(b: &PackedMatrix, m: usize, a: Lhs, c: &mut [f32], c_stride: usize, accumulate: Accumulate) {
            // SAFETY: this function's own features are the instructions.
            unsafe { product::<$simd, $rows, $registers>(b, m, a, c, c_stride, accumulate) }
        }
    };
}
// Sums, a row of B and a number of A take 15 of the 16 registers; with all 16 taken, the compiler spills one.
product_with!(product_avx2, "avx2,fma", Avx2, 6, 2);
product_with!(product_bf16_avx2, "avx2,fma", PortableBf16, 4, 2);
product_with!(product_avx512, "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma", Avx512, 8, 3);
product_with!(product_avx512_bf16, "avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma", Avx512Bf16, 8, 3);
product_with!(product_few_rows, "avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma", Avx512Bf16, 6, 4);

/// Words of a chunk of A: where they lie, and how far apart.
struct Words {
    at: *const f32,
    /// From a row to the next one, where a block begins.
    block_step: usize,
    /// From a row to the next one within a block.
    row_step: usize,
    /// From a word to the next one; nothing when it is as many as the block has rows.
    word_step: Option<usize>,
}

/// Rows in blocks of at most `most`, as equal as can be: a block of few rows costs more than its share.
#[inline(always)]
fn blocks(rows: usize, most: usize) -> impl Iterator<Item = Range<usize>> + Clone {
    let count = rows.div_ceil(most);
    let (size, larger) = (rows / count.max(1), rows % count.max(1));
    let start = move |at: usize| at * size + at.min(larger);
    (0..count).map(move |at| start(at)..start(at + 1))
}

/// Room for the packed words of a chunk of A.
type Room = [MaybeUninit<f32>; CHUNK_ROWS * BLOCK_WORDS];

/// Part of A: rows `row..row + rows`, words `from..from + depth`.
#[derive(Clone, Copy)]
struct Chunk {
    row: usize,
    rows: usize,
    from: usize,
    depth: usize,
}

/// The words of a chunk where they lie, or packed into `room`.
#[inline(always)]
fn words<const R: usize>(b: &PackedMatrix, a: Lhs, chunk: Chunk, room: &mut Room) -> Words {
    match a {
        Lhs::Rows { data, stride } if b.format.per_word() == 1 => {
            let at = data[(chunk.row * stride + chunk.from).min(data.len())..].as_ptr();
            Words { at, block_step: stride, row_step: stride, word_step: Some(1) }
        }
        Lhs::Rows { data, stride } => {
            round_rows(b, data, stride, chunk, room);
            Words { at: room.as_ptr().cast(), block_step: BLOCK_WORDS, row_step: BLOCK_WORDS, word_step: Some(1) }
        }
        Lhs::Columns { data, stride } => {
            transpose::<R>(b, data, stride, chunk, room);
            Words { at: room.as_ptr().cast(), block_step: BLOCK_WORDS, row_step: 1, word_step: None }
        }
    }
}

/// Packs the words of a chunk, pairs of rounded numbers, row after row.
#[inline(always)]
fn round_rows(b: &PackedMatrix, data: &[f32], stride: usize, chunk: Chunk, room: &mut Room) {
    let Chunk { row, rows, from, depth } = chunk;
    for (i, out) in room.chunks_exact_mut(BLOCK_WORDS).enumerate().take(rows) {
        let numbers = &data[(row + i) * stride..][..b.k][from * 2..];
        let numbers = &numbers[..numbers.len().min(depth * 2)];
        let (twos, rest) = numbers.as_chunks::<2>();
        for (word, &[low, high]) in out.iter_mut().zip(twos) {
            word.write(pair(low, high));
        }
        if let &[last] = rest {
            out[depth - 1].write(pair(last, 0.0));
        }
    }
}

/// Packs the words of a chunk of a transposed matrix, block after block of [`blocks`], word after word.
#[inline(always)]
fn transpose<const R: usize>(b: &PackedMatrix, data: &[f32], stride: usize, chunk: Chunk, room: &mut Room) {
    let Chunk { row, rows, from, depth } = chunk;
    let per_word = b.format.per_word();
    let mut line = [0.0; CHUNK_ROWS];
    let line = &mut line[..rows];
    let blocks = blocks(rows, R);
    for word in 0..depth {
        let first = (from + word) * per_word;
        let low = &data[first * stride + row..][..rows];
        // A whole line at a time, so that the conversion to bf16 runs in registers.
        if per_word == 1 {
            line.copy_from_slice(low);
        } else if first + 1 < b.k {
            let high = &data[(first + 1) * stride + row..][..rows];
            line.iter_mut().zip(low).zip(high).for_each(|((word, &x), &y)| *word = pair(x, y));
        } else {
            line.iter_mut().zip(low).for_each(|(word, &x)| *word = pair(x, 0.0));
        }
        for Range { start, end } in blocks.clone() {
            let (own, count) = (&line[start..end], end - start);
            let out = &mut room[start * BLOCK_WORDS + word * count..][..count];
            match <&[f32; R]>::try_from(own) {
                Ok(own) => out.copy_from_slice(&own.map(MaybeUninit::new)),
                Err(_) => out.iter_mut().zip(own).for_each(|(out, &x)| *out = MaybeUninit::new(x)),
            }
        }
    }
}

/// The whole product in blocks of `R` rows by `P` registers; a chunk of rows passes over each panel in turn.
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
    let mut room: Room = [MaybeUninit::uninit(); CHUNK_ROWS * BLOCK_WORDS];
    let in_place = matches!(a, Lhs::Rows { .. }) && b.format.per_word() == 1;
    let block = if in_place { b.depth.max(1) } else { BLOCK_WORDS };
    for from in (0..b.depth.max(1)).step_by(block) {
        let depth = block.min(b.depth - from);
        let add = accumulate == Accumulate::Add || from > 0;
        for row in (0..m).step_by(CHUNK_ROWS) {
            let in_chunk = CHUNK_ROWS.min(m - row);
            let chunk = Chunk { row, rows: in_chunk, from, depth };
            let words = words::<R>(b, a, chunk, &mut room);
            for (panel, first) in b.data.chunks_exact(b.panel_rows * width).zip((0..b.n).step_by(width)) {
                let columns = width.min(b.n - first);
                let panel = &panel[from * width..][..depth * width];
                for Range { start, end } in blocks(in_chunk, R) {
                    let rows = end - start;
                    let at = (row + start) * c_stride + first;
                    let target = &mut c[at..at + (rows - 1) * c_stride + columns];
                    // SAFETY: A holds `rows` rows of `depth` words at these steps, in place as `multiply` has checked
                    // or as `words` has packed them; the panel `depth` rows of `width`; the target `rows` rows of
                    // `columns`.
                    unsafe {
                        let tile = Tile {
                            depth,
                            a: words.at.add(start * words.block_step),
                            row_step: words.row_step,
                            word_step: words.word_step.unwrap_or(rows),
                            panel,
                            width,
                            c_stride,
                            columns,
                            add,
                        };
                        // The last panel may need fewer registers.
                        match columns.div_ceil(S::LANES) {
                            1 => tile.rows::<S, R, 1>(rows, target),
                            2 => tile.rows::<S, R, 2>(rows, target),
                            3 if P > 3 => tile.rows::<S, R, 3>(rows, target),
                            _ => tile.rows::<S, R, P>(rows, target),
                        }
                    }
                }
            }
        }
    }
}

/// One call of the kernel: `depth` words over a panel.
struct Tile<'a> {
    depth: usize,
    a: *const f32,
    row_step: usize,
    word_step: usize,
    panel: &'a [f32],
    /// Words from one row of the panel to the next.
    width: usize,
    c_stride: usize,
    columns: usize,
    add: bool,
}

impl Tile<'_> {
    /// The kernel for so many rows, at most `R`.
    ///
    /// # Safety
    /// As for [`Tile::kernel`].
    #[inline(always)]
    unsafe fn rows<S: Simd, const R: usize, const P: usize>(&self, rows: usize, target: &mut [f32]) {
        // SAFETY: by contract.
        unsafe {
            match rows {
                8 if R >= 8 => self.kernel::<S, 8, P>(target),
                7 if R >= 8 => self.kernel::<S, 7, P>(target),
                6 if R >= 6 => self.kernel::<S, 6, P>(target),
                5 if R >= 6 => self.kernel::<S, 5, P>(target),
                4 => self.kernel::<S, 4, P>(target),
                3 => self.kernel::<S, 3, P>(target),
                2 => self.kernel::<S, 2, P>(target),
                _ => self.kernel::<S, 1, P>(target),
            }
        }
    }

    /// `ROWS × (P registers)` of C, held in registers from the first step to the last.
    ///
    /// # Safety
    /// The processor has the instructions of `S`; `a` is valid for `ROWS` rows of `depth` words at its steps, the
    /// panel for `depth` rows of `width` words, `P` registers at least, the target for `ROWS` rows of `columns` numbers.
    #[inline(always)]
    // Counted loops over constants unroll, and the arrays become registers.
    #[allow(clippy::needless_range_loop)]
    unsafe fn kernel<S: Simd, const ROWS: usize, const P: usize>(&self, target: &mut [f32]) {
        // SAFETY: the accesses are those named above.
        unsafe {
            let whole = self.columns == P * S::LANES;
            let mut sums = [[S::zero(); P]; ROWS];
            // C is needed after the last step only; this prefetches it.
            for row in 0..ROWS {
                for p in 0..P {
                    S::prefetch(target.as_ptr().wrapping_add(row * self.c_stride + p * S::LANES));
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
                a = a.add(self.word_step);
                b = b.add(self.width);
            }
            let mut line = [0.0f32; 64];
            if whole && self.add {
                for row in 0..ROWS {
                    for p in 0..P {
                        let out = target.as_ptr().add(row * self.c_stride + p * S::LANES);
                        sums[row][p] = S::plus(S::load(out), sums[row][p]);
                    }
                }
            }
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

    fn formats() -> Vec<Format> {
        let f32s = Level::available().into_iter().map(Format::F32);
        f32s.chain(Bf16Level::available().into_iter().map(Format::Bf16)).collect()
    }

    /// Every level against the definition, in double precision: within 1e-6 of the sum of magnitudes, 2⁻⁸ in bf16.
    fn check(m: usize, k: usize, n: usize, pad: usize) {
        let mut random = SplitMix64::new((m * 1_000_003 + k * 1009 + n) as u64);
        let rows = numbers(&mut random, m * (k + pad));
        let columns: Vec<f32> = (0..k * (m + pad))
            .map(|at| if at % (m + pad) < m { rows[(at % (m + pad)) * (k + pad) + at / (m + pad)] } else { 9.0 })
            .collect();
        let right = numbers(&mut random, k * n);
        let transposed: Vec<f32> = (0..n * k).map(|at| right[(at % k) * n + at / k]).collect();
        let start = numbers(&mut random, m * (n + pad));
        for format in formats() {
            // What rounding to bf16 (8 bits) costs at most, both sides taken together.
            let bound = if format.per_word() == 2 { 2f64.powi(-8) } else { 1e-6 };
            let mut packed = PackedMatrix::zeros(format, k, n);
            packed.pack(&right, n);
            let mut packed_transposed = PackedMatrix::zeros(format, k, n);
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
                            assert!(error < bound * size, "{format:?} {m}×{k}×{n} at ({i}, {j}): off by {error}");
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
        check(70, 521, 60, 1);
        check(129, 9, 33, 0);
        // Edges of AMX's tiles and blocks.
        for (m, k, n) in [(16, 32, 64), (32, 64, 32), (33, 33, 65), (48, 385, 100), (31, 31, 31), (40, 290, 96)] {
            check(m, k, n, 0);
            check(m, k, n, 5);
        }
        check(150, 47, 130, 1);
    }

    #[test]
    fn an_empty_sum_is_zero() {
        for format in formats() {
            let packed = PackedMatrix::zeros(format, 0, 3);
            for m in [2, 20] {
                let mut c = vec![1.0; 3 * m];
                packed.multiply(m, Lhs::Rows { data: &[], stride: 0 }, &mut c, 3, Accumulate::Replace);
                assert!(c.iter().all(|&sum| sum == 0.0), "{format:?}");
            }
        }
    }

    /// bf16 products of numbers that bf16 holds are exact as long as sums are: every level gives the same bits.
    #[test]
    fn bf16_products_of_small_integers_are_exact() {
        let mut random = SplitMix64::new(11);
        let (m, k, n) = (13, 301, 53);
        let mut whole = |count: usize| -> Vec<f32> { (0..count).map(|_| random.below(41) as f32 - 20.0).collect() };
        let (a, right) = (whole(m * k), whole(k * n));
        for level in Bf16Level::available() {
            let mut packed = PackedMatrix::zeros(Format::Bf16(level), k, n);
            packed.pack(&right, n);
            let mut c = vec![0.0; m * n];
            packed.multiply(m, Lhs::Rows { data: &a, stride: k }, &mut c, n, Accumulate::Replace);
            for i in 0..m {
                for j in 0..n {
                    let expected: f32 = (0..k).map(|x| a[i * k + x] * right[x * n + j]).sum();
                    assert_eq!(c[i * n + j], expected, "{level:?} ({i}, {j})");
                }
            }
        }
    }
}
