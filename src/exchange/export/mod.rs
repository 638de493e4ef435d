//! A bot becomes the vendor's export file.

mod as_exported;
mod content;
mod integration;
mod matches;

pub use as_exported::as_exported;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::Ids;
use super::ids::{forty_digits, uuid};
use super::kept::restore;
use super::lock::{Entry, Lock};
use super::names::natural_order;
use super::note::{Note, Notes, Topic};
use crate::bot::{Bot, Code, CodeHook, Dialog, DialogKind, Fixtures, Interaction, InteractionKind, Settings};

/// The language of a bot that does not say which it has.
const DEFAULT_LANGUAGE: &str = "en-US";

/// An export.
#[derive(Debug)]
pub struct Exported {
    /// The file's text.
    pub text: String,
    /// What is to be told.
    pub notes: Vec<Note>,
}

/// Writes a bot as the vendor's export. What a lock keeps is restored wherever the author changed nothing about it.
pub fn export(bot: &Bot, lock: &Lock) -> Exported {
    let mut made = make(bot, &lock.ids);
    let value = made.assemble(lock);
    made.notes.0.extend(forgotten(bot, lock));
    // JSON values cannot fail to be written.
    let text = serde_json::to_string_pretty(&value).map(|text| text + "\n").unwrap_or_default();
    Exported { text, notes: made.notes.sorted() }
}

/// What the lock knows and the bot does not have any more.
fn forgotten(bot: &Bot, lock: &Lock) -> Vec<Note> {
    let dialogs: HashSet<&str> = bot.dialogs.iter().map(|dialog| dialog.name.as_str()).collect();
    let interactions: HashSet<&str> =
        bot.interactions().filter_map(|(_, item)| item.name.as_ref()).map(|name| name.as_str()).collect();
    let integrations: HashSet<&str> = bot.integrations.iter().map(|item| item.name.as_str()).collect();
    let mut notes = Vec::new();
    for (known, present, what) in [
        (&lock.ids.dialogs, dialogs, "dialog"),
        (&lock.ids.interactions, interactions, "interaction"),
        (&lock.ids.integrations, integrations, "integration"),
    ] {
        for name in known.keys().filter(|name| !present.contains(name.as_str())) {
            let text = format!(
                "the lock knows a {what} of this name, which the bot does not have any more; under another name it is a new one for the platform"
            );
            notes.push(Note { topic: Topic::LeftOut, place: name.clone(), text });
        }
    }
    notes
}

/// A part of an export, by our name of it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) value: Value,
}

/// An export, part by part, as the definition alone makes it.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) bot: Value,
    pub(super) functions: Value,
    pub(super) dialogs: Vec<Part>,
    pub(super) interactions: Vec<Part>,
    pub(super) integrations: Vec<Part>,
    pub(super) intents: Vec<Part>,
    pub(super) notes: Notes,
}

/// Makes the parts of an export of a bot's definition.
pub(super) fn make(bot: &Bot, ids: &Ids) -> Made {
    let mut maker = Maker::new(bot, ids);
    let interactions = maker.interactions();
    let made = Made {
        bot: maker.settings(),
        functions: maker.functions(),
        dialogs: maker.dialogs(),
        interactions,
        integrations: maker.integrations(),
        intents: maker.intents(),
        notes: Notes::default(),
    };
    maker.left_out();
    Made { notes: maker.notes, ..made }
}

