//! What is known of an expression's value.

use oxc_ast::AstKind;
use oxc_ast::ast::{self, Expression};
use oxc_semantic::NodeId;
use oxc_span::GetSpan;
use oxc_syntax::operator::UnaryOperator;

use super::model::{Argument, Constant, Value};
use super::tree::{Tree, range};

impl<'a> Tree<'a, '_> {
    /// What a call is made with; `within` is the outermost function around it.
    pub(super) fn arguments(&self, given: &'a [ast::Argument<'a>], within: Option<NodeId>) -> Vec<Argument> {
        let argument = |given: &'a ast::Argument<'a>| {
            let place = range(given.span());
            let Some(expression) = given.as_expression() else {
                return Argument { range: place, value: Value::Spread, variable: None };
            };
            let (value, variable) = self.value(expression, within);
            Argument { range: place, value, variable: variable.map(Into::into) }
        };
        given.iter().map(argument).collect()
    }

    /// What is known of an expression, and the variable that stands in its place.
    fn value(&self, expression: &'a Expression<'a>, within: Option<NodeId>) -> (Value, Option<&'a str>) {
        let Expression::Identifier(name) = expression else { return (self.written(expression), None) };
        if let Some(value) = self.value_of(name) {
            return match self.written(value) {
                Value::Unknown => (Value::Unknown, None),
                known => (known, Some(name.name.as_str())),
            };
        }
        let parameter = self.symbol(name).zip(within).and_then(|(symbol, function)| {
            let AstKind::Function(function) = self.nodes().kind(function) else { return None };
            let is_it = |item: &ast::FormalParameter<'_>| {
                item.pattern.get_binding_identifier().and_then(|id| id.symbol_id.get()) == Some(symbol)
            };
            let is_changed = self.scoping().symbol_is_mutated(symbol);
            function.params.items.iter().position(is_it).filter(|_| !is_changed)
        });
        (parameter.map_or(Value::Unknown, Value::Parameter), None)
    }

    /// What an expression is by the look of it.
    fn written(&self, expression: &Expression<'a>) -> Value {
        match expression {
            Expression::ObjectExpression(_) => Value::Object,
            Expression::ArrayExpression(_) => Value::Array,
            Expression::FunctionExpression(_) | Expression::ArrowFunctionExpression(_) => Value::Function,
            Expression::CallExpression(call) if self.is_json(&call.callee, "stringify") => Value::Stringified,
            _ => constant(expression).map_or(Value::Unknown, Value::Constant),
        }
    }
}

/// The value of an expression that is always the same.
pub(super) fn constant(expression: &Expression<'_>) -> Option<Constant> {
    match expression {
        Expression::StringLiteral(text) => Some(Constant::Text(text.value.as_str().into())),
        Expression::TemplateLiteral(template) if template.expressions.is_empty() => {
            let text = template.quasis.first()?.value.cooked.as_ref()?;
            Some(Constant::Text(text.as_str().into()))
        }
        Expression::NumericLiteral(number) => Some(Constant::Number(number.value)),
        Expression::BooleanLiteral(boolean) => Some(Constant::Boolean(boolean.value)),
        Expression::NullLiteral(_) => Some(Constant::Null),
        Expression::UnaryExpression(unary) if unary.operator == UnaryOperator::UnaryNegation => {
            match &unary.argument {
                Expression::NumericLiteral(number) => Some(Constant::Number(-number.value)),
                _ => None,
            }
        }
        _ => None,
    }
}
