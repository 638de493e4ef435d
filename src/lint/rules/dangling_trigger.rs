//! Jumps of code that lead nowhere.

use std::ops::Range;

use super::words::Nearest;
use crate::bot::RESERVED_NAMES;
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::javascript::reading::{Argument, Constant, Value};
use crate::linked::Names;
use crate::lint::Subject;
use crate::lint::scripts::{Script, Scripts};

rule! {
    /// Code jumps to an interaction that does not exist.
    ///
    /// `setTriggerNextMessage` takes the name of an interaction, with exactly its capital letters. A name
    /// that is not there is written to the bot's log and ignored: the conversation goes on with the normal
    /// next action, past what the code wanted. Global functions that only hand a name on to
    /// `setTriggerNextMessage` are seen through. `platform.default` is no interaction and hands the
    /// message back to the dialog starters.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: ["hello*"] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           if (botContext.getCurrentUserMessage() === 'hello again') {
    ///             botContext.setTriggerNextMessage('Welcome Back');
    ///           }
    ///       - text: Nice to see you again.
    ///         name: welcome back
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: ["hello*"] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           if (botContext.getCurrentUserMessage() === 'hello again') {
    ///             botContext.setTriggerNextMessage('welcome back');
    ///           }
    ///       - text: Nice to see you again.
    ///         name: welcome back
    /// ```
    pub(crate) DANGLING_TRIGGER = "dangling-trigger", Warning
}

/// What hands the message back to normal matching.
const DEFAULT: &str = "platform.default";

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut nearest = Nearest::new();
    for Target { script, range, name } in targets(subject.scripts()) {
        // What has a reference in it is not the name that is looked for.
        if name == DEFAULT || name.contains("{$") || subject.interaction(&name).is_some() {
            continue;
        }
        out.push(dangling(subject, script, &range, &name, &mut nearest));
    }
}

/// A name that code jumps to.
struct Target<'s, 'b> {
    script: &'s Script<'b>,
    range: Range<usize>,
    name: String,
}

fn targets<'s, 'b>(scripts: &'s Scripts<'b>) -> Vec<Target<'s, 'b>> {
    let wrappers = scripts.wrappers("setTriggerNextMessage");
    let mut targets = Vec::new();
    for script in &scripts.list {
        let direct = script.calls_of("setTriggerNextMessage").filter_map(|(_, call)| call.argument(0));
        let wrapped = script
            .calls_of_globals()
            .filter_map(|(found, arguments)| arguments.get(*wrappers.get(&*found.name)?));
        for argument in direct.chain(wrapped) {
            let Some(name) = name(argument) else { continue };
            targets.push(Target { script, range: argument.range.clone(), name });
        }
    }
    targets
}

/// What the platform makes a name of.
fn name(argument: &Argument) -> Option<String> {
    match &argument.value {
        Value::Constant(Constant::Text(text)) => Some(text.to_string()),
        Value::Constant(Constant::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}

fn dangling(
    names: &Names<'_>,
    script: &Script<'_>,
    range: &Range<usize>,
    name: &str,
    nearest: &mut Nearest,
) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&DANGLING_TRIGGER, script.place(range), format!("no interaction is named `{name}`"));
    if let Some(dialog) = names.dialog(name) {
        let dialog = &names.bot().dialogs[dialog.index()];
        return diagnostic
            .label("this is the name of a dialog")
            .also(dialog.name.span(), "the dialog")
            .help(
                "A jump goes to an interaction, not to a dialog: give the dialog's first interaction a `name` and write \
                 that one. As it stands the platform ignores the jump and goes on as without it.",
            );
    }
    if RESERVED_NAMES.contains(&name) {
        return diagnostic.label("a word of `next`, not of code").help(format!(
            "Code can only jump to interactions. As it stands the platform ignores the jump; write `next: {name}` \
             at the interaction, or at a rule of it."
        ));
    }
    let diagnostic = match nearest.of(name, names.interaction_names().chain([DEFAULT])) {
        Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")).fix_if(
            between_quotes(script, range, name).and_then(|part| Fix::rename(script.written(), part, meant)),
        ),
        None => diagnostic.label("leads nowhere"),
    };
    diagnostic.help(
        "As it stands the platform writes a line to the bot's log, ignores the jump and goes on as without it. \
         Names are case-sensitive.",
    )
}

/// The part of a string literal that is the name, if it is written as one.
fn between_quotes(script: &Script<'_>, range: &Range<usize>, name: &str) -> Option<Range<usize>> {
    let inside = range.start + 1..range.end.checked_sub(1)?;
    (range.len() == name.len() + 2 && script.text(&inside) == name).then_some(inside)
}
