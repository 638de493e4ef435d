//! What the consumer's message means: asked once, when something wants to know (spec 4.3).

use std::sync::Arc;

use super::advance::Turn;
use super::{Session, Trace};
use crate::linked::LinkedBot;
use crate::nlu::{Band, DecidedBy, Engine, ScoredIntent, Understanding};

impl Turn<'_> {
    /// What the consumer's message, `text`, means. The model is asked at most once for each message, and
    /// never where the bot has no intents.
    pub(super) fn meaning(&mut self, text: &str) -> Option<Understanding> {
        if let Some(known) = &self.session.request.meaning {
            return Some(known.clone());
        }
        let meaning = understand(self.bot, text)?;
        self.trace(Trace::Understood(meaning.clone()));
        self.session.request.meaning = Some(meaning.clone());
        Some(meaning)
    }

    /// What is said where only the meaning is given: the words of the surest intent.
    pub(super) fn words_for(&self, ranked: &[ScoredIntent]) -> Arc<str> {
        let best = ranked.iter().min_by_key(|scored| (std::cmp::Reverse(scored.score), scored.intent));
        best.map_or_else(|| Arc::from(""), |best| self.bot.words_for(best.intent).clone())
    }

    /// A person or a transcript says what the message means.
    pub(super) fn scripted_meaning(&mut self, mut ranked: Vec<ScoredIntent>) {
        ranked.sort_by_key(|scored| (std::cmp::Reverse(scored.score), scored.intent));
        let meaning = Understanding { by: DecidedBy::Script, ranked: ranked.into() };
        let meaning = heeded(self.bot, meaning);
        self.trace(Trace::Understood(meaning.clone()));
        self.session.request.meaning = Some(meaning);
    }

    /// Whether the message means an intent: it, or one that it wraps, is the best and at least `GOOD`.
    /// If not, the best one.
    pub(super) fn means(&mut self, asked: usize, text: &str) -> Result<(), Option<ScoredIntent>> {
        let Some(meaning) = self.meaning(text) else { return Err(None) };
        let Some(best) = meaning.best() else { return Err(None) };
        let bot = self.bot;
        let mut equally_good = meaning.ranked.iter().take_while(|scored| scored.score == best.score);
        let is_meant = equally_good.any(|scored| bot.intents.is_or_wraps(asked, scored.intent));
        if is_meant && bot.band(best.score) >= Band::Good { Ok(()) } else { Err(Some(best)) }
    }
}

/// What a text means, past the request.
pub(super) fn understand(bot: &LinkedBot, text: &str) -> Option<Understanding> {
    bot.intents.names().next()?;
    Some(heeded(bot, bot.intents.understand(text)))
}

/// Engines of third parties give one intent only (spec 4.3.2).
fn heeded(bot: &LinkedBot, meaning: Understanding) -> Understanding {
    match bot.engine() {
        Engine::ThirdParty if meaning.ranked.len() > 1 => {
            Understanding { ranked: Arc::from(&meaning.ranked[..1]), ..meaning }
        }
        Engine::ThirdParty | Engine::LivePerson => meaning,
    }
}

impl Session {
    /// The intent that started a dialog last: the child where the starter names a meta intent
    /// (spec 4.4.2).
    pub fn last_intent(&self) -> Option<usize> {
        self.last_intent
    }

    /// The intent that the consumer chose last when asked which one was meant (spec 3.5.7).
    pub fn disambiguated_intent(&self) -> Option<usize> {
        self.disambiguated_intent
    }
}
