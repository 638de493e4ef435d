//! `/live` and `/mock`: who answers the calls.

use std::time::Duration;

use super::chat::{Chat, Outcome, Then};
use super::names::{find_integration, never_live};
use super::page::{Page, count};
use super::words::first_name;
use crate::bot::{Fault, Mock, MockAnswer, MockBody, MockResponse, When};
use crate::linked::{IntegrationId, LinkedIntegration, LinkedIntegrationKind};
use crate::play::Conversation;
use crate::source::{Spanned, Text};

/// `/live`, `/live NAME on|off`.
pub(super) fn live(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    if arguments.is_empty() {
        let text = list(chat);
        chat.show(|_| text);
        return Ok(Then::GoOn);
    }
    let (id, rest) = integration(chat, arguments)?;
    match rest {
        "on" => switch_on(chat, id)?,
        "off" => switch_off(chat, id),
        _ => return Err("on or off? /live NAME on, /live NAME off".to_owned()),
    }
    Ok(Then::GoOn)
}

fn integration<'t>(chat: &Chat<'_>, arguments: &'t str) -> Result<(IntegrationId, &'t str), String> {
    let known = chat.bot().integrations.iter().map(|integration| &*integration.name);
    let (name, rest) = first_name(arguments, known).map_err(|error| error.to_string())?;
    Ok((find_integration(chat.bot(), &name)?, rest.trim()))
}

fn switch_on(chat: &mut Chat<'_>, id: IntegrationId) -> Result<(), String> {
    if let Some(reason) = &chat.options.live_forbidden {
        return Err(reason.clone());
    }
    let name = chat.bot().integration(id).name.clone();
    if let Some(reason) = never_live(chat.bot(), id) {
        return Err(reason);
    }
    chat.conversation.live.integrations.insert(id);
    let host = match judged_host(chat, id) {
        Some((host, true)) => format!("its calls go to {host} from now on"),
        Some((host, false)) => format!(
            "but {host} is not on the allow list, so its calls are refused: start the chat with --allow-host {host}"
        ),
        None => "its URL depends on the conversation; its host must be on the allow list (--allow-host)"
            .to_owned(),
    };
    let dry = if chat.options.dry_run { "; this is a dry run, nothing is sent" } else { "" };
    let own = match chat.conversation.overrides.of(id).len() {
        0 => String::new(),
        _ => format!("; answers of /mock still come first, `/mock {name} off` removes them"),
    };
    chat.remark(&format!("`{name}` is live: {host}{own}{dry}"));
    Ok(())
}

fn switch_off(chat: &mut Chat<'_>, id: IntegrationId) {
    let all = chat.bot().integrations.len();
    let live = &mut chat.conversation.live;
    if std::mem::take(&mut live.all) {
        live.integrations = (0..all).map(IntegrationId::new).collect();
    }
    live.integrations.remove(&id);
    let name = chat.bot().integration(id).name.clone();
    chat.remark(&format!("`{name}` is not live: its mocks answer"));
}

/// The host that an integration calls, as far as its URL is known now, and whether it may.
fn judged_host(chat: &Chat<'_>, id: IntegrationId) -> Option<(String, bool)> {
    let http = chat.bot().integration(id).http()?;
    let Conversation { session, .. } = &chat.conversation;
    let url = http.url.fill(&mut |reference| session.lookup(chat.bot(), reference), &mut Vec::new());
    chat.allow.judge(&url)
}

