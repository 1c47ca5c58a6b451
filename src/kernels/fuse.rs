//! [`Fuse`]: how levels multiply and add.

/// How `a · b + c` is computed: with one rounding where the level has an instruction for it.
pub trait Fuse {
    /// `a · b + c`.
    fn multiply_add(a: f32, b: f32, c: f32) -> f32;
}

/// Multiplication and addition of levels with FMA.
pub(super) struct Fused;
/// Multiplication and addition of any processor.
pub(super) struct Plain;

impl Fuse for Fused {
    #[inline(always)]
    fn multiply_add(a: f32, b: f32, c: f32) -> f32 {
        a.mul_add(b, c)
    }
}

impl Fuse for Plain {
    #[inline(always)]
    fn multiply_add(a: f32, b: f32, c: f32) -> f32 {
        // Every aarch64 has the instruction.
        if cfg!(target_arch = "aarch64") { a.mul_add(b, c) } else { a * b + c }
    }
}
