//! How much structured content takes. The one table of that; what single channels take is in
//! `channel/profile.rs`.
//!
//! The source of every line without another remark is the JSON schema of json-pollock 1.7.7, the renderer of
//! the web window (scripting spec 7.2 to 7.5). Lengths are in characters.

use std::ops::RangeInclusive;

/// What a text or a checkbox says, and the title of a template.
pub(super) const TEXT: usize = 5000;
/// The title of a button, and what else has a line of its own: subtitle, caption, title of a preview, response.
pub(super) const LINE: usize = 128;
/// An address of a picture or a preview.
pub(super) const URL: usize = 2048;
/// An address that an action opens. The documentation says 2048; the schemas refuse more than this.
pub(super) const URI: usize = 1024;
/// What an action says. The documentation says 5000; the schemas of all channels refuse more than this.
pub(super) const PUBLISH_TEXT: usize = 256;
/// What a ticked checkbox says.
pub(super) const CHECKED_TEXT: usize = 250;
/// A tooltip, a colour, a section's id, the name of an action, an id of a slot or product.
pub(super) const NAME: usize = 256;
/// What stands in for a picture.
pub(super) const ALT: usize = 2000;
/// A tag, its version, an external id.
pub(super) const TAG: usize = 64;
/// The name of a selection, the title of a folded section.
pub(super) const SELECT_NAME: usize = 200;
/// The title of a picker or a slot, and a slot's description.
pub(super) const PICKER_TITLE: usize = 40;
/// The format of a picked date.
pub(super) const DATE_FORMAT: usize = 100;
/// A key.
pub(super) const KEY: usize = 128;
/// Its value.
pub(super) const VALUE: usize = 2048;

/// Actions of a click.
pub(super) const ACTIONS: RangeInclusive<usize> = 0..=4;
/// Parts of a layout, and percentages of a horizontal one.
pub(super) const LAYOUT: RangeInclusive<usize> = 0..=256;
/// Cards of a carousel.
pub(super) const CAROUSEL: RangeInclusive<usize> = 2..=10;
/// Cards to choose from, sections to unfold, their titles.
pub(super) const SELECT: RangeInclusive<usize> = 1..=20;
/// Tabs.
pub(super) const TABS: RangeInclusive<usize> = 1..=10;
/// Pairs of a list of keys and values.
pub(super) const PAIRS: RangeInclusive<usize> = 1..=50;
/// Responses of a template.
pub(super) const RESPONSES: RangeInclusive<usize> = 1..=32;
/// Sections of a list.
pub(super) const SECTIONS: RangeInclusive<usize> = 1..=256;
/// Boxes of a checklist.
pub(super) const CHECKBOXES: RangeInclusive<usize> = 2..=256;
/// Slots to choose from.
pub(super) const SLOTS: RangeInclusive<usize> = 0..=256;
/// Items for a cart, pairs for a host's own action.
pub(super) const ITEMS: RangeInclusive<usize> = 0..=10;
/// Intents in the metadata of a bot's response (documentation).
pub(super) const INTENTS: usize = 16;
/// Metadata has no limit of its own.
pub(super) const ANY: RangeInclusive<usize> = 0..=usize::MAX;

/// Quick replies of a message.
pub(super) const REPLIES: RangeInclusive<usize> = 1..=24;
/// Quick replies in a row.
pub(super) const PER_ROW: RangeInclusive<i64> = 1..=8;
/// Rows of quick replies; the last one takes the rest (documentation).
pub(super) const ROWS: usize = 3;
/// How many characters of a quick reply's title show (documentation).
pub(super) const REPLY_TITLE: usize = 25;
/// What shows of a longer one, before an ellipsis.
pub(super) const REPLY_TITLE_SHOWN: usize = 22;

/// Room around cards.
pub(super) const PADDING: RangeInclusive<f64> = 0.0..=10.0;
/// Room around an element.
pub(super) const STYLE_PADDING: RangeInclusive<f64> = 0.0..=50.0;
/// How thick a line between elements is.
pub(super) const THICKNESS: RangeInclusive<f64> = 1.0..=10.0;

/// After so many elements the window draws no more (renderer's default).
pub(super) const DRAWN: usize = 50;

/// How deep JSON may be nested; what deep content is good for ends long before. Our own, so that nothing
/// overflows the stack; the JSON parser has the same one.
pub(super) const DEPTH: usize = 128;
/// How many values content may hold in all. Our own, against what runs away.
pub(super) const VALUES: usize = 100_000;
