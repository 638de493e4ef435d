//! How many of something there are, in words.

/// `1 turn`, `2 turns`.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
