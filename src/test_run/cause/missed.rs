//! Why the flow did not come to where it should have.

use std::collections::HashMap;

use super::atlas::At;
use super::decision::Telling;
use super::texts::{Said, TextPart};
use super::{Reason, quoted};
use crate::linked::LinkedRule;
use crate::trace::{InteractionPlace, RulePlace, RuleVerdict, TraceEvent};

/// Why something was not reached, and which rule would have led there.
#[derive(Clone, Debug, Default)]
pub(super) struct Missed {
    /// A clause each.
    pub(super) reasons: Vec<Reason>,
    /// The rules that lead there, with whose they are.
    pub(super) rules: Vec<(At, usize)>,
}

impl Missed {
    fn because(words: impl Into<String>) -> Self {
        Self { reasons: vec![Reason::new(words, None)], rules: Vec::new() }
    }
}

/// So many rules that were not taken are told of one thing that was missed.
const MOST: usize = 5;

impl Telling<'_> {
    /// Why a text was not said.
    pub(super) fn why_not_said(&self, said: Said) -> Missed {
        let at = said.at;
        match said.part {
            TextPart::Content | TextPart::Private => self.why_not_reached(at),
            TextPart::Fallback | TextPart::NoMatch => Missed::because(match self.takes_an_answer(at) {
                Some(rule) => format!("it is not due, as {rule}"),
                None => "it is not due in this turn".to_owned(),
            }),
            TextPart::Other(_) => Missed::because("it is not due in this turn"),
        }
    }

    /// The rule of a question that took the answer.
    fn takes_an_answer(&self, at: At) -> Option<String> {
        self.events().iter().find_map(|event| match event {
            TraceEvent::RuleTried { at: of, rule, outcome: RuleVerdict::Matched, .. }
                if self.atlas.find(of) == Some(at) =>
            {
                Some(format!("{} takes the answer", self.atlas.told_rule(of, rule)))
            }
            _ => None,
        })
    }

    /// Why an interaction was not played.
    pub(super) fn why_not_reached(&self, at: At) -> Missed {
        if !self.atlas.get(at).enabled {
            return Missed::because("it is disabled, so the flow passes over it");
        }
        let by_rules = self.rules_not_taken("leads there", &|judge, rule| self.leads(judge, rule.next, at));
        if !by_rules.reasons.is_empty() {
            return by_rules;
        }
        let reason = self
            .of_another_bot(at)
            .or_else(|| self.stopped_before(at))
            .or_else(|| self.not_started(at))
            .or_else(|| self.reached_from(at));
        reason.map(Missed::because).unwrap_or_default()
    }

    /// The rules that are like this, of whatever was judged in this turn, and why none was taken. `does`
    /// says what they do.
    pub(super) fn rules_not_taken(&self, does: &str, wanted: &dyn Fn(At, &LinkedRule) -> bool) -> Missed {
        let mut missed = Missed::default();
        for (place, judge) in self.judges() {
            let judged = Judged::of(self.events(), place);
            for rule in self.atlas.get(judge).all_rules().filter(|rule| wanted(judge, rule)) {
                let Some(why) = self.why_not_taken(place, &judged, rule) else { continue };
                if missed.rules.len() == MOST {
                    return missed;
                }
                missed.rules.push((judge, rule.position));
                let words = format!(
                    "{} of {} {does}, but {why}",
                    self.atlas.rule(judge, rule),
                    self.atlas.named(judge)
                );
                missed.reasons.push(Reason::new(words, Some(self.atlas.file_place(rule.span))));
            }
        }
        missed
    }

    /// The interactions whose rules were tried, in order.
    fn judges(&self) -> Vec<(&InteractionPlace, At)> {
        let mut judges: Vec<(&InteractionPlace, At)> = Vec::new();
        for event in self.events() {
            let (TraceEvent::RuleTried { at, .. }
            | TraceEvent::AnythingAnswers { at }
            | TraceEvent::Answering { at }) = event
            else {
                continue;
            };
            if let Some(found) = self.atlas.find(at)
                && !judges.iter().any(|(_, known)| *known == found)
            {
                judges.push((at, found));
            }
        }
        judges
    }

    /// Why a rule was not taken; nothing where it was.
    fn why_not_taken(
        &self,
        whose: &InteractionPlace,
        judged: &Judged<'_>,
        rule: &LinkedRule,
    ) -> Option<String> {
        let number = rule.position + 1;
        match (judged.tried.get(&number), judged.taken) {
            (Some((RuleVerdict::Matched, _)), _) => None,
            (_, Some(taken)) if taken.number == number => None,
            (Some((verdict, event)), _) => Some(self.verdict(*verdict, event, rule)),
            (None, Some(taken)) => {
                Some(format!("{} comes first and is taken", self.atlas.told_rule(whose, taken)))
            }
            (None, None) => None,
        }
    }

    /// What came of a rule that was tried, as a clause.
    fn verdict(&self, verdict: RuleVerdict, event: &TraceEvent, rule: &LinkedRule) -> String {
        let TraceEvent::RuleTried { meant, variable, actual, .. } = event else { return String::new() };
        let said = self.heard().map_or_else(|| "the message".to_owned(), quoted);
        match verdict {
            RuleVerdict::Matched => "it is taken".to_owned(),
            RuleVerdict::PatternDiffers => format!("{said} is not like its pattern"),
            RuleVerdict::RegexDiffers => format!("{said} does not match its expression"),
            RuleVerdict::OtherIntent => match meant {
                Some(meant) => {
                    format!(
                        "{said} means `{}` ({}, {})",
                        meant.intent,
                        percent(meant.score),
                        meant.band.name()
                    )
                }
                None => format!("{said} means no intent"),
            },
            RuleVerdict::NotExact => format!("{said} is not exactly that"),
            RuleVerdict::OtherOption => format!("{said} is not that option"),
            RuleVerdict::OtherResult => {
                let actual = actual.as_deref().unwrap_or("another");
                format!("the result is {}", actual.replace('_', " "))
            }
            RuleVerdict::NotApplicable => "it judges something else".to_owned(),
            RuleVerdict::VariableDiffers => {
                let name = variable.as_deref().unwrap_or_default();
                let mut conditions = rule.all.iter().chain(&rule.any);
                let wanted = conditions.rfind(|condition| &*condition.variable == name);
                let wanted = wanted.map_or_else(|| "be another".to_owned(), |condition| condition.in_words());
                match actual {
                    Some(actual) => format!("`{name}` must {wanted}, and it is {}", quoted(actual)),
                    None => format!("`{name}` must {wanted}, and it is not set"),
                }
            }
            RuleVerdict::GaveUp => "its expression gave up".to_owned(),
        }
    }
}

/// What came of the rules of one interaction.
#[derive(Default)]
struct Judged<'t> {
    /// The rule that was taken.
    taken: Option<&'t RulePlace>,
    /// What came of those that were tried last, by their number, with the entry that tells it.
    tried: HashMap<usize, (RuleVerdict, &'t TraceEvent)>,
}

impl<'t> Judged<'t> {
    fn of(events: &'t [TraceEvent], whose: &InteractionPlace) -> Self {
        let mut judged = Self::default();
        for event in events {
            match event {
                TraceEvent::RuleTried { at, rule, outcome, .. } if at == whose => {
                    if *outcome == RuleVerdict::Matched {
                        judged.taken = Some(rule);
                    }
                    judged.tried.insert(rule.number, (*outcome, event));
                }
                TraceEvent::NoMatchTaken { at, rule: Some(rule) } if at == whose => judged.taken = Some(rule),
                _ => {}
            }
        }
        judged
    }
}

/// `72.5 %` of hundredths.
fn percent(hundredths: u16) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => format!("{whole} %"),
        rest => format!("{whole}.{} %", format!("{rest:02}").trim_end_matches('0')),
    }
}
