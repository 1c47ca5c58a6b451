//! What a frame holds, from MessagePack to a struct of [`super::protocol`]: a request's parameters, an answer's result.
//!
//! The bytes have passed [`super::scan`]. A field that is nil counts as absent, unknown fields are skipped, and
//! an error names the field and the types, never the value: it may be text that a person typed.

use std::fmt::Display;

use rmp::Marker;
use rmp::decode::{read_array_len, read_int, read_map_len, read_str_from_slice};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use super::scan::value_len;
use super::shapes::{RpcError, code};

const EMPTY_MAP: &[u8] = &[0x80];

/// Decodes a request's `params`: `[map]`, `[]`, `[[]]` (how Lua writes an empty table) or the bare map.
///
/// # Errors
/// `invalid_params`, with the field where one is at fault.
pub fn decode<T: DeserializeOwned>(params: &[u8]) -> Result<T, RpcError> {
    the_map(params).and_then(|map| T::deserialize(Value(map))).map_err(|error| RpcError {
        code: code::INVALID_PARAMS.into(),
        message: error.to_string(),
        field: error.field,
    })
}

/// Decodes an answer's `result` or `error`: any one value.
///
/// # Errors
/// When it is not what `T` says.
pub(super) fn decode_value<T: DeserializeOwned>(value: &[u8]) -> Result<T, ParamsError> {
    T::deserialize(Value(value))
}

fn the_map(params: &[u8]) -> Result<&[u8], ParamsError> {
    let wrong = || ParamsError::new("params must be an array that holds one map");
    if is_map(params) {
        return Ok(params);
    }
    let mut inside = params;
    match read_array_len(&mut inside).map_err(|_| wrong())? {
        0 => Ok(EMPTY_MAP),
        1 if is_map(inside) => Ok(inside),
        1 if matches!(read_array_len(&mut &*inside), Ok(0)) => Ok(EMPTY_MAP),
        _ => Err(wrong()),
    }
}

fn is_map(value: &[u8]) -> bool {
    let marker = value.first().map(|&byte| Marker::from_u8(byte));
    matches!(marker, Some(Marker::FixMap(_) | Marker::Map16 | Marker::Map32))
}

/// What is wrong, and with which field.
#[derive(Debug)]
pub(super) struct ParamsError {
    field: Option<String>,
    message: String,
}

impl std::error::Error for ParamsError {}

impl Display for ParamsError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.field {
            Some(field) => write!(out, "`{field}`: {}", self.message),
            None => write!(out, "{}", self.message),
        }
    }
}

impl ParamsError {
    fn new(message: impl Display) -> Self {
        ParamsError { field: None, message: message.to_string() }
    }

    /// The innermost field wins.
    fn within(mut self, field: &str) -> Self {
        self.field.get_or_insert_with(|| field.to_owned());
        self
    }
}

impl de::Error for ParamsError {
    fn custom<T: Display>(message: T) -> Self {
        ParamsError::new(message)
    }

    fn invalid_type(found: Unexpected, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => "a boolean",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
            Unexpected::Float(_) => "a float",
            Unexpected::Str(_) | Unexpected::Char(_) => "a string",
            Unexpected::Bytes(_) => "bytes",
            Unexpected::Unit | Unexpected::Option => "nil",
            Unexpected::Seq => "an array",
            Unexpected::Map => "a map",
            _ => "something else",
        };
        ParamsError::new(format_args!("expected {expected}, found {found}"))
    }

    fn invalid_value(_: Unexpected, expected: &dyn Expected) -> Self {
        ParamsError::new(format_args!("out of range, expected {expected}"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        ParamsError::new(format_args!("expected one of {}", expected.join(", ")))
    }

    fn missing_field(field: &'static str) -> Self {
        ParamsError::new("is missing").within(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        ParamsError::new("is there twice").within(field)
    }
}

/// One MessagePack value.
struct Value<'a>(&'a [u8]);

impl<'a> Value<'a> {
    fn text(&self) -> Result<&'a str, ParamsError> {
        let (text, _) = read_str_from_slice(self.0).map_err(|_| ParamsError::new("text must be valid UTF-8"))?;
        Ok(text)
    }
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = ParamsError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParamsError> {
        let broken = |_| ParamsError::new("not MessagePack");
        let mut rest = self.0;
        let marker = self.0.first().map_or(Marker::Reserved, |&byte| Marker::from_u8(byte));
        match marker {
            Marker::Null => visitor.visit_unit(),
            Marker::True => visitor.visit_bool(true),
            Marker::False => visitor.visit_bool(false),
            Marker::FixPos(_) | Marker::U8 | Marker::U16 | Marker::U32 | Marker::U64 => {
                visitor.visit_u64(read_int(&mut rest).map_err(|_| broken(()))?)
            }
            Marker::FixNeg(_) | Marker::I8 | Marker::I16 | Marker::I32 | Marker::I64 => {
                visitor.visit_i64(read_int(&mut rest).map_err(|_| broken(()))?)
            }
            Marker::F32 => {
                let value = rmp::decode::read_f32(&mut rest).map_err(|_| broken(()))?;
                visitor.visit_f32(value)
            }
            Marker::F64 => {
                let value = rmp::decode::read_f64(&mut rest).map_err(|_| broken(()))?;
                visitor.visit_f64(value)
            }
            Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32 => {
                visitor.visit_borrowed_str(self.text()?)
            }
            Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => {
                let left = read_array_len(&mut rest).map_err(|_| broken(()))?;
                visitor.visit_seq(Items { rest, left })
            }
            Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => {
                let left = read_map_len(&mut rest).map_err(|_| broken(()))?;
                visitor.visit_map(Entries { rest, left, key: "", value: &[] })
            }
            _ => Err(de::Error::invalid_type(Unexpected::Bytes(&[]), &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParamsError> {
        if self.0 == [0xc0] { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ParamsError> {
        match self.0.first().map(|&byte| Marker::from_u8(byte)) {
            Some(Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32) => {
                visitor.visit_enum(self.text()?.into_deserializer())
            }
            _ => Err(ParamsError::new("expected a string")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ParamsError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier
    }
}

/// Cuts the first value off.
fn cut<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], ParamsError> {
    let (value, after) = value_len(rest)
        .and_then(|length| rest.split_at_checked(length))
        .ok_or_else(|| ParamsError::new("not MessagePack"))?;
    *rest = after;
    Ok(value)
}

struct Items<'a> {
    rest: &'a [u8],
    left: u32,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = ParamsError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ParamsError> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(Value(cut(&mut self.rest)?)).map(Some)
    }
}

struct Entries<'a> {
    rest: &'a [u8],
    left: u32,
    key: &'a str,
    value: &'a [u8],
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = ParamsError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ParamsError> {
        while self.left > 0 {
            self.left -= 1;
            let key = cut(&mut self.rest)?;
            self.value = cut(&mut self.rest)?;
            self.key =
                read_str_from_slice(key).map_err(|_| ParamsError::new("the names of parameters must be strings"))?.0;
            // Nil is how a client with fixed fields says "not given".
            if self.value != [0xc0] {
                return seed.deserialize(self.key.into_deserializer()).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ParamsError> {
        seed.deserialize(Value(self.value)).map_err(|error| error.within(self.key))
    }
}

#[cfg(test)]
mod tests;
