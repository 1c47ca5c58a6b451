//! [`serve`]: one loop over the calls of ibus-daemon, the answers of the daemon, and pauses between keys, in their order.
//!
//! It reads D-Bus messages itself instead of using an object server, which would handle calls in tasks of their own: a key
//! must not overtake the message that its field holds a password.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::time::Instant;
use zbus::message::Type;
use zbus::zvariant::{OwnedObjectPath, Value};
use zbus::{Connection, Message, MessageStream};

use super::calls::{self, Call, ENGINE_INTERFACE, FACTORY, Refusal};
use super::error::IbusError;
use super::{address, choice, component, wire};
use crate::config::{Config, IbusPaths};
use crate::input::client::Client;
use crate::input::engine::{Effect, Engine};
use crate::input::host::{Event, Host};
use crate::input::menu::Choice;
use crate::input::view::Preedit;

/// ibus-daemon makes one engine, or one for each field; no field needs more.
const MOST_ENGINES: usize = 4096;
/// What engines' paths begin with; their number follows.
const ENGINES: &str = "/org/freedesktop/IBus/Engine/Foretype/";
/// `IBUS_ENGINE_PREEDIT_CLEAR` and `IBUS_ENGINE_PREEDIT_COMMIT`.
const CLEAR: u32 = 0;
const COMMIT: u32 = 1;

/// Serves ibus-daemon until it ends. With `again` the process takes the place of an engine that died, and chooses itself.
///
/// # Errors
/// When it cannot be found or reached, when another process serves it already, or when a key of the settings is none.
pub fn serve(config: Config, paths: &IbusPaths, again: bool) -> Result<(), IbusError> {
    let desktop = &paths.desktop;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut host = Host::start(config, desktop.display.clone(), desktop.wayland)?;
        let socket = address::find(paths)?;
        let stream = UnixStream::connect_addr(&socket).map_err(IbusError::Connect)?;
        stream.set_nonblocking(true)?;
        let stream = tokio::net::UnixStream::from_std(stream)?;
        let connection = zbus::connection::Builder::unix_stream(stream).build().await?;
        let mut messages = MessageStream::from(&connection);
        connection.request_name(component::BUS_NAME).await?;
        if again && !choice::is_other_chosen(&connection).await {
            choice::choose(&connection).await?;
        }
        let mut front = Front {
            connection,
            engines: HashMap::new(),
            made: 0,
            focused: None,
            chooses_anew: ChoosesAnew::Never,
            started: Instant::now(),
        };
        loop {
            tokio::select! {
                biased;
                message = messages.next() => match message {
                    Some(Ok(message)) => front.message(&message, &mut host).await?,
                    // The connection is closed: ibus-daemon has gone.
                    Some(Err(_)) | None => return Ok(()),
                },
                event = host.next() => front.event(event, &mut host).await?,
            }
        }
    })
}

/// Whether the engine has been chosen anew, so that ibus names the client that has the focus.
///
/// ibus 1.5.27 asks a new engine whether it wants to know whose field it is, and does not wait for the answer: the field that has
/// the focus when the engine is chosen for the first time comes without a name. Once it has the answer, it names the client to
/// each engine that it makes.
enum ChoosesAnew {
    /// No field without a name was seen yet.
    Never,
    /// The engine of this number has a field without a name, and ibus-daemon was asked which engine is chosen, in a message with
    /// this serial. An ibus-daemon that names the client late, as newer ones do, does so before it answers.
    Asked(u64, NonZeroU32),
    /// The engine was chosen anew, or must not be. This happens at most once in a process.
    Done,
}

struct Front {
    connection: Connection,
    engines: HashMap<u64, Engine>,
    made: u64,
    /// The engine whose field has the focus; the menu is drawn for it.
    focused: Option<u64>,
    chooses_anew: ChoosesAnew,
    started: Instant,
}

