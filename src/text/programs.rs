//! Names of programs, by which a line of a shell is told from prose.

/// Programs that people call by their names, which begin no sentence in small letters, or hardly ever.
const PROGRAMS: [&str; 75] = [
    "adb",
    "apt",
    "apt-get",
    "awk",
    "aws",
    "brew",
    "bun",
    "cargo",
    "cd",
    "chmod",
    "chown",
    "cp",
    "curl",
    "dig",
    "dnf",
    "docker",
    "dpkg",
    "egrep",
    "ffmpeg",
    "flatpak",
    "gcc",
    "gdb",
    "gh",
    "git",
    "gpg",
    "grep",
    "gunzip",
    "helm",
    "ip",
    "journalctl",
    "jq",
    "kubectl",
    "ln",
    "ls",
    "lsof",
    "mkdir",
    "mv",
    "mysql",
    "nano",
    "nmap",
    "npm",
    "npx",
    "nvim",
    "openssl",
    "pacman",
    "pip",
    "pip3",
    "pipx",
    "pnpm",
    "podman",
    "psql",
    "python3",
    "rg",
    "rm",
    "rmdir",
    "rsync",
    "rustup",
    "scp",
    "sed",
    "sftp",
    "sqlite3",
    "ssh",
    "sudo",
    "systemctl",
    "tar",
    "tmux",
    "umount",
    "unzip",
    "vi",
    "vim",
    "wget",
    "xargs",
    "yarn",
    "yum",
    "zypper",
];

/// Whether a word is the name of such a program.
#[must_use]
pub fn is_program(word: &str) -> bool {
    PROGRAMS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_and_words() {
        assert!(PROGRAMS.is_sorted());
        for (word, expected) in [("git", true), ("apt-get", true), ("zypper", true), ("Git", false), ("node", false)] {
            assert_eq!(is_program(word), expected, "{word}");
        }
    }
}
