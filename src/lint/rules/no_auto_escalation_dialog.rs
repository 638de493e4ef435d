//! Bots that never give up on a question.

use super::answers::{questions_with_rules, takes_anything};
use crate::bot::{CodeHook, DialogKind, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// The bot has questions that can be misunderstood again and again, and no auto escalation dialog.
    ///
    /// A question whose rules take none of the answers gets the same fallback each time. An auto escalation
    /// dialog plays after several of them and offers a way out, such as an agent. Questions with a `no_match`
    /// rule do not count: they never fall back.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         rules:
    ///           - regex: ^\d{4}$
    ///         fallback: An order number has four digits.
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
    ///           - regex: ^\d{4}$
    ///         fallback: An order number has four digits.
    ///   - auto_escalation_dialog: Help
    ///     interactions:
    ///       - agent_transfer: I get somebody for you.
    ///         skill: "4711"
    /// ```
    pub(crate) NO_AUTO_ESCALATION_DIALOG = "no-auto-escalation-dialog", Info, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = subject.bot();
    let is_there = |kind: &DialogKind| matches!(kind, DialogKind::AutoEscalation { .. });
    if bot.dialogs.iter().any(|dialog| is_there(&dialog.kind) && dialog.is_enabled()) {
        return;
    }
    let mut questions = questions_with_rules(subject).filter(|place| {
        matches!(place.dialog.kind, DialogKind::Standard)
            && !matches!(place.interaction.kind, InteractionKind::Disambiguation(_))
            && place.interaction.code.get(CodeHook::ProcessUserResponse).is_none()
            && !place.interaction.rules.iter().any(|rule| takes_anything(subject, rule))
    });
    let Some(first) = questions.next() else { return };
    let asked = match questions.count() {
        0 => "this question may".to_owned(),
        others => format!("this question and {others} more may"),
    };
    out.push(
        Diagnostic::new(
            &NO_AUTO_ESCALATION_DIALOG,
            bot.name.span(),
            "this bot has no auto escalation dialog",
        )
        .label("never gives up on a question")
        .also(first.interaction.kind_span, format!("{asked} be misunderstood without end"))
        .help(
            "Who is not understood several times hears the same words again and again. Write an \
             `auto_escalation_dialog` that offers an agent or another way out.",
        ),
    );
}