impl Front {
    async fn message(&mut self, message: &Message, host: &mut Host) -> zbus::Result<()> {
        match message.message_type() {
            Type::MethodCall => {}
            Type::MethodReturn => return self.returned(message).await,
            Type::Error | Type::Signal => return Ok(()),
        }
        let header = message.header();
        let path = header.path().map(|path| path.as_str()).unwrap_or_default();
        let id = path.strip_prefix(ENGINES).and_then(|number| number.parse().ok()).unwrap_or_default();
        match calls::read(message) {
            Err(refusal) => self.refuse(message, &refusal).await,
            Ok(Call::CreateEngine { name }) if path == FACTORY && name == component::NAME => {
                self.create(message, host).await
            }
            Ok(Call::CreateEngine { .. }) => self.refuse(message, &Refusal::Unknown).await,
            Ok(Call::Destroy) => {
                self.engines.remove(&id);
                self.connection.reply(&header, &()).await
            }
            Ok(Call::Chosen(choice)) => {
                self.connection.reply(&header, &()).await?;
                self.chosen(choice, host).await
            }
            Ok(call) => {
                let focus = matches!(call, Call::FocusIn(_));
                if focus {
                    self.take_settings(host).await?;
                }
                let Some(engine) = self.engines.get_mut(&id) else {
                    return self.refuse(message, &Refusal::Unknown).await;
                };
                let key = if let Call::Key(key) = &call { Some(*key) } else { None };
                let mut answer = ask(engine, call, self.started.elapsed());
                // Commits are sent before the answer, so that the text arrives before the key does; drawing beside the text
                // can wait.
                let effects = engine.take_effects();
                let (later, now): (Vec<Effect>, Vec<Effect>) = effects.into_iter().partition(Effect::is_beside_text);
                // A client that waits for the answer handles the key before the text that was sent before it. So a key that
                // ends a word comes back as one that follows the word.
                let ends_word = now.iter().any(|effect| matches!(effect, Effect::Commit(_)));
                let follows = key.filter(|_| ends_word && matches!(answer, Answer::Bool(false)));
                self.carry_out(id, now, host).await?;
                if let Some(key) = follows {
                    answer = Answer::Bool(true);
                    self.emit(id, "ForwardKeyEvent", &(key.sym.0, key.code, key.state)).await?;
                }
                self.answer(message, answer).await?;
                self.carry_out(id, later, host).await?;
                if focus {
                    self.focused = Some(id);
                    self.ask_for_name(id).await?;
                    self.draw_menu(host).await?;
                }
                Ok(())
            }
        }
    }

    /// Begins to choose the engine anew where its field came without a name.
    async fn ask_for_name(&mut self, id: u64) -> zbus::Result<()> {
        let unnamed = self.engines.get(&id).is_some_and(Engine::awaits_name);
        if unnamed && matches!(self.chooses_anew, ChoosesAnew::Never) {
            self.chooses_anew = ChoosesAnew::Asked(id, choice::ask(&self.connection).await?);
        }
        Ok(())
    }

    /// Takes an answer of ibus-daemon.
    async fn returned(&mut self, answer: &Message) -> zbus::Result<()> {
        let ChoosesAnew::Asked(id, serial) = self.chooses_anew else { return Ok(()) };
        if answer.header().reply_serial() != Some(serial) {
            return Ok(());
        }
        self.chooses_anew = ChoosesAnew::Done;
        let unnamed = self.engines.get(&id).is_some_and(Engine::awaits_name);
        if unnamed && choice::chosen(answer).is_some_and(|name| name == component::NAME) {
            choice::choose(&self.connection).await?;
        }
        Ok(())
    }

    async fn refuse(&self, message: &Message, refusal: &Refusal) -> zbus::Result<()> {
        self.connection.reply_error(&message.header(), refusal.name(), &"foretype does not know this call").await
    }

    async fn create(&mut self, message: &Message, host: &Host) -> zbus::Result<()> {
        if self.engines.len() >= MOST_ENGINES {
            return self.refuse(message, &Refusal::Unknown).await;
        }
        self.made += 1;
        self.engines.insert(self.made, host.engine(self.made));
        let path = OwnedObjectPath::try_from(path_of(self.made)).map_err(zbus::Error::from)?;
        self.connection.reply(&message.header(), &path).await
    }

