//! A case from its first turn to its last.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::align::Pair;
use super::consumer::Doing;
use super::notes::{TurnNotes, notes};
use super::observed::{Ear, Mishap, Seen};
use super::outcome::{Act, CallMade, Mark, Outcome, PlayedTurn, Trouble, TroubleKind, UnusedMock, Verdict};
use super::script::{Origin, Script};
use super::steps::{Compared, Replay, missed};
use super::told::Telling;
use crate::bot::{Channel, Scope};
use crate::engine::{Identity, Problem, Session, Unplayed};
use crate::integration::{AnswerSource, NoAnswer};
use crate::linked::LinkedBot;
use crate::play::{CallRecord, Conversation, LiveChoice, Watcher};
use crate::source::Sources;
use crate::trace::{Moment, turn};
use crate::transcript::{Capture, CaseSkill, Turn};

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
    let case = script.case();
    let channel = options.channel.or(case.channel.map(|channel| channel.value));
    let runs_on = channel.unwrap_or(script.cast.first().settings.channel);
    let skipped = match &case.skip {
        Some(reason) => Some(reason.to_string()),
        None if !case.only_on.is_empty() && !case.only_on.contains(&runs_on) => {
            Some(format!("not on the channel `{}`", runs_on.name()))
        }
        None => None,
    };
    if let Some(reason) = skipped {
        let outcome = Outcome {
            verdict: Verdict::Skipped(reason),
            played: 0,
            turns: Vec::new(),
            unused_mocks: Vec::new(),
            used_shared: Vec::new(),
            clock_ms: 0,
        };
        return (outcome, Vec::new());
    }
    let telling = Telling { sources, secrets: script.cast.gateway().secrets() };
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
}

/// What a turn led to.
struct Happening {
    seen: Vec<Seen>,
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
        let happening = self.happen(item, also);
        if item.is_some_and(|item| item.step.is_input()) {
            self.played += 1;
        }
        let compared = self.replay.comparing(&self.conversation, &happening.seen, self.telling);
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
        let mut ear = Ear::new(keeps, also);
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
        let Ear { seen, mishaps, events, skills, .. } = ear;
        self.skills.extend(skills);
        Happening { seen, mishaps, refusal, before, calls, events: events.unwrap_or_default() }
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
            troubles: self.troubles(item, &happening.refusal, &happening.mishaps, &compared.missed),
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

    fn troubles(
        &self,
        item: Option<&Turn>,
        refusal: &Option<String>,
        mishaps: &[Mishap],
        captures: &[&Capture],
    ) -> Vec<Trouble> {
        let mut found = Vec::new();
        let mut add = |kind, message: String, place| {
            found.push(Trouble { kind, message: self.telling.text(&message), place });
        };
        if let Some(reason) = refusal {
            add(TroubleKind::Consumer, reason.clone(), item.map(|item| self.telling.place(item.key)));
        }
        for mishap in mishaps {
            let (message, place) = match mishap {
                Mishap::NotSimulated(bot, what) => unplayed(self.telling, bot, what),
                Mishap::Run(problem) => (run_problem(problem), None),
                Mishap::Refused { integration, reason, nearest } => {
                    let place = nearest.map(|span| self.telling.place(span));
                    (format!("`{integration}` was not called: {reason}"), place)
                }
            };
            add(mishap.kind(), message, place);
        }
        found.extend(captures.iter().map(|capture| missed(capture, self.telling)));
        found
    }

    fn outcome(self) -> Outcome {
        let mut unused_mocks = Vec::new();
        let mut used_shared = Vec::new();
        for mock in &self.script.own_mocks {
            let uses = self.conversation.members()[mock.bot].counts().overriding_uses(mock.id, mock.span);
            match mock.origin {
                Origin::Defaults | Origin::Cassette if uses > 0 => used_shared.push(mock.span),
                // What was left out because the conversation went astray says nothing about the mocks.
                Origin::Case if uses == 0 && !self.has_failed => unused_mocks.push(UnusedMock {
                    integration: mock.integration.to_string(),
                    place: self.telling.place(mock.span),
                }),
                Origin::Case | Origin::Defaults | Origin::Cassette => {}
            }
        }
        for CaseSkill { skill, is_default } in &self.script.case.skills {
            match (self.skills.contains(skill.number.as_str()), is_default) {
                (true, true) => used_shared.push(skill.number.span()),
                (false, false) if !self.has_failed => unused_mocks.push(UnusedMock {
                    integration: format!("skill {}", skill.number),
                    place: self.telling.place(skill.number.span()),
                }),
                _ => {}
            }
        }
        let is_fine = !self.has_failed && unused_mocks.is_empty();
        Outcome {
            verdict: if is_fine { Verdict::Passed } else { Verdict::Failed },
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

fn unplayed(telling: Telling<'_>, bot: &LinkedBot, what: &Unplayed) -> (String, Option<super::FilePlace>) {
    let (id, what) = match what {
        Unplayed::Interaction(id, key) => (*id, format!("interactions of the kind `{key}` are")),
        Unplayed::Dialog(id, key) => (*id, format!("dialogs of the kind `{key}` are")),
        Unplayed::Code(place) => (place.interaction, "bot code is".to_owned()),
    };
    let place = telling.place(bot.interaction(id).span);
    (format!("{what} not simulated yet, so what the platform does here is not known"), Some(place))
}

fn run_problem(problem: &Problem) -> String {
    match problem {
        Problem::BotNotInRun { to, known } => {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!(
                "the conversation is handed to the bot `{to}`, which the transcript does not name (it names {}): \
                 list it in `bot:`",
                known.join(", ")
            )
        }
        Problem::HandOversWithoutEnd(most) => {
            format!("the bots hand the conversation on more than {most} times within one turn")
        }
        _ => "the run is not as it must be".to_owned(),
    }
}
