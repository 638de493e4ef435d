//! Which conversation it is, and on which channel (scripting spec 5.3).

use std::sync::Arc;

use crate::bot::{Channel, Fixtures};
use crate::memory::Identity;
use crate::script::{Arguments, Function, Returned, Standing, Thrown, World};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "getConversationId",
        parameters: "",
        summary: "`conversation_id` of the fixtures, else `conversation-1`",
        standing: Standing::Fixture,
        call: |world, _| id(world, "getConversationId", |own| &own.conversation_id, |who| &who.conversation),
    },
    Function {
        name: "getLPAccountId",
        parameters: "",
        summary: "`account_id` of the fixtures, else `account-1`",
        standing: Standing::Fixture,
        call: |world, _| id(world, "getLPAccountId", |own| &own.account_id, |who| &who.account),
    },
    Function {
        name: "getChatBotId",
        parameters: "",
        summary: "`bot_id` of the fixtures, else `bot-1`",
        standing: Standing::Fixture,
        call: |world, _| id(world, "getChatBotId", |own| &own.bot_id, |who| &who.bot),
    },
    Function {
        name: "getUserPlatformId",
        parameters: "",
        summary: "`user_id` of the fixtures, else `consumer-1`",
        standing: Standing::Fixture,
        call: |world, _| id(world, "getUserPlatformId", |own| &own.user_id, |who| &who.consumer),
    },
    Function {
        name: "getUserChannel",
        parameters: "",
        summary: "the channel in the platform's word for it: `lp_web`, `lp_sms`, `lp_whatsapp`",
        standing: Standing::Simulated,
        call: get_user_channel,
    },
    Function {
        name: "getChannel",
        parameters: "",
        summary: "the same in the older words: `lp_web`, `lp_sms`, `lp_inapp`",
        standing: Standing::Deprecated("getUserChannel"),
        call: get_channel,
    },
];

fn id(
    world: &mut World,
    function: &'static str,
    fixture: fn(&Fixtures) -> &Option<Arc<str>>,
    own: fn(&Identity) -> &Arc<str>,
) -> Result<Returned, Thrown> {
    world.answers_from_fixtures(function);
    let given = fixture(&world.fixtures).clone();
    Ok(given.unwrap_or_else(|| own(&world.identity).clone()).into())
}

fn get_user_channel(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    Ok(platform_word(world, "getUserChannel").into())
}

/// It is older than the channels that it does not name.
fn get_channel(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.outdated("getChannel", "getUserChannel");
    let word = match world.channel {
        Channel::TwilioSms => Arc::from("lp_sms"),
        _ => platform_word(world, "getChannel"),
    };
    Ok(word.into())
}

/// What the platform calls the conversation's channel. Its documentation does not name every one.
fn platform_word(world: &mut World, function: &'static str) -> Arc<str> {
    let known = match world.channel {
        Channel::Web | Channel::MessagingWindowApi => Some("lp_web"),
        Channel::MobileApp => Some("lp_inapp"),
        Channel::Sms => Some("lp_sms"),
        Channel::TwilioSms => Some("twilio_sms"),
        Channel::WhatsApp => Some("lp_whatsapp"),
        Channel::Apple => Some("lp_abc"),
        Channel::Facebook => Some("lp_fb"),
        Channel::Rcs => Some("lp_rcs"),
        Channel::ConnectorApi | Channel::Instagram | Channel::Viber | Channel::Line | Channel::Twitter => {
            None
        }
    };
    if let Some(word) = known {
        return Arc::from(word);
    }
    let channel = world.channel.name();
    world.warn(format!(
        "what `{function}` gives on `{channel}` is not documented, and `lp_{channel}` is a guess: let the bot do \
         without it there"
    ));
    Arc::from(format!("lp_{channel}"))
}
