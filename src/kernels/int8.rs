//! [`PackedInt8`]: a weight matrix in eight bits, and [`RoundedRows`], the vectors that it is multiplied with.
//!
//! Each output channel has its own scale, each vector gets one as it is read, sums are exact integers: every level
//! gives the same bits. Four products are added at a time, which is what the processors' instructions do (VNNI, SDOT).

use super::aligned::Aligned;
use super::dot::Dot;

/// Bytes of one group: four values of one column.
pub(super) const GROUP: usize = 4;

/// A matrix `(K, N)` rounded to eight bits and packed for products.
#[derive(Clone, Debug)]
pub struct PackedInt8 {
    pub(super) dot: Dot,
    pub(super) k: usize,
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
}
