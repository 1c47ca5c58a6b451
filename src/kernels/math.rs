//! Element-wise functions and reductions, written so that the compiler vectorises them at every level.

use super::fuse::Fuse;
use super::level::per_level;

/// Numbers that reductions hold side by side: the order of summation does not depend on the level.
const LANES: usize = 16;

/// eˣ to about one unit in the last place, for −87 to 88 (values beyond are taken as the ends).
///
/// Cody and Waite's reduction by ln 2 in two parts, then a polynomial of degree 6.
#[inline(always)]
pub(super) fn exp<F: Fuse>(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0; // 1.5·2²³: adding it leaves the integer in the low bits
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 88.0 { 88.0 } else { x };
    let shifted = F::multiply_add(x, std::f32::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    let f = F::multiply_add(n, -LN2_LOW, F::multiply_add(n, -LN2_HIGH, x));
    let p = F::multiply_add(1.0 / 720.0, f, 1.0 / 120.0);
    let p = F::multiply_add(p, f, 1.0 / 24.0);
    let p = F::multiply_add(p, f, 1.0 / 6.0);
    let p = F::multiply_add(p, f, 0.5);
    let p = F::multiply_add(p, f, 1.0);
    let p = F::multiply_add(p, f, 1.0);
    let power = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    p * f32::from_bits(power)
}

/// 1 / (1 + e⁻ˣ)
#[inline(always)]
pub(super) fn sigmoid<F: Fuse>(x: f32) -> f32 {
    1.0 / (1.0 + exp::<F>(-x))
}

/// The hyperbolic tangent, to about 1e-7.
#[inline(always)]
pub(super) fn tanh<F: Fuse>(x: f32) -> f32 {
    let magnitude = x.abs();
    let e = exp::<F>(-2.0 * magnitude);
    ((1.0 - e) / (1.0 + e)).copysign(x)
}

#[inline(always)]
fn maximum(row: &[f32]) -> f32 {
    let mut best = [f32::NEG_INFINITY; LANES];
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (best, &value) in best.iter_mut().zip(chunk) {
            *best = if value > *best { value } else { *best };
        }
    }
    best.iter().chain(rest).fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a })
}

/// Replaces each number by e^(number − maximum); returns the maximum and the sum.
#[inline(always)]
fn exp_in_place<F: Fuse>(row: &mut [f32]) -> (f32, f32) {
    let max = maximum(row);
    let mut sums = [0.0; LANES];
    let mut chunks = row.chunks_exact_mut(LANES);
    for chunk in &mut chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *value = exp::<F>(*value - max);
            *sum += *value;
        }
    }
    let mut sum = sums.iter().sum::<f32>();
    for value in chunks.into_remainder() {
        *value = exp::<F>(*value - max);
        sum += *value;
    }
    (max, sum)
}

#[inline(always)]
fn cross_entropy_body<F: Fuse>(logits: &mut [f32], target: usize, scale: f32) -> f32 {
    let Some(&right) = logits.get(target) else {
        logits.fill(0.0);
        return 0.0;
    };
    let (max, sum) = exp_in_place::<F>(logits);
    let factor = scale / sum;
    for value in logits.iter_mut() {
        *value *= factor;
    }
    logits[target] -= scale;
    max + sum.ln() - right
}

#[inline(always)]
fn log_softmax_body<F: Fuse>(row: &mut [f32], scratch: &mut Vec<f32>) {
    scratch.clear();
    scratch.extend_from_slice(row);
    let (max, sum) = exp_in_place::<F>(scratch);
    let shift = max + sum.ln();
    for value in row {
        *value -= shift;
    }
}

#[inline(always)]
fn sum_of_squares_body<F: Fuse>(numbers: &[f32]) -> f64 {
    let mut total = 0.0;
    for block in numbers.chunks(4096) {
        let mut sums = [0.0f32; LANES];
        let chunks = block.chunks_exact(LANES);
        let rest: f32 = chunks.remainder().iter().map(|x| x * x).sum();
        for chunk in chunks {
            for (sum, x) in sums.iter_mut().zip(chunk) {
                *sum += x * x;
            }
        }
        total += sums.iter().map(|&s| f64::from(s)).sum::<f64>() + f64::from(rest);
    }
    total
}

