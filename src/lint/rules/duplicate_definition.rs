//! Dialogs, integrations, knowledge bases, intents, entities and environment variables of one name.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::source::Text;

rule! {
    /// Two dialogs, integrations, knowledge bases, intents, entities or environment variables have the same
    /// name.
    ///
    /// Everything that names it gets the first one; the second one takes no part in any conversation,
    /// and changes to it have no effect. Included files are the usual place where this happens.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [good morning] }
    ///       - text: Good morning!
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///   - dialog: Morning greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [good morning] }
    ///       - text: Good morning!
    /// ```
    pub(crate) DUPLICATE_DEFINITION = "duplicate-definition", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = names.bot();
    report("a dialog", bot.dialogs.iter().map(|item| &item.name), out);
    report("an integration", bot.integrations.iter().map(|item| &item.name), out);
    report("a knowledge base", bot.knowledge_bases.iter().map(|item| &item.name), out);
    report("an intent", bot.intents.iter().map(|item| &item.name), out);
    report("an entity", bot.entities.iter().map(|item| &item.name), out);
    report("an environment variable", bot.environment.iter().map(|item| &item.name), out);
    shared_names(names, out);
}

/// A knowledge base is called by its name as an integration is, e.g. with `/mock NAME`.
fn shared_names(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for base in &names.bot().knowledge_bases {
        let Some(id) = names.integration(base.name.as_str()) else { continue };
        let message = format!("an integration named `{}` exists already", base.name);
        out.push(
            Diagnostic::new(&DUPLICATE_DEFINITION, base.name.span(), message)
                .label("a knowledge base of the same name")
                .also(names.integration_at(id).name.span(), "the integration")
                .help("Mocks and calls go by this name, and then it is not clear whose they are. Rename one of them."),
        );
    }
}

fn report<'b>(what: &str, names: impl Iterator<Item = &'b Text>, out: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, &Text> = HashMap::new();
    for name in names {
        let first = *seen.entry(name.as_str()).or_insert(name);
        if first.span() == name.span() {
            continue;
        }
        let message = format!("{what} named `{name}` exists already");
        out.push(
            Diagnostic::new(&DUPLICATE_DEFINITION, name.span(), message)
                .label("the second one of this name")
                .also(first.span(), "the first one")
                .help(
                    "Whatever uses the name gets the first one. Give this one another name, or take it out.",
                ),
        );
    }
}
