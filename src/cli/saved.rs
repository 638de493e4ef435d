//! The files into which a chat saves transcripts.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Host;
use super::disk_files::{DiskFiles, Texts, read_file};
use super::open::{main_file, main_file_in};
use super::transcripts::{Calls, Known, load_with};
use crate::chat::{Place, TranscriptStore};
use crate::disk::replace_file;
use crate::integration::AllowList;
use crate::load::{FileKind, ReadFailure, load_transcripts, recognise};
use crate::replay::{Outcome, observe};
use crate::source::Sources;
use crate::terminal::Terminal;
use crate::test_run::Silent;
use crate::transcript::TranscriptFile;
use crate::yaml::Limits;

/// Transcripts of some bots on disk.
pub(super) struct SavedTranscripts<'h> {
    /// The bots as they were given.
    pub(super) bots: Vec<PathBuf>,
    /// The transcript that the chat begins with, which names the bots where they are not given.
    pub(super) replayed: Option<PathBuf>,
    pub(super) host: &'h Host<'h>,
    pub(super) messages: Terminal,
}

impl TranscriptStore for SavedTranscripts<'_> {
    fn look(&self, path: &Path) -> Result<Place, String> {
        let shown = path.strip_prefix(&self.host.folder).unwrap_or(path).display().to_string();
        if !path.extension().is_some_and(|end| end == "yaml" || end == "yml") {
            return Err(format!(
                "{shown} would not be found by `dialogsim test`: name a file that ends in .yaml"
            ));
        }
        let text = existing(path).map_err(|reason| format!("{shown} {reason}, and is left as it is"))?;
        let folder = path.parent().unwrap_or(Path::new("/"));
        let folder = folder.canonicalize().map_err(|_| format!("the folder of {shown} does not exist"))?;
        let full = match &text {
            Some(_) => path.canonicalize().map_err(|error| format!("cannot read {shown}: {error}"))?,
            None => folder.join(path.file_name().unwrap_or_default()),
        };
        let own = self.main_files()?;
        let mut place = Place { path: full, shown, text, bots: Vec::new(), names: Vec::new() };
        match place.text.is_some() {
            true => self.look_inside(&mut place, &own)?,
            false => {
                place.bots = own.iter().map(|bot| self.named(&place, bot)).collect::<Result<_, _>>()?;
            }
        }
        Ok(place)
    }

    fn written(&self, place: &Place, file: &Path) -> Result<String, String> {
        let full = file.canonicalize().map_err(|error| format!("{}: {error}", file.display()))?;
        self.named(place, &full)
    }

    fn try_out(&self, place: &Place, text: &str, name: &str) -> Result<Outcome, String> {
        let texts = Texts::from([(place.path.clone(), text.to_owned())]);
        let allow = AllowList::default();
        let calls = Calls { allow: &allow, mocks: &[] };
        let known = Known { texts: Arc::new(texts), ..Known::default() };
        let loaded = load_with(known, std::slice::from_ref(&place.path), self.host, &self.messages, &calls);
        if let Some(problem) = loaded.diagnostics.first() {
            let at = loaded.sources.place(problem.span());
            return Err(format!("nothing is saved: the file would not be right: {at}: {}", problem.message));
        }
        let found = loaded.plan.cases.iter().find(|planned| planned.name() == name);
        let planned = found.ok_or_else(|| {
            format!(
                "nothing is saved: what the file says of all its transcripts makes another one of `{name}`"
            )
        })?;
        Ok(observe(&planned.script, None, &loaded.sources, &mut Silent).0)
    }

    fn keep(&self, place: &Place, text: &str) -> Result<(), String> {
        replace_file(&place.path, text.as_bytes())
            .map_err(|error| format!("nothing is saved: cannot write {}: {error}", place.shown))
    }
}

