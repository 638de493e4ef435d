//! What of a piece of code is newer than ES5.

use std::ops::Range;

use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, Expression, FormalParameters, Function, NumericLiteral, ObjectProperty, RegExpFlags,
    RegExpLiteral, VariableDeclarationKind,
};
use oxc_semantic::AstNode;
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::{AssignmentOperator, BinaryOperator, LogicalOperator};

use super::built_in::{is_locale_method, is_newer_global, is_newer_static, newer_method};
use super::model::{Newer, Reading};
use super::tree::{Tree, range};

const FUNCTION: &str = "Write `function (…) { … }`.";
const IF: &str = "Ask with `if` first.";
const PROPERTY: &str = "Write `name: value` for each property.";
const PARTS: &str = "Give each part to a variable of its own: `var name = object.name;`.";
const AT_ONCE: &str = "Everything runs at once; write a plain function.";
const REGEX: &str = "Write the regular expression without it.";

/// Notes what of a tree is newer than ES5.
pub(super) fn note_newer(tree: &Tree<'_, '_>, reading: &mut Reading) {
    for node in tree.nodes().iter() {
        if let Some(newer) = syntax(tree, node.kind()) {
            reading.newer.push(newer);
        }
        reading.newer.extend(built_in(tree, node));
    }
    if let Some(hashbang) = &tree.program.hashbang {
        reading.newer.push(newer(hashbang.span, "a line for a shell", "Take it out."));
    }
    reading.newer.sort_by_key(|newer| (newer.range.start, newer.range.end));
}

fn newer(span: Span, what: &str, instead: &'static str) -> Newer {
    Newer { range: range(span), what: what.into(), instead, name: None }
}

/// The first bytes of a span.
fn start(span: Span, length: usize) -> Span {
    let length = u32::try_from(length).unwrap_or(0);
    Span::new(span.start, (span.start + length).min(span.end))
}

fn syntax(tree: &Tree<'_, '_>, kind: AstKind<'_>) -> Option<Newer> {
    let found = match kind {
        AstKind::VariableDeclaration(declaration) => {
            let (what, word) = match declaration.kind {
                VariableDeclarationKind::Var => return None,
                VariableDeclarationKind::Let => ("`let`", "let"),
                VariableDeclarationKind::Const => ("`const`", "const"),
                _ => ("`using`", "using"),
            };
            newer(start(declaration.span, word.len()), what, "Write `var`.")
        }
        AstKind::ArrowFunctionExpression(arrow) => {
            newer(arrow_of(tree, arrow.params.span.end, arrow.span), "an arrow function", FUNCTION)
        }
        AstKind::TemplateLiteral(template) => {
            newer(start(template.span, 1), "a template", "Write `'…' + value + '…'`.")
        }
        AstKind::Class(class) => newer(start(class.span, 5), "a class", "Write a function with a prototype."),
        AstKind::SpreadElement(spread) => newer(
            start(spread.span, 3),
            "a spread",
            "Write `list.concat(more)`, `f.apply(null, list)`, or a loop.",
        ),
        AstKind::BindingRestElement(rest) => {
            newer(start(rest.span, 3), "a rest element", "Write `arguments`, or `list.slice(1)`.")
        }
        AstKind::AssignmentTargetRest(rest) => {
            newer(start(rest.span, 3), "a rest element", "Write `list.slice(1)`.")
        }
        AstKind::ObjectPattern(pattern) => newer(pattern.span, "destructuring", PARTS),
        AstKind::ArrayPattern(pattern) => newer(pattern.span, "destructuring", PARTS),
        AstKind::ObjectAssignmentTarget(pattern) => newer(pattern.span, "destructuring", PARTS),
        AstKind::ArrayAssignmentTarget(pattern) => newer(pattern.span, "destructuring", PARTS),
        AstKind::ForOfStatement(of) => {
            newer(start(of.span, 3), "`for … of`", "Write `for (var i = 0; i < list.length; i++)`.")
        }
        AstKind::ChainExpression(chain) => newer(chain.span, "optional chaining", IF),
        AstKind::FormalParameter(parameter) if parameter.initializer.is_some() => newer(
            parameter.span,
            "a default of a parameter",
            "Write `if (name === undefined) { name = …; }` into the function.",
        ),
        AstKind::CatchClause(clause) if clause.param.is_none() => {
            newer(start(clause.span, 5), "`catch` without a name", "Write `catch (e)`.")
        }
        AstKind::MetaProperty(meta) => newer(meta.span, "a meta property", "Write the code without it."),
        AstKind::ImportExpression(import) => newer(
            start(import.span, 6),
            "`import`",
            "There are no modules: write it into the global functions.",
        ),
        AstKind::BigIntLiteral(number) => newer(number.span, "a big integer", "Write a number."),
        AstKind::StringLiteral(text) if text.raw.as_ref().is_some_and(|raw| has_point_escape(raw)) => newer(
            text.span,
            "`\\u{…}` in a text",
            "Write the letter itself, or `\\uXXXX` for each half of it.",
        ),
        AstKind::FormalParameters(parameters) => return after_parameters(tree, parameters),
        AstKind::Function(function) => return kind_of_function(tree, function),
        AstKind::ObjectProperty(property) => return short_property(property),
        AstKind::NumericLiteral(number) => return written_number(number),
        AstKind::RegExpLiteral(regex) => return written_regex(regex),
        AstKind::CallExpression(call) => return trailing_comma(tree, call.span, call.arguments.last()),
        AstKind::NewExpression(new) => return trailing_comma(tree, new.span, new.arguments.last()),
        _ => return operator(tree, kind),
    };
    Some(found)
}

