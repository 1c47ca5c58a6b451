use std::collections::HashMap;

use super::*;
use crate::model::Cell;
use crate::predict::NextChar;
use crate::predict::habits::OfferLog;
use crate::predict::rank::unwanted::is_unwanted;
use crate::predict::{FieldKind, Word};
use crate::text::words::{is_apostrophe, is_word_char};

/// A model with random weights, sharpened so that its distributions are not flat.
fn random_model(cell: Cell, seed: u64) -> Predictor {
    let context = if cell == Cell::Unrolled { 3 } else { 0 };
    let architecture = Architecture { context, ..Architecture::plain(cell, 1, 12, 24) };
    let mut model = Checkpoint::untrained(architecture, Vocab::build(["é"], 1).unwrap(), seed);
    let decoder = model.weights.layout.decoder();
    model.weights.data[decoder].iter_mut().for_each(|w| *w *= 25.0);
    model.card.name = "random".into();
    Predictor::new(&model)
}

fn ask(model: &Predictor, context: &mut Context, text: &str, query: &Query) -> Suggestions {
    model.suggest(&mut Worker::default(), context, text, query, None, &|| false).unwrap()
}

/// Natural-log probability of `continuation` after `text`, straight from the engine.
fn log_prob(model: &Predictor, text: &str, continuation: &str) -> f32 {
    let mut scratch = Scratch::default();
    let mut state = vec![0.0; model.engine.state_len()];
    let mut row = Vec::new();
    let read = model.vocab.encode(&format!("\n{text}"));
    for &symbol in &read {
        model.engine.step(&mut scratch, &[symbol], &mut state);
    }
    let mut total = 0.0;
    for &symbol in &model.vocab.encode(continuation) {
        model.engine.log_probs(&mut scratch, &state, &mut row);
        total += row[symbol as usize];
        model.engine.step(&mut scratch, &[symbol], &mut state);
    }
    total
}

/// The words found are those of an exhaustive search over all words of at most three letters, wherever the search
/// finds only such words; each probability is the sum over the ways to end the word.
#[test]
fn search_finds_the_best_words() {
    let mut compared = 0;
    for seed in 0..12 {
        let model = random_model(Cell::Gru, seed);
        let text = "so he said ";
        let query = Query { n: 3, chars: false, phrase: false, ..Query::default() };
        let found = ask(&model, &mut Context::default(), text, &query).words;
        let ends: Vec<String> = model.vocab.chars().iter().map(|c| c.to_string()).collect();
        for word in &found {
            let plain_ends = ends.iter().filter(|e| !e.chars().all(|c| is_word_char(c) || is_apostrophe(c)));
            let exact: f32 = plain_ends.map(|e| log_prob(&model, text, &format!("{}{e}", word.text)).exp()).sum();
            // An apostrophe that no letter follows ends the word too.
            assert!(word.probability >= exact * 0.999, "{word:?} {exact}");
            // So does a character spelt in bytes; nothing is counted that does not begin with the word.
            assert!(word.probability <= log_prob(&model, text, &word.text).exp() * 1.001 + 1e-3);
            compared += 1;
        }
        assert!(found.windows(2).all(|pair| pair[0].probability >= pair[1].probability));
        // No single letter that was left out is better than the last one found.
        let mut letters: HashMap<String, f32> = HashMap::new();
        for c in model.vocab.chars().iter().filter(|&&c| is_word_char(c)) {
            for e in ends.iter().filter(|e| !e.chars().all(|c| is_word_char(c) || is_apostrophe(c))) {
                *letters.entry(c.to_string()).or_default() += log_prob(&model, text, &format!("{c}{e}")).exp();
            }
        }
        let worst = found.last().map_or(0.0, |word| word.probability);
        for (letter, probability) in letters {
            let offered = found.iter().any(|word| word.text == letter);
            assert!(offered || probability <= worst * 1.01, "{letter:?} {probability} was left out");
        }
    }
    assert!(compared >= 30, "{compared}");
}

#[test]
fn characters_are_whole_and_sorted() {
    for seed in 0..6 {
        let model = random_model(Cell::Lstm, seed);
        let query = Query { n: 300, words: false, phrase: false, ..Query::default() };
        let chars = ask(&model, &mut Context::default(), "naïve 漢", &query).chars;
        assert!(chars.iter().all(|c| c.text.chars().count() == 1));
        assert!(chars.windows(2).all(|pair| pair[0].probability >= pair[1].probability * 0.999));
        let sum: f32 = chars.iter().map(|c: &NextChar| c.probability).sum();
        assert!(sum <= 1.0001, "{sum}");
        let best = &chars[0];
        let exact = log_prob(&model, "naïve 漢", &best.text).exp();
        assert!((best.probability - exact).abs() < 1e-4, "{best:?} {exact}");
    }
}

/// A session that has seen other texts answers as a fresh one does.
#[test]
fn history_of_a_session_changes_no_answer() {
    let texts = [
        "",
        "H",
        "He",
        "Hel",
        "He",
        "Hey the",
        "Hey the\u{301}",
        "Hey thé",
        "Héy thé",
        "Héy thé\n",
        "Héy thé\r\n",
        "x",
        "",
        "漢字漢",
        "漢字",
        "e\u{301}\u{302}",
        "e\u{301}",
        "e",
        "“quoted” ",
        "\"quoted\" ",
        "👍🏽 ok",
        "👍 ok",
    ];
    for cell in [Cell::Gru, Cell::Lstm, Cell::RnnTanh, Cell::Unrolled] {
        let model = random_model(cell, 5);
        let query = Query::default();
        let mut session = Context::default();
        for text in texts {
            let fresh = ask(&model, &mut Context::default(), text, &query);
            // What was shown and typed past is to change answers.
            session.offer_log = OfferLog::default();
            let kept = ask(&model, &mut session, text, &query);
            assert_eq!(kept.words, fresh.words, "{cell:?} {text:?}");
            assert_eq!(kept.chars, fresh.chars, "{cell:?} {text:?}");
            assert_eq!(kept.phrase, fresh.phrase, "{cell:?} {text:?}");
        }
    }
}

