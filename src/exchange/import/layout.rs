//! A definition as files: one file where it is short, one a dialog where it is long, code and JSON beside it.

use serde_json::{Map, Value, json};

use super::super::names::{Taken, slug};
use super::BotFile;
use crate::yaml::compose::{Texts, list_item, mapping};

/// From this many lines on, dialogs have files of their own.
const LONG: usize = 250;
/// Code and JSON of more lines than this, or of a longer line, have files of their own.
const INLINE_LINES: usize = 4;
const INLINE_LINE: usize = 100;

/// A bot's definition, part by part.
pub(super) struct Definition {
    pub(super) head: Map<String, Value>,
    pub(super) environment: Map<String, Value>,
    pub(super) intents: Map<String, Value>,
    pub(super) functions: Option<Value>,
    pub(super) integrations: Vec<Value>,
    pub(super) knowledge_bases: Vec<String>,
    pub(super) dialogs: Vec<Dialog>,
}

/// A dialog: its own keys and its interactions.
pub(super) struct Dialog {
    pub(super) name: String,
    pub(super) head: Map<String, Value>,
    pub(super) interactions: Vec<Value>,
}

/// Files of code and content that the definition names.
#[derive(Default)]
pub(super) struct Attachments {
    files: Vec<BotFile>,
    taken: Taken,
}

impl Attachments {
    /// A text as the definition holds it: as it is where it is short, else as `{ file: PATH }` with its file.
    pub(super) fn text(&mut self, stem: &str, extension: &str, text: &str) -> Value {
        let is_short = text.lines().count() <= INLINE_LINES
            && text.lines().all(|line| line.chars().count() <= INLINE_LINE);
        // What the reader of files would change must stand in the definition.
        if is_short || text.starts_with('\u{feff}') {
            return json!(text);
        }
        let path = format!("{}.{extension}", self.taken.unique(stem, "-"));
        self.files.push(BotFile { path: path.clone(), text: text.to_owned() });
        json!({ "file": path })
    }
}

/// The files of a definition, the main file first.
pub(super) fn files(definition: Definition, attachments: Attachments) -> Vec<BotFile> {
    let dialogs: Vec<String> = definition.dialogs.iter().map(dialog_text).collect();
    let mut sections = head_sections(&definition);
    let integrations = list_section("integrations", &definition.integrations);
    let lines = |texts: &[String]| texts.iter().map(|text| text.lines().count()).sum::<usize>();
    let is_long = lines(&dialogs) + lines(&sections) + lines(&integrations) > LONG;
    let mut files = Vec::new();
    if is_long {
        let mut include = Vec::new();
        if !integrations.is_empty() {
            include.push("integrations.yaml".to_owned());
            files.push(BotFile { path: "integrations.yaml".to_owned(), text: text_of(&integrations) });
        }
        let mut taken = Taken::default();
        for mut dialog in definition.dialogs {
            let path = format!("dialogs/{}.yaml", taken.unique(&slug(&dialog.name), "-"));
            dialog.interactions.iter_mut().for_each(|item| one_folder_up(item, &attachments));
            files.push(BotFile { path: path.clone(), text: format!("dialogs:\n{}", dialog_text(&dialog)) });
            include.push(path);
        }
        sections.push(section("include", &json!(include)));
    } else {
        sections.extend(integrations);
        sections.push(format!("dialogs:\n{}", dialogs.join("\n")));
    }
    files.insert(0, BotFile { path: "bot.yaml".to_owned(), text: text_of(&sections) });
    files.extend(attachments.files);
    files
}

/// Paths are relative to the file that says them.
fn one_folder_up(item: &mut Value, attachments: &Attachments) {
    for value in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
        if let Some(Value::String(path)) = value.as_object_mut().and_then(|keys| keys.get_mut("file"))
            && attachments.files.iter().any(|file| file.path == *path)
        {
            path.insert_str(0, "../");
        }
    }
}

fn text_of(sections: &[String]) -> String {
    sections.join("\n")
}

/// Everything before the integrations, a text for each key.
fn head_sections(definition: &Definition) -> Vec<String> {
    let head = &definition.head;
    let is_line = |key: &String| key != "settings";
    let lines: Map<String, Value> = head
        .iter()
        .filter(|(key, _)| is_line(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let mut sections = vec![format!("{}\n", mapping(&lines, 0, Texts::Everything))];
    sections.extend(head.get("settings").map(|settings| section("settings", settings)));
    for (key, pairs) in [("environment", &definition.environment), ("intents", &definition.intents)] {
        if !pairs.is_empty() {
            sections.push(named_section(key, pairs));
        }
    }
    sections.extend(definition.functions.as_ref().map(|code| section("functions", code)));
    if !definition.knowledge_bases.is_empty() {
        let bases: Map<String, Value> =
            definition.knowledge_bases.iter().map(|name| (name.clone(), json!({ "articles": [] }))).collect();
        sections.push(named_section("knowledge_bases", &bases));
    }
    sections
}

fn section(key: &str, value: &Value) -> String {
    format!("{}\n", mapping(&Map::from_iter([(key.to_owned(), value.clone())]), 0, Texts::Everything))
}

/// Names with what they mean, a line or more for each.
fn named_section(key: &str, pairs: &Map<String, Value>) -> String {
    format!("{key}:\n{}\n", mapping(pairs, 2, Texts::Everything))
}

/// A list whose items have an empty line between them.
fn list_section(key: &str, items: &[Value]) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let items = items.iter().map(|item| list_item(item, 2, Texts::Everything));
    vec![format!("{key}:\n{}\n", items.collect::<Vec<_>>().join("\n\n"))]
}

fn dialog_text(dialog: &Dialog) -> String {
    let head = list_item(&Value::Object(dialog.head.clone()), 2, Texts::Everything);
    if dialog.interactions.is_empty() {
        return format!("{head}\n    interactions: []\n");
    }
    let interactions = dialog.interactions.iter().map(|item| list_item(item, 6, Texts::Everything));
    format!("{head}\n    interactions:\n{}\n", interactions.collect::<Vec<_>>().join("\n\n"))
}
