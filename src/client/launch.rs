//! For clients: finding the daemon, starting it when none runs, stopping it.
//!
//! Two clients that start it at once both end up with the one daemon: the loser's child finds the address claimed
//! and goes. Nothing here serves anybody.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use crate::config::{self, Config, ConfigError, Paths};
use crate::rpc::protocol::{Hello, PROTOCOL_VERSION};
use crate::rpc::{Client, ClientError, transport};

/// How long a daemon may take to start.
const START_TIME: Duration = Duration::from_secs(10);
/// How long a client goes on trying after the daemon it started has ended and no other seems to be there.
const GRACE_TIME: Duration = Duration::from_millis(500);
/// How long a daemon may take to stop.
const STOP_TIME: Duration = Duration::from_secs(10);
/// How long a daemon may take to make its socket anew.
const RENEW_TIME: Duration = Duration::from_secs(2);
/// Pauses between attempts: the first, doubled each time up to the last.
const PAUSES: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(50));
/// A log larger than this is begun anew.
const MAX_LOG_BYTES: u64 = 1 << 20;
/// Of a log, what an error shows at most.
const LOG_END_BYTES: u64 = 2 << 10;

/// Why no daemon could be reached, started or stopped.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// The connection failed in another way than that no daemon runs.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The daemon that runs speaks another version of the protocol.
    #[error(
        "a daemon of another version is running (protocol {theirs}, this program speaks {ours}); \
         run `foretype daemon restart`"
    )]
    OtherVersion {
        /// Version of this program.
        ours: u32,
        /// Version of the daemon.
        theirs: u32,
    },
    /// The settings do not tell where the daemon's socket or log is.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The daemon's log cannot be opened for writing.
    #[error("cannot write the daemon's log {}: {source}", path.display())]
    Log {
        /// The log.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The system could not start the process.
    #[error("cannot start the daemon: {0}")]
    Spawn(std::io::Error),
    /// The process ended before it answered.
    #[error("the daemon ended as soon as it was started; {}", died(log, log_end))]
    Died {
        /// The daemon's log.
        log: PathBuf,
        /// The log's last lines.
        log_end: String,
    },
    /// The process runs and did not answer in time.
    #[error("the daemon was started but does not answer after {seconds} s; its log is {}", log.display())]
    NotReady {
        /// The daemon's log.
        log: PathBuf,
        /// How long it was waited for.
        seconds: u64,
    },
    /// The daemon was asked to stop and is still there.
    #[error("the daemon{} did not stop within {seconds} s", pid.map(|p| format!(" (process {p})")).unwrap_or_default())]
    DidNotStop {
        /// Number of its process, if it is known.
        pid: Option<u32>,
        /// How long it was waited for.
        seconds: u64,
    },
}

fn died(log: &Path, log_end: &str) -> String {
    match log_end.trim() {
        "" => format!("its log {} says nothing", log.display()),
        said => format!("its last words (in {}):\n{said}", log.display()),
    }
}

/// Connects to the daemon and checks that it speaks this program's protocol.
///
/// # Errors
/// [`ClientError::NotRunning`] (within [`LaunchError::Client`]) when none runs, [`LaunchError::OtherVersion`].
pub async fn connect(config: &Config) -> Result<Client, LaunchError> {
    let client = Client::connect(&config.daemon.socket).await?;
    let hello = Hello { client: Some("foretype".into()), protocol: Some(PROTOCOL_VERSION) };
    let theirs = client.hello(&hello).await?.protocol;
    if theirs == PROTOCOL_VERSION {
        Ok(client)
    } else {
        Err(LaunchError::OtherVersion { ours: PROTOCOL_VERSION, theirs })
    }
}

/// Connects to the daemon; `None` when none runs, or only one that is about to end.
///
/// # Errors
/// As [`connect`].
pub async fn connect_if_running(config: &Config) -> Result<Option<Client>, LaunchError> {
    match connect(config).await {
        // A daemon that closes the connection during `hello` is about to end.
        Err(LaunchError::Client(ClientError::NotRunning { .. } | ClientError::Closed)) => Ok(None),
        other => other.map(Some),
    }
}

/// Connects to the daemon; if none runs, starts this program's `daemon` command, detached, and waits until it answers.
///
/// # Errors
/// When it cannot be started, ends at once (with what it said), or does not answer in time.
pub async fn ensure_running(config: &Config) -> Result<Client, LaunchError> {
    let program = std::env::current_exe().map_err(LaunchError::Spawn)?;
    ensure_running_with(config, &program).await
}

/// As [`ensure_running`], with the program whose `daemon` command is to be started.
///
/// # Errors
/// As [`ensure_running`].
pub async fn ensure_running_with(config: &Config, program: &Path) -> Result<Client, LaunchError> {
    if let Some(client) = connect_if_running(config).await? {
        return Ok(client);
    }
    let log = Paths::find()?.log_file;
    let log_start = prepare_log(&log)?;
    let child = spawn(config, program, &log)?;
    wait_until_ready(config, child, &log, log_start).await
}

