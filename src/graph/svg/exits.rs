//! What flows out of a card to other dialogs and to ends, under it: the only way, or a list with a row for each. And
//! what flows into one from other dialogs: a note above it.

use serde::Serialize;

use super::geometry::Size;
use super::measure::{Font, fitted, width};
use super::ways::{Bundle, Ways};
use crate::graph::words::stop_words;
use crate::graph::{End, Picture};
use crate::terminal::count;

const ROW: f64 = 24.0;
/// Where the line stands from which the rows branch off.
pub(super) const TRUNK: f64 = 8.0;
const LABEL: f64 = 24.0;
const MOST_LABEL: f64 = 180.0;
const MOST_NAME: f64 = 150.0;
const MOST_DIALOG: f64 = 110.0;
/// How long an arrow is.
const ARROW: f64 = 20.0;
const PILL_PADDING: f64 = 10.0;
const PILL: f64 = 20.0;
/// Room for the sign of an end, with its word under it and beside it.
const SIGN_ABOVE: f64 = 28.0;
const SIGN_BESIDE: f64 = 15.0;

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
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The middle of the row.
    pub(super) y: f64,
    label: String,
    /// From where to where its arrow goes.
    arrow_from: f64,
    arrow_to: f64,
    pill: Pill,
    #[serde(skip)]
    pub(super) edges: Vec<usize>,
    #[serde(skip)]
    pub(super) to: End,
}

/// What stands at the end of an arrow that leads away: a name with its dialog, or the word for an end.
#[derive(Debug, Serialize)]
struct Pill {
    x: f64,
    width: f64,
    name: String,
    name_x: f64,
    dialog: String,
    dialog_x: f64,
}

/// The only way out of a card.
#[derive(Debug, Serialize)]
pub(super) struct Lone {
    #[serde(flatten)]
    pub(super) size: Size,
    pill: Pill,
    #[serde(skip)]
    pub(super) edges: Vec<usize>,
    #[serde(skip)]
    pub(super) to: End,
}

impl Exits {
    /// The list of these bundles, which leave one card.
    pub(super) fn of(bundles: &[Bundle], picture: &Picture) -> Self {
        let label = |bundle: &Bundle| fitted(&labels(&bundle.edges, picture), MOST_LABEL, LABEL_FONT);
        let labels: Vec<String> = bundles.iter().map(label).collect();
        let end =
            |label: &String| if label.is_empty() { TRUNK } else { LABEL + width(label, LABEL_FONT) + 5.0 };
        let widest = labels.iter().map(end).fold(TRUNK, f64::max);
        let mut size = Size { width: 0.0, height: 0.0 };
        let mut rows = Vec::with_capacity(bundles.len());
        for (bundle, label) in bundles.iter().zip(labels) {
            let pill = pill(bundle.to, widest + ARROW, picture);
            size.width = size.width.max(pill.x + pill.width);
            rows.push(Row {
                y: size.height + ROW / 2.0,
                arrow_from: end(&label),
                arrow_to: pill.x,
                label,
                pill,
                edges: bundle.edges.clone(),
                to: bundle.to,
            });
            size.height += ROW;
        }
        Self { rows, size }
    }
}

impl Lone {
    /// A bundle that is the only one to leave its card.
    pub(super) fn of(bundle: &Bundle, picture: &Picture) -> Self {
        let pill = pill(bundle.to, 0.0, picture);
        let size = match bundle.to {
            End::Node(_) => Size { width: pill.width, height: PILL },
            End::Stop(_) => Size { width: width(&pill.name, NAME_FONT).max(PILL), height: SIGN_ABOVE },
        };
        Self { size, pill, edges: bundle.edges.clone(), to: bundle.to }
    }
}

/// What all edges of a row are taken for.
fn labels(edges: &[usize], picture: &Picture) -> String {
    let labels = edges.iter().map(|edge| picture.edges[*edge].marked_label(&picture.played));
    labels.filter(|label| !label.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn pill(to: End, x: f64, picture: &Picture) -> Pill {
    let (name, dialog, padding) = match to {
        End::Node(node) => {
            let node = &picture.nodes[node];
            (node.head(), picture.dialogs[node.dialog].name.as_str(), PILL_PADDING)
        }
        End::Stop(stop) => (stop_words(stop), "", SIGN_BESIDE),
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
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    text: String,
    told: String,
    /// The only card that it comes from, if that is drawn.
    source: Option<usize>,
    #[serde(flatten)]
    pub(super) size: Size,
}

const MOST_ENTRY: f64 = 200.0;

impl Entry {
    /// What leads to a card from elsewhere, if anything does.
    pub(super) fn of(node: usize, ways: &Ways, picture: &Picture) -> Option<Self> {
        let place = |from: &usize| {
            let node = &picture.nodes[*from];
            format!("{} ({})", node.head(), picture.dialogs[node.dialog].name)
        };
        let begins = picture.nodes[node].begins.as_deref();
        let from = &ways.into[node];
        let text = match (begins, from.as_slice()) {
            (None, []) => return None,
            (Some(begins), []) => begins.to_owned(),
            (None, [only]) => format!("from {}", place(only)),
            (None, several) => format!("from {} places", several.len()),
            (Some(begins), several) => format!("{begins}, and from {}", count(several.len(), "place")),
        };
        let told: Vec<String> = begins.map(str::to_owned).into_iter().chain(from.iter().map(place)).collect();
        let text = fitted(&text, MOST_ENTRY, DIALOG_FONT);
        let size = Size { width: width(&text, DIALOG_FONT) + 2.0 * PILL_PADDING, height: PILL };
        let source = from.first().copied().filter(|only| from.len() == 1 && picture.is_drawn(*only));
        Some(Self { text, told: told.join("\n"), source, size })
    }
}
