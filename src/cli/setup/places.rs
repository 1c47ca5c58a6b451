//! Where chat exports and logs usually lie below a home, and where to get an export when there is none.

/// What is looked for in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whatever people save: exports of every kind.
    Saved,
    /// Logs that a chat program goes on writing.
    Logs,
    /// A mail program's folders, of which those of sent mail count.
    Mail,
}

/// Folders below the home, on Linux, macOS and Windows.
pub const PLACES: [(&str, Kind); 34] = [
    ("signal-chats", Kind::Saved),
    ("signal-export", Kind::Saved),
    ("signal-exports", Kind::Saved),
    ("imessage_export", Kind::Saved),
    ("telegram-export", Kind::Saved),
    ("Telegram Desktop", Kind::Saved),
    ("OneDrive/Documents", Kind::Saved),
    ("Dropbox", Kind::Saved),
    ("Nextcloud", Kind::Saved),
    (".local/share/weechat/logs", Kind::Logs),
    (".weechat/logs", Kind::Logs),
    (".config/weechat/logs", Kind::Logs),
    ("irclogs", Kind::Logs),
    (".irssi/logs", Kind::Logs),
    (".irssi/irclogs", Kind::Logs),
    (".config/hexchat/logs", Kind::Logs),
    (".xchat2/xchatlogs", Kind::Logs),
    (".var/app/io.github.Hexchat/config/hexchat/logs", Kind::Logs),
    ("AppData/Roaming/HexChat/logs", Kind::Logs),
    ("AppData/Roaming/mIRC/logs", Kind::Logs),
    (".znc/users", Kind::Logs),
    (".znc/moddata/log", Kind::Logs),
    ("logs", Kind::Logs),
    (".purple/logs/irc", Kind::Logs),
    ("Documents/LimeChat Transcripts", Kind::Logs),
    (".thunderbird", Kind::Mail),
    (".icedove", Kind::Mail),
    ("snap/thunderbird/common/.thunderbird", Kind::Mail),
    (".var/app/org.mozilla.Thunderbird/.thunderbird", Kind::Mail),
    ("Library/Thunderbird/Profiles", Kind::Mail),
    ("AppData/Roaming/Thunderbird/Profiles", Kind::Mail),
    ("Mail", Kind::Mail),
    ("mail", Kind::Mail),
    (".mail", Kind::Mail),
];

/// Names, or beginnings of names, of folders of sent mail, without capitals.
pub const SENT: [&str; 12] = [
    "sent",
    "gesendet",
    "envoy",
    "enviad",
    "elementos enviados",
    "inviat",
    "posta inviata",
    "verzonden",
    "skickat",
    "wysłane",
    "отправленные",
    "已发送",
];

/// Folders that hold no chats, however many files they have.
pub const PASSED_OVER: [&str; 8] =
    ["node_modules", "target", "vendor", "venv", "site-packages", "__pycache__", "build", "dist"];

/// What to do when nothing is found.
pub const NOTHING: &str = "\
Export a chat, save it in the downloads folder and run `foretype setup` again, or name it: `foretype setup PATH`.
  WhatsApp    in a chat: menu > More > Export chat, without media; send the file to this computer
  Telegram    Telegram Desktop: Settings > Advanced > Export Telegram data, as machine-readable JSON
  Signal      the program signal-export, which reads Signal Desktop's own database
  Discord     Settings > Data & Privacy > Request Data, or the program DiscordChatExporter (JSON)
  Slack       the workspace's settings > Import/Export Data > Export
  Messenger   Accounts Centre > Your information and permissions > Download your information, as JSON
  Instagram   the same place, as JSON
  SMS         the app SMS Backup & Restore on the phone: Back up, then send the XML file
  iMessage    the program imessage-exporter with --format txt
  IRC         the folder where your client keeps its logs
  e-mail      Thunderbird's Sent folder, or Google Takeout: an mbox file";
