//! proto/README.md is true: its tables of methods, fields, codes and limits are what the program has.

mod support;

use std::collections::BTreeSet;

use foretype::rpc::limits;
use foretype::rpc::protocol::*;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use support::spec::{rows, sections, text};

/// A value with every field set, so that none is left out when it is serialised. Written without `..`: a new field
/// does not compile until it is here, and then fails until it is in the specification.
fn full_params(method: &str) -> Value {
    let value = |v| serde_json::to_value(v).unwrap();
    match method {
        method::HELLO => serde_json::to_value(Hello { client: Some(String::new()), protocol: Some(1) }),
        method::OPEN => serde_json::to_value(Open {
            app: Some(String::new()),
            conversation: Some(String::new()),
            private: true,
            secret: true,
            terminal: true,
            left_context: Some(String::new()),
            messages: Some(vec![full_context_message()]),
        }),
        method::CLOSE => serde_json::to_value(Close { session: 1 }),
        method::EDIT => serde_json::to_value(Edit { session: Some(1), delete: 1, insert: String::new() }),
        method::SET_CONTEXT => serde_json::to_value(SetContext {
            session: Some(1),
            left_context: String::new(),
            messages: Some(vec![full_context_message()]),
        }),
        method::SUGGEST => serde_json::to_value(Suggest {
            session: Some(1),
            left_context: Some(String::new()),
            n: Some(1),
            kinds: Some(vec![Kind::Words, Kind::Chars, Kind::Phrase]),
            min_probability: Some(0.5),
            emoji: true,
            after: Some(String::new()),
            field: Some(FieldKind::Search),
            letters: Some(String::new()),
        }),
        method::ACCEPT => serde_json::to_value(Accept { session: Some(1), delete: 1, text: String::new() }),
        method::COMMIT => serde_json::to_value(Commit { session: Some(1), text: String::new() }),
        method::LEARN => serde_json::to_value(Learn {
            text: Some(String::new()),
            app: Some(String::new()),
            conversation: Some(String::new()),
            time: Some(1),
            author: Some(String::new()),
            source: Some(String::new()),
            terminal: true,
            messages: Some(vec![full_learn_message()]),
            words: Some(vec![full_learn_word()]),
        }),
        method::FORGET => serde_json::to_value(Forget {
            word: Some(String::new()),
            text: Some(String::new()),
            pattern: Some(String::new()),
            after: Some(1),
            before: Some(1),
            source: Some(String::new()),
            app: Some(String::new()),
            conversation: Some(String::new()),
            author: Some(String::new()),
            ids: Some(vec![1]),
            everything: true,
            dry_run: true,
        }),
        method::HISTORY => serde_json::to_value(History {
            search: Some(String::new()),
            app: Some(String::new()),
            source: Some(String::new()),
            conversation: Some(String::new()),
            author: Some(String::new()),
            after: Some(1),
            before: Some(1),
            limit: Some(1),
            offset: 1,
            words: Some(WordOrder::Newest),
        }),
        method::PAUSE => serde_json::to_value(Pause { paused: true, minutes: Some(1) }),
        method::HIDE => serde_json::to_value(Hide { word: Some(String::new()), shown: true }),
        method::SUBSCRIBE => serde_json::to_value(Subscribe { events: Some(vec![String::new()]) }),
        method::ROLLBACK => serde_json::to_value(Rollback { generation: Some(1) }),
        method::FINETUNE | method::LEARNING | method::STATUS | method::SHUTDOWN => Ok(value(Empty {})),
        other => panic!("{other} is in the specification and not in this test"),
    }
    .unwrap()
}

