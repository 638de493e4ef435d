//! The environment that code runs in.

use std::rc::Rc;

use rquickjs::{Ctx, Error, Exception, Function, Object, Result, String as JsString, Value};

use super::code_base::BotCode;
use super::host::{Host, Tools, bot_context};
use super::piece::stack_as_written;
use super::prelude::{self, java_regex};
use super::raw;
use crate::bot::{Es5, ReplaceAll};

/// What the code that is to run needs of its environment.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// Functions and objects whose use is reported, as they are newer than ES5.
    pub(super) reported: Vec<String>,
    /// Whether some of it has a `for each`.
    pub(super) has_each: bool,
    /// Whether some of it may call Java's methods of texts.
    pub(super) has_java_texts: bool,
    /// Whether some of it may use typed arrays.
    pub(super) has_typed_arrays: bool,
}

/// A fresh environment that is as the platform's.
pub(super) struct Environment<'js> {
    pub(super) host: Rc<Host<'js>>,
}

impl<'js> Environment<'js> {
    pub(super) fn new(ctx: &Ctx<'js>, code: &BotCode, needs: &Needs, host: Rc<Host<'js>>) -> Result<Self> {
        let made: Object<'js> = part(ctx, "main")?.call((platform(ctx, &host, code, needs)?,))?;
        host.set_tools(Tools::of(&made)?);
        bot_context(ctx, &host)?;
        Ok(Self { host })
    }

    /// What is to be called when a conversation begins, and whether it has the name that the platform calls.
    pub(super) fn start_function(&self) -> Result<Option<(Function<'js>, bool)>> {
        self.host.tools()?.start()
    }

    /// Keeps what the code has made of objects that it had stored, and lets go of everything of the engine.
    pub(super) fn finish(&self) {
        self.host.store_again();
        self.host.release();
    }
}

/// A part of the prelude.
fn part<'js>(ctx: &Ctx<'js>, name: &str) -> Result<Function<'js>> {
    raw::evaluate(ctx, prelude::part(name).ok_or(Error::Allocation)?)?.get()
}

/// What the prelude is told, and what it asks for.
fn platform<'js>(ctx: &Ctx<'js>, host: &Rc<Host<'js>>, code: &BotCode, needs: &Needs) -> Result<Object<'js>> {
    let platform = Object::new(ctx.clone())?;
    let clock = host.clock().ok_or(Error::Unknown)?;
    platform.set("now", clock.now())?;
    platform.set("isZoned", clock.is_zoned())?;
    let zone = clock.clone();
    platform.set("offsetAt", Function::new(ctx.clone(), move |time: f64| zone.offset_at(time))?)?;
    platform.set("fromLocal", Function::new(ctx.clone(), move |time: f64| clock.time_of(time))?)?;
    let own = host.clone();
    platform.set("random", Function::new(ctx.clone(), move || own.random())?)?;
    let own = host.clone();
    platform.set("toLocal", Function::new(ctx.clone(), move |name: String| own.warn_of_locale(&name))?)?;
    let own = host.clone();
    platform.set("newer", Function::new(ctx.clone(), move |name: String| own.warn_of_newer(&name))?)?;
    platform.set(
        "isDate",
        Function::new(ctx.clone(), |value: Value<'js>| value.as_object().is_some_and(raw::is_date))?,
    )?;
    platform.set(
        "isRegex",
        Function::new(ctx.clone(), |value: Value<'js>| value.as_object().is_some_and(raw::is_regex))?,
    )?;
    let own = host.clone();
    let java_regex = move |ctx: Ctx<'js>, source: JsString<'js>| -> Result<Vec<String>> {
        let (source, flags) = java_regex(&own.tools()?.text(&source)?)
            .map_err(|refused| Exception::throw_syntax(&ctx, &refused))?;
        Ok(vec![source, flags])
    };
    platform.set("javaRegex", Function::new(ctx.clone(), java_regex)?)?;
    let own = host.clone();
    let as_written =
        move |stack: JsString<'js>| Ok::<_, Error>(stack_as_written(&own.tools()?.text(&stack)?));
    platform.set("asWritten", Function::new(ctx.clone(), as_written)?)?;
    platform.set("javaReplaceAll", code.replace_all == ReplaceAll::Java)?;
    platform.set("isEs5Only", code.es5 == Es5::Error)?;
    platform.set("reported", needs.reported.clone())?;
    platform.set("hasEach", needs.has_each)?;
    platform.set("hasJavaTexts", needs.has_java_texts)?;
    platform.set("part", Function::new(ctx.clone(), |ctx: Ctx<'js>, name: String| part(&ctx, &name))?)?;
    Ok(platform)
}
