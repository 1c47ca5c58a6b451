//! Which files hold secrets: by their names, and because git ignores them.

use std::path::Path;
use std::process::Stdio;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Files that hold secrets: nothing in them is asked about. A glob with a slash is of the whole path.
const DENIED: &[&str] = &[
    ".env",
    ".env.*",
    "*.env",
    ".netrc",
    ".pgpass",
    ".npmrc",
    ".pypirc",
    ".htpasswd",
    ".authinfo*",
    "*.key",
    "*.pem",
    "*.p12",
    "*.pfx",
    "*.gpg",
    "*.asc",
    "*.age",
    "*.kdbx",
    "*.vault",
    "*.jks",
    "*.keystore",
    "id_rsa*",
    "id_dsa*",
    "id_ed25519*",
    "id_ecdsa*",
    "*password*",
    "*secret*",
    "*credential*",
    "shadow",
    ".envrc",
    ".vault*",
    ".my.cnf",
    ".mylogin.cnf",
    ".s3cfg",
    ".boto",
    ".msmtprc",
    ".mbsyncrc",
    ".fetchmailrc",
    ".offlineimaprc",
    "*.ovpn",
    "*.ppk",
    "*.tfvars",
    "*.kdb",
    "rclone.conf",
    "wg?.conf",
    "*kubeconfig*",
    "wallet.dat*",
    "*token",
    "token.*",
    "/dev/shm/**",
    "**/.ssh/**",
    "**/.gnupg/**",
    "**/.password-store/**",
    "**/.aws/**",
    "**/.kube/**",
    "**/.docker/**",
    "**/pass.*/**",
    "**/gopass*/**",
];

/// The rules about names.
#[derive(Clone, Debug, Default)]
pub struct Denied {
    names: GlobSet,
    paths: GlobSet,
}

impl Denied {
    /// The usual rules and these; a glob that is none is an error that names it.
    ///
    /// # Errors
    /// For the first of `more` that is no glob.
    pub fn new(more: &[String]) -> Result<Denied, globset::Error> {
        let (mut names, mut paths) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for glob in DENIED.iter().copied().chain(more.iter().map(String::as_str)) {
            let built = GlobBuilder::new(glob).case_insensitive(true).build()?;
            if glob.contains('/') {
                paths.add(built)
            } else {
                names.add(built)
            };
        }
        Ok(Denied { names: names.build()?, paths: paths.build()? })
    }

    /// Whether a file is one of them.
    pub fn has(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|name| self.names.is_match(name)) || self.paths.is_match(path)
    }
}

/// Whether git ignores a file. False where there is no git, no repository or no such folder.
pub async fn git_ignores(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
    let mut git = tokio::process::Command::new("git");
    git.args(["check-ignore", "--quiet", "--"]).arg(name).current_dir(folder);
    git.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    git.status().await.is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets() {
        let denied = Denied::new(&["*.diary".into()]).expect("globs");
        let check = |path: &str, expected| assert_eq!(denied.has(Path::new(path)), expected, "{path}");
        check("/x/my.diary", true);
        for line in include_str!("../../tests/support/files.txt").lines().filter(|line| !line.starts_with('#')) {
            let (kind, path) = line.split_once(' ').expect("a kind and a path");
            check(path, kind == "secret");
        }
    }

    #[test]
    fn the_usual_globs_are_globs() {
        Denied::new(&[]).expect("globs");
        assert!(Denied::new(&["[".into()]).is_err());
    }
}
