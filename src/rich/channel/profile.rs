//! What each channel takes of structured content. The one table of that (scripting spec 7.8).
//!
//! The numbers are those of the vendor's channel schemas, unless a line says that they are the documentation's.
//! What the schema of the web says holds on every channel and is not repeated here.

use std::ops::RangeInclusive;

use crate::bot::Channel;
use crate::rich::ActionKind;

/// What a channel takes.
pub(super) struct Profile {
    /// Quick replies, where it shows any.
    pub(super) replies: Option<Replies>,
    /// Structured content.
    pub(super) content: Takes,
}

/// How many quick replies, and how long their titles.
pub(super) struct Replies {
    pub(super) most: usize,
    pub(super) title: usize,
}

/// What a channel takes of structured content.
pub(super) enum Takes {
    /// All that the schema of the web knows.
    Everything,
    /// Pictures, and nothing else.
    Images,
    /// Nothing: it shows plain text.
    Nothing,
    /// Cards of a form of its own.
    Cards(&'static [Card]),
    /// Pickers and rich links of a form of their own; beside them what has no buttons.
    Apple,
    /// Lists of a form of its own, and cards.
    WhatsApp(&'static Card),
}

/// A form of card: elements of it stand in a layout of their own inside the one with the tag.
pub(super) struct Card {
    /// The tag that it goes by; any, where there is none.
    pub(super) tag: Option<&'static str>,
    /// Whether there may be a picture.
    pub(super) image: bool,
    /// How many texts there may be: a title, a subtitle.
    pub(super) texts: RangeInclusive<usize>,
    /// How many buttons, in a card of its own and in one of a carousel.
    pub(super) buttons: RangeInclusive<usize>,
    pub(super) buttons_in_carousel: RangeInclusive<usize>,
    /// How many elements in all.
    pub(super) elements: usize,
    /// How long texts may be, by their tag.
    pub(super) title: usize,
    pub(super) subtitle: usize,
    pub(super) footer: Option<usize>,
    pub(super) button_title: usize,
    /// How many actions a click may have, and which.
    pub(super) actions: usize,
    pub(super) kinds: &'static [ActionKind],
    pub(super) publish_text: usize,
    /// How long the text may be that stands in for the card, where there must be one.
    pub(super) alt: Option<usize>,
    /// Whether cards can stand in a carousel.
    pub(super) carousel: bool,
    /// Whether what has two texts and no picture needs no button, unless it is in a carousel.
    pub(super) two_texts_suffice: bool,
    /// Whether a subtitle in a carousel needs a picture above it.
    pub(super) subtitle_below_image: bool,
}

/// What most cards have in common; each line of a card below says what is different.
const CARD: Card = Card {
    tag: Some("generic"),
    image: true,
    texts: 0..=2,
    buttons: 0..=4,
    buttons_in_carousel: 0..=4,
    elements: usize::MAX,
    title: 5000,
    subtitle: 5000,
    footer: None,
    button_title: 128,
    actions: 4,
    kinds: &[ActionKind::PublishText, ActionKind::Link],
    publish_text: 256,
    alt: None,
    carousel: true,
    two_texts_suffice: false,
    subtitle_below_image: false,
};

const WITH_MAP: &[ActionKind] = &[ActionKind::PublishText, ActionKind::Link, ActionKind::Navigate];

/// Several actions at once are the documentation's limit, the schema takes four.
const FACEBOOK: [Card; 2] = [
    Card {
        texts: 1..=2,
        buttons: 1..=3,
        buttons_in_carousel: 1..=3,
        title: 80,
        subtitle: 80,
        button_title: 20,
        actions: 1,
        kinds: WITH_MAP,
        two_texts_suffice: true,
        subtitle_below_image: true,
        ..CARD
    },
    Card {
        tag: Some("button"),
        image: false,
        texts: 1..=2,
        buttons: 1..=3,
        buttons_in_carousel: 1..=3,
        title: 640,
        subtitle: 640,
        button_title: 20,
        actions: 1,
        kinds: WITH_MAP,
        ..CARD
    },
];

const RCS: [Card; 1] = [Card {
    buttons_in_carousel: 0..=2,
    title: 640,
    subtitle: 640,
    button_title: 25,
    kinds: WITH_MAP,
    ..CARD
}];

/// Three buttons are the documentation's limit, the schema takes four. Title and subtitle share 1024 characters,
/// of which the schema gives the title 100.
const WHATSAPP: Card = Card {
    texts: 1..=3,
    buttons: 0..=3,
    title: 100,
    subtitle: 924,
    footer: Some(60),
    button_title: 20,
    actions: 1,
    kinds: &[ActionKind::PublishText],
    publish_text: 20,
    carousel: false,
    ..CARD
};

/// A subtitle is as long as this below a title or a picture, 120 without.
const LINE: [Card; 1] = [Card {
    texts: 1..=2,
    buttons: 1..=4,
    buttons_in_carousel: 1..=3,
    title: 40,
    subtitle: 60,
    alt: Some(1500),
    ..CARD
}];

/// The longest subtitle of LINE, alone in its card.
pub(super) const LINE_SUBTITLE_ALONE: usize = 120;

const VIBER: [Card; 1] =
    [Card { tag: None, elements: 7, title: 640, subtitle: 640, button_title: 25, actions: 1, ..CARD }];

/// The most options of a WhatsApp list (documentation).
pub(super) const WHATSAPP_OPTIONS: usize = 10;

/// The texts of the bubbles of an Apple picker (documentation; the schema takes 1000).
pub(super) const APPLE_TITLE: usize = 85;
/// Their second lines.
pub(super) const APPLE_SUBTITLE: usize = 400;

/// What a channel takes. Five quick replies on Apple are the documentation's limit, the schema takes thirteen; no
/// number is known for Instagram, so there it is the web's.
pub(super) fn of(channel: Channel) -> Profile {
    let replies = |most, title| Some(Replies { most, title });
    let (replies, content) = match channel {
        Channel::Web | Channel::MobileApp | Channel::MessagingWindowApi | Channel::ConnectorApi => {
            (replies(24, 25), Takes::Everything)
        }
        Channel::Facebook => (replies(13, 127), Takes::Cards(&FACEBOOK)),
        Channel::Instagram => (replies(24, 128), Takes::Images),
        Channel::Apple => (replies(5, 128), Takes::Apple),
        Channel::WhatsApp => (replies(13, 20), Takes::WhatsApp(&WHATSAPP)),
        Channel::Rcs => (replies(11, 25), Takes::Cards(&RCS)),
        Channel::Line => (replies(13, 128), Takes::Cards(&LINE)),
        Channel::Viber => (replies(11, 25), Takes::Cards(&VIBER)),
        Channel::Sms | Channel::TwilioSms | Channel::Twitter => (None, Takes::Nothing),
    };
    Profile { replies, content }
}
