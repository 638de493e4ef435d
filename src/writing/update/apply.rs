//! Wishes to text: each one touches the bytes of its value, or the lines of its item.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Refusal;
use super::agree::Agreed;
use super::list::{ListEdit, edit_block_list, edit_flow_list};
use super::tree::{Spot, Tree};
use super::wish::{Change, Element, ItemWish, NewValue};
use crate::comparison::Replaced;
use crate::replay::FilePlace;
use crate::source::Sources;
use crate::yaml::Value;
use crate::yaml::compose::{ScalarPlace, Texts, in_brackets, scalar_like};

/// Changes of a text, each of its own bytes, in their order; of those at the same place the one that came
/// first is the first.
#[derive(Debug, Default)]
pub(super) struct Edits {
    edits: BTreeMap<(usize, usize, usize), String>,
    count: usize,
}

impl Edits {
    pub(super) fn add(&mut self, range: Range<usize>, text: String) {
        self.edits.insert((range.start, range.end, self.count), text);
        self.count += 1;
    }

    /// The edits within a range, which are taken out.
    pub(super) fn take_within(&mut self, range: &Range<usize>) -> Self {
        let near = self.edits.range((range.start, 0, 0)..=(range.end, usize::MAX, usize::MAX));
        let inside: Vec<_> = near.map(|(key, _)| *key).filter(|(_, end, _)| *end <= range.end).collect();
        let edits = inside.into_iter().filter_map(|key| self.edits.remove_entry(&key)).collect();
        Self { edits, count: self.count }
    }

    /// A part of a text with everything that changes in it, and where; nothing where two changes are of the same
    /// bytes.
    pub(super) fn on(&self, text: &str, part: Range<usize>) -> Option<(String, Vec<Replaced>)> {
        let mut out = String::with_capacity(part.len());
        let mut replaced = Vec::with_capacity(self.edits.len());
        let mut done = part.start;
        for ((start, end, _), new) in &self.edits {
            out.push_str(text.get(done..*start)?);
            replaced.push(Replaced { old: *start..*end, new: out.len()..out.len() + new.len() });
            out.push_str(new);
            done = *end;
        }
        out.push_str(text.get(done..part.end)?);
        Some((out, replaced))
    }
}

/// The file's text with everything that is agreed on. What cannot be done is added to `refusals`.
pub(super) fn apply(
    tree: &Tree<'_>,
    agreed: &[Agreed],
    refusals: &mut Vec<Refusal>,
    sources: &Sources,
) -> Option<(String, Vec<Replaced>)> {
    let mut applying = Applying { tree, edits: Edits::default(), lists: BTreeMap::new() };
    for one in agreed {
        if let Err(reason) = applying.item(one) {
            let file = sources.get(one.item.source).name().to_owned();
            let place = FilePlace { file, line: sources.position(one.item).line };
            refusals.push(Refusal { place, reason, cases: one.cases.clone() });
        }
    }
    let Applying { mut edits, lists, .. } = applying;
    // Inner lists come first, so that the outer ones take their texts as they will be.
    let mut lists: Vec<_> = lists.into_values().collect();
    lists.sort_by_key(|list| list.node.span.end - list.node.span.start);
    for list in &lists {
        match tree.is_in_brackets(list.node) {
            true => edit_flow_list(tree, list, &mut edits)?,
            false => edit_block_list(tree, list, &mut edits)?,
        }
    }
    finished(tree, edits)
}

/// The text with all edits, its line ends as they were, and its last line as it was.
pub(super) fn finished(tree: &Tree<'_>, mut edits: Edits) -> Option<(String, Vec<Replaced>)> {
    let line_end = if tree.text.contains("\r\n") { "\r\n" } else { "\n" };
    for text in edits.edits.values_mut() {
        *text = text.replace("\r\n", "\n").replace('\n', line_end);
    }
    let (mut text, mut replaced) = edits.on(tree.text, 0..tree.text.len())?;
    // A file whose last line has no line break keeps it so.
    if !tree.text.ends_with('\n') && text.ends_with(line_end) {
        text.truncate(text.len() - line_end.len());
        if let Some(last) = replaced.last_mut() {
            last.new.end = last.new.end.min(text.len());
            last.new.start = last.new.start.min(text.len());
        }
    }
    Some((text, replaced))
}

struct Applying<'a> {
    tree: &'a Tree<'a>,
    edits: Edits,
    lists: BTreeMap<u32, ListEdit<'a>>,
}

impl<'a> Applying<'a> {
    fn item(&mut self, one: &Agreed) -> Result<(), String> {
        let elsewhere = "it stands elsewhere in the file: an alias brings it in";
        let spot = self.tree.spot(one.item).ok_or(elsewhere)?;
        let (list, index) = spot.list.ok_or(elsewhere)?;
        if let ItemWish::Change(changes) = &one.wish.item {
            changes.iter().try_for_each(|change| self.change(change))?;
        }
        let goes = one.wish.item == ItemWish::Go;
        if !goes && one.wish.before.is_empty() && one.wish.after.is_empty() {
            return Ok(());
        }
        let edit = self.lists.entry(list.span.start).or_insert_with(|| ListEdit::new(self.tree, list));
        if goes {
            edit.gone.insert(index);
        }
        edit.before.entry(index).or_default().extend(one.wish.before.iter().cloned());
        edit.after.entry(index).or_default().extend(one.wish.after.iter().cloned());
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<(), String> {
        let spot = self.tree.spot(change.span).ok_or("its value is not found in the file")?;
        let new = match &change.to {
            NewValue::Text(text) => self.scalar(spot, text),
            NewValue::Word(word) => word.clone(),
            NewValue::Value(value) => in_brackets(value, Texts::Everything),
            NewValue::List(elements) => {
                self.list(spot, elements);
                return Ok(());
            }
        };
        let range = change.span.range();
        let old = &self.tree.text[range.clone()];
        // What follows a value that was left out must not stick to the colon.
        let space = if range.is_empty() { " " } else { "" };
        let end = if old.ends_with('\n') && !new.ends_with('\n') { "\n" } else { "" };
        self.edits.add(range, format!("{space}{new}{end}"));
        Ok(())
    }

    fn scalar(&self, spot: Spot<'_>, text: &str) -> String {
        let old = &self.tree.text[spot.node.span.range()];
        let rest = self.tree.rest_of_line(spot.node);
        let is_scalar = matches!(spot.node.value, Value::Scalar(_));
        let old = if is_scalar { old } else { "" };
        match spot.place {
            // In brackets more follows on the line, and is no comment.
            ScalarPlace::Flow => scalar_like(text, old, "", spot.place),
            place => scalar_like(text, old, rest, place),
        }
    }

    fn list(&mut self, spot: Spot<'a>, elements: &[Element]) {
        let mut edit = ListEdit::new(self.tree, spot.node);
        edit.key_end = spot.key_end;
        let mut last = None;
        let mut kept = std::collections::BTreeSet::new();
        for element in elements {
            match (element, last) {
                (Element::Old(index), _) => {
                    kept.insert(*index);
                    last = Some(*index);
                }
                (Element::New(new), Some(last)) => edit.after.entry(last).or_default().push(new.clone()),
                (Element::New(new), None) => edit.first.push(new.clone()),
            }
        }
        edit.gone = (0..edit.items.len()).filter(|index| !kept.contains(index)).collect();
        self.lists.insert(spot.node.span.start, edit);
    }
}
