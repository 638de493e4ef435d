//! Dialogs as boxes: what hangs together in each of them, packed, and the boxes packed in turn.

use serde::Serialize;

use super::geometry::Size;
use super::layered::LayoutFailed;
use super::measure::{Font, fitted, width};
use super::pack::packed;
use super::part::part;
use super::view::{At, Part};
use super::ways::{Ways, groups};
use crate::graph::words::dialog_words;
use crate::graph::{Dialog, Picture};

const PADDING: f64 = 18.0;
const TITLE_HEIGHT: f64 = 46.0;
const BETWEEN_PARTS: f64 = 32.0;
const BETWEEN_BOXES: f64 = 36.0;
const NAME: Font = Font::bold(15.0);
const KIND: Font = Font::plain(11.5);
/// Between a dialog's name and its kind.
const GAP: f64 = 10.0;
const MOST_NAME: f64 = 420.0;

/// How many times as wide as high boxes should be, and the whole picture: a dialog is read downwards.
const BOX_SHAPE: f64 = 1.2;
const PICTURE_SHAPE: f64 = 1.6;

/// A dialog as a box; places in it are relative to it.
#[derive(Debug, Serialize)]
pub(super) struct BoxView {
    dialog: usize,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    name: String,
    told: String,
    kind: String,
    kind_x: f64,
    is_enabled: bool,
    parts: Vec<Part>,
}

/// The boxes of all dialogs that are shown, and the size of the whole.
pub(super) fn boxes(picture: &Picture) -> Result<(Vec<BoxView>, Size), LayoutFailed> {
    let ways = Ways::of(picture);
    let nodes = picture.nodes_by_dialog();
    let mut boxes = Vec::new();
    for (place, dialog) in picture.dialogs.iter().enumerate().filter(|(_, dialog)| dialog.is_shown) {
        boxes.push(dialog_box(place, dialog, &nodes[place], &ways, picture)?);
    }
    let sizes: Vec<Size> = boxes.iter().map(|one| Size { width: one.width, height: one.height }).collect();
    let (places, whole) = packed(&sizes, PICTURE_SHAPE, BETWEEN_BOXES);
    for (one, place) in boxes.iter_mut().zip(places) {
        (one.x, one.y) = (place.x, place.y);
    }
    Ok((boxes, whole))
}

fn dialog_box(
    place: usize,
    dialog: &Dialog,
    nodes: &[usize],
    ways: &Ways,
    picture: &Picture,
) -> Result<BoxView, LayoutFailed> {
    let groups = groups(nodes, ways);
    let mut parts = groups.iter().map(|group| part(group, ways, picture)).collect::<Result<Vec<_>, _>>()?;
    let sizes: Vec<Size> = parts.iter().map(|part| part.size).collect();
    let (places, inner) = packed(&sizes, BOX_SHAPE, BETWEEN_PARTS);
    for (part, at) in parts.iter_mut().zip(places) {
        part.at = At { x: PADDING + at.x, y: TITLE_HEIGHT + at.y };
    }
    let name = fitted(&dialog.name, MOST_NAME, NAME);
    let mut kind = dialog_words(dialog.kind).to_owned();
    if !dialog.is_enabled {
        kind.push_str(", off");
    }
    let kind_x = PADDING + width(&name, NAME) + GAP;
    let title = kind_x + width(&kind, KIND);
    Ok(BoxView {
        dialog: place,
        x: 0.0,
        y: 0.0,
        width: (PADDING + inner.width).max(title) + PADDING,
        height: TITLE_HEIGHT + inner.height + PADDING,
        told: format!("{kind}: {}", dialog.name),
        name,
        kind,
        kind_x,
        is_enabled: dialog.is_enabled,
        parts,
    })
}
