//! Dialogs and their interactions (export spec 3 to 5).

use serde_json::{Map, Value, json};

use super::super::fields::{Fields, Object};
use super::super::note::Topic;
use super::chain::chain;
use super::content::{Class, Content};
use super::{Importer, layout, slug};

/// The longest wait before an interaction that our format takes, in milliseconds (spec 5.1).
const LONGEST_DELAY: u64 = 10_000;

impl<'e> Importer<'e> {
    pub(super) fn dialog(&mut self, item: &'e Object) -> layout::Dialog {
        let id = item.text("id").unwrap_or("");
        let name = self.name_of(item);
        let chain = chain(self.members.remove(id).unwrap_or_default());
        if let Some(fault) = chain.fault {
            self.notes.add(Topic::Fault, &name, format!("{fault}: all are kept, in the likeliest order"));
        }
        let mut head = Map::new();
        head.insert(self.dialog_kind(item, &name).to_owned(), json!(name));
        if item.text("status").is_some_and(|status| status.starts_with("DISABLED") || status == "INACTIVE") {
            head.insert("enabled".to_owned(), json!(false));
        }
        if let Some(text) = item.text("description") {
            head.insert("description".to_owned(), json!(text));
        }
        if let Some(domain) = item.text("domainId").and_then(|id| self.domains.get(id)) {
            head.insert("domain".to_owned(), json!(domain));
        }
        let interactions = chain.members.into_iter().map(|member| self.interaction(member)).collect();
        layout::Dialog { name, head, interactions }
    }

    /// Interactions of no dialog, as a dialog of their own: nothing starts it, but jumps may lead there.
    pub(super) fn stray_interactions(&mut self) -> Option<layout::Dialog> {
        let members = self.members.remove("")?;
        let mut name = "Without a dialog".to_owned();
        while self.ids.dialogs.contains_key(&name) {
            name.push('_');
        }
        self.notes.add(Topic::Fault, &name, "these interactions belong to no dialog of the export");
        let interactions =
            chain(members).members.into_iter().map(|member| self.interaction(member)).collect();
        let head = Map::from_iter([("dialog".to_owned(), json!(name))]);
        Some(layout::Dialog { name, head, interactions })
    }

    fn dialog_kind(&mut self, item: &Object, name: &str) -> &'static str {
        let kind = item.text("dialogType").unwrap_or("DIALOG");
        match kind {
            "DIALOG" => return "dialog",
            "FALLBACK_DIALOG" => return "fallback_dialog",
            "SURVEY_DIALOG" => return "survey_dialog",
            _ => {}
        }
        let guessed = match kind {
            kind if kind.contains("DISAMB") => "disambiguation_dialog",
            kind if kind.contains("ESCALATION") => "auto_escalation_dialog",
            kind if kind.contains("UPLOAD") || kind.contains("FILE") => "file_upload_dialog",
            _ => "dialog",
        };
        let text =
            format!("no export with a dialog of the type `{kind}` is known: it is taken for `{guessed}`");
        self.notes.add(Topic::Guess, name, text);
        guessed
    }

    fn interaction(&mut self, item: &'e Object) -> Value {
        let name = self.name_of(item);
        let Content { class, kind, value, keys } = self.content(item, &name);
        let flow = self.flow(item, &name, class);
        let mut made = Map::new();
        made.insert(kind.to_owned(), value);
        made.insert("name".to_owned(), json!(name));
        if let Some(comment) = item.object("comment").and_then(|comment| comment.text("content")) {
            made.insert("comment".to_owned(), json!(comment));
        }
        if matches!(item.text("status"), Some("INACTIVE" | "DISABLED")) {
            made.insert("enabled".to_owned(), json!(false));
        }
        self.delay(item, &name, class, &mut made);
        made.extend(keys);
        if let Some(fallback) = self.fallback(item, &name, class) {
            made.insert("fallback".to_owned(), json!(fallback));
        }
        if !flow.rules.is_empty() {
            made.insert("rules".to_owned(), Value::Array(flow.rules));
        }
        if let Some(next) = flow.next {
            made.insert("next".to_owned(), json!(next));
        }
        self.code(item, &name, class, &mut made);
        Value::Object(made)
    }

    /// The delay, which the export has as a text of digits or as a number.
    fn delay(&mut self, item: &Object, name: &str, class: Class, made: &mut Map<String, Value>) {
        let Some(written) = item.get("interactionDelay") else { return };
        let millis = written.as_u64().or_else(|| written.as_str().and_then(|text| text.trim().parse().ok()));
        match millis {
            Some(0) => {}
            _ if class == Class::Starter => {
                self.notes.add(Topic::LeftOut, name, "a starter sends nothing, so its delay is left out");
            }
            Some(millis) => {
                let most = millis.min(LONGEST_DELAY);
                if most < millis {
                    let text = format!(
                        "its delay of {millis} ms is longer than the platform waits: it is {most} ms here"
                    );
                    self.notes.add(Topic::Fault, name, text);
                }
                made.insert("delay".to_owned(), json!(format!("{most}ms")));
            }
            None => self.notes.add(Topic::Fault, name, "its delay is no number and is left out"),
        }
    }

    /// A Fallback Response: which key holds it is not known, but its name will say so (export spec 8).
    fn fallback(&mut self, item: &Object, name: &str, class: Class) -> Option<String> {
        let takes_one =
            matches!(class, Class::Question | Class::MultipleChoice | Class::Upload | Class::Call);
        let tile = super::super::fields::tile(item);
        let found =
            std::iter::once(item).chain(tile).find_map(|of| super::upload::by_word(of, &["fallback"]))?;
        if !takes_one {
            return None;
        }
        self.notes.add(Topic::Guess, name, "a text whose key says so is taken for its Fallback Response");
        Some(found)
    }

    fn code(&mut self, item: &Object, name: &str, class: Class, made: &mut Map<String, Value>) {
        for (theirs, ours) in [
            ("preProcessMessage", "pre_process"),
            ("postProcessMessage", "post_process"),
            ("processUserResponse", "process_user_response"),
        ] {
            let Some(code) = item.text(theirs).filter(|code| !code.trim().is_empty()) else { continue };
            if ours == "process_user_response" && !matches!(class, Class::Question | Class::MultipleChoice) {
                let text = "it has Process User Response code, and waits for no answer: the code is left out";
                self.notes.add(Topic::Fault, name, text);
                continue;
            }
            let code = self.files.text(&format!("code/{}.{ours}", slug(name)), "js", code);
            made.insert(ours.to_owned(), code);
        }
    }
}
