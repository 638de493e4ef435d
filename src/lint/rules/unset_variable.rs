//! Variables that are read and never set.

use std::collections::{BTreeSet, HashSet};

use super::words::Nearest;
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::variables::{is_own, reads_of_code};
use crate::lint::visit::{conditions, references};
use crate::source::Span;
use crate::text::Reference;

rule! {
    /// A variable or a slot is read, and nothing ever sets it.
    ///
    /// Usually its name is mistyped. A text shows the braces as they are written, a condition is never met, code gets
    /// `null`. What an earlier session has set stands under `fixtures: permanent_variables`. Where code computes the
    /// names of variables, or web views bring some, nobody knows, and nothing is said.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         fallback: Six digits, please.
    ///         rules:
    ///           - regex: ^\d{6}$
    ///             set: { orderNumber: "{$userMessage}" }
    ///       - text: "I look for {$botContext.ordernumber}."
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         fallback: Six digits, please.
    ///         rules:
    ///           - regex: ^\d{6}$
    ///             set: { orderNumber: "{$userMessage}" }
    ///       - text: "I look for {$botContext.orderNumber}."
    /// ```
    pub(crate) UNSET_VARIABLE = "unset-variable", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let variables = subject.variables();
    if !variables.is_certain() || has_web_views(subject) {
        return;
    }
    let fixtures = &subject.bot().fixtures;
    let mut known: HashSet<&str> = variables.names().collect();
    known.extend(fixtures.permanent_variables.iter().map(|(name, _)| &**name));
    let mut judge = Judge { ordered: known.iter().copied().collect(), known, nearest: Nearest::new() };
    references(subject, &mut |text, reference, range| {
        let name = match reference {
            Reference::BotVariable(name) => name.to_string(),
            Reference::Slot(name) => format!("slot.{name}"),
            _ => return,
        };
        // The name stands right before the closing brace.
        let end = range.end - 1;
        let written = text.part(end.saturating_sub(name.len())..end);
        out.extend(judge.problem(&name, text.part(range), written, "the braces stay as they are written"));
    });
    for (_, condition) in conditions(subject) {
        let name = &condition.variable;
        let written = name.part(0..name.as_str().len());
        out.extend(judge.problem(name.as_str(), name.span(), written, "never set"));
    }
    for (name, place, written) in reads_of_code(subject.scripts()) {
        out.extend(judge.problem(name, place, written, "always `null`"));
    }
}

/// Variables of a web view are set by a page that nobody sees here.
fn has_web_views(subject: &Subject<'_>) -> bool {
    let asks =
        |name: &str| subject.scripts().list.iter().any(|script| script.calls_of(name).next().is_some());
    let from_fixtures = !subject.bot().fixtures.web_view.is_empty();
    from_fixtures || asks("getWebViewVariable") || asks("getWebViewVariables")
}

struct Judge<'k> {
    known: HashSet<&'k str>,
    /// The same in a fixed order.
    ordered: BTreeSet<&'k str>,
    nearest: Nearest,
}

impl Judge<'_> {
    /// What is wrong with reading `name` at `place`; the name itself is `written` there.
    fn problem(&mut self, name: &str, place: Span, written: Span, effect: &str) -> Option<Diagnostic> {
        if self.known.contains(name) || !is_own(name) {
            return None;
        }
        let slot = name.strip_prefix("slot.");
        let (what, bare) = slot.map_or(("variable", name), |slot| ("slot", slot));
        let message = format!("nothing sets the {what} `{bare}`");
        let diagnostic = Diagnostic::new(&UNSET_VARIABLE, place, message).help(help(bare, slot.is_some()));
        let Some((meant, safety)) = self.meant(name, bare) else { return Some(diagnostic.label(effect)) };
        let fix = Fix::replace(format!("Read `{meant}`"), safety, written, meant.clone());
        Some(diagnostic.label(format!("did you mean `{meant}`?")).fix(fix))
    }

    /// The variable or slot that is probably meant. A slot read as a variable, and the other way round, is the
    /// same name for certain.
    fn meant(&mut self, name: &str, bare: &str) -> Option<(String, Safety)> {
        let other = if bare == name { format!("slot.{name}") } else { bare.to_owned() };
        if self.known.contains(other.as_str()) {
            return Some((other, Safety::Safe));
        }
        let meant = self.nearest.of(name, self.ordered.iter().copied())?;
        Some((meant.to_owned(), Safety::Unsafe))
    }
}

fn help(name: &str, is_slot: bool) -> String {
    const EFFECT: &str = "A text shows the braces, a condition is never met, code gets `null`.";
    if is_slot {
        return format!("{EFFECT} Fill it in a rule: `slot: {{ name: {name}, value: \"@ENTITY\" }}`.");
    }
    format!(
        "{EFFECT} Set it in a rule, `set: {{ {name}: … }}`, or in code, `botContext.setBotVariable('{name}', …, true)`. \
         What an earlier session has set stands under `fixtures: permanent_variables`."
    )
}
