//! `${VAR}` where nothing reads the process environment.

use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;
use crate::lint::visit::{TextRole, texts};
use crate::text::{EnvironmentSegment, ProcessEnvironmentText};

rule! {
    /// `${VAR}` stands in a text where it is not filled in.
    ///
    /// Only the bot's `environment` and the requests of integrations read the process environment.
    /// Anywhere else it is plain text, and the consumer reads it as it is written. Give the value a name
    /// under `environment` and read that.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - text: "Call us: ${SUPPORT_PHONE}"
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// environment:
    ///   supportPhone: "${SUPPORT_PHONE:-555 0100}"
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - text: "Call us: {$env.supportPhone}"
    /// ```
    pub(crate) MISPLACED_PROCESS_VARIABLE = "misplaced-process-variable", Warning
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    texts(names.bot(), &mut |text, role| {
        // A skill that is no number is reported as such.
        if role != TextRole::Filled || !text.as_str().contains("${") {
            return;
        }
        for segment in ProcessEnvironmentText::parse(text.as_str()).segments() {
            let EnvironmentSegment::Variable { name, range, .. } = segment else { continue };
            let message = format!("`${{{name}}}` is plain text here");
            out.push(
                Diagnostic::new(&MISPLACED_PROCESS_VARIABLE, text.part(range.clone()), message)
                    .label("the consumer would read this")
                    .help(format!(
                        "Only `environment` and the requests of integrations read the process environment. Write \
                         `environment: {{ NAME: \"${{{name}}}\" }}` and `{{$env.NAME}}` here."
                    )),
            );
        }
    });
}
