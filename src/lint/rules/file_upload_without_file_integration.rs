//! The rule that the product was made for: a File Upload and the Integration that takes its file.

use std::collections::HashSet;

use crate::bot::{DialogKind, Integration, IntegrationKind, InteractionKind, NextAction};
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::{InteractionId, Names, Unpaired};
use crate::lint::visit::{Action, Place, jumps, live_places, place};
use crate::source::Text;

rule! {
    /// A File Upload and the Integration of type File that takes its file do not stand together.
    ///
    /// A File Upload only brings the consumer's file to the messaging platform. The Integration right
    /// after it sends the file on to your own system. The two work as one: the very next item after a
    /// File Upload must be an enabled Integration whose integration is of type File, the File Upload's
    /// flow must go on to it, and nothing else may lead there. Otherwise the consumer sends an ID card,
    /// is perhaps even thanked for it, and the file is never stored; or the Integration runs without a
    /// file and fails in the middle of the conversation.
    ///
    /// What it finds:
    ///
    /// - a File Upload after which something else comes, or nothing, or a disabled item;
    /// - one after which an integration of another type is called;
    /// - one whose `next` does not go on to its Integration;
    /// - an Integration of type File without an enabled File Upload right before it;
    /// - a jump, from anywhere in the bot, to such an Integration: no file has been sent at that point.
    ///   Jump to its File Upload instead. Only its own rules may try it again.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - file: Store document
    ///     method: PUT
    ///     url: https://files.example.com/documents
    /// dialogs:
    ///   - dialog: Documents
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card as a PDF.
    ///         accept: [PDF]
    ///         fallback: That was not a PDF. Please send your ID card as a PDF.
    ///       - text: Thank you!
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    /// ```
    ///
    /// Put the Integration right after the File Upload, and what is to be said when the file is stored
    /// into the File Upload's `success`:
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - file: Store document
    ///     method: PUT
    ///     url: https://files.example.com/documents
    /// dialogs:
    ///   - dialog: Documents
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card as a PDF.
    ///         name: id_card
    ///         accept: [PDF]
    ///         success: Thank you!
    ///         fallback: That was not a PDF. Please send your ID card as a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    ///         rules:
    ///           - result: failure
    ///             next: id_card
    /// ```
    ///
    /// A dialog may have several such pairs, and they may share the integration.
    pub(crate) FILE_UPLOAD_WITHOUT_FILE_INTEGRATION = "file-upload-without-file-integration", Error
}

use FILE_UPLOAD_WITHOUT_FILE_INTEGRATION as RULE;

const LOST: &str = "The consumer's file would reach the messaging platform and go nowhere from there.";

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    let mut late = HashSet::new();
    let line = file_integration_line(names);
    for upload in live_places(names).filter(is_upload) {
        match names.upload_pair(upload.id) {
            Ok(pair) => out.extend(skipped(names, upload, pair)),
            // The name that leads nowhere is reported, and nobody knows what it was meant to be.
            Err(Unpaired::UnknownIntegration(_)) => {}
            Err(why) => {
                let taker = late_taker(names, upload.id, why);
                late.extend(taker);
                out.push(unpaired(names, upload, why, taker, &line));
            }
        }
    }
    for call in live_places(names) {
        if let Some((name, integration)) = file_call(names, call)
            && !late.contains(&call.id)
        {
            out.extend(without_upload(names, call, name, integration));
        }
    }
    for (jump, name) in jumps(names).filter(|(jump, _)| jump.from.is_live()) {
        out.extend(stray_jump(names, jump, name));
    }
}

fn is_upload(place: &Place<'_>) -> bool {
    matches!(place.interaction.kind, InteractionKind::FileUpload(_))
}

/// The File integration that a place calls, with the name as it stands there.
fn file_call<'b>(names: &Names<'b>, call: Place<'b>) -> Option<(&'b Text, &'b Integration)> {
    let InteractionKind::Integration(name) = &call.interaction.kind else { return None };
    let integration = names.integration_at(names.integration(name.as_str())?);
    matches!(integration.kind, IntegrationKind::File(..)).then_some((name, integration))
}

