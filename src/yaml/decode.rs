//! Bytes of a file to text.

use thiserror::Error;

/// Why a file's bytes are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// The file begins with the mark of UTF-16.
    #[error("the file is encoded as {name}; save it as UTF-8")]
    Utf16 {
        /// The encoding's name.
        name: &'static str,
    },
    /// A byte that cannot stand there in UTF-8.
    #[error("byte {offset} (line {line}) is not UTF-8; save the file as UTF-8")]
    NotUtf8 {
        /// The byte's offset, from 0.
        offset: usize,
        /// The line it stands in, from 1.
        line: usize,
    },
}

impl DecodeError {
    /// The line of the problem, from 1.
    pub fn line(&self) -> usize {
        match self {
            Self::Utf16 { .. } => 1,
            Self::NotUtf8 { line, .. } => *line,
        }
    }
}

/// The text of a file: UTF-8, with or without a byte order mark, which is dropped. Line breaks stay as
/// they are, so that places in the text are places in the file.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeError> {
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => return Err(DecodeError::Utf16 { name: "UTF-16 (little endian)" }),
        [0xFE, 0xFF, ..] => return Err(DecodeError::Utf16 { name: "UTF-16 (big endian)" }),
        _ => {}
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..offset];
        DecodeError::NotUtf8 { offset, line: before.iter().filter(|&&byte| byte == b'\n').count() + 1 }
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}
