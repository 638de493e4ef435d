//! What may stand in braces (spec 10.1; `scripting-and-rich-content.md` 3.4).

use std::sync::Arc;

use super::JsonPath;
use super::template::TemplateProblemKind as Problem;
use crate::diagnostic::nearest;

/// A value that is known only when the bot runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    /// `{$botContext.name}`
    BotVariable(Arc<str>),
    /// `{$botContext.slot.name}`
    Slot(Arc<str>),
    /// `{$env.name}`
    Environment(Arc<str>),
    /// `{$userMessage}`, `{$query}`: the consumer's current message.
    UserMessage,
    /// `{$quickReplyPayload}`
    QuickReplyPayload,
    /// `{$conversationId}`
    ConversationId,
    /// `{$chatBotId}`
    ChatBotId,
    /// `{$chatBotUserId}`: the consumer.
    ChatBotUserId,
    /// `{$chatBotUserPlatformId}`: the bot's agent id.
    ChatBotUserPlatformId,
    /// `{$firstname}`: the bot's agent name.
    FirstName,
    /// `{Credit score.value}` or `{$Credit score.value}`: a custom data field, if there is such an
    /// integration; only the caller knows.
    Field {
        /// What stands before the first dot.
        integration: Arc<str>,
        /// What stands after it, `value.count` included.
        field: Arc<str>,
    },
    /// `{$.api_score.value}`: a path into a stored answer.
    JsonPath {
        /// The response data variable, without `api_`.
        variable: Arc<str>,
        /// From the answer's root on.
        path: JsonPath,
    },
    /// `{request.…}` in the answer of a mock: a part of the request.
    Request(RequestPart),
    /// `{file.…}` in the answer of a mock: the uploaded file.
    File(FileField),
}

/// A part of a request that a mock's answer may quote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RequestPart {
    /// `{request.method}`
    Method,
    /// `{request.url}`
    Url,
    /// `{request.params.name}`
    Param(Arc<str>),
    /// `{request.headers.Name}`
    Header(Arc<str>),
    /// `{request.body}`, or `{request.body.path}` into a JSON body.
    Body(Option<JsonPath>),
}

/// What a mock's answer may quote of an uploaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileField {
    /// `{file.name}`
    Name,
    /// `{file.size}`, in bytes.
    Size,
    /// `{file.type}`
    Type,
    /// `{file.caption}`
    Caption,
}

const SYSTEM: [(&str, Reference); 8] = [
    ("userMessage", Reference::UserMessage),
    ("query", Reference::UserMessage),
    ("quickReplyPayload", Reference::QuickReplyPayload),
    ("conversationId", Reference::ConversationId),
    ("chatBotId", Reference::ChatBotId),
    ("chatBotUserId", Reference::ChatBotUserId),
    ("chatBotUserPlatformId", Reference::ChatBotUserPlatformId),
    ("firstname", Reference::FirstName),
];
const FAMILIES: [&str; 2] = ["botContext", "env"];
const FILE_FIELDS: [(&str, FileField); 4] = [
    ("name", FileField::Name),
    ("size", FileField::Size),
    ("type", FileField::Type),
    ("caption", FileField::Caption),
];

/// What the text between two braces is.
pub(super) enum Content {
    Reference(Reference),
    /// Meant as a reference and wrong; the second is what to write between the braces instead.
    Problem(Problem, Option<String>),
    /// Braces that have nothing to do with references.
    Text,
}

/// Reads what stands between two braces: no braces and no line break.
pub(super) fn parse(inner: &str, mock: bool) -> Content {
    if let Some(rest) = inner.strip_prefix('$') {
        return if rest.starts_with('.') { parse_path(inner) } else { parse_dollar(rest) };
    }
    let quoted = if mock { parse_mock(inner) } else { None };
    quoted.unwrap_or_else(|| parse_bare(inner))
}

/// `$.api_name.path`
fn parse_path(inner: &str) -> Content {
    let path = match JsonPath::parse(inner) {
        Ok(path) => path,
        Err(problem) => return Content::Problem(Problem::BadPath(problem.message), None),
    };
    let Some((key, rest)) = path.split_first_key() else {
        return Content::Problem(Problem::BadPath("a variable is missing after `$.`"), None);
    };
    match key.strip_prefix("api_") {
        Some(variable) if !variable.is_empty() => {
            Content::Reference(Reference::JsonPath { variable: variable.into(), path: rest })
        }
        _ => {
            let message = "the first name is `api_` and the response data variable";
            Content::Problem(Problem::BadPath(message), Some(format!("$.api_{}", &inner[2..])))
        }
    }
}

