//! One function a method, so that callers need not know names and types. Errors are those of [`Client::call`].

use super::{Client, ClientError};
use crate::rpc::methods::for_each_method;
use crate::rpc::protocol::*;

macro_rules! functions {
    ($($constant:ident $name:ident($($params:ident)?) -> $result:ident,)*) => {
        #[expect(clippy::missing_errors_doc, reason = "the module's head says it once for all")]
        impl Client {
            $(
                #[doc = concat!("Calls `", stringify!($name), "`.")]
                pub async fn $name(&self $(, params: &$params)?) -> Result<$result, ClientError> {
                    self.call(method::$constant, given!($(params $params)?)).await
                }
            )*
        }
    };
}

/// The parameters, where there are any.
macro_rules! given {
    () => {
        &Empty {}
    };
    ($params:ident $kind:ident) => {
        $params
    };
}

for_each_method!(functions);
