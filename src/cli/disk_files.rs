//! A project folder on disk, as the loader reads it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::open::main_file_in;
use crate::load::{Files, ReadFailure};

/// Texts that stand in the place of what files hold, by the full paths of the files; the files need not be there.
pub(super) type Texts = BTreeMap<PathBuf, String>;

/// The files of a project: the folder that holds `.git`. Where there is none it is the bot's own folder.
#[derive(Clone, Debug)]
pub struct DiskFiles {
    root: PathBuf,
    /// The bot's folder and how the user calls it.
    shown: (PathBuf, PathBuf),
    /// The folder in which the program was started.
    folder: PathBuf,
    texts: Arc<Texts>,
}

impl DiskFiles {
    /// The project around a bot's main file, and the file's path in it. `folder` is where the program
    /// was started; relative paths start there.
    ///
    /// # Errors
    /// Why the file cannot be opened.
    pub fn around(main_file: &Path, folder: &Path) -> Result<(Self, String), ReadFailure> {
        Self::around_with(main_file, folder, Arc::default())
    }

    /// As [`DiskFiles::around`], with some texts that are not on disk, or not yet.
    ///
    /// # Errors
    /// Why the file cannot be opened.
    pub(super) fn around_with(
        main_file: &Path,
        folder: &Path,
        texts: Arc<Texts>,
    ) -> Result<(Self, String), ReadFailure> {
        Self::within(main_file, folder, texts, Path::to_path_buf)
    }

    /// The project around a file of transcripts, and the file's path in it: as [`DiskFiles::around`], but
    /// transcripts may stand in a folder below that of their bot.
    ///
    /// # Errors
    /// Why the file cannot be opened.
    pub fn around_transcripts(file: &Path, folder: &Path) -> Result<(Self, String), ReadFailure> {
        Self::around_transcripts_with(file, folder, Arc::default())
    }

    /// As [`DiskFiles::around_transcripts`], with some texts that are not on disk, or not yet.
    ///
    /// # Errors
    /// Why the file cannot be opened.
    pub(super) fn around_transcripts_with(
        file: &Path,
        folder: &Path,
        texts: Arc<Texts>,
    ) -> Result<(Self, String), ReadFailure> {
        Self::within(file, folder, texts, |own_folder| {
            let of_bot = own_folder.ancestors().find(|ancestor| main_file_in(ancestor).is_some());
            of_bot.unwrap_or(own_folder).to_path_buf()
        })
    }

    /// The project around a file, if need be the one that its folder says.
    fn within(
        file: &Path,
        folder: &Path,
        texts: Arc<Texts>,
        unversioned: impl FnOnce(&Path) -> PathBuf,
    ) -> Result<(Self, String), ReadFailure> {
        let absolute = full_path(&folder.join(file), &texts)?;
        let own_folder = absolute.parent().map_or_else(|| PathBuf::from("/"), Path::to_path_buf);
        let versioned = own_folder.ancestors().find(|ancestor| ancestor.join(".git").exists());
        let root = versioned.map_or_else(|| unversioned(&own_folder), Path::to_path_buf);
        let path = slashed(absolute.strip_prefix(&root).unwrap_or(&absolute));
        let shown_folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        Ok((Self { root, shown: (own_folder, shown_folder), folder, texts }, path))
    }

    /// The folder that holds all files of the project.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file of the project lies.
    ///
    /// # Errors
    /// There is none, or it lies elsewhere.
    pub fn locate(&self, path: &str) -> Result<PathBuf, ReadFailure> {
        let absolute = full_path(&self.root.join(path), &self.texts)?;
        if absolute.starts_with(&self.root) { Ok(absolute) } else { Err(ReadFailure::OutsideProject) }
    }
}

impl Files for DiskFiles {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadFailure> {
        let path = self.locate(path)?;
        match self.texts.get(&path) {
            Some(text) if text.len() > limit => Err(ReadFailure::TooLarge { size: text.len() as u64, limit }),
            Some(text) => Ok(text.clone().into_bytes()),
            None => read_file(&path, limit),
        }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        // What the author includes is meant, also where version control ignores it.
        let walk = WalkBuilder::new(self.root.join(folder)).standard_filters(false).hidden(true).build();
        // A link to a file is a file; where it leads out of the project, reading it says so.
        let files = walk.flatten().filter(|entry| {
            entry
                .file_type()
                .is_some_and(|kind| kind.is_file() || kind.is_symlink() && entry.path().is_file())
        });
        let inside = |path: PathBuf| path.strip_prefix(&self.root).map(slashed).ok();
        let mut paths: Vec<String> = files.filter_map(|entry| inside(entry.into_path())).collect();
        paths.sort();
        paths
    }

    fn display(&self, path: &str) -> String {
        let absolute = self.root.join(path);
        let (own, shown) = &self.shown;
        let relative = match absolute.strip_prefix(own) {
            Ok(rest) => shown.join(rest),
            Err(_) if shown.is_absolute() => absolute,
            Err(_) => relative_to(&self.folder, &absolute),
        };
        let text = slashed(&relative);
        text.strip_prefix("./").map_or(text.clone(), str::to_owned)
    }
}

/// A path behind all links; of a file that is only among the texts, as far as its folder goes.
fn full_path(path: &Path, texts: &Texts) -> Result<PathBuf, ReadFailure> {
    let found = path.canonicalize();
    let only_text = || {
        let full = path.parent()?.canonicalize().ok()?.join(path.file_name()?);
        texts.contains_key(&full).then_some(full)
    };
    found.or_else(|error| only_text().ok_or(error)).map_err(|error| failure(&error))
}

/// The way from a folder to a file, both of them absolute, with `/` between its parts.
pub(super) fn way(folder: &Path, path: &Path) -> String {
    slashed(&relative_to(folder, path))
}

/// The way from a folder to a path, both of them absolute.
fn relative_to(folder: &Path, path: &Path) -> PathBuf {
    let Some(common) = folder.ancestors().find(|ancestor| path.starts_with(ancestor)) else {
        return path.to_path_buf();
    };
    let up = folder.components().count() - common.components().count();
    let down = path.strip_prefix(common).unwrap_or(path);
    std::iter::repeat_n(Path::new(".."), up).chain([down]).collect()
}

/// A file's bytes, if it is a regular file of at most `limit` bytes.
pub(super) fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>, ReadFailure> {
    // The kind is asked before opening: a pipe would block.
    let metadata = fs::metadata(path).map_err(|error| failure(&error))?;
    if metadata.is_dir() {
        return Err(ReadFailure::Folder);
    }
    if !metadata.is_file() {
        return Err(ReadFailure::System("it is not a regular file".to_owned()));
    }
    if metadata.len() > limit as u64 {
        return Err(ReadFailure::TooLarge { size: metadata.len(), limit });
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    let mut file = File::open(path).map_err(|error| failure(&error))?;
    file.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| failure(&error))?;
    if bytes.len() > limit {
        return Err(ReadFailure::TooLarge { size: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

fn failure(error: &std::io::Error) -> ReadFailure {
    match error.kind() {
        std::io::ErrorKind::NotFound => ReadFailure::NotFound,
        std::io::ErrorKind::PermissionDenied => ReadFailure::System("permission is denied".to_owned()),
        std::io::ErrorKind::NotADirectory => ReadFailure::NotFound,
        _ => ReadFailure::System(error.to_string()),
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/").replacen("//", "/", 1)
}
