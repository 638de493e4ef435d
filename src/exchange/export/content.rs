//! What an interaction shows or calls, as the vendor writes it (export spec 6).

use serde_json::{Map, Value, json};

use super::super::note::Topic;
use super::Maker;
use crate::bot::{
    AnswerLayout, Button, ButtonAction, ChoiceDisplay, FileUpload, Interaction, InteractionKind, Knowledge,
    LinkTarget, ListStyle, MinConfidence, Tile, Transfer, UniversalContent,
};
use crate::source::Text;

/// The word for "send nothing".
const BLANK: &str = "BLANK_MESSAGE";

/// An interaction's type and content.
pub(super) struct Content {
    pub(super) kind: &'static str,
    pub(super) content: Value,
    /// Keys of the interaction itself.
    pub(super) keys: Map<String, Value>,
    /// Whether the vendor writes the legacy keys of questions and calls.
    pub(super) has_responses: bool,
}

impl Maker<'_> {
    pub(super) fn content(&mut self, item: &Interaction, name: &str) -> Content {
        match &item.kind {
            InteractionKind::DialogStarter(starter) => {
                let mut made = tiled("DIALOG_STARTER", Map::new());
                if !starter.patterns.is_empty() {
                    let patterns: Vec<&str> = starter.patterns.iter().map(Text::as_str).collect();
                    made.keys.insert("pattern".to_owned(), json!(patterns));
                }
                if let Some(intent) = &starter.intent {
                    made.keys.insert("intentId".to_owned(), json!(self.intent_id(intent.as_str())));
                }
                if !starter.exclude.is_empty() {
                    let text = "how the platform writes Exclude Keywords of a starter is not known: they are left out";
                    self.notes.add(Topic::LeftOut, name, text);
                }
                made
            }
            InteractionKind::Text(text) => tiled("TEXT", said(text)),
            InteractionKind::Image(url) => tiled("IMAGE", keys([("url", json!(url.as_str()))])),
            InteractionKind::TextQuestion(text) => asked("TEXT_QUESTION", said(text)),
            InteractionKind::MultipleChoice(question) => {
                let choices: Vec<&str> = question.choices.iter().map(Text::as_str).collect();
                let is_chips =
                    question.display.is_some_and(|display| display.value == ChoiceDisplay::QuickReply);
                let has_letters = question.list_style.is_some_and(|style| style.value == ListStyle::Letters);
                if is_chips || has_letters || question.indentation.is_some() {
                    let text =
                        "how the platform writes the display and the list style of choices is partly a guess";
                    self.notes.add(Topic::Guess, name, text);
                }
                let mut td = said(&question.text);
                td.insert(
                    "multipleChoice".to_owned(),
                    json!({
                        "multipleChoices": choices,
                        "displayChoice": if is_chips { "QUICK_REPLY" } else { "BUTTON" },
                        "textStyle": if has_letters { "LETTERS" } else { "NUMBERS" },
                    }),
                );
                td.extend(question.choices_per_row.map(|count| per_row(count.value)));
                asked("MULTIPLE_CHOICE_QUESTION", td)
            }
            InteractionKind::QuickReply { text, replies, choices_per_row } => {
                let mut chips = Vec::new();
                for reply in replies {
                    if reply.image.is_some() || reply.metadata.is_some() {
                        let text = "how the platform writes images and metadata of quick replies is not known: they are left out";
                        self.notes.add(Topic::LeftOut, name, text);
                    }
                    let payload = reply.payload.as_ref().unwrap_or(&reply.title);
                    chips.push(
                        json!({ "type": "text", "title": reply.title.as_str(), "payload": payload.as_str() }),
                    );
                }
                let mut td = said(text);
                td.extend([per_row(choices_per_row.map_or(8, |count| count.value))]);
                let mut made = asked("QUICK_REPLY", td);
                made.keys.insert("quickReplies".to_owned(), Value::Array(chips));
                made
            }
            InteractionKind::ButtonQuestion { text, buttons } => {
                let mut td = said(text);
                td.insert("buttons".to_owned(), self.buttons(buttons, name));
                asked("BUTTON", td)
            }
            InteractionKind::StructuredQuestion(question) => {
                if question.subtitle.is_some() {
                    let text = "no export with a subtitle above the tiles is known: it is left out";
                    self.notes.add(Topic::LeftOut, name, text);
                }
                let mut tiles: Vec<Value> = question.tiles.iter().map(|tile| self.tile(tile, name)).collect();
                if let Some(Value::Object(first)) = tiles.first_mut()
                    && question.title.as_str() != BLANK
                {
                    let text = "no export with a title above the tiles is known: the title is written as the text of the first tile, which is a guess";
                    self.notes.add(Topic::Guess, name, text);
                    first.insert("text".to_owned(), json!(question.title.as_str()));
                }
                Content { has_responses: true, ..with_tiles("STRUCTURED", tiles) }
            }
            InteractionKind::Universal(universal) => {
                let json = match &universal.content {
                    UniversalContent::Json(code) => code.text().as_str().to_owned(),
                    UniversalContent::Value(json) => json.value.to_string(),
                };
                asked("UNIVERSAL", keys([("universalWidget", json!({ "leMessageJson": json }))]))
            }
            InteractionKind::Integration(integration) => {
                let id = self.integration_id(integration.as_str());
                let content = json!({ "contentType": "DYNAMIC", "responderName": integration.as_str(), "responderId": id });
                Content { kind: "API_INTEGRATION", content, keys: Map::new(), has_responses: true }
            }
            InteractionKind::AgentTransfer(transfer) => self.transfer(transfer, name),
            InteractionKind::Knowledge(knowledge) => self.knowledge(knowledge, name),
            InteractionKind::FileUpload(upload) => self.upload(upload, name),
            InteractionKind::DynamicRouting(routing) => {
                let mut td = said(&routing.escalation_message);
                td.insert("orchestratorWidget".to_owned(), json!({}));
                tiled("ORCHESTRATOR", td)
            }
            other => self.unknown(other, name),
        }
    }

    fn buttons(&mut self, buttons: &[Button], name: &str) -> Value {
        buttons.iter().map(|button| self.button(button, name)).collect()
    }

    fn button(&mut self, button: &Button, name: &str) -> Value {
        if button.metadata.is_some() {
            self.notes.add(
                Topic::LeftOut,
                name,
                "how the platform writes metadata of buttons is not known: it is left out",
            );
        }
        let label = button.label.as_str();
        match &button.action {
            ButtonAction::Postback(callback) => {
                let callback = callback.as_ref().map_or(label, |callback| callback.as_str());
                json!({ "name": label, "type": "postback", "callback": callback })
            }
            ButtonAction::WebUrl { url, target } => {
                let target = match target.map(|target| target.value) {
                    None | Some(LinkTarget::New) => "blank",
                    Some(LinkTarget::Current) => "self",
                    Some(LinkTarget::Slideout) => "slideout",
                };
                json!({ "name": label, "type": "web_url", "callback": url.as_str(), "target": target })
            }
        }
    }

    fn tile(&mut self, tile: &Tile, name: &str) -> Value {
        let mut td = keys([("title", json!(tile.title.as_str()))]);
        for (key, text) in [("subTitle", &tile.subtitle), ("image", &tile.image), ("itemUrl", &tile.url)] {
            td.extend(text.as_ref().map(|text| (key.to_owned(), json!(text.as_str()))));
        }
        td.insert("buttons".to_owned(), self.buttons(&tile.buttons, name));
        td.insert("quickReplyList".to_owned(), json!([]));
        Value::Object(td)
    }

    fn transfer(&mut self, transfer: &Transfer, name: &str) -> Content {
        if transfer.agent.is_some() {
            self.notes.add(
                Topic::LeftOut,
                name,
                "which key holds the id of an agent is not known: it is left out",
            );
        }
        let context = transfer.transfer_context.is_some_and(|on| on.value);
        let mut escalation = Map::new();
        escalation
            .extend(transfer.skill.as_ref().map(|skill| ("agentSkillId".to_owned(), json!(skill.as_str()))));
        escalation.insert("tangoContextEnabled".to_owned(), json!(context));
        let mut td = said(&transfer.message);
        td.insert("escalation".to_owned(), Value::Object(escalation));
        dynamic("ESCALATION", td)
    }

    fn knowledge(&mut self, knowledge: &Knowledge, name: &str) -> Content {
        let (auto, carousel) = match knowledge.layout.map_or(AnswerLayout::Rich, |layout| layout.value) {
            AnswerLayout::Rich => (true, true),
            AnswerLayout::Plain => (true, false),
            AnswerLayout::None => (false, false),
        };
        let mut widget = keys([
            ("kbId", json!(self.knowledge_base_id(knowledge.knowledge_base.as_str()))),
            ("threshold", json!(threshold(knowledge.min_confidence.map(|least| least.value)))),
            ("mode", json!("intents")),
            ("noOfArticlesToShow", json!(knowledge.max_answers.map_or(1, |most| most.value))),
            ("autoRender", json!(auto)),
            ("renderCarousel", json!(carousel)),
            ("contentUrlButtonEnabled", json!(knowledge.link_text.is_some())),
            ("feedbackQuestionEnabled", json!(false)),
        ]);
        if let Some(text) = &knowledge.not_found {
            self.notes.add(Topic::Guess, name, "which key holds Message When Results Not Found is a guess");
            widget.insert("resultsNotFoundMessage".to_owned(), json!(text.as_str()));
        }
        if knowledge.link_text.is_some() || knowledge.image.is_some() {
            let text = "how the platform writes the text of the link and the picture is not known: they are left out";
            self.notes.add(Topic::LeftOut, name, text);
        }
        let variable = knowledge.response_variable.as_ref().map_or("kb_search", |variable| variable.as_str());
        widget.insert("responseDataVariable".to_owned(), json!(variable));
        dynamic("KB_FAQ", keys([("faqTileWidget", Value::Object(widget))]))
    }

    /// No export with a File Upload is known; the importer understands what is written here.
    fn upload(&mut self, upload: &FileUpload, name: &str) -> Content {
        let text = "how the platform writes a File Upload is not known: its type and settings are a guess, set it up again in Conversation Builder";
        self.notes.add(Topic::Guess, name, text);
        let accept: Vec<&str> = upload.accept.iter().map(Text::as_str).collect();
        let mut settings = keys([("acceptedFileTypes", json!(accept))]);
        for (key, message) in [
            ("inProgressMessage", &upload.in_progress),
            ("successMessage", &upload.success),
            ("failureMessage", &upload.failure),
            ("validationFailureMessage", &upload.validation_failure),
        ] {
            settings.extend(message.as_ref().map(|text| (key.to_owned(), json!(text.as_str()))));
        }
        let mut td = said(&upload.text);
        td.insert("fileUploadWidget".to_owned(), Value::Object(settings));
        asked("FILE_UPLOAD", td)
    }

    /// Kinds of which no export is known: their type and their text, which is all that can be guessed.
    fn unknown(&mut self, kind: &InteractionKind, name: &str) -> Content {
        let (theirs, text) = match kind {
            InteractionKind::RichLink(link) => ("APPLE_RICHLINK", &link.title),
            InteractionKind::PrivateMessage(text) => ("PRIVATE_MESSAGE", text),
            InteractionKind::Audio(url) => ("AUDIO", url),
            InteractionKind::Video(url) => ("VIDEO", url),
            InteractionKind::ListPicker(picker) => ("LIST_PICKER", &picker.title),
            InteractionKind::TimePicker(picker) => ("TIME_PICKER", &picker.title),
            InteractionKind::Disambiguation(question) => ("DISAMBIGUATION", &question.text),
            _ => return tiled("TEXT", Map::new()),
        };
        let told = format!(
            "how the platform writes the kind `{}` is not known: its type and its text are a guess, all else is left out; set it up again in Conversation Builder",
            kind.key()
        );
        self.notes.add(Topic::Guess, name, told);
        tiled(theirs, said(text))
    }
}

