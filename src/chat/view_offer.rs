//! Messages with something to tap, as the person who chats sees them: buttons, chips, tiles, pickers.

use super::page::Page;
use super::view_rich;
use super::view_service;
use crate::bot::{LinkTarget, TileDisplay};
use crate::engine::{Message, MessageBody};
use crate::linked::{ChoiceKind, Layout, Offer, OfferedChoice, OfferedGroup};
use crate::terminal::Style;
use crate::text::{GmtTime, format_duration};

/// How far choices below a text stand in, and those inside a tile or section.
const CHOICE: &str = "  ";
const INSIDE: &str = "    ";

/// What the bot says, with what it offers to tap.
pub(super) fn bubble(page: &Page<'_>, message: &Message) -> String {
    let speaker = if page.names_bots { page.safe_line(&page.bot.name) } else { "Bot".to_owned() };
    let bot = page.terminal.paint(Style::Info, &format!("{speaker}:"));
    let said = |text: &str| match text {
        "" => bot.clone(),
        text => page.lines(&page.safe(text), &format!("{bot} "), "     "),
    };
    match &message.body {
        MessageBody::Text => said(&message.text),
        MessageBody::Image => strong(page, &format!("[image] {}", page.safe(&message.text)), ""),
        MessageBody::RichLink { url, image } => {
            let title = page.safe_line(&message.text);
            let link = strong(page, &format!("[rich link] {title} (opens {})", page.safe_line(url)), "");
            format!("{link}\n{}", picture(page, image, CHOICE))
        }
        MessageBody::Cards(cards) => view_service::cards(page, cards),
        MessageBody::Rich(rich) => view_rich::message(page, &bot, rich),
        MessageBody::Choices(offer) => {
            let mut lines = vec![said(&message.text)];
            self::offer(page, offer, &mut lines);
            lines.join("\n")
        }
    }
}

fn offer(page: &Page<'_>, offer: &Offer, lines: &mut Vec<String>) {
    match &offer.layout {
        Layout::Buttons => {
            lines.extend((0..offer.choices.len()).map(|place| choice(page, offer, place, CHOICE)));
        }
        Layout::QuickReplies { per_row: Some(per_row) } => rows(page, offer, *per_row as usize, lines),
        Layout::QuickReplies { per_row: None } => {
            lines.extend((0..offer.choices.len()).map(|place| choice(page, offer, place, CHOICE)));
        }
        Layout::Tiles { subtitle, display, tiles } => {
            below(page, subtitle.as_deref(), lines);
            if *display == TileDisplay::Horizontal && tiles.len() > 1 {
                lines.push(dim(page, &format!("({} tiles side by side)", tiles.len()), CHOICE));
            }
            tiles.iter().for_each(|tile| group(page, offer, tile, lines));
        }
        Layout::ListPicker { subtitle, sections, multiple, .. } => {
            below(page, subtitle.as_deref(), lines);
            sections.iter().for_each(|section| group(page, offer, section, lines));
            if *multiple {
                lines.push(dim(page, "(several may be chosen: 1,2 or #1 #2)", CHOICE));
            }
        }
        Layout::TimePicker { subtitle, event, image, timezone_offset } => {
            below(page, subtitle.as_deref(), lines);
            lines.extend(event.as_ref().map(|event| heading(page, event)));
            lines.extend(image.as_ref().map(|image| picture(page, image, INSIDE)));
            for (place, time) in offer.choices.iter().enumerate() {
                let label = moment(page, time, *timezone_offset);
                lines.push(numbered(page, place, &label, CHOICE));
            }
        }
        // It is drawn as it lays itself out.
        Layout::Rich { .. } | Layout::Typed(_) => {}
    }
}

/// A tile or a section: its title, what describes it, its choices.
fn group(page: &Page<'_>, offer: &Offer, group: &OfferedGroup, lines: &mut Vec<String>) {
    let mut places = group.choices.clone();
    let opens = places.clone().next().filter(|place| offer.choices[*place].kind == ChoiceKind::Tile);
    match opens {
        // The tile itself can be tapped.
        Some(place) => {
            lines.push(choice(page, offer, place, CHOICE));
            places.next();
        }
        None => lines.push(heading(page, &group.title)),
    }
    lines.extend(group.subtitle.as_ref().map(|text| page.lines(&page.safe(text), INSIDE, INSIDE)));
    lines.extend(group.image.as_ref().map(|image| picture(page, image, INSIDE)));
    for place in places {
        lines.push(choice(page, offer, place, INSIDE));
        let choice = &offer.choices[place];
        let within = format!("{INSIDE}{INSIDE}");
        lines.extend(choice.subtitle.as_ref().map(|text| page.lines(&page.safe(text), &within, &within)));
        // An item's picture; a quick reply's stands in its line.
        lines.extend(choice.image.as_ref().map(|image| picture(page, image, &within)));
    }
}

