//! Searches, transfers and Dynamic Routing in words.

use super::page::{Page, count};
use crate::engine::{AnswersShown, Card, CardLink};
use crate::integration::HttpRequest;
use crate::linked::{InteractionId, SkillAnswer};
use crate::terminal::Style;

/// Answers of a knowledge base as cards, one below the other.
pub(super) fn cards(page: &Page<'_>, cards: &[Card]) -> String {
    let bot = page.terminal.paint(Style::Info, "Bot:");
    let number = count(cards.len(), "card");
    let mut shown = page.lines(&format!("[{number}]"), &format!("{bot} "), "     ");
    for card in cards {
        let mut lines = vec![page.lines(&page.safe(&card.title), "  * ", "    ")];
        lines.extend(card.text.as_ref().map(|text| page.lines(&page.safe(text), "    ", "    ")));
        lines.extend(card.image.as_ref().map(|image| line(page, "[image]", image)));
        lines.extend(card.link.as_ref().map(|link| line(page, "[link]", &link_text(link))));
        for line in lines {
            shown.push('\n');
            shown.push_str(&line);
        }
    }
    shown
}

fn line(page: &Page<'_>, what: &str, text: &str) -> String {
    page.lines(&format!("{what} {}", page.safe_line(text)), "    ", "      ")
}

fn link_text(link: &CardLink) -> String {
    match &link.label {
        Some(label) => format!("{label} ({})", link.url),
        None => link.url.to_string(),
    }
}

/// What a search found and what the consumer sees of it.
pub(super) fn searched(page: &Page<'_>, id: InteractionId, answers: usize, shown: AnswersShown) -> String {
    let what = match shown {
        AnswersShown::Rich => "shown as cards (layout `rich`)",
        AnswersShown::Plain => "the best one is shown as a text (layout `plain`)",
        AnswersShown::PlainForChannel => {
            "the best one is shown as a text, as the channel has no cards (layout `rich`)"
        }
        AnswersShown::Stored => "stored, not shown (layout `none`)",
        AnswersShown::NotFoundMessage => "so its `not_found` message is sent",
        AnswersShown::Silenced => "and its `not_found` is BLANK_MESSAGE, so nothing is said",
        AnswersShown::BuiltIn => {
            "and it has neither a `not_found` message nor a rule for it, so the platform's text is sent"
        }
        AnswersShown::LeftToRule => "and it has a rule for that, so nothing is said here",
    };
    let found =
        if answers == 0 { "finds nothing".to_owned() } else { format!("has {}", count(answers, "answer")) };
    let stop = if answers == 0 { "," } else { ":" };
    format!("the search of {} {found}{stop} {what}", page.interaction(id))
}

/// What becomes of a transfer.
pub(super) fn skill_answers(skill: &str, transfer: u32, answer: &SkillAnswer, listed: bool) -> String {
    let whose = match (skill, listed) {
        ("", _) => "no skill is named".to_owned(),
        (skill, false) => format!("`skills` does not list skill {skill}"),
        (skill, true) => format!("`skills` says of transfer {transfer} to skill {skill}"),
    };
    let what = match answer {
        SkillAnswer::Agents => "agents take the conversation",
        SkillAnswer::Unavailable => "unavailable, so it fails at once",
        SkillAnswer::NoAnswer => "nobody answers, so it fails later (connector.fallback_escalation_time)",
        SkillAnswer::Bot(name) => return format!("{whose}: the bot `{name}` holds it"),
    };
    let link = if listed { ":" } else { ", so" };
    format!("{whose}{link} {what}")
}

/// A transfer that nobody answered.
pub(super) fn transfer_failed(page: &Page<'_>, from: InteractionId, skill: &str, told: bool) -> String {
    let what = if told {
        "the bot hears `__agent_escalation_failed__` in the consumer's place, past any question"
    } else {
        "it was the fourth time, so attempts end"
    };
    format!("nobody has answered the transfer to skill {skill} (by {}): {what}", page.interaction(from))
}

/// Dynamic Routing transfers nobody by the answer it got.
pub(super) fn not_routed(page: &Page<'_>, id: InteractionId, fallback_skill: bool) -> String {
    let what = if fallback_skill { "its fallback skill is tried" } else { "the flow goes on" };
    format!("no answer transfers the consumer at {}: {what}", page.interaction(id))
}

/// Where a call goes, on one line: verb and address, or what stands in their place.
pub(super) fn destination(page: &Page<'_>, request: &HttpRequest) -> String {
    if !request.url.is_empty() {
        return format!("{} {}", request.method, page.secrets.mask_url(&request.url));
    }
    let pairs: Vec<String> = request.params.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{} {}", request.method, pairs.join(", "))
}
