use super::*;

/// Having typed these messages, the words offered for `typed`.
#[track_caller]
fn check(messages: &[&str], typed: &str, expected: &[&str]) {
    let lexicon = Lexicon::embedded("english");
    let mut names = Names::beside(lexicon.as_ref());
    messages.iter().for_each(|message| drop(names.read(message)));
    let found: Vec<String> = names.begun(typed, -9.0, 3, ANYWHERE).into_iter().map(|(word, _)| word.into()).collect();
    assert_eq!(found, expected, "{typed:?}");
}

/// A place that says nothing of what is due.
const ANYWHERE: Place = Place { prose: true, evident: false, opens: false, capital: 1.0, verb: false };

#[test]
fn words_that_no_lexicon_knows_are_found_by_their_beginnings() {
    let friends = ["I met Zebulonia today", "Zebrano was there", "Zebrano's dog too, and zebras"];
    check(&friends, "Z", &["Zebrano", "Zebulonia"]);
    check(&friends, "zebr", &["Zebrano"]);
    check(&friends, "Zebu", &["Zebulonia"]);
    check(&friends, "zeb", &["Zebrano", "Zebulonia"]);
    check(&friends, "ZEb", &[]);
    check(&friends, "Zebulonia", &[]);
    check(&friends, "", &[]);
    check(&[], "Z", &[]);
    check(&friends, "Zebulonia'", &["Zebulonia's"]);
    check(&friends, "Zebulonia’", &["Zebulonia’s"]);
    check(&friends, "Zebra'", &[]);
    check(&["the qwob of the qwob"], "qw", &["qwob"]);
}

#[test]
fn what_only_begins_like_an_own_word_is_bent() {
    let mut names = Names::beside(Lexicon::embedded("english").as_ref());
    names.read("I met Zebulonia and Xanthippe today");
    for (word, bent) in [
        ("Xanthip", true),
        ("Xanthipolis", true),
        ("Xanthippe", false),
        ("Xanthippes", false),
        ("Zebulontown", true),
        ("Zebra", false),
        ("Zed", false),
        ("Quokkling", false),
        ("", false),
    ] {
        assert_eq!(names.is_bent(word), bent, "{word}");
    }
}

#[test]
fn words_joined_by_hyphens_come_back_as_a_whole() {
    let typed = ["dinner with Jean-Luc", "we said rendez-vous at noon", "twenty-five well-known ones", "T-Rex-ish"];
    check(&typed, "Jea", &["Jean-Luc"]);
    check(&typed, "re", &["rendez-vous"]);
    check(&typed, "rendez", &["rendez-vous"]);
    check(&typed, "tw", &[]);
    check(&typed, "well", &[]);
    check(&["met Zebrano", "met Zebrano", "the Zebrano-Wick"], "Ze", &["Zebrano", "Zebrano-Wick"]);
    check(&["see rendez--vous and Jean - Luc"], "Jea", &[]);
}

#[test]
fn the_newer_and_the_more_frequent_come_first() {
    let long_ago = "and then nothing was said for a long time by anybody ".repeat(60);
    check(&["ask Thornwick", &long_ago, "ask Thormond"], "Thor", &["Thormond", "Thornwick"]);
    check(&["ask Thornwick, Thornwick, Thornwick", "ask Thormond"], "Thor", &["Thornwick", "Thormond"]);
}

#[test]
fn mistakes_are_none_of_them_until_somebody_insists() {
    check(&["did you recieve it"], "rec", &[]);
    check(&["did you recieve it"; 5], "rec", &["recieve"]);
    check(&["tomorow then"; 2], "tom", &[]);
    for (typo, typed) in [
        ("tommorow", "tom"),
        ("accomodation", "acc"),
        ("restaraunt", "rest"),
        ("occured", "occ"),
        ("enviroment", "env"),
        ("neccessary", "nec"),
        ("Febuary", "Feb"),
    ] {
        check(&[&format!("it was the {typo} that I saw")], typed, &[]);
    }
    check(&["wat tym r accomodation da pls"], "acc", &["accomodation"]);
    for own in ["rakudobug", "frobnicate", "kubectlx", "thingamajig"] {
        check(&[&format!("it was the {own} that I saw")], &own[..3], &[own]);
    }
    check(&["see you on Wendesday"], "We", &[]);
    check(&["i am sotired of it now"], "so", &[]);
    check(&["is it in the groupchat or not"; 2], "group", &["groupchat"]);
    check(&["well Hellooo and good morning to you", "so many kisssss for you"], "", &[]);
    check(&["I saw Wendeline on Febuary"], "We", &["Wendeline"]);
}

