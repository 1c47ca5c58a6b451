//! [`Weights::widen`]: puts the weights of a narrow network into those of a wider one, which then says the same.
//!
//! Tables of n-grams are not touched: [`super::Ngrams::grown_from`] lays them out.

use super::cell::Cell;
use super::weights::{Layout, Parameter, Weights};

impl Weights {
    /// Takes over the weights of a network of the same cell that differs in the width of its layers only. Its units become the first ones
    /// here; no old unit and no output reads a new unit, whose own weights stay as they were drawn, so that the answers are
    /// those of the narrow network and training has units that differ (after Chen et al., "Net2Net", 2016, who copy units
    /// instead).
    ///
    /// Returns `None`, and changes nothing, when the parameters differ in more than that, or when this network is the narrower one.
    pub fn widen(&mut self, narrow: &Weights, cell: Cell) -> Option<()> {
        let [own, other] = [&self.layout, &narrow.layout].map(Layout::parameters);
        if own.len() != other.len() || !own.iter().zip(other).all(|(own, other)| fits(own, other)) {
            return None;
        }
        for (own, other) in own.iter().zip(other) {
            let gates = if own.name.starts_with("rnn.") { cell.gates() } else { 1 };
            let [columns, old_columns] = [own, other].map(|p| p.shape.get(1).copied().unwrap_or(1));
            let [height, old_height] = [own, other].map(|p| p.shape[0] / gates);
            let old = narrow.data[other.range.clone()].chunks_exact(old_columns);
            for (index, values) in old.enumerate() {
                // Gates stand one after the other, each as high as the layer is wide.
                let row = index / old_height * height + index % old_height;
                let target = &mut self.data[own.range.start + row * columns..][..columns];
                target[..old_columns].copy_from_slice(values);
                target[old_columns..].fill(0.0);
            }
        }
        Some(())
    }
}

/// Whether a parameter is another one, or the same of a wider layer.
fn fits(own: &Parameter, other: &Parameter) -> bool {
    let wider = own.shape.iter().zip(&other.shape).all(|(own, other)| own >= other && *other > 0);
    own.name == other.name && own.shape.len() == other.shape.len() && wider
}
