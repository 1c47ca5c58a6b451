//! `finetune`, `learning`, `rollback`: what the background learner does, and going back on it.

use crate::daemon::connection::Connection;
use crate::daemon::learning::{GenerationsError, KeptModel, Report, RunRecord};
use crate::daemon::reply::{Answer, rpc_error};
use crate::rpc::protocol::{
    Empty, FinetuneResult, Generation, LearningResult, LearningRun, Rollback, RollbackResult, code,
};

/// Starts a run; how it goes is asked with `learning`.
pub fn finetune(connection: &mut Connection, _: Empty, answer: Answer) {
    answer.give(Ok(match connection.daemon.learner() {
        None => FinetuneResult { started: false, reason: Some("nothing_is_kept".into()) },
        Some(learner) => {
            learner.ask();
            FinetuneResult { started: true, reason: None }
        }
    }));
}

pub fn learning(connection: &mut Connection, _: Empty, answer: Answer) {
    let idle = || LearningResult { state: "idle".into(), ..LearningResult::default() };
    answer.give(Ok(connection.daemon.learner().map_or_else(idle, |learner| to_wire(learner.status()))));
}

/// Reads a checkpoint, so it is done on a compute thread.
pub fn rollback(connection: &mut Connection, params: Rollback, answer: Answer) {
    let daemon = connection.daemon.clone();
    let work = move || {
        let Some(learner) = daemon.learner() else {
            return answer.refuse(rpc_error(code::MODEL_UNAVAILABLE, "there are no personal models"));
        };
        let rolled_back = learner.roll_back(params.generation);
        let failed = |error: GenerationsError| rpc_error(code::MODEL_UNAVAILABLE, error.to_string());
        answer.give(rolled_back.map(|generation| RollbackResult { generation }).map_err(failed));
    };
    connection.daemon.pool.submit(connection.id, work);
}

fn to_wire(report: Report) -> LearningResult {
    let generation = |kept: KeptModel| Generation { number: kept.number, made: kept.made, bytes: kept.bytes };
    LearningResult {
        enabled: report.enabled,
        state: report.phase.into(),
        waits_for: report.waits_for.map(str::to_owned),
        done: report.done,
        total: report.total,
        new_chars: report.new_chars,
        needed_chars: report.needed_chars,
        seconds_today: report.seconds_today,
        seconds_per_day: report.seconds_per_day,
        generation: report.generation,
        generations: report.generations.into_iter().map(generation).collect(),
        runs: report.runs.into_iter().map(run_to_wire).collect(),
        finished: report.finished,
    }
}

fn run_to_wire(run: RunRecord) -> LearningRun {
    LearningRun {
        time: run.time,
        seconds: run.seconds,
        chars: run.chars,
        held_out_chars: run.held_out_chars,
        own_before: run.own_before,
        own_after: run.own_after,
        base_before: run.base_before,
        base_after: run.base_after,
        share: run.share,
        promoted: run.promoted,
        generation: run.generation,
        refused: run.refused,
    }
}
