//! What a bot has and this version does not play.

use super::{LinkedInteraction, Step};
use crate::bot::{Bot, CodeHook, DialogKind};
use crate::source::Span;

/// What a bot has and this version does not play, so that nobody takes the conversation for more than
/// it is.
pub(super) fn not_simulated(bot: &Bot, interactions: &[LinkedInteraction]) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    for dialog in &bot.dialogs {
        if matches!(dialog.kind, DialogKind::FileUpload) {
            found.push((format!("{} `{}`", dialog.kind.key(), dialog.name), dialog.kind_span));
        }
    }
    for dialog in &bot.dialogs {
        if let DialogKind::Disambiguation { domains, .. } = &dialog.kind
            && let Some(first) = domains.first()
        {
            let what = format!("the choice of domains of `{}` (all intents are of one)", dialog.name);
            found.push((what, first.span()));
        }
    }
    for ((_, interaction), linked) in bot.interactions().zip(interactions) {
        if let Step::NotSimulated(kind) = linked.step {
            found.push((kind.to_owned(), interaction.kind_span));
        }
        for hook in [CodeHook::PreProcess, CodeHook::PostProcess, CodeHook::ProcessUserResponse] {
            if let Some(code) = interaction.code.get(hook) {
                found.push((format!("the {} code", hook.key()), code.span));
            }
        }
    }
    for integration in &bot.integrations {
        if integration.kind.http().is_none() {
            let what = format!("the {} integration `{}`", integration.kind.key(), integration.name);
            found.push((what, integration.kind_span));
        }
        if let Some(code) = &integration.transform_result {
            let hook = CodeHook::TransformResult.key();
            found.push((format!("the {hook} code of `{}`", integration.name), code.span));
        }
    }
    found.extend(bot.functions.iter().map(|code| ("the global functions".to_owned(), code.span)));
    found
}
