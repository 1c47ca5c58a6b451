//! Holds the layers that ARCHITECTURE.md draws: which module may use which, read from the `use crate::` lines.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → what it may use. Everything may use itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("kernels", &[]),
    ("model", &["kernels", "text"]),
    ("engine", &["kernels", "model", "text"]),
    ("train", &["kernels", "model", "text"]),
    ("memory", &["kernels", "text"]),
    ("predict", &["engine", "memory", "model", "text"]),
    ("eval", &["engine", "memory", "predict", "text"]),
    ("adapt", &["engine", "model", "predict", "text", "train"]),
    ("history", &["text"]),
    ("measure", &["engine", "kernels", "model", "predict", "text", "train"]),
    ("rpc", &[]),
    ("config", &[]),
    ("import", &[]),
    ("daemon", &["adapt", "config", "history", "import", "memory", "model", "predict", "rpc", "text"]),
    (
        "cli",
        &[
            "adapt", "config", "daemon", "eval", "fcitx", "history", "ibus", "import", "input", "lsp", "measure",
            "memory", "model", "predict", "rpc", "train",
        ],
    ),
    ("lsp", &["config", "daemon", "rpc"]),
    ("input", &["config", "daemon", "rpc"]),
    ("ibus", &["config", "input"]),
    ("fcitx", &["config", "input"]),
];

/// Words that must not occur in the program's source, whatever their use, and where they may.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("TcpStream", &[]),
    ("TcpListener", &[]),
    ("UdpSocket", &[]),
    ("println!(", &["cli", "main.rs"]),
    ("print!(", &["cli", "main.rs"]),
    ("process::exit", &["cli", "main.rs"]),
    ("unsafe ", &["kernels"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// Module and code (tests and comments left out) of every file.
fn files() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths.sort();
    let file = |path: PathBuf| {
        let below = path.strip_prefix(&root).unwrap().to_owned();
        let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let module = if below.components().count() == 1 && first != "main.rs" && first != "lib.rs" {
            first.trim_end_matches(".rs").to_owned()
        } else {
            first
        };
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|l| format!("{l}\n")).collect();
        (module, path, code)
    };
    let is_test = |path: &PathBuf| path.file_name().is_some_and(|name| name == "tests.rs");
    paths.into_iter().filter(|path| !is_test(path)).map(file).collect()
}

/// Modules named after `crate::` or in `crate::{…}`.
fn used(code: &str) -> BTreeSet<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut modules = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => {
                let group = group.split('}').next().unwrap_or_default();
                modules.extend(group.split(',').map(|part| name(part.trim())));
            }
            None => drop(modules.insert(name(rest))),
        }
    }
    modules
}

#[test]
fn modules_use_what_they_may() {
    let mut seen = BTreeSet::new();
    for (module, path, code) in files() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            assert!(["lib.rs", "main.rs"].contains(&module.as_str()), "{module} has no place in MAY_USE");
            continue;
        };
        for other in used(&code) {
            let known = MAY_USE.iter().any(|(name, _)| *name == other);
            let fine = !known || other == module || allowed.contains(&other.as_str());
            assert!(fine, "{} uses crate::{other}, which `{module}` must not know", path.display());
        }
        seen.insert(module);
    }
    assert_eq!(seen.len(), MAY_USE.len(), "every module of the table exists");
}

#[test]
fn forbidden_words_do_not_occur() {
    for (module, path, code) in files() {
        for (word, exceptions) in FORBIDDEN {
            let found = code.contains(word) && !exceptions.contains(&module.as_str());
            assert!(!found, "{} says `{word}`", path.display());
        }
    }
}
