//! The extension for VS Code: built as it ships, and used through the editor's interface with the real language server
//! and daemon. The editor itself is not run here.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::daemon::Daemon;
use crate::support::python::{check, extension_packages};
use serde_json::Value;

const EXTENSION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plugins/vscode");

/// A copy beside the packages that tests/run has put there, so that nothing is built among the sources.
fn copy() -> PathBuf {
    let copy = extension_packages();
    for folder in ["src", "test"] {
        let _ = std::fs::remove_dir_all(copy.join(folder));
        std::fs::create_dir(copy.join(folder)).unwrap();
        for entry in std::fs::read_dir(format!("{EXTENSION}/{folder}")).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, copy.join(folder).join(path.file_name().unwrap())).unwrap();
        }
    }
    for file in ["package.json", "tsconfig.json"] {
        std::fs::copy(format!("{EXTENSION}/{file}"), copy.join(file)).unwrap();
    }
    copy
}

#[test]
fn it_builds_and_works_with_the_real_server() {
    let copy = copy();
    let npm = |mut npm: Command, script: &str| check(npm.args(["run", "--silent", script]).current_dir(&copy));
    npm(Command::new("npm"), "build");
    assert!(copy.join("out/extension.js").is_file());
    let daemon = Daemon::start();
    let mut test = daemon.client_command(Path::new("npm"));
    test.env("FORETYPE_PROGRAM", env!("CARGO_BIN_EXE_foretype"));
    let said = npm(test, "test");
    assert!(said.contains("fail 0") && !said.contains("pass 0"), "{said}");
    check(daemon.client_command(Path::new(env!("CARGO_BIN_EXE_foretype"))).args(["daemon", "stop"]));
}

#[test]
fn its_settings_are_those_of_the_server() {
    let package: Value =
        serde_json::from_str(&std::fs::read_to_string(format!("{EXTENSION}/package.json")).unwrap()).unwrap();
    let settings = &package["contributes"]["configuration"]["properties"];
    let page = std::fs::read_to_string(format!("{EXTENSION}/../lsp/README.md")).unwrap();
    let rows = page.split_once("## Settings").unwrap().1.split_once("## ").unwrap().0.lines();
    let mut seen = 0;
    for row in rows.filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let setting = &settings[format!("foretype.{}", cells[1])];
        assert!(setting.is_object(), "{} is missing", cells[1]);
        if let Ok(default) = serde_json::from_str::<Value>(cells[2]) {
            assert_eq!(setting["default"], default, "{}", cells[1]);
        }
        seen += 1;
    }
    assert_eq!(seen, 8, "rows of the table");
}

#[test]
fn its_lock_file_names_no_registry() {
    let lock = std::fs::read_to_string(format!("{EXTENSION}/package-lock.json")).unwrap();
    assert!(lock.contains("vscode-languageclient") && !lock.contains("\"resolved\""));
}
