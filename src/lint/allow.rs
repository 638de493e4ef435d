//! Inline allowances: `# dialogsim: allow RULE because REASON` on the line of a problem, or in the
//! comment lines directly above it; in code, `// dialogsim: allow …`.

use std::collections::HashMap;
use std::ops::Range;

use super::Selection;
use super::layout::{line_end, line_start};
use super::registry::{LINTS, find_rule, is_lint};
use crate::diagnostic::{Diagnostic, Fix, Rule, Safety, Severity, nearest, rule};
use crate::load::Loaded;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::Comment;

rule! {
    /// An allowance that allows nothing.
    ///
    /// `# dialogsim: allow RULE because REASON` stands where the rule finds nothing: the problem was
    /// mended, or the comment was moved away from it. Left in place it would hide the next problem of
    /// that kind from everybody. Take it out.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       # dialogsim: allow delay-over-limit because the platform was asked
    ///       - text: Hello!
    ///         delay: 2s
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         delay: 2s
    /// ```
    pub UNUSED_ALLOW = "unused-allow", Warning

    /// A comment that is meant as an allowance and is none.
    ///
    /// An allowance names one rule and gives a reason, `# dialogsim: allow RULE because REASON`, so
    /// that whoever reads the bot later knows why the problem may stay. With a name that is no rule, or
    /// without a reason, nothing is allowed. What makes a file unreadable can never be allowed.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your order number?
    ///         fallback: An order number has six digits.
    ///         rules:
    ///           - regex: \d{6}  # dialogsim: allow unanchored-regex
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your order number?
    ///         fallback: An order number has six digits.
    ///         rules:
    ///           - regex: \d{6}  # dialogsim: allow unanchored-regex because people write whole sentences
    /// ```
    pub MALFORMED_ALLOW = "malformed-allow", Error
}

/// The rules of this module.
pub static ALL: &[&Rule] = &[&UNUSED_ALLOW, &MALFORMED_ALLOW];

const FORM: &str = "Write `# dialogsim: allow RULE because REASON`";

/// Takes out what is allowed, and adds what is wrong with the allowances.
pub(super) fn apply(
    found: Vec<Diagnostic>,
    loaded: &Loaded,
    in_code: &HashMap<SourceId, Vec<Span>>,
    sources: &Sources,
    selection: &Selection,
) -> Vec<Diagnostic> {
    let mut kept = Vec::with_capacity(found.len());
    let mut allowances = Allowances::default();
    for (source, comments) in &loaded.comments {
        allowances.read(*source, &spans(comments), sources, &mut kept);
    }
    for (source, comments) in in_code {
        allowances.read(*source, comments, sources, &mut kept);
    }
    kept.retain(|diagnostic| selection.selects(diagnostic.rule));
    kept.extend(found.into_iter().filter(|diagnostic| !allowances.allow(diagnostic)));
    // With parts of the bot missing, nobody knows what the rules would have found.
    let is_whole = loaded.diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error);
    if is_whole && selection.selects(&UNUSED_ALLOW) {
        kept.extend(allowances.unused(selection, sources));
    }
    kept
}

/// What is wrong with the allowances in files of transcripts: nothing that is wrong there can be allowed.
pub fn in_vain(
    comments: &[(SourceId, Vec<Comment>)],
    sources: &Sources,
    selection: &Selection,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut allowances = Allowances::default();
    for (source, comments) in comments {
        allowances.read(*source, &spans(comments), sources, &mut found);
    }
    found.extend(allowances.unused(selection, sources));
    found.retain(|diagnostic| selection.selects(diagnostic.rule));
    found
}

fn spans(comments: &[Comment]) -> Vec<Span> {
    comments.iter().map(|comment| comment.span).collect()
}

