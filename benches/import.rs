//! How fast chat exports are read, in bytes a second on one core, and how much memory that takes: generated files of
//! each text format, read from the disk as `foretype import` does. `cargo bench --bench import`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use foretype::import::{Import, Owner, TimeZone};

const FILE_BYTES: usize = 64 << 20;
const WORDS: [&str; 12] =
    ["see", "you", "tomorrow", "at", "the", "station", "then", "I'll", "bring", "coffee", "😊", "okay?"];

/// The `n`-th message: a few words, always the same.
fn words(n: usize) -> String {
    let count = 3 + n * 7 % 11;
    (0..count).map(|at| WORDS[(n * 31 + at * 17) % WORDS.len()]).collect::<Vec<_>>().join(" ")
}

fn generated(folder: &Path, name: &str, head: &str, line: impl Fn(usize) -> String, tail: &str) -> PathBuf {
    let path = folder.join(name);
    let mut file = std::io::BufWriter::new(fs::File::create(&path).expect("a file"));
    let mut written = head.len();
    file.write_all(head.as_bytes()).expect("writing");
    for n in 0.. {
        let line = line(n);
        written += line.len();
        file.write_all(line.as_bytes()).expect("writing");
        if written > FILE_BYTES {
            break;
        }
    }
    file.write_all(tail.as_bytes()).expect("writing");
    path
}

fn who(n: usize) -> &'static str {
    if n.is_multiple_of(2) { "Ann" } else { "Bob" }
}

/// The largest resident size of this process so far, in MiB, where the system tells.
fn peak_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

fn measure(path: &Path) {
    let bytes = fs::metadata(path).expect("a file").len() as f64;
    let mut import = Import::open(&[path.to_owned()], None, TimeZone::UTC, 1_800_000_000_000).expect("a known format");
    let format = import.files()[0].1;
    let mut items = 0u64;
    let start = Instant::now();
    let read = import.read(&Owner::new(["Bob"]), &mut |_| {}, &mut |_, _, _| {
        items += 1;
        Ok(())
    });
    read.expect("a whole file");
    let seconds = start.elapsed().as_secs_f64();
    let peak = peak_mb().map_or(String::new(), |mb| format!("{mb:10.1}"));
    println!("{:12}{items:12}{:12.1}{peak}", format.name(), bytes / seconds / 1e6);
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, head: &str, line: &dyn Fn(usize) -> String, tail: &str| {
        generated(folder.path(), name, head, line, tail)
    };
    let clock = |n: usize| format!("{:02}:{:02}", n / 60 % 24, n % 60);
    let day = |n: usize| (n / 1440 % 28 + 1, n / 40320 % 12 + 1, 2001 + n / 483_840);
    let files = [
        file(
            "chat.txt",
            "",
            &|n| {
                let (day, month, year) = day(n);
                format!("{day:02}/{month:02}/{year}, {} - {}: {}\n", clock(n), who(n), words(n))
            },
            "",
        ),
        file(
            "#chan.log",
            "",
            &|n| {
                let (day, month, year) = day(n);
                format!("[{year}-{month:02}-{day:02} {}:00] <{}> {}\n", clock(n), who(n), words(n))
            },
            "",
        ),
        file(
            "chat.md",
            "",
            &|n| {
                let (day, month, year) = day(n);
                let name = if who(n) == "Bob" { "Me" } else { "Ann" };
                format!("[{year}-{month:02}-{day:02} {}:00] {name}: {}  \n\n", clock(n), words(n))
            },
            "",
        ),
        file(
            "chat.jsonl",
            "",
            &|n| {
                format!(
                    "{{\"me\": {}, \"from\": \"{}\", \"text\": \"{}\", \"time\": {}}}\n",
                    n % 2 == 1,
                    who(n),
                    words(n),
                    1_600_000_000 + n
                )
            },
            "",
        ),
        file(
            "result.json",
            "{\"name\": \"Ann\", \"type\": \"personal_chat\", \"id\": 1, \"messages\": [\n",
            &|n| {
                format!(
                    "  {{\n   \"id\": {n},\n   \"type\": \"message\",\n   \"date\": \"2023-05-01T10:01:00\",\n   \"date_unixtime\": \"{}\",\n   \"from\": \"{}\",\n   \"from_id\": \"user{}\",\n   \"text\": \"{}\",\n   \"text_entities\": []\n  }},\n",
                    1_600_000_000 + n,
                    who(n),
                    n % 2,
                    words(n)
                )
            },
            "{\"type\": \"service\"}]}",
        ),
        file(
            "sms.xml",
            "<?xml version='1.0' encoding='UTF-8'?>\n<smses count=\"1\">\n",
            &|n| {
                format!(
                    "  <sms protocol=\"0\" address=\"+15550100\" date=\"{}\" type=\"{}\" subject=\"null\" body=\"{}\" read=\"1\" contact_name=\"Ann\" />\n",
                    1_600_000_000_000 + n,
                    n % 2 + 1,
                    words(n)
                )
            },
            "</smses>\n",
        ),
        file("letters.txt", "", &|n| format!("{}\n", words(n)), ""),
    ];
    println!("{:12}{:>12}{:>12}{:>10}", "", "items", "MB/s", "peak MiB");
    files.iter().for_each(|path| measure(path));
}
