//! Every format, from files as the programs write them to messages: recognised by content, read through the library.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use foretype::import::{Format, Guess, Import, ImportError, Item, Options, Owner, Survey, TimeZone};

use crate::support::skip_without;

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

fn usual() -> Options {
    Options::new(TimeZone::UTC, NOW)
}

fn open(path: &Path, options: &Options) -> Result<Import, ImportError> {
    Import::open(&[path.to_owned()], options)
}

fn read(path: &Path, format: Option<Format>, me: &[&str]) -> Result<Found, ImportError> {
    read_with(path, &Options { format, me: !me.is_empty(), ..usual() }, me)
}

fn read_with(path: &Path, options: &Options, me: &[&str]) -> Result<Found, ImportError> {
    let mut import = open(path, options)?;
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

/// What a list of words holds: the words as `word count`, lines of several words, and what is left out.
struct Listed {
    words: Vec<String>,
    lines: Vec<String>,
    skipped: BTreeMap<&'static str, u64>,
}

fn words(path: &Path) -> Result<Listed, ImportError> {
    let mut import = open(path, &usual())?;
    assert_eq!(import.files()[0].1, Format::Words, "{}", path.display());
    let (mut words, mut messages, mut skipped) = (BTreeMap::<String, u32>::new(), Vec::new(), BTreeMap::new());
    import.read(&Owner::default(), &mut |_| {}, &mut |_, item, _| {
        match item {
            Item::Word(word) => *words.entry(word.text).or_default() += word.count,
            Item::Message(message) => {
                assert_eq!(message.me, Some(true));
                messages.push(message.text);
            }
            Item::Skipped(skip) => *skipped.entry(skip.name()).or_default() += 1,
            _ => {}
        }
        Ok(())
    })?;
    let words = words.iter().map(|(word, count)| format!("{word} {count}")).collect();
    Ok(Listed { words, lines: messages, skipped })
}

#[test]
fn words_without_sentences() {
    let check = |name: &str, expected: &[&str], lines: &[&str], skipped: &[(&str, u64)]| {
        let found = words(&fixture("words").join(name)).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.words, expected, "{name}");
        assert_eq!(found.lines, lines, "{name}");
        assert_eq!(found.skipped, skipped.iter().copied().collect(), "{name}");
    };
    check("swiftkey.json", &["Kettlewick 3", "don't 1", "Øresundstog 1"], &[], &[("no-word", 8)]);
    check("dictionary.txt", &["Kettlewick 1"], &["on my way to Kettlewick"], &[("unreadable", 1)]);
    check("dictionary2.txt", &["Мариинский 1"], &[], &[]);
    check("heliboard.combined", &["Kettlewick 1", "Tolchester 1"], &[], &[("no-word", 1)]);
    check("userwords.xml", &["Kettlewick 1", "Straßenlaternchen 1", "rock'n'roll 1"], &[], &[]);
    check("standard.dic", &["Kettlewick 1", "Kettlewickstation 1", "Tolchester 1"], &[], &[]);
    check("negative.dic", &[], &[], &[("no-word", 1)]);
    check("hunspell_en_GB", &["Brackwater 1", "Kettlewick 1", "walk 1"], &[], &[("no-word", 1)]);
    check("aspell.en.pws", &["Brackwater 1", "Kettlewick 1"], &[], &[]);
    check("Custom Dictionary.txt", &["Kettlewick 1"], &[], &[]);
}

#[test]
fn words_in_databases() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, sql: &str, expected: &[&str]| {
        let found = words(&database(&folder, name, sql)).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.words, expected, "{name}");
    };
    let booster = "CREATE TABLE phrases (id INTEGER PRIMARY KEY, input_phrase TEXT, phrase TEXT, p_phrase TEXT,
                       pp_phrase TEXT, user_freq INTEGER, timestamp REAL);
                   INSERT INTO phrases (phrase, p_phrase, user_freq) VALUES ('Kettlewick', 'at', 2),
                       ('Kettlewick', 'in', 3), ('boat', '', 1), ('☂', '', 9);";
    check("user.db", booster, &["Kettlewick 5", "boat 1"]);
    let presage = "CREATE TABLE _1_gram (word TEXT, count INTEGER, UNIQUE(word));
                   CREATE TABLE _2_gram (word_1 TEXT, word TEXT, count INTEGER);
                   INSERT INTO _1_gram VALUES ('Kettlewick', 7), (',', 80); INSERT INTO _2_gram VALUES ('at', 'x', 9);";
    check("lm.db", presage, &["Kettlewick 7"]);
}

