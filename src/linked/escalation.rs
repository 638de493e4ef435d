//! The skill of an Auto Escalation dialog (spec 3.2).

use super::link::template;
use super::{LinkedInteraction, Step};
use crate::bot::{Dialog, DialogKind};

/// An Agent Transfer of the dialog that names no skill goes to the dialog's.
pub(super) fn give_escalation_skill(dialog: &Dialog, interactions: &mut [LinkedInteraction]) {
    let DialogKind::AutoEscalation { skill: Some(skill), .. } = &dialog.kind else { return };
    for interaction in interactions {
        if let Step::Transfer(transfer) = &mut interaction.step
            && transfer.skill.is_none()
        {
            transfer.skill = Some(template(skill));
        }
    }
}
