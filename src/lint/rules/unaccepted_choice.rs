//! Choices that nothing takes when they are tapped.

use std::collections::HashSet;

use super::answers::{questions_with_rules, takes_anything};
use super::taken::Taken;
use super::words::Nearest;
use crate::bot::{
    Bot, Button, ButtonAction, CodeHook, ConditionKind, DialogKind, Interaction, InteractionKind, ListStyle,
    MultipleChoice, QuickReply,
};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::Place;
use crate::source::Text;

rule! {
    /// A question offers something to tap that none of its rules takes.
    ///
    /// The tap is an answer like any other: where no rule and no starter takes it, the consumer gets the
    /// fallback for having done as they were told. What the bot hears of a button is its `postback`, of a
    /// quick reply its `payload`, then its title.
    ///
    /// It says nothing where `no_match`, an `intent` rule, code, a starter, another bot of the group or a
    /// search in the fallback dialog may take the tap, or where what it says depends on a variable.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Loan
    ///     interactions:
    ///       - dialog_starter: { patterns: [borrow] }
    ///       - button_question: What is it for?
    ///         fallback: Tap one of the two, please.
    ///         buttons:
    ///           - { label: A home, postback: loan_home }
    ///           - { label: A car, postback: car_loan }
    ///         rules:
    ///           - exact: loan_home
    ///             next: end
    ///           - exact: loan_car
    ///             next: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Loan
    ///     interactions:
    ///       - dialog_starter: { patterns: [borrow] }
    ///       - button_question: What is it for?
    ///         fallback: Tap one of the two, please.
    ///         buttons:
    ///           - { label: A home, postback: loan_home }
    ///           - { label: A car, postback: loan_car }
    ///         rules:
    ///           - exact: loan_home
    ///             next: end
    ///           - exact: loan_car
    ///             next: end
    /// ```
    pub(crate) UNACCEPTED_CHOICE = "unaccepted-choice", Warning
}

/// So often answers of one question are tried with its patterns and regular expressions.
const TRIES: usize = 10_000;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    // What the other bots make of a message is not known.
    if subject.bot().group.as_ref().is_some_and(|group| group.collaboration) {
        return;
    }
    let searches = fallback_searches(subject.bot());
    let mut nearest = Nearest::new();
    for place in questions_with_rules(subject) {
        let choices = choices(subject.bot(), place.interaction);
        let is_searched = searches && place.interaction.fallback.is_none();
        if choices.is_empty() || is_searched || anything_goes(subject, &place) {
            continue;
        }
        let taken = Taken::new(subject, place.interaction);
        if taken.is_open || names_unknown_option(place.interaction) || taken.tries() * choices.len() > TRIES {
            continue;
        }
        for choice in choices {
            let is_taken = choice
                .says
                .iter()
                .any(|said| taken.takes(said) || subject.triggers().may_start(subject, said));
            if !is_taken {
                out.push(unaccepted(&choice, &place, &mut nearest));
            }
        }
    }
}

/// Whether every answer of a question is taken, or code may take it.
fn anything_goes(subject: &Subject<'_>, place: &Place<'_>) -> bool {
    place.interaction.code.get(CodeHook::ProcessUserResponse).is_some()
        || place.interaction.rules.iter().any(|rule| takes_anything(subject, rule))
}

/// Whether a rule waits for an option that is not offered: that is another rule's, and explains what is left.
fn names_unknown_option(interaction: &Interaction) -> bool {
    let InteractionKind::MultipleChoice(question) = &interaction.kind else { return false };
    let offered: HashSet<&str> = question.choices.iter().map(|choice| choice.as_str().trim()).collect();
    interaction.rules.iter().any(|rule| match &rule.condition.kind {
        ConditionKind::Option(option) => !offered.contains(option.as_str().trim()),
        _ => false,
    })
}

/// Whether the fallback dialog looks for what was said: then a choice may be a question to a knowledge base.
fn fallback_searches(bot: &Bot) -> bool {
    let fallback = bot.interactions().filter(|(dialog, _)| matches!(dialog.kind, DialogKind::Fallback));
    fallback.map(|(_, item)| &item.kind).any(|kind| {
        matches!(
            kind,
            InteractionKind::Knowledge(_)
                | InteractionKind::Integration(_)
                | InteractionKind::DynamicRouting(_)
        )
    })
}

