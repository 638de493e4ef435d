//! Custom rules: which one is met, and what it sets (spec 9).

use std::sync::Arc;

use super::advance::Turn;
use super::variables::holds;
use super::{Missed, Problem, RuleOutcome, Trace};
use crate::bot::{ApiResult, KnowledgeMatch};
use crate::linked::{InteractionId, LinkedCondition, LinkedRule, LinkedVariableCondition, SetValue};

/// What a rule is to judge.
#[derive(Clone, Copy)]
enum Judged<'j> {
    /// The consumer's answer.
    Said(&'j str),
    /// How an integration, or a transfer, went.
    Result(ApiResult),
    /// Whether a search found something.
    Search(KnowledgeMatch),
}

impl<'t> Turn<'t> {
    /// The first rule that the consumer's answer meets, No Match if none does. With a quick reply all
    /// rules are tried with one of its values, then with the other (rulings, section 2); with a picker's
    /// reply, with all of it, then with what was chosen (spec U-34).
    pub(super) fn first_matching_rule(&mut self, id: InteractionId) -> Option<&'t LinkedRule> {
        let said = self.session.request.said.clone();
        if let Some(rule) = self.try_rules(id, Judged::Said(&said)) {
            return Some(rule);
        }
        if let Some(also) = self.session.request.also.clone() {
            self.trace(Trace::TriedAgainWith(also.clone()));
            // What is known of the meaning is that of the other text.
            let meaning = self.session.request.meaning.take();
            let rule = self.try_rules(id, Judged::Said(&also));
            self.session.request.meaning = meaning;
            if rule.is_some() {
                return rule;
            }
        }
        let no_match = self.bot.interaction(id).no_match.as_deref()?;
        self.trace(Trace::NoMatchTaken(id));
        Some(no_match)
    }

    /// The first rule that an integration's result meets.
    pub(super) fn first_rule_for_result(
        &mut self,
        id: InteractionId,
        result: ApiResult,
    ) -> Option<&'t LinkedRule> {
        let rule = self.try_rules(id, Judged::Result(result));
        self.note_result(result, rule.is_some());
        rule
    }

    /// The first rule that the result of a search meets.
    pub(super) fn first_rule_for_search(
        &mut self,
        id: InteractionId,
        found: KnowledgeMatch,
    ) -> Option<&'t LinkedRule> {
        let rule = self.try_rules(id, Judged::Search(found));
        let result = match found {
            KnowledgeMatch::Found => ApiResult::Success,
            KnowledgeMatch::NotFound => ApiResult::Failure,
        };
        self.note_result(result, rule.is_some());
        rule
    }

    fn try_rules(&mut self, id: InteractionId, judged: Judged<'_>) -> Option<&'t LinkedRule> {
        let bot = self.bot;
        for rule in &bot.interaction(id).rules {
            let outcome = self.judge(rule, judged, id);
            let matched = outcome == RuleOutcome::Matched;
            self.trace(Trace::RuleTried { interaction: id, rule: rule.position, outcome });
            if matched {
                return Some(rule);
            }
        }
        None
    }

    fn judge(&mut self, rule: &LinkedRule, judged: Judged<'_>, id: InteractionId) -> RuleOutcome {
        let met = match judged {
            Judged::Said(text) => self.meets_said(rule, text, id),
            Judged::Result(result) => meets_result(rule, result),
            Judged::Search(found) => meets_search(rule, found),
        };
        match met {
            Ok(()) => self.variable_conditions(rule, id),
            Err(outcome) => outcome,
        }
    }

    fn meets_said(&mut self, rule: &LinkedRule, text: &str, id: InteractionId) -> Result<(), RuleOutcome> {
        let unless = |met: bool, missed: Missed| if met { Ok(()) } else { Err(RuleOutcome::Missed(missed)) };
        match &rule.condition {
            LinkedCondition::Pattern(patterns) => {
                unless(patterns.iter().any(|pattern| pattern.is_match(text)), Missed::Pattern)
            }
            LinkedCondition::Regex(regex) => match regex.is_match(text) {
                Ok(met) => unless(met, Missed::Regex),
                Err(failure) => {
                    self.problem(Problem::RegexFailed { from: id, reason: Arc::from(failure.to_string()) });
                    Err(RuleOutcome::Failed)
                }
            },
            LinkedCondition::Intent(asked) => {
                self.means(*asked, text).map_err(|best| RuleOutcome::Missed(Missed::Intent(best)))
            }
            LinkedCondition::Exact(values) => {
                unless(values.iter().any(|value| same(value, text)), Missed::Exact)
            }
            LinkedCondition::Option(option) => {
                // What is not set was reported where the choice was offered.
                let option = self.fill(option, None);
                let listed = self.session.request.answer.as_ref().and_then(|answer| answer.listed.as_ref());
                let met = same(&option, text) || listed.is_some_and(|listed| same(&option, listed));
                unless(met, Missed::Option)
            }
            LinkedCondition::Result(_) | LinkedCondition::Knowledge(_) | LinkedCondition::NoMatch(_) => {
                Err(RuleOutcome::Missed(Missed::NotApplicable))
            }
        }
    }

    pub(super) fn variable_conditions(&mut self, rule: &LinkedRule, id: InteractionId) -> RuleOutcome {
        for (index, condition) in rule.all.iter().enumerate() {
            if let Err(actual) = self.variable_condition(condition, id) {
                return failed(index, false, condition, actual);
            }
        }
        let mut last = None;
        for (index, condition) in rule.any.iter().enumerate() {
            match self.variable_condition(condition, id) {
                Ok(()) => return RuleOutcome::Matched,
                Err(actual) => last = Some(failed(index, true, condition, actual)),
            }
        }
        last.unwrap_or(RuleOutcome::Matched)
    }

    /// Whether a variable condition holds; if not, what the variable is.
    fn variable_condition(
        &mut self,
        condition: &LinkedVariableCondition,
        id: InteractionId,
    ) -> Result<(), Option<Arc<str>>> {
        let actual = match &condition.references {
            Some(references) => Some(self.fill(references, Some(id))),
            None => self.session.variable(&condition.variable),
        };
        let operand = condition.operand.as_ref().map(|operand| self.fill(operand, Some(id)));
        if holds(condition, actual.as_deref(), operand.as_deref().unwrap_or("")) {
            Ok(())
        } else {
            Err(actual)
        }
    }

    /// Sets what a taken rule sets (spec 5.2.4: before anything else follows from it).
    pub(super) fn apply(&mut self, rule: &LinkedRule, id: InteractionId) {
        for set in &rule.set {
            let value = match &set.value {
                SetValue::Text(text) => self.fill(text, Some(id)),
                SetValue::Entity { name, entity } => match entity.and_then(|entity| self.known(entity)) {
                    Some(found) => found.value.clone(),
                    None => {
                        let (slot, entity) = (set.name.clone(), name.clone());
                        self.trace(Trace::SlotStaysUnset { slot, entity });
                        continue;
                    }
                },
            };
            self.trace(Trace::VariableSet { name: set.name.clone(), value: value.clone(), scope: set.scope });
            self.session.set_variable(set.name.clone(), value, set.scope);
        }
    }
}