/// A session that made room for others goes on as if it had not, a keystroke and a backspace still cost what they
/// did, and most of its memory is free.
#[test]
fn a_shrunk_session_answers_the_same() {
    let model = random_model(Cell::Gru, 5);
    let text: String = (0..60).map(|i| format!("wörd{i} ")).collect();
    let mut session = Context::default();
    let whole = ask(&model, &mut session, &text, &Query::default());
    let before = session.memory_bytes();
    for _ in 0..2 {
        session.shrink();
        assert!(session.memory_bytes() * 4 < before);
        assert_eq!(ask(&model, &mut session, &text, &Query::default()).words, whole.words);
    }
    let longer = format!("{text}a");
    for (text, steps) in [(longer.as_str(), 1), (&text, 0), (&text[..text.len() - 3], 0)] {
        let kept = ask(&model, &mut session, text, &Query::default());
        assert_eq!(kept.context_steps, steps);
        let fresh = ask(&model, &mut Context::default(), text, &Query::default());
        assert_eq!(kept.words.len(), fresh.words.len());
    }
    // What it reads to learn from is whole again.
    session.shrink();
    let mut told = 0;
    model.read(&mut Worker::default(), &mut session, "", &text[..100], &mut |_, _, _| told += 1);
    assert_eq!(told, model.vocab.encode(&text[..100]).len());
}

/// The base memory looks further back than the states that a shrunk session keeps.
#[test]
fn a_shrunk_session_remembers_what_memories_look_at() {
    let model = Predictor::embedded().unwrap();
    let text = "I was wondering if you could give me a hand with the boxes tomorrow, and thank you very ";
    let mut session = Context::default();
    let whole = ask(&model, &mut session, text, &Query::default());
    session.shrink();
    assert_eq!(ask(&model, &mut session, text, &Query::default()).words, whole.words);
    let longer = format!("{text}m");
    session.offer_log = OfferLog::default();
    let fresh = ask(&model, &mut Context::default(), &longer, &Query::default());
    assert_eq!(ask(&model, &mut session, &longer, &Query::default()).words, fresh.words);
}

/// Forty symbols, fifteen of them read: as many numbers as forty narrower states would be.
#[test]
fn a_session_whose_query_was_cancelled_is_not_cut_amiss() {
    let model = random_model(Cell::Gru, 1);
    let text = "a text of thirty-nine letters, or so it";
    let mut session = Context::default();
    let cancelled = model.suggest(&mut Worker::default(), &mut session, text, &Query::default(), None, &|| true);
    assert_eq!(cancelled, Err(Cancelled));
    session.shrink();
    let fresh = ask(&model, &mut Context::default(), text, &Query::default());
    assert_eq!(ask(&model, &mut session, text, &Query::default()).chars, fresh.chars);
}

/// For a person who takes right offers, words that were typed past lose their places, and so do their endings.
#[test]
fn what_was_shown_and_typed_past_makes_room() {
    let model = Predictor::embedded().unwrap();
    let query = Query { next_after_whole: true, ..Query::default() };
    let texts = |session: &mut Context, texts: &[&str]| {
        texts.iter().map(|text| ask(&model, session, text, &query).words).collect::<Vec<_>>()
    };
    let offers = |words: &[Word], wanted: &str| words.iter().any(|word| word.text == wanted);
    let mut session = Context::default();
    let taken = ["Thank ", "Thank you ", "Thank you so ", "Thank you so much ", "Thank you so much for "];
    let asked = texts(&mut session, &taken);
    assert!(offers(&asked[0], "you") && offers(&asked[2], "much") && offers(&asked[4], "the"), "{:?}", asked[4]);
    let begun = ["Thank you so much for t", "Thank you so much for th", "Thank you so much for the"];
    let begun = texts(&mut session, &begun);
    let fresh = ask(&model, &mut Context::default(), "Thank you so much for t", &query).words;
    let the = |words: &[Word]| words.iter().find(|word| word.text == "the").map_or(0.0, |word| word.probability);
    assert!(the(&begun[0]) < 0.5 * the(&fresh), "{fresh:?} {:?}", begun[0]);
    let next = |words: &[Word]| words.iter().filter(|word| word.completion.starts_with(' ')).count();
    let fresh = ask(&model, &mut Context::default(), "Thank you so much for the", &query).words;
    assert!(next(&fresh) > next(&begun[2]), "{fresh:?} {:?}", begun[2]);
}

/// Steps that each text of a sequence costs in one session.
#[track_caller]
fn check_steps(texts: &[(&str, u32)]) {
    let model = random_model(Cell::Gru, 1);
    let mut session = Context::default();
    for &(text, steps) in texts {
        let answer = ask(&model, &mut session, text, &Query::default());
        assert_eq!(answer.context_steps, steps, "{text:?}");
    }
}

