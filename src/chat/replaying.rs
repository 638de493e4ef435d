//! A transcript is played, as if a person did what its consumer does.

use std::sync::Arc;

use super::chat::{Chat, Turn};
use super::past::Change;
use super::prelude::Prelude;
use super::{commands, view_past, view_replay};
use crate::bot::{Channel, Scope};
use crate::engine::Input;
use crate::linked::InteractionId;
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
            let doing = replay.doing(item, &self.conversation);
            match doing.and_then(|doing| doing.map_or(Ok(None), |doing| self.perform(doing))) {
                Ok(turn) => self.compare(&mut replay, turn.as_deref()),
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
    fn perform(&mut self, doing: Doing) -> Result<Option<Arc<Turn>>, String> {
        match doing {
            Doing::Play(Input::Goto(place)) => {
                let change = Change::Command("goto", self.name_of(place));
                self.do_as_said(&change)?;
                return Ok(self.last.clone());
            }
            Doing::Play(input @ Input::TimePassed(_)) => {
                self.remark_as_command(&Change::Input(input.clone()));
                return Ok(self.play(input));
            }
            Doing::Play(input) => {
                self.echo(&input);
                return Ok(self.play(input));
            }
            Doing::Set(variables) => self.do_as_said(&Change::Set(variables))?,
            Doing::Channel(channel) => self.do_as_said(&Change::Channel(channel))?,
        }
        Ok(None)
    }

    /// How `/goto` finds an interaction: by its name, or by that of the dialog that begins with it.
    fn name_of(&self, place: InteractionId) -> String {
        let bot = self.bot();
        let interaction = bot.interaction(place);
        interaction.name.as_ref().unwrap_or(&bot.dialog(interaction.dialog).name).to_string()
    }

    /// Does what the consumer has no words for, and shows it as the command that does the same.
    fn do_as_said(&mut self, change: &Change) -> Result<(), String> {
        self.remark_as_command(change);
        self.do_change(change)
    }

    fn remark_as_command(&mut self, change: &Change) {
        if let Some(command) = view_past::as_command(change) {
            self.remark(&format!("the transcript: {command}"));
        }
    }

    /// Does a change that is no input.
    pub(super) fn do_change(&mut self, change: &Change) -> Result<(), String> {
        match change {
            Change::Command(name, arguments) => self.do_command(commands::find(name)?, arguments).map(drop),
            Change::Set(variables) => self.change(change.clone(), |chat| {
                chat.set_variables(variables);
                Ok(())
            }),
            Change::Channel(channel) => self.change(change.clone(), |chat| {
                chat.go_on_with(*channel);
                Ok(())
            }),
            Change::Input(input) => {
                self.play(input.clone());
                Ok(())
            }
        }
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
