//! Uploads that fail without a word of the author's.

use super::uploads::uploads;
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;
use crate::lint::visit::{Place, place};

rule! {
    /// A File Upload, or the Integration that takes its file, has no fallback message.
    ///
    /// Uploads fail often: the wrong type, a file that is too large, a system that is down. The File
    /// Upload's `fallback` is said when the file is refused, the Integration's when it cannot be stored.
    /// Without them the consumer gets a general text that does not say what to do.
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
    ///       - file_upload: Please send your ID card as a PDF.
    ///         accept: [PDF]
    ///       - integration: Store document
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
    ///         fallback: That was not a PDF of at most 5 MB. Please try again.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card. Please try again later.
    /// ```
    pub(crate) UPLOAD_WITHOUT_FALLBACK = "upload-without-fallback", Warning
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for (upload, _) in uploads(names) {
        if !has_fallback(upload) {
            out.push(
                Diagnostic::new(
                    &UPLOAD_WITHOUT_FALLBACK,
                    upload.interaction.kind_span,
                    "this File Upload has no fallback message",
                )
                .label("`fallback` is missing")
                .help(
                    "When the file is of the wrong type or too large, the consumer gets a general text. Write a \
                     `fallback` that says which files are taken.",
                ),
            );
        }
        let Ok(pair) = names.upload_pair(upload.id) else { continue };
        let pair = place(names, pair);
        if !has_fallback(pair) {
            out.push(
                Diagnostic::new(
                    &UPLOAD_WITHOUT_FALLBACK,
                    pair.interaction.kind_span,
                    "the Integration that takes the file has no fallback message",
                )
                .label("`fallback` is missing")
                .also(upload.interaction.kind_span, "the File Upload whose file it takes")
                .help(
                    "When the file cannot be stored, the consumer gets a general text, or is asked for another file. \
                     Write a `fallback` that says what to do now.",
                ),
            );
        }
    }
}

fn has_fallback(place: Place<'_>) -> bool {
    place.interaction.fallback.as_ref().is_some_and(|text| !text.as_str().trim().is_empty())
}
