//! What a problem is known by after the lines around it have changed.

use std::collections::HashMap;

use super::Diagnostic;
use crate::source::{Sources, stable_hash};

/// A fingerprint for each of the problems, in their order.
///
/// It is made of the rule, the file, and the line as it is written, without its indentation; of several with
/// the same, of which one it is. So it stays as it is when the problem moves up or down in its file, and when
/// messages are worded better. It is the same on every machine and in every version.
pub fn fingerprints(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let fingerprint = |found: &Diagnostic| {
        let (file, line) = found.labels.first().map_or_else(Default::default, |label| {
            let source = sources.get(label.span.source);
            let line = source.line(sources.position(label.span).line).trim();
            (source.name().replace('\\', "/"), line)
        });
        let first = hash([found.rule.name.as_bytes(), file.as_bytes(), line.as_bytes()]);
        let nth = seen.entry(first).and_modify(|nth| *nth += 1).or_insert(0);
        format!("{:016x}", hash([&first.to_le_bytes()[..], &nth.to_le_bytes()[..]]))
    };
    diagnostics.iter().map(fingerprint).collect()
}

/// The end of a part is a byte that no text holds, so that no two lists of parts run together alike.
fn hash<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> u64 {
    stable_hash(parts.into_iter().flat_map(|part| part.iter().copied().chain([0xff])))
}
