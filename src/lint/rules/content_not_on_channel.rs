//! Content that the bot's channel does not show.

use crate::bot::{Channel, Content, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::live_places;

rule! {
    /// An interaction is one that the bot's channel does not show.
    ///
    /// The channel is that of `settings: channel`. What it does not show the consumer does not see: of a question only
    /// the text is sent, a picture not at all. A Multiple Choice question becomes a list where there are no buttons.
    /// Nothing is said of the web, which is the channel where none is written.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// settings: { channel: sms }
    /// dialogs:
    ///   - dialog: Teapot
    ///     interactions:
    ///       - dialog_starter: { patterns: [teapot] }
    ///       - image: https://shop.example.com/teapot.png
    ///       - quick_reply: Do you like it?
    ///         replies: ["Yes", "No"]
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// settings: { channel: sms }
    /// dialogs:
    ///   - dialog: Teapot
    ///     interactions:
    ///       - dialog_starter: { patterns: [teapot] }
    ///       - text: "This is it: https://shop.example.com/teapot"
    ///       - multiple_choice: Do you like it?
    ///         choices: ["Yes", "No"]
    /// ```
    pub(crate) CONTENT_NOT_ON_CHANNEL = "content-not-on-channel", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let channel = subject.bot().settings.channel;
    // Nobody knows whether the web is meant where nothing is written.
    if channel == Channel::Web {
        return;
    }
    for place in live_places(subject) {
        let kind = &place.interaction.kind;
        let Some(content) = content(kind, channel).filter(|content| !channel.shows(*content)) else {
            continue;
        };
        let shown: Vec<&str> =
            Channel::ALL.iter().filter(|(_, other)| other.shows(content)).map(|(name, _)| *name).collect();
        let message = format!("the channel `{}` does not show {}", channel.name(), content.name());
        out.push(
            Diagnostic::new(&CONTENT_NOT_ON_CHANNEL, place.interaction.kind_span, message)
                .label("the consumer does not see this")
                .help(format!("It is shown on {}. Say it in a text instead.", listed(&shown))),
        );
    }
}

/// The content that not every channel shows. Choices that become a list are shown.
fn content(kind: &InteractionKind, channel: Channel) -> Option<Content> {
    match kind {
        InteractionKind::Image(_) => Some(Content::Image),
        InteractionKind::MultipleChoice(_) if channel.lists_choices() => None,
        InteractionKind::MultipleChoice(_) => Some(Content::MultipleChoice),
        InteractionKind::StructuredQuestion(_) => Some(Content::Tiles),
        InteractionKind::ButtonQuestion { .. } => Some(Content::Buttons),
        InteractionKind::QuickReply { .. } => Some(Content::QuickReplies),
        InteractionKind::RichLink(_) => Some(Content::RichLink),
        InteractionKind::ListPicker(_) => Some(Content::ListPicker),
        InteractionKind::TimePicker(_) => Some(Content::TimePicker),
        InteractionKind::FileUpload(_) => Some(Content::FileUpload),
        _ => None,
    }
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => "no channel".to_owned(),
        [only] => format!("`{only}`"),
        [all @ .., last] => format!("`{}` and `{last}`", all.join("`, `")),
    }
}
