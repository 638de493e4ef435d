//! What an interaction shows or calls, by its type (export spec 6).

use serde_json::{Map, Value, json};

use super::super::fields::{Fields, Object, tile, tiles};
use super::super::note::Topic;
use super::Importer;
use super::upload;

/// The word for "send nothing".
pub(super) const BLANK: &str = "BLANK_MESSAGE";

/// What a type of interaction may have besides its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// What triggers the dialog.
    Starter,
    /// It goes on by itself.
    Statement,
    /// It waits for the consumer.
    Question,
    /// A multiple choice question, whose rules may name its choices.
    MultipleChoice,
    /// It waits for a file.
    Upload,
    /// A call that succeeds or fails.
    Call,
    /// A search that finds something or not.
    Search,
    /// It hands over.
    Routing,
}

/// An interaction's kind with its value, and the keys that only this kind has.
pub(super) struct Content {
    pub(super) class: Class,
    pub(super) kind: &'static str,
    pub(super) value: Value,
    pub(super) keys: Map<String, Value>,
}

impl Content {
    pub(super) fn new(class: Class, kind: &'static str, value: impl Into<Value>) -> Self {
        Self { class, kind, value: value.into(), keys: Map::new() }
    }

    /// Adds a key, where there is a value for it.
    pub(super) fn with(mut self, key: &str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value {
            self.keys.insert(key.to_owned(), value.into());
        }
        self
    }
}

