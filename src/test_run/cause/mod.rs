//! Why a turn did not go as its transcript says, as a person would name it.
//!
//! What led to the wrong lines is read from the turn's trace, what should have led to the missing ones from
//! the bots themselves: an [`Atlas`] finds the interaction that says an expected text. Pure: the same
//! turn gives the same sentences.

mod atlas;
mod course;
mod decision;
mod expected;
mod missed;
mod problem;
mod reach;
mod texts;
mod trigger;
mod unmet;
mod variables;

use std::collections::HashMap;

pub use atlas::Atlas;

use atlas::At;
use course::{Course, course, course_to};
use decision::Telling;
use variables::Names;

use crate::replay::{FilePlace, Line, Mark, PlayedTurn};
use crate::source::Span;
use crate::text::shortened;
use crate::trace::TraceEvent;
use crate::transcript::{Case, Step};

/// How much of a text is quoted.
const QUOTED: usize = 60;

/// For so many lines of a turn it is looked for what should have said them: nobody reads on after that.
const MOST_LINES: usize = 20;

/// Why a turn did not go as its transcript says; masked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// What led to it, the chief reason first.
    pub reasons: Vec<Reason>,
    /// The variables that mattered: `score = "650" (set by rule 1 at bot.yaml:12)`.
    pub variables: Vec<String>,
}

/// Something that led to what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// A sentence without a full stop.
    pub words: String,
    /// The line of the bot that decided it, where there is one.
    pub place: Option<FilePlace>,
}

impl Reason {
    fn new(words: impl Into<String>, place: Option<FilePlace>) -> Self {
        Self { words: words.into(), place }
    }
}

impl Cause {
    /// The line of the bot that decided it.
    pub fn place(&self) -> Option<&FilePlace> {
        self.reasons.iter().find_map(|reason| reason.place.as_ref())
    }
}

/// Finds out why the last of these turns did not go as its case says.
pub fn cause(atlas: &Atlas<'_>, case: &Case, turns: &[PlayedTurn]) -> Cause {
    let Some(turn) = turns.last() else { return Cause::default() };
    let mut looking = Looking {
        telling: Telling { atlas, turn },
        items: case.turns.iter().map(|item| (item.span, &item.step)).collect(),
        courses: Vec::new(),
        explained: Vec::new(),
        reasons: Vec::new(),
        names: Names::new(),
    };
    if turn.is_refused() {
        looking.look_at_waiting_question();
        return looking.finish(turns);
    }
    looking.look_at_lines();
    looking.look_at_unmet();
    looking.look_at_problems();
    looking.finish(turns)
}

/// What was found out so far.
struct Looking<'f> {
    telling: Telling<'f>,
    /// What the items of the case say, by where they stand.
    items: HashMap<Span, &'f Step>,
    courses: Vec<Course<'f>>,
    /// Whoever should have spoken and was looked at already.
    explained: Vec<At>,
    reasons: Vec<Reason>,
    names: Names,
}

impl<'f> Looking<'f> {
    fn look_at_lines(&mut self) {
        let turn = self.telling.turn;
        for line in turn.lines.iter().filter(|line| line.mark != Mark::Agrees) {
            if let Some(shown) = line.shown {
                self.add_course(course(self.telling.events(), shown));
                self.note_speaker(shown);
            }
        }
        let is_wanted = |line: &&Line| matches!(line.mark, Mark::Differs | Mark::Missing);
        for line in turn.lines.iter().filter(is_wanted).take(MOST_LINES) {
            self.look_for_expected(line);
        }
    }

    /// What the consumer was asked, where the consumer could not do what the transcript says.
    fn look_at_waiting_question(&mut self) {
        let before = &self.telling.turn.trace.before;
        let waits = before.stack.last().and_then(|frame| frame.waiting_at.as_ref());
        let words = match waits {
            Some(at) => format!("{} waits for the consumer's answer", self.telling.atlas.interaction(at)),
            None => "no question waits for the consumer's answer".to_owned(),
        };
        self.reasons.push(Reason::new(words, waits.map(FilePlace::from)));
    }

