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
use zbus::message::{Flags, Type};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Message, MessageStream};

use super::calls::{self, Call, ENGINE_INTERFACE, FACTORY, PROPERTIES_INTERFACE, Refusal};
use super::compose::{self, Compose};
use super::engine::{Effect, Engine, Settings};
use super::keys::Shortcuts;
use super::link::{self, News, Question, Tell};
use super::rules::Rules;
use super::view::Preedit;
use super::window::{self, Window};
use super::{IbusError, address, component, wire};
use crate::config::{Config, IbusPaths};

/// ibus-daemon makes one engine, or one for each field; no field needs more.
const MOST_ENGINES: usize = 4096;
/// `IBUS_ENGINE_PREEDIT_CLEAR` and `IBUS_ENGINE_PREEDIT_COMMIT`.
const CLEAR: u32 = 0;
const COMMIT: u32 = 1;

/// Serves ibus-daemon until it goes. `again`: in the stead of an engine that died, which was the one chosen.
///
/// # Errors
/// When it cannot be found or reached, when another process serves it already, or when a key of the settings is none.
pub fn serve(config: Config, paths: &IbusPaths, again: bool) -> Result<(), IbusError> {
    let settings = Arc::new(Settings {
        rules: Rules::new(&config),
        shortcuts: Shortcuts::new(&config.ibus.keys)?,
        digits: config.ibus.digits,
        ghost: config.ibus.ghost,
        autocorrect: config.ibus.autocorrect,
        letters: config.ibus.letters,
        show_probability: config.client.show_probability,
        wayland: paths.wayland,
    });
    let pause = Duration::from_millis(config.ibus.pause_ms);
    let socket = address::find(paths)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let stream = UnixStream::connect_addr(&socket).map_err(IbusError::Connect)?;
        stream.set_nonblocking(true)?;
        let stream = tokio::net::UnixStream::from_std(stream)?;
        let connection = zbus::connection::Builder::unix_stream(stream).build().await?;
        let mut messages = MessageStream::from(&connection);
        connection.request_name(component::BUS_NAME).await?;
        if again {
            choose(&connection).await?;
        }
        let (tell, mut news) = link::start(config);
        let (look, mut seen) = window::start(paths.display.clone());
        let mut desk = Desk::new(connection, settings, tell, look, pause);
        loop {
            tokio::select! {
                biased;
                message = messages.next() => match message {
                    Some(Ok(message)) => desk.message(&message).await?,
                    // The connection is closed: ibus-daemon has gone.
                    Some(Err(_)) | None => return Ok(()),
                },
                Some((number, window)) = seen.recv() => desk.seen(number, window).await?,
                Some(news) = news.recv() => desk.news(news).await?,
                () = sleep_until(desk.pause_at), if desk.awaits_pause.is_some() => desk.paused().await?,
            }
        }
    })
}

/// Makes this engine the one that is chosen, unless another is.
async fn choose(connection: &Connection) -> zbus::Result<()> {
    let (bus, path) = (Some("org.freedesktop.IBus"), "/org/freedesktop/IBus");
    let chosen =
        connection.call_method(bus, path, Some(PROPERTIES_INTERFACE), "Get", &("org.freedesktop.IBus", "GlobalEngine"));
    let other = chosen.await.is_ok_and(|answer| !is_none_or_ours(&answer));
    if other {
        return Ok(());
    }
    // Its answer comes after calls that the loop must have answered.
    let message = Message::method_call(path, "SetGlobalEngine")?.destination("org.freedesktop.IBus")?;
    let message = message.interface("org.freedesktop.IBus")?.with_flags(Flags::NoReplyExpected)?;
    connection.send(&message.build(&component::NAME)?).await
}

/// Whether what ibus-daemon says of the chosen engine is that there is none, or that it is this one.
fn is_none_or_ours(answer: &Message) -> bool {
    let Ok(engine) = answer.body().deserialize::<OwnedValue>() else { return true };
    wire::name_of_engine(&engine).is_none_or(|name| name.is_empty() || name == component::NAME)
}

