//! Answers of File integrations, which nobody can read.

use std::collections::HashMap;

use crate::bot::{Integration, IntegrationKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;
use crate::lint::Subject;
use crate::lint::visit::{on_variables, references, rules};
use crate::source::{Span, Text};
use crate::text::Reference;

rule! {
    /// Something reads the answer of an integration of type File.
    ///
    /// The platform sends the file and looks at the status of the answer; its body is not kept. A field
    /// taken from it is never filled, and the consumer reads the braces. Judge the upload with
    /// `result: success` and `result: failure`; if you need something from your system, ask for it with
    /// an integration of type API afterwards.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - file: Store document
    ///     method: PUT
    ///     url: https://files.example.com/documents
    ///     response_variable: stored
    /// dialogs:
    ///   - dialog: Documents
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card as a PDF.
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    ///       - text: "Your document has the number {$.api_stored.number}."
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - file: Store document
    ///     method: PUT
    ///     url: https://files.example.com/documents
    ///   - api: Find document
    ///     method: GET
    ///     url: "https://files.example.com/documents/{$conversationId}"
    ///     response_variable: found
    /// dialogs:
    ///   - dialog: Documents
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card as a PDF.
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    ///       - integration: Find document
    ///       - text: "Your document has the number {$.api_found.number}."
    /// ```
    pub(crate) UNREADABLE_FILE_RESPONSE = "unreadable-file-response", Error
}

const HELP: &str = "The platform keeps no body of such an answer, so this never has a value: a text shows the braces, \
                    a condition is never met. Judge the upload with `result`, or ask your system with an \
                    integration of type API.";

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let files = names.bot().integrations.iter().filter(|integration| is_file(integration));
    let mut own_paths = Vec::new();
    for integration in files {
        let Some(first) = integration.fields.first() else { continue };
        own_paths.extend(integration.fields.iter().map(|field| field.path.span()));
        out.push(
            Diagnostic::new(
                &UNREADABLE_FILE_RESPONSE,
                first.name.span(),
                format!(
                    "`{}` has fields, but the answer of a File integration cannot be read",
                    integration.name
                ),
            )
            .label("never filled")
            .also(integration.kind_span, "of type File")
            .help(HELP),
        );
    }
    own_paths.sort();
    let unreadable = unreadable_variables(names);
    if unreadable.is_empty() {
        return;
    }
    check_references(names, &unreadable, &own_paths, out);
    for (_, rule) in rules(names) {
        for condition in on_variables(rule) {
            let Some(integration) = reads(&unreadable, condition.variable.as_str()) else { continue };
            out.push(unreadable_at(condition.variable.span(), integration));
        }
    }
}

fn check_references(
    names: &Subject<'_>,
    unreadable: &HashMap<&str, &Integration>,
    own_paths: &[Span],
    out: &mut Vec<Diagnostic>,
) {
    references(names, &mut |text: &Text, reference, range| {
        let integration = match reference {
            Reference::JsonPath { variable, .. } => unreadable.get(&**variable).copied(),
            Reference::BotVariable(name) => reads(unreadable, name),
            _ => None,
        };
        // A field of a File integration is reported already.
        if let Some(integration) = integration
            && own_paths.binary_search(&text.span()).is_err()
        {
            out.push(unreadable_at(text.part(range), integration));
        }
    });
}

/// Response variables that only File integrations have, with the integration.
fn unreadable_variables<'b>(names: &Names<'b>) -> HashMap<&'b str, &'b Integration> {
    let all = &names.bot().integrations;
    let mut variables = HashMap::new();
    for integration in all.iter().filter(|integration| is_file(integration)) {
        variables.entry(integration.answer().as_str()).or_insert(integration);
    }
    for integration in all.iter().filter(|integration| !is_file(integration)) {
        variables.remove(integration.answer().as_str());
    }
    variables
}

fn is_file(integration: &Integration) -> bool {
    matches!(integration.kind, IntegrationKind::File(..))
}

/// The integration whose answer a bot variable such as `api_stored` or `api_stored.number` is.
fn reads<'b>(unreadable: &HashMap<&str, &'b Integration>, name: &str) -> Option<&'b Integration> {
    let rest = name.strip_prefix("api_")?;
    let head = rest.split_once('.').map_or(rest, |(head, _)| head);
    unreadable.get(rest).or_else(|| unreadable.get(head)).copied()
}

fn unreadable_at(place: Span, integration: &Integration) -> Diagnostic {
    let message = format!("the answer of the File integration `{}` cannot be read", integration.name);
    Diagnostic::new(&UNREADABLE_FILE_RESPONSE, place, message)
        .label("never has a value")
        .also(integration.kind_span, "of type File")
        .help(HELP)
}
