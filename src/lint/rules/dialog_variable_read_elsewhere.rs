//! Variables of one dialog that another one reads.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::bot::{CodeHook, Scope};
use crate::diagnostic::{Diagnostic, rule};
use crate::javascript::reading::Argument;
use crate::linked::DialogId;
use crate::lint::Subject;
use crate::lint::scripts::{Owner, Script};
use crate::lint::variables::{Write, Writer};
use crate::lint::visit::{conditions, interaction_texts, jumps, places};
use crate::source::{Span, Text};
use crate::text::{Reference, Template};

rule! {
    /// A variable that lasts for one dialog is read in another one.
    ///
    /// What a rule sets with `scope: dialog` is gone when the dialog is complete, and another dialog never sees it: a
    /// text there shows the braces, a condition is never met. Without a scope it lasts for the session. Nothing is
    /// said where the one dialog leads into the other.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Name
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your name?
    ///         fallback: Letters only, please.
    ///         rules:
    ///           - regex: ^\w+$
    ///             set: { name: { value: "{$userMessage}", scope: dialog } }
    ///       - text: "Welcome, {$botContext.name}."
    ///   - dialog: Goodbye
    ///     interactions:
    ///       - dialog_starter: { patterns: [bye] }
    ///       - text: "See you, {$botContext.name}."
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Name
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your name?
    ///         fallback: Letters only, please.
    ///         rules:
    ///           - regex: ^\w+$
    ///             set: { name: "{$userMessage}" }
    ///       - text: "Welcome, {$botContext.name}."
    ///   - dialog: Goodbye
    ///     interactions:
    ///       - dialog_starter: { patterns: [bye] }
    ///       - text: "See you, {$botContext.name}."
    /// ```
    pub(crate) DIALOG_VARIABLE_READ_ELSEWHERE = "dialog-variable-read-elsewhere", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bound = bound_variables(subject);
    if bound.is_empty() {
        return;
    }
    let ways = Ways::new(subject);
    for Read { name, dialog, place } in reads(subject) {
        if let Some(writes) = bound.get(&*name)
            && let Some(write) = writes.first()
            && !writes.iter().any(|write| ways.lead(owner(subject, write), dialog))
        {
            out.push(report(&name, place, write));
        }
    }
}

/// A place where a variable is read while a dialog plays.
struct Read {
    name: Box<str>,
    dialog: DialogId,
    place: Span,
}

/// What texts, conditions and code of interactions read.
fn reads(subject: &Subject<'_>) -> Vec<Read> {
    let mut reads = Vec::new();
    for place in places(subject) {
        let dialog = subject.dialog_of(place.id);
        interaction_texts(place.interaction, &mut |text, _| {
            reads.extend(reads_of_text(text).map(|(name, place)| Read { name, dialog, place }));
        });
    }
    for (place, condition) in conditions(subject) {
        let name = condition.variable.as_str().into();
        reads.push(Read { name, dialog: subject.dialog_of(place.id), place: condition.variable.span() });
    }
    for script in &subject.scripts().list {
        let Owner::Interaction(place, _) = script.owner else { continue };
        for (_, call) in script.calls_of("getBotVariable") {
            if let Some(name) = call.argument(0).and_then(Argument::text) {
                let dialog = subject.dialog_of(place.id);
                reads.push(Read { name: name.into(), dialog, place: script.place(&call.range) });
            }
        }
    }
    reads
}

fn reads_of_text(text: &Text) -> impl Iterator<Item = (Box<str>, Span)> {
    let holds_any = text.as_str().contains("{$botContext.");
    let template = holds_any.then(|| Template::parse(text.as_str()));
    let read = |(reference, range): (&Reference, Range<usize>)| match reference {
        Reference::BotVariable(name) => Some((Box::from(&**name), text.part(range))),
        Reference::Slot(name) => Some((format!("slot.{name}").into(), text.part(range))),
        _ => None,
    };
    let found: Vec<_> = template.iter().flat_map(Template::references).filter_map(read).collect();
    found.into_iter()
}

/// The variables that last for a dialog wherever they are set, with where that is.
fn bound_variables<'s, 'b>(subject: &'s Subject<'b>) -> HashMap<&'s str, &'s [Write<'b>]> {
    let certain = subject.variables().certain().into_iter();
    certain.filter(|(_, writes)| writes.iter().all(|write| write.scope == Some(Scope::Dialog))).collect()
}

/// The dialog whose rule sets it; code sets nothing for a dialog.
fn owner(subject: &Subject<'_>, write: &Write<'_>) -> Option<DialogId> {
    match write.writer {
        Writer::Rule(place) => Some(subject.dialog_of(place.id)),
        Writer::Code(_) => None,
    }
}

/// Which dialogs lead into which.
struct Ways {
    jumps: HashSet<(DialogId, DialogId)>,
    /// Dialogs whose code may lead anywhere.
    open: HashSet<DialogId>,
}

impl Ways {
    fn new(subject: &Subject<'_>) -> Self {
        let of_jumps = jumps(subject).filter_map(|(jump, name)| {
            let to = subject.dialog_of(subject.interaction(name.as_str())?);
            Some((subject.dialog_of(jump.from.id), to))
        });
        let may_jump = |script: &Script<'_>| {
            let asks = |name: &str| script.calls_of(name).next().is_some();
            asks("setTriggerNextMessage") || asks("transferToBotDialog") || !script.reading.uses.is_empty()
        };
        let of_code = subject.scripts().list.iter().filter_map(|script| match script.owner {
            Owner::Interaction(
                place,
                CodeHook::PreProcess | CodeHook::PostProcess | CodeHook::ProcessUserResponse,
            ) => may_jump(script).then(|| subject.dialog_of(place.id)),
            _ => None,
        });
        Self { jumps: of_jumps.collect(), open: of_code.collect() }
    }

    /// Whether the one dialog is the other, or the flow may go from it into the other.
    fn lead(&self, from: Option<DialogId>, to: DialogId) -> bool {
        let Some(from) = from else { return true };
        from == to || self.open.contains(&from) || self.jumps.contains(&(from, to))
    }
}

fn report(name: &str, place: Span, write: &Write<'_>) -> Diagnostic {
    let (what, bare) = name.strip_prefix("slot.").map_or(("variable", name), |slot| ("slot", slot));
    Diagnostic::new(
        &DIALOG_VARIABLE_READ_ELSEWHERE,
        place,
        format!("the {what} `{bare}` belongs to another dialog"),
    )
    .label("never set here")
    .also(write.place, "kept until this dialog is complete")
    .help("A text shows the braces, a condition is never met. Keep it for the session: `scope: session`, or no scope.")
}
