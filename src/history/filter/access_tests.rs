//! Secrets in lines that speak of access without announcing one, and lines that hold none: code, named numbers, questions.

use super::{Filter, GAP};

fn left(before: &str, text: &str) -> String {
    Filter::default().apply_after(before, text).text.unwrap_or_default().into_owned()
}

#[test]
fn secrets_anywhere_in_a_line() {
    for (text, secret) in [
        ("the alarm's 44719 and it beeps when it's off", "44719"),
        ("did they send the otp? yep, 551 092", "551 092"),
        ("bring the bins in, garage keypad is 5581", "5581"),
        ("admin / Wombat_88 for the router", "Wombat_88"),
        ("docker login -u ci -p Mu5hroom!x registry.local", "Mu5hroom!x"),
        ("my nino is AB 31 77 20 D", "AB 31 77 20 D"),
        ("memorable word: tangerine", "tangerine"),
        ("voicemail is 4410", "4410"),
        ("my apple id is joe, password Fr1ttata", "Fr1ttata"),
        ("the wifi here: FRITZ!Box 7590, key 55120938471102938475", "55120938471102938475"),
        ("mein Login ist mweber, das Kennwort Apfelmus_9", "Apfelmus_9"),
        ("Passwort wie immer, Rosenkohl12", "Rosenkohl12"),
        (
            "Wiederherstellungsphrase bitte aufheben: apfel birne wolke tiger lampe nebel feder kugel stein wiese hafen brille",
            "apfel birne wolke tiger lampe nebel feder kugel stein wiese hafen brille",
        ),
        ("code de l'immeuble ? c'est le 41A08 puis B", "41A08"),
        ("saisis 440912 pour te connecter", "440912"),
        ("code du portail 27C90, sonne pas", "27C90"),
        ("le code immeuble 4409", "4409"),
        ("pin atm 771204 ya", "771204"),
        ("meine Steuer-ID: 23 410 887 165", "23 410 887 165"),
        ("keybox behind the bins 3318, spare key inside", "3318"),
        ("der Schlüsselkasten neben dem Carport 9051", "9051"),
        (
            "phrase de récupération à garder : abandon balcon cactus dauphin esprit fusil galerie hiver index jardin kayak lundi",
            "abandon balcon cactus dauphin esprit fusil galerie hiver index jardin kayak lundi",
        ),
        ("contraseña la de siempre, o sea Paella1988", "Paella1988"),
        ("usuario rgomez, clave Chorizo_4", "Chorizo_4"),
        ("digita 2219 al citofono", "2219"),
        ("o alarme é 7729, tens 30 segundos", "7729"),
        ("het alarm is 5091, snel intoetsen", "5091"),
        ("toets 6612 bij de voordeur", "6612"),
        ("wpisz 441209 aby się zalogować", "441209"),
        ("använd 660129 för att logga in", "660129"),
        ("parola aynı, yani Baklava1453", "Baklava1453"),
        ("пароль тот же, значит Pelmeni77", "Pelmeni77"),
        ("набери 5502 на домофоне", "5502"),
        ("保险箱密码 7714", "7714"),
        ("アラームの暗証番号は 5519", "5519"),
        ("hey its 5561 for the lift, floor 4", "5561"),
        ("I made the login easy: guest / Welcome2024!", "Welcome2024!"),
        ("Lyft: 882014 is your login code", "882014"),
        ("[Steam] 4FK7Q is your code", "4FK7Q"),
        ("wifi network Otter, key is river-bank-42", "river-bank-42"),
        ("paswd: k1tchenSink", "k1tchenSink"),
        ("change ur password from Summer22 to Autumn23 ok", "Autumn23"),
        ("house alarm 4471 then the tick button", "4471"),
        ("iPad passcode hasn't changed: 1972", "1972"),
        ("my ssn is 512 44 9083", "512 44 9083"),
        ("use \"amber fox window\" as the password for the shared folder", "amber fox window"),
        ("the password you need is peppermint, all lowercase", "peppermint"),
        ("the password they gave us is Marble9x", "Marble9x"),
        (
            "seed: maple robot hockey velvet danger urban frozen pistol orbit candy lemon wagon",
            "maple robot hockey velvet danger urban frozen pistol orbit candy lemon wagon",
        ),
        ("mysql -h db -u shop -pKiwi_Tart9 shopdb", "Kiwi_Tart9"),
        ("curl -u shop:Kiwi_Tart9 https://api.example.com", "Kiwi_Tart9"),
        ("openssl rsa -in key.pem -passin pass:Kiwi_Tart9", "Kiwi_Tart9"),
        ("mount -t cifs //nas/media /mnt -o username=joe,password=Kiwi_Tart9", "Kiwi_Tart9"),
        ("spring.mail.password=Kiwi_Tart9", "Kiwi_Tart9"),
        ("mein Passwort fürs Forum lautet Zwiebelring7", "Zwiebelring7"),
        ("Zahlenschloss vom Rad: 4 0 9 2", "4 0 9 2"),
        ("Fritzbox-Kennwort steht hinten: 8841 2203 7719 0045 1102", "8841 2203 7719 0045 1102"),
        ("meine SV-Nummer ist 65 170839 J 003", "65 170839 J 003"),
        ("mdp netflix toujours pareil : Crevette_8", "Crevette_8"),
        ("identifiant jdupont et mot de passe Fromage.Blanc3", "Fromage.Blanc3"),
        ("el candado del trastero es 371", "371"),
        ("para abrir el portal pulsa 4408", "4408"),
        ("il lucchetto della bici è 4092", "4092"),
        ("login: jsilva senha: Coxinha_9", "Coxinha_9"),
        ("inloggen met kees / Bitterbal_7", "Bitterbal_7"),
        ("login: akowalska hasło: Makowiec_3", "Makowiec_3"),
        ("cykellåset är 4092", "4092"),
        ("kullanıcı adı ayse şifre Simit_34", "Simit_34"),
        ("логин ivan пароль Borsch_2020", "Borsch_2020"),
        ("保险柜是左12右33左7", "左12右33左7"),
    ] {
        let left = left("", text);
        assert!(!left.contains(secret), "of {text:?}: {left:?}");
    }
}

