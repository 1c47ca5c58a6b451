//! [`Matrix`]: a weight as it is multiplied, in floating point or in bytes.

use crate::kernels::{Accumulate, Dot, Format, Lhs, PackedInt8, PackedMatrix, RoundedRows};
use crate::model::{Precision, round_to_int8};

/// A layer's weight `(K, N)`, packed.
pub(super) enum Matrix {
    Floats(PackedMatrix),
    Int8(PackedInt8),
}

impl Matrix {
    /// From the transpose `(N, K)`, stored row by row.
    pub(super) fn new(precision: Precision, source: &[f32], k: usize, n: usize) -> Self {
        let format = match precision {
            Precision::F32 => Format::f32(),
            Precision::Bf16 => Format::bf16(),
            Precision::Int8 => {
                let (mut bytes, mut scales) = (vec![0; k * n], Vec::with_capacity(n));
                for (row, bytes) in source.chunks_exact(k).zip(bytes.chunks_exact_mut(k)) {
                    scales.push(round_to_int8(row, bytes));
                }
                return Matrix::Int8(PackedInt8::from_transposed(Dot::best(), &bytes, &scales, k, n));
            }
        };
        let mut packed = PackedMatrix::zeros(format, k, n);
        packed.pack_transposed(source, k);
        Matrix::Floats(packed)
    }

    /// `C (m, N) += A (m, K) · self`; rows of A are `stride` apart, those of C `N`.
    pub(super) fn multiply_add(
        &self,
        rounded: &mut RoundedRows,
        m: usize,
        a: &[f32],
        stride: usize,
        c: &mut [f32],
        n: usize,
    ) {
        match self {
            Matrix::Floats(packed) => packed.multiply(m, Lhs::Rows { data: a, stride }, c, n, Accumulate::Add),
            Matrix::Int8(packed) => packed.multiply_add(rounded, m, a, stride, c, n),
        }
    }

    /// Bytes that a product reads.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Matrix::Floats(packed) => packed.bytes(),
            Matrix::Int8(packed) => packed.bytes(),
        }
    }
}
