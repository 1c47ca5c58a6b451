//! Products on the tiles of Intel AMX: `tdpbf16ps` adds the product of 16 rows of A and 16 columns of B, 32 numbers
//! deep, to 16 × 16 sums.
//!
//! Words of [`PackedMatrix`] are what a tile of B holds: two rows of B side by side. A is packed into tiles chunk by
//! chunk. Instructions and layouts are those of Intel's "64 and IA-32 Architectures Optimization Reference Manual",
//! chapter 20. Numbers round to the nearest bf16, ties to even, as at every level; numbers that are subnormal in f32
//! count as zero, as they do for `vdpbf16ps`.

use std::arch::asm;
use std::arch::x86_64::*;
use std::mem::MaybeUninit;

use super::packed::{Accumulate, Lhs, PackedMatrix, TILE_ROWS, TILES_WIDTH};

/// Numbers in a row of a tile.
const DEEP: usize = 2 * TILE_ROWS;
/// Rows of A that are packed at a time, an even number of tiles.
const CHUNK_ROWS: usize = 128;
/// Tiles of each of those rows: two rows of tiles and half a panel stay in the first-level cache together.
const BLOCK_TILES: usize = 8;

/// A tile of A: `(16 rows, 16 words)`.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Tile([f32; TILE_ROWS * TILE_ROWS]);

/// Room for a packed chunk of A: tiles of the first 16 rows from left to right, then those of the next.
type Room = [MaybeUninit<Tile>; CHUNK_ROWS / TILE_ROWS * BLOCK_TILES];

/// Eight tiles of 16 rows of 64 bytes, as long as it lives. Compilers know nothing of tiles and leave them alone.
struct Tiles(());

impl Tiles {
    /// # Safety
    /// [`has_tiles`](super::detect::has_tiles).
    unsafe fn configure() -> Tiles {
        #[repr(C, align(64))]
        struct Config([u8; 64]);
        let mut config = Config([0; 64]);
        config.0[0] = 1; // the palette
        for tile in 0..8 {
            config.0[16 + 2 * tile] = 64; // bytes of a row
            config.0[48 + tile] = TILE_ROWS as u8; // rows
        }
        // SAFETY: the instruction reads the 64 bytes.
        unsafe { asm!("ldtilecfg [{}]", in(reg) &config, options(nostack, readonly, preserves_flags)) };
        Tiles(())
    }
}

impl Drop for Tiles {
    fn drop(&mut self) {
        // SAFETY: tiles were configured, so the processor has the instruction.
        unsafe { asm!("tilerelease", options(nostack, nomem, preserves_flags)) };
    }
}

/// The whole product; a chunk of rows passes over each panel in turn.
///
/// # Safety
/// [`has_tiles`](super::detect::has_tiles), and the processor has the features named here. Lengths were checked by
/// [`PackedMatrix::multiply`]; K is 1 at least; B is packed in panels of [`TILES_WIDTH`], their rows a multiple of
/// [`TILE_ROWS`].
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma")]
pub(super) unsafe fn product(
    b: &PackedMatrix,
    m: usize,
    a: Lhs,
    c: &mut [f32],
    c_stride: usize,
    accumulate: Accumulate,
) {
    let ((k, n), (depth, words)) = (b.shape(), b.panels());
    let deep = depth / TILE_ROWS;
    let mut room: Room = [MaybeUninit::uninit(); CHUNK_ROWS / TILE_ROWS * BLOCK_TILES];
    // SAFETY: by contract.
    let _tiles = unsafe { Tiles::configure() };
    for from in (0..deep).step_by(BLOCK_TILES) {
        let tiles = BLOCK_TILES.min(deep - from);
        let add = accumulate == Accumulate::Add || from > 0;
        for chunk in (0..m).step_by(CHUNK_ROWS) {
            let rows = CHUNK_ROWS.min(m - chunk);
            match a {
                Lhs::Rows { data, stride } => {
                    pack_rows(&data[(chunk * stride).min(data.len())..], stride, rows, k, from, tiles, &mut room);
                }
                Lhs::Columns { data, stride } => {
                    pack_columns(&data[chunk.min(data.len())..], stride, rows, k, from, tiles, &mut room);
                }
            }
            for (panel, first) in words.chunks_exact(depth * TILES_WIDTH).zip((0..n).step_by(TILES_WIDTH)) {
                let panel = &panel[from * TILE_ROWS * TILES_WIDTH..][..tiles * TILE_ROWS * TILES_WIDTH];
                let columns = TILES_WIDTH.min(n - first);
                for row in (0..rows).step_by(2 * TILE_ROWS) {
                    let a: *const Tile = room[row / TILE_ROWS * tiles..].as_ptr().cast();
                    let rows = (2 * TILE_ROWS).min(rows - row);
                    let target = &mut c[(chunk + row) * c_stride + first..];
                    // SAFETY: tiles are configured; A holds `tiles` of them for each 16 rows begun, the panel 16 rows
                    // for each; `fill` gives the room that the kernel writes to.
                    unsafe {
                        if rows <= TILE_ROWS {
                            let out = Target { c: target, c_stride, rows, columns, add };
                            out.fill::<4>(|to, stride, add| one_by_four(tiles, a, panel.as_ptr(), to, stride, add));
                            continue;
                        }
                        for half in (0..columns).step_by(2 * TILE_ROWS) {
                            let columns = (2 * TILE_ROWS).min(columns - half);
                            let out = Target { c: &mut target[half..], c_stride, rows, columns, add };
                            let panel = panel[half..].as_ptr();
                            out.fill::<2>(|to, stride, add| two_by_two(tiles, a, panel, to, stride, add));
                        }
                    }
                }
            }
        }
    }
}

