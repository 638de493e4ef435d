//! What a channel makes of content that the schema of the web takes (scripting spec 7.8, 7.9).
//!
//! The order of elements in a card is not checked: the platform sorts them before it looks.

mod apple;
mod card;
mod drawing;
mod profile;
mod report;
mod whatsapp;

use super::violation::{Part, Violation};
use super::{Content, Element, Metadata, MetadataKind, QuickReplies};
use crate::bot::Channel;
use profile::{Profile, Takes};
use report::Report;

/// A body that a channel knows by its tag and shows in a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// An Apple list picker.
    ListPicker,
    /// An Apple time picker.
    TimePicker,
    /// An Apple rich link.
    RichLink,
    /// A WhatsApp list.
    ListMessage,
    /// A card of Facebook, WhatsApp, RCS, LINE.
    Generic,
    /// A card of Facebook with buttons below a long text.
    Button,
}

/// What special body a content is on that channel.
pub fn body(content: &Content, channel: Channel) -> Option<Body> {
    match (content.root.common().tag.as_deref()?, channel) {
        ("list", Channel::Apple) => Some(Body::ListPicker),
        ("datePicker", Channel::Apple) => Some(Body::TimePicker),
        ("richLink", Channel::Apple) => Some(Body::RichLink),
        ("list", Channel::WhatsApp) => Some(Body::ListMessage),
        ("generic", Channel::Facebook | Channel::WhatsApp | Channel::Rcs | Channel::Line) => {
            Some(Body::Generic)
        }
        ("button", Channel::Facebook) => Some(Body::Button),
        _ => None,
    }
}

/// What the channel does not take of a message. What the schema of the web does not take, [`super::read`] has
/// told already.
pub fn validate(
    content: Option<&Content>,
    quick_replies: Option<&QuickReplies>,
    metadata: &[Metadata],
    channel: Channel,
) -> Vec<Violation> {
    let profile = profile::of(channel);
    let mut report = Report::new(channel);
    if let Some(content) = content {
        check_content(&mut report, content, metadata, &profile);
    }
    if let Some(quick_replies) = quick_replies {
        check_replies(&mut report, quick_replies, &profile);
    }
    check_metadata(&mut report, metadata);
    report.violations
}

fn check_content(report: &mut Report, content: &Content, metadata: &[Metadata], profile: &Profile) {
    let channel = report.channel;
    match &profile.content {
        Takes::Everything => {
            if channel == Channel::Web {
                drawing::check(report, &content.root);
            }
        }
        Takes::Images => {
            if !matches!(content.root, Element::Image(_)) {
                report.whole("shows no structured content but an image");
            }
        }
        Takes::Nothing => report.whole("shows plain text only, so none of the content"),
        Takes::Cards(cards) => card::check(report, &content.root, cards),
        Takes::Apple => apple::check(report, content, metadata),
        Takes::WhatsApp(card) => whatsapp::check(report, content, card),
    }
}

fn check_replies(report: &mut Report, quick_replies: &QuickReplies, profile: &Profile) {
    report.part = Part::QuickReplies;
    let Some(limits) = &profile.replies else {
        report.whole("shows no quick replies");
        return;
    };
    let actual = quick_replies.replies.len();
    if actual > limits.most {
        report.count("/replies", "quick replies", actual, 0..=limits.most);
    }
    for reply in &quick_replies.replies {
        let pointer = format!("{}/title", reply.common.pointer);
        let help = QuickReplies::shown_title(&reply.title);
        let is_shown_shortened = matches!(profile.content, Takes::Everything);
        let help = is_shown_shortened.then(|| format!("It is shown as `{help}`."));
        report.length(&pointer, "the title of a quick reply", &reply.title, limits.title, help);
    }
}

fn check_metadata(report: &mut Report, metadata: &[Metadata]) {
    report.part = Part::Metadata;
    for (place, item) in metadata.iter().enumerate() {
        match (&item.kind, report.channel) {
            (MetadataKind::SocialMessagingConversationData, Channel::Facebook) => {
                check_user(report, place, item);
            }
            (MetadataKind::BusinessChatMessage, Channel::Apple) => apple::check_bubbles(report, place, item),
            _ => {}
        }
    }
}

/// Facebook knows its users by name (vendor's samples).
fn check_user(report: &mut Report, place: usize, item: &Metadata) {
    let Some(profile) = item.json.get("userProfile") else { return };
    let is_facebook = profile.get("source").and_then(|source| source.as_str()) == Some("Facebook");
    if is_facebook && profile.get("userName").is_none() {
        let message = "the profile of a Facebook user must have `userName`, and this one has none".to_owned();
        report.add(&format!("/{place}/userProfile"), message, "Write `\"userName\": …`.");
    }
}
