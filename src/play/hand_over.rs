//! From bot to bot: who of the group takes a message, who takes over, who begins again (spec 14).

use std::sync::Arc;

use super::conversation::{Conversation, Progress, Watcher};
use super::member::Member;
use crate::engine::{Event, GroupAnswer, HandOver, Input, Problem, Sibling, judge};
use crate::text::Reference;

/// The most times that the conversation changes hands because of one input. The platform has no such
/// limit: there two bots that send the consumer to each other would go on for ever.
pub const MOST_HAND_OVERS: u32 = 10;

/// What an input has led to, as far as handing over is concerned.
#[derive(Debug, Default)]
pub(super) struct HandOvers {
    count: u32,
    /// What a bot said last.
    last_message: Option<Arc<str>>,
}

impl Conversation {
    /// The other bots of the group of the one at this place.
    pub(super) fn siblings(&self, place: usize) -> impl Iterator<Item = &Member> {
        let own = &self.members[place].bot;
        let others = self.members.iter().enumerate().filter(move |(other, _)| *other != place);
        others.map(|(_, member)| member).filter(move |member| member.bot.is_sibling_of(own))
    }

    /// What the siblings make of a message, in the order in which they were named.
    pub(super) fn answer_of_group(&self, place: usize, said: &str) -> Input {
        let asked =
            |member: &Member| Sibling { bot: member.bot.name.clone(), verdict: judge(&member.bot, said) };
        Input::GroupAnswered(GroupAnswer::new(self.siblings(place).map(asked).collect()))
    }

    /// Hands the conversation to another bot of the run, as an Agent Transfer to its skill does.
    pub fn hand_over(&mut self, over: HandOver, watcher: &mut dyn Watcher) {
        let mut progress = Progress::default();
        let place = self.active;
        let mut event = Event::HandOver(Box::new(over));
        self.note(place, &mut event, &mut progress);
        watcher.event(&self.bot, &self.session, &event);
        if let Event::HandOver(over) = event
            && let Some((place, input)) = self.receiver(place, over)
        {
            self.play_on(place, input, &mut progress, watcher);
        }
    }

    /// Follows what one bot's event means for the others. A bot that is handed the conversation and
    /// cannot get it makes the event a problem: nothing is handed over then.
    pub(super) fn note(&mut self, place: usize, event: &mut Event, progress: &mut Progress) {
        match event {
            Event::HandOver(over) => {
                progress.hand_overs.count += 1;
                if progress.hand_overs.count > MOST_HAND_OVERS {
                    *event = Event::Problem(Problem::HandOversWithoutEnd(MOST_HAND_OVERS));
                } else if let Some(receiver) = self.find(&over.to) {
                    self.settle_what_is_heard(place, receiver, over, progress);
                } else {
                    let known = self.members.iter().map(|member| member.bot.name.clone()).collect();
                    *event = Event::Problem(Problem::BotNotInRun { to: over.to.clone(), known });
                }
            }
            Event::Message(message) if self.members.len() > 1 => {
                progress.hand_overs.last_message = Some(message.text.clone());
            }
            Event::Closed { .. } => {
                let others = self.members.iter_mut().enumerate().filter(|(other, _)| *other != place);
                others.for_each(|(_, member)| member.session.end());
            }
            _ => {}
        }
    }

    /// Without context a bot hears the last message of the conversation, whoever sent it, unless its
    /// connector skips what does not come from the consumer (spec 14.5). Only here is it known who that
    /// bot is.
    fn settle_what_is_heard(&self, place: usize, receiver: usize, over: &mut HandOver, progress: &Progress) {
        if over.context.is_some() {
            return;
        }
        let from = &self.members[place];
        let said = from.session.lookup(&from.bot, &Reference::UserMessage);
        let last = progress.hand_overs.last_message.clone();
        let skips = self.members[receiver].bot.settings.connector.skip_agent_message;
        if let Some(heard) = last.filter(|_| !skips).or(said) {
            over.heard = heard;
        }
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.members.iter().position(|member| &*member.bot.name == name)
    }

    /// The bot that takes over, with what it gets.
    pub(super) fn receiver(&mut self, from: usize, over: Box<HandOver>) -> Option<(usize, Input)> {
        let to = self.find(&over.to)?;
        let now = self.members[from].session.now();
        self.members[to].session.catch_up(now);
        self.active = to;
        Some((to, Input::TakeOver(over)))
    }

    /// A message after the end of the conversation begins a new one, which the first bot gets as it got
    /// this one.
    pub(super) fn begin_again_if_closed(&mut self, input: &Input) {
        let begins = matches!(input, Input::Text(_) | Input::File(_));
        if self.active != 0 && begins && self.session.is_closed() {
            let now = self.session.now();
            self.active = 0;
            self.session.catch_up(now);
        }
    }
}
