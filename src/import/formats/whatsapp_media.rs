//! What WhatsApp writes in place of pictures, places, polls and documents, and captions beside it, by shape and in the
//! languages of its users.

use crate::import::clean::is_mark;

/// Beginnings of the last word of what an iPhone writes in place of media, and ends of it in scripts without spaces.
const OMITTED: [&str; 35] = [
    "omitted",
    "weggelassen",
    "ausgelassen",
    "omitid",
    "omess",
    "omis",
    "absent",
    "manquant",
    "weggelaten",
    "pominięt",
    "опущен",
    "отсутствует",
    "пропущен",
    "utelämna",
    "utelat",
    "udelad",
    "edilmedi",
    "ocultad",
    "exclu",
    "poisjätet",
    "jätetty",
    "vynechán",
    "kihagy",
    "παραλείφθηκε",
    "disertakan",
    "omiso",
    "omès",
    "omesa",
    "省略",
    "忽略",
    "略过",
    "含まれていません",
    "생략됨",
    "생략했습니다",
    "محذوف",
];

/// Beginnings of words for what is sent beside text.
const MEDIA: [&str; 78] = [
    "image",
    "imagem",
    "imagen",
    "immagin",
    "imatge",
    "imagine",
    "bild",
    "billed",
    "foto",
    "photo",
    "video",
    "vidéo",
    "vídeo",
    "wideo",
    "видео",
    "відео",
    "audio",
    "áudio",
    "аудио",
    "ses",
    "lyd",
    "ljud",
    "dźwięk",
    "ääni",
    "sticker",
    "стикер",
    "стікер",
    "çıkartma",
    "naklejk",
    "autocoll",
    "adesiv",
    "figurinha",
    "klistermärke",
    "tarra",
    "gif",
    "document",
    "dokument",
    "documento",
    "документ",
    "belge",
    "изображени",
    "зображення",
    "görüntü",
    "resim",
    "afbeelding",
    "obraz",
    "kuva",
    "kép",
    "gambar",
    "stiker",
    "dokumen",
    "contact",
    "kontakt",
    "contatto",
    "contato",
    "图像",
    "图片",
    "圖片",
    "影片",
    "视频",
    "画像",
    "動画",
    "音频",
    "音訊",
    "语音",
    "貼圖",
    "贴图",
    "贴纸",
    "文件",
    "文檔",
    "音声",
    "スタンプ",
    "ステッカー",
    "이미지",
    "사진",
    "동영상",
    "오디오",
    "스티커",
];

/// `POLL:`, the question, and `OPTION: … (2 votes)` for each answer, in whatever language.
pub fn is_poll(text: &str) -> bool {
    let capitals = |word: &str| word.chars().any(char::is_alphabetic) && word.to_uppercase() == word;
    let mut lines = text.lines().map(|line| line.trim_matches(|c: char| c.is_whitespace() || is_mark(c)));
    let named = lines.next().and_then(|line| line.strip_suffix(':')).is_some_and(capitals);
    let option = |line: &str| {
        let parts = line.split_once(": ").filter(|(word, _)| capitals(word));
        parts.is_some_and(|(_, answer)| answer.ends_with(')') && answer.contains(|c: char| c.is_ascii_digit()))
    };
    named && lines.any(option)
}

/// `EVENT: …` and what belongs to it, each on a line with a word in capitals before it.
pub fn is_happening(text: &str) -> bool {
    const EVENT: [&str; 14] = [
        "EVENT:",
        "EVENTO:",
        "ÉVÉNEMENT",
        "ÉVÈNEMENT",
        "EVENEMENT:",
        "VERANSTALTUNG:",
        "EREIGNIS:",
        "ETKİNLİK:",
        "WYDARZENIE:",
        "МЕРОПРИЯТИЕ:",
        "СОБЫТИЕ:",
        "ПОДІЯ:",
        "HÄNDELSE:",
        "ACARA:",
    ];
    let capitals = |line: &str| line.split_once(':').is_some_and(|(name, _)| !name.contains(char::is_lowercase));
    text.contains('\n') && EVENT.iter().any(|event| text.starts_with(event)) && text.lines().skip(1).any(capitals)
}

