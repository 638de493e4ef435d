//! A piece of bot code: read and compiled once, when it runs first.

use std::ops::Range;
use std::sync::OnceLock;

use super::callee::{called_at, floor, last_name};
use super::engine;
use super::failure;
use super::lines::Lines;
use super::raw::{self, Bytecode};
use super::reading::{self, Newer, Problem, Reading, Runnable};
use super::stack;
use crate::bot::{Code, Es5};
use crate::script::{Failure, FailureKind};
use crate::source::{Span, Text};

pub(super) use super::reading::Role;

/// A hook is a function's body. It begins on a line of its own, as the engine knows less of places in the line
/// where a function begins.
const BEFORE_HOOK: &str = "(function () {\n";
const AFTER_HOOK: &str = "\n})";
const LINES_BEFORE_HOOK: usize = 1;

/// The name of a hook in a stack of calls. There is only one in an environment.
pub(super) const HOOK: &str = "hook";

/// A stack of calls as it is to be seen by code: with the lines of a hook as they are written.
pub(super) fn stack_as_written(written: &str) -> String {
    stack::shifted(written, HOOK, LINES_BEFORE_HOOK)
}

/// The methods that only Java's texts have, or that do something else there.
const JAVA_TEXTS: [&str; 9] = [
    "compareTo",
    "contains",
    "equalsIgnoreCase",
    "getBytes",
    "hashCode",
    "isEmpty",
    "matches",
    "replaceAll",
    "replaceFirst",
];

/// A piece of bot code.
#[derive(Debug)]
pub(super) struct Piece {
    code: Text,
    span: Span,
    role: Role,
    /// Its name in a stack of calls.
    name: String,
    /// What it became, when it was to run first.
    prepared: OnceLock<Prepared>,
}

#[derive(Debug)]
struct Prepared {
    runnable: Runnable,
    /// The lines of the text that runs, without what is around a hook.
    lines: Lines,
    program: Result<Program, Failure>,
}

/// Code that can run.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) bytecode: Bytecode,
    /// Functions and objects newer than ES5 that it names.
    pub(super) newer: Vec<Box<str>>,
    /// Whether it has a `for each`.
    pub(super) has_each: bool,
    /// Whether it may call Java's methods of texts.
    pub(super) has_java_texts: bool,
    /// Whether it may use typed arrays.
    pub(super) has_typed_arrays: bool,
}

impl Piece {
    pub(super) fn new(code: &Code, role: Role, name: String) -> Self {
        Self { code: code.text().clone(), span: code.span, role, name, prepared: OnceLock::new() }
    }

    pub(super) fn text(&self) -> &str {
        self.code.as_str()
    }

    pub(super) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The code, to be run.
    ///
    /// # Errors
    /// Why it cannot be run.
    pub(super) fn program(&self, es5: Es5) -> Result<&Program, Failure> {
        self.prepared(es5).program.as_ref().map_err(Clone::clone)
    }