impl Made {
    /// The whole file, with what the lock keeps.
    pub(super) fn assemble(&self, lock: &Lock) -> Value {
        let mut bot = self.bot.clone();
        restore(&mut bot, &lock.bot.kept);
        let restored = |parts: &[Part], entries: &BTreeMap<String, Entry>| -> Vec<Value> {
            let restored = parts.iter().map(|part| {
                let mut value = part.value.clone();
                if let Some(entry) = entries.get(&part.name) {
                    restore(&mut value, &entry.kept);
                }
                value
            });
            restored.collect()
        };
        let mut dialogs = restored(&self.dialogs, &lock.dialogs);
        stamp(&mut dialogs);
        let mut root = Map::new();
        root.insert("hash".to_owned(), json!("0"));
        root.insert("bot".to_owned(), bot);
        root.insert("responder".to_owned(), sorted(restored(&self.integrations, &lock.integrations)));
        root.insert("requiredContext".to_owned(), json!([]));
        root.insert(
            "conversationMessage".to_owned(),
            sorted(restored(&self.interactions, &lock.interactions)),
        );
        root.insert("menus".to_owned(), json!([]));
        root.insert("groups".to_owned(), sorted(dialogs));
        if self.functions.get("methods").is_some() {
            let mut functions = self.functions.clone();
            restore(&mut functions, &lock.functions.kept);
            root.insert("globalFunctions".to_owned(), functions);
        }
        let id = self.bot["id"].as_str().unwrap_or("");
        root.insert(
            "platforms".to_owned(),
            json!([{
                "id": uuid(&["platform", id]),
                "chatbotId": id,
                "platform": "HTMLCLIENT",
                "integrationType": "HTMLCLIENT",
                "status": "NEW",
            }]),
        );
        root.insert("associatedDomains".to_owned(), json!([]));
        if !self.intents.is_empty() {
            root.insert("associatedIntents".to_owned(), sorted(restored(&self.intents, &lock.intents)));
        }
        root.insert("dialogTemplates".to_owned(), json!([]));
        let mut whole = Value::Object(root);
        restore(&mut whole, &lock.rest.kept);
        whole
    }
}

/// In the order of the ids, as the vendor writes everything.
fn sorted(mut values: Vec<Value>) -> Value {
    values.sort_by(|left, right| left["id"].as_str().cmp(&right["id"].as_str()));
    Value::Array(values)
}

/// Gives dialogs the times of their creation, which hold their order: those that are known stay where they say the
/// order of the definition, otherwise all are made up.
fn stamp(dialogs: &mut [Value]) {
    const TIME: &str = "creationTime";
    let key = |dialog: &Value| {
        let is_special = dialog["dialogType"] != "DIALOG";
        let time = dialog[TIME].as_str().unwrap_or("").to_owned();
        (is_special, time, natural_order(dialog["name"].as_str().unwrap_or("")))
    };
    let all_known = dialogs.iter().all(|dialog| dialog[TIME].is_string());
    let standard: Vec<_> = dialogs.iter().map(key).filter(|(is_special, ..)| !is_special).collect();
    if all_known && standard.is_sorted() {
        return;
    }
    for (second, dialog) in dialogs.iter_mut().enumerate() {
        let (hour, minute, second) = (second / 3600 % 24, second / 60 % 60, second % 60);
        let time = format!("2000-01-01 {hour:02}:{minute:02}:{second:02}");
        dialog[TIME] = json!(time.clone());
        if !dialog["modificationTime"].is_string() {
            dialog["modificationTime"] = json!(time);
        }
    }
}

/// A bot on its way into the vendor's format.
struct Maker<'b> {
    bot: &'b Bot,
    ids: &'b Ids,
    bot_id: String,
    /// The names of all interactions in their order, also of those that have none of their own.
    names: Vec<String>,
    interaction_ids: HashMap<String, String>,
    notes: Notes,
}

impl<'b> Maker<'b> {
    fn new(bot: &'b Bot, ids: &'b Ids) -> Self {
        let bot_id = ids.bot.clone().unwrap_or_else(|| uuid(&["bot", bot.name.as_str()]));
        let names = interaction_names(bot);
        let id = |name: &String| {
            let known = ids.interactions.get(name).cloned();
            (name.clone(), known.unwrap_or_else(|| forty_digits(&[&bot_id, "interaction", name])))
        };
        let interaction_ids = names.iter().map(id).collect();
        Self { bot, ids, bot_id, names, interaction_ids, notes: Notes::default() }
    }

