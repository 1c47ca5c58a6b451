//! Shapes of talks that people paste into files: names as headings, in bold or before `said:`, the head of a mail, who and
//! when behind the words, arrows for both directions. Main function: [`talk`].

use std::collections::{HashMap, HashSet};

use super::{Doubt, is_clock};

/// Who talks with a language model, as pages and files call them.
const ROLES: &[&str] = &[
    "user",
    "human",
    "you",
    "me",
    "prompt",
    "question",
    "assistant",
    "ai",
    "bot",
    "chatgpt",
    "claude",
    "gemini",
    "copilot",
    "model",
    "answer",
    "response",
    "system",
];
/// What stands between a name and a colon where somebody's words follow on the next lines.
const SAID: &[&str] = &["said", "says", "wrote", "writes", "sagte", "schrieb", "écrit", "dijo", "escribió", "scritto"];
/// Words of a heading or of bold print that may be a name.
const NAME_WORDS: usize = 3;
/// People of a talk whose names are headings.
const PEOPLE: std::ops::RangeInclusive<usize> = 2..=3;

const NAMES_ABOVE: Doubt = Doubt {
    what: "names stand above what was said",
    nearest: "nearest is a chat as text, of which each line has a date, a time, a name and a colon",
};

/// What makes a talk of lines, none of which is empty.
pub fn talk(lines: &[&str]) -> Option<Doubt> {
    if has_headings(lines) || is_told(lines) {
        return Some(NAMES_ABOVE);
    }
    if is_bold(lines) {
        return Some(Doubt {
            what: "lines begin with names in bold",
            nearest: "nearest is a chat as text, of which each line has a date and a time before the name",
        });
    }
    if is_mail(lines) {
        return Some(Doubt {
            what: "it begins as a mail does",
            nearest: "nearest is a mailbox (mbox, eml), which mail programs export",
        });
    }
    let most = |is: fn(&str) -> bool| lines.iter().filter(|line| is(line)).count() * 2 >= lines.len();
    if most(ends_with_stamp) {
        return Some(Doubt {
            what: "most lines end with a time",
            nearest: "nearest is a chat as text, of which each line has a date, a time and a name before the words",
        });
    }
    let to = |line: &str| ["-->", "->", ">>", "→"].iter().any(|arrow| line.trim_start().starts_with(arrow));
    let from = |line: &str| ["<--", "<-", "<<", "←"].iter().any(|arrow| line.trim_start().starts_with(arrow));
    let both = lines.iter().any(|line| to(line)) && lines.iter().any(|line| from(line));
    if both && lines.iter().filter(|line| to(line) || from(line)).count() * 2 >= lines.len() {
        return Some(Doubt {
            what: "most lines begin with arrows of two directions",
            nearest: "nearest is an IRC log, of which each line has a time and a nick in <>",
        });
    }
    None
}

/// Whether two or three names are all the headings of one level, by turns.
fn has_headings(lines: &[&str]) -> bool {
    (1..=6).any(|level| {
        let heading = |line: &&str| {
            let text = line.trim_start_matches('#');
            (line.len() - text.len() == level && text.starts_with(' ')).then(|| name(text)).flatten()
        };
        let of_level = |line: &&&str| line.len() - line.trim_start_matches('#').len() == level;
        let names: Vec<String> = lines.iter().filter_map(heading).collect();
        names.len() == lines.iter().filter(of_level).count() && by_turns(&names)
    })
}

/// Whether a few names come by turns, one of them again, or several are roles in a talk with a language model.
fn by_turns(names: &[String]) -> bool {
    let people: HashSet<&String> = names.iter().collect();
    let roles = people.iter().filter(|name| ROLES.contains(&name.to_lowercase().as_str())).count();
    let again = names.len() > people.len() && names.windows(2).all(|two| two[0] != two[1]);
    PEOPLE.contains(&people.len()) && (again || roles == people.len())
}

/// A short text without marks around it.
fn name(text: &str) -> Option<String> {
    let name = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ':' | '：' | '#'));
    let short = (1..=NAME_WORDS).contains(&name.split_whitespace().count());
    (short && name.contains(char::is_alphabetic) && !name.ends_with(['.', '!', '?'])).then(|| name.to_owned())
}

