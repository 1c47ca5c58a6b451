//! Tests of a history: each message is kept once, found, and forgotten in every file; full and damaged disks.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::*;

fn store(folder: &Path) -> Store {
    let opened = Store::open(folder).unwrap();
    assert_eq!((opened.set_aside, opened.salvaged), (None, Salvaged::default()));
    opened.store
}

fn message(time: i64, text: &str) -> NewMessage {
    NewMessage { time: Some(time), source: "learn".into(), text: text.into(), ..NewMessage::default() }
}

fn texts(store: &Store) -> Vec<String> {
    let mut texts = Vec::new();
    store.for_each(|message| texts.push(message.text)).unwrap();
    texts
}

/// Names of the files below the folder that hold the bytes.
fn holding(folder: &Path, bytes: &str) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let holds = |path: &std::path::PathBuf| {
        let content = fs::read(path).unwrap();
        content.windows(bytes.len()).any(|window| window == bytes.as_bytes())
    };
    files.filter(holds).map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_message_is_kept_once_however_often_it_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let twice = [message(2, "ok"), message(2, "ok"), message(1, "first"), message(3, "cafe\u{301}")];
    assert_eq!(store.add(twice.clone()).unwrap().kept.iter().map(|m| m.id).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let again = store.add(twice.clone()).unwrap();
    assert_eq!((again.kept.len(), again.known), (0, 4));
    // Many exports name their chat in the file name only, so that conversation and source do not tell messages apart.
    let renamed = NewMessage { conversation: Some("anna (2)".into()), source: "import:y".into(), ..message(2, "ok") };
    assert_eq!(store.add([renamed, message(3, "caf\u{e9}")]).unwrap().known, 2, "NFC is one text");
    let untimed = |received| NewMessage { time: None, received, source: "import:x".into(), ..message(0, "hi") };
    assert_eq!(store.add([untimed(10)]).unwrap().known, 0);
    assert_eq!(store.add([untimed(20)]).unwrap().known, 1, "its time is that of the import");
    assert_eq!(texts(&store), ["first", "ok", "ok", "café", "hi"]);
}

fn lexicon(store: &Store) -> Vec<String> {
    let mut words = Vec::new();
    store.for_each_word(|word| words.push(format!("{} {}", word.text, word.count))).unwrap();
    words
}

#[test]
fn words_without_sentences_are_kept_once_and_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let word =
        |text: &str, count, source: &str| LexiconWord { text: text.into(), count, source: source.into(), time: 5 };
    let words = [word("Kettlewick", 7, "import:words"), word("Brackwater", 1, "import:words")];
    assert_eq!(store.add_words(words.clone()).unwrap().len(), 2);
    assert_eq!(store.add_words(words.clone()).unwrap().len(), 0, "nothing twice");
    let more = [word("Brackwater", 3, "import:words"), word("Tolchester", 1, "other"), word("Zebulonia", 2, "other")];
    assert_eq!(store.add_words(more).unwrap().len(), 3);
    assert_eq!(lexicon(&store), ["Tolchester 1", "Zebulonia 2", "Brackwater 3", "Kettlewick 7"]);
    // Imported words count among the words that the owner used.
    store.add([message(9, "to kettlewick, to Kettlewick")]).unwrap();
    let (different, used) = store.words(WordOrder::MostUsed, 1).unwrap();
    assert_eq!((different, used[0].text.as_str(), used[0].count, used[0].first), (5, "kettlewick", 9, 5));

    let check = |condition: Condition, words: u64, left: &[&str]| {
        assert_eq!(store.preview(&condition).unwrap().words, words, "{condition:?}");
        assert_eq!(store.erase(&condition).unwrap().preview.words, words, "{condition:?}");
        assert_eq!(lexicon(&store), left, "{condition:?}");
    };
    let search = |search: Search| Condition { search, ..Condition::default() };
    // A condition that only messages can meet selects no word.
    let all = ["Tolchester 1", "Zebulonia 2", "Brackwater 3", "Kettlewick 7"];
    check(search(Search { app: Some("mail".into()), ..Search::default() }), 0, &all);
    check(search(Search { after: Some(6), ..Search::default() }), 0, &all);
    check(Condition { word: Some("KETTLEWICK".into()), ..Condition::default() }, 1, &all[..3]);
    check(search(Search { text: Some("brackw".into()), ..Search::default() }), 1, &all[..2]);
    check(
        search(Search { source: Some("other".into()), pattern: Some("^Z".into()), ..Search::default() }),
        1,
        &all[..1],
    );
    for gone in ["ettlewick", "rackwater", "ebulonia"] {
        assert_eq!(holding(folder.path(), gone), [""; 0], "{gone}");
    }
    check(Condition { everything: true, ..Condition::default() }, 1, &[]);
    assert_eq!(holding(folder.path(), "olchester"), [""; 0]);
}

