//! [`Simd`]: a vector register of `f32`, one implementation a level.

/// A register and what the matrix kernels do with it.
///
/// # Safety
/// Callers of every method must run on a processor that has the implementation's instructions; pointers must be
/// valid for `LANES` numbers (1 for [`Simd::splat`]). No alignment is needed.
pub(super) unsafe trait Simd: Copy {
    const LANES: usize;
    type Register: Copy;
    unsafe fn zero() -> Self::Register;
    unsafe fn splat(from: *const f32) -> Self::Register;
    unsafe fn load(from: *const f32) -> Self::Register;
    unsafe fn store(to: *mut f32, value: Self::Register);
    /// `a · b + c`
    unsafe fn multiply_add(a: Self::Register, b: Self::Register, c: Self::Register) -> Self::Register;
    /// `a + b`, of sums.
    unsafe fn plus(a: Self::Register, b: Self::Register) -> Self::Register;

    /// Prefetches the cache line of a number; the address may be any.
    #[inline(always)]
    fn prefetch(at: *const f32) {
        prefetch(at.cast());
    }
}

/// Prefetches a cache line where the compiler has an intrinsic for it; the address may be any.
#[inline(always)]
pub(crate) fn prefetch(at: *const u8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a hint that every x86-64 has; it never faults.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(at.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = at;
}

/// Eight numbers as the compiler likes to hold them.
#[derive(Clone, Copy)]
pub(super) struct Portable;

// SAFETY: plain arrays; the pointer accesses are those that the trait's contract allows.
unsafe impl Simd for Portable {
    const LANES: usize = 8;
    type Register = [f32; 8];

    #[inline(always)]
    unsafe fn zero() -> Self::Register {
        [0.0; 8]
    }
    #[inline(always)]
    unsafe fn splat(from: *const f32) -> Self::Register {
        // SAFETY: valid for one number by contract.
        [unsafe { *from }; 8]
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self::Register {
        // SAFETY: valid for eight numbers by contract.
        unsafe { from.cast::<[f32; 8]>().read_unaligned() }
    }
    #[inline(always)]
    unsafe fn store(to: *mut f32, value: Self::Register) {
        // SAFETY: valid for eight numbers by contract.
        unsafe { to.cast::<[f32; 8]>().write_unaligned(value) }
    }
    #[inline(always)]
    unsafe fn multiply_add(a: Self::Register, b: Self::Register, c: Self::Register) -> Self::Register {
        // Every aarch64 has the instruction, not every x86-64.
        let fused = cfg!(target_arch = "aarch64");
        std::array::from_fn(|i| if fused { a[i].mul_add(b[i], c[i]) } else { a[i] * b[i] + c[i] })
    }
    #[inline(always)]
    unsafe fn plus(a: Self::Register, b: Self::Register) -> Self::Register {
        std::array::from_fn(|i| a[i] + b[i])
    }
}

/// Eight words of two bf16 each, widened as they are multiplied; sums are eight f32.
#[derive(Clone, Copy)]
pub(super) struct PortableBf16;

// SAFETY: plain arrays; the pointer accesses are those that the trait's contract allows.
unsafe impl Simd for PortableBf16 {
    const LANES: usize = 8;
    type Register = [f32; 8];

    #[inline(always)]
    unsafe fn zero() -> Self::Register {
        [0.0; 8]
    }
    #[inline(always)]
    unsafe fn splat(from: *const f32) -> Self::Register {
        // SAFETY: by contract.
        unsafe { Portable::splat(from) }
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self::Register {
        // SAFETY: by contract.
        unsafe { Portable::load(from) }
    }
    #[inline(always)]
    unsafe fn store(to: *mut f32, value: Self::Register) {
        // SAFETY: by contract.
        unsafe { Portable::store(to, value) }
    }
    #[inline(always)]
    unsafe fn multiply_add(a: Self::Register, b: Self::Register, c: Self::Register) -> Self::Register {
        let low = |word: f32| f32::from_bits(word.to_bits() << 16);
        let high = |word: f32| f32::from_bits(word.to_bits() & 0xffff_0000);
        std::array::from_fn(|i| c[i] + high(a[i]) * high(b[i]) + low(a[i]) * low(b[i]))
    }
    #[inline(always)]
    unsafe fn plus(a: Self::Register, b: Self::Register) -> Self::Register {
        std::array::from_fn(|i| a[i] + b[i])
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Avx512, Avx512Bf16};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Simd;
    use std::arch::x86_64::*;

    macro_rules! simd {
        ($name:ident, $lanes:literal, $register:ty, $zero:ident, $splat:ident, $load:ident, $store:ident, $fma:ident, $plus:ident) => {
            #[derive(Clone, Copy)]
            pub(in crate::kernels) struct $name;

            // SAFETY: each method is one instruction of the level, on pointers that the contract makes valid.
            unsafe impl Simd for $name {
                const LANES: usize = $lanes;
                type Register = $register;

                #[inline(always)]
                unsafe fn zero() -> Self::Register {
                    // SAFETY: the caller's processor has the instruction.
                    unsafe { $zero() }
                }
                #[inline(always)]
                unsafe fn splat(from: *const f32) -> Self::Register {
                    // SAFETY: as above, and valid for one number.
                    unsafe { $splat(*from) }
                }
                #[inline(always)]
                unsafe fn load(from: *const f32) -> Self::Register {
                    // SAFETY: as above, and valid for a register; the unaligned form is used.
                    unsafe { $load(from) }
                }
                #[inline(always)]
                unsafe fn store(to: *mut f32, value: Self::Register) {
                    // SAFETY: as above.
                    unsafe { $store(to, value) }
                }
                #[inline(always)]
                unsafe fn multiply_add(a: Self::Register, b: Self::Register, c: Self::Register) -> Self::Register {
                    // SAFETY: the caller's processor has the instruction.
                    unsafe { $fma(a, b, c) }
                }
                #[inline(always)]
                unsafe fn plus(a: Self::Register, b: Self::Register) -> Self::Register {
                    // SAFETY: as above.
                    unsafe { $plus(a, b) }
                }
            }
        };
    }

    simd!(
        Avx2,
        8,
        __m256,
        _mm256_setzero_ps,
        _mm256_set1_ps,
        _mm256_loadu_ps,
        _mm256_storeu_ps,
        _mm256_fmadd_ps,
        _mm256_add_ps
    );
    simd!(
        Avx512,
        16,
        __m512,
        _mm512_setzero_ps,
        _mm512_set1_ps,
        _mm512_loadu_ps,
        _mm512_storeu_ps,
        _mm512_fmadd_ps,
        _mm512_add_ps
    );

    #[inline(always)]
    unsafe fn multiply_pairs(a: __m512, b: __m512, c: __m512) -> __m512 {
        // SAFETY: both types are the same 512 bits; the caller's processor has the instruction.
        unsafe {
            let bits = |register| std::mem::transmute::<__m512, __m512bh>(register);
            _mm512_dpbf16_ps(c, bits(a), bits(b))
        }
    }
    // Words of two bf16: the same registers, another multiplication.
    simd!(
        Avx512Bf16,
        16,
        __m512,
        _mm512_setzero_ps,
        _mm512_set1_ps,
        _mm512_loadu_ps,
        _mm512_storeu_ps,
        multiply_pairs,
        _mm512_add_ps
    );
}
