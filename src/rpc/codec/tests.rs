//! Whole conversations through the decoder: in one piece, byte by byte, at random cuts; and what must be refused.

use proptest::prelude::*;

use super::*;
use crate::rpc::limits::{MAX_DEPTH, MAX_FRAME_BYTES};
use crate::rpc::protocol::{Empty, Suggest};

/// Feeds the chunks one after the other; the messages, and the error if it came to one.
fn decode<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Message>, Option<DecodeError>) {
    let mut decoder = Decoder::default();
    let mut messages = Vec::new();
    for chunk in chunks {
        decoder.feed(chunk);
        loop {
            match decoder.next_message() {
                Ok(Some(message)) => messages.push(message),
                Ok(None) => break,
                Err(error) => return (messages, Some(error)),
            }
        }
    }
    (messages, None)
}

fn check(bytes: &[u8], expected: Message) {
    assert_eq!(decode([bytes]), (vec![expected.clone()], None), "{bytes:02x?}");
    assert_eq!(decode(bytes.chunks(1)), (vec![expected], None), "{bytes:02x?} byte by byte");
}

fn check_error(bytes: &[u8], expected: DecodeError) {
    assert_eq!(decode([bytes]).1, Some(expected), "{:02x?}", &bytes[..bytes.len().min(32)]);
    assert_eq!(decode(bytes.chunks(1)).1, Some(expected));
}

fn request(id: u32, method: &str, params: &[u8]) -> Message {
    Message::Request { id, method: method.into(), params: Bytes::copy_from_slice(params) }
}

#[test]
fn frames_are_told_apart() {
    check(b"\x94\x00\x07\xa1a\x90", request(7, "a", b"\x90"));
    // Every width of the type and of the id.
    for kind in [&b"\x00"[..], b"\xcc\x00", b"\xcd\0\0", b"\xce\0\0\0\0", b"\xd0\x00", b"\xd3\0\0\0\0\0\0\0\0"] {
        for id in [
            &b"\x07"[..],
            b"\xcc\x07",
            b"\xcd\0\x07",
            b"\xce\0\0\0\x07",
            b"\xcf\0\0\0\0\0\0\0\x07",
            b"\xd0\x07",
            b"\xd2\0\0\0\x07",
        ] {
            let frame = [b"\x94", kind, id, b"\xa1a\x90"].concat();
            check(&frame, request(7, "a", b"\x90"));
        }
    }
    check(b"\xdc\x00\x04\x00\xce\xff\xff\xff\xff\xd9\x01a\x80", request(u32::MAX, "a", b"\x80"));
    check(
        b"\x93\x02\xa1n\x91\x80",
        Message::Notification { method: "n".into(), params: Bytes::from_static(b"\x91\x80") },
    );
    check(b"\x94\x01\x07\xc0\x80", Message::Response { id: 7, error: None, result: Bytes::from_static(b"\x80") });
    check(
        b"\x94\x01\x07\xa1e\xc0",
        Message::Response { id: 7, error: Some(Bytes::from_static(b"\xa1e")), result: Bytes::from_static(b"\xc0") },
    );
}

#[test]
fn a_spoilt_request_can_still_be_answered() {
    let shape = "a request has 4 elements";
    let method = "the method must be a string";
    for (bytes, reason) in [
        (&b"\x92\x00\x07"[..], shape),
        (b"\x93\x00\x07\xa1a", shape),
        (b"\x95\x00\x07\xa1a\x90\xc0", shape),
        (b"\x94\x00\x07\x01\x90", method),
        (b"\x94\x00\x07\xc4\x01a\x90", method),
        (b"\x94\x00\x07\xa1\xff\x90", method),
    ] {
        check(bytes, Message::InvalidRequest { id: 7, reason });
    }
}

