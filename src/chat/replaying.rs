//! A transcript is played, as if a person did what its consumer does.

use std::sync::Arc;

use super::chat::{Chat, Turn};
use super::past::Change;
use super::prelude::Prelude;
use super::{view_past, view_replay};
use crate::bot::{Channel, Scope};
use crate::engine::Input;
use crate::replay::{Doing, Replay};

impl Chat<'_> {
    /// Plays the transcript that the chat begins with, up to where it is to stop. Everything that it does can
    /// be taken back; where the bot does something else than the transcript says, that is said.
    pub fn replay(&mut self) {
        let Some(prelude) = self.prelude.clone() else { return };
        let mut replay = Replay::new(&prelude.script).up_to(prelude.items);
        if replay.begins_with_bot() {
            let began = self.last.clone();
            self.compare(&mut replay, began.as_deref());
        }
        while let Some(item) = replay.next(&self.conversation) {
            let done =
                replay.doing(item, &self.conversation).map(|doing| doing.map(|doing| self.perform(doing)));
            match done {
                Ok(turn) => self.compare(&mut replay, turn.flatten().as_deref()),
                Err(reason) => {
                    let place = self.sources.place(item.key);
                    return self.complain(&format!("the replay stops at {place}: {reason}"));
                }
            }
            if self.screen.interactive {
                self.end_of_turn();
            }
            if self.is_unread() {
                return;
            }
        }
        if self.screen.interactive {
            self.remark(&end(&prelude));
        }
    }

    /// Does what an item says, in such a way that it can be taken back. Returns the turn that it made.
    fn perform(&mut self, doing: Doing) -> Option<Arc<Turn>> {
        match doing {
            Doing::Play(input) => {
                self.announce(&input);
                self.play(input)
            }
            Doing::Set(variables) => {
                self.do_as_said(Change::Set(variables));
                None
            }
            Doing::Channel(channel) => {
                self.do_as_said(Change::Channel(channel));
                None
            }
        }
    }

    /// Shows what happens to the bot; what has no words of the consumer, as the command that does the same.
    fn announce(&mut self, input: &Input) {
        match view_past::as_command(&self.page(), &Change::Input(input.clone())) {
            Some(command) => self.remark(&format!("the transcript: {command}")),
            None => self.echo(input),
        }
    }

    fn do_as_said(&mut self, change: Change) {
        if let Some(command) = view_past::as_command(&self.page(), &change) {
            self.remark(&format!("the transcript: {command}"));
        }
        self.do_directly(&change);
    }

    /// Does a change that needs no words: variables and the channel.
    pub(super) fn do_directly(&mut self, change: &Change) {
        // Neither of them has a way to fail.
        let _: Result<(), String> = self.change(change.clone(), |chat| {
            match change {
                Change::Set(variables) => chat.set_variables(variables),
                Change::Channel(channel) => chat.go_on_with(*channel),
                Change::Input(_) | Change::Command(..) => {}
            }
            Ok(())
        });
    }

    fn set_variables(&mut self, variables: &[(Arc<str>, Arc<str>)]) {
        for (name, value) in variables {
            self.conversation.session.set_variable(name.clone(), value.clone(), Scope::Session);
        }
    }

    /// Goes on with another channel.
    pub(super) fn go_on_with(&mut self, channel: Channel) {
        self.options.channel = Some(channel);
        self.conversation.session.choose_channel(Some(channel));
    }

    /// Says where the bot did something else in a turn than the transcript says.
    fn compare(&mut self, replay: &mut Replay<'_>, turn: Option<&Turn>) {
        let events = turn.map_or(&[][..], |turn| &turn.events);
        let comparison = replay.compare(&self.conversation, events, &self.sources);
        for sentence in view_replay::differences(&self.page(), &comparison, events) {
            self.show(|page| page.alarm(&sentence));
        }
    }
}

/// Where the conversation is when the transcript was played.
fn end(prelude: &Prelude) -> String {
    let name = prelude.name();
    match &prelude.stops_at {
        None => format!("here the transcript `{name}` ends; go on by hand"),
        Some(place) => format!("the transcript `{name}` stops here, at {place}; go on by hand"),
    }
}
