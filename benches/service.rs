//! The daemon as a program of its own: start, memory, idleness, keystrokes with cold caches, and a crowd of clients.
//!
//!     cargo bench --bench service                       everything, with the model that ships
//!     cargo bench --bench service -- load --clients 200 --seconds 20
//!     cargo bench --bench service -- keys --hidden 1024
//!     cargo bench --bench service -- learning           typing while a model is fine-tuned
//!     cargo bench --bench service -- history            typing while 40,000 messages are learned, and with them learned
//!
//! `--hidden` widens the model with units that are always zero: it says the same and costs what a model of that width
//! does. Latencies are measured in the client; a client of the crowd types at fixed times, and what comes late counts
//! from when it should have been typed. Linux: memory and idleness are read from /proc.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use foretype::model::{Checkpoint, Weights, english};
use foretype::predict::{Generator, Predictor, Sampling};
use foretype::rpc::Client;
use foretype::rpc::protocol::{
    Edit, Empty, FinetuneResult, Kind, Learn, LearnMessage, Learned, LearningResult, Open, SessionId, Suggest, method,
};

const TEXT: &str = include_str!("text.txt");
/// What other programs are taken to do to the caches between two keystrokes.
const OTHER_MEMORY: usize = 64 << 20;
/// Messages that are learned while somebody types.
const HISTORY: usize = 40_000;

type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// A daemon in a home of its own; killed when dropped.
struct Daemon {
    child: Child,
    socket: PathBuf,
    _home: tempfile::TempDir,
}