impl Importer<'_> {
    pub(super) fn content(&mut self, item: &Object, name: &str) -> Content {
        let empty = Object::new();
        let td = tile(item).unwrap_or(&empty);
        match item.text("interactionType").unwrap_or("") {
            "DIALOG_STARTER" => self.starter(item),
            "TEXT" => Content::new(Class::Statement, "text", self.said(td, name)),
            "IMAGE" => self.image(td, name),
            "PRIVATE_MESSAGE" => Content::new(Class::Statement, "private_message", self.said(td, name)),
            "TEXT_QUESTION" => Content::new(Class::Question, "text_question", self.said(td, name)),
            "MULTIPLE_CHOICE_QUESTION" => self.multiple_choice(td, name),
            "QUICK_REPLY" => self.quick_reply(item, td, name),
            "BUTTON" => self.buttons_question(td, name),
            "STRUCTURED" => self.structured(item, name),
            "UNIVERSAL" => self.universal(item, td, name),
            "API_INTEGRATION" => self.call(item, name),
            "ESCALATION" => self.transfer(td, name),
            "KB_FAQ" => self.search(td, name),
            "ORCHESTRATOR" => Content::new(Class::Routing, "dynamic_routing", self.said_or_blank(td)),
            kind if upload::is_upload(kind, td) => self.upload(td, name),
            kind => self.unknown(kind, item, td, name),
        }
    }

    fn starter(&mut self, item: &Object) -> Content {
        let mut keys = Map::new();
        let patterns: Vec<&str> = item.texts("pattern").filter(|pattern| !pattern.is_empty()).collect();
        if !patterns.is_empty() {
            keys.insert("patterns".to_owned(), json!(patterns));
        }
        if let Some(id) = item.text("intentId") {
            keys.insert("intent".to_owned(), json!(self.intent(id)));
        }
        Content::new(Class::Starter, "dialog_starter", keys)
    }

    /// The text of a tile; one that was never filled in sends nothing.
    fn said(&mut self, td: &Object, name: &str) -> String {
        if td.text("text").is_none() {
            let text = "its text was never filled in, so it says nothing: it is `BLANK_MESSAGE` here";
            self.notes.add(Topic::Fault, name, text);
        }
        self.said_or_blank(td)
    }

    fn said_or_blank(&self, td: &Object) -> String {
        td.text("text").unwrap_or(BLANK).to_owned()
    }

    fn image(&mut self, td: &Object, name: &str) -> Content {
        match td.text("url") {
            Some(url) => Content::new(Class::Statement, "image", url),
            None => {
                self.notes.add(
                    Topic::Fault,
                    name,
                    "the image has no address, so it is a text that says nothing here",
                );
                Content::new(Class::Statement, "text", BLANK)
            }
        }
    }

    fn multiple_choice(&mut self, td: &Object, name: &str) -> Content {
        let empty = Object::new();
        let settings = td.object("multipleChoice").unwrap_or(&empty);
        let choices: Vec<String> = settings
            .texts("multipleChoices")
            .map(|choice| choice.trim().to_owned())
            .filter(|choice| !choice.is_empty())
            .collect();
        if choices.is_empty() {
            self.notes.add(Topic::Fault, name, "the question has no choices, so it is a text question here");
            return Content::new(Class::Question, "text_question", self.said(td, name));
        }
        let display =
            settings.text("displayChoice").filter(|word| word.to_ascii_uppercase().contains("QUICK"));
        let style = settings.text("textStyle").filter(|word| word.to_ascii_uppercase().contains("LETTER"));
        Content::new(Class::MultipleChoice, "multiple_choice", self.said(td, name))
            .with("choices", Some(json!(choices)))
            .with("display", display.map(|_| "quick_reply"))
            .with("choices_per_row", per_row(td))
            .with("list_style", style.map(|_| "letters"))
    }

    fn quick_reply(&mut self, item: &Object, td: &Object, name: &str) -> Content {
        let mut replies = Vec::new();
        for reply in item.objects("quickReplies") {
            let Some(title) = reply.text("title").filter(|title| !title.trim().is_empty()) else { continue };
            if reply.text("type") == Some("location") {
                let text = format!(
                    "the quick reply `{title}` asks for the consumer's location, which messaging does not support: it only says its title here"
                );
                self.notes.add(Topic::Fault, name, text);
            }
            replies.push(match reply.text("payload").filter(|payload| *payload != title) {
                Some(payload) => json!({ "title": title, "payload": payload }),
                None => json!(title),
            });
        }
        if replies.is_empty() {
            self.notes.add(
                Topic::Fault,
                name,
                "the question has no quick replies, so it is a text question here",
            );
            return Content::new(Class::Question, "text_question", self.said(td, name));
        }
        Content::new(Class::Question, "quick_reply", self.said(td, name))
            .with("replies", Some(replies))
            .with("choices_per_row", per_row(td))
    }

    fn buttons_question(&mut self, td: &Object, name: &str) -> Content {
        let buttons = self.buttons(td, name);
        if buttons.is_empty() {
            self.notes.add(Topic::Fault, name, "the question has no buttons, so it is a text question here");
            return Content::new(Class::Question, "text_question", self.said(td, name));
        }
        Content::new(Class::Question, "button_question", self.said(td, name)).with("buttons", Some(buttons))
    }

    fn buttons(&mut self, td: &Object, name: &str) -> Vec<Value> {
        td.objects("buttons").filter_map(|button| self.button(button, name)).collect()
    }

    fn button(&mut self, button: &Object, name: &str) -> Option<Value> {
        let label = button.text("name").filter(|label| !label.trim().is_empty());
        let Some(label) = label else {
            self.notes.add(Topic::Fault, name, "a button without a label is left out: nobody could tap it");
            return None;
        };
        let callback = button.text("callback");
        match button.text("type").unwrap_or("postback") {
            "postback" => Some(match callback.filter(|callback| *callback != label) {
                Some(callback) => json!({ "label": label, "postback": callback }),
                None => json!(label),
            }),
            "web_url" => {
                let target = match button.text("target") {
                    Some("blank") => Some("new"),
                    Some("self") => Some("current"),
                    Some("slideout") => Some("slideout"),
                    _ => None,
                };
                let mut made = Map::new();
                made.insert("label".to_owned(), json!(label));
                made.insert("url".to_owned(), json!(callback.unwrap_or("")));
                if let Some(target) = target {
                    made.insert("target".to_owned(), json!(target));
                }
                Some(Value::Object(made))
            }
            kind => {
                let text = format!(
                    "the button `{label}` has the type `{kind}`, which messaging does not support: it only says its label here"
                );
                self.notes.add(Topic::Fault, name, text);
                Some(json!(label))
            }
        }
    }

    /// The export has no title of the whole question: its tiles say everything.
    fn structured(&mut self, item: &Object, name: &str) -> Content {
        let title = tile(item).and_then(|td| td.text("text")).unwrap_or(BLANK).to_owned();
        let mut made = Vec::new();
        for td in tiles(item) {
            let Some(heading) = td.text("title").filter(|title| !title.trim().is_empty()) else {
                self.notes.add(Topic::Fault, name, "a tile without a title is left out");
                continue;
            };
            let mut tile = Map::new();
            tile.insert("title".to_owned(), json!(heading));
            for (key, theirs) in [("subtitle", "subTitle"), ("image", "image"), ("url", "itemUrl")] {
                if let Some(text) = td.text(theirs) {
                    tile.insert(key.to_owned(), json!(text));
                }
            }
            let buttons = self.buttons(td, name);
            if !buttons.is_empty() {
                tile.insert("buttons".to_owned(), json!(buttons));
            }
            made.push(Value::Object(tile));
        }
        if made.is_empty() {
            self.notes.add(Topic::Fault, name, "the question has no tiles, so it is a text question here");
            return Content::new(Class::Question, "text_question", title);
        }
        Content::new(Class::Question, "structured_question", title).with("tiles", Some(made))
    }

    fn universal(&mut self, item: &Object, td: &Object, name: &str) -> Content {
        let waits = item.flag("userInputRequired");
        let class = if waits { Class::Question } else { Class::Statement };
        let json = td.object("universalWidget").and_then(|widget| widget.text("leMessageJson"));
        let Some(json) = json else {
            self.notes.add(Topic::Fault, name, "its JSON was never filled in, so it says nothing here");
            let kind = if waits { "text_question" } else { "text" };
            return Content::new(class, kind, BLANK);
        };
        let value = self.files.text(&format!("content/{}", super::slug(name)), "json", json);
        Content::new(class, "universal", value).with("user_input_required", waits.then_some(true))
    }

    fn call(&mut self, item: &Object, name: &str) -> Content {
        let content = item.object("content");
        let id = content.and_then(|content| content.text("responderId"));
        let said = content.and_then(|content| content.text("responderName"));
        match self.responder(id, said) {
            Some(integration) => Content::new(Class::Call, "integration", integration),
            None => {
                let text = match said {
                    Some(said) => format!(
                        "it calls the integration `{said}`, which the bot does not have: it is a text that says nothing here"
                    ),
                    None => "it calls no integration: it is a text that says nothing here".to_owned(),
                };
                self.notes.add(Topic::Fault, name, text);
                Content::new(Class::Statement, "text", BLANK)
            }
        }
    }

    fn transfer(&mut self, td: &Object, name: &str) -> Content {
        let escalation = td.object("escalation");
        let skill = escalation.and_then(|escalation| escalation.text("agentSkillId"));
        if skill.is_none() {
            self.notes.add(Topic::Fault, name, "the transfer has no skill, so it fails");
        }
        let context = escalation.is_some_and(|escalation| escalation.flag("tangoContextEnabled"));
        Content::new(Class::Call, "agent_transfer", self.said(td, name))
            .with("skill", skill)
            .with("transfer_context", context.then_some(true))
    }

    fn search(&mut self, td: &Object, name: &str) -> Content {
        let empty = Object::new();
        let widget = td.object("faqTileWidget").unwrap_or(&empty);
        let base = self.knowledge_base(widget.text("kbId").unwrap_or(""));
        let layout = match (widget.flag("autoRender"), widget.flag("renderCarousel")) {
            (false, _) => Some("none"),
            (true, false) => Some("plain"),
            (true, true) => None,
        };
        let most =
            widget.get("noOfArticlesToShow").and_then(Value::as_u64).filter(|most| (2..=3).contains(most));
        let variable = widget.text("responseDataVariable").filter(|_| layout == Some("none"));
        let not_found = upload::by_word(widget, &["notfound", "noresult", "not_found"]);
        if not_found.is_some() {
            self.notes.add(
                Topic::Guess,
                name,
                "a text of its settings is taken for Message When Results Not Found",
            );
        }
        Content::new(Class::Search, "knowledge", base)
            .with("not_found", not_found)
            .with("min_confidence", confidence(widget.text("threshold")))
            .with("max_answers", most)
            .with("layout", layout)
            .with("response_variable", variable)
    }

    /// A type that no export has shown so far: its text is kept, and whether it waits is told by its rules.
    fn unknown(&mut self, kind: &str, item: &Object, td: &Object, name: &str) -> Content {
        let asks = kind.contains("QUESTION")
            || kind.contains("PICKER")
            || item.flag("userInputRequired")
            || item.objects("responseMatches").any(|entry| entry.objects("conditions").next().is_some());
        let text = ["text", "title"].iter().find_map(|key| td.text(key)).unwrap_or(BLANK).to_owned();
        let (class, becomes) =
            if asks { (Class::Question, "text_question") } else { (Class::Statement, "text") };
        let shown = if kind.is_empty() { "no type".to_owned() } else { format!("the type `{kind}`") };
        self.notes.add(
            Topic::Guess,
            name,
            format!("it has {shown}, of which no export is known: it is a `{becomes}` here, and its settings are kept for `dialogsim export`"),
        );
        Content::new(class, becomes, text)
    }
}

/// How many choices stand in a row; eight is what the platform writes where nobody chose.
fn per_row(td: &Object) -> Option<u64> {
    let per_row = td.object("quickReplyWidget")?.get("choicesPerRow")?.as_u64()?;
    (per_row > 0 && per_row != 8 && u32::try_from(per_row).is_ok()).then_some(per_row)
}

/// The least confidence of an answer; GOOD is what our format means where nothing is written.
pub(super) fn confidence(threshold: Option<&str>) -> Option<&'static str> {
    match threshold?.to_ascii_lowercase().as_str() {
        "vg" | "very_good" | "very good" => Some("very_good"),
        "fp" | "fair_plus" | "fair plus" => Some("fair_plus"),
        _ => None,
    }
}
