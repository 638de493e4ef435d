//! Prompts that do not say which files are taken.

use super::uploads::uploads;
use crate::bot::FileUpload;
use crate::diagnostic::{Diagnostic, rule};
use crate::file_type::FileType;
use crate::linked::Names;
use crate::source::Text;
use crate::text::Template;

rule! {
    /// The prompt of a File Upload does not name all types that it accepts.
    ///
    /// The consumer has no other way to know: the first try fails with the fallback message, and some do
    /// not try a second time.
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
    ///         accept: [PDF, JPEG]
    ///         fallback: That did not work. Please send a PDF or JPEG file.
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
    ///       - file_upload: Please send your ID card as a PDF or JPG.
    ///         accept: [PDF, JPEG]
    ///         fallback: That did not work. Please send a PDF or JPEG file.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    /// ```
    pub(crate) UPLOAD_PROMPT_OMITS_TYPE = "upload-prompt-omits-type", Warning
}

/// What people call files besides their extensions: of types, and of families such as `image/*`.
const SPOKEN: [(&str, &[&str]); 10] = [
    ("DOC", &["word"]),
    ("DOCX", &["word"]),
    ("XLS", &["excel"]),
    ("XLSX", &["excel"]),
    ("PPT", &["powerpoint"]),
    ("PPTX", &["powerpoint"]),
    ("image/*", &["image", "photo", "picture"]),
    ("audio/*", &["audio", "recording"]),
    ("video/*", &["video"]),
    ("text/*", &["text"]),
];

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for (_, upload) in uploads(names) {
        let words = words(upload.text.as_str());
        let named = |accepted: &&Text| is_named(accepted.as_str(), &words);
        let omitted: Vec<&Text> = upload.accept.iter().filter(|accepted| !named(accepted)).collect();
        // A reference may bring the types in; if it does, then all of them.
        let is_open = omitted.len() == upload.accept.len() && has_reference(&upload.text);
        if let Some(first) = omitted.first()
            && !is_open
        {
            out.push(omits(upload, first, &omitted));
        }
    }
}

fn omits(upload: &FileUpload, first: &Text, omitted: &[&Text]) -> Diagnostic {
    let list = listed(omitted);
    let types = if omitted.len() == 1 { "an accepted type" } else { "accepted types" };
    Diagnostic::new(
        &UPLOAD_PROMPT_OMITS_TYPE,
        upload.text.span(),
        format!("the prompt does not name {types}: {list}"),
    )
    .label("what the consumer is told")
    .also(first.span(), "not named in the prompt")
    .help(format!(
        "The consumer learns only from the fallback message which files are taken. Name {list} in the prompt."
    ))
}

fn has_reference(text: &Text) -> bool {
    Template::parse(text.as_str()).as_literal().is_none()
}

fn listed(names: &[&Text]) -> String {
    names.iter().map(|name| name.as_str().trim()).collect::<Vec<_>>().join(", ")
}

/// The words of a text in lower case; `PDF/JPEG` is two.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn is_named(accepted: &str, words: &[String]) -> bool {
    let types = FileType::all_named(accepted);
    let is_family = accepted.trim().ends_with("/*");
    let spoken = |name: &str| {
        let entry = SPOKEN.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        entry.map_or(&[][..], |(_, spoken)| spoken)
    };
    if is_family && spoken(accepted.trim()).iter().any(|name| says(words, name)) {
        return true;
    }
    let type_is_named = |file_type: &FileType| {
        let names = std::iter::once(file_type.label()).chain(file_type.extensions().iter().copied());
        names.chain(spoken(file_type.label()).iter().copied()).any(|name| says(words, name))
    };
    // What is no type is reported as such.
    types.is_empty()
        || if is_family { types.iter().any(type_is_named) } else { types.iter().all(type_is_named) }
}

/// Whether a name, or its plural, is among the words.
fn says(words: &[String], name: &str) -> bool {
    let name = name.to_lowercase();
    words.iter().any(|word| *word == name || word.strip_suffix('s').is_some_and(|singular| singular == name))
}
