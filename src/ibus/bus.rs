//! The loop: what ibus-daemon calls, what the daemon answers, and the pause between keys, one after the other.
//!
//! It sits on the messages themselves, not on an object server: those handle calls in tasks of their own, and a key must
//! not overtake the news that its field holds a password. The main function is [`serve`].

use std::collections::HashMap;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use zbus::message::Type;
use zbus::zvariant::{OwnedObjectPath, Value};
use zbus::{Connection, Message, MessageStream};

use super::calls::{self, Call, ENGINE_INTERFACE, FACTORY, Refusal};
use super::compose::{self, Compose};
use super::engine::{Effect, Engine, Settings};
use super::keys::Shortcuts;
use super::link::{self, News, Question, Tell};
use super::rules::Rules;
use super::view::Preedit;
use super::{IbusError, address, component, wire};
use crate::config::{Config, IbusPaths};

/// Grey text appears after so much time without a key. Until then it would flicker, and a program that is late with a
/// key that was passed on might find text in its way.
const PAUSE: Duration = Duration::from_millis(300);
/// ibus-daemon makes one engine, or one for each field; no field needs more.
const MOST_ENGINES: usize = 4096;
/// `IBUS_ENGINE_PREEDIT_CLEAR` and `IBUS_ENGINE_PREEDIT_COMMIT`.
const CLEAR: u32 = 0;
const COMMIT: u32 = 1;

/// Serves ibus-daemon until it goes.
///
/// # Errors
/// When it cannot be found or reached, when another process serves it already, or when a key of the settings is none.
pub fn serve(config: Config, paths: &IbusPaths) -> Result<(), IbusError> {
    let settings = Arc::new(Settings {
        rules: Rules::new(&config),
        shortcuts: Shortcuts::new(&config.ibus.keys)?,
        digits: config.ibus.digits,
        ghost: config.ibus.ghost,
        show_probability: config.client.show_probability,
    });
    let socket = address::find(paths)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let stream = UnixStream::connect_addr(&socket).map_err(IbusError::Connect)?;
        stream.set_nonblocking(true)?;
        let stream = tokio::net::UnixStream::from_std(stream)?;
        let connection = zbus::connection::Builder::unix_stream(stream).build().await?;
        let mut messages = MessageStream::from(&connection);
        connection.request_name(component::BUS_NAME).await?;
        let (tell, mut news) = link::start(config);
        let mut desk = Desk::new(connection, settings, tell);
        loop {
            tokio::select! {
                biased;
                message = messages.next() => match message {
                    Some(Ok(message)) => desk.message(&message).await?,
                    // The connection is closed: ibus-daemon has gone.
                    Some(Err(_)) | None => return Ok(()),
                },
                Some(news) = news.recv() => desk.news(news).await?,
                () = sleep_until(desk.pause_at), if desk.awaits_pause.is_some() => desk.paused().await?,
            }
        }
    })
}

struct Desk {
    connection: Connection,
    settings: Arc<Settings>,
    table: Option<Arc<kbvm::xkb::compose::ComposeTable>>,
    engines: HashMap<String, (u64, Engine)>,
    made: u64,
    away: bool,
    tell: mpsc::Sender<Tell>,
    started: Instant,
    /// The engine that waits for a pause, and when it is one.
    awaits_pause: Option<String>,
    pause_at: Instant,
}

impl Desk {
    fn new(connection: Connection, settings: Arc<Settings>, tell: mpsc::Sender<Tell>) -> Desk {
        let now = Instant::now();
        let (engines, table) = (HashMap::new(), compose::table());
        Desk {
            connection,
            settings,
            table,
            engines,
            made: 0,
            away: true,
            tell,
            started: now,
            awaits_pause: None,
            pause_at: now,
        }
    }

    async fn message(&mut self, message: &Message) -> zbus::Result<()> {
        if message.message_type() != Type::MethodCall {
            return Ok(());
        }
        let header = message.header();
        let path = header.path().map(|path| path.as_str().to_owned()).unwrap_or_default();
        match calls::read(message) {
            Err(refusal) => self.refuse(message, &refusal).await,
            Ok(Call::CreateEngine { name }) if path == FACTORY && name == component::NAME => self.create(message).await,
            Ok(Call::CreateEngine { .. }) => self.refuse(message, &Refusal::Unknown).await,
            Ok(Call::Destroy) => {
                self.engines.remove(&path);
                self.connection.reply(&header, &()).await
            }
            Ok(call) => match self.engines.get_mut(&path) {
                Some((_, engine)) => {
                    let answer = ask(engine, call, self.started.elapsed());
                    // What is to be drawn and committed goes before the answer, so that it is there before the key is.
                    self.carry_out(&path).await?;
                    self.answer(message, answer).await
                }
                None => self.refuse(message, &Refusal::Unknown).await,
            },
        }
    }

