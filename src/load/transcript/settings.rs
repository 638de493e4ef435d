//! What a transcript says of its conversation as a whole, and a file's `defaults:` for that.

use super::TranscriptLoader;
use crate::bot::Channel;
use crate::diagnostic::Diagnostic;
use crate::load::fields::Fields;
use crate::load::rules;
use crate::source::{Span, Spanned, Text};
use crate::text::Moment;
use crate::transcript::{Case, CaseMocks, Step, Turn};
use crate::yaml::{Node, Value};

/// What a case has where it says nothing else.
#[derive(Clone, Debug, Default)]
pub(super) struct Defaults {
    settings: Settings,
}

/// What a transcript and `defaults:` may both say.
#[derive(Clone, Debug, Default)]
struct Settings {
    tags: Vec<Text>,
    channels: Vec<Spanned<Channel>>,
    only_on: Vec<Channel>,
    clock: Option<Moment>,
    variables: Vec<(Text, Text)>,
    start_at: Option<Text>,
    mocks: Vec<CaseMocks>,
}

impl TranscriptLoader<'_> {
    pub(super) fn load_defaults(&mut self, node: &Node) -> Defaults {
        let Some(mut fields) = self.fields(node, "`defaults`") else { return Defaults::default() };
        let settings = self.load_settings(&mut fields, true);
        self.finish(fields);
        Defaults { settings }
    }

    fn load_settings(&mut self, fields: &mut Fields<'_>, is_default: bool) -> Settings {
        Settings {
            tags: fields.value("tags").map_or_else(Vec::new, |node| self.texts(node, "a tag")),
            channels: fields.value("channel").map_or_else(Vec::new, |node| self.load_channels(node)),
            only_on: fields.value("only_if").map_or_else(Vec::new, |node| self.load_only_if(node)),
            clock: fields.value("clock").and_then(|node| self.moment(node)).map(|clock| clock.value),
            variables: fields
                .value("variables")
                .map_or_else(Vec::new, |node| self.load_texts_by_name(node, "`variables`")),
            start_at: fields.value("start_at").and_then(|node| self.name(node, "`start_at`")),
            mocks: fields.value("mocks").map_or_else(Vec::new, |node| self.load_case_mocks(node, is_default)),
        }
    }

    /// A case as the node says it, and the channels that it is to be played on.
    pub(super) fn load_one(
        &mut self,
        node: &Node,
        row: &str,
        defaults: &Defaults,
    ) -> Option<(Case, Vec<Spanned<Channel>>)> {
        let mut fields = self.fields(node, "a transcript")?;
        let name = match fields.value("transcript") {
            Some(node) => self.name(node, "a transcript's name"),
            None => {
                self.missing(
                    &fields,
                    "transcript",
                    "Its first key names it: `- transcript: A loan for Ada`.",
                );
                None
            }
        };
        let skip = fields.value("skip").and_then(|node| self.name(node, "`skip`, the reason,"));
        if let Some(node) = fields.value("comment") {
            self.text(node, "`comment`");
        }
        let own = self.load_settings(&mut fields, false);
        let turns = match fields.value("turns") {
            Some(node) => self.load_turns(node),
            None => {
                self.missing(
                    &fields,
                    "turns",
                    "A transcript is a list of turns: what is said, what is answered.",
                );
                return None;
            }
        };
        self.finish(fields);
        let name = name?;
        if !turns.iter().any(asserts_something) && self.lost.is_empty() {
            let problem = Diagnostic::new(
                &rules::TRANSCRIPT_WITHOUT_ASSERTION,
                name.span(),
                format!("the transcript `{name}` says nothing that the bot must do"),
            );
            self.report(
                problem.label("it would always pass").help(
                    "Write what the bot says (`- bot: Hello!`), or what holds after it (`- expect: …`).",
                ),
            );
        }
        let shown = if row.is_empty() { name.to_string() } else { format!("{name} ({row})") };
        Some(case((shown, &name, node.span), skip, own, &defaults.settings, turns))
    }

    fn load_channels(&mut self, node: &Node) -> Vec<Spanned<Channel>> {
        match &node.value {
            Value::Sequence(items) => {
                items.iter().filter_map(|item| self.word(item, "a channel", &Channel::ALL)).collect()
            }
            _ => self.word(node, "`channel`", &Channel::ALL).into_iter().collect(),
        }
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
            Err(problem) => {
                let message = format!("`{text}` is no moment: {problem}");
                self.invalid(text.span(), message, "Write date, time and zone: `2026-11-22T09:00:00Z`.");
                None
            }
        }
    }

    pub(super) fn load_texts_by_name(&mut self, node: &Node, what: &'static str) -> Vec<(Text, Text)> {
        self.load_pairs(node, what).into_iter().map(|pair| (pair.key, pair.value)).collect()
    }

    fn load_case_mocks(&mut self, node: &Node, is_default: bool) -> Vec<CaseMocks> {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_type(node, "`mocks` is written as integrations with lists of answers");
            return Vec::new();
        };
        let mut mocks = Vec::with_capacity(entries.len());
        for entry in entries {
            let list = self.load_mocks(&entry.value);
            mocks.push(CaseMocks { integration: entry.key.clone(), mocks: list, is_default });
        }
        mocks
    }
}

/// Whether an item can fail: what is expected of nothing in particular cannot.
fn asserts_something(turn: &Turn) -> bool {
    turn.step.is_assertion() && !matches!(&turn.step, Step::Expect(expected) if expected.is_empty())
}

/// What the transcript says comes before what the file says. `shown` is the case's name, with it the
/// transcript's name and the whole transcript.
fn case(
    (shown, name, whole): (String, &Text, Span),
    skip: Option<Text>,
    own: Settings,
    file: &Settings,
    turns: Vec<Turn>,
) -> (Case, Vec<Spanned<Channel>>) {
    let channels = if own.channels.is_empty() { file.channels.clone() } else { own.channels };
    let says = |name: &Text| own.variables.iter().any(|(own, _)| own.as_str() == name.as_str());
    let mut variables: Vec<_> = file.variables.iter().filter(|(name, _)| !says(name)).cloned().collect();
    variables.extend(own.variables.iter().cloned());
    // Tried from the top: the transcript's own answers first.
    let mocks = own.mocks.into_iter().chain(file.mocks.iter().cloned()).collect();
    let case = Case {
        name: shown,
        transcript: name.clone(),
        span: name.span(),
        whole,
        tags: file.tags.iter().cloned().chain(own.tags).collect(),
        channel: None,
        only_on: if own.only_on.is_empty() { file.only_on.clone() } else { own.only_on },
        skip,
        clock: own.clock.or(file.clock).unwrap_or_default(),
        variables,
        start_at: own.start_at.or_else(|| file.start_at.clone()),
        mocks,
        turns,
    };
    (case, channels)
}
