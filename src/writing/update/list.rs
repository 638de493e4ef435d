//! Lists with items that come and go; all that stays is left as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::Edits;
use super::tree::Tree;
use super::wish::Addition;
use crate::yaml::compose::{Texts, in_brackets, list_item};
use crate::yaml::{Node, Value};

/// What changes in a list.
pub(super) struct ListEdit<'e> {
    pub(super) node: &'e Node,
    pub(super) items: &'e [Node],
    /// Where the key ends whose value the list is.
    pub(super) key_end: Option<usize>,
    /// Whether an empty line stands in front of what comes.
    pub(super) is_spaced: bool,
    /// The items that go.
    pub(super) gone: BTreeSet<usize>,
    /// What comes in front of all items.
    pub(super) first: Vec<Addition>,
    /// What comes in front of an item.
    pub(super) before: BTreeMap<usize, Vec<Addition>>,
    /// What comes behind an item.
    pub(super) after: BTreeMap<usize, Vec<Addition>>,
}

impl<'e> ListEdit<'e> {
    pub(super) fn new(tree: &Tree<'e>, node: &'e Node) -> Self {
        let items = match &node.value {
            Value::Sequence(items) => items.as_slice(),
            _ => &[],
        };
        let key_end = tree.spot(node.span).and_then(|spot| spot.key_end);
        Self {
            node,
            items,
            key_end,
            is_spaced: false,
            gone: BTreeSet::new(),
            first: Vec::new(),
            before: BTreeMap::new(),
            after: BTreeMap::new(),
        }
    }

    /// Everything that the list holds in the end: the place of an old item, or a new one.
    fn elements(&self) -> Vec<Result<usize, &Addition>> {
        let of = |map: &'_ BTreeMap<usize, Vec<Addition>>, index: usize| map.get(&index).map_or(0, Vec::len);
        let mut all: Vec<_> = self.first.iter().map(Err).collect();
        for index in 0..self.items.len() {
            if of(&self.before, index) > 0 {
                all.extend(self.before[&index].iter().map(Err));
            }
            if !self.gone.contains(&index) {
                all.push(Ok(index));
            }
            if of(&self.after, index) > 0 {
                all.extend(self.after[&index].iter().map(Err));
            }
        }
        all
    }
}

/// Lines of a block list: items that go take their lines with them, comments above them stay.
pub(super) fn edit_block_list(tree: &Tree<'_>, list: &ListEdit<'_>, edits: &mut Edits) -> Option<()> {
    let dashes: Vec<usize> = list.items.iter().map(|item| tree.dash_before(item)).collect::<Option<_>>()?;
    let block = BlockList { tree, list, dashes };
    // What changes within lines that go goes too; what comes is added afterwards.
    for index in &list.gone {
        let lines = block.start(*index)..tree.line_end(&list.items[*index]);
        edits.take_within(&lines);
        edits.add(lines, String::new());
    }
    if !list.items.is_empty() {
        block.add(block.start(0), &list.first, edits)?;
    }
    for (index, additions) in &list.before {
        block.add(block.start(*index), additions, edits)?;
    }
    for (index, additions) in &list.after {
        let is_gone = list.gone.contains(index);
        let at = if is_gone { block.start(*index) } else { tree.line_end(&list.items[*index]) };
        block.add(at, additions, edits)?;
    }
    if list.elements().is_empty() {
        let colon = tree.text[list.key_end?..].find(':')? + list.key_end?;
        edits.add(colon + 1..colon + 1, " []".to_owned());
    }
    Some(())
}

/// A list whose items begin with dashes.
struct BlockList<'b, 't> {
    tree: &'b Tree<'t>,
    list: &'b ListEdit<'t>,
    dashes: Vec<usize>,
}

impl BlockList<'_, '_> {
    /// Where the lines of an item begin.
    fn start(&self, index: usize) -> usize {
        self.tree.line_start(self.dashes[index])
    }

    /// The lines of an item that comes; what moves is taken as it is.
    fn lines_of(&self, addition: &Addition) -> Option<String> {
        match addition {
            Addition::New(value) => {
                let column = self.dashes.first().map_or(0, |dash| self.tree.column(*dash));
                Some(list_item(value, column, Texts::Everything))
            }
            Addition::Moved(span) => {
                let (_, index) = self.tree.spot(*span)?.list?;
                let lines = self.start(index)..self.tree.line_end(self.list.items.get(index)?);
                Some(self.tree.text[lines].trim_end_matches(['\n', '\r']).to_owned())
            }
        }
    }

    fn add(&self, at: usize, additions: &[Addition], edits: &mut Edits) -> Option<()> {
        let texts: Vec<String> =
            additions.iter().map(|addition| self.lines_of(addition)).collect::<Option<_>>()?;
        if texts.is_empty() {
            return Some(());
        }
        let space = if self.list.is_spaced { "\n" } else { "" };
        let lines = format!("{space}{}", texts.join("\n"));
        // The last line of a file may have no line break; then the new last line has none.
        match self.tree.text[..at].ends_with('\n') || at == 0 {
            true => edits.add(at..at, format!("{lines}\n")),
            false => edits.add(at..at, format!("\n{lines}")),
        }
        Some(())
    }
}

/// A list in brackets, with the separators that it has between the items that stay.
pub(super) fn edit_flow_list(tree: &Tree<'_>, list: &ListEdit<'_>, edits: &mut Edits) -> Option<()> {
    let whole = list.node.span.range();
    let mut inner = edits.take_within(&whole);
    let range = |index: usize| list.items[index].span.range();
    let mut out = match list.items.first() {
        Some(first) => tree.text[whole.start..first.span.start as usize].to_owned(),
        None => "[".to_owned(),
    };
    let mut last: Option<Option<usize>> = None;
    for element in list.elements() {
        let place = element.ok();
        if let Some(last) = last {
            out.push_str(separator(tree, list, last, place));
        }
        match element {
            Ok(index) => out.push_str(&inner.take_within(&range(index)).on(tree.text, range(index))?.0),
            Err(Addition::New(value)) => out.push_str(&in_brackets(value, Texts::Everything)),
            Err(Addition::Moved(span)) => out.push_str(tree.text.get(span.range())?),
        }
        last = Some(place);
    }
    match (last, list.items.last()) {
        (None, _) => out = "[]".to_owned(),
        (Some(_), Some(last)) => out.push_str(&tree.text[last.span.end as usize..whole.end]),
        (Some(_), None) => out.push(']'),
    }
    edits.add(whole, out);
    Some(())
}

/// What stands between two items in the end, old ones at their places: a comment stays with the item that
/// it follows, and a line that an old item begins it begins again.
fn separator<'t>(
    tree: &Tree<'t>,
    list: &ListEdit<'_>,
    before: Option<usize>,
    after: Option<usize>,
) -> &'t str {
    let behind = |index: usize| {
        let (item, next) = (list.items.get(index)?, list.items.get(index + 1)?);
        Some(&tree.text[item.span.end as usize..next.span.start as usize])
    };
    let own = before.and_then(behind);
    match (own, after) {
        (Some(own), Some(_)) if own.contains('#') => own,
        (_, Some(after)) if before.is_some() && after > 0 => {
            behind(after - 1).filter(|text| !text.contains('#')).or(own).unwrap_or(", ")
        }
        (own, _) => own.unwrap_or(", "),
    }
}
