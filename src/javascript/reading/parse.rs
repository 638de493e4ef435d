//! From text to a reading.

use std::borrow::Cow;
use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{Expression, Program};
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan, SourceType};

use super::model::{Reading, Role};
use super::names::note_names;
use super::nesting::{Stopped, examine};
use super::newer::note_newer;
use super::problem::{Problem, ProblemKind};
use super::runnable::{ForEach, Runnable};
use super::tree::{Tree, range};
use super::words::{Found, in_our_words};

/// How many problems of one piece of code are told: the first ones usually cause the others.
const MOST_PROBLEMS: usize = 5;

/// Reads a piece of code.
pub fn read(text: &str, role: Role) -> Reading {
    if text.trim().is_empty() {
        return Reading::default();
    }
    match examine(text) {
        Ok(for_each) => read_examined(text, &for_each, role),
        Err(stopped) => Reading { problems: vec![first_problem(text, stopped, role)], ..Reading::default() },
    }
}

/// What a look at the tree of a piece of code gives; nothing where it is no code.
pub(super) fn with_tree<R>(text: &str, role: Role, look: impl FnOnce(&Tree<'_, '_>) -> R) -> Option<R> {
    let for_each = examine(text).ok()?;
    let parsable = without_each(text, &for_each);
    let allocator = Allocator::default();
    let (program, found) = parse(&allocator, &parsable, role);
    let built = SemanticBuilder::new().with_check_syntax_error(true).build(program);
    let is_code = found.is_empty() && built.errors.is_empty();
    is_code.then(|| look(&Tree::new(&parsable, program, &built.semantic)))
}

/// The parser often finds out earlier than the brackets where code went wrong.
fn first_problem(text: &str, stopped: Stopped, role: Role) -> Problem {
    if stopped.problem.kind == ProblemKind::Limit {
        return stopped.problem;
    }
    let examined = text[..stopped.examined].trim_end();
    let allocator = Allocator::default();
    let (_, found) = parse(&allocator, examined, role);
    let problems = in_our_words(&found, examined);
    problems.into_iter().find(|found| found.range.end < examined.len()).unwrap_or(stopped.problem)
}

/// What the parser and the resolver of names found.
macro_rules! found {
    ($errors:expr) => {
        $errors
            .iter()
            .map(|error| Found {
                message: error.message.to_string(),
                places: error
                    .labels
                    .iter()
                    .flatten()
                    .map(|label| label.offset()..label.offset() + label.len())
                    .collect(),
            })
            .collect()
    };
}

fn parse<'a>(allocator: &'a Allocator, text: &'a str, role: Role) -> (&'a Program<'a>, Vec<Found>) {
    let options = ParseOptions {
        parse_regular_expression: true,
        allow_return_outside_function: role == Role::Hook,
        preserve_parens: false,
        ..ParseOptions::default()
    };
    let script = SourceType::default().with_script(true);
    let parsed = Parser::new(allocator, text, script).with_options(options).parse();
    let mut found: Vec<Found> = found!(parsed.errors);
    if parsed.is_flow_language {
        // A comment with this word in it hides from the parser what is wrong.
        let text = allocator.alloc_str(&text.replace("@flow", "-flow"));
        found = found!(Parser::new(allocator, text, script).with_options(options).parse().errors);
    }
    (allocator.alloc(parsed.program), found)
}

/// The code without the word that only the platform knows, with all other places as they were.
fn without_each<'t>(text: &'t str, for_each: &[Range<usize>]) -> Cow<'t, str> {
    if for_each.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut parsable = text.to_owned();
    for each in for_each {
        parsable.replace_range(each.clone(), "    ");
    }
    Cow::Owned(parsable)
}

fn read_examined(text: &str, for_each: &[Range<usize>], role: Role) -> Reading {
    let parsable = without_each(text, for_each);
    let allocator = Allocator::default();
    let (program, mut found) = parse(&allocator, &parsable, role);
    let mut reading = Reading::default();
    if found.is_empty() {
        let built = SemanticBuilder::new().with_check_syntax_error(true).build(program);
        found = found!(built.errors);
        if found.is_empty() {
            let tree = Tree::new(&parsable, program, &built.semantic);
            note(&tree, for_each, role, &mut reading);
            return reading;
        }
    }
    reading.problems = in_our_words(&found, &parsable);
    reading.problems.sort_by_key(|problem| problem.range.start);
    reading.problems.truncate(MOST_PROBLEMS);
    reading
}

fn note(tree: &Tree<'_, '_>, for_each: &[Range<usize>], role: Role, reading: &mut Reading) {
    let comments = tree.program.comments.iter().filter(|comment| comment.is_line());
    reading.comments = comments.map(|comment| range(comment.span)).collect();
    note_newer(tree, reading);
    note_names(tree, role, reading);
    let loops = loops(tree, for_each);
    // A `for each` over anything but `… in …` is none.
    let is_read =
        |(index, each): &(usize, &Range<usize>)| loops.get(*index).is_some_and(|found| found.each == **each);
    match for_each.iter().enumerate().find(|each| !is_read(each)) {
        None => reading.runnable = Runnable::rewrite(tree.text, &loops),
        Some((_, each)) => {
            let problem = Problem::syntax(each.clone(), "`for each` goes with `in` only")
                .help("Write `for each (var item in list) { … }`.");
            *reading = Reading { problems: vec![problem], ..Reading::default() };
        }
    }
}

/// The loops that belong to the words `each`.
fn loops(tree: &Tree<'_, '_>, for_each: &[Range<usize>]) -> Vec<ForEach> {
    if for_each.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for node in tree.nodes().iter() {
        let AstKind::ForInStatement(statement) = node.kind() else { continue };
        // The first word `each` behind `for`, if it stands before what is assigned.
        let after = for_each.partition_point(|each| each.start < statement.span.start as usize);
        let Some(each) = for_each.get(after) else { continue };
        let left = range(statement.left.span());
        let list = range(statement.right.span());
        if each.end > left.start {
            continue;
        }
        let Some(within) = word_in(tree, left.end..list.start) else { continue };
        let is_sequence = matches!(statement.right, Expression::SequenceExpression(_));
        found.push(ForEach { each: each.clone(), within, list, is_sequence });
    }
    found.sort_by_key(|found| found.each.start);
    found
}

/// The word `in` between what is assigned and the list: all else there is comments and parentheses.
fn word_in(tree: &Tree<'_, '_>, between: Range<usize>) -> Option<Range<usize>> {
    let mut from = between.start;
    loop {
        let start = from + tree.text.get(from..between.end)?.find("in")?;
        match tree.semantic.get_comment_at(u32::try_from(start).ok()?) {
            Some(comment) => from = comment.span.end as usize,
            None => return Some(start..start + 2),
        }
    }
}
