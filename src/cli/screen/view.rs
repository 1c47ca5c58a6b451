//! Drawing the screen: a pure function from [`Screen`] to the cells of a terminal of any size.
//!
//! From top to bottom: title, the text with its ghost, words on offer, bars of the next characters, figures, keys.
//! In a small terminal parts are dropped in this order: bars, keys, title, figures, words. The text is always drawn.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};

use super::bars;
use super::state::{Link, Screen, WORDS};
use super::wrap::wrap;
use crate::cli::shown::{columns, shorten, visible};
use crate::cli::why;
use crate::rpc::protocol::Word;

const WORD_KEYS: [&str; WORDS] = ["Tab", "F2", "F3"];
/// Columns that a word on offer needs at least.
const WORD_COLUMNS: u16 = 12;
/// Of these lines the first that fits is shown.
const HELP: [&str; 4] = [
    "Tab F2 F3 or Alt-1 Alt-2 Alt-3 take a word · → or End takes the phrase · Enter ends the message · F4 why · Esc quits",
    "Tab F2 F3 or Alt-1…3 take a word · → phrase · Enter ends · F4 why · Esc quits",
    "Tab F2 F3 words · → phrase · Esc quits",
    "Esc quits",
];
/// From this height on there is room for a frame around the text and a heading over the bars.
const ROOMY: u16 = 16;

/// Draws the whole screen and places the cursor.
pub fn draw(frame: &mut Frame, screen: &Screen) {
    let area = frame.area();
    let roomy = area.height >= ROOMY && area.width >= 20;
    let plan = Plan::new(area.height, roomy, rows_below(screen, roomy));
    let mut top = area.y;
    let mut next = |height: u16| {
        let rect = Rect { y: top, height: height.min(area.bottom().saturating_sub(top)), ..area };
        top = rect.bottom();
        rect
    };
    title(frame, next(plan.title), screen);
    let wanted = text_rows_wanted(screen, area.width, plan.text, roomy);
    text(frame, next(wanted), screen, roomy);
    words(frame, next(plan.words), screen);
    let rest = next(plan.bars);
    if screen.explains() {
        reasons(frame, rest, screen, roomy)
    } else {
        bars::draw(frame, rest, screen, roomy)
    }
    next(plan.text - wanted);
    figures(frame, next(plan.figures), screen);
    help(frame, next(plan.help), screen);
}

/// How many rows each part gets at most.
struct Plan {
    title: u16,
    text: u16,
    words: u16,
    bars: u16,
    figures: u16,
    help: u16,
}

impl Plan {
    /// `below` rows are wanted under the words; the text keeps three of its own.
    fn new(height: u16, roomy: bool, below: u16) -> Plan {
        let from = |enough: u16| u16::from(height >= enough);
        let (title, words, figures, help) = (from(4), from(2), from(3), from(5));
        let rest = height - title - words - figures - help;
        let bars = below.min(rest.saturating_sub(if roomy { 5 } else { 3 }));
        Plan { title, text: rest - bars, words, bars, figures, help }
    }
}

/// Rows for the bars or, where they are shown, the reasons; with a blank one and a heading where there is room.
fn rows_below(screen: &Screen, roomy: bool) -> u16 {
    let reasons = screen.reasons().map(|reasons| why::Table::of(reasons).lines().count());
    let rows = reasons.and_then(|rows| u16::try_from(rows).ok()).unwrap_or(bars::MAX_BARS);
    rows.saturating_add(if roomy { 2 } else { 0 })
}

fn title(frame: &mut Frame, area: Rect, screen: &Screen) {
    let state = match screen.link {
        Link::Connecting => "connecting",
        Link::Connected => "connected",
        Link::Lost(_) => "not connected",
    };
    let mut name = String::from(" foretype");
    for part in [&screen.model.name, &screen.model.architecture] {
        if !part.is_empty() {
            name.push_str(" · ");
            name.push_str(&visible(part));
        }
    }
    let width = usize::from(area.width);
    let name = shorten(&name, width);
    let gap = width.saturating_sub(columns(&name) + columns(state) + 1);
    let line = if gap > 0 { format!("{name}{}{state} ", " ".repeat(gap)) } else { name };
    let filled = format!("{line}{}", " ".repeat(width.saturating_sub(columns(&line))));
    frame.render_widget(Line::styled(filled, Style::new().add_modifier(Modifier::REVERSED)), area);
}

