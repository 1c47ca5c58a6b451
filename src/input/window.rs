//! [`Window`]: the window that has the focus, with X11's `WM_CLASS` and title. ibus names few of its clients.
//!
//! [`start`] asks X11 in a thread of its own, so that no key waits for a slow display. The thread connects to the
//! display's Unix socket and to nothing else.

use std::os::unix::net::UnixStream;

use tokio::sync::mpsc;
use x11rb::errors::ReplyError;
use x11rb::protocol::res::{ClientIdMask, ClientIdSpec, ConnectionExt as _};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt};
use x11rb::reexports::x11rb_protocol::xauth::get_auth;
use x11rb::rust_connection::{DefaultStream, RustConnection};

/// Most windows within windows that are followed; no program has more.
const DEEPEST: usize = 16;
/// The longest name and title that are read, in words of four bytes.
const LONGEST: u32 = 1024;
/// Smallest number of a window: smaller ones stand for no focus, or for the window under the pointer.
const FIRST: u32 = 2;

/// A window; its names are empty when they could not be found out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Its number, by which it is told from others.
    pub id: Option<u32>,
    /// The process, its program, instance and class, in lower case.
    pub names: Vec<String>,
    pub title: String,
}

/// Starts the thread. Each number that is sent comes back with the window that has the focus then; of several that wait
/// only the newest does. The thread ends when the sender is dropped.
pub fn start(display: Option<String>) -> (std::sync::mpsc::Sender<u64>, mpsc::UnboundedReceiver<(u64, Window)>) {
    let (ask, asked) = std::sync::mpsc::channel::<u64>();
    let (tell, told) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        let mut connection = None;
        while let Ok(number) = asked.recv() {
            let number = asked.try_iter().last().unwrap_or(number);
            connection = connection.or_else(|| connect(display.as_deref()));
            let seen = connection.as_ref().map(focused);
            if matches!(seen, Some(Err(ReplyError::ConnectionError(_)))) {
                connection = None;
            }
            if tell.send((number, seen.and_then(Result::ok).unwrap_or_default())).is_err() {
                return;
            }
        }
    });
    (ask, told)
}

/// Connects to the Unix socket of a display of this machine.
pub(super) fn connect(display: Option<&str>) -> Option<RustConnection> {
    let number = number_of(display?)?;
    let stream = UnixStream::connect(format!("/tmp/.X11-unix/X{number}")).ok()?;
    let (stream, (family, address)) = DefaultStream::from_unix_stream(stream).ok()?;
    let (name, data) = get_auth(family, &address, number).ok().flatten().unwrap_or_default();
    RustConnection::connect_to_stream_with_auth_info(stream, 0, name, data).ok()
}

/// The number of a display of this machine: `:0`, `unix:1.0`.
fn number_of(display: &str) -> Option<u16> {
    let number = display.strip_prefix("unix").unwrap_or(display).strip_prefix(':')?;
    number.split('.').next()?.parse().ok()
}

/// Returns the window that has the focus. Where a widget has it, the window around that widget has the names.
fn focused(x: &RustConnection) -> Result<Window, ReplyError> {
    let mut id = x.get_input_focus()?.reply()?.focus;
    for _ in 0..DEEPEST {
        if id < FIRST {
            break;
        }
        let names = property(x, id, AtomEnum::WM_CLASS.into())?;
        if !names.is_empty() {
            let title = property(x, id, x.intern_atom(false, b"_NET_WM_NAME")?.reply()?.atom)?;
            let title = if title.is_empty() { property(x, id, AtomEnum::WM_NAME.into())? } else { title };
            // The class comes last, by which the program is called.
            let names = process_of(x, id).into_iter().chain(names_of(&names)).collect();
            return Ok(Window { id: Some(id), names, title });
        }
        id = x.query_tree(id)?.reply()?.parent;
    }
    Ok(Window::default())
}

/// Returns the names of the process that a window belongs to, in lower case, so that a window's own name can hide no
/// terminal. Empty where the display cannot tell (X-Resource extension 1.2).
fn process_of(x: &RustConnection, id: u32) -> Vec<String> {
    let asked = [ClientIdSpec { client: id, mask: ClientIdMask::LOCAL_CLIENT_PID }];
    let told = x.res_query_client_ids(&asked).ok().and_then(|cookie| cookie.reply().ok());
    let process = told.and_then(|told| told.ids.first()?.value.first().copied());
    process.map(names_of_process).unwrap_or_default()
}

/// Returns the name of a process and that of its program, in lower case.
fn names_of_process(process: u32) -> Vec<String> {
    let folder = std::path::Path::new("/proc").join(process.to_string());
    let called = std::fs::read_to_string(folder.join("comm")).ok();
    let program = std::fs::read_link(folder.join("exe")).ok();
    let program = program.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    [called, program].into_iter().flatten().map(|name| name.trim().to_lowercase()).collect()
}

fn property(x: &RustConnection, id: u32, property: u32) -> Result<String, ReplyError> {
    let reply = x.get_property(false, id, property, AtomEnum::ANY, 0, LONGEST)?.reply()?;
    Ok(String::from_utf8_lossy(&reply.value).into_owned())
}

fn names_of(class: &str) -> Vec<String> {
    let mut names: Vec<String> = class.split('\0').filter(|name| !name.is_empty()).map(str::to_lowercase).collect();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays() {
        for (display, number) in
            [(":0", Some(0)), (":99.0", Some(99)), ("unix:1", Some(1)), ("host:1", None), ("", None), (":x", None)]
        {
            assert_eq!(number_of(display), number, "{display}");
        }
    }

    #[test]
    fn classes() {
        assert_eq!(names_of("xterm\0XTerm\0"), ["xterm"]);
        assert_eq!(names_of("Navigator\0firefox\0"), ["navigator", "firefox"]);
        assert!(names_of("").is_empty());
    }

    #[test]
    fn processes() {
        let own = std::env::current_exe().unwrap();
        let own = own.file_name().unwrap().to_string_lossy().to_lowercase();
        assert!(names_of_process(std::process::id()).contains(&own), "{own}");
        assert!(names_of_process(u32::MAX).is_empty());
    }

    #[test]
    fn without_a_display_nobody_is_known() {
        let (ask, mut told) = start(None);
        ask.send(7).unwrap();
        assert_eq!(told.blocking_recv(), Some((7, Window::default())));
        drop(ask);
        assert_eq!(told.blocking_recv(), None);
    }
}
