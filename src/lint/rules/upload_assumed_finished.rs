//! Steps that look at an upload that is still under way.

use std::collections::HashSet;

use super::uploads::uploads;
use crate::bot::{CodeHook, ConditionKind, FileUploadMode};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::scripts::{Owner, Script};
use crate::lint::visit::rules;
use crate::source::Span;

rule! {
    /// The Integration of an asynchronous upload judges how the upload has gone.
    ///
    /// With `settings.file_upload: asynchronous` the flow goes on at once, while the file is on its way: the `result`
    /// rules of the Integration are not tried, and its code asks about an earlier call. What follows belongs into a
    /// dialog that the end of the upload triggers: `file_upload_success:*`, `file_upload_failed:*`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// settings: { file_upload: asynchronous }
    /// integrations:
    ///   - file: Store document
    ///     method: PUT
    ///     url: https://files.example.com/documents
    /// dialogs:
    ///   - dialog: Documents
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card as a PDF.
    ///         name: id_card
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    ///         rules:
    ///           - result: failure
    ///             next: id_card
    ///       - text: We will look at it.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// settings: { file_upload: asynchronous }
    /// integrations:
    ///   - file: Store document
    ///     method: PUT
    ///     url: https://files.example.com/documents
    /// dialogs:
    ///   - dialog: Documents
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card as a PDF.
    ///         name: id_card
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    ///       - text: We will look at it.
    ///   - dialog: Once more
    ///     interactions:
    ///       - dialog_starter: { patterns: ["file_upload_failed:*"] }
    ///       - text: Let us try again.
    ///         next: id_card
    /// ```
    pub(crate) UPLOAD_ASSUMED_FINISHED = "upload-assumed-finished", Warning
}

const HELP: &str = "The flow goes on while the file is still on its way. Put what follows into a dialog whose starter has the \
                    pattern `file_upload_success:*` or `file_upload_failed:*`.";

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if subject.bot().settings.file_upload != FileUploadMode::Asynchronous {
        return;
    }
    let senders: HashSet<usize> = uploads(subject)
        .filter_map(|(upload, _)| Some(subject.upload_pair(upload.id).ok()?.index()))
        .collect();
    for (sender, rule) in rules(subject).filter(|(place, _)| senders.contains(&place.id.index())) {
        if let ConditionKind::Result(_) = rule.condition.kind {
            let message = "this rule is never tried: uploads are asynchronous";
            let diagnostic = report(rule.condition.key_span, message).label("there is no result yet");
            out.push(diagnostic.also(sender.interaction.kind_span, "still sends the file"));
        }
    }
    for script in &subject.scripts().list {
        if let Owner::Interaction(sender, CodeHook::PostProcess) = script.owner
            && senders.contains(&sender.id.index())
        {
            out.extend(questions(script));
        }
    }
}

/// Where code asks how the call has gone that has only begun.
fn questions<'s>(script: &'s Script<'_>) -> impl Iterator<Item = Diagnostic> + 's {
    let asked = ["isApiExecutionSuccessful", "getApiStatusCode"];
    asked.into_iter().flat_map(move |name| script.calls_of(name).map(move |(_, call)| (name, call))).map(
        move |(name, call)| {
            let message = format!("`{name}` says nothing about this upload: uploads are asynchronous");
            report(script.place(&call.range), &message).label("tells of an earlier call")
        },
    )
}

fn report(place: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&UPLOAD_ASSUMED_FINISHED, place, message).help(HELP)
}
