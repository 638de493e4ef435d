//! Jumps to something that is switched off.

use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;
use crate::lint::visit::{jumps, place};

rule! {
    /// A jump leads to a disabled interaction, or into a disabled dialog.
    ///
    /// What is switched off takes no part in the conversation, so the flow does not go where the author
    /// expects it.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: We look for your order.
    ///         next: found
    ///       - text: Here it is.
    ///         name: found
    ///         enabled: false
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: We look for your order.
    ///         next: found
    ///       - text: Here it is.
    ///         name: found
    /// ```
    pub(crate) DISABLED_TARGET = "disabled-target", Warning
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for (_, name) in jumps(names).filter(|(jump, _)| jump.from.is_live()) {
        let Some(id) = names.interaction(name.as_str()) else { continue };
        let target = place(names, id);
        let (message, switch) = if !target.interaction.is_enabled() {
            (format!("this jump leads to `{name}`, which is disabled"), target.interaction.enabled)
        } else if !target.dialog.is_enabled() {
            let dialog = &target.dialog.name;
            (format!("this jump leads into the dialog `{dialog}`, which is disabled"), target.dialog.enabled)
        } else {
            continue;
        };
        let off = switch.map_or(target.interaction.kind_span, |switch| switch.span);
        out.push(
            Diagnostic::new(&DISABLED_TARGET, name.span(), message)
                .label("what is disabled is never played")
                .also(off, "switched off here")
                .help("The conversation does not go on as written here. Switch the target on, or jump elsewhere."),
        );
    }
}
