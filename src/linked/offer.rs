//! What a message offers to tap, all texts filled: what a chat, a transcript or a page shows.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;

use crate::bot::{LinkTarget, ListStyle, TileDisplay};

/// Everything that a message offers to tap. A tap is the place of a choice in `choices`, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// How the choices are laid out.
    pub layout: Layout,
    /// All of them, in the order in which they are shown.
    pub choices: Box<[OfferedChoice]>,
}

/// How choices are laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Buttons below the text.
    #[default]
    Buttons,
    /// Chips below the text.
    QuickReplies {
        /// How many stand in a row; there are at most three rows, the third takes the rest (spec 7.2).
        per_row: Option<u32>,
    },
    /// Tiles below the text, which is the title.
    Tiles {
        /// The second line.
        subtitle: Option<Arc<str>>,
        /// How the tiles stand to each other.
        display: TileDisplay,
        /// The tiles.
        tiles: Box<[OfferedGroup]>,
    },
    /// An Apple list picker; the text is its title.
    ListPicker {
        /// The second line.
        subtitle: Option<Arc<str>>,
        /// The title of the consumer's reply, before there is one.
        reply_title: Option<Arc<str>>,
        /// Whether several items may be tapped at once.
        multiple: bool,
        /// Its sections.
        sections: Box<[OfferedGroup]>,
    },
    /// An Apple time picker; the text is its title, the choices are its times.
    TimePicker {
        /// The second line.
        subtitle: Option<Arc<str>>,
        /// The title of the event.
        event: Option<Arc<str>>,
        /// Its picture's URL.
        image: Option<Arc<str>>,
        /// Minutes that clocks are ahead of GMT where the event is.
        timezone_offset: Option<u32>,
    },
    /// Structured content, which lays itself out.
    Rich {
        /// Whether there are things to tick in it.
        multiple: bool,
    },
    /// A list in the text itself: nothing to tap, the consumer types a number or a letter.
    Typed(ListStyle),
}

/// A tile of a structured question, or a section of a list picker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferedGroup {
    /// Its title.
    pub title: Arc<str>,
    /// Its second line.
    pub subtitle: Option<Arc<str>>,
    /// Its picture's URL.
    pub image: Option<Arc<str>>,
    /// Which of the offer's choices are its own. The first one is the tile itself where it opens a page.
    pub choices: Range<usize>,
}

/// A choice as the consumer sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferedChoice {
    /// What it shows; of a time, its moment in GMT.
    pub label: Arc<str>,
    /// What the bot gets instead of the label.
    pub value: Option<Arc<str>>,
    /// The page that it opens.
    pub url: Option<Arc<str>>,
    /// Where the page opens.
    pub target: Option<LinkTarget>,
    /// What it is.
    pub kind: ChoiceKind,
    /// Its second line.
    pub subtitle: Option<Arc<str>>,
    /// Its picture's URL.
    pub image: Option<Arc<str>>,
    /// How long the event takes, of a time.
    pub duration: Option<Duration>,
    /// Sent back with the tap (spec 7.1).
    pub metadata: Option<Arc<Json>>,
    /// Whether a tap asks for a date or a slot.
    pub asks: bool,
}

/// What a choice is, which decides what the platform makes of a tap (spec 7.2, 7.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChoiceKind {
    /// A choice of a multiple choice question: the tap says the label.
    #[default]
    Choice,
    /// A quick reply, whose value is its payload.
    QuickReply,
    /// A button, whose value is its callback.
    Button,
    /// A tile that opens its page.
    Tile,
    /// An item of a list picker.
    Item,
    /// A slot of a time picker.
    Time,
    /// An element of structured content.
    Rich,
}

impl Offer {
    /// Whether several choices may be tapped at once.
    pub fn is_multiple(&self) -> bool {
        matches!(self.layout, Layout::ListPicker { multiple: true, .. } | Layout::Rich { multiple: true })
    }

    /// Whether the choices are typed, not tapped.
    pub fn is_typed(&self) -> bool {
        matches!(self.layout, Layout::Typed(_))
    }

    /// The tiles or sections.
    pub fn groups(&self) -> &[OfferedGroup] {
        match &self.layout {
            Layout::Tiles { tiles: groups, .. } | Layout::ListPicker { sections: groups, .. } => groups,
            _ => &[],
        }
    }

    /// The same without the choices at the places where `keeps` says no. Groups stay.
    #[must_use]
    pub fn only(&self, keeps: &[bool]) -> Self {
        let mut offer = self.clone();
        let mut before = Vec::with_capacity(keeps.len() + 1);
        before.push(0);
        for kept in keeps {
            before.push(before.last().copied().unwrap_or(0) + usize::from(*kept));
        }
        let kept_before = |place: usize| before.get(place).or(before.last()).copied().unwrap_or(0);
        if let Layout::Tiles { tiles: groups, .. } | Layout::ListPicker { sections: groups, .. } =
            &mut offer.layout
        {
            for group in groups {
                group.choices = kept_before(group.choices.start)..kept_before(group.choices.end);
            }
        }
        let kept = self.choices.iter().zip(keeps).filter(|(_, kept)| **kept);
        offer.choices = kept.map(|(choice, _)| choice.clone()).collect();
        offer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_stays_in_its_group(keeps in proptest::collection::vec(any::<bool>(), 0..12), cut in 0_usize..12) {
            let cut = cut.min(keeps.len());
            let label = |place: usize| Arc::from(place.to_string());
            let choices = (0..keeps.len()).map(|place| OfferedChoice { label: label(place), ..Default::default() });
            let group = |choices| OfferedGroup { choices, ..OfferedGroup::default() };
            let tiles = Box::new([group(0..cut), group(cut..keeps.len())]);
            let layout = Layout::Tiles { subtitle: None, display: TileDisplay::Vertical, tiles };
            let only = Offer { layout, choices: choices.collect() }.only(&keeps);
            for (group, before) in only.groups().iter().zip([0..cut, cut..keeps.len()]) {
                let kept: Vec<Arc<str>> = before.filter(|place| keeps[*place]).map(label).collect();
                let own: Vec<Arc<str>> =
                    only.choices[group.choices.clone()].iter().map(|choice| choice.label.clone()).collect();
                prop_assert_eq!(own, kept);
            }
        }
    }
}