/// Stops the daemon, whatever its version, and waits until its socket is free. Returns its process id, if it told one;
/// `None` when none was running.
///
/// # Errors
/// When it cannot be asked or does not stop in time.
pub async fn stop(config: &Config) -> Result<Option<u32>, LaunchError> {
    let asked = Instant::now();
    let client = loop {
        match Client::connect(&config.daemon.socket).await {
            Ok(client) => break client,
            // A daemon whose socket was removed makes a new one, so the connection is tried again.
            Err(ClientError::NotRunning { .. }) => {
                let alive = transport::is_claimed(&config.daemon.socket, std::process::id());
                if !alive || asked.elapsed() > RENEW_TIME {
                    return Ok(None);
                }
                sleep(PAUSES.1).await;
            }
            Err(error) => return Err(error.into()),
        }
    };
    let pid = client.hello(&Hello::default()).await.map(|hello| hello.pid).ok();
    match client.shutdown().await {
        // Another client has stopped it in the meantime.
        Ok(_) | Err(ClientError::Closed) => {}
        Err(error) => return Err(error.into()),
    }
    timeout(STOP_TIME, client.closed())
        .await
        .map_err(|_| LaunchError::DidNotStop { pid, seconds: STOP_TIME.as_secs() })?;
    Ok(Some(pid.unwrap_or_default()))
}

/// Stops the daemon if one runs, starts a new one and connects to it.
///
/// # Errors
/// As [`stop`] and [`ensure_running`].
pub async fn restart(config: &Config) -> Result<Client, LaunchError> {
    stop(config).await?;
    ensure_running(config).await
}

/// Makes the log and its folder, closed to others. Returns its length, behind which the daemon's lines begin.
fn prepare_log(path: &Path) -> Result<u64, LaunchError> {
    let failed = |source| LaunchError::Log { path: path.into(), source };
    if let Some(folder) = path.parent() {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(failed)?;
    }
    let file = open_log(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    if length <= MAX_LOG_BYTES {
        return Ok(length);
    }
    file.set_len(0).map_err(failed)?;
    Ok(0)
}

fn open_log(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Starts the daemon so that it outlives this program and hears nothing of its terminal.
fn spawn(config: &Config, program: &Path, log: &Path) -> Result<Child, LaunchError> {
    let log_file = open_log(log).map_err(|source| LaunchError::Log { path: log.into(), source })?;
    let mut command = Command::new(program);
    command.arg("daemon").stdin(Stdio::null()).stdout(Stdio::null()).stderr(log_file);
    command.env(config::ENV_SOCKET, &config.daemon.socket);
    if let Some(source) = &config.source {
        command.env(config::ENV_CONFIG, source);
    }
    if !config.model.path.as_os_str().is_empty() {
        command.env(config::ENV_MODEL, &config.model.path);
    }
    // The system's allocator keeps less of what was given back.
    command.env("MALLOC_ARENA_MAX", "2");
    // A service manager that started this program did not mean the daemon.
    for name in ["NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"] {
        command.env_remove(name);
    }
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    #[cfg(windows)]
    {
        /// `DETACHED_PROCESS` and `CREATE_NEW_PROCESS_GROUP`.
        const DETACHED: u32 = 0x0000_0208;
        std::os::windows::process::CommandExt::creation_flags(&mut command, DETACHED);
    }
    // A daemon must not keep the folder it was started from.
    if let Some(folder) = log.parent() {
        command.current_dir(folder);
    }
    command.spawn().map_err(LaunchError::Spawn)
}

async fn wait_until_ready(
    config: &Config,
    mut child: Child,
    log: &Path,
    log_start: u64,
) -> Result<Client, LaunchError> {
    let started = Instant::now();
    let mut ended: Option<Instant> = None;
    let mut pause = PAUSES.0;
    let mut closed = None;
    while started.elapsed() < START_TIME {
        match connect(config).await {
            Err(LaunchError::Client(ClientError::NotRunning { .. })) => closed = None,
            // The old daemon is still there for a moment, or a daemon refuses us, which is reported if that goes on.
            Err(error @ LaunchError::Client(ClientError::Closed)) => closed = Some(error),
            other => return other,
        }
        if ended.is_none() && child.try_wait().map_err(LaunchError::Spawn)?.is_some() {
            ended = Some(Instant::now());
        }
        // Another daemon may have been faster than ours and still be loading its model.
        let another = || transport::is_claimed(&config.daemon.socket, child.id());
        if ended.is_some_and(|ended| ended.elapsed() > GRACE_TIME) && !another() {
            return Err(LaunchError::Died { log: log.into(), log_end: log_end(log, log_start) });
        }
        sleep(pause).await;
        pause = (pause * 2).min(PAUSES.1);
    }
    Err(closed.unwrap_or(LaunchError::NotReady { log: log.into(), seconds: START_TIME.as_secs() }))
}

/// The last of what was written to the log after `start`; empty when it cannot be read.
fn log_end(log: &Path, start: u64) -> String {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = File::open(log)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(start.max(length.saturating_sub(LOG_END_BYTES))))?;
        let mut bytes = Vec::new();
        file.take(LOG_END_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
