//! Words that announce a secret, by language, and those that say that none follows. All in lower case.

/// The announcing words of one language.
pub struct Language {
    pub passwords: &'static [&'static str],
    /// Words for a code that is told once.
    pub codes: &'static [&'static str],
    /// Words for a code that mean much else besides.
    pub vague: &'static [&'static str],
    /// Words for "is" that mean something else in another language.
    pub copulas: &'static [&'static str],
    /// Whether endings may follow the words.
    pub inflected: bool,
}

pub const LANGUAGES: &[Language] = &[
    // English.
    Language {
        passwords: &[
            "password",
            "passwords",
            "pass word",
            "passwd",
            "passphrase",
            "pass phrase",
            "passcode",
            "pass code",
            "pass",
            "pw",
            "pwd",
            "psw",
            "psk",
            "wifi key",
            "wi-fi key",
            "wpa key",
            "network key",
            "passkey",
            "secret key",
            "client secret",
            "license key",
            "security answer",
            "secret answer",
            "seed phrase",
            "recovery phrase",
            "recovery words",
            "seed words",
            "backup phrase",
            "mnemonic",
            "recovery key",
            "wpa2",
            "wpa2 key",
            "wpa3 key",
            "security key",
            "encryption key",
            "licence key",
            "product key",
            "access key",
            "api key",
            "api token",
            "access token",
            "auth token",
            "master password",
            "master pw",
            "keepass master",
            "bitwarden master",
            "1password master",
            "lastpass master",
            "vault master",
            "psswd",
            "pswd",
            "ww",
            "12 words",
            "24 words",
            "maiden name",
            "losenord",
            "пороль",
        ],
        codes: &[
            "verification code",
            "security code",
            "confirmation code",
            "access code",
            "login code",
            "auth code",
            "authentication code",
            "one-time code",
            "one time code",
            "one-time password",
            "one time password",
            "activation code",
            "door code",
            "doorcode",
            "gate code",
            "alarm code",
            "unlock code",
            "backup code",
            "guard code",
            "code de carte",
            "code de la carte",
            "code de ma carte",
            "code carte",
            "code bancaire",
            "pickup code",
            "collection code",
            "abholcode",
            "code de retrait",
            "código de recogida",
            "codice ritiro",
            "codice di ritiro",
            "código de retirada",
            "afhaalcode",
            "kod odbioru",
            "upphämtningskod",
            "teslim kodu",
            "код получения",
            "取件码",
            "提货码",
            "recovery code",
            "pin code",
            "2fa code",
            "mfa code",
            "sms code",
            "otp",
            "2fa",
            "mfa",
            "cvv",
            "cvv2",
            "digits on the back",
            "numbers on the back",
            "digits on back",
            "cvc",
            "puk",
            "passcodes",
            "one-time passcode",
            "one time passcode",
            "unlock pin",
            "verification pin",
            "csc",
            "three digits on the back",
            "6 digits",
            "six digits",
            "sechs ziffern",
            "6 ziffern",
            "6 chiffres",
            "6 dígitos",
            "6 cifre",
            "6 cijfers",
            "6 cyfr",
            "6 цифр",
            "three digits",
            "drei ziffern",
            "trois chiffres",
            "tres dígitos",
            "tre cifre",
            "três dígitos",
            "drie cijfers",
            "trzy cyfry",
            "три цифры",
            "tre siffror",
            "digits on the back",
            "number on the back",
            "security number",
            "prüfziffer",
            "chiffres au dos",
            "cifre dietro",
            "dígitos de atrás",
            "cyfry z tyłu",
            "цифры на обороте",
            "üç rakam",
            "siffrorna på baksidan",
            "code on the back",
            "security code on the back",
            "code au dos",
            "code auf der rückseite",
            "nummer auf der rückseite",
            "ziffern auf der rückseite",
            "código de atrás",
            "código no verso",
            "codice sul retro",
            "kod z tyłu",
            "код на обороте",
            "kortets baksida",
        ],
        vague: &[
            "code",
            "codes",
            "pin",
            "pins",
            "verification",
            "combination",
            "bike lock",
            "suitcase lock",
            "luggage lock",
            "kofferschloss",
            "padlock",
            "keypad",
            "locker",
            "lockbox",
            "combo",
            "combinaison",
            "combinación",
            "combinazione",
            "combinação",
            "kombination",
            "combinatie",
        ],
        copulas: &[],
        inflected: false,
    },
    // German.
    Language {
        passwords: &[
            "passwort",
            "kennwort",
            "passwörter",
            "zugangsdaten",
            "wlan-schlüssel",
            "wlan schlüssel",
            "netzwerkschlüssel",
            "wlan-key",
            "losungswort",
            "passwd",
            "wlan-passwort",
            "pass-wort",
            "wlan-code",
            "wlan code",
            "sicherheitsantwort",
            "wiederherstellungsschlüssel",
            "pw",
        ],
        codes: &[
            "bestätigungscode",
            "sicherheitscode",
            "zugangscode",
            "anmeldecode",
            "freischaltcode",
            "prüfcode",
            "türcode",
            "haustürcode",
            "haustürkode",
            "torcode",
            "garagencode",
            "alarmcode",
            "tresorcode",
            "safecode",
            "kellercode",
            "handycode",
            "sperrcode",
            "kartenpin",
            "handypin",
            "aktivierungscode",
            "einmalcode",
            "einmalpasswort",
            "geheimzahl",
            "geheimnummer",
            "kartenprüfnummer",
            "kartenprüfziffer",
            "sicherheitsnummer",
            "tan",
            "mtan",
            "smstan",
            "verifizierungscode",
            "pin-code",
            "pincode",
            "entsperrcode",
        ],
        vague: &["kombination", "zahlenschloss", "fahrradschloss"],
        copulas: &[],
        inflected: false,
    },
    // French.
    Language {
        passwords: &[
            "code wifi",
            "code wi-fi",
            "code du wifi",
            "réponse secrète",
            "mot de passe",
            "mots de passe",
            "mdp",
            "clé wifi",
            "cle wifi",
            "clef wifi",
            "clé wpa",
            "phrase secrète",
        ],
        codes: &[
            "code de vérification",
            "code de verification",
            "code de sécurité",
            "code de confirmation",
            "code d'accès",
            "code d’accès",
            "code secret",
            "cryptogramme visuel",
            "cryptogramme",
            "code pin",
            "digicode",
            "code à usage unique",
            "code confidentiel",
            "code d'activation",
            "code de validation",
            "code sms",
            "code de l'immeuble",
            "code de l’immeuble",
            "code immeuble",
            "code du portail",
            "code du bâtiment",
            "code de la résidence",
            "code du hall",
        ],
        vague: &["cadenas", "combinaison", "nip"],
        copulas: &[],
        inflected: false,
    },
    // Spanish.
    Language {
        passwords: &[
            "contraseña",
            "contrasena",
            "contraseñas",
            "clave del wifi",
            "clave de wifi",
            "clave",
            "palabra clave",
            "contra",
        ],
        codes: &[
            "código de verificación",
            "codigo de verificacion",
            "código de seguridad",
            "código de confirmación",
            "código de acceso",
            "código secreto",
            "número secreto",
            "código cvv",
            "código",
            "codigo",
        ],
        vague: &["nip", "candado"],
        copulas: &[],
        inflected: false,
    },
    // Italian.
    Language {
        passwords: &["parola d'ordine", "parola chiave", "chiave wifi", "chiave del wifi", "parola d’ordine"],
        codes: &[
            "codice di verifica",
            "codice di sicurezza",
            "codice di conferma",
            "codice di accesso",
            "codice segreto",
            "codice cvv",
            "codice",
            "codice pin",
        ],
        vague: &["lucchetto"],
        copulas: &[],
        inflected: false,
    },
    // Portuguese.
    Language {
        passwords: &["senha", "senhas", "palavra-passe", "palavra passe", "palavra-chave"],
        codes: &[
            "código de verificação",
            "código de segurança",
            "código de confirmação",
            "código de acesso",
            "código secreto",
            "chave de acesso",
        ],
        vague: &["cadeado"],
        copulas: &[],
        inflected: false,
    },
    // Dutch.
    Language {
        passwords: &["wachtwoord", "wachtwoorden", "wifi-code", "wachtwoordzin"],
        codes: &[
            "verificatiecode",
            "beveiligingscode",
            "bevestigingscode",
            "toegangscode",
            "inlogcode",
            "deurcode",
            "poortcode",
            "kluiscode",
            "voordeurcode",
            "schuurcode",
            "pincode",
            "sms-code",
        ],
        vague: &["fietsslot", "hangslot"],
        copulas: &[],
        inflected: false,
    },
    // Polish, Czech.
    Language {
        passwords: &["hasł", "haseł", "haslo", "hasla", "hasle", "heslo", "hesla", "heslem"],
        codes: &[
            "kod weryfikacyjn",
            "kod dostępu",
            "kod",
            "kód",
            "ověřovací kód",
            "kod pin",
            "kod cvv",
            "kod cvc",
            "tajny kod",
        ],
        vague: &["kłódk"],
        copulas: &["to", "je", "jest"],
        inflected: true,
    },
    // Russian.
    Language {
        passwords: &["парол", "ключ от wifi", "ключ от вайф", "пасс"],
        codes: &[
            "код подтверждени",
            "код доступ",
            "проверочный код",
            "одноразовый код",
            "код",
            "пин-код",
            "пинкод",
            "пин код",
            "пин",
        ],
        vague: &["комбинаци", "велозам"],
        copulas: &[],
        inflected: true,
    },
    // Ukrainian.
    Language {
        passwords: &["пароль", "гасло", "паролем"],
        codes: &["код підтвердженн", "код доступ", "пін-код", "пін"],
        vague: &[],
        copulas: &[],
        inflected: true,
    },
    // Swedish, Danish, Norwegian.
    Language {
        passwords: &[
            "lösenord",
            "lösenordet",
            "lösen",
            "adgangskode",
            "kodeord",
            "passord",
            "passordet",
            "adgangskoden",
            "kodeordet",
        ],
        codes: &[
            "verifieringskod",
            "säkerhetskod",
            "engångskod",
            "bekræftelseskode",
            "engangskode",
            "sikkerhedskode",
            "bekreftelseskode",
            "portkod",
            "portkoden",
            "dörrkod",
            "larmkod",
            "larmkoden",
            "dørkoden",
            "alarmkode",
            "kod",
            "kode",
            "koden",
            "pinkod",
            "pinkode",
            "pin-kod",
            "dørkode",
        ],
        vague: &["hänglås", "cykellås"],
        copulas: &[],
        inflected: true,
    },
    // Turkish.
    Language {
        passwords: &["şifre", "sifre", "parola"],
        codes: &[
            "pini",
            "doğrulama kodu",
            "onay kodu",
            "güvenlik kodu",
            "giriş kodu",
            "kart şifresi",
            "kodu",
            "kodun",
            "pin kodu",
        ],
        vague: &[],
        copulas: &["olarak"],
        inflected: true,
    },
    // Chinese, Japanese.
    Language {
        passwords: &["密码", "密碼", "口令", "パスワード", "暗証番号", "合言葉", "パスコード", "ぱすわーど"],
        codes: &[
            "验证码",
            "驗證碼",
            "校验码",
            "动态码",
            "激活码",
            "确认码",
            "認証コード",
            "確認コード",
            "暗証コード",
            "認証番号",
            "ワンタイムパスワード",
            "ログインコード",
            "アクセスコード",
            "解錠コード",
            "动态密码",
            "動態密碼",
            "セキュリティコード",
            "安全码",
            "安全碼",
            "pin码",
            "pin碼",
            "取款码",
        ],
        vague: &[],
        copulas: &[],
        inflected: false,
    },
    // Finnish, Hungarian, Indonesian.
    Language {
        passwords: &["salasana", "jelszó", "jelszav", "kata sandi", "sandi"],
        codes: &[
            "vahvistuskoodi",
            "turvakoodi",
            "koodi",
            "ellenőrző kód",
            "kód",
            "pinkód",
            "pin kód",
            "tunnusluku",
            "pin luku",
            "kode verifikasi",
            "kode otp",
            "pin atm",
            "kode atm",
        ],
        vague: &[],
        copulas: &["on", "oli", "az"],
        inflected: true,
    },
];

