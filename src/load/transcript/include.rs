//! `include`: turns that several transcripts share, with arguments.

use std::rc::Rc;

use super::TranscriptLoader;
use super::scope::{Scope, Used, Values};
use crate::diagnostic::Diagnostic;
use crate::load::fields::Fields;
use crate::load::rules;
use crate::source::Text;
use crate::transcript::{Namespace, Turn};
use crate::yaml::{Node, Value};

/// The most items of one case, so that files that include each other twice cannot go on for ever.
const MOST_TURNS: usize = 100_000;

impl TranscriptLoader<'_> {
    /// The turns of the file that an item includes.
    pub(super) fn load_included(
        &mut self,
        mut fields: Fields<'_>,
        turns: &mut Vec<Turn>,
        chain: &mut Vec<String>,
    ) {
        let written = fields.value("include").and_then(|node| self.name(node, "`include`"));
        let with = fields.value("with").map_or_else(Values::new, |node| self.load_values(node, "`with`"));
        if let Some(node) = fields.value("comment") {
            self.text(node, "`comment`");
        }
        self.finish(fields);
        let Some(written) = written else { return };
        let Some(path) = self.resolve(&written) else { return };
        if chain.contains(&path) {
            let message = format!("{} includes itself", self.files.display(&path));
            self.report(
                Diagnostic::new(&rules::INCLUDE_CYCLE, written.span(), message)
                    .label("this closes a circle")
                    .help("Turns that include themselves would never end; take this include out."),
            );
            return;
        }
        let Some(root) = self.sequence(&path, &written) else { return };
        let Value::Mapping(entries) = &root.value else { return };
        let Some(items) = entries.iter().find(|entry| entry.key.as_str() == "turns") else { return };
        let mut used = Used::default();
        let scope = Scope { with: Some(with.clone()), ..Scope::default() };
        let items = self.filled(&items.value, &scope, &mut used);
        self.check_used(&with, Namespace::With, &used);
        chain.push(path.clone());
        let outer = std::mem::replace(&mut self.current, path.clone());
        for item in self.items(&items, "`turns`") {
            if turns.len() >= MOST_TURNS {
                let message = format!("a transcript has at most {MOST_TURNS} items");
                self.invalid(written.span(), message, "Make several transcripts of it.");
                break;
            }
            self.current.clone_from(&path);
            self.load_item(item, turns, chain);
        }
        self.current = outer;
        chain.pop();
    }

    /// The root of an included file, read once.
    fn sequence(&mut self, path: &str, written: &Text) -> Option<Rc<Node>> {
        if let Some(known) = self.sequences.get(path) {
            return known.clone();
        }
        let outer = self.current.clone();
        let root = self.read_yaml(path, Some(written)).and_then(|root| {
            let mut fields = self.fields(&root, "a file of shared turns")?;
            if let Some(node) = fields.value("description") {
                self.text(node, "`description`");
            }
            if fields.value("turns").is_none() {
                self.missing(&fields, "turns", "A file that is included in `turns` holds `turns:` itself.");
            }
            self.finish(fields);
            Some(root)
        });
        self.current = outer;
        let root = root.map(Rc::new);
        self.sequences.insert(path.to_owned(), root.clone());
        root
    }
}
