//! Questions that are asked again while an agent has the conversation.

use crate::diagnostic::{Diagnostic, rule};
use crate::flow::{Destination, Ending, Pause, Reach, Trigger};
use crate::linked::{DialogId, InteractionId};
use crate::lint::Subject;
use crate::lint::variables::Variables;

rule! {
    /// After a transfer the dialog goes on to its end, and a question that it has interrupted is asked again.
    ///
    /// A dialog that is triggered while a question waits lies on top of that one. When it is complete the question is
    /// asked once more, also after the consumer was handed to an agent. The session variable `skipPreviousDialog`, set to
    /// `true` before the transfer, keeps the question from coming back.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         rules:
    ///           - pattern: "*1*"
    ///   - dialog: Agent
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*agent*"] }
    ///       - agent_transfer: A colleague takes over.
    ///         skill: "4711"
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         rules:
    ///           - pattern: "*1*"
    ///   - dialog: Agent
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*agent*"] }
    ///       - agent_transfer: A colleague takes over.
    ///         skill: "4711"
    ///         pre_process: botContext.setBotVariable('skipPreviousDialog', 'true', true, false);
    /// ```
    pub(crate) QUESTION_REPEATED_AFTER_TRANSFER = "question-repeated-after-transfer", Warning, preview
}

/// Keeps questions from coming back (spec 13.5.3).
const SKIP_PREVIOUS_DIALOG: &str = "skipPreviousDialog";

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if Variables::new(subject).may_be_set(SKIP_PREVIOUS_DIALOG) {
        return;
    }
    let Some(question) = interruptible(subject) else { return };
    let flow = subject.flow();
    let transfers = flow.ids().filter(|id| flow.transfers(*id) && flow.reach(*id) == Reach::Yes);
    for id in transfers.filter(|id| is_complete_after(subject, *id)) {
        let dialog = subject.dialog_of(id);
        let interrupted = question.iter().copied().find(|question| subject.dialog_of(*question) != dialog);
        let Some(interrupted) = interrupted.filter(|_| interrupts(subject, dialog)) else { continue };
        out.push(problem(subject, id, interrupted));
    }
}

/// Questions that another dialog may interrupt, the first one and the first of another dialog: what takes every
/// message is never interrupted.
fn interruptible(subject: &Subject<'_>) -> Option<[InteractionId; 2]> {
    let flow = subject.flow();
    let holds = |id: InteractionId| {
        let rules = &subject.at(id).1.rules;
        let takes_all =
            |rule: &crate::bot::Rule| matches!(rule.condition.kind, crate::bot::ConditionKind::NoMatch(_));
        rules.is_empty() || rules.iter().any(takes_all)
    };
    let mut found = flow.ids().filter(|id| flow.waits(*id) && flow.reach(*id) == Reach::Yes && !holds(*id));
    let first = found.next()?;
    let other = found.find(|id| subject.dialog_of(*id) != subject.dialog_of(first));
    Some([first, other.unwrap_or(first)])
}

/// Whether a dialog begins on top of what waits.
fn interrupts(subject: &Subject<'_>, dialog: DialogId) -> bool {
    let mut entries = subject.flow().entries().iter().filter(|entry| entry.dialog == dialog);
    entries.any(|entry| !matches!(entry.cause, Trigger::Survey | Trigger::Upload | Trigger::Disambiguation))
}

/// Whether the dialog comes to its end after a transfer, whatever happens.
fn is_complete_after(subject: &Subject<'_>, transfer: InteractionId) -> bool {
    let flow = subject.flow();
    let mut at = transfer;
    for _ in 0..crate::linked::CHAIN_IN_DIALOG {
        // What follows a transfer that fails is another matter.
        let mut sure = flow.edges_from(at).iter().filter(|edge| edge.is_certain && edge.pause == Pause::None);
        let [Some(only), None] = [sure.next(), sure.next()] else { return false };
        match only.to {
            Destination::Interaction(id) if subject.dialog_of(id) == subject.dialog_of(transfer) => at = id,
            Destination::End(Ending::Complete | Ending::EndInteraction) => return true,
            _ => return false,
        }
    }
    false
}

fn problem(subject: &Subject<'_>, transfer: InteractionId, interrupted: InteractionId) -> Diagnostic {
    let (dialog, interaction) = subject.at(transfer);
    Diagnostic::new(
        &QUESTION_REPEATED_AFTER_TRANSFER,
        interaction.kind_span,
        "after this transfer a question that was interrupted is asked again",
    )
    .label("the dialog goes on to its end behind it")
    .also(dialog.name.span(), "may interrupt a question of another dialog")
    .also(subject.at(interrupted).1.kind_span, "such as this one")
    .help(
        "The consumer is asked while an agent has the conversation. Set the session variable `skipPreviousDialog` to \
         `true` in `pre_process` code of the transfer: \
         `botContext.setBotVariable('skipPreviousDialog', 'true', true, false);`.",
    )
}
