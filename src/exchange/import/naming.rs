//! The names that the parts of an export get: unique, and fit for a definition.

use std::collections::BTreeMap;

use super::super::Ids;
use super::super::fields::{Fields, Object};
use super::super::names::Taken;
use super::super::note::Topic;
use super::Importer;
use crate::bot::RESERVED_NAMES;

impl Importer<'_> {
    /// Gives everything a name that is unique and can be used in a definition.
    pub(super) fn name_everything(&mut self) {
        if let Some(id) = self.root.object("bot").and_then(|bot| bot.text("id")) {
            self.ids.bot = Some(id.to_owned());
        }
        let mut taken = Taken::default();
        for item in self.root.objects("groups") {
            let name = taken.unique(named(item, "Dialog"), " ");
            self.know(item, name, |ids| &mut ids.dialogs);
            self.dialogs.extend(item.text("id"));
        }
        self.name_interactions();
        let mut taken = Taken::default();
        for item in self.root.objects("responder") {
            let name = taken.unique(named(item, "Integration"), "_");
            self.responders.extend(item.text("id").map(|id| (id, name.clone())));
            if let Some(written) = item.text("name") {
                self.called.entry(written).or_insert_with(|| name.clone());
            }
            self.know(item, name, |ids| &mut ids.integrations);
        }
        self.taken_integrations = taken;
        let mut taken = Taken::default();
        for item in self.root.objects("associatedIntents") {
            let name = taken.unique(named(item, "intent"), "_");
            self.intents.extend(item.text("id").map(|id| (id, name.clone())));
            self.know(item, name, |ids| &mut ids.intents);
        }
        let domains = self.root.objects("associatedDomains");
        self.domains = domains.filter_map(|item| Some((item.text("id")?, item.text("name")?))).collect();
    }

    fn name_interactions(&mut self) {
        let mut taken = Taken::default();
        for reserved in RESERVED_NAMES {
            taken.unique(reserved, "_");
        }
        for item in self.root.objects("conversationMessage") {
            let group = item.text("group").filter(|id| self.dialogs.contains(id)).unwrap_or("");
            self.members.entry(group).or_default().push(item);
            let written = named(item, "interaction");
            let name = taken.unique(written, "_");
            if name != written {
                let text = format!(
                    "the name `{written}` is taken or reserved: it is `{name}` here; look at jumps from code"
                );
                self.notes.add(Topic::Fault, &name, text);
            }
            self.interactions.extend(item.text("id").map(|id| (id, name.clone())));
            self.know(item, name, |ids| &mut ids.interactions);
        }
        for item in
            self.root.objects("conversationMessage").filter(|item| item.text("prevMessageId").is_none())
        {
            if let Some(group) = item.text("group") {
                self.heads.entry(group).or_insert_with(|| {
                    self.names.get(&std::ptr::from_ref(item)).cloned().unwrap_or_default()
                });
            }
        }
    }

    fn know(&mut self, item: &Object, name: String, list: fn(&mut Ids) -> &mut BTreeMap<String, String>) {
        if let Some(id) = item.text("id") {
            list(&mut self.ids).insert(name.clone(), id.to_owned());
        }
        self.names.insert(std::ptr::from_ref(item), name);
    }

    /// Our name of a dialog, an interaction, an integration or an intent.
    pub(super) fn name_of(&self, item: &Object) -> String {
        self.names.get(&std::ptr::from_ref(item)).cloned().unwrap_or_default()
    }

    /// The name of an intent; one that the export does not tell of is named after its id.
    pub(super) fn intent(&mut self, id: &str) -> String {
        if let Some(name) = self.intents.get(id) {
            return name.clone();
        }
        let name = format!("intent {}", id.chars().take(8).collect::<String>());
        if !self.unknown_intents.contains(&name) {
            self.notes.add(
                Topic::Fault,
                &name,
                "an intent that starts a dialog is not among the intents of the export",
            );
            self.unknown_intents.push(name.clone());
            self.ids.intents.insert(name.clone(), id.to_owned());
        }
        name
    }

    /// The integration that an interaction calls: by its id, else by its name.
    pub(super) fn responder(&self, id: Option<&str>, name: Option<&str>) -> Option<String> {
        if let Some(name) = id.and_then(|id| self.responders.get(id)) {
            return Some(name.clone());
        }
        self.called.get(name?).cloned()
    }

    /// The name of a knowledge base, of which the export has the id only.
    pub(super) fn knowledge_base(&mut self, id: &str) -> String {
        if let Some((_, name)) = self.knowledge_bases.iter().find(|(known, _)| known == id) {
            return name.clone();
        }
        let count = self.knowledge_bases.len() + 1;
        let name = self.taken_integrations.unique(&format!("Knowledge base {count}"), " ");
        self.notes.add(
            Topic::Missing,
            &name,
            "its articles are not in the export: write some, with the phrases that find them",
        );
        self.ids.knowledge_bases.insert(name.clone(), id.to_owned());
        self.knowledge_bases.push((id.to_owned(), name.clone()));
        name
    }
}

/// The name that something has, or another where it has none.
fn named<'o>(item: &'o Object, otherwise: &'static str) -> &'o str {
    item.text("name").map(str::trim).filter(|name| !name.is_empty()).unwrap_or(otherwise)
}