#[test]
fn dictionaries_of_languages_are_nobodys_words() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("main.combined", "dictionary=main:en_us,locale=en_US,version=54\n word=the,f=222,flags=\n"),
        ("en_US.dic", "49568\naardvark/S\nabacus/S\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        assert!(matches!(words(&folder.path().join(name)), Err(ImportError::Broken { .. })), "{name}");
    }
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
        &[("system", 1), ("media", 1), ("deleted", 1)],
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
        let strict = Options { format, strict: true, ..usual() };
        let error = read_with(&path, &strict, &[]).err().unwrap_or_else(|| panic!("{name} is broken")).to_string();
        assert_eq!(error, format!("{}{expected}", path.display()), "{name}");
        assert!(!error.contains("secret"), "{error}");
    };
    let telegram = fs::read(fixture("telegram_single.json")).expect("a fixture");
    check("cut.json", &telegram[..telegram.len() - 60], None, ", line 13, column 88: the file ends too early");
    let lines = b"{\"text\": \"a\"}\n{\"text\": [5], \"secret\": 1}\n";
    check("bad.jsonl", lines, None, ", line 2: not a JSON object with a `text` on one line");
    check("time.jsonl", b"{\"text\": \"secret\", \"time\": \"noon\"}\n", None, ", line 1: `time` is no time");
    let xml = b"<smses><sms address=\"1\" date=\"1\" type=\"2\" body=\"secret\" />\n<sms";
    check("cut.xml", xml, None, ", byte 59: not XML");
    let open = b"<smses><sms address=\"1\" date=\"1\" type=\"2\" body=\"secret\" />";
    check("open.xml", open, None, ", byte 58: the file ends too early");
    let words = ", line 1: no line begins with a date and time as chats have them";
    check("none.txt", b"secret\n", Some(Format::WhatsApp), words);
}

#[test]
fn what_is_no_chat_is_said_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let Err(error) = open(&written(&folder, name, bytes), &usual()) else { panic!("{name} is no chat") };
        let error = error.to_string();
        assert!(error.ends_with(expected), "{name}: {error}");
    };
    check("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0", "is no chat export or log of a kind that is known");
    check("empty.txt", b"", "is no chat export or log of a kind that is known");
    check("messages.html", b"<!DOCTYPE html>\n<html><body>hi</body></html>", "is a web page, which cannot be read");
    check("other.json", b"{\"a\": 1}", "is no chat export or log of a kind that is known");
    let archive = folder.path().join("not.zip");
    fs::write(&archive, b"PK\x03\x04 and then nothing").expect("a file");
    assert!(matches!(open(&archive, &usual()), Err(ImportError::Read { .. })));
    let empty = tempfile::tempdir().expect("a folder");
    assert!(matches!(open(empty.path(), &usual()), Err(ImportError::Nothing { .. })));
    assert!(matches!(open(&empty.path().join("none"), &usual()), Err(ImportError::Read { .. })));
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

/// Own messages of a fixture, as the library reads them.
fn check_own(name: &str, me: &[&str], format: Format, expected: &[&str]) -> Found {
    let path = if name.starts_with("odd/") { name.to_owned() } else { format!("new/{name}") };
    let found = read(&fixture(&path), None, me).unwrap_or_else(|error| panic!("{error}"));
    // A name may have a colon in it.
    let own = |line: &'_ String| {
        let (_, said) = line.split_once("] *")?;
        let named = me.iter().find_map(|me| said.strip_prefix(me)?.strip_prefix(": "));
        named.or_else(|| said.split_once(": ").map(|(_, text)| text)).map(str::to_owned)
    };
    let own: Vec<String> = found.messages.iter().filter_map(own).collect();
    assert_eq!(found.format, format, "{name}");
    assert_eq!(own, expected, "{name}");
    found
}

#[test]
fn chats_whose_stamps_are_learned() {
    let check = |name: &str, me: &str, format: Format, expected: &[&str], first: &str| {
        let found = check_own(name, &[me], format, expected);
        let first_time =
            found.times[0].map(|time| jiff::Timestamp::from_millisecond(time).expect("a time").to_string());
        assert_eq!(first_time.as_deref(), Some(first), "{name}");
    };
    check("old_iphone.txt", "Bob", Format::WhatsApp, &["the bus is full"], "2015-04-02T07:59:59Z");
    check("viewer.txt", "ME", Format::Chat, &["is the lamp on"], "2016-05-02T16:00:27Z");
    check("element.txt", "Bob", Format::Chat, &["words in a room"], "2023-11-14T22:13:20Z");
    check("gujarati.txt", "Bob", Format::WhatsApp, &["tea is ready"], "2023-11-12T18:12:00Z");
    check("no_space.txt", "Bob", Format::WhatsApp, &["你好吗"], "2023-07-09T02:28:09Z");
    check(
        "within.txt",
        "Bob",
        Format::WhatsApp,
        &["two lines\n[19.01.22, 09:00:00] Ann: quoted", "mine"],
        "2022-01-20T10:00:00Z",
    );
    let text = "these days:\n15.11.23 - early\n16.11.23, 18:00 - at six: better";
    check("dates_within.txt", "Bob", Format::WhatsApp, &[text], "2023-11-14T10:00:00Z");
    check("utf16.txt", "Bob", Format::WhatsApp, &["grüne Äpfel"], "2023-11-14T10:00:00Z");
    check("cyrillic.log", "bob", Format::Irc, &["доброе утро, чайник кипит"], "2023-11-14T00:27:00Z");
    check("eggdrop.log", "bob", Format::Irc, &["words"], "2023-11-14T22:13:00Z");
    check("znc_own.log", "bob", Format::Irc, &["words"], "2023-11-14T22:13:21Z");
    check("hosts.log", "bob", Format::Irc, &["words"], "2023-11-14T22:13:18Z");
    check("weechat_own.weechatlog", "bob", Format::Irc, &["words"], "2023-11-14T22:13:21Z");
    check("discord_semicolons.csv", "bob", Format::Discord, &["late"], "2023-11-06T00:37:00Z");
    check("discord_local.csv", "bob", Format::Discord, &["late"], "2023-11-06T00:37:00Z");
    check("line.txt", "Bob", Format::Line, &["two\nlines"], "2023-11-14T22:13:00Z");
    check("kakao.txt", "Bob", Format::KakaoTalk, &["내 말"], "2023-11-14T22:13:00Z");
    check("kakao_pc.txt", "Bob", Format::KakaoTalk, &["내 말"], "2023-11-14T22:13:00Z");
    check("viber.csv", "Me", Format::Viber, &["mine, all mine"], "2023-11-14T22:13:20Z");
}