#[test]
fn words_of_another_language_are_no_mistakes() {
    let lexicon = Lexicon::embedded("english").unwrap();
    for (message, expected) in [
        ("Ich habe gestern lange auf dich gewartet", true),
        ("Kommst du morgen mit dem Fahrrad", true),
        ("on se voit demain à la gare", true),
        ("nos vemos mañana en la estación", true),
        ("Recieve it tomorow", false),
        ("tomorow is my freinds birthday", false),
        ("gonna grab sum food brb ttyl", false),
        ("Guten Morgen", false),
    ] {
        let spans = word_spans(message);
        let usual = usual_words(message, &spans, &lexicon);
        assert_eq!(is_foreign(usual, spans.len()), expected, "{message:?}");
    }
    check(&["wir kommen morgen mit dem Zug"], "mor", &["morgen"]);
    check(&["ask Brundelhof"], "Br", &["Brundelhof"]);
}

#[test]
fn messages_are_mended_until_somebody_insists() {
    let lexicon = Lexicon::embedded("english");
    let mut names = Names::beside(lexicon.as_ref());
    let check = |names: &mut Names, message: &str, expected: Option<&str>| {
        assert_eq!(names.read(message).as_deref(), expected, "{message:?}");
    };
    check(&mut names, "did you recieve it", Some("did you receive it"));
    check(&mut names, "Recieve it tomorow\n", Some("Receive it tomorrow\n"));
    check(&mut names, "ask Brundelhof", None);
    check(&mut names, "did you receive it", None);
    check(&mut names, "I am going ot the shop", Some("I am going to the shop"));
    check(&mut names, "can you sned it to yuo", Some("can you send it to you"));
    check(&mut names, "it is all fo them. Ti will eb late", Some("it is all of them. It will be late"));
    check(&mut names, "r u on ur way, ask Ot", None);
    (0..3).for_each(|_| drop(names.read("recieve")));
    check(&mut names, "did you recieve it", None);
}

#[test]
fn words_typed_in_another_language() {
    let mut names = Names::beside(Lexicon::embedded("english").as_ref());
    names.read("Ich habe das Restaurant noch nicht gefunden");
    names.read("The episode was exciting");
    for (word, expected) in [("Restaurant", true), ("restaurant", true), ("episode", false), ("gefunden", false)] {
        assert_eq!(names.was_abroad(word), expected, "{word}");
    }
}

#[test]
fn letters_decide_between_names_and_everything_else() {
    let lexicon = Lexicon::embedded("english");
    let mut names = Names::beside(lexicon.as_ref());
    names.read("I met Zebulonia today");
    let chance = |spelt| names.begun("Ze", spelt, 1, ANYWHERE)[0].1;
    assert!(chance(-10.0) > 0.9 && chance(-1.0) < 0.1);
}

#[test]
fn the_place_decides_between_names_and_everything_else() {
    let lexicon = Lexicon::embedded("english");
    let mut names = Names::beside(lexicon.as_ref());
    names.read("I met Zebulonia and her qxcolander today");
    let check = |typed: &str, place: Place, likely: bool| {
        let chance = names.begun(typed, -8.0, 1, place)[0].1;
        assert_eq!(chance > 0.5, likely, "{typed} at {place:?}: {chance}");
    };
    check("ze", Place { capital: 0.06, ..ANYWHERE }, true);
    check("ze", Place { capital: 0.0003, ..ANYWHERE }, false);
    check("Ze", Place { capital: 0.0003, ..ANYWHERE }, true);
    check("qx", ANYWHERE, true);
    check("qx", Place { verb: true, ..ANYWHERE }, false);
}

#[test]
fn own_words_are_meant_by_what_is_one_slip_away() {
    let lexicon = Lexicon::embedded("english");
    let mut names = Names::beside(lexicon.as_ref());
    names.read("I met Zebulonia and Tadhg today, Tadhg and Teyah");
    for (typed, meant) in [
        ("Tadgh", Some("Tadhg")),
        ("tadhgg", Some("Tadhg")),
        ("Zebulona", Some("Zebulonia")),
        ("Zebulonia", None),
        ("Tadh", Some("Tadhg")),
        ("Teh", None),
        ("Zebulonias", None),
        ("zebulonias", None),
        ("today", None),
        ("Zebnia", None),
    ] {
        assert_eq!(names.meant_by(typed).map(|(name, _)| name).as_deref(), meant, "{typed}");
    }
}

#[test]
fn only_so_many_are_kept() {
    let lexicon = Lexicon::embedded("english");
    let mut names = Names::beside(lexicon.as_ref());
    let word = |n: usize| [b'q', b'x', b'a' + (n / 676) as u8, b'a' + (n / 26 % 26) as u8, b'a' + (n % 26) as u8, b'q'];
    for n in 0..MOST + 10 {
        names.read(&format!("ask {}", String::from_utf8_lossy(&word(n))));
    }
    assert!(names.known.len() <= MOST, "{}", names.known.len());
    assert_eq!(names.begun("qxc", -5.0, 3, ANYWHERE).len(), 3, "the newest stay");
}