    async fn answer(&self, message: &Message, answer: Answer) -> zbus::Result<()> {
        let header = message.header();
        match answer {
            Answer::Nothing => self.connection.reply(&header, &()).await,
            Answer::Bool(value) => self.connection.reply(&header, &value).await,
            Answer::Variant(value) => self.connection.reply(&header, &Value::from(value)).await,
            Answer::NoProperties => self.connection.reply(&header, &HashMap::<String, Value<'_>>::new()).await,
        }
    }

    async fn event(&mut self, event: Event, host: &mut Host) -> zbus::Result<()> {
        match event {
            Event::Answered { engine, number, answer } => {
                self.happens(engine, host, |engine| engine.answered(number, answer.as_ref())).await
            }
            Event::Seen { engine, window } => self.happens(engine, host, |engine| engine.seen(window)).await,
            Event::Paused { engine } => self.happens(engine, host, Engine::paused).await,
            Event::Selected(selection) => self.happens_to_all(host, |engine| engine.text_selected(selection)).await,
            Event::Away(away) => self.happens_to_all(host, |engine| engine.set_away(away)).await,
            Event::Menu => self.draw_menu(host).await,
        }
    }

    async fn happens(&mut self, id: u64, host: &mut Host, event: impl FnOnce(&mut Engine)) -> zbus::Result<()> {
        let Some(engine) = self.engines.get_mut(&id) else { return Ok(()) };
        event(engine);
        let effects = engine.take_effects();
        self.carry_out(id, effects, host).await
    }

    async fn happens_to_all(&mut self, host: &mut Host, event: impl Fn(&mut Engine)) -> zbus::Result<()> {
        let all: Vec<u64> = self.engines.keys().copied().collect();
        for id in all {
            self.happens(id, host, &event).await?;
        }
        Ok(())
    }

    /// Takes in what has changed in the settings.
    async fn take_settings(&mut self, host: &mut Host) -> zbus::Result<()> {
        match host.changed_settings() {
            Some(settings) => self.happens_to_all(host, |engine| engine.set_settings(settings.clone())).await,
            None => Ok(()),
        }
    }

    async fn chosen(&mut self, choice: Choice, host: &mut Host) -> zbus::Result<()> {
        host.choose(choice);
        self.take_settings(host).await?;
        self.draw_menu(host).await
    }

    async fn draw_menu(&self, host: &Host) -> zbus::Result<()> {
        let Some(id) = self.focused else { return Ok(()) };
        self.emit(id, "RegisterProperties", &(wire::properties(host.menu())?,)).await
    }

    async fn carry_out(&mut self, id: u64, effects: Vec<Effect>, host: &mut Host) -> zbus::Result<()> {
        for effect in effects {
            match host.carry_out(id, effect) {
                Some(Effect::Commit(text)) => self.emit(id, "CommitText", &(wire::text(&text, &[])?,)).await?,
                Some(Effect::Preedit(preedit)) => self.preedit(id, &preedit).await?,
                Some(Effect::Delete(count)) => {
                    let offset = -i32::try_from(count).unwrap_or(i32::MAX);
                    self.emit(id, "DeleteSurroundingText", &(offset, count)).await?;
                }
                Some(Effect::Table(table)) => {
                    self.emit(id, "UpdateLookupTable", &(wire::table(&table)?, !table.words.is_empty())).await?;
                }
                Some(Effect::Beside(text)) => {
                    self.emit(id, "UpdateAuxiliaryText", &(wire::text(&text, &[])?, !text.is_empty())).await?;
                }
                Some(Effect::RequireSurrounding) => self.emit(id, "RequireSurroundingText", &()).await?,
                _ => {}
            }
        }
        Ok(())
    }

    async fn preedit(&self, id: u64, preedit: &Preedit) -> zbus::Result<()> {
        let text = wire::text(&preedit.text, &preedit.parts())?;
        let mode = if preedit.typed { COMMIT } else { CLEAR };
        self.emit(id, "UpdatePreeditText", &(text, preedit.cursor, !preedit.is_empty(), mode)).await
    }

    async fn emit<B>(&self, id: u64, signal: &str, body: &B) -> zbus::Result<()>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        self.connection.emit_signal(None::<&str>, path_of(id), ENGINE_INTERFACE, signal, body).await
    }
}

fn path_of(id: u64) -> String {
    format!("{ENGINES}{id}")
}

/// The answer to a call.
enum Answer {
    Nothing,
    Bool(bool),
    Variant(bool),
    NoProperties,
}

fn ask(engine: &mut Engine, call: Call, now: Duration) -> Answer {
    match call {
        Call::Key(key) => return Answer::Bool(engine.key(&key, now)),
        Call::GetFocusId => {
            engine.will_be_told_names();
            return Answer::Variant(true);
        }
        Call::GetAllProperties => return Answer::NoProperties,
        Call::FocusIn(who) => engine.focus_in(who.map(|(path, name)| (path, Client::parse(&name)))),
        Call::FocusOut => engine.focus_out(),
        Call::Reset => engine.reset(now),
        Call::Disable => engine.disable(),
        Call::SetCapabilities(capabilities) => engine.set_capabilities(capabilities),
        Call::SetContentType { purpose, hints } => engine.set_content_type(purpose, hints),
        Call::SetSurrounding(around) => engine.surrounding(&around),
        Call::SetCursor(cursor) => engine.cursor_at(cursor),
        Call::Clicked(nth) => engine.clicked(nth as usize),
        Call::CreateEngine { .. } | Call::Destroy | Call::Chosen(_) | Call::Nothing => {}
    }
    Answer::Nothing
}
