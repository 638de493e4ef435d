//! Starters that wait for the message of an upload that no upload says.

use super::starters::starters;
use super::uploads::uploads;
use super::words::Nearest;
use crate::bot::{FileUpload, FileUploadMode, Interaction, InteractionKind};
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::engine::literals;
use crate::lint::Subject;
use crate::source::Text;
use crate::text::{Pattern, PatternSet, Template};

rule! {
    /// A starter waits for the end of an upload, and no upload ends like that.
    ///
    /// When an upload in the background has ended, `file_upload_success:` or `file_upload_failed:` and the message that
    /// was said go to the starters. A pattern must match both: the File Upload's `success`, or its `failure`, else
    /// its `fallback`, or the platform's text where none is written. With `*` behind the colon it takes every upload.
    /// Only asynchronous uploads tell the starters (`settings: { file_upload: asynchronous }`).
    ///
    /// ```yaml fails
    /// bot: Demo
    /// settings: { file_upload: asynchronous }
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
    ///         success: We have your ID card.
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    ///   - dialog: Stored
    ///     interactions:
    ///       - dialog_starter: { patterns: ["file_upload_success:We got your ID card."] }
    ///       - text: What else can I do for you?
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// settings: { file_upload: asynchronous }
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
    ///         success: We have your ID card.
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    ///   - dialog: Stored
    ///     interactions:
    ///       - dialog_starter: { patterns: ["file_upload_success:We have your ID card."] }
    ///       - text: What else can I do for you?
    /// ```
    pub(crate) UNMATCHED_UPLOAD_STARTER = "unmatched-upload-starter", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let waiting: Vec<(&Text, End)> = waiting_patterns(subject).collect();
    if waiting.is_empty() {
        return;
    }
    if subject.bot().settings.file_upload != FileUploadMode::Asynchronous {
        out.extend(waiting.iter().map(|(pattern, _)| never_told(pattern)));
        return;
    }
    let mut nearest = Nearest::new();
    for end in End::ALL {
        let messages: Vec<&str> =
            uploads(subject).map(|(place, upload)| end.message(upload, place.interaction)).collect();
        // What a reference becomes is known in the conversation only.
        if messages.iter().any(|text| Template::parse(text).references().next().is_some()) {
            continue;
        }
        let patterns = waiting.iter().filter(|(_, awaited)| *awaited == end).map(|(pattern, _)| *pattern);
        let unmatched = unmatched(patterns, end, &messages);
        out.extend(unmatched.into_iter().map(|pattern| report(pattern, end, &messages, &mut nearest)));
    }
}

/// The patterns that match none of the messages. A malformed one is reported as such.
fn unmatched<'b>(patterns: impl Iterator<Item = &'b Text>, end: End, messages: &[&str]) -> Vec<&'b Text> {
    let read = patterns.filter_map(|text| Some((text, Pattern::parse(text.as_str()).ok()?)));
    let (texts, patterns): (Vec<&Text>, Vec<Pattern>) = read.unzip();
    let set = PatternSet::new(&patterns);
    let (mut matched, mut found) = (vec![false; texts.len()], Vec::new());
    for message in messages {
        set.matches(&format!("{}{message}", end.prefix()), &mut found);
        found.iter().for_each(|index| matched[*index] = true);
    }
    texts.into_iter().zip(matched).filter(|(_, is_matched)| !is_matched).map(|(text, _)| text).collect()
}

/// How an upload ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Success,
    Failure,
}

impl End {
    const ALL: [Self; 2] = [Self::Success, Self::Failure];

    /// What stands before the message.
    fn prefix(self) -> &'static str {
        match self {
            Self::Success => literals::UPLOAD_SUCCESS_EVENT,
            Self::Failure => literals::UPLOAD_FAILED_EVENT,
        }
    }

    /// What is said then.
    fn message<'b>(self, upload: &'b FileUpload, interaction: &'b Interaction) -> &'b str {
        let (own, platforms) = match self {
            Self::Success => (upload.success.as_ref(), literals::UPLOAD_SUCCEEDED),
            Self::Failure => {
                (upload.failure.as_ref().or(interaction.fallback.as_ref()), literals::UPLOAD_FAILED)
            }
        };
        own.map_or(platforms, Text::as_str)
    }

    /// The end that a pattern waits for, if it waits for one.
    fn awaited(pattern: &Text) -> Option<Self> {
        let text = pattern.as_str().trim();
        let begins = |end: &Self| {
            text.get(..end.prefix().len()).is_some_and(|start| start.eq_ignore_ascii_case(end.prefix()))
        };
        Self::ALL.into_iter().find(begins)
    }
}

fn waiting_patterns<'b>(subject: &Subject<'b>) -> impl Iterator<Item = (&'b Text, End)> {
    let dialogs = subject.bot().dialogs.iter().filter(|dialog| dialog.is_enabled());
    let patterns = dialogs.flat_map(starters).flat_map(|(_, item)| match &item.kind {
        InteractionKind::DialogStarter(starter) => starter.patterns.as_slice(),
        _ => &[],
    });
    patterns.filter_map(|pattern| Some((pattern, End::awaited(pattern)?)))
}

fn report(pattern: &Text, end: End, messages: &[&str], nearest: &mut Nearest) -> Diagnostic {
    let prefix = end.prefix();
    let written = pattern.as_str().trim().get(prefix.len()..).unwrap_or_default();
    let message = format!("no upload ends with `{written}`");
    let diagnostic = Diagnostic::new(&UNMATCHED_UPLOAD_STARTER, pattern.span(), message).help(format!(
        "The pattern must match `{prefix}` and the message that is said then. Write that message, or `{prefix}*` for \
         every upload."
    ));
    let Some(meant) = nearest.of(written, messages.iter().copied()) else {
        return diagnostic.label("never triggered");
    };
    let diagnostic = diagnostic.label(format!("did you mean `{prefix}{meant}`?"));
    // What means something else in a pattern, or in YAML, cannot be put there as it is.
    let is_plain = |letter: char| letter.is_alphanumeric() || " .,!?-".contains(letter);
    match pattern.as_str().find(written).filter(|_| meant.chars().all(is_plain)) {
        Some(at) => {
            let place = pattern.part(at..at + written.len());
            diagnostic.fix(Fix::replace(format!("Wait for `{meant}`"), Safety::Unsafe, place, meant))
        }
        None => diagnostic,
    }
}

fn never_told(pattern: &Text) -> Diagnostic {
    Diagnostic::new(&UNMATCHED_UPLOAD_STARTER, pattern.span(), "no upload tells the starters how it ended")
        .label("never triggered")
        .help(
            "Uploads of this bot are sequential: the flow waits for them, and goes on with the rules of the Integration. \
             Only with `settings: { file_upload: asynchronous }` the end of an upload goes to the starters.",
        )
}
