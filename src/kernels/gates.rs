//! The element-wise part of one step of each cell, forward and backward, for one context of width H.
//!
//! Forward functions take the products with input and hidden vectors (biases included) and leave in `kept` what the
//! backward functions need; those turn `kept` into the gradients of the gates, in place.

use super::level::per_level;
use super::math::{Fuse, sigmoid, tanh};

/// `N` parts of equal length.
#[inline(always)]
fn parts<const N: usize>(row: &[f32]) -> [&[f32]; N] {
    let width = row.len() / N;
    std::array::from_fn(|i| &row[i * width..(i + 1) * width])
}

#[inline(always)]
fn parts_mut<const N: usize>(row: &mut [f32]) -> [&mut [f32]; N] {
    let width = row.len() / N;
    let mut chunks = row.chunks_exact_mut(width.max(1));
    std::array::from_fn(|_| chunks.next().unwrap_or_default())
}

#[inline(always)]
fn gru_forward_body<F: Fuse>(from_input: &[f32], from_hidden: &[f32], h: &[f32], kept: &mut [f32], out: &mut [f32]) {
    let n = out.len();
    let [xr, xz, xn] = parts(&from_input[..3 * n]);
    let [ur, uz, un] = parts(&from_hidden[..3 * n]);
    let [kr, kz, kn, ku] = parts_mut(&mut kept[..4 * n]);
    let h = &h[..n];
    for j in 0..n {
        let r = sigmoid::<F>(xr[j] + ur[j]);
        let z = sigmoid::<F>(xz[j] + uz[j]);
        let new = tanh::<F>(xn[j] + r * un[j]);
        kr[j] = r;
        kz[j] = z;
        kn[j] = new;
        ku[j] = un[j];
        out[j] = new + z * (h[j] - new);
    }
}

#[inline(always)]
fn gru_backward_body<F: Fuse>(kept: &mut [f32], h: &[f32], d_out: &[f32], d_h: &mut [f32]) {
    let n = d_out.len();
    let [kr, kz, kn, ku] = parts_mut(&mut kept[..4 * n]);
    let (h, d_h) = (&h[..n], &mut d_h[..n]);
    for j in 0..n {
        let (r, z, new, un) = (kr[j], kz[j], kn[j], ku[j]);
        let d_new = d_out[j] * (1.0 - z) * (1.0 - new * new);
        let d_z = d_out[j] * (h[j] - new) * z * (1.0 - z);
        let d_r = d_new * un * r * (1.0 - r);
        kr[j] = d_r;
        kz[j] = d_z;
        kn[j] = d_new * r; // of the hidden product
        ku[j] = d_new; // of the input product
        d_h[j] = d_out[j] * z;
    }
}

#[inline(always)]
fn lstm_forward_body<F: Fuse>(
    from_input: &[f32],
    from_hidden: &[f32],
    c: &[f32],
    kept: &mut [f32],
    out: &mut [f32],
    c_out: &mut [f32],
) {
    let n = out.len();
    let [xi, xf, xg, xo] = parts(&from_input[..4 * n]);
    let [ui, uf, ug, uo] = parts(&from_hidden[..4 * n]);
    let [ki, kf, kg, ko] = parts_mut(&mut kept[..4 * n]);
    let (c, c_out) = (&c[..n], &mut c_out[..n]);
    for j in 0..n {
        let i = sigmoid::<F>(xi[j] + ui[j]);
        let f = sigmoid::<F>(xf[j] + uf[j]);
        let g = tanh::<F>(xg[j] + ug[j]);
        let o = sigmoid::<F>(xo[j] + uo[j]);
        let cell = f * c[j] + i * g;
        ki[j] = i;
        kf[j] = f;
        kg[j] = g;
        ko[j] = o;
        c_out[j] = cell;
        out[j] = o * tanh::<F>(cell);
    }
}

#[inline(always)]
fn lstm_backward_body<F: Fuse>(kept: &mut [f32], c: &[f32], c_out: &[f32], d_out: &[f32], d_c: &mut [f32]) {
    let n = d_out.len();
    let [ki, kf, kg, ko] = parts_mut(&mut kept[..4 * n]);
    let (c, c_out, d_c) = (&c[..n], &c_out[..n], &mut d_c[..n]);
    for j in 0..n {
        let (i, f, g, o) = (ki[j], kf[j], kg[j], ko[j]);
        let t = tanh::<F>(c_out[j]);
        let d_cell = d_c[j] + d_out[j] * o * (1.0 - t * t);
        ki[j] = d_cell * g * i * (1.0 - i);
        kf[j] = d_cell * c[j] * f * (1.0 - f);
        kg[j] = d_cell * i * (1.0 - g * g);
        ko[j] = d_out[j] * t * o * (1.0 - o);
        d_c[j] = d_cell * f;
    }
}

#[inline(always)]
fn rnn_forward_body<F: Fuse>(relu: bool, from_input: &[f32], from_hidden: &[f32], kept: &mut [f32], out: &mut [f32]) {
    let n = out.len();
    let (x, u, kept) = (&from_input[..n], &from_hidden[..n], &mut kept[..n]);
    for j in 0..n {
        let sum = x[j] + u[j];
        out[j] = if !relu {
            tanh::<F>(sum)
        } else if sum > 0.0 {
            sum
        } else {
            0.0
        };
        kept[j] = out[j];
    }
}

#[inline(always)]
fn rnn_backward_body<F: Fuse>(relu: bool, kept: &mut [f32], d_out: &[f32]) {
    for (kept, &d) in kept.iter_mut().zip(d_out) {
        *kept = if !relu {
            d * (1.0 - *kept * *kept)
        } else if *kept > 0.0 {
            d
        } else {
            0.0
        };
    }
}

per_level! {
    /// GRU: `from_input`, `from_hidden` `(3H)` in the order r, z, n; `h`, `out` `(H)`; `kept` `(4H)`.
    pub fn gru_forward(from_input: &[f32], from_hidden: &[f32], h: &[f32], kept: &mut [f32], out: &mut [f32])
        = gru_forward_body;
}
per_level! {
    /// `kept` `(4H)` becomes the gradients r, z, n of the hidden product, then n of the input product; `d_h` the part
    /// of the gradient of `h` that does not pass through the hidden product.
    pub fn gru_backward(kept: &mut [f32], h: &[f32], d_out: &[f32], d_h: &mut [f32]) = gru_backward_body;
}
per_level! {
    /// LSTM: `from_input`, `from_hidden`, `kept` `(4H)` in the order i, f, g, o; `c`, `out`, `c_out` `(H)`.
    pub fn lstm_forward(
        from_input: &[f32],
        from_hidden: &[f32],
        c: &[f32],
        kept: &mut [f32],
        out: &mut [f32],
        c_out: &mut [f32],
    ) = lstm_forward_body;
}
per_level! {
    /// `kept` `(4H)` becomes the gradients of the gates; `d_c` that of `c_out` on the way in, of `c` on the way out.
    pub fn lstm_backward(kept: &mut [f32], c: &[f32], c_out: &[f32], d_out: &[f32], d_c: &mut [f32])
        = lstm_backward_body;
}
per_level! {
    /// Elman cell: all `(H)`.
    pub fn rnn_forward(relu: bool, from_input: &[f32], from_hidden: &[f32], kept: &mut [f32], out: &mut [f32])
        = rnn_forward_body;
}
per_level! {
    /// `kept` `(H)` becomes the gradient of the sum of both products.
    pub fn rnn_backward(relu: bool, kept: &mut [f32], d_out: &[f32]) = rnn_backward_body;
}
