//! Calls of integrations that are not defined.

use super::words::Nearest;
use crate::bot::InteractionKind;
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::lint::Subject;

rule! {
    /// An Integration interaction calls an integration that is not defined.
    ///
    /// There is nothing to call, so the conversation breaks at this point. Renaming or deleting an
    /// integration leaves such calls behind.
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
    ///       - integration: Weather
    ///       - integration: Whether
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
    pub(crate) DANGLING_INTEGRATION_REFERENCE = "dangling-integration-reference", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut nearest = Nearest::new();
    for (_, interaction) in names.bot().interactions() {
        let InteractionKind::Integration(name) = &interaction.kind else { continue };
        if names.integration(name.as_str()).is_some() {
            continue;
        }
        let message = format!("no integration is named `{name}`");
        let meant = nearest.of(name.as_str(), names.integration_names());
        let fix = meant.and_then(|meant| Fix::rename(name, 0..name.as_str().len(), meant));
        let label = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "calls nothing".to_owned(),
        };
        out.push(
            Diagnostic::new(&DANGLING_INTEGRATION_REFERENCE, name.span(), message).label(label).help(
                "There is nothing to call, so the conversation breaks here. Write the name of an integration that \
                 the bot defines, or define this one under `integrations`.",
            )
            .fix_if(fix),
        );
    }
}
