//! What led to a state that is not as expected.

use super::course::{course, course_to, rule_matched};
use super::{At, Finding, quoted, variables};
use crate::linked::{LinkedRule, Step};
use crate::replay::Unmet;
use crate::trace::TraceEvent;

impl Finding<'_> {
    pub(super) fn look_at_unmet(&mut self) {
        for unmet in &self.telling.turn.unmet {
            match unmet.what.split_once('.') {
                Some(("variables", name)) => self.look_at_variable(name),
                Some(("calls", rest)) => self.look_at_calls(rest, unmet),
                _ if unmet.what == "waiting_at" => self.look_at_waiting(unmet),
                _ => self.add_course(self.telling.last_course()),
            }
        }
    }

    /// What the request of an integration sends matters.
    fn note_request(&mut self, name: &str) {
        let atlas = self.telling.atlas;
        let found = atlas.bots().iter().find_map(|bot| Some(bot.integration(bot.find_integration(name)?)));
        if let Some(http) = found.and_then(|integration| integration.http()) {
            variables::sent_by(http, &mut self.names);
        }
    }

    fn look_at_waiting(&mut self, unmet: &Unmet) {
        self.add_course(self.telling.last_course());
        let Some(at) = self.telling.atlas.find_named(&unmet.expected) else { return };
        let missed = self.telling.why_not_reached(at);
        let subject = format!("{} is to wait", self.telling.atlas.named(at));
        self.add_missed(&subject, missed);
    }

    /// What set a variable, or which rule would have.
    fn look_at_variable(&mut self, name: &str) {
        let telling = self.telling;
        let is_set =
            |event: &TraceEvent| matches!(event, TraceEvent::VariableSet { name: set, .. } if set == name);
        if let Some(set) = telling.events().iter().rposition(is_set) {
            let value = match &telling.events()[set] {
                TraceEvent::VariableSet { value, .. } => quoted(value),
                _ => String::new(),
            };
            let by = rule_matched(telling.events(), set).and_then(|rule| match &telling.events()[rule] {
                TraceEvent::RuleTried { at, rule, .. } => Some(format!(
                    "{} of {} sets `{name}` to {value}",
                    telling.atlas.told_rule(at, rule),
                    telling.atlas.interaction(at)
                )),
                _ => None,
            });
            self.reasons.push(by.unwrap_or_else(|| format!("`{name}` is set to {value} in this turn")));
            return;
        }
        self.names.insert(name.into());
        let sets = |_: At, rule: &LinkedRule| rule.set.iter().any(|set| &*set.name == name);
        let missed = telling.rules_not_taken("sets it", &sets);
        match missed.reasons.is_empty() {
            true => self.reasons.push(format!("nothing sets `{name}` in this turn")),
            false => self.add_missed(&format!("nothing sets `{name}` in this turn"), missed),
        }
    }

    /// What led to the calls of an integration, or why there is none. `rest` is `NAME.count`.
    fn look_at_calls(&mut self, rest: &str, unmet: &Unmet) {
        let telling = self.telling;
        let name = rest.rsplit_once('.').map_or(rest, |(name, _)| name);
        let plain = telling
            .atlas
            .bots()
            .iter()
            .find_map(|bot| name.strip_prefix(&*bot.name)?.strip_prefix('/'))
            .unwrap_or(name);
        let mut are_made = false;
        for (place, event) in telling.events().iter().enumerate() {
            if let TraceEvent::Call { integration, .. } = event
                && integration.name == plain
            {
                are_made = true;
                self.add_course(course(telling.events(), place));
                self.note_request(plain);
            }
        }
        let ended = |event: &TraceEvent| matches!(event, TraceEvent::CallEnded { integration, .. } if integration.name == plain);
        let all = telling.events().iter().enumerate().filter(|(_, event)| ended(event));
        let all: Vec<String> = all.filter_map(|(place, _)| telling.call_ended(place)).collect();
        self.reasons.extend(all);
        if are_made || unmet.expected == "0" {
            return;
        }
        let calls = |at: &At| match &telling.atlas.get(*at).step {
            Step::Call(id) => &*telling.atlas.bot(*at).integration(*id).name == plain,
            _ => false,
        };
        let callers: Vec<At> = telling.atlas.all().filter(calls).take(2).collect();
        for at in callers {
            let subject = format!("{} makes that call", telling.atlas.named(at));
            self.add_missed(&subject, telling.why_not_reached(at));
        }
        if let Some(last) =
            telling.events().iter().rposition(|event| matches!(event, TraceEvent::Entered { .. }))
            && let TraceEvent::Entered { at } = &telling.events()[last]
        {
            self.add_course(Some(course_to(telling.events(), last + 1, at)));
        }
    }
}
