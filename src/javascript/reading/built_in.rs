//! The names that a script finds without defining them: in ES5, in newer languages, elsewhere.

/// What every script of the platform has.
const ES5: &[&str] = &[
    "Array",
    "Boolean",
    "Date",
    "Error",
    "EvalError",
    "Function",
    "Infinity",
    "JSON",
    "Math",
    "NaN",
    "Number",
    "Object",
    "RangeError",
    "ReferenceError",
    "RegExp",
    "String",
    "SyntaxError",
    "TypeError",
    "URIError",
    "arguments",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "escape",
    "eval",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
    "undefined",
    "unescape",
];

/// Objects of newer languages, in alphabetical order.
const NEWER_GLOBALS: &[&str] = &[
    "AggregateError",
    "ArrayBuffer",
    "Atomics",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "DataView",
    "FinalizationRegistry",
    "Float32Array",
    "Float64Array",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Intl",
    "Iterator",
    "Map",
    "Promise",
    "Proxy",
    "Reflect",
    "Set",
    "SharedArrayBuffer",
    "Symbol",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakRef",
    "WeakSet",
    "globalThis",
];

/// Functions of ES5 objects that came later.
const NEWER_STATICS: &[(&str, &[&str])] = &[
    ("Array", &["from", "fromAsync", "of"]),
    (
        "Math",
        &[
            "acosh", "asinh", "atanh", "cbrt", "clz32", "cosh", "expm1", "fround", "hypot", "imul", "log10",
            "log1p", "log2", "sign", "sinh", "tanh", "trunc",
        ],
    ),
    (
        "Number",
        &[
            "EPSILON",
            "MAX_SAFE_INTEGER",
            "MIN_SAFE_INTEGER",
            "isFinite",
            "isInteger",
            "isNaN",
            "isSafeInteger",
            "parseFloat",
            "parseInt",
        ],
    ),
    (
        "Object",
        &[
            "assign",
            "entries",
            "fromEntries",
            "getOwnPropertyDescriptors",
            "getOwnPropertySymbols",
            "groupBy",
            "hasOwn",
            "is",
            "setPrototypeOf",
            "values",
        ],
    ),
    ("String", &["fromCodePoint", "raw"]),
];

/// Methods of arrays and texts that came later, with what to write instead. Those that the platform's Java
/// texts have are not among them, nor words that objects of other kinds have as well.
const NEWER_METHODS: &[(&str, &str)] = &[
    ("at", "Write `list[index]`, and `list[list.length - 1]` for the last one."),
    ("codePointAt", "Write `charCodeAt`."),
    ("copyWithin", LOOP),
    ("fill", LOOP),
    ("find", FUNCTION),
    ("findIndex", FUNCTION),
    ("findLast", FUNCTION),
    ("findLastIndex", FUNCTION),
    ("flat", FUNCTION),
    ("flatMap", FUNCTION),
    ("includes", "Write `indexOf(…) !== -1`."),
    ("matchAll", "Write a loop over `regex.exec(text)`."),
    ("normalize", "Write a global function for it."),
    ("padEnd", FUNCTION),
    ("padStart", FUNCTION),
    ("repeat", FUNCTION),
    ("toReversed", "Write `list.slice().reverse()`."),
    ("toSorted", "Write `list.slice().sort()`."),
    ("toSpliced", "Write `list.slice()`, then `splice`."),
    ("trimEnd", "Write `replace(/\\s+$/, '')`."),
    ("trimStart", "Write `replace(/^\\s+/, '')`."),
];

const LOOP: &str = "Write a loop.";
const FUNCTION: &str = "Write a loop, or a global function of your own for it.";

/// What the platform names as not supported, though it is old.
const LOCALE: &[&str] = &["toLocaleDateString", "toLocaleString", "toLocaleTimeString"];

const EXTERNAL: &str = "Other systems are called by an Integration interaction.";
const TIMER: &str =
    "Code runs to its end at once. A wait before a message is `botContext.setMessageDelay(milliseconds)`.";
