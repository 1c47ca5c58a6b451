//! Looks for chats, logs and lists of words below a home, by what files hold. Main function: [`find`]; main type: [`Candidate`].
//!
//! Changes nothing and remembers nothing. Depth, files looked into and time are bounded; links are not followed, and
//! what lies outside the home is not looked at.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::places::{self, Kind, PASSED_OVER, SENT};
use crate::cli::interrupt::Interrupt;
use crate::import::{Format, Import, Options, Peek, TimeZone, peek};

/// Folders within a place.
const MAX_DEPTH: usize = 8;
/// Files looked into, in all and of one folder of a place.
const MAX_PEEKED: usize = 8000;
const MAX_GROUP: usize = 2000;
/// Names seen, looked into or not.
const MAX_SEEN: usize = 400_000;
const MAX_TIME: Duration = Duration::from_secs(30);
/// Candidates, the largest first.
const MAX_CANDIDATES: usize = 60;

/// A file or folder that holds chats or logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub path: PathBuf,
    pub formats: Vec<Format>,
    /// Files with messages that were seen in it.
    pub files: usize,
    pub bytes: u64,
    /// A chat program goes on writing it.
    pub live: bool,
}

/// The outcome of a search.
#[derive(Debug, Default)]
pub struct Search {
    pub candidates: Vec<Candidate>,
    /// There was more to look at than the bounds allow.
    pub cut_short: bool,
}

/// Looks in the usual places of `home` and in `saved`, where people keep what they save. `look` is told of every folder.
pub fn find(home: &Path, saved: &[PathBuf], interrupt: &Interrupt, look: &dyn Fn(&Path)) -> Search {
    let mut finder = Finder { started: Instant::now(), interrupt, look, peeked: 0, seen: 0, search: Search::default() };
    let Ok(home) = home.canonicalize() else { return finder.search };
    let saved = saved.iter().map(|folder| (folder.clone(), Kind::Saved));
    let usual = places::usual().into_iter().map(|(folder, kind)| (home.join(folder), kind));
    let mut done: Vec<PathBuf> = Vec::new();
    for (folder, kind) in usual.chain(saved) {
        // A place that is a link is followed if its target lies in the home.
        let Ok(folder) = folder.canonicalize() else { continue };
        if folder.is_dir() && folder.starts_with(&home) && folder != home && !done.contains(&folder) {
            finder.place(&folder, kind);
            done.push(folder);
        }
    }
    finder.top(&home);
    finder.search.finish()
}

struct Finder<'a> {
    started: Instant,
    interrupt: &'a Interrupt,
    look: &'a dyn Fn(&Path),
    peeked: usize,
    seen: usize,
    search: Search,
}

/// Files with messages in one folder of a place.
#[derive(Default)]
struct Group {
    files: Vec<(PathBuf, Format, u64)>,
    names: Vec<PathBuf>,
    peeked: usize,
}

