//! What `foretype history` and `foretype forget` share: the options that choose messages, and how one is shown.

use anstyle::Style;
use clap::Args;

use super::shown::visible;
use super::when;
use crate::history::GAP;
use crate::rpc::protocol::HistoryMessage;

/// Where and when messages were written.
#[derive(Clone, Debug, Default, Args)]
pub struct SearchArgs {
    /// Messages of this application
    #[arg(long, value_name = "APP")]
    pub app: Option<String>,
    /// Messages from this source, such as typed, learn or import:whatsapp
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,
    /// Messages of this conversation
    #[arg(long, value_name = "NAME")]
    pub conversation: Option<String>,
    /// Messages of this person, who is not you
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Messages written at TIME or later
    #[arg(long, value_name = "TIME", value_parser = when::parse, allow_hyphen_values = true)]
    pub after: Option<i64>,
    /// Messages written before TIME
    #[arg(long, value_name = "TIME", value_parser = when::parse, allow_hyphen_values = true)]
    pub before: Option<i64>,
}

/// One message on one line.
pub fn line(message: &HistoryMessage) -> String {
    let dim = Style::new().dimmed();
    let place = [Some(&message.source), message.app.as_ref(), message.conversation.as_ref()];
    let place: Vec<String> = place.into_iter().flatten().map(|name| visible(name)).collect();
    let author = message.author.as_ref().map_or(String::new(), |author| format!("{}: ", visible(author)));
    let text = visible(&message.text).replace(GAP, "_");
    format!("{dim}{}  {}{dim:#}  {author}{text}", when::shown(message.time), place.join(" · "))
}
