//! Which places of bot variables code reads, and which it stores in others: `products[i].variants[j].id`.
//!
//! This follows names, not runs: the last assignment above a use counts, whatever loops and branches do. It is meant
//! for suggestions, not for judgements.

use std::collections::HashMap;

use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, AssignmentTarget, BindingPattern, CallExpression, Expression, ForStatementLeft,
};
use oxc_span::GetSpan;
use oxc_syntax::operator::{AssignmentOperator, BinaryOperator};

use super::model::{Constant, Role};
use super::parse::with_tree;
use super::tree::Tree;
use super::values::constant;

/// A place in a bot variable's value. Text that is parsed as JSON, and values that are written as JSON, are the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The variable's name.
    pub variable: Box<str>,
    /// The way from its value to the place.
    pub steps: Vec<Step>,
    /// What the code takes the value there for, where that can be told.
    pub is: Option<Kind>,
}

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into the property of an object.
    Key(Box<str>),
    /// Into any element of a list.
    Element,
}

/// What code takes a value for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is calculated or compared with a number.
    Number,
    /// It is compared with `true` or `false`.
    Boolean,
    /// It is cut, searched or compared as a text.
    Text,
    /// Its length is asked for, or its elements.
    List,
}

/// What is known of the places that a piece of code uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Those that are read.
    pub reads: Vec<Place>,
    /// Those that are stored, with the bot variable that gets them.
    pub stores: Vec<(Box<str>, Place)>,
}

/// So deep names are followed, and so often for one piece of code.
const DEEPEST: usize = 40;
const MOST: usize = 200_000;

/// The places of bot variables that a piece of code uses; none where it is no code.
pub fn places(text: &str, role: Role) -> Places {
    with_tree(text, role, |tree| Finder::new(tree).find()).unwrap_or_default()
}

/// What a name stands for.
#[derive(Clone, Copy)]
enum Source<'a> {
    Value(&'a Expression<'a>),
    ElementOf(&'a Expression<'a>),
}

struct Finder<'a, 't> {
    tree: &'t Tree<'a, 't>,
    /// The values of names, by the place where they get them.
    names: HashMap<&'a str, Vec<(u32, Source<'a>)>>,
    left: usize,
}

impl<'a, 't> Finder<'a, 't> {
    fn new(tree: &'t Tree<'a, 't>) -> Self {
        let mut finder = Self { tree, names: HashMap::new(), left: MOST };
        for node in tree.nodes().iter() {
            finder.note(node.kind());
        }
        for sources in finder.names.values_mut() {
            sources.sort_by_key(|(at, _)| *at);
        }
        finder
    }

    fn note(&mut self, kind: AstKind<'a>) {
        match kind {
            AstKind::VariableDeclarator(declarator) => {
                if let (BindingPattern::BindingIdentifier(name), Some(value)) =
                    (&declarator.id, &declarator.init)
                {
                    self.names
                        .entry(name.name.as_str())
                        .or_default()
                        .push((value.span().end, Source::Value(value)));
                }
            }
            AstKind::AssignmentExpression(assignment)
                if assignment.operator == AssignmentOperator::Assign =>
            {
                if let AssignmentTarget::AssignmentTargetIdentifier(name) = &assignment.left {
                    let at = assignment.right.span().end;
                    self.names
                        .entry(name.name.as_str())
                        .or_default()
                        .push((at, Source::Value(&assignment.right)));
                }
            }
            AstKind::ForInStatement(statement) => self.note_loop(&statement.left, &statement.right),
            AstKind::ForOfStatement(statement) => self.note_loop(&statement.left, &statement.right),
            AstKind::CallExpression(call) => self.note_callback(call),
            _ => {}
        }
    }

    fn note_loop(&mut self, left: &'a ForStatementLeft<'a>, list: &'a Expression<'a>) {
        let name = match left {
            ForStatementLeft::VariableDeclaration(declaration) => declaration
                .declarations
                .first()
                .and_then(|first| first.id.get_binding_identifier())
                .map(|name| name.name.as_str()),
            ForStatementLeft::AssignmentTargetIdentifier(name) => Some(name.name.as_str()),
            _ => None,
        };
        if let Some(name) = name {
            self.names.entry(name).or_default().push((list.span().end, Source::ElementOf(list)));
        }
    }

    /// The parameter of a function that a list calls with each of its elements.
    fn note_callback(&mut self, call: &'a CallExpression<'a>) {
        let Expression::StaticMemberExpression(member) = &call.callee else { return };
        let position = match member.property.name.as_str() {
            "forEach" | "map" | "filter" | "some" | "every" | "find" | "findIndex" => 0,
            "reduce" | "reduceRight" => 1,
            _ => return,
        };
        let parameters = match call.arguments.first() {
            Some(Argument::FunctionExpression(function)) => &function.params,
            Some(Argument::ArrowFunctionExpression(function)) => &function.params,
            _ => return,
        };
        let Some(parameter) = parameters.items.get(position) else { return };
        if let Some(name) = parameter.pattern.get_binding_identifier() {
            let at = parameter.span.start;
            self.names.entry(name.name.as_str()).or_default().push((at, Source::ElementOf(&member.object)));
        }
    }

