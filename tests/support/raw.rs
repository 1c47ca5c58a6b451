//! A connection that sends any bytes whatever and reads frames back.
//!
//! Main type: [`Connection`].

use std::io::{BufRead, BufReader, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::Path;

use serde_json::{Value, json};

use super::daemon::PATIENCE;

pub struct Connection {
    stream: BufReader<UnixStream>,
    next_id: u32,
}

impl Connection {
    pub fn open(socket: &Path) -> Connection {
        let stream = UnixStream::connect(socket).unwrap_or_else(|e| panic!("{}: {e}", socket.display()));
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Connection { stream: BufReader::new(stream), next_id: 1 }
    }

    /// Sends bytes; false when the daemon has closed its end already.
    pub fn try_send(&mut self, bytes: &[u8]) -> bool {
        self.stream.get_mut().write_all(bytes).is_ok()
    }

    pub fn send(&mut self, bytes: &[u8]) {
        self.stream.get_mut().write_all(bytes).expect("the daemon takes what it is sent");
    }

    /// Sends a request and returns its id.
    pub fn request(&mut self, method: &str, params: Value) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&request(id, method, params));
        id
    }

    /// Sends a request and waits for its answer: the result, or the error.
    pub fn call(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.request(method, params);
        let frame = self.frame().unwrap_or_else(|| panic!("closed instead of answering {method}"));
        answer(&frame, id)
    }

    /// The next frame; nothing when the daemon has closed the connection.
    pub fn frame(&mut self) -> Option<Value> {
        use std::io::ErrorKind::{ConnectionReset, Interrupted};
        loop {
            match self.stream.fill_buf() {
                Ok([]) => return None,
                Ok(_) => return Some(rmp_serde::from_read(&mut self.stream).expect("the daemon sends MessagePack")),
                Err(e) if e.kind() == ConnectionReset => return None,
                // A process that was stopped and goes on: reads with a timeout do not start again by themselves.
                Err(e) if e.kind() == Interrupted => {}
                Err(e) => panic!("waiting for a frame: {e}"),
            }
        }
    }

    /// Waits for an event of this name whose parameters are as they should be, after `subscribe`. Other frames are skipped.
    #[track_caller]
    pub fn event(&mut self, name: &str, so: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.frame().unwrap_or_else(|| panic!("closed instead of telling {name}"));
            if (&frame[0], &frame[1]) == (&json!(2), &json!(name)) && so(&frame[2][0]) {
                return frame[2][0].clone();
            }
        }
    }

    /// Tells the daemon that nothing more is sent.
    pub fn finish_sending(&mut self) {
        let _ = self.stream.get_mut().shutdown(Shutdown::Write);
    }

    /// Reads until the daemon closes; what was read is of no interest.
    pub fn read_to_end(&mut self) {
        let mut rest = Vec::new();
        if let Err(e) = self.stream.read_to_end(&mut rest) {
            assert_eq!(e.kind(), std::io::ErrorKind::ConnectionReset, "waiting for the end");
        }
    }

    pub fn stream(&mut self) -> &mut UnixStream {
        self.stream.get_mut()
    }
}

/// The bytes of a request with JSON-like parameters.
pub fn request(id: u32, method: &str, params: Value) -> Vec<u8> {
    rmp_serde::to_vec(&json!([0, id, method, [params]])).unwrap()
}

/// A response's result or error, after checking that it answers this request.
pub fn answer(frame: &Value, id: u32) -> Result<Value, Value> {
    let frame = frame.as_array().unwrap_or_else(|| panic!("a frame is an array, not {frame}"));
    assert_eq!(frame.len(), 4, "{frame:?}");
    assert_eq!((&frame[0], &frame[1]), (&json!(1), &json!(id)), "{frame:?}");
    match (&frame[2], &frame[3]) {
        (Value::Null, result @ Value::Object(_)) => Ok(result.clone()),
        (error @ Value::Object(_), Value::Null) => Err(error.clone()),
        _ => panic!("neither a result nor an error: {frame:?}"),
    }
}
