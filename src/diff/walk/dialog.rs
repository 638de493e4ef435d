//! Dialogs, without their interactions.

use super::{Keys, word};
use crate::bot::{Dialog, DialogKind};
use crate::diff::value::{Entry, Field};

/// The keys of a dialog; its name and its interactions are not among them.
pub(in crate::diff) fn dialog_fields(dialog: &Dialog) -> Vec<Field> {
    let Dialog { kind, kind_span, name: _, enabled, description, domain, interactions: _ } = dialog;
    let mut keys = Keys::default();
    keys.add_entry("kind", Some(Entry { value: word(kind.key()), place: Some(*kind_span) }));
    match kind {
        DialogKind::Standard | DialogKind::Fallback | DialogKind::Survey | DialogKind::FileUpload => {}
        DialogKind::Disambiguation { match_threshold, domains } => {
            keys.add("match_threshold", match_threshold);
            keys.add("domains", domains);
        }
        DialogKind::AutoEscalation { threshold, skill } => {
            keys.add_unless("threshold", "3", threshold);
            keys.add("skill", skill);
        }
    }
    keys.add_unless("enabled", "true", enabled);
    keys.add_note("description", description);
    keys.add_note("domain", domain);
    keys.done()
}
