//! What there is to play in the bots of a run.

use std::collections::HashMap;
use std::sync::Arc;

use super::choices::{self, Choices};
use super::hits::{Slot, slot};
use super::naming::{Naming, closing};
use super::ways::Ways;
use super::{Coverage, CoverageError, Fingerprint, Hits, Item, Kind, starters};
use crate::bot::{Bot, Interaction, InteractionKind};
use crate::integration::Secrets;
use crate::linked::{DialogId, InteractionId, LinkedBot, LinkedIntegrationKind, Step};
use crate::source::{SourceId, Sources, Span};

/// What there is to play in the bots of a run. It is made once; any number of [`super::Listener`]s share it.
#[derive(Debug, Default)]
pub struct Plan {
    /// By the address of the bot, which is in `kept`.
    bots: HashMap<usize, BotPlan>,
    kept: Vec<Arc<LinkedBot>>,
    files: Vec<(String, Fingerprint)>,
    /// Places in `files`.
    by_name: HashMap<String, usize>,
    /// Each item with its file.
    items: Vec<(usize, Item)>,
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
        let secrets = Secrets::new(bot.secrets.iter().map(|(_, value)| value));
        let naming = Naming { bot, sources };
        let mut adding = Adding { plan: self, written, naming, secrets, files: HashMap::new() };
        let bot_plan = adding.bot()?;
        self.bots.insert(address, bot_plan);
        self.kept.push(bot.clone());
        Ok(())
    }

    /// Where the items of a bot are.
    pub(super) fn of(&self, bot: &Arc<LinkedBot>) -> Option<&BotPlan> {
        self.bots.get(&address(bot))
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is nothing to play.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The result, with what has happened.
    pub fn coverage(&self, hits: &Hits) -> Coverage {
        let mut coverage = Coverage::default();
        for (name, fingerprint) in &self.files {
            // Files of one name have one text, which was checked when they were added.
            let _ = coverage.file(name, *fingerprint);
        }
        for (index, (file, item)) in self.items.iter().enumerate() {
            coverage.add(&self.files[*file].0, item.clone(), hits.of(index));
        }
        coverage
    }
}

fn address(bot: &Arc<LinkedBot>) -> usize {
    Arc::as_ptr(bot) as usize
}

/// A bot being added.
struct Adding<'a> {
    plan: &'a mut Plan,
    written: &'a Bot,
    naming: Naming<'a>,
    secrets: Secrets,
    /// The bot's files by their id, as places in the plan.
    files: HashMap<SourceId, usize>,
}

