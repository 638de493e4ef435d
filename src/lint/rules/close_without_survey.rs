//! Conversations that end without the survey that there is.

use crate::bot::{DialogKind, InteractionKind, NextAction};
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::flow::Trigger;
use crate::lint::Subject;
use crate::lint::visit::{Place, actions, live_places};
use crate::source::Span;
use crate::text::{CLOSE_CONVERSATION, CLOSE_DIALOG, Closing};

rule! {
    /// A conversation is closed without a survey, though the bot has one.
    ///
    /// Close Conversation and `LP_CLOSECONVERSATION` end a conversation at once; only Close Dialog and `LP_CLOSEDIALOG`
    /// let the survey follow. Inside the survey itself they are right.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Goodbye
    ///     interactions:
    ///       - dialog_starter: { patterns: [bye] }
    ///       - text: Goodbye!
    ///         next: close_conversation
    ///   - survey_dialog: Survey
    ///     interactions:
    ///       - text_question: How was it?
    ///         next: close_conversation
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Goodbye
    ///     interactions:
    ///       - dialog_starter: { patterns: [bye] }
    ///       - text: Goodbye!
    ///         next: close_dialog
    ///   - survey_dialog: Survey
    ///     interactions:
    ///       - text_question: How was it?
    ///         next: close_conversation
    /// ```
    pub(crate) CLOSE_WITHOUT_SURVEY = "close-without-survey", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let flow = subject.flow();
    let is_survey = |trigger: Trigger| matches!(trigger, Trigger::Survey);
    let Some(survey) = flow.entries().iter().find(|entry| is_survey(entry.cause)) else { return };
    let survey = subject.bot().dialogs[survey.dialog.index()].name.span();
    // What only the survey leads to is part of it.
    let others = flow.entries().iter().filter(|entry| !is_survey(entry.cause));
    let outside = flow.reached_from(others.filter_map(|entry| entry.to.interaction()), |_| true);
    let counts = |place: &Place<'_>| {
        place.is_live() && outside[place.id.index()] && !matches!(place.dialog.kind, DialogKind::Survey)
    };
    for action in actions(subject).filter(|action| counts(&action.from)) {
        if matches!(action.next.action, NextAction::CloseConversation) {
            let fix = Fix::replace("Write `close_dialog`", Safety::Unsafe, action.next.span, "close_dialog");
            out.push(problem("`close_conversation`", "close_dialog", action.next.span, survey).fix(fix));
        }
    }
    for place in live_places(subject).filter(counts) {
        let InteractionKind::Text(text) = &place.interaction.kind else { continue };
        let Some(closing) = Closing::find(text.as_str()).filter(|closing| !closing.survey) else { continue };
        let at = text.part(closing.at..closing.at + CLOSE_CONVERSATION.len());
        let fix = Fix::replace(format!("Write `{CLOSE_DIALOG}`"), Safety::Unsafe, at, CLOSE_DIALOG);
        out.push(problem(&format!("`{CLOSE_CONVERSATION}`"), CLOSE_DIALOG, at, survey).fix(fix));
    }
}

fn problem(what: &str, instead: &str, at: Span, survey: Span) -> Diagnostic {
    Diagnostic::new(&CLOSE_WITHOUT_SURVEY, at, format!("{what} leaves out the survey"))
        .label("closes without a survey")
        .also(survey, "never asked here")
        .help(format!(
            "A consumer whose conversation ends here is not asked how it was. Write `{instead}`, unless that is meant."
        ))
}
