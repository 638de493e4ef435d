//! Choosing a dialog for a message: patterns, then intents, then the question which one was meant
//! (spec 4.6, 3.5).

use std::cmp::Reverse;

use super::advance::Turn;
use super::meaning::understand;
use super::{Candidate, Decision, Fit, NotAsked, StarterChoice, Trace, Verdict};
use crate::linked::{Barred, LinkedBot};
use crate::nlu::{Band, Engine, ScoredIntent, Understanding};

/// What is matched with the starters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// The consumer's message.
    Message,
    /// A text of the platform (spec U-38): it does not count as what the consumer means, and nobody is
    /// asked about it.
    Event,
}

/// Where the environment says so, only intents with a starter are asked about (spec 2.2.2, 3.5.5).
const ONLY_INTENTS_WITH_STARTERS: &str = "system_useIntentsOnlyWithDialogStartersInDisambiguation";

/// More than three intents are never offered (spec 3.5.2).
const MOST_OFFERED: usize = 3;

/// The intents of which the consumer may be asked which was meant.
pub(super) type Doubtful = Vec<usize>;

impl Turn<'_> {
    /// What the starters make of a text, with the intents in question if the consumer is to be asked.
    pub(super) fn choose(&mut self, text: &str, heard: Heard) -> (Decision, Doubtful) {
        let bot = self.bot;
        let mut candidates = Vec::new();
        if let Some(decision) = by_pattern(bot, text, &mut candidates) {
            self.tell(None, candidates, decision);
            return (decision, Doubtful::new());
        }
        let meaning = match heard {
            Heard::Message => self.meaning(text),
            Heard::Event => understand(bot, text),
        };
        let Some(meaning) = meaning else {
            let decision = Decision::Nothing(NotAsked::NoIntent);
            self.tell(None, candidates, decision);
            return (decision, Doubtful::new());
        };
        let first_intent = candidates.len();
        list_intents(bot, text, &meaning, &mut candidates);
        let (decision, doubtful) = match by_intent(&mut candidates[first_intent..]) {
            Some(decision) => (decision, Doubtful::new()),
            None if heard == Heard::Event => (Decision::Nothing(NotAsked::Event), Doubtful::new()),
            None => by_doubt(bot, &meaning, &mut candidates[first_intent..]),
        };
        self.tell(Some(&meaning), candidates, decision);
        (decision, doubtful)
    }

    fn tell(&mut self, meaning: Option<&Understanding>, candidates: Vec<Candidate>, decision: Decision) {
        let (patterns, by) = (self.bot.starters.len(), meaning.map(|meaning| meaning.by));
        self.trace(Trace::Starters(StarterChoice { patterns, by, candidates, decision }));
    }
}

/// The starters that fit a text, one of them chosen if one is sure enough; nobody is asked.
pub(super) fn starters_for(bot: &LinkedBot, text: &str) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    if by_pattern(bot, text, &mut candidates).is_none()
        && let Some(meaning) = understand(bot, text)
    {
        let first_intent = candidates.len();
        list_intents(bot, text, &meaning, &mut candidates);
        by_intent(&mut candidates[first_intent..]);
    }
    candidates
}

/// A pattern decides at once, in the order of definition (spec U-03).
fn by_pattern(bot: &LinkedBot, text: &str, candidates: &mut Vec<Candidate>) -> Option<Decision> {
    let mut winner = None;
    for (found, barred) in bot.starters.matches(text) {
        let verdict = match (barred, winner) {
            (Some(barred), _) => barred_verdict(barred),
            (None, None) => Verdict::Chosen,
            // Another pattern of the same starter tells nothing new.
            (None, Some(winner)) if winner == found.dialog => continue,
            (None, Some(_)) => Verdict::LaterInBot,
        };
        if verdict == Verdict::Chosen {
            winner = Some(found.dialog);
        }
        candidates.push(Candidate { dialog: Some(found.dialog), fit: Fit::Pattern(found.pattern), verdict });
    }
    winner.map(Decision::Pattern)
}

fn barred_verdict(barred: Barred) -> Verdict {
    match barred {
        Barred::Disabled => Verdict::Disabled,
        Barred::Excluded => Verdict::Excluded,
    }
}

/// All starters that the intents in question reach. Those that could win are `LowerScore` for now.
fn list_intents(bot: &LinkedBot, text: &str, meaning: &Understanding, candidates: &mut Vec<Candidate>) {
    for &ScoredIntent { intent, score } in meaning.ranked.iter() {
        let band = bot.band(score);
        let fit = |meta| Fit::Intent { intent, meta, score, band };
        let starters = bot.starters.by_intent(intent);
        if starters.is_empty() {
            let verdict = if band < Band::Good { Verdict::BelowGood } else { Verdict::NoStarter };
            candidates.push(Candidate { dialog: None, fit: fit(None), verdict });
        }
        for starter in starters {
            let verdict = match bot.starters.barred(starter.dialog, text) {
                Some(barred) => barred_verdict(barred),
                None if band < Band::Good => Verdict::BelowGood,
                None => Verdict::LowerScore,
            };
            candidates.push(Candidate { dialog: Some(starter.dialog), fit: fit(starter.meta), verdict });
        }
    }
}

