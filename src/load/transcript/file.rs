//! The file itself: its bots, its values, its transcripts.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::TranscriptLoader;
use super::cases::Common;
use super::fill::Use;
use super::scope::{Scope, Used};
use super::values::Values;
use crate::diagnostic::Diagnostic;
use crate::load::rules;
use crate::source::Span;
use crate::transcript::{BotPath, Case, Namespace, TranscriptFile};
use crate::yaml::{Node, Value};

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
    pub(super) fn load_vars(&mut self, node: &Node, scope: &Scope<'_>, used: &mut Used) -> Values {
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
