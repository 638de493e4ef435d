//! Steps that look at an upload that is still under way.

use super::uploads::uploads;
use crate::bot::{CodeHook, ConditionKind, FileUploadMode};
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::InteractionId;
use crate::lint::Subject;
use crate::lint::scripts::{Owner, Script};
use crate::lint::visit::place;
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
    let senders: Vec<InteractionId> =
        uploads(subject).filter_map(|(upload, _)| subject.upload_pair(upload.id).ok()).collect();
    for &id in &senders {
        for rule in &place(subject, id).interaction.rules {
            if let ConditionKind::Result(_) = rule.condition.kind {
                let report =
                    report(rule.condition.key_span, "this rule is never tried: uploads are asynchronous");
                out.push(report.label("there is no result yet"));
            }
        }
    }
    let mut senders = senders;
    senders.sort_unstable_by_key(|id| id.index());
    let is_of_sender = |script: &&Script<'_>| match script.owner {
        Owner::Interaction(place, CodeHook::PostProcess) => {
            senders.binary_search_by_key(&place.id.index(), |id| id.index()).is_ok()
        }
        _ => false,
    };
    for script in subject.scripts().list.iter().filter(is_of_sender) {
        for name in ["isApiExecutionSuccessful", "getApiStatusCode"] {
            for (_, call) in script.calls_of(name) {
                let message = format!("`{name}` says nothing about this upload: uploads are asynchronous");
                out.push(report(script.place(&call.range), &message).label("tells of an earlier call"));
            }
        }
    }
}

fn report(place: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&UPLOAD_ASSUMED_FINISHED, place, message).help(HELP)
}
