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
        std::array::from_fn(|i| a[i] * b[i] + c[i])
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Simd;
    use std::arch::x86_64::*;

    macro_rules! simd {
        ($name:ident, $lanes:literal, $register:ty, $zero:ident, $splat:ident, $load:ident, $store:ident, $fma:ident) => {
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
            }
        };
    }

    simd!(Avx2, 8, __m256, _mm256_setzero_ps, _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_fmadd_ps);
    simd!(Avx512, 16, __m512, _mm512_setzero_ps, _mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_fmadd_ps);
}
