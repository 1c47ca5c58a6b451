//! `history` and `forget`: showing and removing messages that are kept. Answered from the history's thread.

use std::collections::BTreeMap;

use super::shared::{ask_history, compute};
use crate::daemon::connection::Connection;
use crate::daemon::history::HistoryService;
use crate::daemon::reply::{Answer, rpc_error, wrong_value};
use crate::daemon::state::Daemon;
use crate::history::{self, Condition, HistoryError, Message, Preview, Search, Store, WordCount};
use crate::predict::{Owner, Worker};
use crate::rpc::limits::MAX_HISTORY;
use crate::rpc::protocol::{
    Forget, Forgotten, History, HistoryMessage, HistoryResult, HistoryTotals, HistoryWord, RpcError, WordOrder, code,
};
use crate::text::words::is_word_char;

/// Messages of an answer when the request gives no limit.
const DEFAULT_LIMIT: u32 = 20;
/// Bytes of text in an answer; a frame has room for it.
const ANSWER_BYTES: usize = 256 << 10;
/// Characters of each message of a preview.
const PREVIEW_CHARS: usize = 200;
/// Most words whose changes are measured, each in a few network steps; −ln of the share of a word that no lexicon has.
const CANDIDATES: usize = 1000;
const RAREST: f32 = 16.0;
/// Most sources and applications in the totals: those with the most messages.
const TOTALS: usize = 200;

pub fn history(connection: &mut Connection, params: History, answer: Answer) {
    if params.limit.is_some_and(|limit| limit > MAX_HISTORY) {
        return answer.refuse(wrong_value("limit", &format!("must be from 0 to {MAX_HISTORY}")));
    }
    let unsent = connection.unsent.clone();
    let (changed, limit) = (params.words == Some(WordOrder::MostChanged), params.limit.unwrap_or(DEFAULT_LIMIT));
    let work = move |history: &mut HistoryService| match unsent.are_many() {
        true => Err(rpc_error(code::LIMIT_EXCEEDED, "answers wait to be read; read them first")),
        false => shown(history, params),
    };
    let (daemon, id) = (connection.daemon.clone(), connection.id);
    connection.daemon.history.submit(id, 0, work, move |shown| match shown {
        Ok((mut result, words)) if changed => {
            let measuring = daemon.clone();
            compute(&daemon.pool, id, answer, move || {
                result.words = most_changed(&measuring, words, limit as usize);
                Ok(result)
            });
        }
        shown => answer.give(shown.map(|(result, _)| result)),
    });
}

/// Returns at most `limit` words by how much more probable learning has made them, the largest change first.
fn most_changed(daemon: &Daemon, words: Vec<WordCount>, limit: usize) -> Vec<HistoryWord> {
    let model = daemon.model();
    let lexicon = model.predictor.lexicon();
    let all: u64 = words.iter().map(|word| word.count).sum();
    // Only a word that this person uses more often than others do can have changed much.
    let unlike_others = |word: &WordCount| {
        let rarity = lexicon.and_then(|lexicon| lexicon.entry(&word.text)).map_or(RAREST, |entry| entry.rarity);
        word.count as f32 * (rarity + (word.count as f32 / all as f32).ln())
    };
    let mut candidates: Vec<(f32, WordCount)> = words.into_iter().map(|word| (unlike_others(&word), word)).collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    candidates.truncate(CANDIDATES);
    let mut worker = Worker::default();
    let measured = candidates.into_iter().map(|(_, word)| {
        // The lock is held for one word at a time, so that learning waits for no more than that.
        let taught = daemon.profile.read();
        let owner = Owner { personal: &taught.personal, app: None, removed: &|_| false };
        let fits = taught.fits(&model.predictor);
        let mut change = || model.predictor.change(&mut worker, &word.after, &word.text, owner, &|| false);
        let change = if fits { change().unwrap_or(0.0) } else { 0.0 };
        HistoryWord { text: word.text, count: word.count, first: word.first, change: Some(change) }
    });
    let mut words: Vec<HistoryWord> = measured.collect();
    words.sort_by(|a, b| b.change.unwrap_or(0.0).total_cmp(&a.change.unwrap_or(0.0)));
    words.truncate(limit);
    words
}