/// Words of passwords that mean much else besides: the text after "is" behind them must look like a password.
pub const VAGUE_PASSWORDS: &str =
    "wpa2 mnemonic contra clave claves chiave chave clé key keys schlüssel sleutel klucz ключ anahtar";

/// Words of places, after which a colon or a stroke tells what opens them.
pub const ACCOUNTS: &[&str] = &[
    "ssid",
    "lock screen",
    "wifi",
    "wi-fi",
    "wlan",
    "router",
    "hotspot",
    "netflix",
    "nas",
    "portal",
    "popup",
    "pop-up",
    "keepass",
    "veracrypt",
    "вайфай",
    "вай-фай",
    "роутер",
    "hotspotu",
];

/// Words of accounts and their owners, after which a name follows as well.
pub const USERS: &[&str] = &[
    "username",
    "user name",
    "user",
    "spotify",
    "account",
    "zugang",
    "benutzer",
    "benutzername",
    "konto",
    "utilisateur",
    "usuario",
    "cuenta",
    "utente",
    "usuário",
    "conta",
    "gebruiker",
    "gebruikersnaam",
    "użytkownik",
    "аккаунт",
    "användare",
    "användarnamn",
    "kullanıcı",
    "hesap",
    "账号",
    "帐号",
    "賬號",
    "アカウント",
];