/// A history from before there were words in it, and one that is damaged.
#[test]
fn words_come_to_an_older_history_and_are_salvaged() {
    let folder = tempfile::tempdir().unwrap();
    let older = store(folder.path());
    older.add([message(1, "hello")]).unwrap();
    older.connection.execute_batch("DROP TABLE lexicon; PRAGMA user_version = 1;").unwrap();
    drop(older);
    let store = store(folder.path());
    assert_eq!((texts(&store), lexicon(&store)), (vec!["hello".to_owned()], vec![]));
    let word = LexiconWord { text: "Kettlewick".into(), count: 2, source: "x".into(), time: 5 };
    store.add_words([word]).unwrap();
    store.connection.execute_batch("DROP TABLE dropped;").unwrap();
    drop(store);
    let opened = Store::open(folder.path()).unwrap();
    assert!(opened.set_aside.is_some());
    assert_eq!((opened.salvaged.messages, lexicon(&opened.store)), (1, vec!["Kettlewick 2".to_owned()]));
}

#[test]
fn what_is_kept_is_found_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let mut theirs = message(5, "Hallo ÜBER alles");
    theirs.author = Some("anna".into());
    let mut app = message(6, "see you\u{fffc}there\nSee");
    app.app = Some("mail".into());
    store.add_counting([message(4, "über den Wolken"), theirs, app], &BTreeMap::from([("card".into(), 2)])).unwrap();
    let found = |search: Search| {
        let page = store.search(&search, 10, 0, 1 << 20).unwrap();
        assert_eq!(page.matching, page.messages.len() as u64);
        page.messages.into_iter().map(|m| m.id).collect::<Vec<_>>()
    };
    assert_eq!(found(Search::default()), [3, 2, 1]);
    assert_eq!(found(Search { text: Some("Über".into()), ..Search::default() }), [2, 1]);
    assert_eq!(found(Search { text: Some("a.*s".into()), ..Search::default() }), [0; 0]);
    assert_eq!(found(Search { pattern: Some("a.*s".into()), ..Search::default() }), [2]);
    assert_eq!(found(Search { after: Some(5), before: Some(6), ..Search::default() }), [2]);
    assert_eq!(found(Search { app: Some("mail".into()), ..Search::default() }), [3]);
    assert_eq!(found(Search { ids: Some(vec![1, 3, 1, i64::MIN, i64::MAX]), ..Search::default() }), [3, 1]);
    assert_eq!(found(Search { ids: Some((2..900_000).collect()), ..Search::default() }), [3, 2]);
    let page = store.search(&Search::default(), 1, 1, 1 << 20).unwrap();
    assert_eq!((page.matching, page.messages[0].id), (3, 2));
    assert_eq!(store.search(&Search::default(), 9, 0, 1).unwrap().messages.len(), 1, "bounded by bytes");
    for bad in ["(", "(a{1000}){1000}", &r"\w".repeat(500_000), &r"\w{9}".repeat(200)] {
        let search = Search { pattern: Some(bad.into()), ..Search::default() };
        assert!(matches!(store.search(&search, 1, 0, 1), Err(HistoryError::Pattern)), "{bad}");
    }
    let totals = store.totals().unwrap();
    assert_eq!((totals.messages, totals.own_messages, totals.own_words), (3, 2, 6));
    assert_eq!((totals.own_chars, totals.by_app["mail"], totals.by_source["learn"]), (32, 1, 3));
    assert_eq!(totals.dropped, BTreeMap::from([("card".into(), 2)]));
    assert!(totals.bytes > 4096);
    let (different, words) = store.words(WordOrder::MostUsed, 1).unwrap();
    assert_eq!((different, &words[0].text[..], words[0].count), (6, "see", 2));
    assert_eq!(store.words(WordOrder::Newest, 1).unwrap().1[0].first, 6);
}

#[test]
fn pieces_end_at_gaps() {
    assert_eq!(pieces("a\u{fffc}b \u{fffc}").collect::<Vec<_>>(), ["a", "b "]);
    assert_eq!(pieces("\u{fffc}").count(), 0);
}

