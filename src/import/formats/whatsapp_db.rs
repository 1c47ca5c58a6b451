//! WhatsApp's databases: `msgstore.db` of Android (decrypted), `ChatStorage.sqlite` of an iPhone. The owner's messages
//! are marked in both.

use rusqlite::Connection;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::database::{APPLE_SECONDS, columns, each, number, text};
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::{Fault, Place};
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};

pub const FORMAT: Description = Description {
    name: "whatsapp-db",
    title: "WhatsApp's database",
    aliases: &["msgstore", "chatstorage"],
    origin: "msgstore.db of Android, decrypted; ChatStorage.sqlite of an iPhone's backup",
    extensions: &["db", "sqlite", "sqlite3"],
    shapes: &[Shape { score, reader: Reader::Database(read) }],
    ..Description::BASE
};

/// The schema stands at the beginning of a database.
fn score(sample: &Sample<'_>) -> u8 {
    let has = |words: &str| memchr::memmem::find(sample.bytes, words.as_bytes()).is_some();
    let name = sample.file_name().to_ascii_lowercase();
    let named = name.starts_with("msgstore") || name.starts_with("chatstorage");
    let schema = has("ZWAMESSAGE") || has("key_from_me") || (has("text_data") && has("chat_row_id"));
    when(sample.is_database() && (named || schema), SURE)
}

fn read(database: &Connection, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let has = |table: &str, column: &str| Ok::<_, Fault>(columns(database, table)?.iter().any(|name| name == column));
    if has("ZWAMESSAGE", "ZTEXT")? {
        return iphone(database, reading, out);
    }
    if has("message", "text_data")? {
        return android(database, reading, out);
    }
    if has("messages", "key_from_me")? {
        return old_android(database, reading, out);
    }
    Err(Fault::broken(Place::Whole, "not a database of WhatsApp's of a version that is known"))
}

fn iphone(database: &Connection, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let members = !columns(database, "ZWAGROUPMEMBER")?.is_empty();
    let (name, join) = match members {
        true => (
            "coalesce(g.ZCONTACTNAME, g.ZMEMBERJID, m.ZFROMJID)",
            "LEFT JOIN ZWAGROUPMEMBER g ON g.Z_PK = m.ZGROUPMEMBER",
        ),
        false => ("m.ZFROMJID", ""),
    };
    let sql = format!(
        "SELECT m.ZISFROMME, m.ZMESSAGEDATE, m.ZTEXT, m.ZMESSAGETYPE, c.ZPARTNERNAME, c.ZCONTACTJID, {name}
         FROM ZWAMESSAGE m LEFT JOIN ZWACHATSESSION c ON c.Z_PK = m.ZCHATSESSION {join}
         ORDER BY m.ZCHATSESSION, m.Z_PK"
    );
    each(database, &sql, |row| {
        let seconds: Option<f64> = row.get(1).ok();
        let time = seconds.map(|seconds| ((seconds + APPLE_SECONDS as f64) * 1000.0) as i64);
        let kind = match number(row, 3) {
            Some(0 | 7) | None => Kind::Text,
            Some(6 | 10 | 12) => Kind::System,
            Some(14) => Kind::Deleted,
            Some(_) => Kind::Media,
        };
        let chat = text(row, 4).or_else(|| text(row, 5));
        hand_on(Found { me: number(row, 0), time, words: text(row, 2), kind, chat, author: text(row, 6) }, reading, out)
    })
}

fn android(database: &Connection, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let sql = "SELECT m.from_me, m.timestamp, m.text_data, m.message_type, c.subject, j.user, s.user
         FROM message m LEFT JOIN chat c ON c._id = m.chat_row_id LEFT JOIN jid j ON j._id = c.jid_row_id
         LEFT JOIN jid s ON s._id = m.sender_jid_row_id ORDER BY m.chat_row_id, m._id";
    each(database, sql, |row| {
        let kind = match number(row, 3) {
            Some(0) | None => Kind::Text,
            Some(7) => Kind::System,
            Some(15) => Kind::Deleted,
            Some(_) => Kind::Media,
        };
        let (chat, author) = (text(row, 4).or_else(|| text(row, 5)), text(row, 6).or_else(|| text(row, 5)));
        hand_on(
            Found { me: number(row, 0), time: number(row, 1), words: text(row, 2), kind, chat, author },
            reading,
            out,
        )
    })
}

fn old_android(database: &Connection, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let sql = "SELECT key_from_me, timestamp, data, media_wa_type, status, key_remote_jid, remote_resource
         FROM messages ORDER BY key_remote_jid, _id";
    each(database, sql, |row| {
        let kind = match (number(row, 3), number(row, 4)) {
            (_, Some(6)) => Kind::System,
            (Some(0) | None, _) => Kind::Text,
            (Some(15), _) => Kind::Deleted,
            _ => Kind::Media,
        };
        let user = |at| {
            text(row, at).map(|jid| jid.split('@').next().unwrap_or_default().to_owned()).filter(|jid| !jid.is_empty())
        };
        let (chat, author) = (user(5), user(6).or_else(|| user(5)));
        hand_on(
            Found { me: number(row, 0), time: number(row, 1), words: text(row, 2), kind, chat, author },
            reading,
            out,
        )
    })
}

enum Kind {
    Text,
    Media,
    System,
    Deleted,
}

struct Found {
    me: Option<i64>,
    time: Option<i64>,
    words: Option<String>,
    kind: Kind,
    chat: Option<String>,
    author: Option<String>,
}

fn hand_on(found: Found, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let Found { me, time, words, kind, chat, author } = found;
    let words = words.unwrap_or_default();
    match kind {
        Kind::System => return out.skip(Skip::System),
        Kind::Deleted => return out.skip(Skip::Deleted),
        Kind::Media if words.is_empty() => return out.skip(Skip::Media),
        // Captions are a person's, names of files and places are not.
        Kind::Media if words.contains("BEGIN:VCARD") || !words.contains(' ') => return out.skip(Skip::Media),
        Kind::Text if words.is_empty() => return out.skip(Skip::System),
        Kind::Text | Kind::Media => {}
    }
    let conversation = out.name(chat.as_deref().unwrap_or(reading.stem()));
    let me = me == Some(1);
    let author = author.filter(|_| !me);
    let author = author.as_deref().or(chat.as_deref().filter(|_| !me));
    out.message(Draft { time, author, me: Some(me), text: &words, conversation: Some(&conversation) })
}
