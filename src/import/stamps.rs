//! [`Layout`]: how the stamps of one file look, namely what ends them, which number is the day, which word is the
//! afternoon, and what ends the name behind them. [`Learner`] learns it from all lines of the file, not from a list of
//! languages.

mod halves;
mod layout;
mod learner;
mod names;
mod prefixes;

pub use layout::Layout;
pub use learner::Learner;

#[cfg(test)]
mod tests;