    fn dialog_id(&self, name: &str) -> String {
        self.ids.dialogs.get(name).cloned().unwrap_or_else(|| uuid(&[&self.bot_id, "dialog", name]))
    }

    fn integration_id(&self, name: &str) -> String {
        self.ids.integrations.get(name).cloned().unwrap_or_else(|| uuid(&[&self.bot_id, "integration", name]))
    }

    fn intent_id(&mut self, name: &str) -> String {
        if let Some(id) = self.ids.intents.get(name) {
            return id.clone();
        }
        let text =
            "the platform's id of this intent is not known: choose the intent again in Conversation Builder";
        self.notes.add(Topic::Missing, name, text);
        uuid(&[&self.bot_id, "intent", name])
    }

    fn knowledge_base_id(&mut self, name: &str) -> String {
        if let Some(id) = self.ids.knowledge_bases.get(name) {
            return id.clone();
        }
        let text =
            "the platform's id of this knowledge base is not known: choose it again in Conversation Builder";
        self.notes.add(Topic::Missing, name, text);
        uuid(&[&self.bot_id, "knowledge base", name])
    }

    fn settings(&mut self) -> Value {
        let settings = &self.bot.settings;
        let mut attributes =
            Map::from_iter([("ENABLE_DEBUG".to_owned(), json!(settings.debug_commands.to_string()))]);
        if let Some(text) = &settings.default_response {
            attributes.insert("DEFAULT_ERROR_MESSAGE".to_owned(), json!(text.as_str()));
        }
        if settings.session_length != Settings::default().session_length {
            let text = "in which unit the platform writes the session length is not known: set it in Conversation Builder";
            self.notes.add(Topic::LeftOut, "settings", text);
        }
        let mut bot = Map::new();
        bot.insert("id".to_owned(), json!(self.bot_id));
        bot.insert("name".to_owned(), json!(self.bot.name.as_str()));
        bot.insert("chatBotType".to_owned(), json!("CUSTOMER_FACING_BOT"));
        if let Some(text) = &self.bot.description {
            bot.insert("description".to_owned(), json!(text.as_str()));
        }
        for (key, value) in [
            ("status", json!("NEW")),
            ("getStartedButtonPayload", json!("hi")),
            ("demo", json!(false)),
            ("skipNLP", json!(false)),
            (
                "language",
                json!(self.bot.language.as_ref().map_or(DEFAULT_LANGUAGE, |language| language.as_str())),
            ),
            ("botAttributes", Value::Object(attributes)),
            ("sessionLength", json!(0)),
            ("passThroughMode", json!(false)),
            ("transcriptDisabled", json!(false)),
            ("version", json!("2")),
            ("publicBot", json!(false)),
            ("readOnly", json!(false)),
        ] {
            bot.insert(key.to_owned(), value);
        }
        Value::Object(bot)
    }

    fn functions(&self) -> Value {
        let code: Vec<&str> = self.bot.functions.iter().map(|code| code.text().as_str()).collect();
        let mut functions = Map::from_iter([("chatBotId".to_owned(), json!(self.bot_id))]);
        if !code.is_empty() {
            functions.insert("methods".to_owned(), json!(code.join("\n")));
        }
        Value::Object(functions)
    }

    fn dialogs(&mut self) -> Vec<Part> {
        let bot = self.bot;
        bot.dialogs.iter().map(|dialog| self.dialog(dialog)).collect()
    }

