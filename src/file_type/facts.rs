//! What is known of a file that a consumer sends, and whether a File Upload takes it. No input or output.

use super::FileType;

/// The largest file that the platform takes, in bytes; a file of exactly this size is accepted.
///
/// 5 MB = 5 × 1024 × 1024 (`spec/conversation-builder.md` 8.4.3, U-14; ruling 1).
pub const MAX_UPLOAD_BYTES: u64 = 5 * 1024 * 1024;

/// A file as it was when it was examined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// The name without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// The type where content and name agree on one; nothing where they do not.
    pub file_type: Option<FileType>,
    /// The media type to send: of the type, else of the content, else by the name, else
    /// `application/octet-stream`.
    pub media_type: String,
    /// What the type was decided from.
    pub evidence: Evidence,
}

/// What speaks for the type of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What the bytes say; they have the first word.
    pub content: Content,
    /// The name's extension without its dot, as written.
    pub extension: Option<String>,
}

/// What the bytes of a file say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// There are none.
    Empty,
    /// A type of the table.
    Known(FileType),
    /// Readable text of no special form.
    Text,
    /// Something that is no type of the table, in words: `a Windows program (MZ)`.
    Foreign(String),
    /// A container that is cut or damaged, in words.
    Damaged(String),
    /// Bytes without a known beginning.
    Unknown,
}

/// Whether a file may be uploaded, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The answer.
    pub accepted: bool,
    /// The evidence in a sentence without a full stop, for the trace.
    pub reason: String,
}

impl FileFacts {
    /// Whether the file is larger than the platform takes ([`MAX_UPLOAD_BYTES`] itself is not).
    pub fn is_too_large(&self) -> bool {
        self.size > MAX_UPLOAD_BYTES
    }

    /// The type for people: `PDF`, or `unknown`.
    pub fn type_label(&self) -> &'static str {
        self.file_type.map_or("unknown", FileType::label)
    }
}

impl Evidence {
    /// The type that content and name agree on.
    ///
    /// Content first: it must be of the type. Then the name: its extension must be one of the type's,
    /// or missing. All text looks the same, so there the name says which kind; without one it is TXT.
    pub fn file_type(&self) -> Option<FileType> {
        let named = self.extension.as_deref().map(FileType::from_extension);
        match (&self.content, named) {
            (Content::Known(content), None) => Some(*content),
            (Content::Known(content), Some(Some(named))) => content_is(*content, named).then_some(named),
            (Content::Text, None) => FileType::from_name("TXT"),
            (Content::Text, Some(Some(named))) => named.is_text().then_some(named),
            _ => None,
        }
    }

    /// What decided, in a sentence without a full stop.
    pub fn sentence(&self) -> String {
        let content = match &self.content {
            Content::Empty => return "the file is empty, so its content is of no type".to_owned(),
            Content::Known(content) => format!("content is {content}"),
            Content::Text => "content is plain text".to_owned(),
            Content::Foreign(what) => format!("content is {what}"),
            Content::Damaged(what) => format!("content is damaged: {what}"),
            Content::Unknown => "content is of no known type".to_owned(),
        };
        match (&self.extension, self.file_type()) {
            (Some(extension), Some(_)) => format!("{content}, and the name ends in .{extension}"),
            (Some(extension), None) => format!("{content}, although the name ends in .{extension}"),
            (None, _) => format!("{content}, and the name has no extension"),
        }
    }
}

/// Whether content that looks like `content` may be called `named`.
fn content_is(content: FileType, named: FileType) -> bool {
    // Music in an MP4 container often carries the general brand of the container.
    content == named || (content.label() == "MP4" && named.label() == "M4A")
}

/// Whether a File Upload with this accept list takes the file; its size is another question
/// ([`FileFacts::is_too_large`]). An empty list takes every type (ruling 1).
pub fn accepts(accept: &[FileType], facts: &FileFacts) -> Verdict {
    let evidence = facts.evidence.sentence();
    if accept.is_empty() {
        return Verdict { accepted: true, reason: format!("every type is accepted ({evidence})") };
    }
    let wanted = accept.iter().map(|known| known.label()).collect::<Vec<_>>().join(", ");
    match facts.file_type {
        Some(known) if accept.contains(&known) => {
            Verdict { accepted: true, reason: format!("{known} is accepted: {evidence}") }
        }
        Some(known) => {
            Verdict { accepted: false, reason: format!("{known} is not among {wanted}: {evidence}") }
        }
        None => Verdict { accepted: false, reason: format!("not one of {wanted}: {evidence}") },
    }
}
