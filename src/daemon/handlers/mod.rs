//! The methods: parameters in, result out; one function each, of the method's name.
//!
//! They run where the connection is served; `suggest`, `why` and `rollback` hand work to the compute threads. Main
//! functions: [`request`], [`notification`].

mod control;
mod finetune;
mod history;
mod learning;
mod sessions;
mod shared;
mod suggest;
mod text;
mod why;

use super::connection::Connection;
use super::reply::{Answer, Reply, rpc_error};
use crate::rpc::methods::for_each_method;
use crate::rpc::params;
use crate::rpc::protocol::{code, method};
use control::{hello, shutdown, status, subscribe};
use finetune::{finetune, learning, rollback};
use history::{forget, history};
use learning::{commit, hide, learn, pause};
use sessions::{close, open};
use suggest::suggest;
use text::{accept, edit, set_context};
use why::why;

/// Handles a request; its reply is answered here or handed on.
pub fn request(connection: &mut Connection, reply: Reply, method: &str, params: &[u8]) {
    call(connection, method, params, Answer::Reply(reply));
}

/// Handles a notification: only [`method::NOTIFIED`] can be called so, all others are ignored.
pub fn notification(connection: &mut Connection, method: &str, params: &[u8]) {
    if method::NOTIFIED.contains(&method) {
        let stats = connection.daemon.stats.clone();
        call(connection, method, params, Answer::Count(stats));
    }
}

macro_rules! dispatch {
    ($($constant:ident $name:ident($($params:ident)?) -> $result:ident,)*) => {
        /// Decodes the parameters and calls the function here that has the method's name.
        fn call(connection: &mut Connection, method: &str, params: &[u8], answer: Answer) {
            match method {
                $(method::$constant => match params::decode(params) {
                    Ok(params) => $name(connection, params, answer),
                    Err(error) => answer.refuse(error),
                },)*
                _ => {
                    let words = "there is no such method; `hello` lists those there are";
                    answer.refuse(rpc_error(code::UNKNOWN_METHOD, words));
                }
            }
        }
    };
}

for_each_method!(dispatch);
