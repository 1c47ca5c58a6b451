//! Whether a token looks like a secret, a number, or a word that people write anyway.

use super::tokens::is_unspaced;

/// Whether a token has digits among letters, signs within, or mixed cases, as no word has.
pub fn is_secret_shape(token: &str) -> bool {
    let head: String = token.chars().take_while(|c| !is_unspaced(*c)).collect();
    let token = head.as_str();
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    let inner = token.get(1..token.len().saturating_sub(1)).unwrap_or_default();
    let signs = inner.chars().filter(|c| "!#$%&*+=?@^_~\\/|<>".contains(*c)).count();
    let capital_inside = token.chars().skip(1).any(char::is_uppercase) && token.chars().any(char::is_lowercase);
    token.len() >= 3
        && !is_measure(token)
        && ((digits > 0 && letters > 0) || digits >= 4 || (signs > 0 && letters > 0) || capital_inside)
}

/// Whether a token is taken for a secret where only the announcing word speaks for it.
pub fn is_strong_shape(token: &str) -> bool {
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    token.chars().count() >= 6 && digits > 0 && letters > 2 && !is_measure(token)
}

/// Whether a token tells how many of something there are: `3-digit`, `12-stellig`.
fn is_measure(token: &str) -> bool {
    let letters = token.trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = letters.strip_prefix('-').filter(|_| (1..=3).contains(&(token.len() - letters.len())));
    unit.is_some_and(|unit| unit.chars().count() > 3 && unit.chars().all(char::is_lowercase))
}

