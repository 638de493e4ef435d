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

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in places(subject) {
        let is_survey = matches!(place.dialog.kind, DialogKind::Survey);
        said(place.interaction, &mut |part, text| {
            out.extend(limit(part, is_survey).and_then(|limit| too_long(&limit, text, place.interaction)));
        });
        if let Some(comment) = &place.interaction.comment {
            out.extend(too_long(&COMMENT, comment, place.interaction));
        }
        out.extend(too_many_tiles(place.interaction));
    }
}

/// How long a text may be.
struct Limit {
    /// What the text is, with its article.
    what: &'static str,
    /// In characters.
    most: usize,
    /// What to do.
    advice: &'static str,
}

const COMMENT: Limit = Limit { what: "a comment", most: 240, advice: "Shorten it." };

fn limit(part: Part, is_survey: bool) -> Option<Limit> {
    let (what, most, advice) = match part {
        Part::Question if is_survey => ("a question of a survey", 256, IN_A_TEXT),
        Part::Question => ("a question", 255, IN_A_TEXT),
        Part::Title => ("a title", 255, "Shorten it, or say the rest in the subtitle."),
        Part::Subtitle => ("a subtitle", 255, IN_A_TEXT),
        Part::Label => ("a button's label", 128, "Shorten it, and explain it in the question."),
        Part::PickerTitle => ("the title of a picker", 85, "Shorten it, or say the rest in the subtitle."),
        Part::PickerSubtitle => ("the subtitle of a picker", 400, IN_A_TEXT),
        Part::Message | Part::Choice | Part::Reply => return None,
    };
    Some(Limit { what, most, advice })
}

const IN_A_TEXT: &str = "Shorten it, or say the rest in a `text` before it.";

fn too_long(limit: &Limit, text: &Text, interaction: &Interaction) -> Option<Diagnostic> {
    let Limit { what, most, advice } = *limit;
    // Characters take bytes, so most texts need not be counted.
    let length = Some(text).filter(|text| text.as_str().len() > most).map(least_length)?;
    (length > most).then(|| {
        let message = format!("{what} has at most {most} characters, and this one has {length}");
        Diagnostic::new(&CONTENT_OVER_LIMIT, text.span(), message)
            .label(format!("{} too many", length - most))
            .also(interaction.kind_span, "this interaction")
            .help(format!("The platform's field takes no more. {advice}"))
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
