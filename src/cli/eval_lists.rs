//! `foretype eval --beginnings` and `--names`: how often the right words are offered with nothing learned, and after each
//! log was learned.

use std::path::Path;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::error::{CliError, Context};
use super::eval_text::{self, Reading};
use super::interrupt::Interrupt;
use super::{Global, print_json};
use crate::eval::TextSet;
use crate::eval::lists::{Beginning, Learned, ListFigures, Name, beginnings, names};
use crate::predict::Predictor;

/// Where the lists are, and how to print.
pub struct Lists<'a> {
    pub beginnings: Option<&'a Path>,
    pub names: Option<&'a Path>,
    pub reading: Reading,
    pub json: bool,
    /// Print every question with what is offered.
    pub each: bool,
}

#[derive(Serialize)]
struct ListsReport<'a> {
    /// The log that was learned before; absent when none was.
    file: Option<&'a str>,
    first: f64,
    among_three: f64,
    fitting_of_three: f64,
    names: usize,
    names_after_one_letter: usize,
    names_after_two_letters: usize,
}

/// Asks and prints a line for nothing learned and one for each log.
///
/// # Errors
/// When a list or log cannot be read, or when interrupted.
pub fn run(
    lists: &Lists,
    predictor: &Predictor,
    files: &[PathBuf],
    global: &Global,
    interrupt: &Interrupt,
) -> Result<(), CliError> {
    let asked = lists.beginnings.map_or(Ok(Vec::new()), |path| read(path, beginnings))?;
    let named = lists.names.map_or(Ok(Vec::new()), |path| read(path, names))?;
    let sets = files.iter().map(|file| eval_text::read(file, &lists.reading)).collect::<Result<Vec<_>, _>>()?;
    let bar = if global.quiet { ProgressBar::hidden() } else { ProgressBar::new(1 + sets.len() as u64) };
    let style = "{msg:24} {bar:30} {percent:>3} %  {eta} left";
    bar.set_style(ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar()));
    if !lists.json {
        println!(
            "{:<26} {:>6} {:>6} {:>8} {:>10} {:>11}",
            "after", "first", "among", "fitting", "one letter", "two letters"
        );
    }
    let logs = files.iter().zip(&sets).map(|(file, set)| (Some(file), Some(set)));
    for (file, set) in std::iter::once((None, None)).chain(logs) {
        if interrupt.requested() {
            return Err(CliError::interrupted());
        }
        let name = file.and_then(|file| file.file_name()).map(|name| name.to_string_lossy().into_owned());
        bar.set_message(name.clone().unwrap_or_default());
        let figures = ask(lists, predictor, set, &asked, &named, &bar);
        bar.inc(1);
        bar.suspend(|| print(lists, name.as_deref(), &figures))?;
    }
    bar.finish_and_clear();
    Ok(())
}

fn ask(
    lists: &Lists,
    predictor: &Predictor,
    set: Option<&TextSet>,
    asked: &[Beginning],
    named: &[Name],
    bar: &ProgressBar,
) -> ListFigures {
    Learned::new(predictor, set).ask(asked, named, &mut |text, words| {
        if lists.each && !lists.json {
            bar.suspend(|| println!("  {text}|{}", words.join(", ")));
        }
    })
}

fn print(lists: &Lists, name: Option<&str>, figures: &ListFigures) -> Result<(), CliError> {
    let share = |count: usize| count as f64 / figures.beginnings.max(1) as f64;
    let row = ListsReport {
        file: name,
        first: share(figures.first),
        among_three: share(figures.among),
        fitting_of_three: share(figures.fitting),
        names: figures.names,
        names_after_one_letter: figures.after_one,
        names_after_two_letters: figures.after_two,
    };
    if lists.json {
        return print_json(&row);
    }
    println!(
        "{:<26} {:>4.0} % {:>4.0} % {:>8.2} {:>10} {:>11}",
        name.unwrap_or("nothing"),
        100.0 * row.first,
        100.0 * row.among_three,
        row.fitting_of_three,
        format!("{} of {}", figures.after_one, figures.names),
        format!("{} of {}", figures.after_two, figures.names),
    );
    Ok(())
}

fn read<T, E>(path: &Path, parse: impl Fn(&str) -> Result<T, E>) -> Result<T, CliError>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let what = || format!("cannot use the list {}", path.display());
    let text = std::fs::read_to_string(path).context(what)?;
    parse(&text).context(what)
}
