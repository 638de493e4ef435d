//! A case from its first turn to its last.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::Act;
use super::align::Pair;
use super::consumer::Doing;
use super::notes::{TurnNotes, notes};
use super::observed::{CodeNotes, Ear, Mishap, Seen};
use super::outcome::{CallMade, Mark, Outcome, PlayedTurn, UnusedKind, UnusedMock, Verdict};
use super::script::{Origin, Script};
use super::steps::{Compared, Replay};
use super::told::Telling;
use crate::bot::{Channel, Scope};
use crate::engine::{Identity, Session};
use crate::integration::{AnswerSource, NoAnswer};
use crate::linked::LinkedBot;
use crate::play::{CallRecord, Conversation, LiveChoice, Watcher};
use crate::source::{Sources, Span};
use crate::trace::{Moment, turn};
use crate::transcript::{CaseSkill, Turn};

/// How a case is played.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// What is kept of it.
    pub record: Record,
    /// When it ends early.
    pub stop: Stop,
    /// The channel that it runs on, whatever it says itself.
    pub channel: Option<Channel>,
    /// Which integrations of each bot call their real service; nothing is live where there are none.
    pub live: &'o [LiveChoice],
}

/// What is kept of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// Whether it passed; it ends at the first thing that is not as expected.
    Verdict,
    /// Every turn.
    Everything,
}

/// When a case ends early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// After a turn from which on the conversation may be another one: what follows would be consequences.
    WhenAstray,
    /// Never.
    Never,
}

/// Plays a case. `also` sees everything that happens.
pub fn play(script: &Script, options: &Options<'_>, sources: &Sources, also: &mut dyn Watcher) -> Outcome {
    play_noting(script, options, sources, also, None).0
}

/// Plays a case to its end and keeps everything, also what its items would have to say. What `outcome.turns`
/// tells, the notes tell of the same turn. `also` sees everything that happens.
pub fn observe<'s>(
    script: &'s Script,
    channel: Option<Channel>,
    sources: &'s Sources,
    also: &mut dyn Watcher,
) -> (Outcome, Vec<TurnNotes<'s>>) {
    let options = Options { record: Record::Everything, stop: Stop::Never, channel, live: &[] };
    play_noting(script, &options, sources, also, Some(Vec::new()))
}

fn play_noting<'p>(
    script: &'p Script,
    options: &Options<'p>,
    sources: &'p Sources,
    also: &mut dyn Watcher,
    notes: Option<Vec<TurnNotes<'p>>>,
) -> (Outcome, Vec<TurnNotes<'p>>) {
    let telling = Telling { sources, secrets: script.cast.gateway().secrets() };
    let channel = options.channel.or(script.case.channel.map(|channel| channel.value));
    if let Some(reason) = script.skipped(options.channel) {
        let outcome = Outcome {
            verdict: Verdict::Skipped(telling.text(&reason)),
            played: 0,
            turns: Vec::new(),
            unused_mocks: Vec::new(),
            used_shared: Vec::new(),
            clock_ms: 0,
        };
        return (outcome, Vec::new());
    }
    let player = Player {
        script,
        options: *options,
        telling,
        notes,
        conversation: begin(script, channel, options.live),
        replay: Replay::new(script),
        turns: Vec::new(),
        played: 0,
        has_failed: false,
        skills: BTreeSet::new(),
        has_asserted: false,
    };
    player.play(also)
}

/// The conversation before anything happens.
pub fn begin(script: &Script, channel: Option<Channel>, live: &[LiveChoice]) -> Conversation {
    let gateway = script.cast.gateway().clone();
    let mut conversation = Conversation::new(script.cast.first().clone(), gateway, Identity::default());
    let others: Vec<Arc<LinkedBot>> = script.cast.bots().skip(1).cloned().collect();
    if !others.is_empty() {
        conversation = conversation.with_others(others);
    }
    for (place, member) in conversation.members_mut().iter_mut().enumerate() {
        member.live = live.get(place).cloned().unwrap_or_default();
    }
    script.set_up(&mut conversation, channel);
    conversation
}

