//! Changes for people: by dialog as in the file, a line each, with what differs beneath.

use super::summary;
use super::words::{code, item_places, line, part, part_in_full, places, prose};
use crate::comparison::{Marked, Replaced, Side, compare, hunks, rows};
use crate::diff::changes::{Changes, Difference, Group, Item, Move, Part};
use crate::diff::value::{Concept, Entry};
use crate::source::{Sources, Span};
use crate::terminal::{Style, Terminal, count, display_width, printable, wrap};
use crate::text::shortened;

/// Lines of code around a change.
const AROUND: usize = 2;

/// All changes, and a line that sums them up.
pub fn human(changes: &Changes, sources: &Sources, terminal: &Terminal) -> String {
    let mut page = Page { sources, terminal, out: String::new(), notes: false };
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
}

impl Page<'_> {
    /// What has no effect on a conversation, apart from the rest.
    fn notes(&mut self, changes: &Changes) {
        self.notes = true;
        let mut page = Page { out: String::new(), ..*self };
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

    fn difference(&mut self, difference: &Difference, indent: &str) {
        let key = line(&difference.key());
        match (&difference.old, &difference.new) {
            (Some(old), Some(new)) if difference.is_move => {
                let told = format!("{} {key}: moved here", self.arrow());
                self.told(&told, indent, Style::Info, (old.place, new.place));
            }
            (Some(old), Some(new)) => self.changed(&key, old, new, indent),
            (None, Some(new)) => self.one_sided("+", &key, new, indent, Style::Added),
            (Some(old), None) => self.one_sided("-", &key, old, indent, Style::Removed),
            (None, None) => {}
        }
    }

    fn changed(&mut self, key: &str, old: &Entry, new: &Entry, indent: &str) {
        let places = (old.place, new.place);
        if let (Some(one), Some(other)) = (code(old), code(new)) {
            self.told(&format!("~ {key}:"), indent, Style::Strong, places);
            let whole = [Replaced { old: 0..one.len(), new: 0..other.len() }];
            let hunks = hunks(one, other, &whole, AROUND, self.terminal);
            hunks.lines().for_each(|line| self.out.push_str(&format!("{indent}  {line}\n")));
            return;
        }
        let (was, is) = (line(&old.value.in_line()), line(&new.value.in_line()));
        let one_line = format!("~ {key}: {was} {} {is}", self.arrow());
        let is_short = display_width(indent) + display_width(&one_line) <= self.terminal.width;
        if is_short && (prose(old).is_none() || prose(new).is_none()) {
            return self.told(&one_line, indent, Style::Strong, places);
        }
        self.told(&format!("~ {key}:"), indent, Style::Strong, places);
        let (was, is) = match (prose(old), prose(new)) {
            (Some(was), Some(is)) => (printable(was).into_owned(), printable(is).into_owned()),
            _ => (was, is),
        };
        let lead = format!("{indent}  ");
        let compared = compare(&was, &is);
        for side in [Side::Expected, Side::Actual] {
            let parts = near(&compared.marked(side.of()));
            let parts = parts.iter().map(|(text, is_changed)| Marked { text, is_changed: *is_changed });
            let parts: Vec<Marked<'_>> = parts.collect();
            for row in rows(self.terminal, self.terminal.width, side, (&lead, ""), &parts) {
                self.out.push_str(&format!("{row}\n"));
            }
        }
    }

    fn one_sided(&mut self, sign: &str, key: &str, entry: &Entry, indent: &str, style: Style) {
        if let Some(code) = code(entry).filter(|code| code.lines().count() > 1) {
            let told = format!("{sign} {key}: {}", count(code.lines().count(), "line"));
            return self.told(&told, indent, style, (None, entry.place));
        }
        let value = line(&entry.value.in_line());
        let told = format!("{sign} {key}: {}", shortened(&value, self.terminal.width.max(40) * 2));
        self.told(&told, indent, style, (None, entry.place));
    }

    fn told(&mut self, text: &str, indent: &str, style: Style, (old, new): (Option<Span>, Option<Span>)) {
        let places = places(old, new, self.sources, self.arrow());
        self.placed(text, indent, style, &places);
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

/// So much of what did not change is shown before and behind what did.
const CONTEXT: usize = 60;

/// A text without what lies far from all that changed.
fn near(parts: &[Marked<'_>]) -> Vec<(String, bool)> {
    let last = parts.len().saturating_sub(1);
    let shown = parts.iter().enumerate().map(|(place, part)| {
        let whole = if place == 0 || place == last { CONTEXT } else { 2 * CONTEXT };
        if part.is_changed || parts.len() == 1 || part.text.chars().count() <= whole + 20 {
            return (part.text.to_owned(), part.is_changed);
        }
        let head = if place == 0 { String::new() } else { part.text.chars().take(CONTEXT).collect() };
        let length = part.text.chars().count();
        let tail: String =
            if place == last { String::new() } else { part.text.chars().skip(length - CONTEXT).collect() };
        (format!("{head}…{tail}"), false)
    });
    shown.collect()
}