#[test]
fn odd_exports() {
    let check = |name: &str, me: &str, format: Format, expected: &[&str], skipped: &[(&str, u64)]| {
        let found = check_own(&format!("odd/{name}"), &[me], format, expected);
        assert_eq!(found.skipped, skipped.iter().copied().collect(), "{name}");
    };
    let tea = ["tea is ready"];
    check("colon_names.txt", "Dr: Bob", Format::WhatsApp, &["tea is ready", "at six: by the gate"], &[]);
    check("weekday.txt", "Bob", Format::Chat, &tea, &[]);
    let own = ["tea is ready", "Missed voice call from mum again, she is fine", "the image was omitted"];
    check("omitted_words.txt", "Bob", Format::WhatsApp, &own, &[("media", 9), ("system", 2)]);
    check("encoded_twice.txt", "Bob", Format::WhatsApp, &["grüne Äpfel für dich"], &[]);
    check("reactions.json", "Bob Lee", Format::Messenger, &tea, &[("reaction", 3), ("system", 2)]);
    check("tapbacks.txt", "Me", Format::IMessage, &tea, &[("reaction", 3)]);
    check("attributions.mbox", "bob@example.org", Format::Mbox, &["Да.", "好。", "Yes.", "Ready."], &[]);
    check("pieces.json", "Bob", Format::Telegram, &tea, &[("forwarded", 1)]);
    check("open_quote.csv", "bob", Format::Discord, &["tea is ready", "at six"], &[("unreadable", 1)]);
    check("zero_bytes.txt", "Bob", Format::WhatsApp, &["tea is  ready"], &[]);
    check("line_computer.txt", "Bob", Format::Line, &tea, &[("media", 1), ("system", 3)]);
    check("kakao_days.txt", "Bob", Format::KakaoTalk, &["tea is\nready"], &[("system", 3)]);
    check("kakao_between.txt", "Bob", Format::KakaoTalk, &tea, &[("deleted", 1), ("system", 2)]);
    let found = check_own("odd/persian.txt", &["Bob"], Format::WhatsApp, &["چای آماده است"]);
    assert_eq!(found.times[0], Some(1_699_999_980_000));
    check("copied.txt", "Bob", Format::WhatsApp, &tea, &[("quoted", 1)]);
    check("placeholder.json", "Bob Lee", Format::Messenger, &tea, &[("system", 1)]);
    check("auto_reply.html", "bob@example.org", Format::Pidgin, &tea, &[("bot", 1)]);
    check("auto_reply.chatlog", "bob@example.org", Format::Pidgin, &tea, &[("bot", 1)]);
    check("webhook.jsonl", "bob", Format::TeamChat, &tea, &[("bot", 2)]);
    check("teams.json", "Bob", Format::Skype, &tea, &[("system", 1)]);
    check("sessions.log", "bob", Format::Irc, &tea, &[("system", 2)]);
    check("instagram", "Bob", Format::WebPage, &tea, &[("system", 1)]);
    check("via_bot.html", "Bob", Format::WebPage, &tea, &[("bot", 1)]);
    check("Ann - Text - 2023-11-14T22_13_20Z.html", "Me", Format::WebPage, &tea, &[("media", 1)]);
}

#[test]
fn text_that_may_be_several_peoples_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |text: &str, refused: bool| {
        let found = open(&written(&folder, "some.txt", text.as_bytes()), &usual());
        assert_eq!(found.is_err(), refused, "{text}");
    };
    check("Bob, [14.11.2023 22:13]\ntea is ready\n\nAnn, [14.11.2023 22:14]\ngood\n", true);
    check("Bob  10:13 PM\ntea is ready\nAnn  10:14 PM\ngood\n", true);
    check("1\n00:00:01,000 --> 00:00:04,000\ntea\n\n2\n00:00:05,000 --> 00:00:06,000\ngood\n", true);
    check("Nov 14 22:13:20 Bob: tea is ready\nNov 14 22:14:20 Ann: good\n", true);
    check("Bob – tea is ready\nAnn – good\nBob – at six\nAnn – fine\n", true);
    check("Bob: tea is ready\nAnn: good\nKit: and me\n", true);
    check("%PDF-1.4\n1 0 obj\nendobj\n", true);
    check("BEGIN:VCARD\nFN:Ann Lee\nEND:VCARD\n", true);
    check("Note: the boat is old.\nWe went out at 10:30 and came home late.\nThen it rained, rained, rained.\n", false);
}

