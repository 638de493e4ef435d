//! Whether bytes are text that a person could read.

/// UTF-8, UTF-16 with its mark, or an 8-bit Latin encoding; no zero bytes, no control characters
/// beyond line ends, tabs, form feeds and escapes. `whole` says that nothing follows.
pub(super) fn looks_like(head: &[u8], whole: bool) -> bool {
    if let Some(rest) = head.strip_prefix(&[0xFF, 0xFE]) {
        return is_utf16(rest, u16::from_le_bytes, whole);
    }
    if let Some(rest) = head.strip_prefix(&[0xFE, 0xFF]) {
        return is_utf16(rest, u16::from_be_bytes, whole);
    }
    if head.iter().any(|byte| is_control(u32::from(*byte))) {
        return false;
    }
    match std::str::from_utf8(head) {
        Ok(_) => true,
        // The last character may be cut where only the beginning was read.
        Err(error) if error.error_len().is_none() && !whole => true,
        Err(_) => is_latin(head),
    }
}

fn is_control(character: u32) -> bool {
    matches!(character, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

/// In a Latin text the letters outside ASCII are the exception; in packed data they are not.
fn is_latin(head: &[u8]) -> bool {
    let high = head.iter().filter(|byte| !byte.is_ascii()).count();
    high * 3 <= head.len()
}

fn is_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, whole: bool) -> bool {
    if whole && bytes.len() % 2 == 1 {
        return false;
    }
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut broken = 0;
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) if is_control(u32::from(character)) => return false,
            Ok(_) => {}
            Err(_) => broken += 1,
        }
    }
    // One: a pair that the end of the head cuts.
    broken <= usize::from(!whole)
}
