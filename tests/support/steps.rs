//! Watches conversations: the engine takes no step that is not in the flow graph of the bot.

use std::collections::BTreeMap;
use std::sync::Arc;

use dialogsim::code::Scripts;
use dialogsim::engine::{Event, Session, Trace, WentBecause};
use dialogsim::flow::{Cause, Destination, Ending, Graph};
use dialogsim::integration::CallObserver;
use dialogsim::linked::{InteractionId, LinkedBot, Names, Target};
use dialogsim::play::Watcher;

/// The graph of a bot.
pub(crate) fn graph(names: &Names<'_>) -> Graph {
    Graph::new(names, &Scripts::new(names))
}

/// Looks each step up in the graph of its bot.
#[derive(Default)]
pub(crate) struct Steps {
    /// The graphs, by the names of the bots.
    pub(crate) graphs: BTreeMap<String, Graph>,
    /// How many steps there were.
    pub(crate) seen: usize,
    /// Those that are in no graph.
    pub(crate) missing: Vec<String>,
    /// Interactions that were played although nothing leads there.
    pub(crate) unreached: Vec<InteractionId>,
}

impl CallObserver for Steps {}

impl Watcher for Steps {
    fn event(&mut self, bot: &Arc<LinkedBot>, _session: &Session, event: &Event) {
        let graph = &self.graphs[&*bot.name];
        match event {
            Event::Trace(Trace::Went { from, to, because }) => {
                self.seen += 1;
                if !is_in(graph, bot, *from, *to, *because) {
                    self.missing.push(format!("{from:?} to {to:?} because {because:?}"));
                }
            }
            Event::Trace(Trace::Entered(id)) if graph.reach(*id) == dialogsim::flow::Reach::Never => {
                self.unreached.push(*id);
            }
            _ => {}
        }
    }
}

fn is_in(graph: &Graph, bot: &LinkedBot, from: InteractionId, to: Target, because: WentBecause) -> bool {
    let to = destination(bot, from, to);
    let cause = match because {
        WentBecause::Author => return true,
        WentBecause::Triggered => return graph.entries().iter().any(|entry| entry.to == to),
        WentBecause::NextAction => Cause::NextAction,
        WentBecause::Rule(index) => Cause::Rule(index),
        WentBecause::UnhandledFailure => Cause::UnhandledFailure,
        WentBecause::SystemString => Cause::SystemString,
        WentBecause::Code(hook) => {
            return graph.is_open(from)
                || graph.edges_from(from).iter().any(|edge| {
                    edge.to == to && matches!(edge.cause, Cause::Code { hook: found, .. } if found == hook)
                });
        }
    };
    graph.edges_from(from).iter().any(|edge| edge.to == to && edge.cause == cause)
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