#[test]
fn code_numbers_and_questions_stay() {
    for text in [
        "model.pad_token = model.end_of_token",
        "the keypad on the left costs 40 less",
        "the padlock by the shed, 2 of them",
        "the invoice number is 20240871, please pay it by Friday",
        "el pedido 77120341 no ha llegado",
        "zamówienie 77120345 zostało wysłane",
        "订单 77120345 已发货",
        "token = request.headers.get(\"Authorization\")",
        "secret: ${{ secrets.DEPLOY_KEY }}",
        "API_KEY=your_api_key_here",
        "if (password === confirmPassword) return true;",
        "quelle est la phrase secrète ?",
        "jaki jest kod do bramy?",
        "wifi密码是多少？",
        "código de error 4041 otra vez",
        "felkod 2203 på spisen",
        "the login is broken on Windows11 and macOS14",
        "he sold the safe for 1250 euros",
        "the code freeze is on 14.11.2024",
        "the combination of 3000 parts",
        "the vault scene at minute 4510 of the stream",
        "the door is 2100 mm high",
        "use the discount code WELCOME10 at checkout",
        "j'habite au 1204, la porte bleue",
        "alarm ustawiony na 0630",
        "vegetable soup recipe with carrots onions celery garlic thyme pepper",
        "passport control took 45 minutes at gate B34",
        "he cracked the code of the Enigma in 1941",
        "the alarm clock cost 29.99",
        "the vault has 3 rooms and 2 guards",
        "login count was 48213 this month",
        "I'll verify the 4300 rows tomorrow",
        "wifi 6 router with WPA3 and 2400 Mbps",
        "my username is taken, so I'm on version2 of it",
        "they met in 1962, moved in 1968 and retired in 2001",
        "order no. 118-4402917-7735021 has shipped",
        "article number 604.119.35, aisle 7",
        "the parcel LX418204415DE is on its way",
        "Paket 40031177259102 liegt beim Nachbarn",
        "TOKEN_TTL=7200 and PASSWORD_MIN_LENGTH=14",
        "MAX_PIN_ATTEMPTS: 5",
        "the CVC is a 3-digit number on the back",
        "the PIN must be a 4-digit one, not a 6-digit one",
        "the password you chose is ridiculous",
        "the code that you sent is unreadable",
        "the key changes from C4 to G5",
        "Haustür ist 2,10 m hoch",
        "Login dauert 4500 ms",
        "inscription et connexion à partir de 14h",
        "el candado costó 1250 pesos",
        "la cassaforte pesa 90 kg",
        "het slot kost 1250 kronen",
        "kapı 2100 mm",
        "这个密码太短了，要8位",
        "const pin = generatePin(4);",
        "let token = localStorage.getItem(\"token\");",
        "--password \"$DB_PASS\"",
        "curl -H \"Authorization: Bearer $TOKEN\" https://x.example",
        "<label for=\"password\">Password</label>",
        "password: str = Field(min_length=8)",
        "your order 88412 ships Monday, arrives in 3 days",
        "Bug 1402213 is fixed in 118",
        "1048576 bytes is a megabyte",
        "elevation 4478 m",
    ] {
        assert_eq!(left("", text), text);
    }
}

