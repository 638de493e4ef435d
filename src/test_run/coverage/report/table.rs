//! The table that people read in a terminal, and below it what is missing.

use crate::terminal::{Style, Terminal, display_width, printable_line, wrap};
use crate::test_run::coverage::{Aspect, Coverage, Tallies, Tally};

/// Between two columns.
const GAP: usize = 2;
/// Less than this is left of no dialog's name; then there is no table but a list.
const LEAST_NAME: usize = 12;
/// The title of the last column.
const ALL: &str = "all";

/// Coverage by dialog, then what has never happened with its place; not what only follows from that.
pub fn table(coverage: &Coverage, terminal: &Terminal) -> String {
    let tallies = coverage.tallies();
    if tallies.overall().total == 0 {
        return wrap("No coverage: the bots have nothing to play.", terminal.width, "", "") + "\n";
    }
    let rows = rows(coverage, &tallies);
    let columns = Columns::of(&rows, &tallies);
    let mut out = match columns.room_for_names(&rows, terminal.width) {
        Some(room) => columns.drawn(&rows, room, terminal),
        None => columns.listed(&rows, terminal),
    };
    add_missing(&mut out, coverage, terminal);
    out
}

/// A line of the table.
enum Row {
    /// The title of what follows: a file.
    File(String),
    /// A dialog.
    Dialog(String, Tallies),
    /// The last line.
    Total(Tallies),
}

fn rows(coverage: &Coverage, tallies: &Tallies) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, file) in coverage.files().filter(|(_, file)| !file.items.is_empty()) {
        rows.push(Row::File(printable_line(name).into_owned()));
        let dialogs = file.dialogs().into_iter();
        rows.extend(dialogs.map(|(name, own)| Row::Dialog(format!("  {}", printable_line(name)), own)));
    }
    rows.push(Row::Total(*tallies));
    rows
}

impl Row {
    fn title(&self) -> &str {
        match self {
            Self::File(name) | Self::Dialog(name, _) => name,
            Self::Total(_) => "total",
        }
    }

    fn tallies(&self) -> Option<&Tallies> {
        match self {
            Self::File(_) => None,
            Self::Dialog(_, tallies) | Self::Total(tallies) => Some(tallies),
        }
    }
}

/// The columns of aspects that the bots have, each with its width.
struct Columns(Vec<(Aspect, usize)>);

impl Columns {
    fn of(rows: &[Row], tallies: &Tallies) -> Self {
        let width = |aspect: Aspect| {
            let cells = rows.iter().filter_map(Row::tallies).map(|own| own.aspect(aspect).fraction().len());
            cells.chain([aspect.name().len()]).max().unwrap_or(0)
        };
        let shown = Aspect::ALL.into_iter().filter(|aspect| tallies.aspect(*aspect).total > 0);
        Self(shown.map(|aspect| (aspect, width(aspect))).collect())
    }

    /// How wide the first column is, if there is room for it.
    fn room_for_names(&self, rows: &[Row], width: usize) -> Option<usize> {
        let others: usize = self.0.iter().map(|(_, width)| GAP + width).sum();
        let room = width.checked_sub(others + GAP + "100 %".len()).filter(|room| *room >= LEAST_NAME)?;
        let is_name = |row: &&Row| !matches!(row, Row::File(_));
        let longest = rows.iter().filter(is_name).map(|row| display_width(row.title())).max()?;
        Some(room.min(longest.max(LEAST_NAME)))
    }

    fn drawn(&self, rows: &[Row], room: usize, terminal: &Terminal) -> String {
        let mut out = self.line("Coverage", room, |aspect| aspect.map_or(ALL, Aspect::name).to_owned());
        out = terminal.paint(Style::Strong, out.trim_end()) + "\n";
        for row in rows {
            let title = cut(row.title(), room);
            match row {
                Row::File(name) => out += &(terminal.paint(Style::Path, &cut(name, terminal.width)) + "\n"),
                Row::Dialog(_, tallies) => out += &self.cells(&title, room, tallies, terminal),
                Row::Total(tallies) => {
                    out += &self.cells(&terminal.paint(Style::Strong, &title), room, tallies, terminal);
                    out += &self.shares(room, tallies, terminal);
                }
            }
        }
        out
    }

