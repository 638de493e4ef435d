//! Values of JavaScript as the platform takes them (scripting spec 2.5).

use std::rc::Rc;
use std::sync::Arc;

use rquickjs::convert::Coerced;
use rquickjs::object::Filter;
use rquickjs::{Ctx, Function, Object, Result, String as JsString, Value as JsValue};

use super::{Host, Tools};
use crate::javascript::raw;
use crate::memory::Value;

impl<'js> Host<'js> {
    /// An argument. This may run code: getters, and `toString` of an object's own.
    pub(super) fn argument(&self, ctx: &Ctx<'js>, argument: &JsValue<'js>) -> Result<Value> {
        Taking { host: self, ctx, around: Vec::new() }.value(argument)
    }
}

/// An argument while it is taken apart.
struct Taking<'t, 'js> {
    host: &'t Host<'js>,
    ctx: &'t Ctx<'js>,
    /// The lists and objects that the value stands in.
    around: Vec<Object<'js>>,
}

impl<'js> Taking<'_, 'js> {
    fn value(&mut self, value: &JsValue<'js>) -> Result<Value> {
        if let Some(object) = value.as_object() {
            return self.object(object);
        }
        Ok(if value.is_undefined() {
            Value::Undefined
        } else if value.is_null() {
            Value::Null
        } else if let Some(value) = value.as_bool() {
            Value::Bool(value)
        } else if let Some(number) = value.as_number() {
            Value::Number(number)
        } else if let Some(text) = value.as_string() {
            Value::Text(self.text(text)?)
        } else if let Some(symbol) = value.as_symbol() {
            let name = symbol.description()?;
            let name = if name.is_undefined() { Arc::from("") } else { self.shown(&name)? };
            Value::Opaque(format!("Symbol({name})").into())
        } else {
            Value::Opaque(self.shown(value)?)
        })
    }

    fn object(&mut self, object: &Object<'js>) -> Result<Value> {
        if self.around.contains(object) {
            return Ok(Value::Null);
        }
        let is_text_only = object.is_function() || object.is_error() || raw::is_regex(object);
        if is_text_only {
            return Ok(Value::Opaque(self.shown(object.as_value())?));
        }
        if raw::is_date(object) {
            let time = self.tools()?.time_of(object)?;
            return Ok(Value::Date(time, self.shown(object.as_value())?));
        }
        self.host.go_on(self.ctx, self.host.meter.depth(self.around.len() + 1))?;
        self.around.push(object.clone());
        let taken = if object.is_array() { self.list(object) } else { self.fields(object) };
        self.around.pop();
        taken
    }

    fn list(&mut self, list: &Object<'js>) -> Result<Value> {
        let length = list.get::<_, Coerced<u64>>("length")?.0;
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.host.go_on(self.ctx, self.host.meter.values(length))?;
        let mut items = Vec::with_capacity(length);
        for index in 0..length {
            // Numbers of elements are small by now.
            #[allow(clippy::cast_possible_truncation)]
            items.push(self.value(&list.get(index as u32)?)?);
        }
        Ok(Value::List(items.into()))
    }

    fn fields(&mut self, object: &Object<'js>) -> Result<Value> {
        let mut fields = Vec::new();
        for key in object.own_keys::<JsString<'js>>(Filter::default()) {
            self.host.go_on(self.ctx, self.host.meter.values(1))?;
            let key = key?;
            let value = object.get(key.clone())?;
            fields.push((self.text(&key)?, self.value(&value)?));
        }
        let to_string: JsValue<'js> = object.get("toString")?;
        let is_own = to_string.as_function().is_some_and(|own| !self.is_plain(own));
        let text = if is_own { Some(self.shown(object.as_value())?) } else { None };
        Ok(Value::Object(fields.into(), text))
    }

    fn is_plain(&self, to_string: &Function<'js>) -> bool {
        self.tools().is_ok_and(|tools| tools.plain_to_string == *to_string)
    }

    /// `String(value)`
    fn shown(&self, value: &JsValue<'js>) -> Result<Arc<str>> {
        let text = value.get::<Coerced<JsString<'js>>>()?;
        self.text(&text)
    }

    fn text(&self, text: &JsString<'js>) -> Result<Arc<str>> {
        let text = match text.to_string() {
            Ok(text) => text,
            Err(_) => self.tools()?.text(text)?,
        };
        self.host.go_on(self.ctx, self.host.meter.text(text.len()))?;
        Ok(text.into())
    }

    fn tools(&self) -> Result<Rc<Tools<'js>>> {
        self.host.tools()
    }
}
