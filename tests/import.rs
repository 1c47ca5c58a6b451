//! Every format, from files as the programs write them to messages: recognised by content, read through the library.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use foretype::import::{Format, Guess, Import, ImportError, Item, Owner, Survey, TimeZone};

/// The fourteenth of November 2023 and a month.
const NOW: i64 = 1_702_600_000_000;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)
}

struct Found {
    format: Format,
    /// `[conversation] author: text`, with `*` before the author where the owner wrote it.
    messages: Vec<String>,
    times: Vec<Option<i64>>,
    skipped: BTreeMap<&'static str, u64>,
    guess: Guess,
}

fn open(path: &Path, format: Option<Format>) -> Result<Import, ImportError> {
    Import::open(&[path.to_owned()], format, TimeZone::UTC, NOW)
}

fn read(path: &Path, format: Option<Format>, me: &[&str]) -> Result<Found, ImportError> {
    let mut import = open(path, format)?;
    let format = import.files()[0].1;
    let (mut messages, mut times, mut survey) = (Vec::new(), Vec::new(), Survey::default());
    import.read(&Owner::new(me), &mut |_| {}, &mut |format, item, conversation| {
        survey.add(format, &item, conversation);
        if let Item::Message(message) = item {
            let star = if message.me == Some(true) { "*" } else { "" };
            let (author, conversation) = (message.author.unwrap_or_default(), message.conversation.unwrap_or_default());
            messages.push(format!("[{conversation}] {star}{author}: {}", message.text));
            times.push(message.time);
        }
        Ok(())
    })?;
    let counts = survey.formats.remove(&format).unwrap_or_default();
    let skipped = counts.skipped.iter().map(|(skip, count)| (skip.name(), *count)).collect();
    Ok(Found { format, messages, times, skipped, guess: counts.guess() })
}

fn check(name: &str, me: &[&str], format: Format, messages: &[&str], skipped: &[(&str, u64)]) -> Found {
    let found = read(&fixture(name), None, me).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(found.format, format, "{name}");
    assert_eq!(found.messages, messages, "{name}");
    assert_eq!(found.skipped, skipped.iter().copied().collect(), "{name}");
    found
}

fn likely(name: &str) -> Guess {
    Guess::Likely(name.into())
}

#[test]
fn whatsapp() {
    let found = check(
        "WhatsApp Chat with Ann Lee.txt",
        &[],
        Format::WhatsApp,
        &[
            "[Ann Lee] Ann Lee: happy new year!! 🎉",
            "[Ann Lee] Bob: you too:\nall the best",
            "[Ann Lee] Bob: look at that",
            "[Ann Lee] Bob: let's meet at 5",
            "[Ann Lee] Ann Lee: ok",
        ],
        &[("system", 2), ("media", 2), ("deleted", 1)],
    );
    assert_eq!(found.guess, likely("Bob"));
    // 2022-12-31 23:59, 2023-01-01 00:03, and so on.
    let expected = [1_672_531_140, 1_672_531_380, 1_672_531_500, 1_672_650_960, 1_672_768_800];
    assert_eq!(found.times, expected.map(|seconds| Some(seconds * 1000)));
    let found = check(
        "_chat.txt",
        &["ich"],
        Format::WhatsApp,
        &["[import] José: Bist du da?", "[import] *Ich: ja – gleich"],
        &[("system", 2), ("deleted", 1)],
    );
    assert_eq!(found.times[1], Some(1_700_000_100_000));
}

#[test]
fn telegram() {
    let skipped = [("system", 1), ("forwarded", 1), ("media", 1), ("code", 1), ("command", 1)];
    let found = check(
        "telegram_single.json",
        &[],
        Format::Telegram,
        &["[Ann] Ann: are you home?", "[Ann] Bob B: yes, see https://example.org now", "[Ann] Deleted account: boo"],
        &skipped,
    );
    assert_eq!(found.times[1], Some(1_682_935_320_000));
    let found = check(
        "telegram_full.json",
        &[],
        Format::Telegram,
        &["[Ann] Ann: hi", "[Ann] *Robert: hello", "[Deleted account] *Robert: anyone?"],
        &[("bot", 1)],
    );
    assert_eq!(found.guess, Guess::Marked);
    assert_eq!(found.times, [1_682_935_260, 1_682_935_320, 1_682_938_800].map(|seconds| Some(seconds * 1000)));
}

