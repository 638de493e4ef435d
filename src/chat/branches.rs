//! Several ways in which one conversation goes on.

use std::collections::BTreeMap;
use std::mem::swap;
use std::sync::Arc;

use super::chat::{Chat, Turn};
use super::log::Log;
use super::past::Past;
use crate::play::Conversation;

/// The branch on which every chat begins.
pub(super) const MAIN: &str = "main";

/// There are at most so many; each keeps a past of its own, and a pipe may be endless.
pub(super) const MOST: usize = 100;

/// The branches of a chat. The one that is played is in the chat itself.
#[derive(Debug)]
pub(super) struct Branches {
    current: String,
    others: BTreeMap<String, Branch>,
}

/// A branch that is not played now, exactly as it was left.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) conversation: Conversation,
    pub(super) turns: usize,
    log: Log,
    last: Option<Arc<Turn>>,
    past: Past,
}

impl Default for Branches {
    fn default() -> Self {
        Self { current: MAIN.to_owned(), others: BTreeMap::new() }
    }
}

impl Branches {
    /// The name of the branch that is played.
    pub(super) fn current(&self) -> &str {
        &self.current
    }

    /// Whether the branch that is played is the first one.
    pub(super) fn is_main(&self) -> bool {
        self.current == MAIN
    }

    /// How many branches there are.
    pub(super) fn count(&self) -> usize {
        self.others.len() + 1
    }

    /// The names of the branches that are not played now.
    pub(super) fn others(&self) -> impl Iterator<Item = &str> + Clone {
        self.others.keys().map(String::as_str)
    }

    /// All branches, the first one first; the one that is played has no [`Branch`].
    pub(super) fn all(&self) -> Vec<(&str, Option<&Branch>)> {
        let others = self.others.iter().map(|(name, branch)| (name.as_str(), Some(branch)));
        let mut all: Vec<_> = others.chain([(self.current.as_str(), None)]).collect();
        all.sort_by_key(|(name, _)| (*name != MAIN, *name));
        all
    }
}

impl Chat<'_> {
    /// Leaves the branch as it is and goes on in a new one, which has the same past.
    pub(super) fn fork(&mut self, name: &str) {
        let kept = Branch {
            conversation: self.conversation.clone(),
            turns: self.turns,
            log: self.log.clone(),
            last: self.last.clone(),
            past: self.past.clone(),
        };
        let left = std::mem::replace(&mut self.branches.current, name.to_owned());
        self.branches.others.insert(left, kept);
    }

    /// Goes to another branch; says whether there is one of that name. What is live stays as it is.
    pub(super) fn switch(&mut self, name: &str) -> bool {
        let Some((name, mut branch)) = self.branches.others.remove_entry(name) else { return false };
        branch.conversation.live.clone_from(&self.conversation.live);
        swap(&mut self.conversation, &mut branch.conversation);
        swap(&mut self.turns, &mut branch.turns);
        swap(&mut self.log, &mut branch.log);
        swap(&mut self.last, &mut branch.last);
        swap(&mut self.past, &mut branch.past);
        self.options.channel = self.conversation.session.chosen_channel();
        let left = std::mem::replace(&mut self.branches.current, name);
        self.branches.others.insert(left, branch);
        true
    }

    /// Only the first branch is left, with what is played now: the others are conversations with a bot that
    /// is not there any more.
    pub(super) fn forget_branches(&mut self) {
        let forgotten = std::mem::take(&mut self.branches);
        if !forgotten.others.is_empty() {
            let all: Vec<String> = forgotten.all().iter().map(|(name, _)| format!("`{name}`")).collect();
            self.remark(&format!(
                "the branches {} are left behind with the bot as it was; this is a new `{MAIN}`",
                all.join(", ")
            ));
        }
    }
}
