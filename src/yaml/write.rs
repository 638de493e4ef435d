//! Values to YAML text, for what the program writes.

use serde_json::{Map, Value};

/// A value as YAML in block style, with a line end; every text in it is read back as that text.
pub fn to_yaml(value: &Value) -> String {
    let mut quoted = Quoted { mark: unused_mark(value), texts: Vec::new() };
    let marked = quoted.marked(value);
    // Writing a tree of texts and numbers into memory has no way to fail.
    quoted.put_back(&serde_yaml::to_string(&marked).unwrap_or_default())
}

/// Texts with characters that the library takes for line breaks or does not escape, such as a carriage
/// return. A word stands for each while the rest is written; then it takes the word's place, in quotes.
struct Quoted {
    mark: String,
    texts: Vec<String>,
}

impl Quoted {
    fn marked(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.iter().map(|item| self.marked(item)).collect(),
            Value::Object(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| (self.text(key), self.marked(value)));
                Value::Object(Map::from_iter(pairs))
            }
            plain => plain.clone(),
        }
    }

    fn text(&mut self, text: &str) -> String {
        // Outside quotes `<<` is a merge key.
        if text != "<<" && !text.contains(needs_escape) {
            return text.to_owned();
        }
        self.texts.push(in_quotes(text));
        // The last letter ends the number.
        format!("{}{}x", self.mark, self.texts.len() - 1)
    }

    fn put_back(&self, yaml: &str) -> String {
        let mut parts = yaml.split(&self.mark);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once('x').unwrap_or((part, ""));
            let text = number.parse().ok().and_then(|number: usize| self.texts.get(number));
            out.push_str(text.map_or("", String::as_str));
            out.push_str(rest);
        }
        out
    }
}

fn needs_escape(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A text in double quotes, which YAML reads as JSON does.
fn in_quotes(text: &str) -> String {
    let json = Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        match needs_escape(character) {
            true => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            false => out.push(character),
        }
    }
    out
}

/// A word that no text of the value holds.
fn unused_mark(value: &Value) -> String {
    let mut mark = String::from("quoted");
    while holds(value, &mark) {
        mark.push_str("quoted");
    }
    mark
}

fn holds(value: &Value, word: &str) -> bool {
    match value {
        Value::String(text) => text.contains(word),
        Value::Array(items) => items.iter().any(|item| holds(item, word)),
        Value::Object(pairs) => pairs.iter().any(|(key, value)| key.contains(word) || holds(value, word)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::to_yaml;
    use crate::source::Sources;
    use crate::yaml::{self, Limits, Node, parse_yaml};

    fn read(node: &Node) -> Value {
        match &node.value {
            yaml::Value::Null => Value::Null,
            yaml::Value::Scalar(scalar) if scalar.plain => serde_json::from_str(scalar.text.as_str())
                .unwrap_or_else(|_| Value::from(scalar.text.as_str())),
            yaml::Value::Scalar(scalar) => Value::from(scalar.text.as_str()),
            yaml::Value::Sequence(items) => items.iter().map(read).collect(),
            yaml::Value::Mapping(entries) => {
                let pairs = entries.iter().map(|entry| (entry.key.as_str().to_owned(), read(&entry.value)));
                Value::Object(Map::from_iter(pairs))
            }
        }
    }

    fn text() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(vec![
            "", " ", "\n", "\r", "\t", "\r\n", "\u{85}", "\u{2028}", "\u{feff}", "\0", "\u{1b}", "<<", "~",
            "null", "true", "yes", "0x1", "1e5", ".5", "-", "- a", "a: b", "a #b", "# a", "&a", "*a", "!a",
            "|", ">", "%", "@", "`", "'", "\"", "\\", "{", "}", "[", "]", ",", "?", ":", "---", "...",
            "quoted", "quoted0x", "é", "😀", "\u{fffe}", "007", "1_000", "=",
        ]);
        let piece = prop_oneof![3 => odd.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-z ]{1,9}"];
        prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            text().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((text(), inner), 0..5)
                    .prop_map(|pairs| Value::Object(Map::from_iter(pairs))),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read_back(value in value()) {
            let value = Value::from(vec![value]);
            let text = to_yaml(&value);
            let mut sources = Sources::default();
            let id = sources.add("x", text.as_str());
            let (document, problems) = parse_yaml(&sources, id, &Limits::default());
            prop_assert!(problems.is_empty(), "{:?}\n{}", problems, text);
            prop_assert_eq!(read(&document.unwrap().root), value, "{}", text);
        }
    }
}
