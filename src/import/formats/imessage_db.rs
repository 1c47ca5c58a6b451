//! Messages' own database on a Mac: `chat.db`. The owner's messages are marked in it.

use rusqlite::Connection;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::database::{APPLE_SECONDS, columns, each, number, text};
use crate::import::description::{Description, Reader, Shape, UsualPlace};
use crate::import::error::Fault;
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};

pub const FORMAT: Description = Description {
    name: "imessage-db",
    title: "iMessage's database",
    aliases: &["chatdb"],
    origin: "chat.db in Library/Messages on a Mac; sms.db of an iPhone's backup",
    extensions: &["db"],
    places: &[UsualPlace::Saved("Library/Messages")],
    shapes: &[Shape { score, reader: Reader::Database(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    let has = |words: &str| memchr::memmem::find(sample.bytes, words.as_bytes()).is_some();
    let named = ["chat.db", "sms.db"].contains(&sample.file_name());
    when(sample.is_database() && (named || has("associated_message_guid") || has("chat_message_join")), SURE)
}

fn read(database: &Connection, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let known = columns(database, "message")?;
    let column = |name: &str, instead: &str| {
        if known.iter().any(|known| known == name) { format!("m.{name}") } else { instead.to_owned() }
    };
    let joined = !columns(database, "chat_message_join")?.is_empty();
    let (chat, join) = match joined {
        true => (
            "coalesce(nullif(c.display_name, ''), c.chat_identifier)",
            "LEFT JOIN chat_message_join j ON j.message_id = m.ROWID LEFT JOIN chat c ON c.ROWID = j.chat_id",
        ),
        false => ("h.id", ""),
    };
    let sql = format!(
        "SELECT m.is_from_me, m.date, m.text, {body}, {reaction}, {item}, {app}, {retracted}, {chat}, h.id
         FROM message m LEFT JOIN handle h ON h.ROWID = m.handle_id {join} ORDER BY 9, m.date",
        body = column("attributedBody", "NULL"),
        reaction = column("associated_message_type", "0"),
        item = column("item_type", "0"),
        app = column("balloon_bundle_id", "NULL"),
        retracted = column("date_retracted", "0"),
    );
    each(database, &sql, |row| {
        let skip = if number(row, 4).is_some_and(|kind| kind != 0) {
            Some(Skip::Reaction)
        } else if number(row, 5).is_some_and(|kind| kind != 0) {
            Some(Skip::System)
        } else if number(row, 7).is_some_and(|time| time != 0) {
            Some(Skip::Deleted)
        } else {
            None
        };
        if let Some(skip) = skip {
            return out.skip(skip);
        }
        let blob: Option<Vec<u8>> = row.get(3).ok().flatten();
        let words = text(row, 2)
            .filter(|text| !text.is_empty())
            .or_else(|| blob.as_deref().and_then(typed))
            .unwrap_or_default();
        // An attachment stands in the text as one character.
        let words = words.replace('\u{fffc}', "");
        let address = words.starts_with("http") && !words.contains(char::is_whitespace);
        if words.trim().is_empty() || (text(row, 6).is_some() && !address) {
            return out.skip(Skip::Media);
        }
        let (me, chat, handle) = (number(row, 0) == Some(1), text(row, 8), text(row, 9));
        let conversation = out.name(chat.as_deref().or(handle.as_deref()).unwrap_or(reading.stem()));
        out.message(Draft {
            time: number(row, 1).map(moment),
            author: handle.as_deref().filter(|_| !me),
            me: Some(me),
            text: &words,
            conversation: Some(&conversation),
        })
    })
}

/// Seconds or, in newer versions, nanoseconds since 2001.
fn moment(date: i64) -> i64 {
    let ms = if date.unsigned_abs() > 100_000_000_000 { date / 1_000_000 } else { date.saturating_mul(1000) };
    ms.saturating_add(APPLE_SECONDS * 1000)
}

/// The text of an attributed one, an archive of Apple's (`typedstream`): the first string after the name of its class,
/// after `+`, with its length before it.
fn typed(blob: &[u8]) -> Option<String> {
    let class = memchr::memmem::find(blob, b"NSString")?;
    let after = &blob[class + 8..];
    let plus = after.iter().take(24).position(|byte| *byte == b'+')?;
    let (length, start) = match after.get(plus + 1)? {
        0x81 => (u32::from(u16::from_le_bytes([*after.get(plus + 2)?, *after.get(plus + 3)?])), plus + 4),
        0x82 => {
            let bytes = after.get(plus + 2..plus + 6)?;
            (u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]), plus + 6)
        }
        short => (u32::from(*short), plus + 2),
    };
    let text = after.get(start..start.checked_add(usize::try_from(length).ok()?)?)?;
    Some(String::from_utf8_lossy(text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributed_texts() {
        let blob = |text: &str, length: &[u8]| {
            [b"\x04\x0bstreamtyped\x84\x84\x08NSString\x01\x94\x84\x01+".as_slice(), length, text.as_bytes(), b"\x86"]
                .concat()
        };
        assert_eq!(typed(&blob("hello", &[5])).as_deref(), Some("hello"));
        let long = "x".repeat(300);
        assert_eq!(typed(&blob(&long, &[0x81, 0x2c, 1])).as_deref(), Some(long.as_str()));
        assert_eq!(typed(&blob("cut", &[200])), None);
        assert_eq!(typed(b"nothing"), None);
    }

    #[test]
    fn moments_of_both_kinds() {
        assert_eq!(moment(721_692_800), 1_700_000_000_000);
        assert_eq!(moment(721_692_800_000_000_000), 1_700_000_000_000);
        assert_eq!(moment(i64::MIN), i64::MIN / 1_000_000 + APPLE_SECONDS * 1000);
    }
}
