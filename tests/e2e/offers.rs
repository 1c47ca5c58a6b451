//! What is offered, over the socket: hidden words, fields that are not text, the conversation, what learning changed, bounds.

#![cfg(unix)]

use std::sync::Arc;

use foretype::config::Config;
use foretype::daemon;
use foretype::history::{NewMessage, Store};
use foretype::predict::Predictor;
use foretype::rpc::Client;
use foretype::rpc::protocol::*;
use foretype::rpc::transport::Claim;
use tempfile::TempDir;
use tokio::task::JoinHandle;

/// A daemon within the test, its history in a folder of its own, and a client of it.
struct Desk {
    client: Client,
    _running: JoinHandle<()>,
    _folder: TempDir,
}

impl Desk {
    async fn new() -> Desk {
        Desk::within(tempfile::tempdir().unwrap()).await
    }

    /// The daemon of a folder, which may hold a history already.
    async fn within(folder: TempDir) -> Desk {
        let mut config = Config::default();
        config.history.path = folder.path().join("history");
        let listener = Claim::new(&folder.path().join("run/s")).unwrap().bind().unwrap();
        let predictor = Arc::new(Predictor::embedded().unwrap());
        let socket = folder.path().join("run/s");
        let running = tokio::spawn(async move {
            daemon::serve(listener, predictor, config, std::future::pending()).await.unwrap();
        });
        Desk { client: Client::connect(&socket).await.unwrap(), _running: running, _folder: folder }
    }

    async fn ask(&self, params: Suggest) -> SuggestResult {
        self.client.suggest(&params).await.unwrap()
    }

    /// Whether a word is among those offered.
    async fn check(&self, text: &str, word: &str, expected: bool) {
        let answer = self.ask(Suggest { left_context: Some(text.into()), n: Some(9), ..Suggest::default() }).await;
        let words: Vec<&str> = answer.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words.contains(&word), expected, "{text:?}: {words:?}");
    }

    async fn learn(&self, text: &str) {
        self.client.learn(&Learn { text: Some(text.into()), ..Learn::default() }).await.unwrap();
    }
}

#[tokio::test]
async fn hidden_words_are_not_offered_and_can_be_shown_again() {
    let desk = Desk::new().await;
    let hide = |word: &str, shown| Hide { word: Some(word.into()), shown };
    desk.check("See you to", "tomorrow", true).await;
    assert_eq!(desk.client.hide(&hide("Tomorrow", false)).await.unwrap().words, ["tomorrow"]);
    desk.check("See you to", "tomorrow", false).await;
    assert_eq!(desk.client.hide(&Hide::default()).await.unwrap().words, ["tomorrow"]);
    assert!(desk.client.hide(&hide("tomorrow", true)).await.unwrap().words.is_empty());
    desk.check("See you to", "tomorrow", true).await;
}

#[tokio::test]
async fn the_first_answer_after_a_start_knows_what_was_typed_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("history")).unwrap().store;
    let texts = (0..500).map(|n| format!("we met Zebulonia at pier {n}"));
    let message = |text| NewMessage { text, source: "import:x".into(), ..NewMessage::default() };
    store.add(texts.map(message)).unwrap();
    drop(store);
    Desk::within(folder).await.check("I was talking to Zeb", "Zebulonia", true).await;
}

#[tokio::test]
async fn fields_that_are_not_text_teach_nothing_and_some_are_offered_nothing() {
    let desk = Desk::new().await;
    for (field, helped) in
        [(FieldKind::Text, true), (FieldKind::Search, true), (FieldKind::Number, false), (FieldKind::Password, false)]
    {
        let ask = Suggest { left_context: Some("How are ".into()), field: Some(field), ..Suggest::default() };
        assert_eq!(!desk.ask(ask).await.words.is_empty(), helped, "{field:?}");
        let commit =
            Commit { text: Some(format!("a sentence that was typed in a field for {field:?}")), ..Commit::default() };
        let kept = desk.client.commit(&commit).await.unwrap().kept;
        assert_eq!(kept, u64::from(field == FieldKind::Text), "{field:?}");
    }
}