/// What a file of transcripts holds; nothing where there is no file.
fn existing(path: &Path) -> Result<Option<String>, String> {
    let bytes = match read_file(path, Limits::default().bytes) {
        Ok(bytes) => bytes,
        Err(ReadFailure::NotFound) => return Ok(None),
        Err(failure) => return Err(format!("cannot be read: {failure}")),
    };
    let text = String::from_utf8(bytes).map_err(|_| "is no file of transcripts".to_owned())?;
    match recognise(&text) {
        FileKind::Transcripts => Ok(Some(text)),
        FileKind::Bot => Err("is a bot".to_owned()),
        FileKind::Other => Err("is no file of transcripts".to_owned()),
    }
}

impl SavedTranscripts<'_> {
    /// The main files of the chat's bots.
    fn main_files(&self) -> Result<Vec<PathBuf>, String> {
        if let Some(file) = self.replayed.as_ref().filter(|_| self.bots.is_empty()) {
            let failed = |failure: ReadFailure| format!("cannot read {}: {failure}", file.display());
            let (files, main) = DiskFiles::around_transcripts(file, &self.host.folder).map_err(failed)?;
            let loaded = load_transcripts(&main, &files, &mut Sources::default());
            return Ok(loaded.file.map_or_else(Vec::new, |loaded| bots_of(&loaded, &files)));
        }
        let main = |path: &PathBuf| {
            let file = main_file(path, self.host).map_err(|failure| failure.to_string())?;
            let full = self.host.folder.join(file);
            full.canonicalize().map_err(|error| format!("cannot read {}: {error}", path.display()))
        };
        self.bots.iter().map(main).collect()
    }

    /// What a file of transcripts is about, which must be the chat's bots.
    fn look_inside(&self, place: &mut Place, own: &[PathBuf]) -> Result<(), String> {
        let shown = &place.shown;
        let (files, main) = DiskFiles::around_transcripts(&place.path, &self.host.folder)
            .map_err(|failure| format!("cannot read {shown}: {failure}"))?;
        let mut sources = Sources::default();
        let loaded = load_transcripts(&main, &files, &mut sources);
        let file = loaded.file.filter(|_| loaded.diagnostics.is_empty()).ok_or_else(|| {
            let problem = loaded.diagnostics.first();
            let at = problem
                .map(|found| format!(": line {}: {}", sources.position(found.span()).line, found.message));
            format!("{shown} has problems, so nothing is added to it{}", at.unwrap_or_default())
        })?;
        if bots_of(&file, &files) != own {
            return Err(format!(
                "{shown} holds transcripts of other bots, or of these in another order: name another file"
            ));
        }
        place.bots = file.bots.iter().map(|bot| bot.written.to_string()).collect();
        place.names = file.cases.iter().map(|case| case.name.clone()).collect();
        Ok(())
    }

    /// A file as it is named in a place.
    fn named(&self, place: &Place, file: &Path) -> Result<String, String> {
        let folder = place.path.parent().unwrap_or(Path::new("/"));
        let texts = Texts::from([(place.path.clone(), String::new())]);
        let (files, _) = DiskFiles::around_transcripts_with(&place.path, &self.host.folder, Arc::new(texts))
            .map_err(|failure| format!("cannot read {}: {failure}", place.shown))?;
        let root = files.root();
        if !file.starts_with(root) {
            return Err(format!(
                "{} lies outside of the project of {}, which is {}: a transcript names files of its project only",
                file.display(),
                place.shown,
                root.display()
            ));
        }
        Ok(super::disk_files::way(folder, file))
    }
}

/// The main files of the bots that a file of transcripts names, as far as they are there.
fn bots_of(file: &TranscriptFile, files: &DiskFiles) -> Vec<PathBuf> {
    let main = |path: &str| {
        let full = files.locate(path).ok()?;
        match full.is_dir() {
            true => main_file_in(&full).map(|name| full.join(name)),
            false => Some(full),
        }
    };
    file.bots.iter().filter_map(|bot| main(&bot.path)).collect()
}
