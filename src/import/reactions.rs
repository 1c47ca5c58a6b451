//! Reactions to a message that are written as one: by phones where the other phone knows none, and by Messenger and
//! Instagram. Main functions: [`of_phone`], [`of_program`].

use std::sync::LazyLock;

/// What phones write before what they quote, and behind it, in some languages.
const AROUND_QUOTES: &[(&str, &str)] = &[
    ("Loved ", ""),
    ("Liked ", ""),
    ("Disliked ", ""),
    ("Laughed at ", ""),
    ("Emphasized ", ""),
    ("Emphasised ", ""),
    ("Questioned ", ""),
    ("Hat ", " markiert"),
    ("Hat ", " gekennzeichnet"),
    ("Hat ", " geliebt"),
    ("Hat ", " hervorgehoben"),
    ("Hat über ", " gelacht"),
    ("Gefällt ", ""),
    ("A aimé ", ""),
    ("A adoré ", ""),
    ("N’a pas aimé ", ""),
    ("N'a pas aimé ", ""),
    ("A ri de ", ""),
    ("A ri à ", ""),
    ("A mis en évidence ", ""),
    ("Le gustó ", ""),
    ("Le encantó ", ""),
    ("No le gustó ", ""),
    ("Se rió de ", ""),
    ("Se rio de ", ""),
    ("Enfatizó ", ""),
    ("Cuestionó ", ""),
    ("Ha messo ", ""),
    ("Ha adorato ", ""),
    ("Ha amato ", ""),
    ("Ha riso a ", ""),
    ("Ha enfatizzato ", ""),
    ("Curtiu ", ""),
    ("Amou ", ""),
    ("Adorou ", ""),
    ("Riu de ", ""),
    ("Não curtiu ", ""),
    ("Vond ", " leuk"),
    ("Vond ", " geweldig"),
    ("Lachte om ", ""),
    ("Gillade ", ""),
    ("Älskade ", ""),
    ("Skrattade åt ", ""),
    ("Ogillade ", ""),
    ("Syntes godt om ", ""),
    ("Likte ", ""),
    ("Понравилось ", ""),
    ("Нравится ", ""),
    ("Не понравилось ", ""),
    ("Polubiono ", ""),
    ("赞了", ""),
    ("喜欢了", ""),
    ("喜歡", ""),
];

/// By byte: one of [`AROUND_QUOTES`] begins with it.
static FIRST_BYTES: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let mut first = [false; 256];
    let bytes = AROUND_QUOTES.iter().filter_map(|(before, _)| before.bytes().next());
    bytes.for_each(|byte| first[usize::from(byte)] = true);
    first
});

/// What phones send when the other phone knows no reactions.
pub fn of_phone(text: &str) -> bool {
    const WHAT: [&str; 6] = ["an image", "a movie", "an attachment", "an audio message", "a sticker", "a message"];
    let quoted = |rest: &str| rest.starts_with(['“', '"', '„', '«']) && rest.ends_with(['”', '"', '“', '»', '…']);
    // Nearly all messages begin otherwise.
    let around = |(before, after): &&(&str, &str)| {
        text.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).is_some_and(|rest| {
            quoted(rest) || (before.is_ascii() && after.is_empty() && WHAT.contains(&rest.trim_end_matches('.')))
        })
    };
    let may_be = text.bytes().next().is_some_and(|byte| FIRST_BYTES[usize::from(byte)]);
    if may_be && AROUND_QUOTES.iter().any(|pair| around(&pair)) {
        return true;
    }
    let removed = text.strip_prefix("Removed a").and_then(|rest| rest.split_once(" from "));
    let reacted = text.strip_prefix("Reacted ").and_then(|rest| rest.split_once(" to "));
    match removed.or(reacted) {
        Some((emoji, rest)) => emoji.len() < 40 && (quoted(rest) || rest.starts_with("your message")),
        None => false,
    }
}

