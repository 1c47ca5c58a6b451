//! What a person sees in the first minute: everyday beginnings, finished as anyone would finish them. A model that got
//! worse fails here, whatever its bits per character say.

use foretype::eval::TextSet;
use foretype::eval::lists::{Learned, beginnings, names};
use foretype::predict::{Context, Predictor, Query, WordKind, Worker};

const LIST: &str = include_str!("../everyday.txt");
const NAMES: &str = include_str!("../names.txt");
const SLIPS: &str = include_str!("../slips.txt");
const MESSAGES: &str = include_str!("../support/messages.txt");

// One beginning, or name, worse than the model that ships: a processor that rounds otherwise may turn a close one.
/// Most beginnings without a fitting word in the first place.
const NOT_FIRST: usize = 4;
/// Most beginnings without a fitting word among three.
const NOT_AMONG: usize = 1;
/// Fewest fitting words of three, in the mean.
const FITTING: f32 = 2.25;
/// Most names that are not offered after one letter, and after two.
const NOT_NAMED: usize = 1;

/// Most slips without the word that is meant in the first place, and among three.
const SLIPS_NOT_FIRST: usize = 7;
const SLIPS_NOT_AMONG: usize = 4;

/// Of each beginning, which of the three words on offer fit.
fn fitting(predictor: &Predictor) -> Vec<[bool; 3]> {
    let query = Query { n: 3, chars: false, phrase: false, ..Query::default() };
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (text, words) = line.split_once('|').expect("a bar after the beginning");
            let accepted: Vec<&str> = words.split(' ').collect();
            let found = predictor.suggest(&mut worker, &mut context, text, &query, None, &|| false).unwrap();
            let mut fits = [false; 3];
            for (fits, word) in fits.iter_mut().zip(&found.words) {
                *fits = accepted.contains(&word.completion.trim()) || accepted.contains(&word.text.as_str());
            }
            let words: Vec<String> = found.words.iter().map(|w| format!("{} {:.2}", w.text, w.probability)).collect();
            println!(
                "{} {text}|{}",
                fits.map(|fits| if fits { '+' } else { '.' }).iter().collect::<String>(),
                words.join(", ")
            );
            fits
        })
        .collect()
}

#[test]
fn everyday_beginnings_are_finished_as_anyone_would() {
    let fits = fitting(&Predictor::embedded().unwrap());
    assert!(fits.len() >= 100, "{}", fits.len());
    let not_first = fits.iter().filter(|fits| !fits[0]).count();
    let not_among = fits.iter().filter(|fits| !fits.contains(&true)).count();
    let fitting = fits.iter().flatten().filter(|fits| **fits).count() as f32 / fits.len() as f32;
    println!("not first {not_first}, not among three {not_among}, fitting of three {fitting:.3}");
    assert!(not_first <= NOT_FIRST && not_among <= NOT_AMONG && fitting >= FITTING);
}

#[test]
fn slips_are_forgiven() {
    let predictor = Predictor::embedded().unwrap();
    let query = Query { corrections: true, next_after_whole: true, chars: false, phrase: false, ..Query::default() };
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let (mut not_first, mut not_among, mut wrong) = (0, 0, 0);
    for line in SLIPS.lines().filter(|line| !line.starts_with('#')) {
        let [before, typed, meant] = line.split('|').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let text = [before, typed].concat();
        let found = predictor.suggest(&mut worker, &mut context, &text, &query, None, &|| false).unwrap();
        let place = found.words.iter().position(|word| word.text == meant);
        let corrected = found.words.first().is_some_and(|first| first.kind == WordKind::Correction);
        not_first += usize::from(!meant.is_empty() && place != Some(0));
        not_among += usize::from(!meant.is_empty() && place.is_none());
        wrong += usize::from(meant.is_empty() && corrected);
        let words: Vec<String> = found.words.iter().map(|w| format!("{} {:.2}", w.text, w.probability)).collect();
        println!("{place:?} {line}: {}", words.join(", "));
    }
    println!("not first {not_first}, not among three {not_among}, right ones called wrong {wrong}");
    assert!(not_first <= SLIPS_NOT_FIRST && not_among <= SLIPS_NOT_AMONG && wrong == 0);
}

/// What somebody typed in a hurry does not change how everyday beginnings are finished, and names typed once come back.
#[test]
fn what_is_learned_spoils_nothing() {
    let log: String =
        MESSAGES.lines().map(|text| serde_json::json!({ "me": 1, "text": text }).to_string() + "\n").collect();
    let (predictor, set) = (Predictor::embedded().unwrap(), TextSet::log(&log).unwrap());
    let (everyday, friends) = (beginnings(LIST).unwrap(), names(NAMES).unwrap());
    let figures = Learned::new(&predictor, Some(&set)).ask(&everyday, &friends, &mut |_, _| {});
    println!("{figures:?}");
    assert!(figures.first + NOT_FIRST >= figures.beginnings, "{figures:?}");
    assert!(figures.among + NOT_AMONG >= figures.beginnings, "{figures:?}");
    assert!(figures.after_one.min(figures.after_two) + NOT_NAMED >= figures.names, "{figures:?}");
}
