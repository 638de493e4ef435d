//! What code asks of `botContext`.

use oxc_ast::AstKind;
use oxc_ast::ast::{CallExpression, Expression};
use oxc_semantic::{AstNode, NodeId};
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::BinaryOperator;

use super::model::{Call, ContextUse, HandedOn, Outcome, OutcomeKind, Role};
use super::tree::{Tree, range};
use super::values::constant;

impl<'a> Tree<'a, '_> {
    /// What is asked of `botContext` at a name that stands for it.
    pub(super) fn context_use(&self, node: &AstNode<'a>) -> Option<ContextUse> {
        let member = self.nodes().parent_node(node.id());
        let place = node.kind().span();
        let (name, name_span) = member_name(member.kind(), place)?;
        let outermost = self.outermost_function(node.id());
        let call = self.called(member).map(|(call, id)| Call {
            range: range(call.span),
            arguments: self.arguments(&call.arguments, outermost.map(|(id, _)| id)),
            outcomes: self.outcomes(id),
        });
        Some(ContextUse {
            name: name.into(),
            range: range(name_span),
            call,
            within: outermost.map(|(_, name)| name.into()),
            is_caught: self.is_caught(node.id()),
        })
    }

    /// Whether `botContext` goes where it is not seen from here: anywhere but into a variable that holds
    /// nothing else and that no other code sees, and into the question whether it is there.
    pub(super) fn handed_on(&self, node: &AstNode<'a>, role: Role) -> Option<HandedOn> {
        let is_asked_for = matches!(
            self.nodes().parent_kind(node.id()),
            AstKind::UnaryExpression(_) | AstKind::BinaryExpression(_) | AstKind::IfStatement(_)
        );
        let is_seen = || {
            let holder = self.holder(node)?;
            let is_at_top = self.scoping().symbol_scope_id(holder) == self.scoping().root_scope_id();
            (role == Role::Hook || !is_at_top).then_some(())
        };
        if is_asked_for || is_seen().is_some() {
            return None;
        }
        let within = self.outermost_function(node.id()).map(|(_, name)| name.into());
        Some(HandedOn { range: range(node.kind().span()), within })
    }

    /// The call whose function a node is.
    pub(super) fn called(&self, function: &AstNode<'a>) -> Option<(&'a CallExpression<'a>, NodeId)> {
        let mut parent = self.nodes().parent_node(function.id());
        let mut place = function.kind().span();
        if let AstKind::ChainExpression(chain) = parent.kind() {
            place = chain.span;
            parent = self.nodes().parent_node(parent.id());
        }
        match parent.kind() {
            AstKind::CallExpression(call) if call.callee.span() == place => Some((call, parent.id())),
            _ => None,
        }
    }

    /// What is done with the value of a call, directly or through the variable that holds it.
    fn outcomes(&self, call: NodeId) -> Vec<Outcome> {
        let node = self.nodes().get_node(call);
        let Some(variable) = self.holder(node) else { return vec![self.outcome(call, false)] };
        let references = self.scoping().get_resolved_references(variable);
        let reads = references.filter(|reference| reference.is_read());
        reads.map(|reference| self.outcome(reference.node_id(), true)).collect()
    }

    fn outcome(&self, value: NodeId, is_variable: bool) -> Outcome {
        let place = self.nodes().kind(value).span();
        let parent = self.nodes().parent_kind(value);
        let (span, kind) = match parent {
            AstKind::BinaryExpression(binary) => {
                let is_left = binary.left.span() == place;
                let other = if is_left { &binary.right } else { &binary.left };
                (binary.span, compared(binary.operator, other).unwrap_or(OutcomeKind::Other))
            }
            _ => read_member(parent, place).unwrap_or((place, OutcomeKind::Other)),
        };
        Outcome { range: range(span), kind, is_variable, is_caught: self.is_caught(value) }
    }
}

fn compared(operator: BinaryOperator, with: &Expression<'_>) -> Option<OutcomeKind> {
    let strictly = match operator {
        BinaryOperator::StrictEquality | BinaryOperator::StrictInequality => true,
        BinaryOperator::Equality | BinaryOperator::Inequality => false,
        _ => return None,
    };
    Some(OutcomeKind::Compared { strictly, with: constant(with)?, range: range(with.span()) })
}

/// The property that is read of the value at `place`, unless `?.` asks first whether there is one.
fn read_member(parent: AstKind<'_>, place: Span) -> Option<(Span, OutcomeKind)> {
    let (object, is_optional) = match parent {
        AstKind::StaticMemberExpression(member) => (member.object.span(), member.optional),
        AstKind::ComputedMemberExpression(member) => (member.object.span(), member.optional),
        _ => return None,
    };
    if object != place || is_optional {
        return None;
    }
    let (name, span) = member_name(parent, place).unwrap_or(("", place));
    Some((span, OutcomeKind::Member(name.into())))
}

/// The property that a member expression reads of the object at `object`, with its place.
fn member_name<'a>(member: AstKind<'a>, object: Span) -> Option<(&'a str, Span)> {
    match member {
        AstKind::StaticMemberExpression(member) if member.object.span() == object => {
            Some((member.property.name.as_str(), member.property.span))
        }
        AstKind::ComputedMemberExpression(member) if member.object.span() == object => {
            match &member.expression {
                Expression::StringLiteral(name) => Some((name.value.as_str(), inner(name.span))),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A text without its quotation marks.
fn inner(span: Span) -> Span {
    Span::new(span.start + 1, span.end - 1)
}
