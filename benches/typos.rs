//! How typos are forgiven: `cargo bench --bench typos -- TEXT [PAIRS…]`. TEXT holds a message a line; PAIRS are real
//! misspellings, `wrong<TAB>right` a line. Prints the tables of models/README.md.
//!
//! Errors are made with a seed, one in a word of three letters or more: of fingers (a neighbouring key in a letter's place
//! or beside it, two letters swapped, one missing) and of spelling (another vowel, a letter doubled or not, two swapped,
//! one missing). Where hunspell is installed its first suggestion stands beside ours.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

use foretype::predict::{Context, Predictor, Query, Suggestions, WordKind, Worker};
use foretype::text::Layout;
use foretype::text::random::SplitMix64;
use foretype::text::words::word_spans;

const SEED: u64 = 7;
/// Words with an error, right words, and pairs that are looked at.
const WORDS: usize = 1200;
const PAIRS: usize = 1500;
/// Messages that are typed for savings and times.
const MESSAGES: usize = 150;

struct Typist<'a> {
    model: &'a Predictor,
    worker: Worker,
    context: Context,
    corrections: bool,
    /// Microseconds of every query.
    took: Vec<u64>,
}

impl<'a> Typist<'a> {
    fn new(model: &'a Predictor, corrections: bool) -> Self {
        Typist { model, worker: Worker::default(), context: Context::default(), corrections, took: Vec::new() }
    }

    fn ask(&mut self, text: &str) -> Suggestions {
        let query = Query {
            chars: false,
            phrase: false,
            next_after_whole: true,
            min_probability: 0.005,
            corrections: self.corrections,
            ..Query::default()
        };
        let start = Instant::now();
        let answer = self.model.suggest(&mut self.worker, &mut self.context, text, &query, None, &|| false);
        self.took.push(start.elapsed().as_micros() as u64);
        answer.unwrap_or_default()
    }

    /// The place at which a word is offered.
    fn place(&mut self, text: &str, meant: &str) -> Option<usize> {
        self.ask(text).words.iter().position(|word| same(&word.text, meant) && word.kind != WordKind::NextWord)
    }
}

/// Whether two words are the same; a capital makes no other word.
fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// First, among three, of how many.
#[derive(Clone, Copy, Default)]
struct Shares(usize, usize, usize);

impl Shares {
    fn add(&mut self, place: Option<usize>) {
        self.0 += usize::from(place == Some(0));
        self.1 += usize::from(place.is_some());
        self.2 += 1;
    }
}

impl std::fmt::Display for Shares {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let share = |part: usize| 100.0 * part as f64 / self.2.max(1) as f64;
        write!(f, "{:5.1} % | {:5.1} % | {}", share(self.0), share(self.1), self.2)
    }
}

fn pick(random: &mut SplitMix64, count: usize) -> usize {
    random.below(count)
}

fn beside(letter: char, random: &mut SplitMix64) -> char {
    let keys: Vec<char> = ('a'..='z').filter(|&key| Layout::Qwerty.beside(letter, key)).collect();
    if keys.is_empty() { letter } else { keys[pick(random, keys.len())] }
}

/// The word with one error, and which letter is wrong.
fn with_error(word: &str, fingers: bool, random: &mut SplitMix64) -> Option<(String, usize)> {
    let letters: Vec<char> = word.chars().collect();
    for _ in 0..20 {
        // First letters are seldom wrong.
        let at = if pick(random, 10) == 0 { 0 } else { 1 + pick(random, letters.len() - 1) };
        let mut wrong = letters.clone();
        let c = letters[at];
        match (pick(random, 4), fingers) {
            (0, true) => wrong[at] = beside(c, random),
            (1, true) => wrong.insert(at, beside(c, random)),
            (0, false) if "aeiou".contains(c) => wrong[at] = ['a', 'e', 'i', 'o', 'u'][pick(random, 5)],
            (1, false) if at > 0 && letters[at - 1] == c => drop(wrong.remove(at)),
            (1, false) if at > 0 => wrong.insert(at, c),
            (2, _) if at + 1 < letters.len() => wrong.swap(at, at + 1),
            (3, _) if at > 0 => drop(wrong.remove(at)),
            _ => continue,
        }
        if wrong != letters {
            return Some((wrong.into_iter().collect(), at));
        }
    }
    None
}

