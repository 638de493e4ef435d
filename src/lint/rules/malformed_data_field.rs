//! Data fields that are more than one value of the answer.

use std::ops::Range;

use crate::bot::{DataField, Integration};
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::text::{Reference, Template};

rule! {
    /// A data field of an integration is more than one reference into the answer.
    ///
    /// A data field takes one value out of an integration's answer. Text around the reference is lost, and
    /// so is a second reference. What belongs around the value stands where the field is shown.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Price
    ///     method: GET
    ///     url: https://shop.example.com/price
    ///     fields: { amount: "EUR {$.api_Price.amount}" }
    /// dialogs:
    ///   - dialog: Price
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*price*"] }
    ///       - integration: Price
    ///       - text: "It costs {Price.amount}."
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - api: Price
    ///     method: GET
    ///     url: https://shop.example.com/price
    ///     fields: { amount: "{$.api_Price.amount}" }
    /// dialogs:
    ///   - dialog: Price
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*price*"] }
    ///       - integration: Price
    ///       - text: "It costs EUR {Price.amount}."
    /// ```
    pub(crate) MALFORMED_DATA_FIELD = "malformed-data-field", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for integration in &names.bot().integrations {
        out.extend(integration.fields.iter().filter_map(|field| problem(integration, field)));
    }
}

/// What is lost of a field. One that reads nothing of the answer is reported when it is loaded.
fn problem(integration: &Integration, field: &DataField) -> Option<Diagnostic> {
    let text = field.path.as_str();
    let template = Template::parse(text);
    // A malformed reference is reported as such.
    template.problems().is_empty().then_some(())?;
    let is_read = |(reference, _): &(&Reference, _)| matches!(reference, Reference::JsonPath { .. });
    let (_, read) = template.references().find(is_read)?;
    let lost = [0..read.start, read.end..text.len()].into_iter().find_map(|part| trimmed(text, part))?;
    let name = format!("`{}.{}`", integration.name, field.name);
    let message =
        format!("the data field {name} takes one value of the answer, and the text around it is lost");
    let fix = Fix::rewrite(&field.path, 0..text.len(), &text[read.clone()], Safety::Unsafe);
    let help = format!("Keep `{}` here, and write the rest where {name} is shown.", &text[read]);
    let diagnostic = Diagnostic::new(&MALFORMED_DATA_FIELD, field.path.part(lost), message);
    Some(diagnostic.label("lost").help(help).fix_if(fix))
}

/// A part of a text without the blanks around it; nothing where there is nothing else.
fn trimmed(text: &str, part: Range<usize>) -> Option<Range<usize>> {
    let inside = &text[part.clone()];
    let start = part.start + inside.len() - inside.trim_start().len();
    let end = start + inside.trim().len();
    (start < end).then_some(start..end)
}
