//! What an export says beyond what a bot's definition has a place for, as differences from what would be
//! exported of the definition. So nothing is lost, whatever it is, and what an author changes later wins.

use serde_json::Value;

use crate::text::{key_of_step, pointer_step};

/// A place where the original differs from what is exported of the definition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    /// A JSON pointer into the object.
    pub(super) at: String,
    /// What the definition makes; `None` where it makes nothing.
    pub(super) made: Option<Value>,
    /// What stood in the original; `None` where nothing did.
    pub(super) original: Option<Value>,
}

/// Where two values differ, as deep in them as possible.
pub(super) fn differences(made: &Value, original: &Value) -> Vec<Kept> {
    let mut found = Vec::new();
    compare("", made, original, &mut found);
    found
}

fn compare(at: &str, made: &Value, original: &Value, found: &mut Vec<Kept>) {
    match (made, original) {
        (Value::Object(left), Value::Object(right)) => {
            for (key, made) in left {
                let at = format!("{at}/{}", pointer_step(key));
                match right.get(key) {
                    Some(original) => compare(&at, made, original, found),
                    None => found.push(Kept { at, made: Some(made.clone()), original: None }),
                }
            }
            for (key, original) in right.iter().filter(|(key, _)| !left.contains_key(*key)) {
                let at = format!("{at}/{}", pointer_step(key));
                found.push(Kept { at, made: None, original: Some(original.clone()) });
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (place, (made, original)) in left.iter().zip(right).enumerate() {
                compare(&format!("{at}/{place}"), made, original, found);
            }
        }
        (made, original) if made == original => {}
        (made, original) => {
            let (made, original) = (Some(made.clone()), Some(original.clone()));
            found.push(Kept { at: at.to_owned(), made, original });
        }
    }
}

/// Makes the value what the original was, wherever the definition still makes what it made then. What it makes
/// differently now was changed by its author, and stays.
pub(super) fn restore(value: &mut Value, kept: &[Kept]) {
    for difference in kept {
        restore_one(value, difference);
    }
}

fn restore_one(value: &mut Value, kept: &Kept) {
    let Some((parent, last)) = kept.at.rsplit_once('/') else {
        if kept.made.as_ref() == Some(value)
            && let Some(original) = &kept.original
        {
            *value = original.clone();
        }
        return;
    };
    match value.pointer_mut(parent) {
        Some(Value::Object(parent)) => {
            let key = key_of_step(last);
            if parent.get(&key) != kept.made.as_ref() {
                return;
            }
            match &kept.original {
                Some(original) => {
                    parent.insert(key, original.clone());
                }
                None => {
                    parent.shift_remove(&key);
                }
            }
        }
        Some(Value::Array(items)) => {
            let item = last.parse().ok().and_then(|place: usize| items.get_mut(place));
            if let (Some(item), Some(original)) = (item, &kept.original)
                && Some(&*item) == kept.made.as_ref()
            {
                *item = original.clone();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{differences, restore};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn what_an_author_changed_stays_changed() {
        let (made, original) = (json!({ "text": "a", "n": 1 }), json!({ "text": "A", "n": 1, "x": {} }));
        let kept = differences(&made, &original);
        let mut edited = json!({ "text": "b", "n": 1 });
        restore(&mut edited, &kept);
        assert_eq!(edited, json!({ "text": "b", "n": 1, "x": {} }));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(Value::from),
            "[a-c~/]{0,2}".prop_map(Value::from)
        ];
        leaf.prop_recursive(3, 20, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::btree_map("[a-c~/]{0,2}", inner, 0..3)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn differences_restore_any_original(made in any_json(), original in any_json()) {
            let mut value = made.clone();
            restore(&mut value, &differences(&made, &original));
            prop_assert_eq!(value, original);
        }
    }
}
