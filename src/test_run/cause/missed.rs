//! Why the flow did not come to where it should have.

use super::atlas::At;
use super::decision::Telling;
use super::quoted;
use super::texts::{Said, TextPart};
use crate::linked::LinkedRule;
use crate::trace::{InteractionPlace, RulePlace, RuleVerdict, TraceEvent};

/// Why something was not reached, and which rule would have led there.
#[derive(Clone, Debug, Default)]
pub(super) struct Missed {
    /// A sentence each.
    pub(super) reasons: Vec<String>,
    /// The rules that lead there, with whose they are.
    pub(super) rules: Vec<(At, usize)>,
}

impl Telling<'_> {
    /// Why a text was not said.
    pub(super) fn why_not_said(&self, said: Said) -> Missed {
        let at = said.at;
        match said.part {
            TextPart::Content | TextPart::Private => self.why_not_reached(at),
            TextPart::Fallback | TextPart::NoMatch if self.takes_an_answer(at).is_some() => {
                let rule = self.takes_an_answer(at).unwrap_or_default();
                Missed { reasons: vec![format!("it is not due, as {rule}")], rules: Vec::new() }
            }
            _ => Missed { reasons: vec!["it is not due in this turn".to_owned()], rules: Vec::new() },
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
            let reason = "it is disabled, so the flow passes over it".to_owned();
            return Missed { reasons: vec![reason], rules: Vec::new() };
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
        Missed { reasons: reason.into_iter().collect(), rules: Vec::new() }
    }

    /// The rules that are like this, of whatever was judged in this turn, and why none was taken. `does`
    /// says what they do.
    pub(super) fn rules_not_taken(&self, does: &str, wanted: &dyn Fn(At, &LinkedRule) -> bool) -> Missed {
        let mut missed = Missed::default();
        for (place, judge) in self.judges() {
            for rule in self.atlas.get(judge).all_rules() {
                if !wanted(judge, rule) {
                    continue;
                }
                let Some(why) = self.why_not_taken(place, rule) else { continue };
                missed.rules.push((judge, rule.position));
                let whose = self.atlas.named(judge);
                let rule = self.atlas.rule(judge, rule);
                missed.reasons.push(format!("{rule} of {whose} {does}, but {why}"));
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
    fn why_not_taken(&self, whose: &InteractionPlace, rule: &LinkedRule) -> Option<String> {
        let number = rule.position + 1;
        let mut taken: Option<&RulePlace> = None;
        let mut outcome = None;
        for event in self.events() {
            match event {
                TraceEvent::RuleTried { at, rule: tried, outcome: verdict, .. } if at == whose => {
                    if *verdict == RuleVerdict::Matched {
                        taken = Some(tried);
                    }
                    if tried.number == number {
                        outcome = Some((verdict, event));
                    }
                }
                TraceEvent::NoMatchTaken { at, rule: Some(tried) } if at == whose => taken = Some(tried),
                _ => {}
            }
        }
        match (outcome, taken) {
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

/// `72.5 %` of hundredths.
fn percent(hundredths: u16) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => format!("{whole} %"),
        rest => format!("{whole}.{} %", format!("{rest:02}").trim_end_matches('0')),
    }
}
