//! temporary
mod corpus;
mod error;
mod interrupt;
mod plot;
mod train;
use clap::Parser;
#[derive(Parser)]
enum Cli {
    Train(train::TrainArgs),
    Corpus(corpus::CorpusArgs),
}
pub fn main() -> std::process::ExitCode {
    let r = match Cli::parse() {
        Cli::Train(a) => train::run(&a),
        Cli::Corpus(a) => corpus::run(&a),
    };
    match r {
        Ok(()) => 0.into(),
        Err(e) => {
            eprintln!("{} {:?}", e.message, e.hint);
            e.code.into()
        }
    }
}
