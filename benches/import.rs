//! How fast chat exports are read, in bytes a second on one core, and how much memory that takes: generated files of
//! each text format, read from the disk as `foretype import` does. Then a whole import: a million messages in a WhatsApp
//! chat, by the program itself, into a daemon of its own, until it foresees them.
//!
//!     cargo bench --bench import                       64 MiB of each format, and the million
//!     cargo bench --bench import -- formats --mib 1024
//!     cargo bench --bench import -- formats --only whatsapp --times 5
//!     cargo bench --bench import -- million --messages 100000
//!
//! Peak memory is the largest resident size of the process so far; Linux tells it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use foretype::import::{Import, Options, Owner, TimeZone};

/// Different words; the `n`-th is written about 1 / n as often as the first.
const WORDS: usize = 20_000;
const SYLLABLES: [&str; 24] = [
    "a", "be", "co", "den", "er", "fi", "go", "her", "in", "ju", "ka", "lo", "me", "no", "or", "per", "qui", "ro",
    "st", "to", "un", "ve", "wi", "th",
];

/// A number below `below`, always the same for the same `n`; small ones are frequent, as words are.
fn drawn(n: usize, below: usize) -> usize {
    let mut x = (n as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let share = ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64;
    ((below as f64).powf(share) - 1.0) as usize
}

/// The `n`-th message: a few words, some of them rare, an emoji now and then.
fn words(n: usize) -> String {
    let mut text = String::new();
    for at in 0..3 + n * 7 % 11 {
        if at > 0 {
            text.push(' ');
        }
        let mut word = drawn(n * 16 + at, WORDS) + 1;
        while word > 0 {
            text.push_str(SYLLABLES[word % SYLLABLES.len()]);
            word /= SYLLABLES.len();
        }
    }
    if n.is_multiple_of(9) {
        text.push_str(" 😊");
    }
    text
}

/// Writes a file of a format, of about so many bytes.
fn generated(folder: &Path, format: &Generated, bytes: usize) -> PathBuf {
    let path = folder.join(format.name);
    let mut file = std::io::BufWriter::new(fs::File::create(&path).expect("a file"));
    let mut written = format.head.len();
    file.write_all(format.head.as_bytes()).expect("writing");
    for n in 0.. {
        let message = (format.message)(n);
        written += message.len();
        file.write_all(message.as_bytes()).expect("writing");
        if written > bytes {
            break;
        }
    }
    file.write_all(format.tail.as_bytes()).expect("writing");
    path
}

fn who(n: usize) -> &'static str {
    if n.is_multiple_of(2) { "Ann" } else { "Bob" }
}

