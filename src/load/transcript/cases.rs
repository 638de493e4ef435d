//! The file itself, its transcripts, and the cases that each of them becomes.

use std::collections::HashMap;
use std::sync::Arc;

use super::TranscriptLoader;
use super::scope::{Scope, Used, Values};
use super::settings::Defaults;
use crate::bot::Channel;
use crate::diagnostic::Diagnostic;
use crate::load::rules;
use crate::source::{Spanned, Text};
use crate::transcript::{BotPath, Case, Namespace, TranscriptFile};
use crate::yaml::{Entry, Node, Value};

/// The most cases of one file.
const MOST_CASES: usize = 10_000;

impl TranscriptLoader<'_> {
    pub(super) fn load_file(&mut self, path: &str) -> Option<TranscriptFile> {
        let root = self.read_yaml(path, None)?;
        let mut fields = self.fields(&root, "a file of transcripts")?;
        let bots = match fields.value("bot") {
            Some(node) => self.load_bots(node),
            None => {
                self.missing(&fields, "bot", "Say whose transcripts these are: `bot: bot.yaml`.");
                Vec::new()
            }
        };
        if let Some(node) = fields.value("description") {
            self.text(node, "`description`");
        }
        let vars = fields.value("vars").map_or_else(Values::new, |node| self.load_values(node, "`vars`"));
        let scope = Scope { vars, ..Scope::default() };
        let mut used = Used::default();
        let defaults = match fields.value("defaults") {
            Some(node) => {
                let node = self.filled(node, &scope, &mut used);
                self.load_defaults(&node)
            }
            None => Defaults::default(),
        };
        let transcripts = fields.value("transcripts");
        match transcripts {
            Some(_) => {}
            None => self.missing(&fields, "transcripts", "A file of transcripts has a list of them."),
        }
        self.finish(fields);
        let mut cases = Vec::new();
        if let Some(node) = transcripts {
            let items = self.items(node, "`transcripts`");
            if items.is_empty() && matches!(node.value, Value::Sequence(_)) {
                self.empty(node, "a file without transcripts tests nothing");
            }
            for item in items {
                path.clone_into(&mut self.current);
                self.load_transcript(item, &scope, &defaults, &mut used, &mut cases);
            }
        }
        self.check_used(&scope.vars, Namespace::Vars, &used);
        self.check_names(&cases);
        Some(TranscriptFile { bots, cases: cases.into_iter().map(Arc::new).collect() })
    }

    fn load_bots(&mut self, node: &Node) -> Vec<BotPath> {
        let texts = self.texts(node, "`bot`");
        let path = |written: Text| Some(BotPath { path: self.resolve(&written)?, written });
        texts.into_iter().filter_map(path).collect()
    }

    /// All cases of one transcript.
    fn load_transcript(
        &mut self,
        item: &Node,
        file: &Scope,
        defaults: &Defaults,
        used: &mut Used,
        cases: &mut Vec<Case>,
    ) {
        let Value::Mapping(entries) = &item.value else {
            self.wrong_type(item, "a transcript is written as keys with values");
            return;
        };
        let of = |key: &str| entries.iter().find(|entry| entry.key.as_str() == key);
        let mut scope = file.clone();
        let own = of("vars").map_or_else(Values::new, |entry| self.load_values(&entry.value, "`vars`"));
        // The transcript's own values hide those of the file.
        scope.vars.extend(own.clone());
        let rows = of("examples").map(|entry| self.load_examples(&entry.value));
        let body = without(item, entries, &["vars", "examples"]);
        let mut own_used = Used::default();
        match &rows {
            None => self.load_case(&body, &scope, "", defaults, &mut own_used, cases),
            Some(rows) => {
                for (name, row) in rows {
                    scope.example = Some(row.clone());
                    self.load_case(&body, &scope, name, defaults, &mut own_used, cases);
                }
            }
        }
        self.check_used(&own, Namespace::Vars, &own_used);
        if let Some((_, row)) = rows.iter().flatten().next() {
            self.check_used(row, Namespace::Example, &own_used);
        }
        used.extend(own_used);
    }

    /// The rows of `examples:` with their names.
    fn load_examples(&mut self, node: &Node) -> Vec<(String, Values)> {
        let items = self.items(node, "`examples`");
        if items.is_empty() && matches!(node.value, Value::Sequence(_)) {
            self.empty(node, "a transcript without a row of examples is never played");
        }
        let mut rows: Vec<(String, Values)> = Vec::new();
        for item in items {
            let mut row = self.load_values(item, "a row of `examples`");
            if let Some((_, first)) = rows.first() {
                self.check_row(item, first, &row);
            }
            let name = match row.remove("case") {
                Some((_, name)) => name.to_string(),
                None => described(&row),
            };
            rows.push((name, row));
        }
        rows
    }

    /// All rows have the same names: what one of them lacks would be a text with braces.
    fn check_row(&mut self, item: &Node, first: &Values, row: &Values) {
        for (name, (written, _)) in row {
            if !first.contains_key(name) && &**name != "case" {
                let message = format!("the first row has no `{name}`");
                self.report(
                    Diagnostic::new(&rules::MISSING_KEY, written.span(), message)
                        .label("only here")
                        .help("Every row of the examples gives the same names a value."),
                );
            }
        }
        for (name, (written, _)) in first {
            if !row.contains_key(name) {
                let message = format!("this row has no `{name}`");
                self.report(
                    Diagnostic::new(&rules::MISSING_KEY, item.span, message)
                        .label(format!("`{name}` is missing"))
                        .also(written.span(), "the first row has it")
                        .help("Every row of the examples gives the same names a value."),
                );
            }
        }
    }

    /// One row of a transcript, on each of its channels.
    fn load_case(
        &mut self,
        body: &Node,
        scope: &Scope,
        row: &str,
        defaults: &Defaults,
        used: &mut Used,
        cases: &mut Vec<Case>,
    ) {
        let node = self.filled(body, scope, used);
        let Some((case, channels)) = self.load_one(&node, row, defaults) else { return };
        if cases.len() + channels.len().max(1) > MOST_CASES {
            if cases.len() <= MOST_CASES {
                let message =
                    format!("a file has at most {MOST_CASES} transcripts, examples and channels counted");
                self.invalid(case.span, message, "Make two files of it.");
            }
            return;
        }
        match channels.as_slice() {
            [] => cases.push(case),
            [only] => cases.push(Case { channel: Some(*only), ..case }),
            several => cases.extend(several.iter().map(|channel| on_channel(&case, *channel))),
        }
    }

    /// Two cases of one name could not be told apart in a report.
    fn check_names(&mut self, cases: &[Case]) {
        let mut seen: HashMap<&str, &Case> = HashMap::new();
        for case in cases {
            let Some(first) = seen.insert(&case.name, case) else { continue };
            let problem = Diagnostic::new(
                &rules::INVALID_VALUE,
                case.span,
                format!("two transcripts are called `{}`", case.name),
            );
            self.report(
                problem
                    .label("this one")
                    .also(first.span, "and this one")
                    .help("Reports and `--filter` tell them apart by name: give one of them another."),
            );
        }
    }

    /// Something that is there and holds nothing.
    pub(super) fn empty(&mut self, node: &Node, message: &str) {
        self.invalid(node.span, message, "Fill it, or take it out.");
    }
}

fn on_channel(case: &Case, channel: Spanned<Channel>) -> Case {
    let name = format!("{} [{}]", case.name, channel.value.name());
    Case { name, channel: Some(channel), ..case.clone() }
}

/// A row without a name, in words.
fn described(row: &Values) -> String {
    const LONGEST: usize = 40;
    let pair = |(name, (_, value)): (&Arc<str>, &(Text, Arc<str>))| {
        let shown: String = value.chars().take(LONGEST).collect();
        let more = if value.chars().nth(LONGEST).is_some() { "…" } else { "" };
        format!("{name}={shown}{more}")
    };
    row.iter().map(pair).collect::<Vec<_>>().join(", ")
}

fn without(item: &Node, entries: &[Entry], keys: &[&str]) -> Node {
    let kept = entries.iter().filter(|entry| !keys.contains(&entry.key.as_str()));
    Node { span: item.span, value: Value::Mapping(kept.cloned().collect()) }
}
