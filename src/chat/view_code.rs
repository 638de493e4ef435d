//! What bot code does, in words.

use super::page::Page;
use super::view_rule::quoted;
use crate::bot::CodeHook;
use crate::engine::{CodePlace, Trace, Triggered, literals};
use crate::script::{Failure, FailureKind};

/// Which code: `` the `pre_process` code of `greet` (bot.yaml:9) ``.
pub(super) fn place(page: &Page<'_>, place: CodePlace) -> String {
    let hook = place.hook.map_or(literals::INIT_CONVERSATION, CodeHook::key);
    match place.interaction {
        Some(id) => format!("the `{hook}` code of {}", page.interaction(id)),
        None => format!("`{hook}`"),
    }
}

/// What went wrong with a piece of code, where, what follows, and what to do.
pub(super) fn failure(page: &Page<'_>, code: CodePlace, failure: &Failure) -> String {
    let whose = match failure.in_functions {
        true => format!("the code of the global functions, which runs before {},", place(page, code)),
        false => place(page, code),
    };
    let at = failure.at.map_or_else(String::new, |span| format!(" at {}", page.exact_place(span)));
    let (verb, follows) = match failure.kind {
        FailureKind::Syntax => ("is no JavaScript", ""),
        FailureKind::NotEs5 => ("is not ES5", ", which `es5: error` refuses"),
        FailureKind::Thrown => ("throws", ""),
        FailureKind::TimeOut => ("is given up after 5 seconds", ""),
        FailureKind::OutOfMemory => ("takes too much memory", ""),
        FailureKind::StackOverflow => ("calls itself too deeply", ""),
        FailureKind::TooMuch => ("does too much", ""),
    };
    let rest = match failure.kind {
        FailureKind::Syntax | FailureKind::NotEs5 => "none of it runs",
        _ => "what it did before stays done, and the flow goes on",
    };
    let help = failure.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
    format!("{whose} {verb}{at}{follows}: {}; {rest}{help}", failure.message)
}

/// A trigger that leads nowhere.
pub(super) fn unknown_trigger(page: &Page<'_>, code: CodePlace, name: &str) -> String {
    let names = page.bot.interactions.iter().filter_map(|item| item.name.as_deref());
    let meant = crate::diagnostic::nearest(name, names);
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    format!(
        "{} lets the flow go to `{name}`, but no interaction has that name, so the flow goes on as without it{meant}",
        place(page, code)
    )
}

/// A step of `/why` that is about code; nothing for every other.
pub(super) fn step(page: &Page<'_>, trace: &Trace) -> String {
    match trace {
        Trace::CodeBegins(code) => format!("runs {}", place(page, *code)),
        Trace::LastingVariableSet { name, value } => {
            format!("sets `{name}` to {} for 180 days", quoted(page, value))
        }
        Trace::Triggered { name, outcome, .. } => match outcome {
            Triggered::Interaction(id) => {
                format!("it lets the flow go to {} (setTriggerNextMessage)", page.interaction(*id))
            }
            Triggered::Rematch => {
                format!("it hands the message back to the dialog starters (`{name}`)")
            }
            Triggered::Unknown => format!("it lets the flow go to `{name}`, which there is not"),
        },
        Trace::ContentDropped(id) => {
            format!("the content of {} is not sent, as its code leads elsewhere", page.interaction(*id))
        }
        Trace::HandedBack(id) => {
            format!("the message is no answer to {}, says its code", page.interaction(*id))
        }
        Trace::StoppedByCode => "the flow stops here, as the code asks for".to_owned(),
        Trace::ContextChanged { what, value: Some(value) } => {
            format!("context service: {what} becomes {}", quoted(page, value))
        }
        Trace::ContextChanged { what, value: None } => format!("context service: {what} is deleted"),
        Trace::CustomEvent { message, name, detail } => {
            let detail =
                detail.as_ref().map_or_else(String::new, |detail| format!(", {}", quoted(page, detail)));
            format!("reports the event `{name}` for {}{detail}", quoted(page, message))
        }
        Trace::FromFixture { function, .. } => format!("{function} answers from the fixtures"),
        _ => String::new(),
    }
}
