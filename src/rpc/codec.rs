//! MessagePack-RPC frames: bytes to [`Message`]s and back.
//!
//! Frames follow each other without a length prefix. [`Decoder`] takes bytes as they come; "more bytes are needed"
//! is not an error. Parameters and results stay MessagePack here; [`super::params`] decodes them.

use bytes::{Bytes, BytesMut};
use serde::Serialize;

use super::scan::{FrameError, Scanner, value_len};
use super::shapes::{RpcError, code};

/// Buffers larger than this are given back once they are empty.
const KEEP_BUFFER_BYTES: usize = 64 << 10;

/// One frame, taken apart; every `Bytes` holds exactly one MessagePack value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields stand in the frame of each")]
pub enum Message {
    /// `[0, id, method, params]`
    Request { id: u32, method: String, params: Bytes },
    /// `[1, id, error, result]`; no error when it was nil.
    Response { id: u32, error: Option<Bytes>, result: Bytes },
    /// `[2, method, params]`
    Notification { method: String, params: Bytes },
    /// Begins like a request and is none; it can still be answered.
    InvalidRequest { id: u32, reason: &'static str },
}

/// The stream cannot be followed any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes are no frame within the limits.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// A frame that is no message of MessagePack-RPC.
    #[error("not a MessagePack-RPC message: {0}")]
    NotRpc(&'static str),
}

impl DecodeError {
    /// What the peer is told before the connection is closed.
    pub fn to_rpc(self) -> RpcError {
        let code = match self {
            DecodeError::Frame(FrameError::TooLarge | FrameError::TooDeep) => code::LIMIT_EXCEEDED,
            DecodeError::Frame(FrameError::Reserved) | DecodeError::NotRpc(_) => code::INVALID_REQUEST,
        };
        RpcError { code: code.into(), message: self.to_string(), field: None }
    }
}

/// Takes bytes as they arrive, gives messages. After an error it is of no further use.
#[derive(Debug, Default)]
pub struct Decoder {
    buffer: BytesMut,
    scanner: Scanner,
}

impl Decoder {
    /// Appends what has arrived.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Where a reader may append what arrives.
    pub fn buffer_mut(&mut self) -> &mut BytesMut {
        &mut self.buffer
    }

    /// Whether a frame has begun and is not complete (after [`Decoder::next_message`] gave nothing).
    pub fn has_partial(&self) -> bool {
        !self.buffer.is_empty()
    }

    /// The next complete message; nothing while more bytes are needed.
    ///
    /// # Errors
    /// When the bytes are not MessagePack, break a limit, or are no RPC message that could be answered.
    pub fn next_message(&mut self) -> Result<Option<Message>, DecodeError> {
        let Some(length) = self.scanner.advance(&self.buffer)? else {
            return Ok(None);
        };
        self.scanner = Scanner::default();
        let frame = self.buffer.split_to(length).freeze();
        if self.buffer.is_empty() && length > KEEP_BUFFER_BYTES {
            self.buffer = BytesMut::new();
        }
        classify(&frame).map(Some)
    }
}

/// Tells what a complete frame is.
fn classify(frame: &Bytes) -> Result<Message, DecodeError> {
    let not_rpc = DecodeError::NotRpc;
    let mut rest: &[u8] = frame;
    let count = rmp::decode::read_array_len(&mut rest).map_err(|_| not_rpc("not an array"))?;
    let parts = split(frame, rest, count.min(4));
    let kind = parts.first().and_then(|part| number(part));
    match (kind, count, parts.as_slice()) {
        (Some(0), 4, [_, id, method, params]) => {
            let id = number(id).ok_or(not_rpc("a request's id must be from 0 to 4294967295"))?;
            Ok(match text(method) {
                Some(method) => Message::Request { id, method, params: params.clone() },
                None => Message::InvalidRequest { id, reason: "the method must be a string" },
            })
        }
        (Some(0), _, [_, id, ..]) => {
            let id = number(id).ok_or(not_rpc("a request's id must be from 0 to 4294967295"))?;
            Ok(Message::InvalidRequest { id, reason: "a request has 4 elements" })
        }
        (Some(1), 4, [_, id, error, result]) => {
            let id = number(id).ok_or(not_rpc("a response's id must be from 0 to 4294967295"))?;
            let error = (error.as_ref() != [0xc0]).then(|| error.clone());
            Ok(Message::Response { id, error, result: result.clone() })
        }
        (Some(2), 3, [_, method, params]) => {
            let method = text(method).ok_or(not_rpc("a notification's method must be a string"))?;
            Ok(Message::Notification { method, params: params.clone() })
        }
        (Some(1), ..) => Err(not_rpc("a response has 4 elements")),
        (Some(2), ..) => Err(not_rpc("a notification has 3 elements")),
        _ => Err(not_rpc("the first element must be 0, 1 or 2")),
    }
}

/// The first `count` values in `rest`, which is the end of `frame`.
fn split(frame: &Bytes, mut rest: &[u8], count: u32) -> Vec<Bytes> {
    let mut parts = Vec::with_capacity(count as usize);
    for _ in 0..count {
        let Some((value, after)) = value_len(rest).and_then(|length| rest.split_at_checked(length)) else {
            break;
        };
        parts.push(frame.slice_ref(value));
        rest = after;
    }
    parts
}

/// A whole number that fits, whatever width it was written in.
fn number(mut value: &[u8]) -> Option<u32> {
    rmp::decode::read_int(&mut value).ok()
}

fn text(value: &[u8]) -> Option<String> {
    rmp::decode::read_str_from_slice(value).ok().map(|(text, _)| text.to_owned())
}

/// Writes `[0, id, method, [params]]`.
///
/// # Errors
/// When the parameters cannot be written as MessagePack.
pub fn request(id: u32, method: &str, params: &impl Serialize) -> Result<Vec<u8>, EncodeError> {
    encode(&(0u8, id, method, (params,)))
}

/// Writes `[1, id, nil, result]`.
///
/// # Errors
/// When the result cannot be written as MessagePack.
pub fn response(id: u32, result: &impl Serialize) -> Result<Vec<u8>, EncodeError> {
    encode(&(1u8, id, (), result))
}

/// Writes `[1, id, error, nil]`.
///
/// # Errors
/// Never with an error of this crate.
pub fn error_response(id: u32, error: &RpcError) -> Result<Vec<u8>, EncodeError> {
    encode(&(1u8, id, error, ()))
}

/// Writes `[2, method, [params]]`.
///
/// # Errors
/// When the parameters cannot be written as MessagePack.
pub fn notification(method: &str, params: &impl Serialize) -> Result<Vec<u8>, EncodeError> {
    encode(&(2u8, method, (params,)))
}

/// Something that MessagePack cannot hold.
pub type EncodeError = rmp_serde::encode::Error;

/// A value as a map of its fields by name.
pub(super) fn encode(value: &impl Serialize) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Vec::with_capacity(128);
    value.serialize(&mut rmp_serde::Serializer::new(&mut bytes).with_struct_map())?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
