//! Why results do not fit together.

use super::measured::VERSION;

/// Why coverage cannot be read, or not be merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoverageError {
    /// The text is not what [`super::report::json()`] writes.
    #[error("this is no coverage in JSON: {0}")]
    Unreadable(String),
    /// Another version of this program wrote it.
    #[error(
        "this coverage has version {0}, this program reads version {VERSION}: measure all parts with one version of \
         dialogsim"
    )]
    OtherVersion(u64),
    /// The same file had another text.
    #[error(
        "the coverage is of two versions of `{file}`, whose lines do not fit together: measure all parts with the \
         same files"
    )]
    FileChanged {
        /// The file's name.
        file: String,
    },
}
