//! Placeholders carried over from an old text to the new one.

use crate::transcript::{Piece, escaped, pieces};

/// The new text as it is to be written: where the old one held a placeholder, and the placeholder's value
/// stands in the new text too, in the same order, the placeholder takes its place. `raw` is the old text as
/// written, `old` the same with its values.
pub(super) fn carried(raw: &str, old: &str, new: &str) -> String {
    let Some(values) = values(raw, old) else { return escaped(new).into_owned() };
    let mut written = String::with_capacity(new.len());
    let mut rest = new;
    for (placeholder, value) in values {
        let Some(at) = find_word(rest, value) else { continue };
        written.push_str(&escaped(&rest[..at]));
        written.push_str(placeholder);
        rest = &rest[at + value.len()..];
    }
    written.push_str(&escaped(rest));
    written
}

/// The placeholders of a text with their values; nothing where the two do not belong together.
fn values<'t>(raw: &'t str, old: &'t str) -> Option<Vec<(&'t str, &'t str)>> {
    let mut found = Vec::new();
    let mut rest = old;
    let mut open: Option<&str> = None;
    for piece in pieces(raw) {
        let literal = match piece {
            Piece::Placeholder { range, .. } => {
                // Of two without anything in between nobody knows where the first one ends.
                if open.replace(&raw[range]).is_some() {
                    return None;
                }
                continue;
            }
            Piece::Literal(literal) | Piece::Escaped(literal) => literal,
        };
        let at = rest.find(literal).filter(|at| open.is_some() || *at == 0)?;
        found.extend(open.take().map(|placeholder| (placeholder, &rest[..at])));
        rest = &rest[at + literal.len()..];
    }
    match open {
        Some(placeholder) => found.push((placeholder, rest)),
        None if !rest.is_empty() => return None,
        None => {}
    }
    found.retain(|(_, value)| !value.is_empty());
    Some(found)
}

/// Where a value stands by itself, not as a part of a longer word.
fn find_word(text: &str, value: &str) -> Option<usize> {
    let is_part = |inside: Option<char>, outside: Option<char>| {
        inside.is_some_and(char::is_alphanumeric) && outside.is_some_and(char::is_alphanumeric)
    };
    let stands_alone = |at: &usize| {
        let (before, after) = (&text[..*at], &text[*at + value.len()..]);
        !is_part(value.chars().next(), before.chars().next_back())
            && !is_part(value.chars().next_back(), after.chars().next())
    };
    text.match_indices(value).map(|(at, _)| at).find(stands_alone)
}

#[cfg(test)]
mod tests {
    use super::carried;

    #[test]
    fn placeholders_stay_where_their_values_stay() {
        let of = |raw, old, new| carried(raw, old, new);
        assert_eq!(of("Hi {example.name}!", "Hi Ada!", "Hello, Ada."), "Hello, {example.name}.");
        assert_eq!(of("{vars.a} or {vars.b}", "tea or milk", "milk, tea or beer"), "milk, {vars.a} or beer");
        assert_eq!(of("{vars.a} or {vars.b}", "tea or milk", "tea and milk"), "{vars.a} and {vars.b}");
        assert_eq!(of("{vars.n} items", "3 items", "13 items, 3 days"), "13 items, {vars.n} days");
        assert_eq!(of("{vars.a}{vars.b}", "teamilk", "teamilk!"), "teamilk!");
        assert_eq!(of("no placeholder", "no placeholder", "a {vars.x} in it"), "a \\{vars.x} in it");
        assert_eq!(of("\\{vars.x} {vars.a}", "{vars.x} tea", "{vars.x} is tea"), "\\{vars.x} is {vars.a}");
        assert_eq!(of("Hi {example.name}!", "Hi Ada!", "Good morning."), "Good morning.");
        assert_eq!(of("Hi {example.name}!", "something else", "Hi Ada"), "Hi Ada");
    }
}
