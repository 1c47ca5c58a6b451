//! [`serve`]: one loop over the lines of the addon, the answers of the daemon, and pauses between keys, in their order.

use std::io::ErrorKind;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream as StdStream;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;
use tokio::net::unix::OwnedWriteHalf;
use tokio::time::Instant;

use super::error::FcitxError;
use super::wire::{self, Line, Told};
use crate::config::{Config, DesktopPaths};
use crate::input::engine::{Effect, Engine};
use crate::input::host::{Event, Host};

/// There is one engine: of all fields one has the focus.
const ENGINE: u64 = 1;
/// No line of the addon is longer; what follows one that is would be nonsense.
const LONGEST_LINE: usize = 1 << 20;

/// Serves the addon on the other end of the socket that is standard input, until it closes it.
///
/// # Errors
/// When standard input is no socket, or when a key of the settings is none.
pub fn serve(config: Config, paths: &DesktopPaths) -> Result<(), FcitxError> {
    let socket = StdStream::from(std::io::stdin().as_fd().try_clone_to_owned()?);
    socket.peer_addr().map_err(|_| FcitxError::NoSocket)?;
    socket.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let served: Result<(), FcitxError> = runtime.block_on(async {
        let host = Host::start(config, paths.display.clone(), paths.wayland)?;
        let (reader, writer) = UnixStream::from_std(socket)?.into_split();
        let mut reader = BufReader::new(reader);
        let engine = host.engine(ENGINE);
        let mut front = Front { host, engine, writer, out: String::new(), started: Instant::now() };
        let mut line = Vec::new();
        loop {
            tokio::select! {
                biased;
                // When another event comes first, the part of a line that was read stays in `line`.
                read = reader.read_until(b'\n', &mut line) => {
                    if read? == 0 || line.len() > LONGEST_LINE {
                        return Ok(());
                    }
                    let told = std::str::from_utf8(&line).ok().and_then(|line| wire::read(line.trim_end_matches('\n')));
                    line.clear();
                    match told {
                        Some(told) => front.told(told).await?,
                        None => log::warn!("the addon sent a line that is none"),
                    }
                }
                event = front.host.next() => front.event(event).await?,
            }
        }
    });
    match served {
        // An addon that ends does not read the lines that were on their way to it.
        Err(FcitxError::Io(error)) if matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe) => {
            Ok(())
        }
        served => served,
    }
}

struct Front {
    host: Host,
    engine: Engine,
    writer: OwnedWriteHalf,
    /// Lines to be sent.
    out: String,
    started: Instant,
}

impl Front {
    async fn told(&mut self, told: Told) -> std::io::Result<()> {
        let now = self.started.elapsed();
        match told {
            Told::Focus { number, context, client } => {
                self.take_settings();
                Line::Focused(number).write(&mut self.out);
                self.engine.focus_in(Some((context, client)));
                Line::Menu(self.host.menu()).write(&mut self.out);
            }
            Told::Unfocus => self.engine.focus_out(),
            Told::Reset => self.reset(),
            Told::Capabilities(flags) => {
                let (purpose, hints, capabilities) = wire::field(flags);
                self.engine.set_content_type(purpose, hints);
                self.engine.set_capabilities(capabilities);
            }
            Told::Surrounding(around) => self.engine.surrounding(&around),
            Told::Key { number, key } => {
                let dealt_with = self.engine.key(&key, now);
                // What is committed goes before the answer; what is drawn beside the text can wait.
                let effects = self.engine.take_effects();
                let (later, first): (Vec<_>, Vec<_>) = effects.into_iter().partition(Effect::is_beside_text);
                self.carry_out(first);
                Line::Answer(number, dealt_with).write(&mut self.out);
                self.carry_out(later);
            }
            Told::Clicked(nth) => self.engine.clicked(nth),
            Told::Chosen(choice) => {
                self.host.choose(choice);
                self.take_settings();
                Line::Menu(self.host.menu()).write(&mut self.out);
            }
        }
        self.flush().await
    }

    /// A client of Fcitx commits nothing when it is reset.
    fn reset(&mut self) {
        let typed = self.engine.typed().to_owned();
        self.engine.reset(self.started.elapsed());
        if !typed.is_empty() && self.engine.typed().is_empty() {
            Line::Commit(&typed).write(&mut self.out);
        }
    }

    async fn event(&mut self, event: Event) -> std::io::Result<()> {
        match event {
            Event::Answered { number, answer, .. } => self.engine.answered(number, answer.as_ref()),
            Event::Away(away) => self.engine.set_away(away),
            Event::Seen { window, .. } => self.engine.seen(window),
            Event::Selected(selection) => self.engine.text_selected(selection),
            Event::Paused { .. } => self.engine.paused(),
            Event::Menu => Line::Menu(self.host.menu()).write(&mut self.out),
        }
        self.flush().await
    }

    fn take_settings(&mut self) {
        if let Some(settings) = self.host.changed_settings() {
            self.engine.set_settings(settings);
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match self.host.carry_out(ENGINE, effect) {
                Some(Effect::Commit(text)) => Line::Commit(&text).write(&mut self.out),
                Some(Effect::Delete(count)) => Line::Delete(count).write(&mut self.out),
                Some(Effect::Preedit(preedit)) => Line::Preedit(&preedit).write(&mut self.out),
                Some(Effect::Table(table)) => Line::Table(&table).write(&mut self.out),
                Some(Effect::Beside(text)) => Line::Beside(&text).write(&mut self.out),
                // Clients of Fcitx say what stands around the cursor without being asked.
                _ => {}
            }
        }
    }

    /// Sends what is to be sent, after what the engine has left to do.
    async fn flush(&mut self) -> std::io::Result<()> {
        let effects = self.engine.take_effects();
        self.carry_out(effects);
        let out = std::mem::take(&mut self.out);
        self.writer.write_all(out.as_bytes()).await
    }
}