/// The Integration that was meant to take the file and stands too far down: before the next upload.
fn late_taker(names: &Names<'_>, upload: InteractionId, why: Unpaired) -> Option<InteractionId> {
    if !matches!(why, Unpaired::NotAnIntegration(_) | Unpaired::NotOfTypeFile(_)) {
        return None;
    }
    let mut current = upload;
    while let Some((next, _)) = names.following(current) {
        let there = place(names, next);
        if is_upload(&there) {
            return None;
        }
        if there.is_live() && file_call(names, there).is_some() {
            return Some(next);
        }
        current = next;
    }
    None
}

fn unpaired(
    names: &Names<'_>,
    upload: Place<'_>,
    why: Unpaired,
    late: Option<InteractionId>,
    line: &str,
) -> Diagnostic {
    let at = |message: String| Diagnostic::new(&RULE, upload.interaction.kind_span, message);
    match why {
        Unpaired::NotAnIntegration(next) => {
            let next = names.at(next).1;
            let title = next.kind.title();
            let disabled = if next.is_enabled() { "" } else { " (a disabled item counts too)" };
            let diagnostic =
                at(format!("the item after this File Upload is not an Integration, but a {title}"))
                    .label("the file of this upload goes nowhere")
                    .also(next.kind_span, format!("the Integration must stand here{disabled}"));
            match late {
                Some(late) => diagnostic
                    .also(names.at(late).1.kind_span, "this Integration comes too late for the file")
                    .help(format!("{LOST} Move the Integration up, right behind the File Upload.")),
                None => diagnostic.help(format!("{LOST} Put {line} between the two.")),
            }
        }
        Unpaired::NotOfTypeFile(next) => not_of_type_file(names, upload, next, late),
        Unpaired::Disabled(next) => {
            let next = names.at(next).1;
            at("the Integration after this File Upload is disabled".to_owned())
                .label("the file of this upload goes nowhere")
                .also(next.enabled.map_or(next.kind_span, |enabled| enabled.span), "switched off here")
                .help(format!("{LOST} Switch the Integration on, or the File Upload off as well."))
        }
        Unpaired::Last | Unpaired::UnknownIntegration(_) => at("nothing follows this File Upload".to_owned())
            .label("the file of this upload goes nowhere")
            .also(upload.dialog.name.span(), "the last item of this dialog")
            .help(format!("{LOST} Add {line} right after it; a jump does not count.")),
    }
}

fn not_of_type_file(
    names: &Names<'_>,
    upload: Place<'_>,
    next: InteractionId,
    late: Option<InteractionId>,
) -> Diagnostic {
    let item = names.at(next).1;
    let called = match &item.kind {
        InteractionKind::Integration(name) => names.integration(name.as_str()).map(|id| (name, id)),
        _ => None,
    };
    let diagnostic = Diagnostic::new(
        &RULE,
        upload.interaction.kind_span,
        "the Integration after this File Upload is not of type File".to_owned(),
    )
    .label("the file of this upload goes nowhere");
    let Some((name, id)) = called else { return diagnostic };
    let integration = names.integration_at(id);
    let title = integration.kind.title();
    let diagnostic = diagnostic
        .also(name.span(), format!("`{name}` does not take files"))
        .also(integration.kind_span, format!("it is of type {title}"));
    match late {
        Some(late) => diagnostic
            .also(names.at(late).1.kind_span, "this Integration comes too late for the file")
            .help(format!("{LOST} Move the Integration of type File up, right behind the File Upload.")),
        None => diagnostic.help(format!(
            "{LOST} Call an integration of type File here, or define `{name}` as `file:` under `integrations`."
        )),
    }
}

/// How to write the Integration, with a File integration of the bot if there is one.
fn file_integration_line(names: &Names<'_>) -> String {
    let is_file = |item: &&Integration| matches!(item.kind, IntegrationKind::File(..));
    match names.bot().integrations.iter().find(is_file) {
        Some(integration) => format!("`- integration: {}`", integration.name),
        None => {
            "an `integration` that calls one of type File (`- file: NAME` under `integrations`)".to_owned()
        }
    }
}