struct Player<'p> {
    script: &'p Script,
    options: Options<'p>,
    telling: Telling<'p>,
    /// What a rewriter needs, where there is one.
    notes: Option<Vec<TurnNotes<'p>>>,
    conversation: Conversation,
    replay: Replay<'p>,
    turns: Vec<PlayedTurn>,
    played: usize,
    has_failed: bool,
    /// The listed skills that the consumer was handed to.
    skills: BTreeSet<Arc<str>>,
    /// Whether anything counted that says what the bot must do.
    has_asserted: bool,
}

/// What a turn led to.
struct Happening {
    seen: Vec<Seen>,
    code: CodeNotes,
    mishaps: Vec<Mishap>,
    refusal: Option<String>,
    before: Option<(Arc<LinkedBot>, Session)>,
    /// How many calls there were before it.
    calls: usize,
    events: Vec<crate::play::Happened>,
}

impl<'p> Player<'p> {
    fn play(mut self, also: &mut dyn Watcher) -> (Outcome, Vec<TurnNotes<'p>>) {
        let mut goes_on = !self.replay.begins_with_bot() || self.turn(None, also);
        while goes_on && let Some(item) = self.replay.next(&self.conversation) {
            goes_on = self.turn(Some(item), also);
        }
        let notes = self.notes.take().unwrap_or_default();
        (self.outcome(), notes)
    }

    /// Plays and compares a turn; says whether the next one is to be played.
    fn turn(&mut self, item: Option<&'p Turn>, also: &mut dyn Watcher) -> bool {
        let act = match self.options.record {
            Record::Everything => {
                item.and_then(|item| self.replay.consumer().act(item, &|text| self.telling.text(text)))
            }
            Record::Verdict => None,
        };
        let mut happening = self.happen(item, also);
        let code = std::mem::take(&mut happening.code);
        if item.is_some_and(|item| item.step.is_input()) {
            self.played += 1;
        }
        let compared = self.replay.comparing(&self.conversation, &happening.seen, code, self.telling);
        self.has_asserted |= !compared.expected.is_empty();
        let agrees = happening.refusal.is_none() && happening.mishaps.is_empty() && compared.agrees();
        self.has_failed |= !agrees;
        if self.options.record == Record::Verdict {
            return agrees;
        }
        if let Some(noted) = &mut self.notes {
            noted.push(notes(&self.replay, item, &happening.seen, &compared, self.telling.secrets));
        }
        let is_astray = !agrees && is_astray(&happening, &compared);
        let played = self.told(item, act, happening, compared);
        self.turns.push(played);
        !(is_astray && self.options.stop == Stop::WhenAstray)
    }

    /// Lets an item happen.
    fn happen(&mut self, item: Option<&Turn>, also: &mut dyn Watcher) -> Happening {
        let keeps = self.options.record == Record::Everything;
        let before = keeps.then(|| (self.conversation.bot().clone(), self.conversation.session.clone()));
        let calls = self.conversation.calls().len();
        let mut ear = Ear::new(keeps, self.replay.code_errors(), also);
        let mut refusal = None;
        let doing = match item {
            Some(item) => self.replay.doing(item, &self.conversation),
            None => Ok(self.replay.start()),
        };
        match doing {
            Ok(Some(Doing::Play(input))) => self.conversation.play(input, &mut ear),
            Ok(Some(Doing::Set(variables))) => {
                for (name, value) in variables {
                    self.conversation.session.set_variable(name, value, Scope::Session);
                }
            }
            Ok(Some(Doing::Channel(channel))) => self.conversation.session.choose_channel(Some(channel)),
            Ok(None) => {}
            Err(reason) => refusal = Some(reason),
        }
        let Ear { seen, code, mishaps, events, skills, .. } = ear;
        self.skills.extend(skills);
        Happening { seen, code, mishaps, refusal, before, calls, events: events.unwrap_or_default() }
    }

