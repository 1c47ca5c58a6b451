//! [`Writer`]: a person who types in a hurry. Rewrites a block of text as that person would have typed it.
//!
//! Most text that one can train on was edited; messages were not. A writer is drawn at random for each block and keeps to
//! one style: small letters, no apostrophes, no full stop at the end, a choice of the usual abbreviations. A network that
//! has read many writers takes the style from the first line it sees. Only spelling is changed, never the words meant.

use crate::text::random::SplitMix64;
use crate::text::words::word_spans;

/// Words as they are written out, and the ways people shorten them; a phrase has one space between its words.
const SHORT: &[(&str, &[&str])] = &[
    ("about", &["abt"]),
    ("and", &["n", "&"]),
    ("anyone", &["any1"]),
    ("anyway", &["anyways", "neway"]),
    ("are", &["r"]),
    ("as soon", &["asap"]),
    ("at the", &["@ the"]),
    ("back", &["bk", "bac"]),
    ("be", &["b"]),
    ("because", &["cuz", "cos", "bcos", "bc", "coz"]),
    ("before", &["b4", "bef"]),
    ("birthday", &["bday"]),
    ("brother", &["bro"]),
    ("but", &["bt"]),
    ("definitely", &["def"]),
    ("don't", &["dun", "dont"]),
    ("don't know", &["dunno", "dunno"]),
    ("evening", &["eve"]),
    ("everyone", &["every1"]),
    ("favorite", &["fav"]),
    ("for", &["4"]),
    ("friend", &["frend", "fren"]),
    ("friends", &["frends", "frens"]),
    ("from", &["frm", "fr"]),
    ("give me", &["gimme"]),
    ("going", &["goin"]),
    ("going to", &["gonna", "gonna"]),
    ("good", &["gd"]),
    ("got to", &["gotta"]),
    ("great", &["gr8"]),
    ("have", &["hav", "hv"]),
    ("hello", &["hey", "hi", "helo"]),
    ("i don't know", &["idk"]),
    ("just", &["jus", "jst"]),
    ("kind of", &["kinda"]),
    ("know", &["kno", "noe"]),
    ("laptop", &["lappy"]),
    ("later", &["l8r", "ltr", "latr"]),
    ("let me", &["lemme"]),
    ("like", &["lyk", "lik"]),
    ("love", &["luv", "lv"]),
    ("maybe", &["mayb"]),
    ("meet", &["mit"]),
    ("message", &["msg"]),
    ("minutes", &["mins", "min"]),
    ("morning", &["mornin"]),
    ("much", &["mch"]),
    ("need", &["nid"]),
    ("never mind", &["nvm", "nm"]),
    ("night", &["nite"]),
    ("nothing", &["nth", "nuthin"]),
    ("now", &["nw"]),
    ("number", &["no.", "num"]),
    ("of course", &["ofc"]),
    ("okay", &["ok", "k", "okie", "kk"]),
    ("one", &["1"]),
    ("people", &["ppl"]),
    ("phone", &["fone"]),
    ("picture", &["pic"]),
    ("please", &["pls", "plz"]),
    ("probably", &["prob", "probly"]),
    ("really", &["rly"]),
    ("right", &["rite"]),
    ("school", &["sch", "skool"]),
    ("see", &["c"]),
    ("see you", &["cya"]),
    ("should", &["shd", "shld"]),
    ("sister", &["sis"]),
    ("some", &["sum"]),
    ("someone", &["some1"]),
    ("something", &["smth", "sth"]),
    ("sorry", &["sry", "soz"]),
    ("talk", &["tok"]),
    ("thank you", &["ty", "thank u"]),
    ("thanks", &["thx", "tks", "thanx"]),
    ("that", &["dat", "tht", "tat"]),
    ("the", &["d", "da", "de"]),
    ("them", &["dem"]),
    ("then", &["den"]),
    ("there", &["dere"]),
    ("they", &["dey"]),
    ("think", &["tink", "thnk"]),
    ("this", &["dis"]),
    ("though", &["tho"]),
    ("thought", &["thot"]),
    ("to", &["2"]),
    ("today", &["2day", "tdy"]),
    ("tomorrow", &["tmr", "tmrw", "2moro", "tomoro"]),
    ("tonight", &["tonite", "2nite"]),
    ("too", &["2"]),
    ("two", &["2"]),
    ("university", &["uni"]),
    ("very", &["v", "vry"]),
    ("wait", &["w8"]),
    ("want", &["wan", "wnt"]),
    ("want to", &["wanna"]),
    ("week", &["wk"]),
    ("weekend", &["wkend"]),
    ("were", &["wer"]),
    ("what", &["wat", "wot", "wht"]),
    ("when", &["wen"]),
    ("where", &["whr", "wer"]),
    ("which", &["wich"]),
    ("why", &["y"]),
    ("will", &["wil", "wl"]),
    ("with", &["w", "wif", "wid"]),
    ("without", &["w/o", "wo"]),
    ("work", &["wrk"]),
    ("would", &["wud", "wld"]),
    ("yeah", &["ya", "yea", "yah"]),
    ("yes", &["yup", "ya", "yep", "ye"]),
    ("you", &["u"]),
    ("you are", &["ur", "u r"]),
    ("you're", &["ur"]),
    ("your", &["ur", "yr"]),
];
/// Asides before or after a message, of writers who use them.
const ASIDES: &[&str] =
    &["haha", "lol", ":)", "hehe", ":D", "hmm", ":p", "=)", "lmao", "oh", ";)", "ya", "ok", "xx", "omg"];