#[test]
fn a_keystroke_is_one_step_and_a_backspace_none() {
    check_steps(&[("", 1), ("a", 1), ("ab", 1), ("a", 0), ("", 0), ("a", 1), ("ac", 1), ("ac", 0)]);
    check_steps(&[("the cat sat", 12), ("the dog sat", 7), ("the dog sat", 0), ("the dog", 0), ("the dog ", 1)]);
    check_steps(&[("abé", 4), ("ab", 0), ("abe", 1), ("abe\u{301}", 1)]);
    check_steps(&[("it’s", 5), ("it's", 0)]);
}

#[test]
fn long_and_sliding_texts_stay_cheap() {
    let model = random_model(Cell::Gru, 1);
    let long: String = (0..900).map(|i| format!("word{i} ")).collect();
    let mut session = Context::default();
    let first = ask(&model, &mut session, &long, &Query::default());
    assert!(first.context_steps as usize <= super::super::COLD_CHARS + 1, "{}", first.context_steps);
    let mut text = long.clone();
    for _ in 0..3000 {
        text.push('x');
        let query = Query { n: 1, words: false, phrase: false, ..Query::default() };
        assert_eq!(ask(&model, &mut session, &text, &query).context_steps, 1);
    }
    assert!(session.memory_bytes() < 2 << 20);
    // A client that sends only the last 500 bytes before the cursor.
    let mut session = Context::default();
    ask(&model, &mut session, &long[..500], &Query::default());
    for end in 501..600 {
        let steps = ask(&model, &mut session, &long[end - 500..end], &Query::default()).context_steps;
        assert_eq!(steps, 1, "at {end}");
    }
}

#[test]
fn a_cancelled_query_leaves_the_session_usable() {
    let model = random_model(Cell::Gru, 1);
    let text = "a text of some length, long enough to be interrupted twice";
    let mut session = Context::default();
    let cancelled = model.suggest(&mut Worker::default(), &mut session, text, &Query::default(), None, &|| true);
    assert_eq!(cancelled, Err(Cancelled));
    let fresh = ask(&model, &mut Context::default(), text, &Query::default());
    assert_eq!(ask(&model, &mut session, text, &Query::default()).words, fresh.words);
}

#[test]
fn weak_suggestions_are_suppressed_and_it_is_said() {
    let model = random_model(Cell::Gru, 1);
    let query = Query { min_probability: 1.0, ..Query::default() };
    let answer = ask(&model, &mut Context::default(), "so ", &query);
    assert!(answer.words.is_empty() && answer.phrase.is_none());
    assert_eq!(answer.suppressed, Some("below_min_probability"));
    assert!(answer.confidence > 0.0);
}

#[test]
fn no_word_is_offered_twice() {
    for seed in 0..6 {
        let model = random_model(Cell::Gru, seed);
        for text in ["so.", "so", "so ", "so, ", "(so)"] {
            let query = Query { n: 8, chars: false, phrase: false, ..Query::default() };
            let words = ask(&model, &mut Context::default(), text, &query).words;
            let distinct: std::collections::HashSet<&str> = words.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(distinct.len(), words.len(), "{text:?}: {words:?}");
            assert!(words.windows(2).all(|pair| pair[0].probability >= pair[1].probability));
            assert!(words.iter().map(|word| word.probability).sum::<f32>() <= 1.0001);
        }
    }
}

#[test]
fn nothing_asked_for_is_nothing_suppressed() {
    let query = Query { n: 0, ..Query::default() };
    let answer = ask(&random_model(Cell::Gru, 1), &mut Context::default(), "so ", &query);
    assert!(answer.words.is_empty() && answer.chars.is_empty());
    assert_eq!(answer.suppressed, None);
}

#[test]
fn a_finished_word_offers_the_next_ones() {
    let model = Predictor::embedded().unwrap();
    let query = Query { min_probability: 0.005, next_after_whole: true, ..Query::default() };
    let check = |text: &str, never: &[&str], next: bool| {
        let found = ask(&model, &mut Context::default(), text, &query);
        let words: Vec<&str> = found.words.iter().map(|word| word.text.as_str()).collect();
        assert!(never.iter().all(|word| !words.contains(word)), "{text:?}: {words:?}");
        // Where no next word has half a per cent, there is none.
        let Some(first) = found.words.first() else { return assert!(next, "{text:?}: {found:?}") };
        assert_eq!((first.completion.starts_with(' '), found.ends > 0.5), (next, next), "{text:?}: {found:?}");
        assert_eq!(first.kind, if next { WordKind::NextWord } else { WordKind::Completion });
        assert!(found.words.iter().all(|word| word.probability >= 0.005));
    };
    check("Thanks", &["Thanksu", "Thanksy"], true);
    check("See you later", &["later's"], true);
    check("Sounds", &["Soundsly"], true);
    check("I am not feeling well", &["wells"], true);
    check("How are yo", &[], false);
    // A longer name may be first here, but no fragment of one is there.
    let found = ask(&model, &mut Context::default(), "Dear Anna", &query);
    assert!(found.ends > 0.5 && found.words.iter().all(|word| word.text != "Annak"), "{found:?}");
    // Without being asked for them there are none.
    let query = Query { next_after_whole: false, ..query };
    let found = ask(&model, &mut Context::default(), "Thanks", &query);
    assert!(found.words.iter().all(|word| word.kind == WordKind::Completion), "{found:?}");
}