/// Beginnings of what people say of a password in Chinese, which is none itself.
pub const ORDINARY_UNSPACED: &[&str] = &[
    "什么", "甚么", "什麼", "多少", "对", "對", "错", "錯", "不", "没", "沒", "我", "你", "他", "她", "它", "谁", "誰",
    "哪", "空", "默认", "預設", "必须", "必須", "需要", "一样", "一樣", "新", "旧", "舊", "正确", "正確", "怎", "在",
    "写", "寫", "放", "每", "最", "很", "太", "强", "弱", "随", "隨", "自", "个", "個", "一个", "一個", "真", "以前",
    "原来", "原來", "安全", "重要", "忘", "要", "用", "保", "为了", "為了", "当", "當", "上次", "别", "別", "几", "幾",
    "大", "小", "已", "过", "過", "啥", "可以", "应该", "應該", "公开", "公開", "固定", "唯一", "秘密", "手机", "生日",
    "数字", "數字",
];

/// "Is" and words that say the same.
pub const COPULAS: &str = "sono są is was 's it's its thats that's that’s it’s are will be reads says equals called remains became becomes now still currently \
    ist war lautet heißt heisst wäre bleibt jetzt est était sera c'est c’est reste es era será sigue è sarà resta é foi \
    será fica wordt luidt blijft jest brzmi był była było będzie zní это был была было есть будет є це був була är blir \
    lyder er bliver adalah ialah yaitu";

