//! A case from its first turn to its last.

use std::sync::Arc;

use super::align::{Pair, align};
use super::consumer::{Consumer, Doing};
use super::notes::{LineNotes, TurnNotes, UnmetNotes};
use super::observed::{Ear, Mishap, Observed, Seen};
use super::outcome::{
    Act, CallMade, Difference, ExpectedLine, Line, Mark, Outcome, PlayedTurn, Trouble, TroubleKind,
    UnusedMock, Verdict,
};
use super::script::{Origin, Script};
use super::shown::told;
use super::state::{CallsMade, Comparing};
use super::told::Telling;
use crate::bot::{Channel, Scope};
use crate::engine::{Identity, Input, Problem, Session, Unplayed};
use crate::integration::AnswerSource;
use crate::linked::LinkedBot;
use crate::play::{CallRecord, Conversation, LiveChoice, Watcher};
use crate::source::Sources;
use crate::trace::{Moment, turn};
use crate::transcript::{Capture, Step, Turn};

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
        consumer: Consumer::new(script),
        calls: CallsMade::default(),
        turns: Vec::new(),
        played: 0,
        has_failed: false,
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
        member.overrides = script.overrides.get(place).cloned().unwrap_or_default();
        member.live = live.get(place).cloned().unwrap_or_default();
    }
    conversation.session.choose_channel(channel);
    for (name, value) in &script.case.variables {
        conversation.session.set_variable(name.shared(), value.shared(), Scope::Session);
    }
    conversation
}

struct Player<'p> {
    script: &'p Script,
    options: Options<'p>,
    telling: Telling<'p>,
    /// What a rewriter needs, where there is one.
    notes: Option<Vec<TurnNotes<'p>>>,
    conversation: Conversation,
    consumer: Consumer<'p>,
    calls: CallsMade,
    turns: Vec<PlayedTurn>,
    played: usize,
    has_failed: bool,
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

/// How a turn compares.
struct Compared<'c> {
    items: Vec<&'c Turn>,
    pairs: Vec<Pair>,
    missed: Vec<&'c Capture>,
    unmet: Vec<UnmetNotes>,
}

impl<'p> Player<'p> {
    fn play(mut self, also: &mut dyn Watcher) -> (Outcome, Vec<TurnNotes<'p>>) {
        let script = self.script;
        let mut rest = script.case.turns.as_slice();
        // What comes before the consumer's first message is what `start_at` leads to.
        let is_due =
            script.case.start_at.is_some() || rest.first().is_some_and(|item| item.step.is_assertion());
        let mut goes_on = !is_due || self.turn(None, &mut rest, also);
        while goes_on && let Some((item, others)) = rest.split_first() {
            rest = others;
            if self.counts(item) {
                goes_on = self.turn(Some(item), &mut rest, also);
            }
        }
        let notes = self.notes.take().unwrap_or_default();
        (self.outcome(), notes)
    }

    /// Whether an item counts on the channel that the conversation runs on now.
    fn counts(&self, item: &Turn) -> bool {
        let channel = self.conversation.session.channel(self.conversation.bot());
        item.only_on.is_empty() || item.only_on.contains(&channel)
    }

