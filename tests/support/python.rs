//! Finds the programs of other people that tests drive.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A Python that has PyPI's `msgpack`.
pub fn python() -> PathBuf {
    let venv = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-venv/bin/python");
    let found = [venv, "python3".into(), "/usr/bin/python3".into()]
        .into_iter()
        .find(|python| runs(python, &["-c", "import msgpack"]));
    found.expect("no Python with msgpack found: run tests/run, which installs what the tests need")
}

/// Neovim.
pub fn neovim() -> PathBuf {
    let nvim = PathBuf::from("nvim");
    assert!(runs(&nvim, &["--version"]), "no Neovim found: run tests/run, which installs what the tests need");
    nvim
}

/// Node, and the folder whose `node_modules` has npm's `@msgpack/msgpack`.
pub fn node() -> (PathBuf, PathBuf) {
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-node");
    let there = packages.join("node_modules/@msgpack/msgpack").is_dir() && runs(Path::new("node"), &["--version"]);
    assert!(there, "no Node with msgpack found: run tests/run, which installs what the tests need");
    ("node".into(), packages)
}

/// The folder with what `plugins/vscode` is built and tested with.
pub fn extension_packages() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-vscode");
    let there = folder.join("node_modules/vscode-languageclient").is_dir() && runs(Path::new("npm"), &["--version"]);
    assert!(there, "the packages for plugins/vscode are not there: run tests/run, which installs what the tests need");
    folder
}

/// A Lua that has LuaSocket and lua-MessagePack.
pub fn lua() -> PathBuf {
    let lua = PathBuf::from("lua5.3");
    let there = runs(&lua, &["-e", "require('socket.unix'); require('MessagePack')"]);
    assert!(there, "no Lua with what its example needs found: run tests/run, which installs what the tests need");
    lua
}

fn runs(program: &Path, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a command to its end and fails with all that it said when it does.
pub fn check(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{said}", output.status);
    said
}
