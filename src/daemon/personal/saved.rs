//! A run of fine-tuning on disk, so that it goes on after typing, a restart or a power cut.
//!
//! The file holds weights, moments and carried states, and a fingerprint of everything they depend on: base, text,
//! settings.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;

use safetensors::tensor::SafeTensors;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::adapt::{Adaptation, Message, Settings};
use crate::files::read_plain;
use crate::model::{append_f32, write_arrays};
use crate::text::hex;

const METADATA_KEY: &str = "foretype-learning";
const ARRAYS: [&str; 4] = ["weights", "first", "second", "states"];
/// Most bytes of a saved run, which takes four times a model; a larger file is not one of ours.
const MAX_BYTES: u64 = 16 << 30;

#[derive(Serialize, Deserialize)]
struct Metadata {
    fingerprint: String,
    done: usize,
    step: u64,
    /// Seconds of work so far.
    seconds: f64,
}

/// Returns the fingerprint of everything that a run depends on, in hexadecimal.
pub fn fingerprint(base: &str, messages: &[Message], settings: &Settings) -> String {
    let mut hash = Sha256::new();
    hash.update(base);
    hash.update(format!("{settings:?}"));
    for message in messages {
        hash.update([u8::from(message.own), u8::from(message.starts_anew)]);
        hash.update((message.text.len() as u64).to_le_bytes());
        hash.update(&message.text);
    }
    hex(&hash.finalize())
}

/// Writes the run, whole or not at all. The error says in words why it could not.
pub fn save(run: &Adaptation, fingerprint: &str, seconds: f64, path: &Path) -> Result<(), String> {
    let metadata = Metadata { fingerprint: fingerprint.to_owned(), done: run.done, step: run.stepper.step, seconds };
    let json = serde_json::to_string(&metadata).map_err(|error| error.to_string())?;
    let arrays = [&run.weights.data[..], &run.stepper.first, &run.stepper.second, run.states()];
    let header = HashMap::from([(METADATA_KEY.to_owned(), json)]);
    write_arrays(path, ARRAYS.into_iter().zip(arrays), header).map_err(|error| error.to_string())
}

/// Brings a fresh run to the place where it was saved. Returns the seconds of work so far; 0 where the file is missing,
/// damaged, or another run's.
pub fn go_on(run: &mut Adaptation, fingerprint: &str, path: &Path) -> f64 {
    match read(run, fingerprint, path) {
        Ok(seconds) => seconds,
        Err(Some(message)) => {
            log::warn!("fine-tuning starts anew: {message}");
            0.0
        }
        Err(None) => 0.0,
    }
}

/// Reads a saved run. `Err(None)` when there is no file, or it is another run's.
fn read(run: &mut Adaptation, fingerprint: &str, path: &Path) -> Result<f64, Option<String>> {
    let text = |error: &dyn std::fmt::Display| Some(error.to_string());
    let bytes = match read_plain(path, MAX_BYTES) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(None),
        read => read.map_err(|e| text(&e))?,
    };
    let (_, header) = SafeTensors::read_metadata(&bytes).map_err(|e| text(&e))?;
    let json = header.metadata().as_ref().and_then(|map| map.get(METADATA_KEY)).cloned().unwrap_or_default();
    let saved: Metadata = serde_json::from_str(&json).map_err(|e| text(&e))?;
    if saved.fingerprint != fingerprint {
        return Err(None);
    }
    let tensors = SafeTensors::deserialize(&bytes).map_err(|e| text(&e))?;
    let mut arrays: [Vec<f32>; 4] = Default::default();
    for (name, array) in ARRAYS.into_iter().zip(&mut arrays) {
        let tensor = tensors.tensor(name).map_err(|e| text(&e))?;
        append_f32(name, &tensor, array).map_err(|e| text(&e))?;
    }
    run.go_on(saved.done, saved.step, arrays).map_err(|e| text(&e))?;
    Ok(saved.seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Architecture, Cell, Checkpoint};
    use crate::text::Vocab;

    fn base() -> Checkpoint {
        Checkpoint::untrained(Architecture::plain(Cell::Gru, 1, 3, 5), Vocab::build(["é"], 1).unwrap(), 1)
    }

    fn messages() -> Vec<Message> {
        let text = |n: usize| format!("message {n} of somebody who writes about {}", n * n);
        (0..60).map(|n| Message { text: text(n), own: n % 5 != 0, starts_anew: n % 20 == 0 }).collect()
    }

    fn fresh() -> Adaptation {
        let settings = Settings { rehearsal_symbols: 1000, sequence: 16, ..Settings::default() };
        Adaptation::new(&base(), &messages(), settings, &|| false).unwrap()
    }

    fn step(run: &mut Adaptation, windows: usize) {
        for _ in 0..windows {
            run.step().unwrap();
        }
    }

    /// As after a kill -9: what was done since the last save is lost and done again.
    #[test]
    fn a_killed_run_goes_on_to_the_same_bits() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("run.safetensors");
        let mut whole = fresh();
        let windows = whole.windows();
        assert!(windows > 20);
        step(&mut whole, windows);
        assert!(whole.is_finished());
        for saved_at in [1, windows / 2, windows - 1] {
            let mut killed = fresh();
            step(&mut killed, saved_at);
            save(&killed, "this run", 12.5, &file).unwrap();
            step(&mut killed, 1);
            drop(killed);
            let mut resumed = fresh();
            assert_eq!(go_on(&mut resumed, "this run", &file), 12.5);
            assert_eq!(resumed.done, saved_at);
            step(&mut resumed, windows - saved_at);
            let bytes = |run: &Adaptation| run.checkpoint(0.75).to_bytes().unwrap();
            assert!(bytes(&resumed) == bytes(&whole), "saved after {saved_at} of {windows} windows");
        }
    }

    /// Runs that are not this one, and files that are no run: it begins anew.
    #[test]
    fn other_runs_and_damaged_ones_are_not_taken_up() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("run.safetensors");
        let mut run = fresh();
        step(&mut run, 3);
        save(&run, "this run", 1.0, &file).unwrap();
        let whole = std::fs::read(&file).unwrap();
        let check = |fingerprint: &str, bytes: &[u8]| {
            std::fs::write(&file, bytes).unwrap();
            let mut run = fresh();
            assert_eq!((go_on(&mut run, fingerprint, &file), run.done), (0.0, 0), "{} bytes", bytes.len());
        };
        check("another", &whole);
        check("this run", &whole[..whole.len() - 1]);
        check("this run", &whole[..whole.len() / 2]);
        check("this run", b"");
        check("this run", &[0xff; 64]);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(go_on(&mut fresh(), "this run", &file), 0.0);
    }

    #[test]
    fn a_fingerprint_is_of_base_text_and_settings() {
        let (messages, settings) = (messages(), Settings::default());
        let known = fingerprint("base", &messages, &settings);
        assert_eq!(known, fingerprint("base", &messages, &settings));
        assert_ne!(known, fingerprint("other", &messages, &settings));
        assert_ne!(known, fingerprint("base", &messages[1..], &settings));
        assert_ne!(known, fingerprint("base", &messages, &Settings { seed: 2, ..settings.clone() }));
        let mut turned = messages.clone();
        turned[3].own = !turned[3].own;
        assert_ne!(known, fingerprint("base", &turned, &settings));
    }
}
