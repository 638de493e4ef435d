//! What the rules on dialog starters share.

use crate::bot::{Dialog, DialogKind, Interaction, InteractionKind};

/// Whether dialogs of a kind have a starter (spec 3.1). What the newer kind of dialog for uploads holds
/// is not known.
pub(in crate::lint) fn has_starter(kind: &DialogKind) -> bool {
    matches!(kind, DialogKind::Standard | DialogKind::FileUpload)
}

/// The starters of a dialog with their places in it.
pub(super) fn starters(dialog: &Dialog) -> impl Iterator<Item = (usize, &Interaction)> {
    let items = dialog.interactions.iter().enumerate();
    items.filter(|(_, item)| matches!(item.kind, InteractionKind::DialogStarter(_)))
}
