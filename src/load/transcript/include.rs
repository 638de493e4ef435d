//! `include`: turns that several transcripts share, with arguments.

use std::rc::Rc;

use super::TranscriptLoader;
use super::fill::Use;
use super::scope::{Place, Scope, Used};
use super::values::Values;
use crate::bot::Channel;
use crate::diagnostic::Diagnostic;
use crate::load::fields::Fields;
use crate::load::rules;
use crate::source::Text;
use crate::transcript::{Namespace, Turn};
use crate::yaml::{Entry, Node, Value};

/// How many files may include each other in turn.
const DEEPEST: usize = 32;

impl TranscriptLoader<'_> {
    /// The turns of the file that an item includes.
    pub(super) fn load_included(&mut self, entry: &Entry, mut fields: Fields<'_>, turns: &mut Vec<Turn>) {
        let written = self.name(&entry.value, "`include`");
        let with = match fields.value("with") {
            Some(node) => self.load_values(node, "`with`"),
            None if fields.is_misspelt("with") => Values::unread(),
            None => Values::default(),
        };
        let only_on = fields.value("only_if").map_or_else(Vec::new, |node| self.load_only_if(node));
        if let Some(node) = fields.value("comment") {
            self.text(node, "`comment`");
        }
        self.finish(fields);
        let start = turns.len();
        if written.and_then(|written| self.include(&written, &with, turns)).is_none() {
            self.captured.is_unsure();
        }
        narrow(turns, start, &only_on);
    }

    fn include(&mut self, written: &Text, with: &Values, turns: &mut Vec<Turn>) -> Option<()> {
        let path = self.resolve(written)?;
        self.check_chain(&path, written)?;
        let root = self.shared_turns(&path, written)?;
        let Value::Mapping(entries) = &root.value else { return None };
        let items = entries.iter().find(|entry| entry.key.as_str() == "turns")?;
        let mut used = Used::default();
        let scope = Scope { place: Place::Shared, with: Some(with), ..Scope::default() };
        let items = self.filled(&items.value, &scope, &mut used, Use::Turn)?;
        self.check_used(with, Namespace::With, &used);
        let outer = std::mem::replace(&mut self.current, path.clone());
        self.chain.push(path.clone());
        for item in self.items(&items, "`turns`") {
            self.current.clone_from(&path);
            self.load_item(item, turns);
        }
        self.chain.pop();
        self.current = outer;
        Some(())
    }

    fn check_chain(&mut self, path: &str, written: &Text) -> Option<()> {
        if self.chain.iter().any(|file| file == path) {
            let message = format!("{} includes itself", self.files.display(path));
            self.report(
                Diagnostic::new(&rules::INCLUDE_CYCLE, written.span(), message)
                    .label("this closes a circle")
                    .help("Turns that include themselves would never end; take this include out."),
            );
            return None;
        }
        if self.chain.len() > DEEPEST {
            let message = format!("at most {DEEPEST} files include each other in turn");
            self.invalid(written.span(), message, "Include the turns that are needed directly.");
            return None;
        }
        Some(())
    }

    /// The root of an included file, read once.
    fn shared_turns(&mut self, path: &str, written: &Text) -> Option<Rc<Node>> {
        if let Some(known) = self.shared.get(path) {
            return known.clone();
        }
        let outer = self.current.clone();
        let root = self.read_shared_turns(path, written).map(Rc::new);
        self.current = outer;
        self.shared.insert(path.to_owned(), root.clone());
        root
    }

    fn read_shared_turns(&mut self, path: &str, written: &Text) -> Option<Node> {
        let root = self.read_yaml(path, Some(written))?;
        let mut fields = self.fields(&root, "a file of shared turns")?;
        let transcripts = fields.entries().iter().find(|entry| entry.key.as_str() == "transcripts");
        if let Some(entry) = transcripts {
            let message = format!("{} is a file of transcripts", self.files.display(path));
            let help =
                "Only turns can be included: move those that are shared into a file that holds `turns:`.";
            let problem = Diagnostic::new(&rules::INVALID_VALUE, written.span(), message);
            self.report(problem.label("included here").also(entry.key.span(), "its transcripts").help(help));
            return None;
        }
        if let Some(node) = fields.value("description") {
            self.text(node, "`description`");
        }
        match fields.value("turns") {
            Some(node) => self.check_some_turns(node),
            None => {
                self.missing(&fields, "turns", "A file that is included in `turns` holds `turns:` itself.");
            }
        }
        self.finish(fields);
        Some(root)
    }
}

/// Turns that are included on some channels count on these only.
fn narrow(turns: &mut Vec<Turn>, start: usize, only_on: &[Channel]) {
    if only_on.is_empty() {
        return;
    }
    for mut turn in turns.split_off(start) {
        if turn.only_on.is_empty() {
            turn.only_on = only_on.to_vec();
            turns.push(turn);
            continue;
        }
        turn.only_on.retain(|channel| only_on.contains(channel));
        if !turn.only_on.is_empty() {
            turns.push(turn);
        }
    }
}
