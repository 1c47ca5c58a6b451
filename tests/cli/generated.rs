//! Help, completions and manual pages are what is committed.

use std::fs;
use std::path::Path;

use crate::home::{Home, project};

/// Every command, by the words that lead to it, as the help of the one above lists them.
fn commands(home: &Home, way: &[&str]) -> Vec<Vec<String>> {
    let help = home.ok(&[way, &["--help"]].concat());
    let listed = help.split("\nCommands:\n").nth(1).unwrap_or_default();
    let names = listed.lines().take_while(|line| !line.is_empty());
    let names = names
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    let mut all = vec![way.iter().map(|word| (*word).to_owned()).collect()];
    for name in names.filter(|name| *name != "help") {
        all.extend(commands(home, &[way, &[name]].concat()));
    }
    all
}

#[test]
fn every_help_is_as_committed() {
    let home = Home::new();
    let mut helps = String::new();
    for way in commands(&home, &[]) {
        let words: Vec<&str> = way.iter().map(String::as_str).chain(["--help"]).collect();
        let help = home.ok(&words);
        assert!(help.contains("Example"), "the help of {way:?} has examples");
        let trimmed: String = help.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        helps.push_str(&format!("=== foretype {}\n{trimmed}\n", words.join(" ")));
    }
    let path = project("tests/cli/help.txt");
    if std::env::var_os("FORETYPE_REFRESH").is_some() {
        fs::write(&path, &helps).expect("refreshing");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == helps, "the help has changed; look it over and run: FORETYPE_REFRESH=1 cargo test --test cli");
}

/// That the files of a folder are exactly those that a command writes.
fn check_generated(command: &str, folder: &str) {
    let home = Home::new();
    let written = home.path("out");
    home.ok(&[command, "--out", written.to_str().expect("text")]);
    let read = |folder: &Path| {
        let mut files: Vec<(String, String)> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(|entry| entry.expect("a file").path())
            .map(|path| {
                (path.file_name().expect("a name").display().to_string(), fs::read_to_string(path).expect("text"))
            })
            .collect();
        files.sort();
        files
    };
    let (now, committed) = (read(&written), read(&project(folder)));
    assert!(!now.is_empty());
    let differing: Vec<&String> = now
        .iter()
        .chain(&committed)
        .filter(|file| !now.contains(file) || !committed.contains(file))
        .map(|(name, _)| name)
        .collect();
    assert!(differing.is_empty(), "{differing:?} differ; run: rm -r {folder}; cargo run -- {command} --out {folder}");
}

#[test]
fn completions_are_as_committed() {
    check_generated("completions", "packaging/completions");
}

#[test]
fn manual_pages_are_as_committed() {
    check_generated("man", "packaging/man");
}

#[test]
fn one_script_and_one_page_are_printed() {
    let home = Home::new();
    let committed = |path: &str| fs::read_to_string(project(path)).expect("a committed file");
    assert_eq!(home.ok(&["completions", "bash"]), committed("packaging/completions/foretype.bash"));
    assert_eq!(home.ok(&["man"]), committed("packaging/man/foretype.1"));
    assert_eq!(home.ok(&["man", "daemon", "start"]), committed("packaging/man/foretype-daemon-start.1"));
}
