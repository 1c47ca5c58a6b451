//! The fuzzer's own check, run on its seeds and on every golden frame, without a fuzzer.

#[path = "../../fuzz/entry.rs"]
mod entry;

use crate::support::{bytes, golden};

#[test]
fn every_seed() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds/codec");
    let files: Vec<_> = std::fs::read_dir(seeds).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 40, "{seeds} holds only {} files", files.len());
    for file in files {
        entry::codec(&std::fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display())));
    }
}

#[test]
fn every_golden_frame_and_its_beginnings() {
    for case in ["requests", "widths", "responses", "malformed"].into_iter().flat_map(golden) {
        let bytes = bytes(&case);
        for end in 0..=bytes.len() {
            entry::codec(&bytes[..end]);
        }
    }
}