const BROWSER: &str = "Code runs on the platform, not in the consumer's browser.";
const MODULE: &str = "There are no modules. Write what you need into the global functions.";
const JAVA: &str = "The platform's own classes are not open to code.";
const CODING: &str = "Write a global function for it, or let an integration do it.";

/// What other places that run JavaScript have, with what to do here.
const UNAVAILABLE: &[(&str, &str)] = &[
    ("Buffer", CODING),
    ("FormData", EXTERNAL),
    ("Headers", EXTERNAL),
    ("Image", BROWSER),
    ("Java", JAVA),
    ("JavaImporter", JAVA),
    ("Packages", JAVA),
    ("Request", EXTERNAL),
    ("Response", EXTERNAL),
    ("TextDecoder", CODING),
    ("TextEncoder", CODING),
    ("URL", CODING),
    ("URLSearchParams", CODING),
    ("WebSocket", EXTERNAL),
    ("XMLHttpRequest", EXTERNAL),
    ("alert", "Say it with `botContext.sendMessage(text)`."),
    ("atob", CODING),
    ("axios", EXTERNAL),
    ("btoa", CODING),
    ("clearInterval", TIMER),
    ("clearTimeout", TIMER),
    ("confirm", "Ask with a question, and read the answer in its `process_user_response` code."),
    ("console", "Write `botContext.printDebugMessage(text)`."),
    ("document", BROWSER),
    ("exports", MODULE),
    ("fetch", EXTERNAL),
    ("global", "A global name is one that the global functions define."),
    ("history", BROWSER),
    ("importScripts", MODULE),
    ("java", JAVA),
    ("javax", JAVA),
    ("jQuery", BROWSER),
    ("localStorage", "Keep it in a bot variable, or in the context service."),
    ("location", BROWSER),
    ("module", MODULE),
    ("navigator", BROWSER),
    ("performance", "Write `new Date().getTime()`."),
    ("process", "Write `botContext.getEnvVariable(name)` for variables of the bot's environment."),
    ("prompt", "Ask with a question, and read the answer in its `process_user_response` code."),
    ("queueMicrotask", TIMER),
    ("requestAnimationFrame", TIMER),
    ("require", MODULE),
    ("self", "A global name is one that the global functions define."),
    ("sessionStorage", "Keep it in a bot variable, or in the context service."),
    ("setImmediate", TIMER),
    ("setInterval", TIMER),
    ("setTimeout", TIMER),
    ("structuredClone", "Write `JSON.parse(JSON.stringify(value))`."),
    ("window", BROWSER),
];

/// Whether every script has it.
pub(super) fn is_es5_global(name: &str) -> bool {
    ES5.binary_search(&name).is_ok()
}

/// Whether a name is an object of a newer language than ES5.
pub fn is_newer_global(name: &str) -> bool {
    NEWER_GLOBALS.binary_search(&name).is_ok()
}

/// What to do instead of using a name that browsers or other places have and the platform does not.
pub fn unavailable(name: &str) -> Option<&'static str> {
    UNAVAILABLE.iter().find(|(known, _)| *known == name).map(|(_, instead)| *instead)
}

/// Whether a function of an ES5 object came later.
pub(super) fn is_newer_static(object: &str, name: &str) -> bool {
    NEWER_STATICS.iter().any(|(known, names)| *known == object && names.contains(&name))
}

/// What to write instead of a method that came later.
pub(super) fn newer_method(name: &str) -> Option<&'static str> {
    NEWER_METHODS.iter().find(|(known, _)| *known == name).map(|(_, instead)| *instead)
}

/// Whether a method depends on a locale, which the platform does not support.
pub(super) fn is_locale_method(name: &str) -> bool {
    LOCALE.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sorted_lists_are_sorted() {
        assert!(ES5.is_sorted());
        assert!(NEWER_GLOBALS.is_sorted());
    }
}
