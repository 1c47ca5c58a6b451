//! The terminal while the screen owns it: raw, on its alternate page, and given back whatever happens.
//!
//! The main type is [`Owned`].

use std::io;

use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event};
use ratatui::crossterm::execute;
use tokio::sync::mpsc;

/// Gives the terminal back when dropped; on a panic ratatui's own hook has done so before the message.
pub struct Owned {
    pub terminal: DefaultTerminal,
}

impl Owned {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When there is none or it does not understand.
    pub fn take() -> io::Result<Owned> {
        let terminal = ratatui::try_init()?;
        let owned = Owned { terminal };
        execute!(io::stdout(), EnableBracketedPaste)?;
        Ok(owned)
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure, and the worst is a terminal as it was.
        let _ = execute!(io::stdout(), DisableBracketedPaste);
        let _ = ratatui::try_restore();
    }
}

/// What the person does, read on a thread of its own; it ends with the program.
pub fn events() -> mpsc::UnboundedReceiver<io::Result<Event>> {
    let (sender, receiver) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        loop {
            let event = event::read();
            let last = event.is_err();
            if sender.send(event).is_err() || last {
                return;
            }
        }
    });
    receiver
}
