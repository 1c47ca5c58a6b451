//! [`Call`]: the calls of ibus-daemon to the factory and to an engine, read from D-Bus messages. Nothing is assumed of a
//! message's body before it is checked.

use zbus::Message;
use zbus::zvariant::{DynamicDeserialize, OwnedValue};

use super::wire;
use crate::input::cursor::Cursor;
use crate::input::keys::Key;
use crate::input::menu::Choice;
use crate::input::surrounding::Surrounding;

pub const FACTORY: &str = "/org/freedesktop/IBus/Factory";
pub const ENGINE_INTERFACE: &str = "org.freedesktop.IBus.Engine";
const FACTORY_INTERFACE: &str = "org.freedesktop.IBus.Factory";
const SERVICE_INTERFACE: &str = "org.freedesktop.IBus.Service";
pub const PROPERTIES_INTERFACE: &str = "org.freedesktop.DBus.Properties";

/// One call.
pub enum Call {
    CreateEngine {
        name: String,
    },
    Key(Key),
    /// With the path of the input context and the client's name, where ibus tells them.
    FocusIn(Option<(String, String)>),
    FocusOut,
    Reset,
    Disable,
    SetCapabilities(u32),
    SetContentType {
        purpose: u32,
        hints: u32,
    },
    SetSurrounding(Surrounding),
    SetCursor(Cursor),
    Clicked(u32),
    /// Something was chosen in the menu.
    Chosen(Choice),
    /// Asks whether the engine wants to know who has the focus.
    GetFocusId,
    GetAllProperties,
    Destroy,
    /// A call that needs nothing but an answer.
    Nothing,
}

/// Why a call is refused.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    Unknown,
    Malformed,
}

impl Refusal {
    pub fn name(&self) -> &'static str {
        match self {
            Refusal::Unknown => "org.freedesktop.DBus.Error.UnknownMethod",
            Refusal::Malformed => "org.freedesktop.DBus.Error.InvalidArgs",
        }
    }
}

/// Reads a message that is a method call.
///
/// # Errors
/// [`Refusal`], with which it is to be answered.
pub fn read(message: &Message) -> Result<Call, Refusal> {
    let header = message.header();
    let interface = header.interface().map(|name| name.as_str());
    let member = header.member().map(|name| name.as_str()).unwrap_or_default();
    match (interface, member) {
        (Some(FACTORY_INTERFACE) | None, "CreateEngine") => {
            let (name,): (String,) = body(message)?;
            Ok(Call::CreateEngine { name })
        }
        (Some(SERVICE_INTERFACE), "Destroy") => Ok(Call::Destroy),
        (Some(PROPERTIES_INTERFACE), "Get") => {
            let (_, name): (String, String) = body(message)?;
            if name == "FocusId" { Ok(Call::GetFocusId) } else { Err(Refusal::Unknown) }
        }
        (Some(PROPERTIES_INTERFACE), "GetAll") => Ok(Call::GetAllProperties),
        (Some(PROPERTIES_INTERFACE), "Set") => {
            let (_, name, value): (String, String, OwnedValue) = body(message)?;
            if name != "ContentType" {
                return Ok(Call::Nothing);
            }
            let (purpose, hints) = <(u32, u32)>::try_from(value).map_err(|_| Refusal::Malformed)?;
            Ok(Call::SetContentType { purpose, hints })
        }
        (Some(ENGINE_INTERFACE) | None, member) => engine(member, message),
        _ => Err(Refusal::Unknown),
    }
}

fn engine(member: &str, message: &Message) -> Result<Call, Refusal> {
    Ok(match member {
        "ProcessKeyEvent" => {
            let (sym, code, state): (u32, u32, u32) = body(message)?;
            Call::Key(Key { sym: kbvm::Keysym(sym), code, state })
        }
        "FocusIn" => Call::FocusIn(None),
        "FocusInId" => Call::FocusIn(Some(body(message)?)),
        "FocusOut" | "FocusOutId" => Call::FocusOut,
        "Reset" => Call::Reset,
        "Disable" => Call::Disable,
        "SetCapabilities" => {
            let (capabilities,): (u32,) = body(message)?;
            Call::SetCapabilities(capabilities)
        }
        "SetSurroundingText" => {
            let (text, cursor, anchor): (OwnedValue, u32, u32) = body(message)?;
            let text = wire::string_of(&text).ok_or(Refusal::Malformed)?;
            Call::SetSurrounding(Surrounding::new(text, cursor, anchor))
        }
        "CandidateClicked" => {
            let (nth, _, _): (u32, u32, u32) = body(message)?;
            Call::Clicked(nth)
        }
        "PropertyActivate" => {
            let (name, _): (String, u32) = body(message)?;
            Choice::of(&name).map_or(Call::Nothing, Call::Chosen)
        }
        "SetCursorLocation" => {
            let (x, y, _, height): (i32, i32, i32, i32) = body(message)?;
            Call::SetCursor(Cursor { x, y, height })
        }
        "Enable"
        | "ProcessHandWritingEvent"
        | "CancelHandWriting"
        | "PropertyShow"
        | "PropertyHide"
        | "PageUp"
        | "PageDown"
        | "CursorUp"
        | "CursorDown"
        | "PanelExtensionReceived"
        | "PanelExtensionRegisterKeys" => Call::Nothing,
        _ => return Err(Refusal::Unknown),
    })
}

