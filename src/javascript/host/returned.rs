//! What functions of the platform give, as values of JavaScript.

use std::sync::Arc;

use rquickjs::{Array, Ctx, IntoJs, Object, Result, String as JsString, Value as JsValue};

use super::Host;
use crate::memory::Value;
use crate::script::Returned;

impl<'js> Host<'js> {
    /// What a function gives.
    pub(super) fn give(&self, ctx: &Ctx<'js>, returned: Returned) -> Result<JsValue<'js>> {
        match returned {
            Returned::Value(value) => {
                let object = self.live.borrow().shown_by(&value);
                object.map_or_else(|| self.made(ctx, &value), Ok)
            }
            Returned::Getters(values) => self.getters(ctx, &values),
            Returned::ListOfGetters(list) => {
                let made = Array::new(ctx.clone())?;
                for (index, values) in list.iter().enumerate() {
                    made.set(index, self.getters(ctx, values)?)?;
                }
                Ok(made.into_value())
            }
            Returned::Map(values) => {
                let keys = self.names(ctx, values.iter().map(|(key, _)| key.as_ref()))?;
                let values = self.values(ctx, values.iter().map(|(_, value)| value))?;
                self.tools()?.maker("map")?.call((keys, values))
            }
            Returned::ListWithFirst(list) => {
                let list = self.made(ctx, &Value::List(list.into()))?;
                self.tools()?.maker("listWithFirst")?.call((list,))
            }
            Returned::IntegrationResult { json_data, .. } => {
                let json_data = self.text(ctx, &json_data)?;
                self.tools()?.maker("result")?.call((json_data,))
            }
        }
    }

    fn getters(&self, ctx: &Ctx<'js>, values: &[(&'static str, Value)]) -> Result<JsValue<'js>> {
        let names = self.names(ctx, values.iter().map(|(name, _)| *name))?;
        let values = self.values(ctx, values.iter().map(|(_, value)| value))?;
        self.tools()?.maker("getters")?.call((names, values))
    }

    fn names<'n>(&self, ctx: &Ctx<'js>, names: impl Iterator<Item = &'n str>) -> Result<Array<'js>> {
        let list = Array::new(ctx.clone())?;
        for (index, name) in names.enumerate() {
            list.set(index, name)?;
        }
        Ok(list)
    }

    fn values<'v>(&self, ctx: &Ctx<'js>, values: impl Iterator<Item = &'v Value>) -> Result<Array<'js>> {
        let list = Array::new(ctx.clone())?;
        for (index, value) in values.enumerate() {
            list.set(index, self.made(ctx, value)?)?;
        }
        Ok(list)
    }

    /// A new value of JavaScript. Values are nested as deep as JSON or arguments may be, not deeper.
    fn made(&self, ctx: &Ctx<'js>, value: &Value) -> Result<JsValue<'js>> {
        self.go_on(ctx, self.meter.work(4))?;
        match value {
            Value::Undefined => Ok(JsValue::new_undefined(ctx.clone())),
            Value::Null => Ok(JsValue::new_null(ctx.clone())),
            Value::Bool(value) => Ok(JsValue::new_bool(ctx.clone(), *value)),
            Value::Number(number) => Ok(JsValue::new_number(ctx.clone(), *number)),
            Value::Text(text) | Value::Opaque(text) => self.text(ctx, text),
            Value::Date(time, _) => self.tools()?.date(*time),
            Value::List(items) => Ok(self.values(ctx, items.iter())?.into_value()),
            Value::Object(fields, text) => {
                let object = Object::new(ctx.clone())?;
                for (key, value) in fields.iter() {
                    object.set(key.as_ref(), self.made(ctx, value)?)?;
                }
                match text {
                    Some(text) => self.tools()?.maker("withText")?.call((object, self.text(ctx, text)?)),
                    None => Ok(object.into_value()),
                }
            }
        }
    }

    fn text(&self, ctx: &Ctx<'js>, text: &Arc<str>) -> Result<JsValue<'js>> {
        self.go_on(ctx, self.meter.work(text.len() / 8))?;
        JsString::from_str(ctx.clone(), text)?.into_js(ctx)
    }
}
