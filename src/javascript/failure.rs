//! What went wrong, from what the JavaScript engine threw.

use rquickjs::convert::Coerced;
use rquickjs::{Ctx, Error, Object, String as JsString, Type, Value};

use super::Limits;
use super::host::Host;
use super::piece::{Piece, Place};
use super::reading::unavailable;
use super::{raw, stack};
use crate::diagnostic::did_you_mean;
use crate::script::{FUNCTIONS, Failure, FailureKind, find_function};
use crate::text::{format_duration, shortened};

/// What the engine says where memory runs out.
const OUT_OF_MEMORY: [&str; 2] = ["out of memory", "string too long"];

/// What it says where calls are too deep.
const STACK_OVERFLOW: [&str; 2] = ["Maximum call stack size exceeded", "stack overflow"];

/// What it says of something that is called and no function.
const NO_FUNCTION: &str = "TypeError: not a function";

/// The most characters of a message.
const MESSAGE: usize = 300;

/// The failure that an exception is. Its place is the innermost one in what authors wrote.
pub(super) fn of_exception<'js, 'p>(
    host: &Host<'js>,
    ctx: &Ctx<'js>,
    error: Error,
    piece: &'p Piece,
    pieces: impl Iterator<Item = &'p Piece> + Clone,
) -> Failure {
    let trace = raw::take_backtrace(ctx);
    let thrown = ctx.catch();
    let of_error = host.tools().ok().filter(|_| thrown.is_error()).and_then(|tools| tools.stack_of(&thrown));
    let trace = of_error.or(trace).unwrap_or_default();
    let place = place_in(&trace, pieces);
    // Where there is no memory even for an error the engine throws `null`, or nothing at all.
    let is_nothing = matches!(thrown.type_of(), Type::Null | Type::Uninitialized);
    let had_memory = matches!(error, Error::Exception) && !is_nothing || place.is_some_and(Place::is_thrown);
    // What is asked of it next may reach a limit by itself.
    let over = host.over();
    let described = described(host, &thrown);
    let kind = match over {
        Some(kind) => kind,
        None if !had_memory => FailureKind::OutOfMemory,
        None => kind_of(&thrown, &described),
    };
    let mut at = Some(place.map_or(piece.span(), Place::span));
    if kind != FailureKind::Thrown {
        return Failure { at, ..limit(kind, Some(piece), &host.meter().limits) };
    }
    let (message, help) = if described == NO_FUNCTION {
        // The engine does not say what is none.
        let called = place.and_then(Place::called).filter(|(called, _)| *called != "TypeError");
        at = called.map(|(_, at)| at).or(at);
        no_function(called.map(|(called, _)| called))
    } else {
        let help = missing_name(&described).and_then(|name| help_with_name(host, name));
        (described, help)
    };
    Failure { kind, message: one_line(&message).into(), at, in_functions: false, help: help.map(Into::into) }
}

/// What is said where a limit is reached; about a whole piece, as long as no place is known.
pub(super) fn limit(kind: FailureKind, piece: Option<&Piece>, limits: &Limits) -> Failure {
    let (message, help) = match kind {
        FailureKind::OutOfMemory => (
            format!("the code took more than {} MiB of memory", limits.memory / (1024 * 1024)),
            "Look for a loop that makes a list or a text longer and longer.",
        ),
        FailureKind::StackOverflow => (
            "the code called itself too deeply".to_owned(),
            "Look for a function that calls itself without an end, or write it as a loop.",
        ),
        FailureKind::TooMuch => (
            "the code did more than one run may: messages, log lines and variables are limited in number and size"
                .to_owned(),
            "Look for a loop that goes on for too long, or for a value that is too large.",
        ),
        _ => (
            format!("the code ran for longer than {}, so it is stopped", format_duration(limits.time)),
            "Look for a loop that does not end. The clock stands still while code runs, so a loop that waits for \
             a time never ends.",
        ),
    };
    let at = piece.map(Piece::span);
    Failure { kind, message: message.into(), at, in_functions: false, help: Some(help.into()) }
}

