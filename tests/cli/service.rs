//! `foretype service` with a systemctl that only writes down how it was called.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::home::{Home, project};

/// A systemctl that writes down how it was called.
fn fake_systemctl(home: &Home, exit_code: u8) {
    let script =
        format!("#!/bin/sh\necho \"$*\" >> '{}'\necho no bus >&2\nexit {exit_code}\n", home.path("called").display());
    let path = home.path("bin/systemctl");
    fs::write(&path, script).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("a script that runs");
}

fn called(home: &Home) -> String {
    fs::read_to_string(home.path("called")).unwrap_or_default()
}

fn unit(home: &Home, name: &str) -> PathBuf {
    home.path("config/systemd/user").join(name)
}

#[test]
fn install_and_uninstall() {
    let home = Home::new();
    fake_systemctl(&home, 0);
    assert_eq!(home.run(&["service", "status"]).status.code(), Some(1));
    fs::remove_file(home.path("called")).expect("status asks systemctl");
    for _ in 0..2 {
        let said = home.ok(&["service", "install"]);
        assert!(said.ends_with("The service is installed.\n"), "{said}");
    }
    assert_eq!(called(&home), "--user daemon-reload\n--user enable --now foretype.socket\n".repeat(2));
    let program = fs::canonicalize(env!("CARGO_BIN_EXE_foretype")).expect("the program");
    let service = fs::read_to_string(unit(&home, "foretype.service")).expect("the unit");
    assert!(service.contains(&format!("\nExecStart={} daemon\n", program.display())), "{service}");
    assert_eq!(
        fs::read_to_string(unit(&home, "foretype.socket")).expect("the unit"),
        fs::read_to_string(project("packaging/systemd/foretype.socket")).expect("the packaged unit")
    );
    assert!(home.ok(&["service", "status"]).contains("foretype.socket: installed\n"));

    fs::remove_file(home.path("called")).expect("what was called");
    fs::write(unit(&home, "foretype.service"), "[Unit]\n").expect("an old unit");
    assert!(home.ok(&["service", "status"]).contains("foretype.service: installed, differs"));
    fs::remove_file(home.path("called")).expect("what was called");
    home.ok(&["service", "install"]);
    assert!(called(&home).ends_with("--user restart foretype.socket\n"), "a changed unit is taken up");

    fs::remove_file(home.path("called")).expect("what was called");
    assert!(home.ok(&["service", "uninstall"]).ends_with("The service is uninstalled.\n"));
    assert_eq!(called(&home), "--user disable --now foretype.socket foretype.service\n--user daemon-reload\n");
    assert!(!unit(&home, "foretype.service").exists() && !unit(&home, "foretype.socket").exists());
    assert_eq!(home.ok(&["service", "uninstall"]), "The service is not installed.\n");
}

#[test]
fn a_dry_run_does_nothing() {
    let home = Home::new();
    fake_systemctl(&home, 0);
    let said = home.ok(&["service", "install", "--dry-run"]);
    assert!(
        said.contains("ExecStart=") && said.contains("\nsystemctl --user enable --now foretype.socket\n"),
        "{said}"
    );
    assert!(!unit(&home, "foretype.socket").exists() && called(&home).is_empty());
    home.ok(&["service", "install"]);
    fs::remove_file(home.path("called")).expect("what was called");
    let said = home.ok(&["service", "uninstall", "--dry-run"]);
    assert!(said.contains(&format!("rm {}", unit(&home, "foretype.service").display())), "{said}");
    assert!(unit(&home, "foretype.socket").exists() && called(&home).is_empty());
}

#[test]
fn without_systemctl_the_commands_are_printed() {
    let expected =
        "Once it works, run:\nsystemctl --user daemon-reload\nsystemctl --user enable --now foretype.socket\n";
    let home = Home::new();
    let said = home.ok(&["service", "install"]);
    assert!(said.contains("systemctl cannot be run") && said.ends_with(expected), "{said}");
    fake_systemctl(&home, 1);
    let said = home.ok(&["service", "install"]);
    assert!(said.contains("failed: no bus") && said.ends_with(expected), "{said}");
}

#[test]
fn a_daemon_in_the_way_is_stopped() {
    let home = Home::new();
    fake_systemctl(&home, 0);
    home.ok(&["daemon", "start"]);
    home.ok(&["service", "install"]);
    assert_eq!(home.run(&["status", "-q"]).status.code(), Some(1));
}

#[test]
fn settings_and_socket_elsewhere_are_kept() {
    let home = Home::new();
    fs::write(home.path("my settings.toml"), "").expect("a settings file");
    let said = home.ok(&["--config", "my settings.toml", "--socket", "my.sock", "service", "install", "--dry-run"]);
    let (config, socket) = (home.path("my settings.toml"), home.path("my.sock"));
    assert!(
        said.contains(&format!(" --config \"{}\" --socket {} daemon\n", config.display(), socket.display())),
        "{said}"
    );
    assert!(said.contains(&format!("ListenStream={}\n", socket.display())), "{said}");
}