/// Words on offer for a text, with the count of deleted characters and the inserted text of each.
fn offered(text: &str) -> Vec<(String, usize, String, WordKind)> {
    let model = Predictor::embedded().unwrap();
    let query = Query { min_probability: 0.005, next_after_whole: true, corrections: true, ..Query::default() };
    let found = ask(&model, &mut Context::default(), text, &query).words;
    // Corrections of the finished word are another event than the next words, and have a sum of their own.
    let here = found.iter().filter(|word| word.kind != WordKind::Correction || !text.ends_with(' '));
    assert!(here.map(|word| word.probability).sum::<f32>() <= 1.001, "{text:?}: {found:?}");
    found.into_iter().map(|word| (word.text, word.delete, word.insert, word.kind)).collect()
}

#[test]
fn typos_are_forgiven() {
    for (text, word, delete, insert) in [
        ("I hope to recie", "receive", 5, "receive"),
        ("I did not recieve", "receive", 7, "receive"),
        ("I did not recieve ", "receive", 8, "receive "),
        ("Thank you for all the help this weke ", "week", 5, "week "),
        ("I'll see you tomorow ", "tomorrow", 8, "tomorrow "),
        ("I dont ", "don't", 5, "don't "),
        ("I think im ", "I'm", 3, "I'm "),
        ("Where is teh ", "the", 4, "the "),
        ("on th eother ", "the other", 10, "the other "),
        ("He is on the committe ", "committee", 9, "committee "),
        ("We visited the cathredal ", "cathedral", 10, "cathedral "),
        ("This is one ofthe ", "of the", 6, "of the "),
        ("If you are late then ill ", "I'll", 4, "I'll "),
    ] {
        let found = offered(text);
        let expected = (word.to_owned(), delete, insert.to_owned(), WordKind::Correction);
        assert_eq!(found.first(), Some(&expected), "{text:?}: {found:?}");
    }
}

/// A correction as long as the letters typed comes before longer words, also when one letter was deleted.
#[test]
fn a_word_typed_to_its_end_stands_before_longer_ones() {
    let model = Predictor::embedded().unwrap();
    let query = Query { min_probability: 0.005, next_after_whole: true, corrections: true, ..Query::default() };
    for (before, typed, meant) in
        [("", "recieve", "receive"), ("I will ", "recieve", "receive"), ("", "definately", "definitely")]
    {
        let mut context = Context::default();
        let mut found = Vec::new();
        for end in 1..=typed.len() {
            found = ask(&model, &mut context, &format!("{before}{}", &typed[..end]), &query).words;
        }
        assert_eq!(found.first().map(|word| word.text.as_str()), Some(meant), "{before}{typed}: {found:?}");
        // No next word is offered behind letters that are no word.
        assert!(found.iter().all(|word| word.kind != WordKind::NextWord), "{before}{typed}: {found:?}");
    }
}

#[test]
fn another_case_is_no_other_word() {
    for text in ["later", "See you later", "I like it very much. So see you later"] {
        let found = offered(text);
        assert!(found.iter().all(|word| word.0 != "Later"), "{text:?}: {found:?}");
    }
    let found = offered("I like it. later");
    assert!(found.iter().any(|word| word.0 == "Later"), "{found:?}");
    let found = offered("When i");
    assert!(found.iter().any(|word| word.0 == "I"), "{found:?}");
}

/// Commands, addresses and paths: nothing but what the person typed before.
#[test]
fn what_is_no_prose_gets_no_words() {
    for text in ["git com", "anna@gm", "https://exa", "src/mai", "git comit "] {
        let found = offered(text);
        assert!(found.is_empty(), "{text:?}: {found:?}");
    }
    let model = Predictor::embedded().unwrap();
    let mut personal = crate::predict::Personal::new(model.vocab());
    for _ in 0..3 {
        personal.remember(model.vocab(), "", "git commit\n", None);
    }
    let owner = Owner { personal: &personal, app: None, removed: &|_| false };
    let query = Query { next_after_whole: true, corrections: true, ..Query::default() };
    let found = model
        .suggest(&mut Worker::default(), &mut Context::default(), "git com", &query, Some(owner), &|| false)
        .unwrap();
    assert_eq!(found.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["commit"]);
    assert_eq!(found.phrase, None);
}

/// The words that a query answers.
fn words(text: &str, query: Query) -> Vec<Word> {
    let model = Predictor::embedded().unwrap();
    let query = Query { n: 8, next_after_whole: true, corrections: true, ..query };
    ask(&model, &mut Context::default(), text, &query).words
}

#[test]
fn what_stands_after_the_cursor_is_not_offered() {
    let after = |text: &str, after: &str| words(text, Query { after: after.into(), ..Query::default() });
    let texts = |words: &[Word]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    assert!(texts(&after("I'll see ", "")).contains(&"you".into()));
    assert!(!texts(&after("I'll see ", "you tomorrow")).contains(&"you".into()));
    assert!(texts(&after("I'll see ", "\nyou")).contains(&"you".into()));
    // Within a word only words with the same ending are offered, and that ending is not inserted again.
    let within = after("I hope to rece", "ve it");
    assert_eq!(
        within.first().map(|word| (word.text.as_str(), word.insert.as_str())),
        Some(("receive", "i")),
        "{within:?}"
    );
    assert!(within.iter().all(|word| word.text.ends_with("ve") && !word.space_after), "{within:?}");
    let model = Predictor::embedded().unwrap();
    let query = Query { after: "ive".into(), ..Query::default() };
    assert_eq!(ask(&model, &mut Context::default(), "Thank you very muc", &query).phrase, None);
}

