//! Turns answers of the daemon into items of the Language Server Protocol.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionKind, Command, CompletionItem, CompletionItemKind, CompletionItemLabelDetails,
    CompletionList, CompletionTextEdit, InlineCompletionItem, InlineCompletionList, Position, Range, TextEdit, Uri,
    WorkspaceEdit,
};
use serde_json::json;

use super::text::Encoding;
use crate::rpc::protocol::{SuggestResult, Word};
use crate::text::words::split_last;

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

/// A position in a document where something is offered, with the text before it.
#[derive(Clone, Debug)]
pub struct Cursor {
    pub uri: Uri,
    pub position: Position,
    /// The end of the document's text before it, at least as long as a word.
    pub before: String,
    pub encoding: Encoding,
}

impl Cursor {
    /// The command for something that was inserted here, in place of so many characters.
    fn accept(&self, delete: u32, text: &str, ghost: bool) -> Command {
        let arguments = vec![json!({ "uri": self.uri, "delete": delete, "text": text, "ghost": ghost })];
        Command { title: "foretype".into(), command: ACCEPT.into(), arguments: Some(arguments) }
    }

    /// Where what was typed of a word stands.
    fn range_of(&self, typed: &str) -> Range {
        let character = self.position.character.saturating_sub(self.encoding.length(typed));
        Range { start: Position { character, ..self.position }, end: self.position }
    }

    /// The part of an offered word that stands before the cursor already, as it was typed.
    fn typed_of(&self, word: &Word) -> &str {
        if word.completion.starts_with(' ') {
            return "";
        }
        let begun = word.text.chars().count().saturating_sub(word.completion.chars().count());
        self.last(if replaces(word) { word.delete as usize } else { begun })
    }

    /// The last characters before the cursor.
    fn last(&self, count: usize) -> &str {
        split_last(&self.before, count).1
    }
}

/// Whether a word takes the place of something, and does not merely go on with it.
fn replaces(word: &Word) -> bool {
    word.delete > 0
}

/// Whether it is another word than what was typed.
fn corrects(word: &Word) -> bool {
    word.kind == "correction"
}

/// A typed word that is whole with this probability gets no list of longer words.
const WHOLE: f32 = 0.2;
/// A typed word that is whole with this probability is itself the first item of the list. Words that hardly fit where they
/// stand have more (`with friend` 0.008, `Dear Ann` 0.016), beginnings that are no words less (`birth` of a birthday 0.004).
const MAYBE_WHOLE: f32 = 0.005;

/// Words, the most probable first: each takes the place of what was typed of it. The list is never complete, so that
/// every keystroke asks again.
///
/// Many editors mark the first item, and Enter takes it. So where a word was typed that may be meant as it stands, or would
/// be replaced by another, it is the first item, or there is none. The next words are left to ghost text then.
pub fn completions(place: &Cursor, answer: &SuggestResult) -> CompletionList {
    let is_begun = |word: &&Word| !place.typed_of(word).is_empty();
    let begun = answer.words.iter().filter(is_begun).min_by_key(|word| corrects(word));
    let replaced = answer.words.iter().find(is_begun).is_some_and(corrects);
    let words = answer.words.iter().filter(|word| answer.ends == 0.0 || !word.completion.starts_with(' '));
    let typed =
        begun.filter(|_| replaced || answer.ends >= MAYBE_WHOLE).map(|word| as_typed(place, place.typed_of(word)));
    let first = usize::from(typed.is_some());
    let words = words.enumerate().map(|(nth, word)| completion(place, first + nth, word));
    let items = if answer.ends < WHOLE { typed.into_iter().chain(words).collect() } else { Vec::new() };
    CompletionList { is_incomplete: true, items }
}

/// What was typed, as an answer of its own: taking it changes nothing.
fn as_typed(place: &Cursor, typed: &str) -> CompletionItem {
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

fn completion(place: &Cursor, nth: usize, word: &Word) -> CompletionItem {
    let typed = place.typed_of(word);
    let new_text = if replaces(word) { word.inserted().to_owned() } else { format!("{typed}{}", word.completion) };
    // Editors filter by what stands in the range: a correction begins otherwise.
    let filter_text = if replaces(word) { typed.to_owned() } else { new_text.clone() };
    let mark = if corrects(word) { "✎ " } else { "" };
    CompletionItem {
        label: word.text.clone(),
        label_details: Some(CompletionItemLabelDetails {
            detail: None,
            description: Some(format!("{mark}{:.0} %", 100.0 * word.probability)),
        }),
        kind: Some(CompletionItemKind::TEXT),
        sort_text: Some(rank(nth)),
        filter_text: Some(filter_text),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: place.range_of(typed), new_text })),
        command: Some(place.accept(word.delete, word.inserted(), false)),
        ..CompletionItem::default()
    }
}

