//! Next actions that lead nowhere.

use super::words::Nearest;
use crate::bot::RESERVED_NAMES;
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::linked::Names;
use crate::lint::Subject;
use crate::lint::visit::jumps;
use crate::source::Text;

rule! {
    /// A `next` names an interaction that does not exist.
    ///
    /// When the flow gets there it has nowhere to go, and the consumer gets no answer. Renaming or
    /// deleting an interaction leaves such jumps behind, and the platform does not tell.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         next: serach
    ///       - text: We look for it.
    ///         name: search
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         next: search
    ///       - text: We look for it.
    ///         name: search
    /// ```
    pub(crate) DANGLING_NEXT_ACTION = "dangling-next-action", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut nearest = Nearest::new();
    for (_, name) in jumps(names).filter(|(_, name)| names.interaction(name.as_str()).is_none()) {
        out.push(dangling(names, name, &mut nearest));
    }
}

fn dangling(names: &Names<'_>, name: &Text, nearest: &mut Nearest) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&DANGLING_NEXT_ACTION, name.span(), format!("no interaction is named `{name}`"));
    if let Some(dialog) = names.dialog(name.as_str()) {
        let dialog = &names.bot().dialogs[dialog.index()];
        return diagnostic
            .label("this is the name of a dialog")
            .also(dialog.name.span(), "the dialog")
            .help(
                "A jump goes to an interaction, not to a dialog: give the dialog's first interaction a `name` and \
                 write that one. As it stands the conversation stops here without a word.",
            );
    }
    let candidates = names.interaction_names().chain(RESERVED_NAMES);
    let diagnostic = match nearest.of(name.as_str(), candidates) {
        Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")).fix_if(Fix::rename(
            name,
            0..name.as_str().len(),
            meant,
        )),
        None => diagnostic.label("leads nowhere"),
    };
    diagnostic.help(
        "As it stands the conversation stops here without a word. Write the `name` of an interaction, or one of \
         `next`, `current`, `end`, `close_dialog`, `close_conversation`.",
    )
}
