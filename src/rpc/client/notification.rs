//! [`Notification`]: what the daemon says unasked.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::rpc::params;
use crate::rpc::shapes::RpcError;

/// A notification of the daemon.
#[derive(Clone, Debug)]
pub struct Notification {
    /// The event's name.
    pub method: String,
    /// The parameters' MessagePack.
    pub params: Bytes,
}

impl Notification {
    /// Decodes the parameters.
    ///
    /// # Errors
    /// When they are not what `T` says.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, RpcError> {
        params::decode(&self.params)
    }
}
