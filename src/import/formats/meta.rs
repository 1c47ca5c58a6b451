//! Facebook Messenger's and Instagram's JSON, the broken UTF-8 of which is mended, and Messenger's newer one for
//! encrypted chats.

use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::mojibake::mended;
use super::{Draft, Out, Reading};
use crate::import::error::Fault;
use crate::import::json::{Visit, walk};
use crate::import::message::Skip;

/// Bytes of text held back to be put in the order in which it was written.
const MAX_HELD_BYTES: usize = 12 << 20;

/// What stands in place of a message, after the sender's name or `You`.
const SYSTEM: [&str; 22] = [
    "sent an attachment",
    "sent a photo",
    "sent a video",
    "sent a sticker",
    "sent a voice message",
    "sent a GIF",
    "sent a link",
    "sent a location",
    "missed a call",
    "missed your call",
    "missed a video chat",
    "started a call",
    "started a video chat",
    "joined the call",
    "joined the video chat",
    "called you",
    "changed the theme",
    "changed the chat theme",
    "set the nickname",
    "named the group",
    "left the group",
    "shared a",
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    #[serde(alias = "senderName")]
    sender_name: String,
    #[serde(alias = "timestamp")]
    timestamp_ms: Option<i64>,
    #[serde(alias = "text")]
    content: Option<String>,
    r#type: Option<String>,
    #[serde(alias = "isUnsent")]
    is_unsent: bool,
    call_duration: Option<IgnoredAny>,
    share: Option<IgnoredAny>,
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let folder = reading.folder().filter(|_| reading.stem().starts_with("message"));
    let chat = out.name(folder.unwrap_or(reading.stem()));
    let mut export = Export { out, chat, peer: None, held: Vec::new(), held_bytes: 0 };
    walk(input, &[&["messages", "*"]], &mut export)?;
    export.flush()?;
    match export.peer.take() {
        Some(peer) => out.peer(&peer),
        None => Ok(()),
    }
}

struct Export<'a, 'o, 'e> {
    out: &'a mut Out<'o, 'e>,
    chat: Arc<str>,
    peer: Option<String>,
    held: Vec<Held>,
    held_bytes: usize,
}

struct Held {
    time: Option<i64>,
    author: Arc<str>,
    text: String,
}

