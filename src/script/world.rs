//! What a piece of code is given and may change.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;

use super::Effect;
use crate::bot::{Channel, CodeHook, Fixtures};
use crate::memory::{Identity, Memory, Variables};
use crate::nlu::EntityModel;
use crate::text::Moment;

/// Everything that a piece of code can see and change. It owns all of it, so that whatever the code does
/// stays in here until the engine takes it over.
#[derive(Debug)]
pub struct World {
    /// Where the code belongs; `None` for `__initConversation`.
    pub hook: Option<CodeHook>,
    /// What the conversation remembers.
    pub memory: Memory,
    /// The variables of the dialog on top.
    pub dialog: Variables,
    /// What the consumer said, and what came with it.
    pub heard: Heard,
    /// What does not change during a conversation.
    pub facts: Arc<Facts>,
    /// What the platform would know.
    pub fixtures: Arc<Fixtures>,
    /// Who talks.
    pub identity: Arc<Identity>,
    /// Who the consumer is, as bot code or the bot has said.
    pub profile: Option<Arc<Profile>>,
    /// The channel.
    pub channel: Channel,
    /// Virtual time since the conversation began.
    pub now: Duration,
    /// The moment at which it began.
    pub began: Moment,
    /// What `Math.random` draws from.
    pub random: Random,
    /// Whether variables are texts at once (`variables: always_string`).
    pub always_text: bool,
    /// What the code did, in order.
    pub effects: Vec<Effect>,
}

/// Who the consumer is (spec 3.7.4; scripting spec 5.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Profile {
    /// `firstName`
    pub first_name: Option<String>,
    /// `lastName`
    pub last_name: Option<String>,
}

/// What the consumer said last, and what came with it.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The message; the first one, or nothing, before the conversation has begun.
    pub message: Arc<str>,
    /// The payload of the quick reply that was tapped.
    pub quick_reply_payload: Option<Arc<str>>,
    /// The callback of the button that was tapped.
    pub button_payload: Option<Arc<str>>,
    /// What came with it.
    pub metadata: Option<Arc<Json>>,
    /// The file that was sent last.
    pub file: Option<HeardFile>,
    /// The intent that started a dialog last.
    pub intent: Option<Arc<str>>,
    /// The intent that was chosen when the consumer was asked: its name.
    pub disambiguated: Option<Arc<str>>,
    /// Whether the integration that ended last succeeded, with its status.
    pub last_call: Option<(bool, Option<u16>)>,
}

/// A file that the consumer sent.
#[derive(Clone, Debug)]
pub struct HeardFile {
    /// What was written with it.
    pub caption: Option<Arc<str>>,
    /// Its type as the platform names it: `PDF`, `JPEG`.
    pub type_label: Arc<str>,
}

/// What does not change during a conversation.
#[derive(Debug, Default)]
pub struct Facts {
    /// Environment variables.
    pub environment: BTreeMap<Arc<str>, Arc<str>>,
    /// Which entities stand in a message.
    pub entities: Arc<EntityModel>,
}

/// A stream of numbers that is the same for the same seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, at least 0 and less than 1 (SplitMix64).
    pub fn next_unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        // 53 bits, as many as the number holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let unit = (mixed >> 11) as f64 / (1_u64 << 53) as f64;
        unit
    }
}

impl World {
    /// The moment that it is now.
    pub fn moment(&self) -> Moment {
        self.began.after(self.now)
    }

    /// Notes that something was done.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Warns of something: one sentence without a full stop that says what happened and what to do.
    pub fn warn(&mut self, warning: impl Into<Arc<str>>) {
        self.effect(Effect::Warning(warning.into()));
    }

    /// Notes that a function answers from the fixtures, or from what stands in for them.
    pub(super) fn answers_from_fixtures(&mut self, function: &'static str) {
        self.effect(Effect::FromFixture(function));
    }

    /// Warns of a function that the platform will drop.
    pub(super) fn outdated(&mut self, function: &'static str, instead: &'static str) {
        self.warn(format!("`{function}` is outdated: write `{instead}`"));
    }

    /// Warns where code calls a function elsewhere than where it belongs.
    pub(super) fn belongs_in(&mut self, function: &'static str, hooks: &[CodeHook]) {
        if self.hook.is_some_and(|hook| hooks.contains(&hook)) {
            return;
        }
        let here = self.hook.map_or("__initConversation", CodeHook::key);
        let there: Vec<String> = hooks.iter().map(|hook| format!("`{}`", hook.key())).collect();
        self.warn(format!("`{function}` in `{here}` may have no effect: call it in {}", there.join(" or ")));
    }
}