    /// The place of a line and a column in bytes, as the engine counts them.
    pub(super) fn place(&self, line: usize, column: usize) -> Option<Place<'_>> {
        let Prepared { runnable, lines, .. } = self.prepared.get()?;
        self.place_in(runnable, lines, line, column)
    }

    fn place_in(&self, runnable: &Runnable, lines: &Lines, line: usize, column: usize) -> Option<Place<'_>> {
        let line = if self.role == Role::Hook { line.checked_sub(LINES_BEFORE_HOOK)? } else { line };
        // The engine names the beginning where it does not know better; that is in front of a hook.
        if line == 0 {
            return None;
        }
        Some(Place { code: &self.code, offset: runnable.original_offset(lines.offset(line, column)) })
    }

    fn prepared(&self, es5: Es5) -> &Prepared {
        self.prepared.get_or_init(|| {
            let Reading { problems, newer, runnable, is_opaque, .. } = reading::read(self.text(), self.role);
            let lines = Lines::of(runnable.text(self.text()));
            let program = match self.refused(es5, &problems, &newer) {
                Some(failure) => Err(failure),
                None => self.compiled(&runnable, &lines, newer, is_opaque),
            };
            Prepared { runnable, lines, program }
        })
    }

    fn refused(&self, es5: Es5, problems: &[Problem], newer: &[Newer]) -> Option<Failure> {
        let failure = |kind, message: &str, range: &Range<usize>, help: Option<&str>| Failure {
            kind,
            message: failure::one_line(message).into(),
            at: Some(self.code.part(range.clone())),
            in_functions: self.role == Role::Functions,
            help: help.map(Into::into),
        };
        if let Some(Problem { message, range, help, .. }) = problems.first() {
            return Some(failure(FailureKind::Syntax, message, range, *help));
        }
        if es5 != Es5::Error {
            return None;
        }
        // Functions that came later may be the bot's own.
        let first = newer.iter().find(|newer| newer.name.is_none())?;
        let message = format!("{} is newer than ES5", first.what);
        Some(failure(FailureKind::NotEs5, &message, &first.range, Some(first.instead)))
    }

    fn compiled(
        &self,
        runnable: &Runnable,
        lines: &Lines,
        newer: Vec<Newer>,
        is_opaque: bool,
    ) -> Result<Program, Failure> {
        let text = runnable.text(self.text());
        let compiled = engine::with_compiler(|ctx| {
            let compiled = match self.role {
                Role::Functions => raw::compile(ctx, text, &self.name),
                Role::Hook => raw::compile(ctx, &format!("{BEFORE_HOOK}{text}{AFTER_HOOK}"), &self.name),
            };
            compiled.map_err(|_| failure::syntax_error(ctx))
        });
        let refused =
            |(message, trace): (String, String)| self.not_compiled(message, &trace, runnable, lines);
        let bytecode = compiled.unwrap_or_else(|| Err(failure::no_memory())).map_err(refused)?;
        let mut names: Vec<Box<str>> = newer.into_iter().filter_map(|newer| newer.name).collect();
        names.sort_unstable();
        names.dedup();
        Ok(Program {
            bytecode,
            has_each: *runnable != Runnable::default(),
            has_java_texts: is_opaque || JAVA_TEXTS.iter().any(|method| text.contains(method)),
            has_typed_arrays: is_opaque || names.iter().any(|name| is_of_typed_arrays(name)),
            newer: names,
        })
    }

    /// The engine refuses what the reading has let pass.
    fn not_compiled(&self, message: String, trace: &str, runnable: &Runnable, lines: &Lines) -> Failure {
        let frame = stack::frames(trace).find(|frame| frame.name == self.name);
        let place = frame.and_then(|frame| self.place_in(runnable, lines, frame.line, frame.column));
        Failure {
            kind: FailureKind::Syntax,
            message: message.into(),
            at: Some(place.map_or(self.span, Place::span)),
            in_functions: self.role == Role::Functions,
            help: None,
        }
    }
}

fn is_of_typed_arrays(name: &str) -> bool {
    matches!(name, "ArrayBuffer" | "Atomics" | "DataView" | "SharedArrayBuffer") || name.ends_with("Array")
}

/// A place in a piece of code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'p> {
    code: &'p Text,
    offset: usize,
}

impl<'p> Place<'p> {
    /// The word or the sign there, in its file.
    pub(super) fn span(self) -> Span {
        let text = self.code.as_str();
        let start = floor(text, self.offset);
        let start = start + (text[start..].len() - text[start..].trim_start_matches('.').len());
        let length = text[start..].find(|letter| !is_of_name(letter)).unwrap_or(text.len() - start);
        let sign = text[start..].chars().next().map_or(0, char::len_utf8);
        self.code.part(start..start + length.max(sign))
    }

    /// Whether what stands there is thrown by a statement of the code.
    pub(super) fn is_thrown(self) -> bool {
        let text = self.code.as_str();
        text[..floor(text, self.offset)].trim_end().ends_with("throw")
    }

    /// What is called there, and where its name is.
    pub(super) fn called(self) -> Option<(&'p str, Span)> {
        let text = self.code.as_str();
        let range = called_at(text, self.offset)?;
        let name = last_name(text, &range);
        Some((&text[range], self.code.part(name)))
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}
