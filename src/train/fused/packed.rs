//! [`PackedWeights`]: every weight matrix in the orders that the forward and the backward pass read.

use crate::kernels::cells::RecurrentCell;
use crate::kernels::{Format, PackedMatrix};
use crate::model::{Architecture, Weights};

/// Weights as the kernels multiply them, packed anew for every window.
pub(super) struct PackedWeights {
    /// `(D, E)` and `(E, D)`: the map of the n-gram tables' sums, empty without tables.
    pub(super) projection: PackedMatrix,
    pub(super) projection_back: PackedMatrix,
    pub(super) layers: Vec<PackedLayer>,
    /// `(H, V)`
    pub(super) decoder: PackedMatrix,
    /// `(V, H)`
    pub(super) decoder_back: PackedMatrix,
}

pub(super) struct PackedLayer {
    /// `(I, G·H)`
    pub(super) input: PackedMatrix,
    /// `(H, G·H)`
    pub(super) hidden: PackedMatrix,
    /// The input weights' rows by [`GateGroup`](crate::kernels::cells::GateGroup), `(rows, I)`: for the gradient of the input.
    pub(super) input_back: Vec<PackedMatrix>,
    /// `(G·H, H)`
    pub(super) hidden_back: PackedMatrix,
}

impl PackedWeights {
    /// Room for the weights of a model; [`PackedWeights::pack`] fills it.
    pub(super) fn new<C: RecurrentCell>(arch: &Architecture, format: Format, symbols: usize) -> Self {
        let (h, rows) = (arch.hidden, C::GATES * arch.hidden);
        let layers = (0..arch.layers)
            .map(|layer| PackedLayer {
                input: PackedMatrix::zeros(format, arch.input_size(layer), rows),
                hidden: PackedMatrix::zeros(format, h, rows),
                input_back: C::INPUT_GRADIENTS
                    .iter()
                    .map(|group| PackedMatrix::zeros(format, group.count * h, arch.input_size(layer)))
                    .collect(),
                hidden_back: PackedMatrix::zeros(format, rows, h),
            })
            .collect();
        let decoder = PackedMatrix::zeros(format, h, symbols);
        let (e, d) = (arch.embedding, arch.ngrams.as_ref().map_or(0, |ngrams| ngrams.width));
        PackedWeights {
            projection: PackedMatrix::zeros(format, d, e),
            projection_back: PackedMatrix::zeros(format, e, d),
            layers,
            decoder,
            decoder_back: PackedMatrix::zeros(format, symbols, h),
        }
    }

    /// Packs the weights as they are now; those of the backward pass only with `backward`.
    pub(super) fn pack<C: RecurrentCell>(&mut self, arch: &Architecture, weights: &Weights, backward: bool) {
        let h = arch.hidden;
        if let Some(ngrams) = &arch.ngrams {
            let projection = weights.get(PROJECTION);
            self.projection.pack_transposed(projection, ngrams.width);
            self.projection_back.pack(projection, ngrams.width);
        }
        for (index, layer) in self.layers.iter_mut().enumerate() {
            let input = arch.input_size(index);
            let names = LayerNames::new(index);
            let (w_ih, w_hh) = (weights.get(&names.weight_ih), weights.get(&names.weight_hh));
            layer.input.pack_transposed(w_ih, input);
            layer.hidden.pack_transposed(w_hh, h);
            if backward {
                for (packed, group) in layer.input_back.iter_mut().zip(C::INPUT_GRADIENTS) {
                    packed.pack(&w_ih[group.gate * h * input..], input);
                }
                layer.hidden_back.pack(w_hh, h);
            }
        }
        self.decoder.pack_transposed(weights.decoder(), h);
        if backward {
            self.decoder_back.pack(weights.decoder(), h);
        }
    }
}

/// The map from the n-gram tables' sums to the embedding, `(E, D)`.
pub(super) const PROJECTION: &str = "ngrams.projection.weight";

/// The names of one layer's parameters.
pub(super) struct LayerNames {
    pub(super) weight_ih: String,
    pub(super) weight_hh: String,
    pub(super) bias_ih: String,
    pub(super) bias_hh: String,
}

impl LayerNames {
    pub(super) fn new(layer: usize) -> Self {
        LayerNames {
            weight_ih: format!("rnn.weight_ih_l{layer}"),
            weight_hh: format!("rnn.weight_hh_l{layer}"),
            bias_ih: format!("rnn.bias_ih_l{layer}"),
            bias_hh: format!("rnn.bias_hh_l{layer}"),
        }
    }
}