/// The phrase when there is one, else the best word; nothing below `show_probability`.
pub fn inline(place: &Cursor, answer: &SuggestResult, show_probability: f32) -> InlineCompletionList {
    let phrase = answer.phrase.as_ref().map(|phrase| (&phrase.text, phrase.probability));
    let word = answer.words.first().filter(|word| !replaces(word)).map(|word| (&word.completion, word.probability));
    let best = [phrase, word].into_iter().flatten().find(|(_, probability)| *probability >= show_probability);
    let item = best.map(|(text, _)| InlineCompletionItem {
        insert_text: text.clone(),
        filter_text: None,
        range: Some(Range { start: place.position, end: place.position }),
        command: Some(place.accept(0, text, true)),
        insert_text_format: None,
    });
    InlineCompletionList { items: item.into_iter().collect() }
}

/// The word before the cursor as it is meant, if it is another one. What was asked had a space after it.
pub fn fix(place: &Cursor, answer: &SuggestResult) -> Option<CodeAction> {
    let word = answer.words.first().filter(|word| corrects(word) && replaces(word))?;
    let typed = place.last(word.delete as usize - 1);
    let edit = TextEdit { range: place.range_of(typed), new_text: word.inserted().trim_end().to_owned() };
    // Clippy's warning of keys that may change does not apply: nobody changes the address.
    #[allow(clippy::mutable_key_type)]
    let changes = HashMap::from([(place.uri.clone(), vec![edit])]);
    Some(CodeAction {
        title: format!("Change “{typed}” to “{}”", word.text),
        kind: Some(CodeActionKind::QUICKFIX),
        edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
        ..CodeAction::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, completion: &str) -> Word {
        let (text, completion, insert) = (text.into(), completion.into(), completion.into());
        Word { text, completion, insert, probability: 0.1, ..Word::default() }
    }

    fn place(before: &str) -> Cursor {
        let position = Position { line: 3, character: before.chars().count() as u32 };
        let uri = "untitled:1".parse().expect("an address");
        Cursor { uri, position, before: before.into(), encoding: Encoding::Utf16 }
    }

    fn correction(text: &str, delete: u32, insert: &str) -> SuggestResult {
        let word =
            Word { text: text.into(), delete, insert: insert.into(), kind: "correction".into(), ..Word::default() };
        SuggestResult { words: vec![word], ..SuggestResult::default() }
    }

    #[test]
    fn a_correction_takes_the_place_of_what_was_typed() {
        let check = |before: &str, answer: SuggestResult, typed: &str, new_text: &str, start: u32| {
            let list = completions(&place(before), &answer);
            // Enter takes the first, which changes nothing.
            assert_eq!((list.items[0].label.as_str(), &list.items[0].command), (typed, &None));
            let item = &list.items[1];
            let Some(CompletionTextEdit::Edit(edit)) = &item.text_edit else { panic!("{item:?}") };
            assert_eq!((edit.new_text.as_str(), edit.range.start.character), (new_text, start));
            assert_eq!(item.filter_text.as_deref(), Some(typed));
            let argument = &item.command.as_ref().unwrap().arguments.as_ref().unwrap()[0];
            assert_eq!(
                (argument["delete"].as_u64(), argument["text"].as_str()),
                (Some(typed.chars().count() as u64), Some(new_text))
            );
        };
        check("we recie", correction("receive", 5, "receive"), "recie", "receive", 3);
        check("we recieve ", correction("receive", 8, "receive "), "recieve ", "receive ", 3);
        check("on th eoth", correction("the other", 7, "the other"), "th eoth", "the other", 3);
    }

    #[test]
    fn a_code_action_mends_the_word() {
        let action = fix(&place("we recieve"), &correction("receive", 8, "receive ")).unwrap();
        assert_eq!(action.title, "Change “recieve” to “receive”");
        #[allow(clippy::mutable_key_type, reason = "the protocol's own type, read once")]
        let changes = action.edit.unwrap().changes.unwrap();
        let edit = &changes.values().next().unwrap()[0];
        assert_eq!((edit.new_text.as_str(), edit.range.start.character, edit.range.end.character), ("receive", 3, 10));
        assert!(fix(&place("we "), &SuggestResult::default()).is_none());
    }

    #[test]
    fn a_finished_word_is_not_replaced_by_enter() {
        let check = |before: &str, ends: f32, words: &[(&str, &str)], expected: &[(&str, &str, u32)]| {
            let position = Position { line: 3, character: before.chars().count() as u32 };
            let uri = "untitled:1".parse().expect("an address");
            let place = Cursor { uri, position, before: before.into(), encoding: Encoding::Utf16 };
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
        check("feel well", 0.01, &longer, &both);
        check("feel wel", 0.001, &[("well", "l")], &[("well", "well", 5)]);
        check("feel well", 0.3, &longer, &[]);
        check("feel well", 0.1, &[("and", " and"), ("wells", "s")], &[("well", "well", 5), ("wells", "wells", 5)]);
        check("feel ", 0.0, &[("well", "well")], &[("well", "well", 5)]);
        check("feel.", 0.0, &[("And", " And")], &[("And", " And", 5)]);
        check("feel wéll", 0.1, &[("wélls", "s")], &[("wéll", "wéll", 5), ("wélls", "wélls", 5)]);
    }
}
