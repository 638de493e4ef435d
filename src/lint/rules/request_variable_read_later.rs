//! Variables that are gone when they are read.

use crate::bot::CodeHook;
use crate::diagnostic::{Diagnostic, rule};
use crate::javascript::reading::{Argument, Call};
use crate::lint::Subject;
use crate::lint::scripts::{Owner, Script};
use crate::lint::variables::{Variables, Write};

rule! {
    /// A variable that lasts for one message is read when the next message has come.
    ///
    /// `setBotVariable(name, value)` keeps a value until the bot has answered. What a question stores before
    /// it is asked is gone when its `process_user_response` code looks at the answer: the code finds `null`. A
    /// third argument `true` keeps the variable for the session.
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
    let variables = Variables::new(subject);
    let mut first_reads = std::collections::HashMap::new();
    for script in subject.scripts().list.iter().filter(|script| looks_at_answers(script)) {
        for (_, call) in script.calls_of("getBotVariable") {
            if let Some(name) = call.argument(0).and_then(Argument::text) {
                first_reads.entry(name).or_insert((script, call));
            }
        }
    }
    for (name, writes) in variables.certain() {
        let is_gone = |write: &Write<'_>| write.is_for_this_message() && write.is_while_answering();
        if let Some((reader, read)) = first_reads.get(name)
            && writes.iter().all(is_gone)
            && let Some((writer, write)) = writes.first().and_then(|write| write.script.zip(write.call))
        {
            out.push(report(name, (writer, write), (reader, read)));
        }
    }
}

/// Whether it is the first code that runs after a message. A question that fills a slot may pass over
/// asking, and then nobody has spoken.
fn looks_at_answers(script: &Script<'_>) -> bool {
    match script.owner {
        Owner::Interaction(place, CodeHook::ProcessUserResponse) => {
            place.interaction.rules.iter().all(|rule| rule.slot.is_none())
        }
        _ => false,
    }
}

fn report(
    name: &str,
    (writer, write): (&Script<'_>, &Call),
    (reader, read): (&Script<'_>, &Call),
) -> Diagnostic {
    let message = format!("`{name}` is gone when it is read");
    Diagnostic::new(&REQUEST_VARIABLE_READ_LATER, writer.place(&write.range), message)
        .label("kept until the bot has answered")
        .also(reader.place(&read.range), "`null`: the consumer has spoken since")
        .help(format!(
            "Keep it for the session with a third argument: `botContext.setBotVariable('{name}', …, true)`."
        ))
}
