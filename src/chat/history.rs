//! Where typed lines are kept between sessions.

use std::fs::{DirBuilder, OpenOptions};
use std::path::PathBuf;

/// The file of the history, made if it is not there, readable by its owner only. `None` where there
/// is no place for it; the chat goes on without.
pub(super) fn history_file() -> Option<PathBuf> {
    let folder = dirs::state_dir().or_else(dirs::data_local_dir)?.join("dialogsim");
    let mut builder = DirBuilder::new();
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        builder.mode(0o700);
        options.mode(0o600);
    }
    builder.create(&folder).ok()?;
    let file = folder.join("chat_history");
    let opened = options.open(&file).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // It may have been made by something less careful.
        opened.set_permissions(std::fs::Permissions::from_mode(0o600)).ok()?;
    }
    drop(opened);
    Some(file)
}
