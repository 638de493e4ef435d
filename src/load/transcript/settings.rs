//! What a transcript and a file's `defaults` may both say of a conversation as a whole.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::TranscriptLoader;
use super::expect::is_null;
use super::fill::Use;
use super::scope::{Scope, Used};
use crate::bot::{Channel, Fixtures, Skill};
use crate::load::fields::Fields;
use crate::source::{Spanned, Text};
use crate::text::Moment;
use crate::transcript::{CaseMocks, CodeErrors};
use crate::yaml::{Entry, Node, Value};

/// What a case has where it says nothing else.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    pub(super) tags: Vec<Text>,
    pub(super) channels: Vec<Spanned<Channel>>,
    pub(super) only_on: Vec<Channel>,
    pub(super) clock: Option<Moment>,
    pub(super) code_errors: Option<CodeErrors>,
    pub(super) variables: Vec<(Text, Text)>,
    pub(super) start_at: Option<Text>,
    pub(super) skills: Vec<Skill>,
    pub(super) fixtures: Option<Arc<Fixtures>>,
    pub(super) mocks: Vec<CaseMocks>,
    /// What they cost each case that has them; see [`super::budget`].
    pub(super) size: usize,
}

impl Settings {
    /// The keys of a transcript that hold settings.
    pub(super) const KEYS: [&'static str; 11] = [
        "skip",
        "tags",
        "channel",
        "only_if",
        "clock",
        "code_errors",
        "variables",
        "start_at",
        "skills",
        "fixtures",
        "mocks",
    ];
}

impl TranscriptLoader<'_> {
    pub(super) fn load_defaults(
        &mut self,
        node: &Node,
        scope: &Scope<'_>,
        used: &mut Used,
    ) -> Option<Settings> {
        let left = self.budget.left();
        let node = self.filled(node, scope, used, Use::Setting)?;
        let mut fields = self.fields(&node, "`defaults`")?;
        if fields.entries().is_empty() {
            self.empty(&node, "`defaults` says nothing");
        }
        let settings = self.load_settings(&mut fields, true);
        self.finish(fields);
        Some(Settings { size: self.budget.since(left), ..settings })
    }

    pub(super) fn load_settings(&mut self, fields: &mut Fields<'_>, is_default: bool) -> Settings {
        Settings {
            tags: fields.value("tags").map_or_else(Vec::new, |node| self.load_tags(node)),
            channels: fields.value("channel").map_or_else(Vec::new, |node| self.load_channels(node)),
            only_on: fields.value("only_if").map_or_else(Vec::new, |node| self.load_only_if(node)),
            clock: fields.value("clock").and_then(|node| self.moment(node)).map(|clock| clock.value),
            code_errors: fields
                .value("code_errors")
                .and_then(|node| self.word(node, "`code_errors`", &CodeErrors::ALL))
                .map(|word| word.value),
            variables: fields
                .value("variables")
                .map_or_else(Vec::new, |node| self.load_assignments(node, "`variables`")),
            start_at: fields.value("start_at").and_then(|node| self.name(node, "`start_at`")),
            skills: fields.value("skills").map_or_else(Vec::new, |node| self.load_skills(node)),
            fixtures: fields.value("fixtures").map(|node| Arc::new(self.load_fixtures(node))),
            mocks: fields.value("mocks").map_or_else(Vec::new, |node| self.load_case_mocks(node, is_default)),
            size: 0,
        }
    }

    fn load_tags(&mut self, node: &Node) -> Vec<Text> {
        let Value::Sequence(items) = &node.value else {
            return self.name(node, "a tag").into_iter().collect();
        };
        if items.is_empty() {
            self.empty(node, "`tags` names none");
        }
        items.iter().filter_map(|item| self.name(item, "a tag")).collect()
    }

    fn load_channels(&mut self, node: &Node) -> Vec<Spanned<Channel>> {
        let Value::Sequence(items) = &node.value else {
            return self.word(node, "`channel`", &Channel::ALL).into_iter().collect();
        };
        if items.is_empty() {
            self.empty(node, "`channel` names none");
        }
        let mut known = BTreeSet::new();
        let mut channels = Vec::with_capacity(items.len());
        for item in items {
            let Some(channel) = self.word(item, "a channel", &Channel::ALL) else { continue };
            if known.insert(channel.value.name()) {
                channels.push(channel);
            } else {
                let message = format!("the channel `{}` is named twice", channel.value.name());
                self.invalid(channel.span, message, "Take it out.");
            }
        }
        channels
    }

    /// `only_if: { channel: sms }`.
    pub(super) fn load_only_if(&mut self, node: &Node) -> Vec<Channel> {
        let Some(mut fields) = self.fields(node, "`only_if`") else { return Vec::new() };
        let channels = match fields.value("channel") {
            Some(node) => self.load_channels(node),
            None => {
                self.missing(&fields, "channel", "Write the channels: `only_if: { channel: [web, sms] }`.");
                Vec::new()
            }
        };
        self.finish(fields);
        channels.into_iter().map(|channel| channel.value).collect()
    }

    pub(super) fn moment(&mut self, node: &Node) -> Option<Spanned<Moment>> {
        let text = self.text(node, "`clock`")?;
        match Moment::parse(text.as_str()) {
            Ok(moment) => Some(Spanned::new(moment, text.span())),
            Err(_) => {
                let message = format!("`clock` cannot be `{text}`: that is no moment");
                let help = "Write a date that exists, a time and a zone: `2026-11-22T09:00:00Z`, \
                            `2026-11-22T10:00:00+01:00`.";
                self.invalid(text.span(), message, help);
                None
            }
        }
    }

    /// Variables with the texts that they are set to.
    pub(super) fn load_assignments(&mut self, node: &Node, what: &'static str) -> Vec<(Text, Text)> {
        let Some(fields) = self.fields(node, what) else { return Vec::new() };
        if fields.entries().is_empty() {
            self.empty(node, &format!("{what} sets nothing"));
        }
        let mut assignments = Vec::with_capacity(fields.entries().len());
        for Entry { key, value } in fields.entries() {
            if is_null(value) {
                let message = format!("`{key}` cannot be set to nothing");
                let help = "A variable that is not set is left out. The empty text is `\"\"`, the word is `\"null\"`.";
                self.invalid(value.span, message, help);
                continue;
            }
            let text = self.text(value, format_args!("`{key}`"));
            assignments.extend(text.map(|text| (key.clone(), text)));
        }
        assignments
    }

    fn load_case_mocks(&mut self, node: &Node, is_default: bool) -> Vec<CaseMocks> {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_type(node, "`mocks` is written as integrations with lists of answers");
            return Vec::new();
        };
        if entries.is_empty() {
            self.empty(node, "`mocks` names no integration");
        }
        let mut mocks = Vec::with_capacity(entries.len());
        for Entry { key, value } in entries {
            let Value::Sequence(items) = &value.value else {
                self.wrong_type(value, &format!("the mocks of `{key}` are a list"));
                continue;
            };
            if items.is_empty() {
                self.empty(value, &format!("`{key}` has no mock"));
            }
            let list = self.load_mocks(value);
            mocks.push(CaseMocks { integration: key.clone(), mocks: list, is_default });
        }
        mocks
    }
}
