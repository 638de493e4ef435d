//! What changes in a file, line by line, as version control shows it.

use similar::{ChangeTag, TextDiff};

use crate::terminal::{Style, Terminal, printable_line};

/// So many lines around a change are shown.
const AROUND: usize = 3;

/// The difference of a file's old text and its new one.
pub fn diff(name: &str, old: &str, new: &str, terminal: &Terminal) -> String {
    let name = printable_line(name);
    let was = if old.is_empty() { "/dev/null".to_owned() } else { name.to_string() };
    let mut out = terminal.paint(Style::Path, &format!("--- {was}\n+++ {name}"));
    out.push('\n');
    let lines = TextDiff::from_lines(old, new);
    for hunk in lines.unified_diff().context_radius(AROUND).iter_hunks() {
        out.push_str(&terminal.paint(Style::Dim, &hunk.header().to_string()));
        out.push('\n');
        for change in hunk.iter_changes() {
            let line = printable_line(change.value().trim_end_matches(['\n', '\r'])).into_owned();
            let line = match change.tag() {
                ChangeTag::Equal => format!(" {line}"),
                ChangeTag::Delete => terminal.paint(Style::Removed, &format!("-{line}")),
                ChangeTag::Insert => terminal.paint(Style::Added, &format!("+{line}")),
            };
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}
