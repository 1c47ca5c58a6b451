//! [`Stepper`]: the update rule with its moments, over the flat buffers of weights and gradient.

use super::gradient::Gradient;
use super::recipe::{Optimizer, Schedule, TrainingOptions};
use super::rows::RowMoments;
use crate::kernels;
use crate::model::{Ngrams, Rows, Weights};

/// Moments and step count of an optimiser.
#[derive(Clone, Debug, PartialEq)]
pub struct Stepper {
    /// Steps taken so far.
    pub step: u64,
    /// First moment, or the momentum of SGD.
    pub first: Vec<f32>,
    /// Second moment; empty for SGD.
    pub second: Vec<f32>,
    /// Moments of the n-gram tables; empty where they are not trained.
    pub rows: RowMoments,
    /// Threads that update the tables.
    pub threads: usize,
}

impl Stepper {
    /// An optimiser for so many weights that has taken no step.
    #[must_use]
    pub fn new(optimizer: Optimizer, weights: usize) -> Self {
        let second = if optimizer == Optimizer::Sgd { 0 } else { weights };
        Stepper {
            step: 0,
            first: vec![0.0; weights],
            second: vec![0.0; second],
            rows: RowMoments::default(),
            threads: 1,
        }
    }

    /// The same, with moments for n-gram tables of this shape.
    #[must_use]
    pub fn with_rows(self, shape: Option<&Ngrams>, threads: usize) -> Self {
        Stepper { rows: RowMoments::new(shape), threads: threads.max(1), ..self }
    }

    /// Moves all weights against a gradient: the dense part as [`Stepper::apply`] does, the rows of tables by Adam whatever
    /// the rule for the rest, at `rows_rate` times the learning rate and without decay. Returns the norm of the dense part
    /// before clipping; its clipping scales the rows' gradients as well.
    pub fn apply_to(
        &mut self,
        options: &TrainingOptions,
        rate: f32,
        weights: &mut Weights,
        gradient: &Gradient,
    ) -> f64 {
        let norm = self.apply(options, rate, &mut weights.data, &gradient.dense);
        if let (Some(rows), Rows::F32(table), true) = (&gradient.rows, &mut weights.rows, norm.is_finite()) {
            let mut rates = self.adam_rates(options, rate * options.rows_rate, clip_scale(options, norm));
            (rates[4], rates[5]) = (0.0, 0.0);
            self.rows.apply(table, rows, rates, self.threads);
        }
        norm
    }

    /// What [`kernels::adam`] takes: m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ), with √v̂ + ε written as
    /// (√v + ε√(1 − β₂ᵗ))/√(1 − β₂ᵗ).
    fn adam_rates(&self, options: &TrainingOptions, rate: f32, scale: f32) -> [f32; 7] {
        let ([beta1, beta2], decay) = (options.betas, options.weight_decay);
        let power = |beta: f32| f64::from(beta).powf(self.step as f64);
        let root = (1.0 - power(beta2)).sqrt();
        let step = f64::from(rate) * root / (1.0 - power(beta1));
        let epsilon = 1e-8 * root;
        let (beside, coupled) = if options.optimizer == Optimizer::AdamW { (rate * decay, 0.0) } else { (0.0, decay) };
        [step as f32, beta1, beta2, epsilon as f32, beside, coupled, scale]
    }

    /// Clips the gradient by its global norm and moves the weights. Returns the norm before clipping.
    ///
    /// `rate` is the learning rate of this step. A gradient that is not finite moves nothing.
    pub fn apply(&mut self, options: &TrainingOptions, rate: f32, weights: &mut [f32], gradient: &[f32]) -> f64 {
        let norm = kernels::sum_of_squares(gradient).sqrt();
        if !norm.is_finite() {
            return norm;
        }
        self.step += 1;
        let scale = clip_scale(options, norm);
        if options.optimizer == Optimizer::Sgd {
            let (beta1, decay) = (options.betas[0], options.weight_decay);
            for ((weight, momentum), &g) in weights.iter_mut().zip(&mut self.first).zip(gradient) {
                *momentum = beta1 * *momentum + g * scale + decay * *weight;
                *weight -= rate * *momentum;
            }
            return norm;
        }
        let rates = self.adam_rates(options, rate, scale);
        kernels::adam(weights, gradient, &mut self.first, &mut self.second, rates);
        norm
    }
}

