//! The examples of a rule's manual, and what mending makes of the one that fails.

use crate::diagnostic::{Diagnostic, Rule, Safety, Stage, mend};
use crate::load::{FileKind, MemoryFiles, load_transcripts, recognise};
use crate::source::Sources;

use super::{Selection, check_bot};

/// The name of an example's file.
const FILE: &str = "bot.yaml";

/// So often the fixes of an example are applied.
const MOST_ROUNDS: usize = 10;

/// The failing example of a rule after its own fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MendedExample {
    /// What the first fix does, as a command.
    pub title: String,
    /// The boldest of the fixes.
    pub safety: Safety,
    /// The example's text afterwards.
    pub text: String,
}

/// The examples of a manual that are marked with `word`: `fails` or `passes`.
pub fn examples(rule: &Rule, word: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut current: Option<String> = None;
    for line in rule.manual().lines() {
        if line == format!("```yaml {word}") {
            current = Some(String::new());
        } else if line == "```" {
            examples.extend(current.take());
        } else if let Some(example) = &mut current {
            example.push_str(line);
            example.push('\n');
        }
    }
    examples
}

/// What is found in an example of a rule, be it a bot or a file of transcripts: by the stable rules and by itself.
pub fn findings(example: &str, rule: &Rule, sources: &mut Sources) -> Vec<Diagnostic> {
    let files = MemoryFiles::default().with(FILE, example);
    match recognise(example) {
        FileKind::Transcripts => load_transcripts(FILE, &files, sources).diagnostics,
        FileKind::Bot | FileKind::Other => {
            let everything = Selection { preview: true, ..Selection::default() };
            let found = check_bot(FILE, &files, sources, &everything).diagnostics;
            let counts = |found: &Diagnostic| found.rule.stage == Stage::Stable || found.rule == rule;
            found.into_iter().filter(counts).collect()
        }
    }
}

/// What the rule's own fixes make of its failing example; none where they cannot mend it.
pub fn mended_example(rule: &Rule) -> Option<MendedExample> {
    let mut text = examples(rule, "fails").into_iter().next()?;
    let mut mended: Option<MendedExample> = None;
    for _ in 0..MOST_ROUNDS {
        let mut sources = Sources::default();
        let mut found = findings(&text, rule, &mut sources);
        found.retain(|found| found.rule == rule);
        let step = mend(&found, &sources, Safety::Unsafe, &Some);
        let Some(file) = step.files.into_iter().next() else { break };
        text.clone_from(&file.text);
        for fix in step.mended.iter().filter_map(|index| found[*index].fix.as_ref()) {
            let so_far = mended.get_or_insert_with(|| MendedExample {
                title: fix.title.clone(),
                safety: fix.safety,
                text: String::new(),
            });
            so_far.safety = so_far.safety.max(fix.safety);
            so_far.text.clone_from(&file.text);
        }
    }
    mended
}