#[inline(always)]
fn axpy_body<F: Fuse>(a: f32, x: &[f32], y: &mut [f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * x;
    }
}

#[inline(always)]
fn axpy_int8_body<F: Fuse>(a: f32, x: &[i8], y: &mut [f32]) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y += a * f32::from(x);
    }
}

#[inline(always)]
fn axpy_int4_body<F: Fuse>(a: f32, x: &[u8], y: &mut [f32]) {
    let (lower, upper) = y.split_at_mut(x.len().min(y.len()));
    for ((low, high), &x) in lower.iter_mut().zip(upper).zip(x) {
        *low += a * (f32::from(x & 15) - 8.0);
        *high += a * (f32::from(x >> 4) - 8.0);
    }
}

#[inline(always)]
fn adam_body<F: Fuse>(weights: &mut [f32], gradient: &[f32], first: &mut [f32], second: &mut [f32], rates: [f32; 7]) {
    let [step, beta1, beta2, epsilon, decay, coupled, scale] = rates;
    let moments = first.iter_mut().zip(second.iter_mut());
    for ((weight, &gradient), (m, v)) in weights.iter_mut().zip(gradient).zip(moments) {
        let g = gradient * scale + coupled * *weight;
        *m = beta1 * *m + (1.0 - beta1) * g;
        *v = beta2 * *v + (1.0 - beta2) * g * g;
        *weight -= decay * *weight + step * *m / (v.sqrt() + epsilon);
    }
}

/// Rounds a row to eight bits, −127 to 127, raised by `offset`; returns the scale that brings it back. What is
/// beyond the row is filled with zeros (raised as well).
#[inline(always)]
fn round_row_body<F: Fuse>(row: &[f32], bytes: &mut [u8], offset: u8) -> f32 {
    const ROUND: f32 = 12_582_912.0; // 1.5·2²³: adding it leaves the integer in the low bits
    let mut sizes = [0.0f32; LANES];
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (size, x) in sizes.iter_mut().zip(chunk) {
            *size = if x.abs() > *size { x.abs() } else { *size };
        }
    }
    let largest = sizes.iter().copied().chain(rest.iter().map(|x| x.abs())).fold(0.0, |a, b| if b > a { b } else { a });
    let (inside, beyond) = bytes.split_at_mut(row.len());
    beyond.fill(offset);
    if largest == 0.0 || largest == f32::INFINITY {
        inside.fill(offset);
        return 0.0;
    }
    let factor = 127.0 / largest;
    for (byte, x) in inside.iter_mut().zip(row) {
        *byte = ((x * factor + ROUND).to_bits() as u8).wrapping_add(offset);
    }
    largest / 127.0
}