impl Finder<'_> {
    fn is_over(&mut self) -> bool {
        let over = self.peeked >= MAX_PEEKED || self.seen >= MAX_SEEN || self.started.elapsed() > MAX_TIME;
        self.search.cut_short |= over;
        over || self.interrupt.requested()
    }

    /// Files in the home itself, not its folders.
    fn top(&mut self, home: &Path) {
        for (path, kind) in entries(home) {
            if kind.is_file() && !self.is_over() {
                self.one(&path);
            }
        }
    }

    fn place(&mut self, place: &Path, kind: Kind) {
        if kind == Kind::Logs {
            let group = self.group(place, kind);
            self.search.add(logs(place, group));
            return;
        }
        if kind == Kind::Words {
            let group = self.group(place, kind);
            self.search.extend(group.candidates(kind));
            return;
        }
        for (path, found) in entries(place) {
            if self.is_over() {
                return;
            }
            if found.is_file() {
                self.one_of(&path, kind);
            } else if found.is_dir() && is_of_interest(&path, kind) {
                let group = self.group(&path, kind);
                self.search.extend(group.candidates(kind));
            }
        }
    }

    fn one_of(&mut self, path: &Path, kind: Kind) {
        if kind != Kind::Mail || is_sent(path) {
            self.one(path);
        }
    }

    /// A file that lies by itself.
    fn one(&mut self, path: &Path) {
        let mut group = Group::default();
        self.file(path, Kind::Saved, &mut group);
        self.search.extend(group.candidates(Kind::Saved));
    }

    /// Everything below a folder, the nearest first.
    fn group(&mut self, folder: &Path, kind: Kind) -> Group {
        let mut group = Group::default();
        let mut folders = VecDeque::from([(folder.to_owned(), 0)]);
        while let Some((folder, depth)) = folders.pop_front() {
            (self.look)(&folder);
            for (path, found) in entries(&folder) {
                self.seen += 1;
                if group.peeked >= MAX_GROUP || self.is_over() {
                    return group;
                }
                if found.is_file() {
                    self.file(&path, kind, &mut group);
                } else if found.is_dir() && depth < MAX_DEPTH && is_of_interest(&path, kind) {
                    folders.push_back((path, depth + 1));
                }
            }
        }
        group
    }

    fn file(&mut self, path: &Path, kind: Kind, group: &mut Group) {
        let Ok(bytes) = path.metadata().map(|found| found.len()) else { return };
        if bytes == 0 || !may_hold_chats(path, kind) {
            return;
        }
        self.peeked += 1;
        group.peeked += 1;
        match peek(path) {
            // One JSON object a line may be anything, and whose it is nobody can tell.
            Ok(Peek::Messages(format)) if !format.description().offered => {}
            Ok(Peek::Messages(format)) if kind == Kind::Words && format != Format::Words => {}
            Ok(Peek::Messages(format)) => group.files.push((path.to_owned(), format, bytes)),
            Ok(Peek::Names) => group.names.push(path.to_owned()),
            Ok(Peek::Archive) => self.search.add(archive(path, bytes)),
            Ok(Peek::Nothing) | Err(_) => {}
        }
    }
}

/// Files and folders of a folder, by name; links are neither.
fn entries(folder: &Path) -> Vec<(PathBuf, fs::FileType)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<_> = entries.filter_map(|entry| Some((entry.path(), entry.file_type().ok()?))).collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().to_lowercase()
}

fn is_of_interest(folder: &Path, kind: Kind) -> bool {
    let name = name(folder);
    let hidden = name.starts_with('.') && kind != Kind::Mail;
    !hidden && !PASSED_OVER.contains(&name.as_str())
}

fn is_sent(path: &Path) -> bool {
    let name = name(path);
    SENT.iter().any(|sent| name.starts_with(sent) || name.starts_with(&format!("inbox.{sent}")))
}

/// Whether a file's name allows it to hold chats.
fn may_hold_chats(path: &Path, kind: Kind) -> bool {
    let offered = || Format::ALL.iter().map(|format| format.description()).filter(|format| format.offered);
    let exports = |extension: &str| {
        extension == "zip" || offered().any(|format| !extension.is_empty() && format.extensions.contains(&extension))
    };
    let begins = || offered().any(|format| format.beginnings.iter().any(|begin| name(path).starts_with(begin)));
    let extension = path.extension().map(|ext| ext.to_string_lossy().to_lowercase());
    match kind {
        Kind::Saved | Kind::Words => extension.map_or_else(begins, |ext| exports(&ext)),
        Kind::Logs => extension.is_none_or(|ext| !["html", "htm", "db", "sqlite", "gz", "zip"].contains(&ext.as_str())),
        Kind::Mail => is_sent(path) && extension.is_none_or(|ext| ext == "mbox"),
    }
}

fn archive(path: &Path, bytes: u64) -> Option<Candidate> {
    let import = Import::open(&[path.to_owned()], &Options::new(TimeZone::UTC, 0)).ok()?;
    let files = import.files();
    let known = files.iter().map(|(_, format)| *format);
    let mut formats: Vec<Format> = known.filter(|format| format.description().offered).collect();
    let count = formats.len();
    formats.sort();
    formats.dedup();
    // Archives of programs hold a file or two that look like a log; chats are most of an export.
    (count > 0 && count * 2 >= files.len()).then(|| Candidate {
        path: path.to_owned(),
        formats,
        files: count,
        bytes,
        live: false,
    })
}

