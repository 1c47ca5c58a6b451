//! A client of foretype in fifty lines, with the crate's own `rpc::Client`:  cargo run --example client "How are yo"
use std::path::Path;

use foretype::client::launch::{self, LaunchError};
use foretype::config::{Config, Overrides};
use foretype::rpc::protocol::{Accept, Suggest, SuggestResult, code};
use foretype::rpc::{Client, ClientError};

/// Connects; starts the daemon first when none runs.
async fn connect() -> Result<Client, LaunchError> {
    launch::ensure_running_with(&Config::load(&Overrides::default())?, Path::new("foretype")).await
}

/// The answer, unless a newer question took its place.
async fn suggest(daemon: Client, text: Option<String>) -> Result<Option<SuggestResult>, ClientError> {
    match daemon.suggest(&Suggest { left_context: text, n: Some(3), ..Suggest::default() }).await {
        Err(ClientError::Rpc(error)) if error.code == code::SUPERSEDED => Ok(None),
        other => other.map(Some),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::env::args().nth(1).unwrap_or_else(|| "How are yo".into());
    let daemon = connect().await?;
    // A question a keystroke, none of them waited for; only the newest counts.
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let asked: Vec<_> = ends.map(|end| tokio::spawn(suggest(daemon.clone(), Some(text[..end].into())))).collect();
    let newest = asked.into_iter().last().ok_or("no text")?.await??.ok_or("superseded")?;
    for word in &newest.words {
        println!("{}  {:.2}  insert '{}'", word.text, word.probability, word.completion);
    }
    let taken = newest.words.first().ok_or("no words")?.completion.clone() + " ";
    daemon.accept(&Accept { text: taken.clone(), ..Accept::default() }).await?; // the session's text ends with it
    let next = suggest(daemon, None).await?.ok_or("superseded")?;
    println!("{text}{taken}{}", next.words.first().map_or("", |word| &word.text));
    Ok(())
}