/// All well-formed allowances of a bot.
#[derive(Default)]
struct Allowances {
    list: Vec<Allowance>,
    by_place: HashMap<(SourceId, usize, &'static str), Vec<usize>>,
    line_starts: HashMap<SourceId, Vec<usize>>,
}

struct Allowance {
    rule: &'static Rule,
    /// The whole comment.
    comment: Span,
    /// The rule's name in the comment.
    span: Span,
    used: bool,
}

impl Allowances {
    fn read(&mut self, source: SourceId, comments: &[Span], sources: &Sources, out: &mut Vec<Diagnostic>) {
        if !comments.iter().any(|comment| sources.slice(*comment).contains("dialogsim")) {
            return;
        }
        let text = sources.get(source).text();
        let starts = line_starts(text);
        // From the last to the first: the line that a comment on its own is about is the one below it,
        // or what the comment on that line is about.
        let mut below: Option<(usize, usize)> = None;
        for comment in comments.iter().rev() {
            let line = line_of(&starts, comment.start as usize);
            let before = &text[starts.get(line).copied().unwrap_or(0)..comment.start as usize];
            let target = if !before.trim().is_empty() {
                line
            } else {
                let target =
                    below.filter(|(next, _)| *next == line + 1).map_or(line + 1, |(_, target)| target);
                below = Some((line, target));
                target
            };
            self.read_comment(*comment, sources.slice(*comment), target, out);
        }
        self.line_starts.insert(source, starts);
    }

    fn read_comment(&mut self, span: Span, text: &str, line: usize, out: &mut Vec<Diagnostic>) {
        let Some(parsed) = parse(text) else { return };
        let part = |range: Range<usize>| {
            let start = span.start as usize;
            Span::new(span.source, start + range.start..start + range.end)
        };
        match parsed {
            Ok((rule, range)) => {
                let index = self.list.len();
                self.by_place.entry((span.source, line, rule.name)).or_default().push(index);
                self.list.push(Allowance { rule, comment: span, span: part(range), used: false });
            }
            Err(Mistake { range, message, label, help, meant }) => {
                let rewrite = |meant| {
                    Fix::replace(format!("Write `{meant}`"), Safety::Unsafe, part(range.clone()), meant)
                };
                let fix = meant.map(rewrite);
                let diagnostic = Diagnostic::new(&MALFORMED_ALLOW, part(range), message);
                out.push(diagnostic.label(label).help(help).fix_if(fix));
            }
        }
    }

    fn allow(&mut self, diagnostic: &Diagnostic) -> bool {
        let span = diagnostic.span();
        let Some(starts) = self.line_starts.get(&span.source) else { return false };
        let line = line_of(starts, span.start as usize);
        let Some(indices) = self.by_place.get(&(span.source, line, diagnostic.rule.name)) else {
            return false;
        };
        for &index in indices {
            self.list[index].used = true;
        }
        true
    }

    fn unused(&self, selection: &Selection, sources: &Sources) -> impl Iterator<Item = Diagnostic> {
        let unused =
            self.list.iter().filter(|allowance| !allowance.used && selection.selects(allowance.rule));
        unused.map(move |allowance| {
            let message = format!("nothing here needs `{}` to be allowed", allowance.rule.name);
            Diagnostic::new(&UNUSED_ALLOW, allowance.span, message).label("this rule finds nothing here").help(
                "An allowance is for its own line, or for the line right below it. Left in place it would hide \
                 the next such problem: take it out, or move it to the problem that it is for.",
            )
            .fix_if(without(allowance.comment, sources))
        })
    }
}

/// Takes a comment out, with the blanks before it; where it has its line to itself, with the line.
fn without(comment: Span, sources: &Sources) -> Option<Fix> {
    let text = sources.get(comment.source).text();
    let (start, end) = (comment.start as usize, comment.end as usize);
    let line = line_start(text, start);
    let before = text.get(line..start)?;
    let range = match before.trim().is_empty() {
        true if is_next_deeper(text, line, before.len()) => return None,
        true => line..line_end(text, end),
        false => line + before.trim_end().len()..end,
    };
    Some(Fix::replace("Take the allowance out", Safety::Safe, Span::new(comment.source, range), ""))
}

/// Whether the line after this one is indented deeper: where this is the first one of a text of several lines, it says
/// how deep the others must be.
fn is_next_deeper(text: &str, line: usize, indent: usize) -> bool {
    let below = &text[line_end(text, line)..];
    let next = below.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let is_code = text[line + indent..].starts_with('/');
    is_code && next.len() - next.trim_start().len() > indent
}

fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
    std::iter::once(0).chain(breaks.map(|(offset, _)| offset + 1)).collect()
}

/// The line of an offset, counted from 0.
fn line_of(starts: &[usize], offset: usize) -> usize {
    starts.partition_point(|&start| start <= offset).saturating_sub(1)
}

struct Mistake {
    range: Range<usize>,
    message: String,
    label: String,
    help: String,
    /// The word that is meant instead.
    meant: Option<&'static str>,
}

