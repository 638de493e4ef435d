//! How large a regex gets when it is compiled, estimated before any engine sees it.
//!
//! Engines write a repetition out, so `(a{1000}){1000}` is a million states: refusing it must not
//! cost what it would.

use std::ops::Range;

use fancy_regex::Expr;
use regex_syntax::ast::{Ast, RepetitionKind, RepetitionRange};

/// States beyond which a regex is refused: some megabytes and some ten milliseconds.
pub(super) const MOST: u64 = 50_000;

/// The size of a regex, or the first part of it that is too large.
pub(super) fn of_ast(ast: &Ast, text: &str) -> Result<u64, Range<usize>> {
    let size = match ast {
        Ast::Repetition(repetition) => {
            of_ast(&repetition.ast, text)?.saturating_mul(times(&repetition.op.kind))
        }
        Ast::Group(group) => of_ast(&group.ast, text)?.saturating_add(2),
        Ast::Alternation(alternation) => sum(&alternation.asts, text)?,
        Ast::Concat(concat) => sum(&concat.asts, text)?,
        Ast::ClassUnicode(_) => of_class(r"\p"),
        Ast::ClassBracketed(class) => {
            of_class(text.get(class.span.start.offset..class.span.end.offset).unwrap_or(""))
        }
        Ast::Dot(_) => 10,
        Ast::Empty(_) | Ast::Flags(_) | Ast::Literal(_) | Ast::Assertion(_) | Ast::ClassPerl(_) => 1,
    };
    if size > MOST {
        return Err(ast.span().start.offset..ast.span().end.offset);
    }
    Ok(size)
}

fn sum(parts: &[Ast], text: &str) -> Result<u64, Range<usize>> {
    parts.iter().try_fold(1u64, |sum, part| Ok(sum.saturating_add(of_ast(part, text)?)))
}

fn times(kind: &RepetitionKind) -> u64 {
    let count = match kind {
        RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore | RepetitionKind::OneOrMore => 1,
        RepetitionKind::Range(RepetitionRange::Exactly(count)) => *count,
        RepetitionKind::Range(RepetitionRange::AtLeast(least)) => least.saturating_add(1),
        RepetitionKind::Range(RepetitionRange::Bounded(_, most)) => *most,
    };
    u64::from(count.max(1))
}

/// A class becomes a few states for each length of its characters' UTF-8, Unicode's properties
/// become hundreds.
fn of_class(text: &str) -> u64 {
    let properties = text.matches(r"\p").count() + text.matches(r"\P").count();
    let wide = text.starts_with("[^") || !text.is_ascii() || text.contains(r"\x{") || text.contains("[:^");
    300 * properties as u64 + if wide { 10 } else { 2 }
}

/// The size of a regex of the backtracking engine.
pub(super) fn of_expr(expr: &Expr) -> u64 {
    let children =
        |expr: &Expr| expr.children_iter().fold(1u64, |sum, child| sum.saturating_add(of_expr(child)));
    match expr {
        Expr::Repeat { child, lo, hi, .. } => {
            let times = if *hi == usize::MAX { lo.saturating_add(1) } else { *hi };
            of_expr(child).saturating_mul(times.max(1) as u64)
        }
        Expr::Literal { val, .. } => val.len() as u64,
        Expr::Delegate { inner, .. } => of_class(inner),
        leaf if leaf.is_leaf_node() => 10,
        other => children(other),
    }
}
