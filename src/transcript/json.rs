//! What JSON must hold: an object some of its keys, a list all of its items, a text what a predicate says.

use std::fmt;

use serde_json::Number;

use crate::text::TextMatch;

/// What a JSON value must be like.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonExpected {
    /// It is not there, or `null`.
    Absent,
    /// Anything but that.
    Any,
    /// A text of this kind.
    Text(TextMatch),
    /// This number.
    Number(Number),
    /// This flag.
    Flag(bool),
    /// An object that has these properties, and any others.
    Object(Vec<(String, JsonExpected)>),
    /// A list of exactly these items.
    List(Vec<JsonExpected>),
    /// A list that has these items in this order, and any others between them.
    Holds(Vec<JsonExpected>),
}

impl JsonExpected {
    /// The same with each text as `fill` makes it.
    #[must_use]
    pub fn filled(&self, fill: &dyn Fn(&str) -> String) -> Self {
        let all = |items: &[Self]| items.iter().map(|item| item.filled(fill)).collect();
        match self {
            Self::Text(wanted) => Self::Text(wanted.filled(fill)),
            Self::Object(pairs) => {
                Self::Object(pairs.iter().map(|(key, value)| (key.clone(), value.filled(fill))).collect())
            }
            Self::List(items) => Self::List(all(items)),
            Self::Holds(items) => Self::Holds(all(items)),
            Self::Absent | Self::Any | Self::Number(_) | Self::Flag(_) => self.clone(),
        }
    }
}

/// As an author writes it, in one line.
impl fmt::Display for JsonExpected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => formatter.write_str("null"),
            Self::Any => formatter.write_str("{ any: true }"),
            Self::Text(TextMatch::Equals(text)) => {
                // As JSON has it, so that a text of digits differs from a number.
                write!(formatter, "{}", serde_json::Value::from(text.as_str()))
            }
            Self::Text(wanted) => write!(formatter, "{{ {wanted} }}"),
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Flag(flag) => write!(formatter, "{flag}"),
            Self::Object(pairs) if pairs.is_empty() => formatter.write_str("{}"),
            Self::Object(pairs) => {
                for (place, (key, value)) in pairs.iter().enumerate() {
                    let before = if place == 0 { "{ " } else { ", " };
                    write!(formatter, "{before}{key}: {value}")?;
                }
                formatter.write_str(" }")
            }
            Self::List(items) => list(formatter, items),
            Self::Holds(items) => {
                formatter.write_str("{ contains: ")?;
                list(formatter, items)?;
                formatter.write_str(" }")
            }
        }
    }
}

fn list(formatter: &mut fmt::Formatter<'_>, items: &[JsonExpected]) -> fmt::Result {
    formatter.write_str("[")?;
    for (place, item) in items.iter().enumerate() {
        let before = if place == 0 { "" } else { ", " };
        write!(formatter, "{before}{item}")?;
    }
    formatter.write_str("]")
}
