//! `commit`, `learn`, `pause`, `hide`: keeping messages, pausing that, and words that are not to be shown. Answered
//! from the history's thread.

use super::shared::{ask_history, check_name};
use crate::daemon::connection::Connection;
use crate::daemon::history::{HistoryService, Origin, Outcome, Refusal, TYPED};
use crate::daemon::reply::{Answer, wrong_value};
use crate::history::{LexiconWord, NewMessage};
use crate::rpc::limits::MAX_MESSAGE_BYTES;
use crate::rpc::protocol::{Commit, Hide, HideResult, Learn, Learned, Pause, PauseResult, RpcError};
use crate::text::words::is_word_char;

/// The source of messages that name none.
const LEARNED: &str = "learn";

/// Puts the message into the session's text as its last line at once; the answer tells later whether the message is
/// kept.
pub fn commit(connection: &mut Connection, params: Commit, answer: Answer) {
    if let Err(error) = check_text("text", params.text.as_deref().unwrap_or_default()) {
        return answer.refuse(error);
    }
    let session = match connection.session(params.session) {
        Ok(session) => session,
        Err(error) => return answer.refuse(error),
    };
    let text = params.text.unwrap_or_else(|| session.left_context.message().to_owned());
    session.left_context.commit(&text);
    let above = session.left_context.line_above(&text).map(str::to_owned);
    let fared = session.take_fared();
    let field = session.field.clone();
    let origin = Origin {
        source: TYPED.into(),
        private: field.is_private(),
        secret: field.is_secret(),
        app: field.app,
        terminal: field.terminal,
        connection: connection.id,
        above,
    };
    let conversation = field.conversation;
    let profile = connection.daemon.profile.clone();
    let message = NewMessage { text: text.clone(), conversation, ..NewMessage::default() };
    keep(connection, origin, vec![message], Vec::new(), answer, move |outcome| {
        // The filter's outcome is not known here word by word: offers count only for a text that it left whole.
        if outcome.kept + outcome.known > 0 && outcome.dropped.is_empty() {
            profile.observe(&fared, &text);
        }
    });
}

/// Keeps messages and words; the single message beside the list comes before those in the list.
pub fn learn(connection: &mut Connection, params: Learn, answer: Answer) {
    match incoming(params) {
        Ok((origin, messages, words)) => {
            let origin = Origin { connection: connection.id, ..origin };
            keep(connection, origin, messages, words, answer, |_| {});
        }
        Err(error) => answer.refuse(error),
    }
}

fn incoming(params: Learn) -> Result<(Origin, Vec<NewMessage>, Vec<LexiconWord>), RpcError> {
    let Learn { text, app, conversation, time, author, source, terminal, messages, words } = params;
    let names = [("app", &app), ("conversation", &conversation), ("author", &author), ("source", &source)];
    names.into_iter().try_for_each(|(field, name)| check_name(field, name.as_deref()))?;
    check_text("text", text.as_deref().unwrap_or_default())?;
    let mut own_words = Vec::new();
    for word in words.unwrap_or_default() {
        check_name("words", Some(&word.text))?;
        let count = u32::try_from(word.count.max(1)).unwrap_or(u32::MAX);
        own_words.push(LexiconWord { text: word.text, count, ..LexiconWord::default() });
    }
    let mut all = Vec::new();
    for message in messages.unwrap_or_default() {
        check_text("messages", &message.text)?;
        check_name("messages", message.author.as_deref())?;
        check_name("messages", message.conversation.as_deref())?;
        all.push(NewMessage {
            text: message.text,
            author: message.author.or_else(|| author.clone()),
            conversation: message.conversation.or_else(|| conversation.clone()),
            time: message.time.or(time),
            ..NewMessage::default()
        });
    }
    if let Some(text) = text {
        all.insert(0, NewMessage { text, author, conversation, time, ..NewMessage::default() });
    }
    let source = source.unwrap_or_else(|| LEARNED.into());
    // Only `commit` hands over text that the owner typed.
    if source == TYPED {
        return Err(wrong_value("source", "`typed` is what `commit` keeps; take another name"));
    }
    Ok((Origin { source, app, terminal, ..Origin::default() }, all, own_words))
}

pub fn pause(connection: &mut Connection, params: Pause, answer: Answer) {
    let work = move |history: &mut HistoryService| {
        if params.paused {
            history.pause(params.minutes)?
        } else {
            history.resume()?
        }
        let until = history.paused_until();
        Ok(PauseResult { paused: until.is_some(), until: until.filter(|&until| until != i64::MAX) })
    };
    let daemon = connection.daemon.clone();
    connection.daemon.history.submit(connection.id, 0, work, move |result: Result<PauseResult, RpcError>| {
        if let Ok(now) = &result {
            daemon.events.pause_changed(now);
        }
        answer.give(result);
    });
}

pub fn hide(connection: &mut Connection, params: Hide, answer: Answer) {
    let stray = |c: char| c.is_whitespace() || c.is_control();
    let no_word = |word: &str| word.contains(stray) || !word.contains(is_word_char);
    if params.word.as_deref().is_some_and(no_word) {
        return answer.refuse(wrong_value("word", "must be one word"));
    }
    if let Err(error) = check_name("word", params.word.as_deref()) {
        return answer.refuse(error);
    }
    let profile = connection.daemon.profile.clone();
    ask_history(connection, 0, answer, move |history| {
        if let Some(word) = &params.word {
            profile.hide(history.store()?, word, params.shown).map_err(Refusal::from)?;
        }
        let words = profile.read().personal.habits.hidden().map(str::to_owned).collect();
        Ok(HideResult { words })
    });
}

/// Keeps messages and words; `kept` is called on the history's thread with what became of them.
fn keep(
    connection: &Connection,
    origin: Origin,
    messages: Vec<NewMessage>,
    words: Vec<LexiconWord>,
    answer: Answer,
    kept: impl FnOnce(&Outcome) + Send + 'static,
) {
    let bytes = messages.iter().map(|message| message.text.len() + size_of::<NewMessage>()).sum::<usize>()
        + words.iter().map(|word| word.text.len() + size_of::<LexiconWord>()).sum::<usize>();
    ask_history(connection, bytes, answer, move |history| {
        let mut outcome = history.keep(&origin, messages)?;
        if !words.is_empty() {
            outcome.add(history.keep_words(&origin, words)?);
        }
        kept(&outcome);
        Ok(to_wire(outcome))
    });
}

fn to_wire(outcome: Outcome) -> Learned {
    Learned { kept: outcome.kept, known: outcome.known, dropped: outcome.dropped }
}

fn check_text(field: &str, text: &str) -> Result<(), RpcError> {
    match text.len() {
        0..=MAX_MESSAGE_BYTES => Ok(()),
        _ => Err(wrong_value(field, &format!("a message must have at most {MAX_MESSAGE_BYTES} bytes"))),
    }
}