#[test]
fn what_programs_write_under_a_name() {
    let found = check_own("program_words.txt", &["Bob"], Format::WhatsApp, &["Bob here, who has the map", "schau mal"]);
    assert_eq!((found.skipped["system"], found.skipped["media"]), (3, 2));
    let own = ["real words", "You added salt to the soup, didn't you"];
    let found = check_own("meta", &["Bob Lee"], Format::Messenger, &own);
    assert_eq!(found.skipped["system"], 8);
    let own = ["Hello world", "https://example.org/lamps"];
    let found = check_own("imessage_odd.txt", &[], Format::IMessage, &own);
    assert_eq!((found.skipped["deleted"], found.skipped["system"]), (2, 1));
    let own = ["Hello Ann,\nFrom what I see it is dry.\nBob", "Only mine", "Tak, jasne."];
    check_own("bare.mbox", &["bob@example.org"], Format::Mbox, &own);
    check_own("maildir", &["bob@example.org"], Format::Mbox, &["From a Maildir."]);
}

#[test]
fn what_several_conversations_begin_with_is_a_programs() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["Ann", "Cy", "Di"] {
        let notice = format!("1/2/23, 10:00 - {name}: Ez a program hosszú mondata minden beszélgetés elején.\n");
        let rest = format!("1/2/23, 10:01 - Bob: hello {name}, how are you this fine day\n");
        written(&folder, &format!("{name}.txt"), (notice + &rest).as_bytes());
    }
    let mut import = open(folder.path(), &usual()).expect("a folder");
    let mut read = || {
        let mut texts = Vec::new();
        let whole = import.read(&Owner::default(), &mut |_| {}, &mut |_, item, _| {
            texts.extend(if let Item::Message(message) = item { Some(message.text) } else { None });
            Ok(())
        });
        (whole.expect("chats"), texts)
    };
    assert!(!read().0);
    let (whole, texts) = read();
    assert!(whole && texts.len() == 3 && texts.iter().all(|text| text.starts_with("hello")), "{texts:?}");
}

#[test]
fn what_cannot_be_read_is_left_out_and_counted() {
    let found = check_own(
        "telegram_odd.json",
        &["Bob"],
        Format::Telegram,
        &["before", "Shopping\ntwo lamps", "bell  rings", "5"],
    );
    assert_eq!(found.skipped["unreadable"], 1);
    let found = check_own("odd.jsonl", &[], Format::JsonLines, &["mine", "7"]);
    assert_eq!((found.skipped["unreadable"], found.skipped["empty"]), (1, 1));
    // One broken file among several: the others are read, it is named, and nothing of it counts.
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(fixture("sms.xml"), folder.path().join("a.xml")).expect("a copy");
    let telegram = fs::read(fixture("telegram_single.json")).expect("a fixture");
    written(&folder, "b.json", &telegram[..telegram.len() - 60]);
    let mut import = open(folder.path(), &usual()).expect("a folder");
    let read = |import: &mut Import| {
        let mut messages = 0;
        let whole = import.read(&Owner::default(), &mut |_| {}, &mut |_, item, _| {
            messages += u64::from(matches!(item, Item::Message(_)));
            Ok(())
        });
        (whole.expect("the rest"), messages)
    };
    assert!(!read(&mut import).0);
    assert_eq!(read(&mut import), (true, 3));
    let broken = import.broken();
    assert!(broken.len() == 1 && broken[0].file.ends_with("b.json"), "{broken:?}");
    assert!(broken[0].why.as_deref().is_some_and(|why| why.contains("ends too early")), "{broken:?}");
    let strict = Options { strict: true, ..usual() };
    let mut import = open(folder.path(), &strict).expect("a folder");
    assert!(import.read(&Owner::default(), &mut |_| {}, &mut |_, _, _| Ok(())).is_err());
}

