//! [`Rows`]: the numbers of n-gram tables, as training changes them or rounded as they ship.
//!
//! Rounded rows share the bytes of the file that they were read from and are used in place: a sum of rows is the only
//! thing that is ever asked of them ([`Row::add_to`]). Knows no hashes: see [`super::NgramWindow`].

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::ngrams::Ngrams;
use crate::kernels;

/// Bits of a number in a rounded row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowBits {
    /// One byte a number.
    #[default]
    Eight,
    /// Half the bytes; rows have an even width.
    Four,
}

/// The numbers of all tables, one table after the other: `(R, D)`.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    /// f32, for training.
    F32(Vec<f32>),
    /// Whole numbers with a scale for each row (bf16, little-endian), as models ship. They lie in the bytes of the file,
    /// which for an embedded model are part of the program, and every clone shares them.
    Rounded {
        /// Bits of a number.
        bits: RowBits,
        /// The numbers of all rows.
        numbers: Bytes,
        /// One bf16 for each row.
        scales: Bytes,
    },
}

impl Default for Rows {
    fn default() -> Self {
        Rows::F32(Vec::new())
    }
}

/// One row, as it is stored.
#[derive(Clone, Copy, Debug)]
pub enum Row<'r> {
    /// The numbers themselves.
    F32(&'r [f32]),
    /// −127 to 127, times the scale.
    Int8 {
        /// D numbers.
        numbers: &'r [i8],
        /// The factor that they are multiplied by.
        scale: f32,
    },
    /// −7 to 7, times the scale, raised by 8: the first half of a row lies in the lower four bits, the second in the upper.
    Int4 {
        /// D ÷ 2 bytes.
        numbers: &'r [u8],
        /// The factor that the numbers are multiplied by.
        scale: f32,
    },
}

impl Row<'_> {
    /// Adds the row, times a factor, to a sum of D numbers.
    pub fn add_to(self, factor: f32, sum: &mut [f32]) {
        match self {
            Row::F32(numbers) => kernels::axpy(factor, numbers, sum),
            Row::Int8 { numbers, scale } => kernels::axpy_int8(factor * scale, numbers, sum),
            Row::Int4 { numbers, scale } => kernels::axpy_int4(factor * scale, numbers, sum),
        }
    }
}

impl RowBits {
    /// Bytes of a row of D numbers, without its scale.
    #[must_use]
    pub fn bytes(self, width: usize) -> usize {
        match self {
            RowBits::Eight => width,
            RowBits::Four => width / 2,
        }
    }

    /// The largest whole number that fits.
    fn largest(self) -> f32 {
        match self {
            RowBits::Eight => 127.0,
            RowBits::Four => 7.0,
        }
    }

    /// Rounds of fitting a scale to the rounded numbers and rounding with it again.
    fn fits(self) -> usize {
        match self {
            RowBits::Eight => 1,
            RowBits::Four => 3,
        }
    }

    /// Clipping values to be tried, as parts of the row's largest number. With few steps the squared error of a row is
    /// smaller when its largest numbers are clipped (Banner et al., "Post training 4-bit quantization of convolutional
    /// networks for rapid-deployment", NeurIPS 2019, section 3).
    fn clips(self) -> &'static [f32] {
        match self {
            RowBits::Eight => &[1.0],
            RowBits::Four => &[1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72, 0.68, 0.64, 0.6],
        }
    }
}

impl Rows {
    /// Zeros for tables of this shape, from which training starts.
    #[must_use]
    pub fn zeros(shape: Option<&Ngrams>) -> Self {
        Rows::F32(vec![0.0; shape.map_or(0, |shape| shape.total_rows() * shape.width)])
    }