/// Rows for the text, one to spare for the ghost, and the frame.
fn text_rows_wanted(screen: &Screen, width: u16, most: u16, roomy: bool) -> u16 {
    let border = if roomy { 2 } else { 0 };
    let rows = wrap(newest(screen.field.text(), most), usize::from(width.saturating_sub(border)), 0).len() + 1;
    u16::try_from(rows).unwrap_or(u16::MAX).max(3).saturating_add(border).min(most)
}

/// The newest `messages` messages and the one being written; more cannot be seen.
fn newest(text: &str, messages: u16) -> &str {
    text.rmatch_indices('\n').nth(usize::from(messages)).map_or(text, |(at, newline)| &text[at + newline.len()..])
}

fn text(frame: &mut Frame, area: Rect, screen: &Screen, roomy: bool) {
    let inner = if roomy {
        let block = Block::bordered().border_type(BorderType::Rounded);
        let inner = block.inner(area);
        frame.render_widget(block, area);
        inner
    } else {
        area
    };
    let (width, height) = (usize::from(inner.width), usize::from(inner.height));
    if width == 0 || height == 0 {
        return;
    }
    let text = newest(screen.field.text(), inner.height);
    let typed = wrap(text, width, 0);
    let cursor_column = typed.last().map_or(0, |row| row.columns);
    let mut lines: Vec<Line> = typed.iter().map(|row| typed_line(text, row.bytes.clone())).collect();

    let ghost = visible(screen.ghost());
    let dim = Style::new().add_modifier(Modifier::DIM);
    for (nth, row) in wrap(&ghost, width, cursor_column).into_iter().enumerate() {
        let span = Span::styled(ghost[row.bytes].to_owned(), dim);
        match (nth, lines.last_mut()) {
            (0, Some(line)) => line.push_span(span),
            _ => lines.push(Line::from(span)),
        }
    }
    // The row of the cursor is always seen, and one row to spare for the ghost where there is room: nothing jumps
    // when a ghost comes and goes.
    let spare = usize::from(height > 1);
    let scrolled = (typed.len() + spare).saturating_sub(height);
    for (line, y) in lines.into_iter().skip(scrolled).zip(inner.top()..inner.bottom()) {
        frame.render_widget(line, Rect { y, height: 1, ..inner });
    }
    let x = inner.x + u16::try_from(cursor_column).unwrap_or(u16::MAX).min(inner.width - 1);
    let y = inner.y + u16::try_from(typed.len() - 1 - scrolled).unwrap_or(u16::MAX).min(inner.height - 1);
    frame.set_cursor_position(Position { x, y });
}

fn typed_line(text: &str, bytes: std::ops::Range<usize>) -> Line<'static> {
    let ended = text[bytes.end..].starts_with('\n');
    let mut line = Line::from(text[bytes].replace('\t', " "));
    if ended {
        line.push_span(Span::styled("⏎", Style::new().add_modifier(Modifier::DIM)));
    }
    line
}

