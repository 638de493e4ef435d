//! The problems that loading finds, each with its manual.

use crate::diagnostic::{Rule, rule};

/// Every rule of the loader, in the order of the manual.
pub static ALL: &[&Rule] = &[
    &UNKNOWN_KEY,
    &UNKNOWN_KIND,
    &MISPLACED_KEY,
    &MISSING_KEY,
    &WRONG_TYPE,
    &INVALID_VALUE,
    &RESERVED_NAME,
    &UNREADABLE_FILE,
    &OUTSIDE_PROJECT,
    &INCLUDE_CYCLE,
    &UNKNOWN_VALUE,
    &UNUSED_VALUE,
    &TRANSCRIPT_WITHOUT_ASSERTION,
];

rule! {
    /// A key that the format does not have.
    ///
    /// An unknown key would be without effect, and nobody would notice until a consumer does: a
    /// `fallbak` message is never sent. So it is an error, with the likely key where one is near.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         dellay: 2s
    /// ```
    ///
    /// Write the key that is meant:
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         delay: 2s
    /// ```
    pub UNKNOWN_KEY = "unknown-key", Error

    /// An item of a kind that does not exist.
    ///
    /// The first key of a dialog, an interaction or an integration says what it is. Without a known
    /// kind nobody can tell what the item is to do.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - txt: Hello!
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
    pub UNKNOWN_KIND = "unknown-kind", Error

    /// A key that exists, in a place where it means nothing.
    ///
    /// A statement does not wait for the consumer, so it has no answer to judge: `rules` on a `text`
    /// would never run, and the flow would not go where the author thinks.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Are you well?
    ///         rules:
    ///           - pattern: yes
    /// ```
    ///
    /// Use the kind of interaction that the key belongs to:
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: Are you well?
    ///         fallback: Yes or no, please.
    ///         rules:
    ///           - pattern: yes
    /// ```
    pub MISPLACED_KEY = "misplaced-key", Error

    /// A key without which the rest makes no sense.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - integration: Weather
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - integration: Weather
    /// ```
    pub MISSING_KEY = "missing-key", Error

    /// A value of the wrong kind: a list where a text belongs, a text where keys belong.
    ///
    /// Texts never need a special spelling: `yes`, `1.0`, `007` and `2026-11-22` are texts as they
    /// stand. Quotes are needed only where YAML itself would read something else, as in `*loan*`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: [Hello!, How are you?]
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///       - text: How are you?
    /// ```
    pub WRONG_TYPE = "wrong-type", Error

    /// A value of the right kind with a content that means nothing here: a length of time without a
    /// unit, a size that is none, a word that is not one of the possible ones.
    ///
    /// Lengths of time are written `800ms`, `2s`, `15m`, `1h`; sizes `5MB`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// settings: { session_length: 90 }
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// settings: { session_length: 90m }
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    /// ```
    pub INVALID_VALUE = "invalid-value", Error

    /// An interaction with the name of a next action.
    ///
    /// `next`, `current`, `end`, `close_dialog` and `close_conversation` say where the flow goes. An
    /// interaction of that name could never be reached by its name.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Good bye!
    ///         name: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Good bye!
    ///         name: good_bye
    /// ```
    pub RESERVED_NAME = "reserved-name", Error

    /// A file that the bot names and that cannot be read.
    ///
    /// An `include`, a `file` of code or a mock's bytes: without it a part of the bot is missing. A
    /// glob that matches nothing is the same mistake.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// include: dialogs/gretings.yaml
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
    pub UNREADABLE_FILE = "unreadable-file", Error

    /// A path that leads out of the project folder.
    ///
    /// A bot may come from anywhere, so it reads nothing but the project: the folder that holds the
    /// version control's `.git`, or the bot's own folder where there is none. Move the file into the
    /// project.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// include: ../../elsewhere/dialogs.yaml
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
    pub OUTSIDE_PROJECT = "outside-project", Error

    /// A file that includes itself, directly or by way of others.
    ///
    /// Each file is read once. The label shows the `include` that closes the circle: take it out.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// include: bot.yaml
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
    pub INCLUDE_CYCLE = "include-cycle", Error

    /// A placeholder of a transcript for which there is no value.
    ///
    /// `{vars.name}`, `{example.name}` and `{with.name}` are filled before a transcript is played,
    /// `{captured.name}` with what a `capture` before it finds. One without a value would reach the bot as it
    /// is written, and what is tested would be something else than what is read.
    ///
    /// ```yaml fails
    /// bot: bot.yaml
    /// vars: { name: Ada }
    /// transcripts:
    ///   - transcript: A greeting
    ///     turns:
    ///       - consumer: I am {vars.name}
    ///       - bot: Hello {vars.nam}!
    /// ```
    ///
    /// ```yaml passes
    /// bot: bot.yaml
    /// vars: { name: Ada }
    /// transcripts:
    ///   - transcript: A greeting
    ///     turns:
    ///       - consumer: I am {vars.name}
    ///       - bot: Hello {vars.name}!
    /// ```
    pub UNKNOWN_VALUE = "unknown-value", Error

    /// A value of a transcript that nothing uses.
    ///
    /// A column of the examples that no turn names makes cases that are all the same: the green
    /// run proves less than it seems to.
    ///
    /// ```yaml fails
    /// bot: bot.yaml
    /// transcripts:
    ///   - transcript: A greeting
    ///     examples:
    ///       - { name: Ada, mood: glad }
    ///       - { name: Bob, mood: sad }
    ///     turns:
    ///       - consumer: I am {example.name}
    ///       - bot: Hello {example.name}!
    /// ```
    ///
    /// ```yaml passes
    /// bot: bot.yaml
    /// transcripts:
    ///   - transcript: A greeting
    ///     examples:
    ///       - { name: Ada }
    ///       - { name: Bob }
    ///     turns:
    ///       - consumer: I am {example.name}
    ///       - bot: Hello {example.name}!
    /// ```
    pub UNUSED_VALUE = "unused-value", Error

    /// A transcript that says nothing that the bot must do.
    ///
    /// It would pass whatever the bot does, so its green mark would mean nothing.
    ///
    /// ```yaml fails
    /// bot: bot.yaml
    /// transcripts:
    ///   - transcript: A greeting
    ///     turns:
    ///       - consumer: hello
    /// ```
    ///
    /// ```yaml passes
    /// bot: bot.yaml
    /// transcripts:
    ///   - transcript: A greeting
    ///     turns:
    ///       - consumer: hello
    ///       - bot: Hello!
    /// ```
    pub TRANSCRIPT_WITHOUT_ASSERTION = "transcript-without-assertion", Error
}