/// `image omitted` in any language, also where the mark before it is lost: two or three words.
pub fn is_omitted(line: &str) -> bool {
    if line.len() > 60 || line.bytes().filter(|byte| *byte == b' ').nth(2).is_some() || line.contains('\n') {
        return false;
    }
    let first = line.split(char::is_whitespace).next().unwrap_or_default();
    let (ends, several) = match line.rsplit_once(char::is_whitespace) {
        Some((_, last)) => (is_omitted_word(last), true),
        None => (OMITTED.iter().any(|end| !end.is_ascii() && line.ends_with(end)), false),
    };
    // Scripts without spaces have one word.
    let first = if ends && (several || !line.is_ascii()) { first.to_lowercase() } else { return false };
    MEDIA.iter().any(|media| first.starts_with(media))
}

/// Whether what an iPhone writes in place of media ends with this word.
fn is_omitted_word(word: &str) -> bool {
    let inflected = |start: &str| word.strip_prefix(start).is_some_and(|rest| rest.chars().count() <= 2);
    OMITTED.iter().any(|start| inflected(start) || (!start.is_ascii() && word.ends_with(start)))
}

/// `Plan.pdf • ‎14 pages ‎document omitted`, whatever is left of it.
pub fn is_document(text: &str) -> bool {
    !text.is_ascii() && text.contains(" • ") && !text.contains('\n') && without_document(text).is_empty()
}

/// A place that was sent: a word and a link to a map.
pub fn is_place(text: &str) -> bool {
    const MAPS: [&str; 3] = ["https://maps.google.com/?q=", "https://maps.apple.com/?", "https://foursquare.com/v/"];
    // A link has a slash, and most messages do not.
    if !text.contains('/') {
        return false;
    }
    let mut parts = text.rsplitn(2, ": ");
    let link = parts.next().unwrap_or_default();
    !text.contains('\n') && !link.contains(' ') && MAPS.iter().any(|map| link.starts_with(map))
}

pub fn in_angles(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    (!inner.contains(['<', '>', '\n']) && inner.len() < 120).then_some(inner)
}

/// The caption before what an iPhone writes in place of media (`look at that ‎image omitted`, `schau ‎<Anhang: 1.jpg>`);
/// nothing when there is none.
pub fn caption_before(text: &str) -> Option<&str> {
    if text.is_ascii() {
        return None;
    }
    let (before, note) = text.trim_end().rsplit_once('\u{200e}')?;
    let caption = before.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    // In every language a word, a colon and the file's name stand in angle brackets.
    let attached = in_angles(note).and_then(|inner| inner.split_once(':')).is_some_and(|(_, file)| file.contains('.'));
    let media = attached || note.split_whitespace().next_back().is_some_and(is_omitted_word);
    if !media || note.contains('\n') || !before.ends_with(char::is_whitespace) || caption.is_empty() {
        return None;
    }
    Some(without_document(caption))
}

/// A document's caption without the name and the number of pages that an iPhone writes before it
/// (`Plan.pdf • ‎14 pages`).
fn without_document(caption: &str) -> &str {
    let (line, rest) = caption.split_once('\n').unwrap_or((caption, ""));
    let document = line.split_once(" • ").is_some_and(|(name, pages)| {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        (2..=5).contains(&extension.len()) && pages.contains(|c: char| c.is_numeric())
    });
    if document { rest.trim() } else { caption }
}

/// The caption below an attachment's name (`IMG-1.jpg (file attached)`); nothing when the text is no attachment.
pub fn caption(text: &str) -> Option<&str> {
    // Nearly all messages have no such sign.
    memchr::memchr(b')', text.as_bytes())?;
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    let (name, note) = first.strip_suffix(')')?.split_once(" (")?;
    let (_, extension) = name.rsplit_once('.')?;
    let is_name = (2..=5).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_name && !note.is_empty() && !name.contains("://") && name.len() < 200).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_omitted_in_any_language() {
        for line in [
            "image absente",
            "immagine omessa",
            "Bild weggelassen",
            "imagen omitida",
            "Sticker weggelassen",
            "изображение отсутствует",
            "görüntü dahil edilmedi",
            "图像已忽略",
            "画像は含まれていません",
            "bild utelämnad",
            "video note omitted",
            "GIF omitido",
        ] {
            assert!(is_omitted(line), "{line}");
        }
        for line in ["the image was omitted", "image absent-minded", "nothing omitted", "photo", "Bild", "video is out"]
        {
            assert!(!is_omitted(line), "{line}");
        }
    }

    #[test]
    fn events() {
        assert!(is_happening("EVENT: Boat day\nDATE: Nov 20\nEVENT LOCATION: pier"));
        assert!(!is_happening("EVENT: Boat day") && !is_happening("EVENT: boat day\nsee you"));
    }
}
