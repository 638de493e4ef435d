//! An export becomes a bot's folder (export spec 20).
//!
//! Everything that has a place in a bot's definition goes there, in the author's order and under the author's
//! names. The rest, whatever it is, goes into the lock: as the difference between the original and what
//! [`export`](super::export()) makes of the new definition. So nothing is lost, and the way back is exact.

mod chain;
mod content;
mod dialog;
mod environment;
mod integration;
mod keeping;
mod layout;
mod naming;
mod rules;
mod suggested_mocks;
mod upload;
mod words;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::Ids;
use super::fields::{Fields, Object};
use super::lock::Lock;
use super::mask::mask;
use super::names::{Taken, natural_order, slug, without_stamp};
use super::note::{Note, Notes, Topic};
use keeping::keep;
use layout::Attachments;
use suggested_mocks::Answers;
use words::Mentioned;

/// A bot made of an export.
#[derive(Debug)]
pub struct Imported {
    /// The bot's name, without the stamp of an earlier import.
    pub name: String,
    /// Its files, the main file first; the lock is not among them.
    pub files: Vec<BotFile>,
    /// What has no place in them.
    pub lock: Lock,
    /// What is to be told.
    pub notes: Vec<Note>,
    /// How much there is of it.
    pub totals: Totals,
}

/// A file of a bot's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BotFile {
    /// Its path in the folder, with `/` between the parts.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// How much an export holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Its dialogs.
    pub dialogs: usize,
    /// Its interactions.
    pub interactions: usize,
    /// Entries of `responseMatches`: next actions and custom rules.
    pub rules: usize,
    /// Its integrations.
    pub integrations: usize,
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is no text.
    #[error("this is no UTF-8 text, so it is no export")]
    NoText,
    /// It is no JSON.
    #[error("line {line}, column {column}: this is no JSON ({reason})")]
    NoJson {
        /// Where.
        line: usize,
        /// Where.
        column: usize,
        /// Why.
        reason: String,
    },
    /// It is JSON of something else.
    #[error("this is no export of a bot: {0}")]
    NoExport(&'static str),
    /// What was made of it cannot be read back: a fault of this program.
    #[error(
        "what was made of this export cannot be read back ({0}); this is a fault of dialogsim, please report it"
    )]
    Unreadable(String),
}

/// What an import does besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Whether integrations get mocks, made of what the bot reads of their answers.
    pub suggest_mocks: bool,
}

/// Makes a bot's folder of an export.
///
/// # Errors
/// If the bytes are no export. Whatever an export lacks or says wrongly is told in [`Imported::notes`] instead.
pub fn import(bytes: impl AsRef<[u8]>, options: ImportOptions) -> Result<Imported, ImportError> {
    let text = std::str::from_utf8(bytes.as_ref()).map_err(|_| ImportError::NoText)?;
    let mut export = parse(text)?;
    let mut notes = Notes::default();
    mask(&mut export, &mut notes);
    let Some(root) = export.as_object() else { return Err(ImportError::NoExport("it is no object")) };
    let empty = Object::new();
    let bot = root.object("bot").unwrap_or(&empty);
    let name = without_stamp(bot.text("name").unwrap_or("Imported bot")).to_owned();
    let mut importer = Importer::new(root, notes, options);
    let definition = importer.bot(&name, bot);
    let files = layout::files(definition, importer.files);
    let mut notes = importer.notes;
    let mut lock = Lock::of(importer.ids);
    keep(root, &files, &mut lock, &mut notes)?;
    Ok(Imported { name, files, lock, notes: notes.sorted(), totals: totals(root) })
}

fn parse(text: &str) -> Result<Value, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let export: Value = serde_json::from_str(text).map_err(|error| ImportError::NoJson {
        line: error.line(),
        column: error.column(),
        reason: reason(&error),
    })?;
    let Some(root) = export.as_object() else { return Err(ImportError::NoExport("it is no object")) };
    for (key, what) in [
        ("bot", "it has no `bot`, which holds the bot's settings"),
        ("groups", "it has no `groups`, which hold the dialogs"),
        ("conversationMessage", "it has no `conversationMessage`, which holds the interactions"),
    ] {
        if !root.contains_key(key) {
            return Err(ImportError::NoExport(what));
        }
    }
    if root.objects("groups").next().is_none() {
        return Err(ImportError::NoExport("it has no dialogs"));
    }
    Ok(export)
}

/// The reason without the place, which is told before it.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}

fn totals(root: &Object) -> Totals {
    Totals {
        dialogs: root.objects("groups").count(),
        interactions: root.objects("conversationMessage").count(),
        rules: root.objects("conversationMessage").map(|item| item.objects("responseMatches").count()).sum(),
        integrations: root.objects("responder").count(),
    }
}

/// An export on its way into our format.
struct Importer<'e> {
    root: &'e Object,
    notes: Notes,
    files: Attachments,
    ids: Ids,
    /// Our names of the interactions, by their ids.
    interactions: HashMap<&'e str, String>,
    /// The first interaction of each dialog, by the dialog's id.
    heads: HashMap<&'e str, String>,
    /// Our names of everything, by the objects that have them.
    names: HashMap<*const Object, String>,
    /// The ids of the dialogs.
    dialogs: HashSet<&'e str>,
    /// Our names of the integrations, by their ids.
    responders: HashMap<&'e str, String>,
    /// Our names of the integrations, by the names that they have in the export; the first one of a name.
    called: HashMap<&'e str, String>,
    /// Our names of the intents, by their ids.
    intents: HashMap<&'e str, String>,
    /// The interactions of each dialog, by its id.
    members: HashMap<&'e str, Vec<&'e Object>>,
    /// Names of the domains, by their ids.
    domains: HashMap<&'e str, &'e str>,
    /// Intents that are used, of which the export tells nothing.
    unknown_intents: Vec<String>,
    /// Our names of the knowledge bases, by their ids, in the order of their use.
    knowledge_bases: Vec<(String, String)>,
    /// What rules and code mention by name.
    mentioned: Mentioned,
    taken_integrations: Taken,
    /// What mocks are made of, where some are wanted.
    answers: Option<Answers>,
}