fn operator(tree: &Tree<'_, '_>, kind: AstKind<'_>) -> Option<Newer> {
    const POWER: &str = "Write `Math.pow(base, exponent)`.";
    let between = |left: Span, right: Span, sign: &str| sign_between(tree, left.end, right.start, sign);
    match kind {
        AstKind::BinaryExpression(binary) if binary.operator == BinaryOperator::Exponential => {
            Some(newer(between(binary.left.span(), binary.right.span(), "**"), "the operator `**`", POWER))
        }
        AstKind::LogicalExpression(logical) if logical.operator == LogicalOperator::Coalesce => Some(newer(
            between(logical.left.span(), logical.right.span(), "??"),
            "the operator `??`",
            "Write `value != null ? value : other`.",
        )),
        AstKind::AssignmentExpression(assignment) => {
            let (sign, what, instead) = match assignment.operator {
                AssignmentOperator::Exponential => ("**=", "the operator `**=`", POWER),
                AssignmentOperator::LogicalOr => ("||=", "the operator `||=`", IF),
                AssignmentOperator::LogicalAnd => ("&&=", "the operator `&&=`", IF),
                AssignmentOperator::LogicalNullish => ("??=", "the operator `??=`", IF),
                _ => return None,
            };
            Some(newer(between(assignment.left.span(), assignment.right.span(), sign), what, instead))
        }
        _ => None,
    }
}

/// The place of a sign that stands between two parts, where comments and parentheses may stand as well.
fn sign_between(tree: &Tree<'_, '_>, from: u32, to: u32, sign: &str) -> Span {
    let whole = Span::new(from, to.max(from));
    let mut at = from;
    while let Some(text) = tree.text.get(at as usize..whole.end as usize) {
        let Some(found) = text.find(sign).and_then(|found| u32::try_from(found).ok()) else { break };
        match tree.semantic.get_comment_at(at + found) {
            Some(comment) => at = comment.span.end,
            None => return start(Span::new(at + found, whole.end), sign.len()),
        }
    }
    whole
}

fn arrow_of(tree: &Tree<'_, '_>, from: u32, arrow: Span) -> Span {
    sign_between(tree, from, arrow.end, "=>")
}

fn kind_of_function(tree: &Tree<'_, '_>, function: &Function<'_>) -> Option<Newer> {
    let what = match (function.r#async, function.generator) {
        (false, false) => return None,
        (true, _) => "an `async` function",
        (false, true) => "a generator",
    };
    let text = tree.text.get(range(function.span)).unwrap_or("");
    let length = text.find('(').unwrap_or(text.len());
    Some(newer(start(function.span, text[..length].trim_end().len()), what, AT_ONCE))
}

fn short_property(property: &ObjectProperty<'_>) -> Option<Newer> {
    if property.computed {
        let instead = "Write `object[name] = value;` behind the object.";
        return Some(newer(property.key.span(), "a computed name of a property", instead));
    }
    if property.method {
        return Some(newer(property.key.span(), "a short method", "Write `name: function (…) { … }`."));
    }
    property.shorthand.then(|| newer(property.span, "a short property", PROPERTY))
}

