//! The text of a pattern to its tree.

use super::{Alternatives, Node, Pattern, PatternProblem, PatternProblemKind, Sequence};
use crate::text::fold::fold;

/// Everything that is wrong with a pattern, in the order of places.
pub(super) fn problems(source: &str) -> Vec<PatternProblem> {
    let problem = |range, kind| PatternProblem { range, kind };
    if source.trim().is_empty() {
        return vec![problem(0..source.len(), PatternProblemKind::Empty)];
    }
    // What follows in a text of any length is not looked at: one problem says enough.
    if source.len() > Pattern::MAX_LENGTH {
        let mut limit = Pattern::MAX_LENGTH;
        while !source.is_char_boundary(limit) {
            limit -= 1;
        }
        return vec![problem(limit..source.len(), PatternProblemKind::TooLong)];
    }
    let mut found = Vec::new();
    let mut open = Vec::new();
    let mut too_deep = false;
    for (offset, byte) in source.bytes().enumerate() {
        match byte {
            b'(' => {
                open.push(offset);
                if open.len() > Pattern::MAX_DEPTH && !too_deep {
                    too_deep = true;
                    found.push(problem(offset..offset + 1, PatternProblemKind::TooDeep));
                }
            }
            b')' if open.pop().is_none() => {
                found.push(problem(offset..offset + 1, PatternProblemKind::StrayClose));
            }
            _ => {}
        }
    }
    let unclosed = open.into_iter().map(|at| problem(at..at + 1, PatternProblemKind::UnclosedGroup));
    found.extend(unclosed);
    found.sort_by_key(|problem| problem.range.start);
    found
}

/// The tree of a pattern in which [`problems`] found nothing.
pub(super) fn alternatives(source: &str) -> Alternatives {
    let mut rest = source;
    parse_group(&mut rest)
}

/// Reads up to the `)` that closes the group, or to the end. Depth is bounded by [`problems`].
fn parse_group(rest: &mut &str) -> Alternatives {
    let mut alternatives: Vec<Sequence> = Vec::with_capacity(1);
    let mut sequence = Vec::new();
    loop {
        let literal = rest.find(['*', '(', ')', '|']).unwrap_or(rest.len());
        let (text, after) = rest.split_at(literal);
        if !text.is_empty() {
            sequence.push(Node::Literal(fold(text).into()));
        }
        let mut characters = after.chars();
        let operator = characters.next();
        *rest = characters.as_str();
        match operator {
            Some('*') => push_any(&mut sequence),
            Some('(') => sequence.push(Node::Group(parse_group(rest))),
            Some('|') => alternatives.push(std::mem::take(&mut sequence).into()),
            _ => {
                alternatives.push(sequence.into());
                return alternatives.into();
            }
        }
    }
}

/// `**` means what `*` means.
fn push_any(sequence: &mut Vec<Node>) {
    if !matches!(sequence.last(), Some(Node::Any)) {
        sequence.push(Node::Any);
    }
}
