//! What is compared: a bot's concepts as keys with values, in the words of the format.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::source::{Span, Text};

/// A key, as the format writes it.
pub type Key = Cow<'static, str>;

/// A value without regard to how it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A text: what is said, a pattern, an address.
    Text(Arc<str>),
    /// A word, a number, a quantity.
    Word(Arc<str>),
    /// The name of something else in the bot.
    Name(Concept, Arc<str>),
    /// Code, or another text whose lines count.
    Code(CodeText),
    /// A text that is not shown, as it holds a credential.
    Masked(MaskedText),
    /// Keys with values.
    Keys(Vec<Field>),
    /// Values in order.
    List(Vec<Entry>),
}

/// What a bot is made of, and what names in it lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concept {
    /// The bot as a whole.
    Bot,
    /// An intent.
    Intent,
    /// An entity.
    Entity,
    /// An integration.
    Integration,
    /// A knowledge base.
    KnowledgeBase,
    /// A skill.
    Skill,
    /// A dialog.
    Dialog,
    /// An interaction.
    Interaction,
}

/// Code with its lines, wherever it is written.
#[derive(Clone, Debug)]
pub struct CodeText {
    /// The code, without what stands behind its lines' ends and its own.
    pub text: Arc<str>,
    /// What an author wrote, where it is in one piece.
    pub(super) written: Option<Text>,
}

/// A text that holds a credential.
#[derive(Clone, Debug)]
pub struct MaskedText {
    /// The text itself, to compare it.
    pub(super) text: Arc<str>,
    /// What is shown of it.
    pub shown: Arc<str>,
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The value.
    pub value: Value,
    /// Where it is written, if that is known.
    pub place: Option<Span>,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key.
    pub key: Key,
    /// Its value.
    pub entry: Entry,
    /// Whether it is a note without effect on a conversation.
    pub is_note: bool,
}

impl CodeText {
    /// Code in one piece, or in several that stand one behind the other.
    pub(super) fn of(pieces: &[&Text]) -> Self {
        let lines = |piece: &&Text| {
            let lines: Vec<&str> = piece.as_str().lines().map(str::trim_end).collect();
            lines.join("\n").trim_end().to_owned()
        };
        let text = pieces.iter().map(lines).collect::<Vec<_>>().join("\n\n");
        let written = match pieces {
            [piece] => Some((*piece).clone()),
            _ => None,
        };
        Self { text: text.into(), written }
    }

    /// Where a line of the code stands, counted from 0.
    pub(super) fn place_of_line(&self, line: usize) -> Option<Span> {
        let written = self.written.as_ref()?;
        let starts = written.as_str().match_indices('\n').map(|(offset, _)| offset + 1);
        let start = std::iter::once(0).chain(starts).nth(line)?;
        (start < written.as_str().len()).then(|| written.part(start..start + 1))
    }
}

impl PartialEq for CodeText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for CodeText {}

impl Hash for CodeText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl PartialEq for MaskedText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for MaskedText {}

impl Hash for MaskedText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Entry {}

impl Hash for Entry {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.entry == other.entry
    }
}

impl Eq for Field {}

impl Hash for Field {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.key, &self.entry).hash(state);
    }
}

impl Value {
    /// What it says, in one line, as YAML would have it.
    pub fn in_line(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Word(word) => word.to_string(),
            Self::Name(_, name) => format!("`{name}`"),
            Self::Code(code) => code.text.to_string(),
            Self::Masked(masked) => quoted(&masked.shown),
            Self::Keys(fields) => {
                let field = |field: &Field| format!("{}: {}", field.key, field.entry.value.in_line());
                format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
            }
            Self::List(entries) => {
                let entries: Vec<String> = entries.iter().map(|entry| entry.value.in_line()).collect();
                format!("[{}]", entries.join(", "))
            }
        }
    }

    /// The same for equal values, and for different ones another with all but certainty.
    pub(super) fn fingerprint(&self) -> u64 {
        fingerprint(self)
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

/// A hash within one run.
pub(super) fn fingerprint(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
