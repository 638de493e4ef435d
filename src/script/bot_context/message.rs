//! What came with the consumer's message (scripting spec 5.1, 5.3, 5.5).

use serde_json::Value as Json;

use crate::memory::Value;
use crate::script::{Arguments, Function, Returned, Standing, Thrown, World};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "getQuickReplyPayload",
        parameters: "",
        summary: "the payload of the quick reply that was tapped; `null` where none was",
        standing: Standing::Simulated,
        call: get_quick_reply_payload,
    },
    Function {
        name: "getButtonPayload",
        parameters: "",
        summary: "the callback of the button that was tapped; `null` where none was",
        standing: Standing::Simulated,
        call: get_button_payload,
    },
    Function {
        name: "getMetadata",
        parameters: "type",
        summary: "the metadata of that type that came with the last message, else that of the fixtures: a list that has the fields of its first element too; `null` where there is none",
        standing: Standing::Simulated,
        call: get_metadata,
    },
    Function {
        name: "getFileCaption",
        parameters: "",
        summary: "what was written with the file that was sent last, `__EMPTYTEXT__` where that was nothing; `null` before any",
        standing: Standing::Simulated,
        call: get_file_caption,
    },
    Function {
        name: "getFileType",
        parameters: "",
        summary: "the type of the file that was sent last: `PDF`; `null` before any",
        standing: Standing::Simulated,
        call: get_file_type,
    },
];

/// What the platform says for a file with which nothing was written.
const NO_CAPTION: &str = "__EMPTYTEXT__";

fn get_quick_reply_payload(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    Ok(world.heard.quick_reply_payload.clone().into())
}

fn get_button_payload(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    Ok(world.heard.button_payload.clone().into())
}

fn get_metadata(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let name = arguments.text(0);
    let (found, from_fixture) = match (&world.heard.metadata, &world.fixtures.metadata) {
        (Some(came), _) => (of_type(came, &name), false),
        (None, Some(fixture)) => (of_type(fixture, &name), true),
        (None, None) => (Vec::new(), false),
    };
    if from_fixture {
        world.answers_from_fixtures("getMetadata");
    }
    Ok(if found.is_empty() { Returned::NULL } else { Returned::ListWithFirst(found) })
}

/// The metadata of a type; one object is as good as a list of one.
fn of_type(metadata: &Json, name: &str) -> Vec<Value> {
    let all = match metadata {
        Json::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let is_meant = |item: &&Json| item.get("type").and_then(Json::as_str) == Some(name);
    all.iter().filter(is_meant).map(Value::from).collect()
}

fn get_file_caption(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    let caption = world.heard.file.as_ref().map(|file| {
        let written = file.caption.as_ref().filter(|caption| !caption.is_empty());
        written.cloned().unwrap_or_else(|| NO_CAPTION.into())
    });
    Ok(caption.into())
}

fn get_file_type(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    Ok(world.heard.file.as_ref().map(|file| file.type_label.clone()).into())
}
