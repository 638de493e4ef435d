//! Transfers that reach nobody.

use crate::bot::{DialogKind, IntegrationKind, InteractionKind, Transfer};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::{Place, live_places};
use crate::source::{Span, Text};
use crate::text::Template;

rule! {
    /// An Agent Transfer has no skill, or one that is no number.
    ///
    /// The skill decides which agents get the conversation. Without one there is no transfer: the
    /// consumer is told that an agent comes, and nobody does. A skill is a number, or a reference that
    /// becomes one; its display name does not work. In an auto escalation dialog the dialog's own
    /// `skill` will do. The `fallback_skill` of Dynamic Routing, and the skill to which the connector hands stuck
    /// conversations, are numbers too.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Agent
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*agent*"] }
    ///       - agent_transfer: Let me hand you to a colleague.
    ///         skill: Customer care
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Agent
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*agent*"] }
    ///       - agent_transfer: Let me hand you to a colleague.
    ///         skill: "4711"
    /// ```
    pub(crate) TRANSFER_WITHOUT_SKILL = "transfer-without-skill", Error
}

const HELP: &str = "The consumer would be told that an agent comes, and nobody does. Write the skill's number, e.g. \
                    `skill: \"4711\"`, or a reference that becomes one, e.g. `{$env.skill}`.";

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(names) {
        match &place.interaction.kind {
            InteractionKind::AgentTransfer(transfer) => {
                out.extend(problem("Agent Transfer", place.interaction.kind_span, skill_of(place, transfer)));
            }
            // Without one it goes on where the policy engine transfers nobody.
            InteractionKind::DynamicRouting(routing) => {
                let skill = routing.fallback_skill.as_ref();
                out.extend(skill.and_then(|skill| no_number(skill, place.interaction.kind_span)));
            }
            _ => {}
        }
    }
    let connector = &names.bot().settings.connector;
    if let Some(skill) = &connector.escalation_skill_id_on_stuck_conversation
        && connector.escalate_on_stuck_conversation
    {
        out.extend(no_number(skill, skill.span()));
    }
    for integration in &names.bot().integrations {
        if let IntegrationKind::AgentEscalation { skill, .. } = &integration.kind {
            out.extend(problem("Agent Escalation", integration.kind_span, skill.as_ref()));
        }
    }
}

/// The skill of an Agent Transfer, or that of its auto escalation dialog where it has none of its own.
fn skill_of<'b>(place: Place<'b>, transfer: &'b Transfer) -> Option<&'b Text> {
    match (&transfer.skill, &place.dialog.kind) {
        (None, DialogKind::AutoEscalation { skill, .. }) => skill.as_ref(),
        (skill, _) => skill.as_ref(),
    }
}

/// What is wrong with the skill of a transfer of which the key stands at `kind`.
fn problem(what: &str, kind: Span, skill: Option<&Text>) -> Option<Diagnostic> {
    let Some(skill) = skill.filter(|skill| !skill.as_str().trim().is_empty()) else {
        let span = skill.map_or(kind, |skill| skill.span());
        return Some(
            Diagnostic::new(&TRANSFER_WITHOUT_SKILL, span, format!("this {what} has no skill"))
                .label("`skill` is missing")
                .help(HELP),
        );
    };
    no_number(skill, kind)
}

/// What is wrong with a skill that is written, of something that stands at `kind`.
fn no_number(skill: &Text, kind: Span) -> Option<Diagnostic> {
    let template = Template::parse(skill.as_str());
    // A reference may become a number; a malformed one is reported as such.
    template.as_literal().filter(|_| template.problems().is_empty())?;
    let is_number = skill.as_str().trim().bytes().all(|byte| byte.is_ascii_digit());
    (!is_number).then(|| {
        let message = format!("the skill `{skill}` is not a number");
        let diagnostic = Diagnostic::new(&TRANSFER_WITHOUT_SKILL, skill.span(), message)
            .label("no agents are found by this")
            .help(HELP);
        if kind == skill.span() { diagnostic } else { diagnostic.also(kind, "this transfer") }
    })
}
