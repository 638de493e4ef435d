//! What an export says beyond the definition that was made of it.

use std::collections::HashMap;

use serde_json::Value;

use super::super::export::make;
use super::super::fields::Object;
use super::super::kept::differences;
use super::super::lock::{Entry, Lock};
use super::super::note::Notes;
use super::super::{PARTS, passive};
use super::{BotFile, ImportError};
use crate::load::{MemoryFiles, load_bot};
use crate::source::Sources;

/// Notes in the lock what the definition does not say, by comparing the original with what would be exported of it.
pub(super) fn keep(
    root: &Object,
    files: &[BotFile],
    lock: &mut Lock,
    notes: &mut Notes,
) -> Result<(), ImportError> {
    let mut folder = MemoryFiles::default();
    for file in files {
        folder = folder.with(file.path.clone(), file.text.clone().into_bytes());
    }
    let mut sources = Sources::default();
    let loaded = load_bot("bot.yaml", &folder, &mut sources);
    let bot = match (loaded.bot, loaded.diagnostics.iter().find(|found| found.is_error())) {
        (Some(bot), None) => bot,
        (_, Some(error)) => {
            let at = sources.position(error.span());
            let file = sources.get(error.span().source).name();
            return Err(ImportError::Unreadable(format!("{file}:{}: {}", at.line, error.message)));
        }
        (None, None) => return Err(ImportError::Unreadable("bot.yaml".to_owned())),
    };
    let made = make(&bot, &lock.ids);
    let mut left_out = passive::LeftOut::default();
    let mut compare = |made: &Value, original: Option<&Value>, part: &'static str| {
        let kept = original.map_or_else(Vec::new, |original| differences(made, original));
        kept.iter().for_each(|difference| left_out.note(part, difference));
        kept
    };
    lock.bot.kept = compare(&made.bot, root.get("bot"), "bot");
    lock.functions.kept = compare(&made.functions, root.get("globalFunctions"), "globalFunctions");
    for (list, theirs, entries) in [
        (&made.dialogs, "groups", &mut lock.dialogs),
        (&made.interactions, "conversationMessage", &mut lock.interactions),
        (&made.integrations, "responder", &mut lock.integrations),
        (&made.intents, "associatedIntents", &mut lock.intents),
    ] {
        let originals = root.get(theirs).and_then(Value::as_array);
        let by_id: HashMap<&str, &Value> = originals
            .into_iter()
            .flatten()
            .filter_map(|item| Some((item.get("id")?.as_str()?, item)))
            .collect();
        for part in list {
            let id = part.value.get("id").and_then(Value::as_str).unwrap_or("");
            let kept = compare(&part.value, by_id.get(id).copied(), theirs);
            if !kept.is_empty() {
                entries.insert(part.name.clone(), Entry { kept });
            }
        }
    }
    let whole = made.assemble(lock);
    lock.rest.kept = differences(&without_parts(whole), &without_parts(Value::Object(root.clone())));
    lock.rest.kept.iter().for_each(|difference| left_out.note("", difference));
    left_out.tell(notes);
    Ok(())
}

/// An export without what is compared part by part.
fn without_parts(mut export: Value) -> Value {
    if let Some(root) = export.as_object_mut() {
        root.retain(|key, _| !PARTS.contains(&key.as_str()));
    }
    export
}
