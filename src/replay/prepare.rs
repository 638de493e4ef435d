//! A case and its bots: names found, files examined, mocks put in their places.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::script::{OwnMock, Script};
use super::{Cast, rules};
use crate::diagnostic::{Diagnostic, nearest};
use crate::file_type::FileFacts;
use crate::integration::mock::Overrides;
use crate::source::Text;
use crate::text::TextMatch;
use crate::transcript::{BotTurn, CardExpected, Case, Expectation, Namespace, Piece, Step, Turn, pieces};

/// A file that the consumer sends.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    /// What is known of it.
    pub facts: FileFacts,
    /// Where its bytes are.
    pub path: PathBuf,
}

/// Examines files of the project.
pub trait Uploads {
    /// Examines the file at a path of the project.
    ///
    /// # Errors
    /// Why it cannot be sent, as a sentence.
    fn examine(&self, path: &str) -> Result<Arc<UploadedFile>, String>;
}

/// Prepares a case for its bots. What is wrong is added to `diagnostics`; a case with errors cannot be played.
pub fn prepare(
    case: &Arc<Case>,
    cast: &Arc<Cast>,
    uploads: &dyn Uploads,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Script> {
    let before = diagnostics.len();
    let mut preparing = Preparing { cast, uploads, diagnostics, files: BTreeMap::new() };
    preparing.check_start(case);
    for turn in &case.turns {
        preparing.check_turn(turn);
    }
    preparing.check_captured(case);
    let (overrides, own_mocks) = preparing.place_mocks(case);
    let files = std::mem::take(&mut preparing.files);
    let is_sound = diagnostics.len() == before;
    is_sound.then(|| Script { case: case.clone(), cast: cast.clone(), overrides, uploads: files, own_mocks })
}

struct Preparing<'p> {
    cast: &'p Arc<Cast>,
    uploads: &'p dyn Uploads,
    diagnostics: &'p mut Vec<Diagnostic>,
    files: BTreeMap<Arc<str>, Arc<UploadedFile>>,
}

impl Preparing<'_> {
    fn check_start(&mut self, case: &Case) {
        if let Some(name) = &case.start_at
            && self.cast.find_place(0, name.as_str()).is_none()
        {
            self.unknown_place(name);
        }
    }

    fn check_turn(&mut self, turn: &Turn) {
        match &turn.step {
            Step::Goto(name)
                if !self.cast.has_interaction(name.as_str()) && !self.cast.has_dialog(name.as_str()) =>
            {
                self.unknown_place(name);
            }
            Step::Intent { ranked, .. } => {
                for intention in ranked {
                    let name = &intention.name;
                    if !self.cast.has_intent(name.as_str()) {
                        let meant = self.cast.nearest_intent(name.as_str());
                        self.unknown("intent", name, meant);
                    }
                }
            }
            Step::Upload { file, path, .. } => self.examine(file, path),
            Step::Expect(expected) => self.check_expectation(expected),
            _ => {}
        }
    }

    fn check_expectation(&mut self, expected: &Expectation) {
        if let Some(Some(name)) = expected.waiting_at.as_ref().map(|waiting| &waiting.value)
            && !self.cast.has_interaction(name.as_str())
        {
            let meant = self.cast.nearest_interaction(name.as_str());
            self.unknown("interaction", name, meant);
        }
        for name in expected.stack.iter().flat_map(|stack| &stack.value) {
            if !self.cast.has_dialog(name.as_str()) {
                let meant = self.cast.nearest_dialog(name.as_str());
                self.unknown("dialog", name, meant);
            }
        }
        for calls in &expected.calls {
            self.check_integration(&calls.integration);
        }
        if let Some(name) = &expected.bot
            && self.cast.find_bot(name.as_str()).is_none()
        {
            let meant = self.cast.nearest_bot(name.as_str());
            self.unknown("bot", name, meant);
        }
    }

    fn check_integration(&mut self, name: &Text) -> Option<super::Place> {
        let found = self.cast.find_integration(name.as_str());
        if found.is_none() {
            let meant = self.cast.nearest_integration(name.as_str());
            self.unknown("integration", name, meant);
        }
        found
    }

    fn unknown_place(&mut self, name: &Text) {
        let interaction = self.cast.nearest_interaction(name.as_str());
        let meant = interaction.or_else(|| self.cast.nearest_dialog(name.as_str()));
        self.unknown("interaction or dialog", name, meant);
    }

    fn unknown(&mut self, what: &str, name: &Text, meant: Option<&str>) {
        let bots: Vec<String> = self.cast.bots().map(|bot| format!("`{}`", bot.name)).collect();
        let has = if bots.len() == 1 { "has" } else { "have" };
        let message = format!("{} {has} no {what} `{name}`", bots.join(" and "));
        let diagnostic = Diagnostic::new(&rules::UNKNOWN_IN_BOT, name.span(), message);
        let diagnostic = match meant {
            Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")),
            None => diagnostic.label("unknown"),
        };
        self.diagnostics.push(diagnostic.help("Names are written as in the bot, letter by letter."));
    }

    fn examine(&mut self, written: &Text, path: &str) {
        if self.files.contains_key(path) {
            return;
        }
        match self.uploads.examine(path) {
            Ok(file) => drop(self.files.insert(Arc::from(path), file)),
            Err(reason) => self.diagnostics.push(
                Diagnostic::new(
                    &rules::MISSING_UPLOAD,
                    written.span(),
                    format!("`{written}` cannot be sent: {reason}"),
                )
                .label("this file")
                .help(
                    "The path is relative to the file that names it, and the file must lie in the project.",
                ),
            ),
        }
    }

    fn place_mocks(&mut self, case: &Case) -> (Vec<Overrides>, Vec<OwnMock>) {
        let mut overrides = vec![Overrides::default(); self.cast.bots().count()];
        let mut own = Vec::new();
        for mocks in &case.mocks {
            let Some((bot, id)) = self.check_integration(&mocks.integration) else { continue };
            for mock in &mocks.mocks {
                own.push(OwnMock {
                    integration: mocks.integration.shared(),
                    bot,
                    id,
                    span: mock.span,
                    is_default: mocks.is_default,
                });
            }
            overrides[bot].extend(id, mocks.mocks.iter().cloned());
        }
        (overrides, own)
    }

    /// Every captured value that is used must be captured by an earlier turn.
    fn check_captured(&mut self, case: &Case) {
        let mut known: Vec<Arc<str>> = Vec::new();
        let mut coming: Vec<Arc<str>> = Vec::new();
        for turn in &case.turns {
            if turn.step.is_input() {
                known.append(&mut coming);
            }
            texts(&turn.step, &mut |text, span| {
                for piece in pieces(text) {
                    let Piece::Placeholder { namespace: Namespace::Captured, name, .. } = piece else {
                        continue;
                    };
                    if known.iter().any(|known| &**known == name) {
                        continue;
                    }
                    let message = format!("nothing has captured `{{captured.{name}}}` before this turn");
                    let diagnostic = Diagnostic::new(&rules::NOT_CAPTURED, span, message);
                    let meant = nearest(name, known.iter().map(|known| &**known));
                    self.diagnostics.push(match meant {
                        Some(meant) => diagnostic.label(format!("did you mean `{{captured.{meant}}}`?")),
                        None => diagnostic.label("not captured"),
                    });
                }
            });
            let captures = match &turn.step {
                Step::Bot(bot) => &bot.captures[..],
                Step::Private(_, captures) => captures,
                _ => &[],
            };
            coming.extend(captures.iter().map(|capture| capture.name.shared()));
        }
    }
}

