//! Did-you-mean, once for all.

/// The candidate that is most probably meant by `wrong`, if one is near enough.
///
/// Near means: the same word in another case, or an edit distance of at most a third of the longer
/// word, and at least one edit for short words.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wrong.to_lowercase();
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(&folded, &candidate.to_lowercase());
        let allowed = (wrong.chars().count().max(candidate.chars().count()) / 3).max(1);
        let shortest = best.is_none_or(|(shortest, _)| distance < shortest);
        if distance <= allowed && distance < candidate.chars().count() && shortest {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A sentence for a help text: `Did you mean "x"?`, or nothing where no candidate is near.
pub fn did_you_mean<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, candidates).map(|candidate| format!("Did you mean `{candidate}`?"))
}
