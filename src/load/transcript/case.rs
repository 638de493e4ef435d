//! One transcript, with one row of its examples.

use std::collections::HashSet;
use std::sync::Arc;

use super::TranscriptLoader;
use super::settings::Settings;
use crate::bot::{Channel, Skill};
use crate::diagnostic::Diagnostic;
use crate::load::fields::Fields;
use crate::load::rules;
use crate::source::{Span, Spanned, Text};
use crate::transcript::{Case, CaseSkill, Step, Turn};
use crate::yaml::Node;

/// What only a transcript says of itself.
struct Heading {
    name: Option<Text>,
    skip: Option<Text>,
}

impl TranscriptLoader<'_> {
    /// A case as the node says it, and the channels that it is to be played on.
    pub(super) fn load_one(
        &mut self,
        node: &Node,
        row: Option<&str>,
        defaults: &Settings,
    ) -> Option<(Case, Vec<Spanned<Channel>>)> {
        let mut fields = self.fields(node, "a transcript")?;
        let heading = self.load_heading(&mut fields);
        let own = self.load_settings(&mut fields, false);
        let before = self.diagnostics.len();
        let turns = fields.value("turns").map(|node| self.load_turns(node));
        // What could not be read is no reason to say that nothing is asserted.
        let is_read =
            self.diagnostics.len() == before && self.captured.is_complete() && self.unread.is_empty();
        if turns.is_none() {
            let why = "A transcript is a list of turns: what is said, what is answered.";
            self.missing(&fields, "turns", why);
        }
        self.finish(fields);
        let name = heading.name?;
        let (case, channels) = case((&name, node.span), row, heading.skip, own, defaults, turns?);
        self.check_is_played(&case, &channels);
        if is_read {
            self.check_asserts(&name, &case, &channels);
        }
        Some((case, channels))
    }

    fn load_heading(&mut self, fields: &mut Fields<'_>) -> Heading {
        let name = match fields.value("transcript") {
            Some(node) => self.load_name(node),
            None => {
                let why = "Its first key names it: `- transcript: A loan for Ada`.";
                self.missing(fields, "transcript", why);
                None
            }
        };
        let skip = fields.value("skip").and_then(|node| self.load_skip(node));
        if let Some(node) = fields.value("comment") {
            self.text(node, "`comment`");
        }
        // Their values are in their places already.
        fields.take("vars");
        fields.take("examples");
        Heading { name, skip }
    }

    /// A name is one line, as reports are written in lines.
    fn load_name(&mut self, node: &Node) -> Option<Text> {
        let name = self.name(node, "a transcript's name")?;
        if name.as_str().trim_end().contains(['\n', '\r']) {
            let help = "Reports and `--filter` name it. What else there is to say is `comment`.";
            self.invalid(name.span(), "a transcript's name is one line", help);
        }
        Some(name)
    }

    fn load_skip(&mut self, node: &Node) -> Option<Text> {
        let reason = self.name(node, "`skip`")?;
        if matches!(reason.as_str(), "true" | "false" | "yes" | "no") {
            let help =
                "Say why the transcript is not played: `skip: The shop is closed`. Without `skip` it is.";
            self.invalid(reason.span(), format!("`{reason}` is no reason"), help);
        }
        Some(reason)
    }

    fn check_is_played(&mut self, case: &Case, channels: &[Spanned<Channel>]) {
        let is_played = |channel: &Spanned<Channel>| case.only_on.contains(&channel.value);
        if channels.is_empty() || case.only_on.is_empty() || channels.iter().any(is_played) {
            return;
        }
        let message = "`only_if` leaves out each channel of this transcript, so it is never played";
        self.invalid(
            case.span,
            message,
            "Name one of its channels in `only_if`, or take one of the two out.",
        );
    }

    /// A case that asserts nothing would pass whatever the bot does.
    fn check_asserts(&mut self, name: &Text, case: &Case, channels: &[Spanned<Channel>]) {
        let all: Vec<&Turn> = case.turns.iter().filter(|turn| asserts_something(turn)).collect();
        let is_on = |channel: Channel| {
            let counts = |only_on: &[Channel]| only_on.is_empty() || only_on.contains(&channel);
            !counts(&case.only_on) || all.iter().any(|turn| counts(&turn.only_on))
        };
        let without = channels.iter().find(|channel| !is_on(channel.value));
        let message = match without {
            _ if all.is_empty() => format!("the transcript `{name}` says nothing that the bot must do"),
            Some(channel) => {
                let channel = channel.value.name();
                format!("on `{channel}` the transcript `{name}` says nothing that the bot must do")
            }
            None => return,
        };
        let problem = Diagnostic::new(&rules::TRANSCRIPT_WITHOUT_ASSERTION, name.span(), message);
        let help = "Write what the bot says (`- bot: Hello!`), or what holds after it (`- expect: …`).";
        self.report(problem.label("it would always pass").help(help));
    }
}

/// Whether an item can fail: what is expected of nothing in particular cannot.
fn asserts_something(turn: &Turn) -> bool {
    turn.step.is_assertion() && !matches!(&turn.step, Step::Expect(expected) if expected.is_empty())
}

/// What the transcript says comes before what the file says.
fn case(
    (name, whole): (&Text, Span),
    row: Option<&str>,
    skip: Option<Text>,
    own: Settings,
    file: &Settings,
    turns: Vec<Turn>,
) -> (Case, Vec<Spanned<Channel>>) {
    let channels = if own.channels.is_empty() { file.channels.clone() } else { own.channels };
    let said: HashSet<&str> = own.variables.iter().map(|(name, _)| name.as_str()).collect();
    let is_default = |(name, _): &&(Text, Text)| !said.contains(name.as_str());
    let mut variables: Vec<_> = file.variables.iter().filter(is_default).cloned().collect();
    variables.extend(own.variables.iter().cloned());
    let fixtures = match (own.fixtures, &file.fixtures) {
        (Some(own), Some(file)) => Some(Arc::new(own.over(file))),
        (own, file) => own.or_else(|| file.clone()),
    };
    // Tried from the top: the transcript's own answers first.
    let mocks = own.mocks.into_iter().chain(file.mocks.iter().cloned()).collect();
    let named: HashSet<&str> = own.skills.iter().map(|skill| skill.number.as_str()).collect();
    let file_skills = file.skills.iter().filter(|skill| !named.contains(skill.number.as_str()));
    let skill = |is_default| move |skill: &Skill| CaseSkill { skill: skill.clone(), is_default };
    let skills = own.skills.iter().map(skill(false)).chain(file_skills.map(skill(true))).collect();
    let shown = name.as_str().trim();
    let case = Case {
        name: row.map_or_else(|| shown.to_owned(), |row| format!("{shown} ({row})")),
        transcript: name.clone(),
        span: name.span(),
        whole,
        tags: file.tags.iter().cloned().chain(own.tags).collect(),
        channel: None,
        only_on: if own.only_on.is_empty() { file.only_on.clone() } else { own.only_on },
        skip,
        clock: own.clock.or(file.clock).unwrap_or_default(),
        code_errors: own.code_errors.or(file.code_errors).unwrap_or_default(),
        variables,
        start_at: own.start_at.or_else(|| file.start_at.clone()),
        skills,
        fixtures,
        mocks,
        turns,
    };
    (case, channels)
}
