//! What every input is put through, by libFuzzer and by `tests/e2e/codec_corpus.rs` alike.

use foretype::rpc::codec::{DecodeError, Decoder, Message};
use foretype::rpc::methods::METHODS;

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

/// Any method may get any parameters: what is understood means the same after it was written again.
fn all_params(bytes: &[u8]) {
    for method in METHODS {
        let Ok(written) = method.params_again(bytes) else { continue };
        let again = method.params_again(&written).expect("parameters that were written can be read");
        assert_eq!(again, written, "{}", method.name());
    }
}
