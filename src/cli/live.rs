//! The options for live calls: which integrations, which hosts, and whether they are possible here.

use std::sync::Arc;

use super::chat::Failure;
use super::{Exit, Host};
use crate::chat::never_live;
use crate::integration::AllowList;
use crate::play::LiveChoice;
use crate::replay::Cast;

/// Which calls are live.
#[derive(Debug, clap::Args)]
pub(super) struct LiveArguments {
    /// Call this integration's real service; may be given several times. `BOT/NAME` is one of another bot.
    #[arg(long, value_name = "NAME")]
    pub(super) live: Vec<String>,
    /// Call the real services of all `api` and `file` integrations.
    #[arg(long)]
    pub(super) live_all: bool,
    /// A host that live calls may reach; may be given several times.
    #[arg(long, value_name = "HOST[:PORT]")]
    pub(super) allow_host: Vec<String>,
    /// Allow live calls although this is a CI run (CI is set).
    #[arg(long)]
    pub(super) live_in_ci: bool,
}

impl LiveArguments {
    /// Whether anything is to be live.
    pub(super) fn is_asked_for(&self) -> bool {
        self.live_all || !self.live.is_empty()
    }

    /// Why live calls are out of the question here, if they are.
    pub(super) fn forbidden(&self, host: &Host<'_>) -> Option<String> {
        (host.is_ci() && !self.live_in_ci).then(|| {
            "live calls are off in CI (the variable CI is set): add --live-in-ci if they are meant".to_owned()
        })
    }

    /// What is live for the bots of each cast.
    ///
    /// # Errors
    /// No cast has an integration that is named, or it can never be live.
    pub(super) fn choices(&self, casts: &[&Arc<Cast>]) -> Result<Vec<Vec<LiveChoice>>, Failure> {
        if !self.is_asked_for() {
            return Ok(Vec::new());
        }
        for name in &self.live {
            let found = casts.iter().find_map(|cast| Some((cast, cast.find_integration(name)?)));
            let reason = match found {
                None => casts.first().map(|cast| cast.no_integration(name)),
                Some((cast, (bot, id))) => cast.bots().nth(bot).and_then(|bot| never_live(bot, id)),
            };
            reason.map_or(Ok(()), |reason| Err((Exit::Usage, format!("--live: {reason}"))))?;
        }
        Ok(casts.iter().map(|cast| self.choices_of(cast)).collect())
    }

    fn choices_of(&self, cast: &Cast) -> Vec<LiveChoice> {
        let none = LiveChoice { all: self.live_all, ..LiveChoice::default() };
        let mut choices = vec![none; cast.bots().count()];
        for (bot, id) in self.live.iter().filter_map(|name| cast.find_integration(name)) {
            if let Some(choice) = choices.get_mut(bot) {
                choice.integrations.insert(id);
            }
        }
        choices
    }

    /// The hosts that may be reached; an error where something is to be live and must not.
    pub(super) fn allowed(&self, host: &Host<'_>) -> Result<AllowList, Failure> {
        if let Some(reason) = self.forbidden(host).filter(|_| self.is_asked_for()) {
            return Err((Exit::Failed, reason));
        }
        AllowList::parse(&self.allow_host).map_err(|error| (Exit::Usage, format!("--allow-host: {error}")))
    }
}
