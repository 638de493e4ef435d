//! LCOV, which code review and editors read.

use std::fmt::Write;

use crate::test_run::coverage::lines::{Line, lines};
use crate::test_run::coverage::{Coverage, CoveredFile};

/// The coverage as an LCOV tracefile: a record for each file.
///
/// A line's count is that of what has happened most on it. Where several things stand on a line, each is a
/// branch: the ways of a rule, the ends of a call, a question and its next action, several choices.
pub fn lcov(coverage: &Coverage) -> String {
    let mut out = String::new();
    for (name, file) in coverage.files().filter(|(_, file)| !file.items.is_empty()) {
        // Writing into a text does not fail.
        let _ = record(&mut out, name, file);
    }
    out
}

fn record(out: &mut String, name: &str, file: &CoveredFile) -> std::fmt::Result {
    let lines = lines(file);
    writeln!(out, "TN:\nSF:{name}")?;
    let (mut branches, mut taken) = (0, 0);
    for line in &lines {
        write_branches(out, line)?;
        branches += line.branches().len();
        taken += line.branches().iter().filter(|(_, hits)| *hits > 0).count();
    }
    writeln!(out, "BRF:{branches}\nBRH:{taken}")?;
    for line in &lines {
        writeln!(out, "DA:{},{}", line.number, line.hits())?;
    }
    let hit = lines.iter().filter(|line| line.hits() > 0).count();
    writeln!(out, "LF:{}\nLH:{hit}\nend_of_record", lines.len())
}

/// A branch of a line that was never come by has no count at all.
fn write_branches(out: &mut String, line: &Line<'_>) -> std::fmt::Result {
    for (index, (_, hits)) in line.branches().iter().enumerate() {
        write!(out, "BRDA:{},0,{index},", line.number)?;
        match line.hits() {
            0 => writeln!(out, "-")?,
            _ => writeln!(out, "{hits}")?,
        }
    }
    Ok(())
}
