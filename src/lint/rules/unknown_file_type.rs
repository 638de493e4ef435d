//! Accepted file types that are none.

use crate::bot::InteractionKind;
use crate::diagnostic::{Diagnostic, Fix, nearest, rule};
use crate::file_type::FileType;
use crate::lint::Subject;

rule! {
    /// An accepted file type that is not known.
    ///
    /// No file is ever of that type, so the consumer's file is refused although the prompt asks for it.
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
    ///         accept: [PDFF]
    ///         fallback: That did not work. Please send a PDF.
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
    pub(crate) UNKNOWN_FILE_TYPE = "unknown-file-type", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (_, interaction) in names.bot().interactions() {
        let InteractionKind::FileUpload(upload) = &interaction.kind else { continue };
        for name in upload.accept.iter().filter(|name| FileType::all_named(name.as_str()).is_empty()) {
            let written = name.as_str().trim().trim_start_matches('.');
            let meant = nearest(written, FileType::names());
            let fix = meant.and_then(|meant| Fix::rename(name, 0..name.as_str().len(), meant));
            let label = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "no file is of this type".to_owned(),
            };
            out.push(
                Diagnostic::new(&UNKNOWN_FILE_TYPE, name.span(), format!("`{name}` is not a known file type"))
                    .label(label)
                    .help(
                        "Files of this type would be refused although they are asked for. Write a type as consumers \
                         call it, e.g. `PDF`, `JPEG`, `PNG`, `DOCX`.",
                    )
                    .fix_if(fix),
            );
        }
    }
}
