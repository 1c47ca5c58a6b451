//! [`confused`]: the words for which a right word is often written by mistake, since both sound alike or are one slip of the
//! fingers apart.

use super::costs::{CONFUSED, CONFUSED_APOSTROPHE, FINGERS};

/// Words that sound alike, each written for the others.
const ALIKE: &[&[&str]] = &[
    &["your", "you're"],
    &["its", "it's"],
    &["to", "too"],
    &["there", "their", "they're"],
    &["then", "than"],
    &["loose", "lose"],
    &["were", "where", "we're"],
    &["whose", "who's"],
    &["here", "hear"],
    &["quiet", "quite"],
    &["weather", "whether"],
    &["brake", "break"],
    &["accept", "except"],
    &["advice", "advise"],
    &["passed", "past"],
    &["peace", "piece"],
    &["write", "right"],
    &["weak", "week"],
    &["hole", "whole"],
    &["knew", "new"],
    &["know", "no"],
    &["buy", "by"],
    &["breath", "breathe"],
    &["choose", "chose"],
    &["cloths", "clothes"],
    &["desert", "dessert"],
    &["affect", "effect"],
    &["wander", "wonder"],
    &["threw", "through"],
    &["lightening", "lightning"],
    &["weight", "wait"],
    &["scene", "seen"],
    &["meat", "meet"],
    &["wear", "where"],
    &["aloud", "allowed"],
    &["affects", "effects"],
    &["looses", "loses"],
    &["hire", "higher"],
    &["board", "bored"],
    &["steal", "steel"],
    &["stationary", "stationery"],
    &["principal", "principle"],
    &["lead", "led"],
    &["role", "roll"],
    &["sight", "site"],
    &["bare", "bear"],
    &["fair", "fare"],
    &["flour", "flower"],
    &["mail", "male"],
    &["pair", "pear"],
    &["plain", "plane"],
    &["pray", "prey"],
    &["road", "rode"],
    &["sail", "sale"],
    &["sole", "soul"],
    &["stairs", "stares"],
    &["tail", "tale"],
    &["waist", "waste"],
    &["wood", "would"],
    &["hour", "our"],
    &["coarse", "course"],
    &["complement", "compliment"],
    &["aisle", "isle"],
    &["paws", "pause"],
    &["pore", "pour"],
    &["rap", "wrap"],
    &["stake", "steak"],
    &["vain", "vein"],
    &["which", "witch"],
    &["bought", "brought"],
    &["worse", "worst"],
    &["woman", "women"],
    &["personal", "personnel"],
    &["moral", "morale"],
    &["sense", "since"],
];

/// A word and the one for which fingers write it.
const SLIPS: &[(&str, &str)] = &[
    ("form", "from"),
    ("from", "form"),
    ("fro", "for"),
    ("thing", "think"),
    ("think", "thing"),
    ("now", "know"),
    ("know", "now"),
    ("though", "through"),
    ("through", "though"),
    ("though", "thought"),
    ("thought", "though"),
    ("then", "them"),
    ("them", "then"),
    ("the", "they"),
    ("they", "the"),
    ("an", "and"),
    ("of", "off"),
    ("off", "of"),
    ("tow", "two"),
    ("won", "own"),
    ("fell", "feel"),
    ("god", "good"),
    ("goof", "good"),
    ("fist", "first"),
    ("every", "very"),
    ("very", "every"),
    ("here", "her"),
    ("her", "here"),
    ("your", "you"),
    ("you", "your"),
    ("who", "how"),
    ("how", "who"),
    ("ones", "once"),
    ("sue", "use"),
    ("dose", "does"),
    ("pubic", "public"),
    ("costumer", "customer"),
    ("manger", "manager"),
    ("dairy", "diary"),
    ("diary", "dairy"),
    ("trail", "trial"),
    ("trial", "trail"),
    ("angle", "angel"),
    ("angel", "angle"),
    ("casual", "causal"),
    ("wit", "with"),
    ("wan", "want"),
    ("bred", "bread"),
    ("if", "of"),
    ("of", "if"),
    ("out", "our"),
    ("our", "out"),
];

/// Words behind which `of` is written for `have`, where `'ve` is heard.
const HEARD_AS_OF: [&str; 14] = [
    "could",
    "should",
    "would",
    "must",
    "might",
    "may",
    "couldn't",
    "shouldn't",
    "wouldn't",
    "i'd",
    "you'd",
    "he'd",
    "she'd",
    "they'd",
];
/// Persons, of whom a possessive is written without its apostrophe (`my mums car`).
const PERSONS: [&str; 46] = [
    "aunt",
    "auntie",
    "baby",
    "boss",
    "boy",
    "boyfriend",
    "brother",
    "cat",
    "cousin",
    "dad",
    "daddy",
    "daughter",
    "doctor",
    "dog",
    "driver",
    "father",
    "friend",
    "girl",
    "girlfriend",
    "gran",
    "grandad",
    "grandma",
    "grandpa",
    "guy",
    "husband",
    "kid",
    "lady",
    "landlord",
    "man",
    "manager",
    "mate",
    "mom",
    "mother",
    "mum",
    "mummy",
    "nan",
    "nephew",
    "neighbor",
    "neighbour",
    "niece",
    "partner",
    "roommate",
    "sister",
    "son",
    "teacher",
    "uncle",
];
/// A word that is right far more often than its neighbours in the lists.
const MOSTLY_RIGHT: &str = "whose";

/// Returns the words that a word in small letters, behind the word before it, may be written for, and what that costs (−ln of the
/// probability). An apostrophe is left out more often than one word is taken for the other, but only the word after it tells (`your
/// busy`): `with_next` says that it is known.
pub fn confused(word: &str, before: Option<&str>, with_next: bool) -> Vec<(&'static str, f32)> {
    let alike = ALIKE.iter().filter(|group| group.contains(&word)).flat_map(|group| group.iter());
    let left_out = |other: &str| with_next && other.contains('\'') && word != MOSTLY_RIGHT;
    let cost = |other: &str| if left_out(other) { CONFUSED_APOSTROPHE } else { CONFUSED };
    let alike = alike.filter(|&&other| other != word).map(|&other| (other, cost(other)));
    let slips = SLIPS.iter().filter(|(written, _)| *written == word).map(|&(_, meant)| (meant, FINGERS));
    let heard = word == "of" && before.is_some_and(|before| HEARD_AS_OF.contains(&before.to_lowercase().as_str()));
    // Hardly anything but `of course` is right there, so that the next word says it.
    let heard = heard.then_some(("have", if with_next { CONFUSED_APOSTROPHE } else { CONFUSED }));
    alike.chain(slips).chain(heard).collect()
}

/// Whether a word in small letters is one for a person, whose possessive may lack its apostrophe.
pub fn is_person(word: &str) -> bool {
    PERSONS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::lexicon::Lexicon;

    #[test]
    fn right_words_that_are_written_for_others() {
        let check = |word: &str, before: Option<&str>, expected: &[&str]| {
            let found: Vec<&str> = confused(word, before, true).into_iter().map(|(meant, _)| meant).collect();
            assert_eq!(found, expected, "{word}");
        };
        check("there", None, &["their", "they're"]);
        check("form", None, &["from"]);
        check("of", None, &["off", "if"]);
        check("of", Some("Could"), &["off", "if", "have"]);
        check("garden", None, &[]);
    }

    #[test]
    fn all_of_them_are_words() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let slips = SLIPS.iter().flat_map(|(written, meant)| [written, meant]);
        for word in ALIKE.iter().copied().flatten().chain(slips) {
            assert!(lexicon.entry(word).is_some(), "{word}");
        }
    }
}