/// Reads a comment with its `#` or `//`: `None` where it is not about allowances at all.
fn parse(comment: &str) -> Option<Result<(&'static Rule, Range<usize>), Mistake>> {
    let mut words =
        Words { text: comment, offset: comment.find(|letter| !matches!(letter, '#' | '/' | ' '))? };
    let program = words.next()?;
    let colon = match &comment[program] {
        "dialogsim:" => true,
        "dialogsim" => false,
        _ => return None,
    };
    let verb = words.next()?;
    let written = &comment[verb.clone()];
    if written != "allow" {
        let meant = colon && nearest(written, ["allow"]).is_some();
        let mistake = |verb| mistake(verb, "this comment allows nothing", "did you mean `allow`?");
        return meant.then(|| Err(Mistake { meant: Some("allow"), ..mistake(verb) }));
    }
    if !colon {
        return Some(Err(mistake(verb, "this comment allows nothing", "a `:` is missing before this word")));
    }
    Some(parse_allowance(&mut words, verb))
}

fn parse_allowance(
    words: &mut Words<'_>,
    verb: Range<usize>,
) -> Result<(&'static Rule, Range<usize>), Mistake> {
    let text = words.text;
    let name = match words.next() {
        Some(name) if &text[name.clone()] != "because" => name,
        _ => return Err(mistake(verb, "an allowance must name a rule", "which rule?")),
    };
    let rule = allowed_rule(&text[name.clone()], name.clone())?;
    let reason = "an allowance must say why the problem may stay";
    let because = match words.next() {
        None => return Err(mistake(name, reason, "`because` and a reason are missing")),
        Some(word) if &text[word.clone()] == "because" => word,
        Some(word) => return Err(mistake(word, reason, "`because` is expected here")),
    };
    if words.next().is_none() {
        return Err(mistake(because, reason, "the reason is missing"));
    }
    Ok((rule, name))
}

fn allowed_rule(name: &str, range: Range<usize>) -> Result<&'static Rule, Mistake> {
    if find_rule(name).is_ok_and(|rule| !is_lint(rule)) {
        let help =
            "Only what `check` finds in a bot that can be read can be allowed. Mend the problem itself.";
        let mistake =
            mistake(range, &format!("`{name}` cannot be allowed"), "not a rule that can be allowed");
        return Err(Mistake { help: help.to_owned(), ..mistake });
    }
    match LINTS.iter().find(|lint| lint.rule.name == name) {
        Some(lint) => Ok(lint.rule),
        None => {
            let meant = nearest(name, LINTS.iter().map(|lint| lint.rule.name));
            let label =
                meant.map_or("no rule of that name".to_owned(), |meant| format!("did you mean `{meant}`?"));
            Err(Mistake { meant, ..mistake(range, &format!("there is no rule `{name}`"), &label) })
        }
    }
}

fn mistake(range: Range<usize>, message: &str, label: &str) -> Mistake {
    let help = format!("{FORM}; as it stands, nothing is allowed.");
    Mistake { range, message: message.to_owned(), label: label.to_owned(), help, meant: None }
}

/// The words of a comment with their places.
struct Words<'t> {
    text: &'t str,
    offset: usize,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.offset..];
        let start = self.offset + rest.find(|letter: char| !letter.is_whitespace())?;
        let rest = &self.text[start..];
        let end = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
        self.offset = end;
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "what is not as expected here fails the test")]

    use super::*;

    rule! {
        /// A rule that has to prove itself.
        ON_TRIAL = "on-trial", Warning, preview
    }

    #[test]
    fn an_unused_allowance_of_a_preview_rule_is_reported_only_where_the_rule_is_checked() {
        let text = "# dialogsim: allow on-trial because of it\nbot: Demo\n";
        let mut sources = Sources::default();
        let source = sources.add("bot.yaml", text);
        let span = |word: &str| {
            let start = text.find(word).expect("the word");
            Span::new(source, start..start + word.len())
        };
        let comment = span(text.lines().next().expect("a line"));
        let allowance = Allowance { rule: &ON_TRIAL, comment, span: span("on-trial"), used: false };
        let allowances = Allowances { list: vec![allowance], ..Allowances::default() };
        let unused = |selection: Selection| allowances.unused(&selection, &sources).count();
        let only = Selection { only: vec!["on-trial".to_owned()], ..Selection::default() };
        assert_eq!(unused(Selection::default()), 0);
        assert_eq!(unused(Selection { preview: true, ..Selection::default() }), 1);
        assert_eq!(unused(only), 1);
    }
}
