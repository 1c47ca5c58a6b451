//! [`Dot`]: which instructions add four products of bytes at a time.

use std::sync::OnceLock;

/// Instructions for sums of byte products; later ones are faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dot {
    /// Plain Rust, for any processor.
    Portable,
    /// `pmaddwd` on widened bytes: part of every x86-64.
    #[cfg(target_arch = "x86_64")]
    Sse2,
    /// `vpmaddubsw` on magnitudes and turned signs, which cannot overflow as long as −128 does not occur.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// `vpdpbusd` on 256 bits (AVX-VNNI).
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    /// `vpdpbusd` on 512 bits (AVX-512 VNNI).
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
    /// `smull` and pairwise sums: part of every aarch64.
    #[cfg(target_arch = "aarch64")]
    Neon,
    /// `sdot` (the dot-product extension of ARMv8.2).
    #[cfg(target_arch = "aarch64")]
    Sdot,
}

impl Dot {
    /// The best of this processor, found once.
    #[must_use]
    pub fn best() -> Dot {
        static BEST: OnceLock<Dot> = OnceLock::new();
        *BEST.get_or_init(|| Dot::available().pop().unwrap_or(Dot::Portable))
    }

    /// All that this processor can run, slowest first.
    #[must_use]
    pub fn available() -> Vec<Dot> {
        #[allow(unused_mut)]
        let mut found = vec![Dot::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            found.push(Dot::Sse2);
            if is_x86_feature_detected!("avx2") {
                found.push(Dot::Avx2);
                if is_x86_feature_detected!("avxvnni") {
                    found.push(Dot::AvxVnni);
                }
                if is_x86_feature_detected!("avx512vnni")
                    && is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                {
                    found.push(Dot::Avx512Vnni);
                }
            }
        }
        #[cfg(target_arch = "aarch64")]
        found.push(Dot::Neon);
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("dotprod") {
            found.push(Dot::Sdot);
        }
        found
    }

    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Dot::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Dot::Sse2 => "SSE2",
            #[cfg(target_arch = "x86_64")]
            Dot::Avx2 => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Dot::AvxVnni => "AVX-VNNI",
            #[cfg(target_arch = "x86_64")]
            Dot::Avx512Vnni => "AVX-512 VNNI",
            #[cfg(target_arch = "aarch64")]
            Dot::Neon => "NEON",
            #[cfg(target_arch = "aarch64")]
            Dot::Sdot => "NEON dot product",
        }
    }

    /// Columns of a panel.
    pub(super) fn panel_width(self) -> usize {
        match self {
            Dot::Portable => 2 * 8,
            #[cfg(target_arch = "x86_64")]
            Dot::Sse2 => 4 * 4,
            #[cfg(target_arch = "x86_64")]
            Dot::Avx2 | Dot::AvxVnni => 2 * 8,
            #[cfg(target_arch = "x86_64")]
            Dot::Avx512Vnni => 3 * 16,
            #[cfg(target_arch = "aarch64")]
            Dot::Neon | Dot::Sdot => 4 * 4,
        }
    }

    /// The number that is added to every value of a vector when it is rounded: `vpdpbusd` takes unsigned values.
    pub(super) fn offset(self) -> u8 {
        match self {
            #[cfg(target_arch = "x86_64")]
            Dot::AvxVnni | Dot::Avx512Vnni => 128,
            _ => 0,
        }
    }
}
