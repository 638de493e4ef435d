//! The main file and the parts that it includes.

use super::fields::Fields;
use super::{Loader, rules};
use crate::bot::{Bot, EnvironmentVariable, Fixtures, Pair, Settings, SystemVariable};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Text;
use crate::yaml::{Entry, Node, Value};

impl Loader<'_> {
    /// The bot in the file at `path`.
    pub(super) fn load_main_file(&mut self, path: &str) -> Option<Bot> {
        let root = self.read_yaml(path, None)?;
        let mut fields = self.fields(&root, "a bot file")?;
        let name = match fields.value("bot") {
            Some(node) => self.name(node, "the bot's name"),
            None => {
                self.missing(&fields, "bot", "The file's first key names the bot: `bot: My bot`.");
                None
            }
        };
        // Without a name there is no bot, but all that is wrong with the file is said all the same.
        let has_name = name.is_some();
        let mut bot = Bot {
            name: name.unwrap_or_else(|| Text::new("", root.span, root.span.start)),
            span: root.span,
            description: None,
            language: None,
            group: None,
            settings: Settings::default(),
            environment: Vec::new(),
            intents: Vec::new(),
            entities: Vec::new(),
            fixtures: Fixtures::default(),
            functions: Vec::new(),
            integrations: Vec::new(),
            knowledge_bases: Vec::new(),
            skills: Vec::new(),
            dialogs: Vec::new(),
        };
        bot.language = fields.value("language").and_then(|node| self.text(node, "`language`"));
        bot.description = fields.value("description").and_then(|node| self.text(node, "`description`"));
        bot.group = fields.value("group").and_then(|node| self.load_group(node));
        if let Some(node) = fields.value("settings") {
            bot.settings = self.load_settings(node);
        }
        if let Some(node) = fields.value("environment") {
            bot.environment = self.load_environment(node);
        }
        if let Some(node) = fields.value("skills") {
            bot.skills = self.load_skills(node);
        }
        self.load_parts(fields, &mut bot, &mut vec![path.to_owned()]);
        if bot.dialogs.is_empty() && self.diagnostics.is_empty() {
            self.report(
                Diagnostic::new(&rules::MISSING_KEY, bot.name.span(), "a bot without dialogs says nothing")
                    .label("this bot has no dialogs")
                    .help("Write `dialogs:` with at least one dialog, or `include:` a file that has some."),
            );
        }
        has_name.then_some(bot)
    }

    /// What a main file and an included part may both hold.
    pub(super) fn load_parts(&mut self, mut fields: Fields<'_>, bot: &mut Bot, chain: &mut Vec<String>) {
        if let Some(node) = fields.value("intents") {
            bot.intents.extend(self.load_intents(node));
        }
        if let Some(node) = fields.value("entities") {
            bot.entities.extend(self.load_entities(node));
        }
        if let Some(node) = fields.value("fixtures") {
            // The main file comes before its parts, a part before those that come after it.
            bot.fixtures = bot.fixtures.over(&self.load_fixtures(node));
        }
        if let Some(node) = fields.value("functions") {
            let code = self.load_code(node, "`functions`");
            self.note_lost(&code, node);
            bot.functions.extend(code);
        }
        if let Some(node) = fields.value("integrations") {
            for item in self.items(node, "`integrations`") {
                let integration = self.load_integration(item);
                self.note_lost(&integration, item);
                bot.integrations.extend(integration);
            }
        }
        if let Some(node) = fields.value("knowledge_bases") {
            bot.knowledge_bases.extend(self.load_knowledge_bases(node));
        }
        if let Some(node) = fields.value("dialogs") {
            for item in self.items(node, "`dialogs`") {
                let dialog = self.load_dialog(item);
                self.note_lost(&dialog, item);
                bot.dialogs.extend(dialog);
            }
        }
        let include = fields.value("include");
        self.finish(fields);
        if let Some(node) = include {
            self.load_include(node, bot, chain);
        }
    }

    /// Notes an item that had to be left out.
    pub(super) fn note_lost<T>(&mut self, loaded: &Option<T>, item: &Node) {
        if loaded.is_none() {
            self.lost.push(item.span);
        }
    }

    fn load_environment(&mut self, node: &Node) -> Vec<EnvironmentVariable> {
        let pairs = self.load_pairs(node, "`environment`");
        for pair in &pairs {
            match SystemVariable::named(pair.key.as_str()) {
                Some(variable) => self.check_system_variable(variable, &pair.value),
                None => self.check_environment_name(&pair.key),
            }
        }
        pairs.into_iter().map(|pair| EnvironmentVariable { name: pair.key, value: pair.value }).collect()
    }

    fn check_environment_name(&mut self, name: &Text) {
        if name.as_str().chars().all(|letter| letter.is_ascii_alphanumeric()) {
            return;
        }
        let message = format!("`{name}` cannot name an environment variable");
        let known = SystemVariable::ALL.iter().map(|(known, _)| *known);
        let help = match nearest(name.as_str(), known) {
            Some(meant) => format!("Did you mean `{meant}`, which the platform reads?"),
            None => {
                "The platform allows letters and digits only, so that `{$env.name}` can be read.".to_owned()
            }
        };
        self.invalid(name.span(), message, &help);
    }

    /// What the platform itself reads must be written as it reads it.
    fn check_system_variable(&mut self, variable: SystemVariable, value: &Text) {
        if let Err(wanted) = variable.accepts(value.as_str()) {
            let message = format!("`{}` is {wanted}", variable.name());
            let help = "The platform itself reads this variable, and would take anything else as if it were not there.";
            self.invalid(value.span(), message, help);
        }
    }

    /// A mapping from keys to texts.
    pub(super) fn load_pairs(&mut self, node: &Node, what: &'static str) -> Vec<Pair> {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_type(node, &format!("{what} is written as keys with texts"));
            return Vec::new();
        };
        entries.iter().filter_map(|entry| self.load_pair(entry)).collect()
    }

    /// A key with its text; nothing at all is an empty text.
    pub(super) fn load_pair(&mut self, entry: &Entry) -> Option<Pair> {
        let value = match &entry.value.value {
            Value::Null => Some(Text::new("", entry.value.span, entry.value.span.start)),
            _ => self.text(&entry.value, format_args!("`{}`", entry.key)),
        };
        value.map(|value| Pair { key: entry.key.clone(), value })
    }
}
