//! ibus's objects in D-Bus messages: each is a structure of the type's name, attachments, and the object's fields; an
//! object within another is a variant.
//!
//! The layouts are those of libibus (`ibus_text_serialize` and its like). Knows nothing of what the texts mean.

use zbus::zvariant::{self, Array, Dict, Signature, Structure, StructureBuilder, Value};

use crate::input::menu::{Item, Menu};
use crate::input::view::{Look, Part, Table};

/// Kinds of attributes (`IBusAttrType`).
const UNDERLINE: u32 = 1;
const FOREGROUND: u32 = 2;
/// `IBUS_ATTR_UNDERLINE_SINGLE`.
const SINGLE: u32 = 1;
/// Grey that can be read on white and on black.
const GREY: u32 = 0x80_80_80;
/// `IBUS_ORIENTATION_HORIZONTAL`.
const HORIZONTAL: i32 = 0;

/// `PROP_TYPE_NORMAL` and `PROP_TYPE_TOGGLE`; `PROP_STATE_UNCHECKED` and `PROP_STATE_CHECKED`.
const NORMAL: u32 = 0;
const TOGGLE: u32 = 1;
const UNCHECKED: u32 = 0;
const CHECKED: u32 = 1;

/// `IBusText`.
///
/// # Errors
/// None that a text could cause; zvariant's functions say that they may fail.
pub fn text(text: &str, parts: &[Part]) -> zvariant::Result<Value<'static>> {
    let list = variants(parts.iter().map(|(part, look)| attribute(part, *look)))?;
    let attributes = object("IBusAttrList", vec![list])?;
    object("IBusText", vec![text.to_owned().into(), nested(attributes)])
}

fn attribute(part: &std::ops::Range<u32>, look: Look) -> zvariant::Result<Value<'static>> {
    let (kind, value) = match look {
        Look::Underlined => (UNDERLINE, SINGLE),
        Look::Grey => (FOREGROUND, GREY),
    };
    object("IBusAttribute", [kind, value, part.start, part.end].into_iter().map(Value::from).collect())
}

/// `IBusLookupTable` of one page, the first word marked; numbered from 1 where the numbers take them.
///
/// # Errors
/// As [`text`].
pub fn table(table: &Table) -> zvariant::Result<Value<'static>> {
    let words = &table.words;
    let size = u32::try_from(words.len()).unwrap_or(u32::MAX).max(1);
    // Without any ibus numbers them itself.
    let label = |number: usize| if table.numbered { number.to_string() } else { " ".to_owned() };
    let labels = (1..=words.len()).map(|number| text(&label(number), &[]));
    let fields = vec![
        Value::from(size),
        Value::from(0_u32),
        Value::from(true),
        Value::from(false),
        Value::from(HORIZONTAL),
        variants(words.iter().map(|word| text(word, &[])))?,
        variants(labels)?,
    ];
    object("IBusLookupTable", fields)
}

/// `IBusPropList` of the menu. The first is the one whose symbol stands in the panel (`icon_prop_key` of the component
/// file).
///
/// # Errors
/// As [`text`].
pub fn properties(menu: &Menu) -> zvariant::Result<Value<'static>> {
    let items = menu.items();
    let properties = items.iter().enumerate().map(|(nth, item)| {
        let (icon, symbol) = if nth == 0 { (menu.icon(), menu.symbol()) } else { ("", "") };
        property(item, icon, symbol)
    });
    object("IBusPropList", vec![variants(properties)?])
}

/// `IBusProperty`: key, kind, label, icon, tooltip, whether it can be chosen and is seen, state, those under it, symbol.
fn property(item: &Item, icon: &'static str, symbol: &str) -> zvariant::Result<Value<'static>> {
    let kind = if item.checked.is_some() { TOGGLE } else { NORMAL };
    let state = if item.checked == Some(true) { CHECKED } else { UNCHECKED };
    let fields = vec![
        Value::from(item.choice.name()),
        Value::from(kind),
        nested(text(&item.label, &[])?),
        Value::from(icon),
        nested(text("", &[])?),
        Value::from(true),
        Value::from(true),
        Value::from(state),
        nested(object("IBusPropList", vec![variants(std::iter::empty())?])?),
        nested(text(symbol, &[])?),
    ];
    object("IBusProperty", fields)
}

fn object(name: &'static str, fields: Vec<Value<'static>>) -> zvariant::Result<Value<'static>> {
    let attachments = Dict::new(&Signature::Str, &Signature::Variant);
    let mut builder = StructureBuilder::new().add_field(name).append_field(Value::Dict(attachments));
    for field in fields {
        builder = builder.append_field(field);
    }
    Ok(Value::Structure(builder.build()?))
}

fn nested(value: Value<'static>) -> Value<'static> {
    Value::Value(Box::new(value))
}

fn variants(values: impl Iterator<Item = zvariant::Result<Value<'static>>>) -> zvariant::Result<Value<'static>> {
    let mut array = Array::new(&Signature::Variant);
    for value in values {
        array.append(nested(value?))?;
    }
    Ok(Value::Array(array))
}

/// The string of an `IBusText`; nothing when it is none.
pub fn string_of<'a>(text: &'a Value<'_>) -> Option<&'a str> {
    let fields = match text {
        Value::Structure(structure) => Structure::fields(structure),
        Value::Value(inner) => return string_of(inner),
        _ => return None,
    };
    match fields {
        [Value::Str(name), _, Value::Str(string), ..] if name.as_str() == "IBusText" => Some(string.as_str()),
        _ => None,
    }
}

/// The name in an `IBusEngineDesc`; nothing when it is none.
pub fn name_of_engine<'a>(engine: &'a Value<'_>) -> Option<&'a str> {
    let fields = match engine {
        Value::Structure(structure) => Structure::fields(structure),
        Value::Value(inner) => return name_of_engine(inner),
        _ => return None,
    };
    match fields {
        [Value::Str(kind), _, Value::Str(name), ..] if kind.as_str() == "IBusEngineDesc" => Some(name.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_libibus() {
        let check = |value: Value<'_>, expected: &str| assert_eq!(value.value_signature().to_string(), expected);
        check(text("héllo", &[]).unwrap(), "(sa{sv}sv)");
        check(text("héllo", &[(0..5, Look::Underlined)]).unwrap(), "(sa{sv}sv)");
        check(attribute(&(0..5), Look::Grey).unwrap(), "(sa{sv}uuuu)");
        check(table(&Table { words: vec!["a".into(), "b".into()], numbered: true }).unwrap(), "(sa{sv}uubbiavav)");
        check(table(&Table::default()).unwrap(), "(sa{sv}uubbiavav)");
        check(properties(&Menu::default()).unwrap(), "(sa{sv}av)");
        check(property(&Menu::default().items()[1], "", "").unwrap(), "(sa{sv}suvsvbbuvv)");
    }

    #[test]
    fn strings_of_texts() {
        assert_eq!(string_of(&text("héllo", &[(0..1, Look::Grey)]).unwrap()), Some("héllo"));
        assert_eq!(string_of(&nested(text("", &[]).unwrap())), Some(""));
        assert_eq!(string_of(&table(&Table::default()).unwrap()), None);
        assert_eq!(string_of(&Value::from("héllo")), None);
        assert_eq!(string_of(&Value::from(("IBusText", 3_u32))), None);
        let engine = object("IBusEngineDesc", vec!["anthy".into(), "Anthy".into()]).unwrap();
        assert_eq!(name_of_engine(&nested(engine)), Some("anthy"));
        assert_eq!(name_of_engine(&Value::from(3_u32)), None);
    }
}
