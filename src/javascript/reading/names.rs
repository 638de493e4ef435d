//! The names that code defines, uses and hangs on objects.

use std::collections::HashSet;

use oxc_ast::AstKind;
use oxc_ast::ast::{AssignmentTarget, Expression, IdentifierReference};
use oxc_semantic::{AstNode, NodeId};
use oxc_syntax::operator::UnaryOperator;

use super::built_in::is_es5_global;
use super::model::{Declaration, NameUse, Reading, Role};
use super::tree::{CONTEXT, Tree, range};

/// Notes the names of a tree.
pub(super) fn note_names(tree: &Tree<'_, '_>, role: Role, reading: &mut Reading) {
    note_declarations(tree, reading);
    if role == Role::Functions {
        reading.declares.clone_from(&reading.locals);
    }
    let known = Known::new(tree);
    for node in tree.nodes().iter() {
        match node.kind() {
            AstKind::IdentifierReference(name) => note_reference(tree, &known, (node, name), role, reading),
            AstKind::ThisExpression(_) => reading.is_opaque |= hands_out_global(tree, node),
            AstKind::ObjectProperty(property) => {
                let is_function = property.method || property.value.is_function() || is_name(&property.value);
                if is_function && let Some(name) = property.key.static_name() {
                    reading.adds.insert(name.as_ref().into());
                }
            }
            AstKind::AssignmentExpression(assignment) => match &assignment.left {
                AssignmentTarget::StaticMemberExpression(member) => {
                    reading.adds.insert(member.property.name.as_str().into());
                }
                AssignmentTarget::ComputedMemberExpression(member) => {
                    if let Expression::StringLiteral(name) = &member.expression {
                        reading.adds.insert(name.value.as_str().into());
                    }
                }
                _ => {}
            },
            AstKind::MethodDefinition(method) => {
                reading.adds.extend(method.key.static_name().map(|name| Box::from(name.as_ref())));
            }
            _ => {}
        }
    }
    each_once(&mut reading.declares);
}

fn each_once(names: &mut Vec<Declaration>) {
    let mut seen = HashSet::new();
    names.retain(|declaration| seen.insert(declaration.name.clone()));
}

fn is_name(expression: &Expression<'_>) -> bool {
    matches!(expression, Expression::Identifier(_))
}

/// The names of a script's own top level.
fn note_declarations(tree: &Tree<'_, '_>, reading: &mut Reading) {
    let scoping = tree.scoping();
    for symbol in scoping.iter_bindings_in(scoping.root_scope_id()) {
        let name = scoping.symbol_name(symbol).into();
        reading.locals.push(Declaration { name, range: range(scoping.symbol_span(symbol)) });
    }
    // Engines hoist what a block declares out of it, as scripts of this age expect.
    for node in tree.nodes().iter() {
        if let AstKind::Function(function) = node.kind()
            && function.is_declaration()
            && !is_in_function(tree, node.id())
            && let Some(id) = &function.id
        {
            reading.locals.push(Declaration { name: id.name.as_str().into(), range: range(id.span) });
        }
    }
    reading.locals.sort_by_key(|declaration| declaration.range.start);
    each_once(&mut reading.locals);
}

/// Names that a use must not be held against.
struct Known<'a> {
    /// The code asks for them with `typeof`.
    asked_for: HashSet<&'a str>,
    /// Functions that are declared in a block; the whole function around it sees them.
    in_blocks: HashSet<&'a str>,
    /// Names that are assigned without a declaration.
    assigned: HashSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(tree: &Tree<'a, '_>) -> Self {
        let mut known =
            Self { asked_for: HashSet::new(), in_blocks: HashSet::new(), assigned: HashSet::new() };
        for node in tree.nodes().iter() {
            match node.kind() {
                AstKind::UnaryExpression(unary) if unary.operator == UnaryOperator::Typeof => {
                    known
                        .asked_for
                        .extend(unary.argument.get_identifier_reference().map(|id| id.name.as_str()));
                }
                AstKind::Function(function) if function.is_declaration() => {
                    known.in_blocks.extend(function.id.as_ref().map(|id| id.name.as_str()));
                }
                AstKind::IdentifierReference(name)
                    if is_written(tree, name) && tree.symbol(name).is_none() =>
                {
                    known.assigned.insert(name.name.as_str());
                }
                _ => {}
            }
        }
        known
    }
}

fn is_written(tree: &Tree<'_, '_>, name: &IdentifierReference<'_>) -> bool {
    name.reference_id.get().is_some_and(|id| tree.scoping().get_reference(id).is_write())
}

fn note_reference<'a>(
    tree: &Tree<'a, '_>,
    known: &Known<'a>,
    (node, name): (&AstNode<'a>, &'a IdentifierReference<'a>),
    role: Role,
    reading: &mut Reading,
) {
    if tree.is_context(name) {
        match tree.context_use(node) {
            Some(found) => reading.calls.push(found),
            None => reading.handed_on.extend(tree.handed_on(node, role)),
        }
        return;
    }
    let word = name.name.as_str();
    if word == CONTEXT {
        return;
    }
    if let Some(symbol) = tree.symbol(name) {
        let is_at_top = tree.scoping().symbol_scope_id(symbol) == tree.scoping().root_scope_id();
        if is_at_top {
            reading.own_uses.push(name_use(tree, known, node, name));
        }
        return;
    }
    if is_written(tree, name) {
        reading.declares.push(Declaration { name: word.into(), range: range(name.span) });
    }
    reading.is_opaque |= word == "eval" && tree.called(node).is_some();
    if is_es5_global(word) || known.assigned.contains(word) || known.in_blocks.contains(word) {
        return;
    }
    reading.uses.push(name_use(tree, known, node, name));
}

fn name_use<'a>(
    tree: &Tree<'a, '_>,
    known: &Known<'a>,
    node: &AstNode<'a>,
    name: &IdentifierReference<'a>,
) -> NameUse {
    let word = name.name.as_str();
    let outermost = tree.outermost_function(node.id());
    let within = outermost.map(|(function, _)| function);
    NameUse {
        name: word.into(),
        range: range(name.span),
        arguments: tree.called(node).map(|(call, _)| tree.arguments(&call.arguments, within)),
        within: outermost.map(|(_, name)| name.into()),
        is_guarded: known.asked_for.contains(word) || tree.is_in_with(node.id()) || tree.is_caught(node.id()),
    }
}

/// Whether `this` may be the global object and goes where names can be hung on it unseen.
fn hands_out_global(tree: &Tree<'_, '_>, this: &AstNode<'_>) -> bool {
    match tree.nodes().parent_kind(this.id()) {
        AstKind::StaticMemberExpression(_) => false,
        AstKind::ComputedMemberExpression(member) => {
            !matches!(member.expression, Expression::StringLiteral(_))
        }
        _ => !is_in_function(tree, this.id()),
    }
}

fn is_in_function(tree: &Tree<'_, '_>, node: NodeId) -> bool {
    tree.nodes().ancestor_kinds(node).any(|kind| matches!(kind, AstKind::Function(_)))
}
