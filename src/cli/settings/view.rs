//! Drawing the settings screen: a pure function from [`Screen`] to the cells of a terminal of any size.
//!
//! From top to bottom: title, pages, heading, lines, description of the selected line, the line that is typed or the
//! outcome of the last key, keys. In a small terminal the lines are dropped last.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::state::{Page, Purpose, Screen};
use crate::cli::shown::{columns, shorten, visible};

/// Columns of what a line is called.
const LABEL: usize = 28;

/// Draws the whole screen and places the cursor.
pub fn draw(frame: &mut Frame, screen: &Screen) {
    let area = frame.area();
    let head = screen.head();
    let from = |enough: u16| u16::from(area.height >= enough);
    let (title, pages, about, message, keys) = (from(6), from(3), from(7), from(2), from(5));
    let room = area.height - title - pages - about - message - keys;
    let over = (head.len() as u16).min(room.saturating_sub(3));
    let mut top = area.y;
    let mut next = |height: u16| {
        let rect = Rect { y: top, height, ..area };
        top += height;
        rect
    };
    let width = usize::from(area.width);
    put(frame, next(title), Line::styled(shorten(&title_of(screen), width), style(screen, Modifier::BOLD)));
    put(frame, next(pages), page_line(screen));
    for (line, text) in head.iter().take(usize::from(over)).enumerate() {
        let rect = next(1);
        let text = if line + 1 == usize::from(over) && head.len() > usize::from(over) { "…" } else { text };
        put(frame, rect, Line::styled(shorten(&visible(text), width), style(screen, Modifier::DIM)));
    }
    lines(frame, next(room - over), screen);
    let selected = screen.lines().into_iter().nth(screen.selected());
    let text = selected.map(|shown| shown.about).unwrap_or_default();
    put(frame, next(about), Line::styled(shorten(&visible(&text), width), style(screen, Modifier::DIM)));
    message_line(frame, next(message), screen);
    put(frame, next(keys), Line::styled(shorten(help(screen), width), style(screen, Modifier::DIM)));
}

fn put(frame: &mut Frame, area: Rect, line: Line<'_>) {
    if area.height > 0 {
        frame.render_widget(Paragraph::new(line), area);
    }
}

fn style(screen: &Screen, modifier: Modifier) -> Style {
    if screen.colour { Style::new().add_modifier(modifier) } else { Style::new() }
}

fn title_of(screen: &Screen) -> String {
    let mut title = " foretype settings".to_owned();
    for (word, holds) in [("private", screen.config.ibus.private), ("paused", screen.paused == Some(true))] {
        if holds {
            title = format!("{title} · {word}");
        }
    }
    title
}

fn page_line(screen: &Screen) -> Line<'static> {
    let name = |(nth, page): (usize, &Page)| {
        let chosen = *page == screen.page;
        let text =
            format!("{}{} {}{}", if chosen { "[" } else { " " }, nth + 1, page.title(), if chosen { "]" } else { " " });
        Span::styled(text, if chosen { style(screen, Modifier::REVERSED) } else { Style::new() })
    };
    Line::from(Page::ALL.iter().enumerate().map(name).collect::<Vec<_>>())
}

/// The lines, as far as they fit, with the selected one among them.
fn lines(frame: &mut Frame, area: Rect, screen: &Screen) {
    let (all, height, width) = (screen.lines(), usize::from(area.height), usize::from(area.width));
    let first = (screen.selected() + 1).saturating_sub(height);
    if all.is_empty() && height > 0 {
        let text = match screen.page {
            Page::Applications => "No application has a rule. `a` makes one.",
            _ => "Nothing yet.",
        };
        put(frame, Rect { height: 1, ..area }, Line::raw(shorten(text, width)));
    }
    for (line, shown) in all.iter().enumerate().skip(first).take(height) {
        let chosen = line == screen.selected();
        let label = shorten(&visible(&shown.label), LABEL.min(width.saturating_sub(4)));
        let blank = " ".repeat(LABEL.saturating_sub(columns(&label)) + 1);
        let text = format!("{} {label}{blank}{}", if chosen { ">" } else { " " }, visible(&shown.value));
        let colour = if screen.colour { Style::new().fg(Color::Cyan) } else { Style::new() };
        let line_style = if chosen { colour.add_modifier(Modifier::BOLD) } else { Style::new() };
        let row = Rect { y: area.y + (line - first) as u16, height: 1, ..area };
        put(frame, row, Line::styled(shorten(&text, width), line_style));
    }
}

fn message_line(frame: &mut Frame, area: Rect, screen: &Screen) {
    if area.height == 0 {
        return;
    }
    let width = usize::from(area.width);
    let Some(input) = &screen.input else {
        return put(frame, area, Line::raw(shorten(&visible(&screen.message), width)));
    };
    let question = match &input.purpose {
        Purpose::Application => "Application: ".to_owned(),
        Purpose::Setting(key) => format!("{key}: "),
        Purpose::Word => "Word to forget: ".to_owned(),
        Purpose::Confirm(word) => format!("Forget “{}” for good, out of every file? y/n ", visible(word)),
    };
    let text = shorten(&format!("{question}{}", visible(&input.text)), width);
    frame.set_cursor_position(Position { x: area.x + columns(&text).min(width.saturating_sub(1)) as u16, y: area.y });
    put(frame, area, Line::raw(text));
}

fn help(screen: &Screen) -> &'static str {
    if screen.input.is_some() {
        return "Enter takes it · Esc leaves it";
    }
    match screen.page {
        Page::General => "Tab pages · ↑↓ lines · Space ←→ change · Enter types a number · Esc quits",
        Page::Applications => "Tab pages · ↑↓ lines · Space ←→ change · a adds · d usual again · Esc quits",
        Page::Keys => "Tab pages · ↑↓ lines · Enter types a key · Esc quits",
        Page::Known => "Tab pages · ↑↓ lines · h hides · f forgets · w forgets another word · r asks again · Esc quits",
    }
}
