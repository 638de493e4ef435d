//! A page for people: the files of the bots with what was played of them. One file that opens from disk.

use minijinja::syntax::SyntaxConfig;
use std::collections::BTreeMap;

use minijinja::Environment;
use minijinja::value::Serde;
use serde::Serialize;

use super::ReportError;
use super::source_line::shown;
use crate::integration::Secrets;
use crate::terminal::printable_line;
use crate::test_run::coverage::lines::{Line, LineState, lines};
use crate::test_run::coverage::{Aspect, Coverage, CoveredFile, Fingerprint, Item, Missing, Tallies, Tally};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// So many lines without an item are shown around those that have one; longer stretches are left out.
const AROUND: usize = 3;

/// The text of a file by its name, if it is at hand.
pub type Texts<'t> = &'t dyn Fn(&str) -> Option<String>;

/// The coverage as a page. A file whose text is not at hand, or is another by now, is told by its lines only.
///
/// # Errors
/// A mistake of this program.
pub fn html(coverage: &Coverage, texts: Texts<'_>, secrets: &Secrets) -> Result<String, ReportError> {
    let tallies = coverage.tallies();
    let shown = Aspect::ALL.into_iter().filter(|aspect| tallies.aspect(*aspect).total > 0);
    let shown: Vec<Aspect> = shown.collect();
    let view = View { texts, secrets, aspects: &shown };
    let told = coverage.files().filter(|(_, file)| !file.items.is_empty()).enumerate();
    let files = told.map(|(index, (name, file))| view.file(index, name, file));
    let page = Page {
        style: STYLE,
        all: Share::of(tallies.overall()),
        aspects: shares(&tallies, &shown),
        files: files.collect(),
        program: concat!("dialogsim ", env!("CARGO_PKG_VERSION")),
    };
    rendered(&page).map_err(|error| ReportError::new("HTML", &error))
}

/// The template's name ends in `.html`, so everything that is filled in is escaped.
fn rendered(page: &Page) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
    templates.set_syntax(syntax);
    templates.render_named_str("page.html", PAGE, Serde(page))
}

#[derive(Serialize)]
struct Page {
    style: &'static str,
    all: Share,
    aspects: Vec<Share>,
    files: Vec<FileView>,
    program: &'static str,
}

/// How much of something is covered.
#[derive(Serialize)]
struct Share {
    name: &'static str,
    fraction: String,
    percent: String,
    /// From 0 to 100, for what is drawn.
    width: String,
    missing: u64,
    total: u64,
    state: &'static str,
}

impl Share {
    fn of(tally: Tally) -> Self {
        let hundredths = tally.hundredths();
        Self {
            name: "",
            fraction: tally.fraction(),
            percent: tally.percent(),
            width: format!("{}.{:02}", hundredths / 100, hundredths % 100),
            missing: tally.total - tally.covered,
            total: tally.total,
            state: match tally {
                tally if tally.is_complete() => "covered",
                tally if tally.covered == 0 => "missed",
                _ => "partly",
            },
        }
    }
}

/// Those of the aspects that are shown.
fn shares(tallies: &Tallies, shown: &[Aspect]) -> Vec<Share> {
    let share = |aspect: &Aspect| Share { name: aspect.name(), ..Share::of(tallies.aspect(*aspect)) };
    shown.iter().map(share).collect()
}

/// A file with its dialogs and its lines.
#[derive(Serialize)]
struct FileView {
    name: String,
    anchor: String,
    all: Share,
    dialogs: Vec<DialogView>,
    rows: Vec<Row>,
    /// Why its text is not shown.
    remark: Option<&'static str>,
}

#[derive(Serialize)]
struct DialogView {
    name: String,
    anchor: String,
    all: Share,
    aspects: Vec<Share>,
}

/// A line of a file, or a stretch of lines that is left out.
#[derive(Default, Serialize)]
struct Row {
    number: u32,
    anchor: String,
    text: String,
    state: &'static str,
    hits: Option<u64>,
    /// Everything on it, for whoever points at it.
    told: String,
    /// What has never happened on it.
    missing: Vec<String>,
    /// How many lines are left out here.
    left_out: usize,
}

