//! Transcripts, and the cases that each of them becomes.

use super::TranscriptLoader;
use super::examples::Row;
use super::fill::Use;
use super::scope::{Place, Scope, Used};
use super::settings::Settings;
use super::values::Values;
use crate::diagnostic::nearest;
use crate::load::values::first_line;
use crate::source::Text;
use crate::transcript::{Case, Namespace};
use crate::yaml::{Entry, Node, Value};

/// The most cases of one file.
const MOST_CASES: usize = 10_000;

/// What all transcripts of a file have in common.
pub(super) struct Common<'v> {
    pub(super) scope: Scope<'v>,
    pub(super) defaults: Settings,
}

/// A transcript as it is written, and what it has where it says nothing else.
struct Written<'n> {
    item: &'n Node,
    entries: &'n [Entry],
    defaults: &'n Settings,
}

impl TranscriptLoader<'_> {
    /// All cases of one transcript.
    pub(super) fn load_transcript(
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
        let own = match entry_of(entries, "vars") {
            Some(entry) => self.load_vars(&entry.value, &common.scope, file_used),
            None if is_misspelt(entries, "vars") => Values::unread(),
            None => Values::default(),
        };
        let scope = Scope { place: Place::Transcript, own: Some(&own), ..common.scope };
        let written = Written { item, entries, defaults: &common.defaults };
        let mut used = Used::default();
        match entry_of(entries, "examples") {
            Some(examples) => self.load_rows(&written, &examples.value, &scope, &mut used, cases),
            None => {
                let unread = is_misspelt(entries, "examples").then(Values::unread);
                let scope = Scope { example: unread.as_ref(), ..scope };
                self.load_case(&written, &scope, None, &mut used, cases);
            }
        }
        self.check_used(&own, Namespace::Vars, &used);
        file_used.extend(used, &own);
    }

    /// A case for each row of the examples.
    fn load_rows(
        &mut self,
        written: &Written<'_>,
        examples: &Node,
        scope: &Scope<'_>,
        used: &mut Used,
        cases: &mut Vec<Case>,
    ) {
        let rows = self.load_examples(examples, scope, used);
        for Row { name, values } in &rows {
            let scope = Scope { example: Some(values), ..*scope };
            self.load_case(written, &scope, Some(name), used, cases);
            self.drop_repetitions();
        }
        if let Some(Row { values, .. }) = rows.first() {
            self.check_row_used(values, used);
        } else {
            // What is wrong with the transcript itself is said without a row, too.
            let unread = Values::unread();
            let scope = Scope { example: Some(&unread), ..*scope };
            self.load_case(written, &scope, None, used, &mut Vec::new());
        }
    }

    /// One row of a transcript, on each of its channels.
    fn load_case(
        &mut self,
        written: &Written<'_>,
        scope: &Scope<'_>,
        row: Option<&str>,
        used: &mut Used,
        cases: &mut Vec<Case>,
    ) {
        let Written { item, defaults, .. } = written;
        if cases.len() >= MOST_CASES {
            self.report_too_many(item);
            return;
        }
        let left = self.budget.left();
        let Some(body) = self.filled_body(written, scope, used) else { return };
        let Some((case, channels)) = self.load_one(&body, row, defaults) else { return };
        if self.charge(defaults.size, item.span).is_none() {
            return;
        }
        let size = self.budget.since(left);
        match channels.as_slice() {
            [] => cases.push(case),
            [only] => cases.push(Case { channel: Some(*only), ..case }),
            several => {
                for channel in several {
                    if cases.len() >= MOST_CASES {
                        self.report_too_many(item);
                        return;
                    }
                    let Some(()) = self.charge(size, item.span) else { return };
                    let name = format!("{} [{}]", case.name, channel.value.name());
                    cases.push(Case { name, channel: Some(*channel), ..case.clone() });
                }
            }
        }
    }

    fn report_too_many(&mut self, item: &Node) {
        let at = first_line(item.span, self.sources.slice(item.span));
        let message = format!("a file has at most {MOST_CASES} transcripts, examples and channels counted");
        self.invalid(at, message, "What follows is not read. Make several files of it.");
    }

    /// A transcript with its placeholders filled, without what gives them values.
    fn filled_body(&mut self, written: &Written<'_>, scope: &Scope<'_>, used: &mut Used) -> Option<Node> {
        let mut filled = Vec::with_capacity(written.entries.len());
        for Entry { key, value } in written.entries {
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
        Some(Node { span: written.item.span, value: Value::Mapping(filled) })
    }
}

fn entry_of<'n>(entries: &'n [Entry], key: &str) -> Option<&'n Entry> {
    entries.iter().find(|entry| entry.key.as_str() == key)
}

fn is_misspelt(entries: &[Entry], key: &str) -> bool {
    let is_known = |written: &Text| matches!(written.as_str(), "tags" | "transcript" | "turns");
    entries.iter().any(|entry| !is_known(&entry.key) && nearest(entry.key.as_str(), [key]).is_some())
}
