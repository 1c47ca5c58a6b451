//! [`write`]: what `print!` and `println!` do in commands. Those of std panic when nobody reads or the disk is full; here the
//! first error is kept and is the command's own at its end ([`outcome`]).

use std::fmt;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use super::error::CliError;

static FAILED: Mutex<Option<io::Error>> = Mutex::new(None);

/// Writes to stdout.
pub fn write(text: fmt::Arguments) {
    if let Err(error) = io::stdout().lock().write_fmt(text) {
        FAILED.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

/// # Errors
/// When something was not written.
pub fn outcome() -> Result<(), CliError> {
    let flushed = io::stdout().lock().flush();
    match FAILED.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(error) => Err(error.into()),
        None => Ok(flushed?),
    }
}
