//! [`Reason`]: why something is not kept; [`Found`]: a span that must go, with its reason.

use std::ops::Range;

/// Why something was dropped. The names go to clients and into the counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// An API key or access token of a known form.
    Key,
    /// A private key; the whole message goes.
    PrivateKey,
    /// A password, or a text that is said to be one.
    Password,
    /// A token without meaning, long and mixed as only keys and hashes are.
    Random,
    /// Number of a payment card.
    Card,
    /// International bank account number whose check digits are right.
    Iban,
    /// A one-time code.
    Code,
    /// Seven digits or more that are no date and no price.
    Number,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Nothing was left that could be learned.
    Empty,
    /// The text field is a secret one.
    SecretField,
    /// The client said that the session is private.
    PrivateSession,
    /// The application is on the list of those nothing is kept of.
    DeniedApp,
    /// A line in a terminal that begins with a space.
    LeadingSpace,
    /// A line of a block of code, as Markdown marks one.
    CodeBlock,
    /// Keeping is paused.
    Paused,
    /// Keeping is switched off.
    SwitchedOff,
    /// A word that the owner removed, in text that was not typed.
    RemovedWord,
}

impl Reason {
    /// The reason's name on the wire and in counts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Reason::Key => "key",
            Reason::PrivateKey => "private_key",
            Reason::Password => "password",
            Reason::Random => "random_token",
            Reason::Card => "card",
            Reason::Iban => "iban",
            Reason::Code => "one_time_code",
            Reason::Number => "long_number",
            Reason::Email => "email",
            Reason::Phone => "phone",
            Reason::Empty => "nothing_left",
            Reason::SecretField => "secret_field",
            Reason::PrivateSession => "private_session",
            Reason::DeniedApp => "denied_app",
            Reason::LeadingSpace => "leading_space",
            Reason::CodeBlock => "code_block",
            Reason::Paused => "paused",
            Reason::SwitchedOff => "switched_off",
            Reason::RemovedWord => "removed_word",
        }
    }

    /// All reasons.
    pub const ALL: [Reason; 19] = [
        Reason::Key,
        Reason::PrivateKey,
        Reason::Password,
        Reason::Random,
        Reason::Card,
        Reason::Iban,
        Reason::Code,
        Reason::Number,
        Reason::Email,
        Reason::Phone,
        Reason::Empty,
        Reason::SecretField,
        Reason::PrivateSession,
        Reason::DeniedApp,
        Reason::LeadingSpace,
        Reason::CodeBlock,
        Reason::Paused,
        Reason::SwitchedOff,
        Reason::RemovedWord,
    ];
}

/// A span of the plain text that must go.
pub(super) struct Found {
    pub span: Range<usize>,
    pub reason: Reason,
}
