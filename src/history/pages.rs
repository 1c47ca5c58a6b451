//! The pages of a damaged database, read as SQLite's file format says (<https://www.sqlite.org/fileformat2.html>, 1.6 and
//! 2.1) without believing the paths between them: a row of messages is known by its columns. Main type: [`Pages`].

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::insert::NewMessage;

const MAGIC: &[u8] = b"SQLite format 3\0";
/// Size of a page, for a database whose header is damaged.
const PAGE: usize = 4096;
/// The largest database that is read.
const MAX_BYTES: u64 = 4 << 30;
/// Bytes of the log's header, and of that of each frame.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// Columns of a message, its number included.
const COLUMNS: usize = 9;

/// The pages by their number, from 1 on, the log's newer ones in the place of the database's.
pub struct Pages {
    pages: BTreeMap<u32, Vec<u8>>,
    /// Usable bytes of a page.
    usable: usize,
}

impl Pages {
    /// Reads a database and its log.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub fn read(database: &Path) -> io::Result<Pages> {
        let bytes = read(database)?;
        let told = bytes.strip_prefix(MAGIC).and_then(|rest| rest.first_chunk());
        let size = told.map_or(PAGE, |&size| usize::from(u16::from_be_bytes(size)));
        let size = if size == 1 { 65_536 } else { size };
        let size = if size.is_power_of_two() && size >= 512 { size } else { PAGE };
        let mut pages: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
        // A file that was cut off ends with a part of a page.
        for (number, page) in (1..).zip(bytes.chunks(size)) {
            let mut page = page.to_vec();
            page.resize(size, 0);
            pages.insert(number, page);
        }
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        // A missing log is no error.
        let log = read(Path::new(&log)).unwrap_or_default();
        pages.extend(committed(&log, size));
        Ok(Pages { pages, usable: size })
    }

    /// Visits every message that can be recognised. Returns how many pages hold something and were not understood, and
    /// how many pages there are.
    pub fn messages(&self, mut visit: impl FnMut(i64, NewMessage)) -> (u64, u64) {
        let mut damaged = 0;
        for (&number, page) in &self.pages {
            let header = if number == 1 { 100 } else { 0 };
            let mut found = 0;
            for at in self.cells(page, header) {
                if let Some((id, message)) = self.message(page, at) {
                    found += 1;
                    visit(id, message);
                }
            }
            let known = matches!(page.get(header), Some(0x02 | 0x05 | 0x0a | 0x0d));
            // Pages of long texts begin with the number of the next, empty ones with nothing.
            let holds_tree = page[header..].iter().any(|&byte| byte != 0) && page[header] != 0;
            damaged += u64::from(found == 0 && !known && holds_tree);
        }
        (damaged, self.pages.len() as u64)
    }

    /// Returns the places where cells may begin: those that a sound page names, else all.
    fn cells(&self, page: &[u8], header: usize) -> Vec<usize> {
        let word = |at: usize| page.get(at..at + 2).map(|bytes| usize::from(u16::from_be_bytes([bytes[0], bytes[1]])));
        if page[header] == 0x0d {
            let count = word(header + 3).unwrap_or(0);
            let cells: Vec<usize> = (0..count).filter_map(|cell| word(header + 8 + 2 * cell)).collect();
            if !cells.is_empty() && cells.iter().all(|&at| self.message(page, at).is_some()) {
                return cells;
            }
        }
        if matches!(page[header], 0x02 | 0x05 | 0x0a) { Vec::new() } else { (header..self.usable).collect() }
    }

    /// The message whose cell begins here.
    fn message(&self, page: &[u8], at: usize) -> Option<(i64, NewMessage)> {
        let (length, used) = varint(page.get(at..)?)?;
        let (id, more) = varint(page.get(at + used..)?)?;
        let length = usize::try_from(length).ok().filter(|&length| length < 1 << 20)?;
        let payload = self.payload(page, at + used + more, length)?;
        Some((i64::try_from(id).ok().filter(|&id| id > 0)?, row(&payload)?))
    }

    /// A cell's content, put together from the pages it goes on to.
    fn payload(&self, page: &[u8], at: usize, length: usize) -> Option<Vec<u8>> {
        let (most, least) = (self.usable - 35, (self.usable - 12) * 32 / 255 - 23);
        if length <= most {
            return Some(page.get(at..at + length)?.to_vec());
        }
        let here = least + (length - least) % (self.usable - 4);
        let here = if here <= most { here } else { least };
        let mut payload = page.get(at..at + here)?.to_vec();
        let mut next = u32::from_be_bytes(page.get(at + here..at + here + 4)?.try_into().ok()?);
        while payload.len() < length {
            let page = self.pages.get(&next)?;
            let rest = (length - payload.len()).min(self.usable - 4);
            payload.extend(page.get(4..4 + rest)?);
            next = u32::from_be_bytes(page.get(..4)?.try_into().ok()?);
        }
        Some(payload)
    }
}