#[test]
fn signal() {
    let found = check(
        "signal/Ann/chat.md",
        &[],
        Format::Signal,
        &["[Ann] Ann: are you there?", "[Ann] *Me: yes I am", "[Ann] *Me: first line\nsecond line"],
        &[("media", 1), ("system", 1), ("deleted", 1)],
    );
    assert_eq!(found.times[1], Some(1_645_695_240_000));
    let messages = ["[Ann] Ann: are you there?", "[Ann] *Me: yes I am"];
    check("signal/Ann/data.json", &[], Format::Signal, &messages, &[("media", 1)]);
    let messages = ["[signal_text] Ann: are you there?", "[signal_text] *Bob: on my\nway"];
    let found = check("signal_text.txt", &["bob"], Format::Signal, &messages, &[]);
    assert_eq!(found.times[1], Some(1_682_965_860_000));
}

#[test]
fn discord() {
    let found = check(
        "discord",
        &[],
        Format::Discord,
        &[
            "[Direct Message with ann#0] *: so, \"Thursday\"?\nsecond line",
            "[Direct Message with ann#0] *: hey :wave:",
            "[general in A Server] *: good morning",
        ],
        &[("media", 2), ("command", 1)],
    );
    assert_eq!(found.times[1], Some(1_682_965_845_000));
    let found = check(
        "discord_export.json",
        &[],
        Format::Discord,
        &["[Annie] ann: hello there", "[Annie] bob: general @Annie"],
        &[("system", 1), ("bot", 1), ("media", 1)],
    );
    assert_eq!((found.guess, found.times[0]), (likely("bob"), Some(1_682_965_845_123)));
    let found = check(
        "discord_export.txt",
        &["bob"],
        Format::Discord,
        &["[Text / general] ann: hello\neveryone", "[Text / general] *bob: hi ann"],
        &[("media", 1)],
    );
    assert_eq!(found.times[0], Some(1_682_973_000_000));
    let messages = ["[discord_export] ann: hello, you", "[discord_export] *bob: hi"];
    check("discord_export.csv", &["Bob"], Format::Discord, &messages, &[]);
}

#[test]
fn slack() {
    let found = check(
        "slack",
        &["bobby"],
        Format::Slack,
        &[
            "[D01] *bobby: lunch?",
            "[general] Ann Lee: hello @bobby, see this & #general",
            "[general thread 1682965845.000100] *bobby: looks good",
        ],
        &[("system", 1), ("code", 1), ("bot", 1), ("media", 1)],
    );
    assert_eq!(found.times[1], Some(1_682_965_845_000));
}

#[test]
fn messenger() {
    let found = check(
        "facebook",
        &[],
        Format::Messenger,
        &["[Ann Lée, Bob] Ann Lée: hey", "[Ann Lée, Bob] Bob: café at 5? 😊"],
        &[("reaction", 1), ("media", 2)],
    );
    assert_eq!((found.guess, found.times[0]), (likely("Bob"), Some(1_577_186_580_000)));
}

#[test]
fn sms() {
    let found = check(
        "sms.xml",
        &[],
        Format::Sms,
        &["[Ann & Co] Ann & Co: coming?", "[Ann & Co] *: yes & \"snacks\" 😊\nsoon", "[+15550101] *: nice view"],
        &[("system", 1)],
    );
    assert_eq!((found.guess, found.times[0]), (Guess::Marked, Some(1_700_000_000_000)));
}

