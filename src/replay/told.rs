//! Places and items in words.

use super::FilePlace;
use super::consumer::Consumer;
use crate::integration::Secrets;
use crate::source::{Sources, Span};
use crate::transcript::{BotTurn, Step, TransferExpected, Wanted};

/// What is needed to put something in words: the files, and what must not be told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Telling<'t> {
    pub(super) sources: &'t Sources,
    pub(super) secrets: &'t Secrets,
}

impl Telling<'_> {
    /// A place that people can find.
    pub(super) fn place(&self, span: Span) -> FilePlace {
        FilePlace::of(span, self.sources)
    }

    /// A text, masked.
    pub(super) fn text(&self, text: &str) -> String {
        self.secrets.mask(text).into_owned()
    }
}

impl Consumer<'_> {
    /// What an item says of what shows, in one line: its key, its text, and whether that is the whole text.
    pub(super) fn wanted_words(&self, step: &Step) -> (&'static str, String, bool) {
        let text = |wanted: &Wanted| self.predicate(&wanted.value).to_string();
        let is_exact = |wanted: &Wanted| matches!(wanted.value, crate::text::TextMatch::Equals(_));
        match step {
            Step::Bot(bot) => {
                let BotTurn { text: wanted, .. } = &**bot;
                ("bot", text(wanted), is_exact(wanted))
            }
            Step::Private(wanted, _) => ("private", text(wanted), is_exact(wanted)),
            Step::Link(wanted) => ("link", text(wanted), is_exact(wanted)),
            Step::Transfer(TransferExpected { skill, agent, bot }) => {
                let part = |what: &str, wanted: &Option<Wanted>| {
                    wanted.as_ref().map(|wanted| format!("{what} {}", text(wanted)))
                };
                let parts = [part("skill", skill), part("agent", agent), part("bot", bot)];
                ("transfer", parts.into_iter().flatten().collect::<Vec<_>>().join(", "), false)
            }
            Step::Closed(None) => ("closed", String::new(), false),
            Step::Closed(Some(true)) => ("closed", "with a survey".to_owned(), false),
            Step::Closed(Some(false)) => ("closed", "without a survey".to_owned(), false),
            Step::Nothing => ("nothing", String::new(), false),
            _ => ("", String::new(), false),
        }
    }
}
