//! Everything that answers queries: the model in use, the threads that compute, and the hidden states of all sessions.

mod base;
mod compute;
mod contexts;
mod served;

pub use base::{Base, load_base, predictor};
pub use compute::{ConnectionId, Pool};
pub use contexts::{ContextId, Contexts, Registration};
pub use served::{Model, Served};
