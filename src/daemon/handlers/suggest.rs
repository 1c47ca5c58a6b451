//! `suggest`: checks the question here, answers it on a compute thread.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::shared::{check_language, prediction_failed, said};
use crate::daemon::connection::Connection;
use crate::daemon::reply::{Answer, Reply, wrong_value};
use crate::predict::{Cancelled, FieldKind, Owner, Query, Suggestions, WordKind, Worker};
use crate::rpc::limits::MAX_SUGGESTIONS;
use crate::rpc::protocol::{self as rpc, Kind, NextChar, Phrase, RpcError, SessionId, Suggest, SuggestResult, Word};

/// Characters after the cursor that matter: the word that goes on there, or the next one.
const AFTER_CHARS: usize = 64;

/// Hands the reply to a compute thread: it is answered when the computation is done or a newer request supersedes it.
pub fn suggest(connection: &mut Connection, params: Suggest, answer: Answer) {
    // A notification has no answer, so that nothing is searched for it.
    let Answer::Reply(reply) = answer else { return };
    match prepare(connection, params) {
        Ok((query, session)) => compute(connection, reply, query, session),
        Err(error) => reply.error(&error),
    }
}

fn prepare(connection: &mut Connection, params: Suggest) -> Result<(Query, SessionId), RpcError> {
    let query = query(connection, &params)?;
    let said = said(params.messages)?;
    let session = connection.session(params.session)?;
    if params.left_context.is_some() || said.is_some() {
        session.set(said, &params.left_context.unwrap_or_default());
    }
    session.field.kind = query.field;
    let people = session.people.clone();
    let language = query.language.or_else(|| session.field.language.clone());
    let declined = session.fared().lock().stayed();
    let id = session.id();
    connection.note_unkept(id);
    Ok((Query { people, language, declined, ..query }, id))
}

/// Returns the query of a request, with defaults filled in from the configuration.
pub(super) fn query(connection: &Connection, params: &Suggest) -> Result<Query, RpcError> {
    let config = connection.daemon.config();
    let defaults = &config.suggest;
    let n = params.n.unwrap_or(defaults.n);
    if n > MAX_SUGGESTIONS {
        return Err(wrong_value("n", &format!("must be from 0 to {MAX_SUGGESTIONS}")));
    }
    let n_chars = params.n_chars.unwrap_or(n);
    if n_chars > MAX_SUGGESTIONS {
        return Err(wrong_value("n_chars", &format!("must be from 0 to {MAX_SUGGESTIONS}")));
    }
    let min_probability = params.min_probability.unwrap_or(defaults.min_probability);
    if !(0.0..=1.0).contains(&min_probability) {
        return Err(wrong_value("min_probability", "must be from 0 to 1"));
    }
    check_language(params.language.as_deref())?;
    let wants = |kind| params.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
    Ok(Query {
        n: n as usize,
        n_chars: Some(n_chars as usize),
        words: wants(Kind::Words),
        chars: wants(Kind::Chars),
        phrase: wants(Kind::Phrase),
        min_probability,
        next_after_whole: true,
        corrections: defaults.corrections,
        layout: defaults.layout,
        decent: defaults.decent,
        emoji: params.emoji,
        after: params.after.as_deref().unwrap_or_default().chars().take(AFTER_CHARS).collect(),
        field: field(params.field),
        language: params.language.clone(),
        letters: params.letters.as_deref().unwrap_or_default().to_lowercase(),
        people: Vec::new(),
        declined: Vec::new(),
    })
}

fn field(field: Option<rpc::FieldKind>) -> FieldKind {
    match field {
        None | Some(rpc::FieldKind::Text) => FieldKind::Text,
        Some(rpc::FieldKind::Url) => FieldKind::Url,
        Some(rpc::FieldKind::Email) => FieldKind::Email,
        Some(rpc::FieldKind::Number) => FieldKind::Number,
        Some(rpc::FieldKind::Search) => FieldKind::Search,
        Some(rpc::FieldKind::Password) => FieldKind::Password,
    }
}

thread_local! {
    /// The buffers of a compute thread.
    static WORKER: RefCell<Worker> = RefCell::default();
}

fn compute(connection: &mut Connection, reply: Reply, query: Query, id: SessionId) {
    let daemon = connection.daemon.clone();
    let Some(session) = connection.sessions.get_mut(&id) else {
        return;
    };
    let asked = session.ask(reply, [query.words, query.chars, query.phrase]);
    let text = session.left_context.text().to_owned();
    let slot = session.registration.slot.clone();
    let (field, fared) = (session.field.clone(), session.fared());
    daemon.typed();
    let work = move || {
        // A request that was superseded while it waited is answered already.
        let Some(reply) = asked.begin() else { return };
        let model = daemon.model();
        let search = || {
            let taught = daemon.profile.read_when_built();
            let removed = |word: &str| taught.removed.contains(word);
            let owner = Owner { personal: &taught.personal, app: field.app.as_deref(), removed: &removed };
            let owner = Some(owner).filter(|_| !field.is_secret() && taught.fits(&model.predictor));
            daemon.contexts.with(id, &slot, model.number, |context| {
                let cancelled = || asked.is_cancelled();
                let answer = WORKER.with_borrow_mut(|worker| {
                    model.predictor.suggest(worker, context, &text, &query, owner, &cancelled)
                });
                let (outcomes, passed) = (context.take_outcomes(), context.take_passed());
                if !outcomes.is_empty() || !passed.is_empty() {
                    fared.lock().see(outcomes, passed);
                }
                answer
            })
        };
        match catch_unwind(AssertUnwindSafe(search)) {
            Ok(Ok(suggestions)) => {
                let took_us = reply.elapsed_us();
                daemon.stats.took(took_us);
                reply.ok(&to_wire(suggestions, id, took_us));
            }
            Ok(Err(Cancelled)) => reply.superseded(),
            Err(_) => {
                log::error!("a prediction failed; this is a bug");
                WORKER.set(Worker::default());
                reply.error(&prediction_failed());
            }
        }
    };
    connection.daemon.pool.submit(connection.id, work);
}

fn to_wire(found: Suggestions, session: SessionId, took_us: u64) -> SuggestResult {
    let eaten = found.eats_space_before;
    let words = found.words.into_iter().map(|word| Word {
        text: word.text,
        completion: word.completion,
        delete: word.delete as u32,
        insert: word.insert,
        probability: word.probability,
        kind: match word.kind {
            WordKind::Completion => "completion".into(),
            WordKind::NextWord => "next_word".into(),
            WordKind::Correction => "correction".into(),
            WordKind::Emoji => "emoji".into(),
        },
        space_after: word.space_after,
        eats_space_before: if word.space_after { eaten.clone() } else { String::new() },
    });
    let chars = found.chars.into_iter().map(|c| NextChar { text: c.text, probability: c.probability });
    SuggestResult {
        session,
        words: words.collect(),
        chars: chars.collect(),
        phrase: found.phrase.map(|p| Phrase { text: p.text, probability: p.probability }),
        confidence: found.confidence,
        ends: found.ends,
        took_us,
        context_steps: found.context_steps,
        suppressed: found.suppressed.map(String::from),
    }
}
