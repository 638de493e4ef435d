//! Lists what there is to play in one bot.

use std::collections::HashMap;

use super::choices::{self, Choices};
use super::hits::{Slot, slot};
use super::naming::{Naming, closing};
use super::plan::{BotPlan, InteractionSlots, ItemList, RuleSlots};
use super::ways::Ways;
use super::{CoverageError, Fingerprint, Item, Kind, Needed, starters};
use crate::bot::{Bot, Interaction, InteractionKind};
use crate::linked::{DialogId, InteractionId, LinkedIntegrationKind, Step};
use crate::source::{SourceId, Span};

/// A bot being added to a list of items.
pub(super) struct Adding<'a> {
    list: &'a mut ItemList,
    written: &'a Bot,
    naming: Naming<'a>,
    /// The bot's files by their id, as places in the list.
    files: HashMap<SourceId, usize>,
}

/// An interaction whose items are being added.
#[derive(Clone, Copy)]
struct Owner<'a> {
    id: InteractionId,
    written: &'a Interaction,
    dialog: DialogId,
    /// Where its kind's key stands.
    key: Span,
    /// It, as what most of its items need.
    needed: Option<Needed>,
}

type Added<T> = Result<T, CoverageError>;

impl<'a> Adding<'a> {
    pub(super) fn new(list: &'a mut ItemList, written: &'a Bot, naming: Naming<'a>) -> Self {
        Self { list, written, naming, files: HashMap::new() }
    }

    /// Adds all items of the bot.
    pub(super) fn bot(mut self) -> Added<BotPlan> {
        let (written, bot) = (self.written, self.naming.bot);
        let mut plan = BotPlan::default();
        for (index, (_, item)) in written.interactions().enumerate() {
            let id = InteractionId::new(index);
            let slots =
                if self.is_played(id) { self.interaction(id, item)? } else { InteractionSlots::default() };
            plan.interactions.push(slots);
        }
        for pattern in starters::patterns(written, bot) {
            let label = format!("the pattern `{}`", pattern.text);
            let needed = self.needed(Kind::Interaction, pattern.starter);
            let slot = self.item(Kind::StarterPattern, (pattern.dialog, pattern.span), label, needed)?;
            plan.patterns.insert(pattern.index, slot);
        }
        for starter in starters::intents(written, bot) {
            let label = format!("the intent `{}`", bot.intents.name(starter.intent));
            let needed = self.needed(Kind::Interaction, starter.starter);
            let slot = self.item(Kind::StarterIntent, (starter.dialog, starter.span), label, needed)?;
            plan.intents.insert((starter.dialog, starter.intent), slot);
        }
        Ok(plan)
    }

    fn is_played(&self, id: InteractionId) -> bool {
        let interaction = self.naming.bot.interaction(id);
        let dialog = self.naming.bot.dialog(interaction.dialog);
        let is_simulated =
            !matches!(interaction.step, Step::NotSimulated(_)) && dialog.not_simulated.is_none();
        interaction.enabled && dialog.enabled && is_simulated
    }

    fn interaction(&mut self, id: InteractionId, written: &Interaction) -> Added<InteractionSlots> {
        let naming = self.naming;
        let interaction = naming.bot.interaction(id);
        let (dialog, key) = (interaction.dialog, interaction.span);
        let own = Owner { id, written, dialog, key, needed: self.needed(Kind::Interaction, key) };
        let mut slots = InteractionSlots {
            entered: self.item(Kind::Interaction, (dialog, key), naming.interaction(id, written), None)?,
            closes: closing(&interaction.step).is_some(),
            no_match: interaction.no_match.as_ref().map(|rule| rule.position),
            ..InteractionSlots::default()
        };
        let ways = Ways::of(self.written, naming.bot, id);
        self.ways_out(own, &ways, &mut slots)?;
        self.outcomes(own, &mut slots)?;
        slots.rules = self.rules(own, &ways)?;
        slots.choices = self.choices(own)?;
        Ok(slots)
    }

    /// Where the flow goes without a rule, and what is said where no rule takes an answer.
    fn ways_out(&mut self, own: Owner<'_>, ways: &Ways, slots: &mut InteractionSlots) -> Added<()> {
        let naming = self.naming;
        if ways.next {
            let written = own.written.next.as_ref().filter(|_| !slots.closes);
            let place = written.map_or(own.key, |next| next.span);
            slots.next = self.own(Kind::Edge, own, place, naming.way(own.id))?;
        }
        if ways.stops_at_failure {
            let from = naming.short(own.id);
            let label = format!("the way from {from} to its end where no rule takes a failure");
            slots.stops_at_failure = self.own(Kind::Edge, own, own.key, label)?;
        }
        if let Some(text) = own.written.fallback.as_ref().filter(|_| ways.fallback) {
            // A file that is refused is told with the same words, and counted by itself.
            let is_upload = matches!(naming.bot.interaction(own.id).step, Step::Upload(_));
            let answer = if is_upload { " to a text" } else { "" };
            let label = format!("the fallback of {}{answer}", naming.short(own.id));
            slots.fallback = self.own(Kind::FallbackSaid, own, text.span(), label)?;
        }
        Ok(())
    }