impl Daemon {
    fn start(model: Option<&Path>) -> Result<Daemon, AnyError> {
        let home = tempfile::Builder::new().prefix("ft").tempdir()?;
        std::fs::create_dir(home.path().join("run"))?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretype"));
        command
            .arg("daemon")
            .env_clear()
            .env("HOME", home.path())
            .env("XDG_RUNTIME_DIR", home.path().join("run"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some(model) = model {
            command.env("FORETYPE_MODEL", model);
        }
        let child = command.spawn()?;
        Ok(Daemon { child, socket: home.path().join("run/foretype/foretype.sock"), _home: home })
    }

    /// A connection, as soon as there is someone to connect to.
    async fn client(&self) -> Result<Client, AnyError> {
        let patience = Instant::now();
        loop {
            match Client::connect(&self.socket).await {
                Ok(client) => return Ok(client),
                Err(error) if patience.elapsed() > Duration::from_secs(20) => return Err(error.into()),
                Err(_) => tokio::time::sleep(Duration::from_micros(200)).await,
            }
        }
    }

    /// A line of `/proc/PID/status`, in KiB.
    fn status_kib(&self, name: &str) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Times that its threads have been woken, and ticks of processor time they have used.
    fn activity(&self) -> Option<(u64, u64)> {
        let mut woken = 0;
        for task in std::fs::read_dir(format!("/proc/{}/task", self.child.id())).ok()? {
            let status = std::fs::read_to_string(task.ok()?.path().join("status")).ok()?;
            let line = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches"))?;
            woken += line.split_whitespace().nth(1)?.parse::<u64>().ok()?;
        }
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
        Some((woken, fields[11].parse::<u64>().ok()? + fields[12].parse::<u64>().ok()?))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn words(session: SessionId) -> Suggest {
    Suggest { session: Some(session), kinds: Some(vec![Kind::Words]), ..Suggest::default() }
}

fn typed(session: SessionId, c: char) -> Edit {
    Edit { session: Some(session), delete: 0, insert: c.to_string() }
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| {
        let index = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
        times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!("{name:<44} {:>7} {:>9.2} {:>9.2} {:>9.2} {:>9.2}", times.len(), at(0.5), at(0.99), at(0.999), at(1.0));
}

fn head() {
    println!("{:<44} {:>7} {:>9} {:>9} {:>9} {:>9}", "ms", "count", "p50", "p99", "p99.9", "max");
}

async fn start(model: Option<&Path>) -> Result<(), AnyError> {
    let mut times = Vec::new();
    for _ in 0..20 {
        let begun = Instant::now();
        let daemon = Daemon::start(model)?;
        let request = Suggest { left_context: Some("How are yo".to_owned()), ..Suggest::default() };
        daemon.client().await?.suggest(&request).await?;
        times.push(begun.elapsed());
    }
    report("from starting the program to the first answer", times);
    Ok(())
}

/// Ten sessions, each with the whole text typed and asked about.
async fn memory(model: Option<&Path>) -> Result<(), AnyError> {
    let daemon = Daemon::start(model)?;
    let client = daemon.client().await?;
    for _ in 0..10 {
        let session = client.open(&Open::default()).await?.session;
        for c in TEXT.chars() {
            client.edit(&typed(session, c)).await?;
            client.suggest(&words(session)).await?;
        }
    }
    let mib = |name| daemon.status_kib(name).map_or(0.0, |kib| kib as f64 / 1024.0);
    println!(
        "resident with ten sessions: {:.1} MiB, {:.1} MiB of it the program's own memory, the rest its file",
        mib("VmRSS:"),
        mib("RssAnon:")
    );
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = daemon.activity();
    tokio::time::sleep(Duration::from_secs(10)).await;
    if let (Some(before), Some(after)) = (before, daemon.activity()) {
        println!("idle for 10 s: woken {} times, {} ticks of 10 ms used", after.0 - before.0, after.1 - before.1);
    }
    Ok(())
}

/// Reads and writes other memory on every core at once.
fn disturb(other: &mut [Vec<u64>]) {
    std::thread::scope(|scope| {
        for buffer in other {
            scope.spawn(|| buffer.iter_mut().step_by(8).for_each(|number| *number += 1));
        }
    });
}

async fn keys(model: Option<&Path>) -> Result<(), AnyError> {
    let daemon = Daemon::start(model)?;
    let client = daemon.client().await?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut other = vec![vec![0u64; OTHER_MEMORY / 8]; cores];
    for (name, pause, cold) in [
        ("edit, then suggest words", Duration::ZERO, false),
        ("the same, 20 ms after the last", Duration::from_millis(20), false),
        ("the same, after 64 MiB of other memory", Duration::ZERO, true),
    ] {
        let session = client.open(&Open::default()).await?.session;
        let (mut whole, mut query) = (Vec::new(), Vec::new());
        for c in TEXT.chars() {
            if cold {
                disturb(&mut other);
            }
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
            let start = Instant::now();
            client.edit(&typed(session, c)).await?;
            let asked = Instant::now();
            client.suggest(&words(session)).await?;
            whole.push(start.elapsed());
            query.push(asked.elapsed());
        }
        report(name, whole);
        report("    of that, suggest", query);
    }
    Ok(())
}

/// Text to learn from: what the model itself writes.
fn written(seed: u64) -> Result<String, AnyError> {
    let sampling = Sampling { temperature: 1.0, top_k: 0, top_p: 1.0, seed };
    Ok(Generator::new(&Predictor::embedded()?, "", sampling).take(60_000).collect())
}

/// Typing while a model is fine-tuned in the background, beside typing while nothing else happens.
async fn learning() -> Result<(), AnyError> {
    let daemon = Daemon::start(None)?;
    let client = daemon.client().await?.with_timeout(Duration::from_secs(60));
    let written = written(1)?;
    let messages = written.lines().filter(|line| !line.trim().is_empty());
    let messages = messages.map(|text| LearnMessage { text: text.to_owned(), ..LearnMessage::default() }).collect();
    let learn = Learn { messages: Some(messages), ..Learn::default() };
    let kept: Learned = client.call(method::LEARN, &learn).await?;
    println!("{} messages, {} characters learned", kept.kept, written.chars().count());
    let session = client.open(&Open::default()).await?.session;
    let mut tails = Vec::new();
    for name in ["keystrokes 30 ms apart, nothing else running", "the same while a model is fine-tuned"] {
        let fine_tuning = !tails.is_empty();
        if fine_tuning {
            client.call::<_, FinetuneResult>(method::FINETUNE, &Empty {}).await?;
        }
        let mut times = Vec::new();
        for c in TEXT.chars().cycle().take(900) {
            tokio::time::sleep(Duration::from_millis(30)).await;
            let start = Instant::now();
            client.edit(&typed(session, c)).await?;
            client.suggest(&words(session)).await?;
            let took = start.elapsed();
            let state: LearningResult = client.call(method::LEARNING, &Empty {}).await?;
            // Only what was typed while the learner was at it.
            if !fine_tuning || state.state == "training" {
                times.push(took);
            }
        }
        times.sort_unstable();
        tails.push(times[(times.len() * 99 / 100).min(times.len() - 1)].as_secs_f64());
        report(name, times);
    }
    println!("p99 while fine-tuning is {:.2} times that without", tails[1] / tails[0]);
    Ok(())
}

/// Messages as `foretype import` sends them: the first half of a line that the model itself writes, and the second half of
/// another one.
fn much() -> Result<Vec<Vec<LearnMessage>>, AnyError> {
    let written = written(2)?;
    let halves = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (first, second) = words.split_at(words.len() / 2);
        [first.join(" "), second.join(" ")]
    };
    let lines = written.lines().filter(|line| !line.trim().is_empty());
    let halves: Vec<[String; 2]> = lines.map(halves).collect();
    let pair = |n: usize| {
        let (first, second) = (n % halves.len(), (n / halves.len() * 31 + n * 7) % halves.len());
        let text = format!("{} {}", halves[first][0], halves[second][1]);
        LearnMessage { text, ..LearnMessage::default() }
    };
    Ok((0..HISTORY).map(pair).collect::<Vec<_>>().chunks(2000).map(<[_]>::to_vec).collect())
}

/// Typing with nothing learned, while much is learned, and once it is.
async fn history() -> Result<(), AnyError> {
    let daemon = Daemon::start(None)?;
    let client = daemon.client().await?.with_timeout(Duration::from_secs(60));
    let session = client.open(&Open::default()).await?.session;
    let other = daemon.client().await?.with_timeout(Duration::from_secs(60));
    let batches = much()?;
    let done = std::cell::Cell::new(false);
    let learning = async {
        let mut learned = Ok(());
        for messages in batches {
            let learn = Learn { messages: Some(messages), source: Some("import:bench".to_owned()), ..Learn::default() };
            learned = learned.and(other.call::<_, Learned>(method::LEARN, &learn).await.map(|_| ()));
        }
        done.set(true);
        learned
    };
    // A number of keystrokes, or as many as there is time for until everything is learned.
    let typing = |name: &'static str, keys: Option<usize>| {
        let (client, done) = (&client, &done);
        async move {
            let mut times = Vec::new();
            for c in TEXT.chars().cycle() {
                if keys.map_or(done.get(), |keys| times.len() >= keys) {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
                let start = Instant::now();
                client.edit(&typed(session, c)).await?;
                client.suggest(&words(session)).await?;
                times.push(start.elapsed());
            }
            report(name, times);
            Ok::<_, AnyError>(())
        }
    };
    typing("keystrokes 10 ms apart, nothing learned", Some(800)).await?;
    let begun = Instant::now();
    let (learned, typed) = tokio::join!(learning, typing("the same while 40,000 messages are learned", None));
    learned?;
    typed?;
    println!("{HISTORY} messages learned in {:.1} s", begun.elapsed().as_secs_f64());
    typing("the same with these learned", Some(800)).await
}

/// One of the crowd: types `count` characters, ten a second. Returns the latencies and how many were lost.
async fn typist(daemon: Arc<Daemon>, number: u32, count: usize) -> Result<(Vec<Duration>, usize), AnyError> {
    let client = daemon.client().await?;
    let session = client.open(&Open::default()).await?.session;
    // Nobody begins at the same place or the same moment.
    let mut text = TEXT.chars().cycle().skip(number as usize * 37 % TEXT.len());
    let first = tokio::time::Instant::now() + Duration::from_millis(500 + u64::from(number) * 7919 % 100);
    let (mut times, mut lost) = (Vec::new(), 0);
    for key in 0..count {
        let due = first + Duration::from_millis(100) * key as u32;
        tokio::time::sleep_until(due).await;
        let c = text.next().unwrap_or(' ');
        let edited = client.edit(&typed(session, c)).await;
        match (edited, client.suggest(&words(session)).await) {
            (Ok(_), Ok(_)) => times.push(due.elapsed()),
            _ => lost += 1,
        }
    }
    Ok((times, lost))
}

async fn load(model: Option<&Path>, clients: u32, seconds: f64) -> Result<(), AnyError> {
    let daemon = Arc::new(Daemon::start(model)?);
    daemon.client().await?;
    let count = (seconds * 10.0) as usize;
    let crowd: Vec<_> = (0..clients).map(|number| tokio::spawn(typist(daemon.clone(), number, count))).collect();
    let before = daemon.activity();
    let (mut times, mut lost) = (Vec::new(), 0);
    for typist in crowd {
        let (own, missing) = typist.await??;
        times.extend(own);
        lost += missing;
    }
    report(&format!("{clients} clients, 10 characters a second each"), times);
    let keys = clients as usize * count;
    print!("{lost} keystrokes lost of {keys}");
    if let (Some(before), Some(after)) = (before, daemon.activity()) {
        print!("; {:.0} µs of the daemon's processor time each", (after.1 - before.1) as f64 * 1e4 / keys as f64);
    }
    println!();
    Ok(())
}

/// The model that ships, with units added that nothing reads.
fn widened(hidden: usize) -> Result<Checkpoint, AnyError> {
    let narrow = Checkpoint::from_bytes(english())?;
    let mut architecture = narrow.architecture.clone();
    architecture.hidden = hidden;
    let mut wide = Weights::init(&architecture, &narrow.weights.alphabet, foretype::model::Init::Uniform, 1);
    wide.widen(&narrow.weights, architecture.cell).ok_or("the model that ships is wider than that")?;
    wide.rows = narrow.weights.rows.clone();
    let weights = wide.at_precision(narrow.weights.layout.precision());
    Ok(Checkpoint { architecture, weights, ..narrow })
}

fn main() -> Result<(), AnyError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let parts = ["start", "memory", "keys", "load", "learning", "history"];
    let chosen: Vec<&str> = parts.into_iter().filter(|part| arguments.iter().any(|word| word == part)).collect();
    let wanted = |part| chosen.is_empty() || chosen.contains(&part);
    let clients = value("--clients").map_or(Ok(200), |text| text.parse())?;
    let seconds = value("--seconds").map_or(Ok(20.0), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let model = match value("--hidden") {
        Some(hidden) => {
            let path = folder.path().join("wide.safetensors");
            widened(hidden.parse()?)?.save(&path)?;
            Some(path)
        }
        None => None,
    };
    let model = model.as_deref();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        head();
        if wanted("start") {
            start(model).await?;
        }
        if wanted("keys") {
            keys(model).await?;
        }
        if wanted("load") {
            load(model, clients, seconds).await?;
        }
        if wanted("learning") {
            learning().await?;
        }
        if wanted("history") {
            history().await?;
        }
        if wanted("memory") {
            memory(model).await?;
        }
        Ok(())
    })
}
