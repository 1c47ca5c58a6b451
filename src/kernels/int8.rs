//! [`PackedInt8`]: a weight matrix in eight bits, and its product with vectors that are rounded to eight bits.
//!
//! Each output channel has its own scale, each vector gets one as it is read, sums are exact integers: every level
//! gives the same bits. Four products are added at a time, which is what the processors' instructions do (VNNI, SDOT).

use super::aligned::Aligned;
use super::dot::{self, Dot};

/// Bytes of one group: four values of one column.
const GROUP: usize = 4;

/// A matrix `(K, N)` rounded to eight bits and packed for products.
#[derive(Clone, Debug)]
pub struct PackedInt8 {
    pub(super) dot: Dot,
    k: usize,
    pub(super) n: usize,
    pub(super) groups: usize,
    /// Panels of `dot.panel_width()` columns, the last padded with zeros; each `(K/4, columns, 4)`.
    pub(super) data: Aligned<i8>,
    /// `(N)`, padded to whole panels.
    pub(super) scales: Vec<f32>,
    /// `(N)`, padded: the part of each sum that comes from the vectors' offset ([`Dot::offset`]); it is taken off again.
    pub(super) offsets: Vec<i32>,
}

/// Vectors rounded to eight bits; grows to the most it has held.
#[derive(Clone, Debug, Default)]
pub struct RoundedRows {
    /// `(M, 4·groups)`; kept as unsigned, 128 higher, where the instructions want that.
    pub(super) bytes: Vec<u8>,
    pub(super) scales: Vec<f32>,
}

impl PackedInt8 {
    /// Packs the transpose of a matrix `(N, K)` of eight bits stored row by row: a layer's weight, one scale a row.
    ///
    /// −128 must not occur: its sign cannot be turned.
    ///
    /// # Panics
    /// When `source` or `scales` have another length: lengths are the caller's own, never input.
    #[must_use]
    pub fn from_transposed(dot: Dot, source: &[i8], scales: &[f32], k: usize, n: usize) -> Self {
        assert!(source.len() == k * n && scales.len() == n, "source holds the matrix and its scales");
        let (width, groups) = (dot.panel_width(), k.div_ceil(GROUP));
        let padded = n.div_ceil(width) * width;
        let mut packed = PackedInt8 {
            dot,
            k,
            n,
            groups,
            data: Aligned::zeros(padded * groups * GROUP),
            scales: scales.to_vec(),
            offsets: vec![0; padded],
        };
        packed.scales.resize(padded, 0.0);
        for column in 0..n {
            let row = &source[column * k..][..k];
            let sum: i32 = row.iter().map(|&w| i32::from(w)).sum();
            packed.offsets[column] = sum * i32::from(dot.offset());
            let at = (column / width * groups * width + column % width) * GROUP;
            for (group, values) in row.chunks(GROUP).enumerate() {
                packed.data[at + group * width * GROUP..][..values.len()].copy_from_slice(values);
            }
        }
        packed
    }