    /// How a call, a search or an upload may end.
    fn outcomes(&mut self, own: Owner<'_>, slots: &mut InteractionSlots) -> Added<()> {
        let bot = self.naming.bot;
        let name = self.naming.short(own.id);
        let call = (Kind::CallSucceeded, Kind::CallFailed);
        let ((good, bad), label, bad_place) = match &bot.interaction(own.id).step {
            Step::Call(integration) => {
                let integration = bot.integration(*integration);
                if matches!(integration.kind, LinkedIntegrationKind::Escalation(_)) {
                    return Ok(());
                }
                (call, format!("the call of `{}` by {name}", integration.name), Some(own.key))
            }
            Step::Routing(_) => (call, format!("the question of {name} to the policy engine"), Some(own.key)),
            Step::Knowledge(_) => {
                let search = (Kind::SearchFound, Kind::SearchNotFound);
                (search, format!("the search by {name}"), Some(own.key))
            }
            Step::Upload(upload) => {
                let place = accept_place(own.written).filter(|_| !upload.accept.is_empty());
                ((Kind::UploadAccepted, Kind::UploadRefused), format!("the upload {name}"), place)
            }
            _ => return Ok(()),
        };
        slots.good = self.own(good, own, own.key, label.clone())?;
        if let Some(place) = bad_place {
            slots.bad = self.own(bad, own, place, label)?;
        }
        Ok(())
    }

    fn rules(&mut self, own: Owner<'_>, ways: &Ways) -> Added<Box<[RuleSlots]>> {
        let naming = self.naming;
        let written = &own.written.rules;
        let mut slots = vec![RuleSlots::default(); written.len()].into_boxed_slice();
        for way in &ways.rules {
            let rule = naming.bot.interaction(own.id).rule(way.position);
            let (Some(rule), Some(written)) = (rule, written.get(way.position)) else { continue };
            let label = naming.rule(own.id, rule);
            let place = &mut slots[way.position];
            if way.taken {
                place.taken = self.own(Kind::RuleTaken, own, rule.span, label.clone())?;
                let next = written.next.as_ref().map_or(rule.span, |next| next.span);
                let taken = Owner { needed: self.needed(Kind::RuleTaken, rule.span), ..own };
                place.edge = self.own(Kind::Edge, taken, next, naming.way_by_rule(own.id, rule))?;
            }
            if way.not_taken {
                place.not_taken = self.own(Kind::RuleNotTaken, own, rule.span, label)?;
            }
        }
        Ok(slots)
    }

    fn choices(&mut self, own: Owner<'_>) -> Added<Option<Box<Choices>>> {
        let mut choices = None::<Box<Choices>>;
        for choice in choices::written(&own.written.kind) {
            let label = format!("the choice `{}` of {}", choice.label, self.naming.short(own.id));
            let slot = self.own(Kind::Choice, own, choice.span.unwrap_or(own.key), label)?;
            choices.get_or_insert_default().add(&choice, slot);
        }
        Ok(choices)
    }

    /// The item of a kind at a place, as what another one needs.
    fn needed(&self, kind: Kind, span: Span) -> Option<Needed> {
        let (line, column) = self.naming.place(span);
        Some(Needed { line, column, kind })
    }

    /// Adds an item of an interaction.
    fn own(&mut self, kind: Kind, own: Owner<'_>, span: Span, label: String) -> Added<Slot> {
        self.item(kind, (own.dialog, span), label, own.needed)
    }

    /// Adds an item of a dialog at a place.
    fn item(
        &mut self,
        kind: Kind,
        (dialog, span): (DialogId, Span),
        label: String,
        needs: Option<Needed>,
    ) -> Added<Slot> {
        let file = self.file(span.source)?;
        let (line, column) = self.naming.place(span);
        let dialog = self.naming.bot.dialog(dialog);
        let masked = |text: &str| self.naming.secrets.mask(text).into_owned();
        let item = Item { line, kind, column, dialog: masked(&dialog.name), label: masked(&label), needs };
        self.list.items.push((file, item));
        Ok(slot(self.list.items.len() - 1))
    }

    fn file(&mut self, id: SourceId) -> Added<usize> {
        if let Some(known) = self.files.get(&id) {
            return Ok(*known);
        }
        let source = self.naming.sources.get(id);
        let fingerprint = Fingerprint::of(source.text());
        let name = self.naming.secrets.mask(source.name()).into_owned();
        let new = self.list.files.len();
        let index = *self.list.by_name.entry(name.clone()).or_insert(new);
        if index == new {
            self.list.files.push((name, fingerprint));
        } else if self.list.files[index].1 != fingerprint {
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
