//! Integrations that nobody calls.

use std::collections::HashSet;

use super::words::Nearest;
use crate::bot::{Bot, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// An integration that no interaction calls.
    ///
    /// Nothing in the conversation depends on it. It is perhaps left over, or the interaction that
    /// should call it was forgotten.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - text: The sun shines.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    /// ```
    pub(crate) UNUSED_INTEGRATION = "unused-integration", Info
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = names.bot();
    if bot.integrations.is_empty() {
        return;
    }
    let mut used: HashSet<&str> = names.quoted().clone();
    used.extend(used_by_interactions(bot));
    // Whoever mistyped its name did mean to call it, and that is reported.
    let mut nearest = Nearest::new();
    let mistyped: Vec<&str> = used_by_interactions(bot)
        .filter(|name| names.integration(name).is_none())
        .filter_map(|name| nearest.of(name, names.integration_names()))
        .collect();
    used.extend(mistyped);
    for integration in bot.integrations.iter().filter(|integration| !used.contains(integration.name.as_str()))
    {
        out.push(
            Diagnostic::new(
                &UNUSED_INTEGRATION,
                integration.name.span(),
                format!("no interaction calls `{}`", integration.name),
            )
            .label("never called")
            .help(format!(
                "Nothing in the conversation depends on it. Call it with `- integration: {}`, or take it out.",
                integration.name
            )),
        );
    }
}

fn used_by_interactions(bot: &Bot) -> impl Iterator<Item = &str> {
    bot.interactions().filter_map(|(_, item)| match &item.kind {
        InteractionKind::Integration(name) => Some(name.as_str()),
        _ => None,
    })
}
