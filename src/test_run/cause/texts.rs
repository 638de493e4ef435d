//! Which interaction may say a text: the bot's texts, found without looking at each.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::atlas::At;
use crate::engine::read_message;
use crate::linked::{
    LinkedBot, LinkedCondition, LinkedIntegrationKind, LinkedInteraction, Step, UniversalJson,
};
use crate::text::{Segment, Template, TextMatch};

/// The texts of a cast's bots.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// Those without references, by what they say.
    fixed: HashMap<Box<str>, Vec<Said>>,
    /// Those with references, by the first characters of what they begin with.
    filled: HashMap<Box<str>, Vec<(Said, Template)>>,
    /// Those that begin with a reference, or nearly so.
    others: Vec<(Said, Template)>,
}

/// A text of an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Said {
    /// The interaction.
    pub(super) at: At,
    /// Which of its texts.
    pub(super) part: TextPart,
}

/// Which of an interaction's texts it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextPart {
    /// What it says whenever it is played.
    Content,
    /// What only agents see.
    Private,
    /// What is said when nothing understands the answer.
    Fallback,
    /// What the No Match rule says.
    NoMatch,
    /// What is said of an upload's, a search's or a transfer's course.
    Other(&'static str),
}

impl TextPart {
    /// The words for it; nothing where it is what the interaction says anyway.
    pub(super) fn words(self) -> Option<&'static str> {
        match self {
            Self::Content | Self::Private => None,
            Self::Fallback => Some("fallback message"),
            Self::NoMatch => Some("No Match message"),
            Self::Other(words) => Some(words),
        }
    }
}

/// So many characters at the beginning of a text are looked up.
const BEGINNING: usize = 4;

impl Texts {
    /// Adds everything that an interaction may say.
    pub(super) fn add(&mut self, bot: &LinkedBot, interaction: &LinkedInteraction, at: At) {
        for (part, template) in texts_of(bot, interaction) {
            let (said, template) = (Said { at, part }, &*template);
            match (template.as_literal(), template.segments().first()) {
                (Some(text), _) => self.fixed.entry(Box::from(text.trim())).or_default().push(said),
                // What begins with a reference, or says nothing of its own, fits nearly everything.
                (None, _) if !has_words(template) => {}
                (None, Some(Segment::Literal(literal))) if beginning(literal).is_some() => {
                    let start = beginning(literal).unwrap_or_default();
                    self.filled.entry(Box::from(start)).or_default().push((said, template.clone()));
                }
                _ => self.others.push((said, template.clone())),
            }
        }
    }

    /// The texts that may become this one.
    pub(super) fn like(&self, text: &str) -> Vec<Said> {
        let text = text.trim();
        if let Some(found) = self.fixed.get(text) {
            return found.clone();
        }
        let begins_alike = beginning(text).and_then(|start| self.filled.get(start));
        let candidates = begins_alike.into_iter().flatten().chain(&self.others);
        candidates.filter(|(_, template)| may_become(template, text)).map(|(said, _)| *said).collect()
    }

    /// The texts of which a predicate holds, as far as that can be told before they are filled.
    pub(super) fn matching(&self, wanted: &TextMatch) -> Vec<Said> {
        match wanted {
            TextMatch::Equals(text) => self.like(text),
            TextMatch::AnyOf(choices) => choices.iter().flat_map(|choice| self.matching(choice)).collect(),
            // Everything, or nearly so, is like that.
            TextMatch::Any | TextMatch::Not(_) => Vec::new(),
            wanted => {
                let fits = |text: &str| wanted.is_match(text).unwrap_or(false);
                let fixed = self.fixed.iter().filter(|(text, _)| fits(text)).flat_map(|(_, said)| said);
                let filled = self.filled.values().flatten().chain(&self.others);
                let filled = filled.filter(|(_, template)| fits(&template.as_written()));
                let mut found: Vec<Said> = fixed.copied().chain(filled.map(|(said, _)| *said)).collect();
                found.sort_unstable();
                found
            }
        }
    }
}

fn beginning(text: &str) -> Option<&str> {
    let (end, last) = text.trim_start().char_indices().nth(BEGINNING - 1)?;
    Some(&text.trim_start()[..end + last.len_utf8()])
}

fn has_words(template: &Template) -> bool {
    let is_word = |segment: &Segment| match segment {
        Segment::Literal(text) => text.chars().any(char::is_alphanumeric),
        Segment::Reference { .. } => false,
    };
    template.segments().iter().any(is_word)
}

