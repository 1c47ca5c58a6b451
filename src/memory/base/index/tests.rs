//! Tests: records are written and read back; a damaged file is refused, or read without harm.

use super::*;
use crate::text::random::SplitMix64;

fn small_index(buckets: &[u8]) -> Vec<u8> {
    let alphabet = Alphabet::build([""], 1);
    let contexts = Contexts::new(vec![3, 5], 2).unwrap();
    let mut bytes = head("english", &alphabet, &contexts, buckets.len() / BUCKET);
    bytes.extend(buckets);
    bytes
}

fn read(bytes: Vec<u8>) -> Result<Index, IndexError> {
    Index::from_bytes(Cow::Owned(bytes))
}

#[test]
fn records_come_back() {
    let key = |mark: u64| mark << 48 | 0x0000_0001;
    let one = |share: f32| {
        let mut record = Record { class: 9, symbols: 1, ..Record::default() };
        (record.codes[0], record.shares[0]) = (7, share);
        record
    };
    let mut many = Record { class: 15, symbols: 5, ..Record::default() };
    many.codes[..5].copy_from_slice(&[1, 2, 3, 4, 250]);
    many.shares[..5].copy_from_slice(&[0.5, 0.25, 0.125, 2f32.powf(-3.5), 2f32.powf(-7.5)]);
    let records = [one(1.0), many, one(0.33), one(0.7)];
    let mut bucket = Vec::new();
    records.iter().enumerate().for_each(|(at, record)| record.write(key(at as u64 + 1), &mut bucket));
    let sizes: usize = records.iter().map(|record| size_of_record(record.symbols)).sum();
    assert_eq!(bucket.len(), sizes);
    bucket.resize(BUCKET, 0);
    let index = read(small_index(&bucket)).unwrap();
    for (at, record) in records.iter().enumerate() {
        assert_eq!(index.record(key(at as u64 + 1)), Some(*record), "{at}");
    }
    assert_eq!(index.record(key(77)), None);
    assert_eq!((index.name(), index.contexts().kinds()), ("english", 4));
}

#[test]
fn damaged_headers_are_refused() {
    let whole = small_index(&[0; 2 * BUCKET]);
    assert!(read(whole.clone()).is_ok());
    for cut in 0..whole.len() {
        assert!(read(whole[..cut].to_vec()).is_err(), "{cut}");
    }
    let check = |at: usize, byte: u8| {
        let mut bytes = whole.clone();
        bytes[at] = byte;
        read(bytes).err()
    };
    assert_eq!(check(7, 9), Some(IndexError::Magic));
    assert!(matches!(check(8, 3), Some(IndexError::Length { .. })));
    assert_eq!(check(8, 0), Some(IndexError::Header));
    for (at, byte) in [(11, 255), (12, 251), (13, 15), (14, 200), (16, 200), (20, 5)] {
        assert!(check(at, byte).is_some(), "byte {at}");
    }
}

/// Any bytes at all: an answer, or none, and never a share beyond 1.
#[test]
fn hostile_buckets_do_no_harm() {
    let mut random = SplitMix64::new(3);
    for round in 0..200 {
        let mut bucket: Vec<u8> = (0..4 * BUCKET).map(|_| random.next() as u8).collect();
        if round % 2 == 0 {
            // Short marks are found.
            bucket.iter_mut().step_by(3).for_each(|byte| *byte = 0);
        }
        let index = read(small_index(&bucket)).unwrap();
        for key in 0..2000 {
            let key = if key % 2 == 0 { random.next() } else { random.next() & 0x00ff_ffff_ffff };
            if let Some(record) = index.record(key) {
                assert!((1..=MOST_SYMBOLS).contains(&record.symbols));
                assert!(record.shares.iter().sum::<f32>() <= 1.001);
            }
        }
    }
}
