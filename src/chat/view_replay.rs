//! What a transcript expects and the bot does not do, in words.

use super::page::Page;
use super::view_event;
use crate::play::Happened;
use crate::replay::{Comparison, ExpectedLine, Line, Mark};
use crate::terminal::Terminal;
use crate::text::shortened;

/// More of a text would push the conversation off the screen.
const QUOTED: usize = 200;

/// A sentence for each thing that is not as the transcript says.
pub(super) fn differences(page: &Page<'_>, comparison: &Comparison, events: &[Happened]) -> Vec<String> {
    let lines = comparison.lines.iter().flat_map(|line| of_line(page, line, events));
    let unmet = comparison.unmet.iter().map(|unmet| {
        let (file, line) = (&unmet.place.file, unmet.place.line);
        let (what, expected) = (&unmet.what, cut(&unmet.expected));
        format!("the transcript expects: {what}: {expected} ({file}:{line}); it is: {}", cut(&unmet.actual))
    });
    let missed = comparison.missed.iter().map(|trouble| match &trouble.place {
        Some(place) => format!("{} ({}:{})", trouble.message, place.file, place.line),
        None => trouble.message.clone(),
    });
    lines.chain(unmet).chain(missed).collect()
}

fn of_line(page: &Page<'_>, line: &Line, events: &[Happened]) -> Vec<String> {
    match (line.mark, &line.expected) {
        (Mark::Agrees | Mark::MovedHere, _) => Vec::new(),
        (Mark::Differs, Some(expected)) => {
            let all = expected.differences.iter();
            all.map(|difference| match difference.what.as_str() {
                "text" => expects(expected, ""),
                what => {
                    let actual = difference.actual.as_deref().map_or("nothing".into(), cut);
                    let end = format!("; it is: {actual}");
                    let wanted = format!("{what}: {}", cut(&difference.expected));
                    format!("the transcript expects: {wanted} ({}){end}", place(expected))
                }
            })
            .collect()
        }
        (Mark::Moved, Some(expected)) => vec![expects(expected, " in another place of the turn")],
        (_, Some(expected)) => vec![expects(expected, ", which does not come")],
        (_, None) => {
            let shown = line.shown.and_then(|event| events.get(event));
            vec![format!(
                "the transcript does not mention this: {}",
                shown.map_or(String::new(), |it| in_a_line(page, it))
            )]
        }
    }
}

fn expects(expected: &ExpectedLine, end: &str) -> String {
    let text = match (expected.kind, expected.text.as_str()) {
        ("bot", text) => cut(text),
        (kind, "") => kind.to_owned(),
        (kind, text) => format!("{kind}: {}", cut(text)),
    };
    format!("the transcript expects: {text} ({}){end}", place(expected))
}

fn place(expected: &ExpectedLine) -> String {
    format!("{}:{}", expected.place.file, expected.place.line)
}

fn cut(text: &str) -> String {
    shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "), QUOTED)
}

/// What the bot did, as the chat shows it.
fn in_a_line(page: &Page<'_>, happened: &Happened) -> String {
    let plain = Terminal { color: false, ..page.terminal };
    let page = Page { bot: &happened.bot, terminal: plain, wraps: false, ..*page };
    cut(&view_event::event(&page, &happened.event).unwrap_or_default())
}
