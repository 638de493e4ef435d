//! Names that are unique where the platform's need not be, and names of files made of them.

use std::collections::HashMap;

/// Names that are taken, with how often they were asked for.
#[derive(Debug, Default)]
pub(super) struct Taken(HashMap<String, usize>);

impl Taken {
    /// The name, or the first of `NAME_2`, `NAME_3`… that is still free; it is taken from now on.
    pub(super) fn unique(&mut self, name: &str, joint: &str) -> String {
        let mut count = self.0.get(name).copied().unwrap_or(0) + 1;
        let mut free = name.to_owned();
        while count > 1 {
            free = format!("{name}{joint}{count}");
            if !self.0.contains_key(&free) {
                break;
            }
            count += 1;
        }
        self.0.insert(name.to_owned(), count);
        self.0.entry(free.clone()).or_insert(1);
        free
    }
}

/// A name as a part of a file's name: small letters, digits and dashes.
pub fn slug(name: &str) -> String {
    const LONGEST: usize = 48;
    let mut slug = String::new();
    let mut before = ' ';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let after_capital = before.is_uppercase() && letters.peek().is_some_and(|next| next.is_lowercase());
        let begins_word = letter.is_uppercase() && (before.is_lowercase() || after_capital);
        let separates = begins_word || !letter.is_alphanumeric();
        if separates && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        }
        before = letter;
    }
    let short: String = slug.chars().take(LONGEST).collect();
    let short = short.trim_end_matches('-');
    if short.is_empty() { "unnamed".to_owned() } else { short.to_owned() }
}

/// A name without the stamp that the vendor puts behind it when a bot is imported there (export spec 1).
pub(super) fn without_stamp(name: &str) -> &str {
    let shape = |stamp: &str| {
        stamp.len() == "(MM-DD-YYYY hh:mm)".len()
            && stamp.bytes().zip(b"(00-00-0000 00:00)").all(|(byte, form)| match form {
                b'0' => byte.is_ascii_digit(),
                b':' => matches!(byte, b':' | b'_'),
                form => byte == *form,
            })
    };
    match name.rfind('(') {
        Some(start) if shape(&name[start..]) && start > 0 => name[..start].trim_end(),
        _ => name,
    }
}

/// A name in capitals with `_` between its words, as variables of the process are called.
pub(super) fn in_capitals(name: &str) -> String {
    slug(name).to_uppercase().replace('-', "_").chars().filter(|letter| letter.is_ascii()).collect()
}

/// A name of letters and digits that begins small, as environment variables of a bot are called.
pub(super) fn camel_case(words: &str) -> String {
    let mut name = String::new();
    for (place, word) in slug(words).split('-').enumerate() {
        let ascii = word.chars().filter(char::is_ascii_alphanumeric);
        match place {
            0 => name.extend(ascii),
            _ => name.extend(ascii.enumerate().map(|(at, letter)| match at {
                0 => letter.to_ascii_uppercase(),
                _ => letter,
            })),
        }
    }
    name
}

/// What names are sorted by, so that `2 Menu` comes before `10 End`.
pub(super) fn natural_order(name: &str) -> Vec<(String, u64)> {
    let mut parts: Vec<(String, u64)> = vec![(String::new(), 0)];
    let mut in_number = false;
    for letter in name.to_lowercase().chars() {
        let digit = letter.to_digit(10);
        if digit.is_none() && in_number {
            parts.push((String::new(), 0));
        }
        in_number = digit.is_some();
        let Some((text, number)) = parts.last_mut() else { continue };
        match digit {
            Some(digit) => *number = number.saturating_mul(10).saturating_add(u64::from(digit)),
            None => text.push(letter),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Taken, camel_case, in_capitals, natural_order, slug, without_stamp};

    #[test]
    fn names_become_parts_of_file_names() {
        assert_eq!(slug("1.0 Multi Action Button"), "1-0-multi-action-button");
        assert_eq!(slug("getProducts"), "get-products");
        assert_eq!(slug("GPT3 (Channel Character)"), "gpt3-channel-character");
        assert_eq!(slug("trackXApiKey"), "track-x-api-key");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("???"), "unnamed");
        assert_eq!(slug("Größe"), "größe");
        assert_eq!(in_capitals("getProducts maven-api-key"), "GET_PRODUCTS_MAVEN_API_KEY");
        assert_eq!(camel_case("getProducts maven-api-key"), "getProductsMavenApiKey");
    }

    #[test]
    fn the_stamp_of_an_import_is_taken_off() {
        assert_eq!(without_stamp("Shop (04-01-2022 02:15)"), "Shop");
        assert_eq!(without_stamp("Shop (04-01-2022 02_15)"), "Shop");
        assert_eq!(without_stamp("Shop (beta)"), "Shop (beta)");
        assert_eq!(without_stamp("(04-01-2022 02:15)"), "(04-01-2022 02:15)");
    }

    #[test]
    fn numbers_in_names_sort_as_numbers() {
        let mut names = ["10 End", "2 Menu", "b", "2 Menu 3", "1.10 x", "1.9 x", "a"];
        names.sort_by_cached_key(|name| natural_order(name));
        assert_eq!(names, ["1.9 x", "1.10 x", "2 Menu", "2 Menu 3", "10 End", "a", "b"]);
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut taken = Taken::default();
        assert_eq!(taken.unique("a", "_"), "a");
        assert_eq!(taken.unique("a", "_"), "a_2");
        assert_eq!(taken.unique("a_2", "_"), "a_2_2");
        assert_eq!(taken.unique("a", "_"), "a_3");
    }
}
