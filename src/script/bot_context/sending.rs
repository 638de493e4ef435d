//! What code lets the bot say (scripting spec 5.2).

use std::sync::Arc;
use std::time::Duration;

use crate::bot::CodeHook;
use crate::memory::Value;
use crate::script::{Arguments, CodeReply, Effect, Function, Returned, Standing, Thrown, World};
use crate::text::shortened;

/// The most quick replies that code may add at once.
const MOST_REPLIES: usize = 10;
/// The most characters of their titles.
const LONGEST_TITLE: usize = 20;
/// The longest delay.
const LONGEST_DELAY: Duration = Duration::from_secs(10);

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "sendMessage",
        parameters: "text",
        summary: "says a text; the flow goes on",
        standing: Standing::Simulated,
        call: send_message,
    },
    Function {
        name: "sendMessages",
        parameters: "texts",
        summary: "says several texts in their order; the flow goes on",
        standing: Standing::Simulated,
        call: send_messages,
    },
    Function {
        name: "sendMessageWithQuickReplies",
        parameters: "text, replies",
        summary: "says a text with quick replies, `Title` or `Title~payload` each; the bot does not wait for a tap",
        standing: Standing::Simulated,
        call: send_message_with_quick_replies,
    },
    Function {
        name: "addQuickReplies",
        parameters: "replies",
        summary: "adds quick replies to what this interaction says",
        standing: Standing::Simulated,
        call: |world, arguments| add_quick_replies(world, arguments, "addQuickReplies"),
    },
    Function {
        name: "addQuickReples",
        parameters: "replies",
        summary: "the same under its old, misspelt name",
        standing: Standing::Deprecated("addQuickReplies"),
        call: |world, arguments| {
            world.outdated("addQuickReples", "addQuickReplies");
            add_quick_replies(world, arguments, "addQuickReples")
        },
    },
    Function {
        name: "sendImmediateReply",
        parameters: "text or texts",
        summary: "says it; the code runs to its end, then the flow stops",
        standing: Standing::Simulated,
        call: send_immediate_reply,
    },
    Function {
        name: "sendPrivateMessage",
        parameters: "text",
        summary: "says a text to agents only",
        standing: Standing::Simulated,
        call: send_private_message,
    },
    Function {
        name: "setMessageDelay",
        parameters: "milliseconds",
        summary: "lets all messages of this run wait, instead of the interaction's own delay; at most ten seconds",
        standing: Standing::Simulated,
        call: set_message_delay,
    },
    Function {
        name: "setAllowMaxTextResponse",
        parameters: "flag",
        summary: "whether long texts stay whole from now on",
        standing: Standing::Simulated,
        call: set_allow_max_text_response,
    },
];

fn send_message(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let text = said(world, "sendMessage", arguments.value(0));
    world.effect(Effect::Say { text, replies: Vec::new() });
    Ok(Returned::NOTHING)
}

fn send_messages(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    for value in arguments.list(0) {
        let text = said(world, "sendMessages", &value);
        world.effect(Effect::Say { text, replies: Vec::new() });
    }
    Ok(Returned::NOTHING)
}

fn send_message_with_quick_replies(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    const NAME: &str = "sendMessageWithQuickReplies";
    let hooks = [CodeHook::PreProcess, CodeHook::PostProcess, CodeHook::ProcessUserResponse];
    world.belongs_in(NAME, &hooks);
    let text = said(world, NAME, arguments.value(0));
    let replies = replies(world, NAME, arguments.list(1));
    world.effect(Effect::Say { text, replies });
    Ok(Returned::NOTHING)
}