/// Where a block of sums goes.
struct Target<'a> {
    c: &'a mut [f32],
    c_stride: usize,
    rows: usize,
    columns: usize,
    add: bool,
}

impl Target<'_> {
    /// Lets a kernel write `2 × 2` (`WIDE` 2) or `1 × 4` (`WIDE` 4) tiles of sums to C, or to a buffer where C has only
    /// a part of them.
    #[inline(always)]
    fn fill<const WIDE: usize>(self, kernel: impl FnOnce(*mut f32, usize, bool)) {
        let high = 4 / WIDE;
        if self.rows == high * TILE_ROWS && self.columns == WIDE * TILE_ROWS {
            let needed = (self.rows - 1) * self.c_stride + self.columns;
            return kernel(self.c[..needed].as_mut_ptr(), self.c_stride, self.add);
        }
        let mut sums = [MaybeUninit::<Tile>::uninit(); 4];
        kernel(sums.as_mut_ptr().cast(), WIDE * TILE_ROWS, false);
        // SAFETY: the kernel has written all four tiles.
        let sums: &[f32] = unsafe { std::slice::from_raw_parts(sums.as_ptr().cast(), 4 * TILE_ROWS * TILE_ROWS) };
        for (row, sums) in sums.chunks_exact(WIDE * TILE_ROWS).enumerate().take(self.rows) {
            let out = &mut self.c[row * self.c_stride..][..self.columns];
            if self.add {
                out.iter_mut().zip(sums).for_each(|(out, sum)| *out += sum);
            } else {
                out.copy_from_slice(&sums[..self.columns]);
            }
        }
    }
}

/// A kernel: four sums, two tiles side by side at `first` and two at `second`, start from what C holds or from zero,
/// take `tiles` steps, and go to C. One piece, so that no tile holds anything that the compiler would have to keep.
macro_rules! kernel {
    ([$($step:literal,)*], $to:ident, $second:expr, $stride:ident, $add:ident, $tiles:ident, $($operands:tt)*) => {
        asm!(
            "test {add:e}, {add:e}",
            "jnz 2f",
            "tilezero tmm0",
            "tilezero tmm1",
            "tilezero tmm2",
            "tilezero tmm3",
            "jmp 3f",
            "2:",
            "tileloadd tmm0, [{first} + {stride}]",
            "tileloadd tmm1, [{first} + {stride} + 64]",
            "tileloadd tmm2, [{second} + {stride}]",
            "tileloadd tmm3, [{second} + {stride} + 64]",
            "3:",
            $($step,)*
            "add {b}, 4096", // 16 rows of a panel
            "dec {tiles}",
            "jnz 3b",
            "tilestored [{first} + {stride}], tmm0",
            "tilestored [{first} + {stride} + 64], tmm1",
            "tilestored [{second} + {stride}], tmm2",
            "tilestored [{second} + {stride} + 64], tmm3",
            add = in(reg) u32::from($add),
            first = in(reg) $to,
            second = in(reg) $second,
            stride = in(reg) 4 * $stride,
            tiles = inout(reg) $tiles => _,
            row = in(reg) 64usize,
            width = in(reg) 4 * TILES_WIDTH,
            $($operands)*
            options(nostack)
        )
    };
}

