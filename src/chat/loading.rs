//! The bots of a chat: their way out to services, reading them again, what is said about them first.

use std::sync::Arc;

use super::chat::Chat;
use super::log::Log;
use super::names::{OwnedIntegration, Run};
use super::options::{ChatOptions, Playable};
use super::past::Past;
use crate::diagnostic::Severity;
use crate::engine::Identity;
use crate::integration::{AllowList, AllowListError, Gateway, Secrets};
use crate::play::{Conversation, LiveChoice};
use crate::terminal::Style;
use crate::text::shortened;

/// The way out of the bots: which hosts they may call, and what must not be shown. What one of them may
/// call or hides counts for all of them.
pub(super) fn connect(
    playable: &Playable,
    options: &ChatOptions,
) -> Result<(AllowList, Gateway), AllowListError> {
    let mut allow = options.allow.clone();
    for bot in playable.bots() {
        allow.extend(AllowList::parse(&bot.settings.allow_hosts)?);
    }
    let secrets = Secrets::of(playable.bots().map(|bot| &**bot));
    Ok((allow.clone(), Gateway::new(allow, secrets, options.dry_run, options.interrupt)))
}

impl Chat<'_> {
    /// Reads the bots from disk again. The old ones stay where a new one has errors.
    pub(super) fn reload(&mut self) -> Result<(), String> {
        let playable = match self.file.load() {
            Ok(playable) => playable,
            Err(failure) => {
                // The diagnostics are drawn already; they hold only what the author's files say.
                if !failure.drawn.is_empty() {
                    self.screen.show(failure.drawn.trim_end());
                }
                let reasons = failure.reasons.join("; ");
                return Err(format!("{reasons}; the chat goes on with the bot as it was"));
            }
        };
        let (allow, gateway) = connect(&playable, &self.options).map_err(|error| error.to_string())?;
        self.options.live = self.live_names();
        self.options.live_all &= self.conversation.members().iter().all(|member| member.live.all);
        self.allow = allow;
        let notices = self.take_over_bots(playable, gateway);
        for (_, notice) in notices {
            self.remark(&notice);
        }
        self.log = Log::default();
        self.last = None;
        self.turns = 0;
        self.past = Past::default();
        self.forget_branches();
        Ok(())
    }

    /// Begins a conversation with these bots; returns what is to be said of them.
    fn take_over_bots(&mut self, playable: Playable, gateway: Gateway) -> Vec<(Severity, String)> {
        self.sources = playable.sources;
        self.prelude = playable.prelude;
        let conversation = Conversation::new(playable.bot, Arc::new(gateway), Identity::default());
        self.conversation = conversation.with_others(playable.others);
        self.switch_to_live();
        self.exchange_cassettes(playable.replay);
        playable.notices
    }

    /// The integrations that are switched to live, by the names that find them from the first bot on.
    fn live_names(&self) -> Vec<String> {
        let run = Run { active: 0, ..self.run() };
        let members = self.conversation.members().iter().enumerate();
        let live =
            members.flat_map(|(place, member)| member.live.integrations.iter().map(move |id| (place, *id)));
        live.map(|integration| run.integration_name(integration)).collect()
    }

    /// Whether any call would reach a real service.
    pub(super) fn is_anything_live(&self) -> bool {
        let members = self.conversation.members().iter();
        !self.options.dry_run
            && members.into_iter().any(|member| member.live.all || !member.live.integrations.is_empty())
    }

    /// Switches what the options say to live.
    pub(super) fn switch_to_live(&mut self) {
        let found: Vec<OwnedIntegration> = {
            let run = self.run();
            self.options.live.iter().filter_map(|name| run.find_integration(name).ok()).collect()
        };
        for (place, member) in self.conversation.members_mut().iter_mut().enumerate() {
            let own = found.iter().filter(|(of, _)| *of == place);
            let integrations = own.map(|(_, id)| *id).collect();
            member.live = LiveChoice { all: self.options.live_all, integrations };
        }
    }

    /// The bots, as far as names are concerned.
    pub(super) fn run(&self) -> Run<'_> {
        let bots = self.conversation.members().iter().map(|member| &**member.bot());
        Run { bots: bots.collect(), active: self.conversation.active() }
    }

    /// What a person sees first.
    pub fn greet(&mut self) {
        let run = self.run();
        let others: Vec<&str> = run.bots.iter().skip(1).map(|bot| &*bot.name).collect();
        let first = &run.bots[0].name;
        let names = match others.is_empty() {
            true => first.to_string(),
            false => format!("{first} (with {})", others.join(", ")),
        };
        self.show(|page| {
            let name = page.painted(Style::Heading, &page.lines(&page.safe_line(&names), "", ""));
            let hint = page.lines("you are the consumer; /help lists the commands, Ctrl-D leaves", "", "");
            format!("{name}\n{}", page.painted(Style::Dim, &hint))
        });
    }

    /// What the bots have and this version does not simulate, in a sentence.
    pub fn not_simulated(&self) -> Option<String> {
        /// More would push the conversation off the screen.
        const NAMED: usize = 4;
        let run = self.run();
        let list: Vec<_> = run.bots.iter().flat_map(|bot| &bot.not_simulated).collect();
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
