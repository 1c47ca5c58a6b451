//! `close`: ends a session.

use serde::{Deserialize, Serialize};

use crate::rpc::shapes::{Empty, SessionId};

/// `close`: forget a session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Close {
    /// The session that goes.
    pub session: SessionId,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Close, Empty) {
    let params = Close { session: 7 };
    let result = Empty {};
    (params, result)
}
