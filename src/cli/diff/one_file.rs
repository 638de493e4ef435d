//! A bot, or a part of one, of which one file alone is there.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::bot::Bot;
use crate::load::{Files, ReadFailure, load_bot};
use crate::source::{SourceId, Sources, Text};
use crate::yaml::{self, Limits, Node, Value, parse_yaml};

/// What one file says.
pub(super) struct Content {
    /// The bot, without what other files say.
    pub(super) bot: Bot,
    /// The file among the sources.
    pub(super) file: SourceId,
    /// The parts that it includes.
    pub(super) include: Vec<Text>,
    /// All files that it names.
    pub(super) named: BTreeSet<String>,
    /// Whether a part of it is no YAML.
    pub(super) is_broken: bool,
    /// Whether it is a part, which other files include.
    is_part: bool,
    name: String,
}

/// What a part of a bot may hold.
const PARTS: [&str; 8] =
    ["dialogs", "integrations", "knowledge_bases", "intents", "entities", "functions", "fixtures", "include"];

/// Reads a file; nothing where it is neither a bot nor a part of one.
pub(super) fn read(name: &str, text: &str, sources: &mut Sources) -> Option<Content> {
    let is_part = !is_bot(text)?;
    let file = OneFile { name, text, is_part, named: RefCell::default() };
    let loaded = load_bot(&file.main(), &file, sources);
    let of_yaml = |rule| yaml::rules::ALL.iter().any(|known| std::ptr::eq(*known, rule));
    let (id, _) = loaded.comments.get(usize::from(is_part))?;
    let include = include(*id, sources);
    let mut named = file.named.into_inner();
    // The files of a pattern are not known.
    let patterns = include.iter().map(Text::as_str).filter(|path| path.contains(['*', '?', '[', '{']));
    named.extend(patterns.map(str::to_owned));
    Some(Content {
        bot: loaded.bot?,
        file: *id,
        include,
        named,
        is_broken: loaded.diagnostics.iter().any(|found| of_yaml(found.rule)),
        is_part,
        name: name.to_owned(),
    })
}

impl Content {
    /// The same without anything in it, to compare it with.
    pub(super) fn empty(&self, sources: &mut Sources) -> Option<Content> {
        let text = match self.is_part {
            true => "dialogs: []".to_owned(),
            // A text in JSON is one in YAML.
            false => format!("bot: {}", serde_json::Value::from(self.bot.name.as_str())),
        };
        read(&self.name, &text, sources)
    }
}

/// Whether a text is a bot's main file; nothing where it is no part of a bot either.
fn is_bot(text: &str) -> Option<bool> {
    let mut sources = Sources::default();
    let id = sources.add("", text);
    let root = parse_yaml(&sources, id, &Limits::default()).0?.root;
    let has = |key: &str| value(&root, key).is_some();
    if has("bot") && !has("transcripts") {
        return Some(true);
    }
    (!has("bot") && PARTS.iter().any(|key| has(key))).then_some(false)
}

fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key.as_str() == key).map(|entry| &entry.value)
}

/// The paths of the parts that a file includes.
fn include(file: SourceId, sources: &Sources) -> Vec<Text> {
    let document = parse_yaml(sources, file, &Limits::default()).0;
    let node = document.as_ref().and_then(|document| value(&document.root, "include"));
    let text = |node: &Node| match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.clone()),
        _ => None,
    };
    match node.map(|node| (&node.value, node)) {
        Some((Value::Sequence(items), _)) => items.iter().filter_map(text).collect(),
        Some((_, node)) => text(node).into_iter().collect(),
        None => Vec::new(),
    }
}

/// What the file is called, and the main file that is made up for a part: what no file of a project is called.
const OWN: &str = ".dialogsim-file";
const MAIN: &str = ".dialogsim-main";

/// A project of which one file is there. Of all others nothing but their paths is known.
struct OneFile<'f> {
    /// The file's path in the project.
    name: &'f str,
    text: &'f str,
    /// Whether it is included by a main file that is made up.
    is_part: bool,
    named: RefCell<BTreeSet<String>>,
}

impl OneFile<'_> {
    /// A path beside the file, so that what it names is found from there.
    fn beside(&self, name: &str) -> String {
        let folder = self.name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        format!("{folder}{name}")
    }

    fn main(&self) -> String {
        self.beside(if self.is_part { MAIN } else { OWN })
    }

    fn own(&self) -> String {
        self.beside(OWN)
    }
}

impl Files for OneFile<'_> {
    fn read(&self, path: &str, _limit: usize) -> Result<Vec<u8>, ReadFailure> {
        if path == self.own() {
            return Ok(self.text.as_bytes().to_vec());
        }
        if path == self.main() {
            return Ok(format!("bot: part\ninclude: {OWN}").into_bytes());
        }
        self.named.borrow_mut().insert(path.to_owned());
        // What stands in the place of a file says which one it is, as the format writes it.
        Ok(serde_json::json!({ "file": path }).to_string().into_bytes())
    }

    fn list(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    fn display(&self, path: &str) -> String {
        if path == self.own() { self.name.to_owned() } else { path.to_owned() }
    }
}
