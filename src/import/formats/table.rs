//! Tables as CSV, one row at a time. Main type: [`Table`].

use std::io::{BufRead, BufReader, Cursor, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::out::Out;
use crate::import::encoding;
use crate::import::error::{Fault, Place};

/// Bytes that one row may have; a quotation mark that is never closed makes a row of the rest of the file.
const MAX_ROW_BYTES: usize = 1 << 20;
const MAX_COLUMNS: usize = 64;
/// Rows that cannot be read, after which the file is a broken one.
const MAX_UNREADABLE: u32 = 1000;

/// What separates the columns of the first line: most often a comma, in some countries a semicolon.
fn separator(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |separator: &u8| line.iter().filter(|byte| *byte == separator).count();
    // Of those that are as frequent the last one counts.
    *b"\t;,".iter().max_by_key(|separator| count(separator)).unwrap_or(&b',')
}

/// Bytes that are read once more, and what follows them.
struct Chained<R> {
    again: Cursor<Vec<u8>>,
    input: R,
}

impl<R: Read> Read for Chained<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.again.read(buffer)? {
            0 => self.input.read(buffer),
            read => Ok(read),
        }
    }
}

/// Reads the columns of a table that are wanted.
pub struct Table<R: Read> {
    input: BufReader<Chained<R>>,
    separator: u8,
    reader: Reader,
    row: Vec<u8>,
    /// The bytes of the present row as they stand, to begin again behind its first line.
    raw: Vec<u8>,
    /// Lines of the file before the one on which the CSV reader began.
    line: u64,
    unreadable: u32,
    ends: Vec<usize>,
    /// Where each wanted column stands.
    columns: Vec<Option<usize>>,
}

impl<R: Read> Table<R> {
    /// Reads the header and finds the columns with these names.
    pub fn new(input: R, names: &[&str]) -> Result<Table<R>, Fault> {
        let mut table = Table::opened(input)?;
        let header = table.record()?.unwrap_or_default();
        table.columns = names.iter().map(|name| header.iter().position(|column| column == name)).collect();
        Ok(table)
    }

    fn opened(input: R) -> Result<Table<R>, Fault> {
        let mut input = BufReader::with_capacity(64 << 10, Chained { again: Cursor::default(), input });
        let separator = separator(input.fill_buf()?);
        let reader = ReaderBuilder::new().delimiter(separator).build();
        let (row, ends) = (vec![0; 16 << 10], vec![0; MAX_COLUMNS]);
        let (raw, columns) = (Vec::new(), Vec::new());
        Ok(Table { input, separator, reader, row, raw, line: 0, unreadable: 0, ends, columns })
    }

    /// Reads a table without a header: its first columns.
    pub fn without_header(input: R, columns: usize) -> Result<Table<R>, Fault> {
        let mut table = Table::opened(input)?;
        table.columns = (0..columns).map(Some).collect();
        Ok(table)
    }

    /// The wanted columns of the next row; a column that is not there is empty. Nothing at the end. Of a row that does
    /// not end, its first line is unreadable, and the rest is read anew.
    pub fn next(&mut self, out: &mut Out<'_, '_>) -> Result<Option<Vec<String>>, Fault> {
        let mut fields = loop {
            match self.record() {
                Ok(Some(fields)) => break fields,
                Ok(None) => return Ok(None),
                Err(Fault::Broken { place, message }) if self.unreadable < MAX_UNREADABLE => {
                    out.unreadable(place, &message)?;
                    self.begin_behind_first_line()?;
                }
                Err(fault) => return Err(fault),
            }
        };
        let mut take =
            |at: &Option<usize>| at.and_then(|at| fields.get_mut(at)).map(std::mem::take).unwrap_or_default();
        Ok(Some(self.columns.iter().map(&mut take).collect()))
    }

