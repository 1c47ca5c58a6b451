//! `finetune`, `learning`, `rollback`: what the background learner does, and going back on it.

use crate::daemon::connection::Connection;
use crate::daemon::reply::{Reply, rpc_error};
use crate::rpc::params;
use crate::rpc::protocol::{Empty, FinetuneResult, LearningResult, Rollback, RollbackResult, RpcError, code};

/// Starts a run; how it goes is asked with `learning`.
pub fn finetune(connection: &mut Connection, _: Empty) -> Result<FinetuneResult, RpcError> {
    let daemon = &connection.daemon;
    let Some(learner) = daemon.learner() else {
        return Ok(FinetuneResult { started: false, reason: Some("nothing_is_kept".into()) });
    };
    learner.ask();
    Ok(FinetuneResult { started: true, reason: None })
}

pub fn learning(connection: &mut Connection, _: Empty) -> Result<LearningResult, RpcError> {
    let learner = connection.daemon.learner();
    Ok(learner.map_or_else(|| LearningResult { state: "idle".into(), ..LearningResult::default() }, |l| l.status()))
}

/// Reads a checkpoint, so it is done on a compute thread.
pub fn rollback(connection: &mut Connection, reply: Reply, params: &[u8]) {
    let params: Rollback = match params::decode(params) {
        Ok(params) => params,
        Err(error) => return reply.error(&error),
    };
    let daemon = connection.daemon.clone();
    let work = move || {
        let Some(learner) = daemon.learner() else {
            return reply.error(&rpc_error(code::MODEL_UNAVAILABLE, "there are no personal models"));
        };
        match learner.roll_back(params.generation) {
            Ok(generation) => reply.ok(&RollbackResult { generation }),
            Err(error) => reply.error(&rpc_error(code::MODEL_UNAVAILABLE, error.to_string())),
        }
    };
    connection.daemon.pool.submit(connection.id, work);
}
