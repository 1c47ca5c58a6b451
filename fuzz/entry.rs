//! What every input is put through, by libFuzzer and by `tests/codec_corpus.rs` alike.

use foretype::rpc::codec::{self, DecodeError, Decoder, Message};
use foretype::rpc::params;
use foretype::rpc::protocol::{Accept, Close, Edit, Hello, Open, SetContext, Subscribe, Suggest};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes as they might come from a socket. Panics when the codec does, when it matters how the bytes were cut, or when
/// parameters that were understood mean something else after they were written again.
pub fn codec(data: &[u8]) {
    let (messages, end) = decode(data, data.len().max(1));
    for size in [1, 7, 64] {
        assert_eq!(decode(data, size), (messages.clone(), end), "in pieces of {size} bytes");
    }
    for message in messages {
        if let Message::Request { params, .. } | Message::Notification { params, .. } = message {
            all_params(&params);
        }
    }
}

/// Every message, and what ended the stream if anything did.
fn decode(data: &[u8], piece: usize) -> (Vec<Message>, Option<DecodeError>) {
    let mut decoder = Decoder::default();
    let mut messages = Vec::new();
    for bytes in data.chunks(piece) {
        decoder.feed(bytes);
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

/// Any method may get any parameters.
fn all_params(bytes: &[u8]) {
    again::<Hello>(bytes);
    again::<Open>(bytes);
    again::<Close>(bytes);
    again::<Edit>(bytes);
    again::<SetContext>(bytes);
    again::<Suggest>(bytes);
    again::<Accept>(bytes);
    again::<Subscribe>(bytes);
}

fn again<P: DeserializeOwned + Serialize>(bytes: &[u8]) {
    let Ok(understood) = params::decode::<P>(bytes) else { return };
    let written = codec::notification("x", &understood).expect("parameters can be written");
    let (messages, end) = decode(&written, written.len());
    let [Message::Notification { params, .. }] = messages.as_slice() else {
        panic!("{messages:?} {end:?} is not what was written");
    };
    let understood: P = params::decode(params).expect("parameters that were written can be read");
    assert_eq!(codec::notification("x", &understood).expect("as before"), written);
}
