//! Hears conversations and counts what happens in them.

use std::collections::VecDeque;
use std::sync::Arc;

use super::choices::Choices;
use super::hits::Slot;
use super::plan::{BotPlan, InteractionSlots, RuleSlots};
use super::{Hits, Plan};
use crate::bot::ApiResult;
use crate::engine::{
    Event, FallbackChoice, Fit, MessageBody, Missed, PassedIntent, Picked, RichTap, RuleOutcome,
    StarterChoice, Timing, Trace, Verdict, WentBecause,
};
use crate::linked::{IntegrationId, InteractionId, LinkedBot};

/// Of so many interactions it is remembered that they have offered something.
const MOST_OFFERS: usize = 20;

/// Counts what happens, one conversation after the other. Each worker of a run has its own.
#[derive(Clone, Debug)]
pub struct Listener<'p> {
    plan: &'p Plan,
    hits: Hits,
    heard: Heard,
    /// The bot that was heard last, by its address.
    last: Option<(usize, &'p BotPlan)>,
}

/// What must be remembered of a conversation to know what later events mean.
#[derive(Clone, Debug, Default)]
struct Heard {
    /// Calls under way: the bot, the integration, who calls it.
    calls: Vec<(usize, IntegrationId, InteractionId)>,
    /// The interactions that have offered something to tap, each with its bot, the latest last.
    offered: VecDeque<(usize, InteractionId)>,
    /// What the consumer has said or tapped, until it is known what for.
    said: Option<Said>,
    /// Whether the rules are being tried once more, with the other value of a tap.
    is_second_try: bool,
    /// The intent that was picked of those in question.
    picked: Option<usize>,
}

/// What the consumer has said or tapped.
#[derive(Clone, Debug)]
struct Said {
    label: Arc<str>,
    /// Of a tap: what the bot gets.
    value: Option<Arc<str>>,
}

impl<'p> Listener<'p> {
    /// One that has heard nothing yet.
    pub fn new(plan: &'p Plan) -> Self {
        Self { plan, hits: Hits::none(plan.len()), heard: Heard::default(), last: None }
    }

    /// What has happened, for good.
    pub fn into_hits(self) -> Hits {
        self.hits
    }

    /// From now on it is another conversation.
    pub fn begin_conversation(&mut self) {
        self.heard = Heard::default();
    }

    /// Counts an event of a bot. Events come in the order of happening.
    pub fn event(&mut self, bot: &Arc<LinkedBot>, event: &Event) {
        let address = Arc::as_ptr(bot) as usize;
        if self.last.is_none_or(|(last, _)| last != address) {
            self.last = self.plan.of(bot).map(|plan| (address, plan));
        }
        let Some((_, plan)) = self.last else { return };
        let (hits, heard) = (&mut self.hits, &mut self.heard);
        let mut hearing = Hearing { plan, bot, address, hits, heard };
        hearing.event(event);
    }
}

/// One event being heard.
struct Hearing<'h> {
    plan: &'h BotPlan,
    bot: &'h LinkedBot,
    address: usize,
    hits: &'h mut Hits,
    heard: &'h mut Heard,
}

impl<'h> Hearing<'h> {
    fn event(&mut self, event: &Event) {
        match event {
            Event::Message(message) => {
                let offers = matches!(message.body, MessageBody::Choices(_) | MessageBody::Rich(_));
                if let Some(from) = message.from.filter(|_| offers) {
                    self.offers(from);
                }
            }
            Event::LinkOpened(url) => self.opened(url),
            Event::Call(call) => self.heard.calls.push((self.address, call.integration, call.from)),
            Event::Trace(trace) => self.trace(trace),
            _ => {}
        }
    }

