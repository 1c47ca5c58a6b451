//! The command line as a person or a script meets it: the real program, in a home of its own, with a real daemon.

mod generated;
mod home;
#[cfg(target_os = "linux")]
mod ibus;
mod import;
#[cfg(unix)]
mod screen;
#[cfg(target_os = "linux")]
mod service;
#[cfg(unix)]
mod settings;
#[cfg(unix)]
mod setup;
mod suggest;
#[cfg(unix)]
#[path = "../support/mod.rs"]
mod support;
mod words;
