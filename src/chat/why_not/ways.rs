//! What leads to an interaction.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::linked::{DialogId, InteractionId, LinkedBot, Step, Target};

/// One way: from an interaction, by its next action or by one of its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// Where it begins.
    pub from: InteractionId,
    /// The rule, by its place as listed; `None` for the next action.
    pub rule: Option<usize>,
    /// Where it ends.
    pub to: InteractionId,
}

/// All ways of a bot, by where they end.
pub(super) struct Ways<'w> {
    bot: &'w LinkedBot,
    by_end: HashMap<InteractionId, Vec<Way>>,
}

impl<'w> Ways<'w> {
    /// Indexes a bot's ways, in one pass.
    pub(super) fn new(bot: &'w LinkedBot) -> Self {
        let mut by_end: HashMap<InteractionId, Vec<Way>> = HashMap::new();
        for index in 0..bot.interactions.len() {
            let from = InteractionId::new(index);
            let interaction = bot.interaction(from);
            if !interaction.enabled || !bot.dialog(interaction.dialog).enabled {
                continue;
            }
            // A question with rules goes where they say; its next action is for questions without.
            let asks_rules = matches!(interaction.step, Step::Question(_)) && interaction.has_rules();
            let next = (!asks_rules).then_some((None, interaction.next));
            let rules = interaction.all_rules().map(|rule| (Some(rule.position), rule.next));
            for (rule, target) in next.into_iter().chain(rules) {
                if let Some(to) = destination(bot, from, target).filter(|to| *to != from) {
                    by_end.entry(to).or_default().push(Way { from, rule, to });
                }
            }
        }
        Self { bot, by_end }
    }

    /// The ways that end at an interaction.
    pub(super) fn to(&self, id: InteractionId) -> &[Way] {
        self.by_end.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The ways into a dialog from others.
    pub(super) fn entering(&self, dialog: DialogId) -> Vec<Way> {
        let is_inside = |id: InteractionId| self.bot.interaction(id).dialog == dialog;
        let mut ways: Vec<Way> = self
            .by_end
            .values()
            .flatten()
            .filter(|way| is_inside(way.to) && !is_inside(way.from))
            .copied()
            .collect();
        ways.sort_unstable_by_key(|way| (way.from, way.rule));
        ways
    }

    /// The nearest way towards `id` from something of which `is_start` holds: the step to take there,
    /// and how many more follow it.
    pub(super) fn nearest(
        &self,
        id: InteractionId,
        is_start: impl Fn(InteractionId) -> bool,
    ) -> Option<(Way, usize)> {
        let mut seen = HashSet::from([id]);
        let mut waiting = VecDeque::from([(id, 0)]);
        while let Some((end, steps)) = waiting.pop_front() {
            for way in self.to(end) {
                if is_start(way.from) {
                    return Some((*way, steps));
                }
                if seen.insert(way.from) {
                    waiting.push_back((way.from, steps + 1));
                }
            }
        }
        None
    }
}

/// The interaction that a target leads to, past what is disabled.
fn destination(bot: &LinkedBot, from: InteractionId, target: Target) -> Option<InteractionId> {
    match target {
        Target::Next => bot.interaction(from).following,
        Target::Current => Some(from),
        Target::Interaction(id) => {
            let interaction = bot.interaction(id);
            let id = if interaction.enabled { Some(id) } else { interaction.following };
            id.filter(|_| bot.dialog(interaction.dialog).enabled)
        }
        Target::End | Target::CloseDialog | Target::CloseConversation => None,
    }
}
