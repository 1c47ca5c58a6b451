//! `foretype ibus` without ibus: the component file, and its installation with an `ibus` that only writes down how it
//! was called.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::home::{Home, project};

#[test]
fn the_component_file_is_the_packaged_one_with_this_path() {
    let printed = Home::new().ok(&["ibus", "--xml"]);
    let program = fs::canonicalize(env!("CARGO_BIN_EXE_foretype")).expect("the program");
    let packaged = fs::read_to_string(project("packaging/ibus/foretype.xml")).expect("the packaged file");
    assert_eq!(printed.replace(program.to_str().expect("text"), "/usr/bin/foretype"), packaged);
    assert_ne!(printed, packaged);
}

#[test]
fn install_and_uninstall() {
    let home = Home::new();
    let called = home.path("called");
    let script = format!("#!/bin/sh\necho \"$1 $IBUS_COMPONENT_PATH\" >> '{}'\n", called.display());
    fs::write(home.path("bin/ibus"), script).expect("a script");
    fs::set_permissions(home.path("bin/ibus"), fs::Permissions::from_mode(0o700)).expect("a script that runs");

    let component = home.path("data/ibus/component/foretype.xml");
    let variable = home.path("config/environment.d/60-foretype-ibus.conf");
    let folders = format!("/usr/share/ibus/component:{}", home.path("data/ibus/component").display());
    for _ in 0..2 {
        let said = home.ok(&["ibus", "--install"]);
        assert!(said.contains(component.to_str().expect("text")) && said.contains("ibus engine foretype"), "{said}");
        assert_eq!(fs::read_to_string(&component).expect("a component file"), home.ok(&["ibus", "--xml"]));
        let environment = fs::read_to_string(&variable).expect("a variable");
        let variables = format!("\nIBUS_COMPONENT_PATH={folders}\nIBUS_ENABLE_SYNC_MODE=1\n");
        assert!(environment.ends_with(&variables) && said.contains("IBUS_ENABLE_SYNC_MODE=1"), "{environment}{said}");
    }
    home.ok(&["ibus", "--uninstall"]);
    assert!(!component.exists() && !variable.exists());
    assert_eq!(home.ok(&["ibus", "--uninstall"]), "The engine is not installed.\n");
    let line = format!("write-cache {folders}\n");
    assert_eq!(fs::read_to_string(called).expect("calls"), format!("{line}{line}write-cache \n"));
}

#[test]
fn mistakes_are_told() {
    let home = Home::new();
    let check = |arguments: &[&str], expected: &str| {
        let output = home.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(expected), "{arguments:?}: {said}");
    };
    check(&["ibus", "--system"], "`--system` goes with");
    check(&["ibus"], "is ibus-daemon running?");
    fs::create_dir_all(home.path("config/foretype")).expect("a folder");
    fs::write(home.path("config/foretype/config.toml"), "[ibus.keys]\ntake = \"Tabulator\"\n").expect("settings");
    check(&["ibus"], "`ibus.keys.take`: no key is called `Tabulator`");
}