/// Words between an announcing word and the thing it is for.
pub const PREPOSITIONS: &str = "for of from to on in at the my fürs beim your our their his her this that new old für von vom zum \
    zur des der das die dem mein dein unser ihr neue alte im am pour du de la le les des mon ton notre votre au aux sur \
    nouveau para del de la el los mi tu su nuestra nueva en per il lo gli di della dello mio tuo nostro nuova al alla \
    do da dos das meu teu sua nova no na para voor van het de je jouw mijn ons nieuwe op do od dla na w ze moje twoje \
    nowe k pro от для на к в моё мой твой ваш новый новая від для до мій твій till från för min din vår nya i på til fra \
    mit vores nye benim senin yeni için guest router wifi wi-fi wlan network account email e-mail mail laptop door \
    gast вайфая wifi: wlan: router: wi-fi: internet netflix server admin root user";

/// Words with which a question for a secret ends, behind the announcing word: "the pin again?", "şifre ne?".
pub const ASKS: &str = "quoi ha hat has again please pls plz now nochmal noch bitte gleich denn encore déjà stp svp otra vez porfa favor \
    ancora scusa mesmo ook alweer nog proszę znowu еще ещё пожалуйста плз снова ne nedir neydi lütfen ta tack igen";

/// The same in scripts without spaces, where they join the announcing word.
pub const ASKS_UNSPACED: &[&str] = &[
    "是多少",
    "是什么",
    "是什麼",
    "是啥",
    "多少",
    "是几",
    "呢",
    "は何",
    "は何ですか",
    "何",
    "は",
    "教えて",
    "を教えて",
    "って何",
    "は何だっけ",
];