/// Whether names in bold with a colon begin most lines: `**Ann:** hi`, `- __Ann__: hi`.
fn is_bold(lines: &[&str]) -> bool {
    let bold = |line: &&str| {
        let line = line.trim_start().trim_start_matches("- ");
        let mark = ["**", "__"].into_iter().find(|mark| line.starts_with(mark))?;
        let (inner, rest) = line[mark.len()..].split_once(mark)?;
        (inner.ends_with([':', '：']) || rest.starts_with([':', '：'])).then(|| name(inner)).flatten()
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    lines.iter().filter_map(bold).for_each(|name| *counts.entry(name).or_default() += 1);
    let named: usize = counts.values().sum();
    named >= 3 && named * 2 >= lines.len() && counts.len() >= 2 && counts.len() < named
}

/// Whether `You said:` and the like stand alone on lines, two of them at least.
fn is_told(lines: &[&str]) -> bool {
    let told = |line: &&&str| {
        let Some(said) = line.trim().strip_suffix([':', '：']) else { return false };
        let mut words = said.split_whitespace();
        let last = words.next_back().map(str::to_lowercase);
        last.is_some_and(|last| SAID.contains(&last.as_str())) && (1..=NAME_WORDS).contains(&words.count())
    };
    let found: Vec<&str> = lines.iter().filter(told).map(|line| line.trim()).collect();
    let of_model = |line: &&str| ["You said:", "ChatGPT said:"].contains(line);
    found.len() >= 2 && (found.len() * 12 >= lines.len() || found.iter().any(of_model))
}

/// Whether it begins with the head of a mail.
fn is_mail(lines: &[&str]) -> bool {
    const FROM: &[&str] = &["from", "von", "de", "da", "van", "от", "från", "fra"];
    const SUBJECT: &[&str] =
        &["subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "тема", "ämne", "emne"];
    let keys: Vec<String> = lines
        .iter()
        .take(8)
        .map_while(|line| line.split_once([':', '：']))
        .map(|(key, _)| key.trim_matches(|c: char| c.is_whitespace() || c == '*').to_lowercase())
        .collect();
    let has = |names: &[&str]| keys.iter().any(|key| names.contains(&key.as_str()));
    keys.len() >= 3 && has(FROM) && has(SUBJECT)
}

/// Whether a line ends with who and when: `so it is (Ann, 14.03.2024 09:01)`, `so it is 14/03/2024 09:01`.
fn ends_with_stamp(line: &str) -> bool {
    let line = line.trim_end();
    let date = |word: &str| {
        let parts: Vec<&str> = word.trim_matches([',', '(', '[']).split(['.', '/', '-']).collect();
        parts.len() == 3
            && parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let within = line.strip_suffix([')', ']']).and_then(|line| line.rsplit_once(['(', '[']));
    match within {
        Some((said, inner)) if !said.trim().is_empty() => {
            let named = |word: &&str| word.starts_with(char::is_uppercase) || date(word);
            before_clock(inner).is_some_and(|words| words.len() <= 5 && words.iter().any(named))
        }
        _ => before_clock(line).is_some_and(|words| words.len() > 1 && words.last().is_some_and(|word| date(word))),
    }
}

/// The words before a time at the end of a text.
fn before_clock(text: &str) -> Option<Vec<&str>> {
    let half = |word: &str| ["am", "pm", "a.m.", "p.m."].contains(&word.to_lowercase().as_str());
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.last().is_some_and(|word| half(word)) {
        words.pop();
    }
    words.pop().is_some_and(is_clock).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(talk(&lines).map(|doubt| doubt.what), expected, "{text}");
    }

    #[test]
    fn pasted_talks() {
        let above = Some(NAMES_ABOVE.what);
        check("### Ann\n\nso it is\n\n### Bob\n\nis it\n\n### Ann\n\nyes\n", above);
        check("# Interview\n\n## Ann\n\nso it is\n\n## Bob\n\nis it\n\n## Ann\n\nyes\n", above);
        check("## User\n\nhow is rice cooked\n\n## Assistant\n\nIn water.\n", above);
        check("You said:\nhow is rice cooked\nChatGPT said:\nIn water.\nIt boils.\n", above);
        check("Ann wrote:\nwhere is it\n\nhere\n\nAnn wrote:\nfine\n", above);
        let bold = Some("lines begin with names in bold");
        check("**Ann:** so it is\n\n**Bob:** is it\n\n**Ann:** yes\n", bold);
        check("- **Ann**: so it is\n- **Bob**: is it\n- **Ann**: yes\n", bold);
        let mail = Some("it begins as a mail does");
        check("From: Ann <a@x.org>\nTo: Bob\nDate: Tue, 14 Nov\nSubject: boat\n\nis it there\n", mail);
        check("Von: Ann\nAn: Bob\nBetreff: Boot\n\nist es da\n", mail);
        let end = Some("most lines end with a time");
        check("so it is (Ann, 14.03.2024 09:01)\nis it (Bob, 14.03.2024 09:02)\n", end);
        check("so it is [Ann 9:01 AM]\nis it [Bob 9:02 AM]\n", end);
        check("so it is 14/03/2024 09:01\nis it 14/03/2024 09:02\n", end);
        check("--> so it is\n<-- is it\n--> yes\n", Some("most lines begin with arrows of two directions"));
    }

    #[test]
    fn texts_of_ones_own() {
        check("# Boats\n\nThree of them.\n\n## Sails\n\nWhite ones.\n\n## Oars\n\nTwo.\n", None);
        check("## Monday\n\nRain.\n\n## Tuesday\n\nSun.\n\n## Wednesday\n\nWind.\n", None);
        check("**Note:** it rains.\nWe stayed in and read for hours.\nThen tea.\nThen bed.\n", None);
        check("She came in late, and said:\nnothing at all.\nThe rain went on, as it does.\nWe had tea.\n", None);
        check("From: London\nTo: Paris\nBring the blue bag.\n", None);
        check("We left at 10:30\nLunch (12:30)\nthe dentist called at 9:15\n", None);
        check("-> buy bread\n-> call the dentist\n-> sleep\n", None);
    }
}
