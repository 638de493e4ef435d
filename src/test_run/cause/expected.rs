//! Who should have said what a transcript expects, and why the flow did not come there.

use super::texts::{Said, TextPart};
use super::{At, Finding, variables};
use crate::linked::{LinkedIntegrationKind, Step as Played, Target, TransferStep};
use crate::replay::{ExpectedLine, Line, Mark};
use crate::text::TextMatch;
use crate::trace::TraceEvent;
use crate::transcript::{Step, TransferExpected};

/// So many interactions that say the same are looked at.
const MOST: usize = 2;

impl Finding<'_> {
    /// Looks for who says what a line expects.
    pub(super) fn look_for_expected(&mut self, line: &Line) {
        let Some(expected) = &line.expected else { return };
        let speaker = self.speaker_of(line);
        let is_about_text = line.mark == Mark::Missing
            || expected
                .differences
                .iter()
                .any(|one| matches!(one.what.as_str(), "text" | "skill" | "agent" | "bot"));
        if !is_about_text {
            return;
        }
        if expected.kind == "closed" {
            return self.look_for_close();
        }
        let candidates = self.candidates(expected);
        if candidates.iter().any(|said| Some(said.at) == speaker) {
            return;
        }
        let is_silent = |said: &&Said| !self.is_played(said.at);
        let candidates: Vec<Said> = candidates.iter().filter(is_silent).take(MOST).copied().collect();
        let verb =
            if expected.kind == "transfer" { "makes the expected transfer" } else { "says what is expected" };
        for said in &candidates {
            if self.explained.contains(&said.at) {
                continue;
            }
            self.explained.push(said.at);
            let missed = self.telling.why_not_said(*said);
            let what = self.telling.atlas.said(*said);
            self.add_missed(&format!("{what} {verb}"), missed);
        }
        let says_nothing = candidates.is_empty() && line.mark == Mark::Missing && expected.is_exact;
        if says_nothing && self.candidates(expected).is_empty() {
            let bots: Vec<String> =
                self.telling.atlas.bots().iter().map(|bot| format!("`{}`", bot.name)).collect();
            self.reasons.push(format!("no text of {} is like that", bots.join(" or ")));
        }
    }

    /// A sentence for each reason, and the variables of the rules that would have led there.
    pub(super) fn add_missed(&mut self, subject: &str, missed: super::missed::Missed) {
        for (at, position) in &missed.rules {
            if let Some(rule) = self.telling.atlas.get(*at).rule(*position) {
                variables::asked_by(rule, &mut self.names);
            }
        }
        if missed.reasons.is_empty() {
            self.reasons.push(format!("{subject}, but the flow does not come to it"));
        }
        self.reasons.extend(missed.reasons.iter().map(|reason| format!("{subject}: {reason}")));
    }

    /// Whether an interaction was played in this turn.
    fn is_played(&self, at: At) -> bool {
        let atlas = self.telling.atlas;
        self.telling.events().iter().any(
            |event| matches!(event, TraceEvent::Entered { at: entered } if atlas.find(entered) == Some(at)),
        )
    }

    /// The texts that an item may be about.
    fn candidates(&self, expected: &ExpectedLine) -> Vec<Said> {
        let texts = self.telling.atlas.texts();
        let item = self.case.turns.iter().find(|item| item.span == expected.span).map(|item| &item.step);
        let is_private = |said: &Said| said.part == TextPart::Private;
        let matching = |wanted: &TextMatch| match wanted {
            // What was captured is filled in here.
            TextMatch::Equals(_) => texts.like(&expected.text),
            wanted => texts.matching(wanted),
        };
        match item {
            Some(Step::Bot(bot)) => {
                matching(&bot.text.value).into_iter().filter(|said| !is_private(said)).collect()
            }
            Some(Step::Private(wanted, _)) => {
                matching(&wanted.value).into_iter().filter(is_private).collect()
            }
            Some(Step::Transfer(wanted)) => self.transfers(wanted),
            _ => Vec::new(),
        }
    }

    /// The interactions that make such a transfer.
    fn transfers(&self, wanted: &TransferExpected) -> Vec<Said> {
        let atlas = self.telling.atlas;
        let makes = |at: &At| {
            let step = match &atlas.get(*at).step {
                Played::Transfer(step) => Some(&**step),
                Played::Call(integration) => match &atlas.bot(*at).integration(*integration).kind {
                    LinkedIntegrationKind::Escalation(step) => Some(&**step),
                    _ => None,
                },
                _ => None,
            };
            step.is_some_and(|step| fits(step, wanted))
        };
        atlas.all().filter(makes).map(|at| Said { at, part: TextPart::Content }).collect()
    }

    /// What would have closed the conversation.
    fn look_for_close(&mut self) {
        let closes = |target: Target| matches!(target, Target::CloseDialog | Target::CloseConversation);
        let missed = self.telling.rules_not_taken("closes it", &|_, rule| closes(rule.next));
        if !missed.reasons.is_empty() {
            return self.add_missed("the conversation is not closed", missed);
        }
        let atlas = self.telling.atlas;
        let closing: Vec<At> = atlas.all().filter(|at| closes(atlas.get(*at).next)).take(MOST).collect();
        for at in closing {
            let missed = self.telling.why_not_reached(at);
            self.add_missed(&format!("{} closes the conversation", atlas.named(at)), missed);
        }
    }
}

/// Whether a transfer is to such a skill or agent, as far as that can be told before it is made.
fn fits(step: &TransferStep, wanted: &TransferExpected) -> bool {
    let fits =
        |wanted: &Option<crate::transcript::Wanted>, own: &Option<crate::text::Template>| match (wanted, own)
        {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(wanted), Some(own)) => match own.as_literal() {
                Some(own) => wanted.value.is_match(own).unwrap_or(false),
                None => true,
            },
        };
    fits(&wanted.skill, &step.skill) && fits(&wanted.agent, &step.agent)
}
