//! [`Selection`]: text that was selected in some program, as X11 tells: a program then claims the primary selection.
//!
//! A text field of one line in GTK 3 tells an input method nothing of a selection, so that a space would be put before the letter
//! that replaces it. [`start`] watches in a thread of its own who claims the selection, and never reads what is selected.

use tokio::sync::mpsc;
use x11rb::connection::Connection;
use x11rb::errors::ReplyError;
use x11rb::protocol::Event;
use x11rb::protocol::xfixes::{ConnectionExt, SelectionEventMask};
use x11rb::protocol::xproto::AtomEnum;
use x11rb::rust_connection::RustConnection;

use super::window;

/// The version of the XFixes extension that tells who claims a selection.
const XFIXES: (u32, u32) = (1, 0);

/// A claim of the primary selection, by the window that the program uses for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    owner: u32,
    /// The bits of a window's number that each program gives away itself; the others say whose window it is.
    own_bits: u32,
}

impl Selection {
    /// Returns a claim by a window, where programs number their windows with these bits.
    pub fn new(owner: u32, own_bits: u32) -> Selection {
        Selection { owner, own_bits }
    }

    /// Returns whether the program with this window made the claim.
    pub fn is_of(self, window: u32) -> bool {
        (self.owner ^ window) & !self.own_bits == 0
    }
}

/// Starts the thread, which reports every claim. It ends with the display, or at a claim that nobody waits for.
pub fn start(display: Option<String>) -> mpsc::UnboundedReceiver<Selection> {
    let (tell, told) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        let Some(connection) = window::connect(display.as_deref()) else { return };
        if let Err(error) = watch(&connection, &tell) {
            log::info!("the display does not tell of selected text: {error}");
        }
    });
    told
}

fn watch(x: &RustConnection, tell: &mpsc::UnboundedSender<Selection>) -> Result<(), ReplyError> {
    let own_bits = x.setup().resource_id_mask;
    let Some(screen) = x.setup().roots.first() else { return Ok(()) };
    x.xfixes_query_version(XFIXES.0, XFIXES.1)?.reply()?;
    let claims = SelectionEventMask::SET_SELECTION_OWNER;
    x.xfixes_select_selection_input(screen.root, AtomEnum::PRIMARY.into(), claims)?.check()?;
    loop {
        // A selection that is given up has no owner.
        if let Event::XfixesSelectionNotify(claim) = x.wait_for_event()?
            && claim.owner != x11rb::NONE
            && tell.send(Selection::new(claim.owner, own_bits)).is_err()
        {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_claim_is() {
        for (owner, window, expected) in [
            (0x0020_0003, 0x0020_0007, true),
            (0x0020_0003, 0x0020_0003, true),
            (0x0020_0003, 0x0040_0003, false),
            (0, 0x0040_0003, false),
            (u32::MAX, u32::MAX, true),
        ] {
            assert_eq!(Selection::new(owner, 0x001f_ffff).is_of(window), expected, "{owner:#x} {window:#x}");
        }
    }

    #[test]
    fn without_a_display_nothing_is_told() {
        assert_eq!(start(None).blocking_recv(), None);
    }
}