/// Factor that brings a gradient of this norm within the limit.
fn clip_scale(options: &TrainingOptions, norm: f64) -> f32 {
    let limit = f64::from(options.clip_norm);
    if limit > 0.0 && norm > limit { (limit / norm) as f32 } else { 1.0 }
}

/// The learning rate of step `step` of `total`, counted from 0.
#[must_use]
pub fn learning_rate(options: &TrainingOptions, step: u64, total: u64) -> f32 {
    if step < options.warmup_steps {
        return options.learning_rate * (step + 1) as f32 / options.warmup_steps as f32;
    }
    let span = total.saturating_sub(options.warmup_steps).max(1);
    let progress = ((step - options.warmup_steps) as f32 / span as f32).min(1.0);
    let share = match options.schedule {
        Schedule::Constant => 1.0,
        Schedule::Linear => 1.0 - progress,
        Schedule::Cosine => 0.5 + 0.5 * (std::f32::consts::PI * progress).cos(),
    };
    let floor = if options.schedule == Schedule::Constant { 0.0 } else { options.final_rate };
    options.learning_rate * (floor + (1.0 - floor) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three steps on weights (1, −2) with gradients (0.5, −1)·k; the expected numbers are torch.optim's, 2.15.
    #[track_caller]
    fn check(optimizer: Optimizer, options: TrainingOptions, expected: [f32; 2]) {
        let options = TrainingOptions { optimizer, clip_norm: 0.0, ..options };
        let mut stepper = Stepper::new(optimizer, 2);
        let mut weights = [1.0, -2.0];
        for k in 1..=3 {
            let k = k as f32;
            stepper.apply(&options, 0.1, &mut weights, &[0.5 * k, -k]);
        }
        for (found, expected) in weights.iter().zip(expected) {
            assert!((found - expected).abs() < 2e-6, "{optimizer:?}: {weights:?}, PyTorch has {expected:?}");
        }
    }

    #[test]
    fn as_in_pytorch() {
        let plain = TrainingOptions::default();
        let decay = TrainingOptions { weight_decay: 0.1, ..TrainingOptions::default() };
        check(Optimizer::Adam, plain.clone(), TORCH_ADAM);
        check(Optimizer::Adam, decay.clone(), TORCH_ADAM_DECAY);
        check(Optimizer::AdamW, decay, TORCH_ADAMW);
        check(Optimizer::Sgd, plain, TORCH_SGD);
    }

    #[test]
    fn clipping_keeps_the_direction() {
        let options =
            TrainingOptions { clip_norm: 1.0, optimizer: Optimizer::Sgd, betas: [0.0, 0.0], ..Default::default() };
        let mut weights = [0.0, 0.0];
        let norm = Stepper::new(Optimizer::Sgd, 2).apply(&options, 1.0, &mut weights, &[3.0, 4.0]);
        assert_eq!(norm, 5.0);
        assert!((weights[0] + 0.6).abs() < 1e-6 && (weights[1] + 0.8).abs() < 1e-6, "{weights:?}");
    }

    #[test]
    fn a_gradient_that_is_not_finite_moves_nothing() {
        let mut stepper = Stepper::new(Optimizer::Adam, 1);
        let mut weights = [1.0];
        stepper.apply(&TrainingOptions::default(), 0.1, &mut weights, &[f32::NAN]);
        assert_eq!((weights[0], stepper.step), (1.0, 0));
    }

    #[test]
    fn schedules() {
        let options = |schedule| TrainingOptions {
            schedule,
            learning_rate: 1.0,
            warmup_steps: 10,
            final_rate: 0.1,
            ..TrainingOptions::default()
        };
        for (schedule, step, expected) in [
            (Schedule::Constant, 4, 0.5),
            (Schedule::Constant, 110, 1.0),
            (Schedule::Linear, 60, 0.55),
            (Schedule::Linear, 110, 0.1),
            (Schedule::Cosine, 10, 1.0),
            (Schedule::Cosine, 60, 0.55),
            (Schedule::Cosine, 500, 0.1),
        ] {
            let rate = learning_rate(&options(schedule), step, 110);
            assert!((rate - expected).abs() < 1e-6, "{schedule:?} at {step}: {rate}");
        }
    }

    const TORCH_ADAM: [f32; 2] = [0.707_681_7, -1.707_681_7];
    const TORCH_ADAM_DECAY: [f32; 2] = [0.705_695_3, -1.705_786_8];
    const TORCH_ADAMW: [f32; 2] = [0.680_935_9, -1.651_234_9];
    const TORCH_SGD: [f32; 2] = [0.5245, -1.049];
}
