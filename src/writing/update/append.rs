//! One item more in a list of a file.

use serde_json::Value;

use super::apply::{Edits, finished};
use super::change::entry;
use super::list::{ListEdit, edit_block_list, edit_flow_list};
use super::tree::Tree;
use super::wish::Addition;
use crate::source::Sources;
use crate::yaml::{Limits, parse_yaml};

/// A file's text with an item behind all others of the list under a key of its root; nothing where there is
/// no such list, or it cannot be edited.
pub fn append(text: &str, key: &str, item: &Value) -> Option<String> {
    let mut sources = Sources::default();
    let id = sources.add("", text);
    let document = parse_yaml(&sources, id, &Limits::default()).0?;
    let tree = Tree::new(text, &document.root);
    let list = entry(&document.root, key)?;
    let mut edit = ListEdit::new(&tree, list);
    let last = edit.items.len().checked_sub(1)?;
    // As the items before it are set apart.
    edit.is_spaced = last.checked_sub(1).is_some_and(|before| {
        let between = tree.line_end(&edit.items[before])..edit.items[last].span.start as usize;
        text.get(between).is_some_and(|between| between.lines().any(|line| line.trim().is_empty()))
    });
    edit.after.insert(last, vec![Addition::New(item.clone())]);
    let mut edits = Edits::default();
    match tree.is_in_brackets(list) {
        true => edit_flow_list(&tree, &edit, &mut edits)?,
        false => edit_block_list(&tree, &edit, &mut edits)?,
    }
    finished(&tree, edits).map(|(text, _)| text)
}
