//! Named values: `vars`, a row of `examples`, `with`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::TranscriptLoader;
use crate::source::Text;
use crate::transcript::is_name;
use crate::yaml::{Entry, Node, Value};

/// Values by their names.
#[derive(Clone, Debug)]
pub(super) struct Values {
    by_name: BTreeMap<Arc<str>, NamedValue>,
    /// Whether all of them could be read: else nobody can say that one is not there.
    pub(super) is_complete: bool,
}

/// A value with its name.
#[derive(Clone, Debug)]
pub(super) struct NamedValue {
    pub(super) name: Text,
    /// Nothing where it could not be read.
    pub(super) text: Option<Arc<str>>,
    /// Whether it is written without quotes, so that it may be a number or `null` where these mean something.
    pub(super) plain: bool,
}

impl Default for Values {
    fn default() -> Self {
        Self { by_name: BTreeMap::new(), is_complete: true }
    }
}

impl Values {
    /// Values of which nothing is known.
    pub(super) fn unread() -> Self {
        Self { is_complete: false, ..Self::default() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&NamedValue> {
        self.by_name.get(name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(|name| &**name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &NamedValue> {
        self.by_name.values()
    }
}

impl TranscriptLoader<'_> {
    pub(super) fn load_values(&mut self, node: &Node, what: &str) -> Values {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_type(node, &format!("{what} is written as names with texts"));
            return Values::unread();
        };
        if entries.is_empty() {
            self.empty(node, &format!("{what} has no value"));
        }
        let mut values = Values::default();
        for Entry { key, value } in entries {
            if !is_name(key.as_str()) {
                let help = "Use letters, digits, `_` and `-`, so that a placeholder can name it.";
                self.invalid(key.span(), format!("`{key}` cannot name a value"), help);
                continue;
            }
            let (text, plain) = match &value.value {
                Value::Null => (Some("".into()), false),
                Value::Scalar(scalar) => (Some(scalar.text.shared()), scalar.plain),
                _ => {
                    self.wrong_type(value, &format!("`{key}` is a text"));
                    (None, false)
                }
            };
            values.by_name.insert(key.shared(), NamedValue { name: key.clone(), text, plain });
        }
        values
    }
}