/// Words that ask how many or when, to which a number is an answer: "how many lines of code?".
pub const QUANTITIES: &str = "many much long often when old year viele viel lang oft wann alt combien quand cuántos cuántas \
    cuánto cuánta cuándo quanti quante quanto quando quantos quantas hoeveel wanneer ile kiedy сколько когда kaç \
    hur när hvor";

/// Verbs for changing a code, before "to" and the new one.
pub const CHANGED: &str = "changed change steht stehen eingestellt set reset switched updated geändert gesetzt umgestellt changé cambié cambiado \
    cambiato mudado modifié changée modifiée alterado veranderd gewijzigd zmieniony zmieniłem zmieniłam изменён изменен сменил сменила поменял \
    поменяла değiştirdim ändrad ändrat";

/// Words before a year, which is a time there and no code: "2fa is on since 2022".
pub const SINCE: &str = "since until till before after in by seit bis vor nach depuis avant après en desde hasta antes dal \
    fino sinds tot od do с до после w";

/// Words between a secret and what it is the secret of: "4321 for the door code", "4321 as PIN".
pub const PURPOSES: &str =
    "for as to on at into für als am an zum zur pour comme para como per come voor op jako dla do для как за";

/// Words with which a sentence goes on after an announcing word that stands behind its secret.
pub const CLAUSES: &str = "please pls plz and or but if when so ok okay thanks thx btw today now again then until till \
    bitte und oder aber wenn danke heute et ou mais si merci y o pero si gracias e ma se grazie obrigado en of als dank i lub \
    ale и или но если спасибо";

