//! Lines from a pipe, of any length and any bytes.

use std::io::{BufRead, Read};

use super::chat::{Chat, Then};

/// The longest line that is read, in bytes.
pub(super) const MAX_LINE: usize = 64 * 1024;

/// Plays every line of the input as one message, until its end.
pub fn read_all(chat: &mut Chat<'_>, input: &mut dyn BufRead) {
    let mut number = 0;
    loop {
        number += 1;
        match next_line(input) {
            Ok(None) => return,
            Ok(Some(Piece::Text(line))) => {
                if chat.line(&line) == Then::Leave {
                    return;
                }
            }
            Ok(Some(Piece::TooLong)) => {
                let most = MAX_LINE / 1024;
                chat.complain(&format!(
                    "line {number} of the input is left out: it is longer than {most} KiB"
                ));
            }
            Ok(Some(Piece::NotText)) => {
                chat.complain(&format!("line {number} of the input is left out: it is not UTF-8 text"));
            }
            Err(error) => {
                chat.complain(&format!("the input cannot be read on: {error}"));
                return;
            }
        }
        if chat.is_unread() {
            return;
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    TooLong,
    NotText,
}

fn next_line(input: &mut dyn BufRead) -> std::io::Result<Option<Piece>> {
    let mut bytes = Vec::new();
    // One more than the limit and the line end of Windows.
    let read = input.take(MAX_LINE as u64 + 2).read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    let ended = bytes.last() == Some(&b'\n');
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    if bytes.len() > MAX_LINE {
        if !ended {
            skip_line(input)?;
        }
        return Ok(Some(Piece::TooLong));
    }
    Ok(Some(String::from_utf8(bytes).map_or(Piece::NotText, Piece::Text)))
}

/// The rest of a line, without keeping it.
fn skip_line(input: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn pieces(input: &[u8]) -> Vec<Piece> {
        let mut input = input;
        std::iter::from_fn(|| next_line(&mut input).unwrap()).collect()
    }

    #[test]
    fn line_ends_of_all_systems_and_none_at_the_end() {
        let text = |text: &str| Piece::Text(text.to_owned());
        assert_eq!(pieces(b"a\r\n\nb\nc"), [text("a"), text(""), text("b"), text("c")]);
        assert_eq!(pieces(b""), []);
    }

    #[test]
    fn what_is_too_long_or_no_text_is_left_out_and_the_rest_is_read() {
        let mut input = vec![b'x'; MAX_LINE];
        input.extend(b"\r\n");
        input.extend(vec![b'y'; 3 * MAX_LINE]);
        input.extend(b"\n\xff\xfe\nend\n");
        let found = pieces(&input);
        assert_eq!(found.len(), 4);
        assert_eq!(found[0], Piece::Text("x".repeat(MAX_LINE)));
        assert_eq!(found[1..], [Piece::TooLong, Piece::NotText, Piece::Text("end".to_owned())]);
    }
}
