//! Tables as CSV, one row at a time. Main type: [`Table`].

use std::io::{BufRead, BufReader, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::import::encoding;
use crate::import::error::{Fault, Place};

/// Bytes that one row may have; a quotation mark that is never closed makes a row of the rest of the file.
const MAX_ROW_BYTES: usize = 1 << 20;
const MAX_COLUMNS: usize = 64;

/// What separates the columns of the first line: most often a comma, in some countries a semicolon.
fn separator(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |separator: &u8| line.iter().filter(|byte| *byte == separator).count();
    // Of those that are as frequent the last one counts.
    *b"\t;,".iter().max_by_key(|separator| count(separator)).unwrap_or(&b',')
}

/// Reads the columns of a table that are wanted.
pub struct Table<R: Read> {
    input: BufReader<R>,
    reader: Reader,
    row: Vec<u8>,
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
        let mut input = BufReader::with_capacity(64 << 10, input);
        let separator = separator(input.fill_buf()?);
        let reader = ReaderBuilder::new().delimiter(separator).build();
        let (row, ends) = (vec![0; 16 << 10], vec![0; MAX_COLUMNS]);
        Ok(Table { input, reader, row, ends, columns: Vec::new() })
    }

    /// Reads a table without a header: its first columns.
    pub fn without_header(input: R, columns: usize) -> Result<Table<R>, Fault> {
        let mut table = Table::opened(input)?;
        table.columns = (0..columns).map(Some).collect();
        Ok(table)
    }

    /// The wanted columns of the next row; a column that is not there is empty. Nothing at the end.
    pub fn next(&mut self) -> Result<Option<Vec<String>>, Fault> {
        let Some(mut fields) = self.record()? else { return Ok(None) };
        let mut take =
            |at: &Option<usize>| at.and_then(|at| fields.get_mut(at)).map(std::mem::take).unwrap_or_default();
        Ok(Some(self.columns.iter().map(&mut take).collect()))
    }

    fn record(&mut self) -> Result<Option<Vec<String>>, Fault> {
        let line = self.reader.line();
        let broken = |message: &str| Fault::broken(Place::Line(line), message);
        let (mut length, mut fields) = (0, 0);
        loop {
            let available = self.input.fill_buf()?;
            let (result, read, written, ended) =
                self.reader.read_record(available, &mut self.row[length..], &mut self.ends[fields..]);
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

    #[test]
    fn rows_of_wanted_columns() {
        let text = "\u{feff}a,b,c\n1,\"two\nlines, \"\"quoted\"\"\",3\n4\n";
        let mut table = Table::new(text.as_bytes(), &["b", "a", "none"]).expect("a header");
        let mut next = || table.next().expect("a row");
        assert_eq!(next(), Some(vec!["two\nlines, \"quoted\"".into(), "1".into(), String::new()]));
        assert_eq!(next(), Some(vec![String::new(), "4".into(), String::new()]));
        assert_eq!(next(), None);
    }

    #[test]
    fn a_row_without_end_is_broken() {
        let text = format!("a\nb\n\"{}", "x".repeat(MAX_ROW_BYTES * 2));
        let mut table = Table::new(text.as_bytes(), &["a"]).expect("a header");
        assert!(table.next().expect("a row").is_some());
        assert!(matches!(table.next(), Err(Fault::Broken { place: Place::Line(3), .. })));
    }
}
