//! The core of the input methods: what keys do, what is offered, and the line to the daemon.
//!
//! It serves every framework that hands keys to an engine; `ibus` and `fcitx` are its fronts, and whatever is decided is
//! decided here. A client of the daemon like any other. It never lets a key wait: every key is answered from what is
//! known at that moment, suggestions come when they come, and without a daemon keys are what they were. It keeps nothing
//! and prints nothing. Main type: [`engine::Engine`].

pub mod client;
mod compose;
mod draft;
pub mod engine;
pub mod host;
mod kept;
pub mod keys;
mod link;
pub mod menu;
mod offer;
mod programs;
pub mod rules;
pub mod surrounding;
mod terminal;
pub mod view;
mod window;
