//! What an OLE container (the old Office formats) holds, by the names of its streams.
//!
//! Word, Excel and PowerPoint before 2007 write the same container; the stream that each of them
//! must have tells which one it was ([MS-CFB] 2.2, 2.3 and 2.6). Bounded: a few dozen sectors.

use std::fs::File;
use std::io;

use super::bytes::{u16_at, u32_at};
use super::{Content, FileType, read_at};

/// How many sectors of the directory are read; a Word document has one to four.
const MAX_SECTORS: usize = 64;
/// The sectors of the allocation table that the header itself lists.
const TABLE_SECTORS_IN_HEADER: usize = 109;

const STREAMS: &[(&str, &str)] =
    &[("WordDocument", "DOC"), ("Workbook", "XLS"), ("Book", "XLS"), ("PowerPoint Document", "PPT")];

pub(super) fn looks_like(head: &[u8]) -> bool {
    head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

pub(super) fn read(file: &mut File, head: &[u8]) -> io::Result<Content> {
    let Some((shift, first)) =
        u16_at(head, 30).zip(u32_at(head, 48)).filter(|(shift, _)| matches!(shift, 9 | 12))
    else {
        return Ok(Content::Damaged("an old Office container without its header".to_owned()));
    };
    let mut sector = Some(first);
    for _ in 0..MAX_SECTORS {
        let Some(number) = sector else { break };
        let Some(bytes) = read_sector(file, number, shift)? else { break };
        if let Some(label) = bytes.chunks_exact(128).find_map(stream_label) {
            return Ok(FileType::from_name(label).map_or(Content::Unknown, Content::Known));
        }
        sector = next_sector(file, head, number, shift)?;
    }
    Ok(Content::Foreign("an OLE container that is no Word, Excel or PowerPoint file".to_owned()))
}

/// The type that a directory entry stands for; the name is UTF-16 with its length in bytes at 64.
fn stream_label(entry: &[u8]) -> Option<&'static str> {
    let length = usize::from(u16_at(entry, 64)?).checked_sub(2)?;
    let name = entry.get(..length.min(64))?;
    let same = |wanted: &str| wanted.encode_utf16().flat_map(u16::to_le_bytes).eq(name.iter().copied());
    STREAMS.iter().find(|(stream, _)| same(stream)).map(|(_, label)| *label)
}

/// The sector after this one in its chain, from the allocation table.
fn next_sector(file: &mut File, head: &[u8], number: u32, shift: u16) -> io::Result<Option<u32>> {
    let per_sector = (1_u32 << shift) / 4;
    let table_index = (number / per_sector) as usize;
    if table_index >= TABLE_SECTORS_IN_HEADER {
        return Ok(None);
    }
    let Some(table) = u32_at(head, 76 + 4 * table_index) else { return Ok(None) };
    let Some(bytes) = read_sector(file, table, shift)? else { return Ok(None) };
    Ok(u32_at(&bytes, 4 * (number % per_sector) as usize))
}

/// A sector's bytes; none for the numbers that mark the end of a chain, or past the end of the file.
fn read_sector(file: &mut File, number: u32, shift: u16) -> io::Result<Option<Vec<u8>>> {
    if number >= 0xFFFF_FFFA {
        return Ok(None);
    }
    let bytes = read_at(file, (u64::from(number) + 1) << shift, 1 << shift)?;
    Ok((!bytes.is_empty()).then_some(bytes))
}
