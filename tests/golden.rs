//! Frames made by another MessagePack implementation mean to foretype's codec what they mean there.

mod support;

use foretype::rpc::codec::{self, DecodeError, Decoder, Message};
use foretype::rpc::params;
use foretype::rpc::protocol::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use support::{bytes, golden};

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
    fn typed<P: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<Value, RpcError> {
        params::decode::<P>(bytes).map(|params| serde_json::to_value(params).unwrap())
    }
    match method {
        method::HELLO => typed::<Hello>(bytes),
        method::OPEN => typed::<Open>(bytes),
        method::CLOSE => typed::<Close>(bytes),
        method::EDIT => typed::<Edit>(bytes),
        method::SET_CONTEXT => typed::<SetContext>(bytes),
        method::SUGGEST => typed::<Suggest>(bytes),
        method::ACCEPT => typed::<Accept>(bytes),
        method::COMMIT => typed::<Commit>(bytes),
        method::LEARN => typed::<Learn>(bytes),
        method::FORGET => typed::<Forget>(bytes),
        method::HISTORY => typed::<History>(bytes),
        method::PAUSE => typed::<Pause>(bytes),
        method::HIDE => typed::<Hide>(bytes),
        method::ROLLBACK => typed::<Rollback>(bytes),
        method::SUBSCRIBE => typed::<Subscribe>(bytes),
        _ => typed::<Empty>(bytes),
    }
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
    fn typed<R: DeserializeOwned + Serialize>(id: u32, result: &[u8]) -> Vec<u8> {
        codec::response(id, &rmp_serde::from_slice::<R>(result).unwrap()).unwrap()
    }
    match method {
        method::HELLO => typed::<HelloResult>(id, result),
        method::OPEN => typed::<OpenResult>(id, result),
        method::EDIT | method::SET_CONTEXT | method::ACCEPT => typed::<ContextResult>(id, result),
        method::SUGGEST => typed::<SuggestResult>(id, result),
        method::COMMIT | method::LEARN => typed::<Learned>(id, result),
        method::FORGET => typed::<Forgotten>(id, result),
        method::HISTORY => typed::<HistoryResult>(id, result),
        method::PAUSE => typed::<PauseResult>(id, result),
        method::HIDE => typed::<HideResult>(id, result),
        method::FINETUNE => typed::<FinetuneResult>(id, result),
        method::LEARNING => typed::<LearningResult>(id, result),
        method::ROLLBACK => typed::<RollbackResult>(id, result),
        method::STATUS => typed::<Status>(id, result),
        method::SUBSCRIBE => typed::<SubscribeResult>(id, result),
        method::CLOSE | method::SHUTDOWN => typed::<Empty>(id, result),
        other => panic!("no method {other}"),
    }
}

/// Broken frames, as far as the codec sees them. `tests/hostile.rs` sends the same to a daemon.
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
                // Values of the right type that are wrong all the same are the daemon's business.
                if let Err(error) = decode_params(&method, &params) {
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
