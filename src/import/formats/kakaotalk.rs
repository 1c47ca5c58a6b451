//! KakaoTalk's exports: text of phones and of computers, and CSV.

use std::io::Read;
use std::sync::Arc;

use super::out::{Draft, Out};
use super::reading::Reading;
use super::stamped;
use super::table::Table;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::Fault;
use crate::import::familiar::Familiar;
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::sample::{SURE, Sample, when};
use crate::import::stamp::{self, Ending, stamp_before};
use crate::import::time;

pub const FORMAT: Description = Description {
    name: "kakaotalk",
    title: "KakaoTalk",
    aliases: &["kakao"],
    origin: "in a chat: menu > Settings > Export messages (text or CSV)",
    extensions: &["txt", "csv"],
    shapes: &[
        Shape { score: score_phone, reader: Reader::Learned(read_phone, stamped::learn) },
        Shape { score: score_computer, reader: Reader::Text(read_computer) },
        Shape { score: score_csv, reader: Reader::Text(read_csv) },
    ],
    ..Description::BASE
};

/// Names of those who write that are remembered.
const MAX_AUTHORS: usize = 1024;

/// `2023년 11월 14일 오후 10:13, Ann : 안녕`
fn score_phone(sample: &Sample<'_>) -> u8 {
    sample.share(30, |line| stamp_before(line, Ending::Comma).is_some_and(|found| found.rest.contains(" : ")))
}

fn score_computer(sample: &Sample<'_>) -> u8 {
    sample.share(30, |line| message(line).is_some())
}

fn score_csv(sample: &Sample<'_>) -> u8 {
    when(sample.first_line().trim_end() == "Date,User,Message", SURE)
}

/// What stands in place of pictures and the like, perhaps with their number before or behind it.
fn instead(text: &str) -> Option<Skip> {
    const MEDIA: [&str; 18] = [
        "사진",
        "동영상",
        "이모티콘",
        "음성메시지",
        "파일",
        "지도",
        "연락처",
        "Photo",
        "Photos",
        "Video",
        "Emoticons",
        "Emoticon",
        "Voice Note",
        "File",
        "写真",
        "動画",
        "スタンプ",
        "샵검색",
    ];
    let bare = text.trim().trim_end_matches(['장', '개']).trim_matches(|c: char| c.is_numeric() || c == ' ');
    if MEDIA.contains(&bare) || text.starts_with("파일: ") || text.starts_with("File: ") {
        return Some(Skip::Media);
    }
    ["삭제된 메시지입니다.", "This message was deleted.", "Message deleted.", "メッセージが削除されました。"]
        .contains(&text.trim())
        .then_some(Skip::Deleted)
}

fn read_phone(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let between = |line: &str| stamp_before(line, Ending::Colon).is_some() || is_day(line);
    stamped::read_chat_but(input, reading, out, title(reading), stamped::Program { instead, between })
}

/// `2023년 11월 14일 화요일`, `Tuesday, November 14, 2023`: above the messages of a day.
fn is_day(line: &str) -> bool {
    line.len() < 60
        && line.contains(char::is_numeric)
        && line.contains(['년', '年', ','])
        && !line.contains(':')
        && stamp::moment(&format!("{} 00:00", line.trim())).is_some()
}

/// `Ann invited Bob.`, `Ann님이 Bob님을 초대했습니다.`: what stands between the messages of those who write.
fn tells_of(line: &str, authors: &Familiar<()>) -> bool {
    let korean = line.split_once("님이 ").or_else(|| line.split_once("님을 ")).map(|(name, _)| name);
    if let Some(name) = korean.filter(|name| line.ends_with("습니다.") && name.len() < 120) {
        return !name.contains(['.', ',', '\n']);
    }
    const DONE: [&str; 5] = [" invited ", " left.", " left this chatroom.", " joined this chatroom.", " was removed"];
    DONE.iter().any(|done| line.split_once(done).is_some_and(|(name, _)| authors.has(name))) && line.ends_with('.')
}

fn title<'a>(reading: &Reading<'a>) -> &'a str {
    reading.stem()
}

/// `[Ann] [오후 10:13] 안녕`, below lines of dashes with a day in them.
fn read_computer(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let conversation = out.name(title(reading));
    let mut lines = Lines::new(input);
    let mut date = None;
    let mut pending: Option<(Option<i64>, String, String)> = None;
    let mut authors = Familiar::default();
    while let Some(line) = lines.next()? {
        if let Some((author, clock, text)) = message(line) {
            flush(pending.take(), &conversation, out)?;
            let time = date.and_then(|date| time::at(reading.zone, date, clock));
            pending = Some((time, author.to_owned(), text.to_owned()));
            if authors.len() < MAX_AUTHORS {
                authors.insert(author, ());
            }
        } else if line.starts_with("-----") {
            flush(pending.take(), &conversation, out)?;
            let inner = line.trim_matches(['-', ' ']).to_owned() + " 00:00";
            date = stamp::moment(&inner.replace("일 ", "일, ")).and_then(|found| {
                let [year, month, day] =
                    if found.named { [found.date[2], found.date[1], found.date[0]] } else { found.date };
                time::date(year, month, day)
            });
        } else if tells_of(line, &authors) {
            flush(pending.take(), &conversation, out)?;
            out.skip(Skip::System)?;
        } else if let Some((_, _, text)) = pending.as_mut().filter(|(_, _, text)| text.len() <= MAX_MESSAGE_BYTES) {
            text.push('\n');
            text.push_str(line);
        }
    }
    flush(pending.take(), &conversation, out)
}

/// Author, time and words of a line.
fn message(line: &str) -> Option<(&str, jiff::civil::Time, &str)> {
    let (author, rest) = line.strip_prefix('[')?.split_once("] [")?;
    let (clock, text) = rest.split_once(']')?;
    let found = (clock.len() < 24 && clock.contains(':')).then(|| format!("2000/1/1 {clock}"))?;
    let found = stamp::moment(&found)?;
    let clock = time::time(time::hour(found.hour, found.afternoon), found.minute, found.second)?;
    Some((author, clock, text.strip_prefix(' ').unwrap_or(text)))
}

fn flush(
    found: Option<(Option<i64>, String, String)>,
    conversation: &Arc<str>,
    out: &mut Out<'_, '_>,
) -> Result<(), Fault> {
    let Some((time, author, text)) = found else { return Ok(()) };
    if let Some(skip) = instead(&text) {
        return out.skip(skip);
    }
    out.message(Draft { time, author: Some(&author), me: None, text: &text, conversation: Some(conversation) })
}

fn read_csv(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let conversation = out.name(title(reading));
    let mut table = Table::new(input, &["Date", "User", "Message"])?;
    while let Some(row) = table.next(out)? {
        let [date, user, message] = row.try_into().unwrap_or_default();
        flush(Some((time::iso(reading.zone, &date), user, message)), &conversation, out)?;
    }
    Ok(())
}
