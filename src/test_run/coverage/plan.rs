//! What there is to play in the bots of a run.

use std::collections::HashMap;
use std::sync::Arc;

use super::adding::Adding;
use super::choices::Choices;
use super::hits::Slot;
use super::naming::Naming;
use super::{Coverage, CoverageError, Fingerprint, Hits, Item};
use crate::bot::Bot;
use crate::integration::Secrets;
use crate::linked::{DialogId, LinkedBot};
use crate::source::Sources;

/// What there is to play in the bots of a run. It is made once; any number of [`super::Listener`]s share it.
#[derive(Debug, Default)]
pub struct Plan {
    /// By the address of the bot, which is in `kept`.
    bots: HashMap<usize, BotPlan>,
    kept: Vec<Arc<LinkedBot>>,
    list: ItemList,
}

/// All items with their files.
#[derive(Debug, Default)]
pub(super) struct ItemList {
    pub(super) files: Vec<(String, Fingerprint)>,
    /// Places in `files`.
    pub(super) by_name: HashMap<String, usize>,
    /// Each item with the place of its file.
    pub(super) items: Vec<(usize, Item)>,
}

/// Where the items of one bot are.
#[derive(Debug, Default)]
pub(super) struct BotPlan {
    pub(super) interactions: Vec<InteractionSlots>,
    /// By the place of the pattern among all patterns of starters.
    pub(super) patterns: HashMap<usize, Slot>,
    pub(super) intents: HashMap<(DialogId, usize), Slot>,
}

/// Where the items of one interaction are.
#[derive(Debug, Default)]
pub(super) struct InteractionSlots {
    pub(super) entered: Slot,
    pub(super) next: Slot,
    /// Whether what counts as its next action is the string in its text that closes.
    pub(super) closes: bool,
    pub(super) stops_at_failure: Slot,
    pub(super) fallback: Slot,
    /// How a call, a search or an upload goes well.
    pub(super) good: Slot,
    /// How it does not.
    pub(super) bad: Slot,
    /// By the place of the rule as listed.
    pub(super) rules: Box<[RuleSlots]>,
    /// The place of No Match among them.
    pub(super) no_match: Option<usize>,
    pub(super) choices: Option<Box<Choices>>,
}

/// Where the items of one rule are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RuleSlots {
    pub(super) taken: Slot,
    pub(super) not_taken: Slot,
    pub(super) edge: Slot,
}

impl Plan {
    /// A plan without bots. What happens with a bot that is not in it is not counted.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a bot: as it was written, with the places of everything; and as it is played.
    ///
    /// # Errors
    /// Another bot has read a file of the same name with another text.
    pub fn add(
        &mut self,
        written: &Bot,
        bot: &Arc<LinkedBot>,
        sources: &Sources,
    ) -> Result<(), CoverageError> {
        let address = address(bot);
        if self.bots.contains_key(&address) {
            return Ok(());
        }
        let secrets = Secrets::of([&**bot]);
        let naming = Naming { bot, sources, secrets: &secrets };
        let before = self.list.items.len();
        match Adding::new(&mut self.list, written, naming).bot() {
            Ok(slots) => {
                self.bots.insert(address, slots);
                self.kept.push(bot.clone());
                Ok(())
            }
            Err(error) => {
                self.list.items.truncate(before);
                Err(error)
            }
        }
    }

    /// Where the items of a bot are.
    pub(super) fn of(&self, bot: &Arc<LinkedBot>) -> Option<&BotPlan> {
        self.bots.get(&address(bot))
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.list.items.len()
    }

    /// Whether there is nothing to play.
    pub fn is_empty(&self) -> bool {
        self.list.items.is_empty()
    }

    /// The result, with what has happened.
    pub fn coverage(&self, hits: &Hits) -> Coverage {
        let mut coverage = Coverage::default();
        for (name, fingerprint) in &self.list.files {
            // Files of one name have one text, which was checked when they were added.
            let _ = coverage.file(name, *fingerprint);
        }
        for (index, (file, item)) in self.list.items.iter().enumerate() {
            coverage.add(&self.list.files[*file].0, item.clone(), hits.of(index));
        }
        coverage
    }
}

fn address(bot: &Arc<LinkedBot>) -> usize {
    Arc::as_ptr(bot) as usize
}
