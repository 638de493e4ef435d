//! What a bot does, as in a chat.

use super::page::{PLAIN, Page};
use crate::comparison::Side;
use crate::terminal::Style;
use crate::test_run::report::shown::{Shown, What};
use crate::trace::CardTrace;

/// Something that shows, in lines without marks or all behind a sign.
pub(super) fn bubble(page: &Page<'_>, shown: &Shown<'_>, speaker: &str, side: Option<Side>) -> Vec<String> {
    let (lead, text) = said(shown, speaker);
    let mut lines = vec![sentence(page, &lead, &text, side)];
    lines.extend(shown.labels().iter().enumerate().map(|(place, label)| choice(page, place, label, side)));
    lines.extend(shown.cards.iter().flat_map(|card| self::card(page, card, side)));
    if shown.what == What::RichLink {
        lines.extend(shown.link.map(|url| below(page, &format!("opens {url}"), side)));
        lines.extend(shown.image.map(|url| below(page, &format!("[image] {url}"), side)));
    }
    lines
}

/// What stands before the text, and the text.
pub(super) fn said(shown: &Shown<'_>, speaker: &str) -> (String, String) {
    let text = &shown.text;
    let behind = |lead: &str| (lead.to_owned(), text.clone());
    match shown.what {
        What::Message => behind(&format!("{speaker}: ")),
        What::Image => behind("[image] "),
        What::RichLink => behind("[rich link] "),
        What::Private => behind("[private] "),
        What::Link => behind("[link] "),
        What::Transfer => (String::new(), format!("[transferred to {text}]")),
        What::HandOver => (String::new(), format!("[the {text} takes over]")),
        What::Closed { survey: true } => (String::new(), "[closed, survey]".to_owned()),
        What::Closed { survey: false } => (String::new(), "[closed]".to_owned()),
    }
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
