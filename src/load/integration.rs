//! Integrations.

use super::Loader;
use super::fields::Fields;
use crate::bot::{
    DataField, HttpDefinition, Integration, IntegrationKind, MinConfidence, Pair, SearchMode, SendFile,
};
use crate::source::{Span, Spanned, Text};
use crate::text::{Reference, Template};
use crate::yaml::{Node, Value};

const KINDS: [&str; 6] = ["api", "file", "knowledge", "agent_escalation", "function", "email"];
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

impl Loader<'_> {
    pub(super) fn load_integration(&mut self, node: &Node) -> Option<Integration> {
        let mut fields = self.fields(node, "an integration")?;
        let (key, entry) = self.kind_entry(&mut fields, &KINDS, "an integration")?;
        let name = self.name(&entry.value, "an integration's name");
        let kind = self.load_integration_kind(key, &mut fields);
        let response_variable = self.optional(&mut fields, "response_variable");
        let transform_result =
            fields.value("transform_result").and_then(|node| self.load_code(node, "`transform_result`"));
        let data_fields = fields.value("fields").map_or_else(Vec::new, |node| {
            let pairs = self.load_pairs(node, "`fields`");
            pairs.iter().for_each(|pair| self.check_data_field(&pair.value));
            pairs.into_iter().map(|pair| DataField { name: pair.key, path: pair.value }).collect()
        });
        if key == "agent_escalation"
            && let Some(node) = fields.value("mock")
        {
            let help = "A transfer calls nothing. Write what becomes of it at the top level: \
                        `skills: { \"4711\": no_answer }`.";
            self.invalid(node.span, "an agent_escalation has no mocks", help);
        }
        let mocks = fields.value("mock").map_or_else(Vec::new, |node| match kind.http() {
            Some(_) => self.load_mocks(node),
            None => self.load_mocks_without_http(node, without_http(key)),
        });
        self.finish(fields);
        Some(Integration {
            kind,
            kind_span: entry.key.span(),
            name: name?,
            response_variable,
            transform_result,
            fields: data_fields,
            mocks,
        })
    }

    fn load_integration_kind(&mut self, key: &str, fields: &mut Fields<'_>) -> IntegrationKind {
        match key {
            "api" => IntegrationKind::Api(self.load_http(fields)),
            "file" => {
                let send = self.load_send(fields);
                let http = self.load_http(fields);
                if let Some(body) = &http.body {
                    let help = "The consumer's file is what is sent. Take `body` out; what else the service \
                                needs can go into `params` or `headers`.";
                    self.invalid(body.span(), "a File integration has no other body than the file", help);
                }
                IntegrationKind::File(http, send)
            }
            "knowledge" => IntegrationKind::Knowledge {
                knowledge_base: self.required(
                    fields,
                    "knowledge_base",
                    "Write the name of what is searched.",
                ),
                mode: fields.value("mode").and_then(|node| self.word(node, "`mode`", &SearchMode::ALL)),
                threshold: fields
                    .value("threshold")
                    .and_then(|node| self.word(node, "`threshold`", &MinConfidence::ALL)),
                phrase: self.optional(fields, "phrase"),
                max_results: fields
                    .value("max_results")
                    .and_then(|node| self.count_up_to(node, "`max_results`", 5)),
            },
            "agent_escalation" => IntegrationKind::AgentEscalation {
                message: self.optional(fields, "message").unwrap_or_else(|| default_message(fields.span)),
                skill: self.optional(fields, "skill"),
                agent: self.optional(fields, "agent"),
                transfer_context: self.flag(fields, "transfer_context"),
            },
            "function" => IntegrationKind::Function {
                function: self.optional(fields, "function_name"),
                headers: self.pairs(fields, "headers", "`headers`"),
                payload: self.optional(fields, "payload"),
            },
            _ => IntegrationKind::Email {
                to: self.required(fields, "to", "Without an address the mail reaches nobody."),
                reply_to: self.optional(fields, "reply_to"),
                subject: self.optional(fields, "subject"),
                body: self.optional(fields, "body"),
                html: self.flag(fields, "html"),
            },
        }
    }

    /// A text without which the kind makes no sense; reported and empty where it is not there.
    fn required(&mut self, fields: &mut Fields<'_>, key: &'static str, why: &str) -> Text {
        let Some(node) = fields.value(key) else {
            self.missing(fields, key, why);
            return Text::new("", fields.span, fields.span.start);
        };
        let text = self.name(node, format_args!("`{key}`"));
        text.unwrap_or_else(|| Text::new("", node.span, node.span.start))
    }

    /// The request. What cannot be read of it is reported and replaced, so that the integration's name
    /// is known all the same; with an error the bot is not played.
    fn load_http(&mut self, fields: &mut Fields<'_>) -> HttpDefinition {
        let method = fields.value("method");
        let url = fields.value("url");
        let params = self.pairs(fields, "params", "`params`");
        let headers = self.pairs(fields, "headers", "`headers`");
        let body = self.optional(fields, "body");
        let timeout = fields.value("timeout").and_then(|node| self.duration(node, "`timeout`"));
        if method.is_none() {
            self.missing(fields, "method", "Write the HTTP verb, e.g. `method: GET`.");
        }
        if url.is_none() {
            self.missing(fields, "url", "Write where the call goes, e.g. `url: https://api.example.com/v1`.");
        }
        let method = method.and_then(|node| self.load_method(node));
        let url = url.and_then(|node| self.name(node, "`url`"));
        if let Some(url) = &url {
            self.check_url(url);
        }
        let place = fields.span;
        HttpDefinition {
            method: method.unwrap_or(Spanned::new(METHODS[0], place)),
            url: url.unwrap_or_else(|| Text::new("", place, place.start)),
            params,
            headers,
            body,
            timeout,
        }
    }

    /// An HTTP verb in capitals.
    pub(super) fn load_method(&mut self, node: &Node) -> Option<Spanned<&'static str>> {
        self.plain_word(node, "`method`", &METHODS)
    }

    /// A data field reads a place of a stored answer; anything else would never be set.
    fn check_data_field(&mut self, path: &Text) {
        let template = Template::parse(path.as_str().trim());
        let reads =
            template.references().any(|(reference, _)| matches!(reference, Reference::JsonPath { .. }));
        // A malformed reference has a rule of its own.
        if !reads && template.problems().is_empty() {
            let help = "Write the place in the answer as a reference, e.g. `{$.api_score.value}`.";
            self.invalid(path.span(), "this data field reads nothing", help);
        }
    }

    /// A URL that starts with a reference is known only at run time; any other must be http(s).
    fn check_url(&mut self, url: &Text) {
        let text = url.as_str().trim_start();
        let is_http = text.starts_with("http://") || text.starts_with("https://");
        if !is_http && !text.starts_with("{$") && !text.starts_with("${") {
            let help = "The platform calls http and https only. Write the whole address, or start it with a \
                        reference such as `{$env.host}`.";
            self.invalid(url.span(), format!("`{text}` is not an http or https address"), help);
        }
    }

    fn load_send(&mut self, fields: &mut Fields<'_>) -> SendFile {
        let Some(node) = fields.value("send") else { return SendFile::Stream };
        if let Value::Mapping(_) = node.value {
            let Some(mut fields) = self.fields(node, "`send`") else { return SendFile::Stream };
            let field = fields.value("multipart").and_then(|node| self.name(node, "`multipart`"));
            if field.is_none() {
                self.missing(&fields, "multipart", "Write `send: { multipart: FIELD }`.");
            }
            self.finish(fields);
            return field.map_or(SendFile::Stream, SendFile::Multipart);
        }
        self.plain_word(node, "`send`", &["stream"]);
        SendFile::Stream
    }

    pub(super) fn pairs(
        &mut self,
        fields: &mut Fields<'_>,
        key: &'static str,
        what: &'static str,
    ) -> Vec<Pair> {
        fields.value(key).map_or_else(Vec::new, |node| self.load_pairs(node, what))
    }
}

/// What the platform says before a transfer where the author says nothing (spec 8.3).
const TRANSFER_MESSAGE: &str = "Transferring to an agent…";

/// The platform's message before a transfer, in the place of one that is not written.
pub(super) fn default_message(place: Span) -> Text {
    Text::new(TRANSFER_MESSAGE, place, place.start)
}

/// What a kind of integration that is no HTTP call does, for messages.
fn without_http(kind: &str) -> &'static str {
    match kind {
        "knowledge" => "a search",
        "function" => "a function",
        "email" => "a mail",
        _ => "a transfer",
    }
}