/// Elsewhere than before the content is prepared there is nothing to add them to.
fn add_quick_replies(
    world: &mut World,
    arguments: &Arguments<'_>,
    name: &'static str,
) -> Result<Returned, Thrown> {
    if world.hook != Some(CodeHook::PreProcess) {
        let here = world.hook.map_or("__initConversation", CodeHook::key);
        world.warn(format!(
            "`{name}` adds nothing in `{here}`: call it in `pre_process`, where there is content to add to"
        ));
        return Ok(Returned::NOTHING);
    }
    let replies = replies(world, name, arguments.list(0));
    if !replies.is_empty() {
        world.effect(Effect::AddReplies(replies));
    }
    Ok(Returned::NOTHING)
}

fn send_immediate_reply(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    const NAME: &str = "sendImmediateReply";
    let texts = match arguments.value(0) {
        Value::List(items) => items.iter().map(|item| said(world, NAME, item)).collect(),
        value => vec![said(world, NAME, value)],
    };
    world.effect(Effect::SayAndStop(texts));
    Ok(Returned::NOTHING)
}

fn send_private_message(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let text = said(world, "sendPrivateMessage", arguments.value(0));
    world.effect(Effect::SayPrivately(text));
    Ok(Returned::NOTHING)
}

fn set_message_delay(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    const NAME: &str = "setMessageDelay";
    world.belongs_in(NAME, &[CodeHook::PreProcess]);
    let number = arguments.value(0).to_number();
    let Ok(delay) = Duration::try_from_secs_f64(number / 1000.0) else {
        let written = arguments.text(0);
        world.warn(format!(
            "`{NAME}` was called with `{written}`, which is no delay: write milliseconds, `{NAME}(2000)`"
        ));
        return Ok(Returned::NOTHING);
    };
    if delay > LONGEST_DELAY {
        world.warn(format!(
            "a delay of {number} ms is cut to the ten seconds that the platform allows: write 10000 or less"
        ));
    }
    world.effect(Effect::Delay(delay.min(LONGEST_DELAY)));
    Ok(Returned::NOTHING)
}

fn set_allow_max_text_response(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.belongs_in("setAllowMaxTextResponse", &[CodeHook::PreProcess]);
    world.effect(Effect::AllowMaxText(arguments.flag(0)));
    Ok(Returned::NOTHING)
}

/// A value as it is said. What was hardly meant to be said is warned of.
fn said(world: &mut World, function: &'static str, value: &Value) -> Arc<str> {
    let text = value.to_text();
    if !value.is_something() {
        world.warn(format!("`{function}` says `{text}`: check that there is a value before it is said"));
    } else if matches!(value, Value::Object(_, None)) {
        world.warn(format!(
            "`{function}` says `{text}`: an object is said as a text with `JSON.stringify(…)`"
        ));
    }
    text
}

/// Quick replies as code writes them.
fn replies(world: &mut World, function: &'static str, written: Vec<Value>) -> Vec<CodeReply> {
    if written.len() > MOST_REPLIES {
        let (count, rest) = (written.len(), written.len() - MOST_REPLIES);
        world.warn(format!(
            "`{function}` was called with {count} quick replies, and the platform takes {MOST_REPLIES}: the last \
             {rest} are left out; offer fewer"
        ));
    }
    let mut replies = Vec::with_capacity(written.len().min(MOST_REPLIES));
    for value in written.iter().take(MOST_REPLIES) {
        let text = said(world, function, value);
        let (title, payload) = match text.split_once('~') {
            Some((title, payload)) => (title, Some(payload).filter(|payload| !payload.is_empty())),
            None => (&*text, None),
        };
        let length = title.chars().count();
        if title.trim().is_empty() {
            let text = shortened(&text, 40);
            world.warn(format!(
                "`{function}` was called with `{text}`, a quick reply without a title: it is left out; write `Title` \
                 or `Title~payload`"
            ));
            continue;
        }
        if length > LONGEST_TITLE {
            let title = shortened(title, 40);
            world.warn(format!(
                "the title `{title}` has {length} characters, and the platform takes {LONGEST_TITLE} in quick replies \
                 of code: write a shorter one"
            ));
        }
        replies.push(CodeReply { title: Arc::from(title), payload: payload.map(Arc::from) });
    }
    replies
}
