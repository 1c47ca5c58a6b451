//! Words without sentences: what phone keyboards and spelling checkers let out as text.
//!
//! Gboard's list (tabs), AOSP's combined format (HeliBoard, FlorisBoard), word lists in XML (AOSP, AnySoftKeyboard),
//! LibreOffice's, aspell's, hunspell's, Firefox's and Chrome's own lists. Dictionaries of a whole language are refused: they
//! are nobody's own words.

use std::io::{BufReader, Read};

use quick_xml::Reader as Xml;
use quick_xml::events::Event;

use super::out::Out;
use super::reading::Reading;
use super::{words_db, words_json};
use crate::import::description::{Description, Reader, Shape, UsualPlace};
use crate::import::error::{Fault, Place};
use crate::import::lines::Lines;
use crate::import::message::Skip;
use crate::import::sample::{LIKELY, SURE, Sample, when};

pub const FORMAT: Description = Description {
    name: "words",
    title: "own words",
    aliases: &["swiftkey", "gboard", "heliboard", "libreoffice", "hunspell", "typing-booster", "presage"],
    origin: "words of another keyboard or spelling checker: SwiftKey's JSON, Gboard's zip, AOSP's and HeliBoard's lists, \
             standard.dic, ~/.hunspell_en_US, typing booster's user.db, presage's lm.db",
    extensions: &["json", "txt", "dic", "dict", "combined", "clb", "xml", "pws", "add", "dat", "db"],
    beginnings: &BEGINNINGS,
    places: &[
        UsualPlace::Words(".config/libreoffice/4/user/wordbook"),
        UsualPlace::Words(".var/app/org.libreoffice.LibreOffice/config/libreoffice/4/user/wordbook"),
        UsualPlace::Words("Library/Application Support/LibreOffice/4/user/wordbook"),
        UsualPlace::Words("AppData/Roaming/LibreOffice/4/user/wordbook"),
        UsualPlace::Words(".local/share/ibus-typing-booster"),
        UsualPlace::Words(".presage"),
        UsualPlace::Words(".config/presage"),
        UsualPlace::Words(".config/enchant"),
        UsualPlace::Words("Library/Spelling"),
    ],
    shapes: &[
        Shape { score: score_gboard, reader: Reader::Text(read_gboard) },
        Shape { score: words_json::score, reader: Reader::Text(words_json::read) },
        Shape { score: score_combined, reader: Reader::Text(read_combined) },
        Shape { score: score_xml, reader: Reader::Text(read_xml) },
        Shape { score: score_list, reader: Reader::Text(read_list) },
        Shape { score: words_db::score, reader: Reader::Database(words_db::read) },
    ],
    ..Description::BASE
};

const GBOARD: &str = "# Gboard Dictionary";
const WHOLE_LANGUAGE: &str = "a dictionary of a whole language, not somebody's own words";
/// More words than anybody adds by hand, where a list says how many it has.
const MANY_WORDS: u64 = 20_000;

fn score_gboard(sample: &Sample<'_>) -> u8 {
    when(sample.start.starts_with(GBOARD), SURE)
}

/// Shortcut, words, language; a `#` begins a remark.
fn read_gboard(input: &mut dyn Read, _: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut lines = Lines::new(input);
    while let Some((number, line)) = lines.numbered()? {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        match line.split('\t').nth(1) {
            Some(word) => out.entry(word, 1)?,
            None => out.unreadable(Place::Line(number), "not a word between tabs")?,
        }
    }
    Ok(())
}

fn score_combined(sample: &Sample<'_>) -> u8 {
    let entry = |line: &str| line.trim_start().starts_with("word=");
    when(sample.first_line().starts_with("dictionary=") || entry(sample.first_line()), SURE)
}

/// `word=boat,f=120,…`; the number is a rank from 0 to 255 and no count.
fn read_combined(input: &mut dyn Read, _: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut lines = Lines::new(input);
    while let Some((number, line)) = lines.numbered()? {
        let line = line.trim();
        if line.starts_with("dictionary=main") {
            return Err(Fault::broken(Place::Line(number), WHOLE_LANGUAGE));
        }
        // Pairs of words and spellings that stand for others have lines of their own.
        let Some(entry) = line.strip_prefix("word=") else { continue };
        let (word, rest) = entry.find(",f=").map_or((entry, ""), |at| entry.split_at(at));
        match rest.contains("not_a_word=true") {
            true => out.skip(Skip::NoWord)?,
            false => out.entry(word, 1)?,
        }
    }
    Ok(())
}

