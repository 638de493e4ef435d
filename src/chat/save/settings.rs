//! What the conversation began with.

use serde_json::{Map, Value};

use super::{Saving, fixtures, mocks, skills};
use crate::text::Moment;
use crate::transcript::escaped;

/// Everything that a transcript says before its turns.
pub(super) fn settings(saving: &Saving<'_, '_>) -> Result<Map<String, Value>, String> {
    let chat = saving.chat;
    let options = &chat.options;
    let mut settings = Map::new();
    let first = saving.history.done.iter().find_map(|done| done.step);
    let channel = match first {
        Some(step) => step.before.checkpoint.session().chosen_channel(),
        None => chat.conversation.session.chosen_channel(),
    };
    if let Some(channel) = channel {
        settings.insert("channel".into(), channel.name().into());
    }
    if options.clock != Moment::default() {
        settings.insert("clock".into(), options.clock.to_string().into());
    }
    let secrets = chat.conversation.gateway().secrets();
    let case = chat.prelude.as_ref().map(|prelude| prelude.script.case());
    let preset = case.iter().flat_map(|case| &case.variables);
    let preset = preset.map(|(name, value)| (name.as_str(), value.as_str()));
    let given = options.set.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let mut variables = Map::new();
    for (name, value) in preset.chain(given) {
        if secrets.contained_in(value) {
            return Err(format!("the variable `{name}` holds a secret, which no transcript may show"));
        }
        variables.insert(name.to_owned(), escaped(value).into());
    }
    if !variables.is_empty() {
        settings.insert("variables".into(), Value::Object(variables));
    }
    if let Some(start) = start(saving)? {
        settings.insert("start_at".into(), escaped(start).into());
    }
    let fixtures = fixtures::fixtures(saving)?;
    if !fixtures.is_empty() {
        settings.insert("fixtures".into(), Value::Object(fixtures));
    }
    let skills = skills::skills(saving);
    if !skills.is_empty() {
        settings.insert("skills".into(), Value::Object(skills));
    }
    let mocks = mocks::mocks(saving)?;
    if !mocks.is_empty() {
        settings.insert("mocks".into(), Value::Object(mocks));
    }
    Ok(settings)
}

/// Where the conversation began, if not with the consumer.
pub(super) fn start<'s>(saving: &'s Saving<'_, '_>) -> Result<Option<&'s str>, String> {
    let case = saving.chat.prelude.as_ref().map(|prelude| prelude.script.case());
    let preset = case.and_then(|case| case.start_at.as_ref()).map(|start| start.as_str());
    match (preset, saving.chat.options.start.as_deref()) {
        (Some(preset), Some(given)) => Err(format!(
            "the conversation began at `{preset}`, as its transcript says, and then at `{given}`: a transcript \
             begins once"
        )),
        (preset, given) => Ok(given.or(preset)),
    }
}
