//! Metadata: typed objects, of most of which only the type is known here (scripting spec 7.5).

use serde_json::Value as Json;

use super::fields::Fields;
use super::reader::{Reader, Step};
use super::words;
use crate::rich::{Metadata, MetadataKind, limits};

/// Reads the metadata of an object that may have some.
pub(super) fn of(fields: &mut Fields<'_, '_>) -> Box<[Metadata]> {
    fields.each("metadata", &limits::ANY, read).into_boxed_slice()
}

/// Reads the metadata of a message.
pub(super) fn read_all<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<Vec<Metadata>> {
    let Json::Array(items) = json else {
        let message = format!("metadata is a list of objects, and here is {}", words::value(json));
        reader.refuse(message, "Write it in a list: `[{ … }]`.");
        return None;
    };
    let one = |(place, item)| reader.within(Step::Item(place), |reader| read(reader, item));
    Some(items.iter().enumerate().filter_map(one).collect())
}

fn read<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<Metadata> {
    let mut fields = Fields::open(reader, json, "metadata")?;
    fields.require("type");
    let word = fields.any_text("type")?;
    let id = (&*word == "ExternalId").then(|| fields.required_text("id", limits::TAG));
    if &*word == "BotResponse" {
        intents(&mut fields);
    }
    // What else it has is a matter between the sender and whoever reads it.
    Some(Metadata { kind: MetadataKind::of(&word, id.as_deref()), json: json.clone() })
}

fn intents(fields: &mut Fields<'_, '_>) {
    let Some(Json::Array(intents)) = fields.get("intents") else { return };
    let (actual, most) = (intents.len(), limits::INTENTS);
    if actual > most {
        let message = format!("`intents` of a bot's response has {actual} of at most {most}");
        let help = format!("Leave out {}.", actual - most);
        fields.reader.refuse_at(Step::Key("intents"), message, help).limit = Some(most);
    }
}
