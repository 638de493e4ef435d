//! A case and its bots: names found, files examined, mocks put in their places.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::script::{Origin, OwnMock, Script};
use super::{Cast, rules};
use crate::bot::{Fixtures, Skill, SkillAnswer};
use crate::cassette::Replay;
use crate::diagnostic::{Diagnostic, Fix};
use crate::file_type::FileFacts;
use crate::integration::mock::Overrides;
use crate::linked::Skills;
use crate::source::Text;
use crate::transcript::{Case, Expectation, Step, Turn};

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
    let (overrides, own_mocks) = preparing.place_mocks(case);
    preparing.check_skills(case);
    let files = std::mem::take(&mut preparing.files);
    let is_sound = diagnostics.len() == before;
    is_sound.then(|| Script {
        case: case.clone(),
        cast: cast.clone(),
        overrides,
        skills: skills(case),
        fixtures: fixtures(case, cast),
        uploads: files,
        own_mocks,
        cassettes: Replay::default(),
    })
}

/// What becomes of transfers to the skills that a case lists.
fn skills(case: &Case) -> Option<Arc<Skills>> {
    let listed: Vec<Skill> = case.skills.iter().map(|skill| skill.skill.clone()).collect();
    (!listed.is_empty()).then(|| Arc::new(Skills::new(&listed)))
}

/// What a case says that the platform knows, over what each of its bots says.
fn fixtures(case: &Case, cast: &Cast) -> Vec<Arc<Fixtures>> {
    let Some(own) = &case.fixtures else { return Vec::new() };
    cast.bots().map(|bot| Arc::new(own.over(&bot.fixtures))).collect()
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

    /// A bot that holds a skill must be there to take over.
    fn check_skills(&mut self, case: &Case) {
        for answer in case.skills.iter().flat_map(|skill| &skill.skill.answers) {
            if let SkillAnswer::Bot(name) = answer
                && self.cast.find_bot(name.as_str()).is_none()
            {
                let meant = self.cast.nearest_bot(name.as_str());
                self.unknown("bot", name, meant);
            }
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
            Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")).fix_if(Fix::rename(
                name,
                0..name.as_str().len(),
                meant,
            )),
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
                    origin: if mocks.is_default { Origin::Defaults } else { Origin::Case },
                });
            }
            overrides[bot].extend(id, mocks.mocks.iter().cloned());
        }
        (overrides, own)
    }
}
