//! Bots in which nobody gets to an agent.

use super::ways::said;
use crate::diagnostic::{Diagnostic, rule};
use crate::flow::Reach;
use crate::linked::InteractionId;
use crate::lint::Subject;

rule! {
    /// The bot can hand consumers to agents, but nothing leads to where it does.
    ///
    /// A consumer whom the bot cannot help has no way to a person. Transfers that are switched off count as well:
    /// somebody meant them to be there.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: We look for your order.
    ///       - agent_transfer: A colleague takes over.
    ///         skill: "4711"
    ///         enabled: false
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: We look for your order.
    ///       - agent_transfer: A colleague takes over.
    ///         skill: "4711"
    /// ```
    pub(crate) UNREACHABLE_AGENT = "unreachable-agent", Warning
}

/// So many transfers are shown.
const MOST_SHOWN: usize = 3;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let flow = subject.flow();
    let transfers: Vec<InteractionId> = flow.ids().filter(|id| flow.transfers(*id)).collect();
    if transfers.is_empty() || transfers.iter().any(|id| flow.reach(*id) != Reach::Never) {
        return;
    }
    let message = match transfers.as_slice() {
        [only] => format!("nobody gets to an agent: {} is never played", said(subject, *only)),
        all => format!("nobody gets to an agent: none of the {} transfers is ever played", all.len()),
    };
    let name = subject.bot().name.span();
    let mut problem = Diagnostic::new(&UNREACHABLE_AGENT, name, message).label("this bot");
    for id in transfers.iter().take(MOST_SHOWN) {
        let why = if flow.is_live(*id) { "nothing leads here" } else { "switched off" };
        problem = problem.also(subject.at(*id).1.kind_span, why);
    }
    out.push(problem.help(
        "A consumer whom the bot cannot help is left alone with it. Let a dialog with a starter such as \
         `patterns: [\"*(agent|human)*\"]` lead to a transfer.",
    ));
}