/// What the engine says of code that it cannot compile, and its stack.
pub(super) fn syntax_error(ctx: &Ctx<'_>) -> (String, String) {
    let thrown = ctx.catch();
    let error = thrown.as_exception();
    let message = error.and_then(|error| error.message());
    let Some(message) = message else { return no_memory() };
    let message = one_line(&format!("SyntaxError: {message}"));
    (message, error.and_then(|error| error.stack()).unwrap_or_default())
}

/// The same where there is no memory even to try.
pub(super) fn no_memory() -> (String, String) {
    (OUT_OF_MEMORY[0].to_owned(), String::new())
}

fn place_in<'p>(trace: &str, pieces: impl Iterator<Item = &'p Piece> + Clone) -> Option<Place<'p>> {
    stack::frames(trace).find_map(|frame| {
        let piece = pieces.clone().find(|piece| piece.name() == frame.name)?;
        piece.place(frame.line, frame.column)
    })
}

/// What was thrown: `TypeError: x is null`, or `threw 'text'`. Nothing of it is trusted, as its parts may be
/// code themselves.
fn described<'js>(host: &Host<'js>, thrown: &Value<'js>) -> String {
    let text = |value: Value<'js>| -> Option<String> {
        let text = value.get::<Coerced<JsString<'js>>>().ok()?;
        host.tools().ok()?.text(&text).ok()
    };
    let part = |object: &Object<'js>, name: &str| object.get::<_, Value<'js>>(name).ok().and_then(text);
    let described = match thrown.as_object() {
        Some(error) if error.is_error() => {
            let name =
                part(error, "name").filter(|name| !name.is_empty()).unwrap_or_else(|| "Error".to_owned());
            match part(error, "message") {
                Some(message) if !message.is_empty() => format!("{name}: {message}"),
                _ => name,
            }
        }
        Some(object) => match text(object.as_value().clone()) {
            Some(text) => format!("threw an object, `{text}`"),
            None => "threw an object".to_owned(),
        },
        None if thrown.is_string() => format!("threw '{}'", text(thrown.clone()).unwrap_or_default()),
        None if thrown.is_symbol() => "threw a symbol".to_owned(),
        None => format!("threw {}", text(thrown.clone()).unwrap_or_default()),
    };
    // What was asked may have thrown itself.
    thrown.ctx().catch();
    described
}

fn kind_of(thrown: &Value<'_>, described: &str) -> FailureKind {
    let says = |what: &[&str]| {
        let message = described.split_once(": ").map(|(_, message)| message);
        thrown.is_error() && message.is_some_and(|message| what.iter().any(|what| message.starts_with(what)))
    };
    // There may be memory for an error and none for its message.
    let is_unsaid = thrown.is_error() && described == "InternalError";
    if is_unsaid || says(&OUT_OF_MEMORY) {
        FailureKind::OutOfMemory
    } else if says(&STACK_OVERFLOW) {
        FailureKind::StackOverflow
    } else {
        FailureKind::Thrown
    }
}

/// One line, and not too long.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || letter.is_control()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    shortened(&words.join(" "), MESSAGE - 1)
}

/// What is said of something that is called and no function, with a way out.
fn no_function(called: Option<&str>) -> (String, Option<String>) {
    let Some(called) = called else { return (NO_FUNCTION.to_owned(), None) };
    let message = format!("TypeError: {called} is not a function");
    let function = called.strip_prefix("botContext.").filter(|name| find_function(name).is_none());
    let names = FUNCTIONS.iter().copied().flatten().map(|function| function.name);
    let help = function.map(|function| {
        let meant = did_you_mean(function, names);
        meant.unwrap_or_else(|| format!("The platform has no function `{function}`."))
    });
    (message, help)
}

/// The name that is not there, where that is what is wrong.
fn missing_name(described: &str) -> Option<&str> {
    described.strip_prefix("ReferenceError: ")?.strip_suffix(" is not defined")
}

fn help_with_name(host: &Host<'_>, missing: &str) -> Option<String> {
    if let Some(instead) = unavailable(missing) {
        return Some(format!("There is no `{missing}` on the platform. {instead}"));
    }
    let names = host.tools().map(|tools| tools.global_names()).unwrap_or_default();
    did_you_mean(missing, names.iter().map(String::as_str))
}
