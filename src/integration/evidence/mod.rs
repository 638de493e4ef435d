//! The type of a file by its content and its name: the part that reads files.
//!
//! Only the beginning of a file is read, and what tells ZIP and OLE containers apart. The decision
//! itself is pure and lives in [`crate::file_type`].

mod bytes;
mod ole;
mod text;
mod zip;

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::file_type::{Content, Evidence, FileFacts, FileType};

/// How much of a file's beginning is read, in bytes.
const HEAD_BYTES: u64 = 8 * 1024;

/// Why a file cannot be examined.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// Nothing is there.
    #[error("there is no file `{}`", .path.display())]
    Missing {
        /// As given.
        path: PathBuf,
    },
    /// A folder is there.
    #[error("`{}` is a folder: name a file in it", .path.display())]
    Directory {
        /// As given.
        path: PathBuf,
    },
    /// A pipe, socket or device is there; it is not opened, as that could wait forever.
    #[error("`{}` is a pipe, socket or device, not a file", .path.display())]
    Special {
        /// As given.
        path: PathBuf,
    },
    /// The system refuses.
    #[error("`{}` cannot be read: {reason}", .path.display())]
    Unreadable {
        /// As given.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

/// Looks at a file: its name, size and type. Symbolic links are followed.
///
/// # Errors
/// A missing file, a folder, a pipe or device, and a file that cannot be read.
pub fn examine(path: &Path) -> Result<FileFacts, FileProblem> {
    let problem = |error: io::Error| problem_of(path, &error);
    check_regular(&fs::metadata(path).map_err(problem)?, path)?;
    let mut file = File::open(path).map_err(problem)?;
    // Once more on the open file: the name may have come to mean something else in between.
    let metadata = file.metadata().map_err(problem)?;
    check_regular(&metadata, path)?;
    let content = read_content(&mut file, metadata.len()).map_err(problem)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(facts_of(name, metadata.len(), content))
}

fn check_regular(metadata: &fs::Metadata, path: &Path) -> Result<(), FileProblem> {
    if metadata.is_dir() {
        return Err(FileProblem::Directory { path: path.to_owned() });
    }
    match metadata.is_file() {
        true => Ok(()),
        false => Err(FileProblem::Special { path: path.to_owned() }),
    }
}

fn problem_of(path: &Path, error: &io::Error) -> FileProblem {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileProblem::Missing { path },
        _ => FileProblem::Unreadable { path, reason: error.to_string() },
    }
}

fn facts_of(name: String, size: u64, content: Content) -> FileFacts {
    // A name like `.pdf` is hidden and has no extension; `id.` has none either.
    let extension = Path::new(&name).extension().map(|extension| extension.to_string_lossy().into_owned());
    let evidence = Evidence { content, extension: extension.filter(|extension| !extension.is_empty()) };
    let file_type = evidence.file_type();
    let media_type = match (file_type, &evidence.content) {
        (Some(known), _) => known.media_type().to_owned(),
        (None, Content::Known(known)) => known.media_type().to_owned(),
        (None, Content::Text) => "text/plain".to_owned(),
        _ => mime_guess::from_path(&name).first_or_octet_stream().essence_str().to_owned(),
    };
    FileFacts { name, size, file_type, media_type, evidence }
}

/// What the bytes say: containers by their list of members, the rest by its beginning, then text.
fn read_content(file: &mut File, size: u64) -> io::Result<Content> {
    let mut head = Vec::new();
    file.take(HEAD_BYTES).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(Content::Empty);
    }
    if zip::looks_like(&head) {
        return zip::read(file, size, &head);
    }
    if ole::looks_like(&head) {
        return ole::read(file, &head);
    }
    let whole = head.len() as u64 >= size;
    Ok(content_of_head(&head, whole))
}

fn content_of_head(head: &[u8], whole: bool) -> Content {
    let known = infer::get(head);
    // Some marks are two or three plain letters (BM, GIF, ID3, MZ): a letter that starts so stays a
    // letter. PDF and RTF are formats that may be readable from end to end.
    if text::looks_like(head, whole) {
        return match known.map(|known| known.extension()) {
            Some(extension @ ("pdf" | "rtf")) => {
                by_extension(extension).map_or(Content::Text, Content::Known)
            }
            _ => Content::Text,
        };
    }
    let Some(known) = known else { return Content::Unknown };
    match by_extension(known.extension()) {
        Some(file_type) if !file_type.is_text() => Content::Known(file_type),
        _ => Content::Foreign(foreign(known.extension(), known.mime_type())),
    }
}

fn by_extension(extension: &str) -> Option<FileType> {
    FileType::from_extension(extension)
}

/// A kind of file that no accept list names, in words.
fn foreign(extension: &str, media_type: &str) -> String {
    match extension {
        "exe" | "dll" => "a Windows program (MZ)".to_owned(),
        "elf" => "a Linux program (ELF)".to_owned(),
        "mach" => "a macOS program (Mach-O)".to_owned(),
        "class" => "a Java class".to_owned(),
        "sh" => "a shell script".to_owned(),
        "wasm" => "a WebAssembly program".to_owned(),
        _ => format!("of the type {media_type}"),
    }
}

/// Reads up to `length` bytes at `offset`; fewer where the file ends before.
fn read_at(file: &mut File, offset: u64, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(offset))?;
    file.take(length as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
