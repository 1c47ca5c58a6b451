//! Whether the machine is on mains power.

use std::fs;
use std::path::Path;

/// Whether the machine draws power from the mains; true where nothing says otherwise, as on a desktop.
pub fn on_mains() -> bool {
    mains_below(Path::new("/sys/class/power_supply"))
}

/// Linux's own record: supplies of type `Mains` or `USB` that are online, batteries that discharge.
fn mains_below(supplies: &Path) -> bool {
    let Ok(entries) = fs::read_dir(supplies) else { return true };
    let read = |folder: &Path, name: &str| {
        fs::read_to_string(folder.join(name)).map(|text| text.trim().to_owned()).unwrap_or_default()
    };
    let mut online = false;
    let mut discharging = false;
    for folder in entries.flatten().map(|entry| entry.path()) {
        // The battery of a mouse or a keyboard does not power the machine.
        if read(&folder, "scope") == "Device" {
            continue;
        }
        match read(&folder, "type").as_str() {
            "Mains" | "USB" => online |= read(&folder, "online") == "1",
            "Battery" => discharging |= read(&folder, "status") == "Discharging",
            _ => {}
        }
    }
    online || !discharging
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Supplies as `(type, scope, online, status)`.
    #[track_caller]
    fn check(supplies: &[(&str, &str, &str, &str)], expected: bool) {
        let folder = tempfile::tempdir().unwrap();
        for (at, (kind, scope, online, status)) in supplies.iter().enumerate() {
            let below = folder.path().join(at.to_string());
            fs::create_dir(&below).unwrap();
            for (name, value) in [("type", kind), ("scope", scope), ("online", online), ("status", status)] {
                if !value.is_empty() {
                    fs::write(below.join(name), format!("{value}\n")).unwrap();
                }
            }
        }
        assert_eq!(mains_below(folder.path()), expected, "{supplies:?}");
    }

    #[test]
    fn mains_and_batteries() {
        check(&[], true);
        check(&[("Mains", "", "1", ""), ("Battery", "", "", "Charging")], true);
        check(&[("Mains", "", "0", ""), ("Battery", "", "", "Discharging")], false);
        check(&[("Battery", "", "", "Discharging")], false);
        check(&[("Battery", "", "", "Full"), ("USB", "", "1", "")], true);
        check(&[("Battery", "Device", "", "Discharging")], true);
        assert!(mains_below(Path::new("/does/not/exist")));
    }
}
