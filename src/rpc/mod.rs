//! MessagePack-RPC over local sockets: the codec, the wire's types, the transport and a client.
//!
//! Knows no tensors, no SQL and no rules about language: bytes in, plain data out. Main type: [`Client`].

#![warn(missing_docs)]

pub mod client;
pub mod codec;
pub mod limits;
pub mod methods;
pub mod params;
pub mod protocol;
pub mod scan;
pub mod shapes;
pub mod transport;

pub use client::{Client, ClientError, Notification};
