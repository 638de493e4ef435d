//! Objects that code has stored and still has in its hands.
//!
//! While code runs, a variable gives back the very object that was put into it. What the world keeps is a
//! picture of it, taken when it was stored, and taken anew when the code has ended.

use std::collections::HashMap;
use std::sync::Arc;

use rquickjs::Value as JsValue;

use super::Host;
use crate::memory::Value;

/// Pictures with the objects that they show.
#[derive(Default)]
pub(super) struct LiveObjects<'js> {
    by_address: HashMap<usize, (Value, JsValue<'js>)>,
    /// How many there may be before those are looked for that nobody keeps any more.
    most: usize,
}

/// Few pictures need no cleaning up.
const FEW: usize = 64;

impl<'js> LiveObjects<'js> {
    fn keep(&mut self, picture: &Value, object: &JsValue<'js>) {
        let Some(address) = address(picture) else { return };
        if self.by_address.len() >= self.most {
            // The world has let go of those that only stand here.
            self.by_address.retain(|_, (picture, _)| holders(picture) > 1);
            self.most = FEW.max(2 * self.by_address.len());
        }
        self.by_address.insert(address, (picture.clone(), object.clone()));
    }

    /// The object that a picture shows.
    pub(super) fn shown_by(&self, picture: &Value) -> Option<JsValue<'js>> {
        self.by_address.get(&address(picture)?).map(|(_, object)| object.clone())
    }
}

impl<'js> Host<'js> {
    /// Remembers the arguments of a call that the world has kept.
    pub(super) fn remember(&self, arguments: &[JsValue<'js>], values: &[Value]) {
        for (argument, value) in arguments.iter().zip(values) {
            // One is `values` itself.
            if argument.is_object() && holders(value) > 1 {
                self.live.borrow_mut().keep(value, argument);
            }
        }
    }

    /// Takes new pictures of the objects that the world has kept.
    pub(in crate::javascript) fn store_again(&self) {
        let live = self.live.take();
        self.meter.last_look();
        self.is_closed.set(true);
        let mut renewed: HashMap<usize, Value> = HashMap::new();
        for (address, (picture, object)) in &live.by_address {
            if holders(picture) < 2 {
                continue;
            }
            // What cannot be taken now, as its code throws, stays as it was.
            match self.argument(object.ctx(), object) {
                Ok(value) if value != *picture => {
                    renewed.insert(*address, value);
                }
                Ok(_) => {}
                Err(_) => {
                    object.ctx().catch();
                }
            }
        }
        if !renewed.is_empty() {
            let renew = |value: &Value| renewed.get(&address(value)?).cloned();
            self.desk.with_world(|world| world.renew_variables(renew));
        }
    }
}

/// Where a value lies, if it is one that lies somewhere.
fn address(value: &Value) -> Option<usize> {
    Some(match value {
        Value::List(items) => Arc::as_ptr(items).cast::<()>() as usize,
        Value::Object(fields, _) => Arc::as_ptr(fields).cast::<()>() as usize,
        Value::Date(_, text) | Value::Opaque(text) => Arc::as_ptr(text).cast::<()>() as usize,
        _ => return None,
    })
}

/// How many hold a value.
fn holders(value: &Value) -> usize {
    match value {
        Value::List(items) => Arc::strong_count(items),
        Value::Object(fields, _) => Arc::strong_count(fields),
        Value::Date(_, text) | Value::Opaque(text) => Arc::strong_count(text),
        _ => 0,
    }
}
