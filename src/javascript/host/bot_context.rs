//! `botContext`.

use std::rc::Rc;

use rquickjs::function::Rest;
use rquickjs::{Ctx, Exception, Function as JsFunction, Object, Result, Value};

use super::Host;
use crate::script::{Arguments, FUNCTIONS, Function, Thrown};

/// Makes `botContext` and gives it to the environment.
pub(in crate::javascript) fn bot_context<'js>(ctx: &Ctx<'js>, host: &Rc<Host<'js>>) -> Result<()> {
    let object = Object::new(ctx.clone())?;
    for function in FUNCTIONS.iter().copied().flatten() {
        let host = host.clone();
        let call = move |ctx: Ctx<'js>, arguments: Rest<Value<'js>>| host.call(&ctx, function, &arguments.0);
        object.set(function.name, JsFunction::new(ctx.clone(), call)?.with_name(function.name)?)?;
    }
    let bot = host.desk.with_world(|world| world.identity.bot.clone());
    object.set("chatBotId", bot.as_deref())?;
    ctx.globals().set("botContext", object)
}

impl<'js> Host<'js> {
    /// Calls a function of the platform. What its arguments call themselves happens before it sees the world.
    fn call(&self, ctx: &Ctx<'js>, function: &Function, arguments: &[Value<'js>]) -> Result<Value<'js>> {
        self.go_on(ctx, !self.is_closed.get() && self.meter.work(arguments.len()))?;
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.argument(ctx, argument)?);
        }
        let result = self.with_world(|world| (function.call)(world, &Arguments(&values)));
        self.go_on(ctx, result.is_some())?;
        self.remember(arguments, &values);
        match result {
            Some(Ok(returned)) => self.give(ctx, returned),
            Some(Err(Thrown(message))) => Err(Exception::throw_message(ctx, &message)),
            None => Ok(Value::new_undefined(ctx.clone())),
        }
    }
}
