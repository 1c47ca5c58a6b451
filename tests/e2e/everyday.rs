//! What a person sees in the first minute: everyday beginnings, finished as anyone would finish them. A model that got
//! worse fails here, whatever its bits per character say.

use foretype::eval::TextSet;
use foretype::eval::lists::{Learned, beginnings, names};
use foretype::predict::{Context, Predictor, Query, Worker};

const LIST: &str = include_str!("../everyday.txt");
const NAMES: &str = include_str!("../names.txt");
const MESSAGES: &str = include_str!("../support/messages.txt");

/// Shares of the list that a model must reach: a fitting word first, and one among three; and fitting words of three,
/// in the mean.
const FIRST: f32 = 0.9;
const AMONG: f32 = 0.96;
const FITTING: f32 = 2.0;

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
    let share = |count: usize| count as f32 / fits.len() as f32;
    let first = share(fits.iter().filter(|fits| fits[0]).count());
    let among = share(fits.iter().filter(|fits| fits.contains(&true)).count());
    let fitting = share(fits.iter().flatten().filter(|fits| **fits).count());
    println!("first {first:.3}, among three {among:.3}, fitting of three {fitting:.2}");
    assert!(first >= FIRST && among >= AMONG && fitting >= FITTING, "{first} {among} {fitting}");
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
    let share = |count: usize| count as f32 / figures.beginnings as f32;
    assert!(share(figures.first) >= FIRST - 0.02 && share(figures.among) >= AMONG - 0.02, "{figures:?}");
    assert!(figures.after_two >= 14 && figures.after_one >= 11, "{figures:?}");
}
