//! What of a mail's text its sender wrote: no quotes, no signature, no mail that is forwarded below.

use crate::import::message::Skip;

/// Beginnings of lines below which nothing is the sender's any more, and what stands there.
const CUTS: &[(&str, Skip)] = &[
    ("-----Original Message-----", Skip::Quoted),
    ("-------- Original Message --------", Skip::Quoted),
    ("-----Ursprüngliche Nachricht-----", Skip::Quoted),
    ("________________________________", Skip::Quoted),
    ("---------- Forwarded message", Skip::Forwarded),
    ("-------- Forwarded Message", Skip::Forwarded),
    ("-------- Weitergeleitete Nachricht", Skip::Forwarded),
    ("Begin forwarded message:", Skip::Forwarded),
    ("Sent from my ", Skip::Empty),
    ("Sent from Outlook", Skip::Empty),
    ("Get Outlook for ", Skip::Empty),
    ("Von meinem iPhone gesendet", Skip::Empty),
    ("Diese Nachricht wurde von meinem ", Skip::Empty),
    ("Envoyé de mon ", Skip::Empty),
    ("Envoyé depuis mon ", Skip::Empty),
    ("Enviado desde mi ", Skip::Empty),
    ("Enviado do meu ", Skip::Empty),
    ("Inviato da iPhone", Skip::Empty),
    ("Verstuurd vanaf mijn ", Skip::Empty),
    ("Skickat från min ", Skip::Empty),
    ("Отправлено с iPhone", Skip::Empty),
    ("Outlook für ", Skip::Empty),
    ("Télécharger Outlook pour ", Skip::Empty),
    ("Obtener Outlook para ", Skip::Empty),
    ("-----BEGIN PGP SIGNATURE-----", Skip::Empty),
    ("-----BEGIN PGP MESSAGE-----", Skip::Empty),
    ("-----Mensaje original-----", Skip::Quoted),
    ("-----Message d'origine-----", Skip::Quoted),
    ("-----Messaggio originale-----", Skip::Quoted),
    ("-----Oorspronkelijk bericht-----", Skip::Quoted),
    ("---------- Mensaje reenviado", Skip::Forwarded),
    ("---------- Weitergeleitete Nachricht", Skip::Forwarded),
    ("---------- Message transféré", Skip::Forwarded),
    ("Anfang der weitergeleiteten Nachricht:", Skip::Forwarded),
    ("Début du message transféré", Skip::Forwarded),
];

/// Beginnings and ends of the line above a quote, in some languages.
const ATTRIBUTIONS: [(&str, &str); 9] = [
    ("On ", "wrote:"),
    ("Am ", ":"),
    ("Le ", "écrit :"),
    ("Le ", "écrit :"),
    ("El ", "escribió:"),
    ("Il ", "scritto:"),
    ("Em ", "escreveu:"),
    ("Op ", "schreef:"),
    ("Den ", "skrev:"),
];

/// The first line of the header that Outlook puts above what is answered, and one of those below it.
const HEADERS: [(&str, &str); 7] = [
    ("From: ", "Sent: "),
    ("From: ", "Date: "),
    ("Von: ", "Gesendet: "),
    ("De : ", "Envoyé : "),
    ("De: ", "Enviado"),
    ("Da: ", "Inviato: "),
    ("Van: ", "Verzonden: "),
];

/// Whether the line is what phones and mail programs write below a mail, in some languages.
fn is_device(line: &str) -> bool {
    const DEVICES: [&str; 14] = [
        "iphone",
        "ipad",
        "android",
        "outlook",
        "samsung",
        "galaxy",
        "blackberry",
        "yahoo",
        "proton",
        "huawei",
        "xiaomi",
        "smartphone",
        "mobile",
        "thunderbird",
    ];
    const SENT: [&str; 22] = [
        "sent ",
        "gesendet",
        "envoyé",
        "enviado",
        "enviada",
        "inviato",
        "inviata",
        "verzonden",
        "verstuurd",
        "gestuurd",
        "skickat",
        "wysłan",
        "отправлено",
        "надіслано",
        "gönder",
        "lähetetty",
        "odesláno",
        "küldve",
        "sendt ",
        "trimis",
        "发自",
        "から送信",
    ];
    if line.is_empty() || line.chars().count() > 70 {
        return false;
    }
    let lower = line.to_lowercase();
    DEVICES.iter().any(|device| lower.contains(device)) && SENT.iter().any(|sent| lower.contains(sent))
}

