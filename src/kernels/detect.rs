//! [`has_tiles`]: whether AMX may be used, which a feature of the compiler does not tell.

#[cfg(target_os = "linux")]
use std::arch::asm;
#[cfg(target_os = "linux")]
use std::arch::x86_64::{__cpuid, __cpuid_count};

/// Whether processor and system have AMX with bf16; asks the system for it.
///
/// Linux lets a process use tiles once it has asked; threads that start later may use them as well.
pub(super) fn has_tiles() -> bool {
    #[cfg(target_os = "linux")]
    {
        static FOUND: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
        *FOUND.get_or_init(|| in_processor() && permitted())
    }
    #[cfg(not(target_os = "linux"))]
    false
}

/// CPUID leaf 7 says what the processor has, XCR0 what the system keeps.
#[cfg(target_os = "linux")]
fn in_processor() -> bool {
    const BF16_AND_TILE: u32 = 1 << 22 | 1 << 24;
    const TILE_STATE: u64 = 1 << 17 | 1 << 18;
    if !is_x86_feature_detected!("xsave") || __cpuid(0).eax < 7 {
        return false;
    }
    // SAFETY: the processor has `xgetbv`, and the system has enabled it: so `xsave` is detected.
    let kept = unsafe {
        let (low, high): (u32, u32);
        asm!("xgetbv", in("ecx") 0, out("eax") low, out("edx") high, options(nomem, nostack, preserves_flags));
        u64::from(high) << 32 | u64::from(low)
    };
    __cpuid_count(7, 0).edx & BF16_AND_TILE == BF16_AND_TILE && kept & TILE_STATE == TILE_STATE
}

/// Asks Linux for the tiles' state in this process.
#[cfg(target_os = "linux")]
fn permitted() -> bool {
    const ARCH_PRCTL: i64 = 158;
    const REQUEST_PERMISSION: i64 = 0x1023;
    const TILE_DATA: i64 = 18;
    let mut result = ARCH_PRCTL;
    // SAFETY: a system call that reads and writes no memory of this process; it changes `rax`, `rcx` and `r11`.
    unsafe {
        asm!(
            "syscall",
            inout("rax") result,
            in("rdi") REQUEST_PERMISSION,
            in("rsi") TILE_DATA,
            lateout("rcx") _,
            lateout("r11") _,
            options(nostack)
        );
    }
    result == 0
}
