//! Patterns with a choice outside parentheses.

use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::visit::patterns;
use crate::source::Text;

rule! {
    /// A `|` stands in a pattern outside parentheses.
    ///
    /// The platform documents `(one|other)` and does not say what `one|other` means. Here it is a choice
    /// between all that stands on either side: `*a|b*` is `*a` or `b*`, not `*(a|b)*`. With parentheses it is
    /// clear to everybody, and sure to mean the same on the platform.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hi|hello] }
    ///       - text: Hello!
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [(hi|hello)] }
    ///       - text: Hello!
    /// ```
    pub(crate) CHOICE_WITHOUT_PARENTHESES = "choice-without-parentheses", Info, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for text in patterns(subject).map(|found| found.text) {
        let Ok(pattern) = subject.pattern(text) else { continue };
        let Some(bar) = top_level_bar(text.as_str()).filter(|_| pattern.has_top_level_alternation()) else {
            continue;
        };
        let whole = text.as_str().trim();
        let found = Diagnostic::new(
            &CHOICE_WITHOUT_PARENTHESES,
            text.part(bar..bar + 1),
            "this `|` stands outside parentheses",
        )
        .label("a choice between all on its left and all on its right")
        .help(format!(
            "What the platform makes of it is not documented. If this reading is meant, write `({whole})`; else put \
             the parentheses around the words that may stand for each other."
        ));
        out.push(match in_parentheses(text) {
            Some(fix) => found.fix(fix),
            None => found,
        });
    }
}

/// The first `|` outside all groups.
fn top_level_bar(source: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, sign) in source.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// Around the pattern, where it stands as one run in the file.
fn in_parentheses(text: &Text) -> Option<Fix> {
    let source = text.as_str();
    let (start, end) = (source.len() - source.trim_start().len(), source.trim_end().len());
    let whole = text.part(start..end);
    if whole.range().len() != end - start {
        return None;
    }
    let put = |at: u32, sign: &str| Edit {
        span: crate::source::Span { start: at, end: at, ..whole },
        text: sign.to_owned(),
    };
    Some(Fix {
        title: "Put the choice in parentheses".to_owned(),
        safety: Safety::Safe,
        edits: vec![put(whole.start, "("), put(whole.end, ")")],
    })
}