#[tokio::test]
async fn words_of_the_conversation_come_back() {
    let desk = Desk::new().await;
    desk.check("I like ze", "zeppelins", false).await;
    desk.check("have you ever seen one of these zeppelins over the lake\nyes, I like ze", "zeppelins", true).await;
    desk.check("have you ever met Quillibert\nno, who is Qui", "Quillibert", true).await;
    desk.check("did you recieve it\nno, I did not rec", "recieve", false).await;
}

#[tokio::test]
async fn in_another_language_only_own_words_are_offered() {
    let desk = Desk::new().await;
    let messages = [
        "Bis morgen, ich freue mich auf dich",
        "Kommst du morgen mit dem Fahrrad",
        "Das Fahrrad steht noch vor dem Haus",
        "Wir haben gestern Abend zusammen gekocht",
    ];
    for text in messages {
        desk.learn(text).await;
    }
    let open = |language: Option<&str>| Open { language: language.map(str::to_owned), ..Open::default() };
    let german = desk.client.open(&open(Some("de"))).await.unwrap().session;
    let unknown = desk.client.open(&open(None)).await.unwrap().session;
    let check = async |session, language: Option<&str>, text: &str, word: &str, expected| {
        let ask = Suggest {
            session: Some(session),
            left_context: Some(text.into()),
            n: Some(9),
            language: language.map(str::to_owned),
            ..Suggest::default()
        };
        let answer = desk.ask(ask).await;
        let words: Vec<&str> = answer.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words.contains(&word), expected, "{text:?} {language:?}: {words:?}");
        words.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for (session, language) in [(german, None), (unknown, Some("de")), (unknown, Some("de-AT")), (german, Some("nl"))] {
        check(session, language, "Wo ist mein Fah", "Fahrrad", true).await;
        let words = check(session, language, "Bis mor", "morgen", true).await;
        let own = |word: &String| messages.iter().any(|line| line.contains(word.as_str()));
        assert!(words.iter().all(own), "{words:?}");
        check(session, language, "How are yo", "you", false).await;
        check(session, language, "did you recieve ", "receive", false).await;
    }
    // What a question says comes before what the session says; nothing said is as before.
    for (session, language) in [(german, Some("en")), (german, Some("en-GB")), (unknown, None)] {
        check(session, language, "How are yo", "you", true).await;
        check(session, language, "did you recieve ", "receive", true).await;
    }
    for tag in ["", "de_DE", "d e", "-de", "de-", "dé", &"a".repeat(36)] {
        let asked = desk.client.suggest(&Suggest { language: Some(tag.into()), ..Suggest::default() }).await;
        assert!(asked.unwrap_err().to_string().contains("language"), "{tag:?}");
        assert!(desk.client.open(&open(Some(tag))).await.is_err(), "{tag:?}");
    }
}

#[tokio::test]
async fn what_learning_changed_comes_first() {
    let desk = Desk::new().await;
    for text in
        ["I met Zorblatt at the station", "and then Zorblatt said so", "the station was open and the day was nice"]
    {
        desk.learn(text).await;
    }
    let ask = History { words: Some(WordOrder::MostChanged), limit: Some(5), ..History::default() };
    let words = desk.client.history(&ask).await.unwrap().words;
    assert_eq!((words.len(), words[0].text.as_str(), words[0].count), (5, "Zorblatt", 2), "{words:?}");
    let changes: Vec<f32> = words.iter().map(|word| word.change.unwrap()).collect();
    assert!(changes[0] > 5.0 && changes.is_sorted_by(|a, b| a >= b), "{changes:?}");
}

#[tokio::test]
async fn answers_stay_small_whatever_was_pasted() {
    let desk = Desk::new().await;
    desk.learn(&"zebra".repeat(20)).await;
    for text in ["a".repeat(50_000), "zebra".repeat(13_000), "é".repeat(30_000), format!("{} and ", "z".repeat(60_000))]
    {
        let answer = desk.ask(Suggest { left_context: Some(text), n: Some(32), ..Suggest::default() }).await;
        assert!(answer.words.iter().all(|word| word.text.chars().count() <= 64), "{:?}", answer.words);
        let bytes = rmp_serde::to_vec_named(&answer).unwrap().len();
        assert!(bytes < 32 << 10, "{bytes}");
    }
}

