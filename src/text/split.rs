//! Long texts in several messages (spec 5.4.3).

/// The parts of `text`, each at most `limit` characters.
///
/// A text is split at white space, which is dropped there; a word that is longer than the limit is
/// cut. A text within the limit is left as it is, and a limit of 0 means none.
pub fn split_text(text: &str, limit: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(cut) = place_after(rest, limit) {
        let (head, tail) = (&rest[..cut], &rest[cut..]);
        let head_ends_a_word = tail.starts_with(char::is_whitespace);
        let space = if head_ends_a_word { Some(cut) } else { head.rfind(char::is_whitespace) };
        // White space at the very start is no place to split at.
        let end = space.filter(|&end| !head[..end].trim().is_empty()).unwrap_or(cut);
        push(&mut parts, rest[..end].trim_end());
        rest = rest[end..].trim_start();
    }
    push(&mut parts, rest);
    if parts.is_empty() {
        parts.push(text);
    }
    parts
}

fn push<'t>(parts: &mut Vec<&'t str>, part: &'t str) {
    if !part.trim().is_empty() {
        parts.push(part);
    }
}

/// The offset after `limit` characters, if more follow.
fn place_after(text: &str, limit: usize) -> Option<usize> {
    // Bytes are never fewer than characters: most texts need not be counted.
    if limit == 0 || text.len() <= limit {
        return None;
    }
    text.char_indices().nth(limit).map(|(offset, _)| offset)
}
