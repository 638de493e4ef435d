//! Commands that show what is behind the conversation.

use super::chat::{Chat, Outcome, Then};
use super::why_not::{find_subjects, why_not};
use super::{view_call, view_state, view_trace};
use crate::linked::LinkedBot;
use crate::terminal::Style;

pub(super) fn why(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let Some((number, events, calls)) = chat.last_turn() else {
        return Err("nothing has happened yet".to_owned());
    };
    let page = chat.page();
    let text = if arguments.is_empty() {
        view_trace::why(&page, number, events, calls)
    } else {
        let find = |bot: &LinkedBot| find_subjects(bot, page.sources, arguments);
        let found = find(page.bot);
        let subjects =
            found.map_err(|reason| chat.run().why_unknown(arguments, reason, |bot| find(bot).is_ok()))?;
        let answers = subjects.into_iter().map(|subject| why_not(&page, number, events, subject));
        answers.collect::<Vec<_>>().join("\n")
    };
    chat.show(|_| text);
    Ok(Then::GoOn)
}

pub(super) fn vars(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    let text = view_state::variables(&chat.page(), &chat.conversation.session);
    name_bot(chat);
    chat.show(|_| text);
    Ok(Then::GoOn)
}

pub(super) fn stack(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    let text = view_state::stack(&chat.page(), &chat.conversation.session);
    name_bot(chat);
    chat.show(|_| text);
    Ok(Then::GoOn)
}

pub(super) fn log(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    let text = view_state::log(&chat.page(), chat.log.lines());
    chat.show(|_| text);
    Ok(Then::GoOn)
}

pub(super) fn calls(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let calls = chat.conversation.calls();
    let page = chat.page();
    if calls.is_empty() {
        chat.remark("no call was made yet");
        return Ok(Then::GoOn);
    }
    let text = if arguments.is_empty() {
        view_call::list(&page, calls)
    } else {
        let index = arguments.trim_start_matches('#').parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let call = index.and_then(|index| calls.get(index));
        let call = call
            .ok_or_else(|| format!("there is no call {arguments}; there are calls 1 to {}", calls.len()))?;
        view_call::as_mock(&page, call)
    };
    chat.show(|_| text);
    Ok(Then::GoOn)
}

/// Says whose state it is where there are several bots.
fn name_bot(chat: &mut Chat<'_>) {
    if chat.has_several_bots() {
        chat.show(|page| {
            let text = format!("{} has the conversation", page.safe_line(&page.bot.name));
            page.painted(Style::Heading, &page.lines(&text, "", ""))
        });
    }
}
