//! `/why NAME`: why the flow did, or did not, come to an interaction, a dialog or a rule in the last turn.
//!
//! Answers come from the turn's events and the linked bot; nothing is played again. [`subject`] finds what
//! is asked about, [`course`] what happened, [`ways`] what leads there.

mod course;
mod dialog;
mod interaction;
mod meaning;
mod rule;
mod special;
mod subject;
mod ways;

use super::page::Page;
use crate::play::Happened;
use crate::terminal::Style;
use course::Course;
pub(super) use subject::{Subject, find_subjects};

/// The answer about one subject.
pub(super) fn why_not(page: &Page<'_>, number: usize, events: &[Happened], subject: Subject) -> String {
    let course = Course::new(page.bot, number, events);
    let answer = match subject {
        Subject::Interaction(id) => interaction::answer(page, &course, id),
        Subject::Dialog(id) => dialog::answer(page, &course, id),
        Subject::Rule(id, position) => rule::answer(page, &course, id, position),
    };
    let mut shown = page.painted(Style::Strong, &page.lines(&page.safe(&answer.headline), "", "  "));
    for reason in &answer.reasons {
        shown.push('\n');
        shown.push_str(&page.lines(&page.safe(reason), "  ", "    "));
    }
    shown
}

/// An answer: what happened or not, and the reasons, the most telling first.
struct Answer {
    headline: String,
    reasons: Vec<String>,
}

impl Answer {
    fn new(headline: String) -> Self {
        Self { headline, reasons: Vec::new() }
    }

    fn with(mut self, reasons: impl IntoIterator<Item = String>) -> Self {
        self.reasons.extend(reasons);
        self
    }
}

/// The first few of many, and how many more there are.
fn first_few(mut all: Vec<String>, most: usize, noun: &str) -> Vec<String> {
    if all.len() > most {
        let more = all.len() - most;
        all.truncate(most);
        all.push(format!("… and {}", super::page::count(more, &format!("more {noun}"))));
    }
    all
}
