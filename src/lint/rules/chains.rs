//! Runs of interactions without a question that the platform stops (spec 13.7), counted as the engine counts them.

use std::collections::HashSet;

use super::ways::{is_sure, said, step_span, way_in_words};
use crate::bot::{DialogKind, InteractionKind};
use crate::diagnostic::{Diagnostic, Rule};
use crate::flow::{Edge, Pause, Reach};
use crate::linked::{CHAIN_ACROSS_DIALOGS, CHAIN_IN_DIALOG, InteractionId};
use crate::lint::Subject;

/// A run that is too long.
pub(super) struct Chain {
    /// What is played, from the first interaction that counts to the last one before the platform stops.
    pub(super) played: Vec<InteractionId>,
    /// What is not played any more.
    pub(super) stopped: InteractionId,
    /// The step by which the run comes into another dialog, if that is why it is too long.
    pub(super) crossing: Option<Edge>,
}

/// Where a run stands: about to play an interaction, so many having been played before.
#[derive(Clone, Copy)]
struct State {
    at: InteractionId,
    count: u32,
    crossed: bool,
}

impl State {
    /// Each state that goes on has a number of its own.
    fn number(self) -> usize {
        (self.at.index() * COUNTS + self.count as usize) * 2 + usize::from(self.crossed)
    }

    fn numbered(number: usize) -> Self {
        let (counted, crossed) = (number / 2, number % 2 == 1);
        Self { at: InteractionId::new(counted / COUNTS), count: (counted % COUNTS) as u32, crossed }
    }
}

/// From none to one less than the platform stops at.
const COUNTS: usize = CHAIN_IN_DIALOG as usize;

/// Of a state that nobody has come to.
const UNSEEN: u32 = u32::MAX;
/// Of a state in which a run begins.
const BEGINS: u32 = u32::MAX - 1;

/// Every run that the platform stops, one for each interaction at which runs begin.
///
/// What has been counted is capped, so there are a few states for each interaction, and each is looked at once. Circles
/// are left out: they have no end, and a rule of their own.
pub(super) fn too_long(subject: &Subject<'_>) -> Vec<Chain> {
    let flow = subject.flow();
    let circles = flow.components(|edge| is_sure(subject, edge));
    let mut search = Search {
        came_from: vec![UNSEEN; flow.len() * COUNTS * 2],
        states: Vec::new(),
        stopped: vec![false; flow.len()],
        chains: Vec::new(),
    };
    for at in starts(subject) {
        search.add(State { at, count: 0, crossed: false }, None);
    }
    while let Some(state) = search.states.pop() {
        if flow.waits(state.at) || !is_simulated(subject, state.at) {
            continue;
        }
        let count = state.count + u32::from(counts(subject, state.at));
        for edge in flow.edges_from(state.at) {
            if !is_sure(subject, edge) || circles.is_on_circle(edge) {
                continue;
            }
            let Some(at) = edge.target() else { continue };
            let crosses = subject.dialog_of(at) != subject.dialog_of(state.at) && count > 0;
            let next = State { at, count, crossed: state.crossed || crosses };
            if count >= CHAIN_IN_DIALOG || next.crossed && count >= CHAIN_ACROSS_DIALOGS {
                search.stop(subject, state, next);
            } else {
                search.add(next, Some(state));
            }
        }
    }
    search.chains.sort_by_key(|chain| chain.stopped);
    let mut begun = HashSet::new();
    search.chains.retain(|chain| begun.insert(chain.played.first().copied()));
    search.chains
}

/// Where runs begin: where dialogs do, and behind every answer.
fn starts(subject: &Subject<'_>) -> impl Iterator<Item = InteractionId> {
    let flow = subject.flow();
    let entries = flow.entries().iter().filter_map(|entry| entry.to.interaction());
    let is_answer = |edge: &&Edge| edge.pause != Pause::None && flow.reach(edge.from) == Reach::Yes;
    entries.chain(flow.edges().iter().filter(is_answer).filter_map(Edge::target))
}

/// A starter says nothing and does not count.
fn counts(subject: &Subject<'_>, id: InteractionId) -> bool {
    !matches!(subject.at(id).1.kind, InteractionKind::DialogStarter(_))
}

fn is_simulated(subject: &Subject<'_>, id: InteractionId) -> bool {
    let (dialog, interaction) = subject.at(id);
    let is_shown = !matches!(interaction.kind, InteractionKind::Audio(_) | InteractionKind::Video(_));
    is_shown && !matches!(dialog.kind, DialogKind::FileUpload)
}

struct Search {
    /// For each state, by its number, that of the one before it.
    came_from: Vec<u32>,
    states: Vec<State>,
    stopped: Vec<bool>,
    chains: Vec<Chain>,
}

impl Search {
    fn add(&mut self, state: State, from: Option<State>) {
        let known = &mut self.came_from[state.number()];
        if *known == UNSEEN {
            *known = from.map_or(BEGINS, |from| from.number() as u32);
            self.states.push(state);
        }
    }

    fn stop(&mut self, subject: &Subject<'_>, last: State, next: State) {
        if std::mem::replace(&mut self.stopped[next.at.index()], true) {
            return;
        }
        let mut way = vec![last];
        let before = |state: &State| match self.came_from[state.number()] {
            UNSEEN | BEGINS => None,
            number => Some(State::numbered(number as usize)),
        };
        while let Some(state) = way.last().and_then(before) {
            way.push(state);
        }
        way.reverse();
        let played = way.iter().map(|state| state.at).filter(|id| counts(subject, *id)).collect();
        way.push(next);
        let crossing = way.windows(2).find(|step| step[1].crossed && !step[0].crossed);
        let crossing = crossing.filter(|_| next.count < CHAIN_IN_DIALOG).and_then(|step| {
            let edges = subject.flow().edges_from(step[0].at);
            edges.iter().find(|edge| edge.target() == Some(step[1].at)).copied()
        });
        self.chains.push(Chain { played, stopped: next.at, crossing });
    }
}

impl Chain {
    /// The problem, told at the interaction that is not played.
    pub(super) fn problem(&self, subject: &Subject<'_>, rule: &'static Rule, run: &str) -> Diagnostic {
        let (number, kind) = (self.played.len(), subject.at(self.stopped).1);
        let message = format!("the platform stops before {}: {number} {run}", said(subject, self.stopped));
        let mut problem = Diagnostic::new(rule, kind.kind_span, message).label("never played in this run");
        if let [first, .., last] = self.played.as_slice() {
            problem = problem.also(subject.at(*first).1.kind_span, format!("the first of the {number}"));
            if let Some(crossing) = &self.crossing {
                problem = problem.also(step_span(subject, crossing), "goes into another dialog");
            }
            problem = problem.also(subject.at(*last).1.kind_span, "the last that is played");
        }
        problem.help(format!(
            "The way is {}. After it the platform stops the flow to cut endless loops, and the consumer is left without \
             a word. Say in fewer interactions what is said here, or ask something between them.",
            way_in_words(subject, &self.played)
        ))
    }
}
