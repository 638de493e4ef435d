//! Entities that the bot does not have.

use std::collections::HashSet;

use super::words::Nearest;
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::lint::Subject;
use crate::lint::visit::rules;
use crate::nlu::EntityModel;

rule! {
    /// A slot takes its value from an entity that is not defined.
    ///
    /// Nothing that the consumer says is ever found to be one, so the slot stays empty and the question
    /// is not skipped when the answer was already given. The platform's own entities (`@PERSON`,
    /// `@NUMBER`, `@DATE`, ...) need no definition.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// entities:
    ///   PET: [dog, cat]
    /// dialogs:
    ///   - dialog: Pets
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*pet*"] }
    ///       - text_question: Which pet do you have?
    ///         rules:
    ///           - pattern: "*"
    ///             slot: { name: pet, value: "@PETS" }
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// entities:
    ///   PET: [dog, cat]
    /// dialogs:
    ///   - dialog: Pets
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*pet*"] }
    ///       - text_question: Which pet do you have?
    ///         rules:
    ///           - pattern: "*"
    ///             slot: { name: pet, value: "@PET" }
    /// ```
    pub(crate) UNDEFINED_ENTITY = "undefined-entity", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let own = || names.bot().entities.iter().map(|entity| entity.name.as_str());
    let known_names = || own().chain(EntityModel::built_in_names().map(|name| -> &str { name }));
    let known: HashSet<&str> = known_names().collect();
    let mut nearest = Nearest::new();
    for (_, rule) in rules(names) {
        let Some(slot) = &rule.slot else { continue };
        let Some(name) = slot.value.as_str().trim().strip_prefix('@') else { continue };
        if known.contains(name) {
            continue;
        }
        let meant = nearest.of(name, known_names());
        let start = slot.value.as_str().find('@').map_or(0, |at| at + 1);
        let fix = meant.and_then(|meant| Fix::rename(&slot.value, start..start + name.len(), meant));
        let label = match meant {
            Some(meant) => format!("did you mean `@{meant}`?"),
            None => "nothing is ever found to be one".to_owned(),
        };
        out.push(
            Diagnostic::new(&UNDEFINED_ENTITY, slot.value.span(), format!("no entity is named `{name}`"))
                .label(label)
                .help(format!(
                    "The slot `{}` would stay empty whatever the consumer says. Define the entity under `entities`, \
                     or use one of the platform's own.",
                    slot.name
                ))
                .fix_if(fix),
        );
    }
}
