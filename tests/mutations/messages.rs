//! Everything that is said or offered, said otherwise.

use dialogsim::bot::{
    Button, ButtonAction, ConditionKind, Interaction, InteractionKind, Tile, UniversalContent,
};
use dialogsim::source::Text;

use crate::mutant::{Aspect, Changes, Edit};

impl Changes<'_> {
    pub(crate) fn messages(&mut self) {
        let bot = self.bot;
        let of_group = bot.group.iter().filter_map(|group| group.transfer_message.as_ref());
        for text in of_group.chain(&bot.settings.default_response) {
            self.change(Aspect::Message, vec![Edit::marked(text)]);
        }
        for (_, interaction) in bot.interactions() {
            for text in said(&interaction.kind).into_iter().chain(&interaction.fallback) {
                self.change(Aspect::Message, vec![Edit::marked(text)]);
            }
            for rule in &interaction.rules {
                if let ConditionKind::NoMatch(Some(text)) = &rule.condition.kind {
                    self.change(Aspect::Message, vec![Edit::marked(text)]);
                }
            }
            if let InteractionKind::MultipleChoice(question) = &interaction.kind {
                for choice in &question.choices {
                    self.choice(interaction, choice);
                }
            }
        }
    }

    /// A choice is called otherwise, by its rules too.
    fn choice(&mut self, interaction: &Interaction, choice: &Text) {
        let options = interaction.rules.iter().filter_map(|rule| match &rule.condition.kind {
            ConditionKind::Option(option) if option.as_str() == choice.as_str() => Some(option),
            _ => None,
        });
        let edits = std::iter::once(choice).chain(options).map(Edit::marked);
        self.change(Aspect::Message, edits.collect());
    }
}

/// The texts of an interaction that a consumer or an agent gets to see, and what a tap says.
fn said(kind: &InteractionKind) -> Vec<&Text> {
    match kind {
        InteractionKind::Text(text)
        | InteractionKind::Image(text)
        | InteractionKind::PrivateMessage(text)
        | InteractionKind::TextQuestion(text)
        | InteractionKind::Audio(text)
        | InteractionKind::Video(text) => vec![text],
        InteractionKind::RichLink(link) => vec![&link.title, &link.url, &link.image],
        InteractionKind::Universal(universal) => match &universal.content {
            UniversalContent::Json(code) => vec![code.text()],
            UniversalContent::Value(_) => Vec::new(),
        },
        // The choices are changed together with the rules that name them.
        InteractionKind::MultipleChoice(question) => vec![&question.text],
        InteractionKind::StructuredQuestion(question) => {
            let tiles = question.tiles.iter().flat_map(tile);
            std::iter::once(&question.title).chain(&question.subtitle).chain(tiles).collect()
        }
        InteractionKind::ButtonQuestion { text, buttons } => {
            std::iter::once(text).chain(buttons.iter().flat_map(button)).collect()
        }
        InteractionKind::QuickReply { text, replies, .. } => {
            let replies = replies
                .iter()
                .flat_map(|reply| std::iter::once(&reply.title).chain(&reply.payload).chain(&reply.image));
            std::iter::once(text).chain(replies).collect()
        }
        InteractionKind::ListPicker(picker) => {
            let items = picker.sections.iter().flat_map(|section| {
                let items = section
                    .items
                    .iter()
                    .flat_map(|item| std::iter::once(&item.title).chain(&item.subtitle).chain(&item.image));
                std::iter::once(&section.title).chain(items)
            });
            let own = std::iter::once(&picker.title).chain(&picker.subtitle).chain(&picker.reply_title);
            own.chain(items).collect()
        }
        InteractionKind::TimePicker(picker) => {
            let own = std::iter::once(&picker.title).chain(&picker.subtitle).chain(&picker.event);
            own.chain(&picker.image).collect()
        }
        InteractionKind::Disambiguation(question) => {
            std::iter::once(&question.text).chain(&question.none_of_these).collect()
        }
        InteractionKind::Knowledge(search) => {
            search.not_found.iter().chain(&search.link_text).chain(&search.image).collect()
        }
        InteractionKind::AgentTransfer(transfer) => vec![&transfer.message],
        InteractionKind::FileUpload(upload) => {
            let told = upload.in_progress.iter().chain(&upload.success).chain(&upload.failure);
            std::iter::once(&upload.text).chain(told).chain(&upload.validation_failure).collect()
        }
        InteractionKind::DynamicRouting(routing) => vec![&routing.escalation_message],
        InteractionKind::DialogStarter(_) | InteractionKind::Integration(_) => Vec::new(),
    }
}

fn tile(tile: &Tile) -> impl Iterator<Item = &Text> {
    let own = std::iter::once(&tile.title).chain(&tile.subtitle).chain(&tile.image).chain(&tile.url);
    own.chain(tile.buttons.iter().flat_map(button))
}

fn button(button: &Button) -> impl Iterator<Item = &Text> {
    let leads_to = match &button.action {
        ButtonAction::Postback(callback) => callback.as_ref(),
        ButtonAction::WebUrl { url, .. } => Some(url),
    };
    std::iter::once(&button.label).chain(leads_to)
}