impl Visit for Export<'_, '_, '_> {
    type Message = Message;

    fn wants(&self, key: &str) -> bool {
        matches!(key, "participants" | "title" | "threadName")
    }

    fn field(&mut self, key: &str, value: Value) -> Result<(), Fault> {
        match (key, value) {
            ("participants", Value::Array(members)) if self.held.is_empty() => {
                let name =
                    |member: &Value| member.get("name").or(Some(member)).and_then(Value::as_str).map(str::to_owned);
                let mut names: Vec<String> = members.iter().filter_map(name).map(mended).collect();
                names.sort();
                if !names.is_empty() {
                    self.chat = self.out.name(&names.join(", "));
                }
            }
            // A conversation of two has the other one's name.
            ("title", Value::String(title)) => self.peer = Some(mended(title)),
            // Here with a number behind it.
            ("threadName", Value::String(title)) => {
                let title = mended(title);
                let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                let name = title.rsplit_once('_').filter(|(_, id)| number(id)).map_or(title.as_str(), |(name, _)| name);
                self.peer = Some(name.to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn message(&mut self, message: Message) -> Result<(), Fault> {
        let author = mended(message.sender_name);
        let text = message.content.map(mended).unwrap_or_default();
        let kind = message.r#type.as_deref().unwrap_or_default();
        let skip = if message.is_unsent {
            Some(Skip::Deleted)
        } else if message.call_duration.is_some() || ["Call", "Subscribe", "Unsubscribe"].contains(&kind) {
            Some(Skip::System)
        } else if text.is_empty() || (message.share.is_some() && is_system(&text, &author)) {
            Some(Skip::Media)
        } else if is_system(&text, &author) {
            Some(Skip::System)
        } else {
            is_reaction(&text).then_some(Skip::Reaction)
        };
        if let Some(skip) = skip {
            return self.out.skip(skip);
        }
        self.held_bytes += text.len() + size_of::<Held>();
        let author = self.out.name(&author);
        self.held.push(Held { time: message.timestamp_ms, author, text });
        if self.held_bytes > MAX_HELD_BYTES { self.flush() } else { Ok(()) }
    }
}

impl Export<'_, '_, '_> {
    /// Hands on what is held; the files have the newest message first.
    fn flush(&mut self) -> Result<(), Fault> {
        self.held_bytes = 0;
        let mut held = std::mem::take(&mut self.held);
        let ends = held.first().zip(held.last());
        if ends.is_some_and(|(first, last)| first.time > last.time) {
            held.reverse();
        }
        for Held { time, author, text } in held {
            let draft = Draft { time, author: Some(&author), me: None, text: &text, conversation: Some(&self.chat) };
            self.out.message(draft)?;
        }
        Ok(())
    }
}

/// What stands in place of a message in other languages: after a name, and where the owner is meant.
const SYSTEM_ELSEWHERE: [&str; 42] = [
    "hat einen Anhang gesendet",
    "hat ein Foto gesendet",
    "hat ein Video gesendet",
    "hat einen Link gesendet",
    "hat eine Sprachnachricht gesendet",
    "Du hast einen Anhang gesendet",
    "Du hast ein Foto gesendet",
    "Du hast ein Video gesendet",
    "Du hast einen Link gesendet",
    "Du hast eine Sprachnachricht gesendet",
    "envió un archivo adjunto",
    "envió una foto",
    "envió un video",
    "envió un enlace",
    "envió un mensaje de voz",
    "Enviaste un archivo adjunto",
    "Enviaste una foto",
    "Enviaste un video",
    "Enviaste un enlace",
    "a envoyé une pièce jointe",
    "a envoyé une photo",
    "a envoyé une vidéo",
    "a envoyé un lien",
    "Vous avez envoyé une pièce jointe",
    "Vous avez envoyé une photo",
    "Vous avez envoyé un lien",
    "enviou um anexo",
    "enviou uma foto",
    "enviou um vídeo",
    "enviou um link",
    "Você enviou um anexo",
    "Você enviou uma foto",
    "Você enviou um link",
    "ha inviato un allegato",
    "ha inviato una foto",
    "ha inviato un link",
    "Hai inviato un allegato",
    "Hai inviato una foto",
    "Hai inviato un link",
    "heeft een bijlage verzonden",
    "heeft een foto verzonden",
    "Je hebt een bijlage verzonden",
];

/// Reactions, as the other phone is told of them: how they begin and what they hold.
const REACTIONS: [(&str, &str); 10] = [
    ("Reacted ", " to your message"),
    ("Hat mit ", " auf deine Nachricht reagiert"),
    ("hat mit ", " auf deine Nachricht reagiert"),
    ("Reaccionó con ", " a tu mensaje"),
    ("Reaccionaste con ", " mensaje"),
    ("A réagi avec ", " à votre message"),
    ("Reagiu com ", " à sua mensagem"),
    ("Reagiu com ", " à tua mensagem"),
    ("Ha reagito con ", " al tuo messaggio"),
    ("Heeft met ", " op je bericht gereageerd"),
];

fn is_system(text: &str, author: &str) -> bool {
    let line = text.trim_end_matches(['.', ' ']);
    let elsewhere = |words: &str| line == words || line.strip_suffix(words).is_some_and(|name| name.trim() == author);
    if SYSTEM_ELSEWHERE.iter().any(|words| elsewhere(words)) {
        return true;
    }
    let first = author.split(' ').next().unwrap_or(author);
    let after = |name: &str| text.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
    let rest = after("You").or_else(|| after(author)).or_else(|| after(first).filter(|_| !first.is_empty()));
    rest.is_some_and(|rest| SYSTEM.iter().any(|words| rest.starts_with(words)))
}

fn is_reaction(text: &str) -> bool {
    const LIKED: [&str; 6] = [
        "Liked a message",
        "Gefällt eine Nachricht",
        "Le gusta un mensaje",
        "A aimé un message",
        "Curtiu uma mensagem",
        "Le gustó un mensaje",
    ];
    let line = text.trim_end_matches(['.', ' ']);
    LIKED.contains(&line) || REACTIONS.iter().any(|(start, middle)| line.starts_with(start) && line.contains(middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_writes() {
        for text in ["You sent an attachment.", "Ann Lee sent a photo.", "Ann called you.", "Ann Lee envió una foto."]
        {
            assert!(is_system(text, "Ann Lee"), "{text}");
        }
        for text in ["Du hast einen Anhang gesendet.", "Vous avez envoyé un lien."] {
            assert!(is_system(text, "Bob"), "{text}");
        }
        for text in ["Bob sent a photo yesterday", "you sent a photo", "Ann Lee said so", "gesendet"] {
            assert!(!is_system(text, "Ann Lee"), "{text}");
        }
        for text in ["Reacted 😍 to your message ", "Hat mit ❤ auf deine Nachricht reagiert", "Liked a message"] {
            assert!(is_reaction(text), "{text}");
        }
        assert!(!is_reaction("Reacted badly"));
    }
}
