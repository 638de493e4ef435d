//! Content that the platform does not take.

use super::said::{Part, least_length, said};
use crate::bot::{DialogKind, Interaction, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::places;
use crate::source::Text;

rule! {
    /// A text of an interaction is longer than the platform takes, or there are too many tiles.
    ///
    /// The platform's fields end somewhere: 255 characters of a question, of the title and the subtitle of a Structured
    /// question and its tiles (256 of a question of a survey), 128 of a button's label, 85 of an Apple picker's title
    /// and 400 of its subtitle, 240 of a comment; 10 tiles. What does not fit cannot be saved there. References do
    /// not count: what they become is known in the conversation.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Teapot
    ///     interactions:
    ///       - dialog_starter: { patterns: [teapot] }
    ///       - button_question: Which one?
    ///         buttons:
    ///           - The blue one with the long spout and the lid that does not fall off when you pour, of which we have
    ///             two left in our shop in the old town
    ///           - The red one
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Teapot
    ///     interactions:
    ///       - dialog_starter: { patterns: [teapot] }
    ///       - button_question: Which one? Of the blue ones we have two left in our shop in the old town.
    ///         buttons:
    ///           - The blue one
    ///           - The red one
    /// ```
    pub(crate) CONTENT_OVER_LIMIT = "content-over-limit", Error
}

/// Spec 17.2, as are all limits here.
const MOST_TILES: usize = 10;
const LONGEST_COMMENT: usize = 240;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in places(subject) {
        let is_survey = matches!(place.dialog.kind, DialogKind::Survey);
        said(place.interaction, &mut |part, text| {
            if let Some((what, limit)) = limit(part, is_survey) {
                out.extend(too_long(what, limit, text, place.interaction));
            }
        });
        if let Some(comment) = &place.interaction.comment {
            out.extend(too_long("a comment", LONGEST_COMMENT, comment, place.interaction));
        }
        out.extend(too_many_tiles(place.interaction));
    }
}

/// What a text is called, and how many characters it may have.
fn limit(part: Part, is_survey: bool) -> Option<(&'static str, usize)> {
    match part {
        Part::Question if is_survey => Some(("a question of a survey", 256)),
        Part::Question => Some(("a question", 255)),
        Part::Title => Some(("a title", 255)),
        Part::Subtitle => Some(("a subtitle", 255)),
        Part::Label => Some(("a button's label", 128)),
        Part::PickerTitle => Some(("the title of a picker", 85)),
        Part::PickerSubtitle => Some(("the subtitle of a picker", 400)),
        Part::Message | Part::Choice | Part::Reply => None,
    }
}

fn too_long(what: &str, limit: usize, text: &Text, interaction: &Interaction) -> Option<Diagnostic> {
    // Characters take bytes, so most texts need not be counted.
    let length = Some(text).filter(|text| text.as_str().len() > limit).map(least_length)?;
    (length > limit).then(|| {
        let message = format!("{what} has at most {limit} characters, and this one has {length}");
        Diagnostic::new(&CONTENT_OVER_LIMIT, text.span(), message)
            .label(format!("{} too many", length - limit))
            .also(interaction.kind_span, "this interaction")
            .help("The platform's field takes no more. Shorten it, or say the rest in a `text` before it.")
    })
}

fn too_many_tiles(interaction: &Interaction) -> Option<Diagnostic> {
    let InteractionKind::StructuredQuestion(question) = &interaction.kind else { return None };
    let first = question.tiles.get(MOST_TILES)?;
    let message = format!(
        "a Structured question has at most {MOST_TILES} tiles, and this one has {}",
        question.tiles.len()
    );
    Some(
        Diagnostic::new(&CONTENT_OVER_LIMIT, first.title.span(), message)
            .label("the first one too many")
            .also(interaction.kind_span, "this interaction")
            .help("The consumer never sees it. Leave tiles out, or ask in two steps."),
    )
}