/// Returns the answer, and beside it all words where their changes are to be measured.
fn shown(history: &mut HistoryService, params: History) -> Result<(HistoryResult, Vec<WordCount>), RpcError> {
    let limit = params.limit.unwrap_or(DEFAULT_LIMIT);
    let search = Search {
        text: params.search.filter(|text| !text.is_empty()),
        after: params.after,
        before: params.before,
        source: params.source,
        app: params.app,
        conversation: params.conversation,
        author: params.author,
        ..Search::default()
    };
    let read = |store: &Store| -> Result<(HistoryResult, Vec<WordCount>), HistoryError> {
        let page = store.search(&search, limit, params.offset, ANSWER_BYTES)?;
        let words = match params.words {
            None => Vec::new(),
            Some(WordOrder::MostUsed) => store.words(history::WordOrder::MostUsed, limit as usize)?.1,
            Some(WordOrder::Newest) => store.words(history::WordOrder::Newest, limit as usize)?.1,
            Some(WordOrder::MostChanged) => store.words(history::WordOrder::MostUsed, usize::MAX)?.1,
        };
        // A word may be as long as a message.
        let short = words.into_iter().filter(|word| word.text.chars().count() <= PREVIEW_CHARS);
        let mut result = HistoryResult {
            matching: page.matching,
            messages: page.messages.into_iter().map(to_wire).collect(),
            words: Vec::new(),
            totals: totals(store.totals()?),
        };
        if params.words == Some(WordOrder::MostChanged) {
            return Ok((result, short.collect()));
        }
        let plain = |w: WordCount| HistoryWord { text: w.text, count: w.count, first: w.first, change: None };
        result.words = short.map(plain).collect();
        Ok((result, Vec::new()))
    };
    let result = read(history.store()?);
    result.map_err(|error| history.failed(error).into())
}

pub fn forget(connection: &mut Connection, params: Forget, answer: Answer) {
    let dry_run = params.dry_run;
    let condition = match condition(params) {
        Ok(condition) => condition,
        Err(error) => return answer.refuse(error),
    };
    ask_history(connection, 0, answer, move |history| {
        if dry_run {
            let (preview, seen) = history.preview(&condition)?;
            return Ok(forgotten(preview, seen));
        }
        let (erased, seen) = history.forget(&condition)?;
        match erased.unfinished {
            None => Ok(forgotten(erased.preview, seen)),
            Some(error) => {
                let words = "it is forgotten, but the history's files may still hold traces of it until the daemon is \
                             started again";
                Err(rpc_error(code::HISTORY_UNAVAILABLE, format!("{words}: {error}")))
            }
        }
    });
}

/// Returns the condition that a request describes, or the error of a request that describes none.
fn condition(params: Forget) -> Result<Condition, RpcError> {
    let Forget { word, text, pattern, after, before, source, app, conversation, author, ids, everything, dry_run: _ } =
        params;
    let texts = [("word", &word), ("text", &text), ("pattern", &pattern)];
    if let Some((field, _)) = texts.iter().find(|(_, value)| value.as_deref() == Some("")) {
        return Err(wrong_value(field, "is empty"));
    }
    if word.as_deref().is_some_and(|word| word.contains(char::is_whitespace) || !word.contains(is_word_char)) {
        return Err(wrong_value("word", "must be one word; `text` takes several"));
    }
    let given = [word.is_some(), text.is_some(), pattern.is_some(), after.is_some(), before.is_some()];
    let given =
        [&given[..], &[source.is_some(), app.is_some(), conversation.is_some(), author.is_some(), ids.is_some()]]
            .concat();
    match (everything, given.contains(&true)) {
        (true, true) => Err(wrong_value("everything", "stands alone")),
        (false, false) => Err(rpc_error(code::INVALID_PARAMS, "say what is to go; `everything` is everything")),
        _ => {
            let search = Search { text, pattern, after, before, source, app, conversation, author, ids };
            Ok(Condition { search, word, everything })
        }
    }
}

fn forgotten(preview: Preview, seen_by_model: bool) -> Forgotten {
    Forgotten {
        messages: preview.messages,
        chars: preview.chars,
        changed: preview.changed,
        words: preview.words,
        preview: preview.newest.into_iter().map(shortened).map(to_wire).collect(),
        rebuild: seen_by_model,
    }
}

fn shortened(message: Message) -> Message {
    match message.text.char_indices().nth(PREVIEW_CHARS) {
        Some((at, _)) => Message { text: format!("{}…", &message.text[..at]), ..message },
        None => message,
    }
}

fn to_wire(message: Message) -> HistoryMessage {
    let Message { id, time, source, app, conversation, author, text } = message;
    HistoryMessage { id, time, source, app, conversation, author, text }
}

fn totals(totals: history::Totals) -> HistoryTotals {
    HistoryTotals {
        messages: totals.messages,
        own_messages: totals.own_messages,
        own_chars: totals.own_chars,
        own_words: totals.own_words,
        bytes: totals.bytes,
        sources: most(totals.by_source),
        apps: most(totals.by_app),
        dropped: totals.dropped,
    }
}

fn most(counts: BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counts.into_iter().take(TOTALS).collect()
}