    /// Numbers of all tables, R · D; scales are not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Rows::F32(numbers) => numbers.len(),
            Rows::Rounded { bits: RowBits::Eight, numbers, .. } => numbers.len(),
            Rows::Rounded { bits: RowBits::Four, numbers, .. } => 2 * numbers.len(),
        }
    }

    /// Whether there are no tables.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One row of D numbers.
    ///
    /// # Panics
    /// When there is no such row: rows come from [`super::NgramWindow::rows`], and sizes were checked when a file was read.
    #[must_use]
    pub fn row(&self, row: u32, width: usize) -> Row<'_> {
        let row = row as usize;
        match self {
            Rows::F32(numbers) => Row::F32(&numbers[row * width..(row + 1) * width]),
            Rows::Rounded { bits, numbers, scales } => {
                let bytes = bits.bytes(width);
                let numbers = &numbers[row * bytes..(row + 1) * bytes];
                let scale = half::bf16::from_le_bytes([scales[row * 2], scales[row * 2 + 1]]).to_f32();
                match bits {
                    RowBits::Eight => Row::Int8 { numbers: bytemuck::cast_slice(numbers), scale },
                    RowBits::Four => Row::Int4 { numbers, scale },
                }
            }
        }
    }

    /// Prefetches a row that will be added soon, since rows are spread over megabytes.
    ///
    /// # Panics
    /// As [`Rows::row`].
    pub fn prefetch(&self, row: u32, width: usize) {
        let row = row as usize;
        match self {
            Rows::F32(numbers) => {
                let row = &numbers[row * width..(row + 1) * width];
                row.iter().step_by(16).for_each(|number| kernels::prefetch(std::ptr::from_ref(number).cast()));
            }
            Rows::Rounded { bits, numbers, scales } => {
                let bytes = bits.bytes(width);
                kernels::prefetch(&raw const numbers[row * bytes]);
                kernels::prefetch(&raw const numbers[(row + 1) * bytes - 1]);
                kernels::prefetch(&raw const scales[row * 2]);
            }
        }
    }

    /// Rounded to so many bits and a scale for each row of `width` numbers; what is rounded already stays as it is.
    ///
    /// # Panics
    /// When rows of four bits have an odd width.
    #[must_use]
    pub fn rounded(self, width: usize, bits: RowBits) -> Self {
        let Rows::F32(all) = self else {
            return self;
        };
        assert!(bits == RowBits::Eight || width.is_multiple_of(2), "two numbers of four bits make a byte");
        let (mut numbers, mut scales) = (Vec::with_capacity(all.len()), Vec::new());
        let (mut tried, mut best) = (vec![0i8; width], vec![0i8; width]);
        for row in all.chunks_exact(width.max(1)) {
            let largest = row.iter().fold(0.0f32, |a, x| a.max(x.abs()));
            let (mut scale, mut error) = (half::bf16::ZERO, f32::INFINITY);
            best.fill(0);
            for clip in bits.clips() {
                // The scale is rounded up first, so that the largest number still has a place.
                let mut next = bf16_above(clip * largest / bits.largest());
                // Then the scale that suits the rounded numbers best, and the numbers that suit this scale.
                for _ in 0..bits.fits() {
                    let found = round(row, next.to_f32(), bits.largest(), &mut tried);
                    if found < error {
                        (scale, error) = (next, found);
                        best.copy_from_slice(&tried);
                    }
                    next = fitted(row, &tried);
                }
            }
            match bits {
                RowBits::Eight => numbers.extend_from_slice(bytemuck::cast_slice(&best)),
                RowBits::Four => {
                    let (lower, upper) = best.split_at(width / 2);
                    let raised = |q: i8| (q + 8).cast_unsigned();
                    numbers.extend(lower.iter().zip(upper).map(|(&low, &high)| raised(low) | raised(high) << 4));
                }
            }
            scales.extend(scale.to_le_bytes());
        }
        Rows::Rounded { bits, numbers: numbers.into(), scales: scales.into() }
    }

    /// All numbers as f32, multiplied out, whatever they are stored as.
    #[must_use]
    pub fn to_f32(&self, width: usize) -> Vec<f32> {
        let mut numbers = vec![0.0; self.len()];
        let rows = (0..).zip(numbers.chunks_exact_mut(width.max(1)));
        rows.for_each(|(row, sum)| self.row(row, width).add_to(1.0, sum));
        numbers
    }
}