fn meets_result(rule: &LinkedRule, result: ApiResult) -> Result<(), RuleOutcome> {
    match &rule.condition {
        LinkedCondition::Result(wanted) if *wanted == result => Ok(()),
        LinkedCondition::Result(_) => Err(RuleOutcome::Missed(Missed::Result(result))),
        _ => Err(RuleOutcome::Missed(Missed::NotApplicable)),
    }
}

fn meets_search(rule: &LinkedRule, found: KnowledgeMatch) -> Result<(), RuleOutcome> {
    match &rule.condition {
        LinkedCondition::Knowledge(wanted) if *wanted == found => Ok(()),
        LinkedCondition::Knowledge(_) => Err(RuleOutcome::Missed(Missed::Knowledge(found))),
        _ => Err(RuleOutcome::Missed(Missed::NotApplicable)),
    }
}

fn failed(
    index: usize,
    any: bool,
    condition: &LinkedVariableCondition,
    actual: Option<Arc<str>>,
) -> RuleOutcome {
    RuleOutcome::Variable { index, any, variable: condition.variable.clone(), actual }
}

/// The comparison of Exact Value and of options: without regard to case and to white space at the
/// ends (spec 9.3.1).
pub(super) fn same(value: &str, text: &str) -> bool {
    let (value, text) = (value.trim(), text.trim());
    value.eq_ignore_ascii_case(text) || value.to_lowercase() == text.to_lowercase()
}
