//! `/live` and `/mock`: who answers the calls.

use std::time::Duration;

use super::chat::{Chat, Outcome, Then};
use super::names::{OwnedIntegration, never_live};
use super::page::{Page, count};
use super::words::first_name;
use crate::bot::{Fault, Mock, MockAnswer, MockBody, MockResponse, When};
use crate::linked::{IntegrationId, LinkedIntegration, LinkedIntegrationKind};
use crate::play::Member;
use crate::source::{Spanned, Text};

/// The name under which answers of `/mock` are sources.
pub(super) const MOCK: &str = "/mock";

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

/// The integration that a line begins with, and what follows it.
fn integration<'t>(chat: &Chat<'_>, arguments: &'t str) -> Result<(OwnedIntegration, &'t str), String> {
    let run = chat.run();
    let mut known = run.integration_names();
    // The bot that has the conversation may be named too.
    let active = run.bots[run.active];
    known.extend(active.integrations.iter().map(|own| format!("{}/{}", active.name, own.name)));
    let (name, rest) =
        first_name(arguments, known.iter().map(String::as_str)).map_err(|error| error.to_string())?;
    Ok((run.find_integration(&name)?, rest.trim()))
}

/// An integration with its bot's part of the conversation, and how it is called now.
fn owned<'c>(
    chat: &'c Chat<'_>,
    integration: OwnedIntegration,
) -> (&'c Member, &'c LinkedIntegration, String) {
    let (place, id) = integration;
    let member = &chat.conversation.members()[place];
    (member, member.bot().integration(id), chat.run().integration_name(integration))
}

fn switch_on(chat: &mut Chat<'_>, (place, id): OwnedIntegration) -> Result<(), String> {
    if let Some(reason) = &chat.options.live_forbidden {
        return Err(reason.clone());
    }
    let (member, _, name) = owned(chat, (place, id));
    if let Some(reason) = never_live(member.bot(), id) {
        return Err(reason);
    }
    let host = match judged_host(chat, member, id) {
        Some((host, true)) => format!(": its calls go to {host} from now on"),
        Some((host, false)) => format!(
            ", but {host} is not on the allow list, so its calls are refused: start the chat with --allow-host {host}"
        ),
        None => ": its URL depends on the conversation; its host must be on the allow list (--allow-host)"
            .to_owned(),
    };
    let dry = if chat.options.dry_run { "; this is a dry run, nothing is sent" } else { "" };
    let overrides = &member.overrides;
    let own = match (overrides.put_first_of(id), overrides.of(id)) {
        ([], []) => String::new(),
        ([], replayed) => format!("; answers of {} still come first", origins(&chat.page(), replayed)),
        _ => format!("; answers of {MOCK} still come first, `/mock {name} off` removes them"),
    };
    chat.conversation.members_mut()[place].live.integrations.insert(id);
    chat.remark(&format!("`{name}` is live{host}{own}{dry}"));
    Ok(())
}

fn switch_off(chat: &mut Chat<'_>, (place, id): OwnedIntegration) {
    let (member, _, name) = owned(chat, (place, id));
    let all = member.bot().integrations.len();
    let live = &mut chat.conversation.members_mut()[place].live;
    if std::mem::take(&mut live.all) {
        live.integrations = (0..all).map(IntegrationId::new).collect();
    }
    live.integrations.remove(&id);
    chat.remark(&format!("`{name}` is not live: its mocks answer"));
}

/// Where answers come from that come before all others: `/mock`, or the files that hold them.
fn origins(page: &Page<'_>, mocks: &[Mock]) -> String {
    let mut names: Vec<&str> = mocks.iter().map(|mock| page.sources.get(mock.span.source).name()).collect();
    names.sort_unstable();
    names.dedup();
    names.join(" and ")
}

/// The host that an integration calls, as far as its URL is known now, and whether it may.
fn judged_host(chat: &Chat<'_>, member: &Member, id: IntegrationId) -> Option<(String, bool)> {
    let bot = member.bot();
    let http = bot.integration(id).http()?;
    let url = http.url.fill(&mut |reference| member.session.lookup(bot, reference), &mut Vec::new());
    chat.allow.judge(&url)
}

