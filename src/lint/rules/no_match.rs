//! What the rules on No Match share.

use crate::bot::{ConditionKind, Interaction, Rule};

/// The No Match rules of an interaction with their places in its list.
pub(super) fn no_matches(interaction: &Interaction) -> impl Iterator<Item = (usize, &Rule)> {
    let rules = interaction.rules.iter().enumerate();
    rules.filter(|(_, rule)| matches!(rule.condition.kind, ConditionKind::NoMatch(_)))
}
