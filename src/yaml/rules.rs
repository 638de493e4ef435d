//! What can be wrong with a file before its meaning is looked at.

use crate::diagnostic::{Rule, rule};

rule! {
    /// The file cannot be read as YAML at this place.
    ///
    /// The value or the lines at this place are not read as they were meant, so the bot would lack them
    /// in a conversation. The rest of the file is checked as well.
    ///
    /// The usual causes:
    ///
    /// - a text that starts with `*`, `&`, `%`, `@`, `!`, `{` or `[`, or contains `: `, and is not quoted;
    /// - a tab in the indentation, or lines that belong together but do not start in the same column;
    /// - a colon without a space behind it;
    /// - a quote or a bracket that is not closed.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Your choice: home or car?
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: "Your choice: home or car?"
    /// ```
    pub YAML_SYNTAX = "yaml-syntax", Error

    /// A mapping has the same key twice.
    ///
    /// Only one of the two values can count; the other one would be lost without a word, and the bot
    /// would not say or do what stands there. This often comes from copying.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your name?
    ///         next: next
    ///         next: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your name?
    ///         next: end
    /// ```
    pub DUPLICATE_KEY = "duplicate-key", Error

    /// An alias (`*name`) has no anchor (`&name`) above it.
    ///
    /// Outside quotes a leading `*` does not start a text: it repeats a value that was named with `&`
    /// before. Nearly always a pattern lacks its quotes, and would never match what consumers write.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [*hello*] }
    ///       - text: Hello!
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*hello*"] }
    ///       - text: Hello!
    /// ```
    pub UNDEFINED_ALIAS = "undefined-alias", Error

    /// The file uses a part of YAML that has no meaning here.
    ///
    /// Tags of your own (`!name`), lists or mappings as keys, and several documents in one file are
    /// valid YAML, but nothing in a conversation corresponds to them; what they were meant to do would
    /// not happen.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: !important Please read the terms.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: "!important Please read the terms."
    /// ```
    pub UNSUPPORTED_YAML = "unsupported-yaml", Error

    /// The file is larger, deeper or holds more values than is read.
    ///
    /// The limits (16 MiB, 64 levels, one million keys and values) are far above what a bot needs; they
    /// keep a broken or hostile file from taking all memory. Aliases and merge keys count with all that
    /// they bring in, and an alias within the very value that it repeats would never end. The bot would
    /// lack everything behind the place.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - multiple_choice: What is it about?
    ///         choices: &choices [Home, Car, *choices]
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - multiple_choice: What is it about?
    ///         choices: [Home, Car]
    /// ```
    pub YAML_LIMIT = "yaml-limit", Error

    /// The file is not encoded as UTF-8.
    ///
    /// Letters such as `é` or `ü` would reach the consumer as other signs, so nothing of the file is
    /// read. Editors call the setting "Encoding", "Save with encoding" or "UTF-8 without BOM"; on a
    /// command line `iconv -f WINDOWS-1252 -t UTF-8 old.yaml > bot.yaml` converts a file.
    ///
    /// One file cannot show it here, as this page is UTF-8 itself. A file in UTF-16 or Windows-1252 fails, and
    /// passes once it is saved as UTF-8.
    pub NOT_UTF8 = "not-utf8", Error

    /// There is nothing in the file, or only comments.
    ///
    /// A bot without a dialog cannot answer. The file was perhaps not saved, or its name is not the one
    /// that was meant.
    ///
    /// ```yaml fails
    /// # bot: Demo
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    /// ```
    pub EMPTY_FILE = "empty-file", Error
}

/// All rules of this module.
pub static ALL: &[&Rule] =
    &[&YAML_SYNTAX, &DUPLICATE_KEY, &UNDEFINED_ALIAS, &UNSUPPORTED_YAML, &YAML_LIMIT, &NOT_UTF8, &EMPTY_FILE];