/// Sums of 32 rows by 32 columns.
///
/// # Safety
/// Tiles are configured. A: `2 · tiles` tiles; the panel: `16 · tiles` rows of [`TILES_WIDTH`] words, 32 of them from
/// `panel` on; `to`: 32 rows of 32 numbers, `stride` numbers apart. At least one tile.
#[inline(always)]
unsafe fn two_by_two(tiles: usize, a: *const Tile, panel: *const f32, to: *mut f32, stride: usize, add: bool) {
    // SAFETY: the accesses are those named above.
    unsafe {
        kernel!(
            [
                "tileloadd tmm4, [{a} + {row}]",
                "tileloadd tmm6, [{b} + {width}]",
                "tdpbf16ps tmm0, tmm4, tmm6",
                "tileloadd tmm7, [{b} + {width} + 64]",
                "tdpbf16ps tmm1, tmm4, tmm7",
                "tileloadd tmm5, [{below} + {row}]",
                "tdpbf16ps tmm2, tmm5, tmm6",
                "tdpbf16ps tmm3, tmm5, tmm7",
                "add {a}, 1024",
                "add {below}, 1024",
            ],
            to, to.wrapping_add(TILE_ROWS * stride), stride, add, tiles,
            a = inout(reg) a => _,
            below = inout(reg) a.wrapping_add(tiles) => _,
            b = inout(reg) panel => _,
        );
    }
}

/// Sums of 16 rows by 64 columns.
///
/// # Safety
/// As [`two_by_two`], of half the rows and twice the columns.
#[inline(always)]
unsafe fn one_by_four(tiles: usize, a: *const Tile, panel: *const f32, to: *mut f32, stride: usize, add: bool) {
    // SAFETY: the accesses are those named above.
    unsafe {
        kernel!(
            [
                "tileloadd tmm4, [{a} + {row}]",
                "tileloadd tmm5, [{b} + {width}]",
                "tdpbf16ps tmm0, tmm4, tmm5",
                "tileloadd tmm6, [{b} + {width} + 64]",
                "tdpbf16ps tmm1, tmm4, tmm6",
                "tileloadd tmm7, [{b} + {width} + 128]",
                "tdpbf16ps tmm2, tmm4, tmm7",
                "tileloadd tmm5, [{b} + {width} + 192]",
                "tdpbf16ps tmm3, tmm4, tmm5",
                "add {a}, 1024",
            ],
            to, to.wrapping_add(2 * TILE_ROWS), stride, add, tiles,
            a = inout(reg) a => _,
            b = inout(reg) panel => _,
        );
    }
}

/// The first so many of 16 numbers, at most all.
#[inline(always)]
fn mask(count: usize) -> __mmask16 {
    if count >= TILE_ROWS { !0 } else { (1 << count) - 1 }
}

/// Packs rows of A, `(rows, k)` at `data`, from tile `from` on. Numbers beyond K are zeros; rows beyond the last are
/// left as they are: they have no part in other rows' sums.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma")]
fn pack_rows(data: &[f32], stride: usize, rows: usize, k: usize, from: usize, tiles: usize, room: &mut Room) {
    for row in 0..rows {
        let numbers = &data[row * stride..][..k][from * DEEP..];
        let out = &mut room[row / TILE_ROWS * tiles..][..tiles];
        for (numbers, out) in numbers.chunks(DEEP).zip(out) {
            let (low, high) = (mask(numbers.len()), mask(numbers.len().saturating_sub(TILE_ROWS)));
            // SAFETY: masks keep within the numbers; the row is one of the tile's.
            unsafe {
                let low = _mm512_maskz_loadu_ps(low, numbers.as_ptr());
                let high = _mm512_maskz_loadu_ps(high, numbers.as_ptr().wrapping_add(TILE_ROWS));
                let to: *mut f32 = out.as_mut_ptr().cast();
                store(to.add(row % TILE_ROWS * TILE_ROWS), _mm512_cvtne2ps_pbh(high, low));
            }
        }
    }
}

/// # Safety
/// Valid for 16 words, on a cache line.
#[target_feature(enable = "avx512f,avx512bf16")]
unsafe fn store(to: *mut f32, words: __m512bh) {
    // SAFETY: by contract; both types are the same 512 bits.
    unsafe { _mm512_store_ps(to, std::mem::transmute::<__m512bh, __m512>(words)) }
}