#[test]
fn a_space_belongs_after_words() {
    let found = words("How are yo", Query::default());
    assert!(found.iter().all(|word| word.space_after), "{found:?}");
    let found = words("How are yo", Query { after: " today?".into(), ..Query::default() });
    assert!(!found.is_empty() && found.iter().all(|word| !word.space_after), "{found:?}");
    let model = Predictor::embedded().unwrap();
    let eaten = ask(&model, &mut Context::default(), "How are yo", &Query::default()).eats_space_before;
    assert!(eaten.contains(',') && eaten.contains('.') && !eaten.contains('('));
    // A person who leaves a space before smileys keeps the space after a word that was taken.
    let mut personal = crate::predict::Personal::new(model.vocab());
    for message in ["thank you so much :)\n", "see you there :D\n", "ok :)\n"] {
        assert!(eaten.contains(':'));
        personal.remember(model.vocab(), "", message, None);
    }
    let owner = Some(Owner { personal: &personal, app: None, removed: &|_| false });
    let (mut worker, mut context, query) = (Worker::default(), Context::default(), Query::default());
    let found = model.suggest(&mut worker, &mut context, "How are yo", &query, owner, &|| false);
    let eaten = found.unwrap().eats_space_before;
    assert!(eaten.contains(',') && !eaten.contains(':'), "{eaten:?}");
}

#[test]
fn letters_choose_how_words_go_on() {
    let found = words("I'll see ", Query { letters: "abc".into(), ..Query::default() });
    assert!(
        !found.is_empty() && found.iter().all(|word| word.text.to_lowercase().starts_with(['a', 'b', 'c'])),
        "{found:?}"
    );
    let found = words("I'll se", Query { letters: "en".into(), ..Query::default() });
    assert!(!found.is_empty() && found.iter().all(|word| word.completion.starts_with(['e', 'n'])), "{found:?}");
}

#[test]
fn some_fields_want_no_words() {
    let model = Predictor::embedded().unwrap();
    for field in [FieldKind::Password, FieldKind::Number, FieldKind::Email, FieldKind::Url] {
        let query = Query { field, ..Query::default() };
        let found = ask(&model, &mut Context::default(), "How are yo", &query);
        assert!(found.words.is_empty() && found.phrase.is_none(), "{field:?}: {found:?}");
        assert_eq!(found.chars.is_empty(), !field.is_helped(), "{field:?}");
    }
    assert!(!words("How are yo", Query { field: FieldKind::Search, ..Query::default() }).is_empty());
}

/// What somebody wrote in a language that the model does not know.
const GERMAN: [&str; 9] = [
    "Ich habe gestern lange auf dich gewartet",
    "Bis morgen, ich freue mich auf dich",
    "Kommst du morgen mit dem Fahrrad",
    "Wir haben gestern Abend zusammen gekocht",
    "Das Fahrrad steht noch vor dem Haus",
    "Ich komme morgen mit dem Zug",
    "Hast du den Schlüssel für das Fahrrad",
    "Wann kommst du morgen nach Hause",
    "Ich habe den Schlüssel nicht gefunden",
];

/// The words, characters and phrase on offer to that person.
fn to_a_german(text: &str, language: Option<&str>) -> Suggestions {
    let model = Predictor::embedded().unwrap();
    let mut personal = crate::predict::Personal::beginning(&model);
    GERMAN.iter().for_each(|line| personal.remember(model.vocab(), "", &format!("{line}\n"), None));
    let owner = Some(Owner { personal: &personal, app: None, removed: &|_| false });
    let query = Query {
        n: 9,
        language: language.map(str::to_owned),
        corrections: true,
        emoji: true,
        next_after_whole: true,
        min_probability: 0.005,
        ..Query::default()
    };
    model.suggest(&mut Worker::default(), &mut Context::default(), text, &query, owner, &|| false).unwrap()
}

#[test]
fn in_a_language_that_is_not_known_only_own_words_are_offered() {
    let said = ["Tante", "Quatsch", "klingelt"];
    let words: Vec<&str> = GERMAN.iter().flat_map(|line| line.split([' ', ','])).chain(said).collect();
    let own = |word: &str| words.iter().any(|own| own.to_lowercase() == word.to_lowercase());
    let check = |text: &str, expected: &str| {
        let found = to_a_german(text, Some("de-AT"));
        let offered: Vec<&str> = found.words.iter().map(|word| word.text.as_str()).collect();
        assert!(offered.iter().all(|word| own(word)), "{text:?}: {offered:?}");
        assert!(expected.is_empty() || offered.contains(&expected), "{text:?}: {offered:?}");
        let kinds = [WordKind::Correction, WordKind::Emoji];
        assert!(found.words.iter().all(|word| !kinds.contains(&word.kind)), "{text:?}: {:?}", found.words);
        let phrase = found.phrase.map(|phrase| phrase.text).unwrap_or_default();
        assert!(phrase.split_whitespace().skip(1).all(own), "{text:?}: {phrase:?}");
        let begun = crate::text::words::open_word(text);
        for c in found.chars.iter().filter(|c| c.text.starts_with(is_word_char)) {
            let more = format!("{begun}{}", c.text);
            let goes_on = |own: &&str| own.to_lowercase().starts_with(&more.to_lowercase());
            assert!(words.iter().any(goes_on), "{text:?}: {more:?}");
        }
    };
    check("Wo ist mein Fah", "Fahrrad");
    check("Wo ist der Sch", "Schlüssel");
    check("Wir haben ges", "gestern");
    check("ich hab", "habe");
    check("Bis mor", "morgen");
    check("Ich komme morgen mit dem ", "Zug");
    // Words of the conversation are offered.
    check("die Tante klingelt, so ein Quatsch\nwas sagt die Ta", "Tante");
    check("die Tante klingelt, so ein Quatsch\nwas kl", "klingelt");
    // No English words, corrections, capital `I` or emoji are offered.
    for text in ["How are yo", "Thank you very mu", "See you to", "recieve", "recieve ", "i", "i ", "pizza ", "wa", ""]
    {
        check(text, "");
    }
}