/// Words that people write after those above and that are no secret: adjectives, adverbs, beginnings of sentences.
pub const ORDINARY: &[&str] = &[
    "wrong right correct incorrect invalid valid weak strong short long easy hard simple complex secure insecure safe \
     old new same different default empty blank missing required optional hidden visible secret private public \
     random unique good bad better best great fine ok okay not never always often again already also just only too \
     very so really quite pretty a an the this that these those my your his her its our their it he she they we you i \
     me him them us on in at by for from with without of to as and or but if when where who what which how why because \
     since until than then there here now today tomorrow yesterday soon later before after still yet no yes none \
     nothing something anything everything all any some each every both either neither one two three four five enough \
     more less most least few many much important necessary possible impossible ready done gone lost stolen changed \
     expired forgotten reset stored saved written kept known unknown shared set sent typed entered accepted rejected \
     case sensitive at least must should can could may might will would shall do does did has have had been being be am \
     is are was were stuff thing things way up down out off over under about into through between against during \
     getting going coming making taking working broken stuck the somewhere nowhere anywhere everywhere inside outside \
     back away first last next previous current per your sticky note notes manager field policy rules prompt box \
     protected free based only reuse reset change generator recovery request requirements length hint hints day \
     security hygiene hashing authentication login page screen link mail email protection cracking strength entropy \
     hunter's managers fields policies poetry art review reviewer quality style freeze base book books monkey golf smell \
     smells coverage owner owners owner's name names number numbers mandatory crucial useless \
     stupid obvious annoying terrible awful public useful identical temporary permanent alphanumeric plain plaintext \
     passport passports hers mine theirs someone somebody anyone anybody everyone everybody dead alive fun funny silly dumb clever perfect \
     pointless ridiculous overdue due involved \
     idk dunno lol haha hahaha hmm huh omg wtf nvm thx thanks nope nah yep yeah yup sure sorry maybe what? nothing asap \
     hier hä keine ahnung weiß weg äh below above really whatever seriously please letters digits numbers symbols words lowercase uppercase \
     accepted denied numeric temporary provisional vorläufig beispiel provisoire temporaire temporal provisional numérica numérico temporanea \
     temporaneo provvisoria provvisorio numerica temporária temporário provisória tijdelijk voorlopig tymczasowe tymczasowy временный \
     временный тимчасовий tillfälligt geçici example annoying works worked wrongly unsafe",
    "falsch richtig sicher unsicher kurz lang zu nicht nie immer wieder schon noch auch nur sehr so ein eine einen der \
     die das dem den mein dein sein ihr unser hier dort heute morgen gestern bald später weg verloren vergessen geändert \
     abgelaufen gesperrt gespeichert bekannt unbekannt nötig notwendig gleich anders neu alt leer gut schlecht besser \
     einfach schwer schwierig kompliziert wichtig geheim privat und oder aber wenn weil dass bei mit ohne von zu auf in \
     an für über unter doch mal leider wohl eben etwas nichts alles groß klein ungültig gültig notiert drei zwei",
    "faux juste correct incorrect invalide valide faible fort court long trop pas plus jamais toujours encore déjà aussi \
     très si un une le la les mon ton son notre votre leur ici là aujourd'hui demain hier bientôt perdu oublié changé \
     expiré bloqué enregistré connu inconnu nécessaire obligatoire même différent nouveau vieux vide bon mauvais simple \
     compliqué important secret privé et ou mais si quand que dans sur avec sans pour par de à en sous dur difficile",
    "incorrecta incorrecto correcta correcto mala malo buena bueno débil fuerte corta larga muy no nunca siempre otra \
     también solo sólo una un el la los las mi tu su aquí allí hoy mañana ayer pronto perdida olvidada cambiada caducada \
     bloqueada guardada conocida necesaria obligatoria misma diferente nueva vieja vacía fácil difícil importante \
     secreta privada y o pero si cuando que en con sin para por de a demasiado equivocada segura distinta del",
    "sbagliata sbagliato giusta giusto corretta errata debole forte corta lunga troppo non mai sempre ancora già anche \
     solo molto una un il lo la i gli le mia tua sua nostra qui lì oggi domani ieri presto persa dimenticata cambiata \
     scaduta bloccata salvata nota sconosciuta necessaria obbligatoria stessa diversa nuova vecchia vuota facile \
     difficile importante segreta privata e o ma se quando che in con senza per di a sicura stata",
    "errada errado incorreta correta certa fraca forte curta longa muito não nunca sempre ainda já também só uma um o a \
     os as minha tua sua nossa aqui ali hoje amanhã ontem perdida esquecida mudada expirada bloqueada salva guardada \
     conhecida necessária obrigatória mesma diferente nova velha vazia fácil difícil importante secreta e ou mas se \
     quando que em com sem para por de segura demais",
    "fout verkeerd juist goed zwak sterk kort lang te niet nooit altijd weer nog al ook alleen heel een de het mijn jouw \
     zijn haar ons hier daar vandaag morgen gisteren binnenkort kwijt vergeten veranderd gewijzigd verlopen geblokkeerd \
     opgeslagen bekend onbekend nodig verplicht hetzelfde anders nieuw oud leeg makkelijk moeilijk belangrijk geheim en \
     of maar als wanneer dat in met zonder voor door van op onjuist veilig gelijk",
    "złe zły dobre dobry błędne nieprawidłowe niewłaściwe nieaktualne niepoprawne poprawne słabe silne krótkie długie za nie nigdy zawsze znowu jeszcze już też \
     tylko bardzo moje twoje jego jej nasze tu tam dziś jutro wczoraj wkrótce zgubione zapomniane zmienione wygasło \
     zablokowane zapisane znane nieznane potrzebne wymagane takie samo inne nowe stare puste łatwe trudne ważne tajne i \
     lub ale jeśli gdy że w z bez dla przez od na do się to špatné dobré slabé není už ještě moc",
    "неверный неправильный верный правильный слабый сильный короткий длинный слишком не никогда всегда опять ещё еще уже \
     тоже только очень мой твой его её наш ваш здесь там сегодня завтра вчера скоро потерян забыт изменён изменен истёк \
     истек сохранён сохранен известен нужен обязателен такой же тот другой новый старый пустой простой сложный важный \
     тайный и или но если когда что в с без для на от к у по я ты он она мы вы они был есть неправильно забыл сменил \
     скинул потерял важно тут нет больше хороший невірний неправильний слабкий новий старий дуже ще вже не мій твій наш",
    "fel rätt svagt starkt kort långt för inte aldrig alltid igen ännu redan också bara mycket ett en det den mitt ditt \
     sitt vårt här där idag imorgon igår snart borta glömt ändrat utgånget låst sparat känt okänt nödvändigt samma \
     annat nytt gammalt tomt lätt svårt viktigt hemligt och eller men om när att i med utan av på till forkert rigtigt \
     svagt ikke aldri aldrig alltid igen feil riktig for også bare meget veldig",
    "yanlış doğru zayıf güçlü kısa uzun çok değil asla hep yine daha zaten de da sadece bir benim senin onun bizim burada \
     orada bugün yarın dün yakında kayıp unutuldu değişti geçersiz geçerli gerekli zorunlu aynı farklı yeni eski boş \
     kolay zor önemli gizli ve veya ama eğer için ile hatalı bu şu o ne nasıl lazım var yok unuttum değiştirdim",
    "nel nella nello nei nelle negli sul sulla sullo sui sulle dal dalla dallo dai dalle col allo ai agli nas nos num numa pelo pela ao chez aux au im am beim vom zum zur \
     mindestens höchstens maximal minimal minimum maximum moins menos almeno pelo minstens minimaal minst najmniej минимум минимально en \
     what which who whose was wie welche welcher welches wer quel quelle quels quelles quoi qui cuál cual cuáles qué que quién qual quale \
     quali quais chi cosa wat welk welke wie jaki jakie jaka jakiego kto co vad vilken vilket hvad hvilken hva hangi hangisi kim какой какая \
     какое какие кто який яка kterým jaké",
    "väärä oikea heikko vahva ei aina taas vielä jo myös vain rossz helyes gyenge erős nem mindig újra még már is csak \
     salah benar lemah kuat tidak selalu lagi sudah juga hanya saya kamu baru lama",
];