    /// A line with `covered/total` for each aspect, and the share of all.
    fn cells(&self, title: &str, room: usize, tallies: &Tallies, terminal: &Terminal) -> String {
        let cell = |aspect: Option<Aspect>| match aspect {
            Some(aspect) if tallies.aspect(aspect).total == 0 => String::new(),
            Some(aspect) => painted(tallies.aspect(aspect), &tallies.aspect(aspect).fraction(), terminal),
            None => painted(tallies.overall(), &tallies.overall().percent(), terminal),
        };
        self.line(title, room, cell)
    }

    fn shares(&self, room: usize, tallies: &Tallies, terminal: &Terminal) -> String {
        let cell = |aspect: Option<Aspect>| {
            let tally = aspect.map_or_else(|| tallies.overall(), |aspect| tallies.aspect(aspect));
            match aspect {
                Some(_) => painted(tally, &tally.percent(), terminal),
                None => painted(tally, &tally.fraction(), terminal),
            }
        };
        self.line("", room, cell)
    }

    /// The first column to the left, the others to the right; `None` stands for the last one.
    fn line(&self, title: &str, room: usize, cell: impl Fn(Option<Aspect>) -> String) -> String {
        let mut line = title.to_owned() + &blanks(room, title);
        let last = (None, "100 %".len());
        for (aspect, width) in self.0.iter().map(|(aspect, width)| (Some(*aspect), *width)).chain([last]) {
            let cell = cell(aspect);
            line += &" ".repeat(GAP);
            line += &blanks(width, &cell);
            line += &cell;
        }
        line.truncate(line.trim_end().len());
        line + "\n"
    }

    /// What is too wide for a table.
    fn listed(&self, rows: &[Row], terminal: &Terminal) -> String {
        let mut out = terminal.paint(Style::Strong, "Coverage") + "\n";
        for row in rows {
            let Some(tallies) = row.tallies() else {
                out += &(terminal.paint(Style::Path, &cut(row.title(), terminal.width)) + "\n");
                continue;
            };
            let mut parts = vec![format!("{} {}", row.title(), tallies.overall().percent())];
            let shown = self.0.iter().map(|(aspect, _)| *aspect);
            let own = shown.filter(|aspect| tallies.aspect(*aspect).total > 0);
            parts
                .extend(own.map(|aspect| format!("{} {}", aspect.name(), tallies.aspect(aspect).fraction())));
            out += &(wrap(&parts.join(", "), terminal.width, "", "    ") + "\n");
        }
        out
    }
}

fn blanks(width: usize, text: &str) -> String {
    " ".repeat(width.saturating_sub(display_width(text)))
}

fn painted(tally: Tally, text: &str, terminal: &Terminal) -> String {
    let style = match tally {
        tally if tally.is_complete() => Style::Success,
        tally if tally.covered == 0 => Style::Error,
        _ => Style::Warning,
    };
    terminal.paint(style, text)
}

/// A name that has to fit.
fn cut(name: &str, room: usize) -> String {
    if display_width(name) <= room {
        return name.to_owned();
    }
    let mut kept = String::new();
    for letter in name.chars() {
        if display_width(&kept) + display_width(&letter.to_string()) + 1 > room {
            break;
        }
        kept.push(letter);
    }
    kept + "…"
}

fn add_missing(out: &mut String, coverage: &Coverage, terminal: &Terminal) {
    let tally = coverage.tallies().overall();
    if tally.is_complete() {
        return;
    }
    *out += &format!("\n{}\n", terminal.paint(Style::Strong, "Never happened"));
    let mut told = 0;
    for (name, file) in coverage.files() {
        for missing in file.missing() {
            told += missing.count();
            let place = format!("{}:{}", printable_line(name), missing.item.line);
            let place = format!("  {}  ", terminal.paint(Style::Path, &place));
            *out += &(wrap(&printable_line(&missing.to_string()), terminal.width, &place, "      ") + "\n");
        }
    }
    let implied = tally.total - tally.covered - told;
    if implied > 0 {
        let what = if implied == 1 {
            "1 more thing that needs".to_owned()
        } else {
            format!("{implied} more things that need")
        };
        *out += &(wrap(&format!("and {what} one of these to happen."), terminal.width, "  ", "  ") + "\n");
    }
}
