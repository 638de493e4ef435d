//! What conversations play of a bot, as marks on its picture.

use super::make::Key;
use super::{End, Marks, Picture, Played, Stop};
use crate::engine::{Event, Trace, WentBecause};
use crate::flow::{self, Cause, Destination, Ending, Graph};
use crate::linked::{InteractionId, LinkedBot, Target};

/// Hears what happens in conversations with a bot, and notes which steps of its flow are taken. Those of several
/// threads add up.
#[derive(Clone, Debug)]
pub struct Steps<'f> {
    flow: &'f Graph,
    bot: &'f LinkedBot,
    /// By interaction.
    entered: Vec<Marks>,
    /// By step of the flow.
    taken: Vec<Marks>,
    /// By interaction: where code led to a name that it had worked out.
    anywhere: Vec<Marks>,
    /// The number of the interaction that is played.
    step: usize,
}

impl<'f> Steps<'f> {
    /// Nothing has happened yet.
    pub fn new(flow: &'f Graph, bot: &'f LinkedBot) -> Self {
        let none = |length| vec![Marks { times: Some(0), steps: Vec::new() }; length];
        let (entered, taken, anywhere) = (none(flow.len()), none(flow.edges().len()), none(flow.len()));
        Self { flow, bot, entered, taken, anywhere, step: 0 }
    }

    /// Takes note of an event of the bot.
    pub fn event(&mut self, event: &Event) {
        match event {
            Event::Trace(Trace::Entered(id)) => {
                self.step += 1;
                note(&mut self.entered[id.index()], self.step);
            }
            Event::Trace(Trace::Went { from, to, because }) => self.went(*from, *to, *because),
            _ => {}
        }
    }

    fn went(&mut self, from: InteractionId, to: Target, because: WentBecause) {
        let to = destination(self.bot, from, to);
        let is_it = |edge: &flow::Edge| {
            edge.to == to
                && match (because, edge.cause) {
                    (WentBecause::NextAction, Cause::NextAction)
                    | (WentBecause::UnhandledFailure, Cause::UnhandledFailure)
                    | (WentBecause::SystemString, Cause::SystemString) => true,
                    (WentBecause::Rule(taken), Cause::Rule(rule)) => taken == rule,
                    (WentBecause::Code(ran), Cause::Code { hook, .. }) => ran == hook,
                    _ => false,
                }
        };
        // A step to an interaction is named by what it leads to, the last one by what it leaves.
        let step = self.step + usize::from(matches!(to, Destination::Interaction(_)));
        let range = self.flow.range_from(from);
        match range.clone().find(|place| is_it(&self.flow.edges()[*place])) {
            Some(place) => note(&mut self.taken[place], step),
            None if matches!(because, WentBecause::Code(_)) => note(&mut self.anywhere[from.index()], step),
            None => {}
        }
    }

    /// Adds what others have heard of the same bot.
    pub fn merge(&mut self, other: &Self) {
        let lists = [
            (&mut self.entered, &other.entered),
            (&mut self.taken, &other.taken),
            (&mut self.anywhere, &other.anywhere),
        ];
        for (own, others) in lists {
            for (own, other) in own.iter_mut().zip(others) {
                let times = own.times.unwrap_or(0).saturating_add(other.times.unwrap_or(0));
                own.times = Some(times);
                own.steps.extend(&other.steps);
            }
        }
    }

    /// Marks how often each thing has happened.
    pub fn mark_often(&self, picture: &mut Picture, key: &Key) {
        picture.played = Played::Often;
        self.mark(picture, key, &|marks| Marks { times: marks.times, steps: Vec::new() });
    }

    /// Marks the steps of the only conversation, of the case with this name.
    pub fn mark_steps(&self, picture: &mut Picture, key: &Key, case: String) {
        picture.played = Played::Steps(case);
        self.mark(picture, key, &|marks| Marks { times: None, steps: marks.steps.clone() });
    }

    fn mark(&self, picture: &mut Picture, key: &Key, marks: &dyn Fn(&Marks) -> Marks) {
        for (node, id) in picture.nodes.iter_mut().zip(key.interactions()) {
            // What is off is passed over, and is not missed.
            if node.is_enabled {
                node.marks = marks(&self.entered[id.index()]);
            }
        }
        for (edge, place) in picture.edges.iter_mut().zip(key.steps()) {
            let found = match place {
                Some(place) => &self.taken[place],
                None => &self.anywhere[key.interaction(edge.from).index()],
            };
            // Nobody tells which code has done that.
            if !matches!(edge.to, End::Stop(Stop::Rematched | Stop::StoppedByCode)) {
                edge.marks = marks(found);
            }
        }
    }
}

/// More steps are not kept of one thing.
const MOST_STEPS: usize = 100;

fn note(marks: &mut Marks, step: usize) {
    marks.times = Some(marks.times.unwrap_or(0).saturating_add(1));
    if marks.steps.len() < MOST_STEPS {
        marks.steps.push(step);
    }
}

/// Where the engine comes to.
fn destination(bot: &LinkedBot, from: InteractionId, to: Target) -> Destination {
    let following = |id: InteractionId| {
        let next = bot.interaction(id).following;
        next.map_or(Destination::End(Ending::Complete), Destination::Interaction)
    };
    match to {
        Target::Next => following(from),
        Target::Current => Destination::Interaction(from),
        Target::End => Destination::End(Ending::EndInteraction),
        Target::CloseDialog => Destination::End(Ending::CloseDialog),
        Target::CloseConversation => Destination::End(Ending::CloseConversation),
        Target::Interaction(id) => {
            let interaction = bot.interaction(id);
            match (bot.dialog(interaction.dialog).enabled, interaction.enabled) {
                (false, _) => Destination::End(Ending::Complete),
                (true, true) => Destination::Interaction(id),
                (true, false) => following(id),
            }
        }
    }
}