/// The logs of a place are followed and read as one folder.
fn logs(place: &Path, group: Group) -> Option<Candidate> {
    let found = group.files.iter().filter(|(_, format, _)| *format == Format::Irc);
    let bytes = found.clone().map(|(.., bytes)| bytes).sum();
    let files = found.count();
    (files > 0).then(|| Candidate { path: place.to_owned(), formats: vec![Format::Irc], files, bytes, live: true })
}

impl Group {
    /// One folder where the files belong together, else one a file.
    fn candidates(self, kind: Kind) -> Vec<Candidate> {
        let together = |format: &Format| format.description().together;
        let parted = matches!(kind, Kind::Mail | Kind::Words) || self.files.len() < 2;
        let single = parted && !self.files.iter().any(|(_, format, _)| together(format));
        let mostly = (self.files.len() + self.names.len()) * 2 >= self.peeked;
        let mut left = Vec::new();
        let mut candidates = Vec::new();
        let mut by_format: BTreeMap<Format, Vec<(PathBuf, u64)>> = BTreeMap::new();
        for (path, format, bytes) in self.files {
            match !single && (mostly || together(&format)) {
                // Chats of most kinds lie side by side; what belongs to one export is found by its format.
                true => by_format.entry(format).or_default().push((path, bytes)),
                false => left.push((path, format, bytes)),
            }
        }
        for (format, files) in by_format {
            let names = self.names.iter().filter(|_| together(&format)).map(PathBuf::as_path);
            let folder = common(files.iter().map(|(path, _)| path.as_path()).chain(names));
            match (folder, &files[..]) {
                (Some(_), [(path, bytes)]) if !together(&format) => left.push((path.clone(), format, *bytes)),
                (Some(path), files) => {
                    let bytes = files.iter().map(|(_, bytes)| bytes).sum();
                    candidates.push(Candidate { path, formats: vec![format], files: files.len(), bytes, live: false });
                }
                (None, _) => {}
            }
        }
        candidates.extend(left.into_iter().map(|(path, format, bytes)| Candidate {
            path,
            formats: vec![format],
            files: 1,
            bytes,
            live: false,
        }));
        merged(candidates)
    }
}

/// Folders that are the same, or lie in each other, are one candidate.
fn merged(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| a.path.cmp(&b.path));
    let mut all: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        match all.iter_mut().find(|above| candidate.path.starts_with(&above.path)) {
            Some(above) => {
                above.files += candidate.files;
                above.bytes += candidate.bytes;
                above.formats.extend(candidate.formats);
                above.formats.sort();
                above.formats.dedup();
            }
            None => all.push(candidate),
        }
    }
    all
}

/// The folder that all of them lie in.
fn common<'p>(paths: impl Iterator<Item = &'p Path>) -> Option<PathBuf> {
    paths.map(|path| path.parent().unwrap_or(path).to_owned()).reduce(|mut folder, next| {
        while !next.starts_with(&folder) && folder.pop() {}
        folder
    })
}

impl Search {
    fn add(&mut self, candidate: Option<Candidate>) {
        self.candidates.extend(candidate);
    }

    fn extend(&mut self, candidates: Vec<Candidate>) {
        self.candidates.extend(candidates);
    }