/// Chips in rows: at most three, the third takes the rest (spec 7.2).
fn rows(page: &Page<'_>, offer: &Offer, per_row: usize, lines: &mut Vec<String>) {
    const ROWS: usize = 3;
    let chips: Vec<String> = (0..offer.choices.len()).map(|place| chip(page, offer, place)).collect();
    let (full, rest) = chips.split_at(per_row.saturating_mul(ROWS - 1).min(chips.len()));
    for row in full.chunks(per_row.max(1)).chain([rest]).filter(|row| !row.is_empty()) {
        lines.push(page.lines(&row.join("  "), CHOICE, CHOICE));
    }
}

fn chip(page: &Page<'_>, offer: &Offer, place: usize) -> String {
    let number = page.terminal.paint(Style::Choice, &format!("[{}]", place + 1));
    format!("{number} {}", described(page, &offer.choices[place]))
}

/// A choice with its number on lines of its own.
fn choice(page: &Page<'_>, offer: &Offer, place: usize, indent: &str) -> String {
    numbered(page, place, &described(page, &offer.choices[place]), indent)
}

fn numbered(page: &Page<'_>, place: usize, label: &str, indent: &str) -> String {
    let number = format!("[{}]", place + 1);
    let rest = " ".repeat(indent.len() + number.len() + 1);
    page.lines(label, &format!("{indent}{} ", page.terminal.paint(Style::Choice, &number)), &rest)
}

/// A choice's label with what it does.
fn described(page: &Page<'_>, choice: &OfferedChoice) -> String {
    let label = page.safe_line(&choice.label);
    let target = match choice.target {
        Some(LinkTarget::Current) => " in the same window",
        Some(LinkTarget::Slideout) => " in a slideout",
        Some(LinkTarget::New) | None => "",
    };
    match (&choice.url, &choice.image) {
        (Some(url), _) => format!("{label} (opens {}{target})", page.safe_line(url)),
        (None, Some(image)) if choice.kind == ChoiceKind::QuickReply => {
            format!("{label} (image {})", page.safe_line(image))
        }
        _ => label,
    }
}

/// `2026-04-30T13:30+0000 (30m, 14:30 on the clocks there)`
fn moment(page: &Page<'_>, time: &OfferedChoice, timezone_offset: Option<u32>) -> String {
    let duration = time.duration.map(format_duration);
    let there = timezone_offset.and_then(|offset| Some(GmtTime::parse(time.label.trim())?.clock_at(offset)));
    let there = there.map(|clock| format!("{clock} on the clocks there"));
    let more: Vec<String> = duration.into_iter().chain(there).collect();
    let label = page.safe_line(&time.label);
    if more.is_empty() { label } else { format!("{label} ({})", more.join(", ")) }
}

/// The second line of a question.
fn below(page: &Page<'_>, subtitle: Option<&str>, lines: &mut Vec<String>) {
    lines.extend(subtitle.map(|text| page.lines(&page.safe(text), "     ", "     ")));
}

fn heading(page: &Page<'_>, title: &str) -> String {
    strong(page, &page.safe_line(title), CHOICE)
}

fn picture(page: &Page<'_>, url: &str, indent: &str) -> String {
    dim(page, &format!("[image] {}", page.safe_line(url)), indent)
}

fn strong(page: &Page<'_>, text: &str, indent: &str) -> String {
    page.painted(Style::Strong, &page.lines(text, indent, &format!("{indent}  ")))
}

fn dim(page: &Page<'_>, text: &str, indent: &str) -> String {
    page.painted(Style::Dim, &page.lines(text, indent, &format!("{indent}  ")))
}

/// Taps with what is picked, as they are echoed.
pub(super) fn tapped_on(page: &Page<'_>, taps: &[(usize, &OfferedChoice)], picked: Option<&str>) -> String {
    let shown = tapped_labels(page, taps);
    let picked = picked.map_or_else(String::new, |picked| format!(": {}", page.safe_line(picked)));
    page.painted(Style::Consumer, &page.lines(&(shown + &picked), "> ", "  "))
}

/// Taps, as they are echoed.
pub(super) fn tapped(page: &Page<'_>, taps: &[(usize, &OfferedChoice)]) -> String {
    page.painted(Style::Consumer, &page.lines(&tapped_labels(page, taps), "> ", "  "))
}

fn tapped_labels(page: &Page<'_>, taps: &[(usize, &OfferedChoice)]) -> String {
    let label = |(place, choice): &(usize, &OfferedChoice)| {
        format!("[{}] {}", place + 1, page.safe_line(&choice.label))
    };
    taps.iter().map(label).collect::<Vec<_>>().join(", ")
}