fn words(frame: &mut Frame, area: Rect, screen: &Screen) {
    let dim = Style::new().add_modifier(Modifier::DIM);
    let told = match &screen.link {
        Link::Connecting => Some(("Starting the daemon…".to_owned(), dim)),
        Link::Lost(why) => {
            let style = Style::new().add_modifier(Modifier::BOLD);
            Some((format!("No daemon, trying again: {}", visible(why)), coloured(screen, style, Color::Red)))
        }
        Link::Connected if screen.answer().is_some() && screen.words().is_empty() => {
            Some(("Nothing to offer".to_owned(), dim))
        }
        Link::Connected => None,
    };
    if let Some((told, style)) = told {
        return frame.render_widget(Line::styled(shorten(&told, usize::from(area.width)), style), area);
    }
    // Fewer words rather than none that can be read.
    let cells = (area.width / WORD_COLUMNS).clamp(1, WORD_KEYS.len() as u16);
    let cell = area.width / cells;
    for (nth, (word, key)) in (0..cells).zip(screen.words().iter().zip(WORD_KEYS)) {
        let mut bold = Style::new().add_modifier(Modifier::BOLD);
        if nth == 0 {
            bold = coloured(screen, bold, Color::Green);
        }
        let room = usize::from(cell.saturating_sub(1)).saturating_sub(columns(key) + 1);
        let probability = format!(" {:.0} %", word.probability * 100.0);
        let text = shorten(&format!("{}{}", mark(word), visible(&word.text)), room);
        let fits = columns(&text) + columns(&probability) <= room;
        let spans = [
            Span::styled(format!("{key} "), dim),
            Span::styled(text, bold),
            Span::raw(if fits { probability } else { String::new() }),
        ];
        let rect = Rect { x: area.x + nth * cell, width: cell, ..area };
        frame.render_widget(Line::from_iter(spans), rect);
    }
}

/// Why each word on offer is offered, under a heading where there is room for one.
fn reasons(frame: &mut Frame, area: Rect, screen: &Screen, roomy: bool) {
    let dim = Style::new().add_modifier(Modifier::DIM);
    let Some(answer) = screen.reasons() else { return };
    let table = why::Table::of(answer);
    let heading = roomy.then(|| (String::new(), "Why, in bits".to_owned()));
    let blank = roomy.then(Default::default);
    let lines = blank.into_iter().chain(heading).chain(table.lines());
    for ((name, cells), y) in lines.zip(area.top()..area.bottom()) {
        let line = Line::from_iter([Span::styled(name, dim), Span::raw(cells)]);
        frame.render_widget(line, Rect { y, height: 1, ..area });
    }
}

fn figures(frame: &mut Frame, area: Rect, screen: &Screen) {
    let saved = screen.saved().unwrap_or("–".to_owned());
    let ms = |value: Option<f64>| value.map_or("–".to_owned(), |ms| format!("{ms:.1}"));
    let (p50, p99) = (ms(screen.latencies.percentile_ms(50)), ms(screen.latencies.percentile_ms(99)));
    let (keys, characters, last) = (screen.keys(), screen.field.characters(), ms(screen.latencies.last_ms()));
    let choices = [
        format!(
            "{characters} characters with {keys} keys: {saved} saved · answered in {last} ms, p50 {p50}, p99 {p99}"
        ),
        format!("{saved} saved ({keys} keys) · {last} ms, p50 {p50}, p99 {p99}"),
        format!("{saved} saved · {last} ms, p50 {p50}, p99 {p99}"),
        format!("{saved} saved"),
    ];
    frame.render_widget(Line::raw(first_that_fits(&choices, area.width)), area);
}

fn help(frame: &mut Frame, area: Rect, _screen: &Screen) {
    let line = first_that_fits(&HELP.map(str::to_owned), area.width);
    frame.render_widget(Line::styled(line, Style::new().add_modifier(Modifier::DIM)), area);
}

fn first_that_fits(choices: &[String], width: u16) -> String {
    let fitting = choices.iter().find(|line| columns(line) <= usize::from(width));
    fitting.cloned().unwrap_or_else(|| choices.last().map_or(String::new(), |line| shorten(line, usize::from(width))))
}

fn coloured(screen: &Screen, style: Style, colour: Color) -> Style {
    if screen.colour { style.fg(colour) } else { style }
}

/// What stands before a word that is another one than what was typed.
fn mark(word: &Word) -> &'static str {
    if word.kind == "correction" { "→ " } else { "" }
}

#[cfg(test)]
mod tests;
