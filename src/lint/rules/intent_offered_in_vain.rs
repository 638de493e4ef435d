//! Intents that consumers may choose, and that lead nowhere.

use std::collections::HashSet;

use super::starters::starters;
use crate::bot::{Bot, ConditionKind, Intent, Interaction, InteractionKind, NluEngine, SystemVariable};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::live_places;

rule! {
    /// A disambiguation may offer an intent that starts no dialog.
    ///
    /// It offers what the message may have meant, also intents that only the rules of a question know. Whoever chooses
    /// such a one gets the fallback: no dialog has it as its starter's `intent`, and no rule of the disambiguation
    /// takes it. With `system_useIntentsOnlyWithDialogStartersInDisambiguation: "true"` in the `environment` such
    /// intents are not offered.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// intents:
    ///   track_parcel: { phrases: [where is my parcel, track my parcel] }
    ///   lost_parcel: { phrases: [my parcel is lost, I lost my parcel] }
    /// dialogs:
    ///   - dialog: Parcel
    ///     interactions:
    ///       - dialog_starter: { intent: track_parcel }
    ///       - text: It is on its way.
    ///   - disambiguation_dialog: Which one
    ///     interactions:
    ///       - disambiguation: What is it about?
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// intents:
    ///   track_parcel: { phrases: [where is my parcel, track my parcel] }
    ///   lost_parcel: { phrases: [my parcel is lost, I lost my parcel] }
    /// dialogs:
    ///   - dialog: Parcel
    ///     interactions:
    ///       - dialog_starter: { intent: track_parcel }
    ///       - text: It is on its way.
    ///   - dialog: Lost
    ///     interactions:
    ///       - dialog_starter: { intent: lost_parcel }
    ///       - text: We look for it.
    ///   - disambiguation_dialog: Which one
    ///     interactions:
    ///       - disambiguation: What is it about?
    /// ```
    pub(crate) INTENT_OFFERED_IN_VAIN = "intent-offered-in-vain", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = subject.bot();
    if bot.settings.nlu_engine == NluEngine::ThirdParty || offers_only_starters(bot) {
        return;
    }
    let asks = live_places(subject)
        .filter(|place| matches!(place.interaction.kind, InteractionKind::Disambiguation(_)))
        .map(|place| place.interaction);
    for question in asks {
        let Some(mut taken) = taken_by_rules(question) else { continue };
        taken.extend(starting(bot));
        let wrapped = wrapped_by(bot, &taken);
        let in_vain = |intent: &&Intent| {
            let name = intent.name.as_str();
            !intent.phrases.is_empty() && !taken.contains(name) && !wrapped.contains(name)
        };
        let in_vain: Vec<&Intent> = bot.intents.iter().filter(in_vain).collect();
        out.extend(report(question, &in_vain));
    }
}

/// Whether intents without a starter are left out. What the process environment says is not known.
fn offers_only_starters(bot: &Bot) -> bool {
    let name = SystemVariable::IntentsOnlyWithDialogStarters.name();
    let variable = bot.environment.iter().find(|variable| variable.name.as_str() == name);
    variable.is_some_and(|variable| variable.value.as_str().trim() != "false")
}

/// The intents that its rules take; `None` where other rules may take any choice.
fn taken_by_rules(question: &Interaction) -> Option<HashSet<&str>> {
    let mut taken = HashSet::new();
    for rule in &question.rules {
        let ConditionKind::Intent(intent) = &rule.condition.kind else { return None };
        taken.insert(intent.as_str());
    }
    Some(taken)
}

/// The intents that start a dialog.
fn starting(bot: &Bot) -> impl Iterator<Item = &str> {
    let enabled = bot.dialogs.iter().filter(|dialog| dialog.is_enabled());
    enabled.flat_map(starters).filter(|(_, item)| item.is_enabled()).filter_map(|(_, item)| {
        match &item.kind {
            InteractionKind::DialogStarter(starter) => starter.intent.as_ref().map(|intent| intent.as_str()),
            _ => None,
        }
    })
}

/// The intents that count as one of these too.
fn wrapped_by<'b>(bot: &'b Bot, taken: &HashSet<&str>) -> HashSet<&'b str> {
    let metas = bot.intents.iter().filter(|intent| taken.contains(intent.name.as_str()));
    metas.flat_map(|meta| &meta.intents).map(|name| name.as_str()).collect()
}

fn report(question: &Interaction, in_vain: &[&Intent]) -> Option<Diagnostic> {
    const SHOWN: usize = 3;
    let first = in_vain.first()?;
    let names: Vec<String> = in_vain.iter().take(SHOWN).map(|intent| format!("`{}`", intent.name)).collect();
    let more = in_vain.len().saturating_sub(SHOWN);
    let names = match more {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    };
    let (what, lead) = if in_vain.len() == 1 {
        ("an intent that leads", "it")
    } else {
        ("intents that lead", "one of them")
    };
    Some(
        Diagnostic::new(&INTENT_OFFERED_IN_VAIN, question.kind_span, format!("this may offer {what} nowhere: {names}"))
            .label("offers every intent")
            .also(first.name.span(), "starts no dialog")
            .help(format!(
                "Whoever chooses {lead} gets the fallback. Give each a dialog, `dialog_starter: {{ intent: {} }}`, or a rule \
                 of this question; or offer those with a dialog only: `environment: {{ {}: \"true\" }}`.",
                first.name,
                SystemVariable::IntentsOnlyWithDialogStarters.name()
            )),
    )
}
