//! Properties of every cell; `tests/e2e/pytorch_cells.rs` compares the cells with PyTorch's numbers.

use super::*;

fn wave(count: usize, phase: f64) -> Vec<f32> {
    (0..count).map(|i| (1.1 * (1.7 * i as f64 + phase).sin()) as f32).collect()
}

/// What goes into one step of a cell of width n: both products, the hidden vector, what is carried.
fn inputs<C: RecurrentCell>(n: usize) -> [Vec<f32>; 4] {
    [wave(C::GATES * n, 0.1), wave(C::GATES * n, 0.7), wave(n, 1.3), wave(C::CARRIED * n, 1.9)]
}

/// Saved activations, hidden vector and what is carried after a step.
fn after<C: RecurrentCell>([x, u, h, carried]: &[Vec<f32>; 4]) -> [Vec<f32>; 3] {
    let n = h.len();
    let mut found = [vec![0.0; C::SAVED * n], vec![0.0; n], vec![0.0; C::CARRIED * n]];
    let [saved, out, carried_out] = &mut found;
    forward::<C>(x, u, h, carried, saved, out, carried_out);
    found
}

/// A step in place is the forward pass to the bit, and the backward pass is its derivative.
pub(super) fn check<C: RecurrentCell>() {
    for n in [1, 7, 16, 37] {
        let given = inputs::<C>(n);
        let [_, out, carried_out] = after::<C>(&given);
        let [x, u, mut h, mut carried] = given;
        step::<C>(&x, &u, &mut h, &mut carried);
        assert_eq!((h, carried), (out, carried_out), "width {n}");
    }
    check_derivative::<C>(37);
}

fn check_derivative<C: RecurrentCell>(n: usize) {
    let given = inputs::<C>(n);
    let (d_out, mut d_carried) = (wave(n, 2.3), wave(C::CARRIED * n, 2.9));
    let loss = |given: &[Vec<f32>; 4]| {
        let [_, out, carried] = after::<C>(given);
        let parts = [(out, d_out.clone()), (carried, wave(C::CARRIED * n, 2.9))];
        let products = parts.iter().flat_map(|(values, weights)| values.iter().zip(weights));
        products.map(|(value, weight)| f64::from(*value) * f64::from(*weight)).sum::<f64>()
    };
    let [mut saved, _, carried_out] = after::<C>(&given);
    let mut d_h = vec![0.0; n];
    backward::<C>(&mut saved, &given[2], &given[3], &carried_out, &d_out, &mut d_h, &mut d_carried);
    let mut from_input = vec![0.0; C::GATES * n];
    for group in C::INPUT_GRADIENTS {
        let gradients = &saved[group.saved * n..][..group.count * n];
        from_input[group.gate * n..][..group.count * n].copy_from_slice(gradients);
    }
    let found = [from_input, saved[..C::GATES * n].to_vec(), d_h, d_carried];
    let nudge = 1.0 / 512.0;
    for (which, gradient) in found.iter().enumerate() {
        for (at, &found) in gradient.iter().enumerate() {
            let nudged = |by: f32| {
                let mut given = given.clone();
                given[which][at] += by;
                (f64::from(given[which][at]), loss(&given))
            };
            let ((low, less), (high, more)) = (nudged(-nudge), nudged(nudge));
            let expected = (more - less) / (high - low);
            let what = ["input product", "hidden product", "hidden vector", "what is carried"][which];
            assert!((f64::from(found) - expected).abs() < 1e-3, "{what}[{at}]: {found}, by difference {expected}");
        }
    }
}