    async fn refuse(&self, message: &Message, refusal: &Refusal) -> zbus::Result<()> {
        self.connection.reply_error(&message.header(), refusal.name(), &"foretype does not know this call").await
    }

    async fn create(&mut self, message: &Message) -> zbus::Result<()> {
        if self.engines.len() >= MOST_ENGINES {
            return self.refuse(message, &Refusal::Unknown).await;
        }
        self.made += 1;
        let path = format!("/org/freedesktop/IBus/Engine/Foretype/{}", self.made);
        let mut engine = Engine::new(self.settings.clone(), Compose::new(self.table.clone()));
        engine.set_away(self.away);
        self.engines.insert(path.clone(), (self.made, engine));
        let path = OwnedObjectPath::try_from(path).map_err(zbus::Error::from)?;
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

    async fn news(&mut self, news: News) -> zbus::Result<()> {
        match news {
            News::Answer(question, answer) => {
                let asked = self.engines.iter_mut().find(|(_, (id, _))| *id == question.engine);
                let Some((path, (_, engine))) = asked else { return Ok(()) };
                engine.answered(question.number, answer.as_ref());
                let path = path.clone();
                self.carry_out(&path).await
            }
            News::Away(away) => {
                self.away = away;
                let paths: Vec<String> = self.engines.keys().cloned().collect();
                for path in paths {
                    if let Some((_, engine)) = self.engines.get_mut(&path) {
                        engine.set_away(away);
                    }
                    self.carry_out(&path).await?;
                }
                Ok(())
            }
        }
    }

    async fn paused(&mut self) -> zbus::Result<()> {
        let Some(path) = self.awaits_pause.take() else { return Ok(()) };
        if let Some((_, engine)) = self.engines.get_mut(&path) {
            engine.paused();
        }
        self.carry_out(&path).await
    }

    async fn carry_out(&mut self, path: &str) -> zbus::Result<()> {
        let Some((id, engine)) = self.engines.get_mut(path) else { return Ok(()) };
        let id = *id;
        for effect in engine.take_effects() {
            match effect {
                Effect::Commit(text) => self.emit(path, "CommitText", &(wire::text(&text, &[])?,)).await?,
                Effect::Preedit(preedit) => self.preedit(path, &preedit).await?,
                Effect::Table(table) => {
                    self.emit(path, "UpdateLookupTable", &(wire::table(&table)?, !table.words.is_empty())).await?;
                }
                Effect::Beside(text) => {
                    self.emit(path, "UpdateAuxiliaryText", &(wire::text(&text, &[])?, !text.is_empty())).await?;
                }
                Effect::RequireSurrounding => self.emit(path, "RequireSurroundingText", &()).await?,
                Effect::AwaitPause => {
                    self.awaits_pause = Some(path.to_owned());
                    self.pause_at = Instant::now() + PAUSE;
                }
                Effect::Wake => self.say(Tell::Wake),
                Effect::Ask { number, place, text } => {
                    self.say(Tell::Ask { question: Question { engine: id, number }, place, text });
                }
                Effect::Accept { place, text } => self.say(Tell::Accept { place, text }),
                Effect::Learn { place, text } => self.say(Tell::Learn { place, text }),
                Effect::Forget { word } => self.say(Tell::Forget { word }),
            }
        }
        Ok(())
    }

    /// Tells the daemon. One that is slow does not hear everything; no key waits for it.
    fn say(&self, tell: Tell) {
        if self.tell.try_send(tell).is_err() {
            log::info!("the daemon is too slow; something is not told");
        }
    }

    async fn preedit(&self, path: &str, preedit: &Preedit) -> zbus::Result<()> {
        let text = wire::text(&preedit.text, &preedit.parts())?;
        let mode = if preedit.typed { COMMIT } else { CLEAR };
        self.emit(path, "UpdatePreeditText", &(text, preedit.cursor, !preedit.is_empty(), mode)).await
    }

    async fn emit<B>(&self, path: &str, signal: &str, body: &B) -> zbus::Result<()>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        self.connection.emit_signal(None::<&str>, path, ENGINE_INTERFACE, signal, body).await
    }
}

/// What a call is answered with.
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
        Call::FocusIn(who) => engine.focus_in(who),
        Call::FocusOut => engine.focus_out(),
        Call::Reset => engine.reset(now),
        Call::Disable => engine.disable(),
        Call::SetCapabilities(capabilities) => engine.set_capabilities(capabilities),
        Call::SetContentType { purpose, hints } => engine.set_content_type(purpose, hints),
        Call::SetSurrounding { left } => engine.surrounding(&left),
        Call::Clicked(nth) => engine.clicked(nth as usize),
        Call::CreateEngine { .. } | Call::Destroy | Call::Nothing => {}
    }
    Answer::Nothing
}