    fn find(mut self) -> Places {
        let mut places = Places::default();
        let tree = self.tree;
        for node in tree.nodes().iter() {
            match node.kind() {
                AstKind::CallExpression(call) => {
                    places.stores.extend(self.stored(call));
                    places.reads.extend(self.called_on(call));
                }
                AstKind::StaticMemberExpression(member) => {
                    let place = self.member(&member.object, Some(member.property.name.as_str()), DEEPEST);
                    places.reads.extend(place.map(|place| self.judged(place, node.id())));
                }
                AstKind::ComputedMemberExpression(member) => {
                    let place = self.element(&member.object, &member.expression, DEEPEST);
                    places.reads.extend(place.map(|place| self.judged(place, node.id())));
                }
                _ => {}
            }
        }
        places
    }

    /// What a call of `setBotVariable` stores.
    fn stored(&mut self, call: &'a CallExpression<'a>) -> Option<(Box<str>, Place)> {
        let (name, arguments) = self.context_call(call)?;
        if name != "setBotVariable" {
            return None;
        }
        let Some(Constant::Text(variable)) =
            arguments.first().and_then(Argument::as_expression).and_then(constant)
        else {
            return None;
        };
        let place = self.place(arguments.get(1)?.as_expression()?, DEEPEST)?;
        Some((variable, place))
    }

    /// A value on which a method is called says what it is.
    fn called_on(&mut self, call: &'a CallExpression<'a>) -> Option<Place> {
        const OF_TEXTS: [&str; 12] = [
            "split",
            "toLowerCase",
            "toUpperCase",
            "trim",
            "substring",
            "substr",
            "charAt",
            "replace",
            "match",
            "startsWith",
            "endsWith",
            "replaceAll",
        ];
        let Expression::StaticMemberExpression(member) = &call.callee else { return None };
        let mut place = self.place(&member.object, DEEPEST)?;
        let method = member.property.name.as_str();
        if OF_TEXTS.contains(&method) {
            place.is = Some(Kind::Text);
        } else if method == "toFixed" {
            place.is = Some(Kind::Number);
        } else if OF_LISTS.contains(&method) {
            place.is = Some(Kind::List);
        }
        Some(place)
    }

    fn context_call(&self, call: &'a CallExpression<'a>) -> Option<(&'a str, &'a [Argument<'a>])> {
        let Expression::StaticMemberExpression(member) = &call.callee else { return None };
        let Expression::Identifier(object) = &member.object else { return None };
        self.tree.is_context(object).then_some((member.property.name.as_str(), call.arguments.as_slice()))
    }

    /// The place that an expression's value comes from.
    fn place(&mut self, expression: &'a Expression<'a>, deep: usize) -> Option<Place> {
        self.left = self.left.checked_sub(1)?;
        let deep = deep.checked_sub(1)?;
        match expression {
            Expression::Identifier(name) => {
                let source = self.source(name.name.as_str(), name.span.start)?;
                match source {
                    Source::Value(value) => self.place(value, deep),
                    Source::ElementOf(list) => {
                        let mut place = self.place(list, deep)?;
                        place.steps.push(Step::Element);
                        Some(place)
                    }
                }
            }
            Expression::StaticMemberExpression(member) => {
                self.member(&member.object, Some(member.property.name.as_str()), deep)
            }
            Expression::ComputedMemberExpression(member) => {
                self.element(&member.object, &member.expression, deep)
            }
            Expression::LogicalExpression(logical) => {
                self.place(&logical.left, deep).or_else(|| self.place(&logical.right, deep))
            }
            Expression::ConditionalExpression(conditional) => {
                self.place(&conditional.consequent, deep).or_else(|| self.place(&conditional.alternate, deep))
            }
            Expression::CallExpression(call) => self.result(call, deep),
            _ => None,
        }
    }

    /// The last value that a name gets above a place; the first one below where there is none.
    fn source(&self, name: &str, at: u32) -> Option<Source<'a>> {
        let sources = self.names.get(name)?;
        let above = sources.partition_point(|(given, _)| *given <= at);
        sources.get(above.saturating_sub(1)).map(|(_, source)| *source)
    }

    fn result(&mut self, call: &'a CallExpression<'a>, deep: usize) -> Option<Place> {
        if let Some((name, arguments)) = self.context_call(call) {
            let variable = arguments.first().and_then(Argument::as_expression).and_then(constant);
            return match (name, variable) {
                ("getBotVariable", Some(Constant::Text(variable))) => {
                    Some(Place { variable, steps: Vec::new(), is: None })
                }
                _ => None,
            };
        }
        let first = call.arguments.first().and_then(Argument::as_expression);
        if self.tree.is_json(&call.callee, "parse") || self.tree.is_json(&call.callee, "stringify") {
            return self.place(first?, deep);
        }
        let Expression::StaticMemberExpression(member) = &call.callee else { return None };
        match member.property.name.as_str() {
            "filter" | "slice" | "sort" | "reverse" | "concat" => self.place(&member.object, deep),
            "find" | "pop" | "shift" => {
                let mut place = self.place(&member.object, deep)?;
                place.steps.push(Step::Element);
                Some(place)
            }
            _ => None,
        }
    }

