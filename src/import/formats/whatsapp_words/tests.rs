//! Tests of what WhatsApp writes in place of a message, in many languages.

use super::super::whatsapp_media::{caption, caption_before};
use super::*;

#[test]
fn what_the_program_writes() {
    let check = |text: &str, expected| assert_eq!(kind(text), expected, "{text}");
    check("<Media omitted>", Some(Skip::Media));
    check("<Medien ausgeschlossen>", Some(Skip::Media));
    check("<Multimedia omitido>", Some(Skip::Media));
    check("\u{200e}<attached: 0001-PHOTO.jpg>", Some(Skip::Media));
    check("\u{200e}image omitted", Some(Skip::Media));
    check("\u{200e}Bild weggelassen", Some(Skip::Media));
    check("This message was deleted", Some(Skip::Deleted));
    check("Du hast diese Nachricht gelöscht.", Some(Skip::Deleted));
    check("null", Some(Skip::Media));
    check("<媒体文件已忽略>", Some(Skip::Media));
    check("您已删除此消息。", Some(Skip::Deleted));
    check("This message was deleted by admin Ann.", Some(Skip::Deleted));
    check("UMFRAGE:\nWann?\nOPTION: heute (2 Stimmen)\nOPTION: morgen (0 Stimmen)", Some(Skip::Media));
    check("Standort: https://maps.google.com/?q=1.5,2.5", Some(Skip::Media));
    check("Pier 9: https://maps.google.com/?q=1.5,2.5 meet there", None);
    check("LIST:\nmilk\nbread (2)", None);
    check("I deleted this message", None);
    check("<3", None);
    check("<joke>", None);
}

#[test]
fn notes_of_deleted_messages_begin_with_no_small_letter() {
    // `is_deleted` looks up no others.
    for line in DELETED {
        assert!(is_deleted(line), "{line}");
    }
}

#[test]
fn marks_and_captions() {
    assert_eq!(without_edit_mark("see you \u{200e}<This message was edited>"), "see you");
    assert_eq!(without_edit_mark("bis gleich <Diese Nachricht wurde bearbeitet.>"), "bis gleich");
    assert_eq!(without_edit_mark("x <y>"), "x <y>");
    assert_eq!(without_edit_mark("تمام \u{200e}<تم تعديل هذه الرسالة>"), "تمام");
    assert_eq!(caption("IMG-20200101-WA0001.jpg (file attached)\nlook at this"), Some("look at this"));
    assert_eq!(caption("\u{200e}PTT-1.opus (Datei angehängt)"), Some(""));
    assert_eq!(caption("ok. sure (maybe)"), None);
    assert_eq!(caption_before("look at that \u{200e}image omitted"), Some("look at that"));
    assert_eq!(caption_before("so \u{200e}<attached: 1-PHOTO.jpg>"), Some("so"));
    assert_eq!(caption_before("\u{200e}image omitted"), None);
    assert_eq!(caption_before("see you \u{200e}<This message was edited>"), None);
}
