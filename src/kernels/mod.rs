//! The arithmetic that time goes into: packed matrix products, and the element-wise part of the [`cells`].
//!
//! The only place with `unsafe`: vector instructions behind safe functions that check every length first. The level
//! is chosen once, at run time; the portable one runs on any processor and is what the others are tested against.
//! Knows nothing of models or text.

mod aligned;
#[cfg(target_arch = "x86_64")]
mod amx;
mod bf16;
pub mod cells;
#[cfg(target_arch = "x86_64")]
mod detect;
mod dot;
mod fuse;
mod int8;
mod int8_product;
mod level;
mod math;
mod matrix;
mod packed;
pub mod peak;
mod per_unit;
mod simd;

pub use dot::Dot;
pub use int8::{PackedInt8, RoundedRows};
pub use level::{Bf16Level, Format, Level};
pub use math::{adam, axpy, axpy_int4, axpy_int8, cross_entropy, log_softmax, sum_of_squares};
pub use packed::{Accumulate, Lhs, PackedMatrix};
pub(crate) use simd::prefetch;
