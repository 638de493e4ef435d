//! What makes a fresh JavaScript environment the platform's: its own clock, Java's methods of texts, the
//! objects that the host hands out. It is JavaScript itself, compiled once for all runs.

mod java_regex;

use std::sync::OnceLock;

use super::raw::Bytecode;
use super::stack::PLATFORM;
use super::{engine, raw};

pub(super) use java_regex::java_regex;

/// Its parts: functions, so that no name of theirs is left. The first one asks for the others, where they are
/// needed: to make all of them would take as long as all else that an environment needs.
const PARTS: [(&str, &str); 5] = [
    ("main", include_str!("main.js")),
    ("objects", include_str!("objects.js")),
    ("dates", include_str!("dates.js")),
    ("strings", include_str!("strings.js")),
    ("newer", include_str!("newer.js")),
];

/// The compiled text of a part; nothing where memory ran out over it.
pub(super) fn part(name: &str) -> Option<&'static Bytecode> {
    static COMPILED: [OnceLock<Option<Bytecode>>; PARTS.len()] = [const { OnceLock::new() }; PARTS.len()];
    let index = PARTS.iter().position(|(part, _)| *part == name)?;
    let compile =
        || engine::with_compiler(|ctx| raw::compile_silently(ctx, PARTS[index].1, PLATFORM).ok()).flatten();
    COMPILED[index].get_or_init(compile).as_ref()
}

#[cfg(test)]
mod tests {
    use super::{PARTS, PLATFORM};
    use crate::javascript::{engine, failure, raw};

    #[test]
    fn each_part_compiles() {
        for (name, text) in PARTS {
            let compile = |ctx: &rquickjs::Ctx<'_>| {
                raw::compile_silently(ctx, text, PLATFORM).map(|_| ()).map_err(|_| failure::syntax_error(ctx))
            };
            assert_eq!(engine::with_compiler(compile), Some(Ok(())), "{name}");
        }
    }
}
