//! Java's regular expressions in the words of JavaScript.

/// What Java's names of ASCII classes stand for.
const CLASSES: [(&str, &str); 11] = [
    ("Alnum", "A-Za-z0-9"),
    ("Alpha", "A-Za-z"),
    ("Blank", r" \t"),
    ("Cntrl", r"\x00-\x1f\x7f"),
    ("Digit", "0-9"),
    ("Graph", "!-~"),
    ("Lower", "a-z"),
    ("Punct", r"!-\/:-@\[-`{-~"),
    ("Space", r"\t-\r "),
    ("Upper", "A-Z"),
    ("XDigit", "0-9A-Fa-f"),
];

/// The regex and the flags that it needs. Mistakes are left for the engine to find.
///
/// # Errors
/// What JavaScript would take for something else, so that it is not played.
pub(in crate::javascript) fn java_regex(source: &str) -> Result<(String, String), String> {
    let (flags, rest) = leading_flags(source);
    let mut translation =
        Translation { out: String::with_capacity(rest.len()), flags, in_class: false, refused: None };
    translation.all(rest);
    match translation.refused {
        Some(what) => {
            Err(format!("{what} in the regular expression `{source}` is not simulated; write it without"))
        }
        None => Ok((translation.out, translation.flags)),
    }
}

/// `(?is)` in front; JavaScript takes flags apart from the regex.
fn leading_flags(source: &str) -> (String, &str) {
    let Some((flags, rest)) = source.strip_prefix("(?").and_then(|inside| inside.split_once(')')) else {
        return (String::new(), source);
    };
    if flags.is_empty() || !flags.chars().all(|flag| matches!(flag, 'i' | 's' | 'm' | 'u')) {
        return (String::new(), source);
    }
    // Java's `u` is about case only.
    let mut kept: Vec<char> = flags.chars().filter(|flag| *flag != 'u').collect();
    kept.sort_unstable();
    kept.dedup();
    (kept.into_iter().collect(), rest)
}

struct Translation {
    out: String,
    flags: String,
    in_class: bool,
    /// What has no counterpart in JavaScript.
    refused: Option<&'static str>,
}

impl Translation {
    fn all(&mut self, mut rest: &str) {
        while let Some(letter) = rest.chars().next() {
            rest = &rest[letter.len_utf8()..];
            match letter {
                '\\' => rest = self.escape(rest),
                '[' if self.in_class => self.refuse("a class inside a class"),
                '&' if self.in_class && rest.starts_with('&') => {
                    self.refuse("`&&` inside a class");
                }
                '[' => {
                    self.in_class = true;
                    self.out.push('[');
                }
                ']' => {
                    self.in_class = false;
                    self.out.push(']');
                }
                '(' if !self.in_class && rest.starts_with("?>") => {
                    self.out.push_str("(?:");
                    rest = &rest[2..];
                }
                // A quantifier that gives nothing back is taken for one that does.
                '*' | '+' | '?' | '}' if !self.in_class && rest.starts_with('+') => {
                    self.out.push(letter);
                    rest = &rest[1..];
                }
                letter => self.out.push(letter),
            }
        }
    }

    /// Writes the escape that begins `rest`, and gives what follows it.
    fn escape<'r>(&mut self, rest: &'r str) -> &'r str {
        let Some(letter) = rest.chars().next() else {
            self.out.push('\\');
            return rest;
        };
        let after = &rest[letter.len_utf8()..];
        match letter {
            'Q' => return self.quoted(after),
            'A' if !self.in_class => self.out.push('^'),
            'z' | 'Z' if !self.in_class => self.out.push('$'),
            'h' => self.class(r" \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000", false),
            'R' if !self.in_class => self.out.push_str(r"(?:\r\n|[\n-\r\u0085\u2028\u2029])"),
            'p' | 'P' => return self.named_class(letter == 'P', after),
            _ if letter.is_alphanumeric() => {
                self.out.push('\\');
                self.out.push(letter);
            }
            _ => self.itself(letter),
        }
        after
    }

    /// Up to `\E` letters stand for themselves.
    fn quoted<'r>(&mut self, rest: &'r str) -> &'r str {
        let (quoted, after) = rest.split_once("\\E").unwrap_or((rest, ""));
        for letter in quoted.chars() {
            self.itself(letter);
        }
        after
    }

    /// The first thing that is refused is told.
    fn refuse(&mut self, what: &'static str) {
        self.refused.get_or_insert(what);
    }

    /// A letter that stands for itself. Only what means something else is escaped: with the flag `u` JavaScript
    /// refuses all other escapes.
    fn itself(&mut self, letter: char) {
        if r"^$\.*+?()[]{}|/".contains(letter) || self.in_class && letter == '-' {
            self.out.push('\\');
        }
        self.out.push(letter);
    }

    fn named_class<'r>(&mut self, negated: bool, rest: &'r str) -> &'r str {
        let found = rest.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let (name, after) = match found {
            Some(found) => found,
            // One letter may stand without braces.
            None => rest.split_at(rest.chars().next().map_or(0, char::len_utf8)),
        };
        if let Some((_, letters)) = CLASSES.iter().find(|(known, _)| *known == name) {
            self.class(letters, negated);
            return after;
        }
        if !self.flags.contains('u') {
            self.flags.push('u');
        }
        let name = name.strip_prefix("Is").unwrap_or(name);
        self.out.push_str(if negated { "\\P{" } else { "\\p{" });
        self.out.push_str(name);
        self.out.push('}');
        after
    }

    fn class(&mut self, letters: &str, negated: bool) {
        if self.in_class && !negated {
            self.out.push_str(letters);
            return;
        }
        if self.in_class {
            self.refuse("a negated class inside a class");
            return;
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        self.out.push_str(letters);
        self.out.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::java_regex;

    #[test]
    fn java_regexes_are_written_as_javascript_has_them() {
        for (java, source, flags) in [
            (",", ",", ""),
            (r"\s+", r"\s+", ""),
            ("(?i)abc", "abc", "i"),
            ("(?si)a.c", "a.c", "is"),
            ("(?<name>a)", "(?<name>a)", ""),
            (r"\Qa.b\E+", r"a\.b+", ""),
            (r"\Qa.b", r"a\.b", ""),
            (r"\Aab\z", "^ab$", ""),
            (r"\p{Alpha}+", "[A-Za-z]+", ""),
            (r"[\p{Alpha}_]", "[A-Za-z_]", ""),
            (r"\P{Digit}", "[^0-9]", ""),
            (r"\p{L}\p{IsLatin}", r"\p{L}\p{Latin}", "u"),
            (r"\pL", r"\p{L}", "u"),
            ("a++b*+c?+d{2}+", "a+b*c?d{2}", ""),
            ("[a++]", "[a++]", ""),
            ("(?>ab|a)c", "(?:ab|a)c", ""),
            ("\\", "\\", ""),
            ("(?", "(?", ""),
            (r"\p", r"\p{}", "u"),
            (r"\p{L}\!\-\.", r"\p{L}!-\.", "u"),
            (r"[\p{L}\-\]&]", r"[\p{L}\-\]&]", "u"),
            (r"\p{L}\Qa-b!\E", r"\p{L}a-b!", "u"),
        ] {
            let translated = java_regex(java).unwrap_or_default();
            assert_eq!(translated, (source.to_owned(), flags.to_owned()), "{java}");
        }
        for refused in [r"[\P{Digit}x]", "[a[bc]]", "[a-z&&[^b]]"] {
            assert!(java_regex(refused).unwrap_err().contains(refused));
        }
    }
}