/// The largest resident size of a process so far, in MiB, where the system tells.
fn peak_mb(process: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

/// Reads a file so many times; the median counts.
fn measure(path: &Path, times: usize) {
    let bytes = fs::metadata(path).expect("a file").len() as f64;
    let mut rates = Vec::new();
    let (mut name, mut items) = ("", 0u64);
    for _ in 0..times.max(1) {
        let options = Options::new(TimeZone::UTC, 1_800_000_000_000);
        let mut import = Import::open(&[path.to_owned()], &options).expect("a known format");
        (name, items) = (import.files()[0].1.name(), 0);
        let start = Instant::now();
        let read = import.read(&Owner::new(["Bob"]), &mut |_| {}, &mut |_, _, _| {
            items += 1;
            Ok(())
        });
        read.expect("a whole file");
        rates.push(bytes / start.elapsed().as_secs_f64() / 1e6);
    }
    rates.sort_by(f64::total_cmp);
    let peak = peak_mb("self").map_or(String::new(), |mb| format!("{mb:10.1}"));
    println!("{name:12}{items:12}{:12.1}{peak}", rates[rates.len() / 2]);
}

/// The day and the time of the `n`-th minute.
fn day(n: usize) -> (usize, usize, usize) {
    (n / 1440 % 28 + 1, n / 40320 % 12 + 1, 2001 + n / 483_840)
}

fn clock(n: usize) -> String {
    format!("{:02}:{:02}", n / 60 % 24, n % 60)
}

/// A format of which files are generated: the `n`-th message between a head and a tail.
struct Generated {
    format: &'static str,
    name: &'static str,
    head: &'static str,
    message: fn(usize) -> String,
    tail: &'static str,
}

const FORMATS: [Generated; 11] = [
    lines("whatsapp", "chat.txt", whatsapp),
    lines("irc", "#chan.log", irc),
    lines("signal", "chat.md", signal),
    lines("jsonl", "chat.jsonl", jsonl),
    Generated {
        format: "telegram",
        name: "result.json",
        head: "{\"name\": \"Ann\", \"type\": \"personal_chat\", \"id\": 1, \"messages\": [\n",
        message: telegram,
        tail: "{\"type\": \"service\"}]}",
    },
    Generated {
        format: "sms",
        name: "sms.xml",
        head: "<?xml version='1.0' encoding='UTF-8'?>\n<smses count=\"1\">\n",
        message: sms,
        tail: "</smses>\n",
    },
    lines("plain", "letters.txt", plain),
    lines("mbox", "Sent.mbox", mail),
    lines("imessage", "+15550100.txt", imessage),
    Generated {
        format: "discord",
        name: "discord.json",
        head: "{\"guild\": {\"id\": \"0\"}, \"channel\": {\"type\": \"DirectTextChat\", \"name\": \"Ann\"}, \"messages\": [\n",
        message: discord,
        tail: "{\"type\": \"Call\"}]}",
    },
    Generated {
        format: "messenger",
        name: "message_1.json",
        head: "{\"participants\": [{\"name\": \"Ann\"}, {\"name\": \"Bob\"}], \"messages\": [\n",
        message: messenger,
        tail: "{\"sender_name\": \"Ann\"}]}",
    },
];

const fn lines(format: &'static str, name: &'static str, message: fn(usize) -> String) -> Generated {
    Generated { format, name, head: "", message, tail: "" }
}

fn whatsapp(n: usize) -> String {
    let (day, month, year) = day(n);
    format!("{day:02}/{month:02}/{year}, {} - {}: {}\n", clock(n), who(n), words(n))
}

fn irc(n: usize) -> String {
    let (day, month, year) = day(n);
    format!("[{year}-{month:02}-{day:02} {}:00] <{}> {}\n", clock(n), who(n), words(n))
}

fn signal(n: usize) -> String {
    let (day, month, year) = day(n);
    format!("[{year}-{month:02}-{day:02} {}:00] {}: {}  \n\n", clock(n), me_or_ann(n), words(n))
}

fn me_or_ann(n: usize) -> &'static str {
    if who(n) == "Bob" { "Me" } else { "Ann" }
}

fn jsonl(n: usize) -> String {
    format!(
        "{{\"me\": {}, \"from\": \"{}\", \"text\": \"{}\", \"time\": {}}}\n",
        n % 2 == 1,
        who(n),
        words(n),
        1_600_000_000 + n
    )
}

fn telegram(n: usize) -> String {
    format!(
        "  {{\n   \"id\": {n},\n   \"type\": \"message\",\n   \"date\": \"2023-05-01T10:01:00\",\n   \"date_unixtime\": \"{}\",\n   \"from\": \"{}\",\n   \"from_id\": \"user{}\",\n   \"text\": \"{}\",\n   \"text_entities\": []\n  }},\n",
        1_600_000_000 + n,
        who(n),
        n % 2,
        words(n)
    )
}

fn sms(n: usize) -> String {
    format!(
        "  <sms protocol=\"0\" address=\"+15550100\" date=\"{}\" type=\"{}\" subject=\"null\" body=\"{}\" read=\"1\" contact_name=\"Ann\" />\n",
        1_600_000_000_000 + n,
        n % 2 + 1,
        words(n)
    )
}

fn plain(n: usize) -> String {
    format!("{}\n", words(n))
}

fn mail(n: usize) -> String {
    format!(
        "From bob Tue Nov 14 22:13:20 2023\nFrom: Bob <bob@example.org>\nTo: ann@example.org\nSubject: Re: the {n}th\n\
         Date: Tue, 14 Nov 2023 22:13:20 +0000\nMessage-ID: <{n}@example.org>\n\n{}\n{}\n\n\
         On Tue, 14 Nov 2023 at 20:00, Ann <ann@example.org> wrote:\n> {}\n> {}\n-- \nBob\n\n",
        words(n),
        words(n + 1),
        words(n + 2),
        words(n + 3)
    )
}

fn imessage(n: usize) -> String {
    format!("May {}, 2022  5:{:02}:42 PM\n{}\n{}\n\n", n / 60 % 28 + 1, n % 60, me_or_ann(n), words(n))
}

