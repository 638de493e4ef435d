//! Content that the bot's channel cuts.

use super::said::{Part, button_groups, least_length, said};
use crate::bot::{Channel, Content, Interaction, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::live_places;
use crate::source::{Span, Text};

rule! {
    /// A question offers more than the bot's channel shows, or with longer labels.
    ///
    /// The channel is that of `settings: channel`. Facebook shows three buttons or choices in one place, thirteen quick
    /// replies, and twenty characters of each: a choice that is not shown cannot be tapped. Structured content has a
    /// rule of its own, `rich-content-over-limit`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// settings: { channel: facebook }
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: [tea] }
    ///       - multiple_choice: Which one?
    ///         choices: [Assam, Sencha, Lapsang, Darjeeling]
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// settings: { channel: facebook }
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: [tea] }
    ///       - multiple_choice: Which one?
    ///         choices: [Assam, Sencha, Lapsang]
    /// ```
    pub(crate) CONTENT_OVER_CHANNEL_LIMIT = "content-over-channel-limit", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let channel = subject.bot().settings.channel;
    if channel.most_buttons().or(channel.most_quick_replies()).or(channel.longest_label()).is_none() {
        return;
    }
    for place in live_places(subject) {
        too_many(channel, place.interaction, out);
        if let Some(limit) = channel.longest_label() {
            said(place.interaction, &mut |part, text| {
                if matches!(part, Part::Label | Part::Choice | Part::Reply) {
                    out.extend(too_long(channel, limit, text, place.interaction));
                }
            });
        }
    }
}

fn too_many(channel: Channel, interaction: &Interaction, out: &mut Vec<Diagnostic>) {
    match &interaction.kind {
        InteractionKind::MultipleChoice(question) if channel.shows(Content::MultipleChoice) => {
            let extra = channel.most_buttons().and_then(|most| Some((most, question.choices.get(most)?)));
            out.extend(
                extra.map(|(most, choice)| more(channel, most, "choices", choice.span(), interaction)),
            );
        }
        InteractionKind::QuickReply { replies, .. } => {
            let extra = channel.most_quick_replies().and_then(|most| Some((most, replies.get(most)?)));
            let report = |(most, reply): (usize, &crate::bot::QuickReply)| {
                more(channel, most, "quick replies", reply.title.span(), interaction)
            };
            out.extend(extra.map(report));
        }
        _ => {}
    }
    for buttons in button_groups(interaction) {
        let extra = channel.most_buttons().and_then(|most| Some((most, buttons.get(most)?)));
        out.extend(
            extra.map(|(most, button)| more(channel, most, "buttons", button.label.span(), interaction)),
        );
    }
}

fn more(channel: Channel, most: usize, what: &str, place: Span, interaction: &Interaction) -> Diagnostic {
    let message = format!("the channel `{}` shows at most {most} {what} here", channel.name());
    Diagnostic::new(&CONTENT_OVER_CHANNEL_LIMIT, place, message)
        .label("the first one that is not shown")
        .also(interaction.kind_span, "this interaction")
        .help("What is not shown cannot be tapped. Offer fewer, or ask in two steps.")
}

fn too_long(channel: Channel, limit: usize, text: &Text, interaction: &Interaction) -> Option<Diagnostic> {
    let length = Some(text).filter(|text| text.as_str().len() > limit).map(least_length)?;
    (length > limit).then(|| {
        let message =
            format!("the channel `{}` shows {limit} characters of this, and it has {length}", channel.name());
        Diagnostic::new(&CONTENT_OVER_CHANNEL_LIMIT, text.span(), message)
            .label("cut off")
            .also(interaction.kind_span, "this interaction")
            .help("The consumer does not see what the rest says. Shorten it.")
    })
}
