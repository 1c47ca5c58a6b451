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

/// The text of a session: what was said before are its first lines.
pub fn after_messages(messages: Option<Vec<ContextMessage>>, left_context: String) -> String {
    let before = messages.unwrap_or_default().into_iter().map(|message| message.text + "\n");
    before.chain([left_context]).collect()
}