#[test]
fn a_word_is_cut_out_where_it_is_a_word() {
    #[track_caller]
    fn check(word: &str, text: &str, rest: Option<&str>) {
        let cut = erase::Word::new(word).cut_out_of(text);
        assert_eq!(cut.map(|text| text.replace(GAP, "_")).as_deref(), rest, "{word} out of {text}");
    }
    check("Anna", "anna's Anna, ANNA; Annabel Joanna", Some("_'s _, _; Annabel Joanna"));
    check("Anna", "Annabel", None);
    check("ärger", "Ärger! Ärgernis", Some("_! Ärgernis"));
    check("a-a", "xa-a-a a-a", Some("xa-_ _"));
    check("don't", "I don't, don'ts", Some("I _, don'ts"));
    check("a", "a", Some("_"));
    check(".*", "all of it", None);
}

/// Plants a word, forgets it in one way, and looks into every byte; also after a process that died in between.
#[test]
fn what_is_forgotten_is_in_no_file() {
    const CANARY: &str = "Quetzalcoatlus";
    let ways: [(&str, Condition); 6] = [
        ("word", Condition { word: Some("quetzalcoatlus".into()), ..Condition::default() }),
        ("text", search(Search { text: Some("QUETZAL".into()), ..Search::default() })),
        ("pattern", search(Search { pattern: Some("Quet[zy]al".into()), ..Search::default() })),
        ("source", search(Search { source: Some("canary".into()), ..Search::default() })),
        ("time", search(Search { after: Some(5000), before: Some(5001), ..Search::default() })),
        ("everything", Condition { everything: true, ..Condition::default() }),
    ];
    for (way, condition) in ways {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path());
        // Enough for pages to be split and merged around it.
        let filler = |n: i64| message(n, &format!("message number {n} {}", "about nothing ".repeat(n as usize % 17)));
        store.add((0..3000).map(filler)).unwrap();
        let canary = |n: i64| NewMessage {
            source: "canary".into(),
            ..message(5000, &format!("I saw the {CANARY} number {n} fly"))
        };
        for n in 0..50 {
            store.add([canary(n), filler(10_000 + n)]).unwrap();
        }
        assert!(!holding(folder.path(), CANARY).is_empty());
        let preview = store.preview(&condition).unwrap();
        assert_eq!(preview.newest.len(), 10);
        let erased = store.erase(&condition).unwrap();
        assert!(erased.unfinished.is_none(), "{:?}", erased.unfinished);
        assert_eq!((erased.preview.messages, erased.preview.changed), (preview.messages, preview.changed), "{way}");
        let (gone, changed) = match way {
            "word" => (0, 50),
            "everything" => (3100, 0),
            _ => (50, 0),
        };
        assert_eq!((preview.messages, preview.changed), (gone, changed), "{way}");
        assert_eq!(holding(folder.path(), CANARY), [""; 0], "{way}");
        assert_eq!(store.count().unwrap(), 3100 - gone, "{way}");
        if way == "word" {
            assert!(store.removed_words().unwrap().contains(CANARY));
            assert!(!store.removed_words().unwrap().contains("fly"));
            assert_eq!(
                store.add([NewMessage { text: "I saw the \u{fffc} number 7 fly".into(), ..canary(7) }]).unwrap().known,
                1
            );
            store.welcome_words(["quetzalcoatlus"]).unwrap();
            assert!(!store.removed_words().unwrap().contains(CANARY));
        }
    }
}

fn search(search: Search) -> Condition {
    Condition { search, ..Condition::default() }
}

/// The files of a process that was killed after it had erased the rows: opening finishes the work.
#[test]
fn a_forgetting_that_was_killed_is_finished_at_the_next_start() {
    const CANARY: &str = "Quetzalcoatlus";
    let (folder, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = store(folder.path());
    store.add([message(1, CANARY), message(2, "something else")]).unwrap();
    fs::write(folder.path().join("history.db.damaged-1"), CANARY).unwrap();
    let transaction = store.connection.unchecked_transaction().unwrap();
    transaction.execute("DELETE FROM messages WHERE id = 1", []).unwrap();
    super::store::set_meta(&transaction, "erasing", Some(&[])).unwrap();
    transaction.commit().unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
    }
    assert!(!holding(copy.path(), CANARY).is_empty());
    let again = self::store(copy.path());
    assert_eq!(holding(copy.path(), CANARY), [""; 0]);
    assert_eq!(texts(&again), ["something else"]);
    assert_eq!(again.meta("erasing").unwrap(), None);
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("a/b");
    let store = store(&inside);
    store.add([message(1, "hello")]).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&inside), 0o700);
    let modes: BTreeMap<String, u32> = fs::read_dir(&inside)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), mode(&entry.path())))
        .collect();
    assert!(modes.contains_key("history.db-wal") && modes.contains_key("history.db-shm"), "{modes:?}");
    assert!(modes.values().all(|&mode| mode == 0o600), "{modes:?}");
    // A folder that others use is not taken over.
    let shared = folder.path().join("shared");
    fs::create_dir(&shared).unwrap();
    fs::write(shared.join("theirs"), "").unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(matches!(Store::open(&shared), Err(HistoryError::Folder { .. })));
}

