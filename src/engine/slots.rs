//! Entities in what the consumer says: remembered, put into slots, and questions that they answer before
//! they are asked (spec 7.4, 10.2, U-11, U-35).

use std::sync::Arc;

use super::advance::Turn;
use super::flow::After;
use super::{Problem, RuleOutcome, Trace, WentBecause};
use crate::linked::{InteractionId, LinkedRule, SetValue};
use crate::nlu::{Detected, FoundEntity};

impl<'t> Turn<'t> {
    /// Looks for entities in the consumer's message, where any slot could take one. They belong to the
    /// dialog that is on top, and to every dialog that the message leads to.
    pub(super) fn notice_entities(&mut self) {
        let Detected { found, failed } = self.bot.entities.find_for_slots(&self.session.request.said);
        for (entity, reason) in failed {
            self.problem(Problem::EntityFailed { entity, reason: Arc::from(reason.to_string()) });
        }
        if found.is_empty() {
            return;
        }
        let found: Arc<[FoundEntity]> = Arc::from(found);
        self.trace(Trace::EntitiesFound(found.clone()));
        self.session.request.entities = Some(found);
        self.remember_entities();
    }

    /// Lets the dialog on top remember the entities of the current message.
    pub(super) fn remember_entities(&mut self) {
        let Some(found) = &self.session.request.entities else { return };
        if let Some(frame) = self.session.stack.last_mut() {
            remember(&mut frame.entities, found);
        }
    }

    /// Lets the dialog on top know what was said to the one that led to it.
    pub(super) fn pass_on(&mut self, given: Vec<FoundEntity>) {
        if let Some(frame) = self.session.stack.last_mut().filter(|_| !given.is_empty()) {
            frame.entities = given;
        }
    }

    /// The rule by which a question is answered before it is asked: the first one whose slot takes an
    /// entity that the consumer has already given, and whose variable conditions hold (spec 7.4.1).
    pub(super) fn rule_of_known_entity(&mut self, id: InteractionId) -> Option<&'t LinkedRule> {
        let bot = self.bot;
        if bot.entities.in_slots().is_empty() {
            return None;
        }
        let (mut takes_any, mut knows_any) = (false, false);
        for rule in &bot.interaction(id).rules {
            let Some(entity) = entity_of(rule) else { continue };
            takes_any = true;
            if self.known(entity).is_none() {
                continue;
            }
            knows_any = true;
            match self.variable_conditions(rule, id) {
                // A rule that leads back to its own question would answer it for ever.
                RuleOutcome::Matched if !self.skipped.insert(id) => {
                    self.trace(Trace::NotSkippedAgain(id));
                    return None;
                }
                RuleOutcome::Matched => return Some(rule),
                outcome => self.trace(Trace::RuleTried { interaction: id, rule: rule.position, outcome }),
            }
        }
        if takes_any && !knows_any {
            self.trace(Trace::EntityMissing(id));
        }
        None
    }

    /// Follows that rule instead of asking: nothing is sent, no further code runs (spec U-11).
    pub(super) fn skip_question(&mut self, id: InteractionId, rule: &LinkedRule) -> After {
        self.trace(Trace::QuestionSkipped { question: id, rule: rule.position });
        self.apply(rule, id);
        After::Goto(rule.next, WentBecause::Rule(rule.position))
    }

    /// What the consumer has given of an entity, in the dialog on top.
    pub(super) fn known(&self, entity: usize) -> Option<&FoundEntity> {
        let frame = self.session.stack.last()?;
        frame.entities.iter().find(|found| found.entity == entity)
    }
}

/// The entity that a rule's slot takes.
fn entity_of(rule: &LinkedRule) -> Option<usize> {
    rule.set.iter().find_map(|set| match set.value {
        SetValue::Entity { entity, .. } => entity,
        SetValue::Text(_) => None,
    })
}

/// Of each entity the first value in a message counts; a later message replaces it.
fn remember(known: &mut Vec<FoundEntity>, found: &[FoundEntity]) {
    for (index, new) in found.iter().enumerate() {
        if found[..index].iter().any(|earlier| earlier.entity == new.entity) {
            continue;
        }
        match known.iter_mut().find(|old| old.entity == new.entity) {
            Some(old) => *old = new.clone(),
            None => known.push(new.clone()),
        }
    }
}
