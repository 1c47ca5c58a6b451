//! Everything that a front needs around its engines: the line to the daemon, the focused window, the pause between
//! keys, the settings as they change, and the menu's choices.
//!
//! A front waits for [`Host::next`] beside its own messages and gives it the effects that concern no text. Main type:
//! [`Host`].

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::compose::{self, Compose};
use super::engine::{Effect, Engine, Settings};
use super::keys::BadKey;
use super::menu::{Choice, Menu};
use super::relay::{self, News};
use super::selection::{self, Selection};
use super::tell::{Question, Tell};
use super::terminal;
use super::window::{self, Window};
use crate::config::{self, Config, Overrides};
use crate::rpc::protocol::SuggestResult;

/// An event that a front passes on to an engine or draws.
pub enum Event {
    /// The daemon has answered a question, or cannot.
    Answered {
        /// The engine that asked.
        engine: u64,
        /// Number of the question.
        number: u64,
        /// The answer; `None` where there is none.
        answer: Option<SuggestResult>,
    },
    /// The daemon cannot be reached (`true`), or can again.
    Away(bool),
    /// A window has the focus that an engine has asked for.
    Seen {
        /// The engine that asked.
        engine: u64,
        /// The window's names and title.
        window: Window,
    },
    /// Text was selected in some program.
    Selected(Selection),
    /// No key came for the time of a pause.
    Paused {
        /// The engine that waited for it.
        engine: u64,
    },
    /// The content of the menu has changed.
    Menu,
}

/// Everything around the engines of one front.
pub struct Host {
    settings: Arc<Settings>,
    file: SettingsFile,
    wayland: bool,
    table: Option<Arc<kbvm::xkb::compose::ComposeTable>>,
    away: bool,
    menu: Menu,
    tell: mpsc::Sender<Tell>,
    news: mpsc::UnboundedReceiver<News>,
    /// Sends questions for the window that has the focus.
    look: std::sync::mpsc::Sender<u64>,
    seen: mpsc::UnboundedReceiver<(u64, Window)>,
    /// The number of the newest such question, and the engine that it is for.
    looked: (u64, u64),
    selected: mpsc::UnboundedReceiver<Selection>,
    /// The engine that waits for a pause, and the time at which the pause is reached.
    awaits_pause: Option<u64>,
    pause_at: Instant,
}

impl Host {
    /// Starts the line to the daemon and the threads that look at windows and at what is selected. To be called in a tokio runtime.
    ///
    /// # Errors
    /// When the settings name a key that does not exist.
    pub fn start(config: Config, display: Option<String>, wayland: bool) -> Result<Host, BadKey> {
        let settings = Arc::new(Settings::new(&config, wayland)?);
        let file = SettingsFile::new(&config);
        let (tell, news) = relay::start(config);
        let (look, seen) = window::start(display.clone());
        Ok(Host {
            menu: Menu { private: settings.rules.all_private(), ..Menu::default() },
            settings,
            file,
            wayland,
            table: compose::table(),
            away: true,
            tell,
            news,
            look,
            seen,
            looked: (0, 0),
            selected: selection::start(display),
            awaits_pause: None,
            pause_at: Instant::now(),
        })
    }

    /// Returns a new engine of this number, with the settings as they are now.
    pub fn engine(&self, id: u64) -> Engine {
        let mut engine = Engine::new(id, self.settings.clone(), Compose::new(self.table.clone()));
        engine.set_away(self.away);
        engine
    }

    /// Returns what the menu and the icon show.
    pub fn menu(&self) -> &Menu {
        &self.menu
    }

    /// Waits for the next event. No event is lost if the future is dropped.
    pub async fn next(&mut self) -> Event {
        loop {
            tokio::select! {
                biased;
                Some((number, window)) = self.seen.recv() => {
                    if number == self.looked.0 {
                        return Event::Seen { engine: self.looked.1, window };
                    }
                }
                Some(selection) = self.selected.recv() => return Event::Selected(selection),
                Some(news) = self.news.recv() => {
                    if let Some(event) = self.news(news) {
                        return event;
                    }
                }
                () = sleep_until(self.pause_at), if self.awaits_pause.is_some() => {
                    if let Some(engine) = self.awaits_pause.take() {
                        return Event::Paused { engine };
                    }
                }
            }
        }
    }