    /// The assertions from here to the next thing that happens.
    fn expected<'b>(&self, rest: &mut &'b [Turn]) -> Vec<&'b Turn> {
        let mut expected = Vec::new();
        while let Some((item, others)) = rest.split_first() {
            match (item.step.is_assertion(), self.counts(item)) {
                (true, true) => expected.push(item),
                (false, true) => break,
                (_, false) => {}
            }
            *rest = others;
        }
        expected
    }

    /// Plays and compares a turn; says whether the next one is to be played.
    fn turn(&mut self, item: Option<&'p Turn>, rest: &mut &'p [Turn], also: &mut dyn Watcher) -> bool {
        let act = match self.options.record {
            Record::Everything => {
                item.and_then(|item| self.consumer.act(item, &|text| self.telling.text(text)))
            }
            Record::Verdict => None,
        };
        let happening = self.happen(item, also);
        if item.is_some_and(|item| item.step.is_input()) {
            self.played += 1;
        }
        self.calls.keep_up(self.script, &self.conversation);
        let expected = self.expected(rest);
        let compared = self.compare(&expected, &happening);
        let agrees = happening.refusal.is_none()
            && happening.mishaps.is_empty()
            && compared.missed.is_empty()
            && compared.unmet.is_empty()
            && compared.pairs.iter().all(|pair| pair.mark == Mark::Agrees);
        self.has_failed |= !agrees;
        if self.options.record == Record::Verdict {
            return agrees;
        }
        let is_astray = !agrees && is_astray(&happening, &compared);
        if let Some(mut notes) = self.notes.take() {
            notes.push(self.noted(item, &expected, &happening, &compared));
            self.notes = Some(notes);
        }
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
            Some(item) => self.consumer.doing(item, &self.conversation),
            None => Ok(self.start()),
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
        let Ear { seen, mishaps, events, .. } = ear;
        Happening { seen, mishaps, refusal, before, calls, events: events.unwrap_or_default() }
    }

    fn start(&self) -> Option<Doing> {
        let name = self.script.case.start_at.as_ref()?;
        self.script.cast.find_place(0, name.as_str()).map(Input::Goto).map(Doing::Play)
    }

    fn compare<'c>(&mut self, expected: &[&'c Turn], happening: &Happening) -> Compared<'c> {
        let expects = |item: &&Turn| matches!(item.step, Step::Expect(_));
        let is_nothing = |item: &&Turn| matches!(item.step, Step::Nothing);
        let shown = expected.iter().copied().filter(|item| !expects(item) && !is_nothing(item));
        let items: Vec<&Turn> = shown.collect();
        let seen = &happening.seen;
        let mut pairs = self.paired(&items, seen);
        let (has_captured, missed) = self.capture(&items, seen, &pairs);
        if has_captured {
            // An item may name what an item before it in the same turn captures.
            pairs = self.paired(&items, seen);
        }
        let comparing = Comparing {
            consumer: &self.consumer,
            script: self.script,
            conversation: &self.conversation,
            calls: &self.calls,
            telling: self.telling,
        };
        let unmet = expected.iter().filter_map(|item| match &item.step {
            Step::Expect(expected) => Some(comparing.unmet(expected)),
            _ => None,
        });
        let unmet = unmet.flatten().collect();
        Compared { items, pairs, missed, unmet }
    }

    fn paired(&self, items: &[&Turn], seen: &[Seen]) -> Vec<Pair> {
        let consumer = &self.consumer;
        align(
            items.len(),
            seen.len(),
            &|item, thing| consumer.is_as(&items[item].step, &seen[thing].what),
            &|item, thing| distance(consumer, &items[item].step, &seen[thing].what),
        )
    }

    /// Keeps what the items of a turn capture: whether there is anything, and what finds nothing.
    fn capture<'c>(&mut self, items: &[&'c Turn], seen: &[Seen], pairs: &[Pair]) -> (bool, Vec<&'c Capture>) {
        let (mut any, mut missed) = (false, Vec::new());
        for pair in pairs {
            // What moved is said all the same.
            let seen_at = pair.seen.or_else(|| pairs[pair.other?].seen);
            let (Some(item), Some(thing)) = (pair.item, seen_at) else { continue };
            let captures: &[Capture] = match &items[item].step {
                Step::Bot(bot) => &bot.captures,
                Step::Private(_, captures) => captures,
                _ => continue,
            };
            any |= !captures.is_empty();
            if let Err(these) = self.consumer.capture(captures, &seen[thing].what) {
                missed.extend(these);
            }
        }
        (any, missed)
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
        let line = |pair: &Pair| self.line(pair, &compared.items, &happening.seen);
        PlayedTurn {
            number: self.played,
            act,
            place: item.map(|item| self.telling.place(item.key)),
            lines: compared.pairs.iter().map(line).collect(),
            unmet: compared.unmet.into_iter().map(|notes| notes.unmet).collect(),
            troubles: self.troubles(item, &happening.refusal, &happening.mishaps, &compared.missed),
            calls: self.calls_made(happening.calls),
            trace,
        }
    }

    /// A turn for a rewriter.
    fn noted(
        &self,
        act: Option<&'p Turn>,
        expected: &[&'p Turn],
        happening: &Happening,
        compared: &Compared<'p>,
    ) -> TurnNotes<'p> {
        let line = |pair: &Pair| {
            let item = pair.item.map(|place| compared.items[place]);
            let thing = pair.seen.map(|place| &happening.seen[place].what);
            let other = pair.other.filter(|_| pair.mark == Mark::MovedHere);
            let moved = other.and_then(|other| compared.pairs[other].item);
            let words = item.map(|item| self.consumer.wanted_words(&item.step));
            let differences = match (pair.mark, item, thing) {
                (Mark::Differs, Some(item), Some(thing)) => self.consumer.differences(&item.step, thing),
                _ => Vec::new(),
            };
            LineNotes {
                mark: pair.mark,
                item,
                wanted: words.and_then(|(_, text, is_exact)| is_exact.then_some(text)),
                differs: differences.into_iter().map(|difference| difference.what).collect(),
                shown: thing.map(|thing| told(thing, self.telling.secrets)),
                moved: moved.map(|place| compared.items[place]),
            }
        };
        TurnNotes {
            act,
            expected: expected.to_vec(),
            lines: compared.pairs.iter().map(line).collect(),
            unmet: compared.unmet.clone(),
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
        };
        self.conversation.calls().get(first..).unwrap_or_default().iter().map(made).collect()
    }

    fn line(&self, pair: &Pair, items: &[&Turn], seen: &[Seen]) -> Line {
        let thing = pair.seen.map(|place| &seen[place]);
        let expected = pair.item.map(|place| {
            let item = items[place];
            let (kind, text, is_exact) = self.consumer.wanted_words(&item.step);
            let found = match (pair.mark, thing) {
                (Mark::Differs, Some(thing)) => self.consumer.differences(&item.step, &thing.what),
                _ => Vec::new(),
            };
            let masked = |difference: Difference| Difference {
                what: difference.what,
                expected: self.telling.text(&difference.expected),
                actual: difference.actual.map(|actual| self.telling.text(&actual)),
            };
            ExpectedLine {
                kind,
                text: self.telling.text(&text),
                is_exact,
                differences: found.into_iter().map(masked).collect(),
                place: self.telling.place(item.key),
                span: item.span,
            }
        });
        Line { mark: pair.mark, expected, shown: thing.map(|thing| thing.event), other: pair.other }
    }

    fn troubles(
        &self,
        item: Option<&Turn>,
        refusal: &Option<String>,
        mishaps: &[Mishap],
        missed: &[&Capture],
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
        for capture in missed {
            let message = format!(
                "`{}` finds nothing in the message, so `{{captured.{}}}` has no value",
                capture.regex.source(),
                capture.name
            );
            add(TroubleKind::Capture, message, Some(self.telling.place(capture.span)));
        }
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

/// How far apart two of a kind are, from 0 to 100.
fn distance(consumer: &Consumer<'_>, step: &Step, seen: &Observed) -> Option<u32> {
    if !Consumer::is_same_kind(step, seen) {
        return None;
    }
    let (_, wanted, _) = consumer.wanted_words(step);
    let actual = seen.text().map_or("", |text| &**text);
    let longer = wanted.len().max(actual.len()).max(1);
    let same = |(left, right): &(u8, u8)| left == right;
    let start = wanted.bytes().zip(actual.bytes()).take_while(same).count();
    let rest = wanted.len().min(actual.len()) - start;
    let end = wanted.bytes().rev().zip(actual.bytes().rev()).take(rest).take_while(same).count();
    u32::try_from(100 - (start + end) * 100 / longer).ok()
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
