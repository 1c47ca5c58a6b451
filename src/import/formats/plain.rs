//! Plain text: every line is something that its owner wrote.

use std::io::Read;

use super::{Draft, Out, Reading};
use crate::import::error::Fault;
use crate::import::lines::Lines;

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let conversation = out.name(reading.stem());
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        if !line.trim().is_empty() {
            out.message(Draft { me: Some(true), text: line, conversation: Some(&conversation), ..Draft::default() })?;
        }
    }
    Ok(())
}