/// What files are looked at with.
struct View<'v> {
    texts: Texts<'v>,
    secrets: &'v Secrets,
    aspects: &'v [Aspect],
}

impl View<'_> {
    fn file(&self, index: usize, name: &str, file: &CoveredFile) -> FileView {
        let lines = lines(file);
        let missing: BTreeMap<&Item, Missing<'_>> =
            file.missing().into_iter().map(|missing| (missing.item, missing)).collect();
        let anchor = format!("file-{}", index + 1);
        let (rows, remark) = match (self.texts)(name) {
            Some(text) if Fingerprint::of(&text) == file.fingerprint => {
                (rows_of_text(&text, &lines, &missing, &anchor, self.secrets), None)
            }
            Some(_) => (
                rows_without_text(&lines, &missing, &anchor),
                Some("The file has changed since it was played."),
            ),
            None => (rows_without_text(&lines, &missing, &anchor), Some("The file is not at hand.")),
        };
        let first = first_lines(&lines);
        let dialogs = file.dialogs().into_iter().map(|(dialog, tallies)| DialogView {
            name: printable_line(dialog).into_owned(),
            anchor: format!("{anchor}-{}", first.get(dialog).copied().unwrap_or(1)),
            all: Share::of(tallies.overall()),
            aspects: shares(&tallies, self.aspects),
        });
        FileView {
            name: printable_line(name).into_owned(),
            all: Share::of(file.tallies().overall()),
            dialogs: dialogs.collect(),
            rows,
            remark,
            anchor,
        }
    }
}

/// The line of each dialog's first item.
fn first_lines<'l>(lines: &'l [Line<'l>]) -> BTreeMap<&'l str, u32> {
    let dialogs =
        lines.iter().flat_map(|line| line.items.iter().map(|(item, _)| (&*item.dialog, line.number)));
    let mut first = BTreeMap::new();
    dialogs.for_each(|(dialog, number)| {
        first.entry(dialog).or_insert(number);
    });
    first
}

fn rows_of_text(
    text: &str,
    lines: &[Line<'_>],
    missing: &BTreeMap<&Item, Missing<'_>>,
    anchor: &str,
    secrets: &Secrets,
) -> Vec<Row> {
    let written: Vec<&str> = text.lines().collect();
    let mut is_near = vec![false; written.len()];
    for line in lines {
        let index = (line.number as usize).saturating_sub(1);
        let end = (index + AROUND + 1).min(written.len());
        is_near[index.saturating_sub(AROUND).min(end)..end].fill(true);
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut items = lines.iter().peekable();
    for (index, text) in written.iter().enumerate() {
        if !is_near[index] {
            match rows.last_mut().filter(|row| row.left_out > 0) {
                Some(row) => row.left_out += 1,
                None => rows.push(Row { left_out: 1, ..Row::default() }),
            }
            continue;
        }
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let row =
            items.next_if(|line| line.number == number).map(|line| row_of(line, missing)).unwrap_or_default();
        rows.push(Row { number, anchor: format!("{anchor}-{number}"), text: shown(text, secrets), ..row });
    }
    rows
}

fn rows_without_text(lines: &[Line<'_>], missing: &BTreeMap<&Item, Missing<'_>>, anchor: &str) -> Vec<Row> {
    lines
        .iter()
        .map(|line| Row { anchor: format!("{anchor}-{}", line.number), ..row_of(line, missing) })
        .collect()
}

/// Of what is missing, what only follows from something else is not said on the line.
fn row_of(line: &Line<'_>, missing: &BTreeMap<&Item, Missing<'_>>) -> Row {
    let told: Vec<String> = line.items.iter().map(|(item, hits)| item.told(*hits)).collect();
    let missing = line.items.iter().filter_map(|(item, _)| missing.get(item));
    Row {
        number: line.number,
        state: match line.state() {
            LineState::Covered => "covered",
            LineState::Partly => "partly",
            LineState::Missed => "missed",
        },
        hits: Some(line.hits()),
        told: printable_lines(told),
        missing: missing.map(|missing| printable_line(&missing.to_string()).into_owned()).collect(),
        ..Row::default()
    }
}

fn printable_lines(lines: Vec<String>) -> String {
    lines.iter().map(|line| printable_line(line)).collect::<Vec<_>>().join("\n")
}
