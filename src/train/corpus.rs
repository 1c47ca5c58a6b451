//! [`Corpus`]: text as symbols, cut into documents, some of them held out.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::recipe::TextOptions;
use crate::text::random::SplitMix64;
use crate::text::{SymbolId, Vocab, VocabError, normalize};

/// A training text as symbols, which take two bytes each: a vocabulary has at most 20,000 characters.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The characters of the text.
    pub vocab: Vocab,
    symbols: Vec<u16>,
    /// Ranges of symbols to train on, in the order of the text.
    pub training: Vec<Range<usize>>,
    /// Ranges of symbols held out.
    pub held_out: Vec<Range<usize>>,
}

/// Why text does not make a corpus.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// There is no text.
    #[error("the text is empty")]
    Empty,
    /// The text has too many different characters.
    #[error("vocabulary: {0} (raise text.min_count)")]
    Vocab(#[from] VocabError),
    /// The text for training does not fill one window.
    #[error(
        "the text has {chars} characters for training, at least {needed} are needed: give more text, or lower batch or sequence"
    )]
    TooSmall {
        /// Symbols of the training documents.
        chars: usize,
        /// Symbols of one window, and one more for each stream.
        needed: usize,
    },
}

impl Corpus {
    /// Normalises texts (one a file), builds the vocabulary unless one is given, and draws the held-out documents.
    ///
    /// # Errors
    /// When there is no text, or too many different characters.
    pub fn new(
        texts: Vec<String>,
        vocab: Option<Vocab>,
        options: &TextOptions,
        seed: u64,
    ) -> Result<Self, CorpusError> {
        let texts: Vec<String> = texts.iter().map(|text| normalize(text)).collect();
        if texts.iter().all(|text| text.trim().is_empty()) {
            return Err(CorpusError::Empty);
        }
        let vocab = match vocab {
            Some(vocab) => vocab,
            None => Vocab::build(texts.iter().map(String::as_str), options.min_count)?,
        };
        let mut corpus = Corpus { vocab, symbols: Vec::new(), training: Vec::new(), held_out: Vec::new() };
        let documents: Vec<Range<usize>> = texts.iter().flat_map(|text| corpus.append(text, options)).collect();
        corpus.split(documents, options, seed);
        Ok(corpus)
    }

    /// Encodes a text and returns its documents.
    fn append(&mut self, text: &str, options: &TextOptions) -> Vec<Range<usize>> {
        let mut documents = Vec::new();
        let mut start = self.symbols.len();
        let mut line_symbols = Vec::new();
        for line in text.split_inclusive('\n') {
            let blank = line == "\n";
            if blank && options.blank_line_ends_document {
                if start < self.symbols.len() {
                    documents.push(start..self.symbols.len());
                    start = self.symbols.len();
                }
                continue;
            }
            line_symbols.clear();
            for c in line.trim_end_matches('\n').chars() {
                self.vocab.encode_char(c, &mut line_symbols);
            }
            self.vocab.encode_char('\n', &mut line_symbols);
            self.symbols.extend(line_symbols.iter().map(|&symbol| symbol as u16));
            if self.symbols.len() - start >= options.document_chars {
                documents.push(start..self.symbols.len());
                start = self.symbols.len();
            }
        }
        if start < self.symbols.len() {
            documents.push(start..self.symbols.len());
        }
        documents
    }

    fn split(&mut self, documents: Vec<Range<usize>>, options: &TextOptions, seed: u64) {
        let total = self.symbols.len() as f64;
        let budget = ((total * options.held_out) as usize).min(options.max_held_out_chars);
        let mut order: Vec<usize> = (0..documents.len()).collect();
        SplitMix64::at(seed, &[HELD_OUT_DRAW]).shuffle(&mut order);
        let mut is_held_out = vec![false; documents.len()];
        let mut taken = 0;
        // One document always stays for training.
        for &at in order.iter().skip(1) {
            if taken + documents[at].len() <= budget {
                taken += documents[at].len();
                is_held_out[at] = true;
            }
        }
        for (document, held_out) in documents.into_iter().zip(is_held_out) {
            if held_out { self.held_out.push(document) } else { self.training.push(document) }
        }
    }

    /// Symbols of a range, widened.
    pub fn symbols(&self, range: Range<usize>) -> impl Iterator<Item = SymbolId> + '_ {
        self.symbols.get(range).unwrap_or_default().iter().map(|&symbol| SymbolId::from(symbol))
    }

    /// What is held out, document by document.
    #[must_use]
    pub fn held_out_text(&self) -> String {
        let decode = |range: &Range<usize>| self.vocab.decode(&self.symbols(range.clone()).collect::<Vec<_>>());
        self.held_out.iter().map(decode).collect()
    }

    /// Whether a character begins with this symbol: true of all but the second and later bytes of a character.
    #[must_use]
    pub fn begins_char(&self, symbol: SymbolId) -> bool {
        self.vocab.byte(symbol).is_none_or(|byte| byte >= 0xc0)
    }

    /// A hash of the content: two corpora with the same fingerprint train alike.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.vocab.hash());
        for range in self.training.iter().chain(&self.held_out) {
            hash.update((range.start as u64).to_le_bytes());
            hash.update((range.end as u64).to_le_bytes());
        }
        for chunk in self.symbols.chunks(4096) {
            let bytes: Vec<u8> = chunk.iter().flat_map(|symbol| symbol.to_le_bytes()).collect();
            hash.update(&bytes);
        }
        crate::text::hex(&hash.finalize())
    }
}

const HELD_OUT_DRAW: u64 = 0x4845_4c44;

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(text: &str, options: TextOptions) -> Corpus {
        Corpus::new(vec![text.to_owned()], None, &options, 1).unwrap()
    }

    fn text_of(corpus: &Corpus, ranges: &[Range<usize>]) -> Vec<String> {
        ranges.iter().map(|r| corpus.vocab.decode(&corpus.symbols(r.clone()).collect::<Vec<_>>())).collect()
    }

    #[test]
    fn documents_end_at_lines() {
        let options = TextOptions { document_chars: 6, held_out: 0.0, min_count: 1, ..TextOptions::default() };
        let corpus = corpus("one\ntwo\nthree\n\nfour", options);
        assert_eq!(text_of(&corpus, &corpus.training), ["one\ntwo\n", "three\n", "\nfour\n"]);
    }

    #[test]
    fn blank_lines_end_documents_when_asked() {
        let options = TextOptions { blank_line_ends_document: true, held_out: 0.0, min_count: 1, ..Default::default() };
        let corpus = corpus("one\ntwo\n\n\nthree\n", options);
        assert_eq!(text_of(&corpus, &corpus.training), ["one\ntwo\n", "three\n"]);
    }

    #[test]
    fn held_out_documents_are_whole_and_few() {
        let text: String = (0..1000).map(|i| format!("this is line number {i}\n")).collect();
        let options = TextOptions { document_chars: 100, held_out: 0.1, min_count: 1, ..TextOptions::default() };
        let corpus = corpus(&text, options);
        let held_out: usize = corpus.held_out.iter().map(Range::len).sum();
        assert!((2000..=2400).contains(&held_out), "{held_out}");
        let mut all: Vec<_> = corpus.training.iter().chain(&corpus.held_out).cloned().collect();
        all.sort_by_key(|r| r.start);
        assert_eq!(text_of(&corpus, &all).concat(), text);
    }

    #[test]
    fn no_text_is_an_error() {
        assert!(matches!(Corpus::new(vec![" \n".into()], None, &TextOptions::default(), 1), Err(CorpusError::Empty)));
    }
}
