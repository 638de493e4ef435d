//! What a piece of code is given of the conversation, and what is taken back of it.

use std::sync::Arc;

use super::advance::Turn;
use crate::bot::{CodeHook, VariableTypes};
use crate::linked::LinkedBot;
use crate::script::{Heard, HeardFile, World};

impl Turn<'_> {
    /// The world of a piece of code. What the conversation remembers moves into it, and out again with
    /// [`Turn::take_back`].
    pub(super) fn world(&mut self, hook: Option<CodeHook>) -> Box<World> {
        let heard = self.heard();
        let session = &mut *self.session;
        Box::new(World {
            hook,
            heard,
            dialog: session
                .stack
                .last_mut()
                .map(|frame| std::mem::take(&mut frame.variables))
                .unwrap_or_default(),
            memory: std::mem::take(&mut session.memory),
            facts: self.bot.facts.clone(),
            fixtures: session.fixtures(self.bot).clone(),
            identity: session.identity.clone(),
            profile: session.profile.clone(),
            channel: session.channel(self.bot),
            now: session.now,
            began: session.began,
            random: session.random,
            always_text: self.bot.settings.variables == VariableTypes::AlwaysString,
            effects: Vec::new(),
        })
    }

    /// Takes back what the conversation remembers.
    pub(super) fn take_back(&mut self, world: World) {
        let session = &mut *self.session;
        session.memory = world.memory;
        session.random = world.random;
        if let Some(frame) = session.stack.last_mut() {
            frame.variables = world.dialog;
        }
    }

    fn heard(&self) -> Heard {
        let (bot, session) = (self.bot, &*self.session);
        let answer = session.request.answer.as_deref();
        let intent = |intent: Option<usize>| intent.map(|intent| intent_name(bot, intent));
        Heard {
            message: session.request.said.clone(),
            quick_reply_payload: session.request.payload.clone(),
            button_payload: answer.and_then(|answer| answer.button_payload.clone()),
            metadata: answer.and_then(|answer| answer.metadata.clone()),
            file: session.last_file.as_ref().map(|file| HeardFile {
                caption: file.caption.clone(),
                type_label: Arc::from(file.facts.type_label()),
            }),
            intent: intent(session.last_intent),
            disambiguated: intent(session.disambiguated_intent),
            last_call: session
                .last_outcome
                .map(|(result, status)| (result == crate::bot::ApiResult::Success, status)),
        }
    }
}

fn intent_name(bot: &LinkedBot, intent: usize) -> Arc<str> {
    bot.intents.name(intent).clone()
}
