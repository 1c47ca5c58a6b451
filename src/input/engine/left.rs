//! [`Left`]: a field that the focus has left, its text, and how far the focus went.

use crate::input::draft::Draft;

/// How far the focus went from a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Went {
    /// No other field has had it.
    Nowhere,
    /// Another field or none has it, perhaps in the same window.
    Somewhere,
    /// To another window. When that is left again the field's window gives the focus back to the field, which changes nothing in it.
    ToAnotherWindow,
}

/// A field that the focus has left.
pub struct Left {
    context: String,
    draft: Draft,
    /// The field's window, where X11 tells it.
    window: Option<u32>,
    /// Whether it hid what was typed, when its newest line was typed.
    hid: bool,
    went: Went,
}

impl Left {
    /// Returns the field of an input context, with the window that it is in and whether it hid what was typed.
    pub fn new(context: String, draft: Draft, window: Option<u32>, hid: bool) -> Left {
        Left { context, draft, window, hid, went: Went::Nowhere }
    }

    /// Whether it hid what was typed.
    pub fn hid(&self) -> bool {
        self.hid
    }

    /// Returns whether this is the field of an input context.
    pub fn is_of(&self, context: &str) -> bool {
        self.context == context
    }

    /// Notes that another field has the focus, or that none has.
    pub fn other_focused(&mut self) {
        if self.went == Went::Nowhere {
            self.went = Went::Somewhere;
        }
    }

    /// Takes the window that has the focus then. The field's own is seen when the focus went to a button, and when it comes back.
    pub fn seen(&mut self, window: Option<u32>) {
        if self.went != Went::Somewhere {
            return;
        }
        match (self.window, window) {
            (Some(own), Some(focused)) if own != focused => self.went = Went::ToAnotherWindow,
            _ => self.draft.other_field(),
        }
    }

    /// Returns the text of the field, which has the focus again. With `shared`, other fields have its context, too: in the same
    /// window another tab may show the same text in the same place.
    pub fn draft(mut self, shared: bool) -> Draft {
        if shared && self.went != Went::ToAnotherWindow {
            self.draft.other_tab();
        }
        if self.went == Went::Somewhere || (shared && self.went == Went::ToAnotherWindow) {
            self.draft.other_field();
        }
        self.draft
    }
}
