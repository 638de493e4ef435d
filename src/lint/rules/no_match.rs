//! What the rules on No Match share.

use crate::bot::{ConditionKind, Interaction, InteractionKind, Rule};

/// The No Match rules of a question with their places in its list. Where nobody answers they are out of
/// place, which another rule says.
pub(super) fn no_matches(interaction: &Interaction) -> impl Iterator<Item = (usize, &Rule)> {
    let is_call = matches!(
        interaction.kind,
        InteractionKind::Integration(_) | InteractionKind::Knowledge(_) | InteractionKind::AgentTransfer(_)
    );
    let rules = interaction.rules.iter().enumerate().filter(move |_| !is_call);
    rules.filter(|(_, rule)| matches!(rule.condition.kind, ConditionKind::NoMatch(_)))
}