    fn dialog(&mut self, dialog: &Dialog) -> Part {
        let kind = match &dialog.kind {
            DialogKind::Standard => "DIALOG",
            DialogKind::Fallback => "FALLBACK_DIALOG",
            DialogKind::Survey => "SURVEY_DIALOG",
            DialogKind::Disambiguation { .. } => "DISAMBIGUATION_DIALOG",
            DialogKind::AutoEscalation { .. } => "AUTO_ESCALATION_DIALOG",
            DialogKind::FileUpload => "FILE_UPLOAD_DIALOG",
        };
        let is_known =
            matches!(dialog.kind, DialogKind::Standard | DialogKind::Fallback | DialogKind::Survey);
        if !is_known {
            let text = format!(
                "how the platform writes a {} is not known: its type is a guess, its settings are left out",
                dialog.kind.key()
            );
            self.notes.add(Topic::Guess, dialog.name.as_str(), text);
        }
        let mut value = Map::new();
        value.insert("id".to_owned(), json!(self.dialog_id(dialog.name.as_str())));
        value.insert("chatBotId".to_owned(), json!(self.bot_id));
        value.insert("name".to_owned(), json!(dialog.name.as_str()));
        if let Some(text) = &dialog.description {
            value.insert("description".to_owned(), json!(text.as_str()));
        }
        value.insert("status".to_owned(), json!(if dialog.is_enabled() { "ENABLED" } else { "DISABLED" }));
        value.insert("dialogType".to_owned(), json!(kind));
        value.insert("disambiguteOnlySelectedDomains".to_owned(), json!(false));
        Part { name: dialog.name.as_str().to_owned(), value: Value::Object(value) }
    }

    fn interactions(&mut self) -> Vec<Part> {
        let bot = self.bot;
        let mut parts = Vec::with_capacity(self.names.len());
        for dialog in &bot.dialogs {
            let group = self.dialog_id(dialog.name.as_str());
            let first = parts.len();
            for (place, interaction) in dialog.interactions.iter().enumerate() {
                let at = first + place;
                let before = (place > 0).then(|| self.id_at(at - 1));
                let after = (place + 1 < dialog.interactions.len()).then(|| self.id_at(at + 1));
                parts.push(self.interaction(interaction, at, &group, (before, after)));
            }
        }
        parts
    }

    fn id_at(&self, place: usize) -> String {
        self.names.get(place).and_then(|name| self.interaction_ids.get(name)).cloned().unwrap_or_default()
    }

    fn interaction(
        &mut self,
        item: &Interaction,
        at: usize,
        group: &str,
        (before, after): (Option<String>, Option<String>),
    ) -> Part {
        let (name, id) = (self.names[at].clone(), self.id_at(at));
        let made = self.content(item, &name);
        // On every other kind the vendor writes `false`, also where it waits.
        let waits = matches!(item.kind, InteractionKind::Universal(_)) && item.kind.waits();
        let mut value = Map::new();
        value.insert("id".to_owned(), json!(id));
        value.insert("chatBotId".to_owned(), json!(self.bot_id));
        value.insert("userInputRequired".to_owned(), json!(waits));
        value.insert("name".to_owned(), json!(name));
        value.insert("type".to_owned(), json!("BOT_MESSAGE"));
        value.extend(made.keys);
        value.insert("content".to_owned(), made.content);
        for (hook, key) in [
            (CodeHook::PreProcess, "preProcessMessage"),
            (CodeHook::PostProcess, "postProcessMessage"),
            (CodeHook::ProcessUserResponse, "processUserResponse"),
        ] {
            if let Some(code) = item.code.get(hook) {
                value.insert(key.to_owned(), json!(text_of(code)));
            }
        }
        value.insert("group".to_owned(), json!(group));
        value.insert("status".to_owned(), json!(if item.is_enabled() { "ACTIVE" } else { "INACTIVE" }));
        value.insert("required".to_owned(), json!(true));
        if let Some(comment) = &item.comment {
            value.insert("comment".to_owned(), json!({ "content": comment.as_str() }));
        }
        if let Some(delay) = item.delay {
            value.insert("interactionDelay".to_owned(), json!(delay.value.as_millis().to_string()));
        }
        if let Some(text) = &item.fallback {
            let told = "which key holds a Fallback Response is not known: `fallbackResponse` is a guess, look at it in Conversation Builder";
            self.notes.add(Topic::Guess, name.as_str(), told);
            value.insert("fallbackResponse".to_owned(), json!(text.as_str()));
        }
        if item.metadata.is_some() {
            self.notes.add(
                Topic::LeftOut,
                name.as_str(),
                "how the platform writes metadata is not known: it is left out",
            );
        }
        value.extend(after.map(|id| ("nextMessageId".to_owned(), json!(id))));
        value.extend(before.map(|id| ("prevMessageId".to_owned(), json!(id))));
        value.insert("responseMatches".to_owned(), self.matches(item, &name, &id));
        value.insert("interactionType".to_owned(), json!(made.kind));
        if made.has_responses {
            value.insert("changeResponse".to_owned(), json!({ "enabled": true }));
            value.insert("cancelResponse".to_owned(), json!({ "enabled": true }));
        }
        Part { name, value: Value::Object(value) }
    }

