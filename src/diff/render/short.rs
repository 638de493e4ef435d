//! One line for each change, as editors and `grep` like it.

use super::words::{difference_place, line, part, place};
use crate::diff::changes::{Changes, Item, Move};
use crate::diff::value::Concept;
use crate::source::{Sources, Span};

/// `path:line: what changed` for each change and nothing else.
pub fn short(changes: &Changes, sources: &Sources) -> String {
    let lines = changes.items().flat_map(|item| item_lines(item, sources));
    lines.map(|line| format!("{line}\n")).collect()
}

fn item_lines(item: &Item, sources: &Sources) -> Vec<String> {
    let Some(now) = item.part() else { return Vec::new() };
    let dialog =
        now.dialog.as_ref().map_or_else(String::new, |dialog| format!("dialog \"{}\": ", line(dialog)));
    let told = |span: Option<Span>, text: &str| {
        let place = place(span, sources).map_or_else(String::new, |place| format!("{place}: "));
        format!("{place}{dialog}{text}")
    };
    let called = part(now);
    let mut lines: Vec<String> =
        whole(item).iter().map(|what| told(now.place, &format!("{called} {what}"))).collect();
    let whose = match (item.concept, &now.name) {
        (Concept::Bot, _) => String::new(),
        (Concept::Interaction, Some(name)) => format!(" of {}", line(name)),
        _ => format!(" of {called}"),
    };
    for difference in &item.differences {
        let what = match (&difference.old, &difference.new) {
            _ if difference.is_move => "moved",
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        let text = format!("{}{whose} {what}", line(&difference.key()));
        lines.push(told(difference_place(difference, item), &text));
    }
    lines
}

/// What is told of the part itself.
fn whole(item: &Item) -> Vec<String> {
    let mut told = Vec::new();
    match (&item.old, &item.new) {
        (None, _) => told.push("added".to_owned()),
        (_, None) => told.push("removed".to_owned()),
        (Some(old), Some(_)) => {
            match item.names() {
                (Some(old), Some(new)) if old != new => told.push(format!("renamed, was `{}`", line(old))),
                (None, Some(_)) => told.push("gets a name".to_owned()),
                (Some(old), None) => told.push(format!("loses its name `{}`", line(old))),
                _ => {}
            }
            match (item.moved, &old.dialog) {
                (Some(Move::Between), Some(dialog)) => {
                    told.push(format!("moved from dialog \"{}\"", line(dialog)))
                }
                (Some(_), _) => told.push("moved".to_owned()),
                (None, _) => {}
            }
        }
    }
    told
}
