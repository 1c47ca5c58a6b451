//! [`Precision`]: how exactly weights are stored and multiplied; rounding to it.

use serde::{Deserialize, Serialize};

/// What a weight is stored as, and what the engine multiplies with. Biases are f32 in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// Four bytes a number.
    #[default]
    F32,
    /// The upper half of an f32: 8 bits of precision.
    Bf16,
    /// Eight bits and one f32 scale for each row of a matrix.
    Int8,
}

/// As in `int8`.
impl std::fmt::Display for Precision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Precision::F32 => "f32",
            Precision::Bf16 => "bf16",
            Precision::Int8 => "int8",
        })
    }
}

impl Precision {
    /// Rounds a row of f32 to the values that this precision can store.
    pub(super) fn round(self, row: &mut [f32]) {
        match self {
            Precision::F32 => {}
            Precision::Bf16 => row.iter_mut().for_each(|x| *x = half::bf16::from_f32(*x).to_f32()),
            Precision::Int8 => {
                let mut rounded = vec![0; row.len()];
                let scale = round_to_int8(row, &mut rounded);
                row.iter_mut().zip(rounded).for_each(|(x, q)| *x = f32::from(q) * scale);
            }
        }
    }
}

/// Rounds a row to eight bits, −127 to 127, ties to even; returns the scale that brings it back.
///
/// What this has rounded, times its scale, is rounded to the same eight bits again.
///
/// # Panics
/// When `out` has another length.
#[must_use]
pub fn round_to_int8(row: &[f32], out: &mut [i8]) -> f32 {
    assert_eq!(row.len(), out.len());
    let largest = row.iter().fold(0.0f32, |a, x| a.max(x.abs()));
    // Below this, a scale would lose bits or be zero.
    if largest < 1e-30 || !largest.is_finite() {
        out.fill(0);
        return 0.0;
    }
    // Added to a number of this size, it leaves no bits for a fraction: the sum is rounded to even, without a call to
    // the C library for every number where the processor's oldest instructions have no rounding.
    const WHOLE: f32 = 12_582_912.0;
    let factor = 127.0 / largest;
    for (out, &x) in out.iter_mut().zip(row) {
        *out = ((x * factor + WHOLE) - WHOLE).clamp(-127.0, 127.0) as i8;
    }
    largest / 127.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::random::SplitMix64;

    #[test]
    fn rounding_twice_changes_nothing() {
        let mut random = SplitMix64::new(5);
        for _ in 0..300 {
            let size = 10f32.powf(random.unit() * 8.0 - 4.0);
            let row: Vec<f32> = (0..300).map(|_| (random.unit() * 2.0 - 1.0) * size).collect();
            let (mut once, mut twice) = (vec![0; 300], vec![0; 300]);
            let scale = round_to_int8(&row, &mut once);
            let back: Vec<f32> = once.iter().map(|&q| f32::from(q) * scale).collect();
            let again = round_to_int8(&back, &mut twice);
            assert_eq!(once, twice);
            assert!((again - scale).abs() <= 1e-6 * scale);
            for (row, back) in row.iter().zip(back) {
                assert!((row - back).abs() <= 0.501 * scale);
            }
        }
    }

    #[test]
    fn ties_go_to_even() {
        let row: Vec<f32> = (-254..=254).map(|half| half as f32 / 2.0).collect();
        let mut rounded = vec![0; row.len()];
        assert_eq!(round_to_int8(&row, &mut rounded), 1.0);
        for (x, q) in row.iter().zip(rounded) {
            assert_eq!(f32::from(q), x.round_ties_even(), "{x}");
        }
    }

    #[test]
    fn rows_without_a_scale_become_zeros() {
        for row in [[0.0; 3], [1e-40; 3], [f32::NAN; 3], [f32::INFINITY, 1.0, 2.0]] {
            let mut out = [1; 3];
            assert_eq!((round_to_int8(&row, &mut out), out), (0.0, [0; 3]), "{row:?}");
        }
    }
}
