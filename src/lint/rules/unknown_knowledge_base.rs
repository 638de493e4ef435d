//! Searches of knowledge bases that are not defined.

use super::words::Nearest;
use crate::bot::{IntegrationKind, InteractionKind};
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::lint::Subject;
use crate::source::Text;

rule! {
    /// A search names a knowledge base that is not defined.
    ///
    /// On the platform knowledge bases belong to the account. Here `knowledge_bases` stands in for
    /// them: without the articles, or mocks, there is nothing to search.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// knowledge_bases:
    ///   Returns:
    ///     - title: How do I return something?
    /// dialogs:
    ///   - fallback_dialog: Fallback
    ///     interactions:
    ///       - knowledge: Retruns
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// knowledge_bases:
    ///   Returns:
    ///     - title: How do I return something?
    /// dialogs:
    ///   - fallback_dialog: Fallback
    ///     interactions:
    ///       - knowledge: Returns
    /// ```
    pub(crate) UNKNOWN_KNOWLEDGE_BASE = "unknown-knowledge-base", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = names.bot();
    let of_interactions = bot.interactions().filter_map(|(_, item)| match &item.kind {
        InteractionKind::Knowledge(knowledge) => Some(&knowledge.knowledge_base),
        _ => None,
    });
    let of_integrations = bot.integrations.iter().filter_map(|item| match &item.kind {
        IntegrationKind::Knowledge { knowledge_base, .. } => Some(knowledge_base),
        _ => None,
    });
    let mut nearest = Nearest::new();
    // What is empty was reported when it was read.
    let named = of_integrations.chain(of_interactions).filter(|name| !name.as_str().is_empty());
    for name in named.filter(|name| names.knowledge_base(name.as_str()).is_none()) {
        out.push(problem(names, name, &mut nearest));
    }
}

fn problem(names: &Subject<'_>, name: &Text, nearest: &mut Nearest) -> Diagnostic {
    let meant = nearest.of(name.as_str(), names.knowledge_base_names());
    let label = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "nothing to search".to_owned(),
    };
    Diagnostic::new(&UNKNOWN_KNOWLEDGE_BASE, name.span(), format!("no knowledge base is named `{name}`"))
        .label(label)
        .help(format!(
            "There is nothing to search, so the conversation breaks here. Write the name of one that the bot \
             has, or define this one: `knowledge_bases: {{ {name}: [{{ title: TITLE, phrases: [PHRASE] }}] }}`."
        ))
        .fix_if(meant.and_then(|meant| Fix::rename(name, 0..name.as_str().len(), meant)))
}
