//! Entities that only the platform finds.

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::rules;
use crate::nlu::EntityModel;

rule! {
    /// A slot takes its value from an entity that the platform finds and this program does not.
    ///
    /// Whether a word is somebody's name, a place or an organization is for a model of language to say,
    /// which is not here; it would be guessed wrong too often. In the chat the slot stays empty and its
    /// question is asked. On the platform the question may be skipped.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Travel
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*travel*"] }
    ///       - text_question: Where to?
    ///         rules:
    ///           - pattern: "*"
    ///             slot: { name: town, value: "@LOCATION" }
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// entities:
    ///   TOWN: [Oslo, Bergen]
    /// dialogs:
    ///   - dialog: Travel
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*travel*"] }
    ///       - text_question: Where to?
    ///         rules:
    ///           - pattern: "*"
    ///             slot: { name: town, value: "@TOWN" }
    /// ```
    pub(crate) UNDETECTED_ENTITY = "undetected-entity", Info
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let own = |name: &str| names.bot().entities.iter().any(|entity| entity.name.as_str() == name);
    for (_, rule) in rules(names) {
        let Some(slot) = &rule.slot else { continue };
        let Some(name) = slot.value.as_str().trim().strip_prefix('@') else { continue };
        if !EntityModel::is_platform_only(name) || own(name) {
            continue;
        }
        let message = format!("`{name}` is found by the platform only");
        out.push(
            Diagnostic::new(&UNDETECTED_ENTITY, slot.value.span(), message)
                .label(format!("in the chat the slot `{}` stays empty", slot.name))
                .help(format!(
                    "`/set slot.{}=VALUE` fills it in the chat. An entity of your own of that name is found.",
                    slot.name
                )),
        );
    }
}
