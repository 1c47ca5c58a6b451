//! [`Lexicon`]: which words there are in a language, how common each is, and how it is written.
//!
//! A finite-state map from words in small letters to how rare they are (crate `fst`), used where it lies in the program.
//! As outputs of such a map stand as near to its root as they can, a node also tells the rarity of the most common word
//! below it. [`Builder`] makes it from counted words and from text; the English one comes of `foretype lexicon`.

mod build;
mod entry;

use std::borrow::Cow;

use fst::raw::{CompiledAddr, Fst};

pub use build::Builder;
pub(super) use build::HURRIED_MARK;
pub(super) use entry::fold;
pub use entry::{Entry, Form};

use entry::read;

/// The English lexicon inside the program.
static ENGLISH: &[u8] = include_bytes!("../../models/english.lexicon");
/// Names of the models to which the English lexicon belongs.
const ENGLISH_NAMES: [&str; 2] = ["english", "tiny"];

/// The words of a language.
#[derive(Clone)]
pub struct Lexicon(Fst<Cow<'static, [u8]>>);

/// The beginning of some words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    address: CompiledAddr,
    output: u64,
}

impl Lexicon {
    /// Returns the lexicon of some bytes, which are used as they are.
    ///
    /// # Errors
    /// When the bytes are no lexicon.
    pub fn new(bytes: Cow<'static, [u8]>) -> Result<Self, fst::Error> {
        Ok(Lexicon(Fst::new(bytes)?))
    }

    /// Returns the lexicon inside the program, if it belongs to a model of this name. It also belongs to models
    /// fine-tuned from such a model, whose names go on after a comma.
    #[must_use]
    pub fn embedded(model: &str) -> Option<Self> {
        let english = model.split(',').next().is_some_and(|name| ENGLISH_NAMES.contains(&name));
        english.then(|| Self::new(Cow::Borrowed(ENGLISH)).ok()).flatten()
    }

    /// Looks up a word in any case, with any apostrophe. A possessive without an entry counts as the word before its
    /// `'s`.
    #[must_use]
    pub fn entry(&self, word: &str) -> Option<Entry> {
        let folded: String = word.chars().flat_map(fold).collect();
        self.exact(&folded).or_else(|| self.exact(folded.strip_suffix("'s")?))
    }

    /// Returns the contraction of which a word lacks nothing but the apostrophe (`don't` for `dont`).
    #[must_use]
    pub fn with_apostrophe(&self, word: &str) -> Option<String> {
        let folded: String = word.chars().flat_map(fold).collect();
        let places = folded.char_indices().skip(1).map(|(at, _)| [&folded[..at], "'", &folded[at..]].concat());
        places.into_iter().find(|with| self.exact(with).is_some())
    }

    /// Returns whether some word begins with these letters, in any case.
    #[must_use]
    pub fn begins(&self, beginning: &str) -> bool {
        self.rarity(beginning).is_some()
    }

    /// −ln of the share of a word; infinite for what is none.
    #[must_use]
    pub fn rarity_of(&self, word: &str) -> f32 {
        self.entry(word).map_or(f32::INFINITY, |entry| entry.rarity)
    }

    /// −ln of the share of the most common word that begins so.
    #[must_use]
    pub fn rarity(&self, beginning: &str) -> Option<f32> {
        let mut letters = beginning.chars().flat_map(fold);
        Some(letters.try_fold(self.root(), |at, c| self.child(at, c))?.rarity())
    }

    fn exact(&self, folded: &str) -> Option<Entry> {
        self.0.get(folded.as_bytes()).map(|output| read(output.value()))
    }

    pub(super) fn root(&self) -> Node {
        Node { address: self.0.root().addr(), output: 0 }
    }

    /// Returns the beginning with one more character; `None` where no word begins so.
    pub(super) fn child(&self, node: Node, c: char) -> Option<Node> {
        let mut at = node;
        for &byte in c.encode_utf8(&mut [0; 4]).as_bytes() {
            let from = self.0.node(at.address);
            let transition = from.transition(from.find_input(byte)?);
            at = Node { address: transition.addr, output: at.output + transition.out.value() };
        }
        Some(at)
    }

    /// Fills `found` with every beginning that is one character longer, and that character.
    pub(super) fn children(&self, node: Node, found: &mut Vec<(char, Node)>) {
        found.clear();
        self.spell(node, [0; 4], 0, found);
    }

    fn spell(&self, node: Node, bytes: [u8; 4], length: usize, found: &mut Vec<(char, Node)>) {
        for transition in self.0.node(node.address).transitions() {
            let mut bytes = bytes;
            bytes[length] = transition.inp;
            let next = Node { address: transition.addr, output: node.output + transition.out.value() };
            match std::str::from_utf8(&bytes[..=length]) {
                Ok(text) => found.extend(text.chars().map(|c| (c, next))),
                Err(_) if length < 3 => self.spell(next, bytes, length + 1, found),
                Err(_) => {}
            }
        }
    }

    /// The word that ends here, if one does.
    pub(super) fn word(&self, node: Node) -> Option<Entry> {
        let here = self.0.node(node.address);
        here.is_final().then(|| read(node.output + here.final_output().value()))
    }
}

