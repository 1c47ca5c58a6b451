//! What this processor can do at most: multiply-adds on registers, and reading memory. For measuring, not for models.

#[cfg(target_arch = "x86_64")]
use super::amx;
use super::dot::Dot;
use super::int8::{PackedInt8, RoundedRows};
use super::int8_product;
use super::level::{Bf16Level, Format, Level};
#[cfg(target_arch = "x86_64")]
use super::simd::{Avx2, Avx512, Avx512Bf16};
use super::simd::{Portable, PortableBf16, Simd};

/// Independent sums: more than the cycles that one addition takes, so that no addition waits for another.
const REGISTERS: usize = 12;

/// Multiplies and adds on registers for a while; returns how many operations that were (a multiplication and an
/// addition are two).
#[must_use]
pub fn multiply_adds(format: Format, rounds: u64) -> u64 {
    // SAFETY (of all): every processor has the portable instructions; other levels come from `available`, which has
    // found them here.
    match format {
        Format::F32(Level::Portable) => unsafe { body::<Portable>(rounds) },
        Format::Bf16(Bf16Level::Portable) => unsafe { body::<PortableBf16>(rounds) * 2 },
        #[cfg(target_arch = "x86_64")]
        Format::F32(Level::Avx2) => unsafe { avx2(rounds) },
        #[cfg(target_arch = "x86_64")]
        Format::F32(Level::Avx512) => unsafe { avx512(rounds) },
        #[cfg(target_arch = "x86_64")]
        Format::Bf16(Bf16Level::Avx2) => unsafe { body::<PortableBf16>(rounds) * 2 },
        #[cfg(target_arch = "x86_64")]
        Format::Bf16(Bf16Level::Avx512Bf16) => unsafe { avx512_bf16(rounds) * 2 },
        #[cfg(target_arch = "x86_64")]
        Format::Bf16(Bf16Level::Amx) => unsafe { amx::multiply_adds(rounds) },
    }
}

/// The same for bytes: a product whose weights and rounded vectors stay in the first-level cache.
#[must_use]
pub fn byte_products(rounds: u64) -> u64 {
    let (m, k, n) = (8, 512, Dot::best().panel_width());
    let packed = PackedInt8::from_transposed(Dot::best(), &vec![1; k * n], &vec![1.0; n], k, n);
    let (a, mut c, mut rounded) = (vec![1.0; m * k], vec![0.0; m * n], RoundedRows::default());
    packed.multiply_add(&mut rounded, m, &a, k, &mut c, n);
    for _ in 0..rounds {
        int8_product::multiply_add(&packed, std::hint::black_box(&rounded), m, &mut c, n);
    }
    std::hint::black_box(&c);
    rounds * (2 * m * k * n) as u64
}

/// Reads every number once.
pub fn read(numbers: &[f32]) {
    match Level::best() {
        // SAFETY (of all): as above.
        Level::Portable => unsafe { read_body::<Portable>(numbers) },
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { read_avx2(numbers) },
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { read_avx512(numbers) },
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2(rounds: u64) -> u64 {
    // SAFETY (here and below): this function's own features are the instructions.
    unsafe { body::<Avx2>(rounds) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn avx512(rounds: u64) -> u64 {
    // SAFETY: as above.
    unsafe { body::<Avx512>(rounds) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma")]
fn avx512_bf16(rounds: u64) -> u64 {
    // SAFETY: as above.
    unsafe { body::<Avx512Bf16>(rounds) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn read_avx2(numbers: &[f32]) {
    // SAFETY: as above.
    unsafe { read_body::<Avx2>(numbers) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn read_avx512(numbers: &[f32]) {
    // SAFETY: as above.
    unsafe { read_body::<Avx512>(numbers) }
}

/// # Safety
/// The processor has the instructions of `S`.
#[inline(always)]
unsafe fn body<S: Simd>(rounds: u64) -> u64 {
    let number = std::hint::black_box(1e-3f32);
    let mut out = [0.0f32; 64];
    // SAFETY: the pointers are to a number and to 64 of them.
    unsafe {
        let factor = S::splat(&raw const number);
        let mut sums = [factor; REGISTERS];
        for _ in 0..rounds {
            for sum in &mut sums {
                *sum = S::multiply_add(factor, factor, *sum);
            }
        }
        let mut total = sums[0];
        for sum in &sums[1..] {
            total = S::multiply_add(factor, *sum, total);
        }
        S::store(out.as_mut_ptr(), total);
    }
    std::hint::black_box(&out);
    rounds * (REGISTERS * S::LANES * 2) as u64
}

/// # Safety
/// The processor has the instructions of `S`.
#[inline(always)]
unsafe fn read_body<S: Simd>(numbers: &[f32]) {
    let one = 1.0f32;
    let mut out = [0.0f32; 64];
    // SAFETY: each chunk holds the registers that are loaded from it.
    unsafe {
        let one = S::splat(&raw const one);
        let mut sums = [S::zero(); 8];
        for chunk in numbers.chunks_exact(8 * S::LANES) {
            for (i, sum) in sums.iter_mut().enumerate() {
                *sum = S::multiply_add(one, S::load(chunk.as_ptr().add(i * S::LANES)), *sum);
            }
        }
        let mut total = sums[0];
        for sum in &sums[1..] {
            total = S::multiply_add(one, *sum, total);
        }
        S::store(out.as_mut_ptr(), total);
    }
    std::hint::black_box(&out);
}
