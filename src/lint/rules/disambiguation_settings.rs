//! Disambiguation dialogs that ask for what the platform does not offer.

use crate::bot::{Dialog, DialogKind, InteractionKind, NluEngine};
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::source::Text;

rule! {
    /// A disambiguation dialog asks for what the platform does not offer.
    ///
    /// It asks when two or more intents are `FAIR PLUS`; there is no other threshold. It shows two or
    /// three intents. It needs the LivePerson engine, as others give one intent only. And the intents of
    /// a bot file are of one domain, so `domains` chooses nothing here: every intent takes part.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - disambiguation_dialog: Which one
    ///     match_threshold: Good
    ///     interactions:
    ///       - disambiguation: What is it about?
    ///         intents: 5
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - disambiguation_dialog: Which one
    ///     match_threshold: Fair Plus
    ///     interactions:
    ///       - disambiguation: What is it about?
    ///         intents: 3
    /// ```
    pub(crate) DISAMBIGUATION_SETTINGS = "disambiguation-settings", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let third_party = names.bot().settings.nlu_engine == NluEngine::ThirdParty;
    for dialog in &names.bot().dialogs {
        let DialogKind::Disambiguation { match_threshold, domains } = &dialog.kind else { continue };
        if third_party && dialog.is_enabled() {
            out.push(never_asks(dialog));
        }
        out.extend(match_threshold.as_ref().filter(|written| !is_fair_plus(written)).map(threshold));
        if let Some(first) = domains.first() {
            out.push(one_domain(first));
        }
    }
    for (_, interaction) in names.bot().interactions() {
        let InteractionKind::Disambiguation(question) = &interaction.kind else { continue };
        if let Some(shown) = question.intents.filter(|shown| !(2..=3).contains(&shown.value)) {
            let message = format!("a disambiguation shows 2 or 3 intents, not {}", shown.value);
            let are = if shown.value < 2 { "2" } else { "3" };
            out.push(
                Diagnostic::new(&DISAMBIGUATION_SETTINGS, shown.span, message)
                    .label("2 or 3")
                    .help(format!("It shows {are}. Write `2` or `3`."))
                    .fix(Fix::replace(format!("Write `{are}`"), Safety::Unsafe, shown.span, are)),
            );
        }
    }
}

/// As the platform writes it, in any case, also with the underscore of this format's words.
fn is_fair_plus(written: &Text) -> bool {
    written.as_str().trim().replace('_', " ").eq_ignore_ascii_case("fair plus")
}

fn threshold(written: &Text) -> Diagnostic {
    let message = format!("the platform knows no match threshold `{written}` here");
    Diagnostic::new(&DISAMBIGUATION_SETTINGS, written.span(), message).label("only `Fair Plus`").help(
        "The consumer is asked when two or more intents are FAIR PLUS and none is better, whatever stands here. Write \
         `Fair Plus`, or take the key out.",
    )
    .fix_if(Fix::rename(written, 0..written.as_str().len(), "Fair Plus"))
}

fn one_domain(first: &Text) -> Diagnostic {
    Diagnostic::new(&DISAMBIGUATION_SETTINGS, first.span(), "`domains` chooses nothing in a bot file")
        .label("all intents are of one domain")
        .help(
            "The intents that the bot file defines stand in for one domain, so the consumer may be asked about each of \
             them. On the platform only those of the chosen domains take part.",
        )
}

fn never_asks(dialog: &Dialog) -> Diagnostic {
    let message = format!("`{}` never plays with `nlu_engine: third_party`", dialog.name);
    Diagnostic::new(&DISAMBIGUATION_SETTINGS, dialog.kind_span, message).label("never played").help(
        "Engines of third parties give one intent only, so there is nothing to choose from. Use the LivePerson engine, \
         or take the dialog out.",
    )
}
