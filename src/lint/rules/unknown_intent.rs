//! Intents that are not defined.

use super::words::Nearest;
use crate::bot::{ConditionKind, InteractionKind};
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::lint::Subject;
use crate::source::Text;

rule! {
    /// A starter, a rule or a meta intent names an intent that is not defined.
    ///
    /// No message can ever mean it, so the dialog is never triggered and the rule never met; the
    /// consumer gets the fallback instead.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// intents:
    ///   order_status:
    ///     phrases: [where is my order]
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { intent: order_state }
    ///       - text: We look for it.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// intents:
    ///   order_status:
    ///     phrases: [where is my order]
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { intent: order_status }
    ///       - text: We look for it.
    /// ```
    pub(crate) UNKNOWN_INTENT = "unknown-intent", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut named: Vec<&Text> = Vec::new();
    for (_, interaction) in names.bot().interactions() {
        if let InteractionKind::DialogStarter(starter) = &interaction.kind {
            named.extend(&starter.intent);
        }
        named.extend(interaction.rules.iter().filter_map(|rule| match &rule.condition.kind {
            ConditionKind::Intent(name) => Some(name),
            _ => None,
        }));
    }
    named.extend(names.bot().intents.iter().flat_map(|intent| &intent.intents));
    let mut nearest = Nearest::new();
    for name in named.into_iter().filter(|name| names.intent(name.as_str()).is_none()) {
        let meant = nearest.of(name.as_str(), names.intent_names());
        let fix = meant.and_then(|meant| Fix::rename(name, 0..name.as_str().len(), meant));
        let label = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "no message can mean this".to_owned(),
        };
        out.push(
            Diagnostic::new(&UNKNOWN_INTENT, name.span(), format!("no intent is named `{name}`"))
                .label(label)
                .help(
                    "Whatever the consumer says, this is never met. Write the name of an intent that the bot \
                     defines, or define this one under `intents` with some phrases.",
                )
                .fix_if(fix),
        );
    }
}
