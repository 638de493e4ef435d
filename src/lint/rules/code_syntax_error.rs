//! Code that is no JavaScript.

use crate::diagnostic::{Diagnostic, Severity, rule};
use crate::javascript::reading::{Problem, ProblemKind};
use crate::lint::Subject;
use crate::lint::scripts::Script;

rule! {
    /// Code that is no JavaScript.
    ///
    /// The platform runs nothing of a piece of code with a mistake in it, not even what stands before the
    /// mistake, and the conversation goes on as if the code was not there. Global functions with a mistake
    /// define nothing, so that all code that calls them breaks as well. Nobody is told: at most there is a
    /// line in the bot's log.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           botContext.printDebugMessage('It's a greeting');
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           botContext.printDebugMessage('It\'s a greeting');
    /// ```
    pub(crate) CODE_SYNTAX_ERROR = "code-syntax-error", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for script in &subject.scripts().list {
        out.extend(script.reading.problems.iter().map(|problem| report(script, problem)));
    }
}

fn report(script: &Script<'_>, problem: &Problem) -> Diagnostic {
    let effect = match problem.kind {
        ProblemKind::Limit => "The platform may take it; here nothing of this code is run or checked.",
        ProblemKind::Syntax if script.is_functions() => {
            "The platform defines none of these functions, and what calls them breaks."
        }
        ProblemKind::Syntax => "The platform runs nothing of this code, and goes on without it.",
    };
    let help = problem.help.map_or(effect.to_owned(), |help| format!("{effect} {help}"));
    let place = script.place(&problem.range);
    let mut diagnostic = Diagnostic::new(&CODE_SYNTAX_ERROR, place, &problem.message).label(problem.label);
    if problem.kind == ProblemKind::Limit {
        diagnostic.severity = Severity::Warning;
    }
    match &problem.began {
        Some((range, text)) => diagnostic.also(script.place(range), *text).help(help),
        None => diagnostic.help(help),
    }
}