per_level! {
    /// See [`super::PackedInt8`].
    pub fn round_row(row: &[f32], bytes: &mut [u8], offset: u8) -> f32 = round_row_body;
}
per_level! {
    /// Logits `(V)` become the gradient of `scale` times their cross-entropy with `target`, which is returned unscaled
    /// in nats. A target out of range means: no loss here, the gradient is zero.
    pub fn cross_entropy(logits: &mut [f32], target: usize, scale: f32) -> f32 = cross_entropy_body;
}
per_level! {
    /// Logits `(V)` become natural-log probabilities. `scratch` is room to work in.
    pub fn log_softmax(row: &mut [f32], scratch: &mut Vec<f32>) = log_softmax_body;
}
per_level! {
    /// Sum of squares, in double precision over blocks.
    pub fn sum_of_squares(numbers: &[f32]) -> f64 = sum_of_squares_body;
}
per_level! {
    /// `y += a · x`
    pub fn axpy(a: f32, x: &[f32], y: &mut [f32]) = axpy_body;
}
per_level! {
    /// `y += a · x`, x of eight bits.
    pub fn axpy_int8(a: f32, x: &[i8], y: &mut [f32]) = axpy_int8_body;
}
per_level! {
    /// `y += a · x`, x of four bits raised by eight: the first half of x in the lower bits of its bytes, the second in the
    /// upper.
    pub fn axpy_int4(a: f32, x: &[u8], y: &mut [f32]) = axpy_int4_body;
}
per_level! {
    /// One step of Adam (Kingma and Ba 2015, algorithm 1) over flat buffers, bias correction folded into the rates:
    /// `[step, beta1, beta2, epsilon, decoupled decay, coupled decay, factor on the gradient]`.
    pub fn adam(weights: &mut [f32], gradient: &[f32], first: &mut [f32], second: &mut [f32], rates: [f32; 7]) = adam_body;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::fuse::{Fused, Plain};

    #[test]
    fn close_to_the_standard_library() {
        for i in -4000..=4000 {
            let x = i as f32 * 0.0217;
            let expected = f64::from(x).exp();
            check_functions::<Plain>(x, expected);
            check_functions::<Fused>(x, expected);
        }
        assert_eq!(tanh::<Plain>(0.0), 0.0);
        assert!(exp::<Plain>(1e30).is_finite() && exp::<Plain>(-1e30) >= 0.0);
    }

    fn check_functions<F: Fuse>(x: f32, expected: f64) {
        assert!((f64::from(exp::<F>(x)) - expected).abs() <= 4e-7 * expected, "exp({x})");
        assert!((f64::from(tanh::<F>(x)) - f64::from(x).tanh()).abs() < 3e-7, "tanh({x})");
        assert!((f64::from(sigmoid::<F>(x)) - 1.0 / (1.0 + (-f64::from(x)).exp())).abs() < 3e-7, "sigmoid({x})");
    }

    #[test]
    fn cross_entropy_is_the_definition() {
        let logits: Vec<f32> = (0..37).map(|i| (i as f32 * 1.7).sin() * 5.0).collect();
        let sum: f64 = logits.iter().map(|&x| f64::from(x).exp()).sum();
        let mut row = logits.clone();
        let nats = cross_entropy(&mut row, 5, 0.5);
        assert!((f64::from(nats) - (sum.ln() - f64::from(logits[5]))).abs() < 1e-5);
        for (i, (&gradient, &logit)) in row.iter().zip(&logits).enumerate() {
            let p = f64::from(logit).exp() / sum;
            let expected = 0.5 * (p - if i == 5 { 1.0 } else { 0.0 });
            assert!((f64::from(gradient) - expected).abs() < 1e-6);
        }
        let mut row = logits.clone();
        assert_eq!(cross_entropy(&mut row, usize::MAX, 1.0), 0.0);
        assert!(row.iter().all(|&x| x == 0.0));
        let mut row = logits.clone();
        log_softmax(&mut row, &mut Vec::new());
        assert!((row.iter().map(|&x| f64::from(x).exp()).sum::<f64>() - 1.0).abs() < 1e-5);
    }

    #[test]
    fn reductions() {
        let numbers: Vec<f32> = (1..=10_000).map(|i| 1.0 / i as f32).collect();
        let expected: f64 = numbers.iter().map(|&x| f64::from(x) * f64::from(x)).sum();
        assert!((sum_of_squares(&numbers) - expected).abs() < 1e-5);
        let mut y = [1.0, 2.0, 3.0];
        axpy(2.0, &[1.0, 0.0, -1.0], &mut y);
        assert_eq!(y, [3.0, 2.0, 1.0]);
        axpy_int8(2.0, &[1, -127, 0], &mut y);
        assert_eq!(y, [5.0, -252.0, 1.0]);
        // -7 and 3 in the first half, 7 and 0 in the second.
        let mut y = [1.0; 4];
        axpy_int4(0.5, &[0xf1, 0x8b], &mut y);
        assert_eq!(y, [-2.5, 2.5, 4.5, 1.0]);
    }
}