    fn finish(mut self) -> Search {
        self.candidates = merged(std::mem::take(&mut self.candidates));
        self.candidates.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.path.cmp(&b.path)));
        self.cut_short |= self.candidates.len() > MAX_CANDIDATES;
        self.candidates.truncate(MAX_CANDIDATES);
        self.candidates.sort_by(|a, b| (a.formats.first(), &a.path).cmp(&(b.formats.first(), &b.path)));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHATSAPP: &str = "1/14/23, 10:03 AM - Ann: hello\n1/14/23, 10:04 AM - Bob: hi\n";
    const IRC: &str = "2023-05-01 10:00:00\tann\thello\n";
    const SLACK: &str = "[{\"type\": \"message\", \"user\": \"U1\", \"text\": \"hi\", \"ts\": \"1682965845.0\"}]";
    const MAIL: &str = "From a Tue Nov 14 22:13:20 2023\nFrom: a@b.c\nTo: d@e.f\nDate: x\n\nhi\n";

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let home = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = home.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let saved = ["Downloads", "Documents"].map(|name| home.path().join(name));
        let home = home.path().canonicalize().expect("a path");
        let search = find(&home, &saved, &Interrupt::default(), &|_| {});
        let shown = |found: &Candidate| {
            let path = found.path.strip_prefix(&home).expect("within the home").display().to_string();
            let live = if found.live { " live" } else { "" };
            format!("{path} {} {}{live}", found.formats[0], found.files)
        };
        search.candidates.iter().map(shown).collect()
    }

    #[test]
    fn files_and_folders_are_candidates() {
        let check = |files: &[(&str, &str)], expected: &[&str]| assert_eq!(found(files), expected);
        check(
            &[("Downloads/chat.txt", WHATSAPP), ("Downloads/notes.txt", "milk\n")],
            &["Downloads/chat.txt whatsapp 1"],
        );
        check(&[("chat.txt", WHATSAPP), ("other/chat.txt", WHATSAPP)], &["chat.txt whatsapp 1"]);
        let both = [("Downloads/wa/a.txt", WHATSAPP), ("Downloads/wa/b.txt", WHATSAPP)];
        check(&both, &["Downloads/wa whatsapp 2"]);
        let strewn: Vec<(String, &str)> = (0..9).map(|n| (format!("Documents/work/n{n}.txt"), "milk\n")).collect();
        let mut strewn: Vec<(&str, &str)> = strewn.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        strewn.extend([("Documents/work/x/a.txt", WHATSAPP), ("Documents/work/y/b.txt", WHATSAPP)]);
        check(&strewn, &["Documents/work/x/a.txt whatsapp 1", "Documents/work/y/b.txt whatsapp 1"]);
        let users = "[{\"id\": \"U1\", \"name\": \"ann\"}]";
        let slack = [("Downloads/x/team/general/1.json", SLACK), ("Downloads/x/team/users.json", users)];
        check(&slack, &["Downloads/x/team slack 1"]);
        check(
            &[(".weechat/logs/a.weechatlog", IRC), (".weechat/logs/b.weechatlog", IRC)],
            &[".weechat/logs irc 2 live"],
        );
        let mail = [(".thunderbird/x.default/Mail/h/Sent", MAIL), (".thunderbird/x.default/Mail/h/Inbox", MAIL)];
        check(&mail, &[".thunderbird/x.default/Mail/h/Sent mbox 1"]);
        let words = [
            (".hunspell_en_GB", "1\nKettlewick\n"),
            (".config/libreoffice/4/user/wordbook/standard.dic", "OOoUserDict1\nlang: <none>\n---\nKettlewick\n"),
            (".config/libreoffice/4/user/wordbook/chat.txt", WHATSAPP),
            ("Downloads/dictionary.txt", "# Gboard Dictionary version:1\n\tKettlewick\ten-GB\n"),
            ("Downloads/notes.dic", "some lines that are\nno words at all\n"),
        ];
        let expected = [
            ".config/libreoffice/4/user/wordbook/standard.dic words 1",
            ".hunspell_en_GB words 1",
            "Downloads/dictionary.txt words 1",
        ];
        check(&words, &expected);
        check(&[("Downloads/a/node_modules/chat.txt", WHATSAPP), ("Downloads/.x/chat.txt", WHATSAPP)], &[]);
        check(&[("Documents/data.jsonl", "{\"text\": \"a\"}\n")], &[]);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere() {
        let (home, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        fs::write(outside.path().join("chat.txt"), WHATSAPP).expect("a file");
        fs::create_dir(home.path().join("Documents")).expect("a folder");
        std::os::unix::fs::symlink(outside.path(), home.path().join("Downloads")).expect("a link");
        std::os::unix::fs::symlink(outside.path(), home.path().join("Documents/x")).expect("a link");
        std::os::unix::fs::symlink(outside.path().join("chat.txt"), home.path().join("Documents/y.txt"))
            .expect("a link");
        let saved = ["Downloads", "Documents"].map(|name| home.path().join(name));
        assert_eq!(find(home.path(), &saved, &Interrupt::default(), &|_| {}).candidates, []);
    }
}
