//! Values of variables: what bot code may put into one, and the text that it becomes.

use std::sync::Arc;

use serde_json::Value as Json;

/// The fields of an object, in the order in which they were set.
pub type Fields = Arc<[(Arc<str>, Value)]>;

/// A value as bot code knows it. It keeps its type while one message of the consumer is worked off; with the
/// next one it becomes its text (rulings, section 2; scripting spec 3.3).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(Arc<str>),
    /// A moment, in milliseconds since 1970, with its text.
    Date(f64, Arc<str>),
    /// An array.
    List(Arc<[Value]>),
    /// An object, with its text where its author gave it one of its own.
    Object(Fields, Option<Arc<str>>),
    /// What is nothing but its text outside the code that made it: functions, errors, regular expressions.
    Opaque(Arc<str>),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// Whether it is neither `null` nor `undefined`.
    pub fn is_something(&self) -> bool {
        !matches!(self, Self::Undefined | Self::Null)
    }

    /// The text that `String(value)` is.
    pub fn to_text(&self) -> Arc<str> {
        match self {
            Self::Undefined => Arc::from("undefined"),
            Self::Null => Arc::from("null"),
            Self::Bool(true) => Arc::from("true"),
            Self::Bool(false) => Arc::from("false"),
            Self::Number(number) => Arc::from(number_text(*number)),
            Self::Text(text) | Self::Date(_, text) | Self::Opaque(text) | Self::Object(_, Some(text)) => {
                text.clone()
            }
            Self::List(items) => {
                let texts: Vec<Arc<str>> = items.iter().map(Self::joined_text).collect();
                Arc::from(texts.join(","))
            }
            Self::Object(_, None) => Arc::from("[object Object]"),
        }
    }

    /// As an element of a list that becomes a text: nothing where there is nothing.
    fn joined_text(&self) -> Arc<str> {
        if self.is_something() { self.to_text() } else { Arc::from("") }
    }

    /// Whether a condition on it holds in JavaScript.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Undefined | Self::Null => false,
            Self::Bool(value) => *value,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            _ => true,
        }
    }

    /// The number that `Number(value)` is, as far as integers and decimals go.
    pub fn to_number(&self) -> f64 {
        match self {
            Self::Null => 0.0,
            Self::Bool(value) => f64::from(u8::from(*value)),
            Self::Number(number) | Self::Date(number, _) => *number,
            Self::Text(text) if text.trim().is_empty() => 0.0,
            Self::Text(text) => text.trim().parse().unwrap_or(f64::NAN),
            _ => f64::NAN,
        }
    }

    /// The same as JSON: what JSON does not have is `null`, a moment is its text.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Undefined | Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Number(number) => json_number(*number),
            Self::Text(text) | Self::Date(_, text) | Self::Opaque(text) => Json::String(text.to_string()),
            Self::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Object(fields, _) => {
                let pairs = fields.iter().map(|(key, value)| (key.to_string(), value.to_json()));
                Json::Object(pairs.collect())
            }
        }
    }
}

/// Whole numbers are written as such.
fn json_number(number: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        // It is whole and small enough, so nothing is lost.
        #[allow(clippy::cast_possible_truncation)]
        return Json::from(number as i64);
    }
    serde_json::Number::from_f64(number).map_or(Json::Null, Json::Number)
}

impl From<&Json> for Value {
    fn from(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Json::String(text) => Self::text(text.as_str()),
            Json::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Json::Object(pairs) => {
                let fields = pairs.iter().map(|(key, value)| (Arc::from(key.as_str()), Self::from(value)));
                Self::Object(fields.collect(), None)
            }
        }
    }
}

impl From<Arc<str>> for Value {
    fn from(text: Arc<str>) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<V: Into<Value>> From<Option<V>> for Value {
    /// What is missing is `null` (scripting spec 2.5).
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A number as JavaScript writes it.
pub fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    // Rust writes the shortest digits that read back the same, as JavaScript does; only the form differs.
    let written = format!("{number:e}");
    let Some((mantissa, exponent)) = written.split_once('e') else { return written };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-6..21).contains(&exponent) {
        return number.to_string();
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        let all = [
            (10.0, "10"),
            (-0.5, "-0.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e21, "1e+21"),
            (1e20, "100000000000000000000"),
            (1.5e-7, "1.5e-7"),
            (0.000_001, "0.000001"),
            (-0.0, "0"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (number, text) in all {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn what_becomes_of_values_as_texts() {
        let list = Value::List(Arc::from([
            Value::Number(1.0),
            Value::Null,
            Value::text("a"),
            Value::List(Arc::from([Value::Bool(true), Value::Undefined])),
        ]));
        assert_eq!(&*list.to_text(), "1,,a,true,");
        assert_eq!(&*Value::from(&serde_json::json!({"a": 1})).to_text(), "[object Object]");
        assert_eq!(&*Value::Null.to_text(), "null");
        assert_eq!(&*Value::Undefined.to_text(), "undefined");
    }
}