#[test]
fn text_that_may_be_others_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |text: &str, me: bool, expected: &str| {
        let path = written(&folder, "unknown.txt", text.as_bytes());
        let error = open(&path, &Options { me, ..usual() }).err().unwrap_or_else(|| panic!("doubt: {text}"));
        assert!(matches!(error, ImportError::Doubtful { .. }) && error.to_string().ends_with(expected), "{error}");
        assert!(read(&path, Some(Format::Plain), &[]).is_ok(), "{text}");
    };
    check("22:13 Ann: hello\n22:14 Bob: hi\n", false, "most lines begin with a time");
    check("Ann: hello\nBob: hi\nAnn: how\nBob: fine\n", false, "most lines begin with a name and a colon");
    check("a letter of mine\n", true, "nothing in it says who wrote which line");
    check("Ann;so it is\nBob;is it now\nAnn;yes it is\nBob;fine\n", false, "most lines are columns");
    check("美香：我到了\n若安：好\n美香：走吧\n", false, "most lines begin with a name and a colon");
    check("You said:\nhow is rice cooked\nChatGPT said:\nIn water.\n", false, "names stand above what was said");
    check(
        "so it is, as I said (Ann, 14.03.2024 09:01)\nno, it is not so (Bob, 14.03.2024 09:02)\n",
        false,
        "most lines end with a time",
    );
    check("--> so it is\n<-- is it\n--> yes\n", false, "most lines begin with arrows of two directions");
    let doubtful = |name: &str, text: &str| {
        let error = open(&written(&folder, name, text.as_bytes()), &usual()).err();
        assert!(matches!(error, Some(ImportError::Doubtful { .. })), "{name}: {error:?}");
    };
    doubtful("cols.csv", "id,author,body\n1,Ann,so it is\n2,Bob,\"is it, now\"\n");
    doubtful("talk.md", "**Ann:** so it is\n\n**Bob:** is it\n\n**Ann:** yes\n");
    doubtful("model.md", "## User\n\nhow is rice cooked\n\n## Assistant\n\nIn water.\n");
    doubtful("mail.txt", "From: Ann\nTo: Bob\nDate: Tuesday\nSubject: boat\n\nis it there\n");
    // Nothing speaks against these.
    let own = |name: &str, text: &str, lines: usize| {
        let found = read(&written(&folder, name, text.as_bytes()), None, &[]).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.messages.len(), lines, "{name}: {:?}", found.messages);
    };
    own("prose.txt", "We sailed, it rained, and we slept.\nNobody minded, least of all Ann.\nHome, then tea.\n", 3);
    own("list.txt", "milk;2\nbread;1\neggs;12\nmilk;3\n", 4);
    own("note.md", "# Boats\n\nThree of them.\n\n## Sails\n\nWhite ones.\n", 4);
    own("poem.txt", "Roses are red,\nviolets are blue,\nsugar is sweet,\nand so are you.\n", 4);
}

#[test]
fn dates_of_several_orders_and_of_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |name: &str, text: &str, expected: &[&str], times: &[Option<i64>], unreadable: u64| {
        let path = written(&folder, name, text.as_bytes());
        let found = read(&path, None, &["Bob"]).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.messages, expected, "{name}");
        assert_eq!(found.times, times, "{name}");
        assert_eq!(found.skipped.get("unreadable").copied().unwrap_or_default(), unreadable, "{name}");
        path
    };
    let text = "13/02/2023, 10:00 - Ann: hello there\n02/14/2023, 10:01 - Bob: hi again\nand more\n\
                15/02/2023, 10:02 - Bob: what a day\n";
    let times = [Some(1_676_282_400_000), Some(1_676_368_860_000), Some(1_676_455_320_000)];
    let expected = ["[other] Ann: hello there", "[other] *Bob: hi again\nand more", "[other] *Bob: what a day"];
    check("other.txt", text, &expected, &times, 0);
    let text = "13/02/2023, 10:00 - Bob: hello there\n31/31/2023, 10:01 - Ann: not his\nnor this\n\
                15/02/2023, 10:02 - Bob: what a day\n";
    let expected = ["[none] *Bob: hello there", "[none] *Bob: what a day"];
    let path = check("none.txt", text, &expected, &[times[0], times[2]], 1);
    let error = read_with(&path, &Options { strict: true, me: true, ..usual() }, &["Bob"]).err();
    assert!(error.as_ref().is_some_and(|error| error.to_string().contains("line 2")), "{error:?}");
    // A date within a message, without a name behind it, is a part of it.
    let text = "13/02/2023, 10:00 - Bob: these:\n31/31/2023, 10:01 - and so on\n";
    check("within.txt", text, &["[within] *Bob: these:\n31/31/2023, 10:01 - and so on"], &times[..1], 0);
    let text = "14/15/2023, 10:00 - Ann: hello there\n31/31/2023, 10:01 - Bob: what a day\n";
    let error = read(&written(&folder, "impossible.txt", text.as_bytes()), None, &["Bob"]).err();
    assert!(error.as_ref().is_some_and(|error| error.to_string().contains("none of its dates exists")), "{error:?}");
}

#[test]
fn other_files_of_a_folder_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(fixture("sms.xml"), folder.path().join("a.xml")).expect("a copy");
    written(&folder, "cut.json", b"{\"messages\":[{");
    written(&folder, "settings.json", b"{\"colour\": 3}");
    written(&folder, "poem.txt", b"Roses are red\nviolets are blue\n");
    written(&folder, "talk.txt", b"Ann: so\nBob: no\nAnn: yes\nBob: fine\n");
    let import = open(folder.path(), &usual()).expect("a folder");
    let named = |all: &[foretype::import::Skipped], name: &str, expected: &str| {
        let one = all.iter().find(|one| one.file.ends_with(name)).unwrap_or_else(|| panic!("{name}: {all:?}"));
        assert!(one.why.as_deref().is_some_and(|why| why.contains(expected)), "{one:?}");
    };
    named(import.broken(), "cut.json", "the file ends too early");
    named(import.skipped(), "settings.json", "JSON of no known format");
    named(import.skipped(), "poem.txt", "text of no known format; --format plain");
    named(import.skipped(), "talk.txt", "most lines begin with a name and a colon");
    assert_eq!((import.files().len(), import.broken().len(), import.skipped().len()), (1, 1, 3));
    let strict = open(folder.path(), &Options { strict: true, ..usual() });
    assert!(matches!(strict, Err(ImportError::Broken { .. })), "{strict:?}");
}

