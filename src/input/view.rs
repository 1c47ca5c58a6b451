//! [`View`]: what the person sees of the engine, as one value that is compared with what is drawn already.

/// How a part of a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As text that is typed and not committed.
    Underlined,
    /// As text that is only offered.
    Grey,
}

/// A part of a text, in characters.
pub type Part = (std::ops::Range<u32>, Look);

/// Everything that is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The text at the cursor.
    pub preedit: Preedit,
    /// The table of words.
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

/// The table of words; it is hidden while there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The words from top to bottom.
    pub words: Vec<String>,
    /// Whether digits take the words just now, alone or with a modifier.
    pub numbered: bool,
}

/// Text that is drawn at the cursor and that the application does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preedit {
    /// The text; empty for none.
    pub text: String,
    /// The place of the cursor in the text, in characters.
    pub cursor: u32,
    /// Whether the person typed the text, so that it is committed when the focus goes; an offer vanishes then.
    pub typed: bool,
}

impl Preedit {
    /// Returns the preedit for the word that is being typed, with the cursor at its end.
    pub fn typed(text: &str) -> Preedit {
        Preedit { text: text.to_owned(), cursor: length(text), typed: !text.is_empty() }
    }

    /// Returns the preedit for grey text that may follow, with a space before it if one is due after a taken word.
    pub fn ahead(space: bool, ghost: &str) -> Preedit {
        let space = if space { " " } else { "" };
        Preedit { text: format!("{space}{ghost}"), cursor: length(space), typed: false }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the parts of the text and how they look.
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
