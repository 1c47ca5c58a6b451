//! What the person sees of the engine, as one value that can be compared with what is drawn already.
//!
//! Main type: [`View`].

/// How a part of a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Underlined,
    Grey,
}

/// A part of a text, in characters.
pub type Part = (std::ops::Range<u32>, Look);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    pub preedit: Preedit,
    pub table: Table,
    /// The line beside the table; empty hides it.
    pub beside: String,
}

impl View {
    /// Whether grey text is there to be seen.
    pub fn has_ghost(&self) -> bool {
        let ahead = !self.preedit.typed && length(&self.preedit.text) > self.preedit.cursor;
        ahead || !self.beside.is_empty()
    }
}

/// The table of words; none hide it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub words: Vec<String>,
    /// Digits take them just now, alone or with a modifier.
    pub numbered: bool,
}

/// Text at the cursor that the application does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preedit {
    pub text: String,
    /// Where the cursor stands in it, in characters.
    pub cursor: u32,
    /// The person typed it: it is committed when the focus goes. Else it is what may follow, and vanishes.
    pub typed: bool,
}

impl Preedit {
    pub fn typed(text: &str) -> Preedit {
        Preedit { text: text.to_owned(), cursor: length(text), typed: !text.is_empty() }
    }

    /// What may follow, after a space that belongs before it if a word was taken.
    pub fn ahead(space: bool, ghost: &str) -> Preedit {
        let space = if space { " " } else { "" };
        Preedit { text: format!("{space}{ghost}"), cursor: length(space), typed: false }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn parts(&self) -> Vec<Part> {
        match (self.is_empty(), self.typed) {
            (true, _) => Vec::new(),
            (false, true) => vec![(0..length(&self.text), Look::Underlined)],
            (false, false) => vec![(self.cursor..length(&self.text), Look::Grey)],
        }
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}
