//! Braces that look like a reference and are none.

use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::visit::{TextRole, texts};
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
            // What is only near to a reference may mean another one.
            let safety = match problem.kind {
                TemplateProblemKind::Unknown | TemplateProblemKind::BadPath(_) => Safety::Unsafe,
                _ => Safety::Safe,
            };
            out.push(finish(diagnostic, problem.suggestion.as_deref(), safety, HELP));
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
            out.push(finish(diagnostic, problem.suggestion.as_deref(), Safety::Unsafe, PROCESS_HELP));
        }
    });
}

const HELP: &str = "Nothing is filled in, so this stands in the conversation as it is written. References are \
                    `{$botContext.name}`, `{$env.name}`, `{$userMessage}`, `{Integration.field}` and the like.";
const PROCESS_HELP: &str = "Nothing is filled in, so this stands in the request as it is written. The process environment \
                            is read with `${VAR}` or `${VAR:-default}`.";

fn finish(diagnostic: Diagnostic, suggestion: Option<&str>, safety: Safety, help: &str) -> Diagnostic {
    let span = diagnostic.span();
    let diagnostic = match suggestion {
        Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")).fix(Fix::replace(
            format!("Write `{meant}`"),
            safety,
            span,
            meant,
        )),
        None => diagnostic.label("stays as it is written"),
    };
    diagnostic.help(help)
}