/// How the vendor writes the least confidence of an answer.
pub(super) fn threshold(least: Option<MinConfidence>) -> &'static str {
    match least {
        Some(MinConfidence::VeryGood) => "vg",
        Some(MinConfidence::FairPlus) => "fp",
        Some(MinConfidence::Good) | None => "g",
    }
}

fn keys<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn said(text: &Text) -> Map<String, Value> {
    keys([("text", json!(text.as_str()))])
}

fn per_row(count: u32) -> (String, Value) {
    ("quickReplyWidget".to_owned(), json!({ "choicesPerRow": count }))
}

fn tiled(kind: &'static str, mut td: Map<String, Value>) -> Content {
    td.entry("buttons").or_insert(json!([]));
    td.insert("quickReplyList".to_owned(), json!([]));
    with_tiles(kind, vec![Value::Object(td)])
}

fn with_tiles(kind: &'static str, tiles: Vec<Value>) -> Content {
    let results = json!({ "type": kind, "tile": { "tileData": tiles } });
    let content = json!({ "contentType": "STATIC", "results": results });
    Content { kind, content, keys: Map::new(), has_responses: false }
}

fn asked(kind: &'static str, td: Map<String, Value>) -> Content {
    Content { has_responses: true, ..tiled(kind, td) }
}

fn dynamic(kind: &'static str, td: Map<String, Value>) -> Content {
    let mut made = tiled(kind, td);
    made.content["contentType"] = json!("DYNAMIC");
    made
}
