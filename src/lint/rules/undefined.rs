//! Names of code that nobody defines.

use crate::diagnostic::Diagnostic;
use crate::javascript::reading::{NameUse, is_newer_global, unavailable};
use crate::lint::scripts::{Script, Scripts};

/// The functions of the platform's template "Global Helper Functions" (scripting spec 5.7).
pub(super) const HELPERS: [&str; 20] = [
    "debugMsg",
    "debugVar",
    "getBotVar",
    "getContextConv",
    "getEnvVar",
    "getIntent",
    "getUserMessage",
    "getWebVar",
    "goDefault",
    "goNext",
    "logEvent",
    "logEventAdv",
    "previous",
    "printVar",
    "sendMsg",
    "sendMsgArr",
    "setBotVar",
    "setContextConv",
    "setDelay",
    "trail",
];

/// The uses of names that neither the code, nor the global functions, nor any other rule knows.
pub(super) fn undefined<'r>(
    scripts: &'r Scripts<'_>,
    script: &'r Script<'_>,
) -> impl Iterator<Item = &'r NameUse> {
    let reading = &script.reading;
    reading.uses.iter().filter(move |found| {
        let name = &*found.name;
        let is_known = found.is_guarded || reading.is_opaque || scripts.is_global(name);
        let is_told =
            is_newer_global(name) || unavailable(name).is_some() || name.eq_ignore_ascii_case("botContext");
        !is_known && !is_told
    })
}

/// Shows where another piece of code defines the name for itself.
pub(super) fn also_own(diagnostic: Diagnostic, name: &str, scripts: &Scripts<'_>) -> Diagnostic {
    match scripts.own_name(name) {
        Some(place) => diagnostic.also(place, "this one is gone when its code ends"),
        None => diagnostic,
    }
}