fn list(chat: &Chat<'_>) -> String {
    let page = chat.page();
    if chat.bot().integrations.is_empty() {
        return page.notice("the bot has no integrations");
    }
    let line = |(index, integration): (usize, &LinkedIntegration)| {
        let id = IntegrationId::new(index);
        let state = match (integration.http(), chat.conversation.live.includes(id)) {
            (None, _) => format!("{}, {}", integration.key, without_http(integration)),
            (_, true) if chat.options.dry_run => "live, dry run".to_owned(),
            (_, true) => "live".to_owned(),
            (_, false) => entries(integration.mocks.len()),
        };
        let own = match chat.conversation.overrides.of(id).len() {
            0 => String::new(),
            own => format!(", {own} from /mock"),
        };
        let host = match judged_host(chat, id) {
            Some((host, true)) => format!("; {host}, on the allow list"),
            Some((host, false)) => format!("; {host}, not on the allow list"),
            None => String::new(),
        };
        page.lines(&page.safe_line(&format!("{}: {state}{own}{host}", integration.name)), "  ", "    ")
    };
    chat.bot().integrations.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Who answers what is never live.
fn without_http(integration: &LinkedIntegration) -> String {
    let mocks = integration.mocks.len();
    match (&integration.articles, mocks) {
        (Some(articles), 0) => count(articles.len(), "article"),
        (Some(articles), mocks) => {
            format!("{}, then {}", entries(mocks), count(articles.len(), "article"))
        }
        (None, _) if matches!(integration.kind, LinkedIntegrationKind::Escalation(_)) => {
            "`skills` say who answers".to_owned()
        }
        (None, 0) => "without a mock".to_owned(),
        (None, mocks) => entries(mocks),
    }
}

fn entries(number: usize) -> String {
    match number {
        0 => "not live, without a mock".to_owned(),
        1 => "mocked, 1 entry".to_owned(),
        several => format!("mocked, {several} entries"),
    }
}

/// `/mock`, `/mock NAME STATUS [BODY]`, `/mock NAME FAULT`, `/mock NAME off`.
pub(super) fn mock(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    if arguments.is_empty() {
        let text = overrides(&chat.page(), &chat.conversation);
        chat.show(|_| text);
        return Ok(Then::GoOn);
    }
    let (id, rest) = integration(chat, arguments)?;
    let name = chat.bot().integration(id).name.clone();
    if let LinkedIntegrationKind::Escalation(_) = chat.bot().integration(id).kind {
        return Err(format!("`{name}` calls nothing: `skills` in the bot say what becomes of a transfer"));
    }
    if rest == "off" {
        let removed = chat.conversation.overrides.remove(id);
        chat.remark(&format!("{} of /mock removed from `{name}`", count(removed, "answer")));
        return Ok(Then::GoOn);
    }
    let answer = parse_answer(rest)?;
    let span = chat.add_source("/mock", rest);
    let mock = Mock { when: When::default(), answer: answer(span), times: None, span };
    chat.conversation.overrides.put_first(id, mock);
    chat.remark(&format!("`{name}` answers {rest} from now on; `/mock {name} off` takes it back"));
    Ok(Then::GoOn)
}

/// An answer that is still to be given its place.
type Placed = Box<dyn FnOnce(crate::source::Span) -> MockAnswer>;

fn parse_answer(text: &str) -> Result<Placed, String> {
    let (word, body) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if let Some((_, fault)) = Fault::ALL.into_iter().find(|(name, _)| *name == word) {
        return match body.trim() {
            "" => Ok(Box::new(move |span| MockAnswer::Fault(Spanned::new(fault, span)))),
            _ => Err(format!("`{word}` has no body: the call fails before there is an answer")),
        };
    }
    let status = word.parse::<u16>().ok().filter(|status| (100..=599).contains(status)).ok_or_else(|| {
        let faults: Vec<&str> = Fault::ALL.iter().map(|(name, _)| *name).collect();
        format!("after the name comes an HTTP status such as 503, a fault ({}), or `off`", faults.join(", "))
    })?;
    let body = body.trim().to_owned();
    Ok(Box::new(move |span| {
        let body = match serde_json::from_str(&body) {
            _ if body.is_empty() => MockBody::Empty,
            Ok(json) => MockBody::Json(json),
            Err(_) => MockBody::Text(Text::new(body, span, span.start)),
        };
        MockAnswer::Respond(Box::new(MockResponse {
            status,
            headers: Vec::new(),
            body,
            after: Duration::ZERO,
        }))
    }))
}

fn overrides(page: &Page<'_>, conversation: &Conversation) -> String {
    let lines: Vec<String> = conversation
        .overrides
        .iter()
        .flat_map(|(id, mocks)| mocks.iter().map(move |mock| (id, mock)))
        .map(|(id, mock)| {
            let text = format!("{}: {}", page.bot.integration(id).name, page.sources.slice(mock.span));
            page.lines(&page.safe(&text), "  ", "    ")
        })
        .collect();
    if lines.is_empty() {
        return page.notice(
            "no answers were added: /mock NAME 503, /mock NAME 200 {\"value\": 780}, /mock NAME timeout",
        );
    }
    lines.join("\n")
}
