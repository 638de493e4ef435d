//! The bot of a chat: its way out to services, reading it again, what is said about it first.

use std::sync::Arc;

use super::chat::Chat;
use super::log::Log;
use super::options::ChatOptions;
use super::page::shortened;
use super::past::Past;
use crate::engine::Identity;
use crate::integration::{AllowList, AllowListError, Gateway, Secrets};
use crate::linked::LinkedBot;
use crate::play::{Conversation, LiveChoice};
use crate::terminal::Style;

/// The way out of a bot: which hosts it may call, and what must not be shown.
pub(super) fn connect(
    bot: &LinkedBot,
    options: &ChatOptions,
) -> Result<(AllowList, Gateway), AllowListError> {
    let mut allow = options.allow.clone();
    allow.extend(AllowList::parse(&bot.settings.allow_hosts)?);
    let secrets = Secrets::new(bot.secrets.iter().map(|(_, value)| value));
    Ok((allow.clone(), Gateway::new(allow, secrets, options.dry_run, options.interrupt)))
}

impl Chat<'_> {
    /// Reads the bot from disk again. The old one stays where the new one has errors.
    pub(super) fn reload(&mut self) -> Result<(), String> {
        let playable = match self.file.load() {
            Ok(playable) => playable,
            Err(failure) => {
                // The diagnostics are drawn already; they hold only what the author's files say.
                self.screen.show(failure.drawn.trim_end());
                return Err(format!("{}; the chat goes on with the bot as it was", failure.reason));
            }
        };
        let (allow, gateway) = connect(&playable.bot, &self.options).map_err(|error| error.to_string())?;
        let live = self.live_names();
        self.options.live_all &= self.conversation.live.all;
        self.options.live = live;
        self.sources = playable.sources;
        self.allow = allow;
        self.conversation = Conversation::new(playable.bot, Arc::new(gateway), Identity::default());
        self.conversation.live = self.chosen_live();
        if let Some(notice) = playable.notice {
            self.show(|page| page.notice(&notice));
        }
        self.log = Log::default();
        self.last = None;
        self.turns = 0;
        self.past = Past::default();
        self.forget_branches();
        Ok(())
    }

    /// The integrations that are switched to live, by name.
    fn live_names(&self) -> Vec<String> {
        let ids = &self.conversation.live.integrations;
        ids.iter().map(|id| self.bot().integration(*id).name.to_string()).collect()
    }

    pub(super) fn chosen_live(&self) -> LiveChoice {
        let ids = self.options.live.iter().filter_map(|name| self.bot().find_integration(name));
        LiveChoice { all: self.options.live_all, integrations: ids.collect() }
    }

    /// What a person sees first.
    pub fn greet(&mut self) {
        self.show(|page| {
            let name = page.painted(Style::Heading, &page.lines(&page.safe_line(&page.bot.name), "", ""));
            let hint = page.lines("you are the consumer; /help lists the commands, Ctrl-D leaves", "", "");
            format!("{name}\n{}", page.painted(Style::Dim, &hint))
        });
    }

    /// What the bot has and this version does not simulate, in a sentence.
    pub fn not_simulated(&self) -> Option<String> {
        /// More would push the conversation off the screen.
        const NAMED: usize = 4;
        let list = &self.bot().not_simulated;
        if list.is_empty() {
            return None;
        }
        let page = self.page();
        let mut named: Vec<String> = list
            .iter()
            .take(NAMED)
            .map(|(what, span)| format!("{} ({})", shortened(what, 80), page.place(*span)))
            .collect();
        if list.len() > NAMED {
            named.push(format!("{} more", list.len() - NAMED));
        }
        Some(format!("not simulated yet: {}", named.join(", ")))
    }
}
