//! More than one Dynamic Routing.

use crate::bot::InteractionKind;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// A bot has several Dynamic Routing interactions.
    ///
    /// The platform allows one in a bot. Let the flow jump to it from wherever a policy is to decide.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - dynamic_routing: Somebody will help you.
    ///         fallback_skill: "4711"
    ///   - dialog: Agent
    ///     interactions:
    ///       - dialog_starter: { patterns: [agent] }
    ///       - dynamic_routing: An agent comes.
    ///         fallback_skill: "4711"
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help, agent] }
    ///       - dynamic_routing: Somebody will help you.
    ///         fallback_skill: "4711"
    /// ```
    pub(crate) SEVERAL_DYNAMIC_ROUTINGS = "several-dynamic-routings", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut first = None;
    for (_, interaction) in names.bot().interactions() {
        if !matches!(interaction.kind, InteractionKind::DynamicRouting(_)) {
            continue;
        }
        let Some(first) = first else {
            first = Some(interaction.kind_span);
            continue;
        };
        out.push(
            Diagnostic::new(
                &SEVERAL_DYNAMIC_ROUTINGS,
                interaction.kind_span,
                "the bot has a Dynamic Routing already",
            )
            .label("a further one")
            .also(first, "the first one")
            .help("The platform allows one in a bot. Give the first one a name and jump to it from here."),
        );
    }
}