/// Codes that are no secret, by the word before.
pub const HARMLESS_CODES: &str = "common popular exam subject drug paint vin warranty zip postal post area country error exit status http source return dress bar qr morse \
    color colour colors hex model product part item sort swift bic tax dial dialing dialling region language airport iata \
    icao unicode ascii key legal penal civil building fire vehicle fault trouble diagnostic event result response opcode \
    byte op machine assembly genetic promo discount coupon voucher referral gift booking flight course class room unit \
    department cost billing currency time stop error: clean legacy dead spaghetti of python rust java c kotlin swift \
    perl php write wrote writing read reading pull merge push ship test bowling clothes safety drawing rolling firing bobby hair safety lapel enamel push connector gpio header";

/// Words that say the same and come after the announcing word.
pub const HARMLESS_AFTER: &str = "pos postal postale postali fiscale civile penale penal civil barras fuente sorgente source \
    pocztowy źródłowy почтовый исходный posta postal поштовий кодекс error erreur errore zdrojový review reviews diode diodes";

/// Units and things that numbers count or measure.
pub const UNITS: &str = "lines line loc ms s sec secs second seconds min mins minute minutes h hour hours day days week \
    weeks month months year years nm um mm cm m km meter meters metre metres yard yards mi mile miles ft feet inch inches g kg mg lb lbs oz t ton tons l ml kb \
    mb gb tb kib mib gib bytes byte bits bit hz khz mhz ghz v kv mv a ma w kw wh kwh mah people users user times time \
    digit digits dígitos chiffres cifre stellen cijfers cyfr цифр мс сек haneli \
    percent words word characters chars char letters pages page files file rows row items item tests test commits commit \
    functions function methods classes points point steps step euros euro eur dollars dollar usd pounds gbp francs rubles roubles yen yuan pesos rupees kronor kroner zł złotych \
    рублей руб lira \
    zeilen zeile tage tag wochen jahre jahr stunden minuten sekunden zeichen wörter mal leute seiten lignes ligne jours \
    jour ans heures fois pages mots líneas línea días horas años veces righe giorni ore anni volte linhas dias anos \
    vezes regels dagen uur jaar keer linii dni lat godzin razy строк строки дней лет часов раз минут секунд рядків днів \
    років rader dagar år gånger satır gün yıl saat kez degrees bpm rpm fps px dpi calories kcal iu ppm k km/h mph";