#[test]
fn one_program_at_a_time_writes() {
    let folder = tempfile::tempdir().unwrap();
    let first = store(folder.path());
    assert!(matches!(Store::open(folder.path()), Err(HistoryError::InUse { .. })));
    assert!(Store::is_in_use(folder.path()));
    first.add([message(1, "hello")]).unwrap();
    let mut reading = Store::open_reading(folder.path()).unwrap();
    assert_eq!(texts(&reading), ["hello"]);
    assert!(reading.add([message(2, "no")]).is_err());
    let copy = reading.snapshot().unwrap();
    drop((first, reading));
    assert!(!Store::is_in_use(folder.path()));
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("history.db"), copy).unwrap();
    assert_eq!(texts(&self::store(other.path())), ["hello"]);
}

#[test]
fn a_full_disk_is_an_error_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.add([message(1, "kept")]).unwrap();
    store.limit_pages(20);
    let much: Vec<NewMessage> = (2..2000).map(|n| message(n, &"x".repeat(100))).collect();
    assert!(matches!(store.add(much), Err(HistoryError::Full)));
    assert_eq!(texts(&store), ["kept"], "all or nothing");
    store.add([message(2, "too")]).unwrap();
}

#[test]
fn a_damaged_database_is_set_aside_and_what_can_be_read_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = store(folder.path());
        store.add((0..2000).map(|n| message(n, &format!("message {n}")))).unwrap();
    }
    let path = folder.path().join("history.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let opened = Store::open(folder.path()).unwrap();
    assert_eq!(fs::read(opened.set_aside.unwrap()).unwrap(), bytes, "nothing of it is lost");
    let Salvaged { messages, damaged_pages, highest, .. } = opened.salvaged;
    assert!(messages > 1900 && damaged_pages == 1, "{:?}", opened.salvaged);
    assert_eq!((opened.store.count().unwrap(), highest), (messages, 2000));
    drop(opened.store);
    fs::write(&path, "this is no database, it is a text file that is long enough to be looked at").unwrap();
    let opened = Store::open(folder.path()).unwrap();
    assert_eq!((opened.salvaged.messages, opened.store.count().unwrap()), (0, 0));
    opened.store.add([message(1, "goes on")]).unwrap();
    // Forgetting cannot look into damaged files, so they go.
    assert_eq!(files::all_set_aside(folder.path()).unwrap().len(), 2);
    opened.store.erase(&search(Search { ids: Some(vec![]), ..Search::default() })).unwrap();
    assert_eq!(files::all_set_aside(folder.path()).unwrap().len(), 0);
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path()).connection.pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Store::open(folder.path()), Err(HistoryError::Newer { found: 99, .. })));
}

#[test]
fn every_forgetting_changes_what_a_model_would_have_seen() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store.add([message(1, "seen"), message(2, "unseen")]).unwrap();
    let before = store.provenance().unwrap();
    assert_eq!((before.history.len(), before.forgettings, before.through), (32, 0, 2));
    let one = |id| search(Search { ids: Some(vec![id]), ..Search::default() });
    assert_eq!(store.preview(&one(2)).unwrap().oldest, Some(2));
    assert_eq!(store.preview(&one(3)).unwrap().oldest, None);
    store.erase(&one(3)).unwrap();
    assert_eq!(store.provenance().unwrap(), Provenance { forgettings: 1, ..before.clone() });
    drop(store);
    assert_eq!(self::store(folder.path()).provenance().unwrap(), Provenance { forgettings: 1, ..before });
    let other = tempfile::tempdir().unwrap();
    assert_ne!(self::store(other.path()).provenance().unwrap().history, Provenance::default().history);
}