fn list(chat: &Chat<'_>) -> String {
    let page = chat.page();
    let all: Vec<OwnedIntegration> = chat.run().integrations().collect();
    if all.is_empty() {
        return page.notice("the bot has no integrations");
    }
    let line = |&(place, id): &OwnedIntegration| {
        let (member, integration, name) = owned(chat, (place, id));
        let state = match (integration.http(), member.live.includes(id)) {
            (None, _) => format!("{}, {}", integration.key, without_http(integration)),
            (_, true) if chat.options.dry_run => "live, dry run".to_owned(),
            (_, true) => "live".to_owned(),
            (_, false) => entries(integration.mocks.len()),
        };
        let overrides = &member.overrides;
        let own = match overrides.put_first_of(id).len() {
            0 => String::new(),
            own => format!(", {own} from {MOCK}"),
        };
        // Of cassettes, and of the transcript that the chat began with.
        let replayed = match &overrides.of(id)[overrides.put_first_of(id).len()..] {
            [] => String::new(),
            replayed => format!(", {} from {}", replayed.len(), origins(&page, replayed)),
        };
        let host = match judged_host(chat, member, id) {
            Some((host, true)) => format!("; {host}, on the allow list"),
            Some((host, false)) => format!("; {host}, not on the allow list"),
            None => String::new(),
        };
        page.lines(&page.safe_line(&format!("{name}: {state}{own}{replayed}{host}")), "  ", "    ")
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
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
        let text = overrides(chat);
        chat.show(|_| text);
        return Ok(Then::GoOn);
    }
    let ((place, id), rest) = integration(chat, arguments)?;
    let name = chat.run().integration_name((place, id));
    if let LinkedIntegrationKind::Escalation(_) = chat.run().bots[place].integration(id).kind {
        return Err(format!("`{name}` calls nothing: `skills` in the bot say what becomes of a transfer"));
    }
    if rest == "off" {
        let removed = chat.conversation.members_mut()[place].overrides.remove_put_first(id);
        chat.remark(&match removed {
            0 => format!("`{name}` has no answers of {MOCK} that could be removed"),
            _ => format!("{} of {MOCK} removed from `{name}`", count(removed, "answer")),
        });
        return Ok(Then::GoOn);
    }
    let answer = parse_answer(rest)?;
    let span = chat.add_source(MOCK, rest);
    let mock = Mock { when: When::default(), answer: answer(span), times: None, span };
    chat.conversation.members_mut()[place].overrides.put_first(id, mock);
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
        let body = match serde_json::from_str::<serde_json::Value>(&body) {
            _ if body.is_empty() => MockBody::Empty,
            Ok(json) => MockBody::Json(json.into()),
            Err(_) => MockBody::Text(Text::new(body, span, span.start)),
        };
        MockAnswer::Respond(Box::new(MockResponse {
            status,
            headers: Vec::new(),
            body,
            literal: false,
            after: Duration::ZERO,
        }))
    }))
}

fn overrides(chat: &Chat<'_>) -> String {
    let page = chat.page();
    let run = chat.run();
    let line = |(integration, mock): (OwnedIntegration, &Mock)| {
        let text = format!("{}: {}", run.integration_name(integration), page.sources.slice(mock.span));
        page.lines(&page.safe(&text), "  ", "    ")
    };
    let of = |(place, id): OwnedIntegration| {
        let mocks = chat.conversation.members()[place].overrides.put_first_of(id);
        mocks.iter().map(move |mock| ((place, id), mock))
    };
    let lines: Vec<String> = run.integrations().flat_map(of).map(line).collect();
    if lines.is_empty() {
        return page.notice(
            "no answers were added: /mock NAME 503, /mock NAME 200 {\"value\": 780}, /mock NAME timeout",
        );
    }
    lines.join("\n")
}
