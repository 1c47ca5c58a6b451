//! The product of a [`PackedInt8`] with vectors that are rounded to eight bits, for each [`Dot`].

use super::dot::Dot;
use super::int8::{GROUP, PackedInt8, RoundedRows};
use super::math::round_row;

/// A register of 32-bit sums, and how four products of bytes are added to each.
///
/// # Safety
/// Callers of every method must run on a processor that has the implementation's instructions; `weights` must be
/// valid for `4 · LANES` bytes, `values` for 4, `to` for `LANES` sums. No alignment is needed.
unsafe trait Sums: Copy {
    const LANES: usize;
    /// The same four values for every lane, prepared.
    type Values: Copy;
    unsafe fn zero() -> Self;
    unsafe fn splat(values: *const u8) -> Self::Values;
    unsafe fn add(self, values: Self::Values, weights: *const i8) -> Self;
    unsafe fn plus(self, other: Self) -> Self;
    unsafe fn store(self, to: *mut i32);
}

/// Eight sums as the compiler likes to hold them.
#[derive(Clone, Copy)]
struct Plain([i32; 8]);

// SAFETY: plain arrays; the pointer accesses are those that the trait's contract allows.
unsafe impl Sums for Plain {
    const LANES: usize = 8;
    type Values = [i16; 4];

