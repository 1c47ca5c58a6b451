//! [`Owner`]: the person for whom a prediction is made.

use super::personal::Personal;

/// The person for whom a prediction is made, and the application.
#[derive(Clone, Copy)]
pub struct Owner<'a> {
    /// Everything learned from the person.
    pub personal: &'a Personal,
    /// Name of the application being typed in.
    pub app: Option<&'a str>,
    /// Returns whether a word must not be offered.
    pub removed: &'a dyn Fn(&str) -> bool,
}
