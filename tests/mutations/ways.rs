//! Every next action, replaced by each one that leads somewhere else; written where none is.

use dialogsim::bot::{
    ApiResult, ConditionKind, Dialog, EndInteraction, IntegrationKind, Interaction, InteractionKind, Next,
    NextAction, RESERVED_NAMES, Rule,
};
use dialogsim::source::Span;

use crate::mutant::{Aspect, Changes, Edit, LeftOut};

/// Where a next action leads.
#[derive(PartialEq, Eq)]
enum Goal<'b> {
    /// To the interaction whose key stands there.
    Interaction(Span),
    /// To the end of the dialog.
    Complete,
    /// Somewhere that only this word leads to.
    Word(&'b str),
}

impl<'b> Changes<'b> {
    pub(crate) fn next_actions(&mut self) {
        for (dialog, interaction) in self.bot.interactions() {
            match self.is_followed(interaction) {
                Ok(()) => {
                    let item = (interaction.span, interaction.kind_span);
                    self.next_action((dialog, interaction), interaction.next.as_ref(), item);
                }
                Err(why) => self.leave_out(why),
            }
            for rule in &interaction.rules {
                let item = (rule.span, rule.condition.key_span);
                self.next_action((dialog, interaction), rule.next.as_ref(), item);
            }
        }
    }

    /// Whether an interaction's own next action may be followed; if not, why.
    fn is_followed(&self, interaction: &Interaction) -> Result<(), LeftOut> {
        match &interaction.kind {
            InteractionKind::FileUpload(_) => Err(LeftOut::LeadsToItsIntegration),
            InteractionKind::Integration(name) => {
                let called =
                    self.bot.integrations.iter().find(|called| called.name.as_str() == name.as_str());
                // The flow goes on after a failed upload; another failure ends the dialog.
                let goes_on = called.is_some_and(|called| matches!(called.kind, IntegrationKind::File(..)));
                let success = takes(&interaction.rules, ApiResult::Success);
                let failure = takes(&interaction.rules, ApiResult::Failure) || !goes_on;
                if success && failure { Err(LeftOut::ResultsAreTaken) } else { Ok(()) }
            }
            InteractionKind::AgentTransfer(_) => Ok(()),
            _ if !interaction.rules.is_empty() => Err(LeftOut::RulesDecide),
            _ => Ok(()),
        }
    }

    /// `item` is the whole list item, and one of its keys.
    fn next_action(
        &mut self,
        of: (&'b Dialog, &'b Interaction),
        written: Option<&'b Next>,
        item: (Span, Span),
    ) {
        let own = written.map_or("next", |next| match &next.action {
            NextAction::Interaction(name) => name.as_str(),
            _ => self.sources.slice(next.span),
        });
        for word in RESERVED_NAMES.into_iter().filter(|word| *word != own) {
            if self.goal(of, word) == self.goal(of, own) {
                self.leave_out(LeftOut::SameTarget);
                continue;
            }
            let edit = match written {
                Some(next) => Edit::new(next.span, word),
                None => self.added(item, word),
            };
            self.change(Aspect::NextAction, vec![edit]);
        }
    }

    fn goal(&self, (dialog, own): (&'b Dialog, &'b Interaction), word: &'b str) -> Goal<'b> {
        let following = || {
            let from_here = dialog.interactions.iter().skip_while(|item| item.span != own.span);
            from_here.skip(1).find(|item| item.is_enabled())
        };
        let named = || {
            let is_meant = |item: &&Interaction| item.name.as_ref().is_some_and(|name| name.as_str() == word);
            self.bot.interactions().map(|(_, item)| item).find(is_meant)
        };
        match word {
            "next" => following().map_or(Goal::Complete, |item| Goal::Interaction(item.kind_span)),
            "current" => Goal::Interaction(own.kind_span),
            "end" if self.bot.settings.end_interaction == EndInteraction::Resume => Goal::Complete,
            "end" | "close_dialog" | "close_conversation" => Goal::Word(word),
            _ => named().map_or(Goal::Word(word), |item| Goal::Interaction(item.kind_span)),
        }
    }

    /// `next: WORD` at the end of an item.
    fn added(&self, (item, key): (Span, Span), word: &str) -> Edit {
        let text = self.sources.slice(item);
        let end = item.range().start + text.trim_end().len();
        if text.starts_with('{') {
            return Edit::new(Span::new(item.source, end - 1..end - 1), format!(", next: {word}"));
        }
        let indent = " ".repeat(self.sources.position(key).column - 1);
        Edit::new(Span::new(item.source, end..end), format!("\n{indent}next: {word}"))
    }
}

/// Whether a rule takes a result whatever the variables are.
fn takes(rules: &[Rule], wanted: ApiResult) -> bool {
    rules.iter().any(|rule| {
        let is_wanted =
            matches!(&rule.condition.kind, ConditionKind::Result(result) if result.value == wanted);
        is_wanted && rule.all.is_empty() && rule.any.is_empty()
    })
}
