//! Discord: its own data package, and what DiscordChatExporter writes as JSON, CSV and text.

use super::{discord_export as export, discord_package as package, discord_text as text};
use crate::import::description::{Description, Names, Reader, Shape};
use crate::import::sample::{LIKELY, SURE, Sample, when};

pub const FORMAT: Description = Description {
    name: "discord",
    title: "Discord",
    origin: "Settings > Data & Privacy > Request Data (the data package); DiscordChatExporter's JSON, CSV and text",
    extensions: &["json", "csv", "txt"],
    together: true,
    names: Some(Names { are: are_names, read: package::read_names }),
    shapes: &[
        Shape { score: score_json, reader: Reader::Text(export::read_json) },
        Shape { score: score_package, reader: Reader::Text(package::read_json) },
        Shape { score: score_package_csv, reader: Reader::Text(package::read_csv) },
        Shape { score: score_csv, reader: Reader::Text(export::read_csv) },
        Shape { score: score_text, reader: Reader::Text(text::read) },
    ],
    ..Description::BASE
};

fn are_names(sample: &Sample<'_>) -> bool {
    matches!(sample.file_name(), "index.json" | "channel.json")
        && sample.start.starts_with('{')
        && !sample.has("messages")
}

fn score_json(sample: &Sample<'_>) -> u8 {
    when(sample.has_all(&["guild", "channel"]), LIKELY + 5)
}

fn score_package(sample: &Sample<'_>) -> u8 {
    when(sample.start.starts_with('[') && sample.has_all(&["Contents", "Timestamp"]), LIKELY + 5)
}

/// Whether the first line names these columns, whatever stands between them.
fn has_columns(sample: &Sample<'_>, names: &[&str]) -> bool {
    let columns: Vec<&str> = sample.first_line().split([',', ';', '\t']).map(|name| name.trim_matches('"')).collect();
    names.iter().all(|name| columns.contains(name))
}

fn score_package_csv(sample: &Sample<'_>) -> u8 {
    when(has_columns(sample, &["ID", "Timestamp", "Contents"]), SURE)
}

fn score_csv(sample: &Sample<'_>) -> u8 {
    when(has_columns(sample, &["AuthorID", "Author", "Date", "Content"]), SURE)
}

fn score_text(sample: &Sample<'_>) -> u8 {
    when(sample.start.starts_with("======") && sample.start.contains("\nChannel: "), SURE)
}
