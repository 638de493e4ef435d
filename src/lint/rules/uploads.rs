//! What the rules on file uploads share.

use crate::bot::{FileUpload, InteractionKind};
use crate::linked::Names;
use crate::lint::visit::{Place, live_places};

/// The most that a file may have (spec 8.4.3; rulings, section 1).
pub(super) const LARGEST_FILE: u64 = 5 * 1024 * 1024;

/// Every File Upload that the flow can stop at.
pub(super) fn uploads<'b>(names: &Names<'b>) -> impl Iterator<Item = (Place<'b>, &'b FileUpload)> {
    live_places(names).filter_map(|place| match &place.interaction.kind {
        InteractionKind::FileUpload(upload) => Some((place, upload)),
        _ => None,
    })
}