    /// A way that the flow went; of ways that are parts of each other only the longest is told.
    fn add_course(&mut self, found: Option<Course<'f>>) {
        let Some(found) = found else { return };
        if self.courses.iter().any(|known| found.is_part_of(known)) {
            return;
        }
        self.courses.retain(|known| !known.is_part_of(&found));
        self.courses.push(found);
    }

    /// What the texts of whoever spoke show matters.
    fn note_speaker(&mut self, shown: usize) {
        if let Some(at) = self.speaker(shown) {
            variables::shown_at(self.telling.atlas, at, &mut self.names);
        }
    }

    /// Who said what an entry tells.
    fn speaker(&self, shown: usize) -> Option<At> {
        match self.telling.events().get(shown)? {
            TraceEvent::Message { from: Some(from), .. }
            | TraceEvent::PrivateMessage { from: Some(from), .. }
            | TraceEvent::Transferred { from, .. } => self.telling.atlas.find(from),
            _ => None,
        }
    }

    fn speaker_of(&self, line: &Line) -> Option<At> {
        line.shown.and_then(|shown| self.speaker(shown))
    }

    fn finish(mut self, turns: &[PlayedTurn]) -> Cause {
        let telling = self.telling;
        if self.courses.is_empty() {
            self.add_course(telling.last_course());
        }
        for course in &self.courses {
            course.decision.iter().for_each(|decision| telling.note_rule(*decision, &mut self.names));
        }
        let mut reasons: Vec<Reason> =
            self.courses.iter().filter_map(|course| telling.course(course)).collect();
        reasons.append(&mut self.reasons);
        if reasons.is_empty() {
            reasons.extend(telling.no_starter().map(|words| Reason::new(words, None)));
        }
        let mask = |words: String| telling.atlas.secrets().mask(&words).into_owned();
        let reasons = each_once(reasons).into_iter();
        Cause {
            reasons: reasons.map(|reason| Reason { words: mask(reason.words), ..reason }).collect(),
            variables: variables::told(&self.names, turns, telling.atlas).into_iter().map(mask).collect(),
        }
    }
}

/// The reasons without those that another one tells too, with more behind it.
fn each_once(reasons: Vec<Reason>) -> Vec<Reason> {
    let mut kept: Vec<Reason> = Vec::new();
    for reason in reasons {
        if kept.iter().any(|known| known.words.starts_with(&reason.words)) {
            continue;
        }
        kept.retain(|known| !reason.words.starts_with(known.words.as_str()));
        kept.push(reason);
    }
    kept
}

impl<'t> Telling<'t> {
    /// How the flow came to where it ended.
    fn last_course(&self) -> Option<Course<'t>> {
        let events = self.events();
        let ended = events.iter().rposition(|event| matches!(event, TraceEvent::Ended { at: Some(_), .. }));
        let by_end = ended.and_then(|ended| course(events, ended)).filter(|course| course.decision.is_some());
        by_end
            .or_else(|| {
                let is_shown = |event: &TraceEvent| {
                    matches!(
                        event,
                        TraceEvent::Message { .. }
                            | TraceEvent::Transferred { .. }
                            | TraceEvent::Closed { .. }
                    )
                };
                course(events, events.iter().rposition(is_shown)?)
            })
            .or_else(|| {
                let entered = events.iter().rposition(|event| matches!(event, TraceEvent::Entered { .. }))?;
                match &events[entered] {
                    TraceEvent::Entered { at } => Some(course_to(events, entered + 1, at)),
                    _ => None,
                }
            })
    }

    /// What the rule that an entry tells of asks about matters.
    fn note_rule(&self, decision: usize, names: &mut Names) {
        if let Some(TraceEvent::Went { from, rule: Some(rule), .. }) = self.events().get(decision)
            && let Some((_, rule)) = self.atlas.rule_at(from, rule)
        {
            variables::asked_by(rule, names);
        }
    }
}

/// A text in quotation marks, on one line and not too long.
fn quoted(text: &str) -> String {
    format!("\"{}\"", shortened(&text.trim().replace('\n', "\\n"), QUOTED))
}