fn full_result(method: &str) -> Value {
    match method {
        method::HELLO => serde_json::to_value(HelloResult {
            server: String::new(),
            version: String::new(),
            protocol: 1,
            pid: 1,
            model: full_model(),
            methods: vec![String::new()],
            limits: limits::advertised(),
        }),
        method::OPEN => serde_json::to_value(OpenResult { session: 1 }),
        method::EDIT | method::SET_CONTEXT | method::ACCEPT => {
            serde_json::to_value(ContextResult { session: 1, length: 1 })
        }
        method::SUGGEST => serde_json::to_value(SuggestResult {
            session: 1,
            words: vec![full_word()],
            chars: vec![full_char()],
            phrase: Some(full_phrase()),
            confidence: 0.5,
            ends: 1.0,
            took_us: 1,
            context_steps: 1,
            suppressed: Some(String::new()),
        }),
        method::STATUS => serde_json::to_value(Status {
            version: String::new(),
            protocol: 1,
            pid: 1,
            socket: String::new(),
            uptime_ms: 1,
            model: full_model(),
            connections: 1,
            sessions: 1,
            session_bytes: 1,
            resident_bytes: 1,
            requests: 1,
            errors: 1,
            superseded: 1,
            latency: full_latency(),
            messages_kept: 1,
            paused: true,
            history_problem: Some(String::new()),
            settings_problem: Some(String::new()),
        }),
        method::COMMIT | method::LEARN => {
            serde_json::to_value(Learned { kept: 1, known: 1, dropped: [("card".to_owned(), 1)].into() })
        }
        method::FORGET => serde_json::to_value(Forgotten {
            messages: 1,
            chars: 1,
            changed: 1,
            words: 1,
            preview: vec![full_message()],
            rebuild: true,
        }),
        method::HISTORY => serde_json::to_value(HistoryResult {
            matching: 1,
            messages: vec![full_message()],
            words: vec![full_history_word()],
            totals: full_totals(),
        }),
        method::PAUSE => serde_json::to_value(PauseResult { paused: true, until: Some(1) }),
        method::HIDE => serde_json::to_value(HideResult { words: vec![String::new()] }),
        method::FINETUNE => serde_json::to_value(FinetuneResult { started: true, reason: Some(String::new()) }),
        method::LEARNING => serde_json::to_value(LearningResult {
            enabled: true,
            state: String::new(),
            waits_for: Some(String::new()),
            done: 1,
            total: 1,
            new_chars: 1,
            needed_chars: 1,
            seconds_today: 1,
            seconds_per_day: 1,
            generation: Some(1),
            generations: vec![full_generation()],
            runs: vec![full_run()],
            finished: 1,
        }),
        method::ROLLBACK => serde_json::to_value(RollbackResult { generation: Some(1) }),
        method::SUBSCRIBE => serde_json::to_value(SubscribeResult { events: vec![String::new()] }),
        method::CLOSE | method::SHUTDOWN => serde_json::to_value(Empty {}),
        other => panic!("{other} is in the specification and not in this test"),
    }
    .unwrap()
}

fn full_model() -> ModelInfo {
    ModelInfo { name: String::new(), architecture: String::new(), parameters: 1, vocab_hash: String::new() }
}

fn full_context_message() -> ContextMessage {
    ContextMessage { text: String::new(), author: Some(String::new()) }
}

fn full_learn_word() -> LearnWord {
    LearnWord { text: String::new(), count: 1 }
}

fn full_learn_message() -> LearnMessage {
    let name = || Some(String::new());
    LearnMessage { text: String::new(), author: name(), time: Some(1), conversation: name() }
}

fn full_message() -> HistoryMessage {
    let name = || Some(String::new());
    HistoryMessage {
        id: 1,
        time: 1,
        source: String::new(),
        app: name(),
        conversation: name(),
        author: name(),
        text: String::new(),
    }
}

fn full_history_word() -> HistoryWord {
    HistoryWord { text: String::new(), count: 1, first: 1 }
}

fn full_totals() -> HistoryTotals {
    HistoryTotals {
        messages: 1,
        own_messages: 1,
        own_chars: 1,
        own_words: 1,
        bytes: 1,
        sources: [("learn".to_owned(), 1)].into(),
        apps: [("chat".to_owned(), 1)].into(),
        dropped: [("card".to_owned(), 1)].into(),
    }
}

fn full_generation() -> Generation {
    Generation { number: 1, made: 1, bytes: 1 }
}

fn full_run() -> LearningRun {
    LearningRun {
        time: 1,
        seconds: 0.5,
        chars: 1,
        held_out_chars: 1,
        own_before: 0.5,
        own_after: 0.5,
        base_before: 0.5,
        base_after: 0.5,
        share: 0.5,
        promoted: true,
        generation: Some(1),
        refused: Some(String::new()),
    }
}

fn full_word() -> Word {
    Word { probability: 0.5, space_after: true, eats_space_before: ".".into(), ..Word::default() }
}

fn full_char() -> NextChar {
    NextChar { text: String::new(), probability: 0.5 }
}

fn full_phrase() -> Phrase {
    Phrase { text: String::new(), probability: 0.5 }
}

fn full_latency() -> Latency {
    Latency { count: 1, p50_us: 1, p90_us: 1, p99_us: 1, max_us: 1 }
}

