//! The picture as SVG, drawn here: each dialog a box with its cards in layers, the boxes packed in the order of the
//! file. What flows from dialog to dialog is not drawn across the picture, where nobody could follow it: it ends in a
//! sign that says where it goes, and links there.

mod boxes;
mod card;
mod exits;
mod geometry;
mod label;
mod layered;
mod legend;
mod measure;
mod pack;
mod part;
mod route;
mod tone;
mod view;
mod ways;

pub use layered::LayoutFailed;

use serde::Serialize;

use self::boxes::{BoxView, boxes};
use self::geometry::Size;
use self::legend::{Legend, legend};
use self::measure::{Font, fitted, width};
use super::{GraphError, Picture, template, words};

const STYLE: &str = include_str!("style.css");
const TEMPLATE: &str = include_str!("picture.svg");

const MARGIN: f64 = 24.0;
const HEADING: f64 = 58.0;
const TITLE: Font = Font::bold(20.0);
const SUBTITLE: Font = Font::plain(12.5);
/// What there must be room for even where the bot is tiny.
const LEAST_WIDTH: f64 = 420.0;

/// Everything that the template fills in.
#[derive(Debug, Serialize)]
struct View<'v> {
    width: f64,
    height: f64,
    margin: f64,
    title: String,
    subtitle: String,
    style: &'static str,
    /// What the style sheet must carry to be taken, on a page that refuses others.
    nonce: Option<&'v str>,
    top: f64,
    dialogs: Vec<BoxView>,
    legend: Legend,
}

/// The picture as a file of its own.
///
/// # Errors
/// A mistake of this program.
pub(super) fn svg(picture: &Picture) -> Result<String, GraphError> {
    drawn(picture, None)
}

/// The picture, to stand in a page that takes only style sheets with this number.
pub(super) fn inline(picture: &Picture, nonce: &str) -> Result<String, GraphError> {
    drawn(picture, Some(nonce))
}

fn drawn(picture: &Picture, nonce: Option<&str>) -> Result<String, GraphError> {
    let (dialogs, size) = boxes(picture)?;
    let subtitle = words::subtitle(picture);
    let least = LEAST_WIDTH.max(width(&subtitle, SUBTITLE)).max(size.width);
    let (legend, foot) = legend(picture, least);
    let whole = Size { width: least, height: HEADING + size.height + foot };
    let view = View {
        width: (whole.width + 2.0 * MARGIN).ceil(),
        height: (whole.height + 2.0 * MARGIN).ceil(),
        margin: MARGIN,
        title: fitted(&picture.bot, whole.width, TITLE),
        subtitle,
        style: STYLE,
        nonce,
        top: HEADING,
        dialogs,
        legend: Legend { y: HEADING + size.height, ..legend },
    };
    template::filled(TEMPLATE, &view)
}
