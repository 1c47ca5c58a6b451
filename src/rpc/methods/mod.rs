//! The protocol's methods, one file each: parameters, result, and an example that has every field.
//!
//! The table below is all that is said of them elsewhere in the program: the functions of [`super::Client`], the daemon's
//! dispatch, the golden frames and the checks of the specification and of the fuzzer are made from it. Main type:
//! [`Method`].

use serde::{Serialize, de::DeserializeOwned};

use super::shapes::{ContextResult, Empty, RpcError};
use super::{codec, params};

mod accept;
mod close;
mod commit;
mod edit;
mod finetune;
mod forget;
mod hello;
mod hide;
mod history;
mod learn;
mod learning;
mod open;
mod pause;
mod rollback;
mod set_context;
mod shutdown;
mod status;
mod subscribe;
mod suggest;
mod why;

pub use accept::Accept;
pub use close::Close;
pub use commit::Commit;
pub use edit::Edit;
pub use finetune::FinetuneResult;
pub use forget::{Forget, Forgotten};
pub use hello::{Hello, HelloResult};
pub use hide::{Hide, HideResult};
pub use history::{History, HistoryMessage, HistoryResult, HistoryTotals, HistoryWord, WordOrder};
pub use learn::{Learn, LearnMessage, LearnWord, Learned};
pub use learning::{Generation, LearningResult, LearningRun};
pub use open::{Open, OpenResult};
pub use pause::{Pause, PauseResult};
pub use rollback::{Rollback, RollbackResult};
pub use set_context::SetContext;
pub use status::{Latency, Status};
pub use subscribe::{Subscribe, SubscribeResult};
pub use suggest::{FieldKind, Kind, NextChar, Phrase, Suggest, SuggestResult, Word};
pub use why::{Part, Why, WhyResult, WordReason};

/// Calls a macro with the table: constant, name on the wire, parameters (nothing for none) and result of every method.
macro_rules! for_each_method {
    ($callback:ident) => {
        $callback! {
            HELLO hello(Hello) -> HelloResult,
            OPEN open(Open) -> OpenResult,
            CLOSE close(Close) -> Empty,
            EDIT edit(Edit) -> ContextResult,
            SET_CONTEXT set_context(SetContext) -> ContextResult,
            SUGGEST suggest(Suggest) -> SuggestResult,
            WHY why(Why) -> WhyResult,
            ACCEPT accept(Accept) -> ContextResult,
            COMMIT commit(Commit) -> Learned,
            LEARN learn(Learn) -> Learned,
            FORGET forget(Forget) -> Forgotten,
            HISTORY history(History) -> HistoryResult,
            PAUSE pause(Pause) -> PauseResult,
            HIDE hide(Hide) -> HideResult,
            FINETUNE finetune() -> FinetuneResult,
            LEARNING learning() -> LearningResult,
            ROLLBACK rollback(Rollback) -> RollbackResult,
            STATUS status() -> Status,
            SUBSCRIBE subscribe(Subscribe) -> SubscribeResult,
            SHUTDOWN shutdown() -> Empty,
        }
    };
}
pub(crate) use for_each_method;

macro_rules! names_and_methods {
    ($($constant:ident $name:ident($($params:ident)?) -> $result:ident,)*) => {
        /// Names of the methods.
        pub mod method {
            $(
                #[doc = concat!("The method `", stringify!($name), "`.")]
                pub const $constant: &str = stringify!($name);
            )*
            /// All methods, in the order in which `hello` names them.
            pub const ALL: [&str; super::METHODS.len()] = [$($constant),*];
            /// Methods that work as notifications, too: they change a session's text or are learned from.
            pub const NOTIFIED: [&str; 5] = [EDIT, SET_CONTEXT, ACCEPT, COMMIT, LEARN];
        }

        /// All methods, in the order of [`method::ALL`].
        pub const METHODS: [Method; [$(stringify!($name)),*].len()] =
            [$(Method::new(stringify!($name), read_again::<of!($($params)?)>, read_again::<$result>, || encoded($name::example()))),*];
    };
}

/// The type of a method's parameters.
macro_rules! of {
    () => {
        Empty
    };
    ($params:ident) => {
        $params
    };
}

for_each_method!(names_and_methods);

/// A method in a form that is the same for all, for tests, the specification and the fuzzer. Values are MessagePack maps.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    name: &'static str,
    params: Again,
    result: Again,
    example: fn() -> Example,
}

type Again = fn(&[u8]) -> Result<Vec<u8>, RpcError>;

/// Parameters and result with every field set.
#[derive(Clone, Debug)]
pub struct Example {
    /// The parameters, a MessagePack map.
    pub params: Vec<u8>,
    /// The result, a MessagePack map.
    pub result: Vec<u8>,
}

impl Method {
    const fn new(name: &'static str, params: Again, result: Again, example: fn() -> Example) -> Method {
        Method { name, params, result, example }
    }

    /// The method of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Method> {
        METHODS.into_iter().find(|method| method.name == name)
    }

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Parameters as the daemon understands them, written again.
    ///
    /// # Errors
    /// What the daemon answers when they are wrong.
    pub fn params_again(self, params: &[u8]) -> Result<Vec<u8>, RpcError> {
        (self.params)(params)
    }

    /// A result as a client understands it, written again.
    ///
    /// # Errors
    /// When it is none of this method's.
    pub fn result_again(self, result: &[u8]) -> Result<Vec<u8>, RpcError> {
        (self.result)(result)
    }

    /// Parameters and result with every field set.
    #[must_use]
    pub fn example(self) -> Example {
        (self.example)()
    }
}

fn read_again<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<Vec<u8>, RpcError> {
    Ok(written(&params::decode::<T>(bytes)?))
}

fn encoded((params, result): (impl Serialize, impl Serialize)) -> Example {
    Example { params: written(&params), result: written(&result) }
}

/// Empty where a value cannot be written, which no type of the protocol is.
fn written(value: &impl Serialize) -> Vec<u8> {
    codec::encode(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_understood() {
        for method in METHODS {
            let Example { params, result } = method.example();
            assert_eq!(method.params_again(&params).unwrap(), params, "{}", method.name());
            assert_eq!(method.result_again(&result).unwrap(), result, "{}", method.name());
        }
        assert_eq!(METHODS.map(Method::name), method::ALL);
        assert!(Method::named("no_such_method").is_none());
    }
}