    /// Bytes that a product reads.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.data.len()
    }

    /// `C (m, N) += A (m, K) · self`; rows of A and C are `a_stride` and `c_stride` apart. `rounded` is room to work in.
    ///
    /// # Panics
    /// When A or C are too short: lengths are the caller's own, never input.
    pub fn multiply_add(
        &self,
        rounded: &mut RoundedRows,
        m: usize,
        a: &[f32],
        a_stride: usize,
        c: &mut [f32],
        c_stride: usize,
    ) {
        if m == 0 || self.n == 0 {
            return;
        }
        assert!(a.len() >= (m - 1) * a_stride + self.k, "A holds the matrix");
        assert!(c.len() >= (m - 1) * c_stride + self.n && c_stride >= self.n, "C holds the product");
        let wide = self.groups * GROUP;
        rounded.bytes.resize(m * wide, 0);
        rounded.scales.clear();
        for (row, bytes) in rounded.bytes.chunks_exact_mut(wide.max(1)).enumerate() {
            let scale = super::math::round_row(&a[row * a_stride..][..self.k], bytes, self.dot.offset());
            rounded.scales.push(scale);
        }
        rounded.scales.resize(m, 0.0);
        dot::multiply_add(self, rounded, m, c, c_stride);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::random::SplitMix64;

    fn numbers(random: &mut SplitMix64, count: usize, size: f32) -> Vec<f32> {
        (0..count).map(|_| (random.unit() * 2.0 - 1.0) * size).collect()
    }

    fn bytes(random: &mut SplitMix64, count: usize) -> Vec<i8> {
        (0..count).map(|_| (random.below(255) as i32 - 127) as i8).collect()
    }

    /// A row rounded as the definition says, in another way than the kernel does it.
    fn rounded(row: &[f32]) -> (Vec<i32>, f32) {
        let largest = row.iter().fold(0.0f32, |a, x| a.max(x.abs()));
        (row.iter().map(|x| (x * (127.0 / largest)).round_ties_even() as i32).collect(), largest / 127.0)
    }

    /// Every level gives the same bits, and they are the definition's: integer sums of rounded values.
    fn check(m: usize, k: usize, n: usize, pad: usize) {
        let mut random = SplitMix64::new((m * 1_000_003 + k * 1009 + n) as u64);
        let a = numbers(&mut random, m * (k + pad), 1.7);
        let (weights, scales) = (bytes(&mut random, n * k), numbers(&mut random, n, 0.3));
        let start = numbers(&mut random, m * (n + pad), 1.0);
        let mut expected = start.clone();
        for i in 0..m {
            let (left, a_scale) = rounded(&a[i * (k + pad)..][..k]);
            for j in 0..n {
                let sum: i32 = left.iter().zip(&weights[j * k..]).map(|(&a, &w)| a * i32::from(w)).sum();
                expected[i * (n + pad) + j] += sum as f32 * (a_scale * scales[j]);
            }
        }
        for dot in Dot::available() {
            let packed = PackedInt8::from_transposed(dot, &weights, &scales, k, n);
            let mut found = start.clone();
            packed.multiply_add(&mut RoundedRows::default(), m, &a, k + pad, &mut found, n + pad);
            assert_eq!(found, expected, "{dot:?} {m}×{k}×{n}");
        }
    }

    #[test]
    fn every_level_gives_the_same_bits() {
        for m in 1..=18 {
            check(m, 37, 70, 3);
        }
        check(1, 512, 215, 0);
        check(8, 256, 96, 0);
        check(3, 1, 1, 1);
        check(5, 1023, 131, 2);
    }

    #[test]
    fn the_largest_values_do_not_overflow() {
        for dot in Dot::available() {
            for (a, w) in [(1.0, 127), (1.0, -127), (-1.0, 127), (-1.0, -127)] {
                let packed = PackedInt8::from_transposed(dot, &[w; 8192], &[1.0 / 127.0], 8192, 1);
                let mut c = [0.0];
                packed.multiply_add(&mut RoundedRows::default(), 1, &[a; 8192], 8192, &mut c, 1);
                let expected = a * f32::from(w) / 127.0 * 8192.0;
                assert!((c[0] - expected).abs() < 0.01, "{dot:?}: {}", c[0]);
            }
        }
    }

    #[test]
    fn zeros_and_empty_products() {
        for dot in Dot::available() {
            let packed = PackedInt8::from_transposed(dot, &[5; 12], &[1.0; 3], 4, 3);
            let mut c = [1.0; 3];
            packed.multiply_add(&mut RoundedRows::default(), 1, &[0.0; 4], 4, &mut c, 3);
            assert_eq!(c, [1.0; 3]);
            let empty = PackedInt8::from_transposed(dot, &[], &[1.0; 3], 0, 3);
            empty.multiply_add(&mut RoundedRows::default(), 1, &[], 0, &mut c, 3);
            assert_eq!(c, [1.0; 3]);
        }
    }
}