/// Share of the words that a writer always shortens, of those who shorten at all.
const SHORTENED: f32 = 0.45;

/// One person's way of typing.
pub(super) struct Writer {
    lower: bool,
    apostrophes: bool,
    /// What stands in place of the full stop that ends a message.
    full_stop: &'static str,
    /// What stands in place of a full stop and a space within one.
    between: &'static str,
    /// Probability of an aside on either side of a message.
    aside: f32,
    /// Their own short form by place in [`SHORT`].
    short: Vec<Option<&'static str>>,
    random: SplitMix64,
}

impl Writer {
    pub(super) fn draw(mut random: SplitMix64) -> Self {
        let mut one_in = |n: usize| random.below(n) == 0;
        let (lower, apostrophes, asides, shortens) = (!one_in(3), one_in(3), one_in(3), !one_in(3));
        let full_stop = ["", "", "", ".", "..", "..."][random.below(6)];
        let between = [". ", ". ", " ", ".. ", "... ", ", ", "."][random.below(7)];
        let mut own = |forms: &&'static [&'static str]| {
            (shortens && random.unit() < SHORTENED).then(|| forms[random.below(forms.len())])
        };
        let short = SHORT.iter().map(|(_, forms)| own(forms)).collect();
        Writer { lower, apostrophes, full_stop, between, aside: if asides { 0.12 } else { 0.0 }, short, random }
    }

    /// One message, as this writer would have typed it.
    pub(super) fn retype(&mut self, line: &str) -> String {
        let body = line.strip_suffix('.').filter(|body| !body.ends_with('.'));
        let mut text = self.shorten(body.unwrap_or(line)).replace(". ", self.between);
        if body.is_some() {
            text.push_str(self.full_stop);
        }
        if self.random.unit() < self.aside {
            text = format!("{} {text}", self.aside());
        }
        if self.random.unit() < self.aside {
            text = format!("{text} {}", self.aside());
        }
        if self.lower {
            text = text.to_lowercase();
        }
        if !self.apostrophes {
            text = without_apostrophes(&text);
        }
        text
    }

    fn aside(&mut self) -> &'static str {
        ASIDES[self.random.below(ASIDES.len())]
    }

    fn shorten(&self, line: &str) -> String {
        let spans = word_spans(line);
        let mut text = String::with_capacity(line.len());
        let (mut done, mut at) = (0, 0);
        while at < spans.len() {
            // The longest of three, two or one words that this writer has a short form for.
            let found = (at..spans.len().min(at + 3)).rev().find_map(|last| {
                let words = &line[spans[at].start..spans[last].end];
                let place = SHORT.binary_search_by(|(long, _)| compare_lower(long, words)).ok()?;
                Some((last, self.short[place]?))
            });
            if let Some((last, short)) = found {
                text.push_str(&line[done..spans[at].start]);
                let capital = line[spans[at].start..].starts_with(char::is_uppercase);
                match short.chars().next().filter(|_| capital) {
                    Some(first) => text.extend(first.to_uppercase().chain(short.chars().skip(1))),
                    None => text.push_str(short),
                }
                done = spans[last].end;
                at = last;
            }
            at += 1;
        }
        text.push_str(&line[done..]);
        text
    }
}

