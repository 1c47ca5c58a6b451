//! Types a real text, character by character, into a real daemon over its socket: `cargo bench --bench roundtrip`.
//!
//! Latency is measured in the client from the write of a request to the decoded answer. Prints p50, p99 and p99.9 for
//! one `suggest` with the whole text before the cursor (words; then everything), and for `edit` followed by `suggest`.
//! `-- --pause-ms 100` waits between keystrokes as a person does: the daemon then never finds a hot core.

use std::time::{Duration, Instant};

use foretype::config::{Config, Overrides};
use foretype::daemon;
use foretype::predict::Predictor;
use foretype::rpc::Client;
use foretype::rpc::protocol::{Edit, Kind, Open, Suggest};
use foretype::rpc::transport::Claim;

const TEXT: &str = include_str!("text.txt");

type AnyError = Box<dyn std::error::Error>;

fn main() -> Result<(), AnyError> {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let pause = Duration::from_millis(value("--pause-ms").map_or(Ok(0), |ms| ms.parse())?);
    let text = value("--text").map_or_else(|| Ok(TEXT.to_owned()), std::fs::read_to_string)?;

    let folder = tempfile::tempdir()?;
    let mut config =
        Config::load(&Overrides { socket: Some(folder.path().join("foretype/bench.sock")), ..Overrides::default() })?;
    // A history of its own: what other runs taught would change what is searched for.
    config.history.path = folder.path().join("history");
    let server = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let client = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let listener = server.block_on(async { Claim::new(&config.daemon.socket)?.bind() })?;
    let predictor = std::sync::Arc::new(Predictor::embedded()?);
    let serving = server.spawn(daemon::serve(listener, predictor, config.clone(), async {
        let _ = stopped.await;
    }));
    client.block_on(measure(&config, &text, pause))?;
    let _ = stop.send(());
    server.block_on(serving)??;
    Ok(())
}

async fn measure(config: &Config, text: &str, pause: Duration) -> Result<(), AnyError> {
    let client = Client::connect(&config.daemon.socket).await?;
    println!("{:<34} {:>7} {:>9} {:>9} {:>9} {:>9}", "µs", "count", "p50", "p99", "p99.9", "max");
    for (name, kinds) in [("suggest words", vec![Kind::Words]), ("suggest words, chars, phrase", all())] {
        let mut times = Vec::new();
        for (end, _) in text.char_indices() {
            let before = text[..end].to_owned();
            let request = Suggest { left_context: Some(before), kinds: Some(kinds.clone()), ..Suggest::default() };
            let start = Instant::now();
            client.suggest(&request).await?;
            times.push(start.elapsed());
            rest(pause).await;
        }
        report(name, times);
    }
    let session = client.open(&Open::default()).await?.session;
    let mut times = Vec::new();
    for c in text.chars() {
        let edit = Edit { session: Some(session), delete: 0, insert: c.to_string() };
        let request = Suggest { session: Some(session), kinds: Some(vec![Kind::Words]), ..Suggest::default() };
        let start = Instant::now();
        client.edit(&edit).await?;
        client.suggest(&request).await?;
        times.push(start.elapsed());
        rest(pause).await;
    }
    report("edit, then suggest words", times);
    Ok(())
}

fn all() -> Vec<Kind> {
    vec![Kind::Words, Kind::Chars, Kind::Phrase]
}

async fn rest(pause: Duration) {
    if !pause.is_zero() {
        tokio::time::sleep(pause).await;
    }
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| {
        let index = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
        times.get(index).map_or(0, Duration::as_micros)
    };
    let (p50, p99, p999, max) = (at(0.5), at(0.99), at(0.999), at(1.0));
    println!("{name:<34} {:>7} {p50:>9} {p99:>9} {p999:>9} {max:>9}", times.len());
}
