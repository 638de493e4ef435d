//! `/fixture`: what the platform would know.

use std::sync::Arc;

use super::chat::{Chat, Outcome, Then};
use super::save::fixtures::written;
use crate::bot::Fixtures;
use crate::load::read_typed_fixture;

/// `/fixture`, `/fixture KEY VALUE`.
pub(super) fn fixture(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    if arguments.is_empty() {
        let text = listed(chat);
        chat.show(|page| page.safe(&text));
        return Ok(Then::GoOn);
    }
    let end = arguments.find([' ', '=', ':']).unwrap_or(arguments.len());
    let (key, rest) = arguments.split_at(end);
    let value = rest.trim_start_matches(|sign: char| sign.is_whitespace() || "=:".contains(sign));
    if value.is_empty() {
        return Err(format!("what is `{key}`? /fixture {key} VALUE"));
    }
    let typed = read_typed_fixture(key, value)?;
    let place = chat.conversation.active();
    let member = &mut chat.conversation.members_mut()[place];
    let own = typed.over(member.session.fixtures(member.bot()));
    let bot = member.bot().clone();
    member.session.know(&bot, Arc::new(own));
    chat.remark(&format!("bot code gets the `{key}` from now on"));
    Ok(Then::GoOn)
}

fn listed(chat: &Chat<'_>) -> String {
    let conversation = &chat.conversation;
    let known = written(conversation.session.fixtures(conversation.bot()), &Fixtures::default());
    if known.is_empty() {
        return "bot code gets nothing but what stands in for it: /fixture customer_info {customerId: \"7\"}"
            .to_owned();
    }
    let lines: Vec<String> = known.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    lines.join("\n")
}
