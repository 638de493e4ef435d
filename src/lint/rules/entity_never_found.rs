//! Entities, or values of them, that are in no message.

use crate::bot::{Entity, NluEngine};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// An entity, or one of its values, can be in no message.
    ///
    /// It has no values, a value is empty, it has values besides its regular expression, or it is a
    /// regular expression and the bot does not use the LivePerson engine. A slot that waits for it stays
    /// empty.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// entities:
    ///   PET: [dog, "~cat"]
    /// dialogs:
    ///   - dialog: Pets
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*pet*"] }
    ///       - text_question: Which pet do you have?
    ///         rules:
    ///           - pattern: "*"
    ///             slot: { name: pet, value: "@PET" }
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// entities:
    ///   PET: [dog, "kitten~cat"]
    /// dialogs:
    ///   - dialog: Pets
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*pet*"] }
    ///       - text_question: Which pet do you have?
    ///         rules:
    ///           - pattern: "*"
    ///             slot: { name: pet, value: "@PET" }
    /// ```
    pub(crate) ENTITY_NEVER_FOUND = "entity-never-found", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let engine = names.bot().settings.nlu_engine;
    for entity in &names.bot().entities {
        match &entity.regex {
            None => check_values(entity, out),
            Some(regex) => {
                if let Some(value) = entity.values.first() {
                    let message =
                        format!("the entity `{}` has both values and a regular expression", entity.name);
                    out.push(
                        Diagnostic::new(&ENTITY_NEVER_FOUND, value.span(), message)
                            .label("these values are never found")
                            .also(regex.span(), "only this is looked for")
                            .help("An entity is one or the other. Make two of it."),
                    );
                }
                if engine == NluEngine::ThirdParty {
                    let message = format!("`{}` needs the LivePerson engine", entity.name);
                    out.push(
                        Diagnostic::new(&ENTITY_NEVER_FOUND, regex.span(), message)
                            .label("never found with `nlu_engine: third_party`")
                            .help("Only the LivePerson engine has regular-expression entities. Use a list of values."),
                    );
                }
            }
        }
    }
}

fn check_values(entity: &Entity, out: &mut Vec<Diagnostic>) {
    if entity.values.is_empty() {
        let message = format!("the entity `{}` has no values", entity.name);
        out.push(
            Diagnostic::new(&ENTITY_NEVER_FOUND, entity.name.span(), message)
                .label("nothing is ever found to be one")
                .help("Write its `values`, or a `regex`."),
        );
    }
    for value in &entity.values {
        let (phrase, data) = value.as_str().split_once('~').unwrap_or((value.as_str(), "same"));
        let (message, label, help) = if phrase.trim().is_empty() {
            let help = "Before `~` stands what consumers say, behind it what it stands for.";
            (format!("a value of `{}` has no phrase", entity.name), "this is never found", help)
        } else if data.trim().is_empty() {
            let help = "Write what the phrase stands for behind `~`, or leave the `~` out.";
            (format!("a value of `{}` stands for nothing", entity.name), "nothing behind `~`", help)
        } else {
            continue;
        };
        out.push(Diagnostic::new(&ENTITY_NEVER_FOUND, value.span(), message).label(label).help(help));
    }
}
