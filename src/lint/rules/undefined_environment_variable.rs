//! Environment variables that the bot does not have.

use std::collections::HashSet;

use super::words::Nearest;
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::visit::references;
use crate::text::Reference;

rule! {
    /// A text reads an environment variable that the bot does not define.
    ///
    /// `{$env.name}` would stand in the message, or in the address of a call, as it is written: the
    /// consumer reads braces, or the call goes to nowhere.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// environment:
    ///   supportPhone: 555 0100
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - text: "Call us: {$env.suportPhone}"
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// environment:
    ///   supportPhone: 555 0100
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - text: "Call us: {$env.supportPhone}"
    /// ```
    pub(crate) UNDEFINED_ENVIRONMENT_VARIABLE = "undefined-environment-variable", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = names.bot();
    let own = bot.environment.iter().map(|variable| variable.name.as_str());
    let known: Vec<&str> = own.chain(bot.fixtures.environment.iter().map(|(name, _)| &**name)).collect();
    let index: HashSet<&str> = known.iter().copied().collect();
    let mut nearest = Nearest::new();
    references(names, &mut |text, reference, range| {
        let Reference::Environment(name) = reference else { return };
        if index.contains(&**name) {
            return;
        }
        let message = format!("the bot has no environment variable `{name}`");
        let place = text.part(range);
        let diagnostic = Diagnostic::new(&UNDEFINED_ENVIRONMENT_VARIABLE, place, message).help(format!(
            "In the conversation the braces would stand here as they are written. Read a variable that the bot has, or \
             define this one: `environment: {{ {name}: VALUE }}`."
        ));
        out.push(match nearest.of(name, known.iter().copied()) {
            Some(meant) => {
                let meant = format!("{{$env.{meant}}}");
                let fix = Fix::replace(format!("Read `{meant}`"), Safety::Unsafe, place, meant.clone());
                diagnostic.label(format!("did you mean `{meant}`?")).fix(fix)
            }
            None => diagnostic.label("stays as it is written"),
        });
    });
}