    fn trace(&mut self, trace: &Trace) {
        match trace {
            Trace::Said(label) => self.heard.said = Some(Said { label: label.clone(), value: None }),
            Trace::ListMarker { label } => self.heard.said = Some(Said { label: label.clone(), value: None }),
            Trace::Tapped { label, said } => {
                self.heard.said = Some(Said { label: label.clone(), value: Some(said.clone()) });
            }
            Trace::TapBrings { payload: Some(payload), .. } => {
                if let Some(Said { value: value @ Some(_), .. }) = &mut self.heard.said {
                    *value = Some(payload.clone());
                }
            }
            Trace::RichTap(
                RichTap::Ticked { label, on: true } | RichTap::Cart { label, .. } | RichTap::Custom { label },
            ) => self.touched(label),
            Trace::Answering(question) => {
                self.heard.is_second_try = false;
                self.heard.picked = None;
                self.chosen(Some(*question));
            }
            Trace::NothingPending => self.chosen(None),
            Trace::RuleTried { interaction, rule, outcome } => self.rule_tried(*interaction, *rule, outcome),
            Trace::TriedAgainWith(_) => self.heard.is_second_try = true,
            Trace::NoMatchTaken(id) => self.no_match_taken(*id),
            Trace::QuestionSkipped { question, rule } => {
                let taken = self.rule(*question, *rule).taken;
                self.hits.add(taken);
            }
            Trace::Starters(choice) => self.starters(choice),
            Trace::IntentPassed { intent, outcome: PassedIntent::Starts(dialog) } => {
                if let Some(intent) = self.bot.intents.find(intent) {
                    self.hits.add(self.plan.intents.get(&(*dialog, intent)).copied().flatten());
                }
            }
            Trace::Picked(Picked::Intent(intent)) => self.heard.picked = Some(*intent),
            Trace::Went { from, because, .. } => self.went(*from, *because),
            Trace::Entered(id) => self.hit(*id, |slots| slots.entered),
            Trace::Fallback(FallbackChoice::Question(id)) => self.hit(*id, |slots| slots.fallback),
            Trace::FileJudged { upload, accepted, .. } => self.ended(*upload, *accepted),
            Trace::CallEnded { integration, result, .. } => self.call_ended(*integration, *result),
            Trace::Searched { interaction, answers, .. } => self.ended(*interaction, *answers > 0),
            // Nobody waits any more for what was called before.
            Trace::FreshSession
            | Trace::Reset
            | Trace::SurveyBegins(_)
            | Trace::Timing(Timing::StartOver) => {
                let own = self.address;
                self.heard.calls.retain(|(bot, ..)| *bot != own);
            }
            _ => {}
        }
    }

    fn slots(&self, id: InteractionId) -> Option<&InteractionSlots> {
        self.plan.interactions.get(id.index())
    }

    fn hit(&mut self, id: InteractionId, slot: impl Fn(&InteractionSlots) -> Slot) {
        let slot = self.slots(id).and_then(slot);
        self.hits.add(slot);
    }

    fn rule(&self, id: InteractionId, position: usize) -> RuleSlots {
        let rules = self.slots(id).map_or(&[][..], |slots| &slots.rules);
        rules.get(position).copied().unwrap_or_default()
    }

    /// A rule is tried with both values of a tap; what counts is whether one of them was taken.
    fn rule_tried(&mut self, id: InteractionId, position: usize, outcome: &RuleOutcome) {
        let rule = self.rule(id, position);
        match outcome {
            RuleOutcome::Matched => {
                self.hits.add(rule.taken);
                if self.heard.is_second_try {
                    self.hits.take_back(rule.not_taken);
                }
                self.heard.picked = None;
                if let Some(no_match) = self.slots(id).and_then(|slots| slots.no_match) {
                    let not_taken = self.rule(id, no_match).not_taken;
                    self.hits.add(not_taken);
                }
            }
            RuleOutcome::Missed(Missed::NotApplicable) => {}
            RuleOutcome::Missed(_) | RuleOutcome::Variable { .. } | RuleOutcome::Failed => {
                if !self.heard.is_second_try {
                    self.hits.add(rule.not_taken);
                }
            }
        }
    }

    fn no_match_taken(&mut self, id: InteractionId) {
        self.heard.picked = None;
        if let Some(no_match) = self.slots(id).and_then(|slots| slots.no_match) {
            let taken = self.rule(id, no_match).taken;
            self.hits.add(taken);
        }
    }

