//! Changes for people: by dialog as in the file, a line each, with what differs beneath.

mod difference;

use super::summary;
use super::words::{item_places, line, part, part_in_full, places};
use crate::diff::changes::{Changes, Group, Item, Move, Part};
use crate::diff::value::Concept;
use crate::source::Sources;
use crate::terminal::{Style, Terminal, count, display_width, wrap};

/// All changes, and a line that sums them up.
pub fn human(changes: &Changes, sources: &Sources, terminal: &Terminal) -> String {
    let mut page = Page { sources, terminal, out: String::new(), notes: false, above: String::new() };
    changes.groups.iter().for_each(|group| page.group(group));
    page.notes(changes);
    let style = if changes.is_empty() { Style::Success } else { Style::Strong };
    let sum = wrap(&summary(changes), terminal.width, "", "  ");
    let sum: Vec<String> = sum.lines().map(|line| terminal.paint(style, line)).collect();
    page.out.push_str(&format!("{}\n", sum.join("\n")));
    page.out
}

struct Page<'p> {
    sources: &'p Sources,
    terminal: &'p Terminal,
    out: String,
    /// Whether what has no effect is shown, or what has one.
    notes: bool,
    /// The places in the headline above, which need not be said again.
    above: String,
}

impl Page<'_> {
    /// What has no effect on a conversation, apart from the rest.
    fn notes(&mut self, changes: &Changes) {
        self.notes = true;
        let mut page = Page { out: String::new(), above: String::new(), ..*self };
        changes.groups.iter().for_each(|group| page.group(group));
        if !page.out.is_empty() {
            let title = self.terminal.paint(Style::Note, "Without effect on the conversation:");
            self.out.push_str(&format!("{title}\n\n{}", page.out));
        }
    }

    fn group(&mut self, group: &Group) {
        let items: Vec<&Item> = group.items.iter().filter(|item| self.is_shown(item)).collect();
        let Some(first) = items.first() else { return };
        if first.concept != Concept::Dialog {
            self.title(group);
        }
        for item in items {
            let is_title = item.concept == Concept::Dialog;
            self.item(item, if is_title { "" } else { "  " });
        }
        self.out.push('\n');
    }

    /// What the changes belong to, where it is none of them.
    fn title(&mut self, group: &Group) {
        let place = |part: &Option<Part>| part.as_ref().and_then(|part| part.place);
        match group.new.as_ref().or(group.old.as_ref()) {
            Some(dialog) => {
                let places = places(place(&group.old), place(&group.new), self.sources, self.arrow());
                self.placed(&part(dialog), "", Style::Strong, &places);
            }
            None => self.placed(title(group.concept), "", Style::Strong, ""),
        }
    }

    fn is_shown(&self, item: &Item) -> bool {
        if self.notes {
            item.is_named_or_unnamed() || item.differences.iter().any(|difference| difference.is_note)
        } else {
            item.affects_conversation()
        }
    }

    fn item(&mut self, item: &Item, indent: &str) {
        let notes = self.notes;
        let mut differences = item.differences.iter().filter(|one| one.is_note == notes).peekable();
        let is_part = item.concept != Concept::Bot;
        self.above.clear();
        if is_part {
            self.headline(item, indent, differences.peek().is_some());
        }
        let inner = if is_part { format!("{indent}    ") } else { indent.to_owned() };
        for difference in differences {
            self.difference(difference, &inner);
        }
    }

    /// `~ text_question `ask_number`  bot.yaml:12 → 14`.
    fn headline(&mut self, item: &Item, indent: &str, differs: bool) {
        let Some(now) = item.part() else { return };
        let (sign, style) = self.sign(item, differs);
        let places = item_places(item, self.sources, self.arrow());
        let happened = if self.notes { naming(item) } else { happened(item) };
        let told = if item.old.is_some() && item.new.is_some() {
            let colon = if happened.is_empty() { "" } else { ": " };
            format!("{}{colon}{happened}", part(now))
        } else if item.concept == Concept::Dialog {
            format!("{} with {}", part(now), count(item.interactions, "interaction"))
        } else {
            let taken = indent.len() + "+ ".len() + "  ".len() + display_width(&places);
            part_in_full(now, self.terminal.width.saturating_sub(taken))
        };
        self.placed(&format!("{sign} {told}"), indent, style, &places);
        self.above = places;
    }

    fn sign(&self, item: &Item, differs: bool) -> (&'static str, Style) {
        match (&item.old, &item.new) {
            (None, _) => ("+", Style::Added),
            (_, None) => ("-", Style::Removed),
            _ if !self.notes && (item.is_renamed() || item.moved.is_some()) => (self.arrow(), Style::Info),
            _ if !differs && !self.notes => (" ", Style::Strong),
            _ => ("~", Style::Strong),
        }
    }

    /// A line with its place behind it, or beneath where there is no room.
    fn placed(&mut self, text: &str, indent: &str, style: Style, places: &str) {
        let inner = format!("{indent}  ");
        let wrapped = wrap(text, self.terminal.width, indent, &inner);
        let used = wrapped.lines().last().map_or(0, display_width);
        let painted: Vec<String> = wrapped.lines().map(|line| self.terminal.paint(style, line)).collect();
        self.out.push_str(&painted.join("\n"));
        if !places.is_empty() {
            let fits = used + 2 + display_width(places) <= self.terminal.width;
            let before = if fits { "  ".to_owned() } else { format!("\n{inner}") };
            self.out.push_str(&format!("{before}{}", self.terminal.paint(Style::Dim, places)));
        }
        self.out.push('\n');
    }

    fn arrow(&self) -> &'static str {
        if self.terminal.unicode { "→" } else { "->" }
    }
}

/// The heading of what stands outside of dialogs.
fn title(concept: Concept) -> &'static str {
    match concept {
        Concept::Bot => "bot",
        Concept::Intent => "intents",
        Concept::Entity => "entities",
        Concept::Integration => "integrations",
        Concept::KnowledgeBase => "knowledge bases",
        Concept::Skill => "skills",
        Concept::Dialog | Concept::Interaction => "dialogs",
    }
}

/// What became of a part that is on both sides: its new name, its new place.
fn happened(item: &Item) -> String {
    let mut told = Vec::new();
    if let (true, (Some(old), _)) = (item.is_renamed(), item.names()) {
        let followers = match item.followed_by.len() {
            0 => String::new(),
            1 => " (1 reference follows)".to_owned(),
            number => format!(" ({number} references follow)"),
        };
        told.push(format!("renamed, was `{}`{followers}", line(old)));
    }
    let from = item.old.as_ref().and_then(|part| part.dialog.as_ref());
    told.extend(item.moved.map(|moved| match (moved, from) {
        (Move::Between, Some(dialog)) => format!("moved here from dialog \"{}\"", line(dialog)),
        _ => "moved".to_owned(),
    }));
    told.join("; ")
}

/// A name that a part gets or loses.
fn naming(item: &Item) -> String {
    match item.names() {
        (None, Some(_)) if item.is_named_or_unnamed() => "gets this name".to_owned(),
        (Some(old), None) if item.is_named_or_unnamed() => format!("loses its name `{}`", line(old)),
        _ => String::new(),
    }
}
