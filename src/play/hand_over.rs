//! From bot to bot: who of the group takes a message, who takes over, who begins again (spec 14).

use super::conversation::{Conversation, Progress, Watcher};
use super::member::Member;
use crate::engine::{Ended, Event, GroupAnswer, HandOver, Input, Problem, Sibling, judge};
use crate::text::Reference;

/// The most times that the conversation changes hands because of one input. The platform has no such
/// limit: there two bots that send the consumer to each other would go on for ever.
pub const MOST_HAND_OVERS: u32 = 10;

/// Hand-overs because of one input.
#[derive(Debug, Default)]
pub(super) struct HandOvers {
    /// How many there were.
    number: u32,
    /// Whether the last one was refused.
    is_refused: bool,
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
        self.note(place, &mut event, &mut progress.hand_overs);
        watcher.event(&self.bot, &self.session, &event);
        if let Event::HandOver(over) = event
            && let Some((place, input)) = self.receiver(place, over)
        {
            self.play_to_the_end(place, input, &mut progress, watcher);
        }
    }

    /// Follows what one bot's event means for the others. A bot that is handed the conversation and
    /// cannot get it makes the event a problem: nothing is handed over then.
    pub(super) fn note(&mut self, place: usize, event: &mut Event, progress: &mut HandOvers) {
        match event {
            Event::HandOver(over) => {
                progress.number += 1;
                progress.is_refused = false;
                if progress.number > MOST_HAND_OVERS {
                    progress.is_refused = true;
                    *event = Event::Problem(Problem::HandOversWithoutEnd(MOST_HAND_OVERS));
                } else if let Some(receiver) = self.find(&over.to) {
                    self.settle_what_is_heard(place, receiver, over);
                } else {
                    progress.is_refused = true;
                    let known = self.members.iter().map(|member| member.bot.name.clone()).collect();
                    *event = Event::Problem(Problem::BotNotInRun { to: over.to.clone(), known });
                }
            }
            // The bot that meant to say no more still has the conversation.
            Event::Ended(ended @ Ended::HandedOver) if progress.is_refused => {
                *ended = self.members[place].session.rest_state();
            }
            Event::Message(message) if self.members.len() > 1 => {
                self.last_message = Some(message.text.clone());
            }
            _ => {}
        }
    }

    /// Without context a bot hears the last message of the conversation, whoever sent it, unless its
    /// connector skips what does not come from the consumer (spec 14.5). Only here is it known who that
    /// bot is.
    fn settle_what_is_heard(&self, place: usize, receiver: usize, over: &mut HandOver) {
        if over.context.is_some() {
            return;
        }
        let from = &self.members[place];
        let said = from.session.lookup(&from.bot, &Reference::UserMessage);
        let last = self.last_message.clone();
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
        let giver = &self.members[from];
        // The consumer stays on their channel, whatever the other bot's settings say.
        let (now, channel) = (giver.session.now(), giver.session.channel(&giver.bot));
        self.members[to].session.catch_up(now);
        self.members[to].session.choose_channel(Some(channel));
        if let Ok([giver, receiver]) = self.members.get_disjoint_mut([from, to]) {
            receiver.session.take_consumer_from(&mut giver.session);
        }
        self.active = to;
        Some((to, Input::TakeOver(over)))
    }

    /// What comes after the end of a conversation begins a new one: no bot knows of the old one, and a
    /// message goes to the first bot, as the first one of the old conversation did.
    pub(super) fn begin_again_if_closed(&mut self, input: &Input) {
        if self.members.len() == 1 || !self.session.is_closed() {
            return;
        }
        let now = self.session.now();
        match input {
            Input::Text(_)
            | Input::Intent { .. }
            | Input::Burst { .. }
            | Input::Interruption { .. }
            | Input::File(_) => self.active = 0,
            // Their ids are of the bot that closed the conversation.
            Input::Tap(_) | Input::Taps(_) | Input::Goto(_) => {}
            _ => return,
        }
        let active = self.active;
        for (place, member) in self.members.iter_mut().enumerate() {
            // The bot that begins says itself that its session is a fresh one.
            if place == active {
                member.session.end()
            } else {
                member.session.forget()
            }
            member.session.catch_up(now);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use super::*;
    use crate::engine::Identity;
    use crate::integration::{AllowList, Gateway, Interrupt, Secrets};
    use crate::linked::{LinkedBot, Names, link};
    use crate::load::{MemoryFiles, load_bot};
    use crate::source::Sources;

    fn bot(name: &str) -> Arc<LinkedBot> {
        let text = format!("bot: {name}\ndialogs:\n  - dialog: A\n    interactions:\n      - text: Hello\n");
        let files = MemoryFiles::default().with("bot.yaml", text);
        let loaded = load_bot("bot.yaml", &files, &mut Sources::default());
        Arc::new(link(&Names::new(&loaded.bot.unwrap()), &|_| None).unwrap())
    }

    #[test]
    fn bots_that_hand_over_to_each_other_are_stopped() {
        let gateway = Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
        let one = Conversation::new(bot("One"), Arc::new(gateway), Identity::default());
        let mut both = one.with_others([bot("Two")]);
        let mut hand_overs = HandOvers::default();
        for count in 0..=MOST_HAND_OVERS {
            let to = if count % 2 == 0 { "Two" } else { "One" };
            let over = HandOver { to: Arc::from(to), heard: Arc::from("hi"), context: None, dialog: None };
            let mut event = Event::HandOver(Box::new(over));
            both.note(both.active(), &mut event, &mut hand_overs);
            match event {
                Event::HandOver(over) => {
                    assert!(count < MOST_HAND_OVERS);
                    let (place, _) = both.receiver(both.active(), over).unwrap();
                    assert_eq!((place, both.bot().name.as_ref()), (both.active(), to));
                }
                event => {
                    assert_eq!(count, MOST_HAND_OVERS);
                    let stopped = matches!(event, Event::Problem(Problem::HandOversWithoutEnd(10)));
                    assert!(stopped, "{event:?}");
                }
            }
        }
    }
}
