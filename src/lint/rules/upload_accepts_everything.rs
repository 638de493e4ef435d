//! Uploads that take any file.

use super::uploads::uploads;
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;

rule! {
    /// A File Upload names no file types, so it takes every file.
    ///
    /// A program or a holiday video is then accepted as an ID card and sent on to your system. Checking
    /// files for harmful content is up to the brand.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - file: Store document
    ///     method: PUT
    ///     url: https://files.example.com/documents
    /// dialogs:
    ///   - dialog: Documents
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card.
    ///         fallback: That did not work. Please try again.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
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
    /// ```
    pub(crate) UPLOAD_ACCEPTS_EVERYTHING = "upload-accepts-everything", Warning
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for (place, upload) in uploads(names).filter(|(_, upload)| upload.accept.is_empty()) {
        let span = upload.accept_span.unwrap_or(place.interaction.kind_span);
        let label = if upload.accept_span.is_some() { "names no type" } else { "`accept` is missing" };
        out.push(
            Diagnostic::new(&UPLOAD_ACCEPTS_EVERYTHING, span, "this File Upload takes files of every type")
                .label(label)
                .help(
                    "Whatever the consumer sends goes on to your system. Name the types that it can use, e.g. \
                     `accept: [PDF, JPEG, PNG]`.",
                ),
        );
    }
}
