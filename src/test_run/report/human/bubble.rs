//! What a bot does, as in a chat.

use super::page::{PLAIN, Page};
use super::rows::Side;
use crate::terminal::Style;
use crate::trace::{CardTrace, MessageKind, TraceEvent};

/// Something that shows, in lines without marks or all behind a sign; nothing for what does not show.
pub(super) fn bubble(
    page: &Page<'_>,
    event: &TraceEvent,
    speaker: &str,
    side: Option<Side>,
) -> Option<Vec<String>> {
    let (lead, text) = said(event, speaker)?;
    let mut lines = vec![sentence(page, &lead, &text, side)];
    if let TraceEvent::Message { kind, choices, cards, link, image, .. } = event {
        lines.extend(choices.iter().enumerate().map(|(place, label)| choice(page, place, label, side)));
        lines.extend(cards.iter().flat_map(|card| self::card(page, card, side)));
        if *kind == MessageKind::RichLink {
            lines.extend(link.iter().map(|url| below(page, &format!("opens {url}"), side)));
            lines.extend(image.iter().map(|url| below(page, &format!("[image] {url}"), side)));
        }
    }
    Some(lines)
}

/// What stands before the text, and the text.
pub(in crate::test_run::report) fn said(event: &TraceEvent, speaker: &str) -> Option<(String, String)> {
    let bot = || format!("{speaker}: ");
    Some(match event {
        TraceEvent::Message { text, kind, .. } => match kind {
            MessageKind::Image => ("[image] ".to_owned(), text.clone()),
            MessageKind::RichLink => ("[rich link] ".to_owned(), text.clone()),
            MessageKind::Text | MessageKind::Choices | MessageKind::Cards => (bot(), text.clone()),
        },
        TraceEvent::PrivateMessage { text, .. } => ("[private] ".to_owned(), text.clone()),
        TraceEvent::LinkOpened { url } => ("[link] ".to_owned(), url.clone()),
        TraceEvent::Transferred { skill, agent, .. } => {
            let skill = Some(skill).filter(|skill| !skill.is_empty()).map(|skill| format!("skill {skill}"));
            let agent = agent.as_ref().map(|agent| format!("agent {agent}"));
            let whom: Vec<String> = skill.into_iter().chain(agent).collect();
            (String::new(), format!("[transferred to {}]", whom.join(", ")))
        }
        TraceEvent::HandOver { to, .. } => (String::new(), format!("[the bot {to} takes over]")),
        TraceEvent::Closed { survey: true } => (String::new(), "[closed, survey]".to_owned()),
        TraceEvent::Closed { survey: false } => (String::new(), "[closed]".to_owned()),
        _ => return None,
    })
}

/// A text in the place of a bubble.
pub(super) fn sentence(page: &Page<'_>, lead: &str, text: &str, side: Option<Side>) -> String {
    let text = page.safe(text);
    let lead = page.safe_line(lead);
    match side {
        Some(side) => {
            let first = format!("  {} {lead}", side.sign());
            page.painted(side.styles().0, &page.lines(&text, &first, &format!("{PLAIN}     ")))
        }
        None => {
            let style = if lead.starts_with('[') { Style::Dim } else { Style::Info };
            let first = match (lead.is_empty(), text.starts_with('[')) {
                (true, true) => {
                    return page.painted(Style::Strong, &page.lines(&text, PLAIN, &format!("{PLAIN}  ")));
                }
                _ => format!("{PLAIN}{} ", page.terminal.paint(style, lead.trim_end())),
            };
            page.lines(&text, &first, &format!("{PLAIN}     "))
        }
    }
}

fn choice(page: &Page<'_>, place: usize, label: &str, side: Option<Side>) -> String {
    let number = format!("[{}]", place + 1);
    let label = page.safe_line(label);
    let rest = format!("{PLAIN}  {}", " ".repeat(number.len() + 1));
    match side {
        Some(side) => {
            let first = format!("  {}   {number} ", side.sign());
            page.painted(side.styles().0, &page.lines(&label, &first, &rest))
        }
        None => {
            let number = page.terminal.paint(Style::Choice, &number);
            page.lines(&label, &format!("{PLAIN}  {number} "), &rest)
        }
    }
}

fn card(page: &Page<'_>, card: &CardTrace, side: Option<Side>) -> Vec<String> {
    let CardTrace { title, text, image, link, link_label } = card;
    let link = link.as_ref().map(|url| match link_label {
        Some(label) => format!("  [link] {label} ({url})"),
        None => format!("  [link] {url}"),
    });
    let title = Some(format!("* {title}"));
    let text = text.as_ref().map(|text| format!("  {text}"));
    let image = image.as_ref().map(|url| format!("  [image] {url}"));
    [title, text, image, link].iter().flatten().map(|line| below(page, line, side)).collect()
}

fn below(page: &Page<'_>, text: &str, side: Option<Side>) -> String {
    let indent = text.len() - text.trim_start().len();
    let (text, rest) = (page.safe_line(text.trim_start()), format!("{PLAIN}    {}", " ".repeat(indent)));
    let sign = side.map_or(" ", Side::sign);
    let lines = page.lines(&text, &format!("  {sign}   {}", " ".repeat(indent)), &rest);
    side.map_or_else(|| lines.clone(), |side| page.painted(side.styles().0, &lines))
}
