//! Signal's databases, decrypted: that of Signal Desktop, and that of Android's backup as signalbackup-tools writes it.

use rusqlite::Connection;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::database::{columns, each, number, text};
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::{Fault, Place};
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};

pub const FORMAT: Description = Description {
    name: "signal-db",
    title: "Signal's database",
    aliases: &["signal-desktop", "signal-android"],
    origin: "db.sqlite of Signal Desktop or database.sqlite of an Android backup, once they are decrypted",
    extensions: &["sqlite", "db"],
    shapes: &[Shape { score, reader: Reader::Database(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    let has = |words: &str| memchr::memmem::find(sample.bytes, words.as_bytes()).is_some();
    let desktop = has("sourceServiceId") || (has("conversationId") && has("expireTimer"));
    let android = has("from_recipient_id") && has("thread_id");
    when(sample.is_database() && (desktop || android), SURE - 5)
}

fn read(database: &Connection, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    if columns(database, "messages")?.iter().any(|name| name == "conversationId") {
        return desktop(database, reading, out);
    }
    if columns(database, "message")?.iter().any(|name| name == "date_sent") {
        return android(database, reading, out);
    }
    Err(Fault::broken(Place::Whole, "not a database of Signal's of a version that is known"))
}

fn desktop(database: &Connection, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let names = columns(database, "conversations")?;
    let has = |column: &str| names.iter().any(|name| name == column);
    let known: Vec<String> = ["name", "profileFullName", "profileName", "e164"]
        .into_iter()
        .filter(|column| has(column))
        .map(|column| format!("nullif(c.{column}, '')"))
        .collect();
    let name = match &known[..] {
        [] => "NULL".to_owned(),
        [one] => one.clone(),
        several => format!("coalesce({})", several.join(", ")),
    };
    let join = if names.is_empty() { "" } else { "LEFT JOIN conversations c ON c.id = m.conversationId" };
    let erased = columns(database, "messages")?.iter().any(|name| name == "isErased");
    let erased = if erased { "m.isErased" } else { "0" };
    let sql = format!(
        "SELECT m.type, m.sent_at, m.body, m.conversationId, {erased}, {name}, m.hasAttachments
         FROM messages m {join} ORDER BY m.conversationId, m.sent_at"
    );
    each(database, &sql, |row| {
        let sent = match text(row, 0).as_deref() {
            Some("outgoing") => true,
            Some("incoming") => false,
            _ => return out.skip(Skip::System),
        };
        let words = text(row, 2).unwrap_or_default();
        if number(row, 4) == Some(1) {
            return out.skip(Skip::Deleted);
        }
        if words.is_empty() {
            return out.skip(if number(row, 6) == Some(1) { Skip::Media } else { Skip::Empty });
        }
        let chat = text(row, 5).or_else(|| text(row, 3));
        let conversation = out.name(chat.as_deref().unwrap_or(reading.stem()));
        let author = chat.as_deref().filter(|_| !sent);
        out.message(Draft {
            time: number(row, 1),
            author,
            me: Some(sent),
            text: &words,
            conversation: Some(&conversation),
        })
    })
}

/// The types (their lowest five bits) of messages that were sent.
const SENT: std::ops::RangeInclusive<i64> = 21..=26;
/// The type (its lowest five bits) of messages that were received.
const RECEIVED: i64 = 20;

fn android(database: &Connection, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let deleted = columns(database, "message")?.iter().any(|name| name == "remote_deleted");
    let deleted = if deleted { "m.remote_deleted" } else { "0" };
    let sql = format!(
        "SELECT m.type, m.date_sent, m.body, m.thread_id, m.from_recipient_id, {deleted} FROM message m ORDER BY m.thread_id, m._id"
    );
    each(database, &sql, |row| {
        let sent = match number(row, 0).map(|kind| kind & 0x1f) {
            Some(kind) if SENT.contains(&kind) => true,
            Some(RECEIVED) => false,
            _ => return out.skip(Skip::System),
        };
        let words = text(row, 2).unwrap_or_default();
        if number(row, 5) == Some(1) {
            return out.skip(Skip::Deleted);
        }
        if words.is_empty() {
            return out.skip(Skip::Media);
        }
        let thread = text(row, 3).map_or_else(|| reading.stem().to_owned(), |thread| format!("Signal {thread}"));
        let (conversation, author) = (out.name(&thread), text(row, 4).filter(|_| !sent));
        out.message(Draft {
            time: number(row, 1),
            author: author.as_deref(),
            me: Some(sent),
            text: &words,
            conversation: Some(&conversation),
        })
    })
}
