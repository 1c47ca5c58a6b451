//! proto/README.md is true: its tables of methods, fields, codes and limits are what the program has.

use std::collections::BTreeSet;

use crate::support::spec::{rows, sections, text};
use foretype::rpc::limits;
use foretype::rpc::protocol::*;
use serde_json::{Map, Value, json};

fn value(bytes: &[u8]) -> Value {
    rmp_serde::from_slice(bytes).unwrap()
}

/// A method's parameters or result with every field set, as the program's example has them.
fn example(method: &str, part: fn(Example) -> Vec<u8>) -> Value {
    let method = Method::named(method).unwrap_or_else(|| panic!("the specification has a method {method}"));
    value(&part(method.example()))
}

fn full_params(method: &str) -> Value {
    example(method, |example| example.params)
}

fn full_result(method: &str) -> Value {
    example(method, |example| example.result)
}

/// Where an example has a shape of the specification.
const SHAPES: &[(&str, &str, &str)] = &[
    ("Word", "suggest", "/words/0"),
    ("Char", "suggest", "/chars/0"),
    ("Phrase", "suggest", "/phrase"),
    ("Model", "hello", "/model"),
    ("Limits", "hello", "/limits"),
    ("ContextMessage", "open", "/messages/0"),
    ("LearnWord", "learn", "/words/0"),
    ("LearnMessage", "learn", "/messages/0"),
    ("Message", "history", "/messages/0"),
    ("HistoryWord", "history", "/words/0"),
    ("WordReason", "why", "/words/0"),
    ("Part", "why", "/words/0/memory/0"),
    ("Totals", "history", "/totals"),
    ("Generation", "learning", "/generations/0"),
    ("LearningRun", "learning", "/runs/0"),
    ("Latency", "status", "/latency"),
];

/// The shapes by the names that the specification gives them.
fn shape(name: &str) -> Value {
    if name == "Error" {
        let error = RpcError { code: String::new(), message: String::new(), field: Some(String::new()) };
        return serde_json::to_value(error).unwrap();
    }
    let known = SHAPES.iter().find(|(shape, ..)| *shape == name);
    let (_, method, place) =
        known.unwrap_or_else(|| panic!("the specification has a shape {name} that this test does not know"));
    let found = [full_result(method), full_params(method)].iter().find_map(|all| all.pointer(place).cloned());
    found.unwrap_or_else(|| panic!("the example of {method} has no {place}"))
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
        // An empty map; nothing when it is refused.
        let again = Method::named(&method).unwrap().params_again(b"\x80").ok();
        let defaults = again.map(|params| value(&params).as_object().cloned().unwrap());
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

#[test]
fn every_code_is_specified() {
    let specified: BTreeSet<String> = rows("Errors", "", "code").into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(specified, constants("code"));
}

/// The values of the constants in a module of the wire's vocabulary, read from its source so that none is missed.
fn constants(module: &str) -> BTreeSet<String> {
    let source = include_str!("../../src/rpc/shapes.rs");
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
    let golden: Vec<Value> = ["requests", "responses"].into_iter().flat_map(crate::support::golden).collect();
    let examples: Vec<&str> = text.split("<!-- golden: ").skip(1).collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let (name, rest) = example.split_once(" -->\n```hex\n").expect("a block of hex follows");
        let block = rest.split("```").next().unwrap();
        let digits: String = block.lines().map(|line| line.split("  ").next().unwrap()).collect();
        let case = golden.iter().find(|case| case["name"] == name).unwrap_or_else(|| panic!("no case {name}"));
        assert_eq!(crate::support::hex(&digits), crate::support::bytes(case), "{name}");
    }
}

#[test]
fn links_and_files_exist() {
    let text = text();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in ["proto/examples/client.py", "tests/e2e/proto_docs.rs", "proto/golden/make.py"] {
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
