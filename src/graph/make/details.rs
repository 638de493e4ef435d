//! What else is worth knowing of an interaction.

use crate::bot::{ButtonAction, Interaction, InteractionKind, Rule};
use crate::source::Text;

/// A line for each thing: what it offers, what it sets, what code it runs.
pub(super) fn details(interaction: &Interaction) -> Vec<String> {
    let mut details = Vec::new();
    let mut add = |what: &str, values: Vec<String>| {
        if !values.is_empty() {
            details.push(format!("{what}: {}", values.join(", ")));
        }
    };
    match &interaction.kind {
        InteractionKind::DialogStarter(starter) => {
            add("patterns", texts(&starter.patterns));
            add("intent", texts(&starter.intent));
            add("not with", texts(&starter.exclude));
        }
        InteractionKind::MultipleChoice(question) => add("choices", texts(&question.choices)),
        InteractionKind::ButtonQuestion { buttons, .. } => {
            add("buttons", buttons.iter().map(|button| tapped(&button.label, &button.action)).collect());
        }
        InteractionKind::QuickReply { replies, .. } => {
            add("replies", texts(replies.iter().map(|one| &one.title)))
        }
        InteractionKind::StructuredQuestion(question) => {
            add("tiles", texts(question.tiles.iter().map(|tile| &tile.title)));
        }
        InteractionKind::ListPicker(picker) => {
            let items = picker.sections.iter().flat_map(|section| &section.items);
            add("items", texts(items.map(|item| &item.title)));
        }
        InteractionKind::TimePicker(picker) => {
            add("times", texts(picker.slots.iter().map(|slot| &slot.start)))
        }
        InteractionKind::FileUpload(upload) => {
            add("accepts", texts(&upload.accept));
            add("in progress", texts(&upload.in_progress));
            add("success", texts(&upload.success));
            add("failure", texts(&upload.failure));
        }
        InteractionKind::AgentTransfer(transfer) => {
            add("skill", texts(&transfer.skill));
            add("agent", texts(&transfer.agent));
        }
        InteractionKind::DynamicRouting(routing) => add("fallback skill", texts(&routing.fallback_skill)),
        InteractionKind::Knowledge(knowledge) => add("not found", texts(&knowledge.not_found)),
        _ => {}
    }
    add("fallback", texts(&interaction.fallback));
    for (index, rule) in interaction.rules.iter().enumerate() {
        add(&format!("rule {} sets", index + 1), set_by(rule));
    }
    add("code", interaction.code.0.iter().map(|(hook, _)| hook.key().to_owned()).collect());
    details
}

fn texts<'t>(texts: impl IntoIterator<Item = &'t Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.as_str().to_owned()).collect()
}

fn tapped(label: &Text, action: &ButtonAction) -> String {
    match action {
        ButtonAction::WebUrl { url, .. } => format!("{label} (opens {url})"),
        ButtonAction::Postback(_) => label.to_string(),
    }
}

fn set_by(rule: &Rule) -> Vec<String> {
    let variables = rule.set.iter().map(|set| format!("{} = {}", set.name, set.value));
    let slot = rule.slot.iter().map(|slot| format!("slot {} = {}", slot.name, slot.value));
    variables.chain(slot).collect()
}
