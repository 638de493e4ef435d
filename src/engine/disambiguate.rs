//! Asking the consumer which of several intents was meant (spec 3.5).

use std::sync::Arc;

use super::advance::Turn;
use super::choose::Doubtful;
use super::fallback::Unanswered;
use super::flow::After;
use super::rules::same;
use super::{LeftBecause, Part, Picked, Problem, Trace, WentBecause, literals};
use crate::linked::{DialogId, DisambiguationStep, InteractionId, OfferedChoice, Target};
use crate::nlu::{Score, Understanding};

impl Turn<'_> {
    /// Puts the disambiguation dialog on the stack and plays it.
    pub(super) fn disambiguate(&mut self, dialog: DialogId, doubtful: Doubtful) {
        // It may lie further down where it was left by a jump.
        self.drop_frames_of(dialog, LeftBecause::DisambiguationOver);
        self.push(dialog);
        if let Some(frame) = self.session.stack.last_mut() {
            frame.doubtful = Some(Arc::from(doubtful));
        }
        match self.bot.dialog(dialog).first {
            Some(first) => self.go(first, Target::Interaction(first), WentBecause::Triggered),
            None => self.complete(),
        }
    }

    /// Plays the Disambiguation interaction: asks, where there is something to choose from.
    pub(super) fn ask_which(&mut self, id: InteractionId, step: &DisambiguationStep, part: Part) -> After {
        if self.offered_intents(step).is_empty() {
            self.problem(Problem::NothingToDisambiguate(id));
            return After::Goto(self.bot.interaction(id).next, WentBecause::NextAction);
        }
        self.ask_by(id, |turn| turn.prepare_which(id, step, part))
    }

    fn prepare_which(&mut self, id: InteractionId, step: &DisambiguationStep, part: Part) {
        let bot = self.bot;
        let text = self.fill(&step.text, Some(id));
        let plain = |label| OfferedChoice { label, ..OfferedChoice::default() };
        let intents = self.offered_intents(step);
        let mut choices: Vec<OfferedChoice> =
            intents.iter().map(|intent| plain(bot.intents.display_name(*intent).clone())).collect();
        if let Some(none) = &step.none_of_these {
            choices.push(plain(self.fill(none, Some(id))));
        }
        self.prepare_choices(choices.into_boxed_slice(), text, id, part);
    }

    /// The intents that are offered now, the best first.
    fn offered_intents(&self, step: &DisambiguationStep) -> Vec<usize> {
        let doubtful = self.session.stack.last().and_then(|frame| frame.doubtful.as_deref());
        doubtful.unwrap_or(&[]).iter().copied().take(step.shown).collect()
    }

    /// Sees what the consumer picked, typed or tapped, before rules and code look at the answer: by then
    /// the chosen intent is what the message means, and code may read it (spec 3.5.7).
    pub(super) fn note_picked(&mut self, id: InteractionId, step: &DisambiguationStep) -> Picked {
        let bot = self.bot;
        // On a channel without buttons a number may stand for the choice.
        let request = &self.session.request;
        let listed = request.answer.as_ref().and_then(|answer| answer.listed.clone());
        let said = listed.unwrap_or_else(|| request.said.clone());
        let mut offered = self.offered_intents(step).into_iter();
        let picked = match offered.find(|intent| same(bot.intents.display_name(*intent), &said)) {
            Some(intent) => {
                self.session.disambiguated_intent = Some(intent);
                self.session.request.meaning = Some(Understanding::scripted(intent, Score::FULL));
                Picked::Intent(intent)
            }
            None => match &step.none_of_these {
                Some(none) if same(&self.fill(none, Some(id)), &said) => Picked::NoneOfThese,
                _ => Picked::Nothing,
            },
        };
        self.trace(Trace::Picked(picked));
        picked
    }

    /// What follows where no rule takes the answer. There is no context switching here (spec 3.5.3).
    pub(super) fn settle(&mut self, id: InteractionId, picked: Picked) {
        match picked {
            Picked::Intent(intent) => match self.bot.starters.dialog_of(intent) {
                Some(dialog) => {
                    self.leave();
                    self.start_by_intent(dialog, intent);
                }
                None => self.fall_back(Unanswered::Message),
            },
            // It asks to choose one of the options, which still wait.
            Picked::NoneOfThese => self.send_built_in(literals::NONE_OF_THESE, Some(id)),
            Picked::Nothing => self.fall_back(Unanswered::Message),
        }
    }
}