/// Digits in words, of a code that somebody dictates.
pub const DIGIT_WORDS: &str = "zero oh one two three four five six seven eight nine null eins zwei zwo drei vier fünf sechs sieben acht neun \
    zéro un deux trois quatre cinq sept huit neuf cero uno dos tres cuatro cinco seis siete ocho nueve zero due tre quattro cinque sei \
    sette otto nove um dois três quatro sete oito nul een twee drie vijf zes zeven acht negen jeden dwa trzy cztery pięć sześć siedem \
    osiem dziewięć ноль один два три четыре пять шесть семь восемь девять noll ett två fyra fem sex sju åtta nio";

/// Beginnings of words for what a number opens.
pub const LOCKS: &[&str] = &[
    "lock",
    "padlock",
    "safe",
    "garage",
    "gate",
    "alarm",
    "lockbox",
    "keybox",
    "schließfach",
    "casier",
    "taquilla",
    "armadietto",
    "armário",
    "skrytk",
    "unlock",
    "schloss",
    "zahlenschloss",
    "tresor",
    "schlüsselkasten",
    "cadenas",
    "coffre",
    "interphone",
    "portail",
    "digicode",
    "caja fuerte",
    "alarma",
    "cassaforte",
    "allarme",
    "cofre",
    "alarme",
    "slot",
    "kluis",
    "sleutelkast",
    "sejf",
    "domofon",
    "замок",
    "сейф",
    "домофон",
    "kassaskåp",
    "kilit",
    "kasa",
];

/// "With", before a number that opens something.
pub const WITH: &str =
    "with w/ w mit avec con com met na med на ile tape dial press type enter tippe composez marca digita tecle";

/// Doors and keypads, beginnings of words: a number that is typed there is a code.
pub const DOORS: &[&str] = &[
    "door",
    "entrance",
    "keypad",
    "tor",
    "tür",
    "haustür",
    "tastenfeld",
    "porte",
    "entrée",
    "puerta",
    "portal",
    "teclado",
    "cancello",
    "portone",
    "tastierino",
    "portão",
    "deur",
    "poort",
    "bram",
    "furtk",
    "drzwi",
    "двер",
    "подъезд",
    "калитк",
    "ворот",
    "kapı",
    "dörr",
];

/// Verbs for typing a number.
pub const TYPE: &str = "dial press type enter punch put key input tippe tippen drück drücke gib wähle tape tapez compose \
    composez fais entre entrez marca marque marcas pulsa teclea introduce digita premi inserisci tecle digite aperte toets \
    druk tik wpisz wciśnij wybierz набери наберите нажми введи введите жми tuşla gir slå tryck tast";

/// Words that say that the name of a place follows: "the wifi is called …".
const PLACE_NAMES: [&str; 26] = [
    "called",
    "named",
    "name",
    "names",
    "network",
    "ssid",
    "model",
    "heißt",
    "heisst",
    "netz",
    "netzwerk",
    "réseau",
    "s'appelle",
    "nom",
    "red",
    "nombre",
    "llama",
    "rete",
    "nome",
    "chiama",
    "heet",
    "naam",
    "nazywa",
    "nazwa",
    "называется",
    "heter",
];

/// Whether a word says that the name of a place follows, no password.
pub fn is_place_name(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_lowercase();
    PLACE_NAMES.contains(&bare.as_str())
}