#[tokio::test]
async fn versions_are_agreed_on() {
    let desk = Desk::new().await;
    for (asked, spoken) in [(Some(1), 1), (Some(2), 2), (Some(9), 2), (None, 1)] {
        let hello = Hello { protocol: asked, ..Hello::default() };
        assert_eq!(desk.client.hello(&hello).await.unwrap().protocol, spoken, "{asked:?}");
    }
    assert!(desk.client.hello(&Hello { protocol: Some(0), ..Hello::default() }).await.is_err());
}

#[tokio::test]
async fn words_and_characters_are_counted_apart() {
    let desk = Desk::new().await;
    for (n, n_chars, expected) in [(3, Some(7), (3, 7)), (4, None, (4, 4)), (0, Some(2), (0, 2)), (2, Some(0), (2, 0))]
    {
        let ask = Suggest { left_context: Some("How are ".into()), n: Some(n), n_chars, ..Suggest::default() };
        let answer = desk.ask(ask).await;
        assert_eq!((answer.words.len(), answer.chars.len()), expected, "{n} {n_chars:?}");
    }
}

#[tokio::test]
async fn what_is_taken_can_be_taken_back() {
    let desk = Desk::new().await;
    let first = |answer: SuggestResult| answer.words.into_iter().next().unwrap_or_default();
    let ask = || Suggest { left_context: Some("did you recieve ".into()), ..Suggest::default() };
    let offered = first(desk.ask(ask()).await);
    assert_eq!((offered.kind.as_str(), offered.text.as_str()), ("correction", "receive"));
    let accept = Accept { delete: offered.delete, text: offered.insert, ..Accept::default() };
    assert_eq!(desk.client.accept(&accept).await.unwrap().length, 16);
    let back = Accept { back: true, ..Accept::default() };
    assert_eq!(desk.client.accept(&back).await.unwrap().length, 16);
    assert!(desk.client.accept(&back).await.is_err(), "there is nothing more to take back");
    assert_ne!(first(desk.ask(ask()).await).kind, "correction", "its person stays with it");
}

#[tokio::test]
async fn the_sessions_own_text_can_be_committed() {
    let desk = Desk::new().await;
    let messages = Some(vec![ContextMessage { text: "did you meet Zorblatt?".into(), author: Some("ann".into()) }]);
    let ask = Suggest { left_context: Some("yes, yesterday".into()), messages, ..Suggest::default() };
    desk.ask(ask).await;
    // What was said before cannot be deleted.
    desk.client.edit(&Edit { delete: 9, insert: "today".into(), ..Edit::default() }).await.unwrap();
    assert_eq!(desk.client.commit(&Commit::default()).await.unwrap().kept, 1);
    let edited = desk.client.edit(&Edit { delete: 500, insert: "so".into(), ..Edit::default() }).await.unwrap();
    assert_eq!(edited.length, "did you meet Zorblatt?\nyes, today\nso".len() as u64);
    let kept = desk.client.history(&History::default()).await.unwrap().messages;
    assert_eq!(kept.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), ["yes, today"]);
}

/// Who takes part in a conversation is named at the first letters, and stays known when the text goes on.
#[tokio::test]
async fn people_of_the_conversation_are_named() {
    let desk = Desk::new().await;
    desk.check("Hi Zo", "Zorblatta", false).await;
    let said = ContextMessage { text: "See you there".into(), author: Some("Zorblatta Quimby".into()) };
    let open = Open { messages: Some(vec![said]), ..Open::default() };
    let session = desk.client.open(&open).await.unwrap().session;
    for (text, word) in [("Hi Zo", "Zorblatta"), ("Dear Ms Qui", "Quimby")] {
        let asked =
            Suggest { session: Some(session), left_context: Some(text.into()), n: Some(9), ..Suggest::default() };
        let words = desk.ask(asked).await.words;
        assert!(words.iter().any(|offered| offered.text == word), "{text:?}: {words:?}");
    }
    let nameless = ContextMessage { text: "Hello".into(), author: Some("x".repeat(5000)) };
    let error = desk.client.open(&Open { messages: Some(vec![nameless]), ..Open::default() }).await.unwrap_err();
    assert!(error.to_string().contains("messages"), "{error}");
}
