//! Places that the model does not keep: those of settings and fixtures, looked up in the files.

use std::collections::HashMap;

use super::changes::{Changes, Step};
use super::value::{Concept, Entry};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Limits, Node, Value, parse_yaml};

/// Fills in where settings and fixtures are written, on both sides. Each side has its files, the main one first.
pub fn complete_places(changes: &mut Changes, old: &[SourceId], new: &[SourceId], sources: &Sources) {
    let mut trees = Trees { sources, read: HashMap::new() };
    let items = changes.groups.iter_mut().flat_map(|group| &mut group.items);
    for item in items.filter(|item| item.concept == Concept::Bot) {
        for difference in &mut item.differences {
            let Some(Step::Key(first)) = difference.path.first() else { continue };
            if !matches!(first.as_ref(), "settings" | "fixtures") {
                continue;
            }
            trees.complete(&mut difference.old, &difference.path, false, old);
            trees.complete(&mut difference.new, &difference.path, true, new);
        }
    }
}

/// The trees of files, each read once.
struct Trees<'s> {
    sources: &'s Sources,
    read: HashMap<SourceId, Option<Node>>,
}

impl Trees<'_> {
    fn complete(&mut self, entry: &mut Option<Entry>, path: &[Step], is_new: bool, files: &[SourceId]) {
        let Some(entry) = entry else { return };
        let found = files.iter().find_map(|file| self.find(*file, path, is_new));
        entry.place = found.or(entry.place);
    }

    /// The place of a value in a file; that of what stands around it where it is a default.
    fn find(&mut self, file: SourceId, path: &[Step], is_new: bool) -> Option<Span> {
        let sources = self.sources;
        let parse = || parse_yaml(sources, file, &Limits::default()).0.map(|document| document.root);
        let mut node = self.read.entry(file).or_insert_with(parse).as_ref()?;
        let mut place = None;
        for step in path {
            let next = match (step, &node.value) {
                (Step::Key(key), Value::Mapping(entries)) => {
                    let entry = entries.iter().find(|entry| entry.key.as_str() == key);
                    entry.map(|entry| (entry.key.span(), &entry.value))
                }
                (Step::Item(old, new), Value::Sequence(items)) => {
                    let at = if is_new { *new } else { *old };
                    at.and_then(|at| items.get(at.checked_sub(1)?)).map(|item| (item.span, item))
                }
                _ => None,
            };
            let Some((span, inner)) = next else { break };
            (place, node) = (Some(span), inner);
        }
        place
    }
}
