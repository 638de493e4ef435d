//! What happens in a conversation, as the person who chats reads it.

use super::page::Page;
use super::view_problem::{problem, unplayed};
use crate::engine::{ConsumerFile, Ended, Event, Message, MessageBody, Trace};
use crate::linked::OfferedChoice;
use crate::terminal::Style;

/// What an event shows; most of the trace shows nothing, `/why` is for that.
pub(super) fn event(page: &Page<'_>, event: &Event) -> Option<String> {
    match event {
        Event::Message(message) => Some(bubble(page, message)),
        Event::PrivateMessage { text, .. } => {
            Some(page.painted(Style::Dim, &page.lines(&page.safe(text), "[private] ", "  ")))
        }
        Event::LinkOpened(url) => Some(bracketed(page, &format!("[link] {}", page.safe_line(url)))),
        Event::Transferred { skill, agent, .. } => {
            let agent = agent.as_ref().map_or_else(String::new, |agent| format!(", agent {agent}"));
            let whom = page.safe_line(&format!("skill {skill}{agent}"));
            Some(bracketed(page, &format!("[transferred to {whom}]")))
        }
        Event::HandOver(over) => {
            Some(bracketed(page, &format!("[the bot {} takes over]", page.safe_line(&over.to))))
        }
        Event::Closed { survey: true } => Some(bracketed(page, "[closed, survey]")),
        Event::Closed { survey: false } => Some(bracketed(page, "[closed]")),
        Event::NotSimulated(what) => Some(page.alarm(&unplayed(page, what))),
        Event::Problem(what) => Some(page.alarm(&problem(page, what))),
        Event::Trace(trace) => remark(trace).map(|text| page.notice(&text)),
        Event::Ended(Ended::ChainLimit) => Some(page.alarm(
            "the platform stops here: too many interactions in a row without a question (/log shows its words)",
        )),
        Event::Call(_) | Event::AskGroup(_) | Event::Log(_) | Event::Ended(_) => None,
    }
}

/// The few steps of the trace without which the conversation would be puzzling.
fn remark(trace: &Trace) -> Option<String> {
    Some(match trace {
        Trace::Blocked => {
            "the bot waits for a call to end: the message is lost, as on the platform".to_owned()
        }
        Trace::FreshSession => {
            "the session had ended: a fresh one begins, without variables and dialogs".to_owned()
        }
        Trace::Reset => "the session begins afresh, as `reset` asks for".to_owned(),
        Trace::WithAgent => {
            "an agent has the conversation: the bot does not see this (/reset begins afresh)".to_owned()
        }
        Trace::FileJudged { accepted: false, reason, .. } => format!("the file is refused: {reason}"),
        _ => return None,
    })
}

fn bracketed(page: &Page<'_>, text: &str) -> String {
    page.painted(Style::Strong, &page.lines(text, "", "  "))
}

/// One message of the bot.
fn bubble(page: &Page<'_>, message: &Message) -> String {
    let speaker = if page.names_bots { page.safe_line(&page.bot.name) } else { "Bot".to_owned() };
    let bot = page.terminal.paint(Style::Info, &format!("{speaker}:"));
    let text = page.safe(&message.text);
    match &message.body {
        MessageBody::Text => page.lines(&text, &format!("{bot} "), "     "),
        MessageBody::Image => bracketed(page, &format!("[image] {text}")),
        MessageBody::Choices(choices) => {
            let mut shown = page.lines(&text, &format!("{bot} "), "     ");
            for (index, choice) in choices.iter().enumerate() {
                shown.push('\n');
                shown.push_str(&offered(page, index, choice));
            }
            shown
        }
    }
}

fn offered(page: &Page<'_>, index: usize, choice: &OfferedChoice) -> String {
    let number = format!("[{}]", index + 1);
    let indent = " ".repeat(number.len() + 3);
    let label = page.safe_line(&choice.label);
    let label = match &choice.url {
        Some(url) => format!("{label} (opens {})", page.safe_line(url)),
        None => label,
    };
    page.lines(&label, &format!("  {} ", page.terminal.paint(Style::Choice, &number)), &indent)
}

/// What the consumer says, as it is echoed where nobody types.
pub(super) fn consumer(page: &Page<'_>, text: &str) -> String {
    page.painted(Style::Consumer, &page.lines(&page.safe(text), "> ", "  "))
}

/// A tap, as it is echoed.
pub(super) fn tapped(page: &Page<'_>, index: usize, choice: &OfferedChoice) -> String {
    let label = page.safe_line(&choice.label);
    page.painted(Style::Consumer, &page.lines(&format!("[{}] {label}", index + 1), "> ", "  "))
}

/// A file that the consumer sends.
pub(super) fn file(page: &Page<'_>, file: &ConsumerFile) -> String {
    let facts = &file.facts;
    let bytes = if facts.size == 1 { "byte" } else { "bytes" };
    let shown = format!("[file {}, {}, {} {bytes}]", facts.name, facts.type_label(), facts.size);
    let mut shown = page.safe_line(&shown);
    if let Some(caption) = &file.caption {
        shown.push(' ');
        shown.push_str(&page.safe(caption));
    }
    page.painted(Style::Consumer, &page.lines(&shown, "> ", "  "))
}
