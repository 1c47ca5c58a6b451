//! `why`: the parts of the probability of each word on offer, worked out on a compute thread. Nothing is stored.

use super::shared::{check_name, compute, prediction_failed};
use super::suggest::query;
use crate::daemon::connection::Connection;
use crate::daemon::reply::{Answer, wrong_value};
use crate::predict::{Owner, Query, Reason, Worker};
use crate::rpc::limits::MAX_CONTEXT_BYTES;
use crate::rpc::protocol::{Kind, Part, RpcError, Suggest, Why, WhyResult, WordReason};

/// Most words that are explained at once, since each is read anew.
const MOST_WORDS: usize = 9;

pub fn why(connection: &mut Connection, params: Why, answer: Answer) {
    let query = match check(connection, &params) {
        Ok(query) => query,
        Err(error) => return answer.refuse(error),
    };
    let daemon = connection.daemon.clone();
    compute(&connection.daemon.pool, connection.id, answer, move || {
        let model = daemon.model();
        let taught = daemon.profile.read_when_built();
        let removed = |word: &str| taught.removed.contains(word);
        let owner = Owner { personal: &taught.personal, app: params.app.as_deref(), removed: &removed };
        let owner = Some(owner).filter(|_| taught.fits(&model.predictor));
        let reasons = model.predictor.why(&mut Worker::default(), &params.left_context, &query, owner, &|| false);
        let words = reasons.map_err(|_| prediction_failed())?;
        Ok(WhyResult { words: words.into_iter().map(to_wire).collect() })
    });
}

fn check(connection: &Connection, params: &Why) -> Result<Query, RpcError> {
    check_name("app", params.app.as_deref())?;
    if params.left_context.len() > MAX_CONTEXT_BYTES {
        return Err(wrong_value("left_context", &format!("must have at most {MAX_CONTEXT_BYTES} bytes")));
    }
    let (kinds, language) = (Some(vec![Kind::Words]), params.language.clone());
    let asked = Suggest { n: params.n, kinds, language, ..Suggest::default() };
    let query = query(connection, &asked)?;
    Ok(Query { n: query.n.min(MOST_WORDS), ..query })
}

fn to_wire(reason: Reason) -> WordReason {
    let Reason { word, network, base, memory, habits, own, rest } = reason;
    let part = |(name, bits): (&str, f32)| Part { name: name.to_owned(), bits };
    WordReason {
        text: word.text,
        probability: word.probability,
        network,
        base,
        memory: memory.into_iter().map(part).collect(),
        habits,
        own,
        rest,
    }
}
