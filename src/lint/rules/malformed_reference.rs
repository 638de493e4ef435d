//! Braces that look like a reference and are none.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::visit::{TextRole, texts};
use crate::source::Text;
use crate::text::{ProcessEnvironmentText, TemplateProblemKind};

rule! {
    /// Something in braces is meant as a reference and is none.
    ///
    /// It lacks its `$`, has the wrong case or a space inside, is not closed, or the platform knows no
    /// such reference. Nothing is filled in: the consumer reads the braces.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: "You said: {userMessage}."
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: "You said: {$userMessage}."
    /// ```
    pub(crate) MALFORMED_REFERENCE = "malformed-reference", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (text, template) in names.templates() {
        for problem in template.problems() {
            let diagnostic = Diagnostic::new(
                &MALFORMED_REFERENCE,
                text.part(problem.range.clone()),
                problem.kind.to_string(),
            );
            // With the right letters and no blanks it is the reference that it looks like.
            let safety = match problem.kind {
                TemplateProblemKind::WrongCase | TemplateProblemKind::Spaces => Safety::Safe,
                _ => Safety::Unsafe,
            };
            let meant = problem.suggestion.as_deref();
            let diagnostic = diagnostic.fix_if(fix(text, &problem.range, meant, safety));
            out.push(finish(diagnostic, meant, HELP));
        }
    }
    texts(names.bot(), &mut |text, role| {
        let expanded = matches!(role, TextRole::Request | TextRole::Environment);
        if !expanded || !text.as_str().contains("${") {
            return;
        }
        for problem in ProcessEnvironmentText::parse(text.as_str()).problems() {
            // `${$botContext.price}` is a dollar sign before a reference.
            if text.as_str()[problem.range.clone()].starts_with("${$") {
                continue;
            }
            let diagnostic = Diagnostic::new(
                &MALFORMED_REFERENCE,
                text.part(problem.range.clone()),
                problem.message.clone(),
            );
            let meant = problem.suggestion.as_deref();
            let diagnostic = diagnostic.fix_if(fix(text, &problem.range, meant, Safety::Unsafe));
            out.push(finish(diagnostic, meant, PROCESS_HELP));
        }
    });
}

const HELP: &str = "Nothing is filled in, so this stands in the conversation as it is written. References are \
                    `{$botContext.name}`, `{$env.name}`, `{$userMessage}`, `{Integration.field}` and the like.";
const PROCESS_HELP: &str = "Nothing is filled in, so this stands in the request as it is written. The process environment \
                            is read with `${VAR}` or `${VAR:-default}`.";

fn fix(text: &Text, range: &Range<usize>, meant: Option<&str>, safety: Safety) -> Option<Fix> {
    Fix::rewrite(text, range.clone(), meant?, safety)
}

fn finish(diagnostic: Diagnostic, suggestion: Option<&str>, help: &str) -> Diagnostic {
    let diagnostic = match suggestion {
        Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")),
        None => diagnostic.label("stays as it is written"),
    };
    diagnostic.help(help)
}