    fn went(&mut self, from: InteractionId, because: WentBecause) {
        match because {
            WentBecause::NextAction => self.hit(from, |slots| slots.next.filter(|_| !slots.closes)),
            WentBecause::SystemString => self.hit(from, |slots| slots.next.filter(|_| slots.closes)),
            WentBecause::UnhandledFailure => self.hit(from, |slots| slots.stops_at_failure),
            WentBecause::Rule(position) => {
                let edge = self.rule(from, position).edge;
                self.hits.add(edge);
            }
            WentBecause::Triggered => {
                if let Some(intent) = self.heard.picked.take() {
                    let dialog = self.bot.interaction(from).dialog;
                    self.hits.add(self.plan.intents.get(&(dialog, intent)).copied().flatten());
                }
            }
            WentBecause::Author | WentBecause::Code(_) => {}
        }
    }

    fn starters(&mut self, choice: &StarterChoice) {
        let chosen = choice.candidates.iter().find(|candidate| candidate.verdict == Verdict::Chosen);
        let Some(chosen) = chosen else { return };
        let slot = match (chosen.fit, chosen.dialog) {
            (Fit::Pattern(pattern), _) => self.plan.patterns.get(&pattern),
            (Fit::Intent { intent, .. }, Some(dialog)) => self.plan.intents.get(&(dialog, intent)),
            (Fit::Intent { .. }, None) => None,
        };
        self.hits.add(slot.copied().flatten());
    }

    /// Calls of one integration end in the order in which they were made.
    fn call_ended(&mut self, integration: IntegrationId, result: ApiResult) {
        let own =
            |call: &(usize, IntegrationId, InteractionId)| (call.0, call.1) == (self.address, integration);
        let Some(place) = self.heard.calls.iter().position(own) else { return };
        let (.., from) = self.heard.calls.remove(place);
        // How a search went is told when its answer was read.
        if !matches!(self.bot.interaction(from).step, crate::linked::Step::Knowledge(_)) {
            self.ended(from, result == ApiResult::Success);
        }
    }

    fn ended(&mut self, id: InteractionId, is_good: bool) {
        self.hit(id, |slots| if is_good { slots.good } else { slots.bad });
    }

    /// What was said or tapped may be a choice: of the question that waits if it was said, of one that has
    /// offered something if it was tapped.
    fn chosen(&mut self, waiting: Option<InteractionId>) {
        let Some(Said { label, value }) = self.heard.said.take() else { return };
        let choices = match value {
            Some(_) => {
                self.offering(|choices| choices.has_label(&label)).or_else(|| self.choices_of(waiting?))
            }
            None => waiting.and_then(|id| self.choices_of(id)),
        };
        let Some(choices) = choices else { return };
        let hits = &mut *self.hits;
        match value {
            Some(value) => choices.tapped(&label, &value, &mut |slot| hits.add(slot)),
            None => choices.said(&label, &mut |slot| hits.add(slot)),
        }
    }

    /// Something was tapped that says nothing by itself, such as a checkbox.
    fn touched(&mut self, label: &str) {
        let Some(choices) = self.offering(|choices| choices.has_label(label)) else { return };
        let hits = &mut *self.hits;
        choices.tapped(label, label, &mut |slot| hits.add(slot));
    }

    fn opened(&mut self, url: &str) {
        let Some(choices) = self.offering(|choices| choices.has_page(url)) else { return };
        let hits = &mut *self.hits;
        choices.opened(url, &mut |slot| hits.add(slot));
    }

    /// An interaction offers something to tap.
    fn offers(&mut self, from: InteractionId) {
        let new = (self.address, from);
        self.heard.offered.retain(|known| *known != new);
        self.heard.offered.push_back(new);
        if self.heard.offered.len() > MOST_OFFERS {
            self.heard.offered.pop_front();
        }
    }

    /// The choices of this bot that were offered last; of earlier ones, which may still be tapped, where `has` says
    /// that only they have it.
    fn offering(&self, has: impl Fn(&Choices) -> bool) -> Option<&'h Choices> {
        let own = self.heard.offered.iter().rev().filter(|(bot, _)| *bot == self.address);
        let mut offered = own.filter_map(|(_, id)| self.choices_of(*id)).peekable();
        let last = offered.peek().copied();
        offered.find(|choices| has(choices)).or(last)
    }

    fn choices_of(&self, id: InteractionId) -> Option<&'h Choices> {
        self.plan.interactions.get(id.index())?.choices.as_deref()
    }
}
