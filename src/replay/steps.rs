//! A case on its way through a conversation, turn by turn.

use super::align::{Pair, align};
use super::consumer::{Consumer, Doing};
use super::notes::UnmetNotes;
use super::observed::{CodeNotes, Observed, Seen};
use super::outcome::{Difference, ExpectedLine, Line, Mark, Trouble, TroubleKind, Unmet};
use super::script::Script;
use super::shown::told;
use super::state::{CallsMade, Comparing};
use super::told::Telling;
use crate::engine::Input;
use crate::play::{Conversation, Happened};
use crate::source::Sources;
use crate::transcript::{Capture, CodeErrors, Step, Turn};

/// A case on its way through a conversation. Whoever has the conversation asks what happens next, lets it
/// happen, and is told how what came of it compares.
#[derive(Debug)]
pub struct Replay<'s> {
    script: &'s Script,
    consumer: Consumer<'s>,
    calls: CallsMade,
    /// What bot code has done since the last `expect`.
    code: CodeNotes,
    /// The first item that is still to come.
    next: usize,
    /// The first item that does not happen any more.
    end: usize,
}

/// How a turn compares with what the case says of it.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What shows, line by line; [`Line::shown`] is the place among the events of the turn.
    pub lines: Vec<Line>,
    /// What does not hold after it.
    pub unmet: Vec<Unmet>,
    /// Captures that found nothing.
    pub missed: Vec<Trouble>,
}

/// The same, before it is put in words.
pub(super) struct Compared<'s> {
    /// All assertions that count.
    pub(super) expected: Vec<&'s Turn>,
    /// Those that are about what shows.
    pub(super) items: Vec<&'s Turn>,
    pub(super) pairs: Vec<Pair>,
    pub(super) missed: Vec<&'s Capture>,
    pub(super) unmet: Vec<UnmetNotes>,
}

impl Compared<'_> {
    /// Whether everything is as the case says.
    pub(super) fn agrees(&self) -> bool {
        self.missed.is_empty()
            && self.unmet.is_empty()
            && self.pairs.iter().all(|pair| pair.mark == Mark::Agrees)
    }
}

impl<'s> Replay<'s> {
    /// Whether bot code may go wrong in this case.
    pub(super) fn code_errors(&self) -> CodeErrors {
        self.script.case.code_errors
    }

    /// A case before its first turn.
    pub fn new(script: &'s Script) -> Self {
        let end = script.case.turns.len();
        Self {
            script,
            consumer: Consumer::new(script),
            calls: CallsMade::default(),
            code: CodeNotes::default(),
            next: 0,
            end,
        }
    }

    /// The same, with no more than so many items: a turn that begins with one of them is played as a whole.
    #[must_use]
    pub fn up_to(self, items: usize) -> Self {
        Self { end: items.min(self.end), ..self }
    }

    /// Whether there is something to compare before the first item happens: what `start_at` leads to, or
    /// what the bot is to say by itself.
    pub fn begins_with_bot(&self) -> bool {
        let case = &self.script.case;
        case.start_at.is_some() || case.turns.first().is_some_and(|item| item.step.is_assertion())
    }

    /// What the conversation begins with, where that is not the consumer.
    pub(super) fn start(&self) -> Option<Doing> {
        self.script.start().map(Input::Goto).map(Doing::Play)
    }

