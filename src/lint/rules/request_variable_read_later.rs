//! Variables that are gone when they are read.

use std::collections::HashMap;

use crate::bot::{CodeHook, InteractionKind};
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::javascript::reading::Argument;
use crate::lint::Subject;
use crate::lint::scripts::Owner;
use crate::lint::variables::{Write, Writer};
use crate::lint::visit::{Place, conditions, places};
use crate::source::Span;
use crate::text::{Reference, Template};

rule! {
    /// A variable that lasts for one message is read when the next message has come.
    ///
    /// `setBotVariable(name, value)` keeps a value until the bot has answered. What a question stores before
    /// it is asked is gone when its rules and its `process_user_response` code look at the answer: the rules find
    /// nothing, the code finds `null`. A third argument `true` keeps the variable for the session. So it is with what
    /// a rule sets with `scope: request`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Quiz
    ///     interactions:
    ///       - dialog_starter: { patterns: [quiz] }
    ///       - text_question: What is two and two?
    ///         pre_process: |
    ///           botContext.setBotVariable('solution', '4');
    ///         process_user_response: |
    ///           if (botContext.getCurrentUserMessage() === botContext.getBotVariable('solution')) {
    ///             botContext.sendMessage('Right!');
    ///           }
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Quiz
    ///     interactions:
    ///       - dialog_starter: { patterns: [quiz] }
    ///       - text_question: What is two and two?
    ///         pre_process: |
    ///           botContext.setBotVariable('solution', '4', true);
    ///         process_user_response: |
    ///           if (botContext.getCurrentUserMessage() === botContext.getBotVariable('solution')) {
    ///             botContext.sendMessage('Right!');
    ///           }
    /// ```
    pub(crate) REQUEST_VARIABLE_READ_LATER = "request-variable-read-later", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let variables = subject.variables();
    let reads = first_reads(subject);
    for (name, writes) in variables.certain() {
        let Some(read) = reads.get(name) else { continue };
        if writes.iter().all(|write| write.is_for_this_message() && read.is_after(write))
            && let Some(first) = writes.first()
        {
            out.push(report(name, first, read, writes.len() == 1));
        }
    }
}

/// A place where a variable is read when the consumer has answered, before anything else has happened.
struct Read<'b> {
    place: Span,
    /// The question that was answered.
    question: Place<'b>,
    /// Whether its rules have had their turn already.
    is_code: bool,
}

impl Read<'_> {
    /// Whether the consumer has spoken between the two.
    fn is_after(&self, write: &Write<'_>) -> bool {
        let is_elsewhere = |place: &Place<'_>| place.id != self.question.id;
        !self.is_code
            || write.is_while_answering()
            || match &write.writer {
                Writer::Rule(place) | Writer::Code(Owner::Interaction(place, _)) => is_elsewhere(place),
                Writer::Code(Owner::Functions | Owner::Integration(_)) => false,
            }
    }
}

/// The first such read of each variable: in conditions, in what is said when no rule is met, in code.
fn first_reads<'b>(subject: &Subject<'b>) -> HashMap<Box<str>, Read<'b>> {
    let mut reads = HashMap::new();
    let mut note = |name: &str, place: Span, question: Place<'b>, is_code: bool| {
        reads.entry(name.into()).or_insert(Read { place, question, is_code });
    };
    for (question, condition) in conditions(subject).filter(|(place, _)| waits_for_answers(place)) {
        note(condition.variable.as_str(), condition.variable.span(), question, false);
    }
    for question in places(subject).filter(|place| waits_for_answers(place) && !is_upload(place)) {
        let Some(fallback) = &question.interaction.fallback else { continue };
        for (reference, range) in Template::parse(fallback.as_str()).references() {
            if let Reference::BotVariable(name) = reference {
                note(name, fallback.part(range), question, false);
            }
        }
    }
    for script in &subject.scripts().list {
        let Owner::Interaction(question, CodeHook::ProcessUserResponse) = script.owner else { continue };
        if !waits_for_answers(&question) {
            continue;
        }
        for (_, call) in script.calls_of("getBotVariable") {
            if let Some(name) = call.argument(0).and_then(Argument::text) {
                note(name, script.place(&call.range), question, true);
            }
        }
    }
    reads
}

/// Whether the consumer has spoken when its rules are tried. A question that fills a slot may pass over
/// asking, and what has no question is judged in the same turn.
fn waits_for_answers(place: &Place<'_>) -> bool {
    let calls = matches!(
        place.interaction.kind,
        InteractionKind::Integration(_) | InteractionKind::AgentTransfer(_) | InteractionKind::Knowledge(_)
    );
    !calls && place.interaction.rules.iter().all(|rule| rule.slot.is_none())
}

/// What an upload says in the end may have been set on the way.
fn is_upload(place: &Place<'_>) -> bool {
    matches!(place.interaction.kind, InteractionKind::FileUpload(_))
}

fn report(name: &str, write: &Write<'_>, read: &Read<'_>, is_only: bool) -> Diagnostic {
    let message = format!("`{name}` is gone when it is read");
    let label = if read.is_code {
        "`null`: the consumer has spoken since"
    } else {
        "not set: the consumer has spoken since"
    };
    let diagnostic = Diagnostic::new(&REQUEST_VARIABLE_READ_LATER, write.place, message)
        .label("kept until the bot has answered")
        .also(read.place, label);
    if matches!(write.writer, Writer::Rule(_)) {
        return diagnostic.help("Keep it for the session: write the value alone, or `scope: session`.");
    }
    let diagnostic = diagnostic.help(format!(
        "Keep it for the session with a third argument: `botContext.setBotVariable('{name}', …, true)`."
    ));
    match write.open_end.filter(|_| is_only) {
        Some(end) => diagnostic.fix(Fix::replace("Keep it for the session", Safety::Unsafe, end, ", true")),
        None => diagnostic,
    }
}