    #[inline(always)]
    unsafe fn zero() -> Self {
        Plain([0; 8])
    }
    #[inline(always)]
    unsafe fn splat(values: *const u8) -> [i16; 4] {
        // SAFETY: valid for four bytes by contract.
        unsafe { values.cast::<[i8; 4]>().read_unaligned() }.map(i16::from)
    }
    #[inline(always)]
    unsafe fn add(self, values: [i16; 4], weights: *const i8) -> Self {
        // SAFETY: valid for 32 bytes by contract.
        let weights = unsafe { weights.cast::<[[i8; 4]; 8]>().read_unaligned() };
        Plain(std::array::from_fn(|lane| {
            let products: [i32; 4] = std::array::from_fn(|i| i32::from(values[i] * i16::from(weights[lane][i])));
            self.0[lane] + (products[0] + products[1]) + (products[2] + products[3])
        }))
    }
    #[inline(always)]
    unsafe fn plus(self, other: Self) -> Self {
        Plain(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut i32) {
        // SAFETY: valid for eight sums by contract.
        unsafe { to.cast::<[i32; 8]>().write_unaligned(self.0) }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Sums;
    use std::arch::x86_64::*;

    #[derive(Clone, Copy)]
    pub(super) struct Sse2(__m128i);
    #[derive(Clone, Copy)]
    pub(super) struct Avx2(__m256i);
    #[derive(Clone, Copy)]
    pub(super) struct AvxVnni(__m256i);
    #[derive(Clone, Copy)]
    pub(super) struct Avx512Vnni(__m512i);

    // SAFETY: instructions of every x86-64, on pointers that are valid by contract.
    unsafe impl Sums for Sse2 {
        const LANES: usize = 4;
        /// The four values twice, widened.
        type Values = __m128i;

        #[inline(always)]
        unsafe fn zero() -> Self {
            // SAFETY: by contract.
            Sse2(unsafe { _mm_setzero_si128() })
        }
        #[inline(always)]
        unsafe fn splat(values: *const u8) -> __m128i {
            // SAFETY: by contract.
            unsafe {
                let values = _mm_set1_epi32(values.cast::<i32>().read_unaligned());
                _mm_srai_epi16::<8>(_mm_unpacklo_epi8(values, values))
            }
        }
        #[inline(always)]
        unsafe fn add(self, values: __m128i, weights: *const i8) -> Self {
            // SAFETY: by contract.
            unsafe {
                let weights = _mm_loadu_si128(weights.cast());
                let low = _mm_srai_epi16::<8>(_mm_unpacklo_epi8(weights, weights));
                let high = _mm_srai_epi16::<8>(_mm_unpackhi_epi8(weights, weights));
                let low = _mm_castsi128_ps(_mm_madd_epi16(low, values));
                let high = _mm_castsi128_ps(_mm_madd_epi16(high, values));
                let even = _mm_castps_si128(_mm_shuffle_ps::<0b10_00_10_00>(low, high));
                let odd = _mm_castps_si128(_mm_shuffle_ps::<0b11_01_11_01>(low, high));
                Sse2(_mm_add_epi32(self.0, _mm_add_epi32(even, odd)))
            }
        }
        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: by contract.
            Sse2(unsafe { _mm_add_epi32(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut i32) {
            // SAFETY: by contract.
            unsafe { _mm_storeu_si128(to.cast(), self.0) }
        }
    }

    // SAFETY (of the three): instructions that the caller's processor has by contract, on pointers that are valid by
    // contract; loads and stores are the unaligned forms.
    unsafe impl Sums for Avx2 {
        const LANES: usize = 8;
        /// Values and their magnitudes.
        type Values = (__m256i, __m256i);

        #[inline(always)]
        unsafe fn zero() -> Self {
            // SAFETY: by contract.
            Avx2(unsafe { _mm256_setzero_si256() })
        }
        #[inline(always)]
        unsafe fn splat(values: *const u8) -> Self::Values {
            // SAFETY: by contract.
            unsafe {
                let values = _mm256_set1_epi32(values.cast::<i32>().read_unaligned());
                (values, _mm256_abs_epi8(values))
            }
        }
        #[inline(always)]
        unsafe fn add(self, (values, magnitudes): Self::Values, weights: *const i8) -> Self {
            // SAFETY: by contract.
            unsafe {
                let turned = _mm256_sign_epi8(_mm256_loadu_si256(weights.cast()), values);
                let pairs = _mm256_maddubs_epi16(magnitudes, turned);
                Avx2(_mm256_add_epi32(self.0, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1))))
            }
        }
        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: by contract.
            Avx2(unsafe { _mm256_add_epi32(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut i32) {
            // SAFETY: by contract.
            unsafe { _mm256_storeu_si256(to.cast(), self.0) }
        }
    }

    // SAFETY: as above.
    unsafe impl Sums for AvxVnni {
        const LANES: usize = 8;
        type Values = __m256i;

        #[inline(always)]
        unsafe fn zero() -> Self {
            // SAFETY: by contract.
            AvxVnni(unsafe { _mm256_setzero_si256() })
        }
        #[inline(always)]
        unsafe fn splat(values: *const u8) -> __m256i {
            // SAFETY: by contract.
            unsafe { _mm256_set1_epi32(values.cast::<i32>().read_unaligned()) }
        }
        #[inline(always)]
        unsafe fn add(self, values: __m256i, weights: *const i8) -> Self {
            // SAFETY: by contract.
            unsafe { AvxVnni(_mm256_dpbusd_avx_epi32(self.0, values, _mm256_loadu_si256(weights.cast()))) }
        }
        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: by contract.
            AvxVnni(unsafe { _mm256_add_epi32(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut i32) {
            // SAFETY: by contract.
            unsafe { _mm256_storeu_si256(to.cast(), self.0) }
        }
    }

    // SAFETY: as above.
    unsafe impl Sums for Avx512Vnni {
        const LANES: usize = 16;
        type Values = __m512i;

        #[inline(always)]
        unsafe fn zero() -> Self {
            // SAFETY: by contract.
            Avx512Vnni(unsafe { _mm512_setzero_si512() })
        }
        #[inline(always)]
        unsafe fn splat(values: *const u8) -> __m512i {
            // SAFETY: by contract.
            unsafe { _mm512_set1_epi32(values.cast::<i32>().read_unaligned()) }
        }
        #[inline(always)]
        unsafe fn add(self, values: __m512i, weights: *const i8) -> Self {
            // SAFETY: by contract.
            unsafe { Avx512Vnni(_mm512_dpbusd_epi32(self.0, values, _mm512_loadu_si512(weights.cast()))) }
        }
        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: by contract.
            Avx512Vnni(unsafe { _mm512_add_epi32(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut i32) {
            // SAFETY: by contract.
            unsafe { _mm512_storeu_si512(to.cast(), self.0) }
        }
    }
}

#[cfg(target_arch = "aarch64")]
mod arm {
    use super::Sums;
    use std::arch::aarch64::*;
    use std::arch::asm;

    #[derive(Clone, Copy)]
    pub(super) struct Neon(int32x4_t);
    #[derive(Clone, Copy)]
    pub(super) struct Sdot(int32x4_t);

    // SAFETY: NEON is part of the architecture; pointers are valid by contract.
    unsafe impl Sums for Neon {
        const LANES: usize = 4;
        type Values = int8x8_t;

        #[inline(always)]
        unsafe fn zero() -> Self {
            // SAFETY: by contract.
            Neon(unsafe { vdupq_n_s32(0) })
        }
        #[inline(always)]
        unsafe fn splat(values: *const u8) -> int8x8_t {
            // SAFETY: by contract.
            unsafe { vreinterpret_s8_s32(vdup_n_s32(values.cast::<i32>().read_unaligned())) }
        }
        #[inline(always)]
        unsafe fn add(self, values: int8x8_t, weights: *const i8) -> Self {
            // SAFETY: by contract.
            unsafe {
                let weights = vld1q_s8(weights);
                let low = vpaddlq_s16(vmull_s8(vget_low_s8(weights), values));
                let high = vpaddlq_s16(vmull_s8(vget_high_s8(weights), values));
                Neon(vaddq_s32(self.0, vpaddq_s32(low, high)))
            }
        }
        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: by contract.
            Neon(unsafe { vaddq_s32(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut i32) {
            // SAFETY: by contract.
            unsafe { vst1q_s32(to, self.0) }
        }
    }

    // SAFETY: NEON is part of the architecture, SDOT is there by contract; pointers are valid by contract.
    unsafe impl Sums for Sdot {
        const LANES: usize = 4;
        type Values = int8x16_t;

        #[inline(always)]
        unsafe fn zero() -> Self {
            // SAFETY: by contract.
            Sdot(unsafe { vdupq_n_s32(0) })
        }
        #[inline(always)]
        unsafe fn splat(values: *const u8) -> int8x16_t {
            // SAFETY: by contract.
            unsafe { vreinterpretq_s8_s32(vdupq_n_s32(values.cast::<i32>().read_unaligned())) }
        }
        #[inline(always)]
        unsafe fn add(self, values: int8x16_t, weights: *const i8) -> Self {
            // SAFETY: by contract; the instruction reads and writes nothing but these registers. The intrinsic
            // (`vdotq_s32`) is not in stable Rust yet.
            unsafe {
                let (weights, mut sums) = (vld1q_s8(weights), self.0);
                asm!(
                    "sdot {sums:v}.4s, {weights:v}.16b, {values:v}.16b",
                    sums = inout(vreg) sums,
                    weights = in(vreg) weights,
                    values = in(vreg) values,
                    options(pure, nomem, nostack, preserves_flags)
                );
                Sdot(sums)
            }
        }
        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: by contract.
            Sdot(unsafe { vaddq_s32(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut i32) {
            // SAFETY: by contract.
            unsafe { vst1q_s32(to, self.0) }
        }
    }
}

impl PackedInt8 {
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
            let scale = round_row(&a[row * a_stride..][..self.k], bytes, self.dot.offset());
            rounded.scales.push(scale);
        }
        rounded.scales.resize(m, 0.0);
        multiply_add(self, rounded, m, c, c_stride);
    }
}

/// See [`PackedInt8::multiply_add`], which has checked the lengths.
pub(super) fn multiply_add(b: &PackedInt8, a: &RoundedRows, m: usize, c: &mut [f32], c_stride: usize) {
    match b.dot {
        // SAFETY: every processor has the portable instructions.
        Dot::Portable => unsafe { product::<Plain, 2, 2, 1>(b, a, m, c, c_stride) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: every x86-64 has SSE2.
        Dot::Sse2 => unsafe { product::<x86::Sse2, 2, 4, 1>(b, a, m, c, c_stride) },
        #[cfg(target_arch = "aarch64")]
        // SAFETY: every aarch64 has NEON.
        Dot::Neon => unsafe { product::<arm::Neon, 2, 4, 1>(b, a, m, c, c_stride) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY (of the three): others than portable come from `Dot::available`, which has found them here.
        Dot::Avx2 => unsafe { product_avx2(b, a, m, c, c_stride) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Dot::AvxVnni => unsafe { product_avx_vnni(b, a, m, c, c_stride) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Dot::Avx512Vnni => unsafe { product_avx512_vnni(b, a, m, c, c_stride) },
        #[cfg(target_arch = "aarch64")]
        // SAFETY: as above.
        Dot::Sdot => unsafe { product_sdot(b, a, m, c, c_stride) },
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn product_avx2(b: &PackedInt8, a: &RoundedRows, m: usize, c: &mut [f32], c_stride: usize) {
    // SAFETY: this function's own features are the instructions.
    unsafe { product::<x86::Avx2, 4, 2, 1>(b, a, m, c, c_stride) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,avxvnni")]
fn product_avx_vnni(b: &PackedInt8, a: &RoundedRows, m: usize, c: &mut [f32], c_stride: usize) {
    // SAFETY: this function's own features are the instructions.
    unsafe { product::<x86::AvxVnni, 6, 2, 4>(b, a, m, c, c_stride) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2")]
fn product_avx512_vnni(b: &PackedInt8, a: &RoundedRows, m: usize, c: &mut [f32], c_stride: usize) {
    // SAFETY: this function's own features are the instructions.
    unsafe { product::<x86::Avx512Vnni, 8, 3, 4>(b, a, m, c, c_stride) }
}

#[cfg(target_arch = "aarch64")]
#[target_feature(enable = "neon,dotprod")]
fn product_sdot(b: &PackedInt8, a: &RoundedRows, m: usize, c: &mut [f32], c_stride: usize) {
    // SAFETY: this function's own features are the instructions.
    unsafe { product::<arm::Sdot, 4, 4, 1>(b, a, m, c, c_stride) }
}

/// The whole product in blocks of `R` rows by `P` registers, in `U` parts where rows are few: the weights are read once,
/// whatever the rows.
///
/// # Safety
/// The processor has the instructions of `S`. C is as [`PackedInt8::multiply_add`] has checked it, A holds `m` rows.
#[inline(always)]
unsafe fn product<S: Sums, const R: usize, const P: usize, const U: usize>(
    b: &PackedInt8,
    a: &RoundedRows,
    m: usize,
    c: &mut [f32],
    c_stride: usize,
) {
    let width = P * S::LANES;
    let wide = b.groups * 4;
    for (panel, first) in b.data.chunks_exact((wide * width).max(1)).zip((0..b.n).step_by(width)) {
        let columns = width.min(b.n - first);
        for row in (0..m).step_by(R) {
            let rows = R.min(m - row);
            let values = &a.bytes[row * wide..][..rows * wide];
            let scales = &a.scales[row..][..rows];
            let target = &mut c[row * c_stride + first..][..(rows - 1) * c_stride + columns];
            let tile = Tile {
                groups: b.groups,
                values,
                panel,
                scales,
                weight_scales: &b.scales[first..][..columns],
                offsets: &b.offsets[first..][..columns],
                c_stride,
            };
            // SAFETY: values hold `rows` rows of `groups` fours, the panel `groups` times `P` registers of fours.
            unsafe {
                match rows {
                    8 if R >= 8 => tile.kernel::<S, 8, P, 1>(target),
                    7 if R >= 8 => tile.kernel::<S, 7, P, 1>(target),
                    6 if R >= 6 => tile.kernel::<S, 6, P, 1>(target),
                    5 if R >= 6 => tile.kernel::<S, 5, P, 1>(target),
                    4 if R >= 4 => tile.kernel::<S, 4, P, 1>(target),
                    3 if R >= 4 => tile.kernel::<S, 3, P, 1>(target),
                    2 if U > 1 => tile.kernel::<S, 2, P, 2>(target),
                    2 => tile.kernel::<S, 2, P, 1>(target),
                    _ => tile.kernel::<S, 1, P, U>(target),
                }
            }
        }
    }
}

/// One call of the kernel: all of a panel, for a few rows.
struct Tile<'a> {
    groups: usize,
    values: &'a [u8],
    panel: &'a [i8],
    scales: &'a [f32],
    weight_scales: &'a [f32],
    offsets: &'a [i32],
    c_stride: usize,
}

impl Tile<'_> {
    /// `ROWS × (P registers)` of sums, each in `U` parts so that one addition need not wait for the last.
    ///
    /// # Safety
    /// The processor has the instructions of `S`; `values` holds `ROWS` rows of `groups` fours, the panel `groups`
    /// times `P` registers of fours.
    #[inline(always)]
    // Counted loops over constants unroll, and the arrays become registers.
    #[allow(clippy::needless_range_loop)]
    unsafe fn kernel<S: Sums, const ROWS: usize, const P: usize, const U: usize>(&self, target: &mut [f32]) {
        let mut line = [0i32; 64];
        // SAFETY: the accesses are those named above; a line holds the widest panel.
        unsafe {
            let mut sums = [[[S::zero(); P]; ROWS]; U];
            let (mut a, mut b) = (self.values.as_ptr(), self.panel.as_ptr());
            let mut left = self.groups;
            while left >= U {
                for u in 0..U {
                    for row in 0..ROWS {
                        let values = S::splat(a.add(row * self.groups * 4 + u * 4));
                        for p in 0..P {
                            sums[u][row][p] = sums[u][row][p].add(values, b.add((u * P + p) * S::LANES * 4));
                        }
                    }
                }
                a = a.add(U * 4);
                b = b.add(U * P * S::LANES * 4);
                left -= U;
            }
            while left > 0 {
                for row in 0..ROWS {
                    let values = S::splat(a.add(row * self.groups * 4));
                    for p in 0..P {
                        sums[0][row][p] = sums[0][row][p].add(values, b.add(p * S::LANES * 4));
                    }
                }
                a = a.add(4);
                b = b.add(P * S::LANES * 4);
                left -= 1;
            }
            for row in 0..ROWS {
                for p in 0..P {
                    let mut sum = sums[0][row][p];
                    for u in 1..U {
                        sum = sum.plus(sums[u][row][p]);
                    }
                    sum.store(line.as_mut_ptr().add(p * S::LANES));
                }
                if self.weight_scales.len() == P * S::LANES {
                    // Whole panels have a constant width, which the compiler turns into registers.
                    let (scales, offsets) = (self.weight_scales.as_ptr(), self.offsets.as_ptr());
                    let out = target[row * self.c_stride..][..P * S::LANES].as_mut_ptr();
                    let scale = self.scales[row];
                    for j in 0..P * S::LANES {
                        *out.add(j) += (line[j] - *offsets.add(j)) as f32 * (scale * *scales.add(j));
                    }
                    continue;
                }
                let out = &mut target[row * self.c_stride..][..self.weight_scales.len()];
                let weights = self.weight_scales.iter().zip(self.offsets);
                for ((out, sum), (scale, offset)) in out.iter_mut().zip(&line).zip(weights) {
                    *out += (sum - offset) as f32 * (self.scales[row] * scale);
                }
            }
        }
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
