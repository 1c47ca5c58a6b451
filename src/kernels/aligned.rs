//! [`Aligned`]: a buffer that starts on a cache line, so that no vector load reaches over two of them.

use std::marker::PhantomData;

#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([u8; 64]);

/// Plain numbers: every pattern of bits is one, and their size divides a cache line.
///
/// # Safety
/// Only for types of which that is true.
pub(super) unsafe trait Plain: Copy {}
// SAFETY: numbers of 4, 1 and 2 bytes without invalid patterns.
unsafe impl Plain for f32 {}
// SAFETY: as above.
unsafe impl Plain for i8 {}
// SAFETY: as above.
unsafe impl Plain for u16 {}

/// A fixed number of `T`, zeros at first.
#[derive(Clone, Debug)]
pub(super) struct Aligned<T> {
    lines: Vec<Line>,
    length: usize,
    kind: PhantomData<T>,
}

impl<T: Plain> Aligned<T> {
    pub fn zeros(length: usize) -> Self {
        let lines = vec![Line([0; 64]); (length * size_of::<T>()).div_ceil(64)];
        Aligned { lines, length, kind: PhantomData }
    }
}

impl<T: Plain> std::ops::Deref for Aligned<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        // SAFETY: the lines hold `length` numbers of T at least, aligned for any of them, and all bits are valid.
        unsafe { std::slice::from_raw_parts(self.lines.as_ptr().cast(), self.length) }
    }
}

impl<T: Plain> std::ops::DerefMut for Aligned<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as above, and borrowed from `self` alone.
        unsafe { std::slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), self.length) }
    }
}
