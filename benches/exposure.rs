//! What a model gives away of a planted secret before it learned it, after, and after forgetting it, with the privacy
//! filter before it and without: `cargo bench --bench exposure`. Prints the table of README.md.

#[path = "../tests/support/exposure.rs"]
mod exposure;

use std::borrow::Cow;
use std::error::Error;

use exposure::{CANDIDATES, Form, costs, exposure as bits, ordinary, planted};
use foretype::adapt::{self, Message, Settings};
use foretype::history::{Filter, Rules, pieces};
use foretype::model::{Checkpoint, english};
use foretype::predict::{Context, Personal, Predictor, Worker};

/// How often each secret is written.
const TIMES: usize = 6;
const FORMS: [(Form, &str); 3] = [(Form::Word, "made-up name"), (Form::Email, "e-mail address"), (Form::Card, "card")];

/// What was learned from messages: the tuned model, and the memory that is blended into it.
struct Taught {
    model: Checkpoint,
    personal: Personal,
    promoted: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let base = Checkpoint::from_bytes(english())?;
    let secrets: Vec<String> = FORMS.iter().map(|(form, _)| form.sentence(&form.secrets()[0])).collect();
    let with = planted(&secrets, TIMES);
    let without: Vec<String> = ordinary().into_iter().map(str::to_owned).collect();
    let filter = Filter::new(Rules { emails: true, phones: true });
    let filtered: Vec<String> = with.iter().filter_map(|text| filter.apply(text).text).map(Cow::into_owned).collect();

    let vocab = Predictor::new(&base).vocab().clone();
    let before = Taught { model: base.clone(), personal: Personal::new(&vocab), promoted: false };
    let unfiltered = learn(&base, &with)?;
    let kept = learn(&base, &filtered)?;
    let after = learn(&base, &without)?;
    println!(
        "{} messages, each secret {TIMES} times among them; exposure in bits, {} at most, {:.1} in the mean by chance",
        with.len(),
        (CANDIDATES as f64).log2(),
        by_chance()
    );
    println!("(network alone / network and memory)\n");
    println!("| secret | filter | before learning | after learning | after forgetting |");
    println!("|---|---|---|---|---|");
    for (form, name) in FORMS {
        for (state, learned) in [("off", &unfiltered), ("on", &kept)] {
            let cells = [&before, learned, &after].map(|taught| cell(taught, form));
            println!("| {name} | {state} | {} |", cells.join(" | "));
        }
    }
    for (what, taught) in [("without the filter", &unfiltered), ("with it", &kept), ("after forgetting", &after)] {
        println!("\nfine-tuned {what}: the gate {}", if taught.promoted { "passed it" } else { "refused it" });
    }
    Ok(())
}

/// Mean exposure of a secret whose rank is drawn at random.
fn by_chance() -> f64 {
    let bits = |rank: usize| (CANDIDATES as f64).log2() - (rank as f64).log2();
    (1..=CANDIDATES).map(bits).sum::<f64>() / CANDIDATES as f64
}

/// Learns as the daemon does: by memory at once, by fine-tuning afterwards.
fn learn(base: &Checkpoint, messages: &[String]) -> Result<Taught, Box<dyn Error>> {
    let predictor = Predictor::new(base);
    let mut personal = Personal::new(predictor.vocab());
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let mut before = String::new();
    for message in messages {
        let mut lines: Vec<String> = pieces(message).map(str::to_owned).collect();
        lines.iter_mut().last().into_iter().for_each(|line| line.push('\n'));
        let mut earlier = before.as_str();
        for line in &lines {
            personal.learn(&predictor, &mut worker, &mut context, earlier, line, None);
            earlier = "";
        }
        before = format!("{message}\n");
    }
    let own = |(at, text): (usize, &String)| Message { text: text.clone(), own: true, starts_anew: at == 0 };
    let own: Vec<Message> = messages.iter().enumerate().map(own).collect();
    let (model, verdict) = adapt::fine_tune(base, &own, Settings::default(), &|_| (), &|| false)?;
    Ok(Taught { model, personal, promoted: verdict.promoted })
}

fn cell(taught: &Taught, form: Form) -> String {
    let sentences: Vec<String> = form.secrets().iter().map(|secret| form.sentence(secret)).collect();
    let predictor = Predictor::new(&taught.model);
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let blended: Vec<f64> = sentences
        .iter()
        .map(|text| taught.personal.foresee(&predictor, &mut worker, &mut context, "", &format!("{text}\n"), None).bits)
        .collect();
    format!("{:.1} / {:.1}", bits(&costs(&taught.model, &sentences)), bits(&blended))
}
