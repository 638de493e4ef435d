//! Whether a regex can be used, found out without compiling it where that is possible.

use std::ops::Range;

use fancy_regex::{Assertion, Expr, LookAround};
use regex_syntax::ast::{Ast, ErrorKind, RepetitionKind, parse::ParserBuilder};
use regex_syntax::hir::{Look, translate::Translator};

use super::java::{Translated, translate};
use super::{RegexNotes, RegexProblem, backtracking_engine, size};

/// The longest regex, in bytes.
const LONGEST: usize = 4096;
const DEEPEST: u32 = 60;

/// A regex that can be compiled.
pub(super) struct Checked {
    pub(super) notes: RegexNotes,
    /// In the syntax of the engines.
    pub(super) text: String,
}

pub(super) fn check(source: &str) -> Result<Checked, RegexProblem> {
    if source.len() > LONGEST {
        let message = format!("the regex is longer than {LONGEST} bytes");
        return Err(RegexProblem { range: 0..source.len(), message });
    }
    let translated = translate(source);
    let notes = notes(&translated)?;
    Ok(Checked { notes, text: translated.text })
}

fn notes(translated: &Translated) -> Result<RegexNotes, RegexProblem> {
    let text = &translated.text;
    let ast = match ParserBuilder::new().nest_limit(DEEPEST).build().parse(text) {
        Ok(ast) => ast,
        Err(error) if needs_backtracking(error.kind(), &text[error.span().start.offset..]) => {
            return backtracking_notes(translated);
        }
        Err(error) => return Err(problem(translated, range_of(error.span()), error.kind().to_string())),
    };
    size::of_ast(&ast, text).map_err(|range| problem(translated, range, TOO_LARGE.into()))?;
    match stacked_repetition(&ast) {
        Some(Stacked::Possessive) => return backtracking_notes(translated),
        Some(Stacked::Dangling(range)) => return Err(problem(translated, range, DANGLING.into())),
        None => {}
    }
    let hir = Translator::new()
        .translate(text, &ast)
        .map_err(|error| problem(translated, range_of(error.span()), error.kind().to_string()))?;
    Ok(RegexNotes {
        anchored_start: hir.properties().look_set_prefix().contains(Look::Start),
        anchored_end: hir.properties().look_set_suffix().contains(Look::End),
        needs_backtracking: false,
    })
}

const TOO_LARGE: &str =
    "this part is far too large once its repetitions are written out; repeat it fewer times";
const DANGLING: &str = "this repeats a repetition; put what is repeated into a group `(?:…)`";
const NOT_JAVA: &str = "the platform's regular expressions have no such construct";
const UNBOUNDED: &str = "what a look-behind looks for must have a largest length: no `*` or `+` in it";

/// Mistakes that are none in Java's syntax: look-around, references back, atomic groups, `\G`.
fn needs_backtracking(kind: &ErrorKind, rest: &str) -> bool {
    match kind {
        ErrorKind::UnsupportedBackreference | ErrorKind::UnsupportedLookAround => true,
        ErrorKind::FlagUnrecognized => rest.starts_with('>'),
        ErrorKind::EscapeUnrecognized => rest.starts_with(r"\G") || rest.starts_with(r"\k"),
        _ => false,
    }
}

enum Stacked {
    /// `a++`: takes what it can and gives nothing back.
    Possessive,
    /// `a**`: a mistake in Java.
    Dangling(Range<usize>),
}

/// The first repetition directly of a repetition.
fn stacked_repetition(ast: &Ast) -> Option<Stacked> {
    match ast {
        Ast::Repetition(outer) => {
            if !matches!(&*outer.ast, Ast::Repetition(_)) {
                return stacked_repetition(&outer.ast);
            }
            let possessive = matches!(outer.op.kind, RepetitionKind::OneOrMore) && outer.greedy;
            Some(match possessive {
                true => Stacked::Possessive,
                false => Stacked::Dangling(range_of(&outer.op.span)),
            })
        }
        Ast::Group(group) => stacked_repetition(&group.ast),
        Ast::Alternation(alternation) => alternation.asts.iter().find_map(stacked_repetition),
        Ast::Concat(concat) => concat.asts.iter().find_map(stacked_repetition),
        _ => None,
    }
}

