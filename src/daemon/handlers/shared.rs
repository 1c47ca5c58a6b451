//! What several methods check and do alike.

use crate::daemon::reply::wrong_value;
use crate::rpc::limits::MAX_NAME_BYTES;
use crate::rpc::protocol::{ContextMessage, RpcError};

/// Names are shown and compared, so they are short.
pub fn check_name(field: &str, name: Option<&str>) -> Result<(), RpcError> {
    match name {
        Some(name) if name.len() > MAX_NAME_BYTES => {
            Err(wrong_value(field, &format!("must have at most {MAX_NAME_BYTES} bytes")))
        }
        _ => Ok(()),
    }
}

/// What was said before, as the first lines of a session's text.
pub fn lines(messages: Option<Vec<ContextMessage>>) -> String {
    messages.unwrap_or_default().into_iter().map(|message| message.text + "\n").collect()
}
