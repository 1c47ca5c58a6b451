//! What the daemon answers, as the protocol's items.

use lsp_types::{
    Command, CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList, CompletionTextEdit,
    InlineCompletionItem, InlineCompletionList, Position, Range, TextEdit, Uri,
};
use serde_json::json;

use super::text::Encoding;
use crate::rpc::protocol::{SuggestResult, Word};

/// The command that an item carries, so that the daemon hears what was taken.
pub const ACCEPT: &str = "foretype.accept";
/// Forgets a word.
pub const FORGET: &str = "foretype.forget";
/// Learns nothing for a while, or goes on.
pub const PAUSE: &str = "foretype.pause";
/// How the daemon is.
pub const STATUS: &str = "foretype.status";
/// All of them.
pub const COMMANDS: [&str; 4] = [ACCEPT, FORGET, PAUSE, STATUS];

/// Where something is offered.
#[derive(Clone, Debug)]
pub struct Place {
    pub uri: Uri,
    pub position: Position,
    /// The document's text before it, as much as a word may need.
    pub before: String,
    pub encoding: Encoding,
}

impl Place {
    /// The command for something that was inserted here.
    fn accept(&self, text: &str, ghost: bool) -> Command {
        let arguments = vec![json!({ "uri": self.uri, "text": text, "ghost": ghost })];
        Command { title: "foretype".into(), command: ACCEPT.into(), arguments: Some(arguments) }
    }

    /// What stands before the cursor of a word that is offered, as it was typed.
    fn typed_of(&self, word: &Word) -> &str {
        if word.completion.starts_with(' ') {
            return "";
        }
        let count = word.text.chars().count().saturating_sub(word.completion.chars().count());
        let start = self.before.char_indices().rev().take(count).last().map_or(self.before.len(), |(at, _)| at);
        &self.before[start..]
    }
}

/// Words, the most probable first: each takes the place of what was typed of it. The list is never complete, so that
/// every keystroke asks again.
pub fn completions(place: &Place, answer: &SuggestResult) -> CompletionList {
    let items = answer.words.iter().enumerate().map(|(rank, word)| completion(place, rank, word));
    CompletionList { is_incomplete: true, items: items.collect() }
}

fn completion(place: &Place, rank: usize, word: &Word) -> CompletionItem {
    let typed = place.typed_of(word);
    let new_text = format!("{typed}{}", word.completion);
    let character = place.position.character.saturating_sub(place.encoding.length(typed));
    let range = Range { start: Position { character, ..place.position }, end: place.position };
    CompletionItem {
        label: word.text.clone(),
        label_details: Some(CompletionItemLabelDetails {
            detail: None,
            description: Some(format!("{:.0} %", 100.0 * word.probability)),
        }),
        kind: Some(CompletionItemKind::TEXT),
        sort_text: Some(format!("{rank:03}")),
        filter_text: Some(new_text.clone()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        command: Some(place.accept(&word.completion, false)),
        ..CompletionItem::default()
    }
}

/// The phrase when there is one, else the best word; nothing below `show_probability`.
pub fn inline(place: &Place, answer: &SuggestResult, show_probability: f32) -> InlineCompletionList {
    let phrase = answer.phrase.as_ref().map(|phrase| (&phrase.text, phrase.probability));
    let word = answer.words.first().map(|word| (&word.completion, word.probability));
    let best = [phrase, word].into_iter().flatten().find(|(_, probability)| *probability >= show_probability);
    let item = best.map(|(text, _)| InlineCompletionItem {
        insert_text: text.clone(),
        filter_text: None,
        range: Some(Range { start: place.position, end: place.position }),
        command: Some(place.accept(text, true)),
        insert_text_format: None,
    });
    InlineCompletionList { items: item.into_iter().collect() }
}
