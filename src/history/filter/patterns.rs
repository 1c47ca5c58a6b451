//! The table of patterns of secrets. Each row has examples that a test checks.
//!
//! The prefixes are those that the services publish for secret scanners. Main table: [`PATTERNS`].

use std::sync::{LazyLock, OnceLock};

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::commands;
use super::pattern::{Pattern, compile, key, of, whole};
use super::reason::Reason;

/// The pattern of this number, compiled when it is first looked for: all of them would hold up the daemon's start.
pub fn regex(number: usize) -> &'static Regex {
    static COMPILED: [OnceLock<Regex>; PATTERNS.len()] = [const { OnceLock::new() }; PATTERNS.len()];
    COMPILED[number].get_or_init(|| compile(PATTERNS[number].regex))
}

/// Numbers of the patterns of which a hint occurs in a text, each once.
pub fn hinted(text: &str) -> Vec<usize> {
    /// All hints, and the number of the pattern that each belongs to.
    static HINTS: LazyLock<(AhoCorasick, Vec<usize>)> = LazyLock::new(|| {
        let hints = PATTERNS.iter().enumerate().flat_map(|(n, p)| p.hints.iter().map(move |&hint| (hint, n)));
        let (hints, numbers): (Vec<&str>, Vec<usize>) = hints.unzip();
        let hints = AhoCorasick::builder().ascii_case_insensitive(true).build(hints);
        (hints.expect("the hints are few and short"), numbers)
    });
    let (hints, owners) = &*HINTS;
    let mut seen = [false; PATTERNS.len()];
    let mut numbers = Vec::new();
    for hint in hints.find_overlapping_iter(text) {
        let number = owners[hint.pattern().as_usize()];
        if !std::mem::replace(&mut seen[number], true) {
            numbers.push(number);
        }
    }
    numbers
}