/// The shapes by the names that the specification gives them.
fn shape(name: &str) -> Value {
    match name {
        "Word" => serde_json::to_value(full_word()),
        "Char" => serde_json::to_value(full_char()),
        "Phrase" => serde_json::to_value(full_phrase()),
        "Model" => serde_json::to_value(full_model()),
        "ContextMessage" => serde_json::to_value(full_context_message()),
        "LearnWord" => serde_json::to_value(full_learn_word()),
        "LearnMessage" => serde_json::to_value(full_learn_message()),
        "Message" => serde_json::to_value(full_message()),
        "HistoryWord" => serde_json::to_value(full_history_word()),
        "Totals" => serde_json::to_value(full_totals()),
        "Generation" => serde_json::to_value(full_generation()),
        "LearningRun" => serde_json::to_value(full_run()),
        "Limits" => serde_json::to_value(limits::advertised()),
        "Latency" => serde_json::to_value(full_latency()),
        "Error" => {
            serde_json::to_value(RpcError { code: String::new(), message: String::new(), field: Some(String::new()) })
        }
        other => panic!("the specification has a shape {other} that this test does not know"),
    }
    .unwrap()
}

fn assert_same(found: &Value, documented: &[Vec<String>], what: &str) {
    let found = found.as_object().unwrap();
    let names: BTreeSet<&str> = documented.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names.len(), documented.len(), "{what}: a field is documented twice");
    assert_eq!(names, found.keys().map(String::as_str).collect(), "{what}: documented, and in the program");
    for row in documented {
        assert!(is_of_type(&found[&row[0]], &row[1]), "{what}: `{}` is {}, not `{}`", row[0], found[&row[0]], row[1]);
        assert!(row.last().unwrap().ends_with('.'), "{what}: `{}` is not explained in a sentence", row[0]);
    }
}

fn is_of_type(value: &Value, documented: &str) -> bool {
    let documented = documented.trim_end_matches(", optional").trim_end_matches(" or nil");
    match documented {
        "string" => value.is_string(),
        "bool" => value.is_boolean(),
        "uint" | "uint64" => value.is_u64(),
        "int64" => value.is_i64(),
        "map of uint64" => value.as_object().is_some_and(|map| map.values().all(Value::is_u64)),
        "float" => value.is_f64(),
        name => match name.strip_prefix("array of ") {
            Some(of) => value.as_array().is_some_and(|items| items.iter().all(|item| is_of_type(item, of))),
            None => value.as_object().map(Map::len) == shape(name).as_object().map(Map::len),
        },
    }
}

#[test]
fn every_method_is_specified_with_its_parameters_and_results() {
    let specified: BTreeSet<String> = sections("Methods").into_iter().collect();
    assert_eq!(specified, constants("method"));
    assert_eq!(specified, method::ALL.into_iter().map(str::to_owned).collect());
    for method in &specified {
        assert_same(&full_params(method), &rows("Methods", method, "parameter"), &format!("parameters of {method}"));
        assert_same(&full_result(method), &rows("Methods", method, "result"), &format!("result of {method}"));
    }
}

#[test]
fn every_shape_is_specified() {
    let shapes = sections("Shapes");
    assert!(shapes.len() >= 7, "{shapes:?}");
    for name in shapes {
        assert_same(&shape(&name), &rows("Shapes", &name, "field"), &name);
    }
}

/// A default is what the program uses when the field is left out; `required` is refused when it is.
#[test]
fn defaults_are_as_specified() {
    for method in sections("Methods") {
        let defaults = match method.as_str() {
            method::HELLO => defaults::<Hello>(),
            method::OPEN => defaults::<Open>(),
            method::CLOSE => defaults::<Close>(),
            method::EDIT => defaults::<Edit>(),
            method::SET_CONTEXT => defaults::<SetContext>(),
            method::SUGGEST => defaults::<Suggest>(),
            method::ACCEPT => defaults::<Accept>(),
            method::COMMIT => defaults::<Commit>(),
            method::LEARN => defaults::<Learn>(),
            method::FORGET => defaults::<Forget>(),
            method::HISTORY => defaults::<History>(),
            method::PAUSE => defaults::<Pause>(),
            method::HIDE => defaults::<Hide>(),
            method::ROLLBACK => defaults::<Rollback>(),
            method::SUBSCRIBE => defaults::<Subscribe>(),
            _ => continue,
        };
        for row in rows("Methods", &method, "parameter") {
            let default = defaults.as_ref().map(|all| all.get(&row[0]).cloned());
            let expected = match row[2].as_str() {
                "required" => None,
                "none" | "own" | "all" | "configured" | "now" | "20" => Some(None),
                "false" => Some(Some(json!(false))),
                "empty" => Some(Some(json!(""))),
                number => Some(Some(json!(number.parse::<u64>().unwrap()))),
            };
            assert_eq!(default, expected, "`{}` of {method}", row[0]);
        }
    }
}