/// The same of rows that lie in columns: `(k, rows)` at `data`.
///
/// Words of a whole line first, so that memory is read in order; then tile by tile the words change places.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma")]
fn pack_columns(data: &[f32], stride: usize, rows: usize, k: usize, from: usize, tiles: usize, room: &mut Room) {
    // Of 32 numbers, two halves of 16, the pairs.
    let order: [u16; DEEP] = std::array::from_fn(|at| (at / 2 + at % 2 * TILE_ROWS) as u16);
    // SAFETY: 32 numbers are a register.
    let order = unsafe { _mm512_loadu_epi16(order.as_ptr().cast()) };
    let mut lines = [[_mm512_setzero_ps(); CHUNK_ROWS / TILE_ROWS]; TILE_ROWS];
    for tile in 0..tiles {
        let first = (from + tile) * DEEP;
        for (word, line) in lines.iter_mut().enumerate() {
            let at = |k| &data[k * stride..][..rows];
            let low = first + 2 * word;
            let numbers = if low < k { at(low) } else { &[] };
            let others = if low + 1 < k { at(low + 1) } else { &[] };
            for (at, words) in line.iter_mut().enumerate().take(rows.div_ceil(TILE_ROWS)) {
                // SAFETY: masks keep within the numbers; types are the same 512 bits.
                unsafe {
                    let low = mask(numbers.len().saturating_sub(at * TILE_ROWS));
                    let high = mask(others.len().saturating_sub(at * TILE_ROWS));
                    let low = _mm512_maskz_loadu_ps(low, numbers.as_ptr().wrapping_add(at * TILE_ROWS));
                    let high = _mm512_maskz_loadu_ps(high, others.as_ptr().wrapping_add(at * TILE_ROWS));
                    let halves = std::mem::transmute::<__m512bh, __m512i>(_mm512_cvtne2ps_pbh(high, low));
                    *words = _mm512_castsi512_ps(_mm512_permutexvar_epi16(order, halves));
                }
            }
        }
        for at in 0..rows.div_ceil(TILE_ROWS) {
            let block = transposed(std::array::from_fn(|word| lines[word][at]));
            let to: *mut f32 = room[at * tiles + tile].as_mut_ptr().cast();
            for (row, &words) in block.iter().enumerate() {
                // SAFETY: a row of the tile, which lies on a cache line.
                unsafe { _mm512_store_ps(to.add(row * TILE_ROWS), words) };
            }
        }
    }
}

/// Rows become columns: pairs of rows, pairs of pairs, then the quarters of registers.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma")]
fn transposed(rows: [__m512; TILE_ROWS]) -> [__m512; TILE_ROWS] {
    let (mut pairs, mut fours, mut out) = (rows, rows, rows);
    for at in 0..8 {
        pairs[2 * at] = _mm512_unpacklo_ps(rows[2 * at], rows[2 * at + 1]);
        pairs[2 * at + 1] = _mm512_unpackhi_ps(rows[2 * at], rows[2 * at + 1]);
    }
    for at in 0..4 {
        for half in 0..2 {
            let low = _mm512_castps_pd(pairs[4 * at + half]);
            let high = _mm512_castps_pd(pairs[4 * at + 2 + half]);
            fours[4 * at + 2 * half] = _mm512_castpd_ps(_mm512_unpacklo_pd(low, high));
            fours[4 * at + 2 * half + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(low, high));
        }
    }
    for at in 0..4 {
        let even = |a, b| _mm512_shuffle_f32x4::<0x88>(a, b);
        let odd = |a, b| _mm512_shuffle_f32x4::<0xdd>(a, b);
        let (a, b, c, d) = (fours[at], fours[4 + at], fours[8 + at], fours[12 + at]);
        out[at] = even(even(a, b), even(c, d));
        out[4 + at] = even(odd(a, b), odd(c, d));
        out[8 + at] = odd(even(a, b), even(c, d));
        out[12 + at] = odd(odd(a, b), odd(c, d));
    }
    out
}

/// Multiplies and adds on tiles for a while; returns how many operations that were. For [`super::peak`].
///
/// # Safety
/// [`has_tiles`](super::detect::has_tiles).
pub(super) unsafe fn multiply_adds(rounds: u64) -> u64 {
    // SAFETY: by contract; four sums, as in the kernels.
    unsafe {
        let _tiles = Tiles::configure();
        asm!(
            "tilezero tmm0", "tilezero tmm1", "tilezero tmm2", "tilezero tmm3",
            "tilezero tmm4", "tilezero tmm5", "tilezero tmm6", "tilezero tmm7",
            "test {rounds}, {rounds}",
            "jz 3f",
            "2:",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tdpbf16ps tmm1, tmm4, tmm7",
            "tdpbf16ps tmm2, tmm5, tmm6",
            "tdpbf16ps tmm3, tmm5, tmm7",
            "dec {rounds}",
            "jnz 2b",
            "3:",
            rounds = inout(reg) rounds => _,
            options(nostack, nomem)
        );
    }
    rounds * (4 * 2 * TILE_ROWS * TILE_ROWS * DEEP) as u64
}