#[test]
fn imessage() {
    let found = check(
        "+15550100.txt",
        &[],
        Format::IMessage,
        &[
            "[+15550100] +15550100: Hello, how are you?",
            "[+15550100] *Me: Fine!\nAnd you?",
            "[+15550100] +15550100: let's go",
            "[+15550100] *Me: an answer in a thread",
        ],
        &[("system", 1), ("media", 1)],
    );
    assert_eq!(found.times[0], Some(1_652_808_582_000));
}

#[test]
fn irc() {
    let found = check(
        "#chat.log",
        &["bob"],
        Format::Irc,
        &[
            "[#chat] ann: hi bob",
            "[#chat] *bob: hello ann",
            "[#chat] *bob_away: ann: back in a minute",
            "[#chat] bob: I am another bob",
        ],
        &[("system", 2), ("command", 1)],
    );
    // 2013-12-24 23:56 and 2013-12-25 00:01.
    assert_eq!((found.times[0], found.times[2]), (Some(1_387_929_360_000), Some(1_387_929_660_000)));
    let messages = ["[irc.net.#c] ann: hi", "[irc.net.#c] *bob: good night all"];
    check("irc.net.#c.weechatlog", &["bob"], Format::Irc, &messages, &[("system", 1)]);
    let messages = ["[#rust] ann: hi", "[#rust] *bob: evening"];
    let found = check("znc", &["bob"], Format::Irc, &messages, &[("system", 2)]);
    assert_eq!(found.times[0], Some(1_477_699_228_000));
}

#[test]
fn mail() {
    let found = check(
        "Sent.mbox",
        &[],
        Format::Mbox,
        &[
            "[Lunch] bob@example.org: Café at one is fine.\nFrom there we can walk.",
            "[Hello] cy@example.org: Grüße, Bob!",
        ],
        &[("forwarded", 1)],
    );
    assert_eq!((found.guess, found.times[1]), (likely("bob@example.org"), Some(1_700_035_200_000)));
}

#[test]
fn json_lines_and_plain_text() {
    let found = check(
        "chat.jsonl",
        &[],
        Format::JsonLines,
        &["[chat] *: hello", "[chat] ann: hi", "[other] ann: how are you"],
        &[],
    );
    assert_eq!(found.times, [1_682_965_845_000, 1_682_965_846_000, 1_682_965_847_000].map(Some));
    let messages = ["[letters] *: A line of mine.", "[letters] *: Another one"];
    let found = check("letters.txt", &[], Format::Plain, &messages, &[("code", 1)]);
    assert_eq!(found.times, [None, None]);
}

/// A zip archive of files, as the specification has it (APPNOTE.TXT 4.3): packed entries, then the directory.
fn packed(files: &[(String, Vec<u8>)], into: &Path) {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut deflater = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut deflater, bytes).expect("packing");
        let deflated = deflater.finish().expect("packing");
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        let mut common = vec![20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0x56];
        for number in [sum.sum(), deflated.len() as u32, bytes.len() as u32] {
            common.extend(number.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        let offset = archive.len() as u32;
        archive.extend(b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(deflated);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, count) = (archive.len() as u32, (files.len() as u16).to_le_bytes());
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count);
    archive.extend(count);
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    fs::write(into, archive).expect("an archive");
}

/// A zip archive of a folder of fixtures.
fn zipped(folder: &Path, into: &Path) {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let name = entry.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            files.push((name, fs::read(&entry).expect("its bytes")));
        }
    }
    packed(&files, into);
}

#[test]
fn archives_read_as_the_folders_that_they_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["slack", "discord", "facebook"] {
        let archive = folder.path().join(format!("{name}.zip"));
        zipped(&fixture(name), &archive);
        let (packed, unpacked) = (read(&archive, None, &["bob"]), read(&fixture(name), None, &["bob"]));
        let (packed, unpacked) = (packed.expect("an archive"), unpacked.expect("a folder"));
        assert_eq!((packed.messages, packed.times), (unpacked.messages, unpacked.times), "{name}");
    }
    let chat = folder.path().join("chat");
    fs::create_dir(&chat).expect("a folder");
    fs::copy(fixture("_chat.txt"), chat.join("_chat.txt")).expect("a copy");
    let archive = folder.path().join("WhatsApp Chat - José.zip");
    zipped(&chat, &archive);
    let found = read(&archive, None, &[]).expect("an archive");
    assert_eq!(found.messages[1], "[José] Ich: ja – gleich");
    assert_eq!(found.guess, likely("Ich"));
}

