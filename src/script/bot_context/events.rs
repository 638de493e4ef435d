//! Events for the bot's reports (scripting spec 5.5).

use std::sync::Arc;

use crate::script::{Arguments, Effect, Function, Returned, Standing, Thrown, World};
use crate::text::shortened;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "logCustomEvent",
        parameters: "message, name[, detail]",
        summary: "notes an event for the bot's reports; the message comes first",
        standing: Standing::Simulated,
        call: log_custom_event,
    },
    Function {
        name: "logEscalationEvent",
        parameters: "message, 'LivePerson'",
        summary: "the same for a hand-over to agents, under the name `escalation`",
        standing: Standing::Simulated,
        call: log_escalation_event,
    },
];

/// The most bytes of an event's detail.
const LONGEST_DETAIL: usize = 32 * 1024;

fn log_custom_event(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let (message, name) = (arguments.text(0), arguments.text(1));
    if !arguments.value(1).is_something() {
        world.warn("`logCustomEvent` was called without a name: it takes the message, then the event's name");
    }
    let detail = arguments.optional_text(2);
    if let Some(length) = detail.as_ref().map(|detail| detail.len()).filter(|length| *length > LONGEST_DETAIL)
    {
        let name = shortened(&name, 40);
        world.warn(format!(
            "the detail of the event `{name}` has {length} bytes, and the platform takes {LONGEST_DETAIL}: log less"
        ));
    }
    world.effect(Effect::CustomEvent { message, name, detail });
    Ok(Returned::NOTHING)
}

fn log_escalation_event(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let to = arguments.text(1);
    if &*to != "LivePerson" {
        world.warn(format!(
            "`logEscalationEvent` was called with `{}`: the platform knows no other word than `LivePerson`",
            shortened(&to, 40)
        ));
    }
    let name = Arc::from("escalation");
    world.effect(Effect::CustomEvent { message: arguments.text(0), name, detail: Some(to) });
    Ok(Returned::NOTHING)
}