    fn begin_behind_first_line(&mut self) -> Result<(), Fault> {
        self.unreadable += 1;
        if memchr::memchr(b'\n', &self.raw).is_none() {
            self.input.skip_until(b'\n')?;
        }
        let lines = memchr::memchr_iter(b'\n', &self.raw).count() as u64;
        self.line += self.reader.line().saturating_sub(lines);
        let end = memchr::memchr(b'\n', &self.raw).map_or(self.raw.len(), |at| at + 1);
        let mut again = self.raw.split_off(end);
        again.extend_from_slice(self.input.buffer());
        let used = self.input.buffer().len();
        self.input.consume(used);
        // Of what was to be read again before, the rest is still to come.
        let before = &mut self.input.get_mut().again;
        let at = usize::try_from(before.position()).unwrap_or(usize::MAX).min(before.get_ref().len());
        again.extend_from_slice(&before.get_ref()[at..]);
        *before = Cursor::new(again);
        self.reader = ReaderBuilder::new().delimiter(self.separator).build();
        Ok(())
    }

    fn record(&mut self) -> Result<Option<Vec<String>>, Fault> {
        let line = self.line + self.reader.line();
        self.raw.clear();
        let broken = |message: &str| Fault::broken(Place::Line(line), message);
        let (mut length, mut fields) = (0, 0);
        loop {
            let available = self.input.fill_buf()?;
            let (result, read, written, ended) =
                self.reader.read_record(available, &mut self.row[length..], &mut self.ends[fields..]);
            let ended_here = available.is_empty();
            self.raw.extend_from_slice(&available[..read]);
            self.input.consume(read);
            length += written;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.row.len() < MAX_ROW_BYTES => {
                    self.row.resize(self.row.len() * 2, 0)
                }
                ReadRecordResult::OutputFull => return Err(broken("a row without end (a quotation mark not closed?)")),
                ReadRecordResult::OutputEndsFull => return Err(broken("a row of more columns than there are")),
                // At the end of the file a field may still be open.
                ReadRecordResult::Record
                    if ended_here
                        && memchr::memchr_iter(b'"', &self.raw).count() % 2 == 1
                        && self.raw.contains(&b'\n') =>
                {
                    return Err(broken("a quotation mark that is never closed"));
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        let mut start = 0;
        let field = |end: &usize| {
            let bytes = &self.row[start..*end];
            start = *end;
            match str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => encoding::legacy(&[bytes]).decode_without_bom_handling(bytes).0.into_owned(),
            }
        };
        Ok(Some(self.ends[..fields].iter().map(field).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::message::Item;

    /// Rows of the wanted columns, and how many were unreadable.
    fn rows(text: &str, names: &[&str]) -> (Vec<Vec<String>>, usize) {
        let mut skipped = 0;
        let mut count = |item: Item| {
            skipped += usize::from(matches!(item, Item::Skipped(_)));
            Ok(())
        };
        let mut out = Out::new(&mut count, false);
        let mut table = Table::new(text.as_bytes(), names).expect("a header");
        let mut rows = Vec::new();
        while let Some(row) = table.next(&mut out).expect("a row") {
            rows.push(row);
        }
        (rows, skipped)
    }

    #[test]
    fn rows_of_wanted_columns() {
        let text = "\u{feff}a,b,c\n1,\"two\nlines, \"\"quoted\"\"\",3\n4\n";
        let expected = [["two\nlines, \"quoted\"", "1", ""], ["", "4", ""]];
        assert_eq!(rows(text, &["b", "a", "none"]), (expected.iter().map(|row| owned(row)).collect(), 0));
    }

    fn owned(row: &[&str]) -> Vec<String> {
        row.iter().map(|field| (*field).to_owned()).collect()
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed() {
        let long = format!("a,b\n1,\"{}\n2,two\n3,three\n", "x".repeat(MAX_ROW_BYTES * 2));
        for text in ["a,b\n1,\"x\n2,two\n3,three\n", &long] {
            let (found, unreadable) = rows(text, &["a", "b"]);
            assert_eq!((found, unreadable), (vec![owned(&["2", "two"]), owned(&["3", "three"])], 1));
        }
        let mut none = |_| Ok(());
        let mut table = Table::new("a,b\n1,x\n2,\"y\n3,z\n".as_bytes(), &["a"]).expect("a header");
        let mut strict = Out::new(&mut none, true);
        assert!(table.next(&mut strict).expect("a row").is_some());
        assert!(matches!(table.next(&mut strict), Err(Fault::Broken { place: Place::Line(3), .. })));
    }
}