/// Whether the line says where another mail begins, in any language: words between dashes.
fn is_cut(line: &str) -> bool {
    let inner = line.trim_matches('-');
    let dashes = (line.len() - inner.len()) / 2;
    let before = line.len() - line.trim_start_matches('-').len();
    dashes >= 4 && before >= 5 && inner.trim().chars().any(char::is_alphabetic) && inner.trim().len() < 60
}

/// Whether a header of another mail begins here, in any language: three lines of a few words, a colon and a value, with
/// an address or a date among them.
fn is_foreign_header(lines: &[&str], at: usize) -> bool {
    let named = |line: &&&str| {
        let line = line.trim_start_matches('*');
        let Some((name, value)) = line.split_once(':') else { return false };
        let name = name.trim_end_matches(['*', ' ', '\u{a0}']);
        let words = name.split(' ').count() <= 2 && name.chars().count() <= 20;
        words
            && !value.trim().is_empty()
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'))
            && !name.is_empty()
    };
    let block: Vec<&&str> = lines.iter().skip(at).take(4).take_while(named).collect();
    let digits = |line: &&&str| line.bytes().filter(u8::is_ascii_digit).count() >= 5;
    block.len() >= 3 && block[0].contains(['@', '<', '[']) && block.iter().any(digits)
}

/// Lines wrapped by the mail program are longer than this.
const WRAPPED_CHARS: usize = 58;

/// The sender's own words.
///
/// # Errors
/// The reason why the mail holds none of the sender's own words.
pub fn own_words(body: &str) -> Result<String, Skip> {
    let lines: Vec<&str> = body.lines().map(str::trim_end).collect();
    let mut own: Vec<&str> = Vec::new();
    let mut instead = Skip::Empty;
    for (at, line) in lines.iter().enumerate() {
        if let Some((_, skip)) = CUTS.iter().find(|(start, _)| line.starts_with(start)) {
            instead = *skip;
            break;
        }
        // The line of a phone or mail program stands alone, between empty lines.
        let alone = at > 0 && lines[at - 1].is_empty() && lines.get(at + 1).is_none_or(|next| next.is_empty());
        if alone && is_device(line) {
            break;
        }
        if is_cut(line) && !line.starts_with("-----BEGIN") {
            instead = Skip::Quoted;
            break;
        }
        // The signature; mail programs write `-- ` with a space at its end.
        if *line == "--" {
            break;
        }
        if is_header(&lines, at)
            || is_foreign_header(&lines, at)
            || (is_attribution(&lines, at) && !quotes_follow(&lines, at))
        {
            instead = Skip::Quoted;
            break;
        }
        if line.starts_with('>') || is_attribution(&lines, at) {
            instead = Skip::Quoted;
            continue;
        }
        if *line == "-----BEGIN PGP SIGNED MESSAGE-----" || (at < 4 && line.starts_with("Hash: SHA")) {
            continue;
        }
        // The second line of an attribution that was broken over two lines.
        if at > 0 && is_attribution(&lines, at - 1) && line.ends_with(':') && !lines[at - 1].ends_with(':') {
            continue;
        }
        own.push(line);
    }
    let text = unwrapped(&own);
    if text.is_empty() { Err(instead) } else { Ok(text) }
}

fn is_header(lines: &[&str], at: usize) -> bool {
    let below =
        |start: &str| lines.iter().skip(at + 1).take(3).any(|line| line.trim_start_matches('*').starts_with(start));
    let line = lines[at].trim_start_matches('*').replacen(":*", ":", 1);
    HEADERS.iter().any(|(first, then)| line.starts_with(first) && below(then))
}

/// Whether the answered text is marked line by line; a web page that became text has no marks.
fn quotes_follow(lines: &[&str], at: usize) -> bool {
    lines.iter().skip(at + 1).take(4).any(|line| line.starts_with('>'))
}

/// `On Tue, 14 Nov 2023 at 22:13, Ann <ann@example.org> wrote:`, perhaps on two lines.
fn is_attribution(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    let next = lines.get(at + 1).copied().unwrap_or_default();
    let quoted = quotes_follow(lines, at);
    let has_date = line.bytes().filter(u8::is_ascii_digit).count() >= 3;
    // In any language: a date or an address, and a colon at the end, right above a quote.
    let above = |line: &str, quote: Option<&&str>| {
        let short = line.chars().count() <= 200 && line.trim_end().ends_with([':', '：']);
        short && (has_date || lines[at].contains('@')) && quote.is_some_and(|quote| quote.starts_with('>'))
    };
    let after = |at: usize| lines.iter().skip(at).find(|line| !line.is_empty());
    if above(line, after(at + 1)) || (has_date && above(next, after(at + 2)) && !line.ends_with(['.', ':'])) {
        return true;
    }
    // In any language: a date and an address in angle brackets, and a colon at the end, whatever follows.
    let addressed = |text: &str| {
        let address = text.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
        text.chars().count() <= 200
            && text.ends_with([':', '：'])
            && address.is_some_and(|(found, _)| found.contains('@'))
    };
    let continued = !line.ends_with(['.', ':', '?', '!']) && !line.is_empty() && line.chars().count() >= 40;
    if has_date && (addressed(line) || (continued && addressed(next))) {
        return true;
    }
    let of = |text: &str| ATTRIBUTIONS.iter().any(|(start, end)| line.starts_with(start) && text.ends_with(end));
    has_date && (of(line) && (quoted || line.contains('@') || line.ends_with("wrote:")) || (of(next) && quoted))
}