fn plain(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Words with the text before them.
fn words(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().flat_map(|line| {
        word_spans(line).into_iter().map(move |span| (line[..span.start].to_owned(), line[span].to_owned()))
    });
    lines.collect()
}

fn errors(model: &Predictor, text: &str, fingers: bool) {
    let mut random = SplitMix64::new(SEED);
    let all: Vec<(String, String)> = words(text).into_iter().filter(|(_, word)| plain(word)).collect();
    let mut typist = Typist::new(model, true);
    let (mut by_letter, mut at_end, mut after) = ([Shares::default(); 10], Shares::default(), Shares::default());
    for _ in 0..WORDS {
        let (before, word) = &all[pick(&mut random, all.len())];
        let Some((wrong, at)) = with_error(word, fingers, &mut random) else { continue };
        for end in at + 1..=wrong.len() {
            let place = typist.place(&format!("{before}{}", &wrong[..end]), word);
            by_letter[(end - at - 1).min(9)].add(place);
            if end == wrong.len() {
                at_end.add(place);
            }
        }
        let first = typist.ask(&format!("{before}{wrong} ")).words.into_iter().next();
        after.add(first.filter(|first| first.kind == WordKind::Correction && same(&first.text, word)).map(|_| 0));
    }
    println!("\n## One error {}\n", if fingers { "of the fingers" } else { "of spelling" });
    println!("| letters after the wrong one | first | among three | words |\n|---|---|---|---|");
    by_letter.iter().enumerate().for_each(|(letters, shares)| println!("| {letters} | {shares} |"));
    println!("| typed to the end | {at_end} |\n| after the space | {after} |");
}

fn right_words(model: &Predictor, text: &str) {
    let mut typist = Typist::new(model, true);
    let (mut open, mut finished, mut count) = (0, 0, 0);
    let all = words(text);
    for (before, word) in all.iter().step_by(all.len().div_ceil(4 * WORDS).max(1)) {
        count += 1;
        let wrong = |answer: &Suggestions| {
            // A capital is no other word.
            let other = |text: &str| text.to_lowercase() != word.to_lowercase();
            answer.words.first().is_some_and(|first| first.kind == WordKind::Correction && other(&first.text))
        };
        let while_typed = typist.ask(&format!("{before}{word}"));
        open += usize::from(wrong(&while_typed));
        let after = typist.ask(&format!("{before}{word} "));
        if wrong(&after) {
            finished += 1;
            println!("  {word} -> {}", after.words[0].text);
        }
    }
    let share = |part: usize| 100.0 * part as f64 / count as f64;
    println!("\n## Right words called wrong in the first place ({count} words)\n");
    println!("while typed {:.2} %, after the space {:.2} %", share(open), share(finished));
}

/// Words that sound alike, or are a slip of the fingers apart: what is written, and what is meant.
const CONFUSED: [(&str, &str); 20] = [
    ("your", "you're"),
    ("you're", "your"),
    ("its", "it's"),
    ("it's", "its"),
    ("to", "too"),
    ("too", "to"),
    ("there", "their"),
    ("their", "there"),
    ("then", "than"),
    ("than", "then"),
    ("were", "where"),
    ("where", "were"),
    ("loose", "lose"),
    ("here", "hear"),
    ("quite", "quiet"),
    ("form", "from"),
    ("now", "know"),
    ("of", "off"),
    ("an", "and"),
    ("thing", "think"),
];

/// How often a right word written for another one is called wrong, right after it or after the next word, and how often it is
/// where it is right.
fn confusions(model: &Predictor, text: &str) {
    let mut typist = Typist::new(model, true);
    println!(
        "\n## Right words written for others\n\n| written | meant | mended | of | called wrong where right | of |"
    );
    println!("|---|---|---|---|---|---|");
    let all = words(text);
    let corrected = |typist: &mut Typist, text: &str| {
        let first = typist.ask(text).words.into_iter().next();
        first.filter(|first| first.kind == WordKind::Correction).map(|first| first.text)
    };
    let mut sums = [0; 4];
    for (written, meant) in CONFUSED {
        let mut row = [0; 4];
        for pair in
            all.windows(2).filter(|pair| pair[0].1 == meant && pair[1].0.len() == pair[0].0.len() + meant.len() + 1)
        {
            let [(before, _), (_, next)] = pair else { continue };
            let at = |word: &str| [format!("{before}{word} "), format!("{before}{word} {next} ")];
            let right = |text: &String| text == meant || *text == format!("{meant} {next}");
            row[0] += usize::from(
                at(written).iter().any(|text| corrected(&mut typist, text).is_some_and(|text| right(&text))),
            );
            row[2] += usize::from(at(meant).iter().any(|text| corrected(&mut typist, text).is_some()));
            (row[1], row[3]) = (row[1] + 1, row[3] + 1);
        }
        println!("| {written} | {meant} | {} | {} | {} | {} |", row[0], row[1], row[2], row[3]);
        sums.iter_mut().zip(row).for_each(|(sum, count)| *sum += count);
    }
    println!("| all | | {} | {} | {} | {} |", sums[0], sums[1], sums[2], sums[3]);
}

/// Keys for the messages where every `one_in`-th word gets an error (0: none), and their characters; changes of the
/// first place per word.
fn type_all(typist: &mut Typist, text: &str, one_in: usize) -> (f64, f64) {
    let mut random = SplitMix64::new(SEED);
    let (mut keys, mut chars, mut changes, mut count) = (0, 0, 0, 0);
    for line in text.lines().take(MESSAGES) {
        chars += line.chars().count();
        let mut done = 0;
        for span in word_spans(line) {
            keys += line[done..span.start].chars().count();
            let (before, word) = (&line[..span.start], &line[span.clone()]);
            let space = usize::from(line[span.end..].starts_with(' '));
            let slips = one_in > 0 && plain(word) && pick(&mut random, one_in) == 0;
            let error = slips.then(|| with_error(word, pick(&mut random, 2) == 0, &mut random)).flatten();
            let typed = error.as_ref().map_or(word, |(wrong, _)| wrong.as_str());
            let mut taken = false;
            let mut first: Option<String> = None;
            for (at, c) in typed.char_indices() {
                let answer = typist.ask(&format!("{before}{}", &typed[..at]));
                let offered = answer.words.iter().any(|offered| offered.text == word);
                let now = answer.words.first().map(|first| first.text.clone());
                changes += usize::from(first.as_ref().is_some_and(|was| {
                    now.as_ref() != Some(was) && was.to_lowercase().starts_with(&typed[..at].to_lowercase())
                }));
                first = now;
                if offered && typed[at..].chars().count() + space > 1 {
                    taken = true;
                    break;
                }
                keys += c.len_utf8().min(1);
            }
            count += 1;
            if taken {
                keys += 1;
                done = span.end + space;
                continue;
            }
            done = span.end;
            if let Some((wrong, at)) = error {
                let offered = typist.ask(&format!("{before}{wrong}")).words.iter().any(|offered| offered.text == word);
                let after = typist.ask(&format!("{before}{wrong} ")).words.iter().any(|offered| offered.text == word);
                // By hand: back to the error and again.
                keys += if offered || after { 1 } else { wrong.chars().count() - at + word.chars().count() - at };
            }
        }
        keys += line[done..].chars().count();
    }
    (1.0 - keys as f64 / chars as f64, changes as f64 / count.max(1) as f64)
}

fn savings(model: &Predictor, text: &str) {
    println!("\n## Savings of keystrokes, {MESSAGES} messages\n");
    println!("| | corrections off | on | first place changes per word |\n|---|---|---|---|");
    for (name, one_in) in [("no errors", 0), ("1 word in 20", 20), ("1 word in 10", 10)] {
        let [off, on] = [false, true].map(|on| type_all(&mut Typist::new(model, on), text, one_in));
        println!("| {name} | {:.1} % | {:.1} % | {:.2} / {:.2} |", 100.0 * off.0, 100.0 * on.0, off.1, on.1);
    }
    let mut all = [false, true].map(|on| {
        let mut typist = Typist::new(model, on);
        type_all(&mut typist, text, 20);
        typist.took.sort_unstable();
        typist.took
    });
    let at = |took: &mut Vec<u64>, part: f64| took[((took.len() - 1) as f64 * part) as usize];
    let [off, on] = &mut all;
    println!("\np50 {} → {} µs, p99 {} → {} µs", at(off, 0.5), at(on, 0.5), at(off, 0.99), at(on, 0.99));
}

/// The first suggestion of hunspell for each word; nothing where it is not installed.
fn hunspell(words: &[String]) -> Option<Vec<String>> {
    let mut command = Command::new("hunspell");
    let mut child = command
        .args(["-a", "-d", "en_US"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let lines: String = words.iter().map(|word| format!("^{word}\n")).collect();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let out = BufReader::new(child.stdout.take()?);
    let answers = out.lines().map_while(Result::ok).skip(1).filter(|line| !line.is_empty());
    let first = |line: String| match line.split_once(": ") {
        Some((_, suggested)) => suggested.split(", ").next().unwrap_or_default().to_owned(),
        None => String::new(),
    };
    let found: Vec<String> = answers.map(first).collect();
    writer.join().ok()?.ok()?;
    child.wait().ok()?;
    (found.len() == words.len()).then_some(found)
}

fn real(model: &Predictor, path: &str) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let mut pairs: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
    let letters = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'');
    pairs.retain(|(wrong, right)| letters(wrong) && letters(right) && right.len() > 2);
    let step = pairs.len().div_ceil(PAIRS).max(1);
    let pairs: Vec<(&str, &str)> = pairs.into_iter().step_by(step).collect();
    let mut typist = Typist::new(model, true);
    let (mut open, mut after) = (Shares::default(), Shares::default());
    // The lists are in small letters, names too.
    let same = |word: &str, right: &str| word.eq_ignore_ascii_case(right);
    for (wrong, right) in &pairs {
        let words = typist.ask(&format!("the {wrong}")).words;
        open.add(words.iter().position(|word| same(&word.text, right) && word.kind != WordKind::NextWord));
        let first = typist.ask(&format!("the {wrong} ")).words.into_iter().next();
        after.add(first.filter(|first| same(&first.text, right)).map(|_| 0));
    }
    println!(
        "\n## {}\n\n| | first | among three | words |\n|---|---|---|---|",
        path.rsplit('/').next().unwrap_or(path)
    );
    println!("| typed to the end | {open} |\n| after the space | {after} |");
    let wrong: Vec<String> = pairs.iter().map(|(wrong, _)| (*wrong).to_owned()).collect();
    if let Some(suggested) = hunspell(&wrong) {
        let mut shares = Shares::default();
        pairs.iter().zip(suggested).for_each(|((_, right), first)| shares.add(same(&first, right).then_some(0)));
        println!("| hunspell's first | {shares} |");
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let Some((text, pairs)) = files.split_first() else {
        println!("name a text: cargo bench --bench typos -- TEXT [PAIRS…]");
        return Ok(());
    };
    let text = std::fs::read_to_string(text)?;
    let model = Predictor::embedded()?;
    errors(&model, &text, true);
    errors(&model, &text, false);
    right_words(&model, &text);
    confusions(&model, &text);
    pairs.iter().try_for_each(|path| real(&model, path))?;
    savings(&model, &text);
    Ok(())
}
