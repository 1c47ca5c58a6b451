//! [`Architecture`]: the shape of a character model, and what each shape implies.

use serde::{Deserialize, Serialize};

use super::cell::Cell;
use super::ngrams::{MAX_ROWS, MAX_TABLES, Ngrams};

/// Shape of a character model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Architecture {
    /// The cell of every recurrent layer, or the unrolled network.
    pub cell: Cell,
    /// Recurrent layers; 1 for the unrolled network.
    #[serde(default = "one")]
    pub layers: usize,
    /// E, the width of a symbol's vector.
    pub embedding: usize,
    /// H, the width of a layer.
    pub hidden: usize,
    /// Share of units dropped in training, between layers and before the decoder.
    #[serde(default)]
    pub dropout: f32,
    /// The decoder uses the embedding's weights (then `embedding` equals `hidden`).
    #[serde(default)]
    pub tied: bool,
    /// Characters that the unrolled network sees; 0 for the others, which see all.
    #[serde(default)]
    pub context: usize,
    /// Hashed n-gram tables beside the embedding; recurrent networks only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ngrams: Option<Ngrams>,
}

fn one() -> usize {
    1
}

/// Why a shape is refused.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum ArchitectureError {
    /// A size is out of range.
    #[error("{name} is {value}, it must be from {min} to {max}")]
    OutOfRange {
        /// The size, as recipes call it.
        name: &'static str,
        /// The size as given.
        value: usize,
        /// The least that is possible.
        min: usize,
        /// The most that this program allocates.
        max: usize,
    },
    /// A share of dropout is negative, 1 or more, or no number.
    #[error("dropout is {0}, it must be at least 0 and below 1")]
    Dropout(f32),
    /// The unrolled network has no n-gram tables.
    #[error("n-gram tables need a recurrent cell")]
    NgramsUnrolled,
    /// Embedding and decoder cannot share weights of different widths.
    #[error("a tied decoder needs embedding and hidden to be equal, they are {embedding} and {hidden}")]
    Tied {
        /// E.
        embedding: usize,
        /// H.
        hidden: usize,
    },
}

impl Architecture {
    /// Layers of a recurrent cell between an embedding and a decoder, and nothing else.
    #[must_use]
    pub fn plain(cell: Cell, layers: usize, embedding: usize, hidden: usize) -> Self {
        Architecture { cell, layers, embedding, hidden, dropout: 0.0, tied: false, context: 0, ngrams: None }
    }

    /// # Errors
    /// When a size is zero or beyond what this program will allocate, or sizes contradict each other.
    pub fn validate(&self) -> Result<(), ArchitectureError> {
        let unrolled = self.cell == Cell::Unrolled;
        let ranges = [
            ("layers", self.layers, 1, if unrolled { 1 } else { 16 }),
            ("embedding", self.embedding, 1, 8192),
            ("hidden", self.hidden, 1, 8192),
            ("context", self.context, if unrolled { 1 } else { 0 }, if unrolled { 16 } else { 0 }),
        ];
        let within = |(name, value, min, max)| {
            if (min..=max).contains(&value) {
                Ok(())
            } else {
                Err(ArchitectureError::OutOfRange { name, value, min, max })
            }
        };
        ranges.into_iter().try_for_each(within)?;
        let mut rates = vec![self.dropout];
        if let Some(ngrams) = &self.ngrams {
            if unrolled {
                return Err(ArchitectureError::NgramsUnrolled);
            }
            within(("ngrams.width", ngrams.width, 1, 1024))?;
            within(("ngrams.tables", ngrams.tables.len(), 1, MAX_TABLES))?;
            ngrams
                .tables
                .iter()
                .try_for_each(|table| within(("ngrams.tables.rows", table.rows as usize, 1, MAX_ROWS)))?;
            within(("rows of all ngrams.tables", ngrams.total_rows(), 1, MAX_ROWS))?;
            rates.push(ngrams.dropout);
        }
        if let Some(rate) = rates.into_iter().find(|rate| !(0.0..1.0).contains(rate)) {
            return Err(ArchitectureError::Dropout(rate));
        }
        if self.tied && self.embedding != self.hidden {
            return Err(ArchitectureError::Tied { embedding: self.embedding, hidden: self.hidden });
        }
        Ok(())
    }

    /// Numbers that one context carries from character to character: per layer the hidden vector, for the LSTM
    /// followed by the cell vector; for the unrolled network the symbols before the last. What n-gram tables remember
    /// of the text stands at the end.
    #[must_use]
    pub fn state_len(&self) -> usize {
        self.cells_len() + self.ngrams.as_ref().map_or(0, Ngrams::state_len)
    }

    /// The part of a state that the cells have, without what n-gram tables remember.
    #[must_use]
    pub fn cells_len(&self) -> usize {
        match self.cell {
            Cell::Unrolled => self.context - 1,
            _ => self.layers * self.layer_state_len(),
        }
    }

    /// Numbers of one layer in a state.
    #[must_use]
    pub fn layer_state_len(&self) -> usize {
        self.cell.state_per_unit() * self.hidden
    }

    /// Width of what goes into a layer.
    #[must_use]
    pub fn input_size(&self, layer: usize) -> usize {
        if layer == 0 { self.embedding } else { self.hidden }
    }
}

/// As in `GRU 512×2` or `unrolled 256 (3 characters)`.
impl std::fmt::Display for Architecture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.cell == Cell::Unrolled {
            return write!(f, "{} {} ({} characters)", self.cell.title(), self.hidden, self.context);
        }
        write!(f, "{} {}", self.cell.title(), self.hidden)?;
        if self.layers > 1 {
            write!(f, "×{}", self.layers)?;
        }
        Ok(())
    }
}
