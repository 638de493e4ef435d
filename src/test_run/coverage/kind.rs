//! What can be covered of a bot, and in which column of a table it stands.

use serde::{Deserialize, Serialize};

/// One sort of thing that happens in a conversation or is missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An interaction is reached.
    Interaction,
    /// A next action is followed.
    Edge,
    /// A rule is taken.
    RuleTaken,
    /// A rule is tried and not taken.
    RuleNotTaken,
    /// A fallback message is said.
    FallbackSaid,
    /// A call succeeds.
    CallSucceeded,
    /// A call fails.
    CallFailed,
    /// A search finds something.
    SearchFound,
    /// A search finds nothing.
    SearchNotFound,
    /// A file is accepted.
    UploadAccepted,
    /// A file is refused.
    UploadRefused,
    /// A pattern starts its dialog.
    StarterPattern,
    /// An intent starts its dialog.
    StarterIntent,
    /// A choice is tapped, or its label is said.
    Choice,
}

/// What coverage is summed up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Interactions that are reached.
    Interactions,
    /// Next actions that are followed.
    Edges,
    /// Rules both ways, and fallback messages.
    Rules,
    /// How calls, searches and uploads end.
    Calls,
    /// What starts dialogs.
    Starters,
    /// What is tapped.
    Choices,
}

/// What is said of a kind.
struct Words {
    kind: Kind,
    name: &'static str,
    aspect: Aspect,
    /// What has happened, before the number of times.
    done: &'static str,
    /// What has never happened.
    never: &'static str,
}

const fn words(
    kind: Kind,
    name: &'static str,
    aspect: Aspect,
    done: &'static str,
    never: &'static str,
) -> Words {
    Words { kind, name, aspect, done, never }
}

/// Every kind, in the order of [`Kind`].
const WORDS: [Words; 14] = [
    words(Kind::Interaction, "interaction", Aspect::Interactions, "reached", "was never reached"),
    words(Kind::Edge, "edge", Aspect::Edges, "followed", "was never followed"),
    words(Kind::RuleTaken, "rule_taken", Aspect::Rules, "taken", "was never taken"),
    words(
        Kind::RuleNotTaken,
        "rule_not_taken",
        Aspect::Rules,
        "tried and not taken",
        "was never tried and not taken",
    ),
    words(Kind::FallbackSaid, "fallback_said", Aspect::Rules, "said", "was never said"),
    words(Kind::CallSucceeded, "call_succeeded", Aspect::Calls, "succeeded", "never succeeded"),
    words(Kind::CallFailed, "call_failed", Aspect::Calls, "failed", "never failed"),
    words(Kind::SearchFound, "search_found", Aspect::Calls, "found something", "never found anything"),
    words(Kind::SearchNotFound, "search_not_found", Aspect::Calls, "found nothing", "never found nothing"),
    words(Kind::UploadAccepted, "upload_accepted", Aspect::Calls, "accepted a file", "never accepted a file"),
    words(Kind::UploadRefused, "upload_refused", Aspect::Calls, "refused a file", "never refused a file"),
    words(
        Kind::StarterPattern,
        "starter_pattern",
        Aspect::Starters,
        "started the dialog",
        "never started the dialog",
    ),
    words(
        Kind::StarterIntent,
        "starter_intent",
        Aspect::Starters,
        "started the dialog",
        "never started the dialog",
    ),
    words(Kind::Choice, "choice", Aspect::Choices, "chosen", "was never chosen"),
];

impl Kind {
    /// Every kind, in the order in which items of one line are listed.
    pub fn all() -> impl Iterator<Item = Self> {
        WORDS.iter().map(|words| words.kind)
    }

    fn words(self) -> &'static Words {
        &WORDS[self as usize]
    }

    /// Its word in JSON.
    pub fn name(self) -> &'static str {
        self.words().name
    }

    /// What it is summed up with.
    pub fn aspect(self) -> Aspect {
        self.words().aspect
    }

    /// What has happened, such as `taken`.
    pub fn done(self) -> &'static str {
        self.words().done
    }

    /// What has not happened, such as `was never taken`.
    pub fn never(self) -> &'static str {
        self.words().never
    }
}

impl Aspect {
    /// Every aspect, in the order of the columns of a table.
    pub const ALL: [Self; 6] =
        [Self::Interactions, Self::Edges, Self::Rules, Self::Calls, Self::Starters, Self::Choices];

    /// Its name, which is the title of its column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Interactions => "interactions",
            Self::Edges => "edges",
            Self::Rules => "rules",
            Self::Calls => "calls",
            Self::Starters => "starters",
            Self::Choices => "choices",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_follows_the_order_of_kinds_and_has_their_words_in_json() {
        for kind in Kind::all() {
            assert_eq!(kind.words().kind, kind);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }
}
