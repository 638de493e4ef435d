//! Interactions: the steps of a dialog (spec 5 to 8).

use std::time::Duration;

use super::{AnswerLayout, Code, CodeHook, MinConfidence, Mock, Next, Rule, WrittenJson, on_by_default};
use crate::source::{Span, Spanned, Text};

/// One step of a dialog.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// What it does, with what only this kind has.
    pub kind: InteractionKind,
    /// The key that names the kind, e.g. `text_question`.
    pub kind_span: Span,
    /// The whole list item.
    pub span: Span,
    /// Target of jumps, unique in the bot (spec 1.5).
    pub name: Option<Text>,
    /// A remark without effect (spec 5.5).
    pub comment: Option<Text>,
    /// Off: the flow passes over it.
    pub enabled: Option<Spanned<bool>>,
    /// Wait before sending, or before calling for integrations; at most 10 s (spec 5.1).
    pub delay: Option<Spanned<Duration>>,
    /// Where the flow goes; the following interaction if absent.
    pub next: Option<Next>,
    /// Custom rules.
    pub rules: Vec<Rule>,
    /// Sent when no rule is met; for the upload pair, when its half fails.
    pub fallback: Option<Text>,
    /// Bot code.
    pub code: CodeHooks,
    /// Structured metadata sent with the message.
    pub metadata: Option<Box<WrittenJson>>,
}

/// The code that an interaction runs (spec 5.2). Few interactions have any, so it is a short list.
#[derive(Clone, Debug, Default)]
pub struct CodeHooks(pub Vec<(CodeHook, Code)>);

impl CodeHooks {
    /// The code of one place, if there is any.
    pub fn get(&self, hook: CodeHook) -> Option<&Code> {
        self.0.iter().find(|(own, _)| *own == hook).map(|(_, code)| code)
    }
}

/// The kinds of interaction (spec 6 to 8).
#[derive(Clone, Debug)]
pub enum InteractionKind {
    /// What triggers the dialog (spec 3.3).
    DialogStarter(DialogStarter),
    /// Sends a text.
    Text(Text),
    /// Sends an image by its URL.
    Image(Text),
    /// An Apple rich link.
    RichLink(Box<RichLink>),
    /// Seen by agents only.
    PrivateMessage(Text),
    /// Rich content as JSON.
    Universal(Box<Universal>),
    /// The platform lists it and does not support it.
    Audio(Text),
    /// The platform lists it and does not support it.
    Video(Text),
    /// Asks for free text.
    TextQuestion(Text),
    /// Asks for one of several choices.
    MultipleChoice(Box<MultipleChoice>),
    /// Asks with tiles.
    StructuredQuestion(Box<StructuredQuestion>),
    /// Asks with buttons.
    ButtonQuestion {
        /// The question.
        text: Text,
        /// Its buttons.
        buttons: Vec<Button>,
    },
    /// Asks with quick replies.
    QuickReply {
        /// The question.
        text: Text,
        /// Its chips.
        replies: Vec<QuickReply>,
        /// Chips in a row.
        choices_per_row: Option<Spanned<u32>>,
    },
    /// Apple list picker.
    ListPicker(Box<ListPicker>),
    /// Apple time picker.
    TimePicker(Box<TimePicker>),
    /// Asks which intent was meant.
    Disambiguation(Disambiguation),
    /// Calls an integration by its name.
    Integration(Text),
    /// Searches a knowledge base.
    Knowledge(Box<Knowledge>),
    /// Hands the consumer to an agent.
    AgentTransfer(Box<Transfer>),
    /// Asks for a file.
    FileUpload(Box<FileUpload>),
    /// Asks the policy engine.
    DynamicRouting(Box<DynamicRouting>),
}