/// A File Upload whose flow does not go on to its Integration.
fn skipped(names: &Names<'_>, upload: Place<'_>, pair: InteractionId) -> Option<Diagnostic> {
    let next = upload.interaction.next.as_ref()?;
    let taker = names.at(pair).1;
    let what = match &next.action {
        NextAction::Next => return None,
        NextAction::Interaction(name) => {
            let is_pair = taker.name.as_ref().is_some_and(|own| own.as_str() == name.as_str());
            // A name that leads nowhere is reported as such.
            if is_pair || names.interaction(name.as_str()).is_none() {
                return None;
            }
            format!("jumps to `{name}`")
        }
        NextAction::Current => "repeats itself".to_owned(),
        NextAction::End => "ends the flow".to_owned(),
        NextAction::CloseDialog | NextAction::CloseConversation => "closes the conversation".to_owned(),
    };
    let message = format!("this File Upload {what} instead of going on to its Integration");
    Some(
        Diagnostic::new(&RULE, next.span, message)
            .label("skips the Integration")
            .also(taker.kind_span, "this would never get the file")
            .help(format!(
                "{LOST} Take this `next` out: the flow goes on to the Integration by itself. Where it goes from \
                 there is for the Integration's `next` and rules to say."
            )),
    )
}

/// A File integration that is called where no file can have been sent.
fn without_upload(
    names: &Names<'_>,
    call: Place<'_>,
    name: &Text,
    integration: &Integration,
) -> Option<Diagnostic> {
    // What stands in the newer kind of dialog for uploads is its own business.
    if matches!(call.dialog.kind, DialogKind::FileUpload) {
        return None;
    }
    let before = names.preceding(call.id).map(|(id, _)| place(names, id));
    let upload = before.filter(is_upload);
    if upload.is_some_and(|upload| upload.interaction.is_enabled()) {
        return None;
    }
    let message = match upload {
        Some(_) => format!("the File Upload before `{name}` is disabled"),
        None => format!("`{name}` sends a file, but no File Upload stands right before it"),
    };
    let diagnostic = Diagnostic::new(&RULE, name.span(), message)
        .label("there is no file to send here")
        .also(integration.kind_span, "it is of type File");
    let diagnostic = match (upload, before) {
        (Some(upload), _) => {
            let item = upload.interaction;
            diagnostic.also(item.enabled.map_or(item.kind_span, |enabled| enabled.span), "switched off here")
        }
        (None, Some(other)) => diagnostic
            .also(other.interaction.kind_span, "the File Upload must stand between this and the call"),
        (None, None) => diagnostic,
    };
    let remedy = match upload {
        Some(_) => "Switch the File Upload on, or the Integration off as well.",
        None => "Put a `file_upload` right before it, or call an integration of type API.",
    };
    Some(diagnostic.help(format!(
        "The call can only fail: the consumer has not been asked for a file at this point. {remedy}"
    )))
}

/// A jump to an Integration that takes a file, past the File Upload that asks for it.
fn stray_jump(names: &Names<'_>, jump: Action<'_>, name: &Text) -> Option<Diagnostic> {
    let target = place(names, names.interaction(name.as_str())?);
    if !target.is_live() || target.id == jump.from.id || is_upload(&jump.from) {
        return None;
    }
    file_call(names, target)?;
    // Without a pair that is sound the Integration itself is reported.
    let (upload, item) = names.preceding(target.id)?;
    if names.upload_pair(upload) != Ok(target.id) || !is_upload(&place(names, upload)) || !item.is_enabled() {
        return None;
    }
    let remedy = match &item.name {
        Some(upload) => format!("Jump to the File Upload: `next: {upload}`."),
        None => "Give the File Upload right before it a `name` and jump there.".to_owned(),
    };
    let message = format!("this jump reaches `{name}` without a file");
    Some(
        Diagnostic::new(&RULE, jump.next.span, message)
            .label("no file has been sent at this point")
            .also(target.interaction.kind_span, "this sends the file of the File Upload before it")
            .also(item.kind_span, "this asks for the file")
            .help(format!("The call could only fail: the consumer has not been asked for a file. {remedy}")),
    )
}