    fn member(&mut self, object: &'a Expression<'a>, name: Option<&'a str>, deep: usize) -> Option<Place> {
        let mut place = self.place(object, deep)?;
        match name? {
            "length" => place.is = Some(Kind::List),
            // A method is no place.
            name if OF_LISTS.contains(&name) || name == "toString" => {}
            name => {
                place.steps.push(Step::Key(name.into()));
                place.is = None;
            }
        }
        Some(place)
    }

    fn element(
        &mut self,
        object: &'a Expression<'a>,
        which: &'a Expression<'a>,
        deep: usize,
    ) -> Option<Place> {
        let mut place = self.place(object, deep)?;
        place.steps.push(match constant(which) {
            Some(Constant::Text(name)) => Step::Key(name),
            _ => Step::Element,
        });
        place.is = None;
        Some(place)
    }

    /// What the place is compared with says what it is.
    fn judged(&self, place: Place, node: oxc_semantic::NodeId) -> Place {
        let own = self.tree.nodes().kind(node).span();
        let AstKind::BinaryExpression(binary) = self.tree.nodes().parent_kind(node) else { return place };
        let other = if binary.left.span() == own { &binary.right } else { &binary.left };
        let is = match (binary.operator, constant(other)) {
            (_, Some(Constant::Number(_))) if binary.operator != BinaryOperator::Addition => {
                Some(Kind::Number)
            }
            (_, Some(Constant::Boolean(_))) => Some(Kind::Boolean),
            (BinaryOperator::Equality | BinaryOperator::StrictEquality, Some(Constant::Text(_))) => {
                Some(Kind::Text)
            }
            (
                BinaryOperator::LessThan
                | BinaryOperator::LessEqualThan
                | BinaryOperator::GreaterThan
                | BinaryOperator::GreaterEqualThan
                | BinaryOperator::Subtraction
                | BinaryOperator::Multiplication
                | BinaryOperator::Division,
                _,
            ) => Some(Kind::Number),
            _ => None,
        };
        Place { is: place.is.or(is), ..place }
    }
}

/// Methods that only lists have, or that say so here.
const OF_LISTS: [&str; 14] = [
    "forEach",
    "map",
    "filter",
    "some",
    "every",
    "find",
    "findIndex",
    "reduce",
    "push",
    "pop",
    "shift",
    "sort",
    "join",
    "slice",
];

#[cfg(test)]
mod tests {
    use super::super::model::Role;
    use super::{Kind, Place, Step, places};

    fn shown(place: &Place) -> String {
        let mut text = place.variable.to_string();
        for step in &place.steps {
            match step {
                Step::Key(key) => text.push_str(&format!(".{key}")),
                Step::Element => text.push_str("[]"),
            }
        }
        match place.is {
            Some(Kind::Number) => text + " number",
            Some(Kind::Boolean) => text + " flag",
            Some(Kind::Text) => text + " text",
            Some(Kind::List) => text + " list",
            None => text,
        }
    }

    fn reads(code: &str) -> Vec<String> {
        places(code, Role::Hook).reads.iter().map(shown).collect()
    }

    #[test]
    fn names_are_followed_to_the_answer() {
        let code = "var d = botContext.getBotVariable('api_X'); var j = JSON.parse(d.jsonData);\n\
                    var d = j.api_X; for (var i = 0; i < d.items.length; i++) { if (d.items[i].price > 3) {} }";
        let found = reads(code);
        assert!(found.contains(&"api_X.jsonData.api_X.items[].price number".to_owned()), "{found:?}");
        assert!(found.contains(&"api_X.jsonData.api_X.items list".to_owned()), "{found:?}");
    }

    #[test]
    fn callbacks_and_loops_see_elements() {
        let code = "var l = botContext.getBotVariable('list');\n\
                    l.forEach(function (item) { item.name.split(','); });\n\
                    for (var key in l) { l[key].on === true; }";
        let found = reads(code);
        assert!(found.contains(&"list[].name text".to_owned()), "{found:?}");
        assert!(found.contains(&"list[].on flag".to_owned()), "{found:?}");
    }

    #[test]
    fn what_is_stored_is_told() {
        let code = "var a = JSON.parse(botContext.getBotVariable('api_X').jsonData).api_X;\n\
                    botContext.setBotVariable('shops', JSON.stringify(a.stores), true, false);";
        let stores = places(code, Role::Hook).stores;
        let found: Vec<_> = stores.iter().map(|(variable, place)| (&**variable, shown(place))).collect();
        assert_eq!(found, [("shops", "api_X.jsonData.api_X.stores".to_owned())]);
    }

    #[test]
    fn names_that_stand_for_themselves_end() {
        assert!(reads("var a = b; var b = a; a.x; a = a.y; a.z;").is_empty());
        assert!(reads("var a = ").is_empty());
    }
}
