//! A reading: what is known of a piece of code.

use std::collections::HashSet;
use std::ops::Range;

use super::problem::Problem;
use super::runnable::Runnable;

/// What a piece of code is to the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Global functions: a script whose names every other piece of code sees.
    Functions,
    /// The code of an interaction or an integration: a function's body, which may return.
    Hook,
}

/// What is known of a piece of code. Where it has problems, nothing else is known.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Why it cannot be run, in the order of the places.
    pub problems: Vec<Problem>,
    /// What is newer than ES5, in the order of the places.
    pub newer: Vec<Newer>,
    /// Where `botContext` is asked for something.
    pub calls: Vec<ContextUse>,
    /// Where `botContext` itself goes somewhere, so that what is asked of it there is not seen here.
    pub handed_on: Vec<HandedOn>,
    /// The global names that it defines.
    pub declares: Vec<Declaration>,
    /// The names that stand at its own top: those of global functions are global, those of a hook are seen by
    /// nobody else.
    pub locals: Vec<Declaration>,
    /// Where it uses what it defines itself at its top.
    pub own_uses: Vec<NameUse>,
    /// The names that it uses and does not define; ES5 and `botContext` are not among them.
    pub uses: Vec<NameUse>,
    /// Names of functions that it hangs on objects: `Array.prototype.find = …`, `{ find: function … }`.
    pub adds: HashSet<Box<str>>,
    /// Whether it may define names that are not seen here: it calls `eval`, or hands out `this`.
    pub is_opaque: bool,
    /// Its line comments.
    pub comments: Vec<Range<usize>>,
    /// What to run of it.
    pub runnable: Runnable,
}

/// Something newer than ES5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newer {
    /// The exact place.
    pub range: Range<usize>,
    /// What it is, with its article: "an arrow function".
    pub what: Box<str>,
    /// What to write instead.
    pub instead: &'static str,
    /// The function or object, where it is one that code could bring itself: `find`, `Promise`.
    pub name: Option<Box<str>>,
}

/// A place where `botContext` is asked for something.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextUse {
    /// The function or property, as it is written.
    pub name: Box<str>,
    /// The place of the name.
    pub range: Range<usize>,
    /// How it is called; none where it is only read, or assigned.
    pub call: Option<Call>,
    /// The outermost function that it stands in, where that has a name.
    pub within: Option<Box<str>>,
    /// Whether an exception of it is caught in this code.
    pub is_caught: bool,
}

/// A place where `botContext` itself is handed on: to a function, to an object, to all other code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOn {
    /// The place.
    pub range: Range<usize>,
    /// The outermost function that it stands in, where that has a name.
    pub within: Option<Box<str>>,
}

/// A call of a function of `botContext`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// All of it, from `botContext` to the closing parenthesis.
    pub range: Range<usize>,
    /// What it is called with.
    pub arguments: Vec<Argument>,
    /// What is done with what it gives.
    pub outcomes: Vec<Outcome>,
}

/// What a function is called with.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The place.
    pub range: Range<usize>,
    /// What is known of it.
    pub value: Value,
    /// The variable that holds it, where one stands here that never holds anything else.
    pub variable: Option<Box<str>>,
}

/// What is known of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// It is always this.
    Constant(Constant),
    /// An object literal.
    Object,
    /// An array literal.
    Array,
    /// What `JSON.stringify` gives.
    Stringified,
    /// A function.
    Function,
    /// A parameter of the function that [`ContextUse::within`] names, by its position.
    Parameter(usize),
    /// Any number of arguments: `...list`.
    Spread,
    /// Anything.
    Unknown,
}

/// A value that is written in the code.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// A text.
    Text(Box<str>),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`
    Null,
}

/// Something that is done with the result of a call, or with the variable that holds nothing but it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The place.
    pub range: Range<usize>,
    /// What is done.
    pub kind: OutcomeKind,
    /// Whether it is done to a variable that holds the result.
    pub is_variable: bool,
    /// Whether an exception of it is caught in this code.
    pub is_caught: bool,
}

/// What is done with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum OutcomeKind {
    /// A property is read; that throws on `null`.
    Member(Box<str>),
    /// It is compared with a constant.
    Compared {
        /// With `===` or `!==`.
        strictly: bool,
        /// The constant.
        with: Constant,
        /// The place of the constant.
        range: Range<usize>,
    },
    /// Anything else.
    Other,
}

/// A global name that code defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The name.
    pub name: Box<str>,
    /// Its place.
    pub range: Range<usize>,
}

/// A name that code uses and does not define.
#[derive(Clone, Debug, PartialEq)]
pub struct NameUse {
    /// The name.
    pub name: Box<str>,
    /// Its place.
    pub range: Range<usize>,
    /// What it is called with; none where it is not called.
    pub arguments: Option<Vec<Argument>>,
    /// The outermost function that it stands in, where that has a name.
    pub within: Option<Box<str>>,
    /// Whether the code lives with the name not being there: it asks with `typeof`, or catches.
    pub is_guarded: bool,
}

impl Argument {
    /// The text, where it is always the same one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Constant(Constant::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl Call {
    /// The argument at a position, where all before it are known to be single ones.
    pub fn argument(&self, position: usize) -> Option<&Argument> {
        let is_certain = self.arguments.iter().take(position + 1).all(|item| item.value != Value::Spread);
        self.arguments.get(position).filter(|_| is_certain)
    }
}
