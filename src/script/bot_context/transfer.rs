//! Handing the conversation over (scripting spec 5.5).

use std::sync::Arc;

use crate::bot::CodeHook;
use crate::script::{Arguments, Effect, Function, Returned, Standing, Thrown, World};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "setBotTransferIntentbyDomain",
        parameters: "intent, domain",
        summary: "the intent that goes along with the next transfer to a bot; the domain chooses nothing here",
        standing: Standing::Simulated,
        call: set_transfer_intent,
    },
    Function {
        name: "setBotTransferIntentId",
        parameters: "id",
        summary: "the same by the intent's id, which here is its name",
        standing: Standing::Simulated,
        call: set_transfer_intent,
    },
    Function {
        name: "setBotTransferUserMessage",
        parameters: "text",
        summary: "the message that a bot hears which takes over",
        standing: Standing::Simulated,
        call: set_transfer_message,
    },
    Function {
        name: "transferToBotDialog",
        parameters: "bot, dialog[, message]",
        summary: "hands over to a dialog of another bot, with a text before it; the flow ends. The platform must have been asked to switch this on",
        standing: Standing::Simulated,
        call: transfer_to_bot_dialog,
    },
    Function {
        name: "askMaven",
        parameters: "[conversation, consumer, group]",
        summary: "the routing decision as a JSON text: `maven` of the fixtures, else a rule without actions",
        standing: Standing::Fixture,
        call: ask_maven,
    },
];

/// A decision that decides nothing, so that code may read its actions.
const NO_DECISION: &str = r#"{"rule":{"actions":[]}}"#;

fn set_transfer_intent(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.effect(Effect::TransferIntent(arguments.text(0)));
    Ok(Returned::NOTHING)
}

fn set_transfer_message(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.effect(Effect::TransferMessage(arguments.text(0)));
    Ok(Returned::NOTHING)
}

fn transfer_to_bot_dialog(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.belongs_in("transferToBotDialog", &[CodeHook::PreProcess, CodeHook::PostProcess]);
    let message = arguments.optional_text(2).filter(|text| !text.is_empty());
    world.effect(Effect::TransferToBot { bot: arguments.text(0), dialog: arguments.text(1), message });
    Ok(Returned::NOTHING)
}

fn ask_maven(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("askMaven");
    let decision = world.fixtures.maven.as_ref().map(|decision| Arc::<str>::from(decision.to_string()));
    Ok(decision.unwrap_or_else(|| Arc::from(NO_DECISION)).into())
}