    fn integrations(&mut self) -> Vec<Part> {
        let bot = self.bot;
        bot.integrations.iter().map(|item| self.integration(item)).collect()
    }

    /// The intents that starters and rules use.
    fn intents(&mut self) -> Vec<Part> {
        let bot = self.bot;
        bot.intents
            .iter()
            .map(|intent| {
                let name = intent.name.as_str();
                let shown = intent.display_name.as_ref().map_or(name, |shown| shown.as_str());
                let value = json!({ "id": self.intent_id(name), "name": name, "displayName": shown });
                Part { name: name.to_owned(), value }
            })
            .collect()
    }

    /// What is ours alone, or has no place in the file.
    fn left_out(&mut self) {
        let bot = self.bot;
        let mocks = bot.integrations.iter().any(|item| !item.mocks.is_empty())
            || bot.knowledge_bases.iter().any(|base| !base.mocks.is_empty());
        let standard = Settings::default();
        let written = Settings {
            default_response: None,
            debug_commands: standard.debug_commands,
            session_length: standard.session_length,
            ..bot.settings.clone()
        };
        let domains = bot.dialogs.iter().any(|dialog| dialog.domain.is_some());
        let phrases = bot.intents.iter().any(|intent| !intent.phrases.is_empty());
        let articles = bot.knowledge_bases.iter().any(|base| !base.articles.is_empty());
        for (is_there, what) in [
            (mocks, "mocks are not written: the platform has none"),
            (phrases, "training phrases of intents are not written: they belong to the domain"),
            (!bot.entities.is_empty(), "entities are not written: they belong to the domain"),
            (articles, "articles of knowledge bases are not written"),
            (
                !bot.environment.is_empty(),
                "the environment is not written: the file has no place for it; define its variables in Conversation Builder",
            ),
            (!bot.skills.is_empty(), "skills are not written: they belong to the account"),
            (
                bot.fixtures != Fixtures::default(),
                "fixtures are not written: the platform has the real thing",
            ),
            (bot.group.is_some(), "the group is not written: the file knows it by an id only"),
            (
                written != standard,
                "settings other than `default_response` and `debug_commands` are not written: the file has no place for them",
            ),
            (
                domains && self.ids.dialogs.is_empty(),
                "domains of dialogs are not written: the file knows them by ids only",
            ),
        ] {
            if is_there {
                self.notes.add(Topic::LeftOut, "bot", what);
            }
        }
    }
}

/// The names of all interactions in their order; one without a name gets one of its kind and place.
fn interaction_names(bot: &Bot) -> Vec<String> {
    let mut taken = super::names::Taken::default();
    let written: Vec<Option<&str>> =
        bot.interactions().map(|(_, item)| item.name.as_ref().map(|name| name.as_str())).collect();
    written.iter().flatten().for_each(|name| {
        taken.unique(name, "_");
    });
    let kinds = bot.interactions().map(|(_, item)| item.kind.key());
    written
        .iter()
        .zip(kinds)
        .map(|(name, kind)| match name {
            Some(name) => (*name).to_owned(),
            None => taken.unique(kind, "_"),
        })
        .collect()
}

fn text_of(code: &Code) -> &str {
    code.text().as_str()
}
