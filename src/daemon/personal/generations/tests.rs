//! The folder of personal models through promotion, rollback, forgetting and damage.

use super::*;
use crate::model::{Architecture, Cell};
use crate::text::Vocab;

fn model(seed: u64) -> Checkpoint {
    Checkpoint::untrained(Architecture::plain(Cell::Gru, 1, 3, 4), Vocab::build(["é"], 1).unwrap(), seed)
}

fn weights(checkpoint: Option<Checkpoint>) -> Option<Vec<f32>> {
    checkpoint.map(|checkpoint| checkpoint.weights.data)
}

#[test]
fn the_last_few_are_kept_and_can_be_served_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut kept = Generations::open(folder.path(), "a").unwrap();
    assert_eq!(weights(kept.load_current().unwrap()), None);
    assert!(matches!(kept.roll_back(None), Err(GenerationsError::NothingBefore)));
    for seed in 1..=5 {
        assert_eq!(kept.promote(&model(seed), Provenance::default(), RunRecord::default(), 3).unwrap(), seed);
    }
    let mut again = Generations::open(folder.path(), "a").unwrap();
    assert_eq!(again.list().iter().map(|g| g.number).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!(weights(again.load_current().unwrap()), Some(model(5).weights.data));
    assert_eq!(weights(again.roll_back(None).unwrap()), Some(model(4).weights.data));
    assert_eq!(weights(again.roll_back(Some(5)).unwrap()), Some(model(5).weights.data));
    assert_eq!(weights(again.roll_back(Some(0)).unwrap()), None);
    assert!(matches!(again.roll_back(Some(1)), Err(GenerationsError::Unknown(1))));
    // A number is never given twice.
    assert_eq!(again.promote(&model(6), Provenance::default(), RunRecord::default(), 3).unwrap(), 6);
    assert_eq!(again.runs().len(), 6);
    // Files: the mark, the manifest and its copy, and three checkpoints.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 6);
}

#[test]
fn damage_and_other_bases_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut kept = Generations::open(folder.path(), "a").unwrap();
    kept.promote(&model(1), Provenance::default(), RunRecord::default(), 3).unwrap();
    let file = kept.path(1);
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&file, &bytes).unwrap();
    assert!(matches!(kept.load_current(), Err(GenerationsError::Damaged { .. })));
    let other = Generations::open(folder.path(), "b").unwrap();
    assert_eq!(other.current(), None);
    assert!(!file.exists());
}

/// One damaged manifest costs nothing; of two the models are not served, and stay until something is forgotten.
#[test]
fn a_damaged_manifest_deletes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut kept = Generations::open(folder.path(), "a").unwrap();
    kept.promote(&model(1), Provenance::default(), RunRecord::default(), 3).unwrap();
    let file = kept.path(1);
    fs::write(folder.path().join(MANIFEST), "{").unwrap();
    assert_eq!(Generations::open(folder.path(), "a").unwrap().current(), Some(1), "by its copy");
    fs::write(folder.path().join(COPY), [0; 64]).unwrap();
    let mut again = Generations::open(folder.path(), "a").unwrap();
    assert_eq!((again.current(), file.exists()), (None, true));
    let gone = Gone { now: Provenance::default(), oldest: None };
    assert!(again.may_have_seen(&gone));
    assert_eq!(again.promote(&model(2), Provenance::default(), RunRecord::default(), 3).unwrap(), 2);
    fs::write(folder.path().join("generation-7.safetensors"), "left").unwrap();
    fs::write(folder.path().join(MANIFEST), "{").unwrap();
    fs::write(folder.path().join(COPY), "{").unwrap();
    let mut last = Generations::open(folder.path(), "a").unwrap();
    assert!(last.forget(&gone).unwrap());
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("generation")), "{left:?}");
}

/// Where somebody keeps other models: nothing of it is closed, emptied or made ours.
#[test]
fn other_files_are_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["thesis.safetensors", "notes.txt", "generation-x.safetensors"] {
        fs::write(folder.path().join(name), "somebody's").unwrap();
    }
    assert!(matches!(Generations::open(folder.path(), "a"), Err(GenerationsError::Io { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    // What somebody puts into a folder of ours stays there, too.
    let ours = folder.path().join("ours");
    Generations::open(&ours, "a").unwrap();
    fs::write(ours.join("thesis.safetensors"), "somebody's").unwrap();
    for old in ["generation-3.safetensors", "generation-3.safetensors.12.tmp", "manifest.json.7.tmp"] {
        fs::write(ours.join(old), "").unwrap();
    }
    let mut kept = Generations::open(&ours, "b").unwrap();
    kept.clear_all().unwrap();
    let mut left: Vec<_> = fs::read_dir(&ours).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [".foretype", "manifest.copy.json", "manifest.json", "thesis.safetensors"]);
}

/// Seen through message 5 of history `h` after two forgettings; the third, of messages from `oldest` on.
#[track_caller]
fn check_seen(history: &str, forgettings: i64, oldest: Option<i64>, goes: bool) {
    let folder = tempfile::tempdir().unwrap();
    let seen = |history: &str, forgettings| Provenance { history: history.into(), forgettings, through: 5 };
    let mut kept = Generations::open(folder.path(), "a").unwrap();
    kept.promote(&model(1), seen("h", 2), RunRecord::default(), 3).unwrap();
    let gone = Gone { now: seen(history, forgettings), oldest };
    assert_eq!((kept.may_have_seen(&gone), kept.forget(&gone).unwrap()), (goes, goes));
    let again = Generations::open(folder.path(), "a").unwrap();
    assert_eq!(again.current(), Some(1).filter(|_| !goes));
    assert!(again.are_up_to_date(&gone.now), "what stays has proved it");
}

#[test]
fn what_may_have_seen_it_goes() {
    check_seen("h", 3, Some(5), true);
    check_seen("h", 3, Some(6), false);
    check_seen("h", 3, None, false);
    check_seen("h", 4, Some(6), true);
    check_seen("h", 2, None, true);
    check_seen("other", 3, None, true);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_them() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("models");
    let mut kept = Generations::open(&inside, "a").unwrap();
    kept.promote(&model(1), Provenance::default(), RunRecord::default(), 3).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&inside), 0o700);
    for entry in fs::read_dir(&inside).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}