/// Orders a table's entry, in small letters, against words as they stand.
fn compare_lower(long: &str, words: &str) -> std::cmp::Ordering {
    long.chars().cmp(words.chars().map(|c| c.to_ascii_lowercase()))
}

/// A line in small letters, with apostrophes and what stands inside words and numbers, without any other sign.
pub(super) fn bare(line: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric();
    let words = line.split_whitespace().map(|word| {
        let inner = word.trim_matches(|c: char| !is_word(c));
        // An ellipsis or a dash between two words.
        let parts = inner.replace("...", " ").replace('\u{2026}', " ").replace("--", " ").replace('\u{2014}', " ");
        parts.to_lowercase()
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Without the apostrophes inside words: `dont`, `im`.
fn without_apostrophes(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    let inner = |at: usize| letter(at.checked_sub(1)) && letter(Some(at + 1));
    (0..chars.len()).filter(|&at| chars[at] != '\'' || !inner(at)).map(|at| chars[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writer(short: bool) -> Writer {
        Writer {
            lower: false,
            apostrophes: true,
            full_stop: "",
            between: ". ",
            aside: 0.0,
            short: SHORT.iter().map(|(_, forms)| short.then(|| forms[0])).collect(),
            random: SplitMix64::new(1),
        }
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(SHORT.is_sorted_by(|a, b| a.0 < b.0));
        assert!(SHORT.iter().all(|(long, forms)| !forms.is_empty() && long.split(' ').count() <= 3));
    }

    #[test]
    fn messages_are_retyped() {
        let check = |mut writer: Writer, line: &str, expected: &str| assert_eq!(writer.retype(line), expected);
        check(writer(true), "See you tomorrow.", "Cya tmr");
        check(writer(true), "I don't know what you think. Are you there?", "Idk wat u tink. R u dere?");
        check(writer(true), "Youth, beware: forty-two 'for'...", "Youth, beware: forty-2 '4'...");
        check(writer(false), "Don't. It's Ann's.", "Don't. It's Ann's");
        check(Writer { apostrophes: false, ..writer(false) }, "'Don't', he'll say '90s.", "'Dont', hell say '90s");
        check(Writer { lower: true, full_stop: "..", ..writer(false) }, "OK. Bye.", "ok. bye..");
        check(Writer { between: ".. ", ..writer(false) }, "So. What?", "So.. What?");
        check(writer(true), "", "");
    }

    #[test]
    fn bare_lines_are_words() {
        let check = |line: &str, expected: &str| assert_eq!(bare(line), expected);
        check("Don't you \"like\" it, Tom?", "don't you like it tom");
        check("At 10:30 (or 3.5 hours later)...", "at 10:30 or 3.5 hours later");
        check("Well...no - twenty-two!", "well no twenty-two");
        check("?! :)", "");
    }

    #[test]
    fn a_writer_is_drawn_once_and_stays() {
        let style =
            |seed| Writer::draw(SplitMix64::new(seed)).retype("You are going to love what they have, don't you.");
        assert_eq!(style(7), style(7));
        let styles: std::collections::BTreeSet<String> = (0..50).map(style).collect();
        assert!(styles.len() > 30, "{styles:?}");
    }
}
