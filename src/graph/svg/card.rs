//! An interaction as a card: what stands on it, and how high that makes it.

use super::geometry::Size;
use super::measure::{Font, fitted, width, wrapped};
use crate::graph::words::steps;
use crate::graph::{Node, Played};

/// Every card is as wide, so that those of a chain stand in a column.
pub(super) const WIDTH: f64 = 220.0;
const PADDING: f64 = 10.0;
/// Where texts begin, behind the icon.
const INDENT: f64 = 33.0;
const HEAD: f64 = 24.0;
const LINE: f64 = 15.0;
const TAGS: f64 = 19.0;
/// How wide the sign for code is.
const SIGN: f64 = 14.0;
/// So many lines of its text are shown.
const MOST_LINES: usize = 2;

const NAME: Font = Font::bold(12.5);
const KIND: Font = Font::plain(11.5);
const TEXT: Font = Font::plain(12.0);
const TAG: Font = Font::bold(10.0);

/// What stands on a card.
#[derive(Debug, serde::Serialize)]
pub(super) struct Card {
    /// Its name, else the platform's name of its kind.
    pub(super) head: String,
    pub(super) has_name: bool,
    pub(super) lines: Vec<Line>,
    /// What was played of it, in the corner.
    pub(super) badge: Option<Tag>,
    /// Where the sign for code stands, where it runs some.
    pub(super) code_x: Option<f64>,
    /// What is wrong with it, in a row at the foot.
    pub(super) tags: Vec<Tag>,
    #[serde(flatten)]
    pub(super) size: Size,
}

/// A line of the text, and where it stands.
#[derive(Debug, serde::Serialize)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) y: f64,
}

/// A word in a pill.
#[derive(Debug, serde::Serialize)]
pub(super) struct Tag {
    pub(super) text: String,
    /// What it says, for its colour.
    pub(super) class: &'static str,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
}

impl Card {
    /// The card of an interaction.
    pub(super) fn of(node: &Node, played: &Played) -> Self {
        let badge = badge(node, played).map(|(text, class)| {
            let tag = tag(text, class, 0.0, 4.5);
            Tag { x: WIDTH - PADDING + 3.0 - tag.width, ..tag }
        });
        let mut end = badge.as_ref().map_or(WIDTH - PADDING, |badge| badge.x - 6.0);
        let code_x = node.runs_code.then_some(end - SIGN);
        end = code_x.map_or(end, |x| x - 6.0);
        let head_width = end - INDENT;
        let (head, has_name) = match &node.name {
            Some(name) => (fitted(name, head_width, NAME), true),
            None => (fitted(node.title, head_width, KIND), false),
        };
        let texts = wrapped(&node.text, WIDTH - INDENT - PADDING, TEXT, MOST_LINES);
        let mut y = HEAD;
        let mut lines = Vec::with_capacity(texts.len());
        for text in texts {
            y += LINE;
            lines.push(Line { text, y: y - 4.0 });
        }
        let tags = tags(node, y + 1.0);
        let foot = if tags.is_empty() { 0.0 } else { TAGS };
        let end = if lines.is_empty() { 5.0 } else { 6.0 };
        Self {
            head,
            has_name,
            lines,
            badge,
            code_x,
            tags,
            size: Size { width: WIDTH, height: y + foot + end },
        }
    }
}

fn badge(node: &Node, played: &Played) -> Option<(String, &'static str)> {
    match (played, node.marks.times) {
        (Played::Unknown, _) | (Played::Often, None) => None,
        (Played::Often, Some(0)) => Some(("never".to_owned(), "never")),
        (Played::Often, Some(times)) => Some((format!("×{times}"), "often")),
        (Played::Steps(_), _) => {
            Some((steps(&node.marks.steps), "step")).filter(|_| !node.marks.steps.is_empty())
        }
    }
}

fn tags(node: &Node, y: f64) -> Vec<Tag> {
    let mut x = INDENT - 2.0;
    let mut tags = Vec::new();
    for fault in node.faults() {
        let tag = tag(fault.to_owned(), "fault", x, y);
        x += tag.width + 5.0;
        tags.push(tag);
    }
    tags
}

fn tag(text: String, class: &'static str, x: f64, y: f64) -> Tag {
    let width = width(&text, TAG) + 12.0;
    Tag { text, class, x, y, width: width.ceil() }
}
