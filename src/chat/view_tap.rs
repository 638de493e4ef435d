//! What taps bring and what a channel makes of a question, in words.

use super::page::{Page, count};
use super::view_rule::quoted;
use crate::bot::Content;
use crate::engine::{Problem, RichTap};
use crate::linked::MOST_TILES;
use crate::text::shortened;

/// What a tap brings beside the message.
pub(super) fn brings(page: &Page<'_>, payload: Option<&str>, brought: Option<&serde_json::Value>) -> String {
    let payload = payload.map(|payload| {
        let callback = quoted(page, payload);
        format!(
            "the button's callback {callback} beside its label (setting `enable_button_text_on_postback`)"
        )
    });
    let metadata = brought.map(|brought| metadata(page, brought));
    let brought: Vec<String> = payload.into_iter().chain(metadata).collect();
    format!("the tap brings {}", brought.join(" and "))
}

/// What goes with a message, after its text.
pub(super) fn with_metadata(page: &Page<'_>, sent: Option<&serde_json::Value>) -> String {
    sent.map_or_else(String::new, |sent| format!(", with {}", metadata(page, sent)))
}

/// Metadata as JSON on one line. It is masked before it is cut.
fn metadata(page: &Page<'_>, metadata: &serde_json::Value) -> String {
    const SHOWN: usize = 120;
    format!("metadata {}", shortened(&page.safe_line(&metadata.to_string()), SHOWN))
}

/// What goes wrong with what is offered to tap; `None` for every other problem.
pub(super) fn problem(page: &Page<'_>, problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::NotOnChannel { content: Content::FileUpload, channel, from } => format!(
            "on the channel `{}` nobody can send a file, so {} would wait for nothing there; here it takes one all the same",
            channel.name(),
            page.interaction(*from)
        ),
        Problem::NotOnChannel { content, channel, from } => format!(
            "the channel `{}` does not support {}, so the consumer does not see what {} shows: ask another way there, or play another channel with /channel",
            channel.name(),
            content.name(),
            page.interaction(*from)
        ),
        Problem::TooManyTiles { tiles, from } => format!(
            "{} has {}, and the platform shows {MOST_TILES}: the consumer does not see the last {}",
            page.interaction(*from),
            count(*tiles, "tile"),
            tiles - MOST_TILES
        ),
        Problem::TooManyChoices { most, left_out, channel, from } => format!(
            "the channel `{}` shows at most {most} choices in one place, so the consumer does not see {left_out} of {}: offer fewer",
            channel.name(),
            page.interaction(*from)
        ),
        Problem::LabelTooLong { label, most, channel, from } => format!(
            "the label {} of {} is longer than the {most} characters that the channel `{}` takes: shorten it",
            quoted(page, label),
            page.interaction(*from),
            channel.name()
        ),
        Problem::NotATime { text, from } => format!(
            "{} of {} is no time such as `2026-04-30T13:30+0000`, so the time picker does not show it: write it in GMT, in that form",
            quoted(page, text),
            page.interaction(*from)
        ),
        Problem::NothingToTap { offered: 0 } => "nothing is offered to tap, so the bot does not see the tap".to_owned(),
        Problem::NothingToTap { offered } => {
            format!("there is no such choice, so the bot does not see the tap: {} offered", are(*offered))
        }
        Problem::ReplyIsGone(label) => format!(
            "the quick reply {} has vanished, as it does when the consumer does something else: type what you mean",
            quoted(page, label)
        ),
        Problem::TapRefused { label, nothing_ticked: true } => format!(
            "{} sends what is ticked, and nothing is: tap what is to be ticked first, as in `#1 #2`",
            quoted(page, label)
        ),
        Problem::TapRefused { label, .. } => {
            format!("{} is disabled, so a tap does nothing", quoted(page, label))
        }
        Problem::PickFirst { label, hint } => {
            format!("{} asks to pick something: {hint}; write it behind the number, as in `#1 …`", quoted(page, label))
        }
        Problem::OneTapOnly => {
            "only one choice can be tapped here, so the bot does not see the taps: list pickers with `multiple` take several".to_owned()
        }
        _ => return None,
    })
}

fn are(number: usize) -> String {
    format!("{} {}", count(number, "choice"), if number == 1 { "is" } else { "are" })
}

/// What a tap on structured content does beside saying something.
pub(super) fn rich_tap(page: &Page<'_>, tap: &RichTap) -> String {
    match tap {
        RichTap::Ticked { label, on: true } => format!("{} is ticked", quoted(page, label)),
        RichTap::Ticked { label, on: false } => format!("{} is no longer ticked", quoted(page, label)),
        RichTap::Cart { label, what } => {
            format!("the tap on {} puts into the host's cart: {what}", quoted(page, label))
        }
        RichTap::Custom { label } => {
            format!("the tap on {} lets the host do something of its own", quoted(page, label))
        }
    }
}