/// What an empty map means; nothing when it is refused.
fn defaults<P: DeserializeOwned + serde::Serialize>() -> Option<Map<String, Value>> {
    let empty: P = serde_json::from_value(json!({})).ok()?;
    serde_json::to_value(empty).unwrap().as_object().cloned()
}

#[test]
fn every_code_is_specified() {
    let specified: BTreeSet<String> = rows("Errors", "", "code").into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(specified, constants("code"));
}

/// The values of the constants in a module of the wire's vocabulary, read from its source so that none is missed.
fn constants(module: &str) -> BTreeSet<String> {
    let source = include_str!("../src/rpc/protocol.rs");
    let body = source.split(&format!("pub mod {module} {{")).nth(1).expect("the module is there");
    let body = body.split("\n}").next().unwrap();
    let values = body.lines().filter(|line| line.trim().starts_with("pub const") && line.contains("&str ="));
    let values: BTreeSet<String> = values.map(|line| line.split('"').nth(1).unwrap().to_owned()).collect();
    assert!(values.len() >= 8, "{values:?}");
    values
}

#[test]
fn every_notification_is_specified() {
    let mut expected: BTreeSet<String> = event::ALL.into_iter().map(str::to_owned).collect();
    expected.insert(ERROR_NOTIFICATION.into());
    assert_eq!(sections("Notifications").into_iter().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn every_limit_is_specified() {
    let told = serde_json::to_value(limits::advertised()).unwrap();
    let mut expected: Map<String, Value> = told.as_object().unwrap().clone();
    let settings = foretype::config::Config::default();
    expected.insert("max_connections".into(), settings.daemon.max_connections.into());
    expected.insert("half_frame_timeout".into(), limits::HALF_FRAME_TIMEOUT.as_secs().into());
    expected.insert("write_stall_timeout".into(), limits::WRITE_STALL_TIMEOUT.as_secs().into());
    let specified: Map<String, Value> = rows("Limits", "", "limit")
        .into_iter()
        .map(|row| (row[0].clone(), row[1].parse::<u64>().unwrap().into()))
        .collect();
    assert_eq!(specified, expected);
}

#[test]
fn numbers_in_the_prose_are_the_programs() {
    let text = text();
    let settings = foretype::config::Config::default();
    for sentence in [
        format!("# The protocol of foretype, version {PROTOCOL_VERSION}"),
        format!("({} MiB if its configuration says nothing)", settings.daemon.session_memory_mb),
        format!("({} if that says nothing)", settings.suggest.n),
        format!("({} if that says nothing)", settings.suggest.min_probability),
        format!("{:.2} is what foretype's own clients use", settings.client.show_probability),
        format!("`{}`", foretype::config::ENV_SOCKET),
    ] {
        assert!(text.contains(&sentence), "proto/README.md does not say {sentence:?}");
    }
}

#[test]
fn the_call_byte_by_byte_is_the_golden_one() {
    let text = text();
    let golden: Vec<Value> = ["requests", "responses"].into_iter().flat_map(support::golden).collect();
    let examples: Vec<&str> = text.split("<!-- golden: ").skip(1).collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let (name, rest) = example.split_once(" -->\n```hex\n").expect("a block of hex follows");
        let block = rest.split("```").next().unwrap();
        let digits: String = block.lines().map(|line| line.split("  ").next().unwrap()).collect();
        let case = golden.iter().find(|case| case["name"] == name).unwrap_or_else(|| panic!("no case {name}"));
        assert_eq!(support::hex(&digits), support::bytes(case), "{name}");
    }
}

#[test]
fn links_and_files_exist() {
    let text = text();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in ["proto/examples/client.py", "tests/proto_docs.rs", "proto/golden/make.py"] {
        assert!(text.contains(file.trim_start_matches("proto/")), "{file} is not mentioned");
        assert!(root.join(file).exists(), "{file}");
    }
    let anchors: BTreeSet<String> = text.lines().filter(|line| line.starts_with('#')).map(anchor).collect();
    for link in text.split("](#").skip(1).map(|rest| rest.split(')').next().unwrap()) {
        // A second heading of the same name gets a number, as on GitHub.
        assert!(anchors.contains(link.trim_end_matches("-1")), "#{link} leads nowhere");
    }
}

fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    words
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_reason_of_dropping_is_specified() {
    let specified: BTreeSet<String> =
        rows("Privacy", "What is kept", "reason").into_iter().map(|r| r[0].clone()).collect();
    let reasons = foretype::history::Reason::ALL;
    assert_eq!(specified, reasons.into_iter().map(|reason| reason.name().to_owned()).collect());
}