/// Lines of Messenger and Instagram that say that somebody liked a message.
const LIKED: &[&str] = &[
    "Liked a message",
    "Gefällt eine Nachricht",
    "Le gusta un mensaje",
    "Le gustó un mensaje",
    "A aimé un message",
    "Curtiu uma mensagem",
    "Gostou de uma mensagem",
    "Ha messo Mi piace a un messaggio",
    "Ha messo \"Mi piace\" a un messaggio",
    "Vindt een bericht leuk",
    "Vond een bericht leuk",
    "Gillade ett meddelande",
    "Syntes godt om en besked",
    "Likte en melding",
    "Tykkäsi viestistä",
    "Нравится сообщение",
    "Понравилось сообщение",
    "Polubiono wiadomość",
    "Polubił(a) wiadomość",
    "Bir mesajı beğendi",
    "mesajı beğendi",
    "Menyukai pesan",
    "Đã thích một tin nhắn",
    "赞了一条消息",
    "喜歡一則訊息",
    "メッセージに「いいね！」しました",
    "메시지를 좋아합니다",
    "أعجبته رسالة",
];

/// Parts of words for reacting, in languages whose line has one of them, an emoji and a message.
const REACTED: [&str; 14] = [
    "react",
    "reag",
    "réag",
    "reacc",
    "reakc",
    "reago",
    "reaguj",
    "отреагир",
    "tepki",
    "menanggapi",
    "bày tỏ",
    "回应",
    "回應",
    "リアクション",
];

/// Parts of words for messages.
const MESSAGES: [&str; 17] = [
    "messag",
    "nachricht",
    "mensaj",
    "mensag",
    "messagg",
    "bericht",
    "meddeland",
    "besked",
    "melding",
    "viesti",
    "сообщени",
    "wiadomo",
    "mesaj",
    "pesan",
    "tin nhắn",
    "消息",
    "メッセージ",
];

/// First words of such lines, beside those for reacting.
const SUBJECTS: [&str; 14] =
    ["hat", "du", "a", "ha", "hai", "heeft", "je", "vous", "has", "você", "har", "вы", "bir", "you"];

/// What Messenger and Instagram write for a reaction.
pub fn of_program(text: &str) -> bool {
    let line = text.trim_end_matches(['.', ' ']);
    if LIKED.contains(&line) {
        return true;
    }
    let is_emoji = |c: char| matches!(u32::from(c), 0x2190..=0x2bff | 0x1f000..=0x1faff);
    if line.len() > 200 || line.contains('\n') || !line.contains(is_emoji) || line.ends_with(['?', '!']) {
        return false;
    }
    let lower = line.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    let first = lower.split(' ').next().unwrap_or_default();
    let begins = SUBJECTS.contains(&first) || REACTED.iter().any(|part| first.starts_with(part));
    let quotes = line.contains(['“', '„', '«', '"']);
    begins && has(&REACTED) && (has(&MESSAGES) || quotes) && lower.split_whitespace().count() <= 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_phones() {
        for text in [
            "Loved “see you at 5”",
            "Laughed at an image",
            "Reacted 😍 to your message",
            "Removed a heart from “ok”",
            "Hat „good“ mit „Gefällt mir“ markiert",
            "Le gustó “good”",
            "A aimé « good »",
            "Ha messo \"Mi piace\" a \"good\"",
            "Vond ‘x’ leuk".replace(['‘', '’'], "\"").as_str(),
        ] {
            assert!(of_phone(text), "{text}");
        }
        for text in ["I liked “Dune” a lot", "Loved it", "Liked “Dune” a lot", "Hat er “das” gesagt", "Curtiu a festa"]
        {
            assert!(!of_phone(text), "{text}");
        }
    }

    #[test]
    fn of_programs() {
        for text in [
            "Reacted 😍 to your message ",
            "Hat mit ❤ auf deine Nachricht reagiert",
            "Du hast auf „Hallo“ mit ❤ reagiert",
            "A réagi avec ❤ à votre message",
            "Ha reagito con ❤ al tuo messaggio",
            "Liked a message",
            "Vond een bericht leuk",
        ] {
            assert!(of_program(text), "{text}");
        }
        for text in ["Reacted badly", "I reacted ❤ to your message", "your message ❤", "Hat er reagiert ❤?"] {
            assert!(!of_program(text), "{text}");
        }
    }
}