/// The surest intent that is at least `GOOD` and has a starter decides (spec 3.5.6). Of equal ones the
/// child wins over its meta intent (spec U-05), then the dialog that is defined first.
fn by_intent(candidates: &mut [Candidate]) -> Option<Decision> {
    let open = candidates.iter().enumerate().filter_map(|(index, candidate)| match candidate.fit {
        Fit::Intent { score, meta, .. } if candidate.verdict == Verdict::LowerScore => {
            Some((Reverse(score), meta.is_some(), candidate.dialog, index))
        }
        _ => None,
    });
    let (.., index) = open.min()?;
    let winner = candidates[index];
    let Fit::Intent { intent, meta: winning_meta, score: best, .. } = winner.fit else { return None };
    for candidate in candidates.iter_mut().filter(|candidate| candidate.verdict == Verdict::LowerScore) {
        let Fit::Intent { meta, score, .. } = candidate.fit else { continue };
        candidate.verdict = match () {
            () if *candidate == winner => Verdict::Chosen,
            () if score < best => Verdict::LowerScore,
            () if meta.is_some() && winning_meta.is_none() => Verdict::ByMetaIntent,
            () => Verdict::LaterInBot,
        };
    }
    Some(Decision::Intent(winner.dialog?, intent))
}

/// Where nothing is clear and two or more intents are `FAIR PLUS`, the consumer is asked (spec 3.5.1).
fn by_doubt(bot: &LinkedBot, meaning: &Understanding, candidates: &mut [Candidate]) -> (Decision, Doubtful) {
    let nothing = |why| (Decision::Nothing(why), Doubtful::new());
    if meaning.ranked.is_empty() {
        return nothing(NotAsked::NoIntent);
    }
    let Some(dialog) = bot.disambiguation_dialog else { return nothing(NotAsked::NoDialog) };
    if bot.engine() == Engine::ThirdParty {
        return nothing(NotAsked::ThirdParty);
    }
    let only_with_starters = only_with_starters(bot);
    let counts = |intent: usize| !only_with_starters || bot.starters.dialog_of(intent).is_some();
    let mut clear = meaning.ranked.iter().take_while(|scored| bot.band(scored.score) >= Band::Good);
    if let Some(clear) = clear.find(|scored| counts(scored.intent)) {
        return nothing(NotAsked::IsClear(clear.intent));
    }
    let all = doubtful(candidates);
    if all.len() < 2 {
        return nothing(NotAsked::FewerThanTwo);
    }
    // Intents without a starter are dropped before counting; then one may be enough (spec 3.5.5).
    let mut counted: Doubtful = all.into_iter().filter(|intent| counts(*intent)).collect();
    counted.truncate(MOST_OFFERED);
    match counted[..] {
        [] => nothing(NotAsked::NoneHasStarter),
        [only] => {
            // It may have several starters, some of them barred.
            let is_free = |candidate: &&mut Candidate| {
                intent_of(candidate) == Some(only) && candidate.verdict == Verdict::BelowGood
            };
            let Some(candidate) = candidates.iter_mut().find(is_free) else {
                return nothing(NotAsked::NoneHasStarter);
            };
            let Some(dialog) = candidate.dialog else { return nothing(NotAsked::NoneHasStarter) };
            candidate.verdict = Verdict::Chosen;
            (Decision::OnlyStarter(dialog, only), Doubtful::new())
        }
        _ => {
            let is_asked =
                |candidate: &Candidate| intent_of(candidate).is_some_and(|own| counted.contains(&own));
            mark(candidates, is_asked, Verdict::Asked);
            (Decision::Ask(dialog), counted)
        }
    }
}

/// The intents at `FAIR PLUS`, from the best on. One whose starters an exclude keyword bars is not among
/// them: choosing it would start what the keyword forbids.
fn doubtful(candidates: &[Candidate]) -> Doubtful {
    let of_one_intent = candidates.chunk_by(|one, other| intent_of(one) == intent_of(other));
    let doubtful = of_one_intent.filter_map(|candidates| {
        let Fit::Intent { intent, band: Band::FairPlus, .. } = candidates.first()?.fit else { return None };
        let has = |verdict| candidates.iter().any(|candidate| candidate.verdict == verdict);
        (has(Verdict::BelowGood) || !has(Verdict::Excluded)).then_some(intent)
    });
    doubtful.collect()
}

fn mark(candidates: &mut [Candidate], is_one: impl Fn(&Candidate) -> bool, verdict: Verdict) {
    let below = candidates.iter_mut().filter(|candidate| candidate.verdict == Verdict::BelowGood);
    below.filter(|candidate| is_one(candidate)).for_each(|candidate| candidate.verdict = verdict);
}

fn intent_of(candidate: &Candidate) -> Option<usize> {
    match candidate.fit {
        Fit::Intent { intent, .. } => Some(intent),
        Fit::Pattern(_) => None,
    }
}

fn only_with_starters(bot: &LinkedBot) -> bool {
    let value = bot.environment.get(ONLY_INTENTS_WITH_STARTERS);
    value.is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
}