fn discord(n: usize) -> String {
    format!(
        "  {{\"id\": \"{n}\", \"type\": \"Default\", \"timestamp\": \"2023-05-01T18:30:45.123+00:00\", \"content\": \"{}\", \
         \"author\": {{\"id\": \"{}\", \"name\": \"{}\", \"isBot\": false}}, \"attachments\": [], \"embeds\": []}},\n",
        words(n),
        n % 2,
        who(n)
    )
}

fn messenger(n: usize) -> String {
    format!(
        "  {{\"sender_name\": \"{}\", \"timestamp_ms\": {}, \"content\": \"{}\", \"is_geoblocked_for_viewer\": false}},\n",
        who(n),
        1_600_000_000_000 + n,
        words(n).replace('😊', "\\u00f0\\u009f\\u0098\\u008a")
    )
}

/// Reads a file of each format, one after the other, or of one.
fn formats(bytes: usize, only: Option<&str>, times: usize) {
    println!("{:12}{:>12}{:>12}{:>10}", "", "items", "MB/s", "peak MiB");
    let folder = tempfile::tempdir().expect("a folder");
    for format in FORMATS.iter().filter(|format| only.is_none_or(|only| only == format.format)) {
        let path = generated(folder.path(), format, bytes);
        measure(&path, times);
        fs::remove_file(path).expect("a file");
    }
}

/// Imports a chat of so many messages, as a person would, into a daemon that has just been started.
fn million(messages: usize) {
    let home = tempfile::Builder::new().prefix("ft").tempdir().expect("a folder");
    fs::create_dir(home.path().join("run")).expect("a folder");
    let chat = home.path().join("WhatsApp Chat with Ann.txt");
    let mut file = std::io::BufWriter::new(fs::File::create(&chat).expect("a file"));
    (0..messages).for_each(|n| file.write_all(whatsapp(n).as_bytes()).expect("writing"));
    drop(file);
    let command = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretype"));
        command.args(arguments).env_clear().env("HOME", home.path()).env("TZ", "UTC").stdin(Stdio::null());
        command.env("XDG_RUNTIME_DIR", home.path().join("run")).current_dir(home.path());
        command
    };
    let printed = |arguments: &[&str]| -> serde_json::Value {
        let output = command(arguments).output().expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let pid = printed(&["suggest", "--json", "I"]).get("words").and(printed(&["status", "--json"]).get("pid").cloned());
    let pid = pid.and_then(|pid| pid.as_u64()).expect("a process").to_string();
    let daemon_before = peak_mb(&pid);
    let chat = chat.to_str().expect("text");
    let start = Instant::now();
    let mut import = command(&["import", "--yes", "--json", "--me", "Bob", chat]);
    let mut import = import.stdout(Stdio::piped()).spawn().expect("the program runs");
    let id = import.id().to_string();
    let mut peak = None;
    while import.try_wait().expect("a process").is_none() {
        peak = peak_mb(&id).or(peak);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let seconds = start.elapsed().as_secs_f64();
    let output = import.wait_with_output().expect("the program ends");
    let done: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let words = printed(&["suggest", "--json", "I"]);
    let foreseen = start.elapsed().as_secs_f64();
    assert!(words["words"].as_array().is_some_and(|words| !words.is_empty()), "{words}");
    let mb = |mb: Option<f64>| mb.map_or("?".into(), |mb| format!("{mb:.0}"));
    println!(
        "{messages} messages: {} kept, {} known; imported in {seconds:.1} s, the first suggestion after {foreseen:.1} s",
        done["kept"], done["known"]
    );
    println!("peak MiB: {} importing, {} the daemon ({} before)", mb(peak), mb(peak_mb(&pid)), mb(daemon_before));
    command(&["daemon", "stop"]).status().expect("the program runs");
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|word| word == name);
        at.and_then(|at| arguments.get(at + 1))
    };
    let number = |name: &str, default| value(name).and_then(|value| value.parse().ok()).unwrap_or(default);
    let wanted = |part: &str| {
        let parts = ["formats", "million"];
        arguments.iter().any(|word| word == part) || !arguments.iter().any(|word| parts.contains(&word.as_str()))
    };
    if wanted("formats") {
        formats(number("--mib", 64) << 20, value("--only").map(String::as_str), number("--times", 1));
    }
    if wanted("million") {
        million(number("--messages", 1_000_000));
    }
}