    /// A turn as data.
    fn told(
        &self,
        item: Option<&Turn>,
        act: Option<Act>,
        happening: Happening,
        compared: Compared<'_>,
    ) -> PlayedTurn {
        let session = &self.conversation.session;
        let after = Moment { bot: self.conversation.bot(), session };
        let before = happening.before.as_ref();
        let before = before.map_or(after, |(bot, session)| Moment { bot, session });
        let Telling { sources, secrets } = self.telling;
        let trace = turn(sources, secrets, self.played, before, &happening.events, after);
        PlayedTurn {
            number: self.played,
            act,
            place: item.map(|item| self.telling.place(item.key)),
            own_line: item.map(|item| self.telling.place(item.own).line),
            lines: self.replay.lines(&compared, &happening.seen, self.telling),
            unmet: compared.unmet.into_iter().map(|notes| notes.unmet).collect(),
            troubles: self.telling.troubles(
                item,
                happening.refusal.as_deref(),
                &happening.mishaps,
                &compared.missed,
            ),
            calls: self.calls_made(happening.calls),
            trace,
        }
    }

    /// The calls from one on.
    fn calls_made(&self, first: usize) -> Vec<CallMade> {
        let made = |call: &CallRecord| CallMade {
            integration: self.telling.text(&call.request.integration),
            mock: match call.answer.source {
                AnswerSource::Mock(_, span) | AnswerSource::Override(_, span) => {
                    Some(self.telling.place(span))
                }
                AnswerSource::Articles(_) | AnswerSource::Live | AnswerSource::Nobody => None,
            },
            failure: match &call.answer.result {
                Err(NoAnswer::Failed(reason)) => Some(self.telling.text(reason)),
                Ok(_) | Err(NoAnswer::Refused(_)) => None,
            },
        };
        self.conversation.calls().get(first..).unwrap_or_default().iter().map(made).collect()
    }

    /// The case's own entries that no call used.
    fn unused_mocks(&self) -> Vec<UnusedMock> {
        let uses = |bot: usize, id, span| {
            self.conversation.members().get(bot).map_or(0, |member| member.counts().overriding_uses(id, span))
        };
        let own = self.script.own_mocks_of(Origin::Case);
        let unused = own.filter(|mock| uses(mock.bot, mock.id, mock.span) == 0).map(|mock| UnusedMock {
            kind: UnusedKind::Mock,
            name: self.telling.text(&mock.integration),
            place: self.telling.place(mock.span),
        });
        unused.collect()
    }

    fn outcome(self) -> Outcome {
        let mut unused = self.unused_mocks();
        let own: HashSet<Span> = self.script.own_mocks_of(Origin::Case).map(|mock| mock.span).collect();
        let used = self.conversation.members().iter().flat_map(|member| member.counts().overriding_used());
        let mut used_shared: Vec<Span> = used.filter(|span| !own.contains(span)).collect();
        for CaseSkill { skill, is_default } in &self.script.case.skills {
            match (self.skills.contains(skill.number.as_str()), is_default) {
                (true, true) => used_shared.push(skill.number.span()),
                (false, false) => unused.push(UnusedMock {
                    kind: UnusedKind::Skill,
                    name: self.telling.text(skill.number.as_str()),
                    place: self.telling.place(skill.number.span()),
                }),
                _ => {}
            }
        }
        // What was left out because the conversation went astray says nothing about the mocks.
        let unused_mocks = if self.has_failed { Vec::new() } else { unused };
        let verdict = match () {
            () if self.has_failed || !unused_mocks.is_empty() => Verdict::Failed,
            () if self.has_asserted => Verdict::Passed,
            // Loading sees to it for the channels that the case names itself.
            () => Verdict::Skipped("on this channel it says nothing that the bot must do".to_owned()),
        };
        Outcome {
            verdict,
            played: self.played,
            turns: self.turns,
            unused_mocks,
            used_shared,
            clock_ms: u64::try_from(self.conversation.session.now().as_millis()).unwrap_or(u64::MAX),
        }
    }
}

/// Whether the conversation may be another one from here on.
fn is_astray(happening: &Happening, compared: &Compared<'_>) -> bool {
    let same_course = |pair: &Pair| matches!(pair.mark, Mark::Agrees | Mark::Differs);
    happening.refusal.is_some()
        || !happening.mishaps.is_empty()
        || !compared.missed.is_empty()
        || compared
            .unmet
            .iter()
            .any(|unmet| matches!(unmet.unmet.what.as_str(), "waiting_at" | "stack" | "state" | "bot"))
        || !compared.pairs.iter().all(same_course)
}
