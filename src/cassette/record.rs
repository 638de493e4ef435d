//! Live calls, added to a cassette as soon as each is over.

use std::path::PathBuf;
use std::sync::Arc;

use super::edit::with_entries;
use super::layout::layout;
use crate::disk::{read_if_there, replace_file};
use crate::integration::mock::{EntryWriter, MockEntry};
use crate::integration::{AnswerSource, Secrets};
use crate::play::CallRecord;
use crate::yaml::{Limits, decode};

/// A cassette that is recorded into.
///
/// Each call writes the file once, as a whole: its time grows with the size of the cassette. What others
/// write to the file in between is kept.
#[derive(Clone, Debug)]
pub struct Recording {
    path: PathBuf,
    /// As the person calls it.
    shown: String,
}

/// How integrations are named in a cassette.
#[derive(Clone, Debug)]
pub struct RecordingNames {
    /// The bot whose integrations may be named without it.
    pub first_bot: Arc<str>,
    /// Whether there are other bots, so that every name is written as `BOT/NAME`.
    pub several_bots: bool,
}

impl RecordingNames {
    /// By which names a call's integration may be written; the first one is written.
    fn of(&self, call: &CallRecord) -> Vec<String> {
        let name = &call.bot.integration(call.integration).name;
        let full = format!("{}/{name}", call.bot.name);
        match (call.bot.name == self.first_bot, self.several_bots) {
            (true, false) => vec![name.to_string(), full],
            (true, true) => vec![full, name.to_string()],
            (false, _) => vec![full],
        }
    }
}

impl Recording {
    /// A recording into the file at `path`, which people see as `shown`. Nothing is written yet.
    ///
    /// # Errors
    /// Calls cannot be added to what the file holds, or it cannot be read, as a sentence.
    pub fn new(path: PathBuf, shown: impl Into<String>) -> Result<Self, String> {
        let recording = Self { path, shown: shown.into() };
        let folder = recording.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(format!("{} cannot be recorded into: its folder is not there", recording.shown));
        }
        let text = recording.read()?;
        layout(&text).map_err(|problem| recording.cannot(&problem.to_string()))?;
        Ok(recording)
    }

    /// How people see the file.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Adds the last of these calls, which are all of one conversation, if it was a live one with an end
    /// that a mock can repeat.
    ///
    /// All live calls of its integration in this conversation come first in the file, in their order, each
    /// of them for one use, so that the same conversation gets the same answers. Earlier entries for the
    /// same requests give way to them.
    ///
    /// # Errors
    /// It is not recorded and the file is as it was; says why.
    pub fn add(&self, calls: &[CallRecord], names: &RecordingNames, secrets: &Secrets) -> Result<(), String> {
        let Some(last) = calls.last().filter(|call| can_be_recorded(call)) else { return Ok(()) };
        let of_same = |call: &&CallRecord| {
            call.integration == last.integration && call.bot.name == last.bot.name && can_be_recorded(call)
        };
        let writer = EntryWriter { secrets, most_body: usize::MAX };
        let entries: Vec<MockEntry> =
            calls.iter().filter(of_same).map(|call| used_once(writer, call)).collect();
        let text =
            with_entries(&self.read()?, &names.of(last), &entries).map_err(|reason| self.cannot(&reason))?;
        let most = Limits::default().bytes;
        if text.len() > most {
            let size = text.len();
            let reason =
                format!("it would have {size} bytes, and at most {most} are read: begin another one");
            return Err(self.cannot(&reason));
        }
        replace_file(&self.path, text.as_bytes()).map_err(|error| self.cannot(&error.to_string()))
    }

    fn read(&self) -> Result<String, String> {
        let bytes = read_if_there(&self.path).map_err(|error| self.cannot(&error.to_string()))?;
        decode(bytes.unwrap_or_default()).map_err(|error| self.cannot(&error.to_string()))
    }

    fn cannot(&self, reason: &str) -> String {
        format!("{} cannot be recorded into: {reason}", self.shown)
    }
}

/// Whether a real service was asked, and what came of it can be repeated by a mock.
fn can_be_recorded(call: &CallRecord) -> bool {
    call.answer.source == AnswerSource::Live && (call.answer.result.is_ok() || call.answer.fault.is_some())
}

fn used_once(writer: EntryWriter<'_>, call: &CallRecord) -> MockEntry {
    let mut entry = writer.entry(&call.request, call.file_type, &call.answer);
    entry.entry.insert("times".into(), 1.into());
    entry
}
