//! What the consumer reads of a bot, part by part.

use crate::bot::{Button, ConditionKind, Interaction, InteractionKind, ListPicker, StructuredQuestion};
use crate::source::Text;
use crate::text::{Segment, Template};

/// What a text is to the consumer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A message of its own.
    Message,
    /// The text of a Text or Multiple Choice question.
    Question,
    /// The title of a Structured question or of its tiles.
    Title,
    /// The second line of one of these.
    Subtitle,
    /// The label of a button.
    Label,
    /// A choice of a Multiple Choice question.
    Choice,
    /// The title of a quick reply.
    Reply,
    /// The title of an Apple picker, and of the reply to it.
    PickerTitle,
    /// The second line of an Apple picker.
    PickerSubtitle,
}

/// Calls `visit` with everything that an interaction says to the consumer, whenever it does.
pub(super) fn said<'b>(interaction: &'b Interaction, visit: &mut dyn FnMut(Part, &'b Text)) {
    of_kind(&interaction.kind, visit);
    interaction.fallback.iter().for_each(|text| visit(Part::Message, text));
    for rule in &interaction.rules {
        if let ConditionKind::NoMatch(Some(text)) = &rule.condition.kind {
            visit(Part::Message, text);
        }
    }
}

fn of_kind<'b>(kind: &'b InteractionKind, visit: &mut dyn FnMut(Part, &'b Text)) {
    match kind {
        InteractionKind::Text(text) => visit(Part::Message, text),
        InteractionKind::TextQuestion(text) => visit(Part::Question, text),
        InteractionKind::MultipleChoice(question) => {
            visit(Part::Question, &question.text);
            question.choices.iter().for_each(|choice| visit(Part::Choice, choice));
        }
        InteractionKind::StructuredQuestion(question) => of_tiles(question, visit),
        InteractionKind::ButtonQuestion { text, buttons } => {
            visit(Part::Message, text);
            of_buttons(buttons, visit);
        }
        InteractionKind::QuickReply { text, replies, .. } => {
            visit(Part::Message, text);
            replies.iter().for_each(|reply| visit(Part::Reply, &reply.title));
        }
        InteractionKind::ListPicker(picker) => of_list(picker, visit),
        InteractionKind::TimePicker(picker) => {
            visit(Part::PickerTitle, &picker.title);
            picker.subtitle.iter().for_each(|text| visit(Part::PickerSubtitle, text));
        }
        InteractionKind::FileUpload(upload) => {
            visit(Part::Message, &upload.text);
            let messages =
                [&upload.in_progress, &upload.success, &upload.failure, &upload.validation_failure];
            messages.into_iter().flatten().for_each(|text| visit(Part::Message, text));
        }
        InteractionKind::AgentTransfer(transfer) => visit(Part::Message, &transfer.message),
        InteractionKind::Knowledge(search) => {
            search.not_found.iter().for_each(|text| visit(Part::Message, text));
        }
        InteractionKind::DynamicRouting(routing) => visit(Part::Message, &routing.escalation_message),
        InteractionKind::Disambiguation(question) => visit(Part::Message, &question.text),
        InteractionKind::DialogStarter(_)
        | InteractionKind::Image(_)
        | InteractionKind::RichLink(_)
        | InteractionKind::PrivateMessage(_)
        | InteractionKind::Universal(_)
        | InteractionKind::Audio(_)
        | InteractionKind::Video(_)
        | InteractionKind::Integration(_) => {}
    }
}

fn of_tiles<'b>(question: &'b StructuredQuestion, visit: &mut dyn FnMut(Part, &'b Text)) {
    visit(Part::Title, &question.title);
    question.subtitle.iter().for_each(|text| visit(Part::Subtitle, text));
    for tile in &question.tiles {
        visit(Part::Title, &tile.title);
        tile.subtitle.iter().for_each(|text| visit(Part::Subtitle, text));
        of_buttons(&tile.buttons, visit);
    }
}

fn of_buttons<'b>(buttons: &'b [Button], visit: &mut dyn FnMut(Part, &'b Text)) {
    buttons.iter().for_each(|button| visit(Part::Label, &button.label));
}

fn of_list<'b>(picker: &'b ListPicker, visit: &mut dyn FnMut(Part, &'b Text)) {
    visit(Part::PickerTitle, &picker.title);
    picker.reply_title.iter().for_each(|text| visit(Part::PickerTitle, text));
    picker.subtitle.iter().for_each(|text| visit(Part::PickerSubtitle, text));
}

/// Calls `visit` with the address of every picture that an interaction shows.
pub(super) fn pictures<'b>(interaction: &'b Interaction, visit: &mut dyn FnMut(&'b Text)) {
    match &interaction.kind {
        InteractionKind::Image(address) => visit(address),
        InteractionKind::RichLink(link) => visit(&link.image),
        InteractionKind::StructuredQuestion(question) => {
            question.tiles.iter().filter_map(|tile| tile.image.as_ref()).for_each(visit);
        }
        InteractionKind::QuickReply { replies, .. } => {
            replies.iter().filter_map(|reply| reply.image.as_ref()).for_each(visit);
        }
        InteractionKind::ListPicker(picker) => {
            let items = picker.sections.iter().flat_map(|section| &section.items);
            items.filter_map(|item| item.image.as_ref()).for_each(visit);
        }
        InteractionKind::TimePicker(picker) => picker.image.iter().for_each(visit),
        InteractionKind::Knowledge(search) => search.image.iter().for_each(visit),
        _ => {}
    }
}

/// How many characters a text has at least, whatever its references become.
pub(super) fn least_length(text: &Text) -> usize {
    if !text.as_str().contains('{') {
        return text.as_str().chars().count();
    }
    let length = |segment: &Segment| match segment {
        Segment::Literal(text) => text.chars().count(),
        Segment::Reference { .. } => 0,
    };
    Template::parse(text.as_str()).segments().iter().map(length).sum()
}

/// How many buttons of an interaction stand in one place: of the question, or of a tile.
pub(super) fn button_groups(interaction: &Interaction) -> Vec<&[Button]> {
    match &interaction.kind {
        InteractionKind::ButtonQuestion { buttons, .. } => vec![buttons],
        InteractionKind::StructuredQuestion(question) => {
            question.tiles.iter().map(|tile| tile.buttons.as_slice()).collect()
        }
        _ => Vec::new(),
    }
}