#[test]
fn what_is_no_message_ends_the_stream() {
    for bytes in [
        &b"\x00"[..],
        b"\xc0",
        b"\xa5hello",
        b"\x80",
        b"\x90",
        b"\x91\x00",
        b"\x94\x00\xff\xa1a\x90",
        b"\x94\x00\xcf\0\0\0\x01\0\0\0\0\xa1a\x90",
        b"\x94\x00\xa1x\xa1a\x90",
        b"\x94\x03\x07\xa1a\x90",
        b"\x94\xff\x07\xa1a\x90",
        b"\x94\xa10\x07\xa1a\x90",
        b"\x93\x01\x07\xc0",
        b"\x92\x02\xa1n",
        b"\x93\x02\x07\x90",
    ] {
        let error = decode([bytes]).1.unwrap();
        assert!(matches!(error, DecodeError::NotRpc(_)), "{bytes:02x?}: {error}");
        assert_eq!(error.to_rpc().code, code::INVALID_REQUEST);
    }
    check_error(b"\xc1", FrameError::Reserved.into());
    check_error(b"\x94\x00\x07\xa1a\x91\xc1", FrameError::Reserved.into());
}

#[test]
fn promises_beyond_the_limit_are_refused_at_once() {
    for header in [
        &b"\xdb\xff\xff\xff\xff"[..],
        b"\xc6\xff\xff\xff\xff",
        b"\xc9\xff\xff\xff\xff",
        b"\xdd\xff\xff\xff\xff",
        b"\xdf\xff\xff\xff\xff",
        b"\xdb\x00\x10\x00\x00",
        b"\x92\xdb\x00\x0f\xff\xfa",
        b"\xdf\x00\x08\x00\x00",
        // Two arrays that fit alone and not together.
        b"\x92\xdd\x00\x0f\x00\x00",
    ] {
        let refused = decode([header]).1;
        let later = [header, b"\xdd\x00\x0f\x00\x00"].concat();
        let error = refused.or_else(|| decode([&later[..]]).1);
        assert_eq!(error, Some(FrameError::TooLarge.into()), "{header:02x?}");
    }
    let error = DecodeError::from(FrameError::TooLarge);
    assert_eq!(error.to_rpc().code, code::LIMIT_EXCEEDED);
}

/// `[0, 7, "a", <binary>]`, so many bytes in all.
fn frame_of(bytes: usize) -> Vec<u8> {
    let mut frame = b"\x94\x00\x07\xa1a\xc6".to_vec();
    let payload = bytes - frame.len() - 4;
    frame.extend(u32::try_from(payload).unwrap().to_be_bytes());
    frame.resize(bytes, 0);
    frame
}

#[test]
fn the_largest_frame_passes_and_one_byte_more_does_not() {
    let largest = frame_of(MAX_FRAME_BYTES);
    check(&largest, request(7, "a", &largest[5..]));
    let (messages, error) = decode([&frame_of(MAX_FRAME_BYTES + 1)[..]]);
    assert_eq!((messages, error), (vec![], Some(FrameError::TooLarge.into())));
}

#[test]
fn the_deepest_frame_passes_and_one_level_more_does_not() {
    // The frame's own array is the first level.
    let nested = |levels: usize| {
        let mut frame = b"\x94\x00\x07\xa1a".to_vec();
        frame.extend(vec![0x91; levels - 2]);
        frame.push(0x90);
        frame
    };
    assert_eq!(decode([&nested(MAX_DEPTH)[..]]).1, None);
    check_error(&nested(MAX_DEPTH + 1), FrameError::TooDeep.into());
    check_error(&vec![0x91; MAX_FRAME_BYTES], FrameError::TooDeep.into());
    check_error(&[0x81, 0xc0].repeat(40), FrameError::TooDeep.into());
}

#[test]
fn what_is_written_is_read() {
    let suggest = Suggest { left_context: Some("How are yo".into()), n: Some(5), ..Suggest::default() };
    let frames = [
        super::request(1, "suggest", &suggest).unwrap(),
        super::response(2, &Empty {}).unwrap(),
        super::error_response(3, &RpcError { code: "c".into(), ..RpcError::default() }).unwrap(),
        super::notification("shutting_down", &Empty {}).unwrap(),
    ];
    let stream = frames.concat();
    let (messages, error) = decode([&stream[..]]);
    assert_eq!(error, None);
    let Message::Request { id: 1, method, params } = &messages[0] else { panic!("{messages:?}") };
    assert_eq!(method, "suggest");
    let read: Suggest = crate::rpc::params::decode(params).unwrap();
    assert_eq!((read.left_context, read.n), (suggest.left_context, suggest.n));
    assert!(matches!(&messages[1], Message::Response { id: 2, error: None, result } if result == &b"\x80"[..]));
    assert!(matches!(&messages[2], Message::Response { id: 3, error: Some(_), .. }));
    assert!(matches!(&messages[3], Message::Notification { params, .. } if params == &b"\x91\x80"[..]));
    assert_eq!(messages.len(), 4);
}