/// Something to tap.
struct TappedChoice<'b> {
    text: &'b Text,
    /// What rules are tried with, in this order.
    says: Vec<String>,
}

impl<'b> TappedChoice<'b> {
    /// `None` where what it says is known in the conversation only.
    fn new(text: &'b Text, says: Vec<String>) -> Option<Self> {
        let is_open = says.iter().any(|said| said.contains('{'));
        (!is_open).then_some(Self { text, says })
    }
}

fn choices<'b>(bot: &Bot, interaction: &'b Interaction) -> Vec<TappedChoice<'b>> {
    let says_label = bot.settings.connector.enable_button_text_on_postback;
    let buttons = |buttons: &'b [Button]| buttons.iter().filter_map(move |own| button(own, says_label));
    match &interaction.kind {
        InteractionKind::MultipleChoice(question) => multiple_choice(question),
        InteractionKind::ButtonQuestion { buttons: own, .. } => buttons(own).collect(),
        InteractionKind::StructuredQuestion(question) => {
            question.tiles.iter().flat_map(|tile| buttons(&tile.buttons)).collect()
        }
        InteractionKind::QuickReply { replies, .. } => replies.iter().filter_map(quick_reply).collect(),
        // Where several items may be chosen, a rule may wait for several.
        InteractionKind::ListPicker(picker) if picker.multiple.is_none_or(|multiple| !multiple.value) => {
            let items = picker.sections.iter().flat_map(|section| &section.items);
            let choice = |title: &'b Text| {
                let said = format!("User Selected: {title}");
                TappedChoice::new(title, vec![said, title.to_string()])
            };
            items.filter_map(|item| choice(&item.title)).collect()
        }
        _ => Vec::new(),
    }
}

/// Where choices are a list in the text, a rule may wait for what stands before a choice.
fn multiple_choice(question: &MultipleChoice) -> Vec<TappedChoice<'_>> {
    let style = question.list_style.map_or(ListStyle::Numbers, |style| style.value);
    let choices = question.choices.iter().enumerate();
    let tapped =
        choices.map(|(place, label)| TappedChoice::new(label, vec![label.to_string(), style.marker(place)]));
    tapped.flatten().collect()
}

fn button(button: &Button, says_label: bool) -> Option<TappedChoice<'_>> {
    let ButtonAction::Postback(callback) = &button.action else { return None };
    let callback = callback.as_ref().filter(|_| !says_label).unwrap_or(&button.label);
    TappedChoice::new(callback, vec![callback.to_string()])
}

fn quick_reply(reply: &QuickReply) -> Option<TappedChoice<'_>> {
    let says = reply.payload.iter().chain([&reply.title]).map(Text::to_string).collect();
    TappedChoice::new(reply.payload.as_ref().unwrap_or(&reply.title), says)
}

fn unaccepted(choice: &TappedChoice<'_>, place: &Place<'_>, nearest: &mut Nearest) -> Diagnostic {
    let found = Diagnostic::new(
        &UNACCEPTED_CHOICE,
        choice.text.span(),
        format!("no rule of this question takes `{}`", choice.text),
    )
    .label("leads to the fallback when it is tapped");
    let near = nearest.of(choice.text.as_str(), expected(place.interaction).map(Text::as_str));
    let found = match expected(place.interaction).find(|text| near == Some(text.as_str())) {
        Some(near) => found.also(near.span(), "nearly the same"),
        None => found.also(place.interaction.kind_span, "this question"),
    };
    found.help(format!(
        "The consumer taps what is offered and is told that it was not understood. Write a rule that takes \
         `{}`, or a `no_match`.",
        choice.text
    ))
}

/// What the rules of a question wait for, word by word.
fn expected(interaction: &Interaction) -> impl Iterator<Item = &Text> {
    interaction.rules.iter().flat_map(|rule| match &rule.condition.kind {
        ConditionKind::Exact(texts) | ConditionKind::Pattern(texts) => texts.as_slice(),
        ConditionKind::Option(text) => std::slice::from_ref(text),
        _ => &[],
    })
}
