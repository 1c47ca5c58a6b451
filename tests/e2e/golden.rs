//! Frames made by another MessagePack implementation mean to foretype's codec what they mean there.

use crate::support::{bytes, golden};
use foretype::rpc::codec::{self, DecodeError, Decoder, Message};
use foretype::rpc::params;
use foretype::rpc::protocol::*;
use serde_json::{Value, json};

fn decode(bytes: &[u8]) -> Result<Option<Message>, DecodeError> {
    let mut decoder = Decoder::default();
    decoder.feed(bytes);
    let message = decoder.next_message();
    if let Ok(Some(message)) = &message {
        assert_eq!(decoder.next_message(), Ok(None), "{message:?} is not the whole of it");
        assert!(!decoder.has_partial(), "bytes are left after {message:?}");
    }
    message
}

/// Decodes the parameters of a method as the daemon does.
fn decode_params(method: &str, bytes: &[u8]) -> Result<Value, RpcError> {
    let again = Method::named(method).expect("the method exists").params_again(bytes)?;
    Ok(rmp_serde::from_slice(&again).unwrap())
}

/// What was sent is understood, and nothing else is made up: fields that were not sent have their defaults.
fn assert_params(method: &str, bytes: &[u8], expected: &Value, name: &Value) {
    let found = decode_params(method, bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut complete = match method {
        method::CLOSE => json!({}),
        _ => decode_params(method, b"\x80").unwrap(),
    };
    complete.as_object_mut().unwrap().extend(expected.as_object().unwrap().clone());
    if let Some(probability) = complete.get_mut("min_probability") {
        // A float is a float, however it was written.
        *probability = json!(probability.as_f64().unwrap());
    }
    assert_eq!(found, complete, "{name}");
}

#[test]
fn requests_and_notifications() {
    for case in golden("requests").into_iter().chain(golden("widths")) {
        let (name, frame) = (&case["name"], &case["frame"]);
        let message = decode(&bytes(&case)).unwrap_or_else(|e| panic!("{name}: {e}"));
        match message.unwrap_or_else(|| panic!("{name}: incomplete")) {
            Message::Request { id, method, params } => {
                assert_eq!(
                    (json!("request"), json!(id), json!(method)),
                    (frame["type"].clone(), frame["id"].clone(), frame["method"].clone()),
                    "{name}"
                );
                assert_params(&method, &params, &frame["params"], name);
            }
            Message::Notification { method, params } => {
                assert_eq!(
                    (json!("notification"), json!(method)),
                    (frame["type"].clone(), frame["method"].clone()),
                    "{name}"
                );
                assert_params(&method, &params, &frame["params"], name);
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

/// Responses are read; and what foretype itself writes for the same meaning is, to any reader, the same.
#[test]
fn responses_and_events() {
    for case in golden("responses") {
        let (name, frame, bytes) = (case["name"].as_str().unwrap(), &case["frame"], bytes(&case));
        let ours = match decode(&bytes).unwrap().unwrap_or_else(|| panic!("{name}: incomplete")) {
            Message::Response { id, error: None, result } => {
                assert_eq!(json!(id), frame["id"], "{name}");
                encode_result(id, case["method"].as_str().unwrap(), &result)
            }
            Message::Response { id, error: Some(error), .. } => {
                let error: RpcError = rmp_serde::from_slice(&error).unwrap();
                codec::error_response(id, &error).unwrap()
            }
            Message::Notification { method, params } if method == "error" => {
                codec::notification(&method, &params::decode::<RpcError>(&params).unwrap()).unwrap()
            }
            Message::Notification { method, params } => {
                let params: Value = params::decode(&params).unwrap();
                codec::notification(&method, &params).unwrap()
            }
            other => panic!("{name}: {other:?}"),
        };
        let value = |bytes: &[u8]| rmp_serde::from_slice::<Value>(bytes).unwrap();
        assert_eq!(value(&ours), value(&bytes), "{name}");
        let expected = match frame["type"].as_str().unwrap() {
            "response" => json!([1, frame["id"], frame["error"], frame["result"]]),
            _ => json!([2, frame["method"], [frame["params"]]]),
        };
        assert_eq!(value(&ours), expected, "{name}");
    }
}

/// Reads a result into its type and writes it again.
fn encode_result(id: u32, method: &str, result: &[u8]) -> Vec<u8> {
    let again = Method::named(method).expect("the method exists").result_again(result).unwrap();
    codec::response(id, &rmp_serde::from_slice::<Value>(&again).unwrap()).unwrap()
}

/// `proto/golden/examples.json`, of which `make.py` makes frames, holds every method's example as it is in the program.
#[test]
fn examples_are_written() {
    let value = |bytes: &[u8]| rmp_serde::from_slice::<Value>(bytes).unwrap();
    let examples: Vec<String> = METHODS
        .into_iter()
        .map(|method| {
            let example = method.example();
            json!({ "method": method.name(), "params": value(&example.params), "result": value(&example.result) })
        })
        .map(|example| example.to_string())
        .collect();
    let text = format!("[\n{}\n]\n", examples.join(",\n"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/proto/golden/examples.json");
    if std::env::var_os("FORETYPE_REFRESH").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == text,
        "a method has changed; run: FORETYPE_REFRESH=1 cargo test --test e2e golden; python3 proto/golden/make.py"
    );
    for method in METHODS {
        let name = json!(format!("example_{}", method.name()));
        for file in ["requests", "responses"] {
            assert!(golden(file).iter().any(|case| case["name"] == name), "{file}.jsonl has no {name}; run make.py");
        }
    }
}

/// Broken frames, as far as the codec sees them. `tests/e2e/hostile.rs` sends the same to a daemon.
#[test]
fn malformed_frames() {
    let mut wrong_params = 0;
    for case in golden("malformed") {
        let (name, bytes) = (&case["name"], bytes(&case));
        let expected = &case["refused"];
        match decode(&bytes) {
            Ok(None) => assert_eq!(case["incomplete"], true, "{name}"),
            Err(error) => assert_eq!(json!(error.to_rpc().code), case["closes"], "{name}: {error}"),
            Ok(Some(Message::InvalidRequest { id, .. })) => {
                assert_eq!((&json!(id), &json!("invalid_request")), (&expected["id"], &expected["code"]), "{name}");
            }
            Ok(Some(Message::Request { id, method, params })) => {
                assert_eq!(json!(id), expected["id"], "{name}");
                // Names of no method, and values of the right type that are wrong all the same, are the daemon's business.
                if Method::named(&method).is_none() {
                    assert_eq!(expected["code"], "unknown_method", "{name}");
                } else if let Err(error) = decode_params(&method, &params) {
                    assert_eq!(
                        (&json!(error.code), &json!(error.field)),
                        (&expected["code"], &expected["field"]),
                        "{name}"
                    );
                    wrong_params += 1;
                }
            }
            Ok(Some(other)) => panic!("{name}: {other:?}"),
        }
    }
    assert!(wrong_params > 150, "only {wrong_params} cases of wrong parameters");
}