/// Paragraphs as they were before the mail program broke them into lines.
fn unwrapped(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut wrapped = false;
    for line in lines {
        let line = line.trim();
        if wrapped && !line.is_empty() {
            text.push(' ');
        } else if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
        wrapped = line.chars().count() >= WRAPPED_CHARS;
    }
    let mut text = text.trim().to_owned();
    while text.contains("\n\n") {
        text = text.replace("\n\n", "\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_remain() {
        let check = |body: &str, expected: Result<&str, Skip>| {
            assert_eq!(own_words(body).as_deref().map_err(|skip| *skip), expected, "{body}");
        };
        check("Hi Ann,\n\nsee you.\n-- \nBob\nphone 1", Ok("Hi Ann,\nsee you."));
        check("Yes.\n\nOn Tue, 14 Nov 2023 at 22:13, Ann <a@b.c> wrote:\n> really?\n>\n", Ok("Yes."));
        check("Yes.\n\nOn Tue, 14 Nov 2023 at 22:13, Ann\n<a@b.c> wrote:\n> really?\n", Ok("Yes."));
        check("Ja.\n\nAm 14.11.2023 um 22:13 schrieb Ann:\n> wirklich?", Ok("Ja."));
        check("> one?\nyes\n> two?\nno", Ok("yes\nno"));
        check("FYI\n\n---------- Forwarded message ---------\nFrom: x", Ok("FYI"));
        check("---------- Forwarded message ---------\nFrom: x", Err(Skip::Forwarded));
        check("Yes.\n\nOn Tue, Nov 14, 2023 at 22:13 Ann <a@b.c> wrote:\n\nreally?\nsure?", Ok("Yes."));
        check("Ok!\n\nFrom: Ann <a@b.c>\nSent: Tuesday\nTo: Bob\nSubject: x\n\nreally?", Ok("Ok!"));
        check("Gut.\n\nVon: Ann\nGesendet: Dienstag\nAn: Bob\n\nwirklich?", Ok("Gut."));
        check("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nhi\n-----BEGIN PGP SIGNATURE-----\nx=", Ok("hi"));
        check("From: here to there\nit is far", Ok("From: here to there\nit is far"));
        check("> only that", Err(Skip::Quoted));
        check("Да.\n\nвт, 14 нояб. 2023 г. в 22:13, Аня <a@b.c>:\n\nправда?", Ok("Да."));
        check("好。\n\n在 2023年11月14日，Ann <a@b.c> 写道：\n\n真的吗", Ok("好。"));
        check("Yes.\n\nOn Tue, Nov 14, 2023 at 10:13 PM Ann of the long name\n<a@b.c> wrote:\n\nreally?", Ok("Yes."));
        check(
            "Write to me (<bob@b.c>) until 14.11.2023, please.\nBob",
            Ok("Write to me (<bob@b.c>) until 14.11.2023, please.\nBob"),
        );
        check("ok\n\nSent from my phone", Ok("ok"));
        check("Selvä.\n\nLähetetty iPhonesta", Ok("Selvä."));
        check("Tak, jasne.\n\nW dniu 14.11.2023 o 22:13, Ann pisze:\n> stare słowa\n", Ok("Tak, jasne."));
        check("Да.\n\n14.11.2023 22:13, Аня пишет:\n> правда?", Ok("Да."));
        check("Ok.\n\n-------- Eredeti üzenet --------\nrégi szavak", Ok("Ok."));
        check("Ok.\n\nOd: Ann <a@b.c>\nWysłano: 14 listopada 2023 22:13\nDo: Bob\nTemat: x\n\nstare", Ok("Ok."));
        check("We need two things at 10:30:\nbread\n- and milk", Ok("We need two things at 10:30:\nbread\n- and milk"));
        check(
            "This is a sentence that a mail program has broken somewhere near\nthe column 72, as they do.\nShort.",
            Ok("This is a sentence that a mail program has broken somewhere near the column 72, as they do.\nShort."),
        );
    }
}
