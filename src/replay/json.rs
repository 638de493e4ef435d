//! JSON against what a transcript says of it.

use serde_json::{Number, Value as Json};

use super::outcome::Difference;
use crate::text::{TextMatch, pointer_step, shortened};
use crate::transcript::JsonExpected;

/// More of a value would hide what differs.
const SHOWN: usize = 200;

/// Everything in which a value differs, each with its JSON pointer behind `what`.
pub(super) fn compare(what: &str, wanted: &JsonExpected, actual: &Json, found: &mut Vec<Difference>) {
    let mut comparing = Comparing { what, pointer: String::new(), found };
    comparing.value(wanted, Some(actual));
}

/// Whether a value is as it must be.
fn fits(wanted: &JsonExpected, actual: &Json) -> bool {
    let mut found = Vec::new();
    compare("", wanted, actual, &mut found);
    found.is_empty()
}

struct Comparing<'c> {
    what: &'c str,
    /// Where the walk is.
    pointer: String,
    found: &'c mut Vec<Difference>,
}

impl Comparing<'_> {
    /// As deep as what is expected, which YAML bounds.
    fn value(&mut self, wanted: &JsonExpected, actual: Option<&Json>) {
        let actual = actual.filter(|actual| !actual.is_null());
        match (wanted, actual) {
            (JsonExpected::Absent, None) | (JsonExpected::Any, Some(_)) => {}
            (JsonExpected::Text(wanted), Some(Json::String(actual))) if is_match(wanted, actual) => {}
            (JsonExpected::Number(wanted), Some(Json::Number(actual))) if is_same(wanted, actual) => {}
            (JsonExpected::Flag(wanted), Some(Json::Bool(actual))) if wanted == actual => {}
            (JsonExpected::Object(pairs), Some(Json::Object(actual))) => {
                for (key, wanted) in pairs {
                    self.inside(key, |own| own.value(wanted, actual.get(key)));
                }
            }
            (JsonExpected::List(items), Some(Json::Array(actual))) => self.list(items, actual),
            (JsonExpected::Holds(items), Some(Json::Array(actual))) => self.holds(items, actual),
            (wanted, actual) => self.differs(wanted.to_string(), actual.map(shown)),
        }
    }

    fn list(&mut self, items: &[JsonExpected], actual: &[Json]) {
        if items.len() != actual.len() {
            let count = |number: usize| match number {
                0 => "no items".to_owned(),
                1 => "1 item".to_owned(),
                several => format!("{several} items"),
            };
            let is = format!("{}: {}", count(actual.len()), shown(&Json::Array(actual.to_vec())));
            self.differs(count(items.len()), Some(is));
            return;
        }
        for (place, (wanted, actual)) in items.iter().zip(actual).enumerate() {
            self.inside(&place.to_string(), |own| own.value(wanted, Some(actual)));
        }
    }

    /// Each item is looked for behind the one before.
    fn holds(&mut self, items: &[JsonExpected], actual: &[Json]) {
        let mut rest = actual.iter();
        let missing = items.iter().find(|wanted| !rest.any(|actual| fits(wanted, actual)));
        if let Some(missing) = missing {
            let is = shown(&Json::Array(actual.to_vec()));
            self.differs(format!("{{ contains: [{missing}] }}"), Some(is));
        }
    }

    fn inside(&mut self, key: &str, compare: impl FnOnce(&mut Self)) {
        let outer = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&pointer_step(key));
        compare(self);
        self.pointer.truncate(outer);
    }

    fn differs(&mut self, expected: String, actual: Option<String>) {
        let what = match self.pointer.as_str() {
            "" => self.what.to_owned(),
            pointer => format!("{} {pointer}", self.what),
        };
        self.found.push(Difference { what, expected: shortened(&expected, SHOWN), actual });
    }
}

/// A regular expression that gives up is not met.
fn is_match(wanted: &TextMatch, actual: &str) -> bool {
    wanted.is_match(actual).unwrap_or(false)
}

/// `1` and `1.0` are the same number.
fn is_same(wanted: &Number, actual: &Number) -> bool {
    wanted == actual || (wanted.as_f64().is_some() && wanted.as_f64() == actual.as_f64())
}

fn shown(value: &Json) -> String {
    shortened(&value.to_string(), SHOWN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn text(text: &str) -> JsonExpected {
        JsonExpected::Text(TextMatch::Equals(text.to_owned()))
    }

    fn object(pairs: &[(&str, JsonExpected)]) -> JsonExpected {
        JsonExpected::Object(pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    }

    fn number(text: &str) -> JsonExpected {
        JsonExpected::Number(serde_json::from_str(text).unwrap())
    }

    fn differences(wanted: &JsonExpected, actual: &Json) -> Vec<String> {
        let mut found = Vec::new();
        compare("rich", wanted, actual, &mut found);
        let one = |Difference { what, expected, actual }: Difference| {
            format!("{what}: {expected} / {}", actual.unwrap_or_else(|| "nothing".to_owned()))
        };
        found.into_iter().map(one).collect()
    }

    #[test]
    fn an_object_is_judged_by_the_keys_that_are_written() {
        let actual = json!({ "type": "button", "title": "Yes", "la": 1.0, "on": true, "a/b": null });
        let all = [("title", text(" Yes ")), ("la", number("1")), ("on", JsonExpected::Flag(true))];
        assert!(fits(&object(&all), &actual));
        assert!(fits(&object(&[("a/b", JsonExpected::Absent), ("other", JsonExpected::Absent)]), &actual));
        assert_eq!(
            differences(
                &object(&[("a/b", JsonExpected::Any), ("title", JsonExpected::Absent), ("la", text("1"))]),
                &actual
            ),
            ["rich /a~1b: { any: true } / nothing", "rich /title: null / \"Yes\"", "rich /la: \"1\" / 1.0"]
        );
    }

    #[test]
    fn a_list_is_judged_item_by_item_and_has_as_many() {
        let actual = json!(["a", "b", "c"]);
        let list = |items: &[&str]| JsonExpected::List(items.iter().map(|item| text(item)).collect());
        assert!(fits(&list(&["a", "b", "c"]), &actual));
        assert_eq!(differences(&list(&["a", "x", "c"]), &actual), ["rich /1: \"x\" / \"b\""]);
        assert_eq!(differences(&list(&["a"]), &actual), ["rich: 1 item / 3 items: [\"a\",\"b\",\"c\"]"]);
        assert_eq!(differences(&list(&[]), &json!({})), ["rich: [] / {}"]);
    }

    #[test]
    fn a_list_may_hold_others_between() {
        let actual = json!(["a", "b", "c"]);
        let holds = |items: &[&str]| JsonExpected::Holds(items.iter().map(|item| text(item)).collect());
        assert!(fits(&holds(&["a", "c"]), &actual));
        assert_eq!(
            differences(&holds(&["b", "a"]), &actual),
            ["rich: { contains: [\"a\"] } / [\"a\",\"b\",\"c\"]"]
        );
    }
}
