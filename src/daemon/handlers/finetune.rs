//! `finetune`, `learning`, `rollback`: fine-tuning in the background, its state, and the return to an earlier model.

use super::shared::compute;
use crate::daemon::connection::Connection;
use crate::daemon::personal::{GenerationsError, KeptModel, Report, RunRecord};
use crate::daemon::reply::{Answer, rpc_error};
use crate::rpc::protocol::{
    Empty, FinetuneResult, Generation, LearningResult, LearningRun, Rollback, RollbackResult, code,
};

/// Asks for a run of fine-tuning; `learning` tells how it goes.
pub fn finetune(connection: &mut Connection, _: Empty, answer: Answer) {
    answer.give(Ok(match connection.daemon.scheduler() {
        None => FinetuneResult { started: false, reason: Some("nothing_is_kept".into()) },
        Some(scheduler) => {
            scheduler.ask();
            FinetuneResult { started: true, reason: None }
        }
    }));
}

pub fn learning(connection: &mut Connection, _: Empty, answer: Answer) {
    let idle = || LearningResult { state: "idle".into(), ..LearningResult::default() };
    answer.give(Ok(connection.daemon.scheduler().map_or_else(idle, |scheduler| to_wire(scheduler.status()))));
}

/// Serves an earlier model. This reads a checkpoint, so it is done on a compute thread.
pub fn rollback(connection: &mut Connection, params: Rollback, answer: Answer) {
    let daemon = connection.daemon.clone();
    compute(&connection.daemon.pool, connection.id, answer, move || {
        let none = || rpc_error(code::MODEL_UNAVAILABLE, "there are no personal models");
        let rolled_back = daemon.scheduler().ok_or_else(none)?.roll_back(params.generation);
        let failed = |error: GenerationsError| rpc_error(code::MODEL_UNAVAILABLE, error.to_string());
        rolled_back.map(|generation| RollbackResult { generation }).map_err(failed)
    });
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