#[test]
fn secrets_in_answers() {
    for (before, text, secret) in [
        ("whats the gate code", "6671 and shut it behind you", "6671"),
        ("remind me of the laptop password", "Porridge_5", "Porridge_5"),
        ("what did u set the wifi to", "its now Meerkat2020", "Meerkat2020"),
        ("sudo systemctl restart nginx", "B1scuit_tin", "B1scuit_tin"),
        ("mysql -u root -p", "r00t_Beer99", "r00t_Beer99"),
        ("wie ist der Code vom Tresor", "4471", "4471"),
        ("le mdp du pc ?", "toujours Camembert75", "Camembert75"),
        ("la contraseña nueva?", "es Paella1988", "Paella1988"),
        ("qual o código do portão?", "8841 e depois jogo da velha", "8841"),
        ("kod do bramy?", "2291 i kratka", "2291"),
        ("kapı şifresi ne", "6073", "6073"),
        ("门禁密码多少", "4471#", "4471"),
        (
            "seed words incoming, hide them",
            "candy ladder urban frost noble ivory sketch panther glove rally tunnel dwarf",
            "candy ladder urban frost noble ivory sketch panther glove rally tunnel dwarf",
        ),
        ("remind me, netflix pw?", "same one, Choccy.Bar1", "Choccy.Bar1"),
        ("hit me with the otp", "559 014", "559 014"),
        ("they want the security code", "314", "314"),
        ("ssh root@web01", "k1tchenSink99", "k1tchenSink99"),
        ("password:", "Kiwi_Tart9", "Kiwi_Tart9"),
        ("sag mir nochmal die PIN", "7714", "7714"),
        ("et pour l'alarme ?", "7741", "7741"),
        ("codice allarme?", "è 6650", "6650"),
        ("wat was de pincode", "7714", "7714"),
        ("larmkoden?", "4471", "4471"),
        ("какой пароль от почты", "Borsch_2020", "Borsch_2020"),
        ("the lockbox code is coming in a sec", "4092", "4092"),
    ] {
        let left = left(before, text);
        assert!(!left.contains(secret), "of {before:?}, {text:?}: {left:?}");
    }
    for (before, text) in [
        ("see you at the gate", "1830"),
        ("how many lines of code?", "4500 or so"),
        ("what's the login?", "idk, ask Ben"),
        ("working on the code", "it's slow on ubuntu22"),
        ("sudo apt upgrade", "htop"),
        ("ssh root@web01", "uptime"),
        ("did you unlock the door?", "yes, at 1845"),
        ("the password is too short", "12 characters at least"),
    ] {
        assert_eq!(left(before, text), text, "after {before:?}");
    }
}

/// The words around a secret stay.
#[test]
fn only_the_secret_goes() {
    for (text, left_over) in [
        ("press 2245 on the buzzer to get in", "press _ on the buzzer to get in"),
        ("rina / Zimt&Zucker that's the login", "rina / _ that's the login"),
        ("Use 774021 to log in to the forum", "Use _ to log in to the forum"),
        ("22 right 41 left 9 right for the safe", "_ for the safe"),
        ("the safe: 22 right, 41 left, 9 right, then pull", "the safe: _, then pull"),
        ("invoice 2024-0871 is late", "invoice 2024-0871 is late"),
    ] {
        assert_eq!(left("", text).replace(GAP, "_"), left_over);
    }
}
