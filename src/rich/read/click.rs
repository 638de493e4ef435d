//! Clicks (scripting spec 7.3).

use serde_json::Value as Json;

use super::fields::Fields;
use super::reader::{Reader, Step};
use super::{action, metadata, words};
use crate::rich::violation::one_of;
use crate::rich::{Action, ActionKind, Click, limits};

/// Which actions a click may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Actions {
    /// All but those of forms.
    Any,
    /// That of a checkbox.
    Checked,
    /// That of a submit button.
    SubmitAsText,
}

/// Reads the click of an element.
pub(super) fn of(fields: &mut Fields<'_, '_>, allowed: Actions) -> Option<Click> {
    fields.enter("click", |reader, json| {
        let mut fields = Fields::open(reader, json, "a click")?;
        let has_actions = fields.get("actions").is_some_and(Json::is_array);
        let actions = fields.each("actions", &limits::ACTIONS, |reader, json| action(reader, json, allowed));
        let click = Click {
            actions: has_actions.then(|| actions.into_boxed_slice()),
            metadata: metadata::of(&mut fields),
        };
        fields.finish();
        Some(click)
    })?
}

fn action<'j>(reader: &mut Reader<'j>, json: &'j Json, allowed: Actions) -> Option<Action> {
    let Json::Object(object) = json else {
        let message = format!("an action is an object, and here is {}", words::value(json));
        reader.refuse(message, "Write it in braces: `{ \"type\": … }`.");
        return None;
    };
    let kind = match object.get("type") {
        Some(Json::String(word)) => known_kind(reader, word, allowed)?,
        Some(other) => {
            let message = format!("`type` of an action must be a text and is {}", words::value(other));
            reader.refuse_at(Step::Key("type"), message, format!("Write {}.", one_of(words_of(allowed))));
            return None;
        }
        None => {
            let message = "the action has no `type`, so the tap does nothing".to_owned();
            reader.refuse(message, format!("Write {}.", one_of(words_of(allowed))));
            return None;
        }
    };
    action::read(reader, object, kind)
}

fn known_kind(reader: &mut Reader<'_>, word: &str, allowed: Actions) -> Option<ActionKind> {
    let kind = ActionKind::ALL.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind);
    if let Some(kind) = kind.filter(|kind| allowed.takes(*kind)) {
        return Some(kind);
    }
    let message = match kind {
        Some(_) => format!("{} is no action of this element", words::quoted(word)),
        None => format!("{} is no type of action", words::quoted(word)),
    };
    let help = match word {
        // What the builder calls so becomes another one on the way (scripting spec 7.7).
        "postback" => "Write `publishText` with a `text`; only the builder knows postbacks.".to_owned(),
        _ => words::meant(word, words_of(allowed))
            .unwrap_or_else(|| format!("Write {}.", one_of(words_of(allowed)))),
    };
    reader.refuse_at(Step::Key("type"), message, help);
    None
}

fn words_of(allowed: Actions) -> impl Iterator<Item = &'static str> {
    ActionKind::ALL.into_iter().filter(move |(_, kind)| allowed.takes(*kind)).map(|(name, _)| name)
}

impl Actions {
    fn takes(self, kind: ActionKind) -> bool {
        match kind {
            ActionKind::Checked => self == Self::Checked,
            ActionKind::SubmitAsText => self == Self::SubmitAsText,
            _ => self == Self::Any,
        }
    }
}
