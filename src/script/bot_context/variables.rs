//! Variables, the consumer's message, the flow (scripting spec 5.1).

use std::sync::Arc;

use crate::bot::{Scope, named};
use crate::memory::Value;
use crate::script::{Arguments, Effect, Function, Returned, Standing, Thrown, World};
use crate::text::shortened;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "getBotVariable",
        parameters: "name",
        summary: "the value of a variable; `null` where there is none",
        standing: Standing::Simulated,
        call: get_bot_variable,
    },
    Function {
        name: "setBotVariable",
        parameters: "name, value[, session[, forever]]",
        summary: "sets a variable for the request, the session, or 180 days",
        standing: Standing::Simulated,
        call: set_bot_variable,
    },
    Function {
        name: "printDebugMessage",
        parameters: "message",
        summary: "writes a line into the bot's log",
        standing: Standing::Simulated,
        call: print_debug_message,
    },
    Function {
        name: "setTriggerNextMessage",
        parameters: "name",
        summary: "lets the flow go to an interaction",
        standing: Standing::Simulated,
        call: set_trigger_next_message,
    },
    Function {
        name: "getCurrentUserMessage",
        parameters: "",
        summary: "what the consumer said last",
        standing: Standing::Simulated,
        call: get_current_user_message,
    },
    Function {
        name: "getEnvVariable",
        parameters: "name",
        summary: "a variable of the bot's environment; `null` where there is none",
        standing: Standing::Simulated,
        call: get_env_variable,
    },
];

/// Request hides dialog hides session; then what outlives the session, then stored answers (scripting
/// spec 3.2).
fn get_bot_variable(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let name = arguments.text(0);
    if let Some(value) = world.variable(&name) {
        return Ok(Returned::Value(value.clone()));
    }
    let results = &world.memory.results;
    if let Some(json_data) = results.json_data(&name) {
        return Ok(Returned::IntegrationResult { variable: name, json_data: Arc::from(json_data) });
    }
    Ok(results.value(&name).into())
}

fn set_bot_variable(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let (name, value) = (arguments.text(0), arguments.value(1).clone());
    if let Value::Opaque(text) = &value {
        let warning = format!(
            "`{name}` is set to what other code gets as a text only, `{}`: set a text",
            shortened(text, 40)
        );
        world.warn(warning);
    }
    let scope = match (arguments.flag(3), arguments.flag(2)) {
        (true, _) => None,
        (false, true) => Some(Scope::Session),
        (false, false) => Some(Scope::Request),
    };
    match answer_text(&value).map(|text| world.memory.results.set_json_data(&name, &text)) {
        Some(Ok(true)) => {}
        Some(Err(problem)) => {
            world.warn(format!(
                "`jsonData` of `{name}` is no JSON ({problem}), so the answer stays as it was"
            ));
        }
        Some(Ok(false)) | None => world.set_variable(name, value, scope),
    }
    Ok(Returned::NOTHING)
}

/// The JSON text of an integration's answer, where the value is such an object (scripting spec 3.5).
fn answer_text(value: &Value) -> Option<Arc<str>> {
    let Value::Object(fields, _) = value else { return None };
    let field = fields.iter().find(|(key, _)| &**key == "jsonData");
    field.map(|(_, text)| text.to_text())
}

fn print_debug_message(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.effect(Effect::Log(arguments.text(0)));
    Ok(Returned::NOTHING)
}

fn set_trigger_next_message(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let target = arguments.text(0);
    if world.hook.is_none() {
        world.warn(format!(
            "`setTriggerNextMessage` is ignored in `__initConversation`, so nothing goes to `{target}`: call it in an \
             interaction"
        ));
        return Ok(Returned::NOTHING);
    }
    world.effect(Effect::Trigger(target));
    Ok(Returned::NOTHING)
}

fn get_current_user_message(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    Ok(world.heard.message.clone().into())
}

fn get_env_variable(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let name = arguments.text(0);
    let fixture = named(&world.fixtures.environment, &name);
    Ok(fixture.or_else(|| world.facts.environment.get(&name)).cloned().into())
}

impl World {
    /// A variable that was set, whatever its scope.
    fn variable(&self, name: &str) -> Option<&Value> {
        let scopes = [&self.memory.request, &self.dialog, &self.memory.session];
        let found = scopes.into_iter().find_map(|scope| scope.get(name));
        found.or_else(|| self.memory.lasting.get(name, self.now))
    }

    /// Sets a variable; in no scope: for 180 days.
    pub fn set_variable(&mut self, name: Arc<str>, value: Value, scope: Option<Scope>) {
        let value = if self.always_text { Value::Text(value.to_text()) } else { value };
        self.memory.typed |= !matches!(value, Value::Text(_));
        self.effect(Effect::VariableSet { name: name.clone(), value: value.to_text(), scope });
        match scope {
            Some(Scope::Request) => self.memory.request.insert(name, value),
            Some(Scope::Dialog) => self.dialog.insert(name, value),
            Some(Scope::Session) => self.memory.session.insert(name, value),
            None => {
                self.memory.lasting.set(name, value, self.now);
                None
            }
        };
    }

    /// Gives variables the values that `renewed` has for theirs: a piece of code may go on changing an object
    /// that it has stored already.
    pub fn renew_variables(&mut self, renewed: impl Fn(&Value) -> Option<Value>) {
        let scoped = |scope| move |(name, value)| (name, value, scope);
        let all = (self.memory.request.iter_mut().map(scoped(Some(Scope::Request))))
            .chain(self.dialog.iter_mut().map(scoped(Some(Scope::Dialog))))
            .chain(self.memory.session.iter_mut().map(scoped(Some(Scope::Session))))
            .chain(self.memory.lasting.iter_mut().map(scoped(None)));
        for (name, value, scope) in all {
            let Some(new) = renewed(value) else { continue };
            let (before, after) = (value.to_text(), new.to_text());
            *value = new;
            if before != after {
                self.effects.push(Effect::VariableSet { name: name.clone(), value: after, scope });
            }
        }
    }
}
