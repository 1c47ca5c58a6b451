//! The wire's vocabulary in one place: what `proto/README.md` specifies. Wire types are not domain types, and nothing
//! here knows how a suggestion is made.

pub use super::methods::*;
pub use super::shapes::*;
