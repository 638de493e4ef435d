//! The file itself, its transcripts, and the cases that each of them becomes.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::TranscriptLoader;
use super::examples::Row;
use super::fill::Use;
use super::scope::{Place, Scope, Used};
use super::settings::Settings;
use super::values::Values;
use crate::diagnostic::{Diagnostic, nearest};
use crate::load::rules;
use crate::load::values::first_line;
use crate::source::{Span, Text};
use crate::transcript::{BotPath, Case, Namespace, TranscriptFile};
use crate::yaml::{Entry, Node, Value};

/// The most cases of one file.
const MOST_CASES: usize = 10_000;

/// What all transcripts of a file have in common.
struct Common<'v> {
    scope: Scope<'v>,
    defaults: Settings,
}

impl TranscriptLoader<'_> {
    pub(super) fn load_file(&mut self, path: &str) -> Option<TranscriptFile> {
        let root = self.read_yaml(path, None)?;
        let mut fields = self.fields(&root, "a file of transcripts")?;
        let (bot, description) = (fields.take("bot"), fields.value("description"));
        let (vars, defaults) = (fields.value("vars"), fields.value("defaults"));
        let transcripts = fields.take("transcripts");
        let mut used = Used::default();
        let vars = match vars {
            Some(node) => self.load_vars(node, &Scope::default(), &mut used),
            None if fields.is_misspelt("vars") => Values::unread(),
            None => Values::default(),
        };
        let scope = Scope { file: Some(&vars), ..Scope::default() };
        if bot.is_none() {
            self.missing(&fields, "bot", "Say whose transcripts these are: `bot: bot.yaml`.");
        }
        let bots = bot.and_then(|entry| self.filled(&entry.value, &scope, &mut used, Use::Setting));
        let bots = bots.map_or_else(Vec::new, |node| self.load_bots(&node));
        if let Some(node) = description {
            self.text(node, "`description`");
        }
        let defaults = defaults.and_then(|node| self.load_defaults(node, &scope, &mut used));
        if transcripts.is_none() {
            self.missing(&fields, "transcripts", "A file of transcripts has a list of them.");
        }
        self.finish(fields);
        let common = Common { scope, defaults: defaults.unwrap_or_default() };
        let cases = transcripts.map(|entry| self.load_transcripts(path, &entry.value, &common, &mut used));
        // Without transcripts nothing can use them.
        if cases.is_some() {
            self.check_used(&vars, Namespace::Vars, &used);
        }
        Some(TranscriptFile { bots, cases: cases.unwrap_or_default().into_iter().map(Arc::new).collect() })
    }

    fn load_bots(&mut self, node: &Node) -> Vec<BotPath> {
        let items = match &node.value {
            Value::Sequence(items) if items.is_empty() => {
                self.invalid(
                    node.span,
                    "`bot` names none",
                    "Say whose transcripts these are: `bot: bot.yaml`.",
                );
                return Vec::new();
            }
            Value::Sequence(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut bots: Vec<BotPath> = Vec::with_capacity(items.len());
        let mut known = BTreeSet::new();
        for item in items {
            let Some(written) = self.name(item, "`bot`") else { continue };
            let Some(path) = self.resolve(&written) else { continue };
            if known.insert(path.clone()) {
                bots.push(BotPath { written, path });
            } else {
                let help = "A bot takes part once. Take it out.";
                self.invalid(written.span(), format!("the bot `{written}` is named twice"), help);
            }
        }
        bots
    }

    /// `vars` with their own placeholders filled.
    fn load_vars(&mut self, node: &Node, scope: &Scope<'_>, used: &mut Used) -> Values {
        match self.filled(node, scope, used, Use::Value) {
            Some(node) => self.load_values(&node, "`vars`"),
            None => Values::unread(),
        }
    }

    fn load_transcripts(
        &mut self,
        path: &str,
        node: &Node,
        common: &Common<'_>,
        used: &mut Used,
    ) -> Vec<Case> {
        let items = self.items(node, "`transcripts`");
        if items.is_empty() && matches!(node.value, Value::Sequence(_)) {
            self.invalid(node.span, "a file without transcripts tests nothing", "Write one.");
        }
        let mut cases = Vec::new();
        for item in items {
            path.clone_into(&mut self.current);
            self.load_transcript(item, common, used, &mut cases);
            self.drop_repetitions();
        }
        self.check_names(&cases);
        cases
    }

    /// All cases of one transcript.
    fn load_transcript(
        &mut self,
        item: &Node,
        common: &Common<'_>,
        file_used: &mut Used,
        cases: &mut Vec<Case>,
    ) {
        let Value::Mapping(entries) = &item.value else {
            self.wrong_type(item, "a transcript is written as keys with values");
            return;
        };
        let mut used = Used::default();
        let own = match entry_of(entries, "vars") {
            Some(entry) => self.load_vars(&entry.value, &common.scope, file_used),
            None if is_misspelt(entries, "vars") => Values::unread(),
            None => Values::default(),
        };
        let scope = Scope { place: Place::Transcript, own: Some(&own), ..common.scope };
        let unread = Values::unread();
        match entry_of(entries, "examples") {
            None => {
                let is_misspelt = is_misspelt(entries, "examples");
                let scope = Scope { example: is_misspelt.then_some(&unread), ..scope };
                self.load_case(item, entries, &scope, None, &common.defaults, &mut used, cases);
            }
            Some(entry) => {
                let rows = self.load_examples(&entry.value, &scope, &mut used);
                for Row { name, values } in &rows {
                    let scope = Scope { example: Some(values), ..scope };
                    self.load_case(item, entries, &scope, Some(name), &common.defaults, &mut used, cases);
                    self.drop_repetitions();
                }
                if let Some(Row { values, .. }) = rows.first() {
                    // The name of the row is of use in any case.
                    used.note(Namespace::Example, "case");
                    self.check_used(values, Namespace::Example, &used);
                } else {
                    // What is wrong with the transcript itself is said without a row, too.
                    let scope = Scope { example: Some(&unread), ..scope };
                    self.load_case(item, entries, &scope, None, &common.defaults, &mut used, &mut Vec::new());
                }
            }
        }
        self.check_used(&own, Namespace::Vars, &used);
        file_used.extend(used, &own);
    }

    /// One row of a transcript, on each of its channels.
    #[allow(clippy::too_many_arguments, reason = "what a row and its file have are separate things")]
    fn load_case(
        &mut self,
        item: &Node,
        entries: &[Entry],
        scope: &Scope<'_>,
        row: Option<&str>,
        defaults: &Settings,
        used: &mut Used,
        cases: &mut Vec<Case>,
    ) {
        if cases.len() >= MOST_CASES {
            self.report_too_many(item);
            return;
        }
        let left = self.budget.left();
        let Some(body) = self.filled_body(item, entries, scope, used) else { return };
        let Some((case, channels)) = self.load_one(&body, row, defaults) else { return };
        let size = self.budget.since(left).saturating_add(defaults.size);
        if self.charge(defaults.size, item.span).is_none() {
            return;
        }
        match channels.as_slice() {
            [] => cases.push(case),
            [only] => cases.push(Case { channel: Some(*only), ..case }),
            several => {
                for channel in several {
                    if cases.len() >= MOST_CASES || self.charge(size, item.span).is_none() {
                        self.report_too_many(item);
                        return;
                    }
                    let name = format!("{} [{}]", case.name, channel.value.name());
                    cases.push(Case { name, channel: Some(*channel), ..case.clone() });
                }
            }
        }
    }

    fn report_too_many(&mut self, item: &Node) {
        if self.budget.is_exceeded() {
            return;
        }
        let at = first_line(item.span, self.sources.slice(item.span));
        let message = format!("a file has at most {MOST_CASES} transcripts, examples and channels counted");
        self.invalid(at, message, "What follows is not read. Make several files of it.");
    }

    /// A transcript with its placeholders filled, without what gives them values.
    fn filled_body(
        &mut self,
        item: &Node,
        entries: &[Entry],
        scope: &Scope<'_>,
        used: &mut Used,
    ) -> Option<Node> {
        let mut filled = Vec::with_capacity(entries.len());
        for Entry { key, value } in entries {
            let purpose = match key.as_str() {
                "transcript" | "comment" => Use::Setting,
                key if Settings::KEYS.contains(&key) => Use::Setting,
                _ => Use::Turn,
            };
            let value = match key.as_str() {
                // What these say is known; that they are there is enough.
                "vars" | "examples" => Node { span: value.span, value: Value::Null },
                _ => self.filled(value, scope, used, purpose)?,
            };
            filled.push(Entry { key: self.filled_key(key, scope, used)?, value });
        }
        Some(Node { span: item.span, value: Value::Mapping(filled) })
    }

    /// Two cases of one name could not be told apart in a report.
    fn check_names(&mut self, cases: &[Case]) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        let mut reported = BTreeSet::new();
        for case in cases {
            let Some(first) = seen.insert(&case.name, case.span) else { continue };
            // Rows of the same name are reported as rows.
            if first == case.span || !reported.insert(case.span) {
                continue;
            }
            let message = format!("two transcripts are called `{}`", case.name);
            let problem = Diagnostic::new(&rules::INVALID_VALUE, case.span, message);
            self.report(
                problem
                    .label("this one")
                    .also(first, "and this one")
                    .help("Reports and `--filter` tell them apart by name: give one of them another."),
            );
        }
    }
}

fn entry_of<'n>(entries: &'n [Entry], key: &str) -> Option<&'n Entry> {
    entries.iter().find(|entry| entry.key.as_str() == key)
}

fn is_misspelt(entries: &[Entry], key: &str) -> bool {
    let is_known = |written: &Text| matches!(written.as_str(), "tags" | "transcript" | "turns");
    entries.iter().any(|entry| !is_known(&entry.key) && nearest(entry.key.as_str(), [key]).is_some())
}
