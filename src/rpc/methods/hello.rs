//! `hello`: versions, model and limits of the daemon.

use serde::{Deserialize, Serialize};

use crate::rpc::shapes::{Limits, ModelInfo};

/// `hello`: who is there. Optional; a client that wants to check versions sends it first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Hello {
    /// The client's name, as in `nvim` or `my-editor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The highest protocol version that the client speaks; 1 without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<u32>,
}

/// Answer to `hello`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HelloResult {
    /// `foretype`.
    pub server: String,
    /// Version of the program.
    pub version: String,
    /// Version of the protocol that both speak.
    pub protocol: u32,
    /// The process.
    pub pid: u32,
    /// The model being served.
    pub model: ModelInfo,
    /// Every method this daemon answers.
    pub methods: Vec<String>,
    /// What the daemon accepts at most.
    pub limits: Limits,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Hello, HelloResult) {
    let params = Hello { client: Some("nvim".into()), protocol: Some(2) };
    let result = HelloResult {
        server: "foretype".into(),
        version: "0.1.0".into(),
        protocol: 2,
        pid: 4321,
        model: ModelInfo::example(),
        methods: vec!["hello".into()],
        limits: crate::rpc::limits::advertised(),
    };
    (params, result)
}