    /// The next item that happens in this conversation.
    pub fn next(&mut self, conversation: &Conversation) -> Option<&'s Turn> {
        let rest = self.script.case.turns.get(self.next..self.end)?;
        let skipped = rest.iter().position(|item| counts(item, conversation));
        self.next += skipped.map_or(rest.len(), |skipped| skipped + 1);
        Some(&rest[skipped?])
    }

    /// What an item does to a conversation as it is now; `None` for what only looks.
    ///
    /// # Errors
    /// Why it cannot be done, as a sentence.
    pub fn doing(&self, item: &Turn, conversation: &Conversation) -> Result<Option<Doing>, String> {
        self.consumer.doing(item, conversation)
    }

    /// The consumer.
    pub(super) fn consumer(&self) -> &Consumer<'s> {
        &self.consumer
    }

    /// Compares what came of a turn, and keeps what is captured of it.
    pub fn compare(
        &mut self,
        conversation: &Conversation,
        events: &[Happened],
        sources: &Sources,
    ) -> Comparison {
        let telling = Telling { sources, secrets: self.script.cast.gateway().secrets() };
        let channel = conversation.session.channel(conversation.bot());
        let mut code = CodeNotes::default();
        events.iter().for_each(|happened| code.note(&happened.event));
        let shown = events.iter().enumerate();
        let seen: Vec<Seen> = shown
            .filter_map(|(event, happened)| {
                Some(Seen { what: Observed::of(&happened.event, channel)?, event })
            })
            .collect();
        let compared = self.comparing(conversation, &seen, code, telling);
        Comparison {
            lines: self.lines(&compared, &seen, telling),
            missed: compared.missed.iter().map(|capture| missed(capture, telling)).collect(),
            unmet: compared.unmet.into_iter().map(|notes| notes.unmet).collect(),
        }
    }

    /// Compares what shows in a turn with the items from here to the next one that happens.
    pub(super) fn comparing(
        &mut self,
        conversation: &Conversation,
        seen: &[Seen],
        code: CodeNotes,
        telling: Telling<'_>,
    ) -> Compared<'s> {
        self.calls.keep_up(self.script, conversation);
        self.code.go_on_with(code);
        let expected = self.expected(conversation);
        let is_shown = |item: &&Turn| !matches!(item.step, Step::Expect(_) | Step::Nothing);
        let items: Vec<&'s Turn> = expected.iter().copied().filter(is_shown).collect();
        let mut pairs = self.paired(&items, seen);
        let (has_captured, missed) = self.capture(&items, &pairs, seen);
        if has_captured {
            // An item may name what an item before it in the same turn captures.
            pairs = self.paired(&items, seen);
        }
        let comparing = Comparing {
            consumer: &self.consumer,
            script: self.script,
            conversation,
            calls: &self.calls,
            code: &self.code,
            telling,
        };
        let unmet = expected.iter().filter_map(|item| match &item.step {
            Step::Expect(expected) => Some(comparing.unmet(expected)),
            _ => None,
        });
        let unmet = unmet.flatten().collect();
        if expected.iter().any(|item| matches!(item.step, Step::Expect(_))) {
            self.code = CodeNotes::default();
        }
        Compared { expected, items, pairs, missed, unmet }
    }

    /// The assertions from here to the next thing that happens.
    fn expected(&mut self, conversation: &Conversation) -> Vec<&'s Turn> {
        let mut expected = Vec::new();
        for item in &self.script.case.turns[self.next..] {
            match (item.step.is_assertion(), counts(item, conversation)) {
                (true, true) => expected.push(item),
                (false, true) => break,
                (_, false) => {}
            }
            self.next += 1;
        }
        expected
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

    /// Keeps what the items capture: whether there is anything, and the captures that find nothing.
    fn capture(&mut self, items: &[&'s Turn], pairs: &[Pair], seen: &[Seen]) -> (bool, Vec<&'s Capture>) {
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

    /// What shows, line by line.
    pub(super) fn lines(&self, compared: &Compared<'_>, seen: &[Seen], telling: Telling<'_>) -> Vec<Line> {
        let line = |pair: &Pair| {
            let thing = pair.seen.map(|place| &seen[place]);
            let expected =
                pair.item.map(|place| self.expected_line(compared.items[place], pair.mark, thing, telling));
            let extra = thing.filter(|_| pair.mark == Mark::Extra);
            Line {
                mark: pair.mark,
                expected,
                shown: thing.map(|thing| thing.event),
                other: pair.other,
                unmentioned: extra.and_then(|thing| told(&thing.what, telling.secrets).ok()),
            }
        };
        compared.pairs.iter().map(line).collect()
    }

    fn expected_line(
        &self,
        item: &Turn,
        mark: Mark,
        thing: Option<&Seen>,
        telling: Telling<'_>,
    ) -> ExpectedLine {
        let (kind, text, is_exact) = self.consumer.wanted_words(&item.step);
        let found = match (mark, thing) {
            (Mark::Differs, Some(thing)) => self.consumer.differences(&item.step, &thing.what),
            _ => Vec::new(),
        };
        let masked = |difference: Difference| Difference {
            what: difference.what,
            expected: telling.text(&difference.expected),
            actual: difference.actual.map(|actual| telling.text(&actual)),
        };
        ExpectedLine {
            kind,
            text: telling.text(&text),
            is_exact,
            differences: found.into_iter().map(masked).collect(),
            place: telling.place(item.key),
            span: item.span,
        }
    }
}

/// Whether an item counts on the channel that the conversation runs on now.
fn counts(item: &Turn, conversation: &Conversation) -> bool {
    item.only_on.is_empty() || item.only_on.contains(&conversation.session.channel(conversation.bot()))
}

/// A capture that found nothing.
pub(super) fn missed(capture: &Capture, telling: Telling<'_>) -> Trouble {
    let message = format!(
        "`{}` finds nothing in the message, so `{{captured.{}}}` has no value",
        capture.regex.source(),
        capture.name
    );
    let place = Some(telling.place(capture.span));
    Trouble { kind: TroubleKind::Capture, message: telling.text(&message), place }
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
