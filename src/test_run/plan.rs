//! What could be played.

use std::sync::Arc;

use crate::integration::Secrets;
use crate::replay::Script;

/// Every case of a run, in the order of files and of their cases.
#[derive(Debug, Default)]
pub struct Plan {
    /// The cases.
    pub cases: Vec<Planned>,
}

/// A case of a run.
#[derive(Debug)]
pub struct Planned {
    /// The file of transcripts, as people see it.
    pub file: Arc<str>,
    /// The line of the transcript's name.
    pub line: usize,
    /// Its bots, as a command line names them.
    pub bots: Arc<[Arc<str>]>,
    /// The case, ready to be played.
    pub script: Script,
}

impl Planned {
    /// The name of the case.
    pub fn name(&self) -> &str {
        &self.script.case().name
    }

    /// What must not be told of its bots.
    pub(super) fn secrets(&self) -> &Secrets {
        self.script.cast().gateway().secrets()
    }

    /// The name of the case as it may be told.
    pub(super) fn masked_name(&self) -> String {
        self.secrets().mask(self.name()).into_owned()
    }

    /// `file: name`, which is unique in a run.
    pub fn id(&self) -> String {
        format!("{}: {}", self.file, self.name())
    }
}