pub const PATTERNS: &[Pattern] = &[
    // Private keys: no part of such a text is worth keeping.
    whole(of(
        Reason::PrivateKey,
        key(
            "PEM and OpenPGP private key",
            &["private key"],
            r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----",
            &[
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",
                "look:\n-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----",
                "-----BEGIN PGP PRIVATE KEY BLOCK-----",
            ],
            &["-----BEGIN PUBLIC KEY-----", "begin with your private key"],
        ),
    )),
    whole(of(
        Reason::PrivateKey,
        key(
            "PuTTY private key",
            &["putty-user-key-file"],
            r"PuTTY-User-Key-File-[0-9]:",
            &["PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none"],
            &["putty asks for a key file"],
        ),
    )),
    whole(of(
        Reason::PrivateKey,
        key(
            "age secret key",
            &["age-secret-key-"],
            r"(?i-u)age-secret-key-(?:pq-)?1[a-z0-9]{20,}",
            &["AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"],
            &["the age-secret-key-1 format"],
        ),
    )),
    // Cloud providers.
    key(
        "AWS access key",
        &["akia", "asia", "abia", "acca", "a3t"],
        r"(?-u:\b)(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?-u:\b)",
        &["export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "ASIAY·34FZKBOKMUTVV7A is it"],
        &["we fly to Asia", "AKIA is the prefix"],
    ),
    key(
        "Google API key",
        &["aiza"],
        r"(?-u:\b)AIza[0-9A-Za-z_-]{35}",
        &["AIzaS·yDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe"],
        &["AIza begins the key", "Aizawl is a city"],
    ),
    key(
        "Google OAuth secret and token",
        &["gocspx-", "ya29."],
        r"(?-u:\b)(?:GOCSPX-[0-9A-Za-z_-]{20,}|ya29\.[0-9A-Za-z_-]{20,})",
        &["GOCSPX-a·BcD_1234567890efghijklmnop", "ya29.a·0AfH6SMBx1Q2w3E4r5T6y7U8i9O0p"],
        &["see ya29. bye"],
    ),
    key(
        "Azure storage key",
        &["accountkey=", "sharedaccesskey="],
        r"(?i-u)(?:AccountKey|SharedAccessKey)=([a-z0-9+/]{32,}=*)",
        &[
            "DefaultEndpointsProtocol=https;AccountKey=l·JzRc1YdHaAA2KCNJJ1tkYwF/+mKK6Ygw0NGe170Xu592euJv2wYUtBlV8z+qnlcNQSnIYVTkLWntUO1F8j8rQ==",
        ],
        &["AccountKey= is empty"],
    ),
    key(
        "Azure client secret",
        &["8q~", "7q~"],
        r"(?-u:\b)[A-Za-z0-9_.~-]{3}[78]Q~[A-Za-z0-9_.~-]{31,34}",
        &["the secret: abc8Q~·dEfGhIjKlMnOpQrStUvWxYz0123456789_-a"],
        &["8q~ fine"],
    ),
    key(
        "Azure signed address",
        &["sig="],
        r"(?i)[?&]sig=([a-z0-9%+/=_-]{20,})",
        &["https://a.blob.core.windows.net/c?sv=2022&sig=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4"],
        &["?sig=short"],
    ),
    key(
        "DigitalOcean token",
        &["dop_v1_", "doo_v1_", "dor_v1_"],
        r"(?-u:\b)do[por]_v1_[a-f0-9]{32,}",
        &["dop_v1_·0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],
        &["dop_v1_ begins it"],
    ),
    key(
        "Heroku, Vault, Doppler, Fly, Databricks, PlanetScale, Shopify, Atlassian, Linear, Notion token",
        &[
            "hrku-", "hvs.", "hvb.", "dp.pt.", "fo1_", "fm2_", "dapi", "pscale_", "shpat_", "shpss_", "shppa_",
            "atatt3", "lin_api_", "ntn_", "secret_",
        ],
        r"(?-u:\b)(?:HRKU-[A-Za-z0-9_-]{30,}|hv[sb]\.[A-Za-z0-9_-]{24,}|dp\.pt\.[A-Za-z0-9]{40,}|fo1_[A-Za-z0-9_-]{40,}|fm2_[A-Za-z0-9+/=_-]{40,}|dapi[a-f0-9]{32}|pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{30,}|shp(?:at|ss|pa|ca)_[a-fA-F0-9]{32}|ATATT3[A-Za-z0-9_=-]{50,}|lin_api_[A-Za-z0-9]{30,}|ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{40,})",
        &[
            "hvs.C·AESIJ0123456789abcdefghijklmnop",
            "dapi·0123456789abcdef0123456789abcdef",
            "shpat_·0123456789abcdef0123456789ABCDEF",
        ],
        &["the dapi call", "secret_santa", "hvs.de"],
    ),
    // Code hosting and package registries.
    key(
        "GitHub token",
        &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
        r"(?-u:\b)(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})",
        &["ghp_1·6C7e42F292c6912E7710c838347Ae178B4a", "github_pat_1·1ABCDEFG0abcdefghijkl_MNOPQRSTUVWXYZ"],
        &["ghp_ is the prefix", "github_pat_ too"],
    ),
    key(
        "GitLab token",
        &["glpat-", "glptt-", "gldt-", "glrt-", "glcbt-", "glsoat-", "glagent-", "gloas-"],
        r"(?-u:\b)gl(?:pat|ptt|dt|rt|cbt|soat|agent|oas)-[A-Za-z0-9_.=-]{20,}",
        &["git clone with glpat-A·bCdEfGhIjKlMnOpQrSt"],
        &["glpat- begins it"],
    ),
    key(
        "npm, PyPI, crates.io, RubyGems, Docker, Hugging Face, Terraform token",
        &["npm_", "pypi-", "cio", "rubygems_", "dckr_pat_", "hf_", ".atlasv1."],
        r"(?-u:\b)(?:npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}|cio[A-Za-z0-9]{32}|rubygems_[a-f0-9]{40,}|dckr_pat_[A-Za-z0-9_-]{20,}|hf_[A-Za-z]{30,}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,})(?-u:\b)",
        &[
            "npm_·0123456789abcdefghijABCDEFGHIJabcdef",
            "pypi-A·gEIcHlwaS5vcmcCJDAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA",
            "hf_ab·cdefghijABCDEFGHIJabcdefghijKLMN",
        ],
        &["npm_config_registry", "pypi-publish", "officious hf_hub", "ciochronic"],
    ),
    // Chat services.
    key(
        "Slack token",
        &["xox", "xapp-", "xwfp-"],
        r"(?-u:\b)(?:xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,}|x(?:app|wfp)-[0-9]-[A-Za-z0-9-]{10,})",
        &["xoxb-·17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy", "xapp-1-·A0123456789-1234567890123-abcdef"],
        &["xox and hugs", "xoxo-xoxo"],
    ),
    key(
        "Slack, Discord and Teams webhook",
        &["hooks.slack.com/", "/api/webhooks/", "webhook.office.com/"],
        r"(?i)https?://(?:hooks\.slack\.com/(?:services|workflows)/\S+|(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\S+|\S+\.webhook\.office\.com/\S+)",
        &[
            "https://hooks.slack.com/services/T·00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
            "https://discord.com/api/webhooks/·1234/abcd",
        ],
        &["see hooks.slack.com/ for more"],
    ),
    key(
        "Discord token",
        &["."],
        r"(?-u:\b)[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?-u:\b)",
        &["MTk4N·jIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"],
        &["Moving on. Next. Now.", "No.More.Dots"],
    ),
    key(
        "Telegram bot token",
        &[":aa"],
        r"(?-u:\b)[0-9]{8,10}:AA[A-Za-z0-9_-]{32,35}",
        &["bot 110201543:AA·HdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"],
        &["12:AA", "my shoe:AA"],
    ),
    // Payment services.
    key(
        "Stripe key",
        &["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"],
        r"(?-u:\b)(?:(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{24,})",
        &["sk_live_·4eC39HqLyjWDarjtT1zdp7dc", "whsec_·MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        &["sk_live_ is for real", "pk_live in the browser"],
    ),
    key(
        "Square, PayPal, Razorpay key",
        &["sq0", "eaaa", "access_token$", "rzp_"],
        r"(?-u:\b)(?:sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,}|EAAA[A-Za-z0-9_-]{60}|access_token\$production\$[a-z0-9]{16}\$[a-f0-9]{32}|rzp_(?:live|test)_[A-Za-z0-9]{14,})",
        &["sq0atp-·AbCdEfGhIjKlMnOpQrStUv", "rzp_live_·ILgsfZCZoFIKMb"],
        &["sq0 what", "rzp_live"],
    ),
    // Services that run language models.
    key(
        "OpenAI, Anthropic, OpenRouter and like key",
        &["sk-"],
        r"(?-u:\b)sk-(?:[a-z]+[0-9]*-)*[A-Za-z0-9_-]*(?:[A-Z][A-Za-z_-]*[0-9]|[0-9][0-9a-z_-]*[A-Za-z])[A-Za-z0-9_-]{12,}",
        &[
            "sk-ab·cdefghij1234567890ABCDEFGHIJabcdef",
            "sk-proj-·abcDEF123456789012345678901234567890",
            "use sk-ant-api03-·AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AA",
        ],
        &["risk-averse", "desk-bound people", "sk-learn is fine"],
    ),
    key(
        "Groq, Replicate, Perplexity, xAI key",
        &["gsk_", "r8_", "pplx-", "xai-"],
        r"(?-u:\b)(?:gsk_[A-Za-z0-9]{40,}|r8_[A-Za-z0-9]{37}|pplx-[A-Za-z0-9]{40,}|xai-[A-Za-z0-9]{60,})",
        &["gsk_·0123456789abcdefghijABCDEFGHIJ0123456789abcdefgh", "r8_·0123456789abcdefghijABCDEFGHIJabcdefg"],
        &["xai-shan", "r8_ is a prefix"],
    ),
    // Mail and telephone services.
    key(
        "SendGrid, Mailgun, Mailchimp, Postmark, Brevo key",
        &["sg.", "key-", "-us", "xkeysib-"],
        r"(?-u:\b)(?:SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}|key-[a-f0-9]{32}|[a-f0-9]{32}-us[0-9]{1,2}|xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16})(?-u:\b)",
        &[
            "SG.n·geVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr",
            "key-0·123456789abcdef0123456789abcdef",
        ],
        &["he said SG. then left", "key-value store", "join-us"],
    ),
    key(
        "Twilio key",
        &["sk", "ac"],
        r"(?-u:\b)(?:SK|AC)[a-f0-9]{32}(?-u:\b)",
        &["SK012·3456789abcdef0123456789abcdef", "ACcaf·ebabecafebabecafebabecafebabe"],
        &["ask a task", "SKIP", "ACCESS"],
    ),
    // Tokens whose form is the same for any service.
    key(
        "JSON web token",
        &["eyj"],
        r"(?-u:\b)eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*",
        &[
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        ],
        &["eyJ begins it", "heyjude"],
    ),
    key(
        "bearer token and basic authentication",
        &["bearer", "basic", "authorization"],
        r"(?i)(?-u:\b)(?:bearer|(?:authorization:\s*|')(?:basic|token|apikey))[ :=]+([a-z0-9_.~+/=-]*[0-9=_.~+/-][a-z0-9_.~+/=-]{6,})",
        &[
            "Authorization: Bearer abcdef0123456789",
            "-H 'Authorization: Basic dXNlcjpwYXNzd29yZA=='",
            "bearer 6yTq.Vk2-nope",
        ],
        &["bearer of good news", "basic training", "bearer beginnings are slow"],
    ),
    of(
        Reason::Password,
        key(
            "address with a password in it",
            &["://"],
            r#"(?i)(?-u:\b)[a-z][a-z0-9+.-]*://[^\s/@:"'<>]*:[^\s"'<>]+@[^\s"'<>]+"#,
            &[
                "postgres://admin:hunter2@db.example.com:5432/app",
                "https://anna:geheim@example.org/x",
                "redis://:p4ss@localhost/0",
                "mongodb+srv://u:p@ss@host/db",
            ],
            &["https://example.org:8080/path", "https://example.org/a:b", "see http://example.org"],
        ),
    ),
    of(
        Reason::Key,
        key(
            "secret in the query of an address",
            &["="],
            r"(?i)[?&#;](?:(?:access|auth|refresh|id|session|api|csrf|sas)[_-]?)?(?:token|key|secret|signature|password|passwd|pwd|sid|sessionid|auth|x-amz-(?:credential|signature|security-token))=([^\s&#]{4,})",
            &[
                "https://example.org/a?b=1&access_token=abcdef",
                "https://x.org/?apikey=8721",
                "http://x.org/#id_token=eeee&x=1",
            ],
            &["https://example.org/?page=2&sort=name", "a key = value pair"],
        ),
    ),
    commands::OPTION,
    commands::CLIENT,
    commands::TOOL,
    commands::PIPED,
    of(
        Reason::Password,
        key(
            "word for a password with digits, as many choose it",
            &[
                "passwor",
                "passw0r",
                "p@ss",
                "pa$$",
                "letmein",
                "qwert",
                "azerty",
                "changeme",
                "iloveyou",
                "motdepasse",
                "contrase",
                "wachtwoord",
                "пароль",
                "iloveu",
                "trustno",
            ],
            r#"(?i)(?:^|[\s\"'`(=:,>/])((?:passwor[dt]|passw0rd|p[a@][s$]{2}w[o0]r[dt]|letmein|qwerty?z?|azerty|changeme|iloveyou|iloveu|trustno|motdepasse|contrase[nñ]a|wachtwoord|пароль)[!@#$._]?[0-9]{1,8}[!?#$*]{0,3})(?:$|[\s\"'`),.;:!?])"#,
            &["make it password123 for now", "it was Qwerty12!", "try letmein1", "contraseña123", "p@ssw0rd1"],
            &["1password is an app", "password 12", "mypassword2x is a name", "the qwerty layout", "/password1/x"],
        ),
    ),
    of(
        Reason::Password,
        key(
            "name of a system's account with its password",
            &[
                "admin/",
                "admin:",
                "administrator/",
                "administrator:",
                "root/",
                "root:",
                "guest/",
                "guest:",
                "pi:",
                "pi/",
                "postgres/",
                "postgres:",
                " u:",
                " u=",
                "u: ",
                "user:",
                "user=",
            ],
            r"(?i)(?:^|[\s(\x22'])(?:(?:admin|administrator|root|guest|postgres|pi)[/:]([^\s/:@,;)]*[a-z][^\s/:@.,;)]*[0-9!$#][^\s/:@.,;)]*)|u(?:ser)?[:=] ?\S+[\s,;/]+p(?:ass|w)?[:=] ?(\S+)|p(?:ass|w)?[:=] ?(\S+)[\s,;/]+u(?:ser)?[:=] ?\S+)(?:$|[\s,;)\x22'])",
            &["root:birne7 on the board", "it's admin/birne77", "u: anna p: birne", "p: birne, u: anna"],
            &["root:x:0:0:root", "admin/settings", "the root/admin account", "see admin/v2/index.html"],
        ),
    ),
    of(
        Reason::Password,
        key(
            "element of XML with a password",
            &["password>", "passwd>", "pwd>", "secret>", "token>", "apikey>", "passphrase>", "privatekey>"],
            r"(?i)<(?:[\w-]+:)?[\w-]*(?:password|passwd|pwd|secret|token|api-?key|passphrase|privatekey)>\s*([^<\s$][^<\n]*?)\s*</",
            &["<password>birne</password>", "<db:adminPassword> birne und apfel </db:adminPassword>"],
            &[
                "<password></password>",
                "<password>${DB_PASSWORD}</password>",
                "<passwordPolicy>strict</passwordPolicy>",
            ],
        ),
    ),
    of(
        Reason::Password,
        key(
            "answer to a security question",
            &[
                "answer",
                "antwort",
                "réponse",
                "respuesta",
                "risposta",
                "resposta",
                "antwoord",
                "odpowied",
                "svar",
                "cevap",
                "cevab",
                "ответ",
            ],
            r#"(?i)(?:security|secret|sicherheitsfrage|secrète|de sécurité|secreta|de seguridad|segreta|di sicurezza|de segurança|beveiligingsvraag|bezpieczeństwa|pomocnicze|säkerhetsfråga|güvenlik|секретн|контрольн)[^\n]{0,90}?\b(?:answer|antwort|réponse|respuesta|risposta|resposta|antwoord|odpowiedź|svaret|svar|cevap|cevabı|ответ)(?:(?:\s+[\p{L}']+){0,4}?\s+(?:is|was|ist|war|lautet|est|es|è|é|to|är)\s+|\s*[:=]\s*)(?:(?:always|still|just|simply|immer|toujours|siempre|sempre|altijd|zawsze|всегда|alltid|hep)\s+)?("[^"\n]+"|\S*[\p{L}\p{N}])"#,
            &[
                "security question is first pet, answer: Moppet",
                "Sicherheitsfrage Haustier, Antwort ist Moppet",
                "the security question wants a pet, the answer we gave is Moppet",
            ],
            &["the security of the answer", "the answer is yes"],
        ),
    ),
    of(
        Reason::Number,
        key(
            "number of an identity card, a passport or an insurance",
            &[
                "insurance",
                "nino",
                "ni n",
                "passport",
                "licen",
                "ausweis",
                "reisepass",
                "führerschein",
                "versicherungsnummer",
                "identit",
                "passeport",
                "permis de",
                "pasaporte",
                "passaporto",
                "patente",
                "passaporte",
                "paspoort",
                "rijbewijs",
                "dowód",
                "dowod",
                "paszport",
                "prawo jazdy",
                "passnummer",
                "körkort",
                "pasaport",
                "kimlik",
                "ehliyet",
                "паспорт",
                "护照",
                "身份证",
                "パスポート",
                "id card",
                "id number",
                "id no",
            ],
            r"(?:(?i:\b(?:national insurance|nino|ni n(?:o|umber|um|r)|passport|driv(?:ing|er'?s?) licen[cs]e|licen[cs]e n(?:o|umber)|id (?:card|number|no)|personalausweis(?:nummer)?|ausweis(?:nummer|nr)?|reisepass(?:nummer)?|führerschein(?:nummer)?|(?:sozial|renten)?versicherungsnummer|carte d.identité|passeport|permis de conduire|pasaporte|carta d.identità|passaporto|patente|passaporte|paspoort(?:nummer)?|identiteitskaart|rijbewijs(?:nummer)?|dow[oó]d(?:u)?(?: osobist\w+)?|paszport\w{0,3}|prawo jazdy|passnummer|körkort\w{0,6}|pasaport\w{0,6}|kimlik\w{0,4}|ehliyet\w{0,4}|паспорт\w{0,2})\b)|护照号?码?|身份证号?码?|パスポート番号?)[^0-9\n]{0,28}?(?-u:\b)([A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]|[A-Z]{1,3} ?[0-9]{5,9}[A-Z]{0,2}[0-9]?|[0-9]{5,9}[ -]?[A-Z]|[0-9]{2} ?[0-9]{2} ?[0-9]{6}|[0-9]{6,9}|[A-Z][A-Z0-9]*[0-9][A-Z0-9]*[0-9][A-Z0-9]{2,})(?-u:\b)",
            &[
                "her NI number is AB 12 34 56 C",
                "Passport: C01X00T47",
                "Personalausweis L01X00T47",
                "dowód osobisty ABC 123456",
                "carta d'identità CA12345AA",
                "паспорт 45 07 123456",
            ],
            &[
                "my passport expired in 2019",
                "the driving licence costs 75",
                "nie 100 Mal",
                "passport control at gate B34",
            ],
        ),
    ),
    commands::VARIABLE,
    commands::NETRC,
    of(
        Reason::Password,
        key(
            "Wi-Fi network of a QR code",
            &["wifi:"],
            r"(?i)(?-u:\b)WIFI:(?:[^\n]*?;)?P:((?:\\.|[^;\\\n])+)",
            &["WIFI:T:WPA;S:Home;P:sunflower;;", "wifi:P:a\\;b;S:x;;"],
            &["wifi: it works", "WIFI:T:nopass;S:Cafe;;"],
        ),
    ),
    of(
        Reason::Password,
        key(
            "user and password of a request",
            &["auth"],
            r#"(?i)(?-u:\b)auth\s*=\s*\(?\s*['"][^'"\n]*['"]\s*,\s*['"]([^'"\n]+)['"]"#,
            &[r#"get(url, auth=("anna", "Tulip+Root19"))"#, "auth = ('bot', 'kettle')"],
            &["auth=('anna', password)", "auth=(user, pw)"],
        ),
    ),
    of(
        Reason::Password,
        key(
            "setting in XML",
            &["value="],
            r#"(?i)(?:key|name|id)="[^"\n]*(?:password|passwd|pwd|secret|token|apikey|api_key|passphrase)"\s+value="([^"\n]+)""#,
            &[r#"<add key="DbPassword" value="Foxglove" />"#, r#"<property name="db.secret" value="tulip root"/>"#],
            &[r#"<add key="PasswordLength" value="12" />"#, r#"<input name="title" value="tulip">"#],
        ),
    ),
    key(
        "cookie",
        &["cookie:"],
        r#"(?i)(?-u:\b)(?:set-)?cookie:\s*([^\s=;'"]+=[^\n'"]+)"#,
        &["Cookie: session=abc; theme=dark", "Set-Cookie: id=7; HttpOnly"],
        &["cookie: chocolate chip", "the cookie jar"],
    ),
    of(
        Reason::Code,
        key(
            "one-time code with letters",
            &["g-", "code"],
            r"(?-u:\b)(?:(G-[0-9]{6})(?-u:\b)|(?i:code)(?i: is|:| ist)\s+((?:[A-Z]+[0-9]|[0-9]+[A-Z])[A-Z0-9]*(?:-[A-Z0-9]{2,})*)(?-u:\b))",
            &["G-123456", "G-123456 is your Google code", "your code is A7F93K", "code: XK4-9QT"],
            &["G-force", "code is poetry", "code: none"],
        ),
    ),
    of(
        Reason::Email,
        key(
            "e-mail address",
            &["@"],
            r#"(?i)(?:"[^"\n@]{1,64}"|[^\s@<>()\[\]{},;:"'|=/\\]+)@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*\.[\p{L}\p{N}-]*\p{L}[\p{L}\p{N}-]*|(?:[0-9]{1,3}\.){3}[0-9]{1,3})"#,
            &[
                "write to anna.meier+x@example.co.uk please",
                "<jörg@müller.de>",
                "mailto:a@b.org",
                "\"anna meier\"@example.org",
            ],
            &["meet @ 5", "@anna hi", "5 apples @ 3.50", "npm i left-pad@1.3.0", "pkg@^2.0"],
        ),
    ),
    of(
        Reason::Email,
        key(
            "e-mail address with spaces",
            &["@"],
            r"(?i)[\w.+-]+(?:(?: @ ?|@ )[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}| ?@ ?[\w-]+(?: ?\. ?[\w-]+)* \. ?(?:com|org|net|edu|gov|io|info|biz|de|uk|fr|es|it|nl|ch|eu|pl|ru|ua|tr|jp|cn|br|se|no|dk|at|be|pt|cz))\b",
            &["anna @ example.org", "anna.meier @ example . co . uk", "anna@ mail.example.com"],
            &["5 apples @ 3.50", "meet @ noon. Then eat", "see you @ the cafe"],
        ),
    ),
    of(
        Reason::Email,
        key(
            "e-mail address spelt out",
            &["dot", "punkt", "(at)", "[at]", "{at}"],
            r"(?i)[\w.+-]+(?:\s*(?:\(at\)|\[at\]|\{at\})\s*[\w-]+(?:\s*(?:\(dot\)|\[dot\]|\{dot\}|\.|\s(?:dot|punkt)\s)\s*[\w-]+)+|\s+at\s+[\w-]+(?:\s+(?:dot|punkt)\s+[\w-]+)*\s+(?:dot|punkt)\s+(?:com|org|net|edu|gov|io|info|biz|de|uk|fr|es|nl|ch|eu|ca|au|co|pl|ru|jp|cn|br|se|fi|dk))(?-u:\b)",
            &["anna at example dot org", "anna [at] example [dot] co [dot] uk"],
            &["look at the dot on the i", "meet at dot com"],
        ),
    ),
];
