//! The Emacs package in a real Emacs, in batch mode, with the real daemon.
#![cfg(unix)]

use std::path::Path;

use crate::support::daemon::Daemon;
use crate::support::python::check;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn typing_in_emacs() {
    let daemon = Daemon::start();
    let program = Path::new(env!("CARGO_BIN_EXE_foretype")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut emacs = daemon.client_command(Path::new("emacs"));
    emacs.args(["-Q", "--batch", "-L"]).arg(format!("{ROOT}/plugins/emacs")).arg("-l");
    emacs.arg(format!("{ROOT}/tests/emacs/foretype-test.el")).args(["-f", "ert-run-tests-batch-and-exit"]);
    let said = check(emacs.env("PATH", path).env("FORETYPE_FILES", format!("{ROOT}/tests/support/files.txt")));
    assert!(said.contains("Ran 16 tests, 16 results as expected"), "{said}");
}

#[test]
fn what_is_saved_last_arrives() {
    let daemon = Daemon::start();
    let program = Path::new(env!("CARGO_BIN_EXE_foretype"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut emacs = daemon.client_command(Path::new("emacs"));
    let typed = "(progn (require 'foretype) (find-file \"letter.txt\") (text-mode) (foretype-mode) \
                 (execute-kbd-macro \"typed at the end\") (save-buffer) (kill-emacs))";
    emacs.args(["-Q", "--batch", "-L"]).arg(format!("{ROOT}/plugins/emacs")).args(["--eval", typed]);
    check(emacs.env("PATH", path));
    let kept = check(daemon.client_command(program).args(["history", "--json"]));
    assert!(kept.contains("typed at the end"), "{kept}");
}

#[test]
fn the_package_compiles_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("foretype.el");
    std::fs::copy(format!("{ROOT}/plugins/emacs/foretype.el"), &copy).unwrap();
    let compile = ["-Q", "--batch", "--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile"];
    check(std::process::Command::new("emacs").args(compile).arg(&copy));
}