/// What stands after a `$`.
fn parse_dollar(rest: &str) -> Content {
    let Some((head, name)) = rest.split_once('.') else { return parse_system(rest) };
    match head {
        "botContext" => {
            let slot = name.strip_prefix("slot.");
            if name.is_empty() || slot == Some("") {
                return Content::Problem(Problem::EmptyName, None);
            }
            Content::Reference(match slot {
                Some(slot) => Reference::Slot(slot.into()),
                None => Reference::BotVariable(name.into()),
            })
        }
        "env" if name.is_empty() => Content::Problem(Problem::EmptyName, None),
        "env" => Content::Reference(Reference::Environment(name.into())),
        _ => {
            let right = |family: &&str| head.eq_ignore_ascii_case(family);
            if let Some(family) = FAMILIES.into_iter().find(right) {
                return Content::Problem(Problem::WrongCase, Some(format!("${family}.{name}")));
            }
            // `env` is too short to tell a slip from an integration's name.
            if nearest(head, ["botContext"]).is_some() {
                return Content::Problem(Problem::Unknown, Some(format!("$botContext.{name}")));
            }
            parse_field(head, name)
        }
    }
}

/// A name after `$`, without a dot.
fn parse_system(name: &str) -> Content {
    if let Some(reference) = system(name) {
        return Content::Reference(reference);
    }
    if FAMILIES.contains(&name) {
        return Content::Problem(Problem::EmptyName, None);
    }
    let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|character| character.is_alphanumeric() || "_ -".contains(character));
    if !is_name {
        return Content::Text;
    }
    let names = || SYSTEM.iter().map(|(name, _)| *name);
    if let Some(right) = names().find(|right| right.eq_ignore_ascii_case(name.trim())) {
        return Content::Problem(Problem::WrongCase, Some(format!("${right}")));
    }
    let suggestion = nearest(name, names()).map(|right| format!("${right}"));
    Content::Problem(Problem::Unknown, suggestion)
}

/// Neither `$` nor, in a mock, a part of the request.
fn parse_bare(inner: &str) -> Content {
    let trimmed = inner.trim();
    if trimmed.len() != inner.len() {
        let meant = trimmed.starts_with('$') && matches!(parse(trimmed, false), Content::Reference(_));
        return match meant {
            true => Content::Problem(Problem::Spaces, Some(trimmed.into())),
            false => Content::Text,
        };
    }
    if system(inner).is_some() {
        return Content::Problem(Problem::MissingDollar, Some(format!("${inner}")));
    }
    let Some((head, name)) = inner.split_once('.') else { return Content::Text };
    match FAMILIES.into_iter().find(|family| head.eq_ignore_ascii_case(family)) {
        Some(family) => Content::Problem(Problem::MissingDollar, Some(format!("${family}.{name}"))),
        None => parse_field(head, name),
    }
}

fn parse_field(integration: &str, field: &str) -> Content {
    let plain = |part: &str| !part.is_empty() && part == part.trim() && !part.contains(['"', '\'', ':']);
    // `{2.5}` is a number in braces, not a field.
    let named = integration.contains(char::is_alphabetic);
    if !named || !plain(integration) || !plain(field) {
        return Content::Text;
    }
    Content::Reference(Reference::Field { integration: integration.into(), field: field.into() })
}

/// `request.…` and `file.…`; `None` for everything else.
fn parse_mock(inner: &str) -> Option<Content> {
    if let Some(field) = inner.strip_prefix("file.") {
        let known = FILE_FIELDS.iter().find(|(name, _)| *name == field);
        return Some(match known {
            Some((_, field)) => Content::Reference(Reference::File(*field)),
            None => unknown_part("file", (field, ""), &FILE_FIELDS.map(|(name, _)| name)),
        });
    }
    let part = inner.strip_prefix("request.")?;
    let (head, rest) = match part.find(['.', '[']) {
        Some(at) => (&part[..at], &part[at..]),
        None => (part, ""),
    };
    let name = rest.strip_prefix('.').unwrap_or("");
    let part = match (head, rest) {
        ("method", "") => RequestPart::Method,
        ("url", "") => RequestPart::Url,
        ("params", _) if !name.is_empty() => RequestPart::Param(name.into()),
        ("headers", _) if !name.is_empty() => RequestPart::Header(name.into()),
        ("params" | "headers", _) => return Some(Content::Problem(Problem::EmptyName, None)),
        ("body", "") => RequestPart::Body(None),
        ("body", path) => match JsonPath::parse(&format!("${path}")) {
            Ok(path) => RequestPart::Body(Some(path)),
            Err(problem) => return Some(Content::Problem(Problem::BadPath(problem.message), None)),
        },
        _ => {
            let known = ["method", "url", "params", "headers", "body"];
            return Some(unknown_part("request", (head, rest), &known));
        }
    };
    Some(Content::Reference(Reference::Request(part)))
}

/// A part that there is not, with what stands behind it.
fn unknown_part(family: &str, (part, rest): (&str, &str), known: &[&str]) -> Content {
    let suggestion = nearest(part, known.iter().copied()).map(|right| format!("{family}.{right}{rest}"));
    Content::Problem(Problem::Unknown, suggestion)
}

fn system(name: &str) -> Option<Reference> {
    SYSTEM.iter().find(|(known, _)| *known == name).map(|(_, reference)| reference.clone())
}
