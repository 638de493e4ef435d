//! What is wrong between a transcript and its bots, each with its manual.

use crate::diagnostic::{Rule, rule};

/// Every rule of preparing transcripts, in the order of the manual.
pub static ALL: &[&Rule] = &[&UNKNOWN_IN_BOT, &MISSING_UPLOAD];

rule! {
    /// A transcript names something that its bots do not have.
    ///
    /// An interaction, a dialog, an integration, an intent or a bot of that name does not exist, so the
    /// transcript would wait for what cannot happen: `waiting_at: id_crad` never holds, a mock of an
    /// integration that was renamed never answers. One file cannot show it: it takes the transcript and its bot.
    ///
    /// ```yaml
    /// - expect: { waiting_at: id_crad }
    /// ```
    ///
    /// Write the name as the bot has it:
    ///
    /// ```yaml
    /// - expect: { waiting_at: id_card }
    /// ```
    pub UNKNOWN_IN_BOT = "unknown-in-bot", Error

    /// A file that a transcript sends is not there.
    ///
    /// What an upload does depends on the file's bytes, name and size, so the file itself must lie in the
    /// project. Paths are relative to the transcript that names them. One file cannot show it: the file that is
    /// sent is another one.
    ///
    /// ```yaml
    /// - upload: files/id-crad.pdf
    /// ```
    pub MISSING_UPLOAD = "missing-upload", Error
}