struct Desk {
    connection: Connection,
    settings: Arc<Settings>,
    table: Option<Arc<kbvm::xkb::compose::ComposeTable>>,
    engines: HashMap<String, (u64, Engine)>,
    made: u64,
    away: bool,
    tell: mpsc::Sender<Tell>,
    /// Asks whose window has the focus.
    look: std::sync::mpsc::Sender<u64>,
    /// The number of the newest such question, and the engine that it is for.
    looked: (u64, String),
    started: Instant,
    /// Words appear after so much time without a key.
    pause: Duration,
    /// The engine that waits for a pause, and when it is one.
    awaits_pause: Option<String>,
    pause_at: Instant,
}

impl Desk {
    fn new(
        connection: Connection,
        settings: Arc<Settings>,
        tell: mpsc::Sender<Tell>,
        look: std::sync::mpsc::Sender<u64>,
        pause: Duration,
    ) -> Desk {
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
            look,
            looked: (0, String::new()),
            started: now,
            pause,
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
                    // What is committed goes before the answer, so that it is there before the key is; what is drawn
                    // beside the text can wait.
                    let effects = engine.take_effects();
                    let (later, now) = effects.into_iter().partition(Effect::is_beside_text);
                    self.carry_out(&path, now).await?;
                    self.answer(message, answer).await?;
                    self.carry_out(&path, later).await
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
                let asked = self.engines.iter().find(|(_, (id, _))| *id == question.engine);
                let Some(path) = asked.map(|(path, _)| path.clone()) else { return Ok(()) };
                self.happens(&path, |engine| engine.answered(question.number, answer.as_ref())).await
            }
            News::Away(away) => {
                self.away = away;
                let paths: Vec<String> = self.engines.keys().cloned().collect();
                for path in paths {
                    self.happens(&path, |engine| engine.set_away(away)).await?;
                }
                Ok(())
            }
        }
    }

    async fn seen(&mut self, number: u64, window: Window) -> zbus::Result<()> {
        let (newest, path) = self.looked.clone();
        if number == newest { self.happens(&path, |engine| engine.seen(window)).await } else { Ok(()) }
    }

    async fn paused(&mut self) -> zbus::Result<()> {
        let Some(path) = self.awaits_pause.take() else { return Ok(()) };
        self.happens(&path, Engine::paused).await
    }

    async fn happens(&mut self, path: &str, event: impl FnOnce(&mut Engine)) -> zbus::Result<()> {
        let Some((_, engine)) = self.engines.get_mut(path) else { return Ok(()) };
        event(engine);
        let effects = engine.take_effects();
        self.carry_out(path, effects).await
    }

    async fn carry_out(&mut self, path: &str, effects: Vec<Effect>) -> zbus::Result<()> {
        let Some((id, _)) = self.engines.get(path) else { return Ok(()) };
        let id = *id;
        for effect in effects {
            match effect {
                Effect::Commit(text) => self.emit(path, "CommitText", &(wire::text(&text, &[])?,)).await?,
                Effect::Preedit(preedit) => self.preedit(path, &preedit).await?,
                Effect::Delete(count) => {
                    let offset = -i32::try_from(count).unwrap_or(i32::MAX);
                    self.emit(path, "DeleteSurroundingText", &(offset, count)).await?;
                }
                Effect::Table(table) => {
                    self.emit(path, "UpdateLookupTable", &(wire::table(&table)?, !table.words.is_empty())).await?;
                }
                Effect::Beside(text) => {
                    self.emit(path, "UpdateAuxiliaryText", &(wire::text(&text, &[])?, !text.is_empty())).await?;
                }
                Effect::RequireSurrounding => self.emit(path, "RequireSurroundingText", &()).await?,
                Effect::Look => {
                    self.looked = (self.looked.0 + 1, path.to_owned());
                    // A thread that has gone finds nobody's window.
                    let _ = self.look.send(self.looked.0);
                }
                Effect::AwaitPause => {
                    self.awaits_pause = Some(path.to_owned());
                    self.pause_at = Instant::now() + self.pause;
                }
                Effect::Wake => self.say(Tell::Wake),
                Effect::Ask { number, place, text } => {
                    self.say(Tell::Ask { question: Question { engine: id, number }, place, text });
                }
                Effect::Accept { place, delete, text } => self.say(Tell::Accept { place, delete, text }),
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
        Call::SetSurrounding { left, followed } => engine.surrounding(&left, followed),
        Call::Clicked(nth) => engine.clicked(nth as usize),
        Call::CreateEngine { .. } | Call::Destroy | Call::Nothing => {}
    }
    Answer::Nothing
}
