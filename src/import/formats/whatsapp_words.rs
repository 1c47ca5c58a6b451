//! What WhatsApp writes in place of a message, in the languages of its users.

use crate::import::clean::is_mark;
use crate::import::message::Skip;

/// Deleted messages, without the full stop at their end.
const DELETED: [&str; 40] = [
    "This message was deleted",
    "You deleted this message",
    "This message was deleted by admin",
    "Diese Nachricht wurde gelöscht",
    "Du hast diese Nachricht gelöscht",
    "Se eliminó este mensaje",
    "Eliminaste este mensaje",
    "Este mensaje fue eliminado",
    "Este mensaje se eliminó",
    "Ce message a été supprimé",
    "Vous avez supprimé ce message",
    "Mensagem apagada",
    "Você apagou esta mensagem",
    "Apagou esta mensagem",
    "Esta mensagem foi apagada",
    "Esta mensagem foi eliminada",
    "Questo messaggio è stato eliminato",
    "Hai eliminato questo messaggio",
    "Dit bericht is verwijderd",
    "U hebt dit bericht verwijderd",
    "Je hebt dit bericht verwijderd",
    "Данное сообщение удалено",
    "Это сообщение удалено",
    "Вы удалили данное сообщение",
    "Вы удалили это сообщение",
    "Bu mesaj silindi",
    "Bu mesajı sildiniz",
    "Ta wiadomość została usunięta",
    "Usunięto tę wiadomość",
    "Detta meddelande raderades",
    "Du raderade detta meddelande",
    "Pesan ini telah dihapus",
    "Anda telah menghapus pesan ini",
    "यह मैसेज मिटाया गया",
    "आपने यह मैसेज मिटाया",
    "تم حذف هذه الرسالة",
    "このメッセージは削除されました",
    "삭제된 메시지입니다",
    "此訊息已刪除",
    "此消息已删除",
];

/// Lines that stand in place of media or calls without brackets around them.
const OTHERS: [(&str, Skip); 14] = [
    ("null", Skip::Media),
    ("image omitted", Skip::Media),
    ("video omitted", Skip::Media),
    ("audio omitted", Skip::Media),
    ("sticker omitted", Skip::Media),
    ("GIF omitted", Skip::Media),
    ("document omitted", Skip::Media),
    ("Contact card omitted", Skip::Media),
    ("live location shared", Skip::Media),
    ("Missed voice call", Skip::System),
    ("Missed video call", Skip::System),
    ("Missed group voice call", Skip::System),
    ("Missed group video call", Skip::System),
    ("Waiting for this message. This may take a while", Skip::System),
];

/// Beginnings of words for "edited".
const EDITED: [&str; 12] =
    ["edit", "bearbeit", "modif", "bewerkt", "измен", "düzenle", "redig", "zmien", "edytow", "編輯", "编辑", "編集"];

/// Why a message is not one that its author wrote, if so.
pub fn kind(text: &str) -> Option<Skip> {
    let marked = text.starts_with(is_mark);
    let bare = text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    let line = bare.trim_end_matches('.');
    if DELETED.contains(&line) {
        return Some(Skip::Deleted);
    }
    if let Some((_, skip)) = OTHERS.iter().find(|(words, _)| *words == line) {
        return Some(*skip);
    }
    if in_angles(bare).is_some_and(|inner| inner.chars().count() >= 5 && inner.contains([' ', ':', '\u{a0}'])) {
        return Some(Skip::Media);
    }
    if bare.starts_with("POLL:\n") || bare.starts_with("location: http") || bare.starts_with("Location: http") {
        return Some(Skip::Media);
    }
    // An iPhone puts a mark before what it writes itself.
    match marked && !bare.contains('\n') {
        true if bare.contains("omitted") || bare.contains('<') => Some(Skip::Media),
        true => Some(Skip::System),
        false => None,
    }
}

fn in_angles(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    (!inner.contains(['<', '>', '\n']) && inner.len() < 120).then_some(inner)
}

/// The message without the mark of an edit at its end.
pub fn without_edit_mark(text: &str) -> &str {
    let trimmed = text.trim_end();
    let Some(start) = trimmed.rfind('<').filter(|_| trimmed.ends_with('>')) else { return text };
    let (before, mark) = trimmed.split_at(start);
    let inner = mark.to_lowercase();
    let known = mark.len() < 120 && EDITED.iter().any(|word| inner.contains(word));
    if known && !before.is_empty() { before.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c)) } else { text }
}

/// The caption below an attachment's name (`IMG-1.jpg (file attached)`); nothing when the text is no attachment.
pub fn caption(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    let (name, note) = first.split_once(" (")?;
    let (_, extension) = name.rsplit_once('.')?;
    let is_name = (2..=5).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_name && note.ends_with(')') && !name.contains("://") && name.len() < 200).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_writes() {
        let check = |text: &str, expected| assert_eq!(kind(text), expected, "{text}");
        check("<Media omitted>", Some(Skip::Media));
        check("<Medien ausgeschlossen>", Some(Skip::Media));
        check("<Multimedia omitido>", Some(Skip::Media));
        check("\u{200e}<attached: 0001-PHOTO.jpg>", Some(Skip::Media));
        check("\u{200e}image omitted", Some(Skip::Media));
        check("\u{200e}Bild weggelassen", Some(Skip::System));
        check("This message was deleted", Some(Skip::Deleted));
        check("Du hast diese Nachricht gelöscht.", Some(Skip::Deleted));
        check("null", Some(Skip::Media));
        check("I deleted this message", None);
        check("<3", None);
        check("<joke>", None);
    }

    #[test]
    fn marks_and_captions() {
        assert_eq!(without_edit_mark("see you \u{200e}<This message was edited>"), "see you");
        assert_eq!(without_edit_mark("bis gleich <Diese Nachricht wurde bearbeitet.>"), "bis gleich");
        assert_eq!(without_edit_mark("x <y>"), "x <y>");
        assert_eq!(caption("IMG-20200101-WA0001.jpg (file attached)\nlook at this"), Some("look at this"));
        assert_eq!(caption("\u{200e}PTT-1.opus (Datei angehängt)"), Some(""));
        assert_eq!(caption("ok. sure (maybe)"), None);
    }
}