#[test]
fn other_sources() {
    check_own("sigtop.txt", &[], Format::Signal, &["first line\nsecond line"]);
    check_own("sigtop.json", &[], Format::Signal, &["mine"]);
    check_own("main.jsonl", &[], Format::Signal, &["exported"]);
    check_own("slack_blocks", &["bob"], Format::Slack, &["only in blocks @ann"]);
    check_own("slackdump.json", &["U1"], Format::Slack, &["dumped", "in the thread"]);
    let found = check_own("google", &[], Format::GoogleChat, &["mine"]);
    assert_eq!(found.times[0], Some(1_700_000_000_000));
    check_own("Hangouts.json", &[], Format::GoogleChat, &["mine\ntoo"]);
    check_own("chatgpt.json", &[], Format::Prompts, &["how long do lentils take"]);
    check_own("claude.json", &[], Format::Prompts, &["and red ones"]);
    check_own("skype.json", &[], Format::Skype, &["mine & bold"]);
    check_own("matrix.json", &["bob"], Format::Matrix, &["mine"]);
    check_own("pidgin.txt", &[], Format::Pidgin, &["mine\nsecond line"]);
    check_own("pidgin.html", &[], Format::Pidgin, &["mine & more"]);
    check_own("adium.chatlog", &[], Format::Pidgin, &["mine"]);
    check_own("zulip", &["Bob"], Format::TeamChat, &["mine"]);
    check_own("mattermost.jsonl", &["bob"], Format::TeamChat, &["mine"]);
    check_own(
        "git.log",
        &["bob@example.org"],
        Format::Git,
        &["Mend the lamp\nIt was the switch, and the cable as well."],
    );
}

#[test]
fn web_pages() {
    let found = check_own("telegram.html", &["Bob"], Format::WebPage, &["mine\ntoo & more"]);
    assert_eq!(found.times[0], Some(1_700_000_000_000));
    assert_eq!((found.skipped["system"], found.skipped["media"], found.skipped["forwarded"]), (1, 1, 1));
    assert_eq!(found.messages[1], "[Ann] Ann: theirs");
    let found = check_own("facebook", &["Bob"], Format::WebPage, &["mine"]);
    assert_eq!(found.times, [1_700_000_001_000, 1_700_000_000_000].map(Some));
    let found = check_own("Ann - Text - 2023-11-14T22_13_20Z.html", &[], Format::WebPage, &["mine 'too'"]);
    assert_eq!(found.messages[0], "[Ann] Ann: theirs");
}

#[test]
fn subtitles_are_no_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let cues = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nBob: tea\n\n2\n00:00:04.000 --> 00:00:06.000\nAnn: good\n";
    let error = open(&written(&folder, "meeting.vtt", cues.as_bytes()), &usual()).expect_err("subtitles");
    assert!(error.to_string().contains("subtitles"), "{error}");
}

#[test]
fn a_markdown_file_that_is_named_is_read_as_notes() {
    let folder = tempfile::tempdir().expect("a folder");
    let note = "---\ntags: [a]\n---\n# Boats\n\n| a | b |\n|---|---|\n\n- [ ] buy two lamps\n";
    let found = read(&written(&folder, "boats.md", note.as_bytes()), None, &[]).expect("notes");
    assert_eq!((found.format, found.messages.len()), (Format::Notes, 2), "{:?}", found.messages);
}

#[test]
fn notes_are_read_when_they_are_said_to_be_some() {
    let found = read(&fixture("new/notes.md"), Some(Format::Notes), &[]).expect("notes");
    let expected = ["On lamps", "This is one paragraph of two lines, see the page.", "first thing", "second thing"];
    assert_eq!(found.messages, expected.map(|text| format!("[notes] *: {text}")));
}

/// A database of some tables and rows.
fn database(folder: &tempfile::TempDir, name: &str, sql: &str) -> PathBuf {
    let path = folder.path().join(name);
    rusqlite::Connection::open(&path).and_then(|database| database.execute_batch(sql)).expect("a database");
    path
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const IPHONE: &str = "CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZISFROMME INTEGER, ZMESSAGEDATE REAL,
                          ZTEXT TEXT, ZMESSAGETYPE INTEGER, ZCHATSESSION INTEGER, ZFROMJID TEXT);
                      CREATE TABLE ZWACHATSESSION (Z_PK INTEGER PRIMARY KEY, ZPARTNERNAME TEXT, ZCONTACTJID TEXT);
                      INSERT INTO ZWACHATSESSION VALUES (1, 'Mika', 'm');
                      INSERT INTO ZWAMESSAGE VALUES (1, 1, 721692800.0, 'the oars are dry', 0, 1, NULL);";

