//! Holds the layers that ARCHITECTURE.md draws: which module may use which, and that no files import each other in a
//! circle; read from the paths that they name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Module → what it may use. Everything may use itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("files", &[]),
    ("kernels", &[]),
    ("model", &["files", "kernels", "text"]),
    ("engine", &["kernels", "model", "text"]),
    ("train", &["kernels", "model", "text"]),
    ("memory", &["kernels", "text"]),
    ("predict", &["engine", "memory", "model", "text"]),
    ("eval", &["engine", "memory", "predict", "text"]),
    ("adapt", &["engine", "model", "predict", "text", "train"]),
    ("history", &["files", "text"]),
    ("measure", &["engine", "kernels", "model", "predict", "text", "train"]),
    ("rpc", &[]),
    ("config", &["files", "text"]),
    ("client", &["config", "rpc"]),
    ("import", &[]),
    ("daemon", &["adapt", "config", "files", "history", "import", "memory", "model", "predict", "rpc", "text"]),
    (
        "cli",
        &[
            "adapt", "client", "config", "daemon", "eval", "fcitx", "history", "ibus", "import", "input", "lsp",
            "measure", "memory", "model", "predict", "rpc", "train",
        ],
    ),
    ("lsp", &["client", "config", "rpc", "text"]),
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

/// Files by their module path, as in `daemon::handlers::text`, and the files that each imports or names a path of.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let named = |path: &Path| {
        let below = path.strip_prefix(&root).unwrap().with_extension("");
        let mut parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        parts.pop_if(|last| last == "mod" || last == "lib");
        parts.join("::")
    };
    let files: Vec<(String, String)> = files().into_iter().map(|(_, path, code)| (named(&path), code)).collect();
    let names: BTreeSet<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let used = |(name, code): (String, String)| {
        let code = without_inner_modules(&code);
        let paths = code.split_inclusive(';').flat_map(paths);
        let others = paths.filter_map(|path| target(&name, &path, &names)).filter(|other| *other != name).collect();
        (name, others)
    };
    files.into_iter().map(used).collect()
}

/// Code in which the paths of modules within a file begin where those of the file itself do.
fn without_inner_modules(code: &str) -> String {
    let mut inside = false;
    let outer = |line: &str| line.replace("super::super::", "\0").replace("super::", "self::").replace('\0', "super::");
    let lines = code.lines().map(|line| {
        inside = line != "}" && (inside || line.starts_with("mod ") && line.ends_with('{'));
        (if inside { outer(line) } else { line.to_owned() }) + "\n"
    });
    lines.collect()
}

/// The paths of a statement: those of the `use` tree that it may be, and those that it writes out. What a path of a macro
/// (`$crate::`) leads to is used by its callers, and `pub(in crate::…)` uses nothing.
fn paths(statement: &str) -> Vec<String> {
    let is_use = |before: &str| {
        let line = before.rsplit('\n').next().unwrap_or_default().trim();
        line.is_empty() || line.starts_with("pub")
    };
    let (before, tree) = statement.rsplit_once("use ").filter(|(before, _)| is_use(before)).unwrap_or((statement, ""));
    let mut found = flat(tree.trim_end_matches(';'));
    for start in ["crate::", "super::"] {
        for (at, _) in before.match_indices(start) {
            let other = before[..at].ends_with(|c: char| c.is_alphanumeric() || "_:$".contains(c));
            let other = other || before[..at].ends_with("(in ");
            let path =
                before[at..].split(|c: char| !c.is_alphanumeric() && !"_:".contains(c)).next().unwrap_or_default();
            found.extend((!other).then(|| path.trim_end_matches(':').to_owned()));
        }
    }
    found
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

/// The file that a path leads to from a file.
fn target(from: &str, path: &str, names: &BTreeSet<String>) -> Option<String> {
    let mut parts: Vec<&str> = path.split("::").map(str::trim).collect();
    let mut full: Vec<&str> = from.split("::").filter(|part| !part.is_empty()).collect();
    match parts[0] {
        "crate" => {
            full = Vec::new();
            parts.remove(0);
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

/// All files that a file imports, or that one of those imports, and so on.
fn reached<'a>(from: &str, imports: &'a BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = imports[from].iter().map(String::as_str).collect();
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(imports[name].iter().map(String::as_str));
        }
    }
    found
}

#[test]
fn files_stand_in_no_circle() {
    let imports = imports();
    let text = &imports["daemon::handlers::text"];
    assert!(imports.len() > 400 && text.contains("daemon::connection"), "{} files, {text:?}", imports.len());
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|name| (name.as_str(), reached(name, &imports))).collect();
    let with = |name: &str| reached[name].iter().copied().filter(|other| reached[other].contains(name)).collect();
    let circles: BTreeSet<BTreeSet<&str>> =
        reached.keys().map(|name| with(name)).filter(|c: &BTreeSet<_>| !c.is_empty()).collect();
    assert!(circles.is_empty(), "these files import each other in a circle: {circles:#?}");
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
    let imports = imports();
    // The part of the daemon that a file belongs to: `history` for `daemon::history::queue`, nothing for `daemon` itself.
    let part = |name: &str| {
        let below = name.strip_prefix("daemon")?;
        Some(below.split("::").nth(1).unwrap_or_default().to_owned())
    };
    for (service, allowed) in SERVICES {
        let own = imports.iter().filter(|(name, _)| part(name).is_some_and(|part| part == *service));
        let mut count = 0;
        for (name, used) in own {
            count += 1;
            for other in used {
                let fine = part(other).is_none_or(|part| part == *service || allowed.contains(&part.as_str()));
                assert!(fine, "{name} uses {other}");
            }
        }
        assert!(count > 2, "{service}");
    }
}
