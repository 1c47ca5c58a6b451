//! `foretype lsp`: the language server, on stdin and stdout.

use clap::Args;
use lsp_server::Connection;

use super::Global;
use super::error::CliError;

const EXAMPLES: &str = "\
Examples:
  Helix (languages.toml)    [language-server.foretype]
                            command = \"foretype\"
                            args = [\"lsp\"]
  Emacs (eglot)             (add-to-list 'eglot-server-programs '(text-mode . (\"foretype\" \"lsp\")))

plugins/lsp/README.md has the lines for Neovim, Helix, Emacs, VS Code, Zed, Kate and Sublime Text.";

/// Serve an editor as its language server, on stdin and stdout
///
/// Editors start this by themselves. It offers words (`textDocument/completion`) and the phrase that may follow
/// (`textDocument/inlineCompletion`) in prose and in the comments of code, and hands what was typed to the daemon when
/// a document is saved. Never in files that look like secrets (`.env`, `*.key`, password stores), and it keeps nothing
/// of files that git ignores. It is a client of the daemon, starts it when none runs, and survives its end.
///
/// Settings, in the editor's `initializationOptions`: `app`, `words`, `showProbability`, `proseLanguages`, `comments`,
/// `deny`, `learn`, `startDaemon`. Commands: `foretype.forget`, `foretype.pause`, `foretype.status`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct LspArgs {
    /// Speak over stdin and stdout; it is the only way, and some editors say so
    #[arg(long)]
    stdio: bool,
}

/// Serves until the editor says goodbye.
///
/// # Errors
/// When the settings are wrong, or the editor goes away or says what is not the protocol.
pub fn run(_: LspArgs, global: &Global) -> Result<(), CliError> {
    crate::daemon::forbid_dumps();
    let config = global.load()?;
    let (connection, threads) = Connection::stdio();
    crate::lsp::serve(connection, config)
        .map_err(|error| CliError::failure("the language server stopped").source(error))?;
    Ok(threads.join()?)
}