fn body<T>(message: &Message) -> Result<T, Refusal>
where
    T: for<'a> DynamicDeserialize<'a>,
{
    message.body().deserialize().map_err(|_| Refusal::Malformed)
}

#[cfg(test)]
mod tests {
    use zbus::zvariant::{DynamicType, Value};

    use super::*;

    fn call<B: serde::Serialize + DynamicType>(interface: &str, member: &str, body: &B) -> Result<Call, Refusal> {
        let message = Message::method_call("/org/freedesktop/IBus/Engine/Foretype/1", member).unwrap();
        read(&message.interface(interface.to_owned()).unwrap().build(body).unwrap())
    }

    #[test]
    fn calls_of_an_engine() {
        let engine = ENGINE_INTERFACE;
        assert!(matches!(call(engine, "FocusIn", &()), Ok(Call::FocusIn(None))));
        let who = ("/context/1", "gtk3-im:gedit");
        let told = call(engine, "FocusInId", &who);
        assert!(matches!(told, Ok(Call::FocusIn(Some((path, client)))) if (path.as_str(), client.as_str()) == who));
        let key = call(engine, "ProcessKeyEvent", &(0x61_u32, 30_u32, 1_u32));
        assert!(matches!(key, Ok(Call::Key(Key { sym: kbvm::syms::a, code: 30, state: 1 }))));
        let content = ("org.freedesktop.IBus.Engine", "ContentType", Value::from((8_u32, 1_u32)));
        let set = call(PROPERTIES_INTERFACE, "Set", &content);
        assert!(matches!(set, Ok(Call::SetContentType { purpose: 8, hints: 1 })));
        let told = call(engine, "SetSurroundingText", &(wire::text("Zoë 👋 hi", &[]).unwrap(), 8_u32, 3_u32));
        assert!(matches!(told, Ok(Call::SetSurrounding(around)) if around == Surrounding::new("Zoë 👋 hi", 8, 3)));
        let drawn = call(engine, "SetCursorLocation", &(66_i32, 124_i32, 1_i32, 15_i32));
        assert!(matches!(drawn, Ok(Call::SetCursor(Cursor { x: 66, y: 124, height: 15 }))));
        let chosen = call(engine, "PropertyActivate", &("private", 1_u32));
        assert!(matches!(chosen, Ok(Call::Chosen(Choice::Private))));
        assert!(matches!(call(engine, "PropertyActivate", &("other", 1_u32)), Ok(Call::Nothing)));
        assert!(matches!(call(PROPERTIES_INTERFACE, "Get", &(engine, "FocusId")), Ok(Call::GetFocusId)));
        assert!(matches!(call(FACTORY_INTERFACE, "CreateEngine", &("foretype",)), Ok(Call::CreateEngine { .. })));
    }

    #[test]
    fn what_is_wrong_is_refused() {
        let refused = |told: Result<Call, Refusal>| told.err();
        let engine = ENGINE_INTERFACE;
        assert_eq!(refused(call(engine, "ProcessKeyEvent", &("a", 30_u32, 1_u32))), Some(Refusal::Malformed));
        assert_eq!(refused(call(engine, "ProcessKeyEvent", &())), Some(Refusal::Malformed));
        let number = (Value::from(3_u32), 0_u32, 0_u32);
        assert_eq!(refused(call(engine, "SetSurroundingText", &number)), Some(Refusal::Malformed));
        let content = ("org.freedesktop.IBus.Engine", "ContentType", Value::from("password"));
        assert_eq!(refused(call(PROPERTIES_INTERFACE, "Set", &content)), Some(Refusal::Malformed));
        assert_eq!(refused(call(engine, "NoSuchCall", &())), Some(Refusal::Unknown));
        assert_eq!(refused(call("org.example.Other", "FocusIn", &())), Some(Refusal::Unknown));
    }
}
