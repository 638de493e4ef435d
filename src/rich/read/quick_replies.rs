//! Quick replies (scripting spec 7.4).

use serde_json::Value as Json;

use super::element;
use super::fields::Fields;
use super::reader::{Reader, Step};
use crate::rich::element_type::{ElementType, Place};
use crate::rich::{Button, Element, QuickReplies, limits};

/// Reads quick replies. How long titles may be depends on the channel.
pub(super) fn read<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<QuickReplies> {
    let mut fields = Fields::open(reader, json, "an object of quick replies")?;
    for name in ["type", "itemsPerRow", "replies"] {
        fields.require(name);
    }
    fields.word("type", &[("quickReplies", ())]);
    let items_per_row = per_row(&mut fields);
    let replies = fields.each("replies", &limits::REPLIES, reply);
    fields.finish();
    Some(QuickReplies { items_per_row, replies, json: json.clone() })
}

fn per_row(fields: &mut Fields<'_, '_>) -> usize {
    let (least, most) = (*limits::PER_ROW.start(), *limits::PER_ROW.end());
    let written = fields.integer("itemsPerRow").unwrap_or(most);
    if !limits::PER_ROW.contains(&written) {
        let message = format!("`itemsPerRow` is {written} and must be {least} to {most}");
        let limit = if written > most { most } else { least };
        let help = "Write a number in that range; there are at most three rows.";
        let violation = fields.reader.refuse_at(Step::Key("itemsPerRow"), message, help);
        violation.limit = usize::try_from(limit).ok();
    }
    usize::try_from(written.clamp(least, most)).unwrap_or(1)
}

fn reply<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<Button> {
    match element::read(reader, json, Place::Only(ElementType::Button))? {
        Element::Button(button) => Some(button),
        _ => None,
    }
}