/// Own words of another language that are common English ones come back in it, and the others stay out of English prose.
#[test]
fn own_words_of_another_language_stay_in_it() {
    let model = Predictor::embedded().unwrap();
    let mut personal = crate::predict::Personal::beginning(&model);
    for line in [
        "Vielen Dank für die Einladung zum Essen.",
        "Wir gehen im Park spazieren.",
        "Der See ist schön im Sommer.",
        "Dort gibt es frischen Käse.",
        "Ich melde mich nach der Arbeit.",
    ] {
        personal.remember(model.vocab(), "", &format!("{line}\n"), None);
    }
    let owner = Some(Owner { personal: &personal, app: None, removed: &|_| false });
    let query = Query { n: 3, corrections: true, min_probability: 0.005, ..Query::default() };
    for (text, word, expected) in [
        ("Vielen Da", "Dank", true),
        ("für die Einladung zum Es", "Essen", true),
        ("Wir waren im Par", "Park", true),
        ("Das ist ein schöner Se", "See", true),
        ("Ich mel", "melde", true),
        ("Thank you for the gi", "gibt", false),
        ("Let us me", "melde", false),
        ("Maybe we can go n", "nach", false),
        ("This is for the su", "Sommer", false),
    ] {
        let answer = model.suggest(&mut Worker::default(), &mut Context::default(), text, &query, owner, &|| false);
        let words: Vec<String> = answer.unwrap().words.into_iter().map(|word| word.text).collect();
        assert_eq!(words.iter().any(|offered| offered == word), expected, "{text:?}: {words:?}");
    }
}

#[test]
fn characters_alone_are_those_of_own_words() {
    let model = Predictor::embedded().unwrap();
    let mut personal = crate::predict::Personal::beginning(&model);
    GERMAN.iter().for_each(|line| personal.remember(model.vocab(), "", &format!("{line}\n"), None));
    let owner = Some(Owner { personal: &personal, app: None, removed: &|_| false });
    let query = Query { words: false, phrase: false, language: Some("de".into()), ..Query::default() };
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let answer = model.suggest(&mut worker, &mut context, "Wo ist mein Fah", &query, owner, &|| false).unwrap();
    let letters: Vec<&str> =
        answer.chars.iter().map(|c| c.text.as_str()).filter(|c| c.starts_with(is_word_char)).collect();
    assert_eq!((letters, answer.words), (vec!["r"], vec![]));
    // Without an owner no letters are offered, only marks.
    let answer = model.suggest(&mut worker, &mut context, "Wo ist mein Fah", &query, None, &|| false).unwrap();
    assert!(answer.chars.iter().all(|c| !c.text.starts_with(is_word_char)), "{:?}", answer.chars);
}

#[test]
fn the_models_own_language_changes_nothing() {
    for text in ["How are yo", "Wo ist mein Fah", "recieve ", "i", "we had pizza ", "Bis mor"] {
        let before = to_a_german(text, Some("en"));
        for tag in ["en-GB", "EN", "eng"] {
            assert_eq!(to_a_german(text, Some(tag)), before, "{text:?} {tag}");
        }
    }
    assert!(to_a_german("How are yo", Some("en")).words.iter().any(|word| word.text == "you"));
}

#[test]
fn a_language_that_is_not_named_is_told_by_the_text() {
    let check = |text: &str, as_in: &str| {
        for tag in [None, Some("und"), Some("mul")] {
            assert_eq!(to_a_german(text, tag), to_a_german(text, Some(as_in)), "{text:?} {tag:?}");
        }
    };
    for text in ["How are yo", "recieve ", "i", "we had pizza ", "Bis mor", "I said danke to the wai"] {
        check(text, "en");
    }
    for text in ["Wo ist mein Fah", "Guten Mor", "Ich habe gestern ", "Danke, wir ", "Hallo,\nwir haben nicht "] {
        check(text, "de");
    }
}

#[test]
fn hidden_words_are_not_offered() {
    let model = Predictor::embedded().unwrap();
    let mut personal = crate::predict::Personal::new(model.vocab());
    let offers = |personal: &crate::predict::Personal| {
        let owner = Some(Owner { personal, app: None, removed: &|_| false });
        let (mut worker, mut context) = (Worker::default(), Context::default());
        let found = model.suggest(&mut worker, &mut context, "How are yo", &Query::default(), owner, &|| false);
        found.unwrap().words.iter().any(|word| word.text == "you")
    };
    assert!(offers(&personal));
    personal.habits.hide("You", false);
    assert_eq!(personal.habits.hidden().collect::<Vec<_>>(), ["you"]);
    assert!(!offers(&personal));
    personal.habits.forget_words();
    assert!(!offers(&personal));
    personal.habits.hide("you", true);
    assert!(offers(&personal));
}