/// The check of a regex that only the backtracking engine can run. Few are, so it is compiled: that
/// finds mistakes that the parser does not.
fn backtracking_notes(translated: &Translated) -> Result<RegexNotes, RegexProblem> {
    let whole = 0..translated.text.len();
    let tree = Expr::parse_tree(&translated.text).map_err(|error| from_engine(translated, &error))?;
    if let Some(message) = refused(&tree.expr) {
        return Err(problem(translated, whole, message.into()));
    }
    backtracking_engine(&translated.text).map_err(|error| from_engine(translated, &error))?;
    Ok(RegexNotes {
        anchored_start: anchored(&tree.expr, &Assertion::StartText, false),
        anchored_end: anchored(&tree.expr, &Assertion::EndText, true),
        needs_backtracking: true,
    })
}

fn refused(expr: &Expr) -> Option<&'static str> {
    if size::of_expr(expr) > size::MOST {
        return Some(TOO_LARGE);
    }
    let foreign = |expr: &Expr| {
        matches!(
            expr,
            Expr::KeepOut
                | Expr::BackrefExistsCondition { .. }
                | Expr::Conditional { .. }
                | Expr::SubroutineCall(_)
                | Expr::BacktrackingControlVerb(_)
                | Expr::Absent(_)
                | Expr::DefineGroup { .. }
                | Expr::BackrefWithRelativeRecursionLevel { .. }
        )
    };
    if foreign(expr) || expr.has_descendant(foreign) {
        return Some(NOT_JAVA);
    }
    let unbounded = |expr: &Expr| matches!(expr, Expr::Repeat { hi: usize::MAX, .. });
    let looks_back_far = |expr: &Expr| match expr {
        Expr::LookAround(inner, LookAround::LookBehind | LookAround::LookBehindNeg) => {
            unbounded(inner) || inner.has_descendant(unbounded)
        }
        _ => false,
    };
    (looks_back_far(expr) || expr.has_descendant(looks_back_far)).then_some(UNBOUNDED)
}

/// Whether `assertion` stands at the start (or the end) of the regex, look-around apart.
fn anchored(expr: &Expr, assertion: &Assertion, at_end: bool) -> bool {
    let takes_text = |expr: &&Expr| !matches!(expr, Expr::LookAround(..) | Expr::Empty);
    match expr {
        Expr::Assertion(found) => {
            found == assertion || at_end && matches!(found, Assertion::EndTextIgnoreTrailingNewlines { .. })
        }
        Expr::Concat(parts) => {
            let outermost = match at_end {
                true => parts.iter().rev().find(takes_text),
                false => parts.iter().find(takes_text),
            };
            outermost.is_some_and(|part| anchored(part, assertion, at_end))
        }
        Expr::Alt(choices) => choices.iter().all(|choice| anchored(choice, assertion, at_end)),
        Expr::Group(inner) => anchored(inner, assertion, at_end),
        Expr::AtomicGroup(inner) => anchored(inner, assertion, at_end),
        _ => false,
    }
}

fn from_engine(translated: &Translated, error: &fancy_regex::Error) -> RegexProblem {
    let length = translated.text.len();
    match error {
        fancy_regex::Error::ParseError(at, kind) => {
            let at = floor(&translated.text, *at);
            problem(translated, at..at, lower_first(&kind.to_string()))
        }
        fancy_regex::Error::CompileError(kind) => {
            problem(translated, 0..length, lower_first(&kind.to_string()))
        }
        other => problem(translated, 0..length, other.to_string()),
    }
}

/// A problem at a part of `translated`; where a parser only names a point, at the character there.
fn problem(translated: &Translated, range: Range<usize>, message: String) -> RegexProblem {
    let wrong = translated.text.get(range.start..).and_then(|rest| rest.chars().next());
    let end = range.end.max(range.start + wrong.map_or(0, char::len_utf8));
    RegexProblem { range: translated.source_range(range.start..end), message }
}

fn range_of(span: &regex_syntax::ast::Span) -> Range<usize> {
    span.start.offset..span.end.offset
}

/// The engine's messages begin as sentences; ours are continued.
fn lower_first(message: &str) -> String {
    let mut characters = message.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
