//! What things of a bot are called in labels.

use crate::bot::Interaction;
use crate::integration::Secrets;
use crate::linked::{InteractionId, LinkedBot, LinkedRule, Step, Target};
use crate::source::{Sources, Span};
use crate::text::Closing;

/// So much of a text stands for an interaction without a name.
const PREVIEW: usize = 32;

/// Names things of one bot.
#[derive(Clone, Copy)]
pub(super) struct Naming<'n> {
    pub(super) bot: &'n LinkedBot,
    pub(super) sources: &'n Sources,
    /// What must not be told.
    pub(super) secrets: &'n Secrets,
}

impl Naming<'_> {
    /// An interaction with its kind, as the subject of a sentence.
    pub(super) fn interaction(&self, id: InteractionId, written: &Interaction) -> String {
        let interaction = self.bot.interaction(id);
        let title = interaction.title;
        match (&interaction.name, written.kind.content()) {
            (Some(name), _) => format!("{title} `{name}`"),
            (None, Some(text)) => format!("{title} `{}`", preview(&self.secrets.mask(text))),
            (None, None) => title.to_owned(),
        }
    }

    /// An interaction within the name of something else.
    pub(super) fn short(&self, id: InteractionId) -> String {
        let interaction = self.bot.interaction(id);
        match &interaction.name {
            Some(name) => format!("`{name}`"),
            None => {
                format!("the {} in line {}", interaction.title, self.sources.position(interaction.span).line)
            }
        }
    }

    /// Where a next action of an interaction leads.
    fn destination(&self, from: InteractionId, target: Target) -> String {
        match target {
            Target::Next => match self.bot.interaction(from).following {
                Some(id) => self.short(id),
                None => "the end of the dialog".to_owned(),
            },
            Target::Current => "itself".to_owned(),
            Target::Interaction(id) => self.short(id),
            Target::End => "`end`".to_owned(),
            Target::CloseDialog => "`close_dialog`".to_owned(),
            Target::CloseConversation => "`close_conversation`".to_owned(),
        }
    }

    /// The way from an interaction to where its own next action leads.
    pub(super) fn way(&self, from: InteractionId) -> String {
        let interaction = self.bot.interaction(from);
        let to = self.destination(from, closing(&interaction.step).unwrap_or(interaction.next));
        format!("the way from {} to {to}", self.short(from))
    }

    /// The way to where a rule leads.
    pub(super) fn way_by_rule(&self, from: InteractionId, rule: &LinkedRule) -> String {
        let to = self.destination(from, rule.next);
        format!("the way from {} to {to} by {}", self.short(from), rule_number(rule))
    }

    /// A rule with its question.
    pub(super) fn rule(&self, of: InteractionId, rule: &LinkedRule) -> String {
        format!("{} of {}", rule_number(rule), self.short(of))
    }

    /// Line and column of a place.
    pub(super) fn place(&self, span: Span) -> (u32, u32) {
        let position = self.sources.position(span);
        let number = |number| u32::try_from(number).unwrap_or(u32::MAX);
        (number(position.line), number(position.column))
    }
}

fn rule_number(rule: &LinkedRule) -> String {
    let number = rule.position + 1;
    match &rule.name {
        Some(name) => format!("rule {number} `{name}`"),
        None => format!("rule {number} `{}`", rule.condition.key()),
    }
}

/// Where a Text goes that holds a string that closes the conversation, wherever its next action leads.
pub(super) fn closing(step: &Step) -> Option<Target> {
    let Step::Text(text) = step else { return None };
    let closing = Closing::find(&text.as_written())?;
    Some(if closing.survey { Target::CloseDialog } else { Target::CloseConversation })
}

/// The beginning of a text on one line.
pub(super) fn preview(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= PREVIEW {
        return line;
    }
    let start: String = line.chars().take(PREVIEW - 1).collect();
    format!("{}…", start.trim_end())
}
