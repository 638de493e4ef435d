//! The parsed code with its names resolved, and what is asked of it again and again.

use std::collections::HashMap;
use std::ops::Range;

use oxc_ast::AstKind;
use oxc_ast::ast::{Expression, IdentifierReference, Program};
use oxc_semantic::{AstNode, AstNodes, NodeId, Reference, Scoping, Semantic, SymbolId};
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::AssignmentOperator;

/// The object through which code talks to the platform.
pub(super) const CONTEXT: &str = "botContext";

/// Parsed code.
pub(super) struct Tree<'a, 't> {
    pub(super) text: &'a str,
    pub(super) program: &'a Program<'a>,
    pub(super) semantic: &'t Semantic<'a>,
    /// The values of variables that never hold anything else.
    values: HashMap<SymbolId, &'a Expression<'a>>,
}

impl<'a, 't> Tree<'a, 't> {
    pub(super) fn new(text: &'a str, program: &'a Program<'a>, semantic: &'t Semantic<'a>) -> Self {
        let mut tree = Self { text, program, semantic, values: HashMap::new() };
        for symbol in tree.scoping().symbol_ids() {
            if let Some(value) = tree.only_value(symbol) {
                tree.values.insert(symbol, value);
            }
        }
        tree
    }

    pub(super) fn nodes(&self) -> &'t AstNodes<'a> {
        self.semantic.nodes()
    }

    pub(super) fn scoping(&self) -> &'t Scoping {
        self.semantic.scoping()
    }

    /// The value of a variable that is declared once and gets its value in one place.
    fn only_value(&self, symbol: SymbolId) -> Option<&'a Expression<'a>> {
        if !self.scoping().symbol_redeclarations(symbol).is_empty() {
            return None;
        }
        let declaration = self.scoping().symbol_declaration(symbol);
        let AstKind::VariableDeclarator(declarator) = self.nodes().kind(declaration) else { return None };
        // A variable of a pattern or of a loop holds parts of values.
        declarator.id.get_binding_identifier()?;
        let mut writes = self.scoping().get_resolved_references(symbol).filter(|found| found.is_write());
        match (&declarator.init, writes.next()) {
            (Some(value), None) => Some(value),
            (None, Some(write)) if writes.next().is_none() => self.assigned(write),
            _ => None,
        }
    }

    /// What an assignment gives the name that `write` is.
    fn assigned(&self, write: &Reference) -> Option<&'a Expression<'a>> {
        let name = self.nodes().get_node(write.node_id());
        match self.nodes().parent_kind(write.node_id()) {
            AstKind::AssignmentExpression(assignment)
                if assignment.operator == AssignmentOperator::Assign
                    && assignment.left.span() == name.kind().span() =>
            {
                Some(&assignment.right)
            }
            _ => None,
        }
    }

    /// What the variable of a name always holds.
    pub(super) fn value_of(&self, name: &IdentifierReference<'a>) -> Option<&'a Expression<'a>> {
        self.values.get(&self.symbol(name)?).copied()
    }

    /// The declaration that a name leads to.
    pub(super) fn symbol(&self, name: &IdentifierReference<'a>) -> Option<SymbolId> {
        self.scoping().get_reference(name.reference_id.get()?).symbol_id()
    }

    /// Whether an expression is this name, and the code does not define it.
    pub(super) fn is_global(&self, expression: &Expression<'a>, name: &str) -> bool {
        matches!(expression, Expression::Identifier(found) if found.name == name && self.symbol(found).is_none())
    }

    /// Whether a name stands for `botContext`: it is it, or a variable that holds nothing else.
    pub(super) fn is_context(&self, name: &IdentifierReference<'a>) -> bool {
        match self.symbol(name) {
            None => name.name == CONTEXT,
            Some(symbol) => self.values.get(&symbol).is_some_and(|value| self.is_global(value, CONTEXT)),
        }
    }

    /// Whether an expression is `JSON.…`.
    pub(super) fn is_json(&self, callee: &Expression<'a>, function: &str) -> bool {
        matches!(callee, Expression::StaticMemberExpression(member)
            if member.property.name == function && self.is_global(&member.object, "JSON"))
    }

    /// The variable that holds the value of a node, and nothing else.
    pub(super) fn holder(&self, node: &AstNode<'a>) -> Option<SymbolId> {
        let symbol = match self.nodes().parent_kind(node.id()) {
            AstKind::VariableDeclarator(declarator) => {
                declarator.id.get_binding_identifier()?.symbol_id.get()?
            }
            AstKind::AssignmentExpression(assignment) => {
                let name = assignment.left.get_identifier_name()?;
                let found = assignment.left.as_simple_assignment_target()?;
                let oxc_ast::ast::SimpleAssignmentTarget::AssignmentTargetIdentifier(target) = found else {
                    return None;
                };
                debug_assert_eq!(target.name, name);
                self.symbol(target)?
            }
            _ => return None,
        };
        let value = self.values.get(&symbol)?;
        (value.span() == node.kind().span()).then_some(symbol)
    }

    /// Whether an exception at a node is caught in this code.
    pub(super) fn is_caught(&self, node: NodeId) -> bool {
        let place = self.nodes().kind(node).span();
        self.nodes().ancestor_kinds(node).any(|kind| match kind {
            AstKind::TryStatement(attempt) => {
                attempt.handler.is_some() && attempt.block.span.contains_inclusive(place)
            }
            _ => false,
        })
    }

    pub(super) fn is_in_with(&self, node: NodeId) -> bool {
        self.nodes().ancestor_kinds(node).any(|kind| matches!(kind, AstKind::WithStatement(_)))
    }

    /// The outermost function around a node with its name, where it has one.
    pub(super) fn outermost_function(&self, node: NodeId) -> Option<(NodeId, &'a str)> {
        let functions =
            self.nodes().ancestors(node).filter(|node| matches!(node.kind(), AstKind::Function(_)));
        let outermost = functions.last()?;
        let AstKind::Function(function) = outermost.kind() else { return None };
        let own = function.id.as_ref().map(|id| id.name.as_str());
        let name = own.or_else(|| match self.nodes().parent_kind(outermost.id()) {
            AstKind::VariableDeclarator(declarator) => {
                declarator.id.get_binding_identifier().map(|id| id.name.as_str())
            }
            AstKind::AssignmentExpression(assignment) => assignment.left.get_identifier_name(),
            _ => None,
        })?;
        Some((outermost.id(), name))
    }
}

/// A span as a range of the code.
pub(super) fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}