impl Node {
    /// −ln of the share of the most common word that begins so.
    pub(super) fn rarity(self) -> f32 {
        entry::rarity(self.output)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Lexicon {
        let mut builder = Builder::default();
        let words = [("the", 900u64), ("then", 50), ("café", 20), ("monday", 30), ("don't", 100), ("teh", 5)];
        words.iter().for_each(|(word, count)| builder.count(word, *count));
        builder.misspelt("teh");
        ["udon", "Oslo", "wont", "2nd", "kestrel"].into_iter().for_each(|word| builder.spelt(word));
        builder.count("thenthe", 20);
        builder.count("udon", 5);
        ["ligand", "Konya", "udoon", "uodn"].into_iter().for_each(|word| builder.rare(word));
        for _ in 0..3 {
            builder.read("On a Monday, and on Monday. They don't go to the café then. I don't. Not Monday, I don't\n");
            builder.read("They met at the Kestrel then\n");
        }
        // A word of one text alone, and a string that is nearly always written as two words.
        builder.read("nick nick nick nick thenthe thenthe thenthe");
        (0..9).for_each(|_| builder.read("then the then the then the"));
        Lexicon::new(Cow::Owned(builder.build(1).unwrap())).unwrap()
    }

    #[test]
    fn words_and_their_forms() {
        let lexicon = small();
        let check = |word: &str, expected: Option<Form>| {
            assert_eq!(lexicon.entry(word).map(|entry| entry.form), expected, "{word}");
        };
        check("the", Some(Form::Small));
        check("THE", Some(Form::Small));
        check("Café", Some(Form::Small));
        check("monday", Some(Form::Capital));
        check("Monday’s", Some(Form::Capital));
        check("don’t", Some(Form::Small));
        check("teh", None);
        check("th", None);
        check("2nd", None);
        check("nick", None);
        check("thenthe", None);
        check("oslo", Some(Form::Capital));
        check("ligand", Some(Form::Small));
        check("kestrel", Some(Form::Either));
        check("konya", Some(Form::Capital));
        check("udoon", None);
        check("uodn", None);
        let udon = lexicon.entry("udon").unwrap();
        assert!(udon.spelt && !lexicon.entry("the").unwrap().spelt);
        assert!(udon.rarity > lexicon.entry("café").unwrap().rarity);
        check("", None);
    }

    #[test]
    fn words_of_hurried_messages_are_those_that_the_lexicon_lacks() {
        let mut builder = Builder::default();
        ["see", "don't"].into_iter().for_each(|word| builder.spelt(word));
        builder.misspelt("recieve");
        builder.misspelt("dont");
        let line = "see u b4 noon, I don't, don't, dont recieve it, ask Kev, Kev\n";
        builder.read(&format!("{line}nick nick nick nick {}", line.repeat(2)));
        builder.read(line);
        assert_eq!(builder.casual(60, 4), ["ask", "b4", "dont", "it", "noon", "u"]);
        assert_eq!(builder.casual(60, 5), [""; 0]);
    }

    #[test]
    fn words_beside_contractions_tell_of_no_hurry() {
        let mut builder = Builder::default();
        let text = "i dont like ur qemu\nit isn't qemu, I don't know\nim here wat\nur lah, lah\n";
        (0..2).for_each(|_| builder.read(text));
        let words = builder.casual(60, 2);
        let hurried: Vec<_> = words.iter().filter_map(|word| word.strip_suffix(HURRIED_MARK)).collect();
        assert_eq!(hurried, ["here", "like", "ur", "wat"]);
        assert!(words.iter().any(|word| word == "qemu"), "{words:?}");
    }

    #[test]
    fn nodes_tell_the_most_common_word_below() {
        let lexicon = small();
        let mut at = lexicon.root();
        for c in "th".chars() {
            at = lexicon.child(at, c).unwrap();
        }
        assert_eq!(at.rarity(), lexicon.entry("the").unwrap().rarity);
        assert!(lexicon.word(at).is_none());
        let mut found = Vec::new();
        lexicon.children(lexicon.child(lexicon.root(), 'c').unwrap(), &mut found);
        assert_eq!(found.iter().map(|(c, _)| *c).collect::<String>(), "a");
        let caf = "caf".chars().try_fold(lexicon.root(), |at, c| lexicon.child(at, c)).unwrap();
        lexicon.children(caf, &mut found);
        assert_eq!(found.iter().map(|(c, _)| *c).collect::<String>(), "é");
        assert_eq!(lexicon.word(found[0].1), lexicon.entry("café"));
    }

    #[test]
    fn english_is_inside() {
        assert!(Lexicon::embedded("german").is_none());
        assert!(Lexicon::embedded("tiny").is_some());
        let english = Lexicon::embedded("english, fine-tuned").unwrap();
        for word in ["the", "don't", "receive", "I", "Monday", "anniversary", "tomorrow's"] {
            assert!(english.entry(word).is_some(), "{word}");
        }
        for word in ["heron", "naan", "miso", "podcast", "wifi", "omw"] {
            assert!(english.entry(word).is_some_and(|entry| entry.spelt), "{word}");
        }
        for fragment in ["anniversity", "tomorower", "recievery", "gmailcom", "annak", "recieve", "teh", "dont", "im"] {
            assert!(english.entry(fragment).is_none(), "{fragment}");
        }
        assert_eq!(english.entry("i").map(|entry| entry.form), Some(Form::Capital));
    }
}