/// The newest committed image of every page in a log.
fn committed(log: &[u8], size: usize) -> BTreeMap<u32, Vec<u8>> {
    let word = |bytes: &[u8], at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (mut pages, mut open) = (BTreeMap::new(), Vec::new());
    let Some(header) = log.get(..LOG_HEADER) else { return pages };
    for frame in log[LOG_HEADER..].chunks_exact(FRAME_HEADER + size) {
        // Frames of an earlier round follow the last one.
        if frame[8..16] != header[16..24] {
            break;
        }
        let (Some(number), Some(commits)) = (word(frame, 0), word(frame, 4)) else { break };
        open.push((number, frame[FRAME_HEADER..].to_vec()));
        if commits != 0 {
            pages.extend(open.drain(..));
        }
    }
    pages
}

/// Returns the message of a record; `None` when its columns are others.
fn row(record: &[u8]) -> Option<NewMessage> {
    let (header, mut at) = varint(record)?;
    let header = usize::try_from(header).ok()?;
    let mut kinds = Vec::with_capacity(COLUMNS);
    while at < header {
        let (kind, used) = varint(record.get(at..header)?)?;
        kinds.push(kind);
        at += used;
    }
    let [0, _, _, _, _, _, _, _, 44] = kinds[..] else { return None };
    let lengths = kinds.iter().map(|&kind| match kind {
        0 | 8 | 9 => Some(0),
        kind @ 1..=4 => Some(kind),
        5 => Some(6),
        6 => Some(8),
        7 | 10 | 11 => None,
        kind => Some((kind - 12) / 2),
    });
    let mut fields = Vec::with_capacity(COLUMNS);
    for length in lengths {
        let length = usize::try_from(length?).ok()?;
        fields.push(record.get(at..at + length)?);
        at += length;
    }
    if at != record.len() {
        return None;
    }
    let text = |column: usize| match kinds[column] {
        kind if kind >= 13 && kind % 2 == 1 => std::str::from_utf8(fields[column]).ok().map(str::to_owned),
        _ => None,
    };
    let optional = |column: usize| if kinds[column] == 0 { Some(None) } else { text(column).map(Some) };
    let number = |column: usize| match kinds[column] {
        8 => Some(0),
        9 => Some(1),
        1..=6 => {
            let negative = fields[column].first()? & 0x80 != 0;
            let start = if negative { -1_i64 } else { 0 };
            Some(fields[column].iter().fold(start, |sum, &byte| sum << 8 | i64::from(byte)))
        }
        _ => None,
    };
    let received = number(1)?;
    Some(NewMessage {
        time: (number(7)? == 1).then_some(received),
        received,
        source: text(2)?,
        app: optional(3)?,
        conversation: optional(4)?,
        author: optional(5)?,
        text: text(6)?,
    })
}

/// Returns a number of variable length and the count of its bytes.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0;
    for (at, &byte) in bytes.iter().take(9).enumerate() {
        if at == 8 {
            return Some((value << 8 | u64::from(byte), 9));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}