impl<'e> Importer<'e> {
    fn new(root: &'e Object, notes: Notes, options: ImportOptions) -> Self {
        let mut importer = Self {
            root,
            notes,
            files: Attachments::default(),
            ids: Ids::default(),
            interactions: HashMap::new(),
            heads: HashMap::new(),
            names: HashMap::new(),
            dialogs: HashSet::new(),
            responders: HashMap::new(),
            called: HashMap::new(),
            intents: HashMap::new(),
            members: HashMap::new(),
            domains: HashMap::new(),
            unknown_intents: Vec::new(),
            knowledge_bases: Vec::new(),
            mentioned: Mentioned::read(root),
            taken_integrations: Taken::default(),
            answers: options.suggest_mocks.then(|| Answers::read(root)),
        };
        importer.name_everything();
        importer
    }

    /// The whole definition, key by key in the order of the documentation.
    fn bot(&mut self, name: &str, bot: &Object) -> layout::Definition {
        let mut head = Map::new();
        head.insert("bot".to_owned(), json!(name));
        for key in ["language", "description"] {
            if let Some(text) = bot.text(key) {
                head.insert(key.to_owned(), json!(text));
            }
        }
        let settings = self.settings(bot);
        if !settings.is_empty() {
            head.insert("settings".to_owned(), Value::Object(settings));
        }
        let integrations: Vec<Value> = self
            .in_order("responder")
            .into_iter()
            .map(|item| {
                let name = self.name_of(item);
                self.integration(item, &name)
            })
            .collect();
        let functions = self.root.object("globalFunctions").and_then(|functions| functions.text("methods"));
        let functions = functions
            .filter(|code| !code.trim().is_empty())
            .map(|code| self.files.text("code/functions", "js", code));
        let mut dialogs: Vec<_> =
            self.in_definition_order().into_iter().map(|item| self.dialog(item)).collect();
        dialogs.extend(self.stray_interactions());
        let environment = environment::variables(self.root, &integrations, &self.mentioned, &mut self.notes);
        layout::Definition {
            head,
            environment,
            intents: self.intent_definitions(),
            functions,
            integrations,
            knowledge_bases: self.knowledge_bases.iter().map(|(_, name)| name.clone()).collect(),
            dialogs,
        }
    }

    fn settings(&mut self, bot: &Object) -> Map<String, Value> {
        let mut settings = Map::new();
        let attribute = |key: &str| bot.object("botAttributes").and_then(|all| all.text(key));
        if let Some(text) = attribute("DEFAULT_ERROR_MESSAGE") {
            settings.insert("default_response".to_owned(), json!(text));
        }
        if attribute("ENABLE_DEBUG") == Some("false") {
            settings.insert("debug_commands".to_owned(), json!(false));
        }
        if let Some(length) = bot.get("sessionLength").and_then(Value::as_u64).filter(|length| *length > 0) {
            let text = format!(
                "the session length is {length}, in a unit that is not known: write `settings: {{ session_length: 30m }}` or what it is"
            );
            self.notes.add(Topic::Missing, "bot", text);
        }
        if bot.text("transferGroupId").is_some() {
            let text = "the bot belongs to a group, whose name is not in the export: where it matters, write `group: NAME`";
            self.notes.add(Topic::Missing, "bot", text);
        }
        settings
    }

    /// The items of a list by their names, as people sort them.
    fn in_order(&self, list: &str) -> Vec<&'e Object> {
        let mut items: Vec<&Object> = self.root.objects(list).collect();
        items.sort_by_cached_key(|item| natural_order(item.text("name").unwrap_or("")));
        items
    }

    /// Dialogs in the order of their creation, which decides between starters, then by name; the special ones come
    /// last (export spec 1.3).
    fn in_definition_order(&self) -> Vec<&'e Object> {
        let mut dialogs = self.in_order("groups");
        dialogs.sort_by_key(|item| {
            let is_standard = item.text("dialogType") == Some("DIALOG");
            (!is_standard, item.text("creationTime").unwrap_or("").to_owned())
        });
        dialogs
    }

    fn intent_definitions(&mut self) -> Map<String, Value> {
        let mut intents = Map::new();
        for item in self.in_order("associatedIntents") {
            let name = self.name_of(item);
            let mut keys = Map::new();
            if let Some(shown) = item.text("displayName").filter(|shown| *shown != name) {
                keys.insert("display_name".to_owned(), json!(shown));
            }
            keys.insert("phrases".to_owned(), json!([]));
            self.notes.add(
                Topic::Missing,
                name.as_str(),
                "the intent's training phrases are not in the export: write some",
            );
            intents.insert(name, Value::Object(keys));
        }
        for name in &self.unknown_intents {
            intents.insert(name.clone(), json!({ "phrases": [] }));
        }
        intents
    }
}