#[test]
fn right_words_are_left_alone() {
    for text in [
        "I will receive ",
        "Is it well ",
        "We were ",
        "with Kowalski ",
        "the NASA ",
        "form ",
        "mail@recieve ",
        "I'm ",
        "v2x ",
        "Kiersten said hi. Kiersten ",
        "my son Jhon is 5. I love Jhon ",
        "I saw a heron ",
        "we had naan ",
        "send me the gif ",
        "omw ",
        "we went to nando's ",
        "there is a kestrel ",
        "use passata ",
        "the old abattoir ",
        "the parking in totnes ",
    ] {
        let found = offered(text);
        assert!(found.iter().all(|word| word.3 != WordKind::Correction), "{text:?}: {found:?}");
    }
}

/// Strings that the network alone would offer as words: typos that it learned, parts of addresses, longer names.
#[test]
fn fragments_are_not_offered() {
    for (text, fragments) in [
        ("our wedding anniversi", ["anniversity", "anniversite"]),
        ("see you tomorow", ["tomorower", "tomorows"]),
        ("I did reciev", ["recievery", "recieve"]),
        ("Dear Anna", ["Annak", "Annaly"]),
        ("me@gmail", ["gmailcom", "gmails"]),
    ] {
        let found = offered(text);
        assert!(found.iter().all(|word| !fragments.contains(&word.0.as_str())), "{text:?}: {found:?}");
    }
}

#[test]
fn a_word_comes_in_one_form() {
    for text in ["", "Hello. ", "i think ", "so t", "T"] {
        let found = offered(text);
        let mut words: Vec<String> = found.iter().map(|word| word.0.to_lowercase()).collect();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), found.len(), "{text:?}: {found:?}");
    }
    assert!(offered("WHAT ARE Y").iter().all(|word| word.0 == word.0.to_uppercase()));
    let small = offered("hey there\nhow are you? fine thanks. and you? see you on ");
    assert!(small.iter().all(|word| word.0 == word.0.to_lowercase()), "{small:?}");
    let monday = offered("Let us meet on mond");
    assert_eq!(monday.first().map(|word| (word.0.as_str(), word.1, word.2.as_str())), Some(("Monday", 4, "Monday")));
}

#[test]
fn a_correction_typed_past_is_not_offered_again() {
    let model = Predictor::embedded().unwrap();
    let mut query = Query { corrections: true, chars: false, phrase: false, ..Query::default() };
    let mut context = Context::default();
    let mut first = |text: &str, query: &Query| {
        let kind = ask(&model, &mut context, text, query).words.first().map(|word| word.kind);
        (kind == Some(WordKind::Correction), context.take_passed())
    };
    assert_eq!(first("I did recieve ", &query), (true, vec![]));
    assert_eq!(first("I did recieve i", &query), (false, vec!["recieve".to_owned()]));
    query.declined.push("recieve".into());
    for text in ["I did recieve it. And I recieve ", "I did recieve it. And I recieve"] {
        assert!(!first(text, &query).0, "{text:?}");
    }
}

#[test]
fn names_of_ones_own_are_found_and_left_alone_in_small_letters() {
    let model = Predictor::embedded().unwrap();
    let mut personal = crate::predict::Personal::beginning(&model);
    for line in ["I had lunch with Sofya at the harbour", "Then Orlindo came", "Sofya and Orlindo say hi"] {
        personal.remember(model.vocab(), "", &format!("{line}\n"), None);
    }
    let owner = Some(Owner { personal: &personal, app: None, removed: &|_| false });
    let query = Query { corrections: true, ..Query::default() };
    let ask = |text: &str| {
        model.suggest(&mut Worker::default(), &mut Context::default(), text, &query, owner, &|| false).unwrap().words
    };
    for (text, name) in [("Please tell sof", "Sofya"), ("please ask orli", "orlindo"), ("Ask Orli", "Orlindo")] {
        let words = ask(text);
        assert!(words.iter().any(|word| word.text == name), "{text:?}: {words:?}");
    }
    for text in ["Please tell sofya", "Ask orlindo", "Ask Orlindo ", "Ask Sofya, "] {
        let words = ask(text);
        assert!(words.iter().all(|word| word.kind != WordKind::Correction), "{text:?}: {words:?}");
    }
    for text in ["Both Orlindos ", "The Sofyas ", "with anna-orlindo "] {
        assert!(ask(text).iter().all(|word| !word.insert.starts_with("Orlindo")), "{text:?}: {:?}", ask(text));
    }
    for (text, delete, insert) in
        [("Please tell sofya ", 6, "Sofya "), ("Ask orlindo, ", 9, "Orlindo, "), ("I like Orlindos ", 9, "Orlindo's ")]
    {
        let words = ask(text);
        assert_eq!((words[0].delete, &*words[0].insert), (delete, insert), "{text:?}: {words:?}");
        assert!(words.iter().skip(1).all(|word| word.kind != WordKind::Correction), "{text:?}: {words:?}");
    }
}

#[test]
fn what_the_owner_typed_is_no_error() {
    let model = Predictor::embedded().unwrap();
    let mut personal = crate::predict::Personal::new(model.vocab());
    for _ in 0..2 {
        personal.remember(model.vocab(), "", "we use recieve here\n", None);
    }
    let owner = Owner { personal: &personal, app: None, removed: &|_| false };
    let query = Query { corrections: true, ..Query::default() };
    let ask = |text: &str| {
        model.suggest(&mut Worker::default(), &mut Context::default(), text, &query, Some(owner), &|| false).unwrap()
    };
    assert_ne!(ask("I did recieve ").words[0].kind, WordKind::Correction);
    assert_eq!(ask("I did beleive ").words[0].kind, WordKind::Correction);
}