fn written(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    path
}

#[test]
fn a_broken_file_is_an_error_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |name: &str, bytes: &[u8], format: Option<Format>, expected: &str| {
        let path = written(&folder, name, bytes);
        let error = read(&path, format, &[]).err().unwrap_or_else(|| panic!("{name} is broken")).to_string();
        assert_eq!(error, format!("{}{expected}", path.display()), "{name}");
        assert!(!error.contains("secret"), "{error}");
    };
    let telegram = fs::read(fixture("telegram_single.json")).expect("a fixture");
    check("cut.json", &telegram[..telegram.len() - 60], None, ", line 13, column 87: the file ends too early");
    let lines = b"{\"text\": \"a\"}\n{\"text\": 5, \"secret\": 1}\n";
    check("bad.jsonl", lines, None, ", line 2: not a JSON object with a `text` on one line");
    check("time.jsonl", b"{\"text\": \"secret\", \"time\": \"noon\"}\n", None, ", line 1: `time` is no time");
    let xml = b"<smses><sms address=\"1\" date=\"1\" type=\"2\" body=\"secret\" />\n<sms";
    check("cut.xml", xml, None, ", byte 59: not XML");
    let open = b"<smses><sms address=\"1\" date=\"1\" type=\"2\" body=\"secret\" />";
    check("open.xml", open, None, ", byte 58: the file ends too early");
    let words = ", line 1: no line begins with a date and time as WhatsApp writes them";
    check("none.txt", b"secret\n", Some(Format::WhatsApp), words);
    let zero = b"1/1/23, 12:03 AM - A: b\nsec\0ret\n";
    check("zero.txt", zero, Some(Format::WhatsApp), ", line 2: not text (a zero byte)");
}

#[test]
fn what_is_no_chat_is_said_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let Err(error) = open(&written(&folder, name, bytes), None) else { panic!("{name} is no chat") };
        let error = error.to_string();
        assert!(error.ends_with(expected), "{name}: {error}");
    };
    check("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0", "is no chat export or log of a kind that is known");
    check("empty.txt", b"", "is no chat export or log of a kind that is known");
    check("messages.html", b"<!DOCTYPE html>\n<html><body>hi</body></html>", "is a web page, which cannot be read");
    check("other.json", b"{\"a\": 1}", "is no chat export or log of a kind that is known");
    let archive = folder.path().join("not.zip");
    fs::write(&archive, b"PK\x03\x04 and then nothing").expect("a file");
    assert!(matches!(open(&archive, None), Err(ImportError::Read { .. })));
    let empty = tempfile::tempdir().expect("a folder");
    assert!(matches!(open(empty.path(), None), Err(ImportError::Nothing { .. })));
    assert!(matches!(open(&empty.path().join("none"), None), Err(ImportError::Read { .. })));
}

#[test]
fn an_archive_made_to_harm_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bomb.zip");
    let line = format!("1/1/23, 12:03 AM - A: {}\n", "a".repeat(60_000));
    packed(&[("chat.txt".to_owned(), line.repeat(1000).into_bytes())], &path);
    let error = read(&path, None, &[]).err().expect("a bomb").to_string();
    assert!(error.contains("unpacks to more than any chat"), "{error}");
}

#[test]
fn the_format_can_be_said() {
    let found = read(&fixture("#chat.log"), Some(Format::Plain), &[]).expect("text");
    assert_eq!((found.format, found.messages.len()), (Format::Plain, 11));
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    assert!("fax".parse::<Format>().is_err());
}
