//! The bars of the next characters: one row a character, as long as it is probable.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

use super::state::Screen;
use crate::cli::shown::{bar, columns, visible};

/// Characters shown at most.
pub const MAX_BARS: u16 = 5;
/// Columns of the character and of the figure beside its bar.
const LABEL: usize = 3;
const FIGURE: usize = 8;

/// Draws as many bars as there are rows, under a blank row and a heading where there is `room` for them.
pub fn draw(frame: &mut Frame, area: Rect, screen: &Screen, room: bool) {
    let heading = if room { 2 } else { 0 };
    if room && area.height >= heading {
        let dim = Style::new().add_modifier(Modifier::DIM);
        frame.render_widget(Line::styled("Next character", dim), Rect { y: area.y + 1, height: 1, ..area });
    }
    let chars = screen.answer().map_or(&[][..], |answer| &answer.chars);
    for (next, y) in chars.iter().zip((area.top() + heading)..area.bottom()) {
        let room = usize::from(area.width).saturating_sub(LABEL + FIGURE);
        let style = if screen.colour { Style::new().fg(Color::Cyan) } else { Style::new() };
        let label = if next.text == " " { "␣".to_owned() } else { visible(&next.text) };
        let line = Line::from_iter([
            Span::raw(format!("{label}{}", " ".repeat(LABEL.saturating_sub(columns(&label))))),
            Span::styled(bar(next.probability, room), style),
            Span::raw(format!("{:>6.1} %", next.probability * 100.0)),
        ]);
        frame.render_widget(line, Rect { y, height: 1, ..area });
    }
}
