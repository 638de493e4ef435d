//! Patterns that miss the bare word because of a blank beside `*`.

use super::answers::takes_anything;
use super::taken::{LISTED, Taken};
use crate::bot::InteractionKind;
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::visit::{FoundPattern, patterns};
use crate::source::Text;
use crate::text::Pattern;

rule! {
    /// A pattern has a blank beside a `*` at its end, so it does not match the bare word.
    ///
    /// `*` may stand for nothing, the blank must be there: `hi *` matches "hi there", but not "hi", because white
    /// space at the ends of a message is dropped. `hi(| *)` matches both, `hi*` also "history".
    ///
    /// It says nothing where another pattern takes the bare word, nor of several words before the blank, as in
    /// `my name is *`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hi *] }
    ///       - text: Hello!
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hi *, hi] }
    ///       - text: Hello!
    /// ```
    pub(crate) SPACE_AT_STAR = "space-at-star", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for found in patterns(subject) {
        let Some(ends) = Ends::of(found.text.as_str()) else { continue };
        if let Some(word) = ends.words().into_iter().find(|word| !is_taken(subject, &found, word)) {
            out.push(misses(&found, &ends, &word));
        }
    }
}

/// A pattern with a blank and `*` at an end, or at both.
struct Ends<'p> {
    source: &'p str,
    /// What stands between them.
    bare: &'p str,
}

impl<'p> Ends<'p> {
    fn of(source: &'p str) -> Option<Self> {
        let own = source.trim();
        let behind = own.strip_suffix(" *").unwrap_or(own);
        let bare = behind.strip_prefix("* ").unwrap_or(behind).trim();
        (bare.len() < own.len()).then_some(Self { source, bare })
    }

    /// What the bare pattern matches, where that is single words; one of them where there are many.
    fn words(&self) -> Vec<String> {
        let Some(bare) = Pattern::parse(self.bare).ok().filter(|bare| !self.is_mixed(bare)) else {
            return Vec::new();
        };
        let words = bare.messages(LISTED).unwrap_or_else(|| bare.example().into_iter().collect());
        let is_word = |word: &String| word.chars().all(|sign| sign.is_alphanumeric() || "'’-".contains(sign));
        if words.iter().all(is_word) { words } else { Vec::new() }
    }

    /// Whether the ends are not those of the whole pattern, or there is nothing between them.
    fn is_mixed(&self, bare: &Pattern) -> bool {
        let whole = Pattern::parse(self.source);
        bare.matches_everything() || whole.is_ok_and(|whole| whole.has_top_level_alternation())
    }

    /// The same with the blank and the `*` together as a choice.
    fn edits(&self, text: &Text) -> Option<Vec<Edit>> {
        let start = self.source.len() - self.source.trim_start().len();
        let end = self.source.trim_end().len();
        let own = self.source.trim();
        let at_start = own.starts_with("* ").then_some((start..start + 2, "(* |)"));
        let at_end = own.ends_with(" *").then_some((end - 2..end, "(| *)"));
        let edits = at_start.into_iter().chain(at_end).map(|(range, replacement)| {
            let span = text.part(range);
            (span.range().len() == 2).then(|| Edit { span, text: replacement.to_owned() })
        });
        edits.collect()
    }
}

/// Whether something else takes the bare word, or the question is one whose answers are not said but tapped.
fn is_taken(subject: &Subject<'_>, found: &FoundPattern<'_>, word: &str) -> bool {
    if subject.triggers().may_start(subject, word) {
        return true;
    }
    if found.rule.is_none() {
        return !found.place.is_live();
    }
    let interaction = found.place.interaction;
    let is_said =
        matches!(interaction.kind, InteractionKind::TextQuestion(_) | InteractionKind::MultipleChoice(_));
    if !is_said || interaction.rules.iter().any(|rule| takes_anything(subject, rule) && !rule.is_no_match()) {
        return true;
    }
    let taken = Taken::new(subject, interaction);
    taken.is_open || taken.takes(word)
}

fn misses(found: &FoundPattern<'_>, ends: &Ends<'_>, word: &str) -> Diagnostic {
    let text = found.text;
    let diagnostic =
        Diagnostic::new(&SPACE_AT_STAR, text.span(), format!("`{text}` does not match the bare word `{word}`"))
            .label("the blank must stand in the message")
            .help(format!(
                "`*` may stand for nothing, the blank beside it may not, so who says just \"{word}\" is not understood. \
                 Write `{}`, or a pattern for the word alone.",
                ends.mended()
            ));
    match ends.edits(text) {
        Some(edits) => diagnostic.fix(Fix {
            title: "Let the blank be there only with more text".to_owned(),
            safety: Safety::Unsafe,
            edits,
        }),
        None => diagnostic,
    }
}

impl Ends<'_> {
    fn mended(&self) -> String {
        let own = self.source.trim();
        let start = if own.starts_with("* ") { "(* |)" } else { "" };
        let end = if own.ends_with(" *") { "(| *)" } else { "" };
        format!("{start}{}{end}", self.bare)
    }
}