#[test]
fn databases_within_archives() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = fs::read(database(&folder, "ChatStorage.sqlite", IPHONE)).unwrap();
    let check = |name: &str| {
        let found = read(&folder.path().join(name), None, &[]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            (found.format, &*found.messages),
            (Format::WhatsAppDb, &["[Mika] *: the oars are dry".to_owned()][..])
        );
    };
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    tar.append_data(&mut header, "backup/ChatStorage.sqlite", &bytes[..]).unwrap();
    fs::write(folder.path().join("backup.tar"), tar.into_inner().unwrap()).unwrap();
    check("backup.tar");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &bytes).unwrap();
    fs::write(folder.path().join("ChatStorage.sqlite.gz"), packed.finish().unwrap()).unwrap();
    check("ChatStorage.sqlite.gz");
}

/// What a program has not yet written into its database is read, and nothing is left beside it.
#[test]
fn databases_in_use_are_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ChatStorage.sqlite");
    let program = rusqlite::Connection::open(&path).unwrap();
    program.execute_batch(&format!("PRAGMA journal_mode = WAL; {IPHONE}")).unwrap();
    let before: Vec<_> = names(folder.path()).iter().map(|name| fs::read(folder.path().join(name)).unwrap()).collect();
    assert_eq!(before.len(), 3);
    // As it looks after a program was killed.
    let killed = tempfile::tempdir().unwrap();
    for end in ["", "-wal"] {
        fs::copy(format!("{}{end}", path.display()), killed.path().join(format!("ChatStorage.sqlite{end}"))).unwrap();
    }
    for folder in [folder.path(), killed.path()] {
        let found = read(&folder.join("ChatStorage.sqlite"), None, &[]).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.messages, ["[Mika] *: the oars are dry"]);
    }
    let after: Vec<_> = names(folder.path()).iter().map(|name| fs::read(folder.path().join(name)).unwrap()).collect();
    assert!(before == after, "a file has changed");
    assert_eq!(names(killed.path()), ["ChatStorage.sqlite", "ChatStorage.sqlite-wal"]);
}

/// A tape is wound forwards only, however many chats are on it.
#[test]
fn many_chats_in_a_packed_archive() {
    const CHATS: usize = 300;
    let folder = tempfile::tempdir().unwrap();
    let packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut tar = tar::Builder::new(packed);
    for chat in 0..CHATS {
        let text = format!("14/11/2023, 22:13 - Ann: hello {chat}\n14/11/2023, 22:14 - Bob: yes {chat}\n").repeat(20);
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        tar.append_data(&mut header, format!("WhatsApp Chat with {chat}.txt"), text.as_bytes()).unwrap();
    }
    let path = folder.path().join("chats.tgz");
    fs::write(&path, tar.into_inner().unwrap().finish().unwrap()).unwrap();
    let mut import = open(&path, &usual()).unwrap();
    let (mut bytes, mut messages) = (0, 0);
    let before = import.bytes();
    import
        .read(&Owner::default(), &mut |read| bytes += read, &mut |_, item, _| {
            messages += usize::from(matches!(item, Item::Message(_)));
            Ok(())
        })
        .unwrap();
    assert_eq!((messages, bytes), (40 * CHATS, before));
}

