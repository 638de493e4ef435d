//! Functions of the prelude that the host calls. Bot code has no way to change them.

use rquickjs::{Array, Function, Object, Result, String as JsString, Value};

/// Functions of the prelude.
pub(in crate::javascript) struct Tools<'js> {
    objects: Function<'js>,
    dates: Function<'js>,
    /// What objects have as `toString` that have none of their own.
    pub(super) plain_to_string: Function<'js>,
    stack_of: Function<'js>,
    well_formed: Function<'js>,
    start: Function<'js>,
    global_names: Function<'js>,
}

impl<'js> Tools<'js> {
    /// The functions that the prelude gives.
    pub(in crate::javascript) fn of(made: &Object<'js>) -> Result<Self> {
        Ok(Self {
            objects: made.get("objects")?,
            dates: made.get("dates")?,
            plain_to_string: made.get("plainToString")?,
            stack_of: made.get("stackOf")?,
            well_formed: made.get("wellFormed")?,
            start: made.get("start")?,
            global_names: made.get("globalNames")?,
        })
    }

    /// A function that makes objects of the host.
    pub(super) fn maker(&self, name: &str) -> Result<Function<'js>> {
        self.objects.call::<_, Object<'js>>(())?.get(name)
    }

    /// A date of a time.
    pub(super) fn date(&self, time: f64) -> Result<Value<'js>> {
        let make: Function<'js> = self.dates.call::<_, Object<'js>>(())?.get("date")?;
        make.call((time,))
    }

    /// The time of a date.
    pub(super) fn time_of(&self, date: &Object<'js>) -> Result<f64> {
        let time_of: Function<'js> = self.dates.call::<_, Object<'js>>(())?.get("timeOf")?;
        time_of.call((date.clone(),))
    }

    /// What is to be called when a conversation begins, and whether it has the name that the platform calls.
    pub(in crate::javascript) fn start(&self) -> Result<Option<(Function<'js>, bool)>> {
        let Some(found) = self.start.call::<_, Option<Array<'js>>>(())? else { return Ok(None) };
        Ok(Some((found.get(0)?, found.get(1)?)))
    }

    /// The stack of an error; nothing where it has none.
    pub(in crate::javascript) fn stack_of(&self, error: &Value<'js>) -> Option<String> {
        self.text(&self.stack_of.call((error.clone(),)).ok()?).ok()
    }

    /// The names of all global variables and functions.
    pub(in crate::javascript) fn global_names(&self) -> Vec<String> {
        let names = self.global_names.call::<_, Array<'js>>(());
        names.map(|names| names.iter::<String>().flatten().collect()).unwrap_or_default()
    }

    /// A text. Halves of letters, which texts of JavaScript may have, become `U+FFFD`.
    pub(in crate::javascript) fn text(&self, text: &JsString<'js>) -> Result<String> {
        match text.to_string() {
            Err(rquickjs::Error::Utf8(_)) => {
                self.well_formed.call::<_, JsString<'js>>((text.clone(),))?.to_string()
            }
            // The exception is there already.
            Err(rquickjs::Error::Unknown) => Err(rquickjs::Error::Exception),
            other => other,
        }
    }
}