/// Whether a template with the right values is this text.
fn may_become(template: &Template, text: &str) -> bool {
    let segments = template.segments();
    let mut rest = text;
    for (place, segment) in segments.iter().enumerate() {
        let Segment::Literal(literal) = segment else { continue };
        let (first, last) = (place == 0, place + 1 == segments.len());
        let literal = if first { literal.trim_start() } else { literal };
        let literal = if last { literal.trim_end() } else { literal };
        let found = match (first, last) {
            (true, _) => rest.starts_with(literal).then_some(0),
            (false, true) => rest.ends_with(literal).then(|| rest.len() - literal.len()),
            (false, false) => rest.find(literal),
        };
        match found {
            Some(start) => rest = &rest[start + literal.len()..],
            None => return false,
        }
    }
    rest.is_empty() || !matches!(segments.last(), Some(Segment::Literal(_)))
}

/// Everything that an interaction may say, in the order of its keys.
pub(super) fn texts_of<'b>(
    bot: &'b LinkedBot,
    interaction: &'b LinkedInteraction,
) -> Vec<(TextPart, Cow<'b, Template>)> {
    let mut texts: Vec<(TextPart, &'b Template)> = Vec::new();
    let other = |words, text: &'b Option<Template>| text.as_ref().map(|text| (TextPart::Other(words), text));
    match &interaction.step {
        Step::Text(text) | Step::Image(text) => texts.push((TextPart::Content, text)),
        Step::RichLink(link) => texts.push((TextPart::Content, &link.title)),
        Step::PrivateMessage(text) => texts.push((TextPart::Private, text)),
        Step::Question(question) => texts.push((TextPart::Content, &question.text)),
        Step::Disambiguation(step) => texts.push((TextPart::Content, &step.text)),
        Step::Upload(upload) => {
            texts.push((TextPart::Content, &upload.text));
            texts.extend(other("in-progress message", &upload.in_progress));
            texts.extend(other("success message", &upload.success));
            texts.extend(other("failure message", &upload.failure));
            texts.extend(other("validation failure message", &upload.validation_failure));
        }
        Step::Transfer(transfer) => texts.push((TextPart::Content, &transfer.message)),
        Step::Knowledge(knowledge) => texts.extend(other("message for no results", &knowledge.not_found)),
        Step::Routing(routing) => texts.push((TextPart::Content, &routing.escalation_message)),
        Step::Call(integration) => {
            if let LinkedIntegrationKind::Escalation(transfer) = &bot.integration(*integration).kind {
                texts.push((TextPart::Content, &transfer.message));
            }
        }
        Step::Starter | Step::Universal(_) | Step::NotSimulated(_) => {}
    }
    texts.extend(interaction.fallback.as_ref().map(|text| (TextPart::Fallback, text)));
    if let Some(LinkedCondition::NoMatch(Some(text))) =
        interaction.no_match.as_ref().map(|rule| &rule.condition)
    {
        texts.push((TextPart::NoMatch, text));
    }
    let mut texts: Vec<_> = texts.into_iter().map(|(part, text)| (part, Cow::Borrowed(text))).collect();
    if let Step::Universal(step) = &interaction.step {
        let content = text_of_content(&step.content).map(|text| (TextPart::Content, Cow::Owned(text)));
        texts.extend(content);
    }
    texts
}

/// What structured content says, as far as the bot file has it.
fn text_of_content(content: &UniversalJson) -> Option<Template> {
    let json = match content {
        UniversalJson::Text(template) => serde_json::from_str(&template.as_written()).ok()?,
        UniversalJson::Value(value) => (*value.fill(&mut |text| Arc::from(&*text.as_written()))).clone(),
    };
    let (message, _) = read_message(json);
    Some(Template::parse(&message?.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fits(template: &str, text: &str) -> bool {
        may_become(&Template::parse(template), text)
    }

    #[test]
    fn a_template_becomes_what_its_references_may_stand_for() {
        assert!(fits("Hello {$botContext.name}!", "Hello Ada!"));
        assert!(fits("{$botContext.a}, {$botContext.b} and {$botContext.c}", "1, 2 and 3"));
        assert!(fits("{$botContext.a} and {$botContext.b} and more", "x and y and z and more"));
        for text in ["Hello Ada", "Hallo Ada!", "Oh, Hello Ada!", ""] {
            assert!(!fits("Hello {$botContext.name}!", text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_filled_in_fits(before in "[a-z ]{0,5}", value in "[a-zé,]{1,5}", after in "[a-z ]{0,5}") {
            let template = format!("{before}{{$botContext.x}}{after}");
            let text = format!("{before}{value}{after}");
            prop_assert!(fits(template.trim(), text.trim()), "{template:?} {text:?}");
        }
    }
}
