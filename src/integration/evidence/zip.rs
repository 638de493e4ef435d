//! What a ZIP container holds, by the names in its directory.
//!
//! The `infer` crate looks at the first four members only and so misses Office files whose members
//! are in another order; the names of all members are in the directory at the end of the file, which
//! is small and simple to read (APPNOTE.TXT 4.3.12 and 4.3.16). Nothing is unpacked.

use std::fs::File;
use std::io;

use super::bytes::{u16_at, u32_at};
use super::{Content, FileType, read_at};

/// The end record is at most this far from the end: its own 22 bytes and a comment of 64 KiB.
const END_REACH: u64 = 22 + 65_535;
/// The most of a directory that is read, in bytes; some ten thousand members.
const DIRECTORY_BYTES: u32 = 1024 * 1024;

pub(super) fn looks_like(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

pub(super) fn read(file: &mut File, size: u64, head: &[u8]) -> io::Result<Content> {
    let tail_start = size.saturating_sub(END_REACH);
    let tail = read_at(file, tail_start, END_REACH as usize)?;
    let Some((directory_size, directory_offset)) = directory_place(&tail) else {
        return Ok(Content::Damaged("a ZIP container without its directory".to_owned()));
    };
    let length = directory_size.min(DIRECTORY_BYTES);
    let directory = read_at(file, u64::from(directory_offset), length as usize)?;
    let names = member_names(&directory);
    if names.is_empty() && directory_size > 0 {
        return Ok(Content::Damaged("a ZIP container whose directory cannot be read".to_owned()));
    }
    Ok(content_of(&names, head))
}

/// Size and offset of the directory, from the last end record of the file.
fn directory_place(tail: &[u8]) -> Option<(u32, u32)> {
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    Some((u32_at(tail, end + 12)?, u32_at(tail, end + 16)?))
}

fn member_names(directory: &[u8]) -> Vec<&[u8]> {
    let mut names = Vec::new();
    let mut at = 0;
    while directory.get(at..at + 4) == Some(b"PK\x01\x02") {
        let lengths = [28, 30, 32].map(|field| u16_at(directory, at + field).map(usize::from));
        let [Some(name), Some(extra), Some(comment)] = lengths else { break };
        let Some(bytes) = directory.get(at + 46..at + 46 + name) else { break };
        names.push(bytes);
        at += 46 + name + extra + comment;
    }
    names
}

/// Office Open XML has `[Content_Types].xml` and one folder of its own; OpenDocument and EPUB say
/// their media type in an unpacked first member.
fn content_of(names: &[&[u8]], head: &[u8]) -> Content {
    let has = |wanted: &str| names.contains(&wanted.as_bytes());
    let has_folder = |folder: &str| names.iter().any(|name| name.starts_with(folder.as_bytes()));
    if has("[Content_Types].xml") {
        let office = [("word/", "DOCX"), ("xl/", "XLSX"), ("ppt/", "PPTX")];
        let mut found = office.iter().filter(|(folder, _)| has_folder(folder));
        if let (Some((folder, label)), None) = (found.next(), found.next()) {
            // Word and the others refuse a macro in a file that claims to have none; so do we.
            if has(&format!("{folder}vbaProject.bin")) {
                return Content::Foreign(format!("an Office document with macros ({label} may have none)"));
            }
            return known(label);
        }
    }
    let media_type = first_member_text(head);
    let declared = ["ODT", "ODS", "ODP", "EPUB"].iter().find(|label| {
        FileType::from_name(label).is_some_and(|known| Some(known.media_type().as_bytes()) == media_type)
    });
    if let Some(label) = declared {
        return known(label);
    }
    if has("META-INF/MANIFEST.MF") {
        return Content::Foreign("a Java archive".to_owned());
    }
    if has("AndroidManifest.xml") {
        return Content::Foreign("an Android program".to_owned());
    }
    known("ZIP")
}

/// The content of a first member called `mimetype` that is stored unpacked.
fn first_member_text(head: &[u8]) -> Option<&[u8]> {
    let (packing, size) = (u16_at(head, 8)?, u32_at(head, 18)? as usize);
    let (name, extra) = (usize::from(u16_at(head, 26)?), usize::from(u16_at(head, 28)?));
    let is_mimetype = packing == 0 && head.get(30..30 + name)? == b"mimetype";
    let start = 30 + name + extra;
    is_mimetype.then(|| head.get(start..start.checked_add(size)?)).flatten()
}

fn known(label: &str) -> Content {
    FileType::from_name(label).map_or(Content::Unknown, Content::Known)
}