/// Every text of an item that may hold captured values, with its place.
fn texts(step: &Step, see: &mut dyn FnMut(&str, crate::source::Span)) {
    match step {
        Step::Consumer(text) | Step::Event(text) | Step::Interrupt { text, .. } => {
            see(text.as_str(), text.span())
        }
        Step::Burst { texts, .. } | Step::Tap(texts) => {
            texts.iter().for_each(|text| see(text.as_str(), text.span()));
        }
        Step::Upload { caption, .. } => caption.iter().for_each(|text| see(text.as_str(), text.span())),
        Step::Intent { text, .. } => text.iter().for_each(|text| see(text.as_str(), text.span())),
        Step::Set(pairs) => pairs.iter().for_each(|(_, value)| see(value.as_str(), value.span())),
        Step::Bot(bot) => bot_texts(bot, see),
        Step::Private(wanted, _) | Step::Link(wanted) => predicate(&wanted.value, wanted.span, see),
        Step::Transfer(expected) => {
            for wanted in [&expected.skill, &expected.agent, &expected.bot].into_iter().flatten() {
                predicate(&wanted.value, wanted.span, see);
            }
        }
        Step::Expect(expected) => {
            for variable in &expected.variables {
                variable.value.iter().for_each(|wanted| predicate(&wanted.value, wanted.span, see));
            }
        }
        Step::Wait(_) | Step::Goto(_) | Step::Channel(_) | Step::Closed(_) | Step::Nothing => {}
    }
}

fn bot_texts(bot: &BotTurn, see: &mut dyn FnMut(&str, crate::source::Span)) {
    predicate(&bot.text.value, bot.text.span, see);
    for wanted in bot.labels.iter().flat_map(|labels| &labels.labels) {
        predicate(&wanted.value, wanted.span, see);
    }
    for card in bot.cards.iter().flat_map(|cards| &cards.value) {
        let CardExpected { title, text, image, link, buttons, .. } = card;
        for wanted in [title, text, image, link].into_iter().flatten().chain(buttons.iter().flatten()) {
            predicate(&wanted.value, wanted.span, see);
        }
    }
}

fn predicate(wanted: &TextMatch, span: crate::source::Span, see: &mut dyn FnMut(&str, crate::source::Span)) {
    match wanted {
        TextMatch::Equals(text) | TextMatch::Contains(text) | TextMatch::Glob(text) => see(text, span),
        TextMatch::AnyOf(choices) => choices.iter().for_each(|choice| predicate(choice, span, see)),
        TextMatch::Not(inner) => predicate(inner, span, see),
        TextMatch::Matches(_) | TextMatch::Any => {}
    }
}
