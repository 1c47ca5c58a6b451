//! [`Level`] and [`Bf16Level`]: which vector instructions this processor has; [`Format`]: how a matrix is held.

use std::sync::OnceLock;

/// A set of vector instructions; later ones are faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The instructions that every processor of this architecture has, as the compiler uses them.
    Portable,
    /// AVX2 with FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 F, BW, DQ, VL.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Level {
    /// The best level of this processor, found once.
    #[must_use]
    pub fn best() -> Level {
        static BEST: OnceLock<Level> = OnceLock::new();
        *BEST.get_or_init(|| Level::available().pop().unwrap_or(Level::Portable))
    }

    /// Every level this processor can run, slowest first.
    #[must_use]
    pub fn available() -> Vec<Level> {
        #[allow(unused_mut)]
        let mut levels = vec![Level::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                levels.push(Level::Avx2);
                let wide = is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl");
                if wide {
                    levels.push(Level::Avx512);
                }
            }
        }
        levels
    }

    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => "AVX-512",
        }
    }
}

/// Instructions for products of bf16 pairs; later ones are faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bf16Level {
    /// Pairs are widened and multiplied as f32.
    Portable,
    /// The same, as the compiler vectorises it for AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// `vdpbf16ps` of AVX-512 BF16.
    #[cfg(target_arch = "x86_64")]
    Avx512Bf16,
    /// `tdpbf16ps` of AMX, where Linux permits it; `vdpbf16ps` for a few rows.
    #[cfg(target_arch = "x86_64")]
    Amx,
}

impl Bf16Level {
    /// The best of this processor, found once.
    #[must_use]
    pub fn best() -> Bf16Level {
        static BEST: OnceLock<Bf16Level> = OnceLock::new();
        *BEST.get_or_init(|| Bf16Level::available().pop().unwrap_or(Bf16Level::Portable))
    }

    /// All that this processor can run, slowest first.
    #[must_use]
    pub fn available() -> Vec<Bf16Level> {
        #[allow(unused_mut)]
        let mut levels = vec![Bf16Level::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if Level::best() >= Level::Avx2 {
                levels.push(Bf16Level::Avx2);
            }
            if Level::best() == Level::Avx512 && is_x86_feature_detected!("avx512bf16") {
                levels.push(Bf16Level::Avx512Bf16);
                if super::detect::has_tiles() {
                    levels.push(Bf16Level::Amx);
                }
            }
        }
        levels
    }

    /// Whether pairs are multiplied by instructions of their own: only then are they faster than f32.
    #[must_use]
    pub fn is_native(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Bf16Level::Avx512Bf16 | Bf16Level::Amx => true,
            _ => false,
        }
    }

    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            #[cfg(target_arch = "x86_64")]
            Bf16Level::Amx => "AMX BF16",
            #[cfg(target_arch = "x86_64")]
            Bf16Level::Avx512Bf16 => "AVX-512 BF16",
            _ => "bf16 as f32",
        }
    }
}

/// How a packed matrix holds its numbers, and which instructions multiply them. Sums are f32 in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A number in each word.
    F32(Level),
    /// Two bf16 in each word.
    Bf16(Bf16Level),
}

impl Default for Format {
    fn default() -> Format {
        Format::f32()
    }
}

impl Format {
    /// f32 at this processor's best level.
    #[must_use]
    pub fn f32() -> Format {
        Format::F32(Level::best())
    }

    /// bf16 at this processor's best level.
    #[must_use]
    pub fn bf16() -> Format {
        Format::Bf16(Bf16Level::best())
    }

    /// Numbers in four bytes.
    pub(super) fn per_word(self) -> usize {
        match self {
            Format::F32(_) => 1,
            Format::Bf16(_) => 2,
        }
    }

    /// Rows of words that hold `k` rows.
    pub(super) fn words(self, k: usize) -> usize {
        k.div_ceil(self.per_word())
    }

    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::F32(level) => level.name(),
            Format::Bf16(level) => level.name(),
        }
    }
}

/// Defines a function that runs one generic, always inlined body compiled for each level, and for each type if the
/// function has a type parameter.
///
/// The body is plain safe Rust: the compiler vectorises it with the instructions of the level it is inlined into.
macro_rules! per_level {
    ($(#[$doc:meta])* pub fn $name:ident $(<$C:ident: $bound:path>)? ($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)?
        = $body:ident;) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        pub fn $name $(<$C: $bound>)? ($($arg: $ty),*) $(-> $ret)? {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
                #[allow(clippy::too_many_arguments)]
                fn avx512 $(<$C: $bound>)? ($($arg: $ty),*) $(-> $ret)? {
                    $body::<$($C,)? $crate::kernels::fuse::Fused>($($arg),*)
                }
                #[target_feature(enable = "avx2,fma")]
                #[allow(clippy::too_many_arguments)]
                fn avx2 $(<$C: $bound>)? ($($arg: $ty),*) $(-> $ret)? {
                    $body::<$($C,)? $crate::kernels::fuse::Fused>($($arg),*)
                }
                match $crate::kernels::level::Level::best() {
                    // SAFETY: `best` has found these instructions on this processor.
                    $crate::kernels::level::Level::Avx512 => return unsafe { avx512 $(::<$C>)? ($($arg),*) },
                    // SAFETY: as above.
                    $crate::kernels::level::Level::Avx2 => return unsafe { avx2 $(::<$C>)? ($($arg),*) },
                    $crate::kernels::level::Level::Portable => {}
                }
            }
            $body::<$($C,)? $crate::kernels::fuse::Plain>($($arg),*)
        }
    };
}
pub(crate) use per_level;
