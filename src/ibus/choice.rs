//! Which engine ibus-daemon has chosen: asking for it, and [`choose`].

use std::num::NonZeroU32;

use zbus::message::Flags;
use zbus::zvariant::OwnedValue;
use zbus::{Connection, Message};

use super::calls::PROPERTIES_INTERFACE;
use super::{component, wire};

/// ibus-daemon's name, and that of its interface.
const IBUS: &str = "org.freedesktop.IBus";
const PATH: &str = "/org/freedesktop/IBus";

/// Asks which engine is chosen. Returns the serial of the question, by which its answer is known.
///
/// # Errors
/// When the question cannot be sent.
pub async fn ask(connection: &Connection) -> zbus::Result<NonZeroU32> {
    let question = Message::method_call(PATH, "Get")?.destination(IBUS)?.interface(PROPERTIES_INTERFACE)?;
    let question = question.build(&(IBUS, "GlobalEngine"))?;
    connection.send(&question).await?;
    Ok(question.primary_header().serial_num())
}

/// Returns the name of the chosen engine from the answer to [`ask`].
pub fn chosen(answer: &Message) -> Option<String> {
    let engine = answer.body().deserialize::<OwnedValue>().ok()?;
    wire::name_of_engine(&engine).map(str::to_owned)
}

/// Returns whether another engine than this one is chosen. To be called before the loop, which has to answer calls.
pub async fn is_other_chosen(connection: &Connection) -> bool {
    let question = (IBUS, "GlobalEngine");
    let answer = connection.call_method(Some(IBUS), PATH, Some(PROPERTIES_INTERFACE), "Get", &question).await;
    let name = answer.ok().and_then(|answer| chosen(&answer)).unwrap_or_default();
    !name.is_empty() && name != component::NAME
}

/// Makes this engine the one that is chosen: ibus-daemon makes a new one for the field that has the focus, and names its
/// client.
///
/// # Errors
/// When the wish cannot be sent. Its answer is not awaited: it comes after calls that the loop has to answer first.
pub async fn choose(connection: &Connection) -> zbus::Result<()> {
    let message = Message::method_call(PATH, "SetGlobalEngine")?.destination(IBUS)?.interface(IBUS)?;
    connection.send(&message.with_flags(Flags::NoReplyExpected)?.build(&component::NAME)?).await
}
