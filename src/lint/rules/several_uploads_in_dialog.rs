//! More than one upload in a dialog, where uploads run beside the flow.

use std::collections::HashMap;

use super::uploads::uploads;
use crate::bot::FileUploadMode;
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;

rule! {
    /// A dialog has several File Uploads, and uploads are asynchronous.
    ///
    /// With `settings.file_upload: asynchronous` the flow goes on while a file is still on its way, and
    /// the result arrives as a turn of its own. The newer platform allows one File Upload in a dialog:
    /// with two the consumer cannot tell which of the files the message is about. Make a dialog for each
    /// file; they may share the integration.
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
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    ///       - file_upload: Please send your last pay slip as a PDF.
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your pay slip.
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
    ///   - dialog: ID card
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card as a PDF.
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    ///         next: pay_slip
    ///   - dialog: Pay slip
    ///     interactions:
    ///       - file_upload: Please send your last pay slip as a PDF.
    ///         name: pay_slip
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your pay slip.
    /// ```
    pub(crate) SEVERAL_UPLOADS_IN_DIALOG = "several-uploads-in-dialog", Warning
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    if names.bot().settings.file_upload != FileUploadMode::Asynchronous {
        return;
    }
    let mut first_of = HashMap::new();
    for (upload, _) in uploads(names) {
        let first = *first_of.entry(names.dialog_of(upload.id)).or_insert(upload);
        if first.id == upload.id {
            continue;
        }
        out.push(
            Diagnostic::new(
                &SEVERAL_UPLOADS_IN_DIALOG,
                upload.interaction.kind_span,
                format!("`{}` asks for a file already", upload.dialog.name),
            )
            .label("a further File Upload in the same dialog")
            .also(first.interaction.kind_span, "the first one")
            .help(
                "With asynchronous uploads the result of the first file may arrive after this prompt, and the \
                 consumer cannot tell which file it is about. Make a dialog of its own for each file and jump there.",
            ),
        );
    }
}