impl InteractionKind {
    /// The key in the bot file.
    pub fn key(&self) -> &'static str {
        match self {
            Self::DialogStarter(_) => "dialog_starter",
            Self::Text(_) => "text",
            Self::Image(_) => "image",
            Self::RichLink(_) => "rich_link",
            Self::PrivateMessage(_) => "private_message",
            Self::Universal(_) => "universal",
            Self::Audio(_) => "audio",
            Self::Video(_) => "video",
            Self::TextQuestion(_) => "text_question",
            Self::MultipleChoice(_) => "multiple_choice",
            Self::StructuredQuestion(_) => "structured_question",
            Self::ButtonQuestion { .. } => "button_question",
            Self::QuickReply { .. } => "quick_reply",
            Self::ListPicker(_) => "list_picker",
            Self::TimePicker(_) => "time_picker",
            Self::Disambiguation(_) => "disambiguation",
            Self::Integration(_) => "integration",
            Self::Knowledge(_) => "knowledge",
            Self::AgentTransfer(_) => "agent_transfer",
            Self::FileUpload(_) => "file_upload",
            Self::DynamicRouting(_) => "dynamic_routing",
        }
    }

    /// Whether the flow stops at it until the consumer answers.
    pub fn waits(&self) -> bool {
        match self {
            Self::Universal(universal) => universal.user_input_required.is_some_and(|flag| flag.value),
            Self::DialogStarter(_)
            | Self::Text(_)
            | Self::Image(_)
            | Self::RichLink(_)
            | Self::PrivateMessage(_)
            | Self::Audio(_)
            | Self::Video(_)
            | Self::Integration(_)
            | Self::Knowledge(_)
            | Self::AgentTransfer(_)
            | Self::DynamicRouting(_) => false,
            Self::TextQuestion(_)
            | Self::MultipleChoice(_)
            | Self::StructuredQuestion(_)
            | Self::ButtonQuestion { .. }
            | Self::QuickReply { .. }
            | Self::ListPicker(_)
            | Self::TimePicker(_)
            | Self::Disambiguation(_)
            | Self::FileUpload(_) => true,
        }
    }

    /// The platform's name for it.
    pub fn title(&self) -> &'static str {
        match self {
            Self::DialogStarter(_) => "Dialog Starter",
            Self::Text(_) => "Text",
            Self::Image(_) => "Image",
            Self::RichLink(_) => "Apple Rich Link",
            Self::PrivateMessage(_) => "Private Message",
            Self::Universal(_) => "Universal",
            Self::Audio(_) => "Audio",
            Self::Video(_) => "Video",
            Self::TextQuestion(_) => "Text question",
            Self::MultipleChoice(_) => "Multiple Choice question",
            Self::StructuredQuestion(_) => "Structured question",
            Self::ButtonQuestion { .. } => "Button question",
            Self::QuickReply { .. } => "Quick Reply question",
            Self::ListPicker(_) => "Apple List Picker",
            Self::TimePicker(_) => "Apple Time Picker",
            Self::Disambiguation(_) => "Disambiguation",
            Self::Integration(_) => "Integration",
            Self::Knowledge(_) => "Knowledge AI",
            Self::AgentTransfer(_) => "Agent Transfer",
            Self::FileUpload(_) => "File Upload",
            Self::DynamicRouting(_) => "Dynamic Routing",
        }
    }

    /// The text by which people know it: what it says, asks or calls.
    pub fn content(&self) -> Option<&str> {
        Some(match self {
            Self::Text(text)
            | Self::Image(text)
            | Self::PrivateMessage(text)
            | Self::TextQuestion(text)
            | Self::ButtonQuestion { text, .. }
            | Self::QuickReply { text, .. }
            | Self::Integration(text) => text.as_str(),
            Self::RichLink(link) => link.title.as_str(),
            Self::MultipleChoice(question) => question.text.as_str(),
            Self::StructuredQuestion(question) => question.title.as_str(),
            Self::ListPicker(picker) => picker.title.as_str(),
            Self::TimePicker(picker) => picker.title.as_str(),
            Self::Disambiguation(which) => which.text.as_str(),
            Self::Knowledge(knowledge) => knowledge.knowledge_base.as_str(),
            Self::AgentTransfer(transfer) => transfer.message.as_str(),
            Self::FileUpload(upload) => upload.text.as_str(),
            Self::DynamicRouting(routing) => routing.escalation_message.as_str(),
            Self::DialogStarter(_) | Self::Universal(_) | Self::Audio(_) | Self::Video(_) => return None,
        })
    }
}

impl Interaction {
    /// Whether the flow stops at it.
    pub fn is_enabled(&self) -> bool {
        on_by_default(self.enabled)
    }
}

/// What triggers a dialog (spec 3.3.2).
#[derive(Clone, Debug, Default)]
pub struct DialogStarter {
    /// Each must match the whole message.
    pub patterns: Vec<Text>,
    /// Words that keep the dialog from being triggered.
    pub exclude: Vec<Text>,
    /// The intent that triggers it.
    pub intent: Option<Text>,
}

/// An Apple rich link (spec 6).
#[derive(Clone, Debug)]
pub struct RichLink {
    /// The link's title.
    pub title: Text,
    /// Where it leads.
    pub url: Text,
    /// Its picture.
    pub image: Text,
}

/// Rich content as JSON (spec 6).
#[derive(Clone, Debug)]
pub struct Universal {
    /// The JSON.
    pub content: UniversalContent,
    /// Where the parts of the JSON stand, by their JSON pointers, in the order of the file; none where it is
    /// no JSON as written.
    pub places: Box<[(Box<str>, Span)]>,
    /// Whether it waits for the consumer (rulings, section 2).
    pub user_input_required: Option<Spanned<bool>>,
}

