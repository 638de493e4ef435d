//! Diagnostics as text, for people and for machines.
//!
//! Each format is a pure function of the diagnostics and the sources; nothing here prints or reads.
//! [`human()`] draws, [`short()`] is one line each, [`json()`], [`sarif()`] and [`junit()`] are one document,
//! [`github()`] is made of workflow commands. All of them write in the order they are given: [`sort`] first.
//!
//! Lines and columns count from 1, columns count characters. The end of a place is *exclusive*: the
//! column after its last character, so an empty place starts where it ends.

mod excerpt;
mod github;
mod human;
mod json;
mod junit;
mod line;
mod sarif;
mod short;
mod summary;

use std::cmp::Ordering;
use std::ops::Range;

pub use github::{command_data, command_property, github};
pub use human::human;
pub use json::{JSON_VERSION, json};
pub use junit::junit;
pub use sarif::sarif;
pub use short::short;
pub use summary::{Mendable, Summary};

use super::{Diagnostic, Label};
use crate::source::{Sources, Span};

/// Brings diagnostics into the order in which all formats show them and drops identical ones, also where a
/// file was read twice, as it belongs to two bots or to two files of transcripts.
///
/// The order is total (file name, place, rule, and then everything else), so the same problems give
/// the same output however they were found. Diagnostics without a place come first.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    let spans =
        |diagnostic: &Diagnostic| diagnostic.labels.iter().map(|label| label.span).collect::<Vec<_>>();
    diagnostics
        .sort_by(|left, right| compare(left, right, sources).then_with(|| spans(left).cmp(&spans(right))));
    diagnostics.dedup_by(|left, right| compare(left, right, sources) == Ordering::Equal);
}

/// Compares what people see of two problems.
fn compare(left: &Diagnostic, right: &Diagnostic, sources: &Sources) -> Ordering {
    let place = |label: &Label| (sources.get(label.span.source).name(), label.span.start, label.span.end);
    let labels = |label: &Label| (place(label), label.text.clone());
    let first = |diagnostic: &Diagnostic| diagnostic.labels.first().map(place);
    first(left)
        .cmp(&first(right))
        .then_with(|| left.rule.name.cmp(right.rule.name))
        .then_with(|| left.severity.cmp(&right.severity).reverse())
        .then_with(|| left.message.cmp(&right.message))
        .then_with(|| left.help.cmp(&right.help))
        .then_with(|| left.labels.iter().map(labels).cmp(right.labels.iter().map(labels)))
}

/// The part of the file's text that a span covers, at character borders, whatever the span says.
fn clamp(span: Span, text: &str) -> Range<usize> {
    let mut start = (span.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// A text on one line: line breaks and the indentation around them become one blank.
fn flat(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
