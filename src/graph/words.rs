//! Words that several formats use.

use super::{Edge, Node, Picture, Played, Shape, Stop};
use crate::terminal::count;
use crate::text::shortened;

/// What there is where the flow goes on with no interaction.
pub(super) fn stop_words(stop: Stop) -> &'static str {
    match stop {
        Stop::Complete => "complete",
        Stop::End => "end",
        Stop::CloseDialog => "close dialog",
        Stop::CloseConversation => "close conversation",
        Stop::Missing => "missing interaction",
        Stop::Rematched => "back to the starters",
        Stop::StoppedByCode => "stopped by code",
        Stop::Anywhere => "any name",
    }
}

/// What the sign for it under a node is called, in texts that name such things.
pub(super) fn stop_id(node: usize, stop: Stop) -> String {
    format!("n{node}_{}", stop_key(stop))
}

/// The word for it in JSON.
pub(super) fn stop_key(stop: Stop) -> &'static str {
    match stop {
        Stop::Complete => "complete",
        Stop::End => "end",
        Stop::CloseDialog => "close_dialog",
        Stop::CloseConversation => "close_conversation",
        Stop::Missing => "missing",
        Stop::Rematched => "rematched",
        Stop::StoppedByCode => "stopped_by_code",
        Stop::Anywhere => "anywhere",
    }
}

/// The word for a family of kinds.
pub(super) fn family(shape: Shape) -> &'static str {
    match shape {
        Shape::Starter => "starter",
        Shape::Statement => "statement",
        Shape::Question => "question",
        Shape::Integration => "integration",
        Shape::Upload => "upload",
        Shape::Transfer => "transfer",
    }
}
/// So much of a text stands on a node.
const MOST_TEXT: usize = 56;

/// What stands on a node where lines are not measured: its head, some of its text, what lets the flow begin there, what
/// was played of it and what is wrong with it.
pub(super) fn near_text(node: &Node, played: &Played) -> Vec<String> {
    let text = node.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = vec![node.head().to_owned()];
    if !text.is_empty() {
        lines.push(shortened(&text, MOST_TEXT));
    }
    lines.extend(node.begins.as_ref().map(|begins| format!("begins: {begins}")));
    let mark = match (played, node.marks.times) {
        (Played::Often, Some(0)) => Some("never".to_owned()),
        (Played::Often, Some(times)) => Some(format!("×{times}")),
        (Played::Steps(_), _) if !node.marks.steps.is_empty() => {
            Some(format!("[{}]", steps(&node.marks.steps)))
        }
        _ => None,
    };
    let faults = node.faults().map(|fault| format!("⚠ {fault}"));
    let last: Vec<String> = mark.into_iter().chain(faults).collect();
    if !last.is_empty() {
        lines.push(last.join(" · "));
    }
    lines
}

/// What people call a dialog of this kind.
pub(super) fn dialog_words(kind: &str) -> &'static str {
    match kind {
        "fallback_dialog" => "Fallback dialog",
        "disambiguation_dialog" => "Disambiguation dialog",
        "auto_escalation_dialog" => "Auto Escalation dialog",
        "survey_dialog" => "Survey dialog",
        "file_upload_dialog" => "File Upload dialog",
        _ => "Dialog",
    }
}

impl Node {
    /// Its name, else the platform's name of its kind.
    pub fn head(&self) -> &str {
        self.name.as_deref().unwrap_or(self.title)
    }

    /// What is wrong with it, a word or two each.
    pub(super) fn faults(&self) -> impl Iterator<Item = &'static str> {
        let faults =
            [(!self.is_enabled, "off"), (self.is_unreachable, "unreachable"), (self.is_dead_end, "dead end")];
        faults.into_iter().filter(|(is_so, _)| *is_so).map(|(_, word)| word)
    }
}

impl Edge {
    /// What was played of it, as it stands behind its label; empty where that says nothing.
    pub(super) fn mark(&self, played: &Played) -> String {
        match (played, self.marks.times) {
            (Played::Often, Some(times)) => format!("×{times}"),
            // Where nothing else stands, the numbers on the nodes say enough.
            (Played::Steps(_), _) if !self.marks.steps.is_empty() && !self.label.is_empty() => {
                format!("[{}]", steps(&self.marks.steps))
            }
            _ => String::new(),
        }
    }

    /// Its label, with what was played of it.
    pub(super) fn marked_label(&self, played: &Played) -> String {
        let mark = self.mark(played);
        let separator = if self.label.is_empty() || mark.is_empty() { "" } else { " " };
        format!("{}{separator}{mark}", self.label)
    }
}

/// More steps than these are not named.
const MOST_STEPS: usize = 4;

/// Some steps, by their numbers.
pub(super) fn steps(steps: &[usize]) -> String {
    let named: Vec<String> = steps.iter().take(MOST_STEPS).map(usize::to_string).collect();
    named.join(" ") + if steps.len() > MOST_STEPS { " …" } else { "" }
}

/// What the picture is about, in a line.
pub(super) fn subtitle(picture: &Picture) -> String {
    let dialogs = picture.dialogs.iter().filter(|dialog| dialog.is_shown).count();
    let nodes: Vec<&Node> = picture.drawn_nodes().collect();
    let size = format!("{} · {}", count(dialogs, "dialog"), count(nodes.len(), "interaction"));
    match &picture.played {
        Played::Unknown => size,
        Played::Often => {
            let counted = nodes.iter().filter(|node| node.marks.times.is_some()).count();
            let reached = nodes.iter().filter(|node| node.marks.times.is_some_and(|times| times > 0)).count();
            format!("{size} · {reached} of {counted} reached by the transcripts")
        }
        Played::Steps(case) => format!("{size} · the path of “{case}”"),
    }
}
