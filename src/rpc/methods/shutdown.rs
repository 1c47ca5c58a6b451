//! `shutdown`: stops the daemon.

use crate::rpc::shapes::Empty;

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Empty, Empty) {
    let params = Empty {};
    let result = Empty {};
    (params, result)
}
