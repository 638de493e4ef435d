//! `examples`: rows of values, each of which makes a case of its transcript.

use std::collections::HashMap;

use super::TranscriptLoader;
use super::fill::Use;
use super::scope::{Scope, Used};
use super::values::{NamedValue, Values};
use crate::diagnostic::Diagnostic;
use crate::load::rules;
use crate::load::values::first_line;
use crate::source::Span;
use crate::transcript::Namespace;
use crate::yaml::{Node, Value};

/// A row of examples.
pub(super) struct Row {
    /// What the report calls it.
    pub(super) name: String,
    pub(super) values: Values,
}

/// The column that names the rows.
const NAME: &str = "case";

impl TranscriptLoader<'_> {
    pub(super) fn load_examples(&mut self, node: &Node, scope: &Scope<'_>, used: &mut Used) -> Vec<Row> {
        let items = self.items(node, "`examples`");
        if items.is_empty() && matches!(node.value, Value::Sequence(_)) {
            self.empty(node, "a transcript without a row of examples is never played");
        }
        let mut rows: Vec<Row> = Vec::with_capacity(items.len());
        let mut names: HashMap<String, Span> = HashMap::new();
        for item in items {
            let Some(filled) = self.filled(item, scope, used, Use::Value) else { break };
            let values = self.load_values(&filled, "a row of `examples`");
            if let Some(first) = rows.first() {
                self.check_row(item, &first.values, &values);
            }
            let name = name_of(&values);
            if values.is_complete {
                self.check_row_name(item, &name, &mut names);
            }
            rows.push(Row { name, values });
        }
        rows
    }

    /// Reports columns that nothing uses; the name of a row is of use in any case.
    pub(super) fn check_row_used(&mut self, row: &Values, used: &mut Used) {
        used.note(Namespace::Example, NAME);
        self.check_used(row, Namespace::Example, used);
    }

    /// All rows have the same names: what one of them lacks would be a text with braces.
    fn check_row(&mut self, item: &Node, first: &Values, row: &Values) {
        const HELP: &str = "Every row of the examples gives the same names a value.";
        if !first.is_complete || !row.is_complete {
            return;
        }
        for NamedValue { name, .. } in row.iter() {
            if first.get(name.as_str()).is_none() && name.as_str() != NAME {
                let message = format!("the first row has no `{name}`");
                let problem = Diagnostic::new(&rules::MISSING_KEY, name.span(), message);
                self.report(problem.label("only here").help(HELP));
            }
        }
        for NamedValue { name, .. } in first.iter() {
            if row.get(name.as_str()).is_none() && name.as_str() != NAME {
                let at = first_line(item.span, self.sources.slice(item.span));
                let problem = Diagnostic::new(&rules::MISSING_KEY, at, format!("this row has no `{name}`"));
                self.report(
                    problem
                        .label(format!("`{name}` is missing"))
                        .also(name.span(), "the first row has it")
                        .help(HELP),
                );
            }
        }
    }

    fn check_row_name(&mut self, item: &Node, name: &str, names: &mut HashMap<String, Span>) {
        let at = first_line(item.span, self.sources.slice(item.span));
        let Some(first) = names.insert(name.to_owned(), at) else { return };
        let message = format!("two rows of the examples are called `{name}`");
        let problem = Diagnostic::new(&rules::INVALID_VALUE, at, message).label("this one");
        self.report(problem.also(first, "and this one").help(
            "Reports tell rows apart by their values, or by the name that `case` gives them: give one another.",
        ));
    }
}

/// What `case` calls the row, or its values in the order in which they are written.
fn name_of(row: &Values) -> String {
    if let Some(name) = row.get(NAME).and_then(|named| named.text.as_deref()) {
        return in_one_line(name);
    }
    let mut values: Vec<&NamedValue> = row.iter().collect();
    values.sort_by_key(|value| value.name.span());
    let pair = |NamedValue { name, text, .. }: &NamedValue| {
        format!("{name}={}", in_one_line(text.as_deref().unwrap_or_default()))
    };
    values.into_iter().map(pair).collect::<Vec<_>>().join(", ")
}

fn in_one_line(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
