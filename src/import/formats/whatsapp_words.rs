//! What WhatsApp writes in place of a message, in the languages of its users.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::whatsapp_media::{in_angles, is_document, is_happening, is_omitted, is_place, is_poll};
use crate::import::clean::is_mark;
use crate::import::message::Skip;

/// Deleted messages, without the full stop at their end.
const DELETED: &[&str] = &[
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
    "您已刪除此訊息",
    "您已删除此消息",
    "你刪除了這則訊息",
    "このメッセージを削除しました",
    "이 메시지를 삭제했습니다",
    "قمت بحذف هذه الرسالة",
    "لقد حذفت هذه الرسالة",
    "این پیام حذف شد",
    "הודעה זו נמחקה",
    "מחקת הודעה זו",
    "Tämä viesti poistettiin",
    "Poistit tämän viestin",
    "Denne besked blev slettet",
    "Du slettede denne besked",
    "Denne meldingen ble slettet",
    "Du slettet denne meldingen",
    "Tato zpráva byla odstraněna",
    "Tato zpráva byla smazána",
    "Odstranili jste tuto zprávu",
    "Acest mesaj a fost șters",
    "Ai șters acest mesaj",
    "Ezt az üzenetet törölték",
    "Törölted ezt az üzenetet",
    "Αυτό το μήνυμα διαγράφηκε",
    "Διαγράψατε αυτό το μήνυμα",
    "Це повідомлення видалено",
    "Ви видалили це повідомлення",
    "S'ha suprimit aquest missatge",
    "Tin nhắn này đã bị xóa",
    "Bạn đã xóa tin nhắn này",
    "Usunąłeś tę wiadomość",
    "Usunęłaś tę wiadomość",
];

/// The same, to be looked up, and the bytes of the longest one: most messages are longer or begin otherwise.
static IS_DELETED: LazyLock<(HashSet<&str>, usize)> = LazyLock::new(|| {
    let longest = DELETED.iter().map(|line| line.len()).max().unwrap_or(0);
    (DELETED.iter().copied().collect(), longest)
});

fn is_deleted(line: &str) -> bool {
    let (lines, longest) = &*IS_DELETED;
    line.len() <= *longest && !line.starts_with(|c: char| c.is_ascii_lowercase()) && lines.contains(line)
}

/// Beginnings of lines that say who deleted a message.
const DELETED_BY: [&str; 4] = [
    "This message was deleted by admin ",
    "You deleted this message as admin",
    "Diese Nachricht wurde von Admin ",
    "Un admin. eliminó este mensaje",
];

/// Lines that stand in place of media or calls without brackets around them.
const OTHERS: [(&str, Skip); 22] = [
    ("null", Skip::Media),
    ("image omitted", Skip::Media),
    ("video omitted", Skip::Media),
    ("audio omitted", Skip::Media),
    ("sticker omitted", Skip::Media),
    ("GIF omitted", Skip::Media),
    ("document omitted", Skip::Media),
    ("Contact card omitted", Skip::Media),
    ("live location shared", Skip::Media),
    ("localisation en direct partagée", Skip::Media),
    ("Live-Standort geteilt", Skip::Media),
    ("Live-Standort wird geteilt", Skip::Media),
    ("ubicación en tiempo real compartida", Skip::Media),
    ("localização em tempo real compartilhada", Skip::Media),
    ("posizione in tempo reale condivisa", Skip::Media),
    ("live locatie gedeeld", Skip::Media),
    ("canlı konum paylaşıldı", Skip::Media),
    ("Missed voice call", Skip::System),
    ("Missed video call", Skip::System),
    ("Missed group voice call", Skip::System),
    ("Missed group video call", Skip::System),
    ("Waiting for this message. This may take a while", Skip::System),
];

/// Beginnings of words for "edited".
const EDITED: [&str; 21] = [
    "edit",
    "bearbeit",
    "modif",
    "bewerkt",
    "измен",
    "змінен",
    "düzenle",
    "redig",
    "zmien",
    "edytow",
    "muokat",
    "uprav",
    "szerkeszt",
    "επεξεργ",
    "編輯",
    "编辑",
    "編集",
    "수정",
    "تعديل",
    "נערכ",
    "एडिट",
];

/// Why a message is not one that its author wrote, if so.
pub fn kind(text: &str) -> Option<Skip> {
    let marked = text.starts_with(is_mark);
    let bare = text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    let line = bare.trim_end_matches(['.', '。', '।']);
    if is_deleted(line) || DELETED_BY.iter().any(|start| bare.starts_with(start) && !bare.contains('\n')) {
        return Some(Skip::Deleted);
    }
    if let Some((_, skip)) = OTHERS.iter().find(|(words, _)| *words == line) {
        return Some(*skip);
    }
    if in_angles(bare)
        .is_some_and(|inner| inner.chars().count() >= 5 && (inner.contains([' ', ':', '\u{a0}']) || !inner.is_ascii()))
    {
        return Some(Skip::Media);
    }
    if is_poll(bare) || is_happening(bare) || is_place(bare) || is_document(bare) || is_omitted(line) {
        return Some(Skip::Media);
    }
    // An iPhone puts a mark before what it writes itself.
    match marked && !bare.contains('\n') {
        true if bare.contains("omitted") || bare.contains('<') => Some(Skip::Media),
        true => Some(Skip::System),
        false => None,
    }
}

/// The message without the mark of an edit at its end.
pub fn without_edit_mark(text: &str) -> &str {
    let trimmed = text.trim_end();
    let start = if trimmed.ends_with('>') { trimmed.rfind('<') } else { None };
    let Some(start) = start else { return text };
    let (before, mark) = trimmed.split_at(start);
    let inner = mark.to_lowercase();
    let known = mark.len() < 120 && EDITED.iter().any(|word| inner.contains(word));
    if known && !before.is_empty() { before.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c)) } else { text }
}

#[cfg(test)]
mod tests;
