//! Structured content as the person who chats sees it, and what is wrong with it.

use super::page::Page;
use super::view_element::Drawing;
use crate::bot::Channel;
use crate::engine::RichMessage;
use crate::linked::InteractionId;
use crate::rich::{Clickable, Part, QuickReplies, Violation, clickables};
use crate::terminal::{Style, display_width};

/// Where lines are not broken, content is drawn as wide as this.
const WIDTH_IN_A_PIPE: usize = 100;

/// A message of structured content: its elements behind the speaker, quick replies last.
pub(super) fn message(page: &Page<'_>, speaker: &str, rich: &RichMessage) -> String {
    let clickables = clickables(Some(&rich.content), rich.quick_replies.as_ref());
    let indent = " ".repeat(display_width(speaker) + 1);
    let width = if page.wraps { page.terminal.width } else { WIDTH_IN_A_PIPE };
    let width = width.saturating_sub(indent.len()).max(20);
    let mut lines = Drawing::new(page, &clickables).element(&rich.content.root, width);
    if let Some(replies) = &rich.quick_replies {
        lines.extend(chips(page, replies, &clickables));
    }
    let mut shown = String::new();
    for (place, line) in lines.iter().enumerate() {
        let before = if place == 0 { format!("{speaker} ") } else { format!("\n{indent}") };
        shown.push_str(&before);
        shown.push_str(line);
    }
    if lines.is_empty() { format!("{speaker} (nothing to see)") } else { shown }
}

fn chips(page: &Page<'_>, replies: &QuickReplies, clickables: &[Clickable<'_>]) -> Vec<String> {
    let own: Vec<&Clickable<'_>> =
        clickables.iter().filter(|clickable| clickable.part == Part::QuickReplies).collect();
    let chip = |clickable: &&Clickable<'_>| {
        let number = page.terminal.paint(Style::Choice, &format!("[{}]", clickable.number));
        format!("{number} {}", page.safe_line(&clickable.label))
    };
    let row = |range: std::ops::Range<usize>| {
        own.get(range).unwrap_or_default().iter().map(chip).collect::<Vec<_>>().join("  ")
    };
    replies.rows().into_iter().map(row).collect()
}

/// Content that is not sent.
pub(super) fn not_rendered(page: &Page<'_>, from: InteractionId, violations: &[Violation]) -> String {
    let at = page.interaction(from);
    format!("the window would not show the content of {at}, so it is not sent:{}", listed(violations))
}

/// Content that the channel does not take as it is.
pub(super) fn limits(
    page: &Page<'_>,
    from: InteractionId,
    channel: Channel,
    violations: &[Violation],
) -> String {
    let channel = channel.name();
    let at = page.interaction(from);
    format!("the content of {at} is sent, but not all of it shows on `{channel}`:{}", listed(violations))
}

fn listed(violations: &[Violation]) -> String {
    let mut lines = String::new();
    for Violation { pointer, message, help, .. } in violations {
        let place = if pointer.is_empty() { String::new() } else { format!("{pointer}: ") };
        let help = if help.is_empty() { String::new() } else { format!(" ({help})") };
        lines.push_str(&format!("\n- {place}{message}{help}"));
    }
    lines
}
