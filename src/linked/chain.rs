//! How long the flow may go on without a question (spec 13.7, U-26).

/// The most interactions in a row inside one dialog.
pub const CHAIN_IN_DIALOG: u32 = 10;
/// The most interactions in a row once the run has crossed into another dialog.
pub const CHAIN_ACROSS_DIALOGS: u32 = 5;
