//! Holds the layers that ARCHITECTURE.md draws: which module may use which, and that the files of the daemon stand in no
//! circle; read from the `use` lines.

use std::collections::{BTreeMap, BTreeSet};
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
    ("config", &["text"]),
    ("client", &["config", "rpc"]),
    ("import", &[]),
    ("daemon", &["adapt", "config", "history", "import", "memory", "model", "predict", "rpc", "text"]),
    (
        "cli",
        &[
            "adapt", "client", "config", "daemon", "eval", "fcitx", "history", "ibus", "import", "input", "lsp",
            "measure", "memory", "model", "predict", "rpc", "train",
        ],
    ),
    ("lsp", &["client", "config", "rpc"]),
    ("input", &["client", "config", "rpc", "text"]),
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

/// Files of the daemon by their module path, as in `handlers::text`, and the modules of the daemon that each uses.
fn daemon_files() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/daemon");
    let named = |path: &Path| {
        let below = path.strip_prefix(&root).ok()?.with_extension("");
        let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        Some(parts.join("::").trim_end_matches("mod").trim_end_matches("::").to_owned())
    };
    let files: Vec<(String, String)> =
        files().into_iter().filter_map(|(_, path, code)| Some((named(&path)?, code))).collect();
    let names: BTreeSet<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let used = |(name, code): (String, String)| {
        let imports =
            code.split_inclusive(';').filter_map(|statement| statement.split_once("use ")).map(|(_, tree)| tree);
        let paths = imports.flat_map(|tree| flat(tree.trim_end_matches(';')));
        let others = paths.filter_map(|path| target(&name, &path, &names)).filter(|other| *other != name).collect();
        (name, others)
    };
    files.into_iter().map(used).collect()
}

/// The paths of a `use` tree.
fn flat(tree: &str) -> Vec<String> {
    let Some((prefix, group)) = tree.split_once('{') else { return vec![tree.trim().to_owned()] };
    let (mut depth, mut part, mut parts) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    parts.push(part);
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| flat(part.trim())).map(|rest| format!("{}{rest}", prefix.trim())).collect()
}

/// The file of the daemon that a path leads to from a file.
fn target(from: &str, path: &str, names: &BTreeSet<String>) -> Option<String> {
    let mut parts: Vec<&str> = path.split("::").map(str::trim).collect();
    let mut full: Vec<&str> = from.split("::").filter(|part| !part.is_empty()).collect();
    match parts[0] {
        "crate" if parts.get(1) == Some(&"daemon") => {
            full = Vec::new();
            parts.drain(..2);
        }
        "super" => {
            while parts.first() == Some(&"super") {
                full.pop()?;
                parts.remove(0);
            }
        }
        child if names.contains(&[&full[..], &[child]].concat().join("::")) => {}
        _ => return None,
    }
    full.extend(parts);
    while !full.is_empty() && !names.contains(&full.join("::")) {
        full.pop();
    }
    Some(full.join("::"))
}

#[test]
fn the_daemons_files_stand_in_no_circle() {
    let mut left = daemon_files();
    assert!(left.len() > 30, "{left:?}");
    assert!(left["handlers::text"].contains("connection"), "{:?}", left["handlers::text"]);
    // Whatever uses nothing that is left is taken away, until nothing is.
    while !left.is_empty() {
        let free: Vec<String> = left
            .iter()
            .filter(|(_, used)| used.iter().all(|other| !left.contains_key(other)))
            .map(|(name, _)| name.clone())
            .collect();
        assert!(!free.is_empty(), "these files use each other in a circle: {left:#?}");
        free.iter().for_each(|name| drop(left.remove(name)));
    }
}

/// Files and folders of the daemon that may see the wire's types; those inside hold records and errors of their own.
const SEE_THE_WIRE: &[&str] = &["handlers", "connection", "dialogue", "events", "reply", "server", "writer"];

#[test]
fn few_files_of_the_daemon_see_the_wire() {
    let mut seen = 0;
    for (_, path, code) in files() {
        let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let Some(at) = parts.windows(2).position(|pair| pair == ["src", "daemon"]) else { continue };
        let part = parts[at + 2].split('.').next().unwrap_or_default();
        let uses = ["rpc::protocol", "rpc::methods", "rpc::shapes"].iter().any(|wire| code.contains(wire));
        assert!(SEE_THE_WIRE.contains(&part) || !uses, "{} uses the wire's types", path.display());
        seen += 1;
    }
    assert!(seen > 50, "{seen} files of the daemon were found");
}

/// Folder of the daemon → what of the daemon it may use beside itself.
const SERVICES: &[(&str, &[&str])] = &[
    ("serving", &["error"]),
    ("history", &["clock", "priority", "serving"]),
    ("personal", &["clock", "history", "priority", "serving"]),
    ("watch", &["history", "state"]),
];

#[test]
fn services_of_the_daemon_use_what_they_may() {
    let all = daemon_files();
    for (service, allowed) in SERVICES {
        let own = all.iter().filter(|(name, _)| name.split("::").next() == Some(service));
        let mut count = 0;
        for (name, used) in own {
            count += 1;
            for other in used {
                let part = other.split("::").next().unwrap_or_default();
                assert!(part == *service || allowed.contains(&part), "{name} uses {other}");
            }
        }
        assert!(count > 2, "{service}");
    }
}
