//! How the flow came to something: back from what happened to what decided it.

use crate::engine::Part;
use crate::trace::{Destination, InteractionPlace, RuleVerdict, TraceEvent, WentReason};

/// The way from a decision to where it led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Course<'t> {
    /// The entry that decided it; nothing where the turn tells of none.
    pub(super) decision: Option<usize>,
    /// The interactions that were played from there on, in order.
    pub(super) path: Vec<&'t InteractionPlace>,
}

impl<'t> Course<'t> {
    /// Whether all of this way lies on the other.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        self.decision == other.decision && other.path.starts_with(&self.path)
    }

    fn decided(decision: Option<usize>, path: Vec<&'t InteractionPlace>) -> Self {
        Self { decision, path }
    }
}

/// How the entry at `place` came about.
pub(super) fn course(events: &[TraceEvent], place: usize) -> Option<Course<'_>> {
    let last = |wanted: &dyn Fn(&TraceEvent) -> bool| events[..place].iter().rposition(wanted);
    Some(match events.get(place)? {
        TraceEvent::Message { part, from, .. } => {
            return course_of_message(events, place, *part, from.as_ref());
        }
        TraceEvent::PrivateMessage { from: Some(from), .. } | TraceEvent::Transferred { from, .. } => {
            course_to(events, place, from)
        }
        TraceEvent::HandOver { .. } => {
            let entered =
                last(&|event| matches!(event, TraceEvent::Transferred { .. } | TraceEvent::Entered { .. }))?;
            match &events[entered] {
                TraceEvent::Transferred { from, .. } => course_to(events, place, from),
                TraceEvent::Entered { at } => course_to(events, place, at),
                _ => return None,
            }
        }
        TraceEvent::Closed { .. } => {
            let closes = |event: &TraceEvent| {
                matches!(
                    event,
                    TraceEvent::Went { to: Destination::CloseDialog | Destination::CloseConversation, .. }
                )
            };
            let went = last(&closes)?;
            match &events[went] {
                TraceEvent::Went { from, because: WentReason::NextAction, .. } => {
                    course_to(events, went, from)
                }
                _ => Course::decided(Some(went), Vec::new()),
            }
        }
        TraceEvent::Ended { at: Some(at), .. } => course_to(events, place, at),
        TraceEvent::Call { from, .. } => course_to(events, place, from),
        _ => return None,
    })
}

fn course_of_message<'t>(
    events: &'t [TraceEvent],
    place: usize,
    part: Part,
    from: Option<&'t InteractionPlace>,
) -> Option<Course<'t>> {
    let last = |wanted: &dyn Fn(&TraceEvent) -> bool| events[..place].iter().rposition(wanted);
    let path = || from.into_iter().collect::<Vec<_>>();
    let by = |wanted: &dyn Fn(&TraceEvent) -> bool| {
        let decision = last(wanted);
        decision.is_some().then(|| Course::decided(decision, path()))
    };
    use TraceEvent as E;
    let found = match part {
        Part::Fallback | Part::BuiltIn | Part::DefaultResponse => by(&|event| {
            matches!(
                event,
                E::Fallback { .. }
                    | E::Went { because: WentReason::UnhandledFailure, .. }
                    | E::Searched { .. }
            )
        }),
        Part::NoMatch => by(&|event| matches!(event, E::NoMatchTaken { .. })),
        Part::Repeated => by(&|event| {
            matches!(
                event,
                E::Resumed { .. }
                    | E::NoMatchTaken { .. }
                    | E::Fallback { .. }
                    | E::Went { to: Destination::Current, .. }
            )
        }),
        Part::InProgress | Part::ValidationFailure => by(&|event| matches!(event, E::FileJudged { .. })),
        Part::Success | Part::Failure => by(&|event| matches!(event, E::CallEnded { .. })),
        Part::NotFound => by(&|event| matches!(event, E::Searched { .. })),
        Part::Content | Part::Code | Part::Interruption | Part::Stuck | Part::TransferMessage => None,
    };
    found.or_else(|| Some(course_to(events, place, from?)))
}

/// How the flow came to an interaction before the entry at `until`.
pub(super) fn course_to<'t>(
    events: &'t [TraceEvent],
    mut until: usize,
    at: &'t InteractionPlace,
) -> Course<'t> {
    let mut path = vec![at];
    let mut target = at;
    let decision = loop {
        let is_entered = |event: &TraceEvent| matches!(event, TraceEvent::Entered { at } if at == target);
        let Some(entered) = events[..until].iter().rposition(is_entered) else {
            // It was played in an earlier turn.
            path.pop();
            break None;
        };
        let leads = |event: &TraceEvent| {
            matches!(event, TraceEvent::Went { .. } | TraceEvent::QuestionSkipped { .. })
        };
        let Some(went) = events[..entered].iter().rposition(leads) else { break None };
        match &events[went] {
            TraceEvent::Went { from, because: WentReason::NextAction, .. } => {
                let is_played =
                    |event: &TraceEvent| matches!(event, TraceEvent::Entered { at } if at == from);
                if !events[..went].iter().any(is_played) {
                    break Some(went);
                }
                path.push(from);
                (target, until) = (from, went);
            }
            _ => break Some(went),
        }
    };
    path.reverse();
    // Starters say nothing, so nobody thinks of them as a station.
    path.retain(|place| place.kind != "dialog_starter");
    Course::decided(decision, path)
}

/// The rule that was taken last before an entry, if it is of this interaction.
pub(super) fn rule_matched(events: &[TraceEvent], until: usize) -> Option<usize> {
    let matched =
        |event: &TraceEvent| matches!(event, TraceEvent::RuleTried { outcome: RuleVerdict::Matched, .. });
    events[..until].iter().rposition(matched)
}