/// Whether a text has digits in it.
pub fn has_digits(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a token has digits alone.
pub fn is_number(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a token is a year of our times.
pub fn is_year(token: &str) -> bool {
    token.len() == 4 && token.bytes().all(|byte| byte.is_ascii_digit()) && ("1900".."2050").contains(&token)
}

/// Whether four digits may be a time of the day, as people round it.
pub fn is_clock(token: &str) -> bool {
    let part = |range: std::ops::Range<usize>| token.get(range).and_then(|digits| digits.parse::<u8>().ok());
    token.len() == 4
        && part(0..2).is_some_and(|hour| hour < 24)
        && part(2..4).is_some_and(|minute| minute < 60 && minute % 5 == 0)
}

/// Whether digits may be any time of the day: `0647`.
pub fn is_time(token: &str) -> bool {
    let part = |range: std::ops::Range<usize>| token.get(range).and_then(|digits| digits.parse::<u8>().ok());
    token.len() == 4
        && is_number(token)
        && part(0..2).is_some_and(|hour| hour < 24)
        && part(2..4).is_some_and(|m| m < 60)
}

/// Whether a token has letters and digits enough for a password without signs: `bluebird42`.
pub fn is_long_mixed(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    let small = token.chars().filter(|c| c.is_lowercase()).count();
    is_mixed(token) && digits > 1 && small > 3 && digits + small > 7
}

/// Returns whether a word is made of another one, as no password is: "required", "changing", "guessable".
pub fn is_derived(lower: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["ing", "able", "ible", "ful", "less", "ally", "ously", "ory", "ous", "iert", "bar", "lich", "isch"];
    lower.len() > 6 && ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || lower.len() > 4 && lower.ends_with("ed") && lower.is_ascii()
}

/// Signs that passwords have within, and words do not.
const SIGNS: &str = "!#$%&*+?^_~@";

/// Returns whether a token cannot be anything but a password: letters and digits with signs or capitals among them, or digits in
/// two places among letters.
pub fn is_certain(token: &str) -> bool {
    let Some(kinds) = Kinds::of(token) else { return false };
    let capital = token.contains(char::is_uppercase) && token.contains(char::is_lowercase);
    let strong = token.contains(['!', '$', '&', '#', '*', '?', '%', '^']);
    // One capital behind a digit is a name: `Unity2D`.
    let inner =
        token.char_indices().next_back().and_then(|(last, _)| Kinds::of(&token[..last])).is_some_and(|k| k.inner > 0);
    let identifier = token.contains(['_', '-']) && !capital;
    kinds.length >= 7
        && kinds.letters >= 3
        && kinds.digits > 0
        && !is_hexadecimal(token)
        && !is_product(token)
        && (strong || capital && (inner || token.contains(['_', '.'])) || kinds.inner > 1 && !identifier)
}

/// Whether a token has letters and digits, and is no number with its unit and no usual name.
pub fn is_mixed(token: &str) -> bool {
    let Some(kinds) = Kinds::of(token) else { return false };
    let lower = token.chars().all(|c| !c.is_uppercase());
    let head = token.trim_end_matches(|c: char| c.is_ascii_digit());
    let tail = token.trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = tail.len() < token.len() && tail.chars().count() <= 4 && tail.chars().all(char::is_alphabetic);
    let short = head.chars().count() < 4 && head.chars().all(char::is_alphabetic);
    // A short word with one digit is one of several things: `user2`.
    let counted = lower && kinds.digits == 1 && kinds.length < 7 && head.len() < token.len();
    kinds.length >= 5
        && !is_measure(token)
        && !counted
        && !token.starts_with("0x")
        && kinds.letters > 1
        && kinds.digits > 0
        && !(unit && lower)
        && !(short && (lower || head.chars().all(char::is_uppercase)))
        && !is_hexadecimal(token)
        && !is_product(token)
}

/// Whether a token consists of letters with a sign within.
pub fn is_signed(token: &str) -> bool {
    let inner = token.trim_matches(|c: char| !c.is_alphanumeric());
    inner.chars().count() >= 6 && Kinds::of(token).is_some() && inner.contains(|c: char| SIGNS.contains(c))
}

/// Counts of the characters of a token.
struct Kinds {
    length: usize,
    letters: usize,
    digits: usize,
    /// Runs of digits between letters.
    inner: usize,
}

impl Kinds {
    /// Counts the characters of a token; nothing where it has signs that a password hardly has: it is a path, an address, code.
    fn of(token: &str) -> Option<Kinds> {
        let mut kinds = Kinds { length: 0, letters: 0, digits: 0, inner: 0 };
        let (mut lettered, mut digits) = (false, false);
        for (at, c) in token.char_indices() {
            kinds.length += 1;
            match c {
                c if c.is_ascii_digit() => {
                    kinds.digits += 1;
                    digits = true;
                }
                c if c.is_alphabetic() => {
                    kinds.letters += 1;
                    kinds.inner += usize::from(lettered && digits);
                    (lettered, digits) = (true, false);
                }
                '-' => digits = false,
                // A dot within a password is unlike those of addresses and numbers.
                '.' if lettered && token[at + 1..].starts_with(char::is_uppercase) => digits = false,
                c if SIGNS.contains(c) => digits = false,
                _ => return None,
            }
        }
        (kinds.length <= MOST).then_some(kinds)
    }
}

/// Most characters of a password that a person makes up.
const MOST: usize = 40;

/// Whether a token is a number of base sixteen, as identifiers of versions are.
fn is_hexadecimal(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f' | b'-'))
}

/// Returns whether a token begins with the name of a thing that comes in numbered versions, or is a size: `ubuntu22`, `i686`,
/// `1920x1080`.
pub fn is_product(token: &str) -> bool {
    const NAMES: [&str; 135] = [
        "cpu",
        "ieee",
        "iphone",
        "ipad",
        "ipod",
        "playstation",
        "xbox",
        "windows",
        "win",
        "ubuntu",
        "debian",
        "fedora",
        "centos",
        "mint",
        "suse",
        "python",
        "node",
        "html",
        "utf",
        "sha",
        "ipv",
        "wpa",
        "covid",
        "office",
        "sql",
        "mysql",
        "postgres",
        "gpt",
        "chatgpt",
        "galaxy",
        "pixel",
        "android",
        "macos",
        "java",
        "gnome",
        "wlan",
        "ath",
        "iwl",
        "bcm",
        "rtl",
        "eth",
        "x86",
        "i386",
        "i486",
        "i586",
        "i686",
        "amd64",
        "arm",
        "ntfs",
        "fat32",
        "exfat",
        "reiser",
        "usb",
        "hdmi",
        "gtk",
        "kde",
        "php",
        "apache",
        "firefox",
        "chrome",
        "nvidia",
        "geforce",
        "radeon",
        "intel",
        "iso",
        "base64",
        "level",
        "version",
        "room",
        "gate",
        "flat",
        "lib",
        "web2",
        "mp3",
        "mp4",
        "h264",
        "md5",
        "crypt",
        "grub",
        "libpam",
        "fritz",
        "oauth",
        "luks",
        "gpg",
        "pgp",
        "veracrypt",
        "wireguard",
        "openid",
        "saml",
        "ldap",
        "argon",
        "bcrypt",
        "scrypt",
        "pbkdf",
        "aes",
        "rsa",
        "ed25519",
        "hs256",
        "chacha",
        "poly1305",
        "blake2",
        "x509",
        "tls",
        "ssl",
        "http",
        "archer",
        "tplink",
        "netgear",
        "photoshop",
        "lightroom",
        "autocad",
        "excel",
        "vim",
        "nvim",
        "docker",
        "proxmox",
        "nixos",
        "opensuse",
        "kotlin",
        "angular",
        "react",
        "vue",
        "unity",
        "unreal",
        "godot",
        "k8s",
        "windows11pro",
        "win11",
        "fifa",
        "gta",
        "minecraft",
        "instagram",
        "youtube",
        "ryzen",
        "rtx",
    ];
    let lower = token.to_lowercase();
    let size = lower.split_once('x').is_some_and(|(wide, high)| is_number(wide) && is_number(high));
    let keys = ["ctrl", "control", "strg", "alt-", "alt+", "shift"].iter().any(|key| lower.contains(key));
    let versioned = |name: &&str| {
        let rest = lower.strip_prefix(*name);
        rest.is_some_and(|rest| has_digits(name) || !rest.starts_with(char::is_alphabetic))
    };
    size || keys || lower.starts_with("lib") || NAMES.iter().any(versioned)
}
