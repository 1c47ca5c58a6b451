//! Feeds libFuzzer's bytes to the codec.
#![no_main]

#[path = "../entry.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|data: &[u8]| entry::codec(data));