/// A misspelling typed once is corrected again; one that the person insists on is left alone.
#[test]
fn a_slip_is_corrected_the_next_time() {
    let model = Predictor::embedded().unwrap();
    let check = |messages: &[&str], text: &str, expected: Option<&str>| {
        let mut personal = crate::predict::Personal::beginning(&model);
        for message in messages {
            personal.remember(model.vocab(), "", &format!("{message}\n"), None);
        }
        let owner = Owner { personal: &personal, app: None, removed: &|_| false };
        let query = Query { corrections: true, ..Query::default() };
        let (mut worker, mut context) = (Worker::default(), Context::default());
        let found = model.suggest(&mut worker, &mut context, text, &query, Some(owner), &|| false).unwrap();
        let first = found.words.first().filter(|word| word.kind == WordKind::Correction);
        assert_eq!(first.map(|word| word.text.as_str()), expected, "{messages:?} {text:?}: {:?}", found.words);
    };
    let slips = ["i dont know what he wants", "thanks alot for the help", "hes at home now"];
    check(&slips, "well, they said they dont ", Some("don't"));
    check(&slips, "there is alot ", Some("a lot"));
    check(&slips, "i think hes ", Some("he's"));
    check(&["we dont know", "they dont care", "you dont say"], "and they dont ", None);
    let both =
        ["we dont know", "they dont care", "you dont say", "I don't know", "they don't", "we don't", "you don't"];
    check(&both, "and they dont ", Some("don't"));
    check(&["thanks alot", "it is alot"], "there is alot ", None);
    check(&["and infact it was late"], "we said infact ", Some("in fact"));
}

#[test]
fn unwanted_words_are_not_offered() {
    let model = Predictor::embedded().unwrap();
    let ask = |text: &str, decent: bool| {
        let query = Query { n: 9, decent, ..Query::default() };
        ask(&model, &mut Context::default(), text, &query).words.into_iter().map(|word| word.text).collect::<Vec<_>>()
    };
    let listed = |words: &[String]| words.iter().filter(|word| is_unwanted(word)).count();
    assert!(listed(&ask("What the fu", false)) > 0);
    assert_eq!(listed(&ask("What the f", true)), 0);
    assert_eq!(listed(&ask("What the fuc", true)), 0);
    // A slur typed once or twice is not offered; from the third time on it is a word of the person.
    let mut personal = crate::predict::Personal::beginning(&model);
    let messages = ["What the fuck is this?", "So what the fuck man", "What the fuck happened?", "What the fuck"];
    for (times, message) in (1..).zip(messages) {
        personal.learn(&model, &mut Worker::default(), &mut Context::default(), "", message, None);
        let owner = Owner { personal: &personal, app: None, removed: &|_| false };
        let query = Query { n: 9, decent: true, ..Query::default() };
        let (mut worker, mut context) = (Worker::default(), Context::default());
        let found = model.suggest(&mut worker, &mut context, "What the ", &query, Some(owner), &|| false).unwrap();
        let words: Vec<String> = found.words.iter().map(|word| word.text.clone()).collect();
        assert_eq!(listed(&words) > 0, times >= 3, "typed {times} times: {words:?}");
        // The place of a word that is left out goes to another word.
        let shown = found.words.iter().filter(|word| word.probability >= 0.005).count();
        assert!(times >= 3 || shown >= 3, "{found:?}");
    }
}

#[test]
fn long_runs_of_letters_are_no_words() {
    let model = random_model(Cell::Gru, 1);
    let found = ask(&model, &mut Context::default(), &"a".repeat(5000), &Query::default());
    assert!(found.words.is_empty() && found.phrase.is_none() && !found.chars.is_empty());
    let found = ask(&model, &mut Context::default(), &"a".repeat(60), &Query { n: 32, ..Query::default() });
    assert!(found.words.iter().all(|word| word.text.chars().count() <= 64), "{found:?}");
}

/// Answers while a text is typed, with everything read before kept, against those of a model that is asked for the first
/// time, with a person's memory that learns in between.
#[test]
fn answers_do_not_depend_on_what_was_read_before() {
    let model = Predictor::embedded().unwrap();
    let mut personal = crate::predict::Personal::beginning(&model);
    let query = Query { next_after_whole: true, corrections: true, ..Query::default() };
    let ask = |model: &Predictor, personal: &crate::predict::Personal, context: &mut Context, text: &str| {
        let owner = Some(Owner { personal, app: None, removed: &|_| false });
        let answer = model.suggest(&mut Worker::default(), context, text, &query, owner, &|| false).unwrap();
        let words: Vec<_> = answer.words.into_iter().map(|word| (word.text, word.probability.to_bits())).collect();
        (words, answer.phrase.map(|phrase| phrase.text))
    };
    for message in ["Shall we meet Yousef tomorow?", "I think so, see you tehre."] {
        let ends: Vec<usize> = message.char_indices().map(|(at, _)| at).skip(1).collect();
        for &end in &ends {
            let text = &message[..end];
            // A context of its own each time, so that nothing else tells what was typed before.
            let known = ask(&model, &personal, &mut Context::default(), text);
            if end % 9 == 0 {
                let first = ask(&Predictor::embedded().unwrap(), &personal, &mut Context::default(), text);
                assert_eq!(known, first, "{text:?}");
            }
        }
        personal.learn(&model, &mut Worker::default(), &mut Context::default(), "", message, None);
    }
}
