//! What the rules on agents share: where the bot hands over to one.

use crate::bot::{IntegrationKind, Interaction, InteractionKind};
use crate::lint::Subject;
use crate::lint::visit::{Place, live_places};

/// The first interaction that can hand the consumer to an agent.
pub(super) fn first_transfer<'b>(subject: &Subject<'b>) -> Option<Place<'b>> {
    live_places(subject).find(|place| transfers(subject, place.interaction))
}

fn transfers(subject: &Subject<'_>, interaction: &Interaction) -> bool {
    match &interaction.kind {
        InteractionKind::AgentTransfer(_) | InteractionKind::DynamicRouting(_) => true,
        InteractionKind::Integration(name) => subject.integration(name.as_str()).is_some_and(|id| {
            matches!(subject.integration_at(id).kind, IntegrationKind::AgentEscalation { .. })
        }),
        _ => false,
    }
}