/// Rounds a row to whole multiples of a scale, at most `largest` times it; returns the squared error.
fn round(row: &[f32], scale: f32, largest: f32, out: &mut [i8]) -> f32 {
    if scale == 0.0 {
        out.fill(0);
        return 0.0;
    }
    let factor = 1.0 / scale;
    let mut error = 0.0;
    for (out, &x) in out.iter_mut().zip(row) {
        let whole = (x * factor).round_ties_even().clamp(-largest, largest);
        *out = whole as i8;
        error += (x - whole * scale).powi(2);
    }
    error
}

/// The scale with which rounded numbers are nearest to a row (least squares).
fn fitted(row: &[f32], rounded: &[i8]) -> half::bf16 {
    let (both, own) = row.iter().zip(rounded).fold((0.0, 0.0), |(both, own), (&x, &q)| {
        let q = f32::from(q);
        (both + x * q, own + q * q)
    });
    if own > 0.0 && both > 1e-30 { half::bf16::from_f32(both / own) } else { half::bf16::ZERO }
}

/// The smallest bf16 that is not below a positive number; zero for what is too small to be a scale.
fn bf16_above(x: f32) -> half::bf16 {
    if x.is_nan() || x < 1e-30 {
        return half::bf16::ZERO;
    }
    let near = half::bf16::from_f32(x.min(1e30));
    if near.to_f32() < x { half::bf16::from_bits(near.to_bits() + 1) } else { near }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::random::SplitMix64;

    #[test]
    fn rounding_keeps_rows_near() {
        let mut random = SplitMix64::new(3);
        let numbers: Vec<f32> =
            (0..400).map(|at| if at / 4 % 7 == 0 { 0.0 } else { (random.unit() - 0.5) * 0.01 * at as f32 }).collect();
        for (bits, step) in [(RowBits::Eight, 0.5 / 127.0), (RowBits::Four, 0.5 / 7.0)] {
            let rounded = Rows::F32(numbers.clone()).rounded(4, bits);
            assert_eq!(rounded.len(), numbers.len());
            for (row, back) in numbers.chunks(4).zip(rounded.to_f32(4).chunks(4)) {
                // Half a step of a scale that makes room for the largest number, for every number of the row; bf16 has
                // eight bits. A scale that cuts the largest off is taken only where the row is nearer by it.
                let largest = row.iter().fold(0.0f32, |a, x| a.max(x.abs()));
                let error: f32 = row.iter().zip(back).map(|(x, y)| (x - y).powi(2)).sum();
                assert!(error <= 4.0 * (1.01 * step * largest).powi(2), "{row:?} {back:?}");
            }
            assert_eq!(rounded.clone().rounded(4, RowBits::Eight), rounded);
        }
    }

    /// Numbers that a format holds exactly come back as they were, each at its place.
    #[test]
    fn places_are_kept() {
        let row = |first: f32| [first, -7.0, 3.0, 0.0, 7.0, -1.0];
        let numbers: Vec<f32> = [1.0, -2.0, 6.0].into_iter().flat_map(row).collect();
        for bits in [RowBits::Eight, RowBits::Four] {
            let rounded = Rows::F32(numbers.iter().map(|x| x * 0.25).collect()).rounded(6, bits);
            let mut sum = vec![10.0; 6];
            rounded.prefetch(1, 6);
            rounded.row(1, 6).add_to(4.0, &mut sum);
            let near = |x: f32, y: f32| (x - y).abs() < if bits == RowBits::Four { 1e-6 } else { 0.1 };
            assert!(sum.iter().zip(row(-2.0)).all(|(&x, y)| near(x, 10.0 + y)), "{bits:?} {sum:?}");
        }
    }
}
