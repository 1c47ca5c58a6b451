//! Numbers rounded to bf16, two in a word. Main function: [`pair`].

use super::fuse::Fuse;
use super::level::per_level;

/// The nearest bf16, ties to even, as its bits.
#[inline(always)]
fn bf16(x: f32) -> u32 {
    let bits = x.to_bits();
    // NaN stays NaN.
    if x.is_nan() { (bits >> 16) | 0x40 } else { (bits + 0x7fff + ((bits >> 16) & 1)) >> 16 }
}

/// A word of two numbers as bf16, the lower first.
#[inline(always)]
pub(super) fn pair(low: f32, high: f32) -> f32 {
    f32::from_bits(bf16(low) | bf16(high) << 16)
}

#[inline(always)]
fn pair_up_body<F: Fuse>(low: &[f32], high: &[f32], words: &mut [f32]) {
    for ((word, &low), &high) in words.iter_mut().zip(low).zip(high) {
        *word = pair(low, high);
    }
}

per_level! {
    /// Words of two bf16 from two rows.
    pub fn pair_up(low: &[f32], high: &[f32], words: &mut [f32]) = pair_up_body;
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::random::SplitMix64;

    #[test]
    fn bf16_rounds_as_the_half_crate() {
        let mut random = SplitMix64::new(12);
        let special = [0.0, -0.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, 1e-40, 1.0 + 2f32.powi(-8)];
        let drawn = (0..10_000).map(|_| f32::from_bits(random.next() as u32));
        for x in drawn.chain(special) {
            let expected = half::bf16::from_f32(x);
            let found = half::bf16::from_bits(bf16(x) as u16);
            assert!(found == expected || (found.is_nan() && expected.is_nan()), "{x}: {found} {expected}");
        }
    }
}
