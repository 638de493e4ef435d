//! Dialogs.

use super::fields::{Fields, list};
use super::{Loader, rules};
use crate::bot::{Dialog, DialogKind};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Text;
use crate::yaml::{Entry, Node};

const KINDS: [&str; 6] = [
    "dialog",
    "fallback_dialog",
    "disambiguation_dialog",
    "auto_escalation_dialog",
    "survey_dialog",
    "file_upload_dialog",
];

impl Loader<'_> {
    pub(super) fn load_dialog(&mut self, node: &Node) -> Option<Dialog> {
        let mut fields = self.fields(node, "a dialog")?;
        let (key, entry) = self.kind_entry(&mut fields, &KINDS, "a dialog")?;
        let name = self.name(&entry.value, "a dialog's name");
        let enabled = fields.value("enabled").and_then(|node| self.boolean(node, "`enabled`"));
        let description = fields.value("description").and_then(|node| self.text(node, "`description`"));
        let domain = fields.value("domain").and_then(|node| self.text(node, "`domain`"));
        let kind = self.dialog_kind(key, &mut fields);
        let mut interactions = Vec::new();
        match fields.value("interactions") {
            Some(node) => {
                let items = self.items(node, "`interactions`");
                for item in items {
                    let interaction = self.load_interaction(item);
                    self.note_lost(&interaction, item);
                    interactions.extend(interaction);
                }
            }
            None => self.missing(&fields, "interactions", "A dialog is a list of interactions."),
        }
        self.finish(fields);
        let kind_span = entry.key.span();
        Some(Dialog { kind, kind_span, name: name?, enabled, description, domain, interactions })
    }

    fn dialog_kind(&mut self, key: &str, fields: &mut Fields<'_>) -> DialogKind {
        match key {
            "fallback_dialog" => DialogKind::Fallback,
            "disambiguation_dialog" => DialogKind::Disambiguation {
                match_threshold: fields
                    .value("match_threshold")
                    .and_then(|node| self.text(node, "`match_threshold`")),
                domains: fields.value("domains").map_or_else(Vec::new, |node| self.texts(node, "a domain")),
            },
            "auto_escalation_dialog" => DialogKind::AutoEscalation {
                threshold: fields.value("threshold").and_then(|node| self.count(node, "`threshold`")),
                skill: fields.value("skill").and_then(|node| self.text(node, "`skill`")),
            },
            "survey_dialog" => DialogKind::Survey,
            "file_upload_dialog" => DialogKind::FileUpload,
            _ => DialogKind::Standard,
        }
    }

    /// The kind of an item and the entry whose key names it: the first key. A kind in a later place, and
    /// one that is plainly misspelt, is reported and used, so that the rest of the item is still checked.
    pub(super) fn kind_entry<'n>(
        &mut self,
        fields: &mut Fields<'n>,
        kinds: &[&'static str],
        what: &'static str,
    ) -> Option<(&'static str, &'n Entry)> {
        let Some(first) = fields.first() else {
            self.report(
                Diagnostic::new(&rules::MISSING_KEY, fields.span, format!("{what} has no kind"))
                    .label("nothing is written here")
                    .help(format!("Its first key is its kind. Kinds: {}.", list(kinds))),
            );
            return None;
        };
        if let Some(kind) = kinds.iter().copied().find(|kind| *kind == first.key.as_str()) {
            return fields.take(kind).map(|entry| (kind, entry));
        }
        let later = fields.entries().iter().find_map(|entry| {
            let kind = kinds.iter().copied().find(|kind| *kind == entry.key.as_str())?;
            Some((kind, entry.key.span()))
        });
        if let Some((kind, span)) = later {
            self.report(
                Diagnostic::new(
                    &rules::MISPLACED_KEY,
                    span,
                    format!("`{kind}` must be the first key of {what}"),
                )
                .label("the kind stands first")
                .also(first.key.span(), "this comes before it")
                .help("A reader sees what an item is by its first key; move the kind to the top."),
            );
            return fields.take(kind).map(|entry| (kind, entry));
        }
        let meant = self.unknown_kind(&first.key, kinds, what)?;
        fields.ignore(&first.key);
        Some((meant, first))
    }

    /// Reports a kind that does not exist; says which one is plainly meant.
    fn unknown_kind(
        &mut self,
        key: &Text,
        kinds: &[&'static str],
        what: &'static str,
    ) -> Option<&'static str> {
        let message = format!("{what} cannot be of the kind `{key}`");
        let diagnostic = Diagnostic::new(&rules::UNKNOWN_KIND, key.span(), message);
        let meant = nearest(key.as_str(), kinds.iter().copied());
        self.report(match meant {
            Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")).help(format!(
                "The first key of {what} is its kind; without a known one nothing would be played."
            )),
            None => diagnostic
                .label("not a kind")
                .help(format!("The first key of {what} is its kind, one of {}.", list(kinds))),
        });
        kinds.iter().copied().find(|kind| Some(*kind) == meant)
    }
}