#[test]
fn databases() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |name: &str, sql: &str, format: Format, expected: &[&str]| {
        let path = database(&folder, name, sql);
        let before = fs::read(&path).expect("bytes");
        let found = read(&path, None, &[]).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.format, format, "{name}");
        assert_eq!(found.messages, expected, "{name}");
        assert_eq!(found.times[0], Some(1_700_000_000_000), "{name}");
        assert_eq!(fs::read(&path).expect("bytes"), before, "{name} is as it was");
    };
    check(
        "msgstore.db",
        "CREATE TABLE jid (_id INTEGER PRIMARY KEY, user TEXT);
         CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id INTEGER, subject TEXT);
         CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id INTEGER, from_me INTEGER, sender_jid_row_id INTEGER,
             timestamp INTEGER, text_data TEXT, message_type INTEGER);
         INSERT INTO jid VALUES (1, '15550100'); INSERT INTO chat VALUES (1, 1, NULL);
         INSERT INTO message VALUES (1, 1, 1, 0, 1700000000000, 'mine', 0), (2, 1, 0, 0, 1700000001000, 'theirs', 0),
             (3, 1, 0, 0, 1700000002000, NULL, 1), (4, 1, 1, 0, 1700000003000, NULL, 7);",
        Format::WhatsAppDb,
        &["[15550100] *: mine", "[15550100] 15550100: theirs"],
    );
    check(
        "ChatStorage.sqlite",
        "CREATE TABLE ZWACHATSESSION (Z_PK INTEGER PRIMARY KEY, ZPARTNERNAME TEXT, ZCONTACTJID TEXT);
         CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZISFROMME INTEGER, ZMESSAGEDATE REAL, ZTEXT TEXT,
             ZMESSAGETYPE INTEGER, ZCHATSESSION INTEGER, ZGROUPMEMBER INTEGER, ZFROMJID TEXT);
         INSERT INTO ZWACHATSESSION VALUES (1, 'Ann', 'x');
         INSERT INTO ZWAMESSAGE VALUES (1, 1, 721692800.0, 'mine', 0, 1, NULL, NULL),
             (2, 0, 721692801.0, 'theirs', 0, 1, NULL, 'ann@x'), (3, 0, 721692802.0, 'x', 6, 1, NULL, 'ann@x');",
        Format::WhatsAppDb,
        &["[Ann] *: mine", "[Ann] ann@x: theirs"],
    );
    check(
        "chat.db",
        "CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT);
         CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, display_name TEXT, chat_identifier TEXT);
         CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
         CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT, attributedBody BLOB, is_from_me INTEGER,
             handle_id INTEGER, date INTEGER, associated_message_type INTEGER, item_type INTEGER,
             balloon_bundle_id TEXT, date_retracted INTEGER);
         INSERT INTO handle VALUES (1, '+15550100'); INSERT INTO chat VALUES (1, '', '+15550100');
         INSERT INTO message VALUES (1, 'mine', NULL, 1, 0, 721692800000000000, 0, 0, NULL, 0),
             (2, 'theirs', NULL, 0, 1, 721692801000000000, 0, 0, NULL, 0),
             (3, 'Loved “mine”', NULL, 0, 1, 721692802000000000, 2000, 0, NULL, 0);
         INSERT INTO chat_message_join VALUES (1, 1), (1, 2), (1, 3);",
        Format::IMessageDb,
        &["[+15550100] *: mine", "[+15550100] +15550100: theirs"],
    );
    check(
        "db.sqlite",
        "CREATE TABLE conversations (id TEXT, name TEXT, profileFullName TEXT);
         CREATE TABLE messages (id TEXT, type TEXT, sent_at INTEGER, body TEXT, conversationId TEXT, hasAttachments INTEGER,
             sourceServiceId TEXT);
         INSERT INTO conversations VALUES ('c', '', 'Ann');
         INSERT INTO messages VALUES ('1', 'outgoing', 1700000000000, 'mine', 'c', 0, NULL),
             ('2', 'incoming', 1700000001000, 'theirs', 'c', 0, 'x'), ('3', 'keychange', 1700000002000, NULL, 'c', 0, NULL);",
        Format::SignalDb,
        &["[Ann] *: mine", "[Ann] Ann: theirs"],
    );
    let path = database(&folder, "other.db", "CREATE TABLE x (y TEXT);");
    assert!(matches!(open(&path, &usual()), Err(ImportError::Unsupported { .. })));
    let mut bytes = fs::read(folder.path().join("chat.db")).expect("bytes");
    let length = bytes.len();
    bytes[4096..length].fill(0x5a);
    let path = written(&folder, "chat.db", &bytes);
    assert!(matches!(read(&path, None, &[]), Err(ImportError::Broken { .. })));
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, bytes).expect("packing");
    packer.finish().expect("packing")
}

#[test]
fn packed_files_and_archives_within_archives() {
    let folder = tempfile::tempdir().expect("a folder");
    let chat = fs::read(fixture("_chat.txt")).expect("a fixture");
    let check = |path: &Path| {
        let found = read(path, None, &["ich"]).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(found.messages[1].ends_with("] *Ich: ja – gleich"), "{}: {:?}", path.display(), found.messages);
    };
    check(&written(&folder, "chat.txt.gz", &gzipped(&chat)));
    let mut tar = tar::Builder::new(Vec::new());
    for name in ["a/_chat.txt", "b/picture.jpg"] {
        let mut header = tar::Header::new_ustar();
        header.set_size(chat.len() as u64);
        header.set_mode(0o600);
        tar.append_data(&mut header, name, &chat[..]).expect("packing");
    }
    let tar = tar.into_inner().expect("packing");
    check(&written(&folder, "chats.tar", &tar));
    check(&written(&folder, "chats.tgz", &gzipped(&tar)));
    let inner = folder.path().join("inner.zip");
    packed(&[("_chat.txt".to_owned(), chat.clone())], &inner);
    let outer = folder.path().join("outer.zip");
    packed(&[("WhatsApp Chat - José.zip".to_owned(), fs::read(&inner).expect("bytes"))], &outer);
    check(&outer);
    let packed_within = folder.path().join("gz");
    fs::create_dir(&packed_within).expect("a folder");
    fs::write(packed_within.join("chat.txt.gz"), gzipped(&chat)).expect("a file");
    check(&packed_within);
}

#[test]
fn commits_of_a_repository() {
    let folder = tempfile::tempdir().expect("a folder");
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.arg("-C").arg(folder.path()).args([
            "-c",
            "user.name=Bob",
            "-c",
            "user.email=bob@example.org",
            "-c",
            "commit.gpgsign=false",
        ]);
        git.args(arguments).output().is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"]) {
        return skip_without("git");
    }
    assert!(git(&["commit", "-q", "--allow-empty", "-m", "Mend the lamp"]));
    let found = read(folder.path(), Some(Format::Git), &["bob@example.org"]).expect("a log");
    assert!(found.messages[0].ends_with("] *bob@example.org: Mend the lamp"), "{:?}", found.messages);
    let none = tempfile::tempdir().expect("a folder");
    assert!(read(none.path(), Some(Format::Git), &[]).is_err());
}