fn score_xml(sample: &Sample<'_>) -> u8 {
    let is = sample.start.starts_with('<') && (sample.text.contains("<wordlist") || sample.text.contains("<w f="));
    when(is && sample.text.contains("<w"), SURE)
}

/// `<w f="120">boat</w>`, in however many lists.
fn read_xml(input: &mut dyn Read, _: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut xml = Xml::from_reader(BufReader::new(input));
    let (mut buffer, mut word) = (Vec::new(), None);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) if tag.name().as_ref() == "w" => word = Some(String::new()),
            Ok(Event::Text(text)) => {
                if let Some(word) = &mut word {
                    word.push_str(text.as_ref());
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                let sign = match &*reference {
                    "amp" => "&",
                    "apos" | "#39" => "'",
                    _ => "",
                };
                word.iter_mut().for_each(|word| word.push_str(sign));
            }
            Ok(Event::End(tag)) if tag.name().as_ref() == "w" => {
                word.take().map_or(Ok(()), |word| out.entry(&word, 1))?;
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(Fault::Read(std::io::Error::other(error.to_string()))),
            Err(_) => return Err(Fault::broken(Place::Byte(xml.error_position()), "not XML")),
        }
    }
}

const LIBREOFFICE: [&str; 4] = ["OOoUserDict1", "WBSWG6", "WBSWG5", "WBSWG2"];
/// Chrome's list ends with it.
const CHECKSUM: &str = "checksum_v1";
const ASPELL: &str = "personal_ws-";
/// Lists without a first line that says what they are, by name: as they end, as they begin.
const NAMES: [&str; 6] = ["persdict.dat", "custom dictionary.txt", "localdictionary", ".dic", ".pws", ".add"];
const BEGINNINGS: [&str; 2] = [".hunspell_", "hunspell_"];

fn score_list(sample: &Sample<'_>) -> u8 {
    let first = sample.first_line();
    if LIBREOFFICE.iter().any(|mark| first.starts_with(mark)) || first.starts_with(ASPELL) {
        return SURE;
    }
    let name = sample.file_name().to_lowercase();
    let named = NAMES.iter().any(|end| name.ends_with(end)) || BEGINNINGS.iter().any(|begin| name.starts_with(begin));
    let is_word = |line: &str| line.starts_with(CHECKSUM) || !line.trim().contains(char::is_whitespace);
    let words = sample.share(1, is_word) > 36;
    when(named && words, LIKELY)
}

/// A word a line, after a head of the program's.
fn read_list(input: &mut dyn Read, _: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut lines = Lines::new(input);
    let (mut head, mut forbids) = (false, false);
    while let Some((number, line)) = lines.numbered()? {
        let line = line.trim();
        if number == 1 && LIBREOFFICE.iter().any(|mark| line.starts_with(mark)) {
            head = true;
        } else if number == 1 && line.parse::<u64>().is_ok_and(|words| words > MANY_WORDS) {
            return Err(Fault::broken(Place::Line(1), WHOLE_LANGUAGE));
        } else if head {
            forbids |= line == "type: negative";
            head = line != "---";
        } else if is_remark(line) || (number == 1 && (line.starts_with(ASPELL) || line.parse::<u64>().is_ok())) {
            continue;
        } else if forbids || line.starts_with('*') {
            // The entry is a word that its owner has forbidden, not one that they use.
            out.skip(Skip::NoWord)?;
        } else {
            // `=` says where a word may be parted, what follows `/` how it is inflected.
            let word = line.split("==").next().unwrap_or_default();
            out.entry(&word.split('/').next().unwrap_or_default().replace('=', ""), 1)?;
        }
    }
    Ok(())
}

/// Whether a line of a list is a remark rather than a word that somebody added.
fn is_remark(line: &str) -> bool {
    line.is_empty() || line.starts_with(['#', ';']) || line.starts_with(CHECKSUM)
}