/// How a Universal interaction's JSON is written.
#[derive(Clone, Debug)]
pub enum UniversalContent {
    /// As JSON text, inline or in a file.
    Json(Code),
    /// As YAML of the same shape.
    Value(WrittenJson),
}

/// A multiple choice question (spec 7.2).
#[derive(Clone, Debug)]
pub struct MultipleChoice {
    /// The question.
    pub text: Text,
    /// The choices' labels.
    pub choices: Vec<Text>,
    /// What the choices look like; buttons unless written.
    pub display: Option<Spanned<ChoiceDisplay>>,
    /// Quick replies in a row.
    pub choices_per_row: Option<Spanned<u32>>,
    /// How the list on text-only channels counts; by numbers unless written.
    pub list_style: Option<Spanned<ListStyle>>,
    /// Indentation on text-only channels.
    pub indentation: Option<Spanned<bool>>,
}

/// What the choices of a multiple choice question look like (spec 7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceDisplay {
    /// Buttons.
    Button,
    /// Quick replies.
    QuickReply,
}

impl ChoiceDisplay {
    /// Every display with its word.
    pub const ALL: [(&'static str, Self); 2] = [("button", Self::Button), ("quick_reply", Self::QuickReply)];
}

/// How a list of choices in a text counts (spec 7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStyle {
    /// `1. 2. 3.`
    Numbers,
    /// `a. b. c.`
    Letters,
}

impl ListStyle {
    /// Every style with its word.
    pub const ALL: [(&'static str, Self); 2] = [("numbers", Self::Numbers), ("letters", Self::Letters)];

    /// What stands before the choice at a place, from 0: `1`, `2`, or `a`, `b`, and after `z`, `aa`.
    pub fn marker(self, place: usize) -> String {
        if self == Self::Numbers {
            return (place + 1).to_string();
        }
        let mut letters = Vec::new();
        let mut rest = place + 1;
        while rest > 0 {
            rest -= 1;
            // Less than 26, so it is a letter.
            letters.push(b'a' + (rest % 26) as u8);
            rest /= 26;
        }
        letters.iter().rev().map(|letter| char::from(*letter)).collect()
    }
}

/// Where a page opens (spec 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// In a new window.
    New,
    /// In the same window.
    Current,
    /// In a part of the window that slides out; on the web only.
    Slideout,
}

impl LinkTarget {
    /// Every target with its word.
    pub const ALL: [(&'static str, Self); 3] =
        [("new", Self::New), ("current", Self::Current), ("slideout", Self::Slideout)];
}

/// A structured question (spec 7.2).
#[derive(Clone, Debug)]
pub struct StructuredQuestion {
    /// The title.
    pub title: Text,
    /// The subtitle.
    pub subtitle: Option<Text>,
    /// Up to ten tiles.
    pub tiles: Vec<Tile>,
}

/// A tile of a structured question.
#[derive(Clone, Debug)]
pub struct Tile {
    /// The title.
    pub title: Text,
    /// The subtitle.
    pub subtitle: Option<Text>,
    /// The picture's URL.
    pub image: Option<Text>,
    /// What a tap on the tile opens.
    pub url: Option<Text>,
    /// Its buttons.
    pub buttons: Vec<Button>,
}

/// A button (spec 7.3).
#[derive(Clone, Debug)]
pub struct Button {
    /// What it shows.
    pub label: Text,
    /// What a tap does.
    pub action: ButtonAction,
    /// Sent back with the tap.
    pub metadata: Option<WrittenJson>,
}

/// What a tap on a button does.
#[derive(Clone, Debug)]
pub enum ButtonAction {
    /// The callback goes to the bot as the consumer's message; the label where none is written.
    Postback(Option<Text>),
    /// A page is opened; the question keeps waiting (spec U-10).
    WebUrl {
        /// The page.
        url: Text,
        /// Where it opens.
        target: Option<Spanned<LinkTarget>>,
    },
}

/// A quick reply (spec 7.2).
#[derive(Clone, Debug)]
pub struct QuickReply {
    /// What it shows.
    pub title: Text,
    /// What the bot gets.
    pub payload: Option<Text>,
    /// Its picture.
    pub image: Option<Text>,
    /// Sent back with the tap.
    pub metadata: Option<WrittenJson>,
}

/// An Apple list picker (spec 7.2).
#[derive(Clone, Debug)]
pub struct ListPicker {
    /// The title.
    pub title: Text,
    /// The subtitle.
    pub subtitle: Option<Text>,
    /// The title of the reply.
    pub reply_title: Option<Text>,
    /// Whether several items may be chosen.
    pub multiple: Option<Spanned<bool>>,
    /// Its sections.
    pub sections: Vec<ListPickerSection>,
}

/// A section of a list picker.
#[derive(Clone, Debug)]
pub struct ListPickerSection {
    /// The title.
    pub title: Text,
    /// Its items.
    pub items: Vec<ListPickerItem>,
}

/// An item of a list picker.
#[derive(Clone, Debug)]
pub struct ListPickerItem {
    /// The title.
    pub title: Text,
    /// The subtitle.
    pub subtitle: Option<Text>,
    /// Its picture.
    pub image: Option<Text>,
}

/// An Apple time picker (spec 7.2).
#[derive(Clone, Debug)]
pub struct TimePicker {
    /// The title.
    pub title: Text,
    /// The subtitle.
    pub subtitle: Option<Text>,
    /// The title of the event.
    pub event: Option<Text>,
    /// The picture's URL.
    pub image: Option<Text>,
    /// The time zone's offset in minutes: +h hours are h × 60, −h hours are (24 − h) × 60.
    pub timezone_offset: Option<Spanned<u32>>,
    /// The times to choose from.
    pub slots: Vec<TimeSlot>,
}

/// A slot of a time picker.
#[derive(Clone, Debug)]
pub struct TimeSlot {
    /// Date and time in GMT, or a reference.
    pub start: Text,
    /// Its length.
    pub duration: Option<Spanned<Duration>>,
}

/// The question of a disambiguation dialog (spec 3.5.2).
#[derive(Clone, Debug)]
pub struct Disambiguation {
    /// The question.
    pub text: Text,
    /// How many intents to show: 2 or 3.
    pub intents: Option<Spanned<u32>>,
    /// The label of the additional option.
    pub none_of_these: Option<Text>,
}

/// A knowledge base search (spec 8.2).
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// The knowledge base.
    pub knowledge_base: Text,
    /// Message When Results Not Found.
    pub not_found: Option<Text>,
    /// The least confidence of an answer; GOOD unless written.
    pub min_confidence: Option<Spanned<MinConfidence>>,
    /// 1 to 3; 1 unless written.
    pub max_answers: Option<Spanned<u32>>,
    /// How answers are shown; rich unless written.
    pub layout: Option<Spanned<AnswerLayout>>,
    /// The text of the link to the content.
    pub link_text: Option<Text>,
    /// The picture where an article has none.
    pub image: Option<Text>,
    /// Where the results are stored, with the layout `none`; `kb_search` unless written.
    pub response_variable: Option<Text>,
}

impl Knowledge {
    /// What its answers are called where they are stored, without `api_` (spec 8.2).
    pub fn answer(&self) -> &str {
        self.response_variable.as_ref().map_or("kb_search", Text::as_str)
    }
}

/// A hand-over to an agent (spec 8.3).
#[derive(Clone, Debug)]
pub struct Transfer {
    /// The last message before the hand-over.
    pub message: Text,
    /// A number or a reference.
    pub skill: Option<Text>,
    /// `account.agent`
    pub agent: Option<Text>,
    /// Whether the context goes along, bot to bot.
    pub transfer_context: Option<Spanned<bool>>,
}

/// A request for a file (spec 8.4; rulings, section 1).
#[derive(Clone, Debug)]
pub struct FileUpload {
    /// The prompt.
    pub text: Text,
    /// Accepted file types; every type where it is empty.
    pub accept: Vec<Text>,
    /// The `accept` key's place, if written.
    pub accept_span: Option<Span>,
    /// Sent when the file has reached the messaging platform.
    pub in_progress: Option<Text>,
    /// Sent when the external system has taken the file.
    pub success: Option<Text>,
    /// Sent when it has not.
    pub failure: Option<Text>,
    /// Sent when the file's type is refused, with asynchronous uploads.
    pub validation_failure: Option<Text>,
}

/// A question to the policy engine (spec 8.5).
#[derive(Clone, Debug)]
pub struct DynamicRouting {
    /// Sent before the transfer.
    pub escalation_message: Text,
    /// Where to transfer if there is no answer.
    pub fallback_skill: Option<Text>,
    /// What the policy engine answers, tried from the top.
    pub mocks: Vec<Mock>,
}

#[cfg(test)]
mod tests {
    use super::ListStyle;

    #[test]
    fn lists_count_by_numbers_or_letters() {
        let markers =
            |style: ListStyle| [0, 1, 25, 26, 27, 51, 52, 701, 702].map(|place| style.marker(place));
        assert_eq!(markers(ListStyle::Numbers), ["1", "2", "26", "27", "28", "52", "53", "702", "703"]);
        assert_eq!(markers(ListStyle::Letters), ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }
}
