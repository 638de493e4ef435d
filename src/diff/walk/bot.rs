//! What belongs to a bot as a whole.

use super::{Keys, Valued, keys, sorted};
use crate::bot::{
    Bot, Dialog, Entity, EnvironmentVariable, Group, Integration, Intent, KnowledgeBase, Skill,
};
use crate::diff::value::{CodeText, Entry, Field, Value};
use crate::source::Text;

keys!(Group { name, collaboration, transfer_message });

/// A bot taken apart: the keys of its own, and the lists of what has a name.
pub(in crate::diff) struct BotFields<'b> {
    pub(in crate::diff) own: Vec<Field>,
    pub(in crate::diff) intents: &'b [Intent],
    pub(in crate::diff) entities: &'b [Entity],
    pub(in crate::diff) integrations: &'b [Integration],
    pub(in crate::diff) knowledge_bases: &'b [KnowledgeBase],
    pub(in crate::diff) skills: &'b [Skill],
    pub(in crate::diff) dialogs: &'b [Dialog],
}

/// Takes a bot apart.
pub(in crate::diff) fn whole_bot(bot: &Bot) -> BotFields<'_> {
    let Bot {
        name,
        span: _,
        description,
        language,
        group,
        settings,
        environment,
        intents,
        entities,
        fixtures,
        functions,
        integrations,
        knowledge_bases,
        skills,
        dialogs,
    } = bot;
    let mut keys = Keys::default();
    keys.add("bot", name);
    keys.add_note("description", description);
    keys.add("language", language);
    let place = group.as_ref().and_then(|group| group.name.place());
    keys.add_entry("group", group.value().map(|value| Entry { value, place }));
    keys.add("settings", settings);
    keys.add_entry("environment", variables(environment));
    keys.add_entry("functions", code(functions.iter().map(crate::bot::Code::text).collect()));
    keys.add("fixtures", fixtures);
    BotFields { own: keys.done(), intents, entities, integrations, knowledge_bases, skills, dialogs }
}

fn variables(environment: &[EnvironmentVariable]) -> Option<Entry> {
    let place = environment.first()?.name.place();
    let one =
        |EnvironmentVariable { name, value }: &EnvironmentVariable| (name.as_str().to_owned(), value.entry());
    Some(Entry { value: Value::Keys(sorted(environment.iter().map(one))), place })
}

/// The functions of all parts of a bot run as one.
fn code(pieces: Vec<&Text>) -> Option<Entry> {
    let place = pieces.first()?.place();
    Some(Entry { value: Value::Code(CodeText::of(&pieces)), place })
}
