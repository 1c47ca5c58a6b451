//! Reads the tables of `proto/README.md`, which tests compare with the program.
//!
//! Main type: [`Table`].

/// A table and the headings it stands under.
#[derive(Debug)]
pub struct Table {
    /// The `##` heading, as in `Methods`.
    pub chapter: String,
    /// The `###` heading without backquotes, as in `suggest`; empty when there is none.
    pub section: String,
    pub columns: Vec<String>,
    /// Cells without the backquotes around a whole cell.
    pub rows: Vec<Vec<String>>,
}

pub fn text() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/proto/README.md");
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// All tables in order.
pub fn tables() -> Vec<Table> {
    let (mut chapter, mut section) = (String::new(), String::new());
    let mut tables: Vec<Table> = Vec::new();
    let mut inside = false;
    for line in text().lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            (chapter, section) = (heading.to_owned(), String::new());
        } else if let Some(heading) = line.strip_prefix("### ") {
            section = heading.trim_matches('`').to_owned();
        }
        let Some(row) = line.strip_prefix('|') else {
            inside = false;
            continue;
        };
        if row.starts_with("---") {
            continue;
        }
        let cells: Vec<String> =
            row.trim_end_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect();
        match tables.last_mut() {
            Some(table) if inside => {
                assert_eq!(cells.len(), table.columns.len(), "a row of another length: {line}");
                table.rows.push(cells);
            }
            _ => tables.push(Table {
                chapter: chapter.clone(),
                section: section.clone(),
                columns: cells,
                rows: Vec::new(),
            }),
        }
        inside = true;
    }
    tables
}

/// The rows of the table whose first column is called `first` under a heading; empty when there is none.
pub fn rows(chapter: &str, section: &str, first: &str) -> Vec<Vec<String>> {
    tables()
        .into_iter()
        .find(|t| t.chapter == chapter && t.section == section && t.columns[0] == first)
        .map(|t| t.rows)
        .unwrap_or_default()
}

/// The `###` headings of a chapter.
pub fn sections(chapter: &str) -> Vec<String> {
    let mut current = "";
    let mut found = Vec::new();
    let text = text();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            current = heading;
        } else if let Some(heading) = line.strip_prefix("### ")
            && current == chapter
        {
            found.push(heading.trim_matches('`').to_owned());
        }
    }
    found
}
