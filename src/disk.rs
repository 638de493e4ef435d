//! Files that are replaced whole or not at all.
//!
//! The one place that writes over what a person may need: whoever looks at the file, also after the
//! process was killed, finds either all of the old content or all of the new.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// So many links may lead to one another before a file is reached.
const MOST_LINKS: usize = 40;

/// Puts `bytes` in the place of what a file holds, or makes the file.
///
/// The new content is written to a file beside it, which then takes its place. A file keeps its
/// permissions, a new one gets what the process gives to new files; of a link the target is replaced.
///
/// # Errors
/// The content cannot be written, or the path is no file that may be written; then everything is as it
/// was, and nothing is left beside it.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = target_of(path)?;
    let old = match fs::metadata(&target) {
        Ok(metadata) if !metadata.is_file() => return Err(io::Error::other("it is not a regular file")),
        Ok(metadata) if metadata.permissions().readonly() => {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
        }
        Ok(metadata) => Some(metadata.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = folder_of(&target);
    let mut new = beside(folder)?;
    new.write_all(bytes)?;
    if let Some(permissions) = old {
        new.as_file().set_permissions(permissions)?;
    }
    new.as_file().sync_all()?;
    new.persist(&target).map_err(|failure| failure.error)?;
    keep_name(folder);
    Ok(())
}

/// What a file holds; nothing where there is no file.
///
/// # Errors
/// The file is there and cannot be read.
pub fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The file that a path means, behind all links; it need not be there.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("its links lead in a circle"))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file in the folder, which is gone again unless it is given its place.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".dialogsim-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The process's own mask is taken from this, as for every new file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Makes the new name last through a loss of power too, where the system can do that for a folder. The
/// content is in its place in any case.
fn keep_name(folder: &Path) {
    #[cfg(unix)]
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;
    use std::path::Path;

    use super::{read_if_there, replace_file};

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        assert_eq!(read_if_there(&path).unwrap(), None);
        for content in ["one", "two, and longer", ""] {
            replace_file(&path, content.as_bytes()).unwrap();
            assert_eq!(read_if_there(&path).unwrap().unwrap(), content.as_bytes());
        }
        assert_eq!(names(folder.path()), ["a.yaml"]);
    }

    #[test]
    fn what_cannot_be_written_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(replace_file(&path, b"new").unwrap_err().to_string().contains("read-only"));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        let inside = folder.path().join("inside");
        fs::create_dir(&inside).unwrap();
        assert!(replace_file(&inside, b"new").unwrap_err().to_string().contains("not a regular file"));
        assert!(replace_file(&folder.path().join("nowhere/a.yaml"), b"new").is_err());
        assert_eq!(names(folder.path()), ["a.yaml", "inside"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_those_of_a_new_file_are_the_usual_ones() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
        let (usual, new) = (folder.path().join("usual"), folder.path().join("new"));
        fs::write(&usual, "").unwrap();
        replace_file(&new, b"x").unwrap();
        assert_eq!(mode("new"), mode("usual"));
        for wanted in [0o600, 0o640, 0o755] {
            fs::set_permissions(&new, fs::Permissions::from_mode(wanted)).unwrap();
            replace_file(&new, b"y").unwrap();
            assert_eq!(mode("new"), wanted);
        }
    }

    #[cfg(unix)]
    #[test]
    fn of_a_link_the_target_is_replaced() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("far")).unwrap();
        symlink("far/link", at("first")).unwrap();
        symlink("target", at("far/link")).unwrap();
        // Also where the target is not there yet.
        for content in ["one", "two"] {
            replace_file(&at("first"), content.as_bytes()).unwrap();
            assert_eq!(fs::read(at("far/target")).unwrap(), content.as_bytes());
        }
        assert!(fs::symlink_metadata(at("first")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(at("far/link")).unwrap().is_symlink());
        assert_eq!(names(&at("far")), ["link", "target"]);
        symlink("circle", at("circle")).unwrap();
        assert!(replace_file(&at("circle"), b"x").unwrap_err().to_string().contains("circle"));
    }
}
