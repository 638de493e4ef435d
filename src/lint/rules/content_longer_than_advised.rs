//! Content that some windows cut.

use super::said::{Part, least_length, said};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::places;

rule! {
    /// A choice, or a text of an Apple picker, is longer than the platform advises.
    ///
    /// It is taken as it is, and cut where a window is small: from 20 characters of a choice on, from 30 of a picker's
    /// title, from 85 of its subtitle. Say it short, and explain it in the question.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: [tea] }
    ///       - multiple_choice: Which one?
    ///         choices: [The black one from Assam, The green one]
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: [tea] }
    ///       - multiple_choice: The black one from Assam, or the green one?
    ///         choices: [Assam, Green]
    /// ```
    pub(crate) CONTENT_LONGER_THAN_ADVISED = "content-longer-than-advised", Info, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in places(subject) {
        said(place.interaction, &mut |part, text| {
            // Spec 17.2.
            let (what, advised) = match part {
                Part::Choice => ("a choice", 20),
                Part::PickerTitle => ("the title of a picker", 30),
                Part::PickerSubtitle => ("the subtitle of a picker", 85),
                _ => return,
            };
            let length = if text.as_str().len() > advised { least_length(text) } else { 0 };
            if length <= advised {
                return;
            }
            let message = format!(
                "{what} had better not be longer than {advised} characters, and this one has {length}"
            );
            out.push(
                Diagnostic::new(&CONTENT_LONGER_THAN_ADVISED, text.span(), message)
                    .label("may be cut")
                    .also(place.interaction.kind_span, "this interaction")
                    .help(
                        "Small windows do not show the rest. Say it short, and explain it in the question.",
                    ),
            );
        });
    }
}
