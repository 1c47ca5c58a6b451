//! Every field of every method: its wrong types are refused by name, nil is absent, and no error repeats a value.

use std::collections::BTreeMap;

use super::decode;
use crate::rpc::protocol::*;

/// A MessagePack map, from MessagePack values.
fn map(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    rmp::encode::write_map_len(&mut out, entries.len() as u32).unwrap();
    for (key, value) in entries {
        rmp::encode::write_str(&mut out, key).unwrap();
        out.extend(*value);
    }
    out
}

fn decode_error<T: serde::de::DeserializeOwned>(params: &[u8]) -> RpcError {
    match decode::<T>(params) {
        Ok(_) => panic!("accepted {params:02x?}"),
        Err(error) => error,
    }
}

const SAMPLES: [(&str, &[u8]); 11] = [
    ("bool", b"\xc3"),
    ("uint", b"\x01"),
    ("large", b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff"),
    ("negative", b"\xff"),
    ("float", b"\xca\x3f\x00\x00\x00"),
    ("str", b"\xa6secret"),
    ("bad utf-8", b"\xa7secret\xff"),
    ("bin", b"\xc4\x06secret"),
    ("array of uint", b"\x91\x01"),
    ("map", b"\x81\xa1k\x01"),
    ("ext", b"\xd4\x01\x02"),
];

/// Tries every sample as the only field; those not in `right` must be refused, naming the field and not the value.
fn check_field<T: serde::de::DeserializeOwned>(method: &str, field: &str, right: &[&str], required: &[(&str, &[u8])]) {
    for (kind, value) in SAMPLES {
        let mut entries: BTreeMap<&str, &[u8]> = required.iter().copied().collect();
        entries.insert(field, value);
        let entries: Vec<_> = entries.into_iter().collect();
        let params = [b"\x91", &map(&entries)[..]].concat();
        match decode::<T>(&params) {
            Ok(_) => assert!(right.contains(&kind), "{method}.{field} took {kind}"),
            Err(error) => {
                assert!(!right.contains(&kind), "{method}.{field} refused {kind}: {error}");
                assert_eq!(error.code, code::INVALID_PARAMS);
                assert_eq!(error.field.as_deref(), Some(field), "{method}.{field}, {kind}");
                assert!(error.message.contains(field) && !error.message.contains("secret"));
            }
        }
    }
    // Nil counts as absent: fine for every field that is not required.
    let nil = map(&[(field, b"\xc0")]);
    if required.is_empty() {
        assert!(decode::<T>(&nil).is_ok(), "{method}.{field} refused nil");
    } else {
        let error = decode_error::<T>(&nil);
        assert_eq!((error.field.as_deref(), error.message), (Some(field), format!("`{field}`: is missing")));
    }
}

#[test]
fn every_field_of_every_method() {
    const ID: &[&str] = &["uint", "large"];
    check_field::<Hello>("hello", "client", &["str"], &[]);
    check_field::<Hello>("hello", "protocol", &["uint"], &[]);
    check_field::<Open>("open", "app", &["str"], &[]);
    check_field::<Open>("open", "private", &["bool"], &[]);
    check_field::<Open>("open", "left_context", &["str"], &[]);
    check_field::<Close>("close", "session", ID, &[("session", b"\x01")]);
    check_field::<Edit>("edit", "session", ID, &[]);
    check_field::<Edit>("edit", "delete", &["uint"], &[]);
    check_field::<Edit>("edit", "insert", &["str"], &[]);
    check_field::<SetContext>("set_context", "session", ID, &[]);
    check_field::<SetContext>("set_context", "left_context", &["str"], &[]);
    check_field::<SetContext>("set_context", "messages", &[], &[]);
    check_field::<Suggest>("suggest", "session", ID, &[]);
    check_field::<Suggest>("suggest", "left_context", &["str"], &[]);
    check_field::<Suggest>("suggest", "n", &["uint"], &[]);
    check_field::<Suggest>("suggest", "kinds", &[], &[]);
    let numbers = ["uint", "large", "negative", "float"];
    check_field::<Suggest>("suggest", "min_probability", &numbers, &[]);
    check_field::<Accept>("accept", "session", ID, &[]);
    check_field::<Accept>("accept", "text", &["str"], &[]);
    check_field::<Subscribe>("subscribe", "events", &[], &[]);
}

#[test]
fn empty_params_come_in_five_shapes() {
    for params in [&b"\x90"[..], b"\x91\x90", b"\x91\x80", b"\x80", b"\xdc\x00\x01\xdf\x00\x00\x00\x00"] {
        assert!(decode::<Suggest>(params).is_ok(), "{params:02x?}");
        assert!(decode::<Empty>(params).is_ok(), "{params:02x?}");
    }
}

#[test]
fn what_is_not_one_map_is_refused() {
    for params in
        [&b"\xc0"[..], b"\x01", b"\xa1a", b"\x91\x01", b"\x91\xc0", b"\x91\x91\x01", b"\x92\x80\x80", b"\xc4\x00"]
    {
        let error = decode_error::<Suggest>(params);
        assert_eq!((error.code.as_str(), error.field), (code::INVALID_PARAMS, None));
        assert_eq!(error.message, "params must be an array that holds one map");
    }
}

#[test]
fn unknown_fields_are_skipped_whatever_they_hold() {
    for (_, value) in SAMPLES {
        let edit: Edit = decode(&map(&[("later", value), ("insert", b"\xa1a")])).unwrap();
        assert_eq!(edit.insert, "a");
    }
}

#[test]
fn keys_are_strings_and_come_once() {
    let error = decode_error::<Edit>(b"\x81\x01\x02");
    assert_eq!(error.message, "the names of parameters must be strings");
    let twice = map(&[("insert", b"\xa1a"), ("insert", b"\xa1b")]);
    let error = decode_error::<Edit>(&twice);
    assert_eq!(error.field.as_deref(), Some("insert"));
}

#[test]
fn integers_come_in_any_width() {
    for n in [
        &b"\x05"[..],
        b"\xcc\x05",
        b"\xcd\0\x05",
        b"\xce\0\0\0\x05",
        b"\xcf\0\0\0\0\0\0\0\x05",
        b"\xd0\x05",
        b"\xd1\0\x05",
        b"\xd2\0\0\0\x05",
        b"\xd3\0\0\0\0\0\0\0\x05",
    ] {
        let suggest: Suggest = decode(&map(&[("n", n)])).unwrap();
        assert_eq!(suggest.n, Some(5));
    }
}

#[test]
fn lists_are_read_and_their_errors_name_the_list() {
    let suggest: Suggest = decode(&map(&[("kinds", b"\x92\xa5words\xa6phrase")])).unwrap();
    assert_eq!(suggest.kinds, Some(vec![Kind::Words, Kind::Phrase]));
    let suggest: Suggest = decode(&map(&[("kinds", b"\x90")])).unwrap();
    assert_eq!(suggest.kinds, Some(vec![]));
    let subscribe: Subscribe = decode(&map(&[("events", b"\x91\xa1x")])).unwrap();
    assert_eq!(subscribe.events, Some(vec!["x".into()]));
    // Kinds of a later version are skipped.
    let suggest: Suggest = decode(&map(&[("kinds", b"\x92\xa6secret\xa5words")])).unwrap();
    assert_eq!(suggest.kinds, Some(vec![Kind::Words]));
    let error = decode_error::<Suggest>(&map(&[("kinds", b"\x91\x03")]));
    assert_eq!(error.field.as_deref(), Some("kinds"));
    let error = decode_error::<Subscribe>(&map(&[("events", b"\x91\xc4\x01x")]));
    assert_eq!(error.message, "`events`: expected a string, found bytes");
}
