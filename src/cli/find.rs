//! Finding bots and files of transcripts under the paths of a command line.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::disk_files::read_file;
use super::host::complain;
use super::open::{Named, OpenFailure, looks_like_bot, named_file};
use super::{Exit, Host};
use crate::diagnostic::Severity;
use crate::load::{FileKind, recognise};
use crate::terminal::Terminal;
use crate::yaml::Limits;

/// What the paths of a run hold, in the order of the paths and of the names in them; each file once.
#[derive(Default)]
pub(super) struct Found {
    pub(super) bots: Vec<PathBuf>,
    pub(super) transcripts: Vec<PathBuf>,
    seen: BTreeSet<PathBuf>,
    /// The first failure decides the exit code, after everything else was looked at all the same.
    pub(super) exit: Option<Exit>,
}

/// Looks for bots and transcripts under the paths; here where there are none.
pub(super) fn find(paths: &[PathBuf], host: &Host<'_>, messages: &Terminal) -> Found {
    let mut finder = Finder { host, messages, found: Found::default() };
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here } else { paths } {
        if host.folder.join(path).is_dir() {
            finder.find_in(path);
        } else {
            match named_file(path, host) {
                Ok(Named::Bot(file)) => finder.add(file, FileKind::Bot),
                Ok(Named::Transcripts(file)) => finder.add(file, FileKind::Transcripts),
                Err(failure) => finder.fail(&failure),
            }
        }
    }
    finder.found
}

struct Finder<'f> {
    host: &'f Host<'f>,
    messages: &'f Terminal,
    found: Found,
}

impl Finder<'_> {
    fn fail(&mut self, failure: &OpenFailure) {
        complain(self.messages, Severity::Error, &failure.to_string());
        self.found.exit.get_or_insert(failure.exit());
    }

    /// All files under a folder, in the order of their names; ignore files are respected.
    fn find_in(&mut self, folder: &Path) {
        let walk = WalkBuilder::new(self.host.folder.join(folder)).sort_by_file_path(Path::cmp).build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    complain(self.messages, Severity::Error, &format!("cannot look everywhere: {error}"));
                    self.found.exit.get_or_insert(Exit::Failed);
                    continue;
                }
            };
            let path = entry.path();
            let is_yaml = path.extension().is_some_and(|end| end == "yaml" || end == "yml");
            if !is_yaml || !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let shown = match path.strip_prefix(self.host.folder.join(folder)) {
                Ok(rest) => folder.join(rest),
                Err(_) => path.to_path_buf(),
            };
            let bytes = match read_file(path, Limits::default().bytes) {
                Ok(bytes) => bytes,
                // Other YAML is left alone, also where it is huge.
                Err(_) if !is_called_bot(path) => continue,
                Err(failure) => {
                    self.fail(&OpenFailure::Unreadable { path: shown, failure });
                    continue;
                }
            };
            // A bot that is not UTF-8 is a bot all the same: loading it says what is wrong.
            match recognise(&String::from_utf8_lossy(&bytes)) {
                FileKind::Other if is_called_bot(path) && (is_utf16(&bytes) || looks_like_bot(&bytes)) => {
                    self.add(shown, FileKind::Bot);
                }
                kind => self.add(shown, kind),
            }
        }
    }

    fn add(&mut self, file: PathBuf, kind: FileKind) {
        let list = match kind {
            FileKind::Bot => &mut self.found.bots,
            FileKind::Transcripts => &mut self.found.transcripts,
            FileKind::Other => return,
        };
        let full = self.host.folder.join(&file);
        if self.found.seen.insert(full.canonicalize().unwrap_or(full)) {
            list.push(file);
        }
    }
}

/// Whether a file has the name by which a folder's bot is found.
fn is_called_bot(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "bot.yaml" || name == "bot.yml")
}

/// Whether the bytes begin with the mark of UTF-16.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}
