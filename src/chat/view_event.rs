//! What happens in a conversation, as the person who chats reads it.

use super::page::Page;
use super::view_offer::bubble;
use super::view_problem::{problem, unplayed};
use super::view_service;
use super::view_timing::timing_remark;
use crate::engine::{ConsumerFile, Ended, Event, Trace};
use crate::linked::SkillAnswer;
use crate::nlu::ScoredIntent;
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
            let skill = Some(skill).filter(|skill| !skill.is_empty()).map(|skill| format!("skill {skill}"));
            let agent = agent.as_ref().map(|agent| format!("agent {agent}"));
            let whom: Vec<String> = skill.into_iter().chain(agent).collect();
            let whom = page.safe_line(&whom.join(", "));
            Some(bracketed(page, &format!("[transferred to {whom}]")))
        }
        Event::HandOver(over) => {
            Some(bracketed(page, &format!("[the bot {} takes over]", page.safe_line(&over.to))))
        }
        Event::Closed { survey: true } => Some(bracketed(page, "[closed, survey]")),
        Event::Closed { survey: false } => Some(bracketed(page, "[closed]")),
        Event::NotSimulated(what) => Some(page.alarm(&unplayed(page, what))),
        Event::Problem(what) => Some(page.alarm(&problem(page, what))),
        Event::Trace(Trace::Timing(timing)) => timing_remark(page, timing).map(|text| page.notice(&text)),
        Event::Trace(trace) => remark(page, trace).map(|text| page.notice(&text)),
        Event::Ended(Ended::ChainLimit) => Some(page.alarm(
            "the platform stops here: too many interactions in a row without a question (/log shows its words)",
        )),
        Event::CodeLog { text, .. } => Some(page.notice(&format!("log: {}", page.safe(text)))),
        Event::Call(_) | Event::AskGroup(_) | Event::Log(_) | Event::Ended(_) => None,
    }
}

/// The few steps of the trace without which the conversation would be puzzling.
fn remark(page: &Page<'_>, trace: &Trace) -> Option<String> {
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
        Trace::SurveyBegins(_) => {
            "the survey begins, as a conversation of its own: the variables of the one before are not there"
                .to_owned()
        }
        Trace::SkillAnswers { skill, transfer, answer: answer @ SkillAnswer::Unavailable, listed } => {
            view_service::skill_answers(skill, *transfer, answer, *listed)
        }
        Trace::TransferFailed { from, skill, told } => {
            view_service::transfer_failed(page, *from, skill, *told)
        }
        Trace::FileJudged { accepted: false, reason, .. } => format!("the file is refused: {reason}"),
        _ => return None,
    })
}

fn bracketed(page: &Page<'_>, text: &str) -> String {
    page.painted(Style::Strong, &page.lines(text, "", "  "))
}

/// What the consumer says, as it is echoed where nobody types.
pub(super) fn consumer(page: &Page<'_>, text: &str) -> String {
    page.painted(Style::Consumer, &page.lines(&page.safe(text), "> ", "  "))
}

/// Something that is said with its meaning given: `` > what do I owe [balance 50 %, billing 48 %] ``.
pub(super) fn scripted(page: &Page<'_>, ranked: &[ScoredIntent], text: &str) -> String {
    let scored = |intent: &ScoredIntent| format!("{} {}", page.bot.intents.name(intent.intent), intent.score);
    let meaning: Vec<String> = ranked.iter().map(scored).collect();
    consumer(page, &format!("{text} [{}]", meaning.join(", ")))
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
