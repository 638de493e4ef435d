//! What decided the course of a turn, in words.

use super::atlas::Atlas;
use super::course::Course;
use super::{Reason, quoted};
use crate::bot::ApiResult;
use crate::replay::{FilePlace, PlayedTurn};
use crate::trace::{CodePlaceTrace, Destination, InteractionPlace, RulePlace, TraceEvent, WentReason};

/// Tells the course of one turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Telling<'t> {
    pub(super) atlas: &'t Atlas<'t>,
    pub(super) turn: &'t PlayedTurn,
}

impl<'t> Telling<'t> {
    pub(super) fn events(&self) -> &'t [TraceEvent] {
        &self.turn.trace.events
    }

    /// A course as a sentence; nothing where there is nothing to tell.
    pub(super) fn course(&self, course: &Course<'_>) -> Option<Reason> {
        let decision = self.decision(course.decision?)?;
        let path: Vec<String> = course.path.iter().map(|place| self.atlas.interaction(place)).collect();
        let words = match (path.is_empty(), self.names_target(course)) {
            (true, _) | (_, true) => decision,
            _ => format!("{decision}, which leads to {}", path.join(", then ")),
        };
        Some(Reason::new(words, self.decided_at(course.decision?)))
    }

    /// The line of the bot with what an entry decided.
    fn decided_at(&self, place: usize) -> Option<FilePlace> {
        Some(match self.events().get(place)? {
            TraceEvent::Went { because: WentReason::Triggered, .. } => {
                return self.triggered_by(place).and_then(|trigger| self.decided_at(trigger));
            }
            TraceEvent::Went { rule: Some(rule), .. }
            | TraceEvent::QuestionSkipped { rule, .. }
            | TraceEvent::NoMatchTaken { rule: Some(rule), .. } => rule.into(),
            TraceEvent::Went { from: at, .. }
            | TraceEvent::Fallback { at: Some(at), .. }
            | TraceEvent::NoMatchTaken { at, .. }
            | TraceEvent::Resumed { at }
            | TraceEvent::FileJudged { at, .. }
            | TraceEvent::Searched { at, .. } => at.into(),
            TraceEvent::Fallback { dialog: Some(named), .. }
            | TraceEvent::Starters { dialog: Some(named), .. }
            | TraceEvent::SurveyBegins { dialog: named }
            | TraceEvent::CallEnded { integration: named, .. } => named.into(),
            _ => return None,
        })
    }

    /// Whether the words for the decision name the only station of the course anyway.
    fn names_target(&self, course: &Course<'_>) -> bool {
        let names = |at: &Option<InteractionPlace>| at.as_ref() == course.path.first().copied();
        let Some(decision) = course.decision.and_then(|decision| self.events().get(decision)) else {
            return false;
        };
        course.path.len() < 2
            && match decision {
                TraceEvent::Fallback { at, .. } => names(at),
                TraceEvent::Went { to: Destination::Current, from, .. } => {
                    Some(from) == course.path.first().copied()
                }
                TraceEvent::Went { because: WentReason::Code, target, .. } => names(target),
                TraceEvent::NoMatchTaken { at, .. }
                | TraceEvent::Resumed { at }
                | TraceEvent::FileJudged { at, .. }
                | TraceEvent::Searched { at, .. } => Some(at) == course.path.first().copied(),
                _ => false,
            }
    }

    /// The entry that decided, in words.
    fn decision(&self, place: usize) -> Option<String> {
        Some(match self.events().get(place)? {
            TraceEvent::Went { because: WentReason::Triggered, .. } => return self.trigger(place),
            TraceEvent::Went { because: WentReason::Code, .. } => return self.code_triggers(place),
            TraceEvent::Went { from, to, because, rule, .. } => {
                self.went(place, from, *to, *because, rule.as_ref())
            }
            TraceEvent::QuestionSkipped { at, rule } => format!(
                "{} is not asked, as {} takes an entity that is known already",
                self.atlas.interaction(at),
                self.atlas.told_rule(at, rule)
            ),
            TraceEvent::Fallback { .. } => self.fallback(place)?,
            TraceEvent::NoMatchTaken { at, rule } => self.no_match(at, rule.as_ref()),
            TraceEvent::Resumed { at } => {
                format!(
                    "the dialog above it is over, so the question {} is asked again",
                    self.atlas.interaction(at)
                )
            }
            TraceEvent::FileJudged { at, accepted, reason } => {
                let verdict = if *accepted { "accepts" } else { "refuses" };
                format!("{} {verdict} the file: {reason}", self.atlas.interaction(at))
            }
            TraceEvent::CallEnded { .. } => self.call_ended(place)?,
            TraceEvent::Searched { at, answers, .. } => {
                format!("the search of {} finds {answers} answers", self.atlas.interaction(at))
            }
            _ => return None,
        })
    }

    fn went(
        &self,
        place: usize,
        from: &InteractionPlace,
        to: Destination,
        because: WentReason,
        rule: Option<&RulePlace>,
    ) -> String {
        let of = self.atlas.interaction(from);
        let to = match to {
            Destination::End => " (End Interaction)",
            Destination::CloseDialog => " (Close Dialog)",
            Destination::CloseConversation => " (Close Conversation)",
            Destination::Current => " and plays it again",
            Destination::Next | Destination::Interaction => "",
        };
        match (because, rule) {
            (WentReason::Rule, Some(rule)) if rule.condition == "no_match" => {
                format!("{}{to}", self.no_match(from, Some(rule)))
            }
            (WentReason::Rule, Some(rule)) => {
                let result = self
                    .result_before(place, from)
                    .map_or_else(String::new, |result| format!("{result}, so "));
                format!("{result}{} of {of} is taken{to}", self.atlas.told_rule(from, rule))
            }
            (WentReason::UnhandledFailure, _) => {
                let result = self.result_before(place, from).unwrap_or_else(|| "the call failed".to_owned());
                format!("{result}, and no rule of {of} handles that, so the dialog ends")
            }
            (WentReason::Author, _) => "the transcript sends the flow on".to_owned(),
            (WentReason::SystemString, _) => format!("a system string in {of} is taken{to}"),
            _ => match self.anything_answers(from) {
                true => {
                    format!("{of} has no rules, so it takes any answer, and its next action is taken{to}")
                }
                false => format!("the next action of {of} is taken{to}"),
            },
        }
    }

    /// Where bot code has let the flow go last, up to an entry: `` `pre_process` of `greet` (bot.yaml:4) triggers `bye`
    /// (bot.yaml:9) ``.
    pub(super) fn code_triggers(&self, until: usize) -> Option<String> {
        let event = self.events().get(..=until)?.iter().rev().find_map(|event| match event {
            TraceEvent::Triggered { code, name, to, .. } => Some((code, name, to)),
            _ => None,
        });
        let (code, name, to) = event?;
        let target = to.as_ref().map_or_else(|| format!("`{name}`"), |to| self.atlas.interaction(to));
        Some(format!("{} triggers {target}", self.code(code)))
    }

    /// A piece of bot code.
    pub(super) fn code(&self, code: &CodePlaceTrace) -> String {
        match &code.at {
            Some(at) => format!("`{}` of {}", code.hook, self.atlas.interaction(at)),
            None => format!("`{}`", code.hook),
        }
    }

    fn anything_answers(&self, question: &InteractionPlace) -> bool {
        self.events()
            .iter()
            .any(|event| matches!(event, TraceEvent::AnythingAnswers { at } if at == question))
    }

    /// What the call of an interaction came to, right before an entry.
    fn result_before(&self, place: usize, from: &InteractionPlace) -> Option<String> {
        let events = &self.events()[..place];
        let entered = |event: &TraceEvent| matches!(event, TraceEvent::Entered { at } if at == from);
        let first = events.iter().rposition(entered).unwrap_or(0);
        let ended = |event: &TraceEvent| matches!(event, TraceEvent::CallEnded { .. });
        let last = events[first..].iter().rposition(ended)?;
        self.call_ended(first + last)
    }

    /// `` `Credit score` ended in failure with status 500 (answered by bot.yaml:70) ``
    pub(super) fn call_ended(&self, place: usize) -> Option<String> {
        let TraceEvent::CallEnded { integration, result, status, .. } = self.events().get(place)? else {
            return None;
        };
        let is_ended = |event: &&TraceEvent| matches!(event, TraceEvent::CallEnded { .. });
        let number = self.events()[..place].iter().filter(is_ended).count();
        let call = self.turn.calls.get(number);
        let mock = call.and_then(|call| call.mock.as_ref());
        let failure = call.and_then(|call| call.failure.as_ref());
        let how = match result {
            ApiResult::Success => "success",
            ApiResult::Failure => "failure",
        };
        let status =
            status.map_or_else(|| " without an answer".to_owned(), |status| format!(" with status {status}"));
        let mock = mock.map(|mock| format!("mock at {mock}"));
        let more: Vec<String> = failure.cloned().into_iter().chain(mock).collect();
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
        Some(format!("the call of `{}` ended in {how}{status}{more}", integration.name))
    }

    fn no_match(&self, at: &InteractionPlace, rule: Option<&RulePlace>) -> String {
        let place = rule.map_or_else(String::new, |rule| format!(" ({}:{})", rule.file, rule.line));
        let said = self.heard().map_or_else(String::new, |said| format!(" {}", quoted(said)));
        format!("no rule of {} takes{said}, so its No Match rule{place} is taken", self.atlas.interaction(at))
    }

    /// What the bot got as the message.
    pub(super) fn heard(&self) -> Option<&'t str> {
        self.events().iter().find_map(|event| match event {
            TraceEvent::Said { text } | TraceEvent::Tapped { text, .. } | TraceEvent::SystemText { text } => {
                Some(text.as_str())
            }
            _ => None,
        })
    }
}