    fn news(&mut self, news: News) -> Option<Event> {
        match news {
            News::Answer(Question { engine, number }, answer) => Some(Event::Answered { engine, number, answer }),
            News::Away(away) => {
                self.away = away;
                Some(Event::Away(away))
            }
            News::Status { paused, messages } => {
                let told = Menu { paused, messages: Some(messages), ..self.menu };
                (told != self.menu).then(|| {
                    self.menu = told;
                    Event::Menu
                })
            }
        }
    }

    /// Carries out an effect that concerns no text and no drawing; returns any other one.
    pub fn carry_out(&mut self, engine: u64, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Look => {
                self.looked = (self.looked.0 + 1, engine);
                // If the thread has ended, no window is ever reported.
                let _ = self.look.send(self.looked.0);
            }
            Effect::AwaitPause => {
                self.awaits_pause = Some(engine);
                self.pause_at = Instant::now() + self.settings.pause;
            }
            Effect::Daemon(tell) => self.say(tell),
            shown => return Some(shown),
        }
        None
    }

    /// Tells the daemon. A full queue drops the message, since no key may wait for a slow daemon.
    fn say(&self, tell: Tell) {
        if self.tell.try_send(tell).is_err() {
            log::info!("the daemon is too slow; something is not told");
        }
    }

    /// Returns the settings, if their file has changed since they were read. To be called when a field gets the focus.
    pub fn changed_settings(&mut self) -> Option<Arc<Settings>> {
        let config = self.file.changed()?;
        match Settings::new(&config, self.wayland) {
            Ok(settings) => self.settings = Arc::new(settings),
            Err(error) => {
                log::warn!("the settings are not taken in: {error}");
                return None;
            }
        }
        self.menu.private = self.settings.rules.all_private();
        Some(self.settings.clone())
    }

    /// Carries out a choice of the menu; [`Host::changed_settings`] and [`Host::menu`] may have news afterwards.
    pub fn choose(&mut self, choice: Choice) {
        match choice {
            Choice::Private => {
                let private = !self.menu.private;
                if let Err(error) = config::edit::set(&self.file.path, "ibus.private", private.into()) {
                    log::warn!("cannot change the settings: {error}");
                }
            }
            Choice::Pause => {
                self.menu.paused = !self.menu.paused;
                self.say(Tell::Pause(self.menu.paused));
            }
            Choice::Known => terminal::open_settings(Some("known")),
            Choice::Settings => terminal::open_settings(None),
        }
    }
}

/// The settings file, with its time and length when it was read.
struct SettingsFile {
    path: PathBuf,
    stamp: Option<(SystemTime, u64)>,
    overrides: Overrides,
}

impl SettingsFile {
    fn new(config: &Config) -> SettingsFile {
        let path = config.source.clone().or_else(|| Config::file(&Overrides::default()).ok()).unwrap_or_default();
        let overrides = Overrides { socket: Some(config.daemon.socket.clone()), ..Overrides::default() };
        let stamp = stamp(&path);
        SettingsFile { path, stamp, overrides }
    }

    fn changed(&mut self) -> Option<Config> {
        let stamp = stamp(&self.path);
        if stamp == self.stamp {
            return None;
        }
        self.stamp = stamp;
        let config = stamp.map(|_| self.path.clone());
        match Config::load(&Overrides { config, ..self.overrides.clone() }) {
            Ok(config) => Some(config),
            Err(error) => {
                log::warn!("the settings are not taken in: {error}");
                None
            }
        }
    }
}

/// Returns when a file was written, and its length; `None` where there is no file.
fn stamp(path: &std::path::Path) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn settings_are_read_again_when_their_file_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, "[ibus]\nwords = 2\n").unwrap();
        let config = Config::load(&Overrides {
            config: Some(path.clone()),
            socket: Some(folder.path().join("socket")),
            model: None,
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut host = Host::start(config.unwrap(), None, false).unwrap();
            assert!(host.changed_settings().is_none());
            host.choose(Choice::Private);
            let settings = host.changed_settings().expect("they have changed");
            assert!(settings.rules.all_private() && host.menu().private && settings.words == 2);
            std::fs::write(&path, "[ibus]\nwords = 200\n").unwrap();
            assert!(host.changed_settings().is_none(), "wrong ones are not taken in");
            std::fs::write(&path, "[ibus]\nwords = 4\npause_ms = 7\n").unwrap();
            let settings = host.changed_settings().expect("they have changed again");
            assert_eq!((settings.words, settings.pause), (4, Duration::from_millis(7)));
            assert!(!host.menu().private);
        });
    }
}
