//! What an editor may set, in `initializationOptions` and in the section `foretype` of its configuration.

use serde::{Deserialize, Serialize};

/// Names in the protocol's style (`proseLanguages`); what is missing keeps its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Application that texts belong to; what the editor calls itself when empty.
    pub app: String,
    /// How many words a list has (1 to 32).
    pub words: u32,
    /// Ghost text less probable than this is not shown; the daemon's settings say when nil.
    pub show_probability: Option<f32>,
    /// Languages in which all text is prose; in addition to the usual ones.
    pub prose_languages: Vec<String>,
    /// In code, offer words within comments.
    pub comments: bool,
    /// Files that nothing is asked about and nothing is kept from; in addition to the usual ones.
    pub deny: Vec<String>,
    /// Hand what was typed to the daemon when a document is saved.
    pub learn: bool,
    /// Start the daemon when none runs.
    pub start_daemon: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            app: String::new(),
            words: 8,
            show_probability: None,
            prose_languages: Vec::new(),
            comments: true,
            deny: Vec::new(),
            learn: true,
            start_daemon: true,
        }
    }
}

/// Identifiers of languages that are prose, as various editors write them.
const PROSE: &[&str] = &[
    "",
    "asciidoc",
    "bibtex",
    "email",
    "git-commit",
    "gitcommit",
    "latex",
    "mail",
    "markdown",
    "mdx",
    "norg",
    "org",
    "plaintext",
    "quarto",
    "restructuredtext",
    "rst",
    "scminput",
    "tex",
    "text",
    "typst",
    "vimwiki",
];

/// Whether a language is prose without being named in the settings.
pub fn is_usual_prose(language: &str) -> bool {
    PROSE.contains(&language)
}

impl Settings {
    /// Reads them, also from within `{"foretype": …}`.
    ///
    /// # Errors
    /// What is wrong, with the field's type.
    pub fn read(value: &serde_json::Value) -> Result<Settings, serde_json::Error> {
        let value = value.get("foretype").unwrap_or(value);
        if value.is_null() {
            return Ok(Settings::default());
        }
        let mut settings = Settings::deserialize(value)?;
        settings.words = settings.words.clamp(1, crate::rpc::limits::MAX_SUGGESTIONS);
        Ok(settings)
    }

    pub fn is_prose(&self, language: &str) -> bool {
        is_usual_prose(language) || self.prose_languages.iter().any(|name| name == language)
    }
}
