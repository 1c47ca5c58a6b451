//! Dead keys and the Compose key: an input method gets them raw and has to put their letters together itself.
//!
//! The table is the system's (`/usr/share/X11/locale`, `~/.XCompose`), read by the crate kbvm. Main type: [`Compose`].

use std::sync::Arc;

use kbvm::Keysym;
use kbvm::xkb::Context;
use kbvm::xkb::compose::{ComposeTable, FeedResult, State};

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Composed {
    /// The key belongs to no sequence and keeps its meaning.
    Nothing,
    /// The key began a sequence or continues one.
    Pending,
    /// The key ended a sequence, which writes this text.
    Text(String),
}

/// The state of a sequence that was begun.
pub struct Compose {
    table: Option<Arc<ComposeTable>>,
    state: Option<State>,
}

/// Reads the table of this user and locale; `None` where there is none.
pub fn table() -> Option<Arc<ComposeTable>> {
    let mut context = Context::builder();
    context.enable_environment(true);
    let context = context.build();
    // A broken line of the table is passed over.
    context.compose_table_builder().build(Silent).map(Arc::new)
}

struct Silent;

impl kbvm::xkb::diagnostic::DiagnosticHandler for Silent {
    fn filter(&self, _: kbvm::xkb::diagnostic::DiagnosticKind, _: bool) -> bool {
        false
    }

    fn handle(&mut self, _: kbvm::xkb::diagnostic::Diagnostic) {}
}

impl Compose {
    pub fn new(table: Option<Arc<ComposeTable>>) -> Compose {
        let state = table.as_ref().map(|table| table.create_state());
        Compose { table, state }
    }

    pub fn feed(&mut self, sym: Keysym) -> Composed {
        let (Some(table), Some(state)) = (&self.table, &mut self.state) else { return Composed::Nothing };
        match table.feed(state, sym) {
            // A key that does not go on with the sequence means itself.
            None | Some(FeedResult::Aborted) => Composed::Nothing,
            Some(FeedResult::Pending) => Composed::Pending,
            Some(FeedResult::Composed { string, keysym }) => {
                let written = || keysym.and_then(Keysym::char).map(String::from);
                string.map(str::to_owned).or_else(written).map_or(Composed::Nothing, Composed::Text)
            }
        }
    }

    /// Gives up a sequence that was begun.
    pub fn reset(&mut self) {
        self.state = self.table.as_ref().map(|table| table.create_state());
    }
}

#[cfg(test)]
mod tests {
    use kbvm::syms;

    use super::*;

    #[test]
    fn sequences() {
        let mut builder = Context::builder();
        builder.clear();
        let context = builder.build();
        let mut table = context.compose_table_builder();
        table.locale("C");
        table.buffer("<dead_acute> <e> : \"é\" eacute\n<Multi_key> <minus> <greater> : rightarrow\n");
        let mut compose = Compose::new(Some(Arc::new(table.build(Silent).unwrap())));
        let check = |compose: &mut Compose, keys: &[Keysym], expected: &[Composed]| {
            let composed: Vec<Composed> = keys.iter().map(|sym| compose.feed(*sym)).collect();
            assert_eq!(composed, expected);
        };
        let text = |text: &str| Composed::Text(text.to_owned());
        check(&mut compose, &[syms::e], &[Composed::Nothing]);
        check(&mut compose, &[syms::dead_acute, syms::e], &[Composed::Pending, text("é")]);
        check(
            &mut compose,
            &[syms::dead_acute, syms::x, syms::e],
            &[Composed::Pending, Composed::Nothing, Composed::Nothing],
        );
        check(
            &mut compose,
            &[syms::Multi_key, syms::minus, syms::greater],
            &[Composed::Pending, Composed::Pending, text("→")],
        );
        check(&mut compose, &[syms::Multi_key], &[Composed::Pending]);
        compose.reset();
        check(&mut compose, &[syms::minus], &[Composed::Nothing]);
        assert_eq!(Compose::new(None).feed(syms::dead_acute), Composed::Nothing);
    }
}
