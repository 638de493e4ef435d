//! What flows out of a card to other dialogs and to ends: a list under it, a row each. And what flows into one from
//! other dialogs: a note above it.

use super::geometry::Size;
use super::measure::{Font, fitted, width};
use crate::graph::words::stop_words;
use super::ways::{Bundle, Ways};
use crate::graph::{End, Picture};

const ROW: f64 = 24.0;
/// Where the line stands from which the rows branch off.
pub(super) const TRUNK: f64 = 8.0;
const LABEL: f64 = 24.0;
const MOST_LABEL: f64 = 130.0;
const MOST_NAME: f64 = 150.0;
const MOST_DIALOG: f64 = 110.0;
/// How long an arrow is.
const ARROW: f64 = 18.0;
const PILL_PADDING: f64 = 9.0;
/// Room for the sign of an end.
const SIGN: f64 = 15.0;

const LABEL_FONT: Font = Font::plain(11.0);
const NAME_FONT: Font = Font::bold(11.5);
const DIALOG_FONT: Font = Font::plain(11.0);

/// The list under a card.
#[derive(Debug)]
pub(super) struct Exits {
    pub(super) rows: Vec<Row>,
    pub(super) size: Size,
}

/// A row: a bundle of edges to one end.
#[derive(Debug)]
pub(super) struct Row {
    /// The middle of the row.
    pub(super) y: f64,
    pub(super) label: String,
    /// From where to where its arrow goes.
    pub(super) arrow: (f64, f64),
    pub(super) pill: Pill,
    /// The edges.
    pub(super) edges: Vec<usize>,
    pub(super) to: End,
}

/// What stands at the end of an arrow that leads away.
#[derive(Debug, serde::Serialize)]
pub(super) struct Pill {
    pub(super) x: f64,
    pub(super) width: f64,
    pub(super) name: String,
    pub(super) name_x: f64,
    pub(super) dialog: String,
    pub(super) dialog_x: f64,
}

impl Exits {
    /// The list of these bundles, which leave one card.
    pub(super) fn of(bundles: &[Bundle], picture: &Picture) -> Self {
        let labels: Vec<String> = bundles
            .iter()
            .map(|bundle| fitted(&labels(&bundle.edges, picture), MOST_LABEL, LABEL_FONT))
            .collect();
        let widest = labels.iter().map(|label| width(label, LABEL_FONT)).fold(0.0, f64::max);
        let label_end = if widest > 0.0 { LABEL + widest + 5.0 } else { TRUNK };
        let mut size = Size { width: 0.0, height: f64::from(u32::try_from(bundles.len()).unwrap_or(u32::MAX)) * ROW };
        let mut rows = Vec::with_capacity(bundles.len());
        let mut y = ROW / 2.0;
        for (bundle, label) in bundles.iter().zip(labels) {
            let own = if label.is_empty() { TRUNK } else { LABEL + width(&label, LABEL_FONT) + 5.0 };
            let pill = pill(bundle.to, label_end + ARROW, picture);
            size.width = size.width.max(pill.x + pill.width);
            let arrow = (own, pill.x);
            rows.push(Row { y, label, arrow, pill, edges: bundle.edges.clone(), to: bundle.to });
            y += ROW;
        }
        Self { rows, size }
    }
}

fn pill(to: End, x: f64, picture: &Picture) -> Pill {
    let (name, dialog, padding) = match to {
        End::Node(node) => {
            let node = &picture.nodes[node];
            let name = node.name.as_deref().unwrap_or(node.title);
            (name, picture.dialogs[node.dialog].name.as_str(), PILL_PADDING)
        }
        End::Stop(stop) => (stop_words(stop), "", SIGN),
    };
    let name = fitted(name, MOST_NAME, NAME_FONT);
    let dialog = fitted(dialog, MOST_DIALOG, DIALOG_FONT);
    let name_x = x + padding;
    let name_end = name_x + width(&name, NAME_FONT);
    let dialog_x = name_end + 7.0;
    let end = if dialog.is_empty() { name_end } else { dialog_x + width(&dialog, DIALOG_FONT) };
    Pill { x, width: end + PILL_PADDING - x, name, name_x, dialog, dialog_x }
}

/// The note above a card.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) text: String,
    pub(super) told: Vec<String>,
    /// The only card that it comes from.
    pub(super) from: Option<usize>,
    pub(super) size: Size,
}

const MOST_ENTRY: f64 = 200.0;
const ENTRY: f64 = 20.0;

impl Entry {
    /// What leads to a card from elsewhere, if anything does.
    pub(super) fn of(node: usize, ways: &Ways, picture: &Picture) -> Option<Self> {
        let place = |from: &usize| {
            let node = &picture.nodes[*from];
            let dialog = &picture.dialogs[node.dialog].name;
            format!("{} ({dialog})", node.name.as_deref().unwrap_or(node.title))
        };
        let begins = picture.nodes[node].begins;
        let from = &ways.into[node];
        let told: Vec<String> = begins.map(str::to_owned).into_iter().chain(from.iter().map(place)).collect();
        let text = match (begins, from.as_slice()) {
            (None, []) => return None,
            (Some(begins), []) => begins.to_owned(),
            (None, [only]) => format!("from {}", place(only)),
            (None, several) => format!("from {} places", several.len()),
            (Some(begins), several) => format!("{begins}, and from {}", crate::terminal::count(several.len(), "place")),
        };
        let text = fitted(&text, MOST_ENTRY, DIALOG_FONT);
        let size = Size { width: width(&text, DIALOG_FONT) + 2.0 * PILL_PADDING, height: ENTRY };
        let from = from.first().copied().filter(|_| from.len() == 1);
        Some(Self { text, told, from, size })
    }
}

/// What all edges of a row are taken for.
fn labels(edges: &[usize], picture: &Picture) -> String {
    let labels = edges.iter().map(|edge| picture.edges[*edge].marked_label(&picture.played));
    labels.filter(|label| !label.is_empty()).collect::<Vec<_>>().join(" · ")
}
