//! Viber's CSV: date, time, name, number and words, without a line that names them. The owner is `Me` in it.

use std::io::Read;

use super::out::{Draft, Out};
use super::reading::Reading;
use super::table::Table;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::Fault;
use crate::import::message::Skip;
use crate::import::sample::Sample;
use crate::import::stamp;

pub const FORMAT: Description = Description {
    name: "viber",
    title: "Viber",
    origin: "Settings > Account > Viber backup > Email message history: CSV or zip",
    extensions: &["csv", "txt"],
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    sample.share(35, |line| {
        let mut columns = line.splitn(5, [',', ';']);
        let (date, clock) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        let when = stamp::moment(&format!("{date} {clock}")).is_some() && !clock.is_empty();
        when && columns.count() == 3
    })
}

fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let conversation = out.name(reading.stem());
    let mut table = Table::without_header(input, 5)?;
    let mut order = None;
    while let Some(row) = table.next(out)? {
        let [date, clock, name, _, text] = row.try_into().unwrap_or_default();
        let moment = format!("{date} {clock}");
        if stamp::moment(&moment).is_none() {
            out.skip(Skip::Unreadable)?;
            continue;
        }
        let text = text.trim();
        // `Photo message`, `Sticker message` and their like.
        if text
            .strip_suffix(" message")
            .is_some_and(|kind| ["Photo", "Video", "Sticker", "Voice", "GIF"].contains(&kind))
        {
            out.skip(Skip::Media)?;
            continue;
        }
        let time = super::discord_text::moment(&moment, reading.zone, &mut order);
        let me = (name == "Me" || reading.owner.is(&name)).then_some(true);
        out.message(Draft { time, author: Some(&name), me, text, conversation: Some(&conversation) })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_chats() {
        let score_of = |text: &str| score(&Sample::new("x.csv", text.as_bytes(), text));
        assert!(score_of("14/11/2023,22:13:20,Ann,+15550100,hello\n14/11/2023,22:14:20,Me,,hi, you\n") > 40);
        assert_eq!(score_of("a,b,c,d,e\n1,2,3,4,5\n"), 0);
    }
}