fn written_number(number: &NumericLiteral<'_>) -> Option<Newer> {
    let raw = number.raw.as_ref()?.as_str();
    let what = match raw.as_bytes() {
        [b'0', b'b' | b'B', ..] => "a binary number",
        [b'0', b'o' | b'O', ..] => "an octal number",
        _ if raw.contains('_') => "a number with `_` in it",
        _ => return None,
    };
    Some(newer(number.span, what, "Write a decimal number."))
}

/// Whether a text has an escape of the form `\u{…}`.
fn has_point_escape(raw: &str) -> bool {
    let mut letters = raw.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' && letters.next() == Some('u') && letters.clone().next() == Some('{') {
            return true;
        }
    }
    false
}

fn written_regex(regex: &RegExpLiteral<'_>) -> Option<Newer> {
    let flags = [
        (RegExpFlags::U, "the flag `u` of a regular expression"),
        (RegExpFlags::Y, "the flag `y` of a regular expression"),
        (RegExpFlags::S, "the flag `s` of a regular expression"),
        (RegExpFlags::D, "the flag `d` of a regular expression"),
        (RegExpFlags::V, "the flag `v` of a regular expression"),
    ];
    let flag = flags.into_iter().find(|(flag, _)| regex.regex.flags.contains(*flag));
    let what = flag.map(|(_, what)| what).or_else(|| newer_group(&regex.regex.pattern.text))?;
    Some(newer(regex.span, what, REGEX))
}

/// What of a pattern ES5 does not have.
fn newer_group(pattern: &str) -> Option<&'static str> {
    let mut in_class = false;
    let mut letters = pattern.char_indices();
    while let Some((index, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                let group = &pattern[index + 1..];
                if group.starts_with("?<=") || group.starts_with("?<!") {
                    return Some("a look-behind");
                }
                if group.starts_with("?<") {
                    return Some("a named group");
                }
            }
            _ => {}
        }
    }
    None
}

fn after_parameters(tree: &Tree<'_, '_>, parameters: &FormalParameters<'_>) -> Option<Newer> {
    let last = parameters.items.last()?.span;
    if parameters.rest.is_some() {
        return None;
    }
    comma_after(tree, last.end, parameters.span.end)
}

fn trailing_comma(tree: &Tree<'_, '_>, call: Span, last: Option<&Argument<'_>>) -> Option<Newer> {
    comma_after(tree, last?.span().end, call.end)
}

fn comma_after(tree: &Tree<'_, '_>, from: u32, to: u32) -> Option<Newer> {
    let text = tree.text.get(from as usize..to as usize)?;
    // Only comments, parentheses and white space stand there besides.
    if !text.contains(',') {
        return None;
    }
    let comma = sign_between(tree, from, to, ",");
    (comma.end - comma.start == 1).then(|| newer(comma, "a comma behind the last argument", "Take it out."))
}

/// Functions and objects that came later, where code uses them.
fn built_in(tree: &Tree<'_, '_>, node: &AstNode<'_>) -> Option<Newer> {
    let named = |place: Range<usize>, what: String, instead: &'static str, name: &str| {
        Some(Newer { range: place, what: what.into(), instead, name: Some(name.into()) })
    };
    match node.kind() {
        AstKind::IdentifierReference(name) if is_newer_global(&name.name) => {
            if tree.symbol(name).is_some() {
                return None;
            }
            named(
                range(name.span),
                format!("`{}`", name.name),
                "Write it with arrays, objects and loops.",
                &name.name,
            )
        }
        AstKind::StaticMemberExpression(member) => {
            let (name, place) = (member.property.name.as_str(), range(member.property.span));
            if let Expression::Identifier(object) = &member.object
                && tree.symbol(object).is_none()
                && is_newer_static(&object.name, name)
            {
                let whole = range(member.span);
                return named(
                    whole,
                    format!("`{}.{name}`", object.name),
                    "Write a loop, or a global function for it.",
                    name,
                );
            }
            tree.called(node)?;
            if is_locale_method(name) {
                return named(
                    place,
                    format!("`{name}`"),
                    "Put the text together from the parts of the date or the number.",
                    name,
                );
            }
            let is_own = match &member.object {
                Expression::ThisExpression(_) | Expression::Super(_) => true,
                Expression::Identifier(object) => tree.is_context(object),
                _ => false,
            };
            let instead = newer_method(name).filter(|_| !is_own)?;
            named(place, format!("`{name}`"), instead, name)
        }
        _ => None,
    }
}
