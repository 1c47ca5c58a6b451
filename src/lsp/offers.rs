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

    /// Where what was typed of a word stands.
    fn range_of(&self, typed: &str) -> Range {
        let character = self.position.character.saturating_sub(self.encoding.length(typed));
        Range { start: Position { character, ..self.position }, end: self.position }
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

/// Where the word that was typed is whole with this probability, no other is offered in its place.
const WHOLE: f32 = 0.5;
/// Where it is with this one, it is itself the first of the list.
const MAYBE_WHOLE: f32 = 0.1;

/// Words, the most probable first: each takes the place of what was typed of it. The list is never complete, so that
/// every keystroke asks again.
///
/// Many editors mark the first item, and Enter takes it. So where a word was typed that may be meant as it stands, it is
/// the first item, or there is none. The next words are left to ghost text then.
pub fn completions(place: &Place, answer: &SuggestResult) -> CompletionList {
    let begun = answer.words.iter().find(|word| !place.typed_of(word).is_empty());
    let words = answer.words.iter().filter(|word| answer.ends == 0.0 || !word.completion.starts_with(' '));
    let typed = begun.filter(|_| answer.ends >= MAYBE_WHOLE).map(|word| as_typed(place, place.typed_of(word)));
    let first = usize::from(typed.is_some());
    let words = words.enumerate().map(|(nth, word)| completion(place, first + nth, word));
    let items = if answer.ends < WHOLE { typed.into_iter().chain(words).collect() } else { Vec::new() };
    CompletionList { is_incomplete: true, items }
}

/// What was typed, as an answer of its own: taking it changes nothing.
fn as_typed(place: &Place, typed: &str) -> CompletionItem {
    CompletionItem {
        label: typed.to_owned(),
        kind: Some(CompletionItemKind::TEXT),
        sort_text: Some(rank(0)),
        filter_text: Some(typed.to_owned()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: place.range_of(typed),
            new_text: typed.to_owned(),
        })),
        ..CompletionItem::default()
    }
}

/// What sorts an item to its place.
fn rank(nth: usize) -> String {
    format!("{nth:03}")
}

fn completion(place: &Place, nth: usize, word: &Word) -> CompletionItem {
    let typed = place.typed_of(word);
    let new_text = format!("{typed}{}", word.completion);
    CompletionItem {
        label: word.text.clone(),
        label_details: Some(CompletionItemLabelDetails {
            detail: None,
            description: Some(format!("{:.0} %", 100.0 * word.probability)),
        }),
        kind: Some(CompletionItemKind::TEXT),
        sort_text: Some(rank(nth)),
        filter_text: Some(new_text.clone()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: place.range_of(typed), new_text })),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, completion: &str) -> Word {
        Word { text: text.into(), completion: completion.into(), probability: 0.1, kind: String::new() }
    }

    #[test]
    fn a_finished_word_is_not_replaced_by_enter() {
        let check = |before: &str, ends: f32, words: &[(&str, &str)], expected: &[(&str, &str, u32)]| {
            let position = Position { line: 3, character: before.chars().count() as u32 };
            let uri = "untitled:1".parse().expect("an address");
            let place = Place { uri, position, before: before.into(), encoding: Encoding::Utf16 };
            let words = words.iter().map(|(text, completion)| word(text, completion)).collect();
            let list = completions(&place, &SuggestResult { words, ends, ..SuggestResult::default() });
            let items: Vec<(&str, &str, u32)> = list
                .items
                .iter()
                .map(|item| match &item.text_edit {
                    Some(CompletionTextEdit::Edit(edit)) => {
                        assert_eq!(edit.range.end, position);
                        (item.label.as_str(), edit.new_text.as_str(), edit.range.start.character)
                    }
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(items, expected, "{before} {ends}");
            assert!(list.items.is_sorted_by(|a, b| a.sort_text < b.sort_text));
            assert!(list.items.iter().all(|item| item.preselect.is_none()));
        };
        let longer = [("wells", "s"), ("wellness", "ness")];
        let both = [("well", "well", 5), ("wells", "wells", 5), ("wellness", "wellness", 5)];
        check("feel well", 0.9, &longer, &[]);
        check("feel well", 0.1, &longer, &both);
        check("feel wel", 0.0, &[("well", "l")], &[("well", "well", 5)]);
        check("feel well", 0.2, &[("and", " and"), ("wells", "s")], &[("well", "well", 5), ("wells", "wells", 5)]);
        check("feel ", 0.0, &[("well", "well")], &[("well", "well", 5)]);
        check("feel.", 0.0, &[("And", " And")], &[("And", " And", 5)]);
        check("feel wéll", 0.2, &[("wélls", "s")], &[("wéll", "wéll", 5), ("wélls", "wélls", 5)]);
    }
}
