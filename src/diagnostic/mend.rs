//! Fixes put to work: texts as they are afterwards.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Diagnostic, Edit, Fix, Safety};
use crate::source::{SourceId, Sources};

/// What fixes make of files.
#[derive(Debug, Default)]
pub struct Mended {
    /// Which of the diagnostics were mended, by their places in the list.
    pub mended: Vec<usize>,
    /// The files that changed.
    pub files: Vec<MendedFile>,
}

/// A file that is changed by fixes.
#[derive(Debug, PartialEq, Eq)]
pub struct MendedFile {
    /// The file as it was.
    pub source: SourceId,
    /// Its text afterwards.
    pub text: String,
    /// Where the text is new, in bytes of it.
    pub new: Vec<Range<usize>>,
}

/// Applies the fixes of the diagnostics that are at most as bold as `allowed`, in their order. A fix that meets
/// another one in a file waits: whoever looks at the new texts will find its problem again.
///
/// A file that was read several times has several ids: `file_of` says which one stands for it, and nothing for a
/// file that is not to be changed.
pub fn mend(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    allowed: Safety,
    file_of: &dyn Fn(SourceId) -> Option<SourceId>,
) -> Mended {
    let mut chosen: BTreeMap<SourceId, Chosen> = BTreeMap::new();
    let mut mended = Vec::new();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.safety <= allowed) else { continue };
        let Some(edits) = placed(fix, file_of) else { continue };
        let meets = |(file, edit): &(SourceId, &Edit)| {
            chosen.get(file).is_some_and(|chosen| chosen.meets(edit.span.range()))
        };
        if edits.iter().any(meets) {
            continue;
        }
        mended.push(index);
        for (file, edit) in edits {
            chosen.entry(file).or_default().add(edit);
        }
    }
    let applied = |(source, chosen): (SourceId, Chosen)| chosen.apply(source, sources.get(source).text());
    Mended { mended, files: chosen.into_iter().map(applied).collect() }
}

/// The edits of a fix with their files; none where one of these is not to be changed.
fn placed<'f>(
    fix: &'f Fix,
    file_of: &dyn Fn(SourceId) -> Option<SourceId>,
) -> Option<Vec<(SourceId, &'f Edit)>> {
    fix.edits.iter().map(|edit| Some((file_of(edit.span.source)?, edit))).collect()
}

/// The edits of one file, by where they begin and end. Those that begin at the same place are of one fix.
#[derive(Default)]
struct Chosen {
    edits: BTreeMap<(usize, usize), String>,
}

impl Chosen {
    /// Whether something changes within a stretch or at its ends.
    fn meets(&self, range: Range<usize>) -> bool {
        let before = self.edits.range(..=(range.end, usize::MAX)).next_back();
        before.is_some_and(|((_, end), _)| *end >= range.start)
    }

    fn add(&mut self, edit: &Edit) {
        let range = edit.span.range();
        self.edits.insert((range.start, range.end), edit.text.clone());
    }

    fn apply(self, source: SourceId, old: &str) -> MendedFile {
        let (mut text, mut new, mut at) = (String::with_capacity(old.len()), Vec::new(), 0);
        for ((start, end), edit) in self.edits {
            text.push_str(old.get(at..start).unwrap_or(""));
            new.push(text.len()..text.len() + edit.len());
            text.push_str(&edit);
            at = end;
        }
        text.push_str(old.get(at..).unwrap_or(""));
        MendedFile { source, text, new }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rule;
    use crate::source::Span;

    rule! {
        /// Any problem.
        ANY = "any", Error
    }

    /// A fix: how bold it is, and its edits.
    type Edits<'e> = (Safety, &'e [(usize, usize, &'e str)]);

    /// What becomes of `0123456789` with fixes of these edits, and which of them were applied.
    fn mended(fixes: &[Edits<'_>], allowed: Safety) -> (String, Vec<usize>) {
        let mut sources = Sources::default();
        let id = sources.add("x", "0123456789");
        let span = |range: Range<usize>| Span::new(id, range);
        let problem = |(safety, edits): &Edits<'_>| {
            let edits = edits
                .iter()
                .map(|(start, end, text)| Edit { span: span(*start..*end), text: (*text).to_owned() });
            Diagnostic::new(&ANY, span(0..1), "x").fix(Fix {
                title: String::new(),
                safety: *safety,
                edits: edits.collect(),
            })
        };
        let problems: Vec<Diagnostic> = fixes.iter().map(problem).collect();
        let mended = mend(&problems, &sources, allowed, &Some);
        let text = mended.files.first().map_or_else(String::new, |file| file.text.clone());
        (text, mended.mended)
    }

    use Safety::{Safe, Unsafe};

    #[test]
    fn fixes_are_applied_in_the_order_of_the_file() {
        let fixes: [Edits<'_>; 3] =
            [(Safe, &[(8, 9, "B")]), (Safe, &[(4, 4, "+")]), (Safe, &[(0, 2, ""), (6, 7, "A")])];
        assert_eq!(mended(&fixes, Safe), ("23+45A7B9".to_owned(), vec![0, 1, 2]));
    }

    #[test]
    fn what_meets_another_fix_waits() {
        let fixes: [Edits<'_>; 5] = [
            (Safe, &[(2, 5, "A")]),
            (Safe, &[(3, 4, "B")]),
            (Safe, &[(5, 5, "C")]),
            (Safe, &[(7, 8, "D"), (0, 2, "E")]),
            (Safe, &[(6, 8, "F")]),
        ];
        assert_eq!(mended(&fixes, Safe), ("01A5F89".to_owned(), vec![0, 4]));
    }

    #[test]
    fn what_is_bolder_than_allowed_stays() {
        let fixes: [Edits<'_>; 2] = [(Unsafe, &[(0, 1, "A")]), (Safe, &[(2, 3, "B")])];
        assert_eq!(mended(&fixes, Safe), ("01B3456789".to_owned(), vec![1]));
        assert_eq!(mended(&fixes, Unsafe), ("A1B3456789".to_owned(), vec![0, 1]));
    }
}
