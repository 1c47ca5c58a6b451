//! [`Cell`]: which recurrent cell a model has, its names, and (in `with_cell!`) the type that computes it.

use serde::{Deserialize, Serialize};

use crate::kernels::cells::RecurrentCell;

/// The recurrent cell, in PyTorch's variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Gated recurrent unit (Cho et al. 2014), reset gate applied after the hidden product, gates r, z, n.
    Gru,
    /// Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates), gates i, f, g, o.
    Lstm,
    /// Elman network with tanh.
    RnnTanh,
    /// Elman network with ReLU.
    RnnRelu,
    /// The feed-forward picture of a recurrent network: the last `context` characters through shared dense layers.
    Unrolled,
}

/// Evaluates an expression with `$C` as the type that computes a cell, or another one for the unrolled network, which has
/// no such type. The only place that knows which type belongs to which cell: the one of the same name.
macro_rules! with_cell {
    ($cell:expr, $C:ident => $with:expr, unrolled => $without:expr $(,)?) => {
        $crate::model::with_cell!(@match $cell, $C, $with, $without;
            Gru, Lstm, RnnTanh, RnnRelu)
    };
    (@match $cell:expr, $C:ident, $with:expr, $without:expr; $($name:ident),+) => {
        match $cell {
            $($crate::model::Cell::$name => {
                type $C = $crate::kernels::cells::$name;
                $with
            })+
            $crate::model::Cell::Unrolled => $without,
        }
    };
}
pub(crate) use with_cell;

impl Cell {
    /// All that read symbol by symbol: every one but the unrolled network.
    pub const RECURRENT: [Cell; 4] = [Cell::Gru, Cell::Lstm, Cell::RnnTanh, Cell::RnnRelu];

    /// Its name in a recipe and for people.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Cell::Gru => ("gru", "GRU"),
            Cell::Lstm => ("lstm", "LSTM"),
            Cell::RnnTanh => ("rnn-tanh", "RNN (tanh)"),
            Cell::RnnRelu => ("rnn-relu", "RNN (ReLU)"),
            Cell::Unrolled => ("unrolled", "unrolled"),
        }
    }

    /// As recipes write it: `rnn-tanh`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// As people write it: `RNN (tanh)`.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.names().1
    }

    /// Rows of `weight_ih` per hidden unit.
    #[must_use]
    pub fn gates(self) -> usize {
        with_cell!(self, C => <C as RecurrentCell>::GATES, unrolled => 1)
    }

    /// Numbers that a layer carries from character to character, per hidden unit.
    #[must_use]
    pub(super) fn state_per_unit(self) -> usize {
        with_cell!(self, C => 1 + <C as RecurrentCell>::CARRIED, unrolled => 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_recipes_are_read_by() {
        for cell in Cell::RECURRENT.into_iter().chain([Cell::Unrolled]) {
            assert_eq!(serde_json::to_value(cell).unwrap(), cell.name());
        }
    }
}
