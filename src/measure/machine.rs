//! [`Machine`]: the processor's own limits, measured.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::times::{OTHER_MEMORY, Times, repeat};
use crate::kernels::{Bf16Level, Dot, Format, Level, peak};

/// Peaks of one core, in thousand million operations a second (a multiplication and an addition are two).
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// Cores that this process may use.
    pub cores: usize,
    /// The instructions that products use: for f32, bf16 and int8.
    pub f32: &'static str,
    /// See `f32`.
    pub bf16: &'static str,
    /// See `f32`.
    pub int8: &'static str,
    /// Peak of products of f32.
    pub f32_gflops: f64,
    /// None where bf16 is no faster than f32.
    pub bf16_gflops: Option<f64>,
    /// Peak of products of bytes.
    pub int8_gops: f64,
    /// Read bandwidth of one core, in thousand million bytes a second: `(bytes read over and over, bandwidth)`.
    pub bandwidth: Vec<(usize, f64)>,
}

/// The best of many short tries, in operations a nanosecond.
fn best(mut work: impl FnMut() -> u64) -> f64 {
    let mut best = 0.0f64;
    for _ in 0..100 {
        let start = Instant::now();
        let done = work();
        best = best.max(done as f64 / start.elapsed().as_nanos().max(1) as f64);
    }
    best
}

/// Measures the machine; takes about a quarter of a second.
#[must_use]
pub fn machine() -> Machine {
    let bf16 = Bf16Level::best();
    Machine {
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        f32: Level::best().name(),
        bf16: bf16.name(),
        int8: Dot::best().name(),
        f32_gflops: best(|| peak::multiply_adds(Format::f32(), 50_000)),
        bf16_gflops: bf16.is_native().then(|| best(|| peak::multiply_adds(Format::bf16(), 50_000))),
        int8_gops: best(|| peak::byte_products(200)),
        bandwidth: [256 << 10, 768 << 10, 3 << 20, 12 << 20, 128 << 20]
            .map(|bytes| (bytes, bytes as f64 / 1e3 / Reader::new(bytes).hot().min))
            .to_vec(),
    }
}

/// Reads so many bytes and does nothing with them: a lower bound for the time of a step that reads as many.
struct Reader {
    own: Vec<f32>,
    other: Vec<f32>,
}

impl Reader {
    /// A reader of a buffer of so many bytes.
    fn new(bytes: usize) -> Reader {
        Reader { own: vec![1.0; bytes.div_ceil(4)], other: Vec::new() }
    }

    /// Times of reading again and again, from the caches as far as they hold the buffer.
    fn hot(&self) -> Times {
        let most = (400 << 20) / (self.own.len() * 4).max(1);
        repeat(Duration::from_millis(100), most.max(5), || {}, || peak::read(&self.own))
    }

    /// Times of reading after other memory was read, which has taken the caches.
    fn cold(&mut self) -> Times {
        self.other.resize(OTHER_MEMORY / 4, 1.0);
        repeat(Duration::from_millis(700), 100, || peak::read(&self.other), || peak::read(&self.own))
    }
}

/// Time to read so many bytes, hot and cold.
pub(super) fn machine_reading(bytes: usize) -> (Times, Times) {
    let mut reader = Reader::new(bytes);
    (reader.hot(), reader.cold())
}
