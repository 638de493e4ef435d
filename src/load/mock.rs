//! Mocks: what an integration answers when it is not live.

use super::fields::{Fields, list};
use super::{Format, Loader};
use crate::bot::{BodyMatch, Fault, FileMatch, Mock, MockAnswer, When};
use crate::source::{Spanned, Text};
use crate::text::{JsonPath, RegexMode, RegexRule, TextMatch};
use crate::transcript::{Namespace, holds};
use crate::yaml::{Entry, Node, Value};

/// The keys of a text predicate.
pub(super) const PREDICATES: [&str; 6] = ["contains", "matches", "glob", "any_of", "not", "any"];

impl Loader<'_> {
    pub(super) fn load_mocks(&mut self, node: &Node) -> Vec<Mock> {
        self.items(node, "`mock`").iter().filter_map(|item| self.load_mock(item)).collect()
    }

    /// The mocks of something that is no HTTP call: it has no verb, no address, and sends no file.
    pub(super) fn load_mocks_without_http(&mut self, node: &Node, what: &str) -> Vec<Mock> {
        let mocks = self.load_mocks(node);
        for mock in &mocks {
            let When { method, url, file, .. } = &mock.when;
            let help = "Judge `params`, `headers`, `body` or `call`; what these are is told under \"Mocks\".";
            if let Some(method) = method {
                self.invalid(
                    method.span,
                    format!("{what} has no `method`, so this mock never answers"),
                    help,
                );
            }
            if let Some(url) = url {
                self.invalid(url.span, format!("{what} has no `url`, so this mock never answers"), help);
            }
            if file.is_some() {
                self.invalid(mock.span, format!("{what} sends no `file`, so this mock never answers"), help);
            }
        }
        mocks
    }

    fn load_mock(&mut self, node: &Node) -> Option<Mock> {
        let mut fields = self.fields(node, "a mock")?;
        let when = fields.value("when").map_or_else(When::default, |node| self.load_when(node, "`when`"));
        let times = fields.value("times").and_then(|node| self.count(node, "`times`"));
        let respond = fields.value("respond");
        let fault = fields.take("fault");
        let answer = match (respond, fault) {
            (Some(node), None) => {
                self.load_response(node).map(|response| MockAnswer::Respond(Box::new(response)))
            }
            (None, Some(entry)) => self.word(&entry.value, "`fault`", &Fault::ALL).map(MockAnswer::Fault),
            (None, None) => {
                self.missing(&fields, "respond", "Write `respond: { status: 200 }` or `fault: timeout`.");
                None
            }
            (Some(_), Some(entry)) => {
                let help = "A call either gets an answer or fails before there is one. Make two entries.";
                self.invalid(entry.key.span(), "a mock cannot have both `respond` and `fault`", help);
                None
            }
        };
        self.finish(fields);
        Some(Mock { when, answer: answer?, times, span: node.span })
    }

    /// What a call must be like.
    pub(super) fn load_when(&mut self, node: &Node, what: &'static str) -> When {
        let Some(mut fields) = self.fields(node, what) else { return When::default() };
        let when = When {
            method: fields.value("method").and_then(|node| self.load_method(node)),
            url: fields
                .value("url")
                .and_then(|node| Some(Spanned::new(self.load_text_match(node)?, node.span))),
            params: self.load_matches(&mut fields, "params", "`params`"),
            headers: self.load_matches(&mut fields, "headers", "`headers`"),
            body: fields.value("body").and_then(|node| self.load_body_match(node)),
            file: fields.value("file").and_then(|node| self.load_file_match(node)),
            call: fields.value("call").and_then(|node| self.count(node, "`call`")),
        };
        self.finish(fields);
        when
    }

    fn load_matches(
        &mut self,
        fields: &mut Fields<'_>,
        key: &'static str,
        what: &'static str,
    ) -> Vec<(Text, TextMatch)> {
        let Some(node) = fields.value(key) else { return Vec::new() };
        let Some(pairs) = self.fields(node, what) else { return Vec::new() };
        self.match_pairs(pairs.entries())
    }

    fn match_pairs(&mut self, entries: &[Entry]) -> Vec<(Text, TextMatch)> {
        entries
            .iter()
            .filter_map(|entry| Some((entry.key.clone(), self.load_text_match(&entry.value)?)))
            .collect()
    }

    fn load_body_match(&mut self, node: &Node) -> Option<BodyMatch> {
        if let Value::Mapping(entries) = &node.value
            && let [entry] = entries.as_slice()
            && entry.key.as_str() == "json"
        {
            let paths = self.fields(&entry.value, "`json`")?;
            let pairs = self.match_pairs(paths.entries());
            for (path, _) in &pairs {
                if let Err(problem) = JsonPath::parse(path.as_str()) {
                    let message = format!("`{path}` is no place in a JSON body: {problem}");
                    let help = "Write a path from the body's root, e.g. `\"$.customer.name\"`.";
                    self.invalid(path.part(problem.range), message, help);
                }
            }
            return Some(BodyMatch::Json(pairs));
        }
        self.load_text_match(node).map(BodyMatch::Text)
    }

    fn load_file_match(&mut self, node: &Node) -> Option<FileMatch> {
        let mut fields = self.fields(node, "`file`")?;
        let file = FileMatch {
            name: fields.value("name").and_then(|node| self.load_text_match(node)),
            file_type: fields.value("type").and_then(|node| self.load_text_match(node)),
            size: fields.value("size").and_then(|node| self.size(node, "`size`")),
            caption: fields.value("caption").and_then(|node| self.load_text_match(node)),
        };
        self.finish(fields);
        Some(file)
    }

    /// A predicate on a text: the whole text, or one of [`PREDICATES`].
    pub(super) fn load_text_match(&mut self, node: &Node) -> Option<TextMatch> {
        if let Value::Scalar(scalar) = &node.value {
            return Some(TextMatch::Equals(scalar.text.as_str().to_owned()));
        }
        if !matches!(node.value, Value::Mapping(_)) {
            self.wrong_type(node, "a text or a predicate belongs here");
            return None;
        }
        let mut fields = self.fields(node, "a text predicate")?;
        let found: Vec<&Entry> = PREDICATES.iter().filter_map(|key| fields.take(key)).collect();
        let predicate = match found.as_slice() {
            [entry] => self.load_predicate(entry),
            [] => {
                // Keys that are none of these are reported as unknown.
                if fields.entries().is_empty() {
                    let help = format!("Write a text, or one of {}.", list(&PREDICATES));
                    self.invalid(node.span, "a text predicate is empty", &help);
                }
                None
            }
            [_, second, ..] => {
                let help = "Write one predicate; `not` and `any_of` combine others.";
                self.invalid(second.key.span(), "a text predicate says one thing", help);
                None
            }
        };
        self.finish(fields);
        predicate
    }

    fn load_predicate(&mut self, entry: &Entry) -> Option<TextMatch> {
        let node = &entry.value;
        match entry.key.as_str() {
            "contains" => Some(TextMatch::Contains(self.name(node, "`contains`")?.as_str().to_owned())),
            "glob" => Some(TextMatch::Glob(self.text(node, "`glob`")?.as_str().to_owned())),
            "matches" => {
                let text = self.name(node, "`matches`")?;
                let help = "Regular expressions are written as in rules.";
                self.load_search(&text, help).map(TextMatch::Matches)
            }
            "any_of" => {
                let items = self.items(node, "`any_of`");
                if items.is_empty() && matches!(node.value, Value::Sequence(_)) {
                    self.invalid(node.span, "`any_of` is empty, so nothing fits it", "Write what fits.");
                }
                Some(TextMatch::AnyOf(items.iter().filter_map(|item| self.load_text_match(item)).collect()))
            }
            "not" => Some(TextMatch::Not(Box::new(self.load_text_match(node)?))),
            _ => self.word(node, "`any`", &[("true", ())]).map(|_| TextMatch::Any),
        }
    }

    /// A regular expression that is searched in a text.
    pub(super) fn load_search(&mut self, text: &Text, help: &str) -> Option<RegexRule> {
        if self.format == Format::Transcripts && holds(text.as_str(), Namespace::Captured) {
            let help = "Its letters would be read as an expression. Use `contains` or `glob`.";
            self.invalid(text.span(), "a regular expression cannot hold a captured value", help);
            return None;
        }
        if let Some(known) = self.regexes.get(text.as_str()) {
            return Some(known.clone());
        }
        match RegexRule::new(text.as_str(), RegexMode::Search) {
            Ok(regex) => {
                self.regexes.insert(text.as_str().into(), regex.clone());
                Some(regex)
            }
            Err(problem) => {
                let message = format!("`{text}` is not a regular expression: {}", problem.message);
                self.invalid(text.part(problem.range), message, help);
                None
            }
        }
    }
}