/// Another program's files: nothing is made, closed or removed among them.
#[cfg(unix)]
#[test]
fn a_folder_of_somebody_else_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let theirs = rusqlite::Connection::open(folder.path().join("history.db")).unwrap();
    theirs.execute_batch("CREATE TABLE places (url TEXT)").unwrap();
    drop(theirs);
    fs::write(folder.path().join("history.db.damaged-by-me"), "").unwrap();
    let before = fs::read(folder.path().join("history.db")).unwrap();
    assert!(matches!(Store::open(folder.path()), Err(HistoryError::Folder { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(fs::read(folder.path().join("history.db")).unwrap(), before);
}

#[test]
fn only_names_that_we_give_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    for name in ["damaged-12", "damaged-12-wal", "damaged-by-me", "damaged-", "damaged-12.txt"] {
        fs::write(folder.path().join(format!("history.db.{name}")), "").unwrap();
    }
    store.erase(&Condition { everything: true, ..Condition::default() }).unwrap();
    let left = |name: &str| folder.path().join(format!("history.db.{name}")).exists();
    let there = ["damaged-12", "damaged-12-wal", "damaged-by-me", "damaged-", "damaged-12.txt"].map(left);
    assert_eq!(there, [false, false, true, true, true]);
}

/// A database of many pages, damaged in one way: what must be left of 500 messages, of which one is long.
#[track_caller]
fn check_salvage(what: &str, damage: impl FnOnce(&mut Vec<u8>), least: u64) {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = store(folder.path());
        let long = message(1000, &"a text over several pages ".repeat(1000));
        let many = (0..499).map(|n| message(n, &format!("message {n} of many about the boat"))).chain([long]);
        store.add(many).unwrap();
        store.set_paused_until(Some(i64::MAX)).unwrap();
    }
    let path = folder.path().join("history.db");
    let mut bytes = fs::read(&path).unwrap();
    damage(&mut bytes);
    fs::write(&path, bytes).unwrap();
    let opened = Store::open(folder.path()).unwrap();
    assert!(opened.store.count().unwrap() >= least, "{what}: {:?}", opened.salvaged);
    assert_eq!(opened.store.paused_until().unwrap(), Some(i64::MAX), "{what}");
    drop(opened);
    assert_eq!(Store::open(folder.path()).unwrap().set_aside, None, "{what}: once is enough");
}

#[test]
fn every_sound_page_is_salvaged() {
    check_salvage("nothing", |_| {}, 500);
    check_salvage("a bit of the first page", |bytes| bytes[100] ^= 4, 500);
    check_salvage("a bit of the magic", |bytes| bytes[0] ^= 1, 500);
    check_salvage("the header's page size", |bytes| bytes[16] ^= 1, 500);
    check_salvage("the header's reserved bytes", |bytes| bytes[20] ^= 1, 500);
    check_salvage("the header's write version", |bytes| bytes[18] ^= 4, 500);
    check_salvage("the header's number of migrations", |bytes| bytes[60] ^= 1, 500);
    check_salvage("one byte short", |bytes| bytes.truncate(bytes.len() - 1), 499);
    check_salvage("all but its magic", |bytes| bytes.truncate(16), 0);
    check_salvage("all but half of the page size", |bytes| bytes.truncate(17), 0);
    check_salvage("half of it", |bytes| bytes.truncate(bytes.len() / 2), 100);
    for page in 1..12 {
        check_salvage(&format!("the kind of page {page}"), |bytes| bytes[page * 4096] ^= 4, 499);
    }
    check_salvage("a page of noise", |bytes| bytes[5 * 4096..6 * 4096].fill(0xa5), 400);
    check_salvage("the schema", |bytes| bytes[200..4096].fill(0), 490);
}

#[test]
fn a_dropped_table_is_damage() {
    for table in ["messages", "meta", "removed_words", "dropped"] {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path());
        store.add([message(1, "kept")]).unwrap();
        store.connection.execute_batch(&format!("DROP TABLE {table}")).unwrap();
        drop(store);
        let opened = Store::open(folder.path()).unwrap();
        assert!(opened.set_aside.is_some(), "{table}");
        opened.store.add([message(2, "goes on")]).unwrap();
    }
}

#[test]
fn forgetting_compares_as_people_do() {
    for (kept, forgotten) in [
        ("I don’t know", "don't know"),
        ("in der STRASSE", "Straße"),
        ("Quet\u{200b}zal flies", "quetzal"),
        ("Quet\u{ad}zal flies", "QUETZAL"),
        ("İstanbul calling", "istanbul"),
        ("two  words", "two words"),
        ("我的猫很好", "猫"),
        ("a caf\u{e9} here", "cafe\u{301}"),
    ] {
        for word in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let store = store(folder.path());
            store.add([message(1, kept), message(2, "something else")]).unwrap();
            let text = Search { text: Some(forgotten.into()), ..Search::default() };
            let condition = match word {
                true if forgotten.contains(' ') => continue,
                true => Condition { word: Some(forgotten.into()), ..Condition::default() },
                false => search(text),
            };
            let gone = store.erase(&condition).unwrap().preview;
            assert_eq!(gone.messages + gone.changed, 1, "{forgotten} out of {kept}");
            if word {
                assert!(store.removed_words().unwrap().contains(forgotten));
            }
        }
    }
}
