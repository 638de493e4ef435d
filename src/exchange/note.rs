//! What an import or an export has to tell.

/// Something that the person who imports or exports should know.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    /// What it is about.
    pub topic: Topic,
    /// Where: the interaction, the integration or another part, by its name.
    pub place: String,
    /// What is told, as a sentence without a full stop.
    pub text: String,
}

/// What a [`Note`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Something is wrong with the export or the bot itself.
    Fault,
    /// The sources say nothing, and the likeliest meaning was taken.
    Guess,
    /// Personal data, ids of accounts, credentials.
    Masked,
    /// It is not in the file, and the bot needs it.
    Missing,
    /// It has no place on the other side.
    LeftOut,
}

impl Topic {
    /// All topics in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Fault, Self::Guess, Self::Masked, Self::Missing, Self::LeftOut];
}

/// Notes as they are collected.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes(pub(super) Vec<Note>);

impl Notes {
    pub(super) fn add(&mut self, topic: Topic, place: impl Into<String>, text: impl Into<String>) {
        self.0.push(Note { topic, place: place.into(), text: text.into() });
    }

    /// The notes by topic, each once.
    pub(super) fn sorted(mut self) -> Vec<Note> {
        let mut seen = std::collections::HashSet::new();
        self.0.retain(|note| seen.insert(note.clone()));
        self.0.sort_by_key(|note| note.topic);
        self.0
    }
}
