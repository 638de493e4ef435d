use serde_json::json;

use super::*;

#[test]
fn ids_are_those_of_the_fixtures_else_made_up() {
    let functions = ["getConversationId", "getLPAccountId", "getChatBotId", "getUserPlatformId"];
    let of = |world: &mut World| functions.map(|function| value(world, function, json!([])).to_text());
    assert_eq!(
        of(&mut world()).map(|id| id.to_string()),
        ["conversation-1", "account-1", "bot-1", "consumer-1"]
    );
    let given = |id: &str| Some(Arc::from(id));
    let mut world = world_with(Fixtures {
        conversation_id: given("c"),
        account_id: given("a"),
        bot_id: given("b"),
        user_id: given("u"),
        ..Fixtures::default()
    });
    assert_eq!(of(&mut world).map(|id| id.to_string()), ["c", "a", "b", "u"]);
}

#[test]
fn channels_have_the_words_of_the_platform() {
    for (channel, word) in [
        (Channel::Web, "lp_web"),
        (Channel::MessagingWindowApi, "lp_web"),
        (Channel::MobileApp, "lp_inapp"),
        (Channel::Sms, "lp_sms"),
        (Channel::TwilioSms, "twilio_sms"),
        (Channel::WhatsApp, "lp_whatsapp"),
        (Channel::Apple, "lp_abc"),
        (Channel::Facebook, "lp_fb"),
        (Channel::Rcs, "lp_rcs"),
    ] {
        let mut world = World { channel, ..world() };
        assert_eq!(json(&mut world, "getUserChannel", json!([])), word);
        assert!(warnings(&mut world).is_empty(), "{word}");
    }
}

#[test]
fn a_channel_without_a_known_word_is_warned_of() {
    let mut world = World { channel: Channel::Instagram, ..world() };
    assert_eq!(json(&mut world, "getUserChannel", json!([])), "lp_instagram");
    assert!(warnings(&mut world)[0].contains("not documented"));
}

#[test]
fn the_old_channel_function_knows_the_old_words() {
    for (channel, word) in
        [(Channel::Web, "lp_web"), (Channel::TwilioSms, "lp_sms"), (Channel::MobileApp, "lp_inapp")]
    {
        let mut world = World { channel, ..world() };
        assert_eq!(json(&mut world, "getChannel", json!([])), word);
        assert_eq!(warnings(&mut world), ["`getChannel` is outdated: write `getUserChannel`"]);
    }
}