/// Any MessagePack value, not too large.
fn value() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        any::<u64>().prop_map(|n| rmp_serde::to_vec(&n).unwrap()),
        any::<i64>().prop_map(|n| rmp_serde::to_vec(&n).unwrap()),
        any::<f64>().prop_map(|n| rmp_serde::to_vec(&n).unwrap()),
        any::<bool>().prop_map(|b| rmp_serde::to_vec(&b).unwrap()),
        Just(vec![0xc0]),
        ".{0,40}".prop_map(|s| rmp_serde::to_vec(&s).unwrap()),
        prop::collection::vec(any::<u8>(), 0..300).prop_map(|bytes| {
            let mut out = Vec::new();
            rmp::encode::write_bin(&mut out, &bytes).unwrap();
            out
        }),
        (any::<i8>(), prop::collection::vec(any::<u8>(), 0..40)).prop_map(|(kind, bytes)| {
            let mut out = Vec::new();
            rmp::encode::write_ext_meta(&mut out, bytes.len() as u32, kind).unwrap();
            out.extend(bytes);
            out
        }),
    ];
    leaf.prop_recursive(6, 40, 20, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..20).prop_map(|items| {
                let mut out = Vec::new();
                rmp::encode::write_array_len(&mut out, items.len() as u32).unwrap();
                out.extend(items.concat());
                out
            }),
            prop::collection::vec((inner.clone(), inner), 0..20).prop_map(|entries| {
                let mut out = Vec::new();
                rmp::encode::write_map_len(&mut out, entries.len() as u32).unwrap();
                out.extend(entries.into_iter().flat_map(|(k, v)| [k, v]).flatten());
                out
            }),
        ]
    })
}

/// A message of any kind, and its bytes.
fn message() -> impl Strategy<Value = (Vec<u8>, Message)> {
    let text = |s: &str| rmp_serde::to_vec(s).unwrap();
    prop_oneof![
        (any::<u32>(), ".{0,20}", value()).prop_map(move |(id, method, params)| {
            let id_bytes = rmp_serde::to_vec(&id).unwrap();
            let bytes = [b"\x94\x00", &id_bytes[..], &text(&method), &params].concat();
            (bytes, request(id, &method, &params))
        }),
        (any::<u32>(), value()).prop_map(|(id, result)| {
            let id_bytes = rmp_serde::to_vec(&id).unwrap();
            let bytes = [b"\x94\x01", &id_bytes[..], b"\xc0", &result].concat();
            (bytes, Message::Response { id, error: None, result: result.into() })
        }),
        (".{0,20}", value()).prop_map(move |(method, params)| {
            let bytes = [b"\x93\x02", &text(&method)[..], &params].concat();
            (bytes, Message::Notification { method, params: params.into() })
        }),
    ]
}

proptest! {
    #[test]
    fn messages_come_out_as_they_went_in_however_they_are_cut(
        messages in prop::collection::vec(message(), 1..5),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let stream: Vec<u8> = messages.iter().flat_map(|(bytes, _)| bytes.clone()).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(stream.len())).collect();
        cuts.extend([0, stream.len()]);
        cuts.sort_unstable();
        let chunks = cuts.windows(2).map(|ends| &stream[ends[0]..ends[1]]);
        let expected: Vec<Message> = messages.into_iter().map(|(_, message)| message).collect();
        prop_assert_eq!(decode(chunks), (expected, None));
    }

    #[test]
    fn random_bytes_decode_the_same_in_one_piece_and_byte_by_byte(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        prop_assert_eq!(decode([&bytes[..]]), decode(bytes.chunks(1)));
    }

    #[test]
    fn a_byte_changed_in_a_message_panics_nowhere(
        (bytes, _) in message(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut bytes = bytes;
        let at = at.index(bytes.len());
        bytes[at] = byte;
        for message in decode([&bytes[..]]).0 {
            if let Message::Request { params, .. } = message {
                let _ = crate::rpc::params::decode::<Suggest>(&params);
            }
        }
    }
}
