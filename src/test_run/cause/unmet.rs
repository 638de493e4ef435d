//! What led to a state that is not as expected.

use super::course::{course, course_to, rule_matched};
use super::{At, Looking, Reason, quoted, variables};
use crate::bot::CodeHook;
use crate::linked::{LinkedRule, Step};
use crate::replay::Unmet;
use crate::trace::TraceEvent;

impl Looking<'_> {
    pub(super) fn look_at_unmet(&mut self) {
        for unmet in &self.telling.turn.unmet {
            match unmet.what.split_once('.') {
                Some(("variables", name)) => self.look_at_variable(name),
                Some(("calls", rest)) => self.look_at_calls(rest, unmet),
                _ if unmet.what == "waiting_at" => self.look_at_waiting(unmet),
                _ if unmet.what == "triggered" => self.look_at_triggered(),
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
        self.add_missed(&subject, Some(at), missed);
    }

    /// Which code has let the flow go elsewhere.
    fn look_at_triggered(&mut self) {
        let telling = self.telling;
        let triggered = |event: &TraceEvent| matches!(event, TraceEvent::Triggered { .. });
        match telling.events().iter().rposition(triggered) {
            Some(place) => {
                let at = match &telling.events()[place] {
                    TraceEvent::Triggered { code, .. } => code.at.as_ref().map(Into::into),
                    _ => None,
                };
                self.reasons.extend(telling.code_triggers(place).map(|words| Reason::new(words, at)));
            }
            None => self.add_course(telling.last_course()),
        }
    }

    /// The code that has set a variable, where it is not a rule that has.
    fn set_by_code(&self, name: &str, value: &str, set: usize) -> Option<Reason> {
        let events = self.telling.events();
        let begins = |event: &TraceEvent| matches!(event, TraceEvent::CodeBegins { .. });
        let code = events[..set].iter().rposition(begins)?;
        if rule_matched(events, set).is_some_and(|rule| rule > code) {
            return None;
        }
        // What follows the code of a result may be a field of it.
        let TraceEvent::CodeBegins { code } = &events[code] else { return None };
        let at = code.at.as_ref().filter(|_| code.hook != CodeHook::TransformResult.key())?;
        Some(Reason::new(format!("{} sets `{name}` to {value}", self.telling.code(code)), Some(at.into())))
    }

    /// The rule that has set a variable.
    fn set_by_rule(&self, name: &str, value: &str, set: usize) -> Option<Reason> {
        let telling = self.telling;
        match &telling.events()[rule_matched(telling.events(), set)?] {
            TraceEvent::RuleTried { at, rule, .. } => {
                let whose = telling.atlas.interaction(at);
                let words =
                    format!("{} of {whose} sets `{name}` to {value}", telling.atlas.told_rule(at, rule));
                Some(Reason::new(words, Some(rule.into())))
            }
            _ => None,
        }
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
            let by = self.set_by_code(name, &value, set).or_else(|| self.set_by_rule(name, &value, set));
            let here = || Reason::new(format!("`{name}` is set to {value} in this turn"), None);
            self.reasons.push(by.unwrap_or_else(here));
            return;
        }
        self.names.insert(name.into());
        let sets = |_: At, rule: &LinkedRule| rule.set.iter().any(|set| &*set.name == name);
        let missed = telling.rules_not_taken("sets it", &sets);
        let nothing = format!("nothing sets `{name}` in this turn");
        match missed.reasons.is_empty() {
            true => self.reasons.push(Reason::new(nothing, None)),
            false => self.add_missed(&nothing, None, missed),
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
        for (place, event) in telling.events().iter().enumerate() {
            if let TraceEvent::CallEnded { integration, .. } = event
                && integration.name == plain
            {
                let words = telling.call_ended(place);
                self.reasons.extend(words.map(|words| Reason::new(words, Some(integration.into()))));
            }
        }
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
            self.add_missed(&subject, Some(at), telling.why_not_reached(at));
        }
        if let Some(last) =
            telling.events().iter().rposition(|event| matches!(event, TraceEvent::Entered { .. }))
            && let TraceEvent::Entered { at } = &telling.events()[last]
        {
            self.add_course(Some(course_to(telling.events(), last + 1, at)));
        }
    }
}
