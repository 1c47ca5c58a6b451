//! What a person sees in the first minute: everyday beginnings, finished as anyone would finish them. A model that got
//! worse fails here, whatever its bits per character say.

use foretype::predict::{Context, Predictor, Query, Worker};

const LIST: &str = include_str!("everyday.txt");

/// Shares of the list that a model must reach: a fitting word first, and one among three; and fitting words of three,
/// in the mean.
const FIRST: f32 = 0.82;
const AMONG: f32 = 0.92;
const FITTING: f32 = 1.75;

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