impl Adding<'_> {
    fn bot(&mut self) -> Result<BotPlan, CoverageError> {
        let (written, bot) = (self.written, self.naming.bot);
        let mut plan = BotPlan::default();
        for (index, (_, item)) in written.interactions().enumerate() {
            let id = InteractionId::new(index);
            let interaction = bot.interaction(id);
            let dialog = bot.dialog(interaction.dialog);
            let is_played = interaction.enabled
                && dialog.enabled
                && dialog.not_simulated.is_none()
                && !matches!(interaction.step, Step::NotSimulated(_));
            let slots = if is_played { self.interaction(id, item)? } else { InteractionSlots::default() };
            plan.interactions.push(slots);
        }
        for pattern in starters::patterns(written, bot) {
            let label = format!("the pattern `{}`", pattern.text);
            let slot = self.item(Kind::StarterPattern, pattern.dialog, pattern.span, label)?;
            plan.patterns.insert(pattern.index, slot);
        }
        for starter in starters::intents(written, bot) {
            let label = format!("the intent `{}`", bot.intents.name(starter.intent));
            let slot = self.item(Kind::StarterIntent, starter.dialog, starter.span, label)?;
            plan.intents.insert((starter.dialog, starter.intent), slot);
        }
        Ok(plan)
    }

    fn interaction(&mut self, id: InteractionId, item: &Interaction) -> Result<InteractionSlots, CoverageError> {
        let naming = self.naming;
        let interaction = naming.bot.interaction(id);
        let (dialog, key) = (interaction.dialog, interaction.span);
        let ways = Ways::of(self.written, naming.bot, id);
        let next = item.next.as_ref().map_or(key, |next| next.span);
        let mut slots = InteractionSlots {
            entered: self.item(Kind::Interaction, dialog, key, naming.interaction(id, item))?,
            closes: closing(&interaction.step).is_some(),
            no_match: interaction.no_match.as_ref().map(|rule| rule.position),
            ..InteractionSlots::default()
        };
        if ways.next {
            let place = if slots.closes { key } else { next };
            slots.next = self.item(Kind::Edge, dialog, place, naming.way(id))?;
        }
        if ways.stops_at_failure {
            let label = format!("the way from {} to its end where no rule takes a failure", naming.short(id));
            slots.stops_at_failure = self.item(Kind::Edge, dialog, key, label)?;
        }
        if let Some(text) = item.fallback.as_ref().filter(|_| ways.fallback) {
            let label = format!("the fallback of {}", naming.short(id));
            slots.fallback = self.item(Kind::FallbackSaid, dialog, text.span(), label)?;
        }
        self.outcomes(id, item, &mut slots)?;
        slots.rules = self.rules(id, item, &ways)?;
        slots.choices = self.choices(id, item)?;
        Ok(slots)
    }

    /// How a call, a search or an upload may end.
    fn outcomes(
        &mut self,
        id: InteractionId,
        item: &Interaction,
        slots: &mut InteractionSlots,
    ) -> Result<(), CoverageError> {
        let naming = self.naming;
        let interaction = naming.bot.interaction(id);
        let key = interaction.span;
        let (good, bad, label, bad_place) = match &interaction.step {
            Step::Call(integration) => {
                let integration = naming.bot.integration(*integration);
                if matches!(integration.kind, LinkedIntegrationKind::Escalation(_)) {
                    return Ok(());
                }
                let label = format!("the call of `{}` by {}", integration.name, naming.short(id));
                (Kind::CallSucceeded, Kind::CallFailed, label, Some(key))
            }
            Step::Routing(_) => {
                let label = format!("the question of {} to the policy engine", naming.short(id));
                (Kind::CallSucceeded, Kind::CallFailed, label, Some(key))
            }
            Step::Knowledge(_) => {
                let label = format!("the search by {}", naming.short(id));
                (Kind::SearchFound, Kind::SearchNotFound, label, Some(key))
            }
            Step::Upload(upload) => {
                let refused = accept_place(item).filter(|_| !upload.accept.is_empty());
                (Kind::UploadAccepted, Kind::UploadRefused, format!("the upload {}", naming.short(id)), refused)
            }
            _ => return Ok(()),
        };
        slots.good = self.item(good, interaction.dialog, key, label.clone())?;
        if let Some(place) = bad_place {
            slots.bad = self.item(bad, interaction.dialog, place, label)?;
        }
        Ok(())
    }

    fn rules(
        &mut self,
        id: InteractionId,
        item: &Interaction,
        ways: &Ways,
    ) -> Result<Box<[RuleSlots]>, CoverageError> {
        let naming = self.naming;
        let dialog = naming.bot.interaction(id).dialog;
        let mut slots = vec![RuleSlots::default(); item.rules.len()].into_boxed_slice();
        for own in &ways.rules {
            let (Some(rule), Some(written)) = (naming.rule_of(id, *own), item.rules.get(own.position)) else {
                continue;
            };
            let label = naming.rule(id, rule);
            let place = &mut slots[own.position];
            if own.taken {
                place.taken = self.item(Kind::RuleTaken, dialog, rule.span, label.clone())?;
                let next = written.next.as_ref().map_or(rule.span, |next| next.span);
                place.edge = self.item(Kind::Edge, dialog, next, naming.way_by_rule(id, rule))?;
            }
            if own.not_taken {
                place.not_taken = self.item(Kind::RuleNotTaken, dialog, rule.span, label)?;
            }
        }
        Ok(slots)
    }

    fn choices(&mut self, id: InteractionId, item: &Interaction) -> Result<Option<Box<Choices>>, CoverageError> {
        let naming = self.naming;
        let dialog = naming.bot.interaction(id).dialog;
        let mut choices = None::<Box<Choices>>;
        for choice in choices::written(&item.kind) {
            let label = format!("the choice `{}` of {}", choice.label, naming.short(id));
            let slot = self.item(Kind::Choice, dialog, choice.label.span(), label)?;
            choices.get_or_insert_default().add(&choice, slot);
        }
        Ok(choices)
    }

    /// Adds an item.
    fn item(&mut self, kind: Kind, dialog: DialogId, span: Span, label: String) -> Result<Slot, CoverageError> {
        let file = self.file(span.source)?;
        let (line, column) = self.naming.place(span);
        let dialog = self.naming.bot.dialog(dialog);
        let masked = |text: &str| self.secrets.mask(text).into_owned();
        let item = Item { line, kind, column, dialog: masked(&dialog.name), label: masked(&label) };
        self.plan.items.push((file, item));
        Ok(slot(self.plan.items.len() - 1))
    }

    fn file(&mut self, id: SourceId) -> Result<usize, CoverageError> {
        if let Some(known) = self.files.get(&id) {
            return Ok(*known);
        }
        let source = self.naming.sources.get(id);
        let fingerprint = Fingerprint::of(source.text());
        let name = self.secrets.mask(source.name()).into_owned();
        let new = self.plan.files.len();
        let index = *self.plan.by_name.entry(name.clone()).or_insert(new);
        if index == new {
            self.plan.files.push((name, fingerprint));
        } else if self.plan.files[index].1 != fingerprint {
            return Err(CoverageError::FileChanged { file: name });
        }
        self.files.insert(id, index);
        Ok(index)
    }
}

/// Where an upload says what it accepts.
fn accept_place(item: &Interaction) -> Option<Span> {
    match &item.kind {
        InteractionKind::FileUpload(upload) => upload.accept_span,
        _ => None,
    }
}
