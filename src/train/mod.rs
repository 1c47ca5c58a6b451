//! Training.

mod backend;
mod fused;
mod reference;

pub use backend::{Backend, BackendError, DropoutSeed, NO_TARGET, Window, backend_for};
pub use fused::Fused;
pub use reference::Reference;
